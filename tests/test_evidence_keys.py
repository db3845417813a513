"""Evidence on people by keys: every kind of it, from the keyboard to the file and the screen."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from vetting import candidate_of, given, on_disk, on_page, role_of, two_owners, typed

from models.candidate_parts import AgencyFacts, Screened
from models.candidates import Candidate
from models.evidence import Authorship, CommsSample, Interview, InterviewState, Sample
from models.references import ReferenceRequest, ReferenceState
from models.role_parts import KnockOutState
from models.roles import Role
from models.stages import Stage
from models.trials import Trial, TrialCheck, TrialResult
from store import Workspace
from tui.app import Deskhand

App = Callable[[], Deskhand]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WIDE = (120, 36)


@pytest.fixture
def role(desk: Workspace) -> Role:
    return role_of(desk)


@pytest.fixture
def niamh(desk: Workspace, role: Role) -> Candidate:
    return candidate_of(desk, role, "Niamh Doyle")


# ---------------------------------------------------------------------- what r offers


@pytest.mark.parametrize(
    ("stage", "first"),
    [
        (Stage.SOURCED, "Try to reach them"),
        (Stage.INTERVIEWED, "Interview"),
        (Stage.REFERENCES, "Reference"),
        (Stage.PAID_TRIAL, "Paid trial"),
    ],
)
async def test_what_fits_the_stage_is_offered_first(
    desk: Workspace, role: Role, app: App, stage: Stage, first: str
) -> None:
    candidate = candidate_of(desk, role, "Ines", stage=stage)
    shown = await on_page(app(), candidate, "r")
    assert next(line for line in shown.split("\n") if "▌ " in line).split("▌")[1].strip().startswith(first)


async def test_a_try_to_reach_somebody_is_counted_and_kept(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    shown = await on_page(app(), niamh, "r", "enter", *typed("phone nobody there"), "enter", "G")
    (tried,) = on_disk(desk).tries
    assert (tried.channel, tried.note) == ("phone", "nobody there")
    assert "tried to reach phone nobody there" in shown


# ---------------------------------------------------------------------- knock-outs


async def test_space_goes_through_the_answers_of_a_knock_out(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("knock_out", role.knock_outs[1].key)
    for state in (KnockOutState.PASS, KnockOutState.FAIL, KnockOutState.UNKNOWN, KnockOutState.PASS):
        await on_page(app(), niamh, "space", at=at)
        assert on_disk(desk).knock_outs[0].state is state


async def test_space_never_loses_the_reason_of_an_answer_or_the_end_of_a_waiver(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("knock_out", role.knock_outs[0].key)
    await on_page(app(), niamh, "enter", *typed("waived until:12dec signs on Friday"), "enter", at=at)
    shown = await on_page(app(), niamh, "space", at=at, size=WIDE)
    assert "There is a reason behind this answer: Enter changes both." in shown
    (answer,) = on_disk(desk).knock_outs
    assert (answer.state, answer.reason) == (KnockOutState.WAIVED, "signs on Friday")


async def test_a_failed_knock_out_puts_a_candidate_out_with_its_reason_on_screen(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("knock_out", role.knock_outs[1].key)
    shown = await on_page(app(), niamh, "enter", *typed("f nine hours only"), "enter", at=at)
    assert " out: KO2 Has the hours we need at least, and the overlap: failed" in shown
    assert on_disk(desk).knock_outs[0].reason == "nine hours only"


async def test_a_waiver_needs_a_reason_and_may_run_out(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("knock_out", role.knock_outs[0].key)
    refused = await on_page(app(), niamh, "enter", *typed("waived until:12dec"), "enter", at=at)
    assert "Why may this be waived? Say it in a sentence." in refused
    assert on_disk(desk).knock_outs == ()
    keys = [*typed("waived until:12dec signs on Friday"), "enter"]
    shown = await on_page(app(), niamh, "enter", *keys, at=at, size=WIDE)
    (answer,) = on_disk(desk).knock_outs
    assert (answer.state, answer.until) == (KnockOutState.WAIVED, date(2026, 12, 12))
    assert "signs on Friday, to 12 Dec" in shown


# ---------------------------------------------------------------------- interviews


async def test_questions_come_one_by_one_and_a_note_on_the_first_begins_the_interview(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("question", role.questions[0].key)
    keys = ["enter", *typed("would check the dates"), "enter", "enter", "enter"]
    shown = await on_page(app(), niamh, *keys, at=at)
    (talk,) = on_disk(desk).interviews
    assert [(each.question, each.note) for each in talk.asked] == [
        (role.questions[0].key, "would check the dates"),
        (role.questions[1].key, ""),
    ]
    assert "3 of 6 When did you last see that a date could not be kept?" in shown
    assert "3 On time, or said beforehand" in shown  # the anchors of what the question is about


async def test_an_interview_is_planned_held_and_its_structure_measured(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    await on_page(app(), niamh, *"r", *typed("interview"), "enter", *typed("fri 9:30"), "enter")
    (talk,) = on_disk(desk).interviews
    assert (talk.at, talk.state) == (datetime(2026, 11, 27, 9, 30, tzinfo=UTC), InterviewState.PLANNED)
    with desk.transaction("Ask"):
        for question in role.questions[:5]:
            talk = talk.noted(question.key)
        desk.candidates.put(desk.candidates[1].with_evidence(talk))
    shown = await on_page(app(), niamh, "enter", *typed("45m"), "enter", at=("interview", talk.key))
    assert on_disk(desk).interviews[0].minutes == 45
    assert "Interview: 83 % of 6 questions asked, 70 % needed" in shown


async def test_space_on_a_question_asks_it_or_takes_that_back_but_never_a_note(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    at = ("question", role.questions[0].key)
    await on_page(app(), niamh, "space", at=at)
    assert on_disk(desk).interviews[0].structure([role.questions[0].key]) == 1
    await on_page(app(), niamh, "space", at=at)
    assert on_disk(desk).interviews[0].asked == ()
    shown = await on_page(app(), niamh, "enter", *typed("well"), "enter", "k", "space", at=at, size=WIDE)
    assert "There are notes on this question: empty them first, Enter opens yours." in shown


async def test_both_owners_note_the_same_question_side_by_side(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    two_owners(desk)
    talk = Interview.of(at=NOON).noted(role.questions[0].key, "dates first", who="tw")
    niamh = given(desk, niamh, talk)
    at = ("question", role.questions[0].key)
    shown = await on_page(app(), niamh, "enter", *typed("asks us back"), "enter", "k", at=at, size=WIDE)
    assert "TW: dates first · OB: asks us back" in shown


# ---------------------------------------------------------------------- samples, messages


async def test_a_sample_is_rated_twice_and_its_author_needs_proof(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    keys = ["r", *typed("sample"), "enter", *typed("April letter"), "tab", "tab", "4", "tab", "3", "tab"]
    refused = await on_page(app(), niamh, *keys, *typed("confirmed"), "enter")
    assert "How do you know who made “April letter”? Say what shows it." in refused
    shown = await on_page(
        app(), niamh, *keys, *typed("confirmed"), "tab", *typed("its editor says so"), "enter", size=WIDE
    )
    (sample,) = on_disk(desk).samples
    assert (sample.quality, sample.relevance, sample.authorship) == (4, 3, Authorship.CONFIRMED)
    assert "Samples of work: 1 sample, quality 4.0, relevance 3.0" in shown


async def test_a_rating_of_nought_on_a_form_is_refused_by_the_rule(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    keys = ["r", *typed("sample"), "enter", *typed("April"), "tab", "tab", "0", "enter"]
    assert "Ratings run 1–5. To say 'don't know', leave it empty." in await on_page(app(), niamh, *keys)
    assert on_disk(desk).samples == ()


async def test_the_reply_time_is_measured_and_the_median_says_of_how_many(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    sent = NOON - timedelta(days=3)
    niamh = given(desk, niamh, CommsSample.of(sent_at=sent), CommsSample.of(sent_at=sent, replied_at=NOON))
    keys = ["r", *typed("message"), "enter", *typed("9:00"), "tab", *typed("9:40"), "tab", "4", "enter"]
    shown = await on_page(app(), niamh, *keys, at=("message", niamh.messages[0].key), size=WIDE)
    assert on_disk(desk).messages[2].minutes == 40
    assert on_disk(desk).messages[2].clarity == 4
    assert "Reply times: median 36 h 20 (n=2), 1 not answered" in shown


async def test_a_piece_of_evidence_is_edited_by_enter_and_removed_by_minus(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    niamh = given(desk, niamh, Sample.of(title="April", quality=4))
    at = ("sample", niamh.samples[0].key)
    await on_page(app(), niamh, "enter", "end", *typed(" letter"), "enter", at=at)
    assert on_disk(desk).samples[0].title == "April letter"
    await on_page(app(), niamh, "minus", at=at)
    assert on_disk(desk).samples == ()
    await on_page(app(), niamh, "u")
    assert on_disk(desk).samples[0].title == "April letter"


# ---------------------------------------------------------------------- references


async def test_a_referee_is_named_asked_and_answers_the_same_script(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    await on_page(
        app(), niamh, "r", *typed("reference"), "enter", *typed("Aoife Lynch"), "enter", "enter", "enter"
    )
    (reference,) = on_disk(desk).references
    assert (reference.state, reference.asked_on) == (ReferenceState.ASKED, TODAY)
    at = ("reference", reference.key)
    shown = await on_page(app(), niamh, "enter", "enter", at=at)
    assert "What did they do for you" in " ".join(shown.split())
    await on_page(app(), niamh, "enter", "enter", *typed("Two years of chases"), "enter", at=at)
    (answered,) = on_disk(desk).references
    assert answered.state is ReferenceState.ANSWERED
    assert answered.answers[0].answer == "Two years of chases"
    assert len(answered.answers) == 6


@pytest.mark.parametrize(
    ("asked_on", "reminded", "says", "offers"),
    [
        (date(2026, 11, 18), False, "3 work days silent: remind?", "Reminded today"),
        (date(2026, 11, 9), True, "10 work days silent: close as no answer?", "No answer"),
    ],
)
async def test_silence_proposes_a_reminder_and_after_ten_work_days_no_answer(
    desk: Workspace, niamh: Candidate, app: App, asked_on: date, reminded: bool, says: str, offers: str
) -> None:
    reference = ReferenceRequest.of(referee="Aoife").asked(asked_on)
    niamh = given(desk, niamh, reference.reminded(asked_on) if reminded else reference)
    at = ("reference", reference.key)
    assert says in await on_page(app(), niamh, at=at)
    menu = await on_page(app(), niamh, "enter", at=at)
    assert next(line for line in menu.split("\n") if "▌ " in line).split("▌")[1].strip().startswith(offers)


async def test_no_answer_is_an_outcome_and_not_a_mark(desk: Workspace, niamh: Candidate, app: App) -> None:
    reference = ReferenceRequest.of(referee="Aoife").asked(date(2026, 11, 2))
    niamh = given(desk, niamh, reference)
    shown = await on_page(app(), niamh, "enter", "enter", at=("reference", reference.key))
    assert on_disk(desk).references[0].state is ReferenceState.NO_ANSWER
    assert on_disk(desk).ratings == ()
    assert "References: 1 asked, 0 answered" in shown


# ---------------------------------------------------------------------- paid trials


async def test_a_trial_is_agreed_started_worked_on_and_decided(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    form = [*typed("Chase 20 receipts"), "tab", *typed("6h"), "tab", *typed("114"), "tab"]
    await on_page(
        app(), niamh, "r", *typed("paid"), "enter", *form, *typed("all are sent ; no error"), "enter"
    )
    trial = on_disk(desk).trial
    assert trial is not None
    assert (trial.minutes_cap, trial.pay, len(trial.criteria)) == (360, 114_00, 2)
    at = ("trial", trial.key)
    await on_page(app(), niamh, "enter", "enter", "enter", at=at)
    trial = on_disk(desk).trial
    assert trial is not None
    assert (trial.start, trial.end, trial.frozen is not None) == (TODAY, date(2026, 11, 27), True)
    shown = await on_page(app(), niamh, "enter", "enter", *typed("4h30"), "enter", at=at)
    assert "Paid trial: day 1 of 5 · 4 h 30 of 6 h · €114" in shown
    keys = ["enter", *typed("passed"), "enter", *typed("One error in twenty."), "enter"]
    await on_page(app(), niamh, *keys, at=at)
    trial = on_disk(desk).trial
    assert trial is not None
    assert (trial.result, trial.said) == (TrialResult.PASSED, "One error in twenty.")


async def test_a_bare_number_of_hours_at_most_means_hours(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    form = [*typed("Chase"), "tab", "3", "tab", *typed("60"), "tab", *typed("sent;no slip"), "enter"]
    await on_page(app(), niamh, "r", *typed("trial"), "enter", *form)
    trial = on_disk(desk).trial
    assert trial is not None
    assert (trial.minutes_cap, [each.text for each in trial.criteria]) == (180, ["sent", "no slip"])


async def test_an_unpaid_trial_is_refused(desk: Workspace, niamh: Candidate, app: App) -> None:
    form = [*typed("Chase"), "tab", *typed("6h"), "enter"]
    shown = await on_page(app(), niamh, "r", *typed("paid"), "enter", *form)
    assert "Trials are paid. Enter what you will pay." in shown
    assert on_disk(desk).trial is None


async def test_what_a_trial_must_show_cannot_change_once_it_is_fixed(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    trial = Trial.of(scope="Chase", minutes_cap=60, pay=10_00, criteria=(TrialCheck.of(text="sent"),))
    niamh = given(desk, niamh, trial.started(TODAY, TODAY, at=NOON))
    keys = ["enter", *typed("edit"), "enter", "tab", "tab", "tab", *typed(" all"), "enter"]
    shown = await on_page(app(), niamh, *keys, at=("trial", trial.key))
    assert "What the trial must show was fixed on 2026-11-23: it cannot change now." in " ".join(
        shown.split()
    )


async def test_space_says_whether_a_trial_has_shown_something(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    trial = Trial.of(scope="Chase", minutes_cap=60, pay=10_00, criteria=(TrialCheck.of(text="sent"),))
    niamh = given(desk, niamh, trial)
    at = ("check", trial.criteria[0].key)
    assert "The trial has not started" in await on_page(app(), niamh, "space", at=at)
    niamh = given(desk, desk.candidates[1], trial.started(TODAY, TODAY, at=NOON))
    for met in (True, False, None):
        await on_page(app(), niamh, "space", at=at)
        found = on_disk(desk).trial
        assert found is not None
        assert found.criteria[0].met is met


# ---------------------------------------------------------------------- agencies


async def test_what_an_agency_says_and_what_the_owner_checked_stand_side_by_side(
    desk: Workspace, role: Role, app: App
) -> None:
    facts = AgencyFacts.of(screened=(Screened.of(text="references"),))
    agency = candidate_of(desk, role, "Bluebell Assist", agency=facts)
    at = ("screened", facts.screened[0].key)
    assert "references · ✓ agency says · ◇ we checked" in await on_page(app(), agency, at=at)
    assert "✓ we checked 23 Nov" in await on_page(app(), agency, "space", at=at)
