"""The real program in a real terminal: what survives, what it leaves behind, what it writes."""

import os
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from terminal import DESKHAND, ROOT, Terminal, clean_environment

from models.board import COLUMNS, Card, Column
from models.helpers import Helper
from store import Workspace
from store.demo import make_demo

READY = "all keys"
LEFT_ALT_SCREEN, CURSOR_SHOWN = b"\x1b[?1049l", b"\x1b[?25h"

CURSOR_BYTES, MOVE_BYTES, FIRST_BYTES, SWITCH_BYTES = 400, 1_500, 16_000, 16_000
TODAY_BYTES = 1_000
"""Those of a key on Today, where the line under the cursor is said in full with its reasons."""

Start = Callable[..., Terminal]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with three cards in the Inbox."""
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        desk.cards.put_all([Card(title=f"Order toner {n}", order=n) for n in range(3)])
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "workspace.json"
    make_demo(path)
    return path


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("thousand") / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        helpers = [desk.helpers.put(Helper(name=f"Helper {n}")) for n in range(9)]
        for n in range(1_000):
            card = Card(title=f"Card {n} of many", column=COLUMNS[n % 6], order=n, helper=helpers[n % 9].uid)
            desk.cards.put(card)
    return path


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Opens a workspace in a terminal and waits until it can be used."""
    opened: list[Terminal] = []

    def start(
        path: Path,
        *options: str,
        before: tuple[str, ...] = (),
        columns: int = 120,
        rows: int = 36,
        **env: str,
    ) -> Terminal:
        command = (*before, *DESKHAND, "--file", str(path), *options)
        environment = clean_environment(tmp_path / "home", **env)
        terminal = Terminal(command, environment, columns=columns, rows=rows)
        opened.append(terminal)
        terminal.wait_for(READY)
        terminal.settle()
        return terminal

    yield start
    for terminal in opened:
        terminal.__exit__()


def columns_on_disk(path: Path) -> list[Column]:
    with Workspace.open(path) as desk:
        return [card.column for card in desk.cards]


