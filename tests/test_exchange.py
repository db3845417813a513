import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.activity import Activity
from models.audit import TimeEntry
from models.day import overlapping
from store import Workspace
from store.exchange import FORMATS, ImportPlan, ImportRefused, State, carry_out, plan, read

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")

EXPORT = "timewarrior-1.4.3.export.json"
OCTOBER, NOVEMBER = "timewarrior-1.4.3.2026-10.data", "timewarrior-1.4.3.2026-11.data"
TWO_WEEKS = "timewarrior-1.4.3.two-weeks.export.json"
FRAMES, LOG, STATE = "watson-2.1.0.frames.json", "watson-2.1.0.log.json", "watson-2.1.0.state-running.json"
SAMPLES = (EXPORT, OCTOBER, NOVEMBER, TWO_WEEKS, FRAMES, LOG, STATE)


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def planned(desk: Workspace, data: bytes, *, with_running: bool = False) -> ImportPlan:
    return plan(desk, read(data), who="me", now=NOW, zone=ZONE, with_running=with_running)


def imported(desk: Workspace, name: str) -> ImportPlan:
    found = planned(desk, sample(name))
    assert carry_out(desk, found) == len(found.new)
    return found


def intervals(*rows: dict[str, object]) -> bytes:
    return ("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n").encode()


def interval(start: str, end: str, *tags: str) -> dict[str, object]:
    return {"id": 1, "start": start, "end": end, "tags": list(tags)}


@pytest.mark.parametrize(
    ("name", "new", "running", "minutes"),
    [(EXPORT, 8, 1, 390), (TWO_WEEKS, 99, 0, 4_770), (FRAMES, 6, 0, 315), (LOG, 6, 0, 315), (STATE, 0, 1, 0)],
)
def test_a_sample_gives_its_entries_once(
    desk: Workspace, name: str, new: int, running: int, minutes: int
) -> None:
    first = imported(desk, name)
    assert (len(first.new), first.running, first.minutes, first.known) == (new, running, minutes, 0)
    again = imported(desk, name)
    assert (len(again.new), again.known, len(desk.entries)) == (0, new, new)


def test_data_files_hold_the_entries_of_the_export(desk: Workspace) -> None:
    imported(desk, EXPORT)
    assert [len(imported(desk, name).new) for name in (OCTOBER, NOVEMBER)] == [0, 0]


def test_data_files_alone_give_the_same_entries(desk: Workspace) -> None:
    assert sum(len(imported(desk, name).new) for name in (OCTOBER, NOVEMBER)) == 8
    assert len(imported(desk, EXPORT).new) == 0


def test_watsons_log_names_the_frames_it_lists(desk: Workspace) -> None:
    imported(desk, FRAMES)
    assert imported(desk, LOG).known == 6


def test_a_long_tag_is_the_title_of_a_timewarrior_interval(desk: Workspace) -> None:
    imported(desk, EXPORT)
    assert [entry.text for entry in desk.entries] == [
        "dst",
        "email triage",
        "admin client:acme invoicing",
        "Newsletter draft",
        'late bugfix "prod"',
        'Müller: #12; "quoted", backslash — em',
        "overlap",
        "overlap2",
    ]


def test_an_annotation_beside_a_title_is_the_note(desk: Workspace) -> None:
    row = interval("20261116T080000Z", "20261116T090000Z", "email triage") | {"annotation": "slow day"}
    carry_out(desk, planned(desk, intervals(row)))
    assert [(entry.text, entry.note) for entry in desk.entries] == [("email triage", "slow day")]


def test_an_interval_that_says_nothing_still_counts_its_time(desk: Workspace) -> None:
    row = {"id": 1, "start": "20261116T080000Z", "end": "20261116T090000Z"}
    assert planned(desk, intervals(row)).minutes == 60


def test_entries_of_the_same_work_are_grouped_and_take_the_category_of_a_tag(desk: Workspace) -> None:
    imported(desk, TWO_WEEKS)
    by_name = {activity.name: activity for activity in desk.activities}
    invoices = by_name["Send invoices"]
    assert invoices.category == "admin"
    texts = {entry.text for entry in desk.entries if entry.activity == invoices.uid}
    assert texts == {"Send invoices", "send invoice"}
    assert all(entry.activity for entry in desk.entries)


