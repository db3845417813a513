import json
from pathlib import Path

from conftest import Clock, Run, opened


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
