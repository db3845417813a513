"""The stages of candidates: what each needs first, what is skipped, and which letters name them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.candidates import Candidate
from models.document import RuleBroken
from models.evidence import Interview
from models.evidence_line import read_script
from models.guards import Guarded
from models.helpers import HelperKind
from models.ratings import Method, Rating
from models.role_parts import KnockOutState, Scorecard
from models.roles import Role
from models.software_trial import ExitTest, ScaleCheck, SoftwareTrial, SupportProbe
from models.stage_guards import lacking
from models.stages import LETTERS, PEOPLE, SOFTWARE, Stage, skipped, stages_of, usual_method
from models.trials import Trial
from store.library import scorecard

NOON = datetime(2026, 4, 15, 12, tzinfo=UTC)
TODAY = NOON.date()


def role(kind: HelperKind = HelperKind.ASSISTANT, **fields: Any) -> Role:
    return Role.of(
        number=1, title="Client admin", kind=kind, **dict(Scorecard.read(scorecard(kind))), **fields
    )


PEOPLE_ROLE = role()
CLIENT_ROLE = PEOPLE_ROLE.but(data_class=DataClass.CLIENT)
TOOL_ROLE = role(HelperKind.SOFTWARE)


def asked_everything(candidate: Candidate, one: Role, state: KnockOutState = KnockOutState.PASS) -> Candidate:
    for knock_out in one.asked:
        candidate = candidate.answered(knock_out.key, state, at=NOON)
    return candidate


def interviewed(candidate: Candidate, one: Role, questions: int) -> Candidate:
    talk = Interview.of(at=NOON)
    for question in one.questions[:questions]:
        talk = talk.noted(question.key)
    return candidate.with_evidence(talk.held())


def rated(candidate: Candidate, one: Role, codes: Sequence[str], value: int = 4) -> Candidate:
    for criterion in one.scored:
        if criterion.code in codes:
            candidate = candidate.rated(
                Rating.of(
                    criterion=criterion.key,
                    rater="ob",
                    value=value,
                    method=Method.DOCUMENT,
                    evidence="twenty chases, one error",
                    at=NOON,
                )
            )
    return candidate.submitted("ob", at=NOON)


def at_stage(stage: Stage, one: Role = PEOPLE_ROLE) -> Candidate:
    """A candidate who was in every stage before."""
    candidate = Candidate.entering(one, "Niamh Doyle")
    for each in stages_of(candidate.kind)[1:]:
        if candidate.stage is stage:
            break
        candidate = candidate.moved_to(each, one, at=NOON, today=TODAY, despite="for the test")
    return candidate


def missing(candidate: Candidate, one: Role, target: Stage, **fields: Any) -> tuple[str, ...]:
    return lacking(candidate, one, target, today=TODAY, **fields)


@pytest.mark.parametrize("order", [PEOPLE, SOFTWARE])
def test_every_stage_has_a_letter_of_its_own(order: tuple[Stage, ...]) -> None:
    letters = [LETTERS[stage] for stage in order]
    assert len(set(letters)) == len(order)


@pytest.mark.parametrize("kind", HelperKind)
def test_people_and_software_pass_stages_of_their_own(kind: HelperKind) -> None:
    last = Stage.ADOPTED if kind is HelperKind.SOFTWARE else Stage.ENGAGED
    assert stages_of(kind)[-1] is last


@pytest.mark.parametrize(
    ("stage", "method"),
    [
        (Stage.INTERVIEWED, Method.STRUCTURED_INTERVIEW),
        (Stage.REFERENCES, Method.REFERENCE),
        (Stage.PAID_TRIAL, Method.PAID_TRIAL),
        (Stage.TRIAL, Method.OWN_TEST),
        (Stage.LONGLIST, Method.CLAIM),
        (Stage.OFFER, Method.DOCUMENT),
    ],
)
def test_the_method_of_a_rating_follows_the_stage(stage: Stage, method: Method) -> None:
    assert usual_method(stage) is method


# ---------------------------------------------------------------------- skipping


@pytest.mark.parametrize(
    ("here", "target", "been", "left_out"),
    [
        (Stage.SOURCED, Stage.CONTACTED, (), ()),
        (Stage.SOURCED, Stage.INTERVIEWED, (), (Stage.CONTACTED, Stage.SCREENED)),
        (Stage.INTERVIEWED, Stage.PAID_TRIAL, (), ()),
        (Stage.PAID_TRIAL, Stage.DECISION, (), (Stage.REFERENCES,)),
        (Stage.PAID_TRIAL, Stage.DECISION, (Stage.REFERENCES,), ()),
        (Stage.REFERENCES, Stage.DECISION, (Stage.PAID_TRIAL,), ()),
        (Stage.REFERENCES, Stage.DECISION, (), (Stage.PAID_TRIAL,)),
        (Stage.SCREENED, Stage.PAID_TRIAL, (), (Stage.INTERVIEWED,)),
    ],
)
def test_references_and_the_trial_may_swap_and_all_else_is_skipped(
    here: Stage, target: Stage, been: tuple[Stage, ...], left_out: tuple[Stage, ...]
) -> None:
    assert tuple(skipped(PEOPLE, here, target, been)) == left_out


def test_a_skipped_stage_needs_a_reason_that_stays_and_is_asked_for_once() -> None:
    candidate = asked_everything(at_stage(Stage.SCREENED), PEOPLE_ROLE)
    with pytest.raises(Guarded) as refused:
        candidate.moved_to(Stage.REFERENCES, PEOPLE_ROLE, at=NOON, today=TODAY)
    assert str(refused.value) == "Niamh Doyle cannot go to References yet. Missing: the stage Interviewed."
    on = candidate.moved_to(Stage.REFERENCES, PEOPLE_ROLE, at=NOON, today=TODAY, despite="worked here before")
    assert on.moves[-1].reason == "worked here before"
    assert on.moves[-1].left_out == (Stage.INTERVIEWED,)
    back = on.moved_to(Stage.SCREENED, PEOPLE_ROLE, at=NOON, today=TODAY)
    assert "the stage Interviewed" not in missing(back, PEOPLE_ROLE, Stage.REFERENCES)


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_going_back_needs_nothing(one: Stage, other: Stage) -> None:
    first, last = sorted((one, other), key=PEOPLE.index)
    candidate = Candidate.entering(PEOPLE_ROLE, "Niamh Doyle").but(stage=last)
    assert missing(candidate, PEOPLE_ROLE, first) == ()


# ---------------------------------------------------------------------- people


def test_an_interview_comes_after_the_knock_outs_were_asked() -> None:
    screened = at_stage(Stage.SCREENED)
    assert missing(screened, PEOPLE_ROLE, Stage.INTERVIEWED) == tuple(
        f"asking: {each.text}" for each in PEOPLE_ROLE.asked
    )
    open_answers = asked_everything(screened, PEOPLE_ROLE, KnockOutState.UNKNOWN)
    assert missing(open_answers, PEOPLE_ROLE, Stage.INTERVIEWED) == ()


def test_references_come_after_an_interview_with_most_of_the_set() -> None:
    candidate = at_stage(Stage.INTERVIEWED)
    says = ("an interview held with 70% of the question set",)
    assert missing(interviewed(candidate, PEOPLE_ROLE, 4), PEOPLE_ROLE, Stage.REFERENCES) == says
    assert missing(interviewed(candidate, PEOPLE_ROLE, 5), PEOPLE_ROLE, Stage.REFERENCES) == ()


def test_a_trial_instead_of_references_needs_the_interview_just_the_same() -> None:
    found = missing(at_stage(Stage.INTERVIEWED), PEOPLE_ROLE, Stage.PAID_TRIAL)
    assert "an interview held with 70% of the question set" in found


def test_a_paid_trial_needs_fixed_criteria() -> None:
    candidate = at_stage(Stage.REFERENCES)
    planned = Trial.of(scope="Chase 20 receipts", minutes_cap=360, pay=114_00).showing(["On time"])
    says = ("what the paid trial must show, fixed beforehand",)
    assert missing(candidate.with_evidence(planned), PEOPLE_ROLE, Stage.PAID_TRIAL) == says
    fixed = candidate.with_evidence(planned.freezing(at=NOON))
    assert missing(fixed, PEOPLE_ROLE, Stage.PAID_TRIAL) == ()


def test_client_data_in_a_trial_needs_a_confidentiality_agreement_of_their_own() -> None:
    planned = Trial.of(scope="Chase 20 receipts", minutes_cap=360, pay=114_00).showing(["On time"])
    candidate = at_stage(Stage.REFERENCES, CLIENT_ROLE).with_evidence(planned.freezing(at=NOON))
    day = {"sent_on": TODAY, "signed_on": TODAY, "countersigned_on": TODAY}
    theirs = Agreement.of(kind=AgreementKind.NDA, party="Niamh", candidate=candidate.uid, **day)
    elses = theirs.but(candidate="somebody")
    says = ("a confidentiality agreement in force",)
    assert missing(candidate, CLIENT_ROLE, Stage.PAID_TRIAL, agreements=[elses]) == says
    assert missing(candidate, CLIENT_ROLE, Stage.PAID_TRIAL, agreements=[theirs]) == ()
    assert missing(candidate.but(role=PEOPLE_ROLE.uid), PEOPLE_ROLE, Stage.PAID_TRIAL) == ()


def test_a_decision_after_a_paid_trial_needs_one_that_was_worked_on() -> None:
    candidate = at_stage(Stage.PAID_TRIAL)
    says = ("a paid trial that was worked on",)
    draft = Trial.of(scope="Chase 20 receipts", minutes_cap=360, pay=114_00).showing(["On time"])
    begun = draft.started(TODAY, TODAY, at=NOON)
    for trial in (None, draft, begun):
        assert missing(candidate.but(trial=trial), PEOPLE_ROLE, Stage.DECISION) == says
    assert missing(candidate.but(trial=begun.worked(30)), PEOPLE_ROLE, Stage.DECISION) == ()


@pytest.mark.parametrize("target", [Stage.INTERVIEWED, Stage.OFFER])
def test_a_failed_knock_out_is_told_once_at_every_stage_on_the_way(target: Stage) -> None:
    first = PEOPLE_ROLE.asked[0]
    candidate = asked_everything(at_stage(Stage.SCREENED), PEOPLE_ROLE)
    failed = candidate.answered(first.key, KnockOutState.FAIL, at=NOON)
    assert missing(failed, PEOPLE_ROLE, target).count(f"{first.code} {first.text}: failed") == 1
    assert missing(failed, PEOPLE_ROLE, Stage.CONTACTED) == ()


def test_an_offer_needs_four_fifths_of_the_weight_rated_and_handed_in() -> None:
    candidate = asked_everything(at_stage(Stage.DECISION), PEOPLE_ROLE)
    thin = rated(candidate, PEOPLE_ROLE, ("SK", "RE", "CO"))
    assert "ratings on 80% of the weight (65% so far)" in missing(thin, PEOPLE_ROLE, Stage.OFFER)
    full = rated(candidate, PEOPLE_ROLE, ("SK", "UB", "RE", "CO", "DH"))
    assert missing(full, PEOPLE_ROLE, Stage.OFFER) == ()
    draft = full.ratings[0].but(key="draft", submitted=None)
    assert missing(full.rated(draft), PEOPLE_ROLE, Stage.OFFER) == ("1 rating handed in",)


def test_an_offer_is_not_made_to_one_who_is_out() -> None:
    candidate = asked_everything(at_stage(Stage.DECISION), PEOPLE_ROLE)
    poor = rated(candidate, PEOPLE_ROLE, ("SK",), 2)
    full = rated(poor, PEOPLE_ROLE, ("UB", "RE", "CO", "DH", "AV"))
    found = missing(full, PEOPLE_ROLE, Stage.OFFER)
    assert len(found) == 1
    assert found[0].startswith("SK ")


def test_an_unknown_knock_out_keeps_from_the_offer_and_a_waiver_lets_through_until_it_runs_out() -> None:
    candidate = asked_everything(at_stage(Stage.DECISION), PEOPLE_ROLE)
    candidate = rated(candidate, PEOPLE_ROLE, ("SK", "UB", "RE", "CO", "DH", "AV"))
    first = PEOPLE_ROLE.asked[0]
    unknown = candidate.answered(first.key, KnockOutState.UNKNOWN, at=NOON)
    assert missing(unknown, PEOPLE_ROLE, Stage.OFFER) == (f"{first.code} {first.text}: not known yet",)

    def waived(until: date) -> Candidate:
        state = KnockOutState.WAIVED
        return candidate.answered(first.key, state, at=NOON, reason="signs on Monday", until=until)

    assert missing(waived(TODAY), PEOPLE_ROLE, Stage.OFFER) == ()
    assert missing(waived(TODAY - timedelta(days=1)), PEOPLE_ROLE, Stage.OFFER) != ()


def test_a_waiver_says_why() -> None:
    with pytest.raises(RuleBroken, match=r"^Why may this be waived\? Say it in a sentence\.$"):
        at_stage(Stage.SCREENED).answered("k", KnockOutState.WAIVED, at=NOON)


# ---------------------------------------------------------------------- software


def test_a_trial_of_software_needs_five_tasks_of_the_owners() -> None:
    candidate = asked_everything(at_stage(Stage.SHORTLIST, TOOL_ROLE), TOOL_ROLE)
    four = candidate.with_evidence(SoftwareTrial.of(script=read_script("a ; b ; c ; d")))
    assert missing(four, TOOL_ROLE, Stage.TRIAL) == ("a trial script of 5 own tasks or more",)
    five = candidate.with_evidence(SoftwareTrial.of(script=read_script("a ; b ; c ; d ; e")))
    assert missing(five, TOOL_ROLE, Stage.TRIAL) == ()


def test_a_decision_on_software_needs_the_diligence_done_and_the_weight_rated() -> None:
    candidate = asked_everything(at_stage(Stage.DUE_DILIGENCE, TOOL_ROLE), TOOL_ROLE)
    assert missing(candidate, TOOL_ROLE, Stage.DECISION) == (
        "an export tried",
        "a question sent to support",
        "the price at three times the volume",
        "ratings on 80% of the weight (0% so far)",
    )
    tried = SoftwareTrial.of(
        script=read_script("a ; b ; c ; d ; e ; f"),
        exits=(ExitTest.of(done_on=TODAY, ok=True),),
        probes=(SupportProbe.of(question="VAT?", sent_at=NOON),),
        scale=(ScaleCheck.of(metric="documents", now=210, price_now=42_00, price_x3=78_00),),
    )
    done = rated(candidate.with_evidence(tried), TOOL_ROLE, ("FT", "US", "IN", "SC", "SU", "EV", "SE"))
    assert missing(done, TOOL_ROLE, Stage.DECISION) == ()


def test_software_that_fails_a_knock_out_is_not_decided_on() -> None:
    candidate = asked_everything(at_stage(Stage.DUE_DILIGENCE, TOOL_ROLE), TOOL_ROLE)
    failed = candidate.answered(TOOL_ROLE.asked[0].key, KnockOutState.FAIL, at=NOON)
    assert f"{TOOL_ROLE.asked[0].code} {TOOL_ROLE.asked[0].text}: failed" in missing(
        failed, TOOL_ROLE, Stage.DECISION
    )


def test_software_is_not_adopted_while_a_knock_out_is_unknown() -> None:
    candidate = asked_everything(at_stage(Stage.DECISION, TOOL_ROLE), TOOL_ROLE)
    done = rated(candidate, TOOL_ROLE, ("FT", "US", "IN", "SC", "SU", "EV", "SE"))
    assert missing(done, TOOL_ROLE, Stage.ADOPTED) == ()
    unknown = done.answered(TOOL_ROLE.asked[0].key, KnockOutState.UNKNOWN, at=NOON)
    assert missing(unknown, TOOL_ROLE, Stage.ADOPTED)[0].endswith(": not known yet")


# ---------------------------------------------------------------------- the whole way


def test_who_has_everything_passes_all_stages_without_a_single_reason() -> None:
    one = CLIENT_ROLE
    candidate = asked_everything(Candidate.entering(one, "Niamh Doyle"), one)
    candidate = interviewed(candidate, one, 6)
    planned = Trial.of(scope="Chase 20 receipts", minutes_cap=360, pay=114_00).showing(["On time"])
    candidate = candidate.with_evidence(planned.started(TODAY, TODAY, at=NOON).worked(270))
    candidate = rated(candidate, one, ("SK", "UB", "RE", "CO", "DH", "AV"))
    signed = {"signed_on": TODAY, "countersigned_on": TODAY, "candidate": candidate.uid}
    papers = [Agreement.of(kind=AgreementKind.NDA, party="Niamh Doyle", **signed)]
    for _ in PEOPLE[1:-1]:
        candidate = candidate.moved(1, one, at=NOON, today=TODAY, agreements=papers)
    engaged = candidate.engaged("h", one, at=NOON, today=TODAY, agreements=papers)
    assert [move.target for move in engaged.moves] == list(PEOPLE[1:])
    assert not any(move.missing for move in engaged.moves)


def test_software_that_has_everything_passes_all_stages_without_a_single_reason() -> None:
    candidate = asked_everything(Candidate.entering(TOOL_ROLE, "Docket Otter"), TOOL_ROLE)
    tried = SoftwareTrial.of(
        script=read_script("a ; b ; c ; d ; e ; f"),
        exits=(ExitTest.of(done_on=TODAY, ok=True),),
        probes=(SupportProbe.of(question="VAT?", sent_at=NOON),),
        scale=(ScaleCheck.of(metric="documents", now=210, price_now=42_00, price_x3=78_00),),
    )
    candidate = candidate.with_evidence(tried)
    candidate = rated(candidate, TOOL_ROLE, ("FT", "US", "IN", "SC", "SU", "EV", "SE"))
    for _ in SOFTWARE[1:-1]:
        candidate = candidate.moved(1, TOOL_ROLE, at=NOON, today=TODAY)
    engaged = candidate.engaged("h", TOOL_ROLE, at=NOON, today=TODAY)
    assert [move.target for move in engaged.moves] == list(SOFTWARE[1:])
    assert not any(move.missing for move in engaged.moves)
