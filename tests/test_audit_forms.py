"""An entry and an audit as lines of text: what is not touched stays, what makes no sense is said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audit import Audit, Flag, TimeEntry
from models.business import Business, Owner
from models.document import RuleBroken
from tui.audit_forms import audit_fields, entry_fields, filled_in_audit, filled_in_entry

ZONE = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def entry(start: datetime, end: datetime | None, **fields: object) -> TimeEntry:
    return TimeEntry.of(
        **({"who": "me", "zone": "Europe/Dublin", "text": "filing", "start": start, "end": end} | fields)
    )


def filled(given_entry: TimeEntry, **changes: str) -> TimeEntry:
    values = {field.name: field.value for field in entry_fields(given_entry, "Filing", ZONE)} | changes
    return filled_in_entry(given_entry, values, now=NOW, zone=ZONE)


HOUR = entry(datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2026, 11, 20, 10, tzinfo=UTC))


@given(
    start=st.datetimes(datetime(2026, 10, 24), datetime(2026, 11, 20), timezones=st.just(UTC)),
    seconds=st.integers(1, 16 * 3600),
    stress=st.none() | st.integers(1, 5),
    flags=st.sets(st.sampled_from(Flag)),
    tags=st.lists(st.sampled_from(["paper", "two words", "a,b"]), unique=True),
)
def test_a_form_that_nobody_touched_changes_nothing(
    start: datetime, seconds: int, stress: int | None, flags: set[Flag], tags: list[str]
) -> None:
    given_entry = entry(
        start,
        start + timedelta(seconds=seconds),
        stress=stress,
        flags=tuple(flag for flag in Flag if flag in flags),
        tags=tuple(tags),
    )
    if given_entry.start < given_entry.end:  # type: ignore[operator]  # it has an end
        assert filled(given_entry) == given_entry


def test_an_entry_without_clock_times_keeps_its_day_and_length() -> None:
    clockless = entry(datetime(2026, 11, 20, tzinfo=UTC), None, minutes_only=45)
    assert filled(clockless, text="paper").minutes_only == 45
    assert filled(clockless, length="1h30").minutes_only == 90
    timed = filled(clockless, **{"from": "9:00", "to": "10:30"})
    assert (timed.minutes_only, timed.minutes(NOW), timed.start.hour) == (None, 90, 9)


def test_a_length_says_when_an_entry_ended() -> None:
    assert filled(HOUR, to="", length="25m").end == datetime(2026, 11, 20, 9, 25, tzinfo=UTC)


def test_only_a_length_takes_the_clock_times_away() -> None:
    changed = filled(HOUR, **{"from": "", "to": "", "length": "25m"})
    assert (changed.minutes_only, changed.end) == (25, None)


def test_a_day_can_be_named_and_takes_the_times_along() -> None:
    changed = filled(HOUR, day="yesterday")
    assert (changed.start, changed.end) == (
        HOUR.start + timedelta(days=2),
        datetime(2026, 11, 22, 10, tzinfo=UTC),
    )


def test_an_end_before_the_start_is_past_midnight() -> None:
    changed = filled(HOUR, **{"from": "22:00", "to": "1:00"})
    assert changed.minutes(NOW) == 180


def dublin(hour: int, minute: int) -> datetime:
    """An instant of the night in which Dublin goes through 1:00 to 2:00 twice."""
    return datetime(2026, 10, 25, hour, minute, tzinfo=UTC)


def test_an_entry_in_the_second_pass_of_a_repeated_hour_stays_in_it() -> None:
    given_entry = entry(dublin(1, 15), dublin(1, 45))
    changed = filled(given_entry, to="01:50")
    assert (changed.start, changed.end) == (dublin(1, 15), dublin(1, 50))
    assert filled(given_entry, to="", length="40m").end == dublin(1, 55)


def test_an_entry_across_the_change_of_clocks_can_be_edited() -> None:
    changed = filled(entry(dublin(0, 30), dublin(1, 15)), **{"from": "01:20"})
    assert (changed.start, changed.end) == (dublin(0, 20), dublin(1, 15))


def test_flags_are_letters_or_words_in_any_order() -> None:
    assert filled(HOUR, flags="I, d").flags == (Flag.DISPLACED, Flag.INTERRUPTED)
    assert filled(HOUR, flags="YB").flags == (Flag.BLOCKED, Flag.DELAYED)
    assert filled(HOUR, flags="delayed").flags == (Flag.DELAYED,)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "Text may not be empty."),
        ({"from": ""}, "Say when it began as well"),
        ({"from": "", "to": ""}, "Say from when to when it was"),
        ({"to": ""}, "only a running entry has no “to”"),
        ({"length": "25m"}, "Give “to” or a length, not both."),
        ({"day": ""}, "Say on which day it was"),
        ({"to": "soon"}, "is not a time"),
        ({"stress": "6"}, "is no stress: say 1 calm to 5 dreadful"),
        ({"flags": "Q"}, "is no flag: say D displaced"),
        ({"day": "2026-11-24"}, "2026-11-24"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(changes: dict[str, str], says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        filled(HOUR, **changes)
    assert says in str(refusal.value)


BUSINESS = Business(owners=(Owner.of(key="me", initials="OB"), Owner.of(key="tw", initials="TW")))
AUDIT = Audit(start=date(2026, 11, 23), end=date(2026, 12, 4))


def planned(**changes: str) -> Audit:
    values = {field.name: field.value for field in audit_fields(AUDIT, BUSINESS)} | changes
    return filled_in_audit(AUDIT, values, BUSINESS, today=date(2026, 11, 23))


def test_an_audit_that_nobody_touched_stays_as_it_is() -> None:
    assert planned() == AUDIT


def test_an_audit_names_its_days_people_and_hours() -> None:
    changed = planned(start="tomorrow", end="2026-12-10", people="tw", hours="7.5")
    assert (changed.start, changed.end) == (date(2026, 11, 24), date(2026, 12, 10))
    assert (changed.people, changed.minutes_per_day) == (("tw",), 450)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"hours": "many"}, "is no number"),
        ({"hours": "inf"}, "is no number"),
        ({"people": "XX"}, "No owner has the initials"),
        ({"end": "2026-11-01"}, "The audit ends before it starts."),
        ({"start": "soon"}, "is not a date"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused_in_a_sentence(changes: dict[str, str], says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        planned(**changes)
    assert says in str(refusal.value)
