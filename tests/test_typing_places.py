"""Where one types can be seen on every terminal: the caret, the line of a form, nothing else beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import screen_text
from terminal import DESKHAND, Terminal, clean_environment

from models.board import Card
from store import Workspace
from tui.app import Deskhand
from tui.widgets.painted import Lines


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        desk.cards.put(Card(title="Order toner"))
    return path


@pytest.mark.parametrize(
    ("more", "mark", "env"),
    [
        ((), "▌", {"NO_COLOR": "1"}),
        ((), "▌", {"TERM": "xterm-16color"}),
        (("--ascii",), ">", {"NO_COLOR": "1"}),
    ],
)
def test_the_caret_and_the_line_of_a_form_are_seen_without_colour(
    path: Path, tmp_path: Path, more: tuple[str, ...], mark: str, env: dict[str, str]
) -> None:
    command = (*DESKHAND, "--file", str(path), *more)
    with Terminal(command, clean_environment(tmp_path / "home", **env), columns=80, rows=24) as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        terminal.press("n", "a", "b")
        ((row, column),) = terminal.reversed
        assert terminal.text.splitlines()[row][:column].strip() == "ab"
        terminal.press("backspace", "backspace", "escape", "e")
        for label in ("Title", "Helper", "Due"):
            ((row, _),) = terminal.reversed
            assert f"{label}{mark}" in terminal.text.splitlines()[row]
            assert terminal.text.count(mark) == 1
            terminal.press("down")


async def test_a_dialog_takes_the_cursor_and_the_keys_of_the_screen_below(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
    running = app()
    async with running.run_test(size=(120, 36)) as pilot:
        for where in ((), ("enter",)):
            await pilot.press(*where)
            await pilot.pause()
            assert "all keys" in screen_text(running)
            board = running.screen
            for key in ("e", "?"):
                await pilot.press(key)
                await pilot.pause()
                below = "\n".join(strip.text for strip in board._compositor.render_strips())
                assert "▌" not in below
                assert "all keys" not in below
                assert running.screen is not board
                await pilot.press("escape")
                await pilot.pause()
                assert "all keys" in screen_text(running)
                assert "▌" in screen_text(running)


async def test_the_reading_of_a_line_is_shown_whole_once_the_window_has_grown(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
    running = app()
    async with running.run_test(size=(30, 8)) as pilot:
        await pilot.press("n", *"Call Anna about the ledger of last year due:31dec #tax #ledger #vat #urgent")
        await pilot.pause()
        assert "#urgent" not in running.screen.query_one("#preview", Lines).text
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert "#urgent" in running.screen.query_one("#preview", Lines).text
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Enter takes it" in screen_text(running)
