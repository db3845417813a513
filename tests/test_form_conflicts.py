"""A form saved over another session's change: only what was offered is saved, and only where it was."""

import sys
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import screen_text
from textual.app import App

from models.board import Card
from models.brief import Brief, items
from models.helpers import Helper
from models.procedure import Procedure, ReadinessLevel, readiness
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SECRET = [*"pin", "colon", "space", *"hunter2"]
Make = Callable[[], Deskhand]


pytestmark = pytest.mark.usefixtures("state")


@pytest.fixture
def procedure(desk: Workspace) -> Procedure:
    with desk.transaction("Add a procedure"):
        return desk.procedures.put(Procedure(title="Inbox").rewritten(["open", "sort"], at=NOW))


def elsewhere(desk: Workspace, change: Callable[[Workspace], object]) -> None:
    """Changes the file in another session."""
    with Workspace.open(desk.path, who="AB") as other, other.transaction("Change"):
        change(other)


def rewrite(*steps: str) -> Callable[[Workspace], object]:
    return lambda desk: desk.procedures.put(desk.procedures[1].rewritten(steps, at=NOW))


def run(desk: Workspace) -> None:
    desk.procedures.put(desk.procedures[1].ran(at=NOW, helper="niamh", from_the_notes=True))


def steps(desk: Workspace) -> list[str]:
    desk.refresh()
    return [step.text for step in desk.procedures[1].steps]


def said(app: App[None]) -> str:
    assert isinstance(app, Deskhand)
    return " ".join(screen_text(app).split())


def is_ready(desk: Workspace) -> bool:
    desk.refresh()
    found = readiness(desk.procedures[1], today=NOW.date(), zone=ZoneInfo("UTC"))
    return found.level is ReadinessLevel.READY


async def test_the_same_lines_again_keep_mine(desk: Workspace, app: Make, procedure: Procedure) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "e", "end", *"mine")
        elsewhere(desk, rewrite("opentheirs", "sort"))
        await pilot.press("enter")
        assert "The same again keeps yours." in said(pilot.app)
        assert steps(desk) == ["opentheirs", "sort"]
        await pilot.press("enter")
        assert steps(desk) == ["openmine", "sort"]


async def test_a_form_that_was_given_up_is_not_saved_by_agreeing_to_something_else(
    desk: Workspace, app: Make, procedure: Procedure
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "e", "end", *"mine")
        elsewhere(desk, rewrite("opentheirs", "sort"))
        await pilot.press("enter", "escape", "escape")
        await pilot.press("e", "tab", "ctrl+u", *SECRET, "enter", "enter")
        assert steps(desk) == ["opentheirs", "pin: hunter2"]


async def test_lines_that_changed_after_the_conflict_are_the_ones_that_are_saved(
    desk: Workspace, app: Make, procedure: Procedure
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "e", "end", *"mine")
        elsewhere(desk, rewrite("opentheirs", "sort"))
        await pilot.press("enter", "tab", "ctrl+u", *SECRET, "enter", "enter", "enter")
        assert steps(desk) == ["openmine", "pin: hunter2"]


async def test_a_conflict_in_an_editor_leaves_nothing_to_the_next_form(
    desk: Workspace, app: Make, procedure: Procedure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Deskhand, "suspend", lambda app: nullcontext())
    broken = tmp_path / "editor.py"
    broken.write_text(
        "import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text()\n"
        "if 'The same again' in text: sys.exit(1)\n"
        "exec(pathlib.Path(__file__).with_name('other.py').read_text())\n"
        "file.write_text(text.replace('open', 'openmine'))\n"
    )
    (tmp_path / "other.py").write_text(
        f"sys.path.insert(0, {str(Path(__file__).parent.parent)!r})\n"
        "from datetime import datetime, UTC\nfrom store import Workspace\n"
        f"with Workspace.open({str(desk.path)!r}) as desk, desk.transaction('x'):\n"
        "    old = desk.procedures[1]\n"
        "    desk.procedures.put(old.rewritten(['opentheirs', 'sort'], at=datetime.now(UTC)))\n"
    )
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{broken}'")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "E")
        await pilot.pause()
        assert "ended with 1" in said(pilot.app)
        await pilot.press("e", "tab", "ctrl+u", *SECRET, "enter", "enter")
        assert steps(desk) == ["opentheirs", "pin: hunter2"]


async def test_the_same_text_again_keeps_mine_in_an_editor(
    desk: Workspace, app: Make, procedure: Procedure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[str]()

    def edited(screen: object, path: Path) -> str:
        text = path.read_text("utf-8")
        asked.append(text)
        if len(asked) == 1:
            elsewhere(desk, rewrite("opentheirs", "sort"))
        return text if len(asked) == 2 else text.replace("open", "openmine")

    monkeypatch.setattr("tui.editor._edited", edited)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "E")
        await pilot.pause()
    assert asked[1].startswith("<!-- Asked: D1 was changed by")
    assert (len(asked), steps(desk)) == (2, ["openmine", "sort"])


async def test_a_new_procedure_is_asked_about_also_behind_another_question(
    desk: Workspace, app: Make
) -> None:
    with desk.transaction("Add a card"):
        full = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class="client")
        desk.cards.put(Card(title="Inbox day 1", briefs=(full,)))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(running.screen, DeskScreen)
        running.screen.open_page("card", desk.cards[1].uid)
        await pilot.pause()
        await pilot.press("j", "j", "e", *"Payroll", "tab", *SECRET, "enter")
        assert "looks like a password" in said(running)
        await pilot.press("enter")
        assert "There is no procedure “Payroll” yet" in said(running)
        assert len(desk.procedures) == 0
        await pilot.press("enter")
    assert desk.cards[1].procedure == desk.procedures[1].uid


async def test_steps_that_somebody_ran_while_they_were_rewritten_are_kept(
    desk: Workspace, app: Make, procedure: Procedure
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "e", "end", *"mine")
        elsewhere(desk, run)
        await pilot.press("enter")
    assert steps(desk) == ["openmine", "sort"]
    (ran,), (before, _) = desk.procedures[1].runs, desk.procedures[1].versions
    assert (ran.version, before.texts) == (before.key, ["open", "sort"])
    assert not is_ready(desk)


async def test_a_run_is_of_the_steps_that_were_there_when_it_was_begun(
    desk: Workspace, app: Make, procedure: Procedure
) -> None:
    with desk.transaction("Add a helper"):
        desk.helpers.put(Helper(name="Niamh"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "r", "at", *"niamh", "space", *"from", "space", *"notes")
        elsewhere(desk, rewrite("other"))
        await pilot.press("enter")
    assert steps(desk) == ["other"]
    (ran,), (before, _) = desk.procedures[1].runs, desk.procedures[1].versions
    assert (ran.version, before.texts) == (before.key, ["open", "sort"])
    assert not is_ready(desk)


async def test_a_version_that_came_meanwhile_is_asked_about_before_another_takes_its_place(
    desk: Workspace, app: Make, procedure: Procedure
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", "e", "end", *"mine")
        elsewhere(desk, run)
        elsewhere(desk, rewrite("opentheirs", "sort"))
        await pilot.press("enter")
        assert "D1 has other steps by now, version 2: the same again puts yours in their place." in said(
            pilot.app
        )
        assert steps(desk) == ["opentheirs", "sort"]
        await pilot.press("enter")
    assert steps(desk) == ["openmine", "sort"]
    assert [version.texts[0] for version in desk.procedures[1].versions] == ["open", "opentheirs", "openmine"]
