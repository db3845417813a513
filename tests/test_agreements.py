"""Agreements: where each stands on a day, by its dates and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agreements import Agreement, AgreementKind, AgreementState, confidentiality_in_force, kind_meant
from models.document import RuleBroken

SIGNED = date(2025, 6, 6)
END = date(2026, 6, 6)


def paper(**fields: Any) -> Agreement:
    return Agreement.of(**{"kind": AgreementKind.NDA, "party": "Lorcan Bell", **fields})


def nda(**fields: Any) -> Agreement:
    days = {"sent_on": SIGNED, "signed_on": SIGNED, "countersigned_on": SIGNED, "term_end": END}
    return paper(**{**days, **fields})


@pytest.mark.parametrize(
    ("agreement", "today", "state"),
    [
        (paper(), SIGNED, AgreementState.DRAFT),
        (paper(sent_on=SIGNED), SIGNED, AgreementState.SENT),
        (paper(sent_on=SIGNED, signed_on=SIGNED), END, AgreementState.SIGNED),
        (nda(effective=END), SIGNED, AgreementState.SIGNED),
        (nda(), SIGNED, AgreementState.IN_FORCE),
        (nda(), date(2026, 5, 6), AgreementState.IN_FORCE),
        (nda(), date(2026, 5, 7), AgreementState.EXPIRING),
        (nda(), END, AgreementState.EXPIRING),
        (nda(), END + timedelta(days=1), AgreementState.EXPIRED),
        (nda(survival_until=date(2029, 4, 23)), date(2026, 7, 1), AgreementState.SURVIVING),
        (nda(survival_until=date(2029, 4, 23)), date(2029, 4, 24), AgreementState.LAPSED),
        (nda(survives_for_good=True), date(2090, 1, 1), AgreementState.SURVIVING),
        (nda(term_end=None), date(2090, 1, 1), AgreementState.IN_FORCE),
        (nda(terminated_on=SIGNED), SIGNED + timedelta(days=1), AgreementState.TERMINATED),
    ],
)
def test_the_state_follows_from_the_dates(agreement: Agreement, today: date, state: AgreementState) -> None:
    assert agreement.state(today) is state


def test_an_agreement_that_ends_soon_is_still_in_force() -> None:
    assert nda().is_in_force(END)
    assert not nda().is_in_force(END + timedelta(days=1))


def test_a_paper_that_only_the_other_side_has_signed_holds_nothing() -> None:
    sent = paper().sent(SIGNED).signed(SIGNED)
    assert not sent.is_in_force(SIGNED)
    assert sent.countersigned(SIGNED).is_in_force(SIGNED)


def test_the_owner_signs_after_the_other_side() -> None:
    with pytest.raises(RuleBroken, match=r"^Lorcan Bell has not signed yet: enter that day first\.$"):
        paper().countersigned(SIGNED)


@pytest.mark.parametrize("fields", [{"effective": END}, {"countersigned_on": END}])
def test_an_agreement_does_not_end_before_it_starts(fields: dict[str, date]) -> None:
    with pytest.raises(RuleBroken, match=r"^The agreement ends before it starts\.$"):
        nda(**{"effective": None, **fields}, term_end=END - timedelta(days=1))


def test_only_what_is_in_force_is_terminated() -> None:
    with pytest.raises(RuleBroken, match=r"is not in force on 2026-06-07\.$"):
        nda().terminated(END + timedelta(days=1))
    assert nda().terminated(SIGNED).last_day == SIGNED


def test_confidence_that_ends_with_the_contract_is_warned_of() -> None:
    assert nda().warning == "Without a survival period the duty may end with the contract."
    assert nda(survives_for_good=True).warning == ""
    assert nda(kind=AgreementKind.DPA).warning == ""


def test_a_digest_is_one() -> None:
    assert nda(file_name="nda.pdf", sha256="a" * 64).sha256 == "a" * 64
    with pytest.raises(RuleBroken):
        nda(file_name="nda.pdf", sha256="abc")


def test_a_secret_has_no_place_in_an_agreement() -> None:
    with pytest.raises(RuleBroken, match=r"^Looks like a password or token"):
        paper(note="password: hunter22")


@pytest.mark.parametrize(
    ("papers", "bound"),
    [
        ([], False),
        ([nda()], True),
        ([nda(kind=AgreementKind.MUTUAL_NDA)], True),
        ([nda(kind=AgreementKind.CONTRACT)], False),
        ([paper()], False),
    ],
)
def test_only_a_confidentiality_agreement_in_force_binds(papers: list[Agreement], bound: bool) -> None:
    assert confidentiality_in_force(papers, SIGNED) is bound


def test_what_is_signed_late_holds_only_from_the_last_signature() -> None:
    may = date(2026, 5, 1)
    late = nda(effective=may, signed_on=may, countersigned_on=date(2026, 5, 20))
    assert (late.first_day, late.is_in_force(date(2026, 5, 12))) == (date(2026, 5, 20), False)
    theirs = nda(effective=may, signed_on=date(2026, 5, 20), countersigned_on=may)
    assert theirs.state(date(2026, 5, 12)) is AgreementState.SENT
    assert nda(effective=may, countersigned_on=None).first_day is None


def test_no_signature_lies_ahead() -> None:
    ahead = SIGNED + timedelta(days=1)
    for fields in ({"signed_on": ahead}, {"countersigned_on": ahead}, {"sent_on": ahead}):
        with pytest.raises(RuleBroken, match=r"^2025-06-07 has not come yet: say the day on which it was "):
            nda(**fields).on_record(SIGNED)
    assert nda(effective=ahead).on_record(SIGNED).effective == ahead


DAYS = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))


@given(DAYS, DAYS, DAYS, DAYS, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_what_is_in_force_was_signed_by_both_and_has_begun(
    signed: date | None, countersigned: date | None, effective: date | None, end: date | None, today: date
) -> None:
    try:
        one = paper(signed_on=signed, countersigned_on=countersigned, effective=effective, term_end=end)
    except RuleBroken:
        return
    if one.is_in_force(today):
        assert signed
        assert countersigned
        assert max(signed, countersigned, effective or signed) <= today <= (end or today)


def test_a_duty_that_would_end_before_its_agreement_is_refused() -> None:
    with pytest.raises(RuleBroken, match="before the agreement does: say 2026-06-06 or a") as broken:
        nda(survival_until=END - timedelta(days=1)).lasting()
    assert broken.value.field == "survival_until"
    assert nda(survival_until=END).lasting().survival_until == END


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("NDA", AgreementKind.NDA),
        ("dpa", AgreementKind.DPA),
        ("Mutual NDA", AgreementKind.MUTUAL_NDA),
        ("contract", None),
    ],
)
def test_a_kind_of_paper_is_known_by_its_short_name(said: str, kind: AgreementKind | None) -> None:
    assert kind_meant(said) is kind
