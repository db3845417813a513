"""What the demo looks like, frozen: a change to a screen has to be looked at before it is taken."""

import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from conftest import screen_text
from syrupy.assertion import SnapshotAssertion

from store import Workspace
from store.demo import DEMO_DAY, make_demo
from tui.app import Deskhand
from tui.keymap import with_key_table
from tui.session import Session

SCREENSHOTS = Path(__file__).parent.parent / "screenshots"
NOW = datetime.combine(DEMO_DAY, time(9), UTC)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("letter", ["t", "a", "p", "b"])
async def test_the_screens_of_the_demo_look_as_they_did(
    tmp_path: Path, letter: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    make_demo(tmp_path / "demo.json")
    with Workspace.open(tmp_path / "demo.json", who="ob", now=lambda: NOW) as desk:
        app = Deskhand(Session(desk, lambda: NOW, "UTC"))
        async with app.run_test(size=size) as pilot:
            await pilot.press("g", letter)
            await pilot.pause()
            assert screen_text(app) == snapshot


async def test_the_pictures_of_the_readme_show_the_program_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(SCREENSHOTS)
    import take

    stale = [
        name
        for name, svg in (await take.pictures()).items()
        if (SCREENSHOTS / f"{name}.svg").read_text("utf-8") != svg
    ]
    assert not stale, f"`make screenshots` takes {', '.join(stale)} again"
    sys.modules.pop("take", None)


def test_the_key_table_of_the_readme_is_the_one_of_the_program() -> None:
    readme = (SCREENSHOTS.parent / "README.md").read_text("utf-8")
    assert readme == with_key_table(readme)
    assert "`m o`" in readme
