"""A day of the log: its entries, its problems, and what may be the same work."""

import random
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.activity import Activity
from models.audit import TimeEntry
from models.business import Category
from models.day import Problem, cells, day_lines, minutes_by_category, next_problem, same_work
from models.insight import by_day

ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def entry(start: str, end: str | None, *, day: int = 23, **fields: object) -> TimeEntry:
    def instant(clock: str) -> datetime:
        hour, minute = map(int, clock.split(":"))
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    said = {"who": "me", "zone": "UTC", "text": "work", "activity": "a"} | fields
    return TimeEntry.of(start=instant(start), end=end and instant(end), **said)


def problems(*entries: TimeEntry) -> list[tuple[Problem, ...]]:
    return [line.problems for line in day_lines(entries, categorised={"a"}, now=NOW, zone=ZONE)]


def test_days_hold_the_entries_that_count_in_order_of_time() -> None:
    late, early = entry("9:00", "10:00"), entry("7:00", "8:00")
    gone = entry("6:00", "7:00").put_away(at=NOW)
    before = entry("9:00", "10:00", day=20)
    assert by_day([late, early, gone, before], ZONE) == {
        date(2026, 11, 20): [before],
        date(2026, 11, 23): [early, late],
    }


def test_an_entry_belongs_to_the_day_it_starts_on_in_the_zone_of_the_business() -> None:
    late = entry("23:30", "23:50", day=20)
    assert list(by_day([late], ZoneInfo("Europe/Berlin"))) == [date(2026, 11, 21)]


def test_each_kind_of_problem_is_found() -> None:
    assert problems(entry("6:00", "7:00"), entry("7:15", "8:00")) == [(), (Problem.GAP,)]
    assert problems(entry("6:00", "7:00"), entry("7:14", "8:00")) == [(), ()]
    assert problems(entry("6:00", "7:00"), entry("6:59", "8:00")) == [(), (Problem.OVERLAP,)]
    assert problems(entry("5:00", "9:01")) == [(Problem.LONG,)]
    assert problems(entry("9:00", "9:30", activity=None)) == [(Problem.NO_CATEGORY,)]
    assert problems(entry("9:00", None, day=22)) == [(Problem.LONG, Problem.OPEN)]


def test_an_entry_that_reaches_past_midnight_overlaps_the_next_days_first() -> None:
    late = TimeEntry.of(
        who="me",
        zone="UTC",
        text="late",
        activity="a",
        start=NOW.replace(day=20, hour=22),
        end=NOW.replace(day=21, hour=2),
    )
    early, other = entry("1:00", "3:00", day=21), entry("1:00", "3:00", day=21, who="tw")
    days = by_day([late, early, other], ZONE)
    found = next_problem(days, after=(date(2026, 11, 20), None), categorised={"a"}, now=NOW, zone=ZONE)
    assert found is not None
    assert (found[1].entry, found[1].problems) == (early, (Problem.OVERLAP,))
    assert [
        line.problems for line in day_lines([other], before=[late], categorised={"a"}, now=NOW, zone=ZONE)
    ] == [()]


def test_the_night_is_no_gap() -> None:
    evening, morning = entry("20:00", "21:00", day=22), entry("8:00", "9:00")
    lines = day_lines([morning], before=[evening], categorised={"a"}, now=NOW, zone=ZONE)
    assert [line.problems for line in lines] == [()]


def test_the_next_problem_goes_on_from_the_cursor_and_begins_again_after_the_last() -> None:
    days = by_day(
        [
            entry("6:00", "7:00", day=20),
            entry("8:00", "9:00", day=20, text="first"),
            entry("6:00", "7:00"),
            entry("6:30", "9:00", text="second"),
        ],
        ZONE,
    )
    at: tuple[date, str | None] = date(2026, 11, 23), None
    seen = []
    for _ in range(3):
        found = next_problem(days, after=at, categorised={"a"}, now=NOW, zone=ZONE)
        assert found is not None
        at = found[0], found[1].entry.uid
        seen.append(found[1].entry.text)
    assert seen == ["second", "first", "second"]


