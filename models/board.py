"""The delegation board: cards, the six columns, and the verbs that move work along."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime

from models.activity import Activity, Decision, Verdict
from models.business import Business
from models.document import Document, Line, Part, RuleBroken, Tag, Title
from models.helpers import Helper


class Column(StrEnum):
    """The stages a card passes, in order."""

    INBOX = "inbox"
    BRIEF = "brief"
    READY = "ready"
    DOING = "doing"
    REVIEW = "review"
    DONE = "done"


COLUMNS = tuple(Column)


SOFTWARE = "software"
"""What a card seeks when its work is to be automated."""


class Priority(StrEnum):
    """How a card stands out among its neighbours."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Move(Part):
    """A card's step from one column to another; flow figures come from these."""

    at: AwareDatetime
    source: Column
    target: Column


class Card(Document):
    """One piece of work on its way to somebody else."""

    letter: ClassVar[str] = "C"

    title: Title
    column: Column = Column.INBOX
    order: int = 0
    """Place within the column, smallest on top."""
    helper: str | None = None
    """The uid of the helper it is given to."""
    priority: Priority = Priority.NORMAL
    due: date | None = None
    follow_up: date | None = None
    tags: tuple[Tag, ...] = ()
    activity: str | None = None
    """The uid of the activity it came from."""
    decision: Decision | None = None
    seeks: Line = ""
    """What kind of help is looked for while nobody has it, such as `software`."""
    moves: tuple[Move, ...] = ()
    archived: AwareDatetime | None = None

    @property
    def since(self) -> datetime | None:
        """When it came into its column."""
        return self.moves[-1].at if self.moves else self.created

    def days_in_column(self, now: datetime) -> int:
        """Returns whole days since the last move; edits do not reset it."""
        return max(0, (now - self.since).days) if self.since else 0

    def days_late(self, today: date) -> int:
        """Returns by how many days the due date is past, 0 when it is not or the card is done."""
        if self.due is None or self.column is Column.DONE:
            return 0
        return max(0, (today - self.due).days)

    def column_beside(self, by: int) -> Column | None:
        """Returns the column so many to the right, to the left when negative; None beyond the board."""
        place = COLUMNS.index(self.column) + by
        return COLUMNS[place] if 0 <= place < len(COLUMNS) else None

    @property
    def done_target(self) -> Column:
        """The column the Done key takes the card to: Done, or from there back where it came from."""
        if self.column is not Column.DONE:
            return Column.DONE
        return self.moves[-1].source if self.moves else Column.DOING

    def moved(self, by: int, *, at: datetime, who: str = "", order: int = 0) -> Self:
        """Returns the card so many columns to the right, to the left when negative.

        Raises:
            RuleBroken: there is no column on that side.
        """
        target = self.column_beside(by)
        if target is None:
            side = "last" if by > 0 else "first"
            raise RuleBroken(f"{self.ref} is in {self.column.title()}, the {side} column.")
        return self.moved_to(target, at=at, who=who, order=order)

    def moved_to(self, column: Column, *, at: datetime, who: str = "", order: int = 0) -> Self:
        """Returns the card in a column, with the move on record.

        A card that leaves the Inbox undecided is decided by that: it is to be delegated.

        Raises:
            RuleBroken: it is there already.
        """
        if column is self.column:
            raise RuleBroken(f"{self.ref} is in {column.title()} already.")
        card = self.decided(Verdict.DELEGATE, at=at, who=who) if self.column is Column.INBOX else self
        step = Move(at=at, source=self.column, target=column)
        return card.but(column=column, order=order, moves=(*self.moves, step))

    def toggled_done(self, *, at: datetime, who: str = "", order: int = 0) -> Self:
        """Returns the card in Done, or back in the column it came from."""
        return self.moved_to(self.done_target, at=at, who=who, order=order)

    def with_helper(self, helper: Helper | None, business: Business, *, today: date) -> Self:
        """Returns the card in a helper's hands, with the next look at it by that helper's cadence.

        With None, nobody has it any more and nothing is left to follow up.
        """
        if helper is None:
            return self.but(helper=None, follow_up=None)
        return self.but(helper=helper.uid, seeks="", follow_up=next_look(helper, business, today=today))

    def given(
        self,
        helper: Helper | None,
        business: Business,
        *,
        at: datetime,
        today: date,
        who: str = "",
        order: int = 0,
    ) -> Self:
        """Returns the card as a digit on the board leaves it.

        On an undecided card in the Inbox the digit is the verdict: given to somebody it goes on to
        Brief, given to nobody it is kept and goes to the archive. Elsewhere only the helper changes.
        """
        verdict_due = self.column is Column.INBOX and self.decision is None
        if verdict_due and helper is None:
            return self.decided(Verdict.KEEP, at=at, who=who).put_away(at=at)
        card = self.with_helper(helper, business, today=today)
        return card.moved_to(Column.BRIEF, at=at, who=who, order=order) if verdict_due else card

    def automated(self, *, at: datetime, who: str = "", order: int = 0) -> Self:
        """Returns the card in Brief, with software sought as its helper.

        Raises:
            RuleBroken: it has left the Inbox, where such a verdict is taken.
        """
        if self.column is not Column.INBOX:
            raise RuleBroken(f"{self.ref} has left the Inbox; A decides on cards that are still in it.")
        verdict = Decision(verdict=Verdict.AUTOMATE, at=at, who=who)
        card = self.but(seeks=SOFTWARE, helper=None, follow_up=None, decision=verdict)
        return card.moved_to(Column.BRIEF, at=at, who=who, order=order)

    def decided(self, verdict: Verdict, *, at: datetime, who: str = "") -> Self:
        """Returns the card with a decision that follows from what is done with it, unless it has one."""
        if self.decision is not None:
            return self
        return self.but(decision=Decision(verdict=verdict, at=at, who=who))

    def dropped(self, *, at: datetime, who: str = "") -> Self:
        """Returns the card in the archive; in the Inbox that is a verdict, too."""
        if self.column is not Column.INBOX:
            return self.put_away(at=at)
        return self.but(decision=Decision(verdict=Verdict.DROP, at=at, who=who)).put_away(at=at)

    def put_away(self, *, at: datetime) -> Self:
        """Returns the card in the archive."""
        return self.but(archived=at)

    @classmethod
    def from_activity(cls, activity: Activity, decision: Decision, *, order: int) -> Self:
        """Makes the card on which the work of an activity is handed over.

        Work to delegate or to automate starts in Brief, so that the next step is to say what is wanted.
        """
        return cls.of(
            title=activity.name,
            column=Column.BRIEF,
            activity=activity.uid,
            decision=decision,
            order=order,
            seeks=SOFTWARE if decision.verdict is Verdict.AUTOMATE else "",
        )


