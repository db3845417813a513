"""What most tests begin with: a file, a clock that stands still, the application, the command line."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Workspace
from tui import machine
from tui.__main__ import command_line
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


ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
Run = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "desk.json"


@pytest.fixture
def deskhand(file: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line at the fixture's time, Monday 10:00 in Dublin, on a file of its own."""
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("DESKHAND_FILE", str(file))
    monkeypatch.setattr(machine, "local_zone", lambda: "Europe/Dublin")
    monkeypatch.setenv("DESKHAND_DEBUG", "1")
    monkeypatch.setattr(machine, "clock", lambda on, zone: clock)

    def run(*args: str, given: bytes | None = None) -> Result:
        return CliRunner().invoke(command_line, args, input=given)

    return run


def opened(file: Path) -> Workspace:
    return Workspace.open(file)
