"""Two sessions at one candidate: what one saves while the other still types is kept, or asked about."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

import pytest
from conftest import screen_text
from search_screens import on_role, words
from vetting import candidate_of, given, on_disk, role_of, role_on_disk, typed

from models.candidate_parts import Reason
from models.candidates import Candidate
from models.evidence import Interview, InterviewState
from models.references import ReferenceRequest
from models.role_parts import KnockOutState, Posting, RoleState, SourceKind
from models.roles import Role
from models.software_trial import ScaleCheck, ScriptStep, SoftwareTrial, StepResult
from models.trials import Trial, TrialCheck, TrialResult
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CHECKS = (TrialCheck.of(text="all are sent"),)
PAGE, BOARD = ("candidate", "role")

Verb = Callable[[Candidate], Candidate]
App = Callable[[], Deskhand]


@pytest.fixture
def role(desk: Workspace) -> Role:
    return role_of(desk, state=RoleState.OPEN)


@pytest.fixture
def niamh(desk: Workspace, role: Role) -> Candidate:
    return candidate_of(desk, role, "Niamh Doyle")


async def interrupted(
    desk: Workspace,
    app: Deskhand,
    keys: Iterable[str],
    verb: Verb,
    then: Iterable[str],
    *,
    page: str = PAGE,
    at: tuple[str, str] | None = None,
) -> str:
    """Presses keys on a page of the first candidate, lets another session change that one, and presses more.

    `at` is the line of the page that the cursor begins on.
    """
    candidate = desk.candidates[1]
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        base = app.screen
        assert isinstance(base, DeskScreen)
        base.open_page(page, candidate.uid if page == PAGE else candidate.role)
        await pilot.pause()
        shown = app.screen
        assert isinstance(shown, DeskScreen)
        if at is not None:
            assert shown.come_to([candidate.uid, *at])
        await pilot.press(*keys)
        with Workspace.open(desk.path, who="AB") as other, other.transaction("Change"):
            other.candidates.put(verb(other.candidates[1]))
        shown.tick()
        await pilot.pause()
        await pilot.press(*then)
        await pilot.pause()
        return words(screen_text(app))


# ---------------------------------------------------------------------- evidence


async def test_a_note_saved_while_the_end_of_the_interview_is_typed_is_kept(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    talk = Interview.of(at=NOW)
    given(desk, niamh, talk)
    question = role.questions[0].key

    def noted(each: Candidate) -> Candidate:
        return each.with_evidence(each.interviews[0].noted(question, "dates first", who="ab"))

    held = [*typed("45m"), "enter"]
    await interrupted(desk, app(), ["enter"], noted, held, at=("interview", talk.key))
    (found,) = on_disk(desk).interviews
    assert (found.state, found.minutes) == (InterviewState.HELD, 45)
    assert [each.note for each in found.asked] == ["dates first"]


async def test_an_interview_that_the_other_session_ended_is_not_ended_again(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    talk = Interview.of(at=NOW)
    given(desk, niamh, talk)

    def missed(each: Candidate) -> Candidate:
        return each.with_evidence(each.interviews[0].missed())

    held = [*typed("45m"), "enter"]
    says = await interrupted(desk, app(), ["enter"], missed, held, at=("interview", talk.key))
    assert "This interview is marked no show already" in says
    assert on_disk(desk).interviews[0].state is InterviewState.NO_SHOW


async def test_two_notes_on_the_answers_to_two_questions_are_both_kept(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    talk = Interview.of(at=NOW)
    given(desk, niamh, talk)
    first, second = (each.key for each in role.questions[:2])

    def noted(each: Candidate) -> Candidate:
        return each.with_evidence(each.interviews[0].noted(second, "theirs", who="me"))

    await interrupted(desk, app(), ["enter", *"mine"], noted, ["enter", "escape"], at=("question", first))
    assert [(each.question, each.note) for each in on_disk(desk).interviews[0].asked] == [
        (second, "theirs"),
        (first, "mine"),
    ]


async def test_the_same_note_changed_on_both_sides_is_asked_about_before_one_is_lost(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    question = role.questions[0].key
    given(desk, niamh, Interview.of(at=NOW).noted(question, "dates", who="me"))

    def noted(each: Candidate) -> Candidate:
        return each.with_evidence(each.interviews[0].noted(question, "theirs", who="me"))

    at, keys = ("question", question), ["enter", "end", *" first"]
    says = await interrupted(desk, app(), keys, noted, ["enter"], at=at)
    assert "The same again keeps yours." in says
    assert on_disk(desk).interviews[0].asked[0].note == "theirs"
    keys = ["enter", "ctrl+u", *"mine"]

    def noted_again(each: Candidate) -> Candidate:
        return each.with_evidence(each.interviews[0].noted(question, "theirs again", who="me"))

    await interrupted(desk, app(), keys, noted_again, ["enter", "enter"], at=at)
    assert on_disk(desk).interviews[0].asked[0].note == "mine"


async def test_a_check_added_while_the_result_of_a_task_is_typed_is_kept(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    step = ScriptStep.of(text="Import the bank's file")
    with desk.transaction("Software"):
        role = desk.roles.put(desk.roles[1].but(kind="software"))
        tool = Candidate.entering(role, "Ledgerly")
        desk.candidates.replace(tool.but(uid=niamh.uid, number=1, software=SoftwareTrial.of(script=(step,))))

    def scaled(each: Candidate) -> Candidate:
        return each.with_evidence(ScaleCheck.of(metric="documents", now=70, limit=200))

    await interrupted(desk, app(), ["enter", *typed("fail 9m")], scaled, ["enter"], at=("step", step.key))
    tried = on_disk(desk).software
    assert tried is not None
    assert (tried.script[0].result, [each.metric for each in tried.scale]) == (
        StepResult.FAIL,
        ["documents"],
    )


async def test_tasks_that_were_run_while_the_script_is_typed_keep_their_results(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    step = ScriptStep.of(text="Import the bank's file")
    with desk.transaction("Software"):
        role = desk.roles.put(desk.roles[1].but(kind="software"))
        tool = Candidate.entering(role, "Ledgerly")
        desk.candidates.replace(tool.but(uid=niamh.uid, number=1, software=SoftwareTrial.of(script=(step,))))

    def run(each: Candidate) -> Candidate:
        return each.with_evidence(step.but(result=StepResult.PASS))

    keys = ["r", *"script", "enter", "end", *typed(" ; Export")]
    await interrupted(desk, app(), keys, run, ["enter"])
    tried = on_disk(desk).software
    assert tried is not None
    assert [(each.text, each.result) for each in tried.script] == [
        ("Import the bank's file", StepResult.PASS),
        ("Export", StepResult.NOT_RUN),
    ]


async def test_hours_that_two_sessions_log_on_a_trial_add_up(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    trial = Trial.of(scope="Chase", minutes_cap=360, pay=10_00, criteria=CHECKS)
    given(desk, niamh, trial.started(TODAY, TODAY, at=NOW))

    def worked(each: Candidate) -> Candidate:
        assert each.trial is not None
        return each.with_evidence(each.trial.worked(30))

    await interrupted(
        desk, app(), ["enter", "enter", *typed("45m")], worked, ["enter"], at=("trial", trial.key)
    )
    found = on_disk(desk).trial
    assert found is not None
    assert found.minutes_used == 75


async def test_a_trial_that_both_sessions_decide_is_asked_about(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    trial = Trial.of(scope="Chase", minutes_cap=360, pay=10_00, criteria=CHECKS)
    given(desk, niamh, trial.started(TODAY, TODAY, at=NOW))

    def failed(each: Candidate) -> Candidate:
        assert each.trial is not None
        return each.with_evidence(each.trial.decided_as(TrialResult.FAILED, "Half of it.", at=NOW))

    keys = ["enter", *"passed", "enter", *"good"]
    says = await interrupted(desk, app(), keys, failed, ["enter"], at=("trial", trial.key))
    assert "The same again keeps yours." in says
    found = on_disk(desk).trial
    assert found is not None
    assert found.result is TrialResult.FAILED


async def test_a_referee_whom_the_other_session_asked_is_not_asked_again(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    reference = ReferenceRequest.of(referee="Aoife")
    given(desk, niamh, reference)

    def asked(each: Candidate) -> Candidate:
        return each.with_evidence(each.references[0].asked(date(2026, 11, 20)))

    says = await interrupted(desk, app(), ["enter"], asked, ["enter"], at=("reference", reference.key))
    assert "Aoife was asked already, on 2026-11-20." in says
    assert on_disk(desk).references[0].asked_on == date(2026, 11, 20)


async def test_a_reference_that_was_removed_meanwhile_is_not_brought_back_by_a_step(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    reference = ReferenceRequest.of(referee="Aoife")
    given(desk, niamh, reference)

    def removed(each: Candidate) -> Candidate:
        return each.without_evidence(reference.key)

    says = await interrupted(desk, app(), ["enter"], removed, ["enter"], at=("reference", reference.key))
    assert "was removed meanwhile" in says
    assert on_disk(desk).references == ()


async def test_a_knock_out_answered_on_both_sides_is_asked_about_before_one_is_lost(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    key = role.knock_outs[0].key
    with desk.transaction("Answer"):
        desk.candidates.put(niamh.answered(key, KnockOutState.UNKNOWN, at=NOW))

    def failed(each: Candidate) -> Candidate:
        return each.answered(key, KnockOutState.FAIL, at=NOW, reason="nine hours only")

    keys = ["enter", "ctrl+u", *typed("pass says so")]
    says = await interrupted(desk, app(), keys, failed, ["enter"], at=("knock_out", key))
    assert "The same again keeps yours." in says
    (answer,) = on_disk(desk).knock_outs
    assert (answer.state, answer.reason) == (KnockOutState.FAIL, "nine hours only")


# ---------------------------------------------------------------------- whom a line is about


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("m", "x"), "skill too generic"),
        (("m", "w"), "found something else"),
        (("m", "p"), "12dec"),
        (("semicolon",), "rang back"),
    ],
)
async def test_a_line_stays_about_the_one_it_was_opened_on_when_that_one_leaves_the_list(
    desk: Workspace, role: Role, niamh: Candidate, app: App, keys: tuple[str, ...], answer: str
) -> None:
    candidate_of(desk, role, "Ines Carvalho")
    before = on_disk(desk, 2)

    def put_away(each: Candidate) -> Candidate:
        return each.but(archived=NOW)

    await interrupted(desk, app(), [*keys, *typed(answer)], put_away, ["enter"], page=BOARD)
    assert on_disk(desk, 2) == before


async def test_one_who_was_turned_down_meanwhile_is_not_turned_down_twice(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    def declined(each: Candidate) -> Candidate:
        return each.declined(Reason.SKILL, "theirs", at=NOW, today=TODAY)

    says = await interrupted(desk, app(), ["m", "x", *typed("skill mine")], declined, ["enter"])
    assert "left the search (declined): take that back first." in says
    assert [each.says for each in on_disk(desk).outcomes] == ["theirs"]


# ---------------------------------------------------------------------- going ahead


async def test_going_ahead_is_about_the_one_who_was_refused_and_says_who_that_is(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    candidate_of(desk, role, "Ines Carvalho")
    shown = words(await on_role(app(), "m", "i", "o"))
    assert "Go ahead with P1 Niamh Doyle, because" in shown
    shown = words(await on_role(app(), "m", "i", "j", "o"))
    assert "Nothing was refused for P2 Ines Carvalho" in shown
    assert "because" not in shown
    await on_role(app(), "m", "i", "j", "k", "o", *"known", "enter")
    assert (on_disk(desk, 1).stage.value, on_disk(desk, 2).stage.value) == ("interviewed", "sourced")


async def test_going_ahead_is_with_the_candidate_as_it_is_now(
    desk: Workspace, niamh: Candidate, app: App
) -> None:
    def noted(each: Candidate) -> Candidate:
        return each.declined(Reason.SKILL, at=NOW, today=TODAY)

    keys = ["m", "i", "o", *"known"]
    says = await interrupted(desk, app(), keys, noted, ["enter"], page=BOARD)
    assert "left the search (declined)" in says
    assert on_disk(desk).moves == ()


# ---------------------------------------------------------------------- one of a name


async def added_meanwhile(desk: Workspace, app: Deskhand, role: Role, *keys: str) -> str:
    """Presses keys; before the last one another session, still unread, adds Ines Carvalho to the role."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", "enter", *keys[:-1])
        with Workspace.open(desk.path, who="AB") as other, other.transaction("Add"):
            other.candidates.put(Candidate.entering(role, "Ines Carvalho"))
        await pilot.press(keys[-1])
        await pilot.pause()
        return words(screen_text(app))


