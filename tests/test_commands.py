import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from conftest import Clock

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Column
from models.business import Business, Owner
from models.helpers import Helper
from store import Workspace
from tui import machine
from tui.__main__ import COMMANDS, command_line

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


def two_owners(file: Path) -> None:
    with opened(file) as desk, desk.transaction("Set up"):
        owners = (Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW"))
        desk.settings.put(Business(owners=owners))


# the time log


def test_logging_says_how_the_line_was_understood_and_saves_it(deskhand: Run, file: Path) -> None:
    done = deskhand("log", "9-9:30", "email", "triage", "+admin", "!4", "-displaced")
    assert done.output == (
        "E1 email triage · Mon 23 Nov 09:00-09:30, 30 min, today · admin · stress 4 · displaced\n"
    )
    with opened(file) as desk:
        (entry,) = desk.entries
        assert (entry.minutes(entry.start), entry.stress, entry.zone) == (30, 4, "Europe/Dublin")
        assert [step.label for step in desk.steps()] == ["Log email triage"]


def test_logging_the_same_work_again_uses_the_activity_there_is(deskhand: Run, file: Path) -> None:
    deskhand("log", "8-9 send invoices +admin")
    deskhand("log", "last send invoice")
    with opened(file) as desk:
        assert [(activity.name, activity.category) for activity in desk.activities] == [
            ("send invoices", "admin")
        ]
        assert len({entry.activity for entry in desk.entries}) == 1
        assert [entry.minutes(entry.start) for entry in desk.entries] == [60, 60]


def test_starting_a_timer_stops_the_one_before_and_says_both(deskhand: Run, clock: Clock, file: Path) -> None:
    deskhand("start", "calls")
    clock.forward(42)
    said = deskhand("start", "10m", "ago", "email").output.splitlines()
    assert said == [
        "E1 calls · Mon 23 Nov 10:00-10:32, 32 min, today · no category",
        "E2 email · Mon 23 Nov 10:32, running, today · no category",
    ]
    with opened(file) as desk:
        assert [entry.running for entry in desk.entries] == [False, True]


def test_a_timer_is_stopped_now_or_at_a_time_that_has_passed(deskhand: Run, clock: Clock, file: Path) -> None:
    deskhand("start", "calls")
    clock.forward(60)
    assert "10:00-10:45, 45 min" in deskhand("stop", "10:45").output
    deskhand("start", "email")
    clock.forward(5)
    assert "11:00-11:05, 5 min" in deskhand("stop").output


def test_time_that_overlaps_is_counted_once_in_the_status(deskhand: Run) -> None:
    deskhand("log", "8-9 calls")
    deskhand("log", "8:30-9:30 email")
    assert deskhand("status").output == "No timer is running · 1 h 30 logged today\n"


def test_cancelling_archives_what_the_timer_was_on(deskhand: Run, clock: Clock, file: Path) -> None:
    deskhand("start", "calls")
    clock.forward(12)
    assert deskhand("cancel").output == "E1 calls · cancelled after 0:12\n"
    with opened(file) as desk:
        assert [entry.archived is not None for entry in desk.entries] == [True]
    assert deskhand("status").output == "No timer is running · 0 min logged today\n"


def test_status_says_what_runs_and_what_is_logged_today(deskhand: Run, clock: Clock) -> None:
    deskhand("log", "8-9 email +admin")
    deskhand("log", "y 8-10 email")
    deskhand("start", "calls +core")
    clock.forward(42)
    assert deskhand("status").output == "0:42 calls · since 10:00 · 1 h 42 logged today\n"
    found = json.loads(deskhand("status", "--json").output)
    assert found["today_minutes"] == 102
    assert found["running"] == {
        "number": 3,
        "text": "calls",
        "category": "core",
        "start": "2026-11-23T10:00:00+00:00",
        "minutes": 42,
    }


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


# cards


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


# who, when, where


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


# importing


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


# figures


def fortnight(file: Path, business: Business) -> None:
    """Ten work days with an hour of one thing and two of another."""
    with opened(file) as desk, desk.transaction("Set up"):
        desk.settings.put(business)
        email, core = (
            desk.activities.put(Activity.named(name, category))
            for name, category in (("email", "admin"), ("design", "core"))
        )
        for day in (*range(2, 7), *range(9, 14)):
            eight = datetime(2026, 11, day, 8, tzinfo=UTC)
            for activity, start, hours in ((email, eight, 1), (core, eight + timedelta(hours=1), 2)):
                end = start + timedelta(hours=hours)
                desk.entries.put(
                    TimeEntry(
                        who="me", start=start, end=end, zone="UTC", text=activity.name, activity=activity.uid
                    )
                )


def test_priorities_gives_every_figure_under_its_settled_name(deskhand: Run, file: Path) -> None:
    fortnight(file, Business(owner_hour=8_000))
    found = json.loads(deskhand("priorities", "--json").output)
    assert found["audit"] == {
        "from": "2026-11-02",
        "to": "2026-11-13",
        "logged_hours": 30.0,
        "expected_hours": 80.0,
        "coverage": 0.375,
        "weeks": 2.0,
        "too_early": False,
        "provisional": True,
    }
    email, design = found["activities"]
    assert list(email) == [
        *("number", "name", "category", "hours_per_week", "share", "stress", "stress_assumed"),
        *("displaced", "blocked", "delayed", "interrupted", "bottleneck", "bottleneck_reasons"),
        *("weighted_hours_per_week", "hours_per_year", "hours_low", "hours_high", "freed_hours_per_year"),
        *("speed", "run_cost_per_year", "setup_cost", "net_per_year", "net_first_year", "roi_first_year"),
        *("payback_weeks", "break_even_rate", "break_even_refill", "parts", "score"),
        *("rank", "rank_low", "rank_high", "verdict", "reason"),
    ]
    assert list(email["parts"]) == ["time", "relief", "expertise", "repetition", "payback"]
    assert (email["hours_per_week"], email["share"], email["hours_per_year"]) == (5.0, 0.3333, 230.0)
    assert (email["freed_hours_per_year"], email["run_cost_per_year"]) == (207.0, 7187.5)
    assert email["rank"] == 1
    assert (design["verdict"], design["score"], design["rank"]) == ("keep", None, None)
    assert design["net_per_year"] is not None


NEEDS_THE_OWNERS_HOUR = {
    *("setup_cost", "net_per_year", "net_first_year", "roi_first_year", "payback_weeks"),
    *("break_even_rate", "break_even_refill", "parts", "score", "rank", "rank_low", "rank_high", "verdict"),
}


def test_without_the_owners_hour_nothing_in_money_is_said(deskhand: Run, file: Path) -> None:
    fortnight(file, Business())
    email = json.loads(deskhand("priorities", "--json").output)["activities"][1]
    assert {name for name, value in email.items() if value is None} == NEEDS_THE_OWNERS_HOUR
    assert "set the value of an owner's hour" in deskhand("priorities").output


def test_under_five_days_it_is_too_early_for_a_verdict(deskhand: Run, file: Path) -> None:
    deskhand("log", "8-9 email +admin")
    with opened(file) as desk, desk.transaction("Set up"):
        desk.settings.put(Business(owner_hour=8_000))
    found = json.loads(deskhand("priorities", "--json").output)
    assert found["audit"]["too_early"]
    assert {name for name, value in found["activities"][0].items() if value is None} == NEEDS_THE_OWNERS_HOUR
    assert "too early: 1 of 5 work days" in deskhand("priorities").output


def test_priorities_of_an_empty_file_are_none(deskhand: Run) -> None:
    found = json.loads(deskhand("priorities", "--json").output)
    assert found == {"audit": None, "currency": "EUR", "activities": []}
    assert "Nothing is logged yet" in deskhand("priorities").output


# the file


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


# the command line itself


def test_every_command_of_the_table_is_found_and_has_a_help(deskhand: Run) -> None:
    for name in COMMANDS:
        assert "Usage: " in deskhand(name, "--help").output


def test_the_screens_are_not_opened_without_a_terminal(deskhand: Run) -> None:
    done = deskhand()
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("The workspace needs a terminal")


def test_a_fault_is_said_in_one_sentence_and_written_down(
    deskhand: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(on: date | None, zone: str) -> object:
        raise KeyError("surprise")

    monkeypatch.delenv("DESKHAND_DEBUG")
    monkeypatch.setattr(machine, "clock", fail)
    done = deskhand("status")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("KeyError: this is a fault in Deskhand")
    (report,) = machine.state_dir().iterdir()
    assert "surprise" in report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600


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
