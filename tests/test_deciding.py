"""Who is compared, how a decision is kept, and what is shown beside it ninety days on."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.board import Card, Column, Move
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.deciding import compared, comparison, decided, is_to_look_back, look_back, objection
from models.document import RuleBroken
from models.helpers import Helper, HelperKind
from models.ratings import Method, Rating
from models.role_parts import KnockOutState, RoleState, Scorecard
from models.roles import Role, role_meant
from store.library import scorecard

NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)
TODAY = date(2026, 4, 20)
ROLE = Role.of(
    number=1,
    title="Client admin",
    state=RoleState.OPEN,
    **dict(Scorecard.read(scorecard(HelperKind.ASSISTANT))),
)
UTC_ZONE = ZoneInfo("UTC")


def candidate(name: str, value: int | None = None, number: int = 1) -> Candidate:
    """A candidate rated alike on every criterion, or not at all."""
    found = Candidate.entering(ROLE, name, number=number)
    for criterion in ROLE.criteria if value else ():
        rating = Rating.of(
            criterion=criterion.key,
            rater="me",
            value=value,
            method=Method.PAID_TRIAL,
            evidence="Seen in the trial.",
            at=NOON,
        )
        found = found.rated(rating.handed_in(at=NOON))
    return found


GOOD, FAIR = candidate("Niamh", 4, 1), candidate("Ines", 3, 2)


def choose(chosen: Candidate, *others: Candidate, reason: str = "It is clear.", overriding: str = "") -> Role:
    return decided(
        ROLE, chosen, reason, (chosen, *others), at=NOON, today=TODAY, who="me", overriding=overriding
    )


def test_whoever_left_an_open_search_neither_leads_nor_holds_it_up() -> None:
    gone = GOOD.withdrew("Took another job.", at=NOON, today=TODAY)
    archived = candidate("Old", 5, 3).but(archived=NOON)
    elsewhere = candidate("Other", 5, 4).but(role="another")
    assert compared(ROLE, [gone, FAIR, archived, elsewhere]) == [FAIR]
    found = comparison(ROLE, [gone, FAIR], today=TODAY)
    assert [each.candidate.name for each in found.standings] == ["Ines"]


def test_a_decided_search_shows_everybody_who_stood_there_then() -> None:
    role = choose(GOOD, FAIR)
    told = FAIR.declined(Reason.SKILL, at=NOON, today=TODAY)
    assert compared(role, [told, GOOD]) == [GOOD, told]
    assert compared(role.opened([], at=NOON, despite="Nobody stayed."), []) == []


def test_a_decision_keeps_the_score_of_everybody() -> None:
    choice = choose(GOOD, FAIR).decision
    assert choice is not None
    assert [(kept.name, kept.known) for kept in choice.scores] == [("Niamh", 4.0), ("Ines", 3.0)]
    assert (choice.candidate, choice.who, choice.overriding) == (GOOD.uid, "me", "")


def test_another_than_the_leader_asks_why_and_keeps_the_answer() -> None:
    with pytest.raises(RuleBroken, match="The scorecard puts Niamh first: say why"):
        choose(FAIR, GOOD)
    choice = choose(FAIR, GOOD, overriding="Niamh starts too late.").decision
    assert choice is not None
    assert choice.overriding == "Niamh starts too late."


def test_a_reason_for_overriding_nobody_is_not_kept() -> None:
    choice = choose(GOOD, FAIR, overriding="No matter.").decision
    assert choice is not None
    assert choice.overriding == ""


@pytest.mark.parametrize(
    ("chosen", "reason", "says"),
    [
        (GOOD, " ", "Say in one sentence why"),
        (GOOD.withdrew("", at=NOON, today=TODAY), "It is clear.", "is not in the search any more"),
    ],
)
def test_nobody_is_chosen_without_a_reason_or_after_leaving(
    chosen: Candidate, reason: str, says: str
) -> None:
    with pytest.raises(RuleBroken, match=says):
        choose(chosen, FAIR, reason=reason)


def test_nothing_is_decided_on_a_draft() -> None:
    draft = ROLE.but(state=RoleState.DRAFT)
    with pytest.raises(RuleBroken, match="open it before you decide"):
        decided(draft, GOOD, "It is clear.", [GOOD], at=NOON, today=TODAY)
    with pytest.raises(RuleBroken, match="open it before you decide"):
        objection(draft, GOOD, comparison(draft, [GOOD], today=TODAY))


def test_what_cannot_be_decided_is_said_before_anything_is_asked() -> None:
    gone = GOOD.withdrew("", at=NOON, today=TODAY)
    with pytest.raises(RuleBroken, match="is not in the search any more"):
        objection(ROLE, gone, comparison(ROLE, [gone, FAIR], today=TODAY))


def test_who_is_out_is_chosen_only_for_a_reason_even_where_nobody_is_left_to_lead() -> None:
    knock_out = ROLE.asked[0]
    out = GOOD.answered(knock_out.key, KnockOutState.FAIL, at=NOON)
    found = comparison(ROLE, [out], today=TODAY)
    assert found.leader is None
    assert objection(ROLE, out, found) == f"Niamh is out ({knock_out.code} {knock_out.text}: failed)"
    with pytest.raises(RuleBroken, match=r"^Niamh is out .*: say why you decide otherwise\.$"):
        choose(out)
    choice = choose(out, overriding="The paper is on its way.").decision
    assert choice is not None
    assert choice.overriding == "The paper is on its way."


def test_nothing_speaks_against_the_leader_nor_against_anybody_before_the_first_rating() -> None:
    assert objection(ROLE, GOOD, comparison(ROLE, [GOOD, FAIR], today=TODAY)) == ""
    unrated = candidate("Hana", None, 3)
    assert objection(ROLE, unrated, comparison(ROLE, [unrated], today=TODAY)) == ""
    said = objection(ROLE, FAIR, comparison(ROLE, [GOOD, FAIR], today=TODAY))
    assert said == "The scorecard puts Niamh first"


# Ninety days on


def finished(helper: Helper, *, due: date | None, days: int, back: bool = False) -> Card:
    moves = [Move(at=NOON, source=Column.DOING, target=Column.REVIEW)]
    if back:
        moves.append(Move(at=NOON, source=Column.REVIEW, target=Column.DOING))
    moves.append(Move(at=NOON + timedelta(days=days), source=Column.REVIEW, target=Column.DONE))
    return Card(title="Chase", helper=helper.uid, column=Column.DONE, due=due, moves=tuple(moves))


def test_a_look_back_sets_what_happened_beside_what_was_said() -> None:
    role, helper = choose(GOOD, FAIR).filled(), Helper(name="Niamh")
    engaged = GOOD.engaged(helper.uid, role, at=NOON, today=TODAY, despite="We know her.")
    cards = [
        finished(helper, due=TODAY + timedelta(days=3), days=2),
        finished(helper, due=TODAY + timedelta(days=3), days=9, back=True),
        finished(helper, due=None, days=4),
        Card(title="Inbox", helper=helper.uid, column=Column.DOING),
        finished(Helper(name="Hana"), due=TODAY, days=1),
        finished(helper, due=None, days=-30),
    ]
    past = look_back(role, [engaged, FAIR], [helper], cards, today=TODAY + timedelta(days=89), zone=UTC_ZONE)
    assert past is not None
    assert past.chosen is not None
    assert (past.chosen.known, past.choice.reason) == (4.0, "It is clear.")
    assert (past.since, past.due, past.days) == (TODAY, TODAY + timedelta(days=90), 89)
    assert (past.done, past.dated, past.in_time, past.back, past.doing) == (3, 2, 1, 1, 1)
    assert not past.is_due(TODAY + timedelta(days=89))
    assert past.is_due(TODAY + timedelta(days=90))


def test_the_look_back_is_due_ninety_days_after_the_engagement_and_not_before() -> None:
    role, helper = choose(GOOD, FAIR).filled(), Helper(name="Niamh")
    engaged = GOOD.engaged(helper.uid, role, at=NOON, today=TODAY, despite="We know her.")
    due = {
        n: is_to_look_back(role, [engaged, FAIR], TODAY + timedelta(days=n), UTC_ZONE) for n in (89, 90, 200)
    }
    assert due == {89: False, 90: True, 200: True}
    later = TODAY + timedelta(days=200)
    assert not is_to_look_back(role, [GOOD, FAIR], later, UTC_ZONE)
    assert not is_to_look_back(ROLE, [engaged], later, UTC_ZONE)


@pytest.mark.parametrize(("zone", "engaged_on"), [("Pacific/Auckland", 21), ("Pacific/Honolulu", 19)])
def test_the_ninety_days_are_counted_where_the_business_is(zone: str, engaged_on: int) -> None:
    there, role, helper = ZoneInfo(zone), choose(GOOD, FAIR).filled(), Helper(name="Niamh")
    at = datetime(2026, 4, 20, 13 if engaged_on == 21 else 5, tzinfo=UTC)
    engaged = GOOD.engaged(helper.uid, role, at=at, today=TODAY, despite="We know her.")
    due = date(2026, 4, engaged_on) + timedelta(days=90)
    for today in (due - timedelta(days=1), due):
        past = look_back(role, [engaged], [helper], [], today=today, zone=there)
        assert past is not None
        assert past.is_due(today) is is_to_look_back(role, [engaged], today, there) is (today == due)


def test_whoever_left_early_was_here_for_as_long_as_it_lasted() -> None:
    role, helper = choose(GOOD).filled(), Helper(name="Niamh", archived=NOON + timedelta(days=12))
    engaged = GOOD.engaged(helper.uid, role, at=NOON, today=TODAY, despite="We know her.")
    past = look_back(role, [engaged], [helper], [], today=TODAY + timedelta(days=80), zone=UTC_ZONE)
    assert past is not None
    assert (past.left, past.days) == (TODAY + timedelta(days=12), 12)


def test_before_anybody_is_engaged_there_is_only_the_decision() -> None:
    assert look_back(ROLE, [GOOD], [], [], today=TODAY, zone=UTC_ZONE) is None
    past = look_back(choose(GOOD), [GOOD], [], [], today=TODAY, zone=UTC_ZONE)
    assert past is not None
    assert (past.since, past.due, past.is_due(TODAY)) == (None, None, False)


# Which role is meant

ROLES = [
    ROLE,
    ROLE.but(number=12, uid="b", title="Client books"),
    ROLE.but(number=3, uid="c", title="Copywriter"),
]


@pytest.mark.parametrize(
    ("said", "number"),
    [("R1", 1), ("12", 12), ("r12", 12), ("copy", 3), ("client b", 12), (" Client Admin ", 1)],
)
def test_a_role_is_meant_by_its_number_or_the_start_of_its_title(said: str, number: int) -> None:
    assert role_meant(said, ROLES).number == number


@pytest.mark.parametrize(
    ("said", "roles", "says"),
    [
        ("client", ROLES, "“client” could be R1 Client admin, R12 Client books: say its number."),
        ("tax", ROLES[:1], "“tax” is no role: say one of R1 Client admin."),
        ("", ROLES[:1], "“” is no role: say one of R1 Client admin."),
        ("R1", [ROLE.but(archived=NOON)], "There is no role yet: begin one on the vetting screen."),
    ],
)
def test_what_could_be_several_roles_or_none_is_refused(said: str, roles: list[Role], says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        role_meant(said, roles)
    assert str(refusal.value) == says