def deskhand(path: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs one command beside the open workspace."""
    return subprocess.run(
        [*DESKHAND, "--file", path, *words],
        env=clean_environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )


# What survives


def test_a_change_survives_kill_9_and_is_undone_and_redone_by_later_programs(
    path: Path, start: Start
) -> None:
    for key, column in (("L", Column.BRIEF), ("u", Column.INBOX), ("U", Column.BRIEF)):
        terminal = start(path)
        terminal.press(key)
        terminal.kill(signal.SIGKILL)
        terminal.wait()
        assert terminal.code == -signal.SIGKILL
        assert columns_on_disk(path)[0] is column, key


def test_sigterm_gives_the_terminal_back_and_ends_with_143(path: Path, start: Start) -> None:
    terminal = start(path)
    terminal.press("L")
    terminal.kill(signal.SIGTERM)
    terminal.wait()
    assert terminal.code == 143
    for given_back in (LEFT_ALT_SCREEN, CURSOR_SHOWN):
        assert given_back in terminal.output
    assert terminal.output.rindex(CURSOR_SHOWN) > terminal.output.rindex(b"\x1b[?25l")
    assert columns_on_disk(path)[0] is Column.BRIEF


def test_the_quit_key_gives_the_terminal_back_and_ends_with_0(path: Path, start: Start) -> None:
    terminal = start(path)
    terminal.press("Q")
    terminal.wait()
    assert terminal.code == 0
    assert LEFT_ALT_SCREEN in terminal.output


@pytest.mark.parametrize("way", ["signal", "terminal closed"])
def test_a_hangup_ends_the_program_at_once_with_everything_saved(path: Path, start: Start, way: str) -> None:
    terminal = start(path)
    terminal.press("L")
    if way == "signal":
        terminal.kill(signal.SIGHUP)
    else:
        terminal.close()
    terminal.wait()
    assert terminal.code == 129
    assert (LEFT_ALT_SCREEN in terminal.output) == (way == "signal")
    assert columns_on_disk(path)[0] is Column.BRIEF


def test_a_terminal_that_vanishes_where_hangups_are_ignored_still_ends_it(path: Path, start: Start) -> None:
    terminal = start(path, before=("sh", "-c", 'trap "" HUP; exec "$@"', "sh"))
    terminal.press("L")
    terminal.close()
    terminal.wait()
    assert columns_on_disk(path)[0] is Column.BRIEF


def test_a_card_added_by_the_command_line_appears_without_a_key(
    path: Path, start: Start, tmp_path: Path
) -> None:
    terminal = start(path)
    deskhand(path, "add", "Ring the notary", home=tmp_path / "home")
    terminal.wait_for("Ring the notary")


# Disks that refuse


def test_a_move_that_a_full_disk_refuses_is_not_said_to_be_done(path: Path, start: Start) -> None:
    terminal = start(path)
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
    terminal.press("L")
    assert "Nothing was saved to workspace.json" in terminal.text
    assert "u undoes" not in terminal.text
    assert columns_on_disk(path)[0] is Column.INBOX


def test_a_full_disk_is_said_in_a_sentence_and_the_typed_text_waits_until_there_is_room(
    path: Path, start: Start
) -> None:
    terminal = start(path)
    terminal.press("n")
    terminal.press("Ring the notary")
    unlimited = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (10, unlimited[1]))
    terminal.press("enter")
    assert "Nothing was saved to workspace.json: the file may not grow any further" in terminal.text
    assert "Ring the notary" in terminal.text
    assert len(columns_on_disk(path)) == 3
    resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, unlimited)
    terminal.press("enter")
    assert "Added C4" in terminal.text
    assert len(columns_on_disk(path)) == 4


def without_override() -> tuple[str, ...]:
    """Returns what to put before a command so that file permissions bind it even when we are root."""
    if os.getuid():
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and setpriv is not there to take that right away")
    return ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")


def test_a_folder_that_cannot_be_written_opens_for_reading_and_says_so_at_a_change(
    path: Path, start: Start
) -> None:
    for file in path.parent.glob("workspace.json*"):
        file.chmod(0o400)
    (path.parent / "home").mkdir()
    path.parent.chmod(0o500)
    try:
        terminal = start(path, before=without_override())
        assert "nothing can be saved" in terminal.text
        terminal.press("L")
        assert "Order toner 0" in terminal.text
        assert "Nothing was saved to workspace.json: you may not write there" in terminal.text
    finally:
        path.parent.chmod(0o700)
    assert columns_on_disk(path)[0] is Column.INBOX


# Poor terminals


def test_no_color_writes_no_colour_and_still_shows_the_cursor(demo: Path, start: Start) -> None:
    terminal = start(demo, "--as", "OB", NO_COLOR="1")
    terminal.press("j", "g", "p", "?", "escape", "g", "a", "n")
    assert not re.findall(rb"\x1b\[[0-9;]*(?:38|48);[0-9;]*m", terminal.output)
    assert "▌" in terminal.text


def test_sixteen_colours_are_enough(demo: Path, start: Start) -> None:
    terminal = start(demo, "--as", "OB", TERM="xterm")
    terminal.press("g", "b", "j")
    assert b"38;5;" not in terminal.output
    assert b"38;2;" not in terminal.output
    assert "Newsletter June" in terminal.text


EVERYWHERE = ("?", "escape", "n", "x", "escape", "e", "escape", "escape", ":", "escape")


@pytest.mark.parametrize(
    ("options", "env"),
    [
        (("--ascii",), {}),
        ((), {"LANG": "C"}),
        ((), {"LANG": "POSIX"}),
        ((), {"LC_ALL": "C", "LANG": "en_IE.UTF-8"}),
        ((), {"LANG": ""}),
    ],
)
def test_ascii_is_all_that_is_written_where_it_was_asked_for_or_nothing_else_is_understood(
    demo: Path, start: Start, options: tuple[str, ...], env: dict[str, str]
) -> None:
    terminal = start(demo, "--as", "OB", "--on", "2026-05-12", *options, **env)
    if options:
        terminal.press("g", "b", *EVERYWHERE, "g", "a", "V", "V", *EVERYWHERE)
        terminal.press("g", "p", "i", "escape", "V", *EVERYWHERE)
    assert terminal.output.isascii()
    assert ">" in terminal.text


def test_a_utf_8_locale_gets_the_full_set_even_where_it_is_not_installed(demo: Path, start: Start) -> None:
    assert "▌" in start(demo, "--as", "OB", LANG="tlh_QO.UTF-8").text


def test_a_storm_of_sizes_ends_with_the_right_screen(demo: Path, start: Start) -> None:
    terminal = start(demo, "--as", "OB")
    before = terminal.text
    for columns in range(110, 9, -10):
        terminal.resize(columns, max(3, columns * 36 // 120))
        terminal.idle(0.02)
    terminal.settle()
    terminal.resize(10, 3)
    terminal.settle()
    terminal.press("j", "k")
    terminal.resize(120, 36)
    terminal.settle()
    assert terminal.text == before


# What is written


@pytest.mark.parametrize("file", ["demo", "thousand"])
def test_a_key_a_move_a_screen_and_the_start_cost_few_bytes(
    file: str, start: Start, request: pytest.FixtureRequest
) -> None:
    terminal = start(request.getfixturevalue(file), *(("--as", "OB") if file == "demo" else ()))
    assert len(terminal.output) <= FIRST_BYTES
    assert [written for key in "jjk" if (written := terminal.press(key)) > TODAY_BYTES] == []
    terminal.press("g", "b")
    assert [written for key in "jjklh" if (written := terminal.press(key)) > CURSOR_BYTES] == []
    assert [written for key in "LHLH" if (written := terminal.press(key)) > MOVE_BYTES] == []
    for key, screen in {"[": "[p]", "]": "[b]", "g": "…", "a": "[a]"}.items():
        before = len(terminal.output)
        terminal.press(key)
        assert screen in terminal.text
        assert len(terminal.output) - before <= SWITCH_BYTES, screen


def test_an_idle_workspace_writes_nothing(demo: Path, start: Start) -> None:
    assert start(demo, "--as", "OB").idle(2.2) == 0


# Keys
