"""Importing by keys: what the dry run shows, what is brought, and what leaves everything as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.document import RuleBroken
from store import Workspace
from tui.app import Deskhand
from tui.dialogs.import_plan import ImportPlanDialog
from tui.exports import LARGEST, read_export

DATA = Path(__file__).parent / "data"
EXPORT = DATA / "timewarrior-1.4.3.export.json"
App = Callable[[], Deskhand]


async def ask(pilot: Pilot[None], path: object) -> None:
    """Opens the prompt and puts a path on it; typing it letter by letter would say the same."""
    await pilot.press("escape", "O")
    pilot.app.screen.query_one("Prompt Input", Input).value = str(path)
    await pilot.pause()


def bytes_of(desk: Workspace) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.path.parent.iterdir() if path.is_file()}


async def test_enter_on_the_dry_run_imports_as_one_step(app: App, desk: Workspace) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, EXPORT)
        assert "timewarrior: 8 new, 0 known" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Import from timewarrior: 8 new, 0 known" in text
        assert "1 running there · 6 h 30" in text
        assert "Days and times in UTC, assumed from this machine" in text
        assert len(desk.entries) == 0
        await pilot.press("enter")
        await pilot.pause()
        assert "Imported 8 entries from timewarrior: u undoes." in screen_text(pilot.app)
        assert len(desk.entries) == 8
        await pilot.press("u")
        await pilot.pause()
        assert len(desk.entries) == 0
        assert "Undone: Import 8 entries from timewarrior" in screen_text(pilot.app)


async def test_escape_on_the_dry_run_changes_no_byte(app: App, desk: Workspace) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        before = bytes_of(desk)
        await ask(pilot, EXPORT)
        await pilot.press("enter", "j", "pagedown", "escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ImportPlanDialog)
        assert bytes_of(desk) == before


async def test_a_second_import_of_a_file_has_nothing_new(app: App, desk: Workspace) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await ask(pilot, EXPORT)
            await pilot.press("enter", "enter")
            await pilot.pause()
        text = screen_text(pilot.app)
        assert "0 new, 8 known" in text
        assert "There is nothing new to import: Esc goes back." in text
        assert len(desk.entries) == 8


async def test_r_takes_the_running_timer_over_and_leaves_it_again(app: App, desk: Workspace) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, EXPORT)
        await pilot.press("enter", "r")
        await pilot.pause()
        assert "9 new" in screen_text(pilot.app)
        await pilot.press("r")
        await pilot.pause()
        assert "8 new" in screen_text(pilot.app)


async def test_a_row_that_is_left_out_is_named_with_its_line_and_reason(
    app: App, desk: Workspace, tmp_path: Path
) -> None:
    log = tmp_path / "2027-01.data"
    log.write_text(
        "inc 20261120T090000Z - 20261120T100000Z # phone\ninc 20270120T090000Z - 20270120T100000Z # later\n"
    )
    async with app().run_test(size=(120, 36)) as pilot:
        await ask(pilot, log)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "1 new, 0 known · 1 skipped" in text
        (line,) = [line for line in text.splitlines() if "line 2" in line]
        assert "Time can't be logged before it happens" in line


async def test_hostile_titles_stay_text(app: App, desk: Workspace, tmp_path: Path) -> None:
    log = tmp_path / "log.data"
    log.write_text('inc 20261120T090000Z - 20261120T100000Z # "[/red] [TODO]\x1b[2J"\n')
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, log)
        await pilot.press("enter")
        await pilot.pause()
        assert "[/red] [TODO]" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert "\x1b" not in screen_text(pilot.app)
        assert len(desk.entries) == 1


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "There is no file"),
        (lambda path: path.mkdir(), "is a folder: name a file in it."),
        (lambda path: os.mkfifo(path), "is no ordinary file"),
        (lambda path: path.write_text("hello"), "The file is no export that Deskhand knows"),
        (lambda path: path.write_bytes(b""), "The file is empty"),
        (lambda path: path.write_text('[{"start": "2026'), "breaks off or is damaged at line 1"),
    ],
    ids=["missing", "folder", "pipe", "text", "empty", "half"],
)
async def test_what_cannot_be_imported_is_refused_in_a_sentence_and_the_screen_works_on(
    app: App, desk: Workspace, tmp_path: Path, make: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / "given"
    make(path)
    async with app().run_test(size=(80, 24)) as pilot:
        await ask(pilot, path)
        await pilot.press("enter")
        await pilot.pause()
        assert says in " ".join(screen_text(pilot.app).split())
        await pilot.press("escape", "V", "V")
        assert len(desk.entries) == 0


def test_a_file_of_more_than_64_mib_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RuleBroken, match="is larger than 64 MB"):
        read_export(path)


def test_a_path_no_system_knows_is_refused_in_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="There is no file"):
        read_export(Path("a\0b"))
