"""Who keeps the work waiting: how long it waits for the owners, and how long for those who help."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.board import Card, Column
from models.card_parts import Party
from models.dates import monday_of
from models.document import whole_minutes
from models.flow import Spread, stays

FEWEST_WAITS = 3
"""Waits on a side below which nothing is said about it."""


@dataclass(frozen=True)
class Latency:
    """How long work waited, in minutes by the clock, nights included.

    Attributes:
        ours: for an owner, in a wait or in Review.
        theirs: for the helper, in a wait.
    """

    ours: Spread
    theirs: Spread

    @property
    def is_known(self) -> bool:
        """Whether there were enough waits on both sides to compare them."""
        return min(self.ours.n, self.theirs.n) >= FEWEST_WAITS

    @property
    def owners_are_slower(self) -> bool:
        """Whether the owners keep work waiting longer than the helpers do."""
        if not self.is_known or self.ours.median is None or self.theirs.median is None:
            return False
        return self.ours.median > self.theirs.median


def latency(cards: Iterable[Card], *, now: datetime) -> Latency:
    """Returns how long cards have waited for each side; a wait that goes on counts up to now."""
    return _measured(wait for card in cards for wait in _waits(card, now))


def latency_by_week(cards: Iterable[Card], *, now: datetime, zone: ZoneInfo) -> dict[date, Latency]:
    """Returns the same for the waits that began in each week, by its Monday, the earliest first."""
    weeks: dict[date, list[_Wait]] = defaultdict(list)
    for card in cards:
        for wait in _waits(card, now):
            weeks[monday_of(wait.since.astimezone(zone).date())].append(wait)
    return {week: _measured(weeks[week]) for week in sorted(weeks)}


@dataclass(frozen=True)
class _Wait:
    since: datetime
    minutes: int
    is_ours: bool


def _waits(card: Card, now: datetime) -> Iterator[_Wait]:
    if card.merged_into is not None:
        return
    for wait in card.waits:
        if wait.on in (Party.OWNER, Party.HELPER):
            yield _Wait(wait.at, whole_minutes((wait.until or now) - wait.at), wait.on is Party.OWNER)
    for stay in stays(card):
        if stay.column is Column.REVIEW:
            yield _Wait(stay.start, whole_minutes((stay.end or now) - stay.start), True)


def _measured(waits: Iterable[_Wait]) -> Latency:
    known = list(waits)
    return Latency(
        Spread.among(wait.minutes for wait in known if wait.is_ours),
        Spread.among(wait.minutes for wait in known if not wait.is_ours),
    )
