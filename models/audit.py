"""The time audit: what was done when, what the same work is called, and what was decided about it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar, Protocol, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, AwareDatetime, Field

from models.business import Business, Category, Zone, zone_named
from models.document import (
    LONGEST_NAME,
    Document,
    Line,
    Record,
    RuleBroken,
    Tag,
    Title,
    moment,
    whole_minutes,
)
from models.grouping import key

LONGEST_ENTRY = timedelta(hours=16)
SHORTEST_AUDIT, LONGEST_AUDIT = 5, 14
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Flag(StrEnum):
    """What an entry did to other work."""

    DISPLACED = "displaced"
    BLOCKED = "blocked"
    DELAYED = "delayed"
    INTERRUPTED = "interrupted"


class Verdict(StrEnum):
    """What an owner decides about an activity or a card."""

    DELEGATE = "delegate"
    AUTOMATE = "automate"
    DROP = "drop"
    KEEP = "keep"
    LATER = "later"


class Decision(Record):
    """A verdict, who took it, when and why."""

    verdict: Verdict
    at: AwareDatetime
    who: str = ""
    reason: Line = ""


class Keep(StrEnum):
    """Why an activity stays with the owner, or that it need not."""

    FREE = "free"
    """Anybody may do it, whatever its category."""
    CORE = "core"
    LEGAL = "legal"
    RELATIONSHIP = "relationship"
    JUDGEMENT = "judgement"
    DEVELOPMENT = "development"


class Confidentiality(StrEnum):
    """How far the facts an activity works on may travel."""

    OPEN = "open"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"


Percent = Annotated[int, Field(ge=0, le=100)]

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
        return self.of(who=who, start=at, zone=zone, text=self.text, activity=self.activity, tags=self.tags)

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


class Activity(Document):
    """What entries are grouped into: the same work in whatever words, and what handing it over rests on."""

    letter: ClassVar[str] = "A"

    name: Title
    aliases: tuple[str, ...] = ()
    """Keys of other wordings that were merged into this activity."""
    never_merge: tuple[str, ...] = ()
    """Uids of activities that the owner said are something else."""
    category: Line | None = None
    keep: Keep | None = None
    """What the owner said; None follows the category: core and personal development stay."""
    confidentiality: Confidentiality = Confidentiality.OPEN
    per_year: int | None = Field(default=None, ge=1, le=5_000)
    """How often a year, when the owner says; None counts the entries instead."""
    one_off: bool = False
    rule_like: bool = False
    """The work goes the same way every time."""
    nobody_would_miss: bool = False
    skill_gap: Percent = 0
    """0 the owner is the expert, 100 the owner lacks the skill."""
    delegable_share: Annotated[int, Field(ge=1, le=100)] = 100
    """Per cent of the work that can be handed over."""
    helper_rate: int | None = Field(default=None, ge=0)
    """What an hour of help with it costs, in minor units; None takes the business's default."""
    onboarding_minutes: int | None = Field(default=None, ge=0, le=60_000)
    """What showing it to somebody takes of each side; None takes thirty times its length, 8 hours at most."""
    tools_cost: int = Field(default=0, ge=0)
    """What programs for it cost a year, in minor units."""
    speed: int | None = Field(default=None, ge=10, le=500)
    """Helper's minutes for each hundred of the owner's; None follows the skill gap."""
    decision: Decision | None = None
    archived: AwareDatetime | None = None

    @classmethod
    def named(cls, text: str, category: str | None = None) -> Self:
        """Makes the activity of which this text is the first entry."""
        name = text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + "…"
        return cls.of(name=name, aliases=(key(text),), category=category)

    @property
    def wordings(self) -> frozenset[str]:
        """The grouping keys of every wording this activity goes by."""
        return frozenset((key(self.name), *self.aliases))

    def kept_for(self, business: Business) -> Keep | None:
        """Returns why all of it stays with the owner, None when part of it may be handed over."""
        if self.delegable_share < 100 or self.keep is Keep.FREE:
            return None
        if self.keep is None:
            kind = business.rolled_up(self.category)
            return {Category.CORE: Keep.CORE, Category.PERSONAL: Keep.DEVELOPMENT}.get(kind) if kind else None
        return self.keep

    def absorbing(self, other: Self) -> Self:
        """Returns this activity with another one's wordings; its entries are re-linked by the caller."""
        aliases = dict.fromkeys((*self.aliases, key(other.name), *other.aliases))
        never = tuple(
            uid for uid in (*self.never_merge, *other.never_merge) if uid not in (self.uid, other.uid)
        )
        return self.but(aliases=tuple(aliases), never_merge=never, category=self.category or other.category)

    def unlike(self, other: Self) -> Self:
        """Returns this activity knowing that another one is something else."""
        return self.but(never_merge=tuple(dict.fromkeys((*self.never_merge, other.uid))))

    def decided(self, verdict: Verdict, *, at: datetime, who: str = "", reason: str = "") -> Self:
        """Returns the activity with a decision on it.

        Raises:
            RuleBroken: it is to be delegated though something says that only the owner may do it.
        """
        if verdict in (Verdict.DELEGATE, Verdict.AUTOMATE):
            if self.confidentiality is Confidentiality.RESTRICTED:
                raise RuleBroken(f"“{self.name}” is restricted: press e and change that first, or keep it.")
            if self.keep not in (None, Keep.FREE) and self.delegable_share == 100:
                raise RuleBroken(
                    f"“{self.name}” is marked “only me: {self.keep}”: press e and change that first."
                )
        return self.but(decision=Decision(verdict=verdict, at=at, who=who, reason=reason))


class Audit(Document):
    """A period in which the owners log all their time."""

    letter: ClassVar[str] = "T"

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


def by_key(activities: Iterable[Activity]) -> dict[str, Activity]:
    """Returns the activities by every wording they go by; entries with an equal key are the same work."""
    found: dict[str, Activity] = {}
    for activity in activities:
        if activity.archived is None:
            for each in activity.wordings:
                found.setdefault(each, activity)
    return found


def merged(kept: Activity, other: Activity, *, at: datetime) -> tuple[Activity, Activity]:
    """Returns two activities as one: the one that stays and the other put away; see `relinked` for the rest.

    Raises:
        RuleBroken: they are one activity already.
    """
    if kept.uid == other.uid:
        raise RuleBroken(f"These are the same work already: {kept.ref} {kept.name[:LONGEST_NAME]}.")
    return kept.absorbing(other), other.but(archived=at)


class _Linked(Protocol):
    @property
    def activity(self) -> str | None: ...

    def but(self, **changes: object) -> Self: ...


L = TypeVar("L", bound=_Linked)


def relinked(linked: Iterable[L], kept: Activity, other: Activity) -> list[L]:
    """Returns the entries or cards of an activity as they stand once it is merged into another one."""
    return [each.but(activity=kept.uid) for each in linked if each.activity == other.uid]


def category_among(tags: Iterable[str], business: Business) -> str | None:
    """Returns the category that one of an entry's tags names in full."""
    return next((tag for tag in tags if tag in business.category_names), None)


def zone_of(business: Business, assumed: str) -> ZoneInfo:
    """Returns the zone in which the business counts its days, the machine's while none is set."""
    return zone_named(business.zone or assumed)
