import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.dates import read_nearest_date, read_past_date
from models.document import RuleBroken
from models.when import Span, read_date, read_duration, read_when, split_when, written

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 16, 5, tzinfo=BERLIN).astimezone(UTC)  # a Sunday
LAST_END = datetime(2026, 11, 22, 15, 20, tzinfo=BERLIN).astimezone(UTC)
TODAY = date(2026, 11, 22)
ZONES = [
    ZoneInfo(name)
    for name in ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
]


@pytest.mark.parametrize(
    ("text", "past", "nearest"),
    [
        ("20mar", date(2026, 3, 20), date(2026, 3, 20)),
        ("12may", date(2026, 5, 12), date(2026, 5, 12)),
        ("1jun", date(2025, 6, 1), date(2026, 6, 1)),
        ("31.12", date(2025, 12, 31), date(2025, 12, 31)),
        ("2026-06-01", date(2026, 6, 1), date(2026, 6, 1)),
        ("mon", date(2026, 5, 11), date(2026, 5, 18)),
        ("today", date(2026, 5, 12), date(2026, 5, 12)),
    ],
)
def test_the_day_of_what_has_happened_is_the_latest_and_one_that_may_have_is_the_nearest(
    text: str, past: date, nearest: date
) -> None:
    today = date(2026, 5, 12)
    assert (read_past_date(text, today=today), read_nearest_date(text, today=today)) == (past, nearest)


@pytest.mark.parametrize(
    "text", ["31dec2027", "31 dec 2027", "31-Dec-2027", "dec 31 2027", "December 31, 2027"]
)
def test_a_named_month_may_stand_with_its_year(text: str) -> None:
    day = date(2027, 12, 31)
    readers = (read_date, read_past_date, read_nearest_date)
    assert [read(text, today=TODAY) for read in readers] == [day] * 3


@pytest.mark.parametrize("text", ["soon", "3d", ""])
def test_what_has_happened_is_not_counted_ahead(text: str) -> None:
    with pytest.raises(RuleBroken, match="is not a date: say today, yesterday, fri, 12dec, 2026-12-05 or -3"):
        read_past_date(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "minutes"), [("3", 180), ("4.5", 270), ("4h30", 270), ("45m", 45), ("1:30", 90)]
)
def test_a_bare_number_means_hours_where_hours_are_asked_for(text: str, minutes: int) -> None:
    assert read_duration(text, in_hours=True) == minutes


def read(text: str, now: datetime = NOW) -> Span:
    return read_when(text, now=now, zone=BERLIN, last_end=LAST_END)


