"""The settings as a form: what is written is what is meant."""

from collections.abc import Callable

import pytest

from models.business import Business, Owner
from models.document import RuleBroken
from store import Workspace
from tui.app import Deskhand
from tui.settings import fields, filled_in


def lines(business: Business, **changes: str) -> dict[str, str]:
    return {field.name: field.value for field in fields(business, "UTC")} | changes


def test_a_form_that_is_not_touched_changes_nothing() -> None:
    business = Business(
        name="Fern & Tally",
        owners=(Owner(key="ob", initials="OB", name="Orla Brennan"),),
        zone="Europe/Dublin",
        owner_hour=50_50,
        helper_rate=0,
        work_days=(0, 2, 5),
        minutes_per_day=450,
    )
    assert filled_in(business, lines(business)) == business


def test_the_first_named_owner_is_who_worked_here_before_anybody_was_named() -> None:
    business = filled_in(Business(), lines(Business(), owners="OB Orla Brennan, TW Tomasz"))
    assert [(owner.key, owner.initials, owner.name) for owner in business.owners] == [
        ("me", "OB", "Orla Brennan"),
        ("tw", "TW", "Tomasz"),
    ]


def test_own_categories_roll_up() -> None:
    business = filled_in(Business(), lines(Business(), categories="events = mark, travel=admin"))
    assert business.rolled_up("events") == "marketing"
    assert business.category("trav") == "travel"


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        ("zone", "Berlin", "is no time zone"),
        ("owner_hour", "a lot", "is no amount in EUR"),
        ("work_days", "Mon Moonday", "is no day of the week"),
        ("work_days", "", "at least one work day"),
        ("hours_per_day", "eight", "is no number for hours a day"),
        ("hours_per_day", "nan", "hours a day"),
        ("hours_per_day", "inf", "hours a day"),
        ("work_weeks", "60", "must be 52 or less"),
        ("holidays", "Christmas", "year-month-day"),
        ("categories", "events", "what it counts under"),
        ("owners", "OB Orla, OB Otto", "same initials"),
        ("owners", "ORLABRENNAN", "initials"),
        ("currency", "euro", "currency"),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_a_sentence(line: str, text: str, says: str) -> None:
    with pytest.raises(RuleBroken, match=f"(?i){says}") as refused:
        filled_in(Business(), lines(Business(), **{line: text}))
    assert str(refused.value).endswith(".")


async def test_g_comma_opens_the_settings_and_enter_saves_them(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "comma", *"Fern", "down", *"OB Orla", "enter")
        await pilot.pause()
    assert desk.business.name == "Fern"
    assert desk.business.owners[0].key == "me"
