"""The time log: what may be logged, how it is rated, and how much of it an audit expects."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.audit import (
    Audit,
    Flag,
    TimeEntry,
    last_end,
    logged,
    open_audit,
    running_entry,
    switched_off,
    zone_of,
)
from models.business import Business, Owner
from models.document import RuleBroken

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(start: datetime = NOW - HOUR, end: datetime | None = NOW, **fields: Any) -> TimeEntry:
    return TimeEntry.of(**{"who": "ob", "start": start, "end": end, "zone": "UTC", "text": "Email", **fields})


def test_time_that_can_have_been_is_taken_as_it_is() -> None:
    for fine in (entry(), entry(NOW - 16 * HOUR), entry(NOW - HOUR, None), entry(NOW, None)):
        assert fine.checked(NOW) is fine


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (NOW + HOUR, NOW + 2 * HOUR, "reaches into the future"),
        (NOW - HOUR, NOW + HOUR, "reaches into the future"),
        (NOW + HOUR, None, "reaches into the future"),
        (NOW - HOUR, NOW - HOUR, "give it a length"),
        (NOW - HOUR, NOW - 2 * HOUR, "ends before it starts"),
        (NOW - 16 * HOUR - timedelta(seconds=1), NOW, "16 hours at most"),
    ],
)
def test_time_that_cannot_have_been_is_refused(start: datetime, end: datetime | None, says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        entry(start, end).checked(NOW)


def test_a_length_without_clock_times_belongs_to_no_day_to_come() -> None:
    today = datetime(2026, 11, 23, tzinfo=UTC)
    assert entry(today, None, minutes_only=90).checked(NOW).minutes(NOW) == 90
    with pytest.raises(RuleBroken, match="future"):
        entry(today + timedelta(days=1), None, minutes_only=90).checked(NOW)


@pytest.mark.parametrize("minutes", [0, 961])
def test_a_length_without_clock_times_is_a_minute_to_sixteen_hours(minutes: int) -> None:
    with pytest.raises(RuleBroken, match=r"^Minutes only must be"):
        entry(minutes_only=minutes)


def test_a_running_entry_lasts_up_to_now() -> None:
    running = entry(NOW - HOUR, None)
    assert (running.running, running.minutes(NOW), running.minutes(NOW - 2 * HOUR)) == (True, 60, 0)
    assert not entry(NOW - HOUR, None, minutes_only=5).running


def test_an_entry_belongs_to_the_day_it_starts_on_where_the_business_is() -> None:
    late = entry(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), NOW - 10 * HOUR)
    assert late.day(ZoneInfo("UTC")) == date(2026, 11, 22)
    assert late.day(ZoneInfo("Europe/Berlin")) == date(2026, 11, 23)


def test_an_entry_across_the_change_of_clocks_lasts_as_long_as_it_did() -> None:
    zone = ZoneInfo("Europe/Dublin")
    spring = entry(datetime(2026, 3, 29, 0, 30, tzinfo=zone), datetime(2026, 3, 29, 3, 30, tzinfo=zone))
    autumn = entry(datetime(2026, 10, 25, 0, 30, tzinfo=zone), datetime(2026, 10, 25, 3, 30, tzinfo=zone))
    assert (spring.minutes(NOW), autumn.minutes(NOW)) == (120, 240)


@pytest.mark.parametrize(
    ("start", "says"),
    [(datetime(1899, 12, 31, tzinfo=UTC), "before 1900"), (datetime(2200, 1, 1, tzinfo=UTC), "after 2199")],
)
def test_time_of_another_century_is_no_entry(start: datetime, says: str) -> None:
    with pytest.raises(RuleBroken, match=f"An entry {says} is not a time anybody logged."):
        entry(start, start + HOUR)


def test_a_timer_that_was_forgotten_reaches_sixteen_hours_on_at_most() -> None:
    assert entry(NOW - HOUR, None).reach(NOW) == NOW
    assert entry(NOW - 400 * HOUR, None).reach(NOW) == NOW - 384 * HOUR
    assert entry(NOW, None).reach(NOW - HOUR) == NOW
    assert entry(NOW - HOUR, NOW - HOUR / 2).reach(NOW) == NOW - HOUR / 2


def test_the_audit_that_is_planned_is_the_one_that_runs_or_comes_next() -> None:
    today = date(2026, 11, 23)
    past, runs, later = (Audit.beginning(today + timedelta(days=days)) for days in (-14, -13, 20))
    assert open_audit([past, later, runs], today) == runs
    assert open_audit([past, later, runs.but(closed=True)], today) == later
    assert open_audit([past], today) is None
    assert runs.odd_length() == ""


def test_a_stopped_entry_ends_when_it_was_stopped() -> None:
    assert entry(NOW - HOUR, None).stopped(NOW).end == NOW


def test_only_a_running_entry_can_be_stopped() -> None:
    with pytest.raises(RuleBroken, match=r"^E3 is not running\.$"):
        entry(number=3).stopped(NOW)


def test_a_timer_left_running_overnight_asks_when_it_really_ended() -> None:
    with pytest.raises(RuleBroken, match="say when it really ended"):
        entry(NOW - 17 * HOUR, None).stopped(NOW)


def test_a_running_entry_gives_way_to_the_next() -> None:
    assert switched_off(entry(NOW - HOUR, None), NOW).end == NOW


def test_a_running_entry_that_took_no_time_is_put_away() -> None:
    off = switched_off(entry(NOW, None), NOW)
    assert (off.archived, off.end) == (NOW, None)
    assert logged([off]) == []


def test_continuing_begins_anew_with_the_same_work_and_none_of_the_ratings() -> None:
    old = entry(number=4, activity="a1", tags=("tax",), stress=5, flags=(Flag.DELAYED,), source="toggl")
    new = old.continued(who="tw", at=NOW, zone="Europe/Dublin")
    assert (new.text, new.activity, new.tags, new.who, new.start) == ("Email", "a1", ("tax",), "tw", NOW)
    assert (new.running, new.stress, new.flags, new.source, new.number) == (True, None, (), "", 0)
    assert new.uid != old.uid


def test_the_same_rating_again_takes_it_back() -> None:
    assert entry().rated(4).stress == 4
    assert entry(stress=4).rated(2).stress == 2
    assert entry(stress=4).rated(4).stress is None


@pytest.mark.parametrize("stress", [0, 6])
def test_stress_goes_from_one_to_five(stress: int) -> None:
    with pytest.raises(RuleBroken, match=r"^Stress must be"):
        entry().rated(stress)


def test_the_same_flag_again_takes_it_back() -> None:
    flagged = entry().flagged(Flag.INTERRUPTED).flagged(Flag.DISPLACED)
    assert flagged.flags == (Flag.DISPLACED, Flag.INTERRUPTED)
    assert flagged.flagged(Flag.DISPLACED).flags == (Flag.INTERRUPTED,)


def test_the_timer_and_the_last_end_are_each_persons_own() -> None:
    mine, hers = entry(NOW - HOUR, None), entry(NOW - 2 * HOUR, None, who="tw")
    ended = entry(NOW - 5 * HOUR, NOW - 4 * HOUR)
    away = entry(NOW - 3 * HOUR, NOW - 2 * HOUR, archived=NOW)
    log = [hers, mine, ended, away]
    assert (running_entry(log, "tw"), running_entry(log, "ob"), running_entry(log, "xy")) == (
        hers,
        mine,
        None,
    )
    assert (last_end(log, "ob"), last_end(log, "tw")) == (NOW - 4 * HOUR, None)


def test_the_log_is_in_order_of_time_without_what_was_put_away() -> None:
    first, second, away = entry(NOW - 3 * HOUR), entry(NOW - 2 * HOUR), entry(archived=NOW)
    assert logged([second, away, first]) == [first, second]


def test_days_are_counted_where_the_business_says_or_else_where_the_machine_is() -> None:
    assert zone_of(Business.of(zone="Europe/Dublin"), "UTC").key == "Europe/Dublin"
    assert zone_of(Business(), "UTC").key == "UTC"


@pytest.mark.parametrize(
    ("days", "says"), [(0, "ends before it starts"), (93, "this one has 93 days"), (-1, "ends before")]
)
def test_a_period_that_is_no_audit_is_refused(days: int, says: str) -> None:
    start = date(2026, 3, 2)
    with pytest.raises(RuleBroken, match=says):
        Audit(start=start, end=start + timedelta(days=days - 1)).checked()


@pytest.mark.parametrize(
    ("days", "warning"),
    [
        (1, "this has 1 day."),
        (4, "this has 4 days."),
        (5, ""),
        (14, ""),
        (15, "this has 15 days."),
        (92, "92 days."),
    ],
)
def test_a_short_or_long_audit_is_allowed_with_a_warning(days: int, warning: str) -> None:
    start = date(2026, 3, 2)
    odd = Audit(start=start, end=start + timedelta(days=days - 1)).checked().odd_length()
    assert odd.endswith(warning)
    assert bool(odd) is bool(warning)


@pytest.mark.parametrize(
    ("fields", "hours"),
    [({}, 144), ({"people": ("ob",)}, 72), ({"minutes_per_day": 60}, 18)],
)
def test_an_audit_expects_work_days_times_hours_times_people(fields: dict[str, Any], hours: int) -> None:
    owners = (Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW"))
    business = Business.of(owners=owners, holidays=(date(2026, 3, 4),))
    audit = Audit(start=date(2026, 3, 2), end=date(2026, 3, 13), **fields)
    assert audit.expected_minutes(business) == hours * 60
