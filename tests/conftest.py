"""What most tests of the workspace begin with: a file, a clock that stands still, the application."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import Workspace
from tui.app import Deskhand
from tui.session import Session


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the pilot press the next key as soon as the application rests, not 20 ms later."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.001)


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, minutes: int) -> None:
        self.at += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Clock:
    """Monday 23 November 2026, 10:00 UTC."""
    return Clock(datetime(2026, 11, 23, 10, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "workspace.json", now=clock) as desk:
        yield desk


@pytest.fixture
def app(desk: Workspace, clock: Clock) -> Callable[[], Deskhand]:
    """Makes the application over the file, its days counted in UTC."""
    return lambda: Deskhand(Session(desk, clock, "UTC"))


def screen_text(app: Deskhand) -> str:
    """Returns what stands on the screen, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())
