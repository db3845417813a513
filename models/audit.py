"""The time audit: what was done when, what the same work is called, and what was decided about it."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field

from models.business import Business, Zone, zone_named
from models.document import (
    Document,
    Line,
    RuleBroken,
    Tag,
    Title,
    moment,
    whole_minutes,
)

LONGEST_ENTRY = timedelta(hours=16)


SHORTEST_AUDIT, LONGEST_AUDIT = 5, 14


EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Flag(StrEnum):
    """What an entry did to other work."""

    DISPLACED = "displaced"
    BLOCKED = "blocked"
    DELAYED = "delayed"
    INTERRUPTED = "interrupted"


STRESS = range(1, 6)


def _within_reach(value: datetime) -> datetime:
    if value < EARLIEST:
        raise ValueError("An entry before 1900 is not a time anybody logged.")
    if value >= LATEST:
        raise ValueError("An entry after 2199 is not a time anybody logged.")
    return moment(value)


Instant = Annotated[AwareDatetime, AfterValidator(_within_reach)]
"""A moment of somebody's time, in the years 1900 to 2199."""


class TimeEntry(Document):
    """A stretch of somebody's time on one activity, from its start up to but not including its end."""

    letter: ClassVar[str] = "E"

    who: str
    """The key of the owner whose time it was."""
    start: Instant
    end: Instant | None = None
    """None while the timer runs."""
    minutes_only: int | None = Field(default=None, ge=1, le=960)
    """The length of an entry that has a day but no clock times; `start` is then that day's midnight."""
    zone: Zone
    text: Title
    activity: str | None = None
    """The uid of the activity it is grouped into."""
    card: str | None = None
    """The uid of the card whose timer it was."""
    stress: int | None = Field(default=None, ge=STRESS[0], le=STRESS[-1])
    """1 calm to 5 dreadful; None is unrated, never taken for zero."""
    flags: tuple[Flag, ...] = ()
    tags: tuple[Tag, ...] = ()
    note: Line = ""
    source: Line = ""
    """The program it was imported from, empty for one logged here."""
    source_key: str = ""
    """What that program, or a digest of what it said, calls the entry; importing twice finds it again."""
    archived: AwareDatetime | None = None
    trashed: AwareDatetime | None = None
    """When it went from the archive to the trash, which can be emptied."""

    @property
    def running(self) -> bool:
        """Whether the timer is on it."""
        return self.end is None and self.minutes_only is None

    def reach(self, now: datetime) -> datetime:
        """Returns the moment up to which it counts: its end, or now while it runs, 16 hours on at most.

        A timer that was forgotten would otherwise count the nights as well.
        """
        return self.end or max(self.start, min(now, self.start + LONGEST_ENTRY))

    def minutes(self, now: datetime) -> int:
        """Returns how long it lasted in whole minutes, as far as it reaches while it runs."""
        return self.minutes_only or whole_minutes(self.reach(now) - self.start)

    def day(self, zone: ZoneInfo) -> date:
        """Returns the day it belongs to: the one it starts on."""
        return self.start.astimezone(zone).date()

    def checked(self, now: datetime) -> Self:
        """Returns the entry as it is, when such a stretch of time can have been.

        Raises:
            RuleBroken: it ends before it starts, lasts nothing or over 16 hours, or lies in the future.
        """
        end = self.end or now
        if self.start > now or end > now:
            raise RuleBroken("Time can't be logged before it happens: the entry reaches into the future.")
        if self.end is not None and self.end == self.start:
            raise RuleBroken("The entry starts and ends at the same moment: give it a length.")
        if self.end is not None and self.end < self.start:
            raise RuleBroken("The entry ends before it starts.")
        if self.end is not None and self.end - self.start > LONGEST_ENTRY:
            raise RuleBroken("An entry may last 16 hours at most: say when it really ended.")
        return self

    def stopped(self, at: datetime) -> Self:
        """Returns the entry with the timer stopped.

        Raises:
            RuleBroken: the timer is not running, or ran for no time at all or for over 16 hours.
        """
        if not self.running:
            raise RuleBroken(f"{self.ref} is not running.")
        return self.but(end=at).checked(at)

    def continued(self, *, who: str, at: datetime, zone: str) -> Self:
        """Returns a new entry on the same work with somebody's timer running from a moment on."""
        return self.of(
            who=who,
            start=at,
            zone=zone,
            text=self.text,
            activity=self.activity,
            card=self.card,
            tags=self.tags,
        )

    def rated(self, stress: int | None) -> Self:
        """Returns the entry with a stress rating from 1 to 5; the same one again takes it back."""
        return self.but(stress=None if stress == self.stress else stress)

    def flagged(self, flag: Flag) -> Self:
        """Returns the entry with a flag set, or taken back where it was set."""
        flags = set(self.flags) ^ {flag}
        return self.but(flags=tuple(each for each in Flag if each in flags))

    def put_away(self, *, at: datetime) -> Self:
        """Returns the entry in the archive, where it counts for nothing."""
        return self.but(archived=at)

    def thrown_away(self, *, at: datetime) -> Self:
        """Returns the entry in the trash.

        Raises:
            RuleBroken: it is not in the archive.
        """
        if self.archived is None:
            raise RuleBroken(f"{self.ref} is in the log: archive it first.")
        return self.but(trashed=at)

    def brought_back(self) -> Self:
        """Returns the entry from the archive or the trash; a timer on it ended when it was put away.

        Raises:
            RuleBroken: the timer ran for no time at all, or for over 16 hours.
        """
        if self.archived is None:
            return self
        entry = self.stopped(self.archived) if self.running else self
        return entry.but(archived=None, trashed=None)


