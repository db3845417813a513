"""Roles: how they begin, what stands once somebody is rated, and how the search ends."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models.activity import Activity, Confidentiality, Verdict
from models.board import Card
from models.brief import Brief, DataClass
from models.business import Business
from models.document import RuleBroken
from models.guards import Guarded
from models.helpers import HelperKind
from models.role_parts import (
    Anchors,
    BudgetPer,
    Choice,
    Criterion,
    KeptScore,
    Posting,
    RoleState,
    Scorecard,
    SourceKind,
)
from models.roles import Role
from store.library import scorecard
from store.workspace import Workspace

NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
BUSINESS = Business(helper_rate=19_00)
CHASING = Activity.named("Chase missing receipts", "admin").but(confidentiality=Confidentiality.CONFIDENTIAL)
TRIAGE = Activity.named("Inbox triage", "admin")
CARDS = [Card(title="Receipts", activity=CHASING.uid).briefed(Brief(outcome="All asked for"), at=NOON)]
SCORES = (
    KeptScore(candidate="niamh", name="Niamh", known=4.25, low=4.25, high=4.25, coverage=1, confidence=0.87),
    KeptScore(candidate="ines", name="Ines", known=3.56, low=3.05, high=3.85, coverage=0.8, confidence=0.67),
)


def people() -> Scorecard:
    return Scorecard.read(scorecard(HelperKind.ASSISTANT))


def draft(**changes: object) -> Role:
    return Role.for_activity(CHASING, people(), BUSINESS).but(number=3, **changes)


def opened() -> Role:
    return draft().opened(CARDS, at=NOON)


def weighted(*weights: int) -> list[Criterion]:
    anchors = Anchors(one="poor", three="fair", five="fine")
    return [
        Criterion(code=f"C{n}", name=f"Thing {n}", weight=each, anchors=anchors)
        for n, each in enumerate(weights)
    ]


def test_a_role_of_an_activity_knows_its_work_its_price_and_its_scorecard() -> None:
    role = Role.for_activity(CHASING, people(), BUSINESS, minutes_week=330)
    assert (role.title, role.kind, role.minutes_week) == ("Chase missing receipts", HelperKind.ASSISTANT, 330)
    assert (role.budget, role.budget_per, role.data_class) == (19_00, BudgetPer.HOUR, DataClass.CLIENT)
    assert (role.activities, role.state) == ((CHASING.uid,), RoleState.DRAFT)
    assert [criterion.code for criterion in role.scored] == ["SK", "UB", "RE", "CO", "DH", "AV"]
    assert len(role.questions) == 6


def test_work_to_automate_looks_for_software_without_a_budget() -> None:
    activity = TRIAGE.decided(Verdict.AUTOMATE, at=NOON)
    role = Role.for_activity(activity, Scorecard.read(scorecard(HelperKind.SOFTWARE)), BUSINESS)
    assert (role.kind, role.budget, role.budget_per) == (HelperKind.SOFTWARE, None, BudgetPer.MONTH)
    assert "K2" not in [each.code for each in role.asked]
    assert "K2" in [each.code for each in role.but(data_class=DataClass.MONEY).asked]


def test_an_activitys_own_price_is_the_budget() -> None:
    assert Role.for_activity(CHASING.but(helper_rate=25_00), people(), BUSINESS).budget == 25_00


def test_a_role_comes_back_from_the_file_as_it_went_in(tmp_path: Path) -> None:
    posting = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00, opened=date(2026, 4, 1))
    with Workspace.open(tmp_path / "w.json") as desk, desk.transaction("Look for help"):
        kept = desk.roles.put(opened().posted(posting).decided(choice("niamh")).but(number=0))
    with Workspace.open(tmp_path / "w.json") as desk:
        assert desk.roles[kept.number] == kept
        assert kept.ref == "R1"


# The brief comes first


@pytest.mark.parametrize(
    ("kind", "activities", "says"),
    [
        (
            HelperKind.ASSISTANT,
            (CHASING.uid, TRIAGE.uid),
            "Write the brief before looking for people (missing on 1 of 2 tasks).",
        ),
        (
            HelperKind.SOFTWARE,
            (TRIAGE.uid,),
            "Write the brief before looking for software (missing on 1 of 1 task).",
        ),
        (HelperKind.ASSISTANT, (), "Write the brief before looking for people (it serves no activity yet)."),
    ],
)
def test_looking_for_help_without_a_brief_is_refused(
    kind: HelperKind, activities: tuple[str, ...], says: str
) -> None:
    with pytest.raises(Guarded) as refusal:
        draft(kind=kind, activities=activities).opened(CARDS, at=NOON)
    assert str(refusal.value) == says


def test_a_reason_opens_it_all_the_same_and_stays_on_the_role() -> None:
    role = draft(activities=(TRIAGE.uid,)).opened([], at=NOON, who="ob", despite="The brief is on paper")
    assert role.state is RoleState.OPEN
    assert [(each.reason, each.missing) for each in role.overrides] == [("The brief is on paper", ("brief",))]


def test_a_reason_that_was_not_needed_is_not_kept() -> None:
    assert draft().opened(CARDS, at=NOON, despite="Just in case").overrides == ()


def test_an_empty_brief_is_none() -> None:
    with pytest.raises(Guarded):
        draft().opened([Card(title="Receipts", activity=CHASING.uid, briefs=(Brief(),))], at=NOON)


# Criteria


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ((60, 35), "Weights add up to 95; give the other 5 to something."),
        ((60, 45), "Weights add up to 105; take 5 off something."),
        ((), "Weights add up to 0; give the other 100 to something."),
    ],
)
def test_weights_that_do_not_add_up_are_refused_with_the_difference(
    weights: tuple[int, ...], says: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        draft().with_criteria(weighted(*weights))
    assert str(refusal.value) == says


def test_two_criteria_of_one_code_are_refused() -> None:
    first, second = weighted(50, 50)
    with pytest.raises(RuleBroken, match="Two criteria have the code C0"):
        draft().with_criteria([first, second.but(code="c0")])


def test_anchors_say_both_ends_and_the_middle() -> None:
    with pytest.raises(RuleBroken, match="Say what a 1, a 3 and a 5 look like"):
        Anchors.of(one="poor", five="fine")
    assert Anchors.of(one="poor", three="fair", five="fine").lines() == [
        (1, "poor"),
        (3, "fair"),
        (5, "fine"),
    ]


def test_criteria_stand_still_from_the_first_rating_on() -> None:
    role = draft().with_criteria(weighted(60, 40)).with_criteria_frozen(at=NOON)
    assert role.frozen == NOON
    with pytest.raises(RuleBroken, match="The criteria of R3 have stood still since its first rating"):
        role.with_criteria(weighted(50, 50))
    assert role.with_criteria_frozen(at=NOON.replace(hour=20)) == role


def test_a_criterion_is_ruled_out_for_the_whole_role_with_a_reason_even_late() -> None:
    role = draft().with_criteria_frozen(at=NOON)
    handling = role.criteria[4]
    assert "DH" not in [each.code for each in role.without(handling.key, "No client data").scored]
    assert role.without(handling.key, "No client data").with_again(handling.key) == role
    with pytest.raises(RuleBroken, match="Why does “Data handling and confidentiality” play no part"):
        role.without(handling.key, " ")
    with pytest.raises(RuleBroken, match="R3 has no such criterion"):
        role.without("gone", "No client data")


def test_the_last_criterion_stays() -> None:
    first, second = weighted(50, 50)
    role = draft().with_criteria([first, second]).without(first.key, "No matter")
    with pytest.raises(RuleBroken, match="the last criterion left"):
        role.without(second.key, "No matter either")


# Sources and prices


def test_a_posting_is_added_once_and_changed_in_its_place() -> None:
    board = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00, opened=date(2026, 4, 1))
    market = Posting.of(kind=SourceKind.MARKETPLACE, name="Upwork", fee_pct=5)
    role = draft().posted(board).posted(market).posted(board.but(closed=date(2026, 4, 9)))
    assert [(each.name, each.closed) for each in role.postings] == [
        ("FinCopy", date(2026, 4, 9)),
        ("Upwork", None),
    ]


def test_a_posting_does_not_close_before_it_opens() -> None:
    with pytest.raises(RuleBroken, match="closes before it opens"):
        Posting.of(kind=SourceKind.DIRECT, name="Us", opened=date(2026, 4, 9), closed=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("budget_per", "minutes", "amount", "per", "comparable"),
    [
        (BudgetPer.HOUR, 660, 19_00, "hour", 19_00),
        (BudgetPer.HOUR, 180, 240_00, "month", 18_46),
        (BudgetPer.MONTH, 180, 20_00, "hour", 260_00),
        (BudgetPer.MONTH, None, 20_00, "hour", None),
        (BudgetPer.HOUR, 660, 500_00, "project", None),
    ],
)
def test_prices_are_compared_in_the_unit_of_the_budget(
    budget_per: BudgetPer, minutes: int | None, amount: int, per: str, comparable: int | None
) -> None:
    assert draft(budget_per=budget_per, minutes_week=minutes).comparable(amount, per) == comparable


# The end of the search


def choice(candidate: str, reason: str = "Best trial", *, overriding: str = "") -> Choice:
    objection = "" if candidate == "niamh" else "The scorecard puts Niamh first"
    return Choice.made(
        candidate, reason, scores=SCORES, objection=objection, overriding=overriding, at=NOON, who="ob"
    )


def test_a_decision_keeps_its_reason_and_everybodys_scores() -> None:
    role = opened().decided(choice("niamh", overriding="Not needed"))
    assert role.state is RoleState.DECIDED
    assert role.decision is not None
    assert (role.decision.reason, role.decision.overriding, role.decision.scores) == (
        "Best trial",
        "",
        SCORES,
    )
    assert role.filled().state is RoleState.FILLED


def test_deciding_against_the_leader_asks_why_and_keeps_it() -> None:
    with pytest.raises(RuleBroken) as refusal:
        choice("ines")
    assert str(refusal.value) == "The scorecard puts Niamh first: say why you decide otherwise."
    assert choice("ines", overriding="In a hurry").overriding == "In a hurry"


def test_where_nothing_speaks_against_it_nothing_is_overridden() -> None:
    assert Choice.made("ines", "The only one", scores=(), objection="", at=NOON).overriding == ""


def test_a_decision_says_why_in_a_sentence() -> None:
    with pytest.raises(RuleBroken, match="Say in one sentence why"):
        choice("niamh", " ")


@pytest.mark.parametrize(
    ("refused", "says"),
    [
        (lambda: draft().decided(choice("niamh")), "R3 is draft: open it before you decide."),
        (lambda: opened().opened(CARDS, at=NOON), "R3 is open already."),
        (lambda: opened().put_away(at=NOON), "R3 is open: end the search first, then put it away."),
        (
            lambda: opened().decided(choice("niamh")).put_away(at=NOON),
            "R3 is decided: end the search first, then put it away.",
        ),
        (lambda: draft().brought_back(), "R3 is not in the archive."),
        (
            lambda: draft().opened((), at=NOON, despite="  "),
            "Write the brief before looking for people (missing on 1 of 1 task).",
        ),
        (lambda: opened().filled(), "Nobody is chosen for R3 yet: decide first."),
        (
            lambda: opened().decided(choice("niamh")).filled().cancelled(),
            "R3 is filled: end the engagement instead of the search.",
        ),
    ],
)
def test_a_step_out_of_turn_is_refused(refused: Callable[[], Role], says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        refused()
    assert str(refusal.value) == says


def test_a_search_that_ended_can_begin_again() -> None:
    assert draft().cancelled().opened(CARDS, at=NOON).state is RoleState.OPEN
    again = opened().decided(choice("niamh")).opened(CARDS, at=NOON)
    assert (again.state, again.decision) == (RoleState.OPEN, None)


def test_decisions_are_only_ever_added() -> None:
    first, second, third = choice("niamh"), choice("ines", overriding="Cheaper"), choice("niamh", "Again")
    role = opened().decided(first).opened(CARDS, at=NOON).decided(second).decided(third)
    assert (role.earlier_decisions, role.decision) == ((first, second), third)
    ended = role.cancelled()
    assert ended.decision == third
    assert ended.opened(CARDS, at=NOON).earlier_decisions == (first, second, third)


def test_a_role_is_put_away_and_brought_back_as_it_was() -> None:
    ended = draft().cancelled()
    away = ended.put_away(at=NOON)
    assert away.archived == NOON
    assert away.brought_back() == ended
