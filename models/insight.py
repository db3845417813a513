"""What a time log says: totals, how much of the time it covers, and where the work jams."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.audit import Audit, Flag, TimeEntry, logged
from models.business import Business, Category
from models.document import whole_minutes
from models.estimate import FLAG_WEIGHTS, weighted_hours_per_week

FEWEST_DAYS = 5
"""Tracked work days below which figures carry no verdict; `time-audit.md` §6.1."""
LOG_DAYS = 28
"""Days of the log's end that stand in for an audit: what was done years ago says little of now."""
FAIR_COVERAGE = 0.70
"""Share of the expected hours below which every figure is provisional; §6.5."""
UNRATED_STRESS = 3.0
"""What is assumed, and said to be, where no entry was rated."""


@dataclass(frozen=True)
class Window:
    """The days that figures are computed from, both counted."""

    first: date
    last: date
    audit: Audit | None = None
    """The planned audit, None when the days are those of the log itself."""

    def __contains__(self, day: date) -> bool:
        """Tells whether a day lies inside."""
        return self.first <= day <= self.last


def window(audits: Iterable[Audit], days: Collection[date], *, today: date) -> Window | None:
    """Returns the latest audit in which something is logged, else the last four weeks of the log.

    Without a log there is none, unless an audit has begun.

    Args:
        audits: the audits there are.
        days: the days on which something is logged.
        today: the day it is.
    """
    begun = [audit for audit in audits if audit.start <= today]
    used = [audit for audit in begun if any(audit.start <= day <= audit.end for day in days)]
    if used or (begun and not days):
        audit = max(used or begun, key=lambda audit: (audit.start, audit.number))
        return Window(audit.start, min(audit.end, today), audit)
    if not days:
        return None
    last = max(days)
    return Window(max(min(days), last - timedelta(days=LOG_DAYS - 1)), last)


def earliest_needed(audits: Iterable[Audit], last: date) -> date:
    """Returns the first day that `window` can begin on, for whoever reads no more of a long log than that.

    Args:
        audits: the audits there are.
        last: the last day on which something is logged.
    """
    return min([*(audit.start for audit in audits), last - timedelta(days=LOG_DAYS - 1)])


@dataclass(frozen=True)
class Coverage:
    """How much of the time that should be logged is."""

    window: Window
    logged_minutes: int
    expected_minutes: int
    tracked_days: int
    """Work days with an entry."""
    weeks: float
    """Tracked work days over work days a week, W of `time-audit.md` §6.1."""

    @property
    def share(self) -> float:
        """Logged over expected time, as a fraction."""
        return self.logged_minutes / self.expected_minutes if self.expected_minutes else 0.0

    @property
    def too_early(self) -> bool:
        """Whether there are too few days for a verdict."""
        return self.tracked_days < FEWEST_DAYS

    @property
    def provisional(self) -> bool:
        """Whether too little of the expected time is logged to trust the figures."""
        return self.share < FAIR_COVERAGE


def by_day(entries: Iterable[TimeEntry], zone: ZoneInfo) -> dict[date, list[TimeEntry]]:
    """Returns the entries that count by the day they belong to, each day's in order of time."""
    days: dict[date, list[TimeEntry]] = {}
    for entry in logged(entries):
        days.setdefault(entry.day(zone), []).append(entry)
    return days


def union_minutes(entries: Iterable[TimeEntry], now: datetime) -> int:
    """Returns how long entries last together; where one person's overlap, the time counts once."""
    total = 0
    spans: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for entry in entries:
        if entry.minutes_only is not None:
            total += entry.minutes_only
        else:
            spans[entry.who].append((entry.start, max(entry.start, entry.reach(now))))
    length = timedelta()
    for own in spans.values():
        reached: datetime | None = None
        for start, end in sorted(own):
            length += max(timedelta(), end - (start if reached is None else max(start, reached)))
            reached = end if reached is None else max(reached, end)
    return total + whole_minutes(length)


def coverage(
    entries: Iterable[TimeEntry], span: Window, business: Business, *, now: datetime, zone: ZoneInfo
) -> Coverage:
    """Returns how much of a window is logged.

    Without a planned audit the people are those who logged anything, at the business's usual hours.
    """
    days = {day: found for day, found in by_day(entries, zone).items() if day in span}
    inside = [entry for found in days.values() for entry in found]
    tracked = sum(map(business.is_work_day, days))
    people = tuple(sorted({entry.who for entry in inside}))
    plan = span.audit or Audit(start=span.first, end=span.last, people=people)
    reached = plan.but(end=span.last)
    return Coverage(
        window=span,
        logged_minutes=union_minutes(inside, now),
        expected_minutes=reached.expected_minutes(business),
        tracked_days=tracked,
        weeks=tracked / max(1, len(business.work_days)),
    )


@dataclass(frozen=True)
class Tally:
    """What a window's entries say of one activity."""

    activity: Activity
    entries: tuple[TimeEntry, ...]
    minutes: int
    share: float
    """Of all logged time, as a fraction."""
    stress: float
    """Mean of the rated entries, weighted by their length."""
    rated: int
    flags: Mapping[Flag, int]
    """Entries that carry each flag."""
    flag_weighted_minutes: float
    flagged_days: tuple[date, ...]

    @property
    def stress_assumed(self) -> bool:
        """Whether no entry was rated, so that the stress is a guess."""
        return self.rated == 0

    @property
    def hours(self) -> float:
        """The time in hours."""
        return self.minutes / 60


