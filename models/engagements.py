"""The terms on which a helper works here: for how long, how much, at what price, and how it ends."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from models.access_parts import Stamp
from models.candidate_parts import Days, RatePer
from models.dates import months_later
from models.document import Line, Part, RuleBroken, Title

if TYPE_CHECKING:
    from models.access import AccessGrant
    from models.gates import GateStanding

CANCEL_NOTICE_DAYS = 14
"""Days before its cancel-by day from which a renewal asks for a decision; `domain.md` §5, B2."""


class EngagementKind(StrEnum):
    """How work is agreed and paid."""

    RETAINER = "retainer"
    HOURLY = "hourly"
    PROJECT = "project"
    SUBSCRIPTION = "subscription"
    ON_CALL = "on call"


class EngagementState(StrEnum):
    """Where an engagement stands on a day; it follows from its dates. `domain.md` §2.6."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    """Agreed, and not begun."""
    TRIAL = "trial"
    ACTIVE = "active"
    PAUSED = "paused"
    NOTICE = "notice"
    ENDED = "ended"
    """Nobody works any more; access, papers and money are still being settled."""
    CLOSED = "closed"


class Milestone(Part):
    """Something to be handed in by a day, for an amount."""

    title: Title
    due: date
    amount: int | None = Field(default=None, ge=0)
    """In minor units."""
    accepted_on: date | None = None
    paid_on: date | None = None

    @property
    def sign(self) -> str:
        """`◆` once it is accepted, `◇` before."""
        return "◆" if self.accepted_on else "◇"

    def is_late(self, today: date) -> bool:
        """Tells whether it should have been accepted by now."""
        return self.accepted_on is None and self.due < today

    def accepted(self, on: date) -> Self:
        """Returns the milestone accepted against its checks."""
        return self.but(accepted_on=on)

    def returned(self, due: date) -> Self:
        """Returns the milestone handed back, to be done by another day.

        Raises:
            RuleBroken: it was paid.
        """
        if self.paid_on:
            raise RuleBroken(f"“{self.title}” was paid on {self.paid_on}: it cannot go back.")
        return self.but(accepted_on=None, due=due)

    def paid(self, on: date) -> Self:
        """Returns the milestone paid.

        Raises:
            RuleBroken: it was not accepted.
        """
        if self.accepted_on is None:
            raise RuleBroken(f"“{self.title}” was not accepted yet: accept it, then pay.", "paid_on")
        return self.but(paid_on=on)


class Pause(Part):
    """A stretch of time without work, on purpose."""

    on: date
    reason: Line = ""
    until: date | None = None
    """Its last day, None while it is open."""


class Engagement(Part):
    """A helper's work in one role, on terms."""

    kind: EngagementKind = EngagementKind.HOURLY
    title: Line = ""
    role: str | None = None
    """The uid of the role."""
    agreed_on: date | None = None
    start: date | None = None
    trial_until: date | None = None
    end: date | None = None
    """The last day of work."""
    notice_days: Days | None = None
    notice_on: date | None = None
    """When either side gave notice."""
    minutes_week: int | None = Field(default=None, ge=1, le=10_080)
    """What is agreed; None is as it comes."""
    rate: int | None = Field(default=None, ge=0)
    """In minor units for each `per`."""
    per: RatePer = RatePer.HOUR
    cap_month: int | None = Field(default=None, ge=0)
    """The most that a month may cost, in minor units."""
    renews_on: date | None = None
    renews_months: int = Field(default=1, ge=1, le=60)
    """How long it is bound after a renewal."""
    milestones: tuple[Milestone, ...] = ()
    pauses: tuple[Pause, ...] = ()
    papers_filed_on: date | None = None
    data_returned_on: date | None = None
    """When it was confirmed that our facts are returned or deleted."""
    last_invoice_paid_on: date | None = None
    closed: Stamp | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("The engagement ends before it starts.")
        if self.start and self.trial_until and self.trial_until < self.start:
            raise ValueError("The trial ends before it starts.")
        return self

    @property
    def cancel_by(self) -> date | None:
        """The last day on which a renewal can be stopped, None where nothing renews by itself."""
        return self.renews_on - timedelta(days=self.notice_days or 0) if self.renews_on else None

    def must_decide(self, today: date) -> bool:
        """Tells whether the cancel-by day is near, or past with the renewal still ahead."""
        by, renews = self.cancel_by, self.renews_on
        if by is None or renews is None or self.notice_on or self.closed or (self.end and self.end < renews):
            return False
        return by - timedelta(days=CANCEL_NOTICE_DAYS) <= today < renews

    def state(self, today: date) -> EngagementState:
        """Returns where it stands on a day."""
        if self.closed:
            return EngagementState.CLOSED
        if self.agreed_on is None or self.start is None:
            return EngagementState.DRAFT
        if self.end and self.end < today:
            return EngagementState.ENDED
        if self.start > today:
            return EngagementState.UPCOMING
        if self.notice_on and self.notice_on <= today:
            return EngagementState.NOTICE
        if any(pause.on <= today and (pause.until is None or today <= pause.until) for pause in self.pauses):
            return EngagementState.PAUSED
        if self.trial_until and today <= self.trial_until:
            return EngagementState.TRIAL
        return EngagementState.ACTIVE

    def is_running(self, today: date) -> bool:
        """Tells whether somebody works under it, or may again."""
        return self.state(today) not in (
            EngagementState.DRAFT,
            EngagementState.ENDED,
            EngagementState.CLOSED,
        )

    def agreed(self, on: date, *, start: date) -> Self:
        """Returns the engagement agreed, to begin on a day."""
        return self.but(agreed_on=on, start=start)

    def paused(self, on: date, reason: str = "", until: date | None = None) -> Self:
        """Returns the engagement paused.

        Raises:
            RuleBroken: nobody works under it then, or it is paused already.
        """
        if self.state(on) not in (EngagementState.ACTIVE, EngagementState.TRIAL):
            raise RuleBroken(f"The engagement is {self.state(on)}: only running work can be paused.")
        return self.but(pauses=(*self.pauses, Pause.of(on=on, reason=reason, until=until)))

    def resumed(self, on: date) -> Self:
        """Returns the engagement going on from a day.

        Raises:
            RuleBroken: it is not paused then.
        """
        if self.state(on) is not EngagementState.PAUSED:
            raise RuleBroken("The engagement is not paused.")
        last = self.pauses[-1].but(until=on - timedelta(days=1))
        return self.but(pauses=(*self.pauses[:-1], last))

    def given_notice(self, on: date, *, last_day: date | None = None) -> Self:
        """Returns the engagement under notice; its last day follows from the notice unless it is said.

        Raises:
            RuleBroken: it has not begun or is over, or would end before it starts.
        """
        if not self.is_running(on):
            raise RuleBroken(f"The engagement is {self.state(on)}: there is nothing to give notice of.")
        return self.but(notice_on=on, end=last_day or on + timedelta(days=self.notice_days or 0))

    def ended(self, last_day: date) -> Self:
        """Returns the engagement with its last day of work."""
        return self.but(end=last_day)

    def renewed(self) -> Self:
        """Returns the engagement bound for another term.

        Raises:
            RuleBroken: nothing renews.
        """
        if self.renews_on is None:
            raise RuleBroken("The engagement does not renew: give it another last day instead.", "renews_on")
        return self.but(renews_on=months_later(self.renews_on, self.renews_months))

    def lacking(
        self, grants: "Iterable[AccessGrant]", off_boarding: "GateStanding", today: date
    ) -> tuple[str, ...]:
        """Returns what has to be settled before it can be closed.

        Args:
            grants: every access of the helper.
            off_boarding: how the gate to closing stands for the helper.
            today: the day.
        """
        return tuple(self._unsettled(grants, off_boarding, today))

    def _unsettled(
        self, grants: "Iterable[AccessGrant]", off_boarding: "GateStanding", today: date
    ) -> Iterator[str]:
        if self.state(today) not in (EngagementState.ENDED, EngagementState.CLOSED):
            yield "its last day of work"
        for grant in grants:
            if not grant.is_closed:
                yield _open_end(grant)
        if self.papers_filed_on is None:
            yield "the agreements filed"
        if self.data_returned_on is None:
            yield "our data returned or deleted, confirmed"
        if self.last_invoice_paid_on is None:
            yield "the last invoice paid"
        yield from (fact.says for fact in off_boarding.missing if not fact.grant)

    def closing(
        self, grants: "Iterable[AccessGrant]", off_boarding: "GateStanding", *, on: date, who: str
    ) -> Self:
        """Returns the engagement closed; nothing opens this way but everything being settled.

        Raises:
            RuleBroken: something is not, such as an access that nobody has verified as gone.
        """
        if found := self.lacking(grants, off_boarding, on):
            raise RuleBroken(f"The engagement cannot be closed yet. Missing: {', '.join(found)}.")
        return self.but(closed=Stamp(on=on, who=who))

    def with_milestone(self, milestone: Milestone) -> Self:
        """Returns the engagement with a milestone more, or another state of one it has."""
        kept = tuple(milestone if each.key == milestone.key else each for each in self.milestones)
        known = any(each.key == milestone.key for each in self.milestones)
        return self.but(milestones=kept if known else (*kept, milestone))


def _open_end(grant: "AccessGrant") -> str:
    if grant.granted is None:
        return f"{grant.ref} withdrawn"
    if grant.revoked is None:
        return f"{grant.ref} revoked"
    return f"{grant.ref} verified as gone" if not grant.is_seen_gone else f"the secret of {grant.ref} changed"


def current(engagements: Iterable[Engagement], today: date) -> Engagement | None:
    """Returns the engagement that counts on a day: the running one, else the latest that is not closed."""
    known = sorted(engagements, key=lambda each: each.start or date.min)
    running = [each for each in known if each.is_running(today)]
    unsettled = [each for each in known if each.closed is None]
    return next(reversed(running or unsettled or known), None)
