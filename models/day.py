"""One day of a time log as blocks, and what in it needs repair."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.audit import TimeEntry
from models.business import Category
from models.grouping import alike_pairs
from models.insight import union_minutes

CELL_MINUTES = 15
SHORTEST_GAP = timedelta(minutes=CELL_MINUTES)
LONG_ENTRY = timedelta(hours=4)


class Problem(StrEnum):
    """What can be wrong with a day's log without anything being wrong with the file."""

    GAP = "gap"
    OVERLAP = "overlap"
    LONG = "over 4 h"
    OPEN = "still open"
    NO_CATEGORY = "no category"


@dataclass(frozen=True)
class DayEntry:
    """An entry of a day with the problems it has; a gap belongs to the entry behind it."""

    entry: TimeEntry
    problems: tuple[Problem, ...] = ()
    gap: timedelta = timedelta()
    """The unlogged time just before the entry."""


def day_lines(
    entries: Iterable[TimeEntry],
    *,
    before: Iterable[TimeEntry] = (),
    categorised: Container[str | None],
    now: datetime,
    zone: ZoneInfo,
) -> list[DayEntry]:
    """Returns one day's entries in order, each with its problems.

    Args:
        entries: the day's entries, in order of start.
        before: the entries of the day before, which may reach past midnight.
        categorised: uids of the activities that have a category.
        now: the moment up to which a running entry reaches.
        zone: the zone the day is counted in.
    """
    lines: list[DayEntry] = []
    busy_until: dict[str, datetime] = {}
    for entry in before:
        if entry.minutes_only is None:
            busy_until[entry.who] = max(entry.reach(now), busy_until.get(entry.who, entry.start))
    begun: set[str] = set()
    for entry in entries:
        found: list[Problem] = []
        gap = timedelta()
        if entry.minutes_only is None:
            free_from = busy_until.get(entry.who)
            end = entry.reach(now)
            if free_from is not None and entry.start < free_from:
                found.append(Problem.OVERLAP)
            elif free_from is not None and entry.who in begun and entry.start - free_from >= SHORTEST_GAP:
                gap = entry.start - free_from
                found.append(Problem.GAP)
            begun.add(entry.who)
            if end - entry.start > LONG_ENTRY:
                found.append(Problem.LONG)
            if entry.running and entry.day(zone) < now.astimezone(zone).date():
                found.append(Problem.OPEN)
            busy_until[entry.who] = max(end, free_from or end)
        if entry.activity not in categorised:
            found.append(Problem.NO_CATEGORY)
        lines.append(DayEntry(entry, tuple(found), gap))
    return lines


def next_problem(
    days: Mapping[date, Sequence[TimeEntry]],
    *,
    after: tuple[date, str | None],
    categorised: Container[str | None],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[date, DayEntry] | None:
    """Returns the next line that needs repair and its day, beginning again at the first day after the last.

    Args:
        days: the entries to look among, by day.
        after: the day and the uid of the entry to go on from; None for the uid starts with the day's first.
        categorised: uids of the activities that have a category.
        now: the moment up to which a running entry reaches.
        zone: the zone the days are counted in.
    """
    day, uid = after
    order = sorted(days)
    waiting: list[tuple[date, DayEntry]] = []
    for each in [*(one for one in order if one >= day), *(one for one in order if one < day)]:
        before = days.get(each - timedelta(days=1), ())
        lines = day_lines(days[each], before=before, categorised=categorised, now=now, zone=zone)
        if each == day:
            past = next((n for n, line in enumerate(lines, 1) if line.entry.uid == uid), 0)
            waiting = [(each, line) for line in lines[:past]]
            lines = lines[past:]
        for line in lines:
            if line.problems:
                return each, line
    return next(((each, line) for each, line in waiting if line.problems), None)


def same_work(activities: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Yields the pairs of activities whose names are so close that they may be one, save those ruled out."""
    known = {activity.uid: activity for activity in activities if activity.archived is None}
    for first, second in alike_pairs({uid: activity.name for uid, activity in known.items()}):
        one, other = known[first], known[second]
        if second not in one.never_merge and first not in other.never_merge:
            yield one, other


def minutes_by_category(
    entries: Iterable[TimeEntry], kinds: Mapping[str | None, Category | None], now: datetime
) -> dict[Category | None, int]:
    """Returns the minutes of each category, and of None for what has none.

    Args:
        entries: what is counted.
        kinds: the category of each activity by its uid.
        now: the moment up to which a running entry reaches.
    """
    groups: dict[Category | None, list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        groups[kinds.get(entry.activity)].append(entry)
    return {kind: union_minutes(group, now) for kind, group in groups.items()}


def cells(
    entries: Sequence[TimeEntry], day: date, *, now: datetime, zone: ZoneInfo, first_hour: int, hours: int
) -> list[tuple[TimeEntry, ...]]:
    """Returns for each quarter of an hour of a day the entries that fill the better part of it.

    Where a change of clocks repeats an hour, its cells show the first pass, or the second if that is free.

    Args:
        entries: the entries to look among.
        day: the day, counted in `zone`.
        now: the moment up to which a running entry reaches.
        zone: the zone the day is counted in.
        first_hour: the clock hour of the first cell.
        hours: how many hours the cells cover.
    """
    timed = [(entry.start, entry.reach(now), entry) for entry in entries if entry.minutes_only is None]
    midnight = datetime.combine(day, time())
    row = []
    for n in range(hours * 60 // CELL_MINUTES):
        middle = midnight + timedelta(hours=first_hour, minutes=n * CELL_MINUTES + CELL_MINUTES / 2)
        found = (
            [entry for start, end, entry in timed if start <= at < end] for at in _instants(middle, zone)
        )
        row.append(tuple(next(filter(None, found), ())))
    return row


def _instants(clock: datetime, zone: ZoneInfo) -> list[datetime]:
    """Returns when a clock shows a time: twice in an hour that is repeated, never in one that is skipped."""
    both = {clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(at for at in both if at.astimezone(zone).replace(tzinfo=None, fold=0) == clock)


def overlapping(entry: TimeEntry, others: Iterable[TimeEntry], now: datetime) -> bool:
    """Tells whether an entry shares time with another one of the same person."""
    if entry.minutes_only is not None:
        return False
    end = entry.reach(now)
    return any(
        other.uid != entry.uid
        and other.who == entry.who
        and other.minutes_only is None
        and other.start < end
        and entry.start < other.reach(now)
        for other in others
    )
