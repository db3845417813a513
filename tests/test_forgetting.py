"""Forgetting a person: what is theirs, who may not be forgotten yet, and what is left as a count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.access import AccessGrant
from models.access_parts import Stamp
from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.document import RuleBroken
from models.forgetting import ERASED, PersonRecords, nobody, records_of
from models.helpers import Helper
from models.ledger import LedgerLine
from models.mentions import Names
from models.role_parts import Choice, KeptScore
from models.roles import Role
from models.security import SecurityRecord, Transfer, TransferMethod
from models.source_yields import source_yields
from models.stages import Stage

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
ROLE = Role.of(uid="role", title="Admin")
INES = Candidate.entering(
    ROLE, "Ines Carvalho", uid="ines", contact="ines@x.example", note="call Ines Carvalho"
)
LEFT = INES.noted("slow").declined(Reason.OTHER, "Ines Carvalho was slow", at=NOON, today=NOON.date())
NAMES = Names.of(["Ines Carvalho"])


def found(name: str = "ines carvalho", *helpers: Helper, candidate: Candidate = LEFT) -> PersonRecords:
    scores = (KeptScore(candidate="ines", name="Ines Carvalho", low=1, high=5, coverage=0, confidence=0),)
    choice = Choice(candidate="niamh", reason="best trial", at=NOON, scores=scores)
    paper = Agreement.of(kind=AgreementKind.NDA, party="Ines Carvalho", candidate="ines")
    other = Agreement.of(kind=AgreementKind.NDA, party="Niamh Doyle", candidate="niamh")
    niamh = Candidate.entering(ROLE, "Niamh Doyle")
    roles = [ROLE.but(decision=choice), ROLE]
    return records_of(name, [candidate, niamh], helpers, [paper, other], [], roles)


def test_everything_of_that_name_in_every_role_is_theirs() -> None:
    mine = found()
    assert mine.name == "Ines Carvalho"
    assert [each.letter for each in mine.records] == ["P", "N"]
    assert len(mine.roles) == 1
    assert found("nobody at all").records == ()


def test_somebody_who_works_here_is_not_forgotten() -> None:
    ines = Helper.of(name="Ines Carvalho", number=2)
    with pytest.raises(RuleBroken, match=r"Ines Carvalho works here \(H2\): end that"):
        found("INES CARVALHO", ines)
    assert found("ines carvalho", ines.but(archived=NOON)).helpers == (ines.but(archived=NOON),)


def test_nothing_that_is_left_names_the_person() -> None:
    for document in found().counted(at=NOON):
        assert not NAMES.said_in(document.model_dump(mode="json"))


def test_what_is_left_counts_as_it_did() -> None:
    rest = nobody(LEFT, at=NOON)
    assert (rest.uid, rest.name, rest.stage, rest.role) == ("ines", ERASED, LEFT.stage, "role")
    assert (rest.contact, rest.note, rest.ratings) == ("", "", ())
    assert rest.outcome is not None
    assert rest.outcome.reason is Reason.OTHER
    before, after = (source_yields([ROLE], [each], [], now=NOON, today=NOON.date()) for each in (LEFT, rest))
    assert before == after


def test_who_left_early_still_counts_as_having_left_early_once_forgotten() -> None:
    engaged = INES.but(stage=Stage.OFFER).engaged("h", ROLE, at=NOON, today=NOON.date())
    ines = Helper.of(name="Ines Carvalho", uid="h", archived=NOON + timedelta(days=30))
    later = NOON + timedelta(days=200)
    helpers = [each for each in found("ines carvalho", ines).counted(at=later) if isinstance(each, Helper)]
    (before,), (after,) = (
        source_yields([ROLE], [engaged], known, now=later, today=later.date()) for known in ([ines], helpers)
    )
    assert (before.stayed, before.known) == (0, 1)
    assert after == before


def test_earlier_decisions_forget_the_person_too() -> None:
    scores = (KeptScore(candidate="ines", name="Ines Carvalho", low=1, high=5, coverage=0, confidence=0),)
    choice = Choice(candidate="niamh", reason="best trial", at=NOON, scores=scores)
    reopened = ROLE.but(earlier_decisions=(choice, choice.but(scores=())))
    mine = records_of("Ines Carvalho", [LEFT], [], [], [], [reopened, ROLE])
    assert mine.roles == (reopened,)
    for document in mine.counted(at=NOON):
        assert not NAMES.said_in(document.model_dump(mode="json"))


def of_cormac(*grants: AccessGrant) -> PersonRecords:
    cormac = Helper.of(name="Cormac Reilly", uid="cormac", archived=NOON)
    sent = Transfer.of(
        what="the sitemap", on=NOON.date(), data_class=DataClass.INTERNAL, method=TransferMethod.PORTAL
    )
    records = [SecurityRecord.of(helper=name, transfer=sent) for name in ("cormac", "niamh")]
    weeks = [
        LedgerLine.of(
            week=date(2026, 5, 4), activity="website", helper=name, measured=60, how="Cormac said", note="x"
        )
        for name in ("cormac", "niamh")
    ]
    return records_of("Cormac Reilly", [], [cormac], [], [], [], grants, records, weeks)


def access(**fields: object) -> AccessGrant:
    stamp = Stamp(on=NOON.date())
    said = {"helper": "cormac", "system": "cms", "tasks": ("card",), "undo": "remove", "number": 12}
    return AccessGrant.of(**{**said, "expires_on": NOON.date(), "requested": stamp, **fields})


def test_access_and_security_records_go_and_the_figures_of_the_ledger_stay_without_the_name() -> None:
    mine = of_cormac(access(withdrawn=Stamp(on=NOON.date())), access(helper="niamh"))
    assert [each.letter for each in mine.records] == ["H", "K", "I"]
    (week,) = (each for each in mine.counted(at=NOON) if isinstance(each, LedgerLine))
    assert (week.measured, week.helper, week.how, week.note) == (60, None, ERASED, "")


def test_somebody_who_can_still_enter_something_is_not_forgotten() -> None:
    with pytest.raises(RuleBroken, match=r"^K12 must be taken back and seen gone, then erase\.$"):
        of_cormac(access(granted=Stamp(on=NOON.date())))