def test_an_import_groups_with_what_is_there_and_gives_it_a_category_only_where_it_has_none(
    desk: Workspace,
) -> None:
    with desk.transaction("Set up"):
        bare = desk.activities.put(Activity.named("Email triage"))
        own = desk.activities.put(Activity.named("newsletter draft", "core"))
    imported(desk, EXPORT)
    assert desk.activities[bare.number].category == "admin"
    assert desk.activities[own.number].category == "core"
    assert sum(entry.activity in (bare.uid, own.uid) for entry in desk.entries) == 2


def test_an_import_is_one_step_that_can_be_undone_and_redone(desk: Workspace) -> None:
    imported(desk, EXPORT)
    assert [step.label for step in desk.steps()] == ["Import 8 entries from timewarrior"]
    desk.undo()
    assert (len(desk.entries), len(desk.activities)) == (0, 0)
    desk.redo()
    assert (len(desk.entries), len(planned(desk, sample(EXPORT)).new)) == (8, 0)


def test_time_that_nobody_can_have_logged_is_left_out_with_the_reason(desk: Workspace) -> None:
    found = planned(
        desk,
        intervals(
            interval("00010101T000000Z", "00010101T010000Z", "old"),
            interval("19700101T000000Z", "19700101T010000Z", "epoch"),
        ),
    )
    assert [row.entry.text for row in found.new] == ["epoch"]
    assert [row.reason for row in found.skipped] == ["An entry before 1900 is not a time anybody logged."]


def test_a_plan_changes_nothing(desk: Workspace) -> None:
    imported(desk, OCTOBER)
    before = {path.name: path.read_bytes() for path in desk.path.parent.iterdir()}
    planned(desk, sample(EXPORT))
    assert {path.name: path.read_bytes() for path in desk.path.parent.iterdir()} == before


def test_an_archived_entry_does_not_come_back(desk: Workspace) -> None:
    imported(desk, OCTOBER)
    with desk.transaction("Archive"):
        desk.entries.put(next(iter(desk.entries)).put_away(at=NOW))
    assert len(imported(desk, OCTOBER).new) == 0


def test_a_plan_made_before_another_session_imported_the_same_adds_nothing(desk: Workspace) -> None:
    stale = planned(desk, sample(EXPORT))
    with Workspace.open(desk.path) as other:
        imported(other, EXPORT)
    assert carry_out(desk, stale) == 0
    assert len(desk.entries) == 8
    assert len({activity.name for activity in desk.activities}) == len(desk.activities)


def test_equal_rows_are_all_taken_and_none_twice(desk: Workspace) -> None:
    row = interval("20261116T080000Z", "20261116T090000Z", "email triage")
    assert carry_out(desk, planned(desk, intervals(row, row))) == 2
    third = planned(desk, intervals(row, row, row))
    assert (len(third.new), third.known) == (1, 2)


def test_overlaps_among_the_new_and_with_what_is_there_are_counted(desk: Workspace) -> None:
    assert planned(desk, sample(FRAMES)).overlapping == 2
    imported(desk, EXPORT)
    overlaps = {row.entry.text for row in planned(desk, sample(FRAMES)).new if row.state is State.OVERLAPS}
    assert overlaps == {"email-triage", "invoicing", 'late bugfix "prod", Müller', "overlap", "overlap2"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(["me", "other"])), max_size=4),
)
def test_an_overlap_is_what_the_repair_list_calls_one(
    tmp_path: Path, spans: list[tuple[int, int]], there: list[tuple[int, int, str]]
) -> None:
    def at(minute: int) -> datetime:
        return datetime(2026, 11, 16, 8, tzinfo=UTC) + timedelta(minutes=minute)

    file = tmp_path / "overlaps.json"
    for path in tmp_path.glob("overlaps.json*"):
        path.unlink()
    with Workspace.open(file) as desk:
        with desk.transaction("Log"):
            for start, length, who in there:
                desk.entries.put(
                    TimeEntry(who=who, start=at(start), end=at(start + length), zone="UTC", text="x")
                )
        stamp = "%Y%m%dT%H%M%SZ"
        rows = [
            interval(f"{at(s):{stamp}}", f"{at(s + n):{stamp}}", str(i)) for i, (s, n) in enumerate(spans)
        ]
        found = planned(desk, intervals(*rows)) if rows else None
        everything = [*desk.entries, *(row.entry for row in found.new)] if found else []
    for row in found.new if found else ():
        assert (row.state is State.OVERLAPS) == overlapping(row.entry, everything, NOW)


