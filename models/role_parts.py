"""What a role is made of: the scorecard's criteria, knock-outs and questions, and where it is advertised."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field, model_validator

from models.brief import DataClass
from models.document import Line, Name, Part, Record, RuleBroken, Title
from models.ratings import BEST, WORST, Value

WHOLE_WEIGHT = 100
"""What the weights of a scorecard add up to."""


def reaches(data_class: DataClass, needed: DataClass | None) -> bool:
    """Tells whether facts of a class are at least as confidential as another one; None asks for nothing."""
    order = list(DataClass)
    return needed is None or order.index(data_class) >= order.index(needed)


class Anchors(Record):
    """What a candidate looks like who earns a 1, a 3 and a 5; the values between may go unsaid."""

    one: Line = ""
    two: Line = ""
    three: Line = ""
    four: Line = ""
    five: Line = ""

    @model_validator(mode="after")
    def _ends_and_middle(self) -> Self:
        if not (self.one and self.three and self.five):
            raise ValueError("Say what a 1, a 3 and a 5 look like; 2 and 4 may stay empty.")
        return self

    def of_value(self, value: int) -> str:
        """Returns what earns a value from 1 to 5, empty where it goes unsaid."""
        return (self.one, self.two, self.three, self.four, self.five)[value - 1]

    def lines(self) -> list[tuple[int, str]]:
        """Returns the values that are described, lowest first, each with what earns it."""
        return [(value, text) for value in range(WORST, BEST + 1) if (text := self.of_value(value))]


class Criterion(Part):
    """One thing that every candidate of a role is rated on."""

    code: Annotated[Line, Field(min_length=1, max_length=4)]
    """A short sign for a column; on screen it never stands without the name."""
    name: Name
    weight: int = Field(ge=1, le=WHOLE_WEIGHT)
    bar: Value | None = None
    """The rating below which a candidate is out."""
    bar_from: DataClass | None = None
    """How confidential the role's facts must be for the bar to count; None is always."""
    anchors: Anchors
    check: Line = ""
    """How it is usually found out."""
    check_minutes: int = Field(default=30, ge=1, le=2_400)
    """What finding it out usually takes of the owner."""
    not_applicable: Line = ""
    """Why it plays no part in this role; it then counts for no candidate."""

    @property
    def applies(self) -> bool:
        """Whether candidates are rated on it."""
        return not self.not_applicable


class KnockOut(Part):
    """A condition that a candidate meets or is out."""

    code: Annotated[Line, Field(min_length=1, max_length=4)]
    text: Title
    asked_from: DataClass | None = None
    """How confidential the role's facts must be for it to be asked; None is always."""


class KnockOutState(StrEnum):
    """What is known of a candidate and a knock-out."""

    UNKNOWN = "unknown"
    PASS = "pass"
    FAIL = "fail"
    WAIVED = "waived"

    @property
    def is_met(self) -> bool:
        """Whether it is in nobody's way."""
        return self in (KnockOutState.PASS, KnockOutState.WAIVED)


class Question(Part):
    """What every candidate is asked in the interview, in the same words."""

    text: Title
    criterion: str | None = None
    """The key of the criterion that the answer is evidence for."""


class Scorecard(Record):
    """What candidates of one kind of help are held against."""

    criteria: tuple[Criterion, ...] = ()
    knock_outs: tuple[KnockOut, ...] = ()
    questions: tuple[Question, ...] = ()

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """Makes a scorecard of plain data, with fresh keys; its questions name criteria by their codes.

        Raises:
            RuleBroken: it is no sound scorecard.
        """
        criteria = checked(Criterion.of(**each) for each in said.get("criteria", ()))
        keys = {criterion.code: criterion.key for criterion in criteria}
        questions = [
            Question.of(text=each["text"], criterion=keys.get(each.get("criterion", "")))
            for each in said.get("questions", ())
        ]
        knock_outs = [KnockOut.of(**each) for each in said.get("knock_outs", ())]
        return cls.of(criteria=criteria, knock_outs=tuple(knock_outs), questions=tuple(questions))


