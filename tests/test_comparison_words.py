"""What a comparison is said to come to, and what is said of a decision afterwards."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.business import Business, Owner
from models.candidate_parts import Terms
from models.candidates import Candidate
from models.deciding import LookBack, decided
from models.helpers import HelperKind
from models.ratings import Method, Rating
from models.role_parts import Choice, KnockOutState, RoleState, Scorecard
from models.roles import Role
from models.software_trial import ScriptStep, SoftwareTrial, StepResult
from store.library import scorecard
from tui.comparison import (
    Sheet,
    afterwards_line,
    decision_line,
    next_step,
    second_thoughts,
    where_it_stands,
)
from tui.comparison_account import in_full, record, why

NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
TODAY = date(2026, 4, 20)
KIND = HelperKind.SOFTWARE
ROLE = Role.of(
    number=1,
    title="Receipts",
    kind=KIND,
    state=RoleState.OPEN,
    budget_per="month",
    **dict(Scorecard.read(scorecard(KIND))),
)
OWNERS = Business(owners=(Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW")))


def program(name: str, values: dict[str, int], *, cost: int | None = 10_00, number: int = 1) -> Candidate:
    terms = Terms.of(rate=cost, per="month")
    found = Candidate.entering(ROLE, name, number=number, terms=terms, knock_outs=())
    step = ScriptStep.of(text="read a receipt", result=StepResult.PASS)
    found = found.with_evidence(SoftwareTrial.of(script=(step,)))
    for criterion in ROLE.criteria:
        if value := values.get(criterion.code, values.get("*")):
            rating = Rating.of(
                criterion=criterion.key,
                rater="ob",
                value=value,
                method=Method.OWN_TEST,
                evidence="Seen in the trial.",
                at=NOON,
            )
            found = found.rated(rating.handed_in(at=NOON))
    for knock_out in ROLE.asked:
        found = found.answered(knock_out.key, KnockOutState.PASS, at=NOON)
    return found


def sheet(
    *candidates: Candidate, role: Role = ROLE, today: date = TODAY, past: LookBack | None = None
) -> Sheet:
    found = Sheet.of(role, candidates, business=OWNERS, today=today, zone=ZoneInfo("UTC"))
    return Sheet(**{**vars(found), "past": past or found.past})


GOOD, POOR = program("Good", {"*": 4}), program("Poor", {"*": 2}, number=2)
FAILED = program("Failed", {"*": 4}).answered(ROLE.asked[0].key, KnockOutState.FAIL, at=NOON)
PART = program("Part", {"FT": 5, "US": 5, "IN": 5}, number=3)


@pytest.mark.parametrize(
    ("candidates", "says"),
    [
        ((), "no candidate yet"),
        ((program("New", {}),), "nobody is rated yet"),
        (
            (POOR,),
            "nobody eligible: Poor is out (FT Fit, on a script of our own tasks: 2 is under its bar of 3"
            " and 2 more)",
        ),
        (
            (FAILED, program("New", {}, number=2)),
            "nobody eligible is rated yet: Failed is out"
            f" ({ROLE.asked[0].code} {ROLE.asked[0].text}: failed)",
        ),
        ((GOOD, POOR), "Good leads, settled"),
        ((GOOD, PART), "Good leads, not settled"),
        ((GOOD, program("Same", {"*": 4}, cost=9_00, number=5)), "tie: Same costs less"),
        ((GOOD, program("Best", {"*": 4, "FT": 5}, cost=None)), "Best leads, settled"),
        ((GOOD, program("Odd", {"*": 4, "SU": 5}, cost=None)), "tie: Odd is certain of a little more"),
        ((GOOD, program("Same", {"*": 4}, cost=None, number=5)), "tie: Good was entered first"),
    ],
)
def test_where_a_search_stands_is_said_in_a_few_words(candidates: tuple[Candidate, ...], says: str) -> None:
    assert where_it_stands(sheet(*candidates).found) == says


@pytest.mark.parametrize(("days", "when"), [(0, "today"), (3, "in 3 d")])
def test_the_next_check_says_by_when_where_a_trial_will_charge(days: int, when: str) -> None:
    trial = SoftwareTrial.of(auto_convert=True, convert_on=TODAY + timedelta(days=days))
    shown = sheet(GOOD, PART.with_evidence(trial))
    assert next_step(shown.found, shown.people.values(), TODAY) == (
        f"next: SE Security, privacy and the way out of Part, 30 min, before the trial charges {when}"
    )


def test_a_trial_that_has_charged_sets_no_date_for_a_check() -> None:
    trial = SoftwareTrial.of(auto_convert=True, convert_on=TODAY - timedelta(days=1))
    shown = sheet(GOOD, PART.with_evidence(trial))
    assert next_step(shown.found, shown.people.values(), TODAY).endswith("of Part, 30 min")


def test_under_the_order_stands_the_decision_else_the_check_else_why_there_is_none() -> None:
    assert second_thoughts(sheet(GOOD, PART)).startswith("next: SE ")
    assert second_thoughts(sheet(GOOD, POOR)) == "everything is rated"
    weak = program("Weak", dict.fromkeys(("FT", "US", "IN", "SC", "EV", "SE"), 3), number=6)
    assert second_thoughts(sheet(GOOD, weak)) == "what is missing cannot change the order"
    role = decided(ROLE, GOOD, "It is better.", [GOOD, POOR], at=NOON, today=TODAY, who="tw")
    assert second_thoughts(sheet(GOOD, POOR, role=role)) == (
        "decided for Good, Mon 20 Apr, TW: It is better."
    )


def test_a_decision_against_the_scorecard_says_both_reasons() -> None:
    role = decided(
        ROLE, PART, "We like it.", [GOOD, PART], at=NOON, today=TODAY, who="ob", overriding="It is quick."
    )
    shown = sheet(GOOD, PART, role=role)
    assert decision_line(shown) == "Part, Mon 20 Apr, OB: We like it. Not the leader: It is quick."
    assert dict(record(shown))["Then: Part"].startswith("5.00, 3.20–5.00, 55 % rated")


def test_somebody_erased_since_is_not_named() -> None:
    role = decided(ROLE, GOOD, "It is better.", [GOOD], at=NOON, today=TODAY)
    assert role.decision is not None
    nobody = role.but(decision=role.decision.but(scores=()))
    assert decision_line(sheet(role=nobody)).startswith("somebody who was erased, Mon 20 Apr")


CHOICE = Choice.of(candidate="x", reason="It is better.", at=NOON)


@pytest.mark.parametrize(
    ("past", "says"),
    [
        (LookBack(CHOICE, None), "nobody was engaged yet"),
        (
            LookBack(CHOICE, None, since=TODAY, due=TODAY + timedelta(days=90), days=1),
            "1 of 90 days: 0 cards done, 0 came back, 0 in hand; look back on Sun 19 Jul",
        ),
        (
            LookBack(CHOICE, None, TODAY, TODAY, 95, None, done=7, dated=5, in_time=4, back=1, doing=2),
            "after 95 days: 7 cards done, 4 of 5 in time, 1 came back, 2 in hand; look back now",
        ),
        (
            LookBack(CHOICE, None, TODAY, TODAY, 12, TODAY, done=1),
            "after 12 days: 1 card done, 0 came back, 0 in hand; left on Mon 20 Apr",
        ),
    ],
)
def test_what_came_of_a_decision_is_said_in_numbers(past: LookBack, says: str) -> None:
    assert afterwards_line(past, TODAY) == says


def test_a_spread_of_one_rater_asks_for_another_look_and_not_for_a_talk() -> None:
    fit = ROLE.criteria[0]
    second = GOOD.ratings[0].but(key="b", value=1)
    alone = sheet(GOOD.but(ratings=(*GOOD.ratings, second)))
    both = sheet(GOOD.but(ratings=(*GOOD.ratings, second.but(rater="tw"))))
    for shown, word in ((alone, "look again"), (both, "talk")):
        says = in_full(shown, fit.key, GOOD.uid)
        assert f"The ratings lie 3 apart: {word} before you decide." in says
        assert "4 by OB (own test)" in says[0]


def test_a_blank_says_how_it_is_found_out_and_how_long_that_takes() -> None:
    blank = next(each for each in ROLE.criteria if each.code == "SE")
    says = in_full(sheet(GOOD, PART), blank.key, PART.uid)[0]
    assert says.endswith("not rated yet. Ask for the data-processing terms and run a full export. 30 min")


def test_nobody_under_the_cursor_leaves_the_order_to_be_explained() -> None:
    assert why(sheet(), "stands", None) == ("The order", [("Leader", "nobody: nothing is rated yet")])
    assert in_full(sheet(), "stands", None) == []
