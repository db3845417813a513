"""Where facts travelled, and what went wrong with them: transfers by allowed ways, incidents with a clock."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime, Field, model_validator

from models.brief import DataClass
from models.document import Document, Part, Prose, Record, RuleBroken, Title
from models.role_parts import reaches
from models.secrets import OpenProse, OpenTitle

NOTIFY_WITHIN = timedelta(hours=72)
"""How long after becoming aware of it the authority hears of a breach of personal data; GDPR Art. 33(1)."""


class TransferMethod(StrEnum):
    """How facts were sent."""

    PORTAL = "portal"
    SECURE_LINK = "secure link"
    ENCRYPTED_FILE = "encrypted file"
    VAULT = "vault"
    DELEGATED_ACCESS = "delegated access"
    PLAIN_EMAIL = "plain e-mail"


class Direction(StrEnum):
    """Which way facts went."""

    TO_HELPER = "to the helper"
    FROM_HELPER = "from the helper"


_PROTECTED = frozenset(TransferMethod) - {TransferMethod.PLAIN_EMAIL}
ALLOWED: Mapping[DataClass, frozenset[TransferMethod]] = {
    DataClass.PUBLIC: frozenset(TransferMethod),
    DataClass.INTERNAL: frozenset(TransferMethod),
    DataClass.CLIENT: _PROTECTED,
    DataClass.MONEY: _PROTECTED,
}
"""The ways by which facts of each class may travel; `domain.md` §2.2."""


class Transfer(Record):
    """Facts that were sent to a helper or came from one."""

    on: date
    what: OpenTitle
    data_class: DataClass
    direction: Direction = Direction.TO_HELPER
    method: TransferMethod
    link_expires: date | None = None
    deleted_on: date | None = None
    """When the other side said that its copy is deleted."""

    @property
    def refusal(self) -> str:
        """Why these facts may not travel like that, empty when they may."""
        if self.method in ALLOWED[self.data_class]:
            return ""
        return (
            f"Client data isn't sent by {self.method}. Pick another way, or log what happened as an incident."
        )

    def warnings(self, today: date) -> tuple[str, ...]:
        """Returns what is still to be done about it on a day."""
        if not reaches(self.data_class, DataClass.CLIENT):
            return ()
        found = []
        if self.method is TransferMethod.SECURE_LINK and self.link_expires is None:
            found.append("The link never expires: set its last day.")
        expired = self.link_expires is not None and self.link_expires < today
        if self.direction is Direction.TO_HELPER and self.deleted_on is None and expired:
            found.append("Nobody has confirmed that the copy is deleted: ask, and note the day.")
        return tuple(found)


class Told(Part):
    """Somebody who was told of an incident."""

    whom: Title
    at: AwareDatetime
    is_authority: bool = False


class Incident(Record):
    """Something that went wrong with facts or access."""

    what: OpenTitle
    happened_at: AwareDatetime | None = None
    known_at: AwareDatetime
    """When the owners became aware of it; the clock runs from here."""
    data_class: DataClass
    personal: bool = False
    """Whether facts about people are concerned, which starts the clock."""
    people_affected: int | None = Field(default=None, ge=0)
    """None is not known yet."""
    contained_on: date | None = None
    told: tuple[Told, ...] = ()
    not_notified_because: Prose = ""
    """Why the authority need not be told."""
    lessons: Prose = ""
    closed_on: date | None = None

    @model_validator(mode="after")
    def _known_after_it_happened(self) -> Self:
        if self.happened_at and self.known_at < self.happened_at:
            raise ValueError("It was known before it happened: check the two times.")
        return self

    @property
    def notify_by(self) -> datetime | None:
        """When the authority must have heard of it, None where no facts about people are concerned."""
        return self.known_at + NOTIFY_WITHIN if self.personal else None

    @property
    def is_decided(self) -> bool:
        """Whether the authority was told, or a reason says why it need not be."""
        return bool(self.not_notified_because) or any(each.is_authority for each in self.told)

    def minutes_left(self, now: datetime) -> int | None:
        """Returns the minutes until the authority must have heard, below zero when that is past.

        None stands for no clock: nobody's facts are concerned, it is decided, or the incident is closed.
        """
        by = self.notify_by
        if by is None or self.is_decided or self.closed_on:
            return None
        return int((by - now).total_seconds() // 60)


class SecurityRecord(Document):
    """A transfer, an incident, or a transfer that was one."""

    letter: ClassVar[str] = "I"

    helper: str | None = None
    """The uid of the helper concerned."""
    grants: tuple[str, ...] = ()
    """The uids of the accesses concerned."""
    transfer: Transfer | None = None
    incident: Incident | None = None
    note: OpenProse = ""
    archived: AwareDatetime | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.transfer is None and self.incident is None:
            raise ValueError("What happened? Describe the transfer or the incident.")
        if self.transfer and self.incident is None and self.transfer.refusal:
            raise ValueError(self.transfer.refusal)
        return self

    @property
    def what(self) -> str:
        """What travelled, or what went wrong."""
        said = self.incident or self.transfer
        return said.what if said else ""

    def became_incident(self, incident: Incident) -> Self:
        """Returns the record of a transfer with what went wrong with it."""
        return self.but(incident=incident)

    def deletion_confirmed(self, on: date) -> Self:
        """Returns the record with the other side's word that its copy is deleted.

        Raises:
            RuleBroken: nothing was transferred.
        """
        if self.transfer is None:
            raise RuleBroken(f"{self.ref} is no transfer: there is no copy to delete.")
        return self.but(transfer=self.transfer.but(deleted_on=on))

    def contained(self, on: date) -> Self:
        """Returns the record with the incident stopped from spreading.

        Raises:
            RuleBroken: it is no incident.
        """
        return self._incident_with(contained_on=on)

    def told(self, whom: str, *, at: datetime, is_authority: bool = False) -> Self:
        """Returns the record with somebody who was told; the authority's hearing of it stops the clock.

        Raises:
            RuleBroken: it is no incident, or nobody is named.
        """
        said = Told.of(whom=whom, at=at, is_authority=is_authority)
        return self._incident_with(told=(*self._incident.told, said))

    def not_notified(self, reason: str) -> Self:
        """Returns the record with why the authority need not be told, which stops the clock.

        Raises:
            RuleBroken: it is no incident, or no reason is given.
        """
        if not reason.strip():
            raise RuleBroken("Why need the authority not be told? Write it down: you may be asked.", "reason")
        return self._incident_with(not_notified_because=reason)

    def closed(self, lessons: str, *, on: date) -> Self:
        """Returns the record with the incident closed.

        Raises:
            RuleBroken: it still spreads, its clock still runs, or nothing was learned.
        """
        self._refuse_while_it_runs(self._incident)
        if not lessons.strip():
            raise RuleBroken("What changes, so that it does not happen again?", "lessons")
        return self._incident_with(lessons=lessons, closed_on=on)

    def put_away(self, at: datetime) -> Self:
        """Returns the record off the list.

        Raises:
            RuleBroken: it is an incident that still spreads, or whose clock still runs.
        """
        if self.incident is not None:
            self._refuse_while_it_runs(self.incident)
        return self.but(archived=at)

    def _refuse_while_it_runs(self, incident: Incident) -> None:
        if incident.contained_on is None:
            raise RuleBroken(
                f"{self.ref} is not contained yet: enter the day on which it was.", "contained_on"
            )
        if incident.personal and not incident.is_decided:
            raise RuleBroken(
                f"{self.ref} concerns facts about people: note who told the authority, or why nobody need."
            )

    @property
    def _incident(self) -> Incident:
        if self.incident is None:
            raise RuleBroken(f"{self.ref} is no incident: describe what went wrong first.")
        return self.incident

    def _incident_with(self, **changes: object) -> Self:
        return self.but(incident=self._incident.but(**changes))


def running_clocks(records: Iterable[SecurityRecord], now: datetime) -> list[tuple[SecurityRecord, int]]:
    """Returns the incidents whose clock runs with the minutes left, the most urgent first."""
    found = [
        (record, left)
        for record in records
        if record.archived is None
        and record.incident is not None
        and (left := record.incident.minutes_left(now)) is not None
    ]
    return sorted(found, key=lambda each: each[1])
