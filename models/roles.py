"""Roles: the help that is looked for, what candidates are held against, and how the search ends."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, Field

from models.activity import Activity, Confidentiality, Verdict
from models.board import Card
from models.brief import DataClass
from models.business import Business
from models.card_parts import Override
from models.dates import quoted
from models.document import LONGEST_NAME, Document, Name, RuleBroken
from models.guards import Guarded
from models.helpers import HelperKind
from models.role_parts import (
    BudgetPer,
    Choice,
    Criterion,
    KnockOut,
    Posting,
    Question,
    RoleState,
    Scorecard,
    checked,
    reaches,
)

_WEEKS_A_MONTH = 52 / 12
_DATA_CLASSES = {
    Confidentiality.OPEN: DataClass.INTERNAL,  # also what nobody has looked at yet
    Confidentiality.INTERNAL: DataClass.INTERNAL,
    Confidentiality.CONFIDENTIAL: DataClass.CLIENT,
    Confidentiality.RESTRICTED: DataClass.MONEY,
}


class Role(Document):
    """Help that is looked for, and what every candidate for it is held against."""

    letter: ClassVar[str] = "R"

    title: Name
    kind: HelperKind = HelperKind.ASSISTANT
    activities: tuple[str, ...] = ()
    """The uids of the activities it takes over."""
    minutes_week: int | None = Field(default=None, ge=1, le=10_080)
    overlap_minutes_week: int = Field(default=0, ge=0, le=10_080)
    """How much of it must lie in the owners' working hours."""
    budget: int | None = Field(default=None, ge=0)
    """The most it may cost, in minor units for each `budget_per`."""
    budget_per: BudgetPer = BudgetPer.HOUR
    start_by: date | None = None
    data_class: DataClass = DataClass.INTERNAL
    """How confidential the facts are that the work needs."""
    criteria: tuple[Criterion, ...] = ()
    knock_outs: tuple[KnockOut, ...] = ()
    questions: tuple[Question, ...] = ()
    postings: tuple[Posting, ...] = ()
    frozen: AwareDatetime | None = None
    """When the first rating was given, as a draft or at once; the criteria have stood still since."""
    state: RoleState = RoleState.DRAFT
    overrides: tuple[Override, ...] = ()
    decision: Choice | None = None
    """The one that holds."""
    earlier_decisions: tuple[Choice, ...] = ()
    """Those that another one or a new search has taken the place of, the oldest first."""
    archived: AwareDatetime | None = None

    @classmethod
    def for_activity(
        cls,
        activity: Activity,
        scorecard: Scorecard,
        business: Business,
        *,
        kind: HelperKind | None = None,
        minutes_week: int | None = None,
    ) -> Self:
        """Makes the draft of a role that takes an activity over.

        The data class follows the activity's confidentiality. Work that needs no facts of clients asks
        nothing about them.

        Args:
            activity: the work.
            scorecard: what candidates of that kind are held against.
            business: its default rate is the budget where the activity names none; software has none.
            kind: the sort of help; None follows the decision on the activity.
            minutes_week: how long the work takes.
        """
        kind = kind or usual_kind(activity)
        rate = business.rate_of_help if activity.helper_rate is None else activity.helper_rate
        bought = kind is HelperKind.SOFTWARE
        return cls.of(
            title=activity.name[:LONGEST_NAME],
            kind=kind,
            activities=(activity.uid,),
            minutes_week=minutes_week or None,
            budget=None if bought else rate,
            budget_per=BudgetPer.MONTH if bought else BudgetPer.HOUR,
            data_class=_DATA_CLASSES[activity.confidentiality],
            **dict(scorecard),
        )

    # What candidates are held against

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that candidates are rated on."""
        return tuple(criterion for criterion in self.criteria if criterion.applies)

    @property
    def asked(self) -> tuple[KnockOut, ...]:
        """The knock-outs that are asked, given how confidential the work is."""
        return tuple(each for each in self.knock_outs if reaches(self.data_class, each.asked_from))

    def bar(self, criterion: Criterion) -> int | None:
        """Returns the rating below which a candidate is out, given how confidential the work is."""
        return criterion.bar if reaches(self.data_class, criterion.bar_from) else None

    def criterion(self, key: str) -> Criterion:
        """Returns the criterion with this key.

        Raises:
            RuleBroken: the role has none such.
        """
        for criterion in self.criteria:
            if criterion.key == key:
                return criterion
        raise RuleBroken(f"{self.ref} has no such criterion any more: choose one of its scorecard.")

    def with_criteria(self, criteria: Iterable[Criterion]) -> Self:
        """Returns the role with another set of criteria.

        Raises:
            RuleBroken: a rating was given already, the weights do not add up or two codes are the same.
        """
        if self.frozen:
            raise RuleBroken(
                f"The criteria of {self.ref} have stood still since its first rating:"
                " make a new role to change them."
            )
        return self.but(criteria=checked(criteria))

    def with_criteria_frozen(self, *, at: datetime) -> Self:
        """Returns the role as its first rating leaves it: its criteria stand from now on.

        Raises:
            RuleBroken: the weights do not add up.
        """
        return self if self.frozen else self.but(criteria=checked(self.criteria), frozen=at)

    def without(self, key: str, reason: str) -> Self:
        """Returns the role in which a criterion counts for no candidate; that may be found out late, too.

        Raises:
            RuleBroken: no reason is given, or no criterion would be left.
        """
        gone = self.criterion(key)
        if not reason.strip():
            raise RuleBroken(f"Why does “{gone.name}” play no part in this role? Say it in a sentence.")
        if self.scored in ((), (gone,)):
            raise RuleBroken(f"“{gone.name}” is the last criterion left: keep it, or cancel the role.")
        return self._with_criterion(key, not_applicable=reason)

    def with_again(self, key: str) -> Self:
        """Returns the role in which a criterion counts again."""
        return self._with_criterion(self.criterion(key).key, not_applicable="")

    def _with_criterion(self, key: str, **changes: Any) -> Self:
        return self.but(
            criteria=tuple(each.but(**changes) if each.key == key else each for each in self.criteria)
        )

    # Where it is looked for

    def posted(self, posting: Posting) -> Self:
        """Returns the role advertised in one more place, or with that posting as it now stands."""
        others = [each for each in self.postings if each.key != posting.key]
        place = next((n for n, each in enumerate(self.postings) if each.key == posting.key), len(others))
        return self.but(postings=(*others[:place], posting, *others[place:]))

    def comparable(self, amount: int, per: str) -> int | None:
        """Returns a price in the unit of the budget, in minor units; None where it cannot be converted.

        Args:
            amount: the price in minor units.
            per: `hour`, `month`, or something else that a month's hours say nothing about.
        """
        if per == self.budget_per:
            return amount
        if per not in list(BudgetPer) or self.minutes_week is None:
            return None
        hours = self.minutes_week / 60 * _WEEKS_A_MONTH
        return round(amount * hours if per == BudgetPer.HOUR else amount / hours)

    # How the search goes

    def opened(self, cards: Iterable[Card], *, at: datetime, who: str = "", despite: str = "") -> Self:
        """Returns the role with the search begun, or begun again.

        Args:
            cards: the cards of the board; those of the role's activities carry the briefs.
            at: the moment.
            who: the key of the owner who opens it.
            despite: why it opens although a brief is missing; the reason stays on the role.

        Raises:
            Guarded: an activity has no brief, and no reason to go ahead is given.
            RuleBroken: it is open or filled, or its weights do not add up.
        """
        if self.state in (RoleState.OPEN, RoleState.FILLED):
            raise RuleBroken(f"{self.ref} is {self.state} already.")
        checked(self.criteria)
        role, missing = self, unbriefed(self, cards)
        if missing and not despite.strip():
            raise Guarded(missing, ("brief",))
        if missing:
            said = Override.of(at=at, who=who, reason=despite, missing=("brief",))
            role = self.but(overrides=(*self.overrides, said))
        return role.but(state=RoleState.OPEN, decision=None, earlier_decisions=self.decisions)

    @property
    def is_on(self) -> bool:
        """Whether somebody is looked for, or chosen and not yet engaged."""
        return self.state in (RoleState.OPEN, RoleState.DECIDED)

    @property
    def decisions(self) -> tuple[Choice, ...]:
        """All that were ever taken, the oldest first."""
        return (*self.earlier_decisions, self.decision) if self.decision else self.earlier_decisions

    def require_on(self) -> None:
        """Refuses to have the role decided while the search is not on.

        Raises:
            RuleBroken: it is not.
        """
        if not self.is_on:
            raise RuleBroken(f"{self.ref} is {self.state}: open it before you decide.")

    def decided(self, choice: Choice) -> Self:
        """Returns the role with somebody chosen.

        Raises:
            RuleBroken: the search is not on.
        """
        self.require_on()
        return self.but(state=RoleState.DECIDED, decision=choice, earlier_decisions=self.decisions)

    def filled(self) -> Self:
        """Returns the role with the chosen one engaged.

        Raises:
            RuleBroken: nobody was chosen.
        """
        if self.decision is None:
            raise RuleBroken(f"Nobody is chosen for {self.ref} yet: decide first.")
        return self.but(state=RoleState.FILLED)

    def cancelled(self) -> Self:
        """Returns the role for which nobody is looked any more.

        Raises:
            RuleBroken: somebody was engaged for it.
        """
        if self.state is RoleState.FILLED:
            raise RuleBroken(f"{self.ref} is filled: end the engagement instead of the search.")
        return self.but(state=RoleState.CANCELLED)

    def put_away(self, *, at: datetime) -> Self:
        """Returns the role in the archive.

        Raises:
            RuleBroken: the search is on.
        """
        if self.is_on:
            raise RuleBroken(f"{self.ref} is {self.state}: end the search first, then put it away.")
        return self.but(archived=at)

    def brought_back(self) -> Self:
        """Returns the role taken out of the archive.

        Raises:
            RuleBroken: it is not there.
        """
        if self.archived is None:
            raise RuleBroken(f"{self.ref} is not in the archive.")
        return self.but(archived=None)


def role_meant(said: str, roles: Iterable[Role]) -> Role:
    """Returns the role that a person means: by its number, or by a beginning that only one title has.

    Raises:
        RuleBroken: there is none such, or it could be one of several.
    """
    word, there = said.strip().casefold(), [role for role in roles if role.archived is None]
    numbered = [role for role in there if word in (role.ref.casefold(), str(role.number))]
    begun = [role for role in there if word and role.title.casefold().startswith(word)]
    whole = [role for role in begun if role.title.casefold() == word]
    meant = numbered or whole or begun
    if len(meant) == 1:
        return meant[0]
    known = ", ".join(f"{role.ref} {role.title}" for role in meant or there)
    if meant:
        raise RuleBroken(f"{quoted(said)} could be {known}: say its number.")
    if there:
        raise RuleBroken(f"{quoted(said)} is no role: say one of {known}.")
    raise RuleBroken("There is no role yet: begin one on the vetting screen.")


def usual_kind(activity: Activity) -> HelperKind:
    """Returns the sort of help that the decision on an activity asks for."""
    automated = activity.decision is not None and activity.decision.verdict is Verdict.AUTOMATE
    return HelperKind.SOFTWARE if automated else HelperKind.ASSISTANT


def unbriefed(role: Role, cards: Iterable[Card]) -> str:
    """Returns which of a role's activities nobody has briefed, in a sentence; empty when all are."""
    sought = "software" if role.kind is HelperKind.SOFTWARE else "people"
    briefed = {card.activity for card in cards if card.brief is not None and not card.brief.is_empty}
    open_ones = sum(uid not in briefed for uid in role.activities)
    if open_ones or not role.activities:
        tasks = len(role.activities)
        noun = "task" if tasks == 1 else "tasks"
        where = f"missing on {open_ones} of {tasks} {noun}" if tasks else "it serves no activity yet"
        return f"Write the brief before looking for {sought} ({where})."
    return ""