def local(span: Span) -> str:
    start = span.start.astimezone(BERLIN)
    if span.end is None:
        return f"{start:%a %d %H:%M}"
    return f"{start:%a %d %H:%M}-{span.end.astimezone(BERLIN):%a %d %H:%M}"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("9am", "Sun 22 09:00"),
        ("9 am", "Sun 22 09:00"),
        ("12am", "Sun 22 00:00"),
        ("12pm", "Sun 22 12:00"),
        ("09:30", "Sun 22 09:30"),
        ("930", "Sun 22 09:30"),
        ("0930", "Sun 22 09:30"),
        ("noon", "Sun 22 12:00"),
        ("25m ago", "Sun 22 15:40"),
        ("1h30 ago", "Sun 22 14:35"),
        ("1.5h ago", "Sun 22 14:35"),
        ("25m", "Sun 22 15:40-Sun 22 16:05"),
        ("1h30", "Sun 22 14:35-Sun 22 16:05"),
        ("1h 30m", "Sun 22 14:35-Sun 22 16:05"),
        ("1,5h", "Sun 22 14:35-Sun 22 16:05"),
        ("last 25m", "Sun 22 15:40-Sun 22 16:05"),
        ("last", "Sun 22 15:20-Sun 22 16:05"),
        ("y 9-10:30", "Sat 21 09:00-Sat 21 10:30"),
        ("yesterday 14:00", "Sat 21 14:00"),
        ("today 9am", "Sun 22 09:00"),
        ("-2 9-10", "Fri 20 09:00-Fri 20 10:00"),
        ("11-16 9-10", "Mon 16 09:00-Mon 16 10:00"),
        ("2026-11-16 9-10", "Mon 16 09:00-Mon 16 10:00"),
        ("16nov 9-10", "Mon 16 09:00-Mon 16 10:00"),
        ("nov 16 9-10", "Mon 16 09:00-Mon 16 10:00"),
        ("11-1pm", "Sun 22 11:00-Sun 22 13:00"),
        ("11am-1pm", "Sun 22 11:00-Sun 22 13:00"),
        ("11am-1", "Sun 22 11:00-Sun 22 13:00"),
        ("9-10:30", "Sun 22 09:00-Sun 22 10:30"),
        ("9–10:30", "Sun 22 09:00-Sun 22 10:30"),
        ("9am-10:30", "Sun 22 09:00-Sun 22 10:30"),
        ("9 to 10:30", "Sun 22 09:00-Sun 22 10:30"),
        ("9:00 + 25m", "Sun 22 09:00-Sun 22 09:25"),
        ("9am for 1h30", "Sun 22 09:00-Sun 22 10:30"),
        ("9:00-now", "Sun 22 09:00-Sun 22 16:05"),
        ("9:00-?", "Sun 22 09:00"),
        ("fri 9am", "Fri 20 09:00"),
        ("mon 9:00-9:45", "Mon 16 09:00-Mon 16 09:45"),
        ("Sunday 9am", "Sun 22 09:00"),
        ("sun 17:00", "Sun 15 17:00"),
        ("22:30-00:15", "Sat 21 22:30-Sun 22 00:15"),
        ("10pm-11:30", "Sat 21 22:00-Sat 21 23:30"),
        ("11-1am", "Sat 21 23:00-Sun 22 01:00"),
        ("17:00", "Sat 21 17:00"),
        ("17:00-18:00", "Sat 21 17:00-Sat 21 18:00"),
        ("16:00-17:00", "Sat 21 16:00-Sat 21 17:00"),
        ("2026-11-16 22:00 - 2026-11-18 6:00", "Mon 16 22:00-Wed 18 06:00"),
    ],
)
def test_a_time_is_read_as_its_writer_meant_it(text: str, meaning: str) -> None:
    assert local(read(text)) == meaning


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("9", "9:00 or 9m"),
        ("y 9", "9:00 or 9m"),
        ("45", "45m"),
        ("25:00", "0:00 to 23:59"),
        ("9:75", "9:59"),
        ("13pm", "13:00"),
        ("9-25", "0:00 to 23:59"),
        ("9.30", "9:30"),
        ("11-1", "11-13:00"),
        ("10:30-9", "10:30-21:00"),
        ("17-16", "16-17"),
        ("9:00-9:00", "9:00-21:00"),
        ("feb 30", "9-10"),
        ("feb 30 9am", "no day 30 in February"),
        ("2026-02-30 9am", "no day 2026-02-30"),
        ("half past nine", "9:30"),
        ("", "9:30"),
        ("fri", "fri 9-10"),
        ("2026-11-16", "2026-11-16 9-10"),
        ("today 18:00", "still to come"),
        ("2027-01-01 9am", "still to come"),
        ("0m", "1m or more"),
        ("16:05-now", "No time has passed"),
    ],
)
def test_a_refusal_names_the_nearest_form(text: str, fix: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read(text)
    assert fix in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_last_needs_an_earlier_entry_and_a_gap_after_it() -> None:
    with pytest.raises(RuleBroken, match="no earlier entry"):
        read_when("last", now=NOW, zone=BERLIN)
    with pytest.raises(RuleBroken, match="no gap"):
        read_when("last", now=NOW, zone=BERLIN, last_end=NOW)


def test_a_running_span_counts_minutes_up_to_now() -> None:
    running = Span(NOW - timedelta(minutes=42, seconds=20), None)
    assert running.minutes(NOW) == 42
    assert read("9-10:30").minutes(NOW) == 90
    assert running.minutes(running.start - timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("line", "meaning", "rest"),
    [
        ("9-10:30 email triage +admin !4", "Sun 22 09:00-Sun 22 10:30", "email triage +admin !4"),
        ("9-10:30: email", "Sun 22 09:00-Sun 22 10:30", "email"),
        ("11-16 9-10 planning", "Mon 16 09:00-Mon 16 10:00", "planning"),
        ("11-12 9 clients", "Sun 22 11:00-Sun 22 12:00", "9 clients"),
        ("25m call  Anna", "Sun 22 15:40-Sun 22 16:05", "call  Anna"),
        ("25m ago call", "Sun 22 15:40", "call"),
        ("25m agony aunt", "Sun 22 15:40-Sun 22 16:05", "agony aunt"),
        ("1h 30 letters", "Sun 22 15:05-Sun 22 16:05", "30 letters"),
        ("last", "Sun 22 15:20-Sun 22 16:05", ""),
        ("16 nov 9 am for 1 h 30 m filing", "Mon 16 09:00-Mon 16 10:30", "filing"),
    ],
)
def test_the_longest_leading_time_is_split_from_the_text(line: str, meaning: str, rest: str) -> None:
    span, text = split_when(line, now=NOW, zone=BERLIN, last_end=LAST_END)
    assert span is not None
    assert (local(span), text) == (meaning, rest)


@pytest.mark.parametrize(
    "line",
    ["email triage", "1:1 with Anna", "2nd draft", "24/7 support", "Friday newsletter", "dec 12 mailing",
     "nooning", r"\9 lives", '"9 lives"', "-2 items", "", "-blocked 9-10", "half past nine"],
)  # fmt: skip
def test_a_line_that_starts_with_no_time_is_all_text(line: str) -> None:
    assert split_when(line, now=NOW, zone=BERLIN) == (None, line)


@pytest.mark.parametrize(
    "line",
    [
        "25:00 x",
        "9-25 x",
        "9 email",
        "9am - 25 x",
        "9 to 5 job",
        "fri 3 invoices",
        "2026-11-16 mail",
        "last mile",
    ],
)
def test_a_line_that_starts_with_a_wrong_time_is_refused_with_a_way_to_keep_it_as_text(line: str) -> None:
    with pytest.raises(RuleBroken, match=r"to keep it as text, begin with \\"):
        split_when(line, now=NOW, zone=BERLIN)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("25m", 25), ("90", 90), ("9", 9), ("1:30", 90), ("1h30", 90), ("1,5h", 90), ("2 h 10", 130),
     ("90 minutes", 90), ("1 hour", 60), ("1h 30min", 90), ("0:45", 45),
     ("1000h", 60_000), ("1000h05", 60_005)],
)  # fmt: skip
def test_a_length_is_read_in_minutes(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "1.5", "1:75", "0", "0h", "99999", "soon", "-5m"])
def test_a_length_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="say"):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("Tomorrow", date(2026, 11, 23)),
        ("fri", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("12dec", date(2026, 12, 12)),
        ("12-dec", date(2026, 12, 12)),
        ("dec 12", date(2026, 12, 12)),
        ("22nov", date(2026, 11, 22)),
        ("21nov", date(2027, 11, 21)),
        ("29feb", date(2028, 2, 29)),
        ("2026-12-05", date(2026, 12, 5)),
        ("2020-01-02", date(2020, 1, 2)),
        ("12-05", date(2026, 12, 5)),
        ("31.12", date(2026, 12, 31)),
        ("1.2.", date(2027, 2, 1)),
        ("5.12.2025", date(2025, 12, 5)),
        ("3d", date(2026, 11, 25)),
        ("2w", date(2026, 12, 6)),
        ("+5", date(2026, 11, 27)),
        ("+2w", date(2026, 12, 6)),
    ],
)
def test_a_due_date_is_the_next_such_day(text: str, day: date) -> None:
    assert read_date(text, today=TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "",
        "5",
        "feb30",
        "13-45",
        "2026-02-30",
        "31.2",
        "12.31.2026",
        "1.1.26",
        "0001-01-01",
        "9999d",
        "friday week",
    ],
)
def test_a_due_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="say"):
        read_date(text, today=TODAY)


