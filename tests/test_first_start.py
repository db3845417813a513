"""The first start: straight to the entry line, and every empty screen says what it is for and what begins."""

from collections.abc import Callable

import pytest
from conftest import screen_text

from models.board import Card
from store import Workspace
from tui.app import Deskhand
from tui.widgets.prompt import Prompt

Make = Callable[[], Deskhand]
SIZES = [(80, 24), (120, 36), (40, 20)]
EMPTY = {
    "today": (("g", "t"), "what needs you", "g a logs the first task"),
    "priorities": (("g", "p"), "worth", "g a opens the audit"),
    "bottlenecks": (("g", "p", "V"), "rank", "g a opens the audit"),
    "board": (("g", "b"), "handed over", "n adds a card"),
    "triage": (("g", "i"), "verdict", "n adds a card"),
    "vetting": (("g", "v"), "which work it takes over", "n makes the first one"),
    "who left": (("g", "v", "V"), "has left a search", "Esc goes back"),
    "onboarding": (("g", "o"), "before somebody starts", "n starts the first list"),
    "helpers": (("g", "h"), "everybody who helps", "n adds the first one"),
    "access": (("g", "h", "V"), "who may enter what", "n adds a system"),
    "systems": (("g", "h", "V", "V"), "what can be entered", "n adds one"),
    "ledger": (("g", "h", "V", "V", "V"), "measured", "n adds"),
    "transfers": (("g", "h", "W"), "travelled", "n writes it down"),
    "flow": (("g", "b", "W"), "how long work takes", "Nothing is finished yet"),
    "changes": (("g", "u"), "Every change", "u takes one back"),
    "archive": (("g", "x"), "off the board", "x takes"),
    "procedures": (("g", "d"), "how recurring work is done", "n begins it"),
}
"""The screens and pages with the keys that lead there, what each is for, and what begins."""


pytestmark = pytest.mark.usefixtures("state")


def said(app: Deskhand) -> str:
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_file_asks_for_the_first_entry_at_once_and_offers_an_import(
    app: Make, size: tuple[int, int]
) -> None:
    running = app()
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert running.current_mode == "audit"
        assert running.screen.query_one(Prompt).is_open
        assert "Esc, then O" in said(running)
        await pilot.press(*"25m", "space", *"email", "enter")
        await pilot.pause()
        assert "Esc, then O" not in said(running)
        assert "email" in said(running)


async def test_nothing_else_is_asked_before_it_is_needed(desk: Workspace, app: Make) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        for letter in "tapbivoh":
            await pilot.press("g", letter)
            await pilot.pause()
            screen = pilot.app.screen
            assert not screen.is_modal
            assert letter == "a" or not screen.query_one(Prompt).is_open
    assert not desk.path.exists()


@pytest.mark.parametrize("place", EMPTY)
@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_screen_says_what_it_is_for_and_which_key_begins(
    app: Make, place: str, size: tuple[int, int]
) -> None:
    keys, purpose, begins = EMPTY[place]
    running = app()
    async with running.run_test(size=size) as pilot:
        await pilot.press("escape", *keys)
        await pilot.pause()
        await pilot.pause()
        shown = said(running)
        assert purpose in shown
        assert begins in shown


async def test_an_import_is_one_key_away_from_the_entry_line(app: Make) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "O")
        await pilot.pause()
        assert running.screen.query_one(Prompt).is_open
        assert "file" in running.screen.query_one(Prompt).label.casefold()


async def test_with_work_on_the_board_and_nothing_urgent_it_opens_on_the_board(
    desk: Workspace, app: Make
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert running.current_mode == "board"
