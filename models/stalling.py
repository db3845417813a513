"""When a card has stood in its column for too long; `domain.md` §2.6."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.board import COLUMNS, Card, Column
from models.business import Business
from models.flow import USUAL, Stay, percentile, stays

STALL_DAYS = 5
"""Work days in one column that are nothing unusual."""
FEWEST_STAYS = 10
"""Finished stays that a column must have seen before they say what is usual in it."""
_FAR_BACK = 5_000
"""Days that are looked back at most; a business that never works stalls nothing."""


def stood(card: Card, business: Business, *, now: datetime, zone: ZoneInfo) -> int:
    """Returns the work days that a card has been in its column, that of its coming not counted."""
    if card.since is None:
        return 0
    return Stay(card.column, card.since, None, moved_on=False).work_days(business, now=now, zone=zone)


def stalled_after(
    cards: Iterable[Card], business: Business, zone: ZoneInfo, *, before: date = date.max
) -> dict[Column, int]:
    """Returns for each column the work days beyond which a card in it is stalled.

    These are five, or what is usual for the column where enough cards have passed it.

    Args:
        cards: all cards, the archived ones included.
        business: knows the work days.
        zone: in which its days are counted.
        before: the day from which stays that end do not count.
    """
    lengths: dict[Column, list[int]] = defaultdict(list)
    for card in cards:
        for stay in stays(card) if card.moves else ():
            if stay.end is None or not stay.moved_on or stay.column is Column.DONE:
                continue
            if stay.end.astimezone(zone).date() < before:
                lengths[stay.column].append(stay.work_days(business, now=stay.end, zone=zone))
    return {
        column: max(STALL_DAYS, percentile(known, USUAL)) if len(known) >= FEWEST_STAYS else STALL_DAYS
        for column in COLUMNS
        for known in (lengths[column],)
    }


class Stalling:
    """Tells which cards are stalled on one day.

    What is usual is what it was when the day began, so that it stands however often cards are moved; it is
    found when a card first makes it matter, and asking for more cards then costs next to nothing.

    Args:
        cards: all cards, the archived ones included; looked through once, if at all.
        business: knows the work days.
        now: a moment of the day.
        zone: in which days are counted.
    """

    def __init__(self, cards: Iterable[Card], business: Business, *, now: datetime, zone: ZoneInfo) -> None:
        self._cards, self._business, self._zone = cards, business, zone
        self._today = now.astimezone(zone).date()

    def holds(self, card: Card) -> bool:
        """Tells whether a card is stalled; waiting and snoozed ones are no exception, done ones never are."""
        since = card.since
        if since is None or card.column is Column.DONE or card.archived is not None:
            return False
        return since < self._doubtful and since < self._edges[card.column]

    @cached_property
    def after(self) -> Mapping[Column, int]:
        """The work days beyond which a card is stalled, by column."""
        return stalled_after(self._cards, self._business, self._zone, before=self._today)

    @cached_property
    def _doubtful(self) -> datetime:
        return self._edge(STALL_DAYS)

    @cached_property
    def _edges(self) -> Mapping[Column, datetime]:
        edges = {days: self._edge(days) for days in set(self.after.values())}
        return {column: edges[days] for column, days in self.after.items()}

    def _edge(self, days: int) -> datetime:
        """Returns the moment before which a card has to have come to have stood for more work days."""
        day, left = self._today, days + 1
        for _ in range(_FAR_BACK):
            left -= self._business.is_work_day(day)
            if not left:
                return datetime.combine(day, time(), self._zone)
            day -= timedelta(days=1)
        return datetime.min.replace(tzinfo=self._zone)
