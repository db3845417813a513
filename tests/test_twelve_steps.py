"""The twelve steps of handing work over: each read off the records, none ticked by hand."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from demo_screens import OnScreen
from hypothesis import given
from hypothesis import strategies as st
from test_ranking import NOW, OFFICE, WORK_DAYS, filler, logged

from models.activity import Activity, Verdict
from models.agreements import Agreement, AgreementKind
from models.board import Card, Column
from models.brief import Brief, DataClass, items
from models.candidates import Candidate
from models.check_ins import CheckIn
from models.dossier import Dossier
from models.goals import Goal, Heading
from models.helpers import HelperKind
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.ranking import Ranked, priorities
from models.reviews import Review, ReviewKind
from models.reviews import Verdict as Decided
from models.role_parts import Posting, RoleState, Scorecard, SourceKind
from models.roles import Role
from models.templates import Template, TemplateItem
from models.twelve_steps import OnWay, Step, StepState, twelve_steps
from store.library import scorecard
from tui.way_words import in_short

TODAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
WORK = Activity.named("Inbox triage").but(number=1)
BRIEF = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class=DataClass.INTERNAL)
CARD = Card(title="Inbox", activity=WORK.uid, column=Column.DOING)
BRIEFED = CARD.but(briefs=(BRIEF,), due=TODAY)
ROLE = Role.of(
    title="Client admin", activities=(WORK.uid,), **dict(Scorecard.read(scorecard(HelperKind.ASSISTANT)))
)
NIAMH = Dossier.of(name="Niamh Doyle")
NDA = Agreement.of(kind=AgreementKind.NDA, party="Niamh Doyle", helper=NIAMH.uid, survives_for_good=True)
IN_FORCE = NDA.sent(TODAY).signed(TODAY).countersigned(TODAY)


def ranked(days: list[datetime] = WORK_DAYS, activity: Activity = WORK) -> Ranked:
    entries = [logged(activity, day, 30) for day in days] + filler(days)
    found = priorities(OFFICE, [], [activity], entries, now=NOW, zone=ZoneInfo("UTC"))
    assert found is not None
    return found.rows[0]


def state_of(step: Step, **fields: Any) -> tuple[StepState, str]:
    """Returns how one step stands, `next` counting as to come."""
    work = OnWay(**{"activity": WORK, "today": TODAY} | fields)
    found = next(each for each in twelve_steps(work) if each.step is step)
    return (StepState.TO_COME if found.state is StepState.NEXT else found.state), found.says


TAKEN, TO_COME, NOT_NEEDED = StepState.TAKEN, StepState.TO_COME, StepState.NOT_NEEDED


def a_list(*settled: bool) -> Checklist:
    template = Template(name="First steps", kind=HelperKind.ASSISTANT, items=(TemplateItem(title="Call"),))
    made = Checklist.copying(template, name="Niamh", helper=NIAMH.uid, start=TODAY, made_on=TODAY)
    for n, done in enumerate(settled):
        made = made if n == 0 else made.with_line(f"Line {n}", at=AT, who="me")
        if done:
            made = made.skipped(made.items[n].key, "not needed", at=AT, today=TODAY, who="me")
    return made


def measured_goal() -> Goal:
    goal = Goal.of(
        title="Days", unit="days", heading=Heading.DOWN, baseline=9, target=4, source="log", agreed_on=TODAY
    )
    return goal.measured(6, TODAY)


def test_nothing_on_record_means_that_no_step_is_taken() -> None:
    steps = twelve_steps(OnWay(WORK, TODAY))
    assert [each.step for each in steps] == list(Step)
    assert [each.state for each in steps] == [StepState.NEXT, *[StepState.TO_COME] * 11]


@pytest.mark.parametrize(
    ("step", "fields", "expected"),
    [
        (Step.LOG, {}, TO_COME),
        (Step.LOG, {"ranked": ranked()}, TAKEN),
        (Step.CATEGORY, {}, TO_COME),
        (Step.CATEGORY, {"activity": WORK.but(category="admin")}, TAKEN),
        (Step.BOTTLENECK, {"ranked": ranked(), "too_early": True}, TO_COME),
        (Step.BOTTLENECK, {"ranked": ranked()}, TAKEN),
        (Step.DECISION, {"ranked": ranked()}, TO_COME),
        (Step.DECISION, {"activity": WORK.decided(Verdict.DELEGATE, at=AT)}, TAKEN),
        (Step.DECISION, {"cards": (CARD.decided(Verdict.DELEGATE, at=AT),)}, TAKEN),
        (Step.DECISION, {"roles": (ROLE,)}, TO_COME),
        (Step.DECISION, {"roles": (ROLE.but(state=RoleState.OPEN),)}, TAKEN),
        (Step.BRIEF, {"cards": (CARD,)}, TO_COME),
        (Step.BRIEF, {"cards": (BRIEFED.but(due=None),)}, TO_COME),
        (Step.BRIEF, {"cards": (CARD, BRIEFED)}, TAKEN),
        (Step.KIND, {"cards": (CARD,)}, TO_COME),
        (Step.KIND, {"cards": (CARD.but(seeks="software"),)}, TAKEN),
        (Step.KIND, {"roles": (ROLE,)}, TAKEN),
        (Step.SEARCH, {"roles": (ROLE,)}, TO_COME),
        (
            Step.SEARCH,
            {"roles": (ROLE.posted(Posting(kind=SourceKind.DIRECT, name="Own site")),)},
            TAKEN,
        ),
        (Step.SEARCH, {"candidates": (Candidate.entering(ROLE, "Ines"),)}, TAKEN),
        (Step.SEARCH, {"helpers": (NIAMH,)}, NOT_NEEDED),
        (Step.VETTING, {"roles": (ROLE.but(state=RoleState.OPEN),)}, TO_COME),
        (Step.VETTING, {"roles": (ROLE.but(state=RoleState.FILLED),)}, TAKEN),
        (Step.VETTING, {"helpers": (NIAMH,)}, NOT_NEEDED),
        (Step.ONBOARDING, {"helpers": (NIAMH,)}, TO_COME),
        (Step.ONBOARDING, {"helpers": (NIAMH,), "checklists": (a_list(True, False),)}, TO_COME),
        (Step.ONBOARDING, {"helpers": (NIAMH,), "checklists": (a_list(True, True),)}, TAKEN),
        (Step.ONBOARDING, {"helpers": (NIAMH,), "checklists": (a_list(True).but(archived=AT),)}, TAKEN),
        (Step.ONBOARDING, {"helpers": (NIAMH,), "checklists": (a_list(False).but(archived=AT),)}, TO_COME),
        (Step.GOALS, {"helpers": (NIAMH,)}, TO_COME),
        (Step.GOALS, {"helpers": (NIAMH.with_part(measured_goal()),)}, TO_COME),
        (
            Step.GOALS,
            {"helpers": (NIAMH.with_part(measured_goal()).with_part(CheckIn(on=TODAY, held_at=AT)),)},
            TAKEN,
        ),
        (Step.SECURITY, {"helpers": (NIAMH,)}, TO_COME),
        (Step.SECURITY, {"helpers": (NIAMH,), "papers": (NDA.sent(TODAY).signed(TODAY),)}, TO_COME),
        (Step.SECURITY, {"helpers": (NIAMH,), "papers": (IN_FORCE,)}, TAKEN),
        (Step.SECURITY, {"helpers": (NIAMH.but(kind=HelperKind.SOFTWARE),)}, TAKEN),
        (Step.REVIEW, {"helpers": (NIAMH,)}, TO_COME),
        (
            Step.REVIEW,
            {"helpers": (NIAMH,), "ledger": (LedgerLine(week=TODAY, measured=30, how="time log"),)},
            TO_COME,
        ),
        (
            Step.REVIEW,
            {
                "helpers": (
                    NIAMH.with_part(
                        Review(kind=ReviewKind.D30, on=TODAY, decision=Decided.KEEP, reason="It runs")
                    ),
                )
            },
            TAKEN,
        ),
    ],
)
def test_a_step_is_taken_when_the_record_that_shows_it_is_there(
    step: Step, fields: dict[str, Any], expected: StepState
) -> None:
    state, says = state_of(step, **fields)
    assert state is expected, says
    assert says


OTTER = Dossier.of(name="Docket Otter", kind=HelperKind.SOFTWARE)


def paper_of(helper: Dossier, kind: AgreementKind) -> Agreement:
    return Agreement.of(
        kind=kind, party=helper.name, helper=helper.uid, signed_on=TODAY, countersigned_on=TODAY
    )


@pytest.mark.parametrize(
    ("data", "kinds", "expected"),
    [
        (DataClass.INTERNAL, (), (TAKEN, "no paper is needed, no access needed")),
        (DataClass.CLIENT, (), (TO_COME, "no data-processing agreement or terms of Docket are in force")),
        (
            DataClass.MONEY,
            (AgreementKind.NDA,),
            (TO_COME, "no data-processing agreement or terms of Docket are in force"),
        ),
        (DataClass.CLIENT, (AgreementKind.DPA,), (TAKEN, "papers in force, no access needed")),
        (DataClass.CLIENT, (AgreementKind.TERMS,), (TAKEN, "papers in force, no access needed")),
    ],
)
def test_a_program_needs_a_paper_only_where_it_reaches_facts_of_clients(
    data: DataClass, kinds: tuple[AgreementKind, ...], expected: tuple[StepState, str]
) -> None:
    papers = tuple(paper_of(OTTER, kind) for kind in kinds)
    card = CARD.but(briefs=(BRIEF.but(data_class=data),))
    assert state_of(Step.SECURITY, helpers=(OTTER,), cards=(card,), papers=papers) == expected
    role = ROLE.but(data_class=data)
    assert state_of(Step.SECURITY, helpers=(OTTER,), roles=(role,), papers=papers) == expected


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.DROP, Verdict.LATER])
def test_where_work_stays_no_help_is_looked_for(verdict: Verdict) -> None:
    steps = twelve_steps(OnWay(WORK.decided(verdict, at=AT), TODAY))
    assert [each.state for each in steps[4:]] == [StepState.NOT_NEEDED] * 8
    assert steps[-1].says == f"decided: {verdict}"


def test_core_work_stays_until_somebody_decides_otherwise() -> None:
    core = WORK.but(category="core")
    steps = twelve_steps(OnWay(core, TODAY, ranked(activity=core)))
    assert [each.state for each in steps[3:]] == [StepState.NOT_NEEDED] * 9
    assert steps[-1].says == "stays with you unless you decide otherwise: core"
    decided = core.decided(Verdict.DELEGATE, at=AT)
    assert twelve_steps(OnWay(decided, TODAY, ranked(activity=decided)))[4].state is StepState.NEXT


def test_what_is_done_out_of_order_counts_and_the_first_gap_is_next() -> None:
    steps = twelve_steps(OnWay(WORK, TODAY, cards=(BRIEFED,), helpers=(NIAMH,)))
    assert steps[4].state is StepState.TAKEN
    assert [each.step for each in steps if each.state is StepState.NEXT] == [Step.LOG]


@given(
    st.sampled_from([(), (CARD,), (BRIEFED,)]),
    st.sampled_from([(), (NIAMH,)]),
    st.sampled_from([(), (NDA,), (IN_FORCE,)]),
    st.booleans(),
)
def test_at_most_one_step_is_next_and_none_before_it_is_open(
    cards: tuple[Card, ...], helpers: tuple[Dossier, ...], papers: tuple[Agreement, ...], late: bool
) -> None:
    steps = twelve_steps(OnWay(WORK, TODAY, cards=cards, helpers=helpers, papers=papers, too_early=late))
    states = [each.state for each in steps]
    assert states.count(StepState.NEXT) <= 1
    first = states.index(StepState.NEXT) if StepState.NEXT in states else len(states)
    assert StepState.TO_COME not in states[:first]
    assert len(steps) == 12


def test_the_line_of_marks_leaves_out_what_has_no_room() -> None:
    steps = twelve_steps(OnWay(WORK, TODAY, cards=(CARD,)))
    whole = "".join(text for text, _ in in_short(steps, 78))
    assert whole == " ◇··········· 0 of 12 · next: log · the audit holds no entry of it"
    assert "".join(text for text, _ in in_short(steps, 38)).endswith("next: log …")


# ---------------------------------------------------------------------- on the screen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_priorities_show_the_steps_of_the_activity_under_the_cursor(
    on: OnScreen, size: tuple[int, int]
) -> None:
    shown = await on.press("escape", "g", "p", size=size)
    assert "◆◆◆◆" in shown
    assert "of 12 · next: onboarding" in shown
    assert shown != await on.press("escape", "g", "p", "j", "j", "j", size=size)


async def test_the_working_tells_each_step_and_what_shows_it(on: OnScreen) -> None:
    shown = " ".join((await on.press("escape", "g", "p", "i", "G")).split())
    assert "7 ◆ search 3 candidates" in shown
    assert "8 ◆ vetting decided for R1 Client-admin VA" in shown
    assert "9 ◇ onboarding 23 of 37 items are settled" in shown


async def test_a_decision_takes_its_step_at_once(on: OnScreen) -> None:
    shown = await on.press("escape", "g", "p", *"jjjjjj", "0", "k")
    assert "◆◆◆◆––––––––" in shown
    assert "nothing more to do · decided: keep" in shown