def next_look(helper: Helper, business: Business, *, today: date) -> date:
    """Returns the day on which the owner looks again at work given to a helper today."""
    day, left = today, helper.follow_up_days
    for _ in range(400):  # a business that never works still gets a date
        day += timedelta(days=1)
        left -= business.is_work_day(day)
        if left <= 0:
            break
    return day


def following(
    activity: Activity,
    card: Card | None,
    helper: Helper | None,
    business: Business,
    *,
    today: date,
    at: datetime,
    order: int,
) -> Card | None:
    """Returns the card that follows an activity's decision; None when there is none to make or to change.

    Work to delegate or to automate gets a card in Brief, or its card the new verdict. Work that stays, stops
    or waits takes its card off the board as long as nobody has begun it.

    Args:
        activity: decided a moment ago.
        card: the card it was sent to the board as, if any.
        helper: who is to do it, when that is known.
        business: knows the work days.
        today: the day from which the helper's cadence counts.
        at: the moment of the decision.
        order: the place of a new card.
    """
    decision = activity.decision
    if decision is None:
        return None
    if decision.verdict not in (Verdict.DELEGATE, Verdict.AUTOMATE):
        begun = card is None or card.column not in (Column.INBOX, Column.BRIEF, Column.READY)
        return None if card is None or begun else card.but(decision=decision).put_away(at=at)
    if card is None:
        card = Card.from_activity(activity, decision, order=order)
    elif decision.verdict is Verdict.AUTOMATE:
        card = card.with_helper(None, business, today=today).but(decision=decision, seeks=SOFTWARE)
    else:
        card = card.but(decision=decision, seeks="")
    return card if helper is None else card.with_helper(helper, business, today=today)
