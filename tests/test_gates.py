"""Gates: what opens each one, what keeps it shut, what hangs on a paper, and what an owner's word can do."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from running_lists import ORLA, TODAY, TOMASZ, access, at, paper

from models.access_facts import HeldAccess
from models.access_parts import Approval, Proof, Stamp
from models.access_profiles import AccessLevel
from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.checklist_state import gate_of, shut_by
from models.document import RuleBroken
from models.gates import Facts, Probation
from models.hanging import hanging_on, held_up_by
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.onboarding_parts import ItemState
from models.reviews import Review
from models.templates import PERSONAL_DATA, Gate, Template, TemplateItem
from store.library import full_checklist, light_checklist

NDA = paper(AgreementKind.NDA, "h", "Lorcan Bell", date(2025, 6, 6), term_end=date(2026, 6, 6))
DPA = paper(AgreementKind.DPA, "h", "Lorcan Bell", date(2025, 6, 6))
KEPT = (Probation("h", (Review.of(kind="30 days", on=TODAY, decision="keep", reason="right"),)),)
SIGNED = paper(AgreementKind.CONTRACT, "h", "Lorcan Bell", date(2025, 6, 6))
SAID: dict[str, Any] = {"at": at(TODAY), "today": TODAY, "who": ORLA}


def running(template: Template) -> Checklist:
    return Checklist.copying(template, name="Lorcan", helper="h", start=TODAY, made_on=TODAY)


def listed(*items: dict[str, Any], kind: HelperKind = HelperKind.ASSISTANT) -> Checklist:
    return running(Template.of(name="N", kind=kind, items=tuple(TemplateItem.of(**each) for each in items)))


def all_done(checklist: Checklist, facts: Facts) -> Checklist:
    """Does and signs off whatever can be, as often as something more comes free."""
    for _ in checklist.items:
        for item in checklist.lines:
            if not item.is_settled and not checklist.locked_by(item, facts):
                said = {"reported_by": "Lorcan", "says": "2026-05-12"}
                checklist = checklist.done(item.key, facts=facts, at=at(TODAY), who=ORLA, **said)
                if item.sign_off:
                    checklist = checklist.signed_off(
                        item.key, at=at(TODAY), today=TODAY, who=TOMASZ, limit="€100"
                    )
    return checklist


def shut(checklist: Checklist, gate: Gate, facts: Facts) -> list[str]:
    return [fact.says for fact in gate_of(gate, [checklist], facts, "h").missing]


CONTRACT = {"title": "Contract", "opens": "accounts", "sign_off": True, "paper": "contract"}
SECRECY = {"title": "Secrecy", "opens": "accounts", "sign_off": True, "paper": "confidentiality agreement"}
DATA = {"title": "Data", "opens": "client data", "paper": "data-processing agreement"}
REVIEW = {"title": "Thirty days", "opens": "money"}


# ---------------------------------------------------------------------- what opens one


def test_a_gate_opens_when_all_that_opens_it_is_signed_off_and_its_papers_are_in_force() -> None:
    facts = Facts(TODAY, (SIGNED, NDA))
    checklist = listed(CONTRACT, SECRECY, {"title": "Account", "needs": "accounts"})
    assert shut(checklist, Gate.ACCOUNTS, facts) == ["Contract: not done", "Secrecy: not done"]
    assert [fact.what for fact in checklist.locked_by(checklist.items[2], facts)] == ["Contract", "Secrecy"]
    ticked = checklist.done(checklist.items[0].key, facts=facts, at=at(TODAY), who=ORLA)
    assert shut(ticked, Gate.ACCOUNTS, facts)[0] == "Contract: done, not signed off"
    ready = all_done(checklist, facts)
    assert ready.is_complete
    assert gate_of(Gate.ACCOUNTS, [ready], facts, "h").is_open


def test_a_gate_that_nothing_opens_is_shut() -> None:
    assert shut(listed({"title": "x"}), Gate.SOLO, Facts(TODAY)) == [
        "what opens solo work: nothing on a list does"
    ]
    assert not gate_of(Gate.ACCOUNTS, [], Facts(TODAY), "h").is_open


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ((), "no confidentiality agreement is on record"),
        ((NDA.but(helper="other"),), "no confidentiality agreement is on record"),
        ((NDA.but(archived=at(TODAY)),), "no confidentiality agreement is on record"),
        ((NDA.but(sent_on=None, signed_on=None, countersigned_on=None),), "in draft, not sent"),
        ((NDA.but(signed_on=None, countersigned_on=None),), "sent to Lorcan Bell, not signed"),
        ((NDA.but(countersigned_on=None),), "signed by Lorcan Bell, not by you"),
        ((NDA.but(effective=date(2026, 5, 20)),), "signed by both, in force from 2026-05-20"),
        ((NDA.but(term_end=date(2026, 5, 11)),), "ended on 2026-05-11"),
        ((NDA.but(terminated_on=date(2026, 5, 1)),), "ended on 2026-05-01"),
        ((DPA,), "no confidentiality agreement is on record"),
    ],
)
def test_a_signed_item_opens_nothing_without_its_paper_in_force(
    known: tuple[Agreement, ...], why: str
) -> None:
    ready = all_done(listed(SECRECY), Facts(TODAY, (NDA,)))
    assert shut(ready, Gate.ACCOUNTS, Facts(TODAY, known)) == [f"Secrecy: {why}"]


def test_a_mutual_agreement_keeps_things_confidential_as_well() -> None:
    ready = all_done(listed(SECRECY), Facts(TODAY))
    assert gate_of(
        Gate.ACCOUNTS, [ready], Facts(TODAY, (NDA.but(kind=AgreementKind.MUTUAL_NDA),)), "h"
    ).is_open


def test_a_contract_that_is_not_on_record_is_archived_or_has_expired_opens_nothing() -> None:
    ready = all_done(listed(CONTRACT), Facts(TODAY))
    assert gate_of(Gate.ACCOUNTS, [ready], Facts(TODAY, (SIGNED,)), "h").is_open
    expired = SIGNED.but(term_end=TODAY - timedelta(1))
    for known, why in (
        ((), "no contract is on record"),
        ((SIGNED.but(archived=at(TODAY)),), "no contract is on record"),
        ((expired,), "ended on 2026-05-11"),
        ((expired.but(archived=at(TODAY)),), "no contract is on record"),
    ):
        assert shut(ready, Gate.ACCOUNTS, Facts(TODAY, known)) == [f"Contract: {why}"]


def test_client_data_needs_accounts_and_money_needs_client_data() -> None:
    ready = all_done(listed(DATA, REVIEW), Facts(TODAY, (DPA,)))
    assert shut(ready, Gate.MONEY, Facts(TODAY, (DPA,)))[0] == "what opens accounts: nothing on a list does"


def test_a_paper_that_does_not_cover_client_data_opens_no_gate_to_it() -> None:
    internal = NDA.but(covers=(DataClass.INTERNAL,))
    ready = all_done(listed(SECRECY, DATA), Facts(TODAY, (NDA, DPA)))
    assert gate_of(Gate.ACCOUNTS, [ready], Facts(TODAY, (internal, DPA)), "h").is_open
    narrow = Facts(TODAY, (internal, DPA))
    assert shut(ready, Gate.CLIENT_DATA, narrow) == ["Secrecy: does not cover client data"]
    widened = Facts(TODAY, (internal, NDA.but(uid="wide", covers=(DataClass.CLIENT,)), DPA))
    assert shut(ready, Gate.CLIENT_DATA, widened) == []


def test_every_running_list_of_a_helper_counts_and_archived_ones_do_not() -> None:
    facts = Facts(TODAY, (NDA,))
    first, second = all_done(listed(SECRECY), facts), listed(SECRECY)
    assert gate_of(Gate.ACCOUNTS, [first], facts, "h").is_open
    assert not gate_of(Gate.ACCOUNTS, [first, second], facts, "h").is_open
    assert gate_of(Gate.ACCOUNTS, [first, second.but(archived=at(TODAY))], facts, "h").is_open
    assert gate_of(Gate.ACCOUNTS, [first, second.but(helper="other")], facts, "h").is_open


def test_an_item_is_locked_by_every_running_list_of_the_helper_as_accesses_are() -> None:
    facts = Facts(TODAY, (NDA,))
    first = all_done(listed(SECRECY, {"title": "Account", "needs": "accounts"}), facts)
    first = first.reopened(first.items[1].key, "again", **SAID)
    second = listed({**SECRECY, "title": "Secrecy of the new person"})
    for lists, locks in (
        ((), []),
        ((first,), []),
        ((first, second), ["Secrecy of the new person"]),
        ((first, second.but(archived=at(TODAY))), []),
        ((first, second.but(helper="other")), []),
    ):
        found = first.locked_by(first.items[1], replace(facts, lists=lists))
        assert [fact.what for fact in found] == locks


def test_a_list_on_which_a_gate_waits_for_something_is_put_away_for_a_reason_only() -> None:
    checklist = listed(SECRECY, {"title": "Call"})
    for_no_reason = r"^Secrecy is not settled and opens accounts: settle it, or say why the list is put away"
    with pytest.raises(RuleBroken, match=for_no_reason):
        checklist.put_away(**SAID)
    waived = checklist.waived(checklist.items[0].key, "on its way", TODAY + timedelta(3), **SAID)
    with pytest.raises(RuleBroken, match=for_no_reason):
        waived.put_away(" ", **SAID)
    away = checklist.put_away("the other list has it", **SAID)
    assert away.archived == at(TODAY)
    assert [(each.what, each.says) for each in away.loosened] == [("Lorcan", "the other list has it")]
    assert all_done(checklist, Facts(TODAY, (NDA,))).put_away(**SAID).archived == at(TODAY)


# ---------------------------------------------------------------------- money and closing


def money(**fields: Any) -> HeldAccess:
    return access("h", "bank", AccessLevel.VIEW, DataClass.MONEY, **fields)


def test_money_also_needs_a_second_owners_approval_with_a_limit() -> None:
    facts = Facts(TODAY, (SIGNED, NDA, DPA), (money(),), probations=KEPT)
    ready = all_done(listed(CONTRACT, SECRECY, DATA, REVIEW), facts)
    assert shut(ready, Gate.MONEY, facts) == ["a second owner's approval, with a limit: not on record"]
    assert gate_of(Gate.MONEY, [ready], facts, "h", approving=True).is_open
    first, second = Approval(on=TODAY, who=ORLA), Approval(on=TODAY, who=TOMASZ, limit="read only")
    for approvals, opens in (
        ((first,), False),
        ((second,), False),
        ((first, second), True),
        ((first, second.but(limit="")), False),
        ((second.but(is_sole=True, reason="I work alone"),), True),
    ):
        asked = replace(facts, grants=(money(approvals=approvals),))
        assert gate_of(Gate.MONEY, [ready], asked, "h").is_open is opens


def review(kind: str, on: date, decision: str) -> Review:
    return Review.of(kind=kind, on=on, decision=decision, reason="the numbers say so")


EARLY, LATE = date(2026, 4, 1), date(2026, 5, 4)
_SAYS = "a 30-day review that keeps them"


@pytest.mark.parametrize(
    ("reviews", "missing"),
    [
        ((), [f"{_SAYS}: none is on record"]),
        ((review("60 days", LATE, "keep"),), [f"{_SAYS}: none is on record"]),
        ((review("30 days", LATE, "stop"),), [f"{_SAYS}: “stop” on 2026-05-04"]),
        ((review("30 days", LATE, "replace"),), [f"{_SAYS}: “replace” on 2026-05-04"]),
        (
            (review("30 days", EARLY, "keep"), review("60 days", LATE, "stop")),
            [f"{_SAYS}: “stop” on 2026-05-04"],
        ),
        ((review("30 days", EARLY, "stop"), review("30 days", LATE, "adjust")), []),
        ((review("30 days", EARLY, "keep"), review("60 days", LATE, "expand")), []),
    ],
)
def test_money_waits_for_a_30_day_review_that_keeps_the_person(
    reviews: tuple[Review, ...], missing: list[str]
) -> None:
    both = (Approval(on=TODAY, who=ORLA), Approval(on=TODAY, who=TOMASZ, limit="read only"))
    held = Facts(TODAY, (SIGNED, NDA, DPA), (money(approvals=both),), probations=(Probation("h", reviews),))
    ready = all_done(listed(CONTRACT, SECRECY, DATA, REVIEW), held)
    assert shut(ready, Gate.MONEY, held) == missing
    assert shut(ready, Gate.CLIENT_DATA, held) == []


def test_a_program_has_no_30_day_review_before_money_its_comparison_stands_for_it() -> None:
    both = (Approval(on=TODAY, who=ORLA), Approval(on=TODAY, who=TOMASZ, limit="read only"))
    program = (Probation("h", is_software=True),)
    held = Facts(TODAY, (SIGNED, NDA, DPA), (money(approvals=both),), probations=program)
    ready = all_done(listed(CONTRACT, SECRECY, DATA, REVIEW), held)
    assert shut(ready, Gate.MONEY, held) == []


def test_a_hand_keeps_no_money_open_against_a_later_review_that_ends_it() -> None:
    held = Facts(TODAY, (SIGNED, NDA, DPA))
    ready = all_done(listed(CONTRACT, SECRECY, DATA, REVIEW), held)
    opened = ready.opened_by_hand(Gate.MONEY, "seen", second=TOMASZ, limit="€50", **SAID)
    assert shut(opened, Gate.MONEY, held) == []
    stopped = replace(held, probations=(Probation("h", (review("30 days", TODAY, "stop"),)),))
    assert shut(opened, Gate.MONEY, stopped) == [f"{_SAYS}: “stop” on 2026-05-12"]


def test_the_second_approval_of_one_access_is_none_for_another() -> None:
    both = (Approval(on=TODAY, who=ORLA), Approval(on=TODAY, who=TOMASZ, limit="read only"))
    facts = Facts(TODAY, (SIGNED, NDA, DPA), (money(approvals=both), money()), probations=KEPT)
    ready = all_done(listed(CONTRACT, SECRECY, DATA, REVIEW), facts)
    assert not gate_of(Gate.MONEY, [ready], facts, "h").is_open


def test_an_approval_on_the_list_waits_for_client_data_only_and_is_a_fact_of_money() -> None:
    facts = Facts(TODAY, (SIGNED, NDA, DPA), probations=KEPT)
    checklist = listed(
        CONTRACT,
        SECRECY,
        DATA,
        REVIEW,
        {"title": "Bank", "needs": "money", "approval": True, "sign_off": True},
    )
    assert [fact.what for fact in checklist.locked_by(checklist.items[4], facts)] == [
        "Contract",
        "Secrecy",
        "Data",
    ]
    ready = all_done(checklist, facts)
    assert gate_of(Gate.MONEY, [ready], facts, "h").is_open


def test_a_sole_owner_approves_money_with_a_reason_and_a_limit() -> None:
    facts = Facts(TODAY)
    checklist = listed({"title": "Bank", "approval": True, "sign_off": True})
    key = checklist.items[0].key
    asked = checklist.done(key, facts=facts, at=at(TODAY), who=ORLA)
    signed = asked.signed_off(key, **SAID, limit="€50 a month", reason="I work alone")
    approval = signed.items[0].history[-1].approval
    assert approval is not None
    assert (approval.who, approval.limit, approval.reason) == (ORLA, "€50 a month", "I work alone")


def test_nothing_is_closed_while_an_access_is_not_seen_to_be_gone() -> None:
    given_on = date(2026, 4, 1)
    entered = access("h", "CMS", AccessLevel.ADMIN, DataClass.CLIENT, given=given_on)
    ready = all_done(listed({"title": "Back", "opens": "close"}), Facts(TODAY))

    def left(**fields: Any) -> list[str]:
        return shut(
            ready, Gate.CLOSE, Facts(TODAY, (), (HeldAccess(entered.grant.but(**fields), entered.system),))
        )

    assert left() == ["CMS admin: not revoked"]
    assert left(revoked=Stamp(on=TODAY)) == ["CMS admin: not verified"]
    assert left(revoked=Stamp(on=TODAY), verified=Proof(on=TODAY, how="tried it")) == []


# ---------------------------------------------------------------------- by hand


def test_a_gate_is_opened_by_hand_with_who_and_what_shows_it() -> None:
    facts = Facts(TODAY)
    checklist = listed(SECRECY)
    with pytest.raises(RuleBroken, match=r"^What have you seen that opens it\?"):
        checklist.opened_by_hand(Gate.ACCOUNTS, " ", **SAID)
    opened = checklist.opened_by_hand(Gate.ACCOUNTS, "paper in the safe", **SAID)
    gate = gate_of(Gate.ACCOUNTS, [opened], facts, "h")
    assert (gate.is_open, gate.facts[0].why) == (True, "opened by hand on 2026-05-12")
    assert (opened.openings[0].who, opened.openings[0].evidence) == (ORLA, "paper in the safe")
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        opened.opening_taken_back(Gate.ACCOUNTS, "", **SAID)
    back = opened.opening_taken_back(Gate.ACCOUNTS, "it was another paper", **SAID)
    assert not gate_of(Gate.ACCOUNTS, [back], facts, "h").is_open


def test_a_gate_opened_by_hand_until_a_day_shuts_by_itself() -> None:
    checklist = listed(SECRECY)
    with pytest.raises(RuleBroken, match=r"^Until when\? Say today or a later day\.$"):
        checklist.opened_by_hand(Gate.ACCOUNTS, "seen", until=TODAY - timedelta(1), **SAID)
    opened = checklist.opened_by_hand(Gate.ACCOUNTS, "seen", until=TODAY, **SAID)
    assert gate_of(Gate.ACCOUNTS, [opened], Facts(TODAY), "h").waived_until == TODAY
    assert not gate_of(Gate.ACCOUNTS, [opened], Facts(TODAY + timedelta(1)), "h").is_open


def test_a_hand_does_not_keep_open_what_a_paper_on_record_ends() -> None:
    ready = all_done(listed(SECRECY), Facts(TODAY, (NDA,))).opened_by_hand(Gate.ACCOUNTS, "seen", **SAID)
    after = date(2026, 6, 8)
    assert gate_of(Gate.ACCOUNTS, [ready], Facts(date(2026, 6, 6), (NDA,)), "h").is_open
    assert shut(ready, Gate.ACCOUNTS, Facts(after, (NDA,))) == ["Secrecy: ended on 2026-06-06"]
    again = ready.opened_by_hand(Gate.ACCOUNTS, "renewal seen", at=at(after), today=after, who=ORLA)
    assert gate_of(Gate.ACCOUNTS, [again], Facts(after, (NDA,)), "h").is_open


def test_a_hand_opens_no_gate_behind_its_own() -> None:
    opened = listed(SECRECY, DATA).opened_by_hand(Gate.CLIENT_DATA, "seen", **SAID)
    assert shut(opened, Gate.CLIENT_DATA, Facts(TODAY)) == [
        "Secrecy: no confidentiality agreement is on record"
    ]


def test_a_hand_closes_nothing_while_an_access_is_open() -> None:
    facts = Facts(
        TODAY, (), (access("h", "CMS", AccessLevel.ADMIN, DataClass.CLIENT, given=date(2026, 4, 1)),)
    )
    opened = listed({"title": "x"}).opened_by_hand(Gate.CLOSE, "all gone", **SAID)
    assert shut(opened, Gate.CLOSE, facts) == ["CMS admin: not revoked"]


def test_money_is_opened_by_hand_by_two_owners_or_for_a_reason_and_up_to_a_limit() -> None:
    checklist = listed(SECRECY)
    with pytest.raises(RuleBroken, match=r"^Another owner approves this"):
        checklist.opened_by_hand(Gate.MONEY, "seen", limit="€50", **SAID)
    with pytest.raises(RuleBroken, match=r"^What limits this access\?"):
        checklist.opened_by_hand(Gate.MONEY, "seen", second=TOMASZ, **SAID)
    opened = checklist.opened_by_hand(Gate.MONEY, "seen", second=TOMASZ, limit="€50", **SAID)
    assert opened.openings[0].approval is not None


# ---------------------------------------------------------------------- what hangs on a paper


LORCAN = (
    access("h", "CMS", AccessLevel.ADMIN, DataClass.CLIENT, given=date(2025, 6, 9)),
    access("h", "DNS", AccessLevel.EDIT, DataClass.INTERNAL, given=date(2025, 6, 9)),
)


def test_an_expiring_paper_lights_up_what_hangs_on_it() -> None:
    facts = Facts(TODAY, (SIGNED, NDA, DPA), LORCAN)
    ready = all_done(listed(SECRECY, DATA), facts)
    assert [grant.says for grant in hanging_on(NDA, ready.lines, facts).grants] == ["CMS admin", "DNS edit"]
    assert [grant.says for grant in hanging_on(DPA, ready.lines, facts).grants] == ["CMS admin"]


def test_nothing_hangs_on_a_paper_that_a_longer_one_replaces() -> None:
    longer = NDA.but(uid="longer", term_end=date(2027, 6, 6))
    facts = Facts(TODAY, (NDA, longer, DPA), LORCAN)
    ready = all_done(listed(SECRECY, DATA), facts)
    assert hanging_on(NDA, ready.lines, facts).gates == ()
    assert len(hanging_on(longer, ready.lines, facts).grants) == 2


def test_an_item_that_is_not_done_holds_up_what_is_behind_its_gate_and_what_depends_on_it() -> None:
    facts = Facts(TODAY, (SIGNED, NDA, DPA), LORCAN)
    checklist = listed(
        {**SECRECY, "code": "A"},
        {"title": "Account", "needs": "accounts"},
        {"title": "Kick-off", "depends_on": ("A",)},
    )
    held = held_up_by(checklist.items[0], checklist.lines, facts)
    assert [item.title for item in held.items] == ["Account", "Kick-off"]
    assert len(held.grants) == 2
    ready = all_done(checklist, facts)
    assert held_up_by(ready.items[0], ready.lines, facts).items == ()


def test_an_access_that_is_asked_for_is_told_in_words_what_keeps_its_gate_shut() -> None:
    say = shut_by([listed(SECRECY)], Facts(TODAY, (NDA,)), "h")
    assert say(Gate.ACCOUNTS) == ("Secrecy: not done",)


# ---------------------------------------------------------------------- whatever is done


PAPERS = [
    *((), (NDA,), (SIGNED, DPA), (NDA, DPA), (SIGNED, NDA, DPA)),
    *((SIGNED, NDA, DPA.but(countersigned_on=None)), (SIGNED.but(archived=at(TODAY)), NDA, DPA)),
]


def _is_there(checklist: Checklist, gate: Gate, facts: Facts) -> bool:
    """Tells by the words of the rule whether all that opens a gate is there."""
    openers = [item for item in checklist.lines if gate in item.opens]
    for item in openers:
        last = item.history[-1] if item.history else None
        if last and last.state is ItemState.WAIVED and last.until and facts.today <= last.until:
            continue
        if last is None or last.state is not (ItemState.SIGNED_OFF if item.sign_off else ItemState.DONE):
            return False
        kind = item.paper
        if kind and not any(each.kind is kind and each.is_in_force(facts.today) for each in facts.agreements):
            return False
    return bool(openers)


VERBS = ("done", "signed", "waived", "skipped", "reopened", "conditions")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([light_checklist, full_checklist]),
    st.sampled_from(list(HelperKind)),
    st.lists(st.tuples(st.sampled_from(VERBS), st.integers(0, 40)), max_size=120),
    st.sampled_from(PAPERS),
    st.integers(0, 40),
)
def test_no_gate_opens_without_its_facts_or_a_waiver_on_record(
    shipped: Any, kind: HelperKind, steps: list[tuple[str, int]], papers: tuple[Agreement, ...], later: int
) -> None:
    checklist, facts = running(Template.read(shipped(kind))), Facts(TODAY, papers)
    for verb, place in steps:
        key = checklist.items[place % len(checklist.items)].key
        try:
            if verb == "done":
                said = {"reported_by": "Lorcan", "says": "2026-05-12"}
                checklist = checklist.done(key, facts=facts, at=at(TODAY), who=ORLA, **said)
            elif verb == "signed":
                checklist = checklist.signed_off(key, at=at(TODAY), today=TODAY, who=TOMASZ, limit="€5")
            elif verb == "waived":
                checklist = checklist.waived(key, "soon", TODAY + timedelta(place % 15), **SAID)
            elif verb == "skipped":
                checklist = checklist.skipped(key, "not here", **SAID)
            elif verb == "reopened":
                checklist = checklist.reopened(key, "again", **SAID)
            else:
                checklist = checklist.supposing(PERSONAL_DATA, bool(place % 2), **SAID)
        except RuleBroken:
            continue
    then = Facts(TODAY + timedelta(days=later), papers)
    behind = {Gate.CLIENT_DATA: [Gate.ACCOUNTS], Gate.MONEY: [Gate.ACCOUNTS, Gate.CLIENT_DATA]}
    for gate in Gate:
        needed = all(_is_there(checklist, each, then) for each in (*behind.get(gate, ()), gate))
        is_open = gate_of(gate, [checklist], then, "h").is_open
        assert needed or not is_open
        assert is_open or not needed or gate is Gate.MONEY