class Audit(Document):
    """A period in which the owners log all their time."""

    letter: ClassVar[str] = "U"

    start: date
    end: date
    people: tuple[str, ...] = ()
    """Keys of the owners who take part; empty means all."""
    minutes_per_day: int | None = Field(default=None, ge=30, le=1_440)
    """What each is expected to log on a work day; None takes the business's hours."""
    closed: bool = False

    @classmethod
    def beginning(cls, start: date) -> Self:
        """Makes an audit of two weeks."""
        return cls.of(start=start, end=start + timedelta(days=LONGEST_AUDIT - 1))

    def checked(self) -> Self:
        """Returns the audit as it is, when its period is one.

        Raises:
            RuleBroken: it ends before it starts, or is far from one to two weeks long.
        """
        days = (self.end - self.start).days + 1
        if days < 1:
            raise RuleBroken("The audit ends before it starts.")
        if days > 92:
            raise RuleBroken(f"One to two weeks is the useful length of an audit; this one has {days} days.")
        return self

    def odd_length(self) -> str:
        """Returns a warning when the period is shorter or longer than is useful, else nothing."""
        days = (self.end - self.start).days + 1
        if SHORTEST_AUDIT <= days <= LONGEST_AUDIT:
            return ""
        return f"One to two weeks is the useful length; this has {days} {'day' if days == 1 else 'days'}."

    def expected_minutes(self, business: Business) -> int:
        """Returns what the people should log: work days times hours."""
        heads = len(self.people or business.people)
        minutes = self.minutes_per_day or business.minutes_per_day
        return business.work_days_between(self.start, self.end) * minutes * heads


def logged(entries: Iterable[TimeEntry]) -> list[TimeEntry]:
    """Returns the entries that count, in order of time."""
    counting = (entry for entry in entries if entry.archived is None)
    return sorted(counting, key=lambda entry: (entry.start, entry.number))


def minutes_by_card(entries: Iterable[TimeEntry], now: datetime) -> Counter[str]:
    """Returns the minutes that owners have logged on each card, by its uid."""
    minutes = Counter[str]()
    for entry in logged(entries):
        if entry.card is not None:
            minutes[entry.card] += entry.minutes(now)
    return minutes


def running_entry(entries: Iterable[TimeEntry], who: str) -> TimeEntry | None:
    """Returns the entry on which somebody's timer runs."""
    mine = (entry for entry in entries if entry.running and entry.who == who and entry.archived is None)
    return max(mine, key=lambda entry: entry.start, default=None)


def last_end(entries: Iterable[TimeEntry], who: str) -> datetime | None:
    """Returns when somebody's latest finished entry ended, which is where `last` begins."""
    return max(
        (entry.end for entry in entries if entry.end and entry.who == who and entry.archived is None),
        default=None,
    )


def switched_off(running: TimeEntry, at: datetime) -> TimeEntry:
    """Returns a running entry as it stands once another one starts: stopped, or away if it took no time."""
    return running.stopped(at) if at > running.start else running.put_away(at=at)


def open_audit(audits: Iterable[Audit], today: date) -> Audit | None:
    """Returns the audit that runs or comes next, None when none is planned."""
    open_ones = (audit for audit in audits if audit.end >= today and not audit.closed)
    return min(open_ones, key=lambda audit: audit.start, default=None)


def zone_of(business: Business, assumed: str) -> ZoneInfo:
    """Returns the zone in which the business counts its days, the machine's while none is set."""
    return zone_named(business.zone or assumed)
