"""The settings as a form: what is written is what is meant."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import Clock, screen_text

from models.activity import Activity
from models.business import Business, Category, OwnCategory, Owner
from models.columns import Column
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
        column_limits={Column.DOING: 6, Column.REVIEW: 3},
    )
    assert filled_in(business, lines(business)) == business


def test_the_first_named_owner_is_who_worked_here_before_anybody_was_named() -> None:
    business = filled_in(Business(), lines(Business(), owners="OB Orla Brennan, TW Tomasz"))
    assert [(owner.key, owner.initials, owner.name) for owner in business.owners] == [
        ("me", "OB", "Orla Brennan"),
        (business.owners[1].key, "TW", "Tomasz"),
    ]


def test_limits_are_read_in_any_order_and_case() -> None:
    business = filled_in(Business(), lines(Business(), column_limits=" review: 3,DOING = 6, doing 7"))
    assert dict(business.column_limits) == {Column.DOING: 7, Column.REVIEW: 3}
    assert [business.is_overloaded(Column.REVIEW, held) for held in (3, 4)] == [False, True]
    assert not business.is_overloaded(Column.READY, 900)


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
        ("hours_per_day", "1e308", "hours a day"),
        ("hours_per_day", "-8", "hours a day"),
        ("work_weeks", "60", "must be 52 or less"),
        ("holidays", "Christmas", "year-month-day"),
        ("categories", "events", "what it counts under"),
        ("categories", "events = golf", "is no category"),
        ("column_limits", "Doing", "is no limit of a column"),
        ("column_limits", "Doing six", "is no limit of a column"),
        ("column_limits", "Parked 3", "is no limit of a column"),
        ("column_limits", "Doing 6, Done 2", "Done has no limit"),
        ("column_limits", "Doing 0", "must be 1 or more"),
        ("owners", "OB Orla, OB Otto", "the initials OB"),
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


async def test_the_form_changes_nothing_that_another_session_changed_meanwhile(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    with desk.transaction("Set up"):
        desk.settings.put(Business(zone="Europe/Dublin"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "comma", *"Fern")
        with Workspace.open(desk.path, now=clock) as other, other.transaction("Set the hour"):
            other.settings.put(other.business.but(owner_hour=50_00))
        desk.refresh()
        await pilot.press("enter")
        await pilot.pause()
    assert (desk.business.name, desk.business.owner_hour) == ("Fern", 50_00)


async def test_a_category_that_is_used_stays_and_the_form_says_why(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    events = OwnCategory(name="events", rolls_up_to=Category.MARKETING)
    with desk.transaction("Set up"):
        desk.settings.put(Business(categories=(events,)))
        desk.activities.put(Activity.named("Trade fair", "events"))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "comma", "up", "up", "ctrl+u", *"fairs = marketing", "enter")
        await pilot.pause()
        assert "Activities are in “events”: give them another category first." in screen_text(running)
    assert desk.business.categories == (events,)


async def test_the_value_of_an_hour_is_previewed_in_the_currencys_own_units(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Set up"):
        desk.settings.put(Business(currency="JPY"))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "dollar_sign", *"5000")
        await pilot.pause()
        assert "An hour of yours counts as ¥5,000." in screen_text(running)


async def test_a_country_makes_its_public_holidays_days_off(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "comma", *["tab"] * 12, *"Eire", "enter")
        await pilot.pause()
        assert "“Eire” is no country whose holidays are known" in " ".join(screen_text(running).split())
        await pilot.press(*["backspace"] * 4, *"de-by", "enter")
        await pilot.pause()
    assert (desk.business.country, desk.business.region, desk.business.holidays) == ("DE", "BY", ())
    assert not desk.business.is_work_day(date(2026, 6, 4))
    looked_up = desk.business.public_holidays
    desk.undo()
    assert desk.business.public_holidays == ()
    assert len(looked_up) > 40