def checked(criteria: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """Returns criteria whose weights add up and whose codes differ.

    Raises:
        RuleBroken: they do not.
    """
    found = tuple(criteria)
    left = WHOLE_WEIGHT - sum(criterion.weight for criterion in found)
    if left:
        fix = f"give the other {left} to something" if left > 0 else f"take {-left} off something"
        raise RuleBroken(f"Weights add up to {WHOLE_WEIGHT - left}; {fix}.", "weight")
    codes = [criterion.code.casefold() for criterion in found]
    if twice := next((each.code for each in found if codes.count(each.code.casefold()) > 1), None):
        raise RuleBroken(f"Two criteria have the code {twice}: give one of them another.", "code")
    return found


class SourceKind(StrEnum):
    """What sort of place a candidate comes from."""

    MARKETPLACE = "marketplace"
    AGENCY = "agency"
    LINKEDIN = "linkedin"
    REFERRAL = "referral"
    JOB_BOARD = "job_board"
    DIRECT = "direct"
    PAST_HELPER = "past_helper"
    REVIEW_SITE = "review_site"
    VENDOR = "vendor"

    @property
    def says(self) -> str:
        """The kind in words."""
        return "LinkedIn" if self is SourceKind.LINKEDIN else self.value.replace("_", " ")


class RoleState(StrEnum):
    """How far the search has come."""

    DRAFT = "draft"
    OPEN = "open"
    DECIDED = "decided"
    FILLED = "filled"
    CANCELLED = "cancelled"


class BudgetPer(StrEnum):
    """What a budget is for, and so the unit in which candidates' prices are compared."""

    HOUR = "hour"
    MONTH = "month"


class Posting(Part):
    """A place where a role is advertised or searched for."""

    kind: SourceKind
    name: Name
    url: Line = ""
    cost: int | None = Field(default=None, ge=0)
    """What it costs to be there, in minor units; None is not known, never taken for nothing."""
    fee_pct: int = Field(default=0, ge=0, le=100)
    """Per cent of what the helper earns that the place keeps."""
    opened: date | None = None
    closed: date | None = None

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.opened and self.closed and self.closed < self.opened:
            raise ValueError("The posting closes before it opens: put its dates in order.")
        return self


class KeptScore(Record):
    """How a candidate stood when the decision was taken."""

    candidate: str
    """The candidate's uid."""
    name: Line
    known: float | None = None
    low: float
    high: float
    coverage: float
    confidence: float
    eligible: Line = ""


class Choice(Record):
    """Who was chosen for a role, and why; the review after ninety days shows it again."""

    candidate: str
    """The candidate's uid."""
    reason: Annotated[Line, Field(min_length=1)]
    overriding: Line = ""
    """Why it is chosen although the scorecard puts another one first, or this one out."""
    at: AwareDatetime
    who: str = ""
    scores: tuple[KeptScore, ...] = ()
    """Everybody's score at the time."""

    @classmethod
    def made(
        cls,
        candidate: str,
        reason: str,
        *,
        scores: Iterable[KeptScore],
        objection: str,
        overriding: str = "",
        at: datetime,
        who: str = "",
    ) -> Self:
        """Makes a choice of what an owner said.

        Args:
            candidate: the uid of the chosen one.
            reason: why, in a sentence.
            scores: how everybody stands now.
            objection: what the scorecard has against it, empty where that is nothing.
            overriding: why it is chosen all the same.
            at: the moment.
            who: the key of the owner who decides.

        Raises:
            RuleBroken: a reason is missing.
        """
        if not reason.strip():
            raise RuleBroken("Say in one sentence why it is this one.", "reason")
        if objection and not overriding.strip():
            raise RuleBroken(f"{objection}: say why you decide otherwise.", "overriding")
        said = overriding if objection else ""
        return cls.of(
            candidate=candidate, reason=reason, overriding=said, at=at, who=who, scores=tuple(scores)
        )
