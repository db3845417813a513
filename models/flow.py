"""How work flows over the board: stays, ages, how long work takes and how much gets done.

Everything follows from when a card was made, moved, archived and made to wait.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from statistics import median
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from models.board import COLUMNS, Card, Column
from models.business import Business
from models.dates import monday_of
from models.document import whole_minutes

USUAL = 85
"""The percentile up to which a length is usual; `domain.md` §2.6."""
_DAY = timedelta(days=1)


class Stay(NamedTuple):
    """A stretch of time that a card spent in one column.

    Attributes:
        column: the column.
        start: when it came.
        end: when it left the column or the board, None while it is there.
        moved_on: whether it went on to another column.
    """

    column: Column
    start: datetime
    end: datetime | None
    moved_on: bool

    def work_days(self, business: Business, *, now: datetime, zone: ZoneInfo) -> int:
        """Returns the work days it has lasted, that of its beginning not counted."""
        first, last = self.start.astimezone(zone).date(), (self.end or now).astimezone(zone).date()
        return business.work_days_between(first + _DAY, last) if first < last else 0


def begun(card: Card) -> datetime | None:
    """Returns when a card came to the board; moves from before it was saved here count, too."""
    return min(filter(None, (card.created, card.moves[0].at if card.moves else None)), default=None)


def left(card: Card) -> datetime | None:
    """Returns when a card left the board undone, None for one that is there or has reached Done."""
    return None if card.column is Column.DONE and card.merged_into is None else card.archived


def stays(card: Card) -> list[Stay]:
    """Returns where a card has been, oldest first; nothing for one that was never saved.

    A clock that was set back makes a stay empty, never negative.
    """
    start = begun(card)
    if start is None:
        return []
    starts = list(accumulate((move.at for move in card.moves), max, initial=start))
    gone = left(card)
    last = None if gone is None else max(gone, starts[-1])
    columns = [*(move.source for move in card.moves), card.column]
    return [
        Stay(column, begin, end, moved_on=n < len(card.moves))
        for n, (column, begin, end) in enumerate(zip(columns, starts, [*starts[1:], last], strict=True))
    ]


# ---------------------------------------------------------------------- ages


@dataclass(frozen=True)
class Ages:
    """How old a card is, in whole days.

    Attributes:
        made: since it was made.
        in_column: since its last move.
        quiet: since something last happened to the work; see `Card.last_event`.
    """

    made: int
    in_column: int
    quiet: int


def ages(card: Card, now: datetime) -> Ages:
    """Returns the three ages of a card."""
    return Ages(_days(begun(card), now), card.days_in_column(now), _days(card.last_event, now))


def _days(since: datetime | None, now: datetime) -> int:
    return max(0, (now - since).days) if since else 0


def percentile(values: Iterable[int], per_cent: int) -> int:
    """Returns the smallest value that so many per cent of all do not exceed (nearest rank).

    Raises:
        IndexError: there are no values.
    """
    ranked = sorted(values)
    return ranked[max(1, -(-per_cent * len(ranked) // 100)) - 1]


# ---------------------------------------------------------------------- how long work takes


def finished(card: Card) -> datetime | None:
    """Returns when a card came into Done, None unless it is there still; a duplicate finishes nothing."""
    if card.column is not Column.DONE or card.merged_into is not None or not card.moves:
        return None
    return card.moves[-1].at


def lead_minutes(card: Card) -> int | None:
    """Returns the minutes from a card's making to Done, None unless it is finished."""
    done, start = finished(card), begun(card)
    return None if done is None or start is None else whole_minutes(done - start)


def cycle_minutes(card: Card) -> int | None:
    """Returns the minutes from a card's first coming into Doing to Done, None where it lacks either."""
    done = finished(card)
    if done is None:
        return None
    born_there = card.moves[0].source is Column.DOING
    start = begun(card) if born_there else next((m.at for m in card.moves if m.target is Column.DOING), None)
    return None if start is None else whole_minutes(done - start)


def wait_minutes(card: Card, now: datetime) -> int:
    """Returns the minutes that a card has waited for somebody, all its waits together."""
    over = card.archived or now
    return sum(whole_minutes((wait.until or over) - wait.at) for wait in card.waits)


@dataclass(frozen=True)
class Spread:
    """How long something takes.

    Attributes:
        n: of how many cards this is known.
        median: in minutes, None where it is known of none.
        usual: the 85th percentile, in minutes.
    """

    n: int
    median: int | None
    usual: int | None

    @classmethod
    def among(cls, values: Iterable[int | None]) -> Self:
        """Returns the spread of the values that are known."""
        known = [value for value in values if value is not None]
        if not known:
            return cls(0, None, None)
        return cls(len(known), round(median(known)), percentile(known, USUAL))


@dataclass(frozen=True)
class Figures:
    """How long finished work took, from making to Done, from Doing to Done, and in waiting."""

    lead: Spread
    cycle: Spread
    wait: Spread

    @classmethod
    def among(cls, cards: Iterable[Card], *, now: datetime) -> Self:
        """Returns the figures of those cards that are finished."""
        done = [card for card in cards if finished(card) is not None]
        return cls(
            lead=Spread.among(map(lead_minutes, done)),
            cycle=Spread.among(map(cycle_minutes, done)),
            wait=Spread.among(wait_minutes(card, now) for card in done),
        )


def figures_by(
    cards: Iterable[Card], groups: Callable[[Card], Iterable[str]], *, now: datetime
) -> dict[str, Figures]:
    """Returns the figures of each group in which something is finished, the largest first.

    Args:
        cards: all cards, the archived ones included.
        groups: names the groups a card belongs to, such as its tags.
        now: the moment.
    """
    grouped: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        if finished(card) is not None:
            for group in groups(card):
                grouped[group].append(card)
    ranked = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0]))
    return {group: Figures.among(members, now=now) for group, members in ranked}


# ---------------------------------------------------------------------- how much gets done


def throughput(cards: Iterable[Card], *, weeks: int, today: date, zone: ZoneInfo) -> dict[date, int]:
    """Returns how many cards were finished in each of the last weeks, this one included, by its Monday."""
    done = Counter(
        monday_of(at.astimezone(zone).date()) for card in cards if (at := finished(card)) is not None
    )
    mondays = (monday_of(today) - timedelta(weeks=back) for back in reversed(range(weeks)))
    return {monday: done[monday] for monday in mondays}


def cumulative_flow(cards: Iterable[Card], days: Sequence[date], zone: ZoneInfo) -> list[dict[Column, int]]:
    """Returns for each day how many cards each column held at its end.

    Done work stays in Done when it is archived; a card that left the board undone is in no column any more.

    Args:
        cards: all cards, the archived ones included.
        days: days that follow each other.
        zone: in which the days begin and end.
    """
    changes: dict[Column, list[int]] = {column: [0] * (len(days) + 1) for column in COLUMNS}

    def place(at: datetime) -> int:
        return min(len(days), max(0, (at.astimezone(zone).date() - days[0]).days))

    for card in cards if days else ():
        for stay in stays(card):
            changes[stay.column][place(stay.start)] += 1
            if stay.end is not None:
                changes[stay.column][place(stay.end)] -= 1
    totals = {column: list(accumulate(each)) for column, each in changes.items()}
    return [{column: totals[column][n] for column in COLUMNS} for n in range(len(days))]
