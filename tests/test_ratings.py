"""Ratings: the scale, what they rest on, and how much that counts."""

from datetime import UTC, datetime

import pytest

from models.document import RuleBroken
from models.ratings import Method, Rating, Strength, seen_by, strength_of, weakness

NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)


def rating(**changes: object) -> Rating:
    usual = {"criterion": "skill", "rater": "ob", "value": 4, "method": Method.PAID_TRIAL, "at": NOON}
    return Rating.of(**(usual | {"evidence": "20 chases, one error"} | changes))


@pytest.mark.parametrize("value", [0, 6, -1])
def test_a_value_off_the_scale_is_refused_and_the_way_to_say_nothing_is_told(value: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rating(value=value)
    assert str(refusal.value) == "Ratings run 1–5. To say 'don't know', leave it empty."


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        ("", "What did you see or hear that earns a 4?"),
        ("good", "What did you see or hear that earns a 4? Say it in 15 characters or more."),
    ],
)
def test_a_rating_is_not_handed_in_without_evidence(evidence: str, says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rating(evidence=evidence).handed_in(at=NOON)
    assert (str(refusal.value), refusal.value.field) == (says, "evidence")


def test_a_rating_counts_from_when_it_is_handed_in_until_another_replaces_it() -> None:
    draft = rating()
    assert not draft.counts
    assert draft.handed_in(at=NOON).counts
    assert not draft.handed_in(at=NOON).replaced().counts


def test_an_impression_may_be_handed_in_and_never_counts() -> None:
    assert not rating(method=Method.IMPRESSION).handed_in(at=NOON).counts


def test_every_method_has_the_strength_of_the_table() -> None:
    assert {
        strength: [each.value for each in Method if strength_of(each) is strength] for strength in Strength
    } == {
        Strength.STRONG: ["work_sample", "paid_trial", "own_test", "structured_interview"],
        Strength.MEDIUM: ["reference", "portfolio", "scripted_demo", "reviews", "document"],
        Strength.WEAK: ["claim", "unstructured_chat"],
        Strength.NONE: ["impression"],
    }
    assert [each.share for each in Strength] == [0.0, 0.3, 0.6, 1.0]


@pytest.mark.parametrize(
    ("says", "full"),
    [
        (weakness(Method.STRUCTURED_INTERVIEW, structure=0.70), True),
        (weakness(Method.STRUCTURED_INTERVIEW, structure=0.69), False),
        (weakness(Method.STRUCTURED_INTERVIEW), False),
        (weakness(Method.REVIEWS, reviews=10), True),
        (weakness(Method.REVIEWS, reviews=9), False),
        (weakness(Method.REVIEWS), False),
        (weakness(Method.PORTFOLIO, authorship_confirmed=True), True),
        (weakness(Method.PORTFOLIO), False),
        (weakness(Method.REFERENCE, worked_together=True), True),
        (weakness(Method.REFERENCE, worked_together=False), False),
        (weakness(Method.REFERENCE), False),
        (weakness(Method.PAID_TRIAL, trial_worked=True), True),
        (weakness(Method.PAID_TRIAL), False),
        (weakness(Method.OWN_TEST, tasks_run=True), True),
        (weakness(Method.OWN_TEST), False),
        (weakness(Method.WORK_SAMPLE, authorship_confirmed=True), True),
        (weakness(Method.WORK_SAMPLE), False),
        (weakness(Method.SCRIPTED_DEMO), True),
        (weakness(Method.DOCUMENT), True),
    ],
)
def test_a_method_whose_condition_is_not_met_counts_as_weak(says: str, full: bool) -> None:
    assert (says == "") is full


def test_weakened_evidence_counts_like_a_claim_and_an_impression_stays_nothing() -> None:
    assert rating(weakened="9 reviews").strength is Strength.WEAK
    assert rating(method=Method.IMPRESSION, weakened="9 reviews").strength is Strength.NONE


def test_others_ratings_are_shown_once_the_own_one_is_handed_in() -> None:
    mine, theirs = rating(), rating(rater="tw").handed_in(at=NOON)
    elsewhere, draft = rating(rater="tw", criterion="speed").handed_in(at=NOON), rating(rater="tw")
    assert seen_by("ob", [mine, theirs, elsewhere, draft]) == [mine]
    sent = mine.handed_in(at=NOON)
    assert seen_by("ob", [sent, theirs, elsewhere, draft]) == [sent, theirs]
