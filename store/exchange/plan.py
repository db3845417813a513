"""What an import would change, shown before it is done, and the doing of it as one step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import zip_longest
from zoneinfo import ZoneInfo

from models.activity import Activity, by_key, category_among
from models.audit import TimeEntry, logged, running_entry
from models.business import Business
from models.document import RuleBroken, cleaned
from models.entry_line import grouped
from models.grouping import key
from store.exchange.draft import Draft, Reading, Skipped
from store.workspace import Workspace


class State(StrEnum):
    """How a new entry sits among those that are there."""

    NEW = "new"
    OVERLAPS = "overlaps"


@dataclass(frozen=True)
class Planned:
    """An entry that an import would add."""

    line: int
    entry: TimeEntry
    """Not yet linked to its activity."""
    activity: Activity
    """What it would be grouped into, existing or to be made."""
    state: State = State.NEW


@dataclass(frozen=True)
class ImportPlan:
    """What an import would change."""

    format: str
    new: tuple[Planned, ...]
    known: int
    """Entries that an earlier import brought, archived ones too."""
    running: int
    """Entries that still run in the other program and are left there."""
    skipped: tuple[Skipped, ...]
    minutes: int
    """Of the new entries together, counting overlaps twice."""

    @property
    def overlapping(self) -> int:
        """How many of the new entries share time with another one."""
        return sum(row.state is State.OVERLAPS for row in self.new)


def plan(
    desk: Workspace,
    reading: Reading,
    *,
    who: str,
    now: datetime,
    zone: ZoneInfo,
    with_running: bool = False,
) -> ImportPlan:
    """Returns what importing a file would do; nothing is changed.

    Args:
        desk: the workspace.
        reading: the foreign file.
        who: the key of the owner whose time it was.
        now: an aware instant; what lies beyond it is skipped.
        zone: the zone that the entries are said to have been made in.
        with_running: takes the last running entry over, unless a timer of this owner runs already.
    """
    entries = list(desk.entries)
    taken = _taken_over(reading, entries, who) if with_running else ()
    seen = _source_keys(entries)
    groups = _Groups(desk)
    new: list[Planned] = []
    skipped, known = list(reading.skipped), 0
    for draft in (*reading.drafts, *taken):
        if (draft.source, draft.key) in seen:
            known += 1
            continue
        try:
            entry = _entry(draft, who, zone).checked(now)
        except RuleBroken as broken:
            skipped.append(Skipped(draft.line, str(broken)))
            continue
        seen.add((draft.source, draft.key))
        new.append(Planned(draft.line, entry, groups.take(entry)))
    return ImportPlan(
        format=reading.format,
        new=_with_overlaps(new, entries, who, now),
        known=known,
        running=len(reading.running) - len(taken),
        skipped=tuple(sorted(skipped, key=lambda row: row.line)),
        minutes=sum(row.entry.minutes(now) for row in new),
    )


def carry_out(desk: Workspace, plan: ImportPlan) -> int:
    """Adds a plan's entries as one undoable step; returns how many there were.

    Entries that came in by another session since the plan was made are left out, and so is a running one
    when a timer was started since.

    Raises:
        StoreError: nothing was saved.
    """
    if not plan.new:
        return 0
    count = len(plan.new)
    label = f"Import {count:,} {'entry' if count == 1 else 'entries'} from {plan.format}"
    with desk.transaction(label) as desk:
        there, groups = list(desk.entries), _Groups(desk)
        seen = _source_keys(there)
        entries = [
            entry.but(activity=groups.take(entry).uid)
            for entry in (row.entry for row in plan.new)
            if (entry.source, entry.source_key) not in seen
            and not (entry.running and running_entry(there, entry.who))
        ]
        desk.activities.put_all(groups.changed)
        desk.entries.put_all(entries)
    return len(entries)


class _Groups:
    """The activities as an import finds and extends them."""

    def __init__(self, desk: Workspace) -> None:
        self._business: Business = desk.business
        self._known = by_key(desk.activities)
        self._changed: dict[str, Activity] = {}

    def take(self, entry: TimeEntry) -> Activity:
        """Returns the activity of an entry, from now on known with the category it may have gained."""
        before = self._known.get(key(entry.text))
        activity = grouped(entry.text, category_among(entry.tags, self._business), self._known)
        if activity is not before:
            self._changed[activity.uid] = activity
            free = (each for each in activity.wordings if self._known.get(each, before) is before)
            self._known.update(dict.fromkeys(free, activity))
        return activity

    @property
    def changed(self) -> list[Activity]:
        """The activities that are new or have a category now."""
        return list(self._changed.values())


def _source_keys(entries: Iterable[TimeEntry]) -> set[tuple[str, str]]:
    return {(entry.source, entry.source_key) for entry in entries if entry.source_key}


def _taken_over(reading: Reading, entries: Iterable[TimeEntry], who: str) -> tuple[Draft, ...]:
    if not reading.running or running_entry(entries, who):
        return ()
    return (max(reading.running, key=lambda draft: draft.start),)


def _entry(draft: Draft, who: str, zone: ZoneInfo) -> TimeEntry:
    return TimeEntry.of(
        who=who,
        start=draft.start,
        end=draft.end,
        zone=zone.key,
        text=draft.title,
        tags=tuple(tag for tag in draft.tags if cleaned(tag).strip()),
        note=draft.note,
        source=draft.source,
        source_key=draft.key,
    )


def _with_overlaps(
    new: Sequence[Planned], entries: Iterable[TimeEntry], who: str, now: datetime
) -> tuple[Planned, ...]:
    """Returns the new entries, marked where they share time with another one of the same person.

    The rule is that of `models.day.overlapping`; here it is applied to all at once, in order of start.
    """
    there = (entry for entry in logged(entries) if entry.who == who and entry.minutes_only is None)
    line = sorted([*there, *(row.entry for row in new)], key=lambda entry: entry.start)
    overlapping: set[str] = set()
    reached = datetime.min.replace(tzinfo=UTC)
    for entry, following in zip_longest(line, line[1:]):
        end = entry.reach(now)
        if entry.start < reached or (following is not None and following.start < end):
            overlapping.add(entry.uid)
        reached = max(reached, end)
    return tuple(replace(row, state=State.OVERLAPS) if row.entry.uid in overlapping else row for row in new)
