"""What is kept of a candidate beside the evidence: terms, an agency's word, knock-outs, moves, outcomes."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from models.document import Line, Name, Part, Prose, Record, Title
from models.role_parts import KnockOutState
from models.stages import Stage

Days = Annotated[int, Field(ge=0, le=365)]


class RatePer(StrEnum):
    """What a candidate's rate is for."""

    HOUR = "hour"
    MONTH = "month"
    PROJECT = "project"


class Terms(Record):
    """What a candidate asks for, and from when."""

    rate: int | None = Field(default=None, ge=0)
    """In minor units; None is not known."""
    per: RatePer = RatePer.HOUR
    minutes_week: int | None = Field(default=None, ge=0, le=10_080)
    overlap_minutes_week: int | None = Field(default=None, ge=0, le=10_080)
    """How much of it lies in the owners' hours."""
    start: date | None = None
    min_term_months: int | None = Field(default=None, ge=0, le=60)
    notice_days: Days | None = None


class Screened(Part):
    """Something that an agency says it has checked; it is a claim until the owner has."""

    text: Title
    checked_on: date | None = None
    """When the owner checked it."""


class AgencyFacts(Record):
    """Who of an agency does the work, and what happens when they cannot."""

    named_assistant: Line = ""
    supervisor: Line = ""
    backup: Line = ""
    replacement_days: Days | None = None
    subcontracts: bool | None = None
    screened: tuple[Screened, ...] = ()

    def looked_into(self, key: str, on: date) -> Self:
        """Returns the facts with one claim of the agency checked by the owner, or again a claim only."""
        return self.but(
            screened=tuple(
                each.but(checked_on=None if each.checked_on else on) if each.key == key else each
                for each in self.screened
            )
        )


class KnockOutAnswer(Part):
    """What is known of a candidate on one knock-out; without one it was not asked."""

    knock_out: str
    """The key of the knock-out."""
    state: KnockOutState = KnockOutState.UNKNOWN
    at: AwareDatetime
    who: Line = ""
    """The key of the owner who asked, or waived it."""
    reason: Line = ""
    """What shows it, or why it is waived."""
    until: date | None = None
    """The last day of a waiver; None for one that does not run out."""

    @model_validator(mode="after")
    def _waived_for_a_reason(self) -> Self:
        if self.state is KnockOutState.WAIVED and not self.reason:
            raise ValueError("Why may this be waived? Say it in a sentence.")
        return self

    def on(self, today: date) -> KnockOutState:
        """Returns what holds on a day: a waiver that has run out leaves it unknown."""
        if self.state is KnockOutState.WAIVED and self.until and self.until < today:
            return KnockOutState.UNKNOWN
        return self.state


class StageMove(Part):
    """A candidate's step from one stage to another."""

    at: AwareDatetime
    who: Line = ""
    source: Stage
    target: Stage
    reason: Line = ""
    """Why it was made although something was missing."""
    missing: tuple[Line, ...] = ()
    left_out: tuple[Stage, ...] = ()


class Try(Part):
    """An attempt to reach a candidate."""

    at: AwareDatetime
    channel: Line = ""
    note: Line = ""


class Ending(StrEnum):
    """How a candidate left the search without being engaged."""

    DECLINED = "declined"
    """By the owner."""
    WITHDREW = "withdrew"
    NO_REPLY = "no reply"
    POOL = "talent pool"


class Reason(StrEnum):
    """Why a candidate left the search."""

    SKILL = "skill"
    RELIABILITY = "reliability"
    COMMS = "communication"
    DATA = "data handling"
    PRICE = "price"
    AVAILABILITY = "availability"
    NO_REPLY = "no reply"
    WITHDREW = "withdrew"
    POSITION_CLOSED = "position closed"
    OTHER = "other"


class Outcome(Part):
    """The end of a candidate's way through a search."""

    ending: Ending
    at: AwareDatetime
    decided_on: date
    """The day of it where the business is."""
    who: Line = ""
    reason: Reason | None = None
    """Why it was turned down, or how it left; None for one that is only kept for another time."""
    says: Prose = ""
    """More of the reason, for the owners alone."""
    told_on: date | None = None
    """When the candidate heard of it."""
    consent_until: date | None = None
    """Until when somebody in the talent pool has agreed to be kept."""
    taken_back: AwareDatetime | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.reason is None and self.ending is not Ending.POOL:
            raise ValueError("Why did they leave the search? Choose a reason.")
        if self.reason is Reason.OTHER and not self.says:
            raise ValueError("What is the other reason? Say it in a few words.")
        return self


class Person(Record):
    """Who recommended a candidate."""

    name: Name
    relation: Line = ""
    """How they know each other, as in `client`."""
    warm: bool = True
    """Whether they have introduced the candidate, and not only named them."""
    thanked_on: date | None = None
