"""What the log says: time that is counted once, tallies, coverage, and where the work jams."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.activity import Activity
from models.audit import Audit, Flag, TimeEntry
from models.business import Business, Owner
from models.insight import (
    Bottleneck,
    Coverage,
    Tally,
    Window,
    bottleneck,
    bottlenecks,
    coverage,
    tallies,
    union_minutes,
    window,
)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 18, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
FORTNIGHT = Window(date(2026, 3, 2), date(2026, 3, 13))
MAIL = Activity(number=1, name="Email", category="admin")
BOOKS = Activity(number=2, name="Bookkeeping", category="core")
OFFICE = Business()


def entry(start: float = 0, minutes: int = 60, of: Activity = MAIL, day: int = 0, **fields: Any) -> TimeEntry:
    """Makes an entry that starts so many minutes after nine, so many days after the Monday."""
    begun = MONDAY + timedelta(days=day, minutes=start)
    ended = begun + timedelta(minutes=minutes)
    usual = {"who": "ob", "start": begun, "end": ended, "zone": "UTC", "text": of.name, "activity": of.uid}
    return TimeEntry.of(**(usual | fields))


def tally(*entries: TimeEntry) -> Tally:
    found = tallies([MAIL, BOOKS], entries, FORTNIGHT, now=NOW, zone=ZONE)
    return next(each for each in found if each.activity == MAIL)


def covered(*entries: TimeEntry, span: Window = FORTNIGHT, business: Business = OFFICE) -> Coverage:
    return coverage(entries, span, business, now=NOW, zone=ZONE)


def judged(*entries: TimeEntry, business: Business = OFFICE) -> Bottleneck:
    return bottleneck(tally(*entries), business, weeks=2.0)


def flagged(*flags: Flag, times: int = 1, minutes: int = 6, **fields: Any) -> list[TimeEntry]:
    return [entry(n * minutes, minutes, flags=flags, **fields) for n in range(times)]


# A log in which mail takes 5 % of the time and nothing else is wrong with it.
FILLER = entry(0, 900, BOOKS, day=1), entry(0, 900, BOOKS, day=2), entry(0, 900, BOOKS, day=3)


def test_time_of_one_person_counts_once_where_entries_overlap() -> None:
    assert union_minutes([entry(0, 60), entry(30, 60), entry(40, 10)], NOW) == 90


def test_time_of_two_people_counts_twice_where_entries_overlap() -> None:
    assert union_minutes([entry(0, 60), entry(30, 60, who="tw")], NOW) == 120


def test_time_without_clock_times_is_added_and_a_running_entry_counts_up_to_now() -> None:
    loose = entry(minutes_only=45, end=None)
    running = entry(start=0, end=None)
    assert union_minutes([loose, running], MONDAY + timedelta(minutes=20)) == 65
    assert union_minutes([running], MONDAY - timedelta(minutes=20)) == 0


def test_a_day_on_which_the_clocks_change_is_as_long_as_it_was() -> None:
    zone = ZoneInfo("Europe/Dublin")
    for day, minutes in ((date(2026, 3, 29), 23 * 60), (date(2026, 10, 25), 25 * 60)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
        noon, end = midnight + timedelta(hours=12), midnight + timedelta(days=1)
        halves = [entry().but(start=midnight, end=noon), entry().but(start=noon, end=end)]
        assert union_minutes(halves, end) == minutes
        assert {half.day(zone) for half in halves} == {day}


spans = st.lists(
    st.tuples(st.integers(0, 600), st.integers(1, 120), st.sampled_from(["ob", "tw"])), max_size=12
)


@given(spans)
def test_the_union_is_what_counting_minute_by_minute_gives(found: list[tuple[int, int, str]]) -> None:
    entries = [entry(start, minutes, who=who) for start, minutes, who in found]
    counted = {(who, minute) for start, minutes, who in found for minute in range(start, start + minutes)}
    assert union_minutes(entries, NOW) == len(counted)


def test_a_tally_counts_an_activity_within_the_window_and_nothing_put_away() -> None:
    outside, away = entry(day=-1), entry(day=1, archived=NOW)
    found = tally(entry(0, 60), entry(day=4), outside, away, entry(0, 120, BOOKS, day=2))
    assert (found.minutes, found.hours, len(found.entries), found.share) == (120, 2.0, 2, 0.5)


def test_tallies_come_longest_first_and_skip_what_has_no_time() -> None:
    idle, gone = Activity(name="Filing"), Activity(name="Old", archived=NOW)
    log = [entry(0, 30), entry(0, 90, BOOKS, day=1), entry(0, 600, gone, day=2)]
    found = tallies([MAIL, BOOKS, idle, gone], log, FORTNIGHT, now=NOW, zone=ZONE)
    assert [each.activity for each in found] == [BOOKS, MAIL]


def test_mean_stress_is_weighted_by_hours_over_rated_entries_only() -> None:
    found = tally(entry(0, 180, stress=5), entry(200, 60, stress=1), entry(300, 600))
    assert (found.stress, found.rated, found.stress_assumed) == (4.0, 2, False)


def test_stress_that_nobody_rated_is_three_and_said_to_be_assumed() -> None:
    found = tally(entry(), entry(60))
    assert (found.stress, found.rated, found.stress_assumed) == (3.0, 0, True)


@pytest.mark.parametrize(
    ("flags", "weighted"),
    [
        ((), 0),
        ((Flag.DISPLACED,), 60),
        ((Flag.BLOCKED,), 60),
        ((Flag.DELAYED,), 30),
        ((Flag.INTERRUPTED,), 30),
        ((Flag.DELAYED, Flag.INTERRUPTED), 30),
        (tuple(Flag), 60),
    ],
)
def test_of_an_entrys_flags_the_largest_weight_counts(flags: Sequence[Flag], weighted: int) -> None:
    assert tally(entry(0, 60, flags=flags), entry(60, 30)).flag_weighted_minutes == weighted


def test_a_tally_says_how_often_and_on_which_days_entries_were_flagged() -> None:
    found = tally(
        *flagged(Flag.DELAYED, times=2, minutes=10),
        *flagged(Flag.DELAYED, Flag.BLOCKED, day=3, minutes=40),
        entry(0, 60, day=4),
    )
    assert found.flags == {Flag.DELAYED: 3, Flag.BLOCKED: 1}
    assert found.flagged_days == (date(2026, 3, 2), date(2026, 3, 5))


@pytest.mark.parametrize(
    ("log", "met", "near_miss"),
    [
        ([entry(0, 204)], "7 % of logged time", None),
        ([entry(0, 150)], None, "5.3 % of logged time < 7 %"),
        ([entry(n * 9, 9, stress=4) for n in range(4)], "stress 4.0", None),
        ([entry(n * 9, 9, stress=3) for n in range(4)], None, "stress 3.0 < 3.5"),
        ([entry(0, 54, stress=3), *(entry(n * 60, 15, stress=4) for n in (1, 2, 3))], "stress 3.5", None),
        ([entry(n * 9, 9, stress=5) for n in range(3)], None, "stress rated 3×, 4 needed"),
        ([entry(0, 9)], None, "no stress rated"),
        (flagged(Flag.DELAYED, times=2) + flagged(Flag.BLOCKED, day=1), "delayed or blocked 3×", None),
        (flagged(Flag.DELAYED, Flag.BLOCKED, times=2), None, "delayed or blocked 2× < 3"),
        (
            flagged(Flag.INTERRUPTED, times=4) + flagged(Flag.DISPLACED, day=1),
            "interrupted or displaced 5×",
            None,
        ),
        (flagged(Flag.INTERRUPTED, times=4), None, "interrupted or displaced 4× < 5"),
    ],
)
def test_each_test_of_the_rule_says_its_number_met_or_near_miss(
    log: list[TimeEntry], met: str | None, near_miss: str | None
) -> None:
    jam = judged(*log, *FILLER)
    assert met is None or jam.reasons == [met]
    assert near_miss is None or near_miss in jam.near_misses
    assert len(jam.reasons) + len(jam.near_misses) == 4


def test_one_test_alone_makes_no_bottleneck_and_two_do() -> None:
    one = flagged(Flag.DELAYED, times=4)
    assert not judged(*one, *FILLER).met
    assert judged(*(each.but(stress=4) for each in one), *FILLER).met


def test_core_work_is_no_bottleneck_for_the_time_it_takes() -> None:
    found = tallies([BOOKS], FILLER, FORTNIGHT, now=NOW, zone=ZONE)
    jam = bottleneck(found[0], OFFICE, weeks=2.0)
    assert "100 % of logged time, core work" in jam.near_misses


def test_the_owner_sets_what_counts_as_too_much() -> None:
    strict = Business.of(thresholds={"share": 1, "delayed": 1, "tests_met": 2})
    assert judged(*flagged(Flag.DELAYED, minutes=60), *FILLER, business=strict).met


def test_bottlenecks_come_first_and_among_them_the_most_weighted_hours() -> None:
    small, large, harmless = (Activity(number=n, name=f"Work {n}", category="admin") for n in (3, 4, 5))
    log = [
        *(entry(n * 20, 20, small, stress=4, flags=(Flag.DELAYED,)) for n in range(4)),
        *(entry(n * 20, 20, large, day=1, stress=5, flags=(Flag.BLOCKED,)) for n in range(4)),
        entry(0, 900, harmless, day=2, flags=(Flag.DISPLACED,)),
    ]
    found = bottlenecks(
        tallies([small, large, harmless], log, FORTNIGHT, now=NOW, zone=ZONE), OFFICE, weeks=2.0
    )
    assert [jam.tally.activity for jam in found] == [large, small, harmless]
    assert [jam.met for jam in found] == [True, True, False]
    assert found[0].weighted_hours_per_week == pytest.approx(80 / 60 * 5 / 3 / 2)


def test_two_weeks_of_full_days_cover_everything() -> None:
    found = covered(*(entry(0, 480, day=day) for day in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)))
    assert (found.share, found.tracked_days, found.weeks) == (1.0, 10, 2.0)
    assert (found.too_early, found.provisional) == (False, False)


def test_below_seventy_per_cent_every_figure_is_provisional() -> None:
    days = (0, 1, 2, 3, 4, 7, 8, 9, 10, 11)
    assert not covered(*(entry(0, 336, day=day) for day in days)).provisional
    assert covered(*(entry(0, 335, day=day) for day in days)).provisional


def test_below_five_work_days_it_is_too_early_and_days_off_do_not_count() -> None:
    four = [entry(day=day) for day in (0, 1, 2, 3, 5, 6)]
    assert covered(*four).too_early
    assert not covered(*four, entry(day=4)).too_early
    assert covered(*four, entry(day=4), business=Business.of(holidays=(date(2026, 3, 2),))).too_early


def test_an_audit_expects_time_of_all_its_people_a_mere_log_of_those_who_logged() -> None:
    pair = Business.of(owners=(Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW")))
    planned = Window(FORTNIGHT.first, FORTNIGHT.last, Audit(start=FORTNIGHT.first, end=FORTNIGHT.last))
    assert covered(entry(), business=pair).expected_minutes == 4_800
    assert covered(entry(), span=planned, business=pair).expected_minutes == 9_600


def test_a_running_audit_expects_no_more_than_has_passed() -> None:
    audit = Audit(start=FORTNIGHT.first, end=FORTNIGHT.last)
    span = window([audit], [], today=date(2026, 3, 4))
    assert span == Window(FORTNIGHT.first, date(2026, 3, 4), audit)
    assert span is not None
    assert covered(entry(), span=span).expected_minutes == 3 * 480


def test_the_window_is_the_latest_audit_that_has_begun() -> None:
    first, second, later = (
        Audit(number=n, start=date(2026, 3, day), end=date(2026, 3, day + 4))
        for n, day in enumerate((2, 9, 23), 1)
    )
    span = window([second, later, first], [date(2026, 3, 2), date(2026, 3, 9)], today=date(2026, 3, 20))
    assert span == Window(date(2026, 3, 9), date(2026, 3, 13), second)


def test_an_audit_in_which_nothing_is_logged_yet_hides_nothing() -> None:
    first = Audit(number=1, start=date(2026, 3, 2), end=date(2026, 3, 6))
    empty = Audit(number=2, start=date(2026, 3, 9), end=date(2026, 3, 13))
    days = [date(2026, 3, 2)]
    assert window([empty, first], days, today=date(2026, 3, 9)) == Window(first.start, first.end, first)
    assert window([empty], days, today=date(2026, 3, 9)) == Window(days[0], days[0])
    assert window([empty], [], today=date(2026, 3, 9)) == Window(empty.start, empty.start, empty)


def test_without_a_planned_audit_the_window_is_the_end_of_the_log_four_weeks_at_most() -> None:
    years = [date(2024, 1, 1), date(2026, 3, 11)]
    assert window([], years, today=NOW.date()) == Window(date(2026, 2, 12), date(2026, 3, 11))
    days = [date(2026, 3, 11), date(2026, 3, 4)]
    assert window([], days, today=NOW.date()) == Window(date(2026, 3, 4), date(2026, 3, 11))
    assert window([], [], today=NOW.date()) is None


def test_a_forgotten_timer_does_not_count_the_nights() -> None:
    forgotten = entry(end=None, day=4)
    log = [*(entry(0, 60, day=day) for day in range(4)), forgotten]
    assert forgotten.minutes(NOW) == union_minutes([forgotten], NOW) == 16 * 60
    assert covered(*log).logged_minutes == 20 * 60


def test_a_window_without_work_days_has_no_coverage_rather_than_an_error() -> None:
    found = covered(entry(day=5), span=Window(date(2026, 3, 7), date(2026, 3, 8)))
    assert (found.share, found.weeks, found.too_early) == (0.0, 0.0, True)