def tallies(
    activities: Iterable[Activity],
    entries: Iterable[TimeEntry],
    span: Window,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> list[Tally]:
    """Returns a tally for each activity that has entries in the window, longest first."""
    inside = [entry for entry in logged(entries) if entry.day(zone) in span]
    total = union_minutes(inside, now)
    groups: dict[str | None, list[TimeEntry]] = defaultdict(list)
    for entry in inside:
        groups[entry.activity].append(entry)
    found = [
        _tally(activity, groups[activity.uid], total, now=now, zone=zone)
        for activity in activities
        if activity.archived is None and activity.uid in groups
    ]
    return sorted(found, key=lambda tally: (-tally.minutes, tally.activity.number))


def _tally(
    activity: Activity, entries: list[TimeEntry], total: int, *, now: datetime, zone: ZoneInfo
) -> Tally:
    minutes = union_minutes(entries, now)
    rated = [entry for entry in entries if entry.stress is not None]
    weight = sum(entry.minutes(now) for entry in rated)
    stress = sum((entry.stress or 0) * entry.minutes(now) for entry in rated)
    flagged = [entry for entry in entries if entry.flags]
    return Tally(
        activity=activity,
        entries=tuple(entries),
        minutes=minutes,
        share=minutes / total if total else 0.0,
        stress=stress / weight if weight else UNRATED_STRESS,
        rated=len(rated) if weight else 0,
        flags=Counter(flag for entry in entries for flag in entry.flags),
        flag_weighted_minutes=sum(
            entry.minutes(now) * max(FLAG_WEIGHTS[flag] for flag in entry.flags) for entry in flagged
        ),
        flagged_days=tuple(sorted({entry.day(zone) for entry in flagged})),
    )


@dataclass(frozen=True)
class Evidence:
    """One test of the bottleneck rule with the number it was held against."""

    met: bool
    says: str


@dataclass(frozen=True)
class Bottleneck:
    """Whether work jams at an activity, and what shows it; `domain.md` §2.3 with design §4."""

    tally: Tally
    tests: tuple[Evidence, ...]
    met: bool
    weighted_hours_per_week: float

    @property
    def reasons(self) -> list[str]:
        """The tests that were met, in words."""
        return [test.says for test in self.tests if test.met]

    @property
    def near_misses(self) -> list[str]:
        """The tests that were not, each with its number beside the threshold."""
        return [test.says for test in self.tests if not test.met]


def bottleneck(tally: Tally, business: Business, weeks: float) -> Bottleneck:
    """Returns the bottleneck rule applied to one activity."""
    limit = business.thresholds
    per_cent, stress = round(tally.share * 100, 1), round(tally.stress, 1)  # held against the limit as shown
    core = business.rolled_up(tally.activity.category) is Category.CORE
    delayed = sum(Flag.DELAYED in entry.flags or Flag.BLOCKED in entry.flags for entry in tally.entries)
    cut_in = sum(Flag.INTERRUPTED in entry.flags or Flag.DISPLACED in entry.flags for entry in tally.entries)
    tests = (
        Evidence(
            met=not core and per_cent >= limit.share,
            says=f"{per_cent:g} % of logged time, core work"
            if core
            else _against(f"{per_cent:g} % of logged time", per_cent, limit.share, " %"),
        ),
        Evidence(
            met=tally.rated >= limit.rated and stress >= limit.stress,
            says="no stress rated"
            if tally.stress_assumed
            else f"stress rated {tally.rated}×, {limit.rated} needed"
            if tally.rated < limit.rated
            else _against(f"stress {stress:.1f}", stress, limit.stress),
        ),
        Evidence(
            met=delayed >= limit.delayed,
            says=_against(f"delayed or blocked {delayed}×", delayed, limit.delayed),
        ),
        Evidence(
            met=cut_in >= limit.interrupted,
            says=_against(f"interrupted or displaced {cut_in}×", cut_in, limit.interrupted),
        ),
    )
    return Bottleneck(
        tally=tally,
        tests=tests,
        met=sum(test.met for test in tests) >= limit.tests_met,
        weighted_hours_per_week=weighted_hours_per_week(tally.flag_weighted_minutes / 60, tally.stress, weeks)
        if weeks
        else 0.0,
    )


def _against(says: str, value: float, limit: float, unit: str = "") -> str:
    return says if value >= limit else f"{says} < {limit:g}{unit}"


def bottlenecks(tallied: Iterable[Tally], business: Business, weeks: float) -> list[Bottleneck]:
    """Returns every activity under the bottleneck rule: those that meet it first, then by weighted hours."""
    found = [bottleneck(tally, business, weeks) for tally in tallied]
    return sorted(
        found,
        key=lambda jam: (
            not jam.met,
            -jam.weighted_hours_per_week,
            -len(jam.tally.flagged_days),
            -jam.tally.minutes,
        ),
    )
