"""What is known of a candidate, and what follows from it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar, Self

from pydantic import AwareDatetime, Field, model_validator

from models.business import Zone
from models.candidate_parts import (
    AgencyFacts,
    Ending,
    KnockOutAnswer,
    Outcome,
    Person,
    StageMove,
    Terms,
    Try,
)
from models.dates import months_later
from models.document import Document, Line, Name, Prose
from models.evidence import Authorship, CommsSample, Interview, InterviewState, Sample, share_asked
from models.helpers import HelperKind
from models.ratings import Method, Rating, weakness
from models.references import ReferenceRequest, ReferenceState
from models.role_parts import KnockOutState, SourceKind
from models.roles import Role
from models.software_trial import SoftwareTrial, uncounted
from models.stages import Stage, stages_of
from models.standing import Contender
from models.trials import Trial


class CandidateState(Document):
    """Somebody or something that might take over the work of one role; `Candidate` adds what is done."""

    letter: ClassVar[str] = "P"

    name: Name
    kind: HelperKind
    role: str
    """The uid of the role."""
    stage: Stage
    moves: tuple[StageMove, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    """How it left the search, each time; one that was taken back says so."""
    helper: str | None = None
    """The uid of the helper it became."""

    contact: Line = ""
    zone: Zone | None = None
    terms: Terms = Terms()
    agency: AgencyFacts | None = None
    profile_url: Line = ""
    platform_rating: int | None = Field(default=None, ge=0, le=50)
    """Stars in tenths, 0 to 50."""
    n_reviews: int | None = Field(default=None, ge=0)
    """How many reviews they are made of."""
    source: SourceKind | None = None
    posting: str | None = None
    """The key of the role's posting it came by."""
    referrer: Person | None = None
    note: Prose = ""
    tries: tuple[Try, ...] = ()

    knock_outs: tuple[KnockOutAnswer, ...] = ()
    ratings: tuple[Rating, ...] = ()
    samples: tuple[Sample, ...] = ()
    interviews: tuple[Interview, ...] = ()
    references: tuple[ReferenceRequest, ...] = ()
    messages: tuple[CommsSample, ...] = ()
    trial: Trial | None = None
    software: SoftwareTrial | None = None
    archived: AwareDatetime | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if said := uncounted(self.platform_rating, self.n_reviews):
            raise ValueError(said)
        if self.stage not in stages_of(self.kind):
            raise ValueError(f"{self.stage.says} is no stage for {self.kind}.")
        return self

    @property
    def outcome(self) -> Outcome | None:
        """How it left the search, None while it is in it or was engaged."""
        return next((each for each in reversed(self.outcomes) if each.taken_back is None), None)

    @property
    def is_running(self) -> bool:
        """Whether it may still be chosen."""
        return self.outcome is None and self.helper is None and self.archived is None

    @property
    def is_engaged(self) -> bool:
        """Whether it works here, or did."""
        return self.helper is not None

    @property
    def engaged_at(self) -> datetime | None:
        """When it came to work here, None for those who never did."""
        if not self.is_engaged:
            return None
        last = stages_of(self.kind)[-1]
        return next((move.at for move in reversed(self.moves) if move.target is last), None)

    @property
    def must_hear(self) -> bool:
        """Whether it has left the search by the owner's will and does not know it yet; software need not."""
        outcome = self.outcome
        if outcome is None or self.kind is HelperKind.SOFTWARE or self.archived:
            return False
        return outcome.ending in (Ending.DECLINED, Ending.POOL) and outcome.told_on is None

    @property
    def since(self) -> datetime | None:
        """When it came into its stage."""
        return self.moves[-1].at if self.moves else self.created

    @property
    def been(self) -> frozenset[Stage]:
        """The stages it was in, with those it left out for a reason."""
        left_out = {stage for move in self.moves for stage in move.left_out}
        return frozenset({self.stage, *(move.source for move in self.moves), *left_out})

    def knock_out_states(self, today: date) -> Mapping[str, KnockOutState]:
        """Returns what is known of the knock-outs, by key; the others were not asked."""
        return {each.knock_out: each.on(today) for each in self.knock_outs}

    def weighed(self, role: Role) -> tuple[Rating, ...]:
        """Returns its ratings, those weakened whose method asks for more than the evidence shows."""
        return tuple(self._weighed(rating, role) for rating in self.ratings)

    def _weighed(self, rating: Rating, role: Role) -> Rating:
        weak = rating.weakened or self.weakness(rating.method, role)
        return rating.but(weakened=weak) if weak else rating

    def structure(self, role: Role) -> float | None:
        """Returns the share of the role's questions asked in interviews, 0 to 1; None before one is held."""
        held = [each for each in self.interviews if each.state is InterviewState.HELD]
        return share_asked(held, [question.key for question in role.questions]) if held else None

    def weakness(self, method: Method, role: Role) -> str:
        """Returns why a rating by this method would count as weak only, empty where it stands in full."""
        answered = [each for each in self.references if each.state is ReferenceState.ANSWERED]
        return weakness(
            method,
            structure=self.structure(role),
            reviews=sum(each.similar or 0 for each in self.software.reviews) if self.software else None,
            authorship_confirmed=any(each.authorship is Authorship.CONFIRMED for each in self.samples),
            worked_together=any(each.worked_with for each in answered) if answered else None,
            trial_worked=self.trial is not None and self.trial.is_worked_on,
            tasks_run=self.software is not None and self.software.is_tested,
        )

    def scored(self, role: Role, today: date) -> Contender:
        """Returns what the comparison has to know of it."""
        rate = self.terms.rate
        return Contender(
            uid=self.uid,
            number=self.number,
            name=self.name,
            ratings=self.weighed(role),
            knock_outs=self.knock_out_states(today),
            cost=None if rate is None else role.comparable(rate, self.terms.per),
            start=self.terms.start,
        )

    def delete_by(self, retention_months: int) -> date | None:
        """Returns the day by which it is to be erased, None while it is in the search or works here.

        Args:
            retention_months: how long the business keeps those it did not take on; consent may be longer.
        """
        if self.outcome is None or self.is_engaged:
            return None
        return self.outcome.consent_until or months_later(self.outcome.decided_on, retention_months)

    def stage_beside(self, by: int) -> Stage | None:
        """Returns the stage so many further on, back when negative; None beyond the ends."""
        order = stages_of(self.kind)
        place = order.index(self.stage) + by
        return order[place] if 0 <= place < len(order) else None
