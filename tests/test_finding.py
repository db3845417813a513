"""Narrowing a screen by keys: what is shown, where the cursor is, what is kept."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import ClassVar

from conftest import Clock, screen_text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot

from models.board import Card, Column, Priority
from models.helpers import Helper
from models.sorting import Order
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.finding import Finding
from tui.finding_keys import FINDING_KEYS
from tui.session import Session
from tui.widgets.painted import Lines


class Shelf(Finding):
    """One list of all that is found."""

    LETTER = "b"
    BINDINGS: ClassVar[list[BindingType]] = [*FINDING_KEYS]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.number = 0

    def body(self) -> ComposeResult:
        yield Lines(height=10, id="list")

    @property
    def card(self) -> Card | None:
        return self.desk.cards[self.number] if self.number else None

    def shown(self, card: Card) -> None:
        self.number = card.number

    def show(self) -> None:
        self.query_one("#list", Lines).show([[(title, "plain")] for title in self.titles])

    @property
    def titles(self) -> list[str]:
        return [card.title for lane in self.found().values() for card in lane]


@asynccontextmanager
async def shelf(desk: Workspace, app: Deskhand) -> AsyncIterator[tuple[Shelf, Pilot[None]]]:
    with desk.transaction("Begin"):
        anna, ben = (desk.helpers.put(Helper(name=name)) for name in ("Anna", "Ben Wong"))
        desk.helpers.put(Helper(name="Bea"))
        for order, (title, helper, tags, due, priority) in enumerate(
            [
                ("Order toner", anna, ("office",), date(2026, 12, 1), Priority.LOW),
                ("File tax", ben, ("tax",), date(2026, 11, 20), Priority.NORMAL),
                ("Pay tax", anna, ("tax",), None, Priority.HIGH),
                ("Ring the bank", None, (), None, Priority.NORMAL),
            ]
        ):
            desk.cards.put(
                Card(
                    title=title,
                    helper=helper.uid if helper else None,
                    tags=tags,
                    due=due,
                    priority=priority,
                    order=order,
                    column=Column.DOING,
                )
            )
    async with app.run_test(size=(80, 24)) as pilot:
        front = app.screen
        assert isinstance(front, DeskScreen)
        screen = Shelf(front.session)
        await app.push_screen(screen)
        await pilot.pause()
        yield screen, pilot


async def test_the_filter_narrows_with_every_key_and_Enter_keeps_it_with_the_cursor_on_the_first_hit(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("slash", *"tax")
        await pilot.pause()
        assert screen.titles == ["File tax", "Pay tax"]
        shown = screen_text(screen.app)
        assert "2 cards of 4 · tax ON" in shown
        assert "Order toner" not in shown
        await pilot.press("space", *"@an", "enter")
        await pilot.pause()
        assert screen.titles == ["Pay tax"]
        assert screen.card is not None
        assert screen.card.title == "Pay tax"
        assert screen.standing() == "tax @an ON"


async def test_Esc_drops_the_filter_back_to_what_stood_before_and_emptying_the_line_shows_all(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("slash", *"ring", "enter", "slash", *["backspace"] * len("ring "))
        await pilot.pause()
        assert len(screen.titles) == 4
        await pilot.press("escape")
        await pilot.pause()
        assert screen.standing() == "ring ON"
        assert screen.titles == ["Ring the bank"]
        await pilot.press("slash", "x", "escape", "slash", "enter")
        await pilot.pause()
        assert screen.standing() == "ring ON"
        await pilot.press("backslash")
        assert screen.standing() == ""
        assert len(screen.titles) == 4


async def test_cards_are_looked_through_again_only_after_a_change_or_an_hour(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    async with shelf(desk, app()) as (screen, _):
        before = screen.found()
        clock.at += timedelta(minutes=1, microseconds=7)
        assert screen.found() is before
        clock.forward(60)
        assert screen.found() is not before
        with desk.transaction("Rename"):
            desk.cards.put(desk.cards[1].but(title="Order paper"))
        assert screen.titles[0] == "Order paper"


async def test_a_half_typed_term_hides_nothing_and_is_not_kept(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("slash", *"is:wai", "enter")
        await pilot.pause()
        assert len(screen.titles) == 4
        assert "is half a state" in screen_text(screen.app)
        await pilot.press("x", "x", "enter")
        await pilot.pause()
        assert "is no state" in screen_text(screen.app)
        assert len(screen.titles) == 4


async def test_at_takes_a_digit_or_an_initial_and_says_the_digits_when_two_share_it(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("at", "a")
        assert screen.titles == ["Order toner", "Pay tax"]
        await pilot.press("at", "2")
        assert screen.query_text == "@ben"
        assert screen.titles == ["File tax"]
        await pilot.press("at", "b")
        await pilot.pause()
        assert "@b could be 2 Ben or 3 Bea: press @ and the digit." in screen_text(screen.app)
        assert screen.query_text == "@ben"
        await pilot.press("at", "0")
        assert screen.titles == ["Ring the bank"]
        await pilot.press("at", "0")
        assert len(screen.titles) == 4
        await pilot.press("at", "9")
        await pilot.pause()
        assert "press @ and a digit of the strip" in screen_text(screen.app)


async def test_late_and_like_this_are_switched_on_and_off_by_the_same_key(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("exclamation_mark")
        assert screen.titles == ["File tax"]
        await pilot.press("exclamation_mark")
        assert len(screen.titles) == 4
        screen.number = 2
        await pilot.press("equals_sign")
        assert screen.titles == ["File tax", "Pay tax"]
        screen.number = 3
        await pilot.press("equals_sign")
        assert len(screen.titles) == 4


async def test_sorting_puts_the_cursor_on_top_and_says_by_what(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        screen.number = 4
        await pilot.press("comma", "d")
        assert screen.titles == ["File tax", "Order toner", "Pay tax", "Ring the bank"]
        assert screen.number == 2
        assert screen.standing() == "by due"
        await pilot.press("comma", "p")
        assert screen.titles[0] == "Pay tax"
        await pilot.press("comma", "m")
        assert screen.standing() == ""


async def test_a_view_is_saved_by_a_capital_recalled_by_its_letter_and_left_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with shelf(desk, app()) as (screen, pilot):
        await pilot.press("exclamation_mark", "comma", "d", "apostrophe", "T")
        [kept] = desk.desks
        assert kept.owner == desk.who
        assert [(view.letter, view.query, view.order) for view in kept.views] == [("t", "is:late", Order.DUE)]
        await pilot.press("backslash", "comma", "m", "apostrophe", "t")
        assert screen.standing() == "is:late ON · by due"
        await pilot.press("apostrophe", "apostrophe")
        assert screen.standing() == ""
        await pilot.press("apostrophe", "z")
        await pilot.pause()
        assert "There is no view z yet: ' and Z saves this one." in screen_text(screen.app)
        assert len(screen.titles) == 4
