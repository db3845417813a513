"""Candidates: a person, an agency or a program on its way through the search for one role."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from models.agreements import Agreement
from models.candidate_assessment import AssessedCandidate
from models.candidate_parts import Ending, Outcome, Reason, StageMove, Try
from models.candidate_state import CandidateState
from models.document import RuleBroken
from models.guards import Guarded
from models.helpers import HelperKind
from models.roles import Role
from models.stage_guards import guarded, lacking
from models.stages import Stage, skipped, stages_of

FEWEST_TRIES = 3
"""Attempts to reach somebody before silence counts as no reply; `domain.md` §2.6."""


class Candidate(AssessedCandidate):
    """Somebody or something that might take over the work of one role."""

    @classmethod
    def entering(cls, role: Role, name: str, **fields: Any) -> Self:
        """Makes a candidate for a role, in the first stage.

        Raises:
            RuleBroken: a field is out of bounds, in one sentence.
        """
        kind = HelperKind(fields.pop("kind", role.kind))
        return cls.of(name=name, kind=kind, role=role.uid, stage=stages_of(kind)[0], **fields)

    def moved(
        self,
        by: int,
        role: Role,
        *,
        at: datetime,
        today: date,
        who: str = "",
        agreements: Iterable[Agreement] = (),
        despite: str = "",
    ) -> Self:
        """Returns the candidate so many stages on, back when negative; see `moved_to`.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given in `despite`.
            RuleBroken: there is no stage on that side, or it left the search.
        """
        target = self.stage_beside(by)
        if target is None:
            side = "last" if by > 0 else "first"
            raise RuleBroken(f"{self.name} is in {self.stage.says}, the {side} stage.")
        return self.moved_to(
            target, role, at=at, today=today, who=who, agreements=agreements, despite=despite
        )

    def moved_to(
        self,
        stage: Stage,
        role: Role,
        *,
        at: datetime,
        today: date,
        who: str = "",
        agreements: Iterable[Agreement] = (),
        despite: str = "",
    ) -> Self:
        """Returns the candidate in a stage, with the move on record.

        Args:
            stage: where it goes; the last stage is reached by `engaged`.
            role: what it is a candidate for.
            at: the moment.
            today: the day, for papers and waivers.
            who: the key of the owner who moves it.
            agreements: the papers; those of others are left out.
            despite: why it goes although something is missing; the reason stays.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given.
            RuleBroken: it is there already, left the search, or would have to be engaged.
        """
        if stage is stages_of(self.kind)[-1]:
            raise RuleBroken(
                f"{self.name} comes to {stage.says} by being engaged: that makes the helper, too."
            )
        return self._arrived(stage, role, at, today, who, agreements, despite)

    def engaged(
        self,
        helper: str,
        role: Role,
        *,
        at: datetime,
        today: date,
        who: str = "",
        agreements: Iterable[Agreement] = (),
        despite: str = "",
    ) -> Self:
        """Returns the candidate in the last stage, as the helper it has become; see `engaging.engage`.

        Args:
            helper: the helper's uid.
            role: what it was a candidate for.
            at: the moment.
            today: the day, for papers and waivers.
            who: the key of the owner who engages.
            agreements: the papers; those of others are left out.
            despite: why it is engaged although something is missing; the reason stays.

        Raises:
            Guarded: something is missing, and no reason to go ahead is given.
            RuleBroken: it is engaged already, or left the search.
        """
        last = stages_of(self.kind)[-1]
        return self._arrived(last, role, at, today, who, agreements, despite).but(helper=helper)

    def _arrived(
        self,
        stage: Stage,
        role: Role,
        at: datetime,
        today: date,
        who: str,
        agreements: Iterable[Agreement],
        despite: str,
    ) -> Self:
        self._in_the_search()
        order, papers = stages_of(self.kind), list(agreements)
        if stage not in order:
            raise RuleBroken(f"{stage.says} is no stage for {self.kind}: choose one of its own.")
        if stage is self.stage:
            raise RuleBroken(f"{self.name} is in {stage.says} already.")
        missing: tuple[str, ...] = ()
        if despite.strip():
            missing = lacking(self, role, stage, today=today, agreements=papers)
        else:
            guarded(self, role, stage, today=today, agreements=papers)
        forward = order.index(stage) > order.index(self.stage)
        step = StageMove.of(
            at=at,
            who=who,
            source=self.stage,
            target=stage,
            reason=despite if missing else "",
            missing=missing,
            left_out=tuple(skipped(order, self.stage, stage, self.been)) if forward else (),
        )
        return self.but(stage=stage, moves=(*self.moves, step))

    def _in_the_search(self) -> None:
        if self.is_engaged:
            raise RuleBroken(f"{self.name} is engaged: what follows is on the helper's page.")
        if self.outcome is not None:
            raise RuleBroken(f"{self.name} left the search ({self.outcome.ending}): take that back first.")

    def tried(self, *, at: datetime, channel: str = "", note: str = "") -> Self:
        """Returns the candidate with one more attempt to reach it."""
        return self.but(tries=(*self.tries, Try.of(at=at, channel=channel, note=note)))

    def noted(self, text: str) -> Self:
        """Returns the candidate with one more paragraph of notes."""
        return self.but(note="\n".join(filter(None, (self.note, text))))

    def declined(self, reason: Reason, says: str = "", *, at: datetime, today: date, who: str = "") -> Self:
        """Returns the candidate turned down by the owner, who has yet to tell it so.

        Raises:
            RuleBroken: the reason is `other` and says nothing, or it is not in the search.
        """
        return self._left(Ending.DECLINED, at, reason=reason, says=says, decided_on=today, who=who)

    def withdrew(self, says: str = "", *, at: datetime, today: date, who: str = "") -> Self:
        """Returns the candidate gone by its own word.

        Raises:
            RuleBroken: it is not in the search.
        """
        reason = Reason.WITHDREW
        return self._left(Ending.WITHDREW, at, reason=reason, says=says, decided_on=today, who=who)

    def no_reply(self, *, at: datetime, today: date, who: str = "", despite: str = "") -> Self:
        """Returns the candidate given up because it could not be reached.

        Raises:
            Guarded: there were fewer than three tries, and no reason to go ahead is given in `despite`.
            RuleBroken: it is not in the search.
        """
        if len(self.tries) < FEWEST_TRIES and not despite.strip():
            missing = f"{FEWEST_TRIES} tries ({len(self.tries)} so far)"
            raise Guarded(f"{self.name} may yet answer. Missing: {missing}.", (missing,))
        reason = Reason.NO_REPLY
        return self._left(Ending.NO_REPLY, at, reason=reason, says=despite, decided_on=today, who=who)

    def pooled(
        self,
        consent_until: date,
        says: str = "",
        *,
        at: datetime,
        today: date,
        who: str = "",
    ) -> Self:
        """Returns the candidate kept for another time, as it has agreed; one turned down can be kept, too.

        Args:
            consent_until: until when it has agreed to be kept.
            says: why it is not taken on now; empty keeps what was said when it was turned down.
            at: the moment.
            today: the day.
            who: the key of the owner who keeps it.

        Raises:
            RuleBroken: the day is not ahead, or it is not in the search.
        """
        if consent_until <= today:
            raise RuleBroken(
                f"Until when does {self.name} agree to be kept? Say a day ahead.", "consent_until"
            )
        before, candidate = self.outcome, self
        reason: Reason | None = None
        decided_on, told_on = today, None
        if before is not None and before.ending is Ending.DECLINED:
            candidate = self.taken_back(at=at)
            decided_on, told_on = before.decided_on, before.told_on
            reason, says = before.reason, says or before.says
        return candidate._left(
            Ending.POOL,
            at,
            reason=reason,
            says=says,
            decided_on=decided_on,
            who=who,
            consent_until=consent_until,
            told_on=told_on,
        )

    def _left(self, ending: Ending, at: datetime, **fields: Any) -> Self:
        self._in_the_search()
        return self.but(outcomes=(*self.outcomes, Outcome.of(ending=ending, at=at, **fields)))

    def taken_back(self, *, at: datetime) -> Self:
        """Returns the candidate in the search again, in the stage where it left.

        Raises:
            RuleBroken: it never left.
        """
        return self._outcome_with(taken_back=at)

    def told(self, on: date | None) -> Self:
        """Returns the candidate with the day on which it heard how the search ended; None is not yet.

        Raises:
            RuleBroken: it has not ended.
        """
        return self._outcome_with(told_on=on)

    def put_away(self, *, at: datetime) -> Self:
        """Returns the candidate in the archive.

        Raises:
            RuleBroken: it is there already, is still to be told, or was engaged.
        """
        if self.archived:
            raise RuleBroken(f"{self.name} is in the archive already.")
        if self.must_hear:
            raise RuleBroken(f"{self.name} has not been told yet: tell them, then put them away.")
        if self.is_engaged:
            raise RuleBroken(f"{self.name} was engaged and stays listed: the decision is looked back on.")
        return self.but(archived=at)

    def brought_back(self) -> Self:
        """Returns the candidate taken out of the archive.

        Raises:
            RuleBroken: it is not there.
        """
        if self.archived is None:
            raise RuleBroken(f"{self.name} is not in the archive.")
        return self.but(archived=None)

    def _outcome_with(self, **changes: Any) -> Self:
        now = self.outcome
        if now is None:
            raise RuleBroken(f"{self.name} has not left the search.")
        return self.but(
            outcomes=tuple(each.but(**changes) if each is now else each for each in self.outcomes)
        )


def checked_new(candidate: Candidate, others: Iterable[CandidateState]) -> Candidate:
    """Returns the candidate as it is, when nobody of its name is in the role yet.

    Raises:
        RuleBroken: somebody is.
    """
    for other in others:
        same = other.name.casefold() == candidate.name.casefold() and other.role == candidate.role
        if same and other.uid != candidate.uid and other.archived is None:
            raise RuleBroken(f"{other.name} is already in this role (stage {other.stage.says}).", "name")
    return candidate