async def test_a_name_that_another_session_has_just_added_is_not_added_twice(
    desk: Workspace, role: Role, app: App
) -> None:
    says = await added_meanwhile(desk, app(), role, "n", *typed("ines carvalho"), "enter")
    assert "Ines Carvalho is already in this role (stage Sourced)." in says
    desk.refresh()
    assert len(desk.candidates) == 1


async def test_nobody_is_renamed_to_one_whom_another_session_has_just_added(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    keys = ["e", "ctrl+u", *typed("Ines Carvalho"), "enter"]
    says = await added_meanwhile(desk, app(), role, *keys)
    assert "Ines Carvalho is already in this role (stage Sourced)." in says
    assert on_disk(desk).name == "Niamh Doyle"


async def test_a_source_that_another_session_has_just_named_is_used_and_not_made_again(
    desk: Workspace, role: Role, app: App
) -> None:
    def posted(other: Workspace) -> None:
        now = other.roles[1]
        other.roles.put(now.posted(Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy")))

    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", "enter", "n", *typed("Hana Sato @FinCopy"))
        with Workspace.open(desk.path, who="AB") as other, other.transaction("Post"):
            posted(other)
        await pilot.press("enter")
    (posting,) = role_on_disk(desk).postings
    assert (posting.kind, on_disk(desk).posting) == (SourceKind.JOB_BOARD, posting.key)