def test_the_only_problem_is_found_again_from_itself() -> None:
    one = entry("9:00", "9:30", activity=None)
    found = next_problem(
        {date(2026, 11, 23): [one]},
        after=(date(2026, 11, 23), one.uid),
        categorised={"a"},
        now=NOW,
        zone=ZONE,
    )
    assert found is not None
    assert found[1].entry == one


def test_a_log_without_problems_has_no_next_one() -> None:
    assert next_problem({}, after=(date(2026, 11, 23), None), categorised=(), now=NOW, zone=ZONE) is None


def test_close_names_are_suggested_as_the_same_work_until_they_are_ruled_out() -> None:
    one, other = Activity.named("chase invoice"), Activity.named("chase invoicers")
    assert list(same_work([one, other, Activity.named("bake bread")])) == [(one, other)]
    assert list(same_work([one.unlike(other), other])) == []
    assert list(same_work([one, other.unlike(one)])) == []
    assert list(same_work([one, other.but(archived=NOW)])) == []


def test_six_hundred_names_are_compared_at_once() -> None:
    letters = random.Random(1)
    words = ["".join(letters.choices("abcdefghijklmnoprstu", k=letters.randint(4, 9))) for _ in range(400)]
    activities = [Activity.named(" ".join(letters.sample(words, 3))) for _ in range(600)]
    began = time.process_time()
    found = list(same_work(activities))
    assert time.process_time() - began < 0.3
    assert 0 < len(found) < 60


def test_time_is_counted_under_its_category_or_under_none() -> None:
    counted = [entry("6:00", "7:00"), entry("6:30", "7:30"), entry("8:00", "8:20", activity="b")]
    assert minutes_by_category(counted, {"a": Category.ADMIN, "b": None}, NOW) == {
        Category.ADMIN: 90,
        None: 20,
    }


def test_going_on_with_an_entry_starts_the_same_work_anew() -> None:
    past = entry("6:00", "7:00", tags=("paper",), stress=4, note="long", source="watson", source_key="1")
    again = past.continued(who="tw", at=NOW, zone="Europe/Dublin")
    assert (again.text, again.activity, again.tags, again.running) == ("work", "a", ("paper",), True)
    assert (again.who, again.start, again.zone) == ("tw", NOW, "Europe/Dublin")
    assert (again.stress, again.note, again.source_key) == (None, "", "")
    assert again.uid != past.uid


def test_cells_hold_what_fills_the_better_part_of_a_quarter_hour() -> None:
    one, other = entry("6:07", "6:23"), entry("6:20", "6:30")
    row = cells([one, other], date(2026, 11, 23), now=NOW, zone=ZONE, first_hour=6, hours=1)
    assert row == [(one,), (one, other), (), ()]


@pytest.mark.parametrize(
    ("day", "begun", "drawn"),
    [
        (date(2026, 10, 25), datetime(2026, 10, 25, 0, tzinfo=UTC), [1.0, 1.25, 1.5, 1.75]),
        (date(2026, 10, 25), datetime(2026, 10, 25, 1, tzinfo=UTC), [1.0, 1.25, 1.5, 1.75]),
        (date(2026, 10, 25), datetime(2026, 10, 25, 9, tzinfo=UTC), [9.0, 9.25, 9.5, 9.75]),
        (date(2026, 3, 29), datetime(2026, 3, 29, 1, tzinfo=UTC), [2.0, 2.25, 2.5, 2.75]),
    ],
)
def test_cells_go_by_the_clock_on_the_wall_where_an_hour_is_repeated_or_skipped(
    day: date, begun: datetime, drawn: list[float]
) -> None:
    one = entry("0:00", "1:00").but(start=begun, end=begun + timedelta(hours=1))
    row = cells([one], day, now=NOW, zone=ZoneInfo("Europe/Dublin"), first_hour=0, hours=24)
    assert [n / 4 for n, cell in enumerate(row) if cell] == drawn


def test_a_running_entry_reaches_up_to_now() -> None:
    running = entry("9:30", None)
    later = NOW + timedelta(minutes=30)
    row = cells([running], date(2026, 11, 23), now=later, zone=ZONE, first_hour=9, hours=2)
    assert [bool(cell) for cell in row] == [False, False, True, True, True, True, False, False]
