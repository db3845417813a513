"""The command line as a process: what it loads, how it ends, what it leaves."""

import os
import pty
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import ROOT, Run

from tui import machine
from tui.__main__ import command_line


def test_the_screens_are_not_opened_without_a_terminal(deskhand: Run) -> None:
    done = deskhand()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("The workspace needs a terminal")


def test_a_fault_is_said_in_one_sentence_and_written_down(
    deskhand: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(on: date | None, zone: str) -> object:
        raise KeyError("surprise")

    deskhand("add", "Order toner")
    monkeypatch.delenv("DESKHAND_DEBUG")
    monkeypatch.setattr(machine, "clock", fail)
    done = deskhand("status")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("KeyError: this is a fault in Deskhand")
    (report,) = machine.state_dir().iterdir()
    assert "surprise" in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


def process(*command: str, file: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"DESKHAND_FILE": str(file), "XDG_STATE_HOME": str(file.parent)} | more.pop("env", {})
    ends = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.run([sys.executable, *command], env=env, cwd=ROOT, text=True, **ends)


def test_logging_imports_neither_the_screens_nor_what_other_commands_need(file: Path) -> None:
    script = (
        "import sys\n"
        "from tui.__main__ import command_line\n"
        "try: command_line.main(['log', '25m email'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(*sys.modules)"
    )
    done = process("-c", script, file=file)
    loaded = set(done.stdout.split())
    assert {"models.audit", "store.workspace"} <= loaded
    assert not loaded & {"textual", "rich", "store.exchange", "models.estimate", "models.board", "tui.app"}


def test_a_reader_that_leaves_early_is_no_fault(file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process("-m", "tui", "paths", file=file, stdout=writing)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_terminal_that_cannot_move_its_cursor_is_refused(file: Path) -> None:
    ours, theirs = pty.openpty()
    done = process("-m", "tui", file=file, stdin=theirs, stdout=theirs, env={"TERM": "dumb"})
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 1
    assert done.stderr.startswith("This terminal cannot show screens")


def test_a_process_that_refuses_exits_with_one(file: Path) -> None:
    done = process("-m", "tui", "stop", file=file)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "No timer is running: deskhand start begins one.\n"


@pytest.mark.parametrize("command", ["log", "start", "add"])
def test_an_option_behind_the_command_is_no_text(tmp_path: Path, command: str) -> None:
    file = tmp_path / "w.json"
    behind = ["--file", str(file), command, "25m ago x", "--file", "other.json"]
    result = CliRunner().invoke(command_line, behind)
    assert result.exit_code == 1
    assert "--file goes before the command" in result.output
    assert not file.exists()
