"""Ratings on one line: the method and the evidence of each, whose they are, and when they count."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.brief import DataClass
from models.candidates import Candidate
from models.document import RuleBroken
from models.evidence import Authorship, Interview, Sample
from models.helpers import HelperKind
from models.rating_line import (
    METHOD_WORDS,
    RatingLine,
    hidden_from,
    own_rating,
    rated_by,
    rating_text,
    read_rating,
)
from models.ratings import Method, Strength
from models.references import ReferenceRequest
from models.role_parts import Scorecard
from models.roles import Role
from models.scorecard import compare
from models.trials import Trial, TrialCheck, TrialResult
from store.library import scorecard

NOON = datetime(2026, 4, 15, 12, tzinfo=UTC)
ROLE = Role.of(number=1, title="Client admin", **dict(Scorecard.read(scorecard(HelperKind.ASSISTANT))))
SKILL = ROLE.criteria[0]
SEEN = RatingLine(Method.PAID_TRIAL, "twenty chases, one error")


def rate(
    candidate: Candidate, value: int, who: str = "ob", *, alone: bool, line: RatingLine = SEEN
) -> Candidate:
    return rated_by(who, candidate, ROLE, SKILL.key, value, line, alone=alone, at=NOON)


@pytest.fixture
def niamh() -> Candidate:
    return Candidate.entering(ROLE, "Niamh Doyle")


@pytest.mark.parametrize(
    ("text", "method", "evidence"),
    [
        ("twenty chases, one error", Method.CLAIM, "twenty chases, one error"),
        ("trial: twenty chases", Method.PAID_TRIAL, "twenty chases"),
        ("tri: twenty chases", Method.PAID_TRIAL, "twenty chases"),
        ("TRIAL:twenty chases", Method.PAID_TRIAL, "twenty chases"),
        ("doc: their policy, page 2: fine", Method.DOCUMENT, "their policy, page 2: fine"),
        ("int: said it back", Method.STRUCTURED_INTERVIEW, "said it back"),
        ("https://example.org: their page", Method.CLAIM, "https://example.org: their page"),
        ("their mail: all fine", Method.CLAIM, "their mail: all fine"),
        ("14:30 was the time", Method.CLAIM, "14:30 was the time"),
        ("", Method.CLAIM, ""),
        (": what", Method.CLAIM, ": what"),
    ],
)
def test_a_word_at_the_beginning_names_the_method(text: str, method: Method, evidence: str) -> None:
    assert read_rating(text, Method.CLAIM) == RatingLine(method, evidence)


@pytest.mark.parametrize("text", ["nonsense: he was fine", "Xero: exports fine", "re:"])
def test_a_word_with_a_colon_that_names_no_method_is_refused_with_those_that_do(text: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_rating(text, Method.CLAIM)
    word = text.partition(":")[0]
    assert str(refusal.value) == (
        f"“{word}” is no kind of evidence: begin with sample, trial, test, interview, reference, portfolio,"
        " demo, reviews, document, claim, chat, impression, or leave the colon out."
    )


def test_a_trial_counts_as_strong_once_it_is_worked_on(niamh: Candidate) -> None:
    agreed = Trial.of(
        scope="Chase receipts", minutes_cap=360, pay=85_00, criteria=(TrialCheck.of(text="on time"),)
    )
    begun = agreed.started(NOON.date(), NOON.date(), at=NOON)
    worked, decided = begun.worked(30), begun.decided_as(TrialResult.STOPPED, "No reply.", at=NOON)
    found = [rate(niamh.but(trial=each), 4, alone=True) for each in (None, agreed, begun, worked, decided)]
    strengths = [each.weighed(ROLE)[0].strength for each in found]
    assert strengths == [Strength.WEAK] * 3 + [Strength.STRONG] * 2


def test_every_method_has_a_word_of_its_own_even_when_cut_to_three_letters() -> None:
    assert set(METHOD_WORDS.values()) == set(Method)
    assert len({word[:3] for word in METHOD_WORDS}) == len(METHOD_WORDS)


@given(st.sampled_from(Method), st.text("abc :,", max_size=30))
def test_the_line_of_a_rating_is_read_back_as_that_rating(method: Method, evidence: str) -> None:
    candidate = rate(
        Candidate.entering(ROLE, "Niamh"), 4, alone=False, line=RatingLine(method, evidence.strip())
    )
    said = rating_text(candidate.ratings[0])
    assert read_rating(said, Method.CLAIM) == RatingLine(method, " ".join(evidence.split()))


def test_the_rating_of_a_sole_owner_counts_at_once(niamh: Candidate) -> None:
    assert rate(niamh, 4, alone=True).ratings[0].counts


def test_one_that_counts_at_once_says_what_it_rests_on(niamh: Candidate) -> None:
    with pytest.raises(RuleBroken, match=r"^What did you see or hear that earns a 4\?"):
        rate(niamh, 4, alone=True, line=RatingLine(Method.PAID_TRIAL, "good"))


def test_among_several_owners_it_is_a_draft_that_a_second_one_changes(niamh: Candidate) -> None:
    twice = rate(rate(niamh, 4, alone=False), 5, alone=False)
    assert [(each.value, each.submitted) for each in twice.ratings] == [(5, None)]


def test_after_handing_in_a_new_one_counts_at_once_and_the_old_one_stays_on_record(niamh: Candidate) -> None:
    handed_in = rate(niamh, 4, alone=False).submitted("ob", at=NOON)
    again = rate(handed_in, 2, alone=False)
    assert [(each.value, each.counts) for each in again.ratings] == [(4, False), (2, True)]
    assert own_rating(again, SKILL.key, "ob") == again.ratings[1]


REFERRED = RatingLine(Method.REFERENCE, "kept every date for two years")


def test_another_way_of_knowing_adds_a_rating_and_the_same_way_replaces_it(niamh: Candidate) -> None:
    both = rate(rate(niamh, 4, alone=True, line=REFERRED), 5, alone=True)
    assert [(each.value, each.counts) for each in both.ratings] == [(4, True), (5, True)]
    assert own_rating(both, SKILL.key, "ob", Method.REFERENCE) == both.ratings[0]
    assert own_rating(both, SKILL.key, "ob") == both.ratings[1]
    again = rate(both, 3, alone=True, line=REFERRED)
    assert [(each.value, each.counts) for each in again.ratings] == [(4, False), (5, True), (3, True)]


def test_drafts_by_two_methods_stand_beside_each_other_and_are_handed_in_together(niamh: Candidate) -> None:
    drafts = rate(rate(niamh, 4, alone=False, line=REFERRED), 5, alone=False)
    assert [each.value for each in drafts.drafts("ob")] == [4, 5]
    assert [each.counts for each in drafts.submitted("ob", at=NOON).ratings] == [True, True]


def test_one_who_has_handed_in_on_a_criterion_adds_what_counts_at_once(niamh: Candidate) -> None:
    sent = rate(niamh, 4, alone=False, line=REFERRED).submitted("ob", at=NOON)
    assert [each.counts for each in rate(sent, 5, alone=False).ratings] == [True, True]


def test_a_criterion_that_plays_no_part_is_not_rated(niamh: Candidate) -> None:
    without = ROLE.without(SKILL.key, "No skill is needed.")
    with pytest.raises(RuleBroken, match=r"plays no part in this role: No skill is needed\.$"):
        rated_by("ob", niamh, without, SKILL.key, 4, SEEN, alone=True, at=NOON)


def test_the_ratings_of_others_are_hidden_until_the_own_one_is_handed_in(niamh: Candidate) -> None:
    theirs = rate(niamh, 2, "tw", alone=False)
    assert hidden_from("ob", theirs, SKILL.key) == 0  # a draft is its rater's own
    theirs = theirs.submitted("tw", at=NOON)
    assert hidden_from("ob", theirs, SKILL.key) == 1
    mine = rate(theirs, 4, "ob", alone=False)
    assert hidden_from("ob", mine, SKILL.key) == 1
    assert hidden_from("ob", mine.submitted("ob", at=NOON), SKILL.key) == 0


TRIAL, TALK, REFEREE, PAPER = (
    Method.PAID_TRIAL,
    Method.STRUCTURED_INTERVIEW,
    Method.REFERENCE,
    Method.DOCUMENT,
)
GIVEN = {
    "Ines": [
        *(("SK", "ob", 4, TRIAL), ("SK", "tw", 4, TRIAL), ("UB", "ob", 4, TALK)),
        *(("CO", "ob", 4, TRIAL), ("CO", "tw", 2, TRIAL), ("DH", "ob", 3, PAPER)),
        ("AV", "ob", 4, Method.CLAIM),
    ],
    "Niamh": [
        *(("SK", "ob", 4, TRIAL), ("SK", "tw", 4, TRIAL), ("UB", "ob", 5, TALK)),
        *(("RE", "ob", 5, REFEREE), ("RE", "tw", 4, REFEREE), ("RE", "tw", 5, TRIAL)),
        *(("CO", "ob", 4, TALK), ("CO", "tw", 5, TRIAL), ("DH", "ob", 4, PAPER)),
        ("AV", "ob", 3, Method.CLAIM),
    ],
    "Bluebell": [
        *(("SK", "ob", 3, Method.PORTFOLIO), ("UB", "ob", 4, TALK), ("RE", "tw", 4, REFEREE)),
        *(("CO", "ob", 5, TALK), ("CO", "tw", 4, TALK), ("AV", "ob", 5, Method.CLAIM)),
    ],
}
"""The ratings of `domain.md` §3.5, by whom and how."""


def worked(name: str) -> Candidate:
    talk = Interview.of(at=NOON)
    for question in ROLE.questions:
        talk = talk.noted(question.key)
    sample = Sample.of(title="a file", authorship=Authorship.CONFIRMED, confirmed_by="their client")
    today = NOON.date()
    told = ReferenceRequest.of(referee="Aoife").asked(today).answered([("Dates?", "Kept.")], today)
    candidate = Candidate.entering(ROLE, name)
    trial = (
        Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00)
        .showing(["one error"])
        .started(today, today, at=NOON)
    )
    for part in (talk.held(), sample, told, trial.worked(270)):
        candidate = candidate.with_evidence(part)
    keys = {criterion.code: criterion.key for criterion in ROLE.criteria}
    for code, rater, value, method in GIVEN[name]:
        line = RatingLine(method, "seen and written down")
        candidate = rated_by(rater, candidate, ROLE, keys[code], value, line, alone=False, at=NOON)
    for rater in ("ob", "tw"):
        candidate = candidate.submitted(rater, at=NOON)
    return candidate


def test_the_worked_example_is_entered_rating_by_rating() -> None:
    role = ROLE.but(data_class=DataClass.CLIENT)
    found = compare(role, [worked(name).scored(role, NOON.date()) for name in GIVEN])
    assert {
        each.candidate.name: f"{each.known:.2f} {each.low:.2f}–{each.high:.2f} {each.confidence:.2f}"
        for each in found.standings
    } == {
        "Niamh": "4.25 4.25–4.25 0.87",
        "Bluebell": "3.94 3.50–4.10 0.60",
        "Ines": "3.56 3.05–3.85 0.67",
    }
