"""Reviews at 30, 60 and 90 days, then every quarter, each with a decision and its reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.business import Business
from models.document import RuleBroken
from models.reviews import (
    QUESTIONS,
    Review,
    ReviewDue,
    ReviewKind,
    Verdict,
    decided_at_30_days,
    decisions,
    next_review,
)

START = date(2026, 5, 5)
BUSINESS = Business(holidays=(date(2026, 6, 4),))


def review(kind: ReviewKind, on: date, decision: Verdict = Verdict.KEEP, **fields: Any) -> Review:
    return Review.of(kind=kind, on=on, decision=decision, reason="numbers are right", **fields)


def test_the_first_review_is_thirty_days_on_or_the_next_work_day() -> None:
    assert next_review(START, [], BUSINESS) == ReviewDue(ReviewKind.D30, date(2026, 6, 5))


def test_the_ladder_goes_on_to_quarters_from_the_last_one_held() -> None:
    held: list[Review] = []
    seen = []
    for _ in range(5):
        due = next_review(START, held, Business())
        assert due is not None
        seen.append(due)
        held.append(review(due.kind, due.on))
    assert [each.kind for each in seen] == [
        ReviewKind.D30,
        ReviewKind.D60,
        ReviewKind.D90,
        ReviewKind.QUARTERLY,
        ReviewKind.QUARTERLY,
    ]
    assert [each.on for each in seen] == [
        date(2026, 6, 4),
        date(2026, 7, 6),
        date(2026, 8, 3),
        date(2026, 11, 3),
        date(2027, 2, 3),
    ]


def test_a_review_that_was_left_out_is_not_made_up_for() -> None:
    due = next_review(START, [review(ReviewKind.D60, date(2026, 7, 6))], BUSINESS)
    assert due is not None
    assert due.kind is ReviewKind.D90


def test_a_day_that_was_agreed_on_takes_the_place_of_the_usual_one() -> None:
    early = review(ReviewKind.D30, date(2026, 6, 5), next_on=date(2026, 6, 15))
    assert next_review(START, [early], BUSINESS) == ReviewDue(ReviewKind.D60, date(2026, 6, 15))


@pytest.mark.parametrize("verdict", [Verdict.REPLACE, Verdict.STOP])
def test_nothing_is_reviewed_after_a_decision_to_end_it(verdict: Verdict) -> None:
    assert next_review(START, [review(ReviewKind.D30, date(2026, 6, 5), verdict)], BUSINESS) is None


def test_a_review_is_late_after_its_day() -> None:
    due = ReviewDue(ReviewKind.D30, date(2026, 6, 5))
    assert not due.is_late(date(2026, 6, 5))
    assert due.is_late(date(2026, 6, 6))


@given(
    st.lists(
        st.tuples(st.sampled_from(ReviewKind), st.integers(1, 700)),
        max_size=6,
        unique_by=lambda each: each[1],
    )
)
def test_the_next_review_is_on_a_work_day_and_never_a_step_back(held: list[tuple[ReviewKind, int]]) -> None:
    reviews = [review(kind, START + timedelta(days=days)) for kind, days in held]
    due = next_review(START, reviews, BUSINESS)
    assert due is not None
    assert BUSINESS.is_work_day(due.on)
    ladder = [ReviewKind.D30, ReviewKind.D60, ReviewKind.D90, ReviewKind.QUARTERLY]
    reached = [ladder.index(each.kind) for each in reviews if each.kind in ladder]
    assert ladder.index(due.kind) >= min(max(reached, default=-1) + 1, 3)


def test_a_decision_has_a_reason() -> None:
    with pytest.raises(
        RuleBroken, match=r"^Why “expand”\? Say it in a sentence: the next review quotes it\.$"
    ):
        Review.of(kind=ReviewKind.D30, on=START, decision=Verdict.EXPAND)
    with pytest.raises(RuleBroken, match=r"^The next review comes after this one: say a later day\.$"):
        review(ReviewKind.D30, START, next_on=START)


def test_the_history_tells_the_latest_decision_first() -> None:
    first, second = review(ReviewKind.D30, START), review(ReviewKind.D60, date(2026, 7, 6), Verdict.EXPAND)
    assert list(decisions([first, second])) == [second, first]


def test_the_gate_to_money_asks_for_the_latest_30_day_review() -> None:
    kept = review(ReviewKind.D30, date(2026, 6, 5))
    stopped = review(ReviewKind.D30, date(2026, 6, 8), Verdict.STOP)
    assert decided_at_30_days([kept]) is kept
    assert decided_at_30_days([kept, stopped]) is stopped
    later = review(ReviewKind.D60, date(2026, 7, 6))
    assert decided_at_30_days([kept, later]) is kept
    assert decided_at_30_days([later]) is None
    assert decided_at_30_days([]) is None


def test_every_review_has_questions_and_the_first_three_an_intent() -> None:
    assert set(QUESTIONS) == set(ReviewKind)
    assert [each.intent.split(":")[0] for each in ReviewKind if each.intent] == ["learn", "own", "improve"]
