"""The forms: what a line may say, and how a form asks again."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from conftest import screen_text
from textual.widgets import Input

from models.activity import Activity
from models.board import Card
from models.business import Business
from models.document import RuleBroken
from models.helpers import Helper
from store import Workspace
from tui import activity_form, cards
from tui.app import Deskhand
from tui.dialogs.form import Field, Form, read_hours, read_yes
from tui.widgets.prompt import Agreed, Offer

App = Callable[[], Deskhand]


@pytest.mark.parametrize(
    ("text", "minutes"), [("8", 480), ("7,5", 450), ("0.25", 15), ("0", 0), ("10000", 600_000)]
)
def test_hours_are_read_in_minutes(text: str, minutes: int) -> None:
    assert read_hours(text, "hours a day") == minutes


@pytest.mark.parametrize("text", ["", "eight", "nan", "inf", "1e308", "9" * 5_000, "-1", "10001"])
def test_what_cannot_be_hours_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"hours a day: write it like 8 or 7\.5\.$") as refused:
        read_hours(text, "hours a day")
    assert len(str(refused.value)) < 120


@pytest.mark.parametrize(
    ("text", "yes"), [("", False), ("n", False), ("No", False), ("y", True), ("YES", True)]
)
def test_yes_and_no_are_read(text: str, yes: bool) -> None:
    assert read_yes(text, "No longer here") is yes


@pytest.mark.parametrize("text", ["yesterday", "nope", "1"])
def test_what_is_neither_yes_nor_no_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"say yes or no to “No longer here”\.$"):
        read_yes(text, "No longer here")


def test_a_huge_number_of_hours_for_an_activity_is_refused() -> None:
    work, business = Activity(name="Filing"), Business()
    lines = {field.name: field.value for field in activity_form.fields(work, business)}
    with pytest.raises(RuleBroken, match="the hours to show it"):
        activity_form.filled_in(work, lines | {"onboarding": "1e308"}, business)


async def test_an_offer_is_agreed_to_by_the_same_lines_once_more(app: App) -> None:
    asked: list[tuple[str, bool]] = []

    def settle(values: dict[str, str], agreed: Agreed) -> None:
        asked.append((values["name"], bool(agreed)))
        if not agreed:
            raise Offer("Enter again keeps yours.")

    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        running.push_screen(Form("Trial", [Field("name", "Name")], settle))
        await pilot.pause()
        await pilot.press("a", "enter")
        await pilot.pause()
        assert "Enter again keeps yours." in screen_text(running)
        await pilot.press("b", "enter", "enter")
        await pilot.pause()
        assert not isinstance(running.screen, Form)
    assert asked == [("a", False), ("ab", False), ("ab", True)]


@pytest.mark.parametrize("keys", [("g", "h", "n"), ("a",)])
async def test_a_helper_without_a_visible_name_is_refused_in_a_sentence(
    desk: Workspace, app: App, keys: tuple[str, ...]
) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        running.screen.query_one(Input).value = "\u200b"
        await pilot.press("enter")
        await pilot.pause()
        assert "Name may not be empty." in screen_text(running)
    assert len(desk.helpers) == 0


@pytest.mark.parametrize(("said", "gone"), [("no", False), ("yes", True)])
async def test_a_helper_leaves_only_by_a_yes(desk: Workspace, app: App, said: str, gone: bool) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
        desk.helpers.put(Helper(name="Anna"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "h", "e")
        await pilot.pause()
        await pilot.press("up", *said, "enter")
        await pilot.pause()
    assert (desk.helpers[1].archived is not None) is gone


def test_a_card_stays_with_a_helper_who_has_gone_while_the_line_is_not_touched() -> None:
    gone = Helper(name="Anna", archived=datetime(2026, 11, 20, tzinfo=UTC))
    card = Card(title="Order toner", helper=gone.uid)
    lines = {field.name: field.value for field in cards.fields(card, gone)}
    assert (
        cards.filled_in(card, lines | {"title": "Order ink"}, [gone], date(2026, 11, 23)).helper == gone.uid
    )
    with pytest.raises(RuleBroken, match="There is no helper “Ann”"):
        cards.filled_in(card, lines | {"helper": "Ann"}, [gone], date(2026, 11, 23))


async def test_a_name_that_could_be_several_helpers_makes_no_new_one(desk: Workspace, app: App) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
        desk.helpers.put_all([Helper(name="Anna Alba"), Helper(name="Anders Berg")])
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Call @an", "enter", "enter")
        await pilot.pause()
        said = "“an” could be Anna Alba or Anders Berg: write more of the name."
        assert said in " ".join(screen_text(running).split())
        await pilot.press("escape", "e", "down", *"an", "enter")
        await pilot.pause()
        assert said in " ".join(screen_text(running).split())
    assert (len(desk.helpers), len(desk.cards)) == (2, 1)


async def test_a_refusal_about_another_line_goes_there_and_stays_to_be_read(app: App) -> None:
    def settle(said: dict[str, str], agreed: Agreed) -> None:
        raise RuleBroken("First must be a day.", "first")

    async with app().run_test(size=(80, 24)) as pilot:
        fields = [Field("first", "Day", "x", "fri, 12dec"), Field("second", "Name", "y", "any name")]
        await pilot.app.push_screen(Form("Both", fields, settle, focus="second"))
        await pilot.press("enter")
        await pilot.pause()
        assert "Day must be a day." in screen_text(pilot.app)
        assert pilot.app.focused is pilot.app.screen.query_one("#field-first")
        await pilot.press("tab", "shift+tab")
        await pilot.pause()
        assert "fri, 12dec" in screen_text(pilot.app)
