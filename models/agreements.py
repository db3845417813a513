"""The papers between the business and those who help it: what they are, and whether they hold today."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime, Field, model_validator

from models.brief import DataClass
from models.document import Document, Name, RuleBroken
from models.secrets import Open

EXPIRING_DAYS = 30
"""Days before its end from which an agreement counts as expiring; `domain.md` §2.6."""


class AgreementKind(StrEnum):
    """What an agreement settles."""

    NDA = "confidentiality agreement"
    MUTUAL_NDA = "mutual confidentiality agreement"
    CONTRACT = "contract"
    DPA = "data-processing agreement"
    IP_ASSIGNMENT = "assignment of results"
    TERMS = "terms of service"

    @property
    def is_confidentiality(self) -> bool:
        """Whether it binds somebody to keep things to themselves."""
        return self in (AgreementKind.NDA, AgreementKind.MUTUAL_NDA)


class AgreementState(StrEnum):
    """Where an agreement stands on a day; it follows from its dates."""

    DRAFT = "draft"
    SENT = "sent"
    SIGNED = "signed"
    """By them; it is in force once the owner has signed as well and its first day has come."""
    IN_FORCE = "in force"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SURVIVING = "surviving"
    """It has ended, and its duty of confidence goes on."""
    LAPSED = "lapsed"


class Agreement(Document):
    """A paper with a helper, or with a candidate who is to see something before being engaged.

    It has two clocks: until `term_end` new facts are covered, until `survival_until` the known ones stay so.
    """

    letter: ClassVar[str] = "N"

    kind: AgreementKind
    party: Name
    """Who signs on the other side."""
    helper: str | None = None
    """The uid of the helper."""
    candidate: str | None = None
    """The uid of the candidate it was made with."""
    sent_on: date | None = None
    signed_on: date | None = None
    countersigned_on: date | None = None
    effective: date | None = None
    """Its first day; None is the day on which the owner signs."""
    term_end: date | None = None
    """Its last day; None is open-ended."""
    survival_until: date | None = None
    survives_for_good: bool = False
    terminated_on: date | None = None
    file_name: Open = ""
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """The digest of the signed file."""
    covers: tuple[DataClass, ...] = ()
    note: Open = ""
    archived: AwareDatetime | None = None

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        if self.term_end and self.first_day and self.term_end < self.first_day:
            raise ValueError("The agreement ends before it starts.")
        return self

    @property
    def first_day(self) -> date | None:
        """The day from which it holds, None while the owner has not signed and no day is set."""
        return self.effective or self.countersigned_on

    @property
    def last_day(self) -> date | None:
        """The last day of its term, None for one that runs on."""
        return min(filter(None, (self.term_end, self.terminated_on)), default=None)

    def state(self, today: date) -> AgreementState:
        """Returns where it stands on a day; `domain.md` §2.6."""
        first, last = self.first_day, self.last_day
        if self.countersigned_on is None or self.signed_on is None or first is None or first > today:
            if self.signed_on:
                return AgreementState.SIGNED
            return AgreementState.SENT if self.sent_on else AgreementState.DRAFT
        if last is None or last - timedelta(days=EXPIRING_DAYS) > today:
            return AgreementState.IN_FORCE
        if last >= today:
            return AgreementState.EXPIRING
        if self.survives_for_good or (self.survival_until and self.survival_until >= today):
            return AgreementState.SURVIVING
        if self.survival_until:
            return AgreementState.LAPSED
        return AgreementState.TERMINATED if self.terminated_on == last else AgreementState.EXPIRED

    def is_in_force(self, today: date) -> bool:
        """Tells whether it covers what is shown on this day."""
        return self.archived is None and self.state(today) in (
            AgreementState.IN_FORCE,
            AgreementState.EXPIRING,
        )

    @property
    def warning(self) -> str:
        """What the owner may have forgotten, empty for nothing."""
        if self.kind.is_confidentiality and not (self.survives_for_good or self.survival_until):
            return "Without a survival period the duty may end with the contract."
        return ""

    def sent(self, on: date) -> Self:
        """Returns the agreement sent to the other side."""
        return self.but(sent_on=on)

    def signed(self, on: date) -> Self:
        """Returns the agreement signed by the other side."""
        return self.but(signed_on=on)

    def countersigned(self, on: date) -> Self:
        """Returns the agreement signed by the owner, too.

        Raises:
            RuleBroken: the other side has not signed, or it would end before it starts.
        """
        if self.signed_on is None:
            raise RuleBroken(f"{self.party} has not signed yet: enter that day first.", "signed_on")
        return self.but(countersigned_on=on)

    def filed(self, file_name: str, sha256: str) -> Self:
        """Returns the agreement with the name of the signed file and its digest.

        Raises:
            RuleBroken: the digest is none, or the name looks like a secret.
        """
        return self.but(file_name=file_name, sha256=sha256)

    def terminated(self, on: date) -> Self:
        """Returns the agreement ended on a day.

        Raises:
            RuleBroken: it was not in force then.
        """
        if not self.is_in_force(on):
            raise RuleBroken(f"The {self.kind} with {self.party} is not in force on {on}.", "terminated_on")
        return self.but(terminated_on=on)


def confidentiality_in_force(agreements: Iterable[Agreement], today: date) -> bool:
    """Tells whether one of these binds its party to keep things confidential on this day."""
    return any(each.kind.is_confidentiality and each.is_in_force(today) for each in agreements)
