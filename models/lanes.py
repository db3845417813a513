"""The columns of the board: which cards stand in them, in what order, and whose hands they are in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from models.activity import Activity
from models.board import COLUMNS, Card, Column
from models.business import Business
from models.document import RuleBroken
from models.helpers import Helper, crew


def on_board(cards: Iterable[Card]) -> list[Card]:
    """Returns the cards that are not in the archive."""
    return [card for card in cards if card.archived is None]


def lanes(cards: Iterable[Card]) -> dict[Column, list[Card]]:
    """Returns the cards on the board by column, in their order."""
    by_column: dict[Column, list[Card]] = {column: [] for column in COLUMNS}
    for card in on_board(cards):
        by_column[card.column].append(card)
    for lane in by_column.values():
        lane.sort(key=attrgetter("order", "number"))
    return by_column


def top_of(lane: Sequence[Card]) -> int:
    """Returns the order that puts a card above a lane: what has just moved is seen first."""
    return min((card.order for card in lane), default=0) - 1


def landing(lane: Sequence[Card], count: int) -> range:
    """Returns the orders that put so many cards on top of a lane, the first of them highest."""
    top = top_of(lane)
    return range(top - count + 1, top + 1)


def arrival_orders(
    going: Iterable[tuple[Card, Column | None]], by_column: Mapping[Column, Sequence[Card]]
) -> dict[int, int]:
    """Returns the order, by card number, that cards get in the columns they go to.

    They land on top, as they are among themselves; a card that goes nowhere gets none.
    """
    arriving: dict[Column, list[int]] = {}
    for card, target in going:
        if target is not None:
            arriving.setdefault(target, []).append(card.number)
    return {
        number: order
        for column, numbers in arriving.items()
        for number, order in zip(numbers, landing(by_column[column], len(numbers)), strict=True)
    }


def foot_of(lane: Sequence[Card]) -> int:
    """Returns the order that puts a card below a lane: what has just come in waits its turn."""
    return max((card.order for card in lane), default=0) + 1


def reordered(lane: Sequence[Card], card: Card, by: int) -> list[Card]:
    """Returns the cards whose order changes when one of a lane goes so many places down, or up.

    Raises:
        RuleBroken: it is at that end already, or not in the lane.
    """
    places = [other.number for other in lane]
    if card.number not in places:
        raise RuleBroken(f"{card.ref} has left {card.column.title()}.")
    here = places.index(card.number)
    there = here + by
    if not 0 <= there < len(lane):
        raise RuleBroken(f"{card.ref} is at the {'foot' if by > 0 else 'top'} of {card.column.title()}.")
    wanted = [other for other in lane if other.number != card.number]
    wanted.insert(there, card)
    orders = sorted(other.order for other in lane)
    if len(set(orders)) < len(orders):  # equal orders, as in a file written by hand
        orders = list(range(len(lane)))
    return [
        other.but(order=order) for other, order in zip(wanted, orders, strict=True) if other.order != order
    ]


def loads(cards: Iterable[Card]) -> Counter[str | None]:
    """Returns how many cards each helper has in Doing, by uid, which is what the WIP limit counts."""
    return Counter(card.helper for card in cards if card.column is Column.DOING and card.archived is None)


class Overload(NamedTuple):
    """What has more than it should have.

    Attributes:
        columns: how many cards each such column holds.
        helpers: such helpers, each with the number of cards in Doing.
    """

    columns: Mapping[Column, int]
    helpers: Sequence[tuple[Helper, int]]


def overloaded(
    before: Iterable[Card],
    after: Iterable[Card],
    cards: Iterable[Card],
    business: Business,
    helpers: Iterable[Helper],
) -> Overload:
    """Returns what a change of cards has given something to that has too much now, or had before.

    Args:
        before: the cards as they were.
        after: those of them that were changed.
        cards: all there are now.
        business: says how much a column should hold.
        helpers: all there are.
    """
    were = {card.uid: card for card in before}
    entered, taken_on = set[Column](), set[str | None]()
    for card in after:
        has_moved = card.column is not were[card.uid].column
        if has_moved:
            entered.add(card.column)
        if card.column is Column.DOING and (has_moved or card.helper != were[card.uid].helper):
            taken_on.add(card.helper)
    if not (entered or taken_on):
        return Overload({}, ())
    shown = on_board(cards)
    held, doing = Counter(card.column for card in shown), loads(shown)
    return Overload(
        {
            column: held[column]
            for column in COLUMNS
            if column in entered and business.is_overloaded(column, held[column])
        },
        [
            (helper, doing[helper.uid])
            for helper in helpers
            if helper.uid in taken_on and helper.is_overloaded(doing[helper.uid])
        ],
    )


@dataclass(frozen=True)
class Fit:
    """How a helper suits a card.

    Attributes:
        helper: the helper.
        busy: how many cards the helper has in Doing.
        had: how many cards like it the helper has or had.
        tags: how many of them had each tag of the card, the most frequent first.
    """

    helper: Helper
    busy: int
    had: int
    tags: Mapping[str, int]


def suited(helpers: Iterable[Helper], cards: Iterable[Card], card: Card) -> list[Fit]:
    """Returns how the helpers who work here suit a card, the best first.

    Those who had its tags or its activity before come first; among them, and among the others, the one with
    the most room in Doing, then the one who had most.
    """
    doing, had = Counter[str | None](), Counter[str | None]()
    tags: dict[str | None, Counter[str]] = defaultdict(Counter)
    own = set(card.tags)
    for other in cards:
        if other.helper is None:
            continue
        if other.column is Column.DOING and other.archived is None:
            doing[other.helper] += 1
        shared = own.intersection(other.tags)
        if (shared or (card.activity and card.activity == other.activity)) and other.uid != card.uid:
            had[other.helper] += 1
            tags[other.helper].update(shared)
    fits = [
        Fit(helper, doing[helper.uid], had[helper.uid], dict(tags[helper.uid].most_common()))
        for helper in crew(helpers)
    ]
    return sorted(fits, key=lambda fit: (not fit.had, fit.busy - fit.helper.wip_limit, -fit.had))


def undecided(cards: Iterable[Card], today: date) -> list[Card]:
    """Returns the cards of the Inbox that wait for a verdict, in their order."""
    return [card for card in lanes(cards)[Column.INBOX] if card.is_undecided and not card.is_snoozed(today)]


def card_of(activity: Activity, cards: Iterable[Card]) -> Card | None:
    """Returns the card on the board that an activity was sent to already."""
    return next((card for card in on_board(cards) if card.activity == activity.uid), None)
