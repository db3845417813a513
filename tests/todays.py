"""What the tests of Today share: a small business on 12 May 2026, and records that are about it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from models.access import AccessGrant
from models.access_parts import Approval, Stamp
from models.access_profiles import AccessLevel
from models.access_register import Access, register
from models.agreements import Agreement, AgreementKind
from models.board import Card, Column, Move
from models.brief import DataClass
from models.business import Business, Owner
from models.desk import Desk
from models.dossier import Dossier
from models.engagements import Engagement
from models.systems import System
from models.today import divided, every_line
from models.today_line import Line
from models.today_record import OnRecord

ZONE = ZoneInfo("Europe/Dublin")
TODAY = date(2026, 5, 12)
NOW = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
CORK = Business.of(
    name="Fern & Tally",
    owners=(
        Owner(key="ob", initials="OB", name="Orla Brennan"),
        Owner(key="tw", initials="TW", name="Tomasz Wilk"),
    ),
    holidays=(date(2026, 5, 4),),
)
CALENDAR = System.of(uid="calendar", name="Calendar", how_to_revoke="Users, remove")
LEDGER = System.of(uid="ledger", name="Ledger", data_class=DataClass.MONEY, how_to_revoke="Users, remove")


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def at(offset: float) -> datetime:
    return NOW + timedelta(days=offset)


def business_on(when: float = 0, owner: str = "ob", **records: Any) -> OnRecord:
    """Returns the business so many days from its own day, with these records."""
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in records.items()}
    return OnRecord(**({"now": at(when), "zone": ZONE, "business": CORK, "owner": owner} | said))


def found(when: float = 0, owner: str = "ob", **records: Any) -> list[Line]:
    return every_line(business_on(when, owner, **records))


def lines(record: OnRecord, desk: Desk | None = None) -> list[Line]:
    """Returns the lines of a day that the owner has not put off."""
    return divided(record, desk or Desk(owner=record.owner))[0]


def rules(when: float = 0, owner: str = "ob", **records: Any) -> list[str]:
    """Returns the rules of the lines that there are."""
    return [line.rule.value for line in found(when, owner, **records)]


def texts(lines: list[Line]) -> list[str]:
    """Returns what lines say, dates as ISO 8601."""
    return ["".join(part if isinstance(part, str) else str(part) for part in line.says) for line in lines]


def niamh(*parts: Any, **fields: Any) -> Dossier:
    helper = Dossier.of(uid="niamh", number=1, **({"name": "Niamh Doyle"} | fields))
    for part in parts:
        helper = helper.with_part(part)
    return helper


def terms(start: int = -10, **fields: Any) -> Engagement:
    return Engagement.of(agreed_on=day(start), start=day(start), **fields)


def card(title: str = "Order toner", column: Column = Column.DOING, since: int = 0, **fields: Any) -> Card:
    """Returns a card that came into its column so many days ago."""
    move = Move(at=at(since), source=Column.INBOX, target=column)
    moves = () if column is Column.INBOX else (move,)
    said = {"uid": title, "number": 1, "created": at(since), "moves": moves}
    return Card.of(title=title, column=column, **(said | fields))


def grant(system: System = CALENDAR, given: int | None = -10, **fields: Any) -> AccessGrant:
    said: dict[str, Any] = {
        "uid": f"{system.uid} access",
        "number": 1,
        "helper": "niamh",
        "system": system.uid,
        "level": AccessLevel.EDIT,
        "tasks": ("work",),
        "undo": "Users, remove",
        "expires_on": day(60),
        "requested": Stamp(on=day(-20), who="ob"),
        "approvals": tuple(Approval(on=day(-15), who=who, limit="read only") for who in ("ob", "tw")),
        "granted": None if given is None else Stamp(on=day(given), who="ob"),
        "last_used": day(-1),
    }
    return AccessGrant.of(**(said | fields))


def accesses(
    *grants: AccessGrant,
    when: int = 0,
    ends: date | None = None,
    papers: list[Agreement] | None = None,
    missing: tuple[str, ...] = (),
) -> list[Access]:
    return register(
        grants,
        (CALENDAR, LEDGER),
        today=day(when),
        ends={"niamh": ends},
        papers=papers or (),
        shut=lambda helper: lambda gate: missing,
    )


def paper(kind: AgreementKind = AgreementKind.NDA, **fields: Any) -> Agreement:
    signed = {"sent_on": day(-300), "signed_on": day(-300), "countersigned_on": day(-300)}
    said = {"uid": str(kind), "number": 1, "party": "Niamh Doyle", "helper": "niamh"}
    return Agreement.of(kind=kind, **(said | signed | fields))
