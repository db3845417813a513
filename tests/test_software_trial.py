"""A trial of software: the script, three times the volume, integrations, support, reviews, the price trap."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import RuleBroken
from models.software_trial import (
    IntegrationCheck,
    Link,
    ReviewEvidence,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    StepResult,
    SupportProbe,
)

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TODAY = NOON.date()


def scripted(*results: StepResult) -> SoftwareTrial:
    return SoftwareTrial.of(
        script=tuple(ScriptStep(text=f"step {n}", result=r) for n, r in enumerate(results))
    )


def quillbox(**fields: Any) -> SoftwareTrial:
    return SoftwareTrial.of(
        **{
            "start": date(2026, 4, 14),
            "end": date(2026, 5, 14),
            "price": 69_00,
            "auto_convert": True,
            "convert_on": date(2026, 5, 14),
            **fields,
        }
    )


def test_a_script_counts_what_passes_of_all_and_says_what_was_not_run() -> None:
    score = scripted(*[StepResult.PASS] * 7, StepResult.FAIL, StepResult.NOT_RUN).score
    assert (score.passed, score.failed, score.not_run, score.total) == (7, 1, 1, 9)
    assert score.low == pytest.approx(7 / 9)
    assert score.high == pytest.approx(8 / 9)


def test_an_empty_script_has_no_share() -> None:
    assert (SoftwareTrial().score.low, SoftwareTrial().score.high) == (None, None)


@given(st.lists(st.sampled_from(StepResult), min_size=1), st.data())
def test_running_a_step_only_narrows_what_a_script_can_come_to(
    results: list[StepResult], data: st.DataObject
) -> None:
    before = scripted(*results)
    open_ones = [step for step in before.script if step.result is StepResult.NOT_RUN]
    if open_ones:
        result = data.draw(st.sampled_from([each for each in StepResult if each is not StepResult.NOT_RUN]))
        run = data.draw(st.sampled_from(open_ones))
        steps = (step.but(result=result) if step is run else step for step in before.script)
        after = before.but(script=tuple(steps)).score
        assert before.score.low is not None
        assert before.score.high is not None
        assert after.low is not None
        assert after.high is not None
        assert before.score.low <= after.low <= after.high <= before.score.high


@pytest.mark.parametrize(
    ("result", "failed"), [(StepResult.FAIL, 1), (StepResult.PARTIAL, 1), (StepResult.NOT_RUN, 0)]
)
def test_a_must_that_only_partly_passes_is_failed(result: StepResult, failed: int) -> None:
    step = ScriptStep(text="read a photo", must=True, result=result)
    assert SoftwareTrial(script=(step,)).score.musts_failed == failed


@pytest.mark.parametrize(
    ("limit", "unlimited", "fits"),
    [(500, False, False), (630, False, True), (None, False, None), (None, True, True)],
)
def test_three_times_the_volume_fits_or_not_or_is_not_known(
    limit: int | None, unlimited: bool, fits: bool | None
) -> None:
    check = ScaleCheck.of(metric="documents", now=210, limit=limit, unlimited=unlimited)
    assert (check.at_x3, check.fits) == (630, fits)


def test_the_price_at_three_times_the_volume_is_held_against_todays() -> None:
    check = ScaleCheck.of(metric="documents", now=210, price_now=69_00, price_x3=165_00)
    assert check.price_ratio == pytest.approx(2.39, abs=0.005)
    assert ScaleCheck.of(metric="documents", now=210, price_now=69_00).price_ratio is None
    assert SoftwareTrial(scale=(check,)).price_x3 == 165_00


def test_an_integration_is_a_claim_until_it_is_tried() -> None:
    claimed = IntegrationCheck.of(tool="Abacus Reed", kind=Link.NATIVE)
    assert not claimed.is_tested
    tested = claimed.tested(False, TODAY)
    assert (tested.is_tested, tested.works, tested.kind) == (True, False, Link.NATIVE)


def test_what_was_tried_says_how_it_is_linked() -> None:
    with pytest.raises(RuleBroken, match=r"^How is it linked with Slate\?"):
        IntegrationCheck.of(tool="Slate").tested(True, TODAY)


def test_the_first_reply_of_support_is_measured() -> None:
    probe = SupportProbe.of(question="VAT number?", sent_at=NOON, first_reply_at=NOON + timedelta(hours=3))
    assert probe.minutes == 180
    assert SupportProbe.of(question="VAT number?", sent_at=NOON).minutes is None


def test_support_does_not_answer_before_it_is_asked() -> None:
    with pytest.raises(RuleBroken, match=r"^The reply is older than the question"):
        SupportProbe.of(question="Why?", sent_at=NOON, solved_at=NOON - timedelta(minutes=1))


@pytest.mark.parametrize("n", [None, 0])
def test_a_rating_says_how_many_reviews_it_is_made_of(n: int | None) -> None:
    with pytest.raises(RuleBroken, match=r"^4\.4 from how many reviews\? Enter the count\.$"):
        ReviewEvidence.of(site="a review site", rating=44, n=n)


def test_reviews_by_firms_like_ours_are_counted_where_that_is_known() -> None:
    assert ReviewEvidence.of(site="a review site", rating=44, n=212, like_us=61).similar == 129
    assert ReviewEvidence.of(site="a review site", rating=44, n=212).similar is None


def test_a_trial_that_converts_says_when() -> None:
    with pytest.raises(RuleBroken, match=r"^When does the trial start charging\? Enter the day\.$"):
        quillbox(convert_on=None)


def test_a_trial_of_software_does_not_end_before_it_starts() -> None:
    with pytest.raises(RuleBroken, match=r"^The trial ends before it starts\.$"):
        quillbox(end=date(2026, 4, 13))


def test_the_days_to_the_first_charge_are_counted_until_cancelling_is_confirmed() -> None:
    assert quillbox().days_to_charge(TODAY) == 2
    assert quillbox().days_to_charge(date(2026, 5, 16)) == -2
    assert quillbox(cancelled_on=TODAY).days_to_charge(TODAY) is None
    assert quillbox(auto_convert=False).days_to_charge(TODAY) is None


@pytest.mark.parametrize(("renews", "decides"), [(36, False), (35, True), (21, True), (1, True), (0, False)])
def test_a_renewal_is_to_be_decided_on_from_two_weeks_before_its_cancel_by_day(
    renews: int, decides: bool
) -> None:
    trial = quillbox(renews_on=TODAY + timedelta(days=renews), notice_days=21)
    assert trial.cancel_by == TODAY + timedelta(days=renews - 21)
    assert trial.must_decide(TODAY) is decides
    assert not trial.but(cancelled_on=TODAY).must_decide(TODAY)
    assert (quillbox().cancel_by, quillbox().must_decide(TODAY)) == (None, False)
