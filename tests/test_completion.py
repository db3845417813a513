"""Completion in a shell: commands, options, and the numbers of records that are there."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import Result
from conftest import ROOT, Clock

from models.board import Card
from models.helpers import Helper
from store import Workspace
from tui.__main__ import COMMANDS, command_line
from tui.commands.completion import SHELLS, VARIABLE

Run = Callable[..., Result]


def offered(*said: str, begun: str = "") -> dict[str, str | None]:
    """Returns what a shell offers after these words, with the help beside it."""
    shell = ShellComplete(command_line, {}, "deskhand", VARIABLE)
    return {each.value: each.help for each in shell.get_completions(list(said), begun)}


@pytest.fixture
def filled(file: Path, clock: Clock) -> Path:
    with Workspace.open(file, now=clock) as desk, desk.transaction("Fill"):
        desk.cards.put_all([Card.of(title="Letters"), Card.of(title="a\x1b[2J\nb" * 40)])
        desk.cards.put(Card.of(title="Old", archived=clock.at))
        desk.helpers.put(Helper(name="Anna"))
    return file


def test_every_command_is_offered_with_its_help() -> None:
    found = offered()
    assert list(found) == list(COMMANDS)
    assert all(found.values())


def test_options_are_offered_where_one_begins() -> None:
    assert {"--json", "--week", "--audit", "--html"} <= offered("report", begun="--").keys()


def test_the_cards_that_are_not_put_away_are_offered_with_their_titles(filled: Path) -> None:
    found = offered("--file", str(filled), "export", "markdown", "--card")
    assert list(found) == ["C1", "C2"]
    assert found["C1"] == "Letters"
    assert len(found["C2"] or "") <= 60
    assert "\x1b" not in (found["C2"] or "")
    assert list(offered("--file", str(filled), "export", "markdown", "--card", begun="c2")) == ["C2"]


def test_helpers_roles_and_tables_are_offered(filled: Path) -> None:
    assert offered("--file", str(filled), "export", "markdown", "--helper") == {"H1": "Anna"}
    assert offered("--file", str(filled), "compare") == {}
    assert "entries" in offered("export", "csv", "--table", begun="e")


@pytest.mark.parametrize("content", [None, b"{", b"no workspace"])
def test_a_file_that_cannot_be_read_offers_nothing_and_stays_as_it_is(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "desk.json"
    if content is not None:
        path.write_bytes(content)
    assert offered("--file", str(path), "export", "markdown", "--card") == {}
    assert [each.name for each in tmp_path.iterdir()] == ([] if content is None else ["desk.json"])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_its_script(deskhand: Run, shell: str) -> None:
    script = deskhand("completion", shell).stdout
    assert f"{VARIABLE}={shell}_complete" in script


def test_in_bash_the_script_completes_a_command(tmp_path: Path) -> None:
    program = tmp_path / "deskhand"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    program.chmod(0o700)
    ask = 'eval "$(deskhand completion bash)"; COMP_WORDS=(deskhand exp); COMP_CWORD=1; '
    ask += '_deskhand_completion deskhand exp deskhand; echo "${COMPREPLY[@]}"'
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    answer = subprocess.run(
        ["bash", "-c", ask],
        env={"PATH": path, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (answer.stdout, answer.stderr) == ("export\n", "")
