"""Evidence on one line, and evidence as a part of the candidate it is about."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.candidate_parts import AgencyFacts, Screened
from models.candidates import Candidate
from models.document import RuleBroken
from models.evidence import InterviewState, Sample
from models.evidence_line import (
    KnockOutLine,
    read_appointment,
    read_interview,
    read_knock_out,
    read_script,
    read_step,
    script_text,
)
from models.helpers import HelperKind
from models.references import ReferenceRequest
from models.role_parts import KnockOutState
from models.roles import Role
from models.software_trial import ExitTest, ScaleCheck, ScriptStep, StepResult, SupportProbe
from models.trials import Trial

NOON = datetime(2026, 4, 13, 12, tzinfo=UTC)
TODAY = NOON.date()
DUBLIN = ZoneInfo("Europe/Dublin")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("pass", KnockOutLine(KnockOutState.PASS, "")),
        ("p seen the paper", KnockOutLine(KnockOutState.PASS, "seen the paper")),
        ("Fail: no second factor", KnockOutLine(KnockOutState.FAIL, "no second factor")),
        ("u", KnockOutLine(KnockOutState.UNKNOWN, "")),
        (
            "waived until:12jun signs next week",
            KnockOutLine(KnockOutState.WAIVED, "signs next week", date(2026, 6, 12)),
        ),
        ("w signs until:12jun soon", KnockOutLine(KnockOutState.WAIVED, "signs soon", date(2026, 6, 12))),
    ],
)
def test_a_knock_out_is_answered_by_a_word_and_what_shows_it(text: str, line: KnockOutLine) -> None:
    assert read_knock_out(text, today=TODAY) == line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Begin with pass, fail, unknown or waived, or the first letter of one."),
        (": they will think", "Begin with pass, fail, unknown or waived, or the first letter of one."),
        ("maybe", "Begin with pass, fail, unknown or waived, or the first letter of one."),
        ("pass until:12jun", "Only a waiver runs out: say waived until:12jun, or leave the day out."),
        ("w until:soon", "“soon” is not a date: say today, fri, 12dec, 2026-12-05, 3d or 2w."),
    ],
)
def test_a_line_that_answers_no_knock_out_says_what_would(text: str, says: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_knock_out(text, today=TODAY)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("held", (InterviewState.HELD, None)),
        ("h 45m", (InterviewState.HELD, 45)),
        ("no show", (InterviewState.NO_SHOW, None)),
        ("cancelled", (InterviewState.CANCELLED, None)),
    ],
)
def test_an_interview_ends_in_one_of_three_ways(text: str, ending: tuple[InterviewState, int | None]) -> None:
    assert read_interview(text) == ending


def test_only_an_interview_that_was_held_has_a_length() -> None:
    with pytest.raises(RuleBroken, match=r"^Say cancelled alone"):
        read_interview("cancelled 45m")


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("pass", (StepResult.PASS, None, "")),
        ("pass 12m", (StepResult.PASS, 12, "")),
        ("partial 1h30 exported by hand", (StepResult.PARTIAL, 90, "exported by hand")),
        ("f 3 of 20 were lost", (StepResult.FAIL, None, "3 of 20 were lost")),
        ("not run", (StepResult.NOT_RUN, None, "")),
        ("n", (StepResult.NOT_RUN, None, "")),
    ],
)
def test_a_task_has_a_result_a_length_and_a_note(
    text: str, result: tuple[StepResult, int | None, str]
) -> None:
    assert read_step(text) == result


def test_a_script_marks_what_must_pass_and_keeps_the_results_of_what_stays() -> None:
    first = read_script('! Photograph a receipt;"find it;again"')
    assert [(step.text, step.must) for step in first] == [
        ("Photograph a receipt", True),
        ("find it;again", False),
    ]
    ran = (first[0].but(result=StepResult.PASS), first[1])
    second = read_script("export a month ; Photograph a receipt", ran)
    assert [(step.text, step.must, step.result) for step in second] == [
        ("export a month", False, "not run"),
        ("Photograph a receipt", False, "pass"),
    ]
    assert second[1].key == first[0].key


def test_a_script_without_a_task_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^Say what it is to do, one task of your own or more"):
        read_script(" ; ! ; ")


@given(
    st.lists(st.tuples(st.text("abc", min_size=1), st.booleans()), min_size=1, unique_by=lambda each: each[0])
)
def test_a_script_is_read_back_as_it_was_written(said: list[tuple[str, bool]]) -> None:
    steps = tuple(ScriptStep.of(text=text, must=must) for text, must in said)
    assert read_script(script_text(steps), steps) == steps


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", NOON),
        ("14:00", datetime(2026, 4, 13, 13, tzinfo=UTC)),
        ("fri 9:30", datetime(2026, 4, 17, 8, 30, tzinfo=UTC)),
        ("2026-12-10 14:00", datetime(2026, 12, 10, 14, tzinfo=UTC)),
    ],
)
def test_an_appointment_is_a_day_and_a_time_where_the_business_is(text: str, at: datetime) -> None:
    assert read_appointment(text, now=NOON, zone=DUBLIN) == at


@pytest.mark.parametrize("text", ["friday", "25:00", "10apr 14.00", "10apr 9:7"])
def test_an_appointment_without_a_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"is no day and time: say 10apr 14:00, fri 9:30 or 14:00\.$"):
        read_appointment(text, now=NOON, zone=DUBLIN)


# ---------------------------------------------------------------------- parts of a candidate

TOOL = Candidate.entering(Role.of(number=2, title="Receipts", kind=HelperKind.SOFTWARE), "Docket Otter")


@pytest.mark.parametrize(
    "part",
    [
        ScaleCheck.of(metric="documents", now=210),
        SupportProbe.of(question="How?", sent_at=NOON),
        ExitTest.of(done_on=TODAY, ok=True),
    ],
)
def test_a_part_of_a_software_trial_is_added_changed_in_its_place_and_taken_away(
    part: ScaleCheck | SupportProbe | ExitTest,
) -> None:
    other = type(part).of(**(dict(part) | {"key": "other"}))
    both = TOOL.with_evidence(part).with_evidence(other)
    changed = both.with_evidence(part.but(**{"note" if "note" in dict(part) else "metric": "files"}))
    assert changed.software != both.software
    assert changed.without_evidence(part.key).software == TOOL.with_evidence(other).software.but(  # type: ignore[union-attr]  # just put there
        key=both.software.key  # type: ignore[union-attr]  # just put there
    )


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    sample = Sample.of(title="April")
    candidate = TOOL.with_evidence(sample)
    assert candidate.without_evidence("nothing") == candidate


def test_a_trial_counts_its_days_from_the_first_to_the_last() -> None:
    trial = Trial.of(
        scope="Chase", minutes_cap=360, pay=100_00, start=date(2026, 4, 17), end=date(2026, 4, 21)
    )
    days = [trial.day(date(2026, 4, day)) for day in (16, 17, 19, 21, 30)]
    assert days == [None, (1, 5), (3, 5), (5, 5), (5, 5)]
    assert trial.but(end=None).day(date(2026, 4, 17)) is None


def test_an_answered_reference_is_put_right_without_being_asked_again() -> None:
    reference = ReferenceRequest.of(referee="Aoife").asked(TODAY).answered([("When?", "2024")], TODAY)
    revised = reference.revised([("When?", "2025"), ("And?", "yes")])
    assert [(each.question, each.answer) for each in revised.answers] == [("When?", "2025"), ("And?", "yes")]
    assert revised.answers[0].key == reference.answers[0].key
    assert revised.closed_on == TODAY
    with pytest.raises(RuleBroken, match=r"^What did Aoife say\? Write at least one answer\.$"):
        reference.revised([("When?", "  ")])


def test_what_an_agency_says_stays_a_claim_until_the_owner_has_checked_it() -> None:
    facts = AgencyFacts.of(screened=(Screened.of(text="references"), Screened.of(text="identity")))
    key = facts.screened[1].key
    checked = facts.looked_into(key, TODAY)
    assert [each.checked_on for each in checked.screened] == [None, TODAY]
    assert checked.looked_into(key, TODAY) == facts
