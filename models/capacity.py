"""How much work is laid on a helper, and how many hours were worked, beside what is agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from models.board import Card, Column
from models.dates import monday_of
from models.document import Line, Part
from models.engagements import Engagement

HOURS_OF_A_WEEK = 7 * 24
UNDER_USED, OVER_USED = 0.60, 1.10
"""The shares of the agreed hours below and above which the terms are looked at; `domain.md` §5, E3."""


class WorkedWeek(Part):
    """The time that a helper worked in one week, as the helper's own record or bill has it.

    There is one a week: `in_week` gives those of the same week the same key.
    """

    week: date
    """Its Monday."""
    minutes: int = Field(ge=0)
    note: Line = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.week.weekday():
            raise ValueError(f"A week is named by its Monday: {monday_of(self.week)}.")
        if self.minutes > HOURS_OF_A_WEEK * 60:
            raise ValueError(f"A week has {HOURS_OF_A_WEEK} hours: correct how long was worked.")
        return self

    @classmethod
    def in_week(cls, day: date, minutes: int, note: str = "") -> Self:
        """Makes the record of the week that a day is in.

        Raises:
            RuleBroken: it is more than a week has.
        """
        week = monday_of(day)
        return cls.of(key=week.isoformat(), week=week, minutes=minutes, note=note)


def last_worked(weeks: Iterable[WorkedWeek], today: date) -> WorkedWeek | None:
    """Returns what was worked in the last whole week; None where nobody has said, which is not zero."""
    last = monday_of(today) - timedelta(days=7)
    return next((each for each in weeks if each.week == last), None)


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
    laid = [card for card in cards if card.is_open and card.column in open_columns]
    known = [card.estimate for card in laid if card.estimate is not None]
    return Capacity(engagement.minutes_week if engagement else None, sum(known), len(laid) - len(known))


def usage(engagement: Engagement, used: int) -> str:
    """Returns what so many minutes used in a week say about the agreed ones, empty where they fit."""
    if engagement.minutes_week is None:
        return ""
    share = used / engagement.minutes_week
    said = f"{share * 100:.0f} % of the agreed hours are used"
    if share < UNDER_USED:
        return f"{said}: send work, or cut hours."
    return f"{said}: agree on more, or send less." if share > OVER_USED else ""
