"""Engagements: states from dates, renewals, milestones, capacity, and an end that nothing is left open by."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access import AccessGrant
from models.access_parts import AccessMethod, Proof, Stamp
from models.board import Card, Column
from models.capacity import WorkedWeek, capacity, last_worked, usage
from models.document import RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement, EngagementKind, EngagementState, Milestone, current
from models.gates import Fact, GateStanding
from models.templates import Gate

START, TODAY, END = date(2026, 4, 28), date(2026, 5, 12), date(2026, 5, 29)


def terms(**fields: Any) -> Engagement:
    return Engagement.of(**{"agreed_on": START, "start": START, **fields})


@pytest.mark.parametrize(
    ("engagement", "state"),
    [
        (Engagement.of(), EngagementState.DRAFT),
        (Engagement.of(start=START), EngagementState.DRAFT),
        (terms(start=TODAY + timedelta(days=1)), EngagementState.UPCOMING),
        (terms(), EngagementState.ACTIVE),
        (terms(trial_until=TODAY), EngagementState.TRIAL),
        (terms(trial_until=TODAY - timedelta(days=1)), EngagementState.ACTIVE),
        (terms(notice_on=TODAY), EngagementState.NOTICE),
        (terms(end=TODAY), EngagementState.ACTIVE),
        (terms(end=TODAY - timedelta(days=1)), EngagementState.ENDED),
        (terms(end=START, closed=Stamp(on=TODAY)), EngagementState.CLOSED),
    ],
)
def test_the_state_follows_from_the_dates(engagement: Engagement, state: EngagementState) -> None:
    assert engagement.state(TODAY) is state


def test_work_is_paused_and_goes_on() -> None:
    paused = terms().paused(TODAY, "holidays")
    assert paused.state(TODAY + timedelta(days=30)) is EngagementState.PAUSED
    going_on = paused.resumed(TODAY + timedelta(days=3))
    assert going_on.state(TODAY + timedelta(days=2)) is EngagementState.PAUSED
    assert going_on.state(TODAY + timedelta(days=3)) is EngagementState.ACTIVE
    with pytest.raises(RuleBroken, match=r"^The engagement is not paused\.$"):
        going_on.resumed(TODAY + timedelta(days=3))
    with pytest.raises(RuleBroken, match=r"^The engagement is draft: only running work can be paused\.$"):
        Engagement.of().paused(TODAY)


def test_a_pause_with_an_end_is_over_by_itself() -> None:
    paused = terms().paused(TODAY, until=TODAY)
    assert paused.state(TODAY + timedelta(days=1)) is EngagementState.ACTIVE


def test_an_engagement_does_not_end_before_it_starts() -> None:
    with pytest.raises(RuleBroken, match=r"^The engagement ends before it starts\.$"):
        terms(end=START - timedelta(days=1))
    with pytest.raises(RuleBroken, match=r"^The trial ends before it starts\.$"):
        terms(trial_until=START - timedelta(days=1))


def test_the_last_day_follows_from_the_notice() -> None:
    assert terms(notice_days=14).given_notice(TODAY).end == TODAY + timedelta(days=14)
    assert terms(notice_days=14).given_notice(TODAY, last_day=END).end == END
    with pytest.raises(RuleBroken, match=r"^The engagement is draft"):
        Engagement.of().given_notice(TODAY)


def test_a_renewal_is_stopped_by_its_cancel_by_day() -> None:
    tool = terms(kind=EngagementKind.SUBSCRIPTION, renews_on=date(2026, 6, 8), notice_days=7)
    assert tool.cancel_by == date(2026, 6, 1)
    assert not tool.must_decide(date(2026, 5, 17))
    assert tool.must_decide(date(2026, 5, 18))
    assert tool.must_decide(date(2026, 6, 7))
    assert not tool.must_decide(date(2026, 6, 8))
    assert tool.renewed().cancel_by == date(2026, 7, 1)
    assert not tool.but(end=date(2026, 6, 7)).must_decide(date(2026, 6, 1))
    assert terms().cancel_by is None
    with pytest.raises(RuleBroken, match=r"^The engagement does not renew"):
        terms().renewed()


def test_a_milestone_is_accepted_before_it_is_paid() -> None:
    slice_ = Milestone.of(title="First slice", due=TODAY - timedelta(days=1), amount=100_00)
    assert slice_.is_late(TODAY)
    with pytest.raises(RuleBroken, match=r"^“First slice” was not accepted yet: accept it, then pay\.$"):
        slice_.paid(TODAY)
    paid = slice_.accepted(TODAY).paid(TODAY)
    assert (slice_.sign, paid.sign, paid.is_late(TODAY)) == ("◇", "◆", False)
    with pytest.raises(RuleBroken, match=r"^“First slice” was paid on 2026-05-12: it cannot go back\.$"):
        paid.returned(END)
    returned = slice_.accepted(TODAY).returned(END)
    assert (returned.accepted_on, returned.due) == (None, END)
    held = terms().with_milestone(slice_).with_milestone(paid)
    assert held.milestones == (paid,)


# Its end


def settled(**fields: Any) -> Engagement:
    done = {"papers_filed_on": TODAY, "data_returned_on": TODAY, "last_invoice_paid_on": TODAY}
    return terms(end=TODAY - timedelta(days=1), **{**done, **fields})


def access(**fields: Any) -> AccessGrant:
    said = {"number": 5, "helper": "cormac", "system": "cms", "tasks": ("card",), "undo": "Users, remove"}
    return AccessGrant.of(**{**said, "expires_on": END, "requested": Stamp(on=START), **fields})


GONE = {"granted": Stamp(on=START), "revoked": Stamp(on=TODAY)}
PROOF = Proof(on=TODAY, how="tried it")
OFF_BOARDED = GateStanding(Gate.CLOSE, ())
BACK = Fact("Files returned", False, "not done", item="key")


@pytest.mark.parametrize(
    ("grant", "missing"),
    [
        (access(), "K5 withdrawn"),
        (access(granted=Stamp(on=START)), "K5 revoked"),
        (access(**GONE), "K5 verified as gone"),
        (
            access(**GONE, verified=PROOF, method=AccessMethod.SHARED_ITEM, vault_item="webhost"),
            "the secret of K5 changed",
        ),
    ],
)
def test_an_engagement_is_not_closed_while_an_access_is_not_verified(
    grant: AccessGrant, missing: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        settled().closing([grant], OFF_BOARDED, on=TODAY, who="orla")
    assert str(refused.value) == f"The engagement cannot be closed yet. Missing: {missing}."


def test_everything_that_is_missing_for_closing_is_said_at_once() -> None:
    assert terms().lacking([access()], GateStanding(Gate.CLOSE, (BACK,)), TODAY) == (
        "its last day of work",
        "K5 withdrawn",
        "the agreements filed",
        "our data returned or deleted, confirmed",
        "the last invoice paid",
        "Files returned: not done",
    )


def test_an_engagement_is_not_closed_before_its_off_boarding_is_complete() -> None:
    with pytest.raises(RuleBroken) as refused:
        settled().closing([], GateStanding(Gate.CLOSE, (BACK,)), on=TODAY, who="orla")
    assert str(refused.value).endswith("Missing: Files returned: not done.")


def test_a_settled_engagement_is_closed() -> None:
    closed = settled().closing([access(**GONE, verified=PROOF)], OFF_BOARDED, on=TODAY, who="orla")
    assert closed.state(TODAY) is EngagementState.CLOSED


@given(
    st.lists(st.sampled_from(["request", "withdrawn", "given", "revoked", "verified", "shared"]), max_size=6)
)
def test_no_engagement_closes_with_an_access_that_is_not_closed(states: list[str]) -> None:
    made = {
        "request": access(),
        "withdrawn": access(withdrawn=Stamp(on=TODAY)),
        "given": access(granted=Stamp(on=START)),
        "revoked": access(**GONE),
        "verified": access(**GONE, verified=PROOF),
        "shared": access(**GONE, verified=PROOF, method=AccessMethod.SHARED_ITEM, vault_item="webhost"),
    }
    grants = [made[state] for state in states]
    try:
        settled().closing(grants, OFF_BOARDED, on=TODAY, who="orla")
    except RuleBroken:
        assert not all(grant.is_closed for grant in grants)
    else:
        assert set(states) <= {"withdrawn", "verified"}


def test_the_engagement_that_counts_is_the_running_one_else_the_last_unsettled() -> None:
    old, running = terms(start=date(2025, 1, 1), end=date(2025, 6, 1)), terms()
    assert current([running, old], TODAY) is running
    assert current([old], TODAY) is old
    assert current([], TODAY) is None


# Capacity


def card(column: Column, estimate: int | None, **fields: Any) -> Card:
    return Card.of(title="Chase receipts", column=column, estimate=estimate, **fields)


def test_capacity_holds_the_briefed_minutes_against_the_agreed_and_counts_what_nobody_estimated() -> None:
    cards = [
        card(Column.BRIEF, 300),
        card(Column.DOING, 400),
        card(Column.READY, None),
        card(Column.DONE, 900),
        card(Column.INBOX, 900),
        card(Column.DOING, 900, trashed=datetime(2026, 5, 12, tzinfo=UTC)),
    ]
    found = capacity(terms(minutes_week=660), cards)
    assert (found.agreed, found.briefed, found.unestimated, found.is_over) == (660, 700, 1, True)
    assert capacity(terms(minutes_week=700), cards).is_over is False
    assert capacity(None, cards).share is None


@pytest.mark.parametrize(
    ("used", "says"),
    [
        (240, "40 % of the agreed hours are used: send work, or cut hours."),
        (360, ""),
        (660, ""),
        (720, "120 % of the agreed hours are used: agree on more, or send less."),
    ],
)
def test_hours_that_do_not_fit_what_is_agreed_are_said(used: int, says: str) -> None:
    assert usage(terms(minutes_week=600), used) == says


def test_agreeing_makes_a_draft_run_and_a_last_day_ends_it() -> None:
    agreed = Engagement.of().agreed(START, start=TODAY)
    assert agreed.state(TODAY) is EngagementState.ACTIVE
    assert agreed.ended(TODAY).state(TODAY + timedelta(days=1)) is EngagementState.ENDED


def test_hours_that_are_not_agreed_are_neither_too_many_nor_too_few() -> None:
    assert usage(terms(), 900) == ""


def test_a_week_has_one_record_of_its_hours_whichever_day_names_it() -> None:
    first, again = (WorkedWeek.in_week(date(2026, 5, day), minutes) for day, minutes in ((4, 450), (10, 480)))
    assert (first.key, first.week) == (again.key, date(2026, 5, 4))
    helper = Dossier.of(name="Niamh").with_part(first).with_part(again)
    assert [each.minutes for each in helper.worked] == [480]


def test_only_the_last_whole_week_counts_and_one_nobody_spoke_of_is_not_zero() -> None:
    weeks = [WorkedWeek.in_week(date(2026, 5, day), day) for day in (4, 11)]
    assert last_worked(weeks, date(2026, 5, 12)) == weeks[0]
    assert last_worked(weeks, date(2026, 5, 25)) is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"week": date(2026, 5, 6), "minutes": 60}, "A week is named by its Monday: 2026-05-04."),
        (
            {"week": date(2026, 5, 4), "minutes": 169 * 60},
            "A week has 168 hours: correct how long was worked.",
        ),
    ],
)
def test_hours_that_no_week_has_are_refused(said: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        WorkedWeek.of(**said)
    assert str(refused.value) == sentence
