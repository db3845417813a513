"""Keys that arrive all at once, as they do when a line has stalled, do what they do when typed slowly."""

from collections.abc import Callable

import pytest
from conftest import screen_text
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from models.board import Card, Column
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand


async def burst(app: Deskhand, pilot: Pilot[None], *keys: str) -> None:
    """Sends keys without waiting for any of them."""
    for key in keys:
        one = len(key) == 1
        app.post_message(events.Key(_character_to_key(key) if one else key, key if one else None))
    for _ in range(5):
        await pilot.pause()


@pytest.fixture
def cards(desk: Workspace) -> None:
    with desk.transaction("Add"):
        for n in range(3):
            desk.cards.put(Card(title=f"Card {n}", order=n))


@pytest.mark.usefixtures("cards")
async def test_what_follows_n_is_text_and_runs_no_command(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await burst(running, pilot, "n", *"xcall L", "enter", "L")
    assert [card.title for card in desk.cards] == ["Card 0", "Card 1", "Card 2", "xcall L"]
    assert [card.column for card in desk.cards] == [Column.INBOX] * 3 + [Column.BRIEF]
    assert all(card.archived is None for card in desk.cards)


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(
    "keys",
    [
        ["g", "p", "j", "j", "i", "escape", "g", "b"],
        ["g", "a", "n", "x", "enter", "g", "b"],
        [":", *"help", "enter", "enter", "escape", "escape"],
        ["?", *"helper", "enter", "X", "enter", "escape", "escape"],
        ["a", "enter", "enter"],
        ["e", *"!!", "enter", "j", "e", "escape"],
        [*"[]]][[[]]]", "g", "b"],
        ["g", "a", "j"] * 20,
        ["g", ",", "escape", "escape", *"nabc", "escape"],
    ],
)
async def test_a_burst_of_keys_leaves_a_working_screen(
    desk: Workspace, app: Callable[[], Deskhand], keys: list[str]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await burst(running, pilot, *keys)
        await pilot.press("escape", "escape", "escape", "g", "b")
        await pilot.pause()
        assert "[b]" in screen_text(running)


@pytest.mark.usefixtures("cards")
async def test_a_name_typed_behind_a_makes_the_helper(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await burst(running, pilot, "a", *"Niamh", "enter", "enter", "j", "a", *"Hana", "enter", "enter")
    assert [helper.name for helper in desk.helpers] == ["Niamh", "Hana"]
    assert isinstance(desk.helpers[1], Helper)


@pytest.mark.usefixtures("cards")
async def test_ctrl_c_says_how_to_leave_and_ctrl_q_loses_no_text(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert "Q quits" in screen_text(running)
        await pilot.press("e", *"half", "ctrl+q")
        await pilot.pause()
        assert "Card 0half" in screen_text(running)