def test_a_time_that_the_clock_change_skips_moves_forward() -> None:
    spring = datetime(2026, 3, 29, 12, tzinfo=UTC)
    assert read("2:30", now=spring).start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_time_that_the_clock_change_repeats_is_the_earlier_one() -> None:
    autumn = datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert read("2:30", now=autumn).start == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read("1:30-3:30", now=autumn).minutes(autumn) == 180


def test_the_second_pass_of_a_repeated_hour_is_written_in_utc() -> None:
    autumn = datetime(2026, 10, 25, 12, tzinfo=UTC)
    span = Span(datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC))
    assert written(span, BERLIN) == ("2026-10-25", "02:50", "01:10z")
    assert read("2026-10-25 2:50-1:10z", now=autumn) == span


def test_an_end_that_the_clock_change_repeats_is_the_one_after_the_start() -> None:
    autumn = datetime(2026, 10, 25, 12, tzinfo=UTC)
    assert read("2:50-2:10", now=autumn).minutes(autumn) == 20
    assert read("2:10-2:50", now=autumn).minutes(autumn) == 40


instants = st.integers(1, 1_200_000_000).map(lambda seconds: NOW - timedelta(seconds=seconds))
clock_changes = st.sampled_from(
    [
        datetime(2026, 10, 25, 1, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2025, 11, 2, 6, tzinfo=UTC),
    ]
)
near_clock_changes = st.builds(
    lambda at, minutes: at + timedelta(minutes=minutes), clock_changes, st.integers(-180, 180)
)


