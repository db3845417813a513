"""A candidate's way through all stages by keys: what each asks for, what a reason opens, who is engaged."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from conftest import screen_text

from models.agreements import Agreement, AgreementKind, AgreementState
from models.brief import DataClass
from models.candidates import Candidate
from models.evidence import Interview
from models.helpers import Helper, HelperKind
from models.ratings import Method, Rating
from models.role_parts import KnockOutState, RoleState, Scorecard
from models.roles import Role
from models.software_trial import ExitTest, ScaleCheck, ScriptStep, SoftwareTrial, SupportProbe
from models.stages import PEOPLE, SOFTWARE, Stage
from models.trials import Trial
from store import Workspace
from store.library import scorecard
from tui.app import Deskhand

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = NOW.date()
REASON = ("o", *"known", "enter")


pytestmark = pytest.mark.usefixtures("state")


async def press(app: Deskhand, *strokes: str, size: tuple[int, int] = (80, 24)) -> str:
    """Opens the page of the first role, presses keys and returns what stands on the screen then."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", "enter", *strokes)
        await pilot.pause()
        await pilot.pause()
        return " ".join(screen_text(app).split())


def put_role(desk: Workspace, kind: HelperKind, **fields: object) -> Role:
    card = dict(Scorecard.read(scorecard(kind)))
    with desk.transaction("Add a role"):
        return desk.roles.put(Role.of(title="Admin", kind=kind, state=RoleState.OPEN, **card, **fields))


def put(desk: Workspace, candidate: Candidate) -> Candidate:
    with desk.transaction("Add a candidate"):
        return desk.candidates.put(candidate)


def on_disk(desk: Workspace) -> Candidate:
    with Workspace.open(desk.path) as other:
        return other.candidates[1]


def proven(role: Role, name: str, kind: HelperKind, value: int = 4) -> Candidate:
    """A candidate of whom everything is known that any stage asks for."""
    candidate = Candidate.entering(role, name, kind=kind)
    for each in role.asked:
        candidate = candidate.answered(each.key, KnockOutState.PASS, at=NOW)
    for criterion in role.scored:
        candidate = candidate.rated(
            Rating.of(
                criterion=criterion.key,
                rater="me",
                value=value,
                method=Method.DOCUMENT,
                evidence="twenty chases, one error",
                at=NOW,
            )
        )
    candidate = candidate.submitted("me", at=NOW)
    if kind is HelperKind.SOFTWARE:
        tried = SoftwareTrial.of(
            script=tuple(ScriptStep.of(text=f"Task {n}") for n in range(5)),
            exits=(ExitTest.of(format="csv", done_on=TODAY, ok=True),),
            probes=(SupportProbe.of(question="Where is the export?", sent_at=NOW),),
            scale=(ScaleCheck.of(metric="documents", now=210, price_x3=78_00),),
        )
        return candidate.with_evidence(tried)
    talk = Interview.of(at=NOW)
    for question in role.questions:
        talk = talk.noted(question.key)
    trial = Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00).showing(["one error at most"])
    return candidate.with_evidence(talk.held()).with_evidence(trial.started(TODAY, TODAY, at=NOW).worked(270))


# ---------------------------------------------------------------------- all stages, by keys


async def test_a_person_goes_through_all_stages_to_engaged_by_keys_alone(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, proven(role, "Niamh Doyle", HelperKind.ASSISTANT))
    shown = await press(app(), *["L"] * 7, "C", *"best", "enter", "L", "enter")
    found = on_disk(desk)
    assert [move.target for move in found.moves] == list(PEOPLE[1:])
    assert not any(move.reason for move in found.moves)
    assert "Niamh Doyle becomes a helper: the contract to sign" in shown.replace(
        "confidentiality agreement", "contract"
    )
    with Workspace.open(desk.path) as other:
        (helper,), (paper,), (todo,) = other.helpers, other.agreements, other.checklists
        assert other.roles[1].state is RoleState.FILLED
    assert (helper.name, helper.uid) == ("Niamh Doyle", found.helper)
    assert (paper.kind, paper.helper, paper.state(TODAY)) == (
        AgreementKind.NDA,
        helper.uid,
        AgreementState.DRAFT,
    )
    assert (todo.helper, todo.start) == (helper.uid, date(2026, 11, 30))
    assert len(todo.items) >= 7


async def test_engaging_is_one_step_that_one_key_takes_back(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, proven(role, "Niamh Doyle", HelperKind.ASSISTANT))
    await press(app(), *["L"] * 7, "C", *"best", "enter", "m", "e", *["ctrl+u"], *"1w", "enter", "u")
    assert on_disk(desk).stage is Stage.OFFER
    assert (len(desk.helpers), len(desk.agreements), len(desk.checklists)) == (0, 0, 0)
    assert desk.roles[1].state is RoleState.DECIDED


async def test_software_goes_through_its_own_stages_to_adopted(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.SOFTWARE)
    put(desk, proven(role, "Docket Otter", HelperKind.SOFTWARE))
    await press(app(), *["L"] * 4, "C", *"cheaper", "enter", "L", "enter")
    found = on_disk(desk)
    assert [move.target for move in found.moves] == list(SOFTWARE[1:])
    with Workspace.open(desk.path) as other:
        (helper,) = other.helpers
    assert (helper.kind, found.helper) == (HelperKind.SOFTWARE, helper.uid)