def test_impossible_rows_are_skipped_with_their_line_and_reason(desk: Workspace) -> None:
    data = intervals(
        interval("20261116T080000Z", "20261116T090000Z", "good"),
        interval("20261116T080000Z", "20261116T080000Z", "nothing"),
        interval("20261116T080000Z", "20261117T010000Z", "too long"),
        interval("20261123T093000Z", "20261123T103000Z", "to come"),
        interval("20261316T080000Z", "20261116T090000Z", "month 13"),
        {"id": 1, "start": "20261116T080000Z", "tags": "no list"},
        {"id": 2},
    )
    found = planned(desk, data)
    assert [row.entry.text for row in found.new] == ["good"]
    assert [row.line for row in found.skipped] == [3, 4, 5, 6, 7, 8]
    reasons = [row.reason for row in found.skipped]
    words = ["same moment", "16 hours", "future", "does not exist", "tags", "start"]
    assert [word in reason for word, reason in zip(words, reasons, strict=True)] == [True] * 6


def test_a_bad_data_line_is_skipped_and_the_others_are_read(desk: Workspace) -> None:
    data = (
        b"inc 20261116T080000Z - 20261116T090000Z # good\r\n"
        b'inc 20261116T080000Z - 20261116T090000Z # "never closed\r\n'
        b"txn:\r\n"
        b"\r\n"
        b'inc 20261116T100000Z - 20261116T110000Z # #12 a#b # it\'s "fine here"\r\n'
    )
    found = planned(desk, data)
    assert [row.line for row in found.skipped] == [2, 3]
    assert [(row.entry.text, row.entry.tags) for row in found.new] == [
        ("good", ("good",)),
        ("it's fine here", ("#12", "a#b")),
    ]


def test_hostile_text_is_cleaned_on_its_way_in(desk: Workspace) -> None:
    row = interval("20261116T080000Z", "20261116T090000Z", "\x1b]0;owned\x07 [/red] \ud800 tag", "\u200b")
    carry_out(desk, planned(desk, intervals(row)))
    (entry,) = desk.entries
    assert entry.text.isprintable()
    assert "[/red]" in entry.text
    assert len(planned(desk, intervals(row)).new) == 0


def test_a_text_of_ten_thousand_characters_is_kept_whole(desk: Workspace) -> None:
    row = interval("20261116T080000Z", "20261116T090000Z", "long " * 2_000)
    carry_out(desk, planned(desk, intervals(row)))
    assert [len(entry.text) for entry in desk.entries] == [9_999]
    assert [len(activity.name) for activity in desk.activities] == [80]


def test_a_running_entry_is_left_there_unless_it_is_asked_for(desk: Workspace) -> None:
    assert planned(desk, sample(EXPORT)).running == 1
    taken = planned(desk, sample(EXPORT), with_running=True)
    assert (len(taken.new), taken.running) == (9, 0)
    carry_out(desk, taken)
    assert [entry.text for entry in desk.entries if entry.running] == ["writing offer"]


def test_a_running_entry_is_not_taken_over_while_a_timer_runs(desk: Workspace) -> None:
    with desk.transaction("Start"):
        desk.entries.put(TimeEntry(who="me", start=NOW, zone="UTC", text="calls"))
    found = planned(desk, sample(STATE), with_running=True)
    assert (len(found.new), found.running) == (0, 1)


