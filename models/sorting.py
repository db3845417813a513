"""The orders in which cards of a column can be shown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from models.board import Card, Column, Priority


class Order(StrEnum):
    """By what the cards of a column are sorted."""

    MANUAL = "manual"
    AGE = "age"
    DUE = "due"
    FOLLOW_UP = "follow-up"
    PRIORITY = "priority"
    WHO = "who"


_Place: TypeAlias = tuple[bool, date | str | int]


def stalest_first(cards: Iterable[Card], now: datetime) -> list[Card]:
    """Returns cards of any columns, those longest in their own first and those that are done last."""
    return sorted(cards, key=lambda card: (card.column is Column.DONE, card.since or now))


def ordered(cards: Iterable[Card], order: Order, names: Mapping[str, str], now: datetime) -> list[Card]:
    """Returns cards in an order; equal ones stay as they came, those without the value come last.

    Args:
        cards: as they stand by hand.
        order: by what they are sorted; the longest in its column, the nearest date, the first name lead.
        names: the helpers' names by uid.
        now: the moment up to which ages count.
    """
    levels = list(Priority)
    ranks: dict[Order, Callable[[Card], date | str | int | None]] = {
        Order.AGE: lambda card: -card.days_in_column(now) if card.since else None,
        Order.DUE: lambda card: card.due,
        Order.FOLLOW_UP: lambda card: card.follow_up,
        Order.PRIORITY: lambda card: levels.index(card.priority),
        Order.WHO: lambda card: names.get(card.helper or "", "").casefold() or None,
    }
    if order is Order.MANUAL:
        return list(cards)
    rank = ranks[order]

    def place(card: Card) -> _Place:
        value = rank(card)
        return value is None, 0 if value is None else value

    return sorted(cards, key=place)