async def test_every_guard_opens_with_a_reason_that_stays(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, Candidate.entering(role, "Niamh Doyle"))
    # Contacted and Screened are free; interview, references, trial, decision and offer each ask for something
    strokes = [*["L"] * 2, "L", *REASON, "L", *REASON, "L", *REASON, "L", *REASON, "L", *REASON]
    await press(app(), *strokes)
    found = on_disk(desk)
    assert found.stage is Stage.OFFER
    assert [move.target for move in found.moves if move.reason == "known"] == [
        Stage.INTERVIEWED,
        Stage.REFERENCES,
        Stage.PAID_TRIAL,
        Stage.DECISION,
        Stage.OFFER,
    ]
    await press(app(), "C", *"best", "enter", "L", "enter")
    assert on_disk(desk).stage is Stage.ENGAGED


async def test_a_stage_that_is_left_out_on_the_way_to_adopting_is_named_and_the_first_day_asked_next(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.SOFTWARE)
    put(desk, Candidate.entering(role, "Docket Otter"))
    shown = await press(app(), "C", *"cheaper", "enter", "m", "a")
    assert "the stage Shortlist" in shown
    await press(app(), "m", "a", *REASON, "enter")
    assert on_disk(desk).stage is Stage.ADOPTED
    assert on_disk(desk).moves[-1].reason == "known"


# ---------------------------------------------------------------------- what is refused, and how it is said


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        (
            ("m", "i"),
            "cannot go to Interviewed yet. Missing: the stage Contacted, the stage Screened, asking:",
        ),
        (("m", "t"), "what the paid trial must show, fixed beforehand"),
        (("m", "o"), "ratings on 80% of the weight (0% so far)"),
        (("H",), "Niamh Doyle is in Sourced, the first stage."),
        (("m", "s"), "Niamh Doyle is in Sourced already."),
        (("m", "e"), "Nobody is chosen for R1 yet: decide first."),
    ],
)
async def test_a_move_that_lacks_something_says_all_of_it(
    desk: Workspace, app: Callable[[], Deskhand], keys: tuple[str, ...], says: str
) -> None:
    put(desk, Candidate.entering(put_role(desk, HelperKind.ASSISTANT), "Niamh Doyle"))
    assert says in await press(app(), *keys, size=(120, 36))
    assert on_disk(desk).stage is Stage.SOURCED


async def test_client_data_asks_for_a_paper_before_the_paid_trial(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT, data_class=DataClass.CLIENT)
    niamh = put(desk, proven(role, "Niamh Doyle", HelperKind.ASSISTANT))
    shown = await press(app(), *["L"] * 5)
    assert "a confidentiality agreement in force" in shown
    assert on_disk(desk).stage is Stage.REFERENCES
    paper = Agreement.of(
        kind=AgreementKind.NDA,
        party="Niamh Doyle",
        candidate=niamh.uid,
        sent_on=TODAY,
        signed_on=TODAY,
        countersigned_on=TODAY,
        survives_for_good=True,
    )
    with desk.transaction("Sign"):
        desk.agreements.put(paper)
    await press(app(), "L")
    assert on_disk(desk).stage is Stage.PAID_TRIAL


async def test_a_letter_is_offered_for_the_stages_of_that_kind_only(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    put(desk, Candidate.entering(put_role(desk, HelperKind.ASSISTANT), "Niamh Doyle"))
    shown = await press(app(), "m")
    assert "s To Sourced c To Contacted" in shown
    assert "Longlist" not in shown
    assert "Shortlist" not in shown
    assert "x Declined w Withdrew n No reply p Talent pool" in shown


async def test_one_who_was_turned_down_is_not_moved_on(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    put(desk, Candidate.entering(put_role(desk, HelperKind.ASSISTANT), "Niamh Doyle"))
    shown = await press(app(), "m", "w", "enter", "L")
    assert "Niamh Doyle left the search (withdrew): take that back first." in shown


async def test_somebody_who_was_here_before_is_the_same_helper_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, proven(role, "Niamh Doyle", HelperKind.ASSISTANT))
    with desk.transaction("Before"):
        before = desk.helpers.put(Helper(name="niamh doyle", archived=NOW))
    shown = await press(app(), *["L"] * 7, "C", *"best", "enter", "L")
    assert "Niamh Doyle is here again, begins Mon 30 Nov" in shown
    await press(app(), "L", "enter")
    assert on_disk(desk).helper == before.uid
    assert (len(desk.helpers), desk.helpers[1].archived) == (1, None)


async def test_a_first_day_that_is_no_day_keeps_the_question_open(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, proven(role, "Niamh Doyle", HelperKind.ASSISTANT))
    shown = await press(app(), *["L"] * 7, "C", *"best", "enter", "L", "ctrl+u", *"soon", "enter")
    assert "On which day does Niamh Doyle begin?" in shown
    assert on_disk(desk).stage is Stage.OFFER


async def test_an_agency_in_a_search_for_an_assistant_is_engaged_as_an_agency(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = put_role(desk, HelperKind.ASSISTANT)
    put(desk, proven(role, "Bluebell Assist", HelperKind.AGENCY))
    await press(app(), *["L"] * 7, "C", *"cover", "enter", "L", "enter")
    assert desk.helpers[1].kind is HelperKind.AGENCY
    assert desk.checklists[1].helper == desk.helpers[1].uid
