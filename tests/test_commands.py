import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import DATA, Run, opened

from models.board import Column
from models.business import Business, Owner
from models.helpers import Helper
from tui import machine
from tui.__main__ import COMMANDS


def two_owners(file: Path) -> None:
    with opened(file) as desk, desk.transaction("Set up"):
        owners = (Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW"))
        desk.settings.put(Business(owners=owners))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["log", "email"], "Say when you did it"),
        (["log", "9 email"], "Say 9:00 or 9m"),
        (["log", "9-10"], "Say what you did"),
        (["log", "9-10 x +nonsense"], "no category"),
        (["log", "y 9-10 x !9"], "!1 to !5"),
        (["start", "9-10 email"], "use deskhand log"),
        (["stop"], "No timer is running"),
        (["stop", "25m"], "Say the moment it stopped"),
        (["cancel"], "No timer is running"),
        (["add", "Call @nobody"], "--make-helper"),
        (["add", "@anna"], "Say what is to be done"),
        (["--as", "not initials", "log", "25m x"], "initials"),
        (["import", "missing.json"], "There is no file “missing.json”"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(
    deskhand: Run, file: Path, args: list[str], said: str
) -> None:
    done = deskhand(*args)
    assert (done.exit_code, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not file.exists()


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["log"],
        ["--on", "tomorrow", "status"],
        ["import", "x", "--zone", "Nowhere"],
        ["--colour"],
    ],
)
def test_a_wrong_call_exits_with_two_and_one_sentence(deskhand: Run, args: list[str]) -> None:
    done = deskhand(*args)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_adding_a_card_says_whose_it_is_and_when_it_is_due(deskhand: Run, file: Path) -> None:
    with opened(file) as desk, desk.transaction("Set up"):
        desk.helpers.put(Helper(name="Anna"))
    done = deskhand("add", "Call supplier @anna due:fri #tax !high")
    assert done.output == (
        "C1 Call supplier · Anna · due Fri 27 Nov · follow up Thu 26 Nov · high priority · #tax\n"
    )
    deskhand("add", "Second")
    with opened(file) as desk:
        assert [(card.column, card.order) for card in desk.cards] == [(Column.INBOX, 1), (Column.INBOX, 2)]


def test_adding_a_card_makes_a_helper_when_that_is_asked_for(deskhand: Run, file: Path) -> None:
    assert deskhand("add", "--make-helper", "Call @Bea").output == ("C1 Call · Bea · follow up Thu 26 Nov\n")
    with opened(file) as desk:
        assert [helper.name for helper in desk.helpers] == ["Bea"]


def test_a_name_that_two_helpers_begin_with_is_refused(deskhand: Run, file: Path) -> None:
    with opened(file) as desk, desk.transaction("Set up"):
        desk.helpers.put_all([Helper(name="Anna"), Helper(name="Andrew")])
    done = deskhand("add", "Call @an", "--make-helper")
    assert (done.exit_code, done.stderr) == (1, "“an” could be Anna or Andrew: write more of the name.\n")


def test_with_two_owners_somebody_has_to_say_who_it_is(deskhand: Run, file: Path) -> None:
    two_owners(file)
    done = deskhand("log", "25m email")
    assert (done.exit_code, done.stderr) == (1, "Say who you are: --as OB or --as TW.\n")
    assert deskhand("--as", "tw", "log", "25m email").exit_code == 0
    with opened(file) as desk:
        assert [entry.who for entry in desk.entries] == ["tw"]
        assert desk.steps()[0].who == "tw"


def test_the_configuration_file_says_who_is_at_the_keyboard(deskhand: Run, file: Path) -> None:
    two_owners(file)
    config = machine.config_file()
    config.parent.mkdir(parents=True)
    config.write_text('me = "OB"\n')
    assert deskhand("log", "25m email").exit_code == 0
    config.write_text("me = 7\n")
    assert "me must be initials" in deskhand("log", "25m email").stderr
    config.write_text("me = \n")
    assert "config.toml cannot be read" in deskhand("log", "25m email").stderr


