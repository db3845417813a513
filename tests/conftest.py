"""What most tests begin with: a file, a clock that stands still, the application, the command line."""

import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import resting
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from store import Workspace
from store.demo import make_demo
from tui import machine
from tui.__main__ import command_line
from tui.app import Deskhand
from tui.session import Session

if TYPE_CHECKING:
    from demo_screens import OnScreen


# How long an example takes says how busy the machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True, scope="session")
def pilots_wait_for_rest() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        resting.install(patch)
        yield


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
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what the program keeps beside a workspace, one for each test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "deskhand"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a Python line that changes `text` the editor; `turn` counts from 1."""
    monkeypatch.setattr(Deskhand, "suspend", lambda app: nullcontext())

    def make(line: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(
            "import pathlib, sys\n"
            "file, turns = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).with_suffix('.turns')\n"
            "turn = int(turns.read_text()) + 1 if turns.exists() else 1\n"
            "turns.write_text(str(turn))\n"
            f"text = file.read_text('utf-8')\n{line}\nfile.write_text(text, 'utf-8')\n"
        )
        monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")

    return make


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo business, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def on(demo: Path, tmp_path: Path, state: Path) -> "OnScreen":
    """A copy of the demo business on screen."""
    from demo_screens import OnScreen

    return OnScreen(demo, tmp_path)


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
