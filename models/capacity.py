"""How much work is laid on a helper, beside what is agreed."""

from collections.abc import Iterable
from dataclasses import dataclass

from models.board import Card, Column
from models.engagements import Engagement

UNDER_USED, OVER_USED = 0.60, 1.10
"""The shares of the agreed hours below and above which the terms are looked at; `domain.md` §5, E3."""


@dataclass(frozen=True)
class Capacity:
    """The hours that are agreed, and what is laid on them.

    Attributes:
        agreed: minutes a week, None where nothing is agreed.
        briefed: minutes of the open cards that say how long they take.
        unestimated: open cards that do not.
    """

    agreed: int | None
    briefed: int
    unestimated: int = 0

    @property
    def is_over(self) -> bool:
        """Whether more is briefed than a week holds."""
        return self.agreed is not None and self.briefed > self.agreed

    @property
    def share(self) -> float | None:
        """Briefed over agreed, as a fraction; None where nothing is agreed."""
        return self.briefed / self.agreed if self.agreed else None


def capacity(engagement: Engagement | None, cards: Iterable[Card]) -> Capacity:
    """Returns what a helper's open cards, from Brief to Doing, lay on a week of the agreed hours."""
    open_columns = (Column.BRIEF, Column.READY, Column.DOING)
    laid = [card for card in cards if card.archived is None and card.column in open_columns]
    known = [card.estimate for card in laid if card.estimate is not None]
    return Capacity(engagement.minutes_week if engagement else None, sum(known), len(laid) - len(known))


def usage(engagement: Engagement, used: int) -> str:
    """Returns what so many minutes used in a week say about the agreed ones, empty where they fit."""
    if engagement.minutes_week is None:
        return ""
    share = used / engagement.minutes_week
    if share < UNDER_USED:
        return f"{share:.0%} of the agreed hours are used: send work, or cut hours."
    return (
        f"{share:.0%} of the agreed hours are used: agree on more, or send less." if share > OVER_USED else ""
    )


def over_cap(engagement: Engagement, spent: int) -> int:
    """Returns by how many minor units a month's cost is over the cap, 0 where it is not."""
    return max(0, spent - engagement.cap_month) if engagement.cap_month is not None else 0
