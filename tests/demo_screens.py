"""The demo business on screen: a copy of it for each test, keys in, the screen and the file out."""

from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

from conftest import screen_text

from models.onboarding import Checklist
from models.onboarding_parts import Item
from store import Workspace
from tui.app import Deskhand
from tui.session import Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)
NAMES = {
    " ": "space",
    ":": "colon",
    ";": "semicolon",
    "@": "at",
    "-": "minus",
    ",": "comma",
    ".": "full_stop",
}


def keys(text: str) -> list[str]:
    """Returns the names of the keys that type a text."""
    return [NAMES.get(char, char) for char in text]


def said(shown: str) -> str:
    """Returns what a screen says as one line, however its lines are broken."""
    return " ".join(shown.split())


class OnScreen:
    """A copy of the demo business, seen by one owner."""

    def __init__(self, demo: Path, folder: Path) -> None:
        self.path = Path(copy(demo, folder / "copy.json"))

    async def press(self, *strokes: str, who: str = "ob", size: tuple[int, int] = (80, 24)) -> str:
        """Opens the program, presses keys and returns what stands on the screen then."""
        async with self.running(who=who, size=size) as pilot:
            await pilot.press(*strokes)
            await pilot.pause()
            await pilot.pause()
            return screen_text(pilot.app)  # type: ignore[arg-type]  # it is the app that was just made

    @asynccontextmanager
    async def running(
        self, *, who: str = "ob", size: tuple[int, int] = (80, 24)
    ) -> "AsyncIterator[Pilot[int | None]]":
        """Runs the program over the file."""
        with Workspace.open(self.path, who=who, now=lambda: NOW) as desk:
            app = Deskhand(Session(desk, lambda: NOW, "UTC"))
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                yield pilot

    @contextmanager
    def opened(self, who: str = "ob") -> Iterator[Workspace]:
        """Opens the file beside the program."""
        with Workspace.open(self.path, who=who, now=lambda: NOW) as desk:
            yield desk

    def checklist(self, number: int = 1) -> Checklist:
        """Returns a list as it is on the disk."""
        with self.opened() as desk:
            return desk.checklists[number]

    def item(self, code: str, number: int = 1) -> Item:
        """Returns an item of a list as it is on the disk."""
        return next(each for each in self.checklist(number).items if each.code == code)
