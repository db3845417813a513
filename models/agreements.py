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

    def is_such(self, wanted: "AgreementKind") -> bool:
        """Tells whether it does what another kind is asked for; a mutual one binds as well."""
        return self.is_confidentiality if wanted.is_confidentiality else self is wanted


_SHORT_NAMES = {
    "nda": AgreementKind.NDA,
    "mnda": AgreementKind.MUTUAL_NDA,
    "mutual nda": AgreementKind.MUTUAL_NDA,
    "dpa": AgreementKind.DPA,
    "tos": AgreementKind.TERMS,
}


def kind_meant(text: str) -> AgreementKind | None:
    """Returns the kind that a short name such as `NDA` or `DPA` stands for, None for another word."""
    return _SHORT_NAMES.get(" ".join(text.casefold().split()))


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

    @property
    def is_wanting(self) -> bool:
        """Whether it does not hold, or soon will not, though both sides meant it to."""
        return self in (
            AgreementState.SIGNED,
            AgreementState.EXPIRING,
            AgreementState.EXPIRED,
            AgreementState.LAPSED,
        )


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
    """Its first day; None is the day of the last signature, and it never holds before that."""
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
        begins = self.first_day or self.effective
        if self.term_end and begins and self.term_end < begins:
            raise ValueError("The agreement ends before it starts.")
        return self

    @property
    def first_day(self) -> date | None:
        """The day from which it holds, None until both have signed."""
        if self.signed_on is None or self.countersigned_on is None:
            return None
        return max(filter(None, (self.effective, self.signed_on, self.countersigned_on)))

    @property
    def last_day(self) -> date | None:
        """The last day of its term, None for one that runs on."""
        return min(filter(None, (self.term_end, self.terminated_on)), default=None)

    def state(self, today: date) -> AgreementState:
        """Returns where it stands on a day; `domain.md` §2.6."""
        first, last = self.first_day, self.last_day
        if first is None or first > today:
            if self.signed_on and self.signed_on <= today:
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

    def is_about(self, data: DataClass) -> bool:
        """Tells whether it covers a class of facts; one that names none covers all."""
        return not self.covers or data in self.covers

    @property
    def warning(self) -> str:
        """What the owner may have forgotten, empty for nothing."""
        if self.kind.is_confidentiality and not (self.survives_for_good or self.survival_until):
            return "Without a survival period the duty may end with the contract."
        return ""

    def on_record(self, today: date) -> Self:
        """Returns the agreement as one of which nothing was done on a day that has not come.

        Raises:
            RuleBroken: it would be sent or signed later than today.
        """
        for name, did in (("sent_on", "sent"), ("signed_on", "signed"), ("countersigned_on", "signed")):
            day = getattr(self, name)
            if day and day > today:
                raise RuleBroken(f"{day} has not come yet: say the day on which it was {did}.", name)
        return self

    def lasting(self) -> Self:
        """Returns the agreement as one whose duty of confidence does not end before it does.

        Raises:
            RuleBroken: it would.
        """
        if self.survival_until and self.term_end and self.survival_until < self.term_end:
            raise RuleBroken(
                f"The duty would end on {self.survival_until}, before the agreement does: "
                f"say {self.term_end} or a later day, or leave it empty.",
                "survival_until",
            )
        return self

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
