"""Evidence on candidates: samples, interviews, references, paid trials, messages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.business import Business
from models.document import RuleBroken
from models.evidence import Authorship, CommsSample, Interview, InterviewState, Sample, reply_times
from models.references import ReferenceRequest, ReferenceState, ReferenceStep
from models.trials import Trial, TrialResult

NOON = datetime(2026, 4, 13, 12, tzinfo=UTC)
ASKED = date(2026, 4, 13)
OFFICE = Business()
SIX = tuple("abcdef")


def interview(asked: str = "", **fields: Any) -> Interview:
    one = Interview.of(at=NOON, **fields)
    for question in asked:
        one = one.noted(question)
    return one


def reference() -> ReferenceRequest:
    return ReferenceRequest.of(referee="Aoife Lynch", relation="client, 2 years")


def trial(**fields: Any) -> Trial:
    return Trial.of(**{"scope": "Chase 20 receipts", "minutes_cap": 360, "pay": 114_00, **fields})


# ---------------------------------------------------------------------- samples


def test_a_sample_is_nobodys_until_somebody_says_how_they_know() -> None:
    sample = Sample.of(title="April newsletter", quality=4, relevance=3)
    assert sample.authorship is Authorship.UNVERIFIED
    with pytest.raises(RuleBroken, match=r"^How do you know who made “April newsletter”\?"):
        sample.verified(Authorship.CONFIRMED, " ")
    assert sample.verified(Authorship.CONFIRMED, "its editor says so").authorship is Authorship.CONFIRMED


@pytest.mark.parametrize("field", ["quality", "relevance"])
def test_a_sample_is_rated_from_1_to_5(field: str) -> None:
    with pytest.raises(RuleBroken, match=r"^Ratings run 1–5\. To say 'don't know', leave it empty\.$"):
        Sample.of(title="Site", **{field: 0})


# ---------------------------------------------------------------------- interviews


@pytest.mark.parametrize(("asked", "share"), [("abcdef", 1.0), ("abcde", 5 / 6), ("", 0.0), ("abcxyz", 0.5)])
def test_structure_is_the_share_of_the_set_that_was_asked(asked: str, share: float) -> None:
    assert interview(asked).held().structure(SIX) == pytest.approx(share)


def test_without_a_set_of_questions_an_interview_has_no_structure() -> None:
    assert interview("ab").held().structure(()) == 0


def test_two_owners_note_the_same_question_apart_and_each_only_once() -> None:
    both = (
        interview().noted("a", "clear", who="ob").noted("a", "vague", who="tw").noted("a", "so-so", who="ob")
    )
    assert [(each.who, each.note) for each in both.asked] == [("ob", "so-so"), ("tw", "vague")]


def test_a_question_can_be_left_out_again() -> None:
    assert interview("ab").not_asked("a").held().structure(("a", "b")) == 0.5


def test_an_interview_is_over_once() -> None:
    missed = interview().missed()
    assert missed.state is InterviewState.NO_SHOW
    with pytest.raises(RuleBroken, match=r"^This interview is marked no show already: plan another one\.$"):
        missed.held()


def test_an_interview_called_off_stays_on_record() -> None:
    assert interview("a").cancelled().state is InterviewState.CANCELLED


# ---------------------------------------------------------------------- references


@pytest.mark.parametrize(
    ("day", "reminders", "step"),
    [
        (date(2026, 4, 15), 0, None),
        (date(2026, 4, 16), 0, ReferenceStep.REMIND),
        (date(2026, 4, 16), 1, None),
        (date(2026, 4, 20), 1, None),  # 5 work days, over a week-end
        (date(2026, 4, 21), 1, ReferenceStep.REMIND),
        (date(2026, 4, 24), 2, None),
        (date(2026, 4, 27), 2, ReferenceStep.CLOSE),
        (date(2026, 4, 27), 0, ReferenceStep.CLOSE),
    ],
)
def test_a_silent_referee_is_reminded_twice_and_then_given_up(
    day: date, reminders: int, step: ReferenceStep | None
) -> None:
    asked = reference().asked(ASKED)
    for _ in range(reminders):
        asked = asked.reminded(ASKED)
    assert asked.next_step(OFFICE, day) is step


def test_a_holiday_is_no_day_of_silence() -> None:
    closed = Business.of(holidays=(date(2026, 4, 14),))
    assert reference().asked(ASKED).silent_days(closed, date(2026, 4, 16)) == 2


def test_no_answer_is_an_outcome_that_asks_for_nothing_more() -> None:
    given_up = reference().asked(ASKED).unanswered(date(2026, 4, 27))
    assert (given_up.state, given_up.closed_on) == (ReferenceState.NO_ANSWER, date(2026, 4, 27))
    assert given_up.next_step(OFFICE, date(2026, 5, 30)) is None


def test_a_late_answer_still_counts() -> None:
    late = reference().asked(ASKED).unanswered(ASKED).answered([("Dates kept?", "All of them.")], ASKED)
    assert late.state is ReferenceState.ANSWERED
    assert [(each.question, each.answer) for each in late.answers] == [("Dates kept?", "All of them.")]


def test_an_answer_says_something() -> None:
    with pytest.raises(RuleBroken, match=r"^What did Aoife Lynch say\? Write at least one answer\.$"):
        reference().asked(ASKED).answered([("Dates kept?", "  ")], ASKED)


def test_who_was_not_asked_can_neither_answer_nor_be_reminded() -> None:
    for verb in (reference().reminded, reference().declined, reference().unanswered):
        with pytest.raises(RuleBroken, match=r"^Aoife Lynch was not asked yet: ask first\.$"):
            verb(ASKED)


def test_a_closed_reference_is_not_closed_again() -> None:
    with pytest.raises(RuleBroken, match=r"^The reference of Aoife Lynch is closed: declined\.$"):
        reference().asked(ASKED).declined(ASKED).unanswered(ASKED)


def test_a_referee_is_asked_once() -> None:
    with pytest.raises(RuleBroken, match=r"^Aoife Lynch was asked already, on 2026-04-13\.$"):
        reference().asked(ASKED).asked(ASKED)


# ---------------------------------------------------------------------- paid trials


@pytest.mark.parametrize("fields", [{"pay": 0}, {"pay": -1}, {}])
def test_a_trial_is_paid(fields: dict[str, int]) -> None:
    with pytest.raises(RuleBroken, match=r"^Trials are paid\. Enter what you will pay\.$"):
        Trial.of(scope="Chase receipts", minutes_cap=360, **fields)


def test_a_trial_says_what_it_must_show_before_it_starts() -> None:
    with pytest.raises(RuleBroken, match=r"^Say what the trial must show before it starts"):
        trial().started(ASKED, ASKED, at=NOON)


def test_what_a_trial_must_show_cannot_change_once_it_started() -> None:
    started = trial().showing(["No reminder twice"]).started(ASKED, ASKED + timedelta(days=5), at=NOON)
    with pytest.raises(RuleBroken, match=r"^What the trial must show was fixed on 2026-04-13"):
        started.showing(["Anything"])


def test_criteria_that_stay_keep_their_keys() -> None:
    first = trial().showing(["No reminder twice", "All in the log"])
    kept = first.showing(["All in the log", "On time"])
    assert kept.criteria[0] == first.criteria[1]


def test_a_criterion_is_met_only_after_the_start() -> None:
    planned = trial().showing(["All in the log"])
    key = planned.criteria[0].key
    with pytest.raises(RuleBroken, match=r"^The trial has not started"):
        planned.checked(key, True)
    assert planned.freezing(at=NOON).checked(key, True).criteria[0].met is True


def test_a_trial_does_not_end_before_it_starts() -> None:
    with pytest.raises(RuleBroken, match=r"^The trial ends before it starts\.$"):
        trial().showing(["On time"]).started(ASKED, ASKED - timedelta(days=1), at=NOON)


def test_hours_used_add_up() -> None:
    assert trial().worked(90).worked(180).minutes_used == 270


def test_a_trial_is_decided_with_a_reason_and_only_after_its_start() -> None:
    running = trial().showing(["On time"]).started(ASKED, ASKED, at=NOON)
    with pytest.raises(RuleBroken, match=r"^Why\?"):
        running.decided_as(TrialResult.PASSED, "", at=NOON)
    with pytest.raises(RuleBroken, match=r"^The trial has not started"):
        trial().decided_as(TrialResult.FAILED, "too slow", at=NOON)
    decided = running.decided_as(TrialResult.PASSED, "One error in 20.", at=NOON)
    assert (running.is_running, decided.is_running, decided.result) == (True, False, TrialResult.PASSED)


# ---------------------------------------------------------------------- messages


def message(minutes: int | None) -> CommsSample:
    replied = None if minutes is None else NOON + timedelta(minutes=minutes)
    return CommsSample.of(sent_at=NOON, replied_at=replied)


def test_the_median_reply_stands_beside_what_was_never_answered() -> None:
    assert reply_times(map(message, (190, 60, 600, None))) == (3, 190, 1)


def test_without_a_reply_there_is_no_median() -> None:
    assert reply_times([message(None)]) == (0, None, 1)


def test_a_reply_comes_after_the_message() -> None:
    with pytest.raises(RuleBroken, match=r"^The reply is older than the message"):
        message(-5)


@given(st.lists(st.none() | st.integers(0, 10_000)))
def test_every_message_is_counted_once(minutes: list[int | None]) -> None:
    found = reply_times(map(message, minutes))
    assert found.n + found.open == len(minutes)
