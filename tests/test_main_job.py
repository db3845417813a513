"""The main job from a real time log to a moved card, by keys alone."""

import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import Clock, screen_text

from models.board import Card, Column
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand
from tui.session import Session

LOG = Path(__file__).parent / "data" / "timewarrior-1.4.3.two-weeks.export.json"
HANDED_OVER = ["email triage", "Send invoices", "chase receipts"]


def state(desk: Workspace) -> tuple[list[Card], list[Helper], list[object]]:
    """Returns cards, helpers and decisions, without what counts the saves."""
    return (
        [card.but(rev=0, updated=None) for card in desk.cards],
        [helper.but(rev=0, updated=None) for helper in desk.helpers],
        [activity.decision for activity in desk.activities],
    )


async def test_an_imported_log_becomes_cards_that_move_and_all_of_it_can_be_undone_after_a_crash(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock, tmp_path: Path
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "O", *str(LOG), "enter", "enter")
        await pilot.pause()
        assert len(desk.entries) == 99
        await pilot.press("g", "p", *"60", "enter")
        await pilot.pause()
        assert "no entry carries stress or flags yet" in screen_text(running)
        before = state(desk)
        for _ in range(3):
            await pilot.press("L")
        await pilot.pause()
        await pilot.press("g", "b", "l")
        await pilot.pause()
        assert sorted(card.title for card in desk.cards) == sorted(HANDED_OVER)
        for name in ("Niamh", "Hana"):
            await pilot.press("a", *name, "enter", "enter")
            await pilot.pause()
        await pilot.press("2", "L", "L")
        await pilot.pause()
        moved = next(card for card in desk.cards if card.column is Column.DOING)
        assert moved.helper == desk.helpers[2].uid
        after, steps = state(desk), len(desk.steps())

        while state(desk) != before:
            await pilot.press("u")
        undone = steps - len([step for step in desk.steps() if not step.undone])
        await pilot.press(*"U" * undone)
        await pilot.pause()
        assert state(desk) == after

        crashed = tmp_path / "crashed"  # what a killed program leaves behind
        crashed.mkdir()
        for file in desk.path.parent.glob("workspace.json*"):
            shutil.copy(file, crashed)

    with Workspace.open(crashed / "workspace.json", now=clock) as reopened:
        assert state(reopened) == after
        again = Deskhand(Session(reopened, clock, "UTC"))
        async with again.run_test(size=(80, 24)) as pilot:
            await pilot.press("u")
            await pilot.pause()
            assert "Undone: Move" in screen_text(again)
        assert reopened.cards[moved.number].column is Column.READY


async def test_the_first_entry_of_an_empty_file_takes_no_key_beyond_its_text_and_enter(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*"9-9:30 email triage", "enter")
        await pilot.pause()
    assert [(entry.text, entry.minutes(entry.start)) for entry in desk.entries] == [("email triage", 30)]
