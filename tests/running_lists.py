"""The demo's two onboardings on 12 May 2026: Niamh Doyle since the 5th, Docket Otter since the 8th."""

from datetime import UTC, date, datetime
from typing import Any

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_parts import Stamp
from models.access_profiles import AccessLevel
from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.business import Business
from models.gates import Facts, Probation
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.systems import System
from models.templates import Template
from store.demo_onboarding import docket_otter, niamh
from store.library import full_checklist

ORLA, TOMASZ = "ob", "tw"
TODAY = date(2026, 5, 12)
CORK = Business.of(holidays=(date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)))


def may(day: int) -> date:
    return date(2026, 5, day)


def april(day: int) -> date:
    return date(2026, 4, day)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def paper(kind: AgreementKind, helper: str, party: str, signed: date | None, **fields: Any) -> Agreement:
    days = {"sent_on": signed, "signed_on": signed, "countersigned_on": signed}
    return Agreement.of(kind=kind, helper=helper, party=party, **{**days, **fields})


def access(
    helper: str,
    system: str,
    level: AccessLevel,
    data_class: DataClass,
    *,
    given: date | None = None,
    **fields: Any,
) -> HeldAccess:
    entered = System.of(uid=system, name=system, data_class=data_class)
    grant = AccessGrant.of(
        uid=f"{helper} in {system}",
        helper=helper,
        system=system,
        level=level,
        tasks=("task",),
        undo="remove the user",
        expires_on=date(2026, 8, 6),
        requested=Stamp(on=april(24), who=ORLA),
        granted=Stamp(on=given, who=ORLA) if given else None,
        **fields,
    )
    return HeldAccess(grant, entered)


NIAMH_NDA = paper(
    *(AgreementKind.NDA, "niamh", "Niamh Doyle", april(29)),
    term_end=date(2027, 4, 29),
    survival_until=date(2030, 4, 29),
)
NIAMH_DPA = paper(
    *(AgreementKind.DPA, "niamh", "Niamh Doyle", april(29)), sent_on=april(28), countersigned_on=None
)
NIAMH_CONTRACT = paper(AgreementKind.CONTRACT, "niamh", "Niamh Doyle", april(27))
NIAMH_FACTS = Facts(
    TODAY,
    (NIAMH_CONTRACT, NIAMH_NDA, NIAMH_DPA),
    (
        access("niamh", "calendar", AccessLevel.EDIT, DataClass.INTERNAL, given=may(5)),
        access("niamh", "board", AccessLevel.EDIT, DataClass.INTERNAL, given=may(5)),
        access("niamh", "info@", AccessLevel.EDIT, DataClass.CLIENT),
        access("niamh", "portal", AccessLevel.EDIT, DataClass.CLIENT),
    ),
)
OTTER_FACTS = Facts(
    TODAY,
    (
        paper(AgreementKind.TERMS, "otter", "Docket Otter", may(6)),
        paper(AgreementKind.DPA, "otter", "Docket Otter", may(6)),
    ),
    (
        access("otter", "ledger", AccessLevel.EDIT, DataClass.CLIENT, given=may(8)),
        access("otter", "bank feed", AccessLevel.VIEW, DataClass.MONEY),
    ),
    probations=(Probation("otter", is_software=True),),
)


def of_niamh() -> Checklist:
    return niamh(copied(HelperKind.ASSISTANT, "Niamh Doyle", "niamh", may(5), april(27)), NIAMH_FACTS)


def of_docket_otter() -> Checklist:
    return docket_otter(copied(HelperKind.SOFTWARE, "Docket Otter", "otter", may(8), may(6)), OTTER_FACTS)


def copied(kind: HelperKind, name: str, helper: str, start: date, made: date) -> Checklist:
    template = Template.read(full_checklist(kind))
    return Checklist.copying(template, name=name, helper=helper, start=start, made_on=made)
