"""The register: who may enter what, what is too much, what is open past its end, and what a move changes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_parts import AccessMethod, Approval, GrantState, Stamp
from models.access_profiles import AccessLevel, AccessProfile
from models.access_register import Access, bound_until, lacking, matrix, needed_by, register
from models.access_state import ShutBy
from models.agreements import Agreement, AgreementKind
from models.board import Card
from models.brief import DataClass
from models.business import Business
from models.checklist_state import shut_by
from models.document import RuleBroken
from models.gates import Facts, Probation
from models.guards import Guarded
from models.helpers import HelperKind
from models.least_privilege import Excess, findings, for_drill
from models.mover import Step, mover, not_covered
from models.onboarding import Checklist
from models.reviews import Review
from models.systems import System
from models.templates import Gate, Template, TemplateItem

TODAY = date(2026, 5, 12)
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
ENDED = date(2026, 4, 23)


def system(name: str, data_class: DataClass = DataClass.INTERNAL, **fields: Any) -> System:
    return System.of(uid=name, name=name, data_class=data_class, how_to_revoke="Users, remove", **fields)


CALENDAR, BOARD, INFO = system("calendar"), system("board"), system("info@", DataClass.CLIENT)
CMS, LEDGER = system("CMS", DataClass.CLIENT), system("ledger", DataClass.MONEY)
WEBHOST = system("webhost", shared_login=True)
SYSTEMS = (CALENDAR, BOARD, INFO, CMS, LEDGER, WEBHOST)


def grant(
    number: int, helper: str, system: System, level: AccessLevel = AccessLevel.EDIT, **fields: Any
) -> AccessGrant:
    said: dict[str, Any] = {
        "number": number,
        "uid": f"{helper} {system.name}",
        "helper": helper,
        "system": system.uid,
        "level": level,
        "tasks": ("card",),
        "undo": "Users, remove",
        "expires_on": date(2026, 10, 1),
        "requested": Stamp(on=date(2026, 4, 20)),
        "approvals": (
            Approval(on=date(2026, 4, 20), who="orla"),
            Approval(on=date(2026, 4, 20), who="tomasz"),
        ),
        "granted": Stamp(on=date(2026, 4, 20)),
        "last_used": TODAY,
    }
    return AccessGrant.of(**{**said, **fields})


def held(*grants: AccessGrant, **how: Any) -> list[Access]:
    return register(grants, SYSTEMS, today=TODAY, **how)


def kinds(accesses: list[Access], **how: Any) -> list[Excess]:
    return [each.excess for each in findings(accesses, **how)]


# The demo's register, `domain.md` §7.5


def demo() -> list[Access]:
    grants = (
        grant(1, "niamh", CALENDAR),
        grant(2, "niamh", BOARD),
        grant(3, "niamh", INFO, granted=None, approvals=()),
        grant(4, "lorcan", CMS, AccessLevel.ADMIN),
        grant(5, "cormac", CMS, AccessLevel.ADMIN),
        grant(
            6,
            "cormac",
            WEBHOST,
            method=AccessMethod.SHARED_ITEM,
            vault_item="webhost login",
            revoked=Stamp(on=ENDED),
        ),
        grant(7, "otter", LEDGER, AccessLevel.VIEW, granted=None, approvals=()),
    )
    return register(grants, SYSTEMS, today=TODAY, ends={"cormac": ENDED})


def test_access_past_the_end_of_the_engagement_is_found_with_its_days() -> None:
    (past,) = (each for each in demo() if each.is_past_end)
    assert (past.grant.ref, past.says, past.days_past_end) == ("K5", "CMS admin", 19)
    assert past.state is GrantState.REVOKE_DUE


def test_a_shared_secret_that_was_not_changed_is_found_among_the_worst() -> None:
    found = findings(demo())
    assert [(each.access.grant.ref, each.excess) for each in found[:2]] == [
        ("K5", Excess.PAST_END),
        ("K6", Excess.UNVERIFIED),
    ]
    assert found[1].says == "webhost edit: nobody has looked whether it is gone"


def test_the_matrix_has_a_letter_for_each_level_small_where_it_is_not_switched_on() -> None:
    shown = matrix(demo())
    assert shown.helpers == ("niamh", "lorcan", "cormac", "otter")
    assert [each.name for each in shown.systems] == ["ledger", "CMS", "info@", "board", "calendar", "webhost"]
    assert shown.cell("niamh", "calendar").sign == "E"
    assert shown.cell("niamh", "info@").sign == "e"
    assert shown.cell("lorcan", "CMS").sign == "A"
    assert shown.cell("niamh", "CMS").sign == ""
    assert shown.cell("cormac", "CMS").warns
    assert not shown.cell("lorcan", "CMS").warns


def test_what_is_closed_has_left_the_matrix() -> None:
    gone = (
        grant(1, "niamh", CALENDAR).taken_back(on=TODAY, who="orla").seen_gone("tried", on=TODAY, who="orla")
    )
    assert matrix(held(gone)).helpers == ()


def test_a_grant_whose_system_is_gone_is_left_out() -> None:
    assert held(grant(1, "niamh", system("erased"))) == []


def test_a_card_lacks_what_was_asked_for_it_and_is_not_switched_on() -> None:
    card = Card.of(uid="card", title="Inbox day 1", helper="niamh", activity="triage")
    assert lacking(card, demo()) == ("info@ edit",)
    assert lacking(card.but(helper="lorcan"), demo()) == ()
    by_activity = grant(1, "niamh", BOARD, granted=None, tasks=("triage",))
    withdrawn = grant(2, "niamh", CMS, granted=None, withdrawn=Stamp(on=TODAY))
    assert lacking(card, held(by_activity, withdrawn)) == ("board edit",)
    assert lacking(card, held(by_activity, grant(3, "niamh", BOARD))) == ()
    assert [each.grant.ref for each in needed_by(card, demo())] == ["K1", "K2", "K3"]


# Gates and papers


def signed(**fields: Any) -> Agreement:
    days = {"sent_on": ENDED, "signed_on": ENDED, "countersigned_on": ENDED}
    return Agreement.of(**{"kind": AgreementKind.NDA, "party": "Niamh", "helper": "niamh", **days, **fields})


def test_without_a_list_and_papers_every_gate_is_shut_and_the_access_at_risk() -> None:
    shut = shut_by((), Facts(TODAY), "niamh")
    assert shut(Gate.ACCOUNTS) != ()
    (access,) = held(grant(1, "niamh", CALENDAR), shut=lambda helper: shut)
    assert access.is_at_risk
    assert kinds([access]) == [Excess.AT_RISK]


def test_a_list_without_what_opens_the_gate_keeps_it_shut() -> None:
    running = Checklist.of(name="Niamh", helper="niamh", start=TODAY, made_on=TODAY)
    assert shut_by([running], Facts(TODAY), "niamh")(Gate.CLIENT_DATA) != ()


MONEY_LIST = (
    {"title": "Contract", "opens": "accounts", "sign_off": True},
    {"title": "Secrecy", "opens": "accounts", "sign_off": True, "paper": "confidentiality agreement"},
    {"title": "Walkthrough", "opens": "client data"},
    {"title": "30-day review", "opens": "money", "sign_off": True},
)


def test_money_is_reached_by_papers_list_and_two_owners_with_a_limit_and_no_sooner() -> None:
    template = Template.of(
        name="N", kind=HelperKind.ASSISTANT, items=tuple(TemplateItem.of(**i) for i in MONEY_LIST)
    )
    running = Checklist.copying(template, name="Niamh", helper="niamh", start=TODAY, made_on=TODAY)
    owners = ("orla", "tomasz")
    access = AccessGrant.asked(
        LEDGER, helper="niamh", tasks=("card",), expires_on=date(2026, 8, 1), on=TODAY, undo="Users, remove"
    )

    def why(grant: AccessGrant, *papers: Agreement, approving: bool = False) -> ShutBy:
        kept = Review.of(kind="30 days", on=TODAY, decision="keep", reason="right")
        held = HeldAccess.all_of([grant], SYSTEMS)
        facts = Facts(TODAY, papers, held, probations=(Probation("niamh", (kept,)),))
        return shut_by([running], facts, "niamh", approving=approving)

    with pytest.raises(Guarded, match=r"the gate money is shut\. Missing: Contract: not done"):
        access.approved(LEDGER, on=TODAY, who="orla", owners=owners, shut=why(access, approving=True))
    for item in running.lines:
        running = running.done(item.key, facts=Facts(TODAY, (signed(),)), at=NOON, who="orla")
        if item.sign_off:
            running = running.signed_off(item.key, at=NOON, today=TODAY, who="orla")
    with pytest.raises(Guarded, match=r"Missing: Secrecy: no confidentiality agreement is on record\."):
        access.approved(LEDGER, on=TODAY, who="orla", owners=owners, shut=why(access, approving=True))
    once = access.approved(
        LEDGER,
        on=TODAY,
        who="orla",
        owners=owners,
        shut=why(access, signed(), approving=True),
        limit="read only",
    )
    assert why(once, signed())(Gate.MONEY) == ("a second owner's approval, with a limit: not on record",)
    twice = once.approved(
        LEDGER, on=TODAY, who="tomasz", owners=owners, shut=why(once, signed(), approving=True)
    )
    assert twice.given(LEDGER, on=TODAY, who="orla", shut=why(twice, signed())).is_open
    with pytest.raises(Guarded, match=r"no confidentiality agreement is on record"):
        twice.given(LEDGER, on=TODAY, who="orla", shut=why(twice))


def test_a_waiver_that_ran_out_leaves_the_access_at_risk() -> None:
    until = TODAY + timedelta(days=2)
    waiver = grant(1, "niamh", CALENDAR).waived(
        CALENDAR, "starts today", until, on=TODAY, who="orla", shut=lambda gate: ("no NDA",)
    )

    def on(day: date) -> Access:
        return register([waiver], SYSTEMS, today=day, shut=lambda helper: lambda gate: ("no NDA",))[0]

    assert not on(until).is_at_risk
    assert on(until + timedelta(days=1)).is_at_risk


def test_the_end_of_the_confidentiality_agreement_makes_an_access_due_to_be_revoked() -> None:
    ended = signed(term_end=TODAY - timedelta(days=1))
    (access,) = held(grant(1, "niamh", CALENDAR), papers=[ended])
    assert access.state is GrantState.REVOKE_DUE
    assert not access.is_past_end
    (access,) = held(grant(1, "niamh", CALENDAR), papers=[ended, signed()])
    assert access.state is GrantState.ACTIVE


def test_a_paper_that_nobody_countersigned_binds_to_nothing() -> None:
    assert bound_until([signed(countersigned_on=None, term_end=TODAY)]) is None
    assert bound_until([signed(term_end=TODAY), signed(term_end=ENDED)]) == TODAY


# Least privilege


def test_an_access_as_it_should_be_is_not_found() -> None:
    assert kinds(held(grant(1, "niamh", CALENDAR, mfa_ok=True)), open_tasks={"card"}) == []


def test_each_excess_is_found() -> None:
    profile = AccessProfile.of(name="assistant").reaching("calendar", AccessLevel.VIEW)
    narrow = {"profiles": {"niamh": profile}}
    assert kinds(held(grant(1, "niamh", CALENDAR)), **narrow) == [Excess.WIDE]
    assert kinds(held(grant(1, "niamh", BOARD)), **narrow) == [Excess.WIDE]
    assert kinds(held(grant(1, "niamh", CALENDAR, AccessLevel.VIEW)), **narrow) == []
    assert kinds(held(grant(1, "niamh", CALENDAR)), open_tasks=set()) == [Excess.IDLE_TASK]
    assert kinds(held(grant(1, "niamh", CALENDAR, last_used=TODAY - timedelta(days=45)))) == [Excess.UNUSED]
    assert kinds(held(grant(1, "niamh", CALENDAR, expires_on=TODAY + timedelta(days=7)))) == [Excess.EXPIRING]
    once = (Approval(on=ENDED, who="orla"),)
    assert kinds(held(grant(1, "niamh", CMS, AccessLevel.ADMIN, approvals=once))) == [Excess.UNAPPROVED]
    asks = system("calendar", mfa_available=True)
    assert [each.excess for each in findings(register([grant(1, "niamh", asks)], [asks], today=TODAY))] == [
        Excess.NO_MFA
    ]
    old = grant(1, "niamh", CALENDAR, granted=Stamp(on=TODAY - timedelta(days=90)))
    assert kinds(held(old)) == [Excess.REVIEW_DUE]


def test_an_access_revoked_today_is_given_a_day_to_be_verified() -> None:
    assert kinds(held(grant(1, "niamh", CALENDAR, revoked=Stamp(on=TODAY - timedelta(days=1))))) == []
    assert kinds(held(grant(1, "niamh", CALENDAR, revoked=Stamp(on=TODAY - timedelta(days=2))))) == [
        Excess.UNVERIFIED
    ]


def test_the_drill_takes_the_least_access_that_was_not_tried_yet() -> None:
    low, high = grant(1, "niamh", CALENDAR, AccessLevel.VIEW), grant(2, "niamh", CMS, AccessLevel.ADMIN)
    chosen = for_drill(held(high, low))
    assert chosen is not None
    assert chosen.grant is low
    tried = low.drilled("login refused", on=TODAY, who="orla")
    other = for_drill(held(high, tried))
    assert other is not None
    assert other.grant is high
    assert for_drill(held(grant(3, "niamh", BOARD, granted=None))) is None


# A move to another role


def test_a_move_takes_away_the_day_before_it_gives() -> None:
    profile = (
        AccessProfile.of(name="bookkeeper")
        .reaching("calendar", AccessLevel.VIEW)
        .reaching("ledger", AccessLevel.EDIT)
        .reaching("board", AccessLevel.EDIT)
    )
    steps = mover(
        held(grant(1, "niamh", CALENDAR), grant(2, "niamh", BOARD), grant(3, "niamh", INFO)),
        profile,
        on=TODAY,
        today=date(2026, 5, 4),
        business=Business(),
    )
    assert [(each.step, each.system, each.level) for each in steps] == [
        (Step.REMOVE, "info@", AccessLevel.EDIT),
        (Step.LOWER, "calendar", AccessLevel.VIEW),
        (Step.ADD, "ledger", AccessLevel.EDIT),
    ]
    removals = [each.due for each in steps if each.step is not Step.ADD]
    additions = [each.due for each in steps if each.step is Step.ADD]
    assert max(removals) < min(additions)


@pytest.mark.parametrize(
    ("on", "today", "due"),
    [
        (date(2026, 5, 12), date(2026, 5, 4), date(2026, 5, 11)),
        (date(2026, 5, 11), date(2026, 5, 4), date(2026, 5, 8)),
        (date(2026, 5, 12), date(2026, 5, 12), date(2026, 5, 12)),
        (date(2026, 5, 11), date(2026, 5, 10), date(2026, 5, 10)),
    ],
)
def test_what_goes_with_a_role_goes_on_a_work_day_and_never_before_today(
    on: date, today: date, due: date
) -> None:
    nothing = AccessProfile.of(name="none")
    (step,) = mover(held(grant(1, "niamh", INFO)), nothing, on=on, today=today, business=Business())
    assert step.due == due


def test_a_move_names_the_papers_that_do_not_cover_what_the_role_reaches() -> None:
    profile = AccessProfile.of(name="bookkeeper").reaching("ledger", AccessLevel.EDIT)
    only_internal = signed(covers=(DataClass.INTERNAL,))
    secrecy, processing = (AgreementKind.NDA, DataClass.MONEY), (AgreementKind.DPA, DataClass.MONEY)
    dpa = signed(kind=AgreementKind.DPA)
    assert not_covered(profile, SYSTEMS, [only_internal], TODAY) == [secrecy, processing]
    assert not_covered(profile, SYSTEMS, [signed()], TODAY) == [processing]
    assert not_covered(profile, SYSTEMS, [signed(), dpa.but(covers=(DataClass.CLIENT,))], TODAY) == [
        processing
    ]
    assert not_covered(profile, SYSTEMS, [signed(), dpa], TODAY) == []
    calendar = AccessProfile.of(name="helper").reaching("calendar", AccessLevel.EDIT)
    assert not_covered(calendar, SYSTEMS, [], TODAY) == [(AgreementKind.NDA, DataClass.INTERNAL)]


def test_a_profile_reaches_as_far_as_its_last_word() -> None:
    profile = AccessProfile.of(name="assistant").reaching("calendar", AccessLevel.VIEW)
    assert profile.reaching("calendar", AccessLevel.EDIT).level("calendar") is AccessLevel.EDIT
    assert profile.reaching("calendar", None).level("calendar") is None


def test_a_profile_line_names_a_system() -> None:
    with pytest.raises(RuleBroken, match=r"^Which system\? Choose one from the list\.$"):
        AccessProfile.of(name="assistant").reaching("", AccessLevel.VIEW)


def test_a_secret_that_was_not_changed_says_since_when() -> None:
    seen = grant(6, "cormac", WEBHOST, method=AccessMethod.SHARED_ITEM, vault_item="webhost login")
    seen = seen.taken_back(on=ENDED, who="orla").seen_gone("not in the vault", on=TODAY, who="orla")
    (found,) = findings(held(seen))
    assert found.says == "webhost edit: the shared secret was not changed since 2026-04-23"