@pytest.mark.parametrize(("utc", "tokyo"), [(14, 23), (15, 0)])
def test_a_day_that_is_set_keeps_the_time_of_day(
    monkeypatch: pytest.MonkeyPatch, utc: int, tokyo: int
) -> None:
    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(2026, 11, 23, utc, 59, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(machine, "datetime", Stopped)
    zone = ZoneInfo("Asia/Tokyo")
    assert machine.clock(date(2026, 5, 12), zone.key)() == datetime(2026, 5, 12, tokyo, 59, tzinfo=zone)


def test_initials_while_nobody_is_named_name_the_one_who_works_here(deskhand: Run, file: Path) -> None:
    assert deskhand("--as", "OB", "log", "8-9 email").exit_code == 0
    assert deskhand("log", "9-9:30 calls").exit_code == 0
    with opened(file) as desk:
        assert {entry.who for entry in desk.entries} == {"me"}


def test_a_broken_zone_of_the_machine_is_taken_for_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Nowhere/Nothing")
    assert machine.local_zone() == "UTC"


def test_days_are_counted_in_the_zone_of_the_business(deskhand: Run, file: Path) -> None:
    with opened(file) as desk, desk.transaction("Set up"):
        desk.settings.put(Business(zone="Asia/Tokyo"))
    assert "Mon 23 Nov 18:00-18:30" in deskhand("log", "18-18:30 call").output


def test_paths_says_where_everything_is(deskhand: Run, file: Path) -> None:
    said = dict(line.split(maxsplit=1) for line in deskhand("paths").output.splitlines())
    assert said["workspace"] == str(file)
    assert said["journal"] == f"{file}.journal"
    assert said["settings"].endswith("deskhand/config.toml")


def test_an_import_says_what_came_in(deskhand: Run, file: Path) -> None:
    sample = str(DATA / "timewarrior-1.4.3.export.json")
    assert json.loads(deskhand("import", sample, "--json").output) == {
        "format": "timewarrior",
        "new": 8,
        "known": 0,
        "overlapping": 0,
        "running": 1,
        "skipped": [],
        "minutes": 390,
    }
    assert deskhand("import", sample).output.startswith("timewarrior: 0 new, 8 known")
    with opened(file) as desk:
        assert len(desk.entries) == 8


def test_a_dry_run_shows_the_entries_and_changes_no_byte(deskhand: Run, file: Path) -> None:
    deskhand("log", "y 8-9 email")
    before = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    done = deskhand("import", str(DATA / "watson-2.1.0.frames.json"), "--dry-run")
    assert {path.name: path.read_bytes() for path in file.parent.iterdir()} == before
    first, *_, last = done.output.splitlines()
    assert first.split("  ")[:3] == ["Mon 16 Nov", "08:00-09:30", "new"]
    assert first.endswith("email-triage (new)")
    assert last.startswith("watson: 6 new, 0 known · 2 overlapping")
    assert last.endswith("5 h 15 · nothing was changed")


def test_an_import_reads_standard_input_and_names_skipped_lines(deskhand: Run) -> None:
    given = b"inc 20261116T080000Z - 20261116T080000Z # a\ninc 20261116T080000Z - 20261116T090000Z # b\n"
    said = deskhand("import", "-", given=given).output.splitlines()
    assert said[0].startswith("line 1 skipped: The entry starts and ends at the same moment")
    assert said[1] == "timewarrior: 1 new, 0 known · 1 skipped · 1 h"


def test_check_says_what_a_sound_file_holds(deskhand: Run, file: Path) -> None:
    deskhand("log", "25m email")
    found = json.loads(deskhand("check", "--json").output)
    assert list(found) == ["sound", "documents", "journal_lines", "schema", "problems"]
    assert (found["sound"], found["documents"]) == (True, {"activities": 1, "entries": 1})
    assert "is sound · 1 " in deskhand("check").output


def test_check_exits_with_one_when_the_file_is_not_sound(deskhand: Run, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(b'{"not": "ours"}')
    assert (deskhand("check").exit_code, deskhand("check", "--json").exit_code) == (1, 1)
    assert "not a Deskhand workspace" in deskhand("status").stderr
    assert file.read_bytes() == b'{"not": "ours"}'


def test_the_demo_is_made_once_in_its_folder(deskhand: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = deskhand("demo", "--no-open", "--dir", str(folder))
    assert done.output == f"{folder / 'workspace.json'}\n"
    again = deskhand("demo", "--no-open", "--dir", str(folder))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_keys_prints_a_line_for_every_binding(deskhand: Run) -> None:
    from tui.keymap import key_table

    lines = deskhand("keys").output.splitlines()
    assert len(lines) == len(key_table()) > 20
    assert all(row[2] in line for row, line in zip(key_table(), lines, strict=True))


def test_every_command_of_the_table_is_found_and_has_a_help(deskhand: Run) -> None:
    for name in COMMANDS:
        assert "Usage: " in deskhand(name, "--help").output


def test_a_refusal_carries_no_command_to_the_terminal(deskhand: Run) -> None:
    assert "\x1b" not in deskhand("log", "y 9-10 x +\x1b]0;owned").stderr


@pytest.mark.parametrize("args", [["log", "y 8-9 émail"], ["keys"]])
def test_ascii_output_is_ascii_only(deskhand: Run, args: list[str]) -> None:
    assert deskhand("--ascii", *args).output.isascii()


def test_an_import_reads_from_a_pipe(deskhand: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as writer:
        written = writer.submit(pipe.write_bytes, b"inc 20261116T080000Z - 20261116T090000Z # b\n")
        assert "1 new" in deskhand("import", str(pipe)).output
        assert written.result()


def test_an_import_that_has_no_end_is_refused(deskhand: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.exports.LARGEST", 2**20)
    assert "The input is larger than 1 MB" in deskhand("import", "-", given=b"x" * (2**20 + 1)).stderr


@pytest.mark.parametrize(
    "asked", ["today", "today --json", "priorities", "report", "compare R1", "export csv", "status"]
)
def test_a_file_that_is_not_there_is_no_empty_business(deskhand: Run, tmp_path: Path, asked: str) -> None:
    path = tmp_path / "nofile.json"
    result = deskhand("--file", str(path), *asked.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"There is no workspace at {path}: look at --file and DESKHAND_FILE.\n"
    assert not path.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_out_of_reach_is_refused_before_anything_is_shown(deskhand: Run, day: str) -> None:
    result = deskhand("--on", day, "today")
    assert result.exit_code == 2
    assert f"“{day}” is out of reach: 1900 to 2999 can be shown." in result.stderr
