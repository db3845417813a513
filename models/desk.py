"""What one owner has arranged: the saved views, and the lines of Today that were put off."""

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import Field

from models.document import Document, Line, Part, Prose, RuleBroken
from models.sorting import Order
from models.today_line import Rule

if TYPE_CHECKING:
    from models.today_line import Line as TodayLine

LONGEST_SNOOZE = timedelta(days=14)
"""How long a line of Today can be put off."""
LONGEST_SAFETY_SNOOZE = timedelta(days=3)
"""How long one that is about safety can be, for a reason; `domain.md` §5."""


class Grouping(StrEnum):
    """What stands in one column of the board."""

    STAGE = "stage"
    HELPER = "helper"
    PERSON = "person"
    """Everything that one person has, in a single lane."""


class View(Part):
    """A filter, an order and a grouping, under a letter."""

    letter: Annotated[str, Field(pattern="^[a-z]$")]
    query: Line = ""
    order: Order = Order.MANUAL
    grouping: Grouping = Grouping.STAGE

    @property
    def says(self) -> str:
        """The filter and the order, as they are typed."""
        by = "" if self.order is Order.MANUAL else f"by {self.order}"
        lanes = {Grouping.STAGE: "", Grouping.HELPER: "a column a helper", Grouping.PERSON: "in one lane"}
        return " · ".join(filter(None, (self.query, by, lanes[self.grouping]))) or "everything"


class Snooze(Part):
    """A line of Today that is out of sight until a day, as it stood when it was put off."""

    cause: Line
    """What the line was about; also the key, so that there is one of each."""
    rule: Rule
    due: date | None = None
    size: int = 1
    stood_for: tuple[Line, ...] = ()
    """The causes of all that the line was about and folded; empty where nobody noted them."""
    until: date
    """The day on which it comes back."""
    reason: Prose = ""

    def hides(self, line: "TodayLine", today: date) -> bool:
        """Tells whether it keeps a line out of sight: not on its last day, nor once the matter is worse."""
        sooner = line.due is not None and (self.due is None or line.due < self.due)
        is_new = bool(self.stood_for) and not line.stands_for.issubset(self.stood_for)
        is_worse = line.rule is not self.rule or sooner or is_new or line.size > self.size
        longest = LONGEST_SAFETY_SNOOZE if line.rule.is_safety else LONGEST_SNOOZE
        return line.cause == self.cause and not is_worse and today < self.until <= today + longest


class Desk(Document):
    """The arrangements of one owner."""

    letter: ClassVar[str] = "V"

    owner: Line
    """The owner's key."""
    views: tuple[View, ...] = ()
    tour: Annotated[int, Field(ge=0)] | None = None
    """The step of the tour that comes next, from 0; None where none is taken."""
    tour_left: Annotated[int, Field(ge=0)] = 0
    """The step at which the owner has left the tour, where it goes on; 0 is its begin."""
    snoozes: tuple[Snooze, ...] = ()

    def hides(self, line: "TodayLine", today: date) -> bool:
        """Tells whether the owner has put a line off, and it is not time to see it again."""
        return any(each.hides(line, today) for each in self.snoozes)

    def snoozed(self, line: "TodayLine", until: date, *, today: date, reason: str = "") -> Self:
        """Returns the desk with a line of Today put off until a day; those that came back are forgotten.

        Raises:
            RuleBroken: the day is not ahead or too far, or nothing says why a matter of safety can wait.
        """
        longest = LONGEST_SAFETY_SNOOZE if line.rule.is_safety else LONGEST_SNOOZE
        if until <= today:
            raise RuleBroken("It can only be put off until a day ahead: say 1d, fri or 2026-05-15.", "until")
        if until > today + longest:
            what = "A matter of safety" if line.rule.is_safety else "A line of Today"
            raise RuleBroken(
                f"{what} can wait {longest.days} days at most: say a day up to {today + longest}.", "until"
            )
        if line.rule.is_safety and not reason.strip():
            raise RuleBroken("Why can this wait? A matter of safety is put off for a reason only.", "reason")
        stood_for = tuple(sorted(line.stands_for))
        said = {"rule": line.rule, "due": line.due, "size": line.size, "until": until, "reason": reason}
        kept = (each for each in self.snoozes if each.until > today and each.cause != line.cause)
        return self.but(
            snoozes=(*kept, Snooze.of(key=line.cause, cause=line.cause, stood_for=stood_for, **said))
        )

    def back_on(self, line: "TodayLine") -> date | None:
        """Returns the day on which a line of Today comes back, None where it was not put off."""
        return next((each.until for each in self.snoozes if each.cause == line.cause), None)

    def woken(self, cause: str) -> Self:
        """Returns the desk with a line of Today back in sight."""
        return self.but(snoozes=tuple(each for each in self.snoozes if each.cause != cause))

    def view(self, letter: str) -> View | None:
        """Returns the view under a letter, if one is saved there."""
        return next((view for view in self.views if view.letter == letter), None)

    def with_view(self, view: View) -> Self:
        """Returns the desk with a view, in the place of the one that had its letter."""
        old = self.view(view.letter)
        kept = tuple(each for each in self.views if each.letter != view.letter)
        return self.but(views=(*kept, view.but(key=old.key) if old else view))
