"""The delegation board: cards, and the verbs that move work along."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Self

from models.activity import Activity, Decision, Verdict
from models.brief import Acceptance, Brief
from models.business import Business
from models.card_parts import Comment, CommentKind, Override, Party, Promise, Wait
from models.card_state import CardState, Move, Priority
from models.columns import COLUMNS, Column
from models.document import RuleBroken
from models.guards import guarded, lacking
from models.helpers import Helper, next_look

__all__ = ["COLUMNS", "SOFTWARE", "Card", "Column", "Move", "Priority"]

SOFTWARE = "software"
"""What a card seeks when its work is to be automated."""


class Card(CardState):
    """One piece of work on its way to somebody else."""

    def moved(
        self,
        by: int,
        *,
        at: datetime,
        who: str = "",
        order: int = 0,
        access: Sequence[str] = (),
        despite: str = "",
    ) -> Self:
        """Returns the card so many columns to the right, to the left when negative; see `moved_to`.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given in `despite`.
            RuleBroken: there is no column on that side.
        """
        target = self.column_beside(by)
        if target is None:
            side = "last" if by > 0 else "first"
            raise RuleBroken(f"{self.ref} is in {self.column.title()}, the {side} column.")
        return self.moved_to(target, at=at, who=who, order=order, access=access, despite=despite)

    def moved_to(
        self,
        column: Column,
        *,
        at: datetime,
        who: str = "",
        order: int = 0,
        access: Sequence[str] = (),
        despite: str = "",
    ) -> Self:
        """Returns the card in a column, with the move on record.

        A card that leaves the Inbox undecided is decided by that: it is to be delegated. Done work waits
        for nobody.

        Args:
            column: where it goes.
            at: the moment.
            who: the key of the owner who moves it.
            order: its place there.
            access: what its helper cannot get into yet, see `access_register.lacking`.
            despite: why it goes although something is missing; the reason stays on the card.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given.
            RuleBroken: it is there already.
        """
        if column is self.column:
            raise RuleBroken(f"{self.ref} is in {column.title()} already.")
        card = self.decided(Verdict.DELEGATE, at=at, who=who) if self.column is Column.INBOX else self
        if despite:
            said = Override.of(at=at, who=who, reason=despite, missing=lacking(self, column, access))
            card = card.but(overrides=(*card.overrides, said)) if said.missing else card
        else:
            guarded(self, column, access)
        if column is Column.DONE:
            card = card.no_longer_waiting(at=at)
        step = Move(at=at, source=self.column, target=column)
        return card.but(column=column, order=order, snoozed_until=None, moves=(*self.moves, step))

    def toggled_done(
        self, *, at: datetime, who: str = "", order: int = 0, access: Sequence[str] = (), despite: str = ""
    ) -> Self:
        """Returns the card in Done, or back in the column it came from; see `moved_to`.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given in `despite`.
        """
        return self.moved_to(self.done_target, at=at, who=who, order=order, access=access, despite=despite)

    # What gathers on it

    def due_on(self, due: date | None, *, at: datetime) -> Self:
        """Returns the card with another due date; the one given up stays on record."""
        if due == self.due:
            return self
        kept = () if self.due is None else (Promise(due=self.due, at=at),)
        return self.but(due=due, promises=(*self.promises, *kept))

    def snoozed(self, until: date, *, today: date) -> Self:
        """Returns the card out of sight until a day.

        Raises:
            RuleBroken: the day is not ahead.
        """
        if until <= today:
            raise RuleBroken(f"{self.ref} can only be snoozed until a day ahead: say 3d, fri or 1w.")
        return self.but(snoozed_until=until)

    def waiting(self, on: Party, what: str, *, at: datetime, look: date | None) -> Self:
        """Returns the card waiting for somebody, to be looked at again on a day when one is given."""
        waits = (*self.no_longer_waiting(at=at).waits, Wait(on=on, what=what, at=at))
        return self.but(waits=waits, follow_up=look or self.follow_up)

    def no_longer_waiting(self, *, at: datetime) -> Self:
        """Returns the card with nothing to wait for."""
        if self.wait is None:
            return self
        return self.but(waits=tuple(wait if wait.until else wait.but(until=at) for wait in self.waits))

    def commented(
        self, text: str, *, at: datetime, who: str = "", kind: CommentKind = CommentKind.NOTE
    ) -> Self:
        """Returns the card with something said about it.

        Raises:
            RuleBroken: the text says nothing.
        """
        return self.but(comments=(*self.comments, Comment.of(at=at, who=who, text=text, kind=kind)))

    def checked_in(self, text: str, look: date, *, at: datetime, who: str = "") -> Self:
        """Returns the card with what a look at it has shown, and the day of the next look."""
        card = self.commented(text, at=at, who=who, kind=CommentKind.CHECK_IN) if text else self
        return card.but(follow_up=look)

    def tagged(self, add: Iterable[str] = (), remove: Iterable[str] = ()) -> Self:
        """Returns the card with some tags more and some fewer."""
        gone = set(remove)
        return self.but(tags=tuple(tag for tag in dict.fromkeys((*self.tags, *add)) if tag not in gone))

    def prioritised(self) -> Self:
        """Returns the card one step on in the round of normal, high and low priority."""
        turn = {Priority.NORMAL: Priority.HIGH, Priority.HIGH: Priority.LOW, Priority.LOW: Priority.NORMAL}
        return self.but(priority=turn[self.priority])

    def absorbing(self, others: Iterable["Card"]) -> Self:
        """Returns the card with what was said, logged and promised on its duplicates.

        The nearest due and follow-up dates count; a brief, helper or activity of its own is kept.
        """
        cards: tuple[Card, ...] = (self, *others)
        comments = sorted((each for card in cards for each in card.comments), key=lambda each: each.at)
        due = min((card.due for card in cards if card.due), default=None)
        look = min((card.follow_up for card in cards if card.follow_up), default=None)
        first = {
            name: next((getattr(card, name) for card in cards if getattr(card, name)), getattr(self, name))
            for name in ("helper", "activity", "briefs", "procedure", "estimate")
        }
        tags = tuple(dict.fromkeys(tag for card in cards for tag in card.tags))
        minutes = sum(card.minutes for card in cards)
        return self.but(
            comments=tuple(comments), due=due, follow_up=look, tags=tags, minutes=minutes, **first
        )

    def merged_away(self, kept: "Card", *, at: datetime) -> Self:
        """Returns the card in the archive as a duplicate of another one."""
        return self.but(merged_into=kept.uid, archived=at)

    def brought_back(self) -> Self:
        """Returns the card from the archive or the trash; what was decided in the Inbox is open again."""
        decision = None if self.column is Column.INBOX else self.decision
        return self.but(archived=None, trashed=None, merged_into=None, decision=decision)

    # Its brief

    def briefed(self, brief: Brief, *, at: datetime) -> Self:
        """Returns the card with a brief that says what this one does; see `Brief.replaced_by`."""
        now = self.brief
        if now is None:
            return self.but(briefs=(brief.but(version=1, at=at),))
        stands = now.replaced_by(brief, at=at)
        earlier = self.briefs if stands.key != now.key else self.briefs[:-1]
        return self.but(briefs=(*earlier, stands))

    def handed_over(self, *, at: datetime) -> Self:
        """Returns the card with its brief sent."""
        return self._brief_with(sent=at)

    def accepted(self, *, at: datetime, who: str) -> Self:
        """Returns the card with the word of somebody that the brief is taken on; again takes it back.

        Raises:
            RuleBroken: there is no brief to accept.
        """
        already = self.brief is not None and self.brief.accepted is not None
        return self._brief_with(accepted=None if already else Acceptance(at=at, who=who))

    def _brief_with(self, **changes: object) -> Self:
        if self.brief is None:
            raise RuleBroken(f"{self.ref} has no brief yet: write one first.")
        return self.but(briefs=(*self.briefs[:-1], self.brief.but(**changes)))

    def ticked(self, key: str) -> Self:
        """Returns the card with a check of its brief met, or no longer met."""
        met = set(self.met) ^ {key}
        known = [item.key for brief in self.briefs for item in brief.done_when]
        return self.but(met=tuple(dict.fromkeys(each for each in known if each in met)))

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
        verdict_due = self.is_undecided
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

    def thrown_away(self, *, at: datetime) -> Self:
        """Returns the card in the trash.

        Raises:
            RuleBroken: it is not in the archive.
        """
        if self.archived is None:
            raise RuleBroken(f"{self.ref} is on the board: archive it first.")
        return self.but(trashed=at)

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