def test_a_timer_started_since_the_plan_keeps_a_running_entry_out(desk: Workspace) -> None:
    stale = planned(desk, sample(STATE), with_running=True)
    with desk.transaction("Start"):
        desk.entries.put(TimeEntry(who="me", start=NOW, zone="UTC", text="calls"))
    assert (len(stale.new), carry_out(desk, stale)) == (1, 0)


def test_watsons_current_row_is_running(desk: Workspace) -> None:
    rows = json.loads(sample(LOG))
    rows[0]["id"] = "current"
    found = planned(desk, json.dumps(rows).encode())
    assert (len(found.new), found.running) == (5, 1)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_recognised_whatever_its_line_ends_and_byte_order_mark(name: str) -> None:
    plain = read(sample(name))
    marked = read(b"\xef\xbb\xbf" + sample(name).replace(b"\n", b"\r\n"))
    assert plain.format == name.split("-")[0]
    assert marked == plain


def test_what_extensions_print_before_an_export_is_passed_over() -> None:
    noisy = b"[INFO] refreshing {holidays}\n" + sample(EXPORT)
    found = read(noisy)
    assert len(found.drafts) == 8
    assert found.drafts[0].line == 3


def test_a_watson_that_tracks_nothing_is_an_empty_reading() -> None:
    found = read(b"{}\n")
    assert (found.format, found.drafts, found.running) == ("watson", (), ())


def test_a_time_without_a_zone_is_read_in_the_zone_given_or_skipped() -> None:
    row = {
        "id": "a",
        "project": "p",
        "start": "2026-11-16T09:00:00",
        "stop": "2026-11-16T10:00:00",
        "tags": [],
    }
    data = json.dumps([row]).encode()
    assert read(data, zone=ZONE).drafts[0].start == datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert "--zone" in read(data).skipped[0].reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\n", "empty"),
        (b"[]", "empty"),
        (b"start,end\n1,2\n", "no export that Deskhand knows"),
        (b'{"buckets": {}}', "no export that Deskhand knows"),
        (b"\x89PNG\r\n\x1a\n", "Line 1"),
        (b"inc 20261116T080000Z\n\x00", "not text"),
        (b"[" * 100_000, "line 1"),
        (b'[\n{"id":1,"start":NaN}\n]', "line 2"),
        (b"[\n" + b"9" * 10_000 + b"\n]", "line 2"),
        (b"inc 20261116T080000Z - 20261116T090000Z # a\ninc 20261", "line 2"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_that_cannot_be_imported_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ImportRefused, match=said) as refused:
        read(data)
    assert str(refused.value).count("\n") == 0


def test_an_export_that_breaks_off_anywhere_is_refused_with_the_line() -> None:
    whole = sample(EXPORT).rstrip()
    for length in range(2, len(whole)):
        half = whole[:length]
        line = half.decode(errors="ignore").rstrip().count("\n") + 1
        with pytest.raises(ImportRefused, match=rf"line {line}\b|UTF-8"):
            read(half)


def test_a_format_that_was_named_is_not_second_guessed() -> None:
    assert read(b"[]", format="timewarrior").drafts == ()
    with pytest.raises(ImportRefused, match="no watson export"):
        read(sample(EXPORT), format="watson")
    with pytest.raises(ImportRefused, match="say timewarrior or watson"):
        read(sample(EXPORT), format="toggl")


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.sampled_from(SAMPLES), st.integers(0, 700), st.binary(min_size=1, max_size=3)).map(
            lambda cut: sample(cut[0])[: cut[1]] + cut[2] + sample(cut[0])[cut[1] + len(cut[2]) :]
        ),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ImportRefused):
        assert read(data).format in FORMATS


def test_ten_thousand_entries_come_in(desk: Workspace) -> None:
    first = datetime(2024, 1, 1, tzinfo=UTC)
    stamp = "%Y%m%dT%H%M%SZ"
    hours = [first + timedelta(hours=n) for n in range(10_001)]
    rows = [interval(f"{a:{stamp}}", f"{b:{stamp}}", f"client {a.day}") for a, b in pairwise(hours)]
    found = planned(desk, intervals(*rows))
    assert (carry_out(desk, found), found.overlapping, found.minutes) == (10_000, 0, 600_000)