@given(instants | near_clock_changes, st.none() | st.integers(1, 200_000), st.sampled_from(ZONES))
def test_what_is_written_is_read_back_as_the_same_span(
    start: datetime, seconds: int | None, zone: ZoneInfo
) -> None:
    span = Span(start, None if seconds is None else min(NOW, start + timedelta(seconds=seconds)))
    day, begin, end = written(span, zone)
    assert read_when(f"{day} {begin}{end and '-'}{end}", now=NOW, zone=zone) == span


pieces = """
    9 09:30 930 9am 13pm 25:00 noon last y fri -2 11-16 29feb feb 30 2026-11-16 1999-02-29 - to for + 25m
    1h30 1,5h ago now ? 9-10 9-10:30 22:30-0:15 11-1pm z 1:30z 12am 11pm 9.30 0m -999 x
"""
typed = st.text(max_size=40) | st.lists(st.sampled_from(pieces.split()), max_size=6).map(" ".join)


@given(typed, st.sampled_from(ZONES))
def test_any_text_gives_a_span_up_to_now_or_a_refusal(text: str, zone: ZoneInfo) -> None:
    for read_any in (read_when, lambda *line, **given: split_when(*line, **given)[0]):
        with suppress(RuleBroken):
            span = read_any(text, now=NOW, zone=zone, last_end=LAST_END)
            assert span is None or span.start <= (span.end or NOW) <= NOW


@given(typed)
def test_any_text_gives_a_date_and_a_length_or_a_refusal(text: str) -> None:
    with suppress(RuleBroken):
        assert isinstance(read_date(text, today=TODAY), date)
    with suppress(RuleBroken):
        assert read_duration(text) > 0


@pytest.mark.parametrize("piece", ["9", "9-", " ", "a ", "1h", "dec", "9 ", "é", "\u0301", "-", "\u200e"])
def test_ten_thousand_characters_are_read_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.process_time()
    for reader in (
        lambda: read_when(text, now=NOW, zone=BERLIN),
        lambda: split_when(text, now=NOW, zone=BERLIN),
        lambda: read_duration(text),
        lambda: read_date(text, today=TODAY),
    ):
        with suppress(RuleBroken):
            reader()
    assert time.process_time() - began < 0.05 * 4
