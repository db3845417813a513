"""The ledger: forecast against what was freed, where the hours went, and who keeps the work waiting."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.audit import TimeEntry
from models.board import Card, Column, Move
from models.card_parts import Party
from models.cover import cover
from models.dates import monday_of
from models.document import RuleBroken
from models.handover import Estimate
from models.latency import latency, latency_by_week
from models.ledger import (
    Account,
    LedgerLine,
    Refill,
    asks_to_stop,
    by_activity,
    by_week,
    forecast,
    freed,
    placed,
    wants_a_look,
)
from models.procedure import Procedure, ReadinessLevel

MONDAY, TODAY = date(2026, 5, 4), date(2026, 5, 12)
ZONE = ZoneInfo("Europe/Dublin")
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


def line(week: int = 0, activity: str | None = "T1", **fields: Any) -> LedgerLine:
    said = {"week": MONDAY + timedelta(weeks=week), "activity": activity, "how": "time log"}
    return LedgerLine.of(**{**said, **fields})


# Lines


def test_a_week_is_named_by_its_monday() -> None:
    assert monday_of(date(2026, 5, 10)) == MONDAY
    with pytest.raises(RuleBroken, match=r"^A week is named by its Monday: 2026-05-04\.$"):
        LedgerLine.of(week=date(2026, 5, 6))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"measured": 60, "how": ""}, "How was it measured? Say it, as in “time log” or “estimate”."),
        (
            {"measured": 60, "refill": Refill(billable=61)},
            "More minutes are said to be used than were freed: correct one of the two.",
        ),
        (
            {"forecast": 60, "forecast_low": 61},
            "The low forecast is above the forecast: swap the two.",
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused_in_a_sentence(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        line(**fields)
    assert str(refused.value) == sentence


def test_a_second_line_for_the_same_week_and_activity_takes_the_place_of_the_first() -> None:
    first = line(forecast=132, number=1)
    again = placed(line(measured=144), [first])
    assert (again.uid, again.forecast, again.measured) == (first.uid, 132, 144)
    other = line(1, measured=144)
    assert placed(other, [first]) is other


def test_a_second_line_says_more_of_where_the_hours_went_and_forgets_nothing() -> None:
    first = line(activity=None, refill=Refill(billable=60, rest=30), number=1)
    again = placed(line(activity=None, refill=Refill(growth=20)), [first])
    assert again.refill == Refill(billable=60, growth=20, rest=30)


def entry(day: int, minutes: int) -> TimeEntry:
    start = datetime(2026, 5, day, 9, tzinfo=UTC)
    end = start + timedelta(minutes=minutes)
    return TimeEntry(who="orla", start=start, end=end, zone="Europe/Dublin", text="chase receipts")


def test_what_the_owners_no_longer_log_is_freed() -> None:
    log = [entry(4, 30), entry(10, 60), entry(11, 500)]
    assert freed(330, log, MONDAY, now=NOON, zone=ZONE) == 240
    assert freed(330, [], MONDAY, now=NOON, zone=ZONE) == 330
    assert freed(60, log, MONDAY, now=NOON, zone=ZONE) == 0


# What they come to


def test_what_was_not_measured_is_left_out_and_counted_never_taken_for_zero() -> None:
    account = Account.of([line(forecast=100, measured=90), line(1, forecast=100)])
    assert (account.forecast, account.measured, account.unmeasured, account.weeks) == (100, 90, 1, 1)
    assert account.realised == 0.9


def test_what_was_measured_without_a_forecast_is_left_out_of_the_comparison_and_counted() -> None:
    account = Account.of([line(forecast=60, measured=60), line(1, measured=240)])
    assert (account.measured, account.compared, account.forecast, account.unforecast) == (300, 60, 60, 1)
    assert (account.realised, account.gap) == (1.0, 0.0)
    assert Account.of([line(measured=240)]).realised is None


def test_last_weeks_hours_of_the_demo_went_where_it_says() -> None:
    whole = line(activity=None, refill=Refill(billable=180, growth=60, rest=66))
    account = by_week([line(measured=150), line(activity="T5", measured=156), whole])[MONDAY]
    assert (account.measured, account.refill) == (306, Refill(billable=180, growth=60, rest=66))
    assert account.unplanned == 0


def test_hours_of_which_nobody_has_said_where_they_went_are_unplanned_and_earn_an_unknown_share() -> None:
    account = Account.of([line(measured=240, cost=100_00)])
    assert (account.refill, account.unplanned, account.refilled) == (None, 240, None)
    assert account.pays(50_00) is None


def test_the_break_even_refill_is_the_cost_over_what_the_freed_hours_are_worth() -> None:
    account = Account.of([line(measured=240, cost=100_00, refill=Refill(billable=120))])
    assert account.break_even_refill(50_00) == 0.5
    assert account.refilled == 0.5
    assert account.pays(50_00) is True
    assert account.pays(40_00) is False
    assert account.pays(None) is None
    assert Account.of([line(measured=0, cost=100_00)]).break_even_refill(50_00) is None


def test_a_cost_that_nobody_knows_is_not_taken_for_nothing() -> None:
    account = Account.of([line(measured=240, cost=100_00), line(1, measured=60)])
    assert (account.cost, account.uncosted) == (100_00, 1)
    assert account.break_even_refill(50_00) is None
    assert account.pays(50_00) is None


def test_the_break_even_refill_leaves_the_cost_of_weeks_out_that_nobody_measured() -> None:
    account = Account.of([line(measured=240, cost=100_00), line(1, cost=90_00)])
    assert (account.cost, account.spent) == (100_00, 190_00)
    assert account.break_even_refill(50_00) == 0.5


def test_what_was_spent_is_not_known_where_nobody_has_said_it_of_any_line() -> None:
    assert Account.of([line(measured=240), line(1)]).spent is None
    assert Account.of([line(measured=240), line(1, cost=0)]).spent == 0


def test_the_forecast_of_a_week_is_the_estimates_and_so_is_its_low_end() -> None:
    found = Estimate(
        hours_per_year=230,
        hours_low=161,
        hours_high=299,
        freed_hours_per_year=207,
        speed=1.1,
        run_cost_per_year=5_000,
        weighted_hours_per_week=5,
    )
    made = forecast("T1", found, MONDAY, work_weeks=46)
    assert (made.forecast, made.forecast_low, made.measured, made.cost) == (270, 189, None, None)


def test_each_activity_has_an_account_of_its_own() -> None:
    accounts = by_activity([line(measured=10), line(1, measured=20), line(activity="T5", measured=5)])
    assert {uid: (each.weeks, each.measured) for uid, each in accounts.items()} == {
        "T1": (2, 30),
        "T5": (1, 5),
    }


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["T1", "T2"]), st.integers(0, 600)), max_size=12)
)
def test_the_accounts_of_the_weeks_and_of_the_activities_come_to_the_same(
    said: list[tuple[int, str, int]],
) -> None:
    lines = [line(week, uid, measured=minutes, cost=minutes) for week, uid, minutes in said]
    total = Account.of(lines)
    for accounts in (by_week(lines).values(), by_activity(lines).values()):
        assert sum(each.measured for each in accounts) == total.measured
        assert sum(each.cost for each in accounts) == total.cost
        assert sum(each.spent or 0 for each in accounts) == (total.spent or 0)


def low(week: int, measured: int | None = 50) -> LedgerLine:
    return line(week, forecast=132, forecast_low=90, measured=measured)


def test_work_that_stays_low_for_six_weeks_asks_to_be_taken_back() -> None:
    assert asks_to_stop([low(week) for week in range(6)])
    assert not asks_to_stop([low(week) for week in range(5)])
    assert not asks_to_stop([*(low(week) for week in range(5)), low(5, 90)])
    assert asks_to_stop([low(0, 120), *(low(week) for week in range(1, 7)), low(7, None)])


def test_a_wide_gap_wants_a_look_after_six_weeks() -> None:
    lines = [line(week, forecast=100, measured=55) for week in range(6)]
    assert wants_a_look(Account.of(lines))
    assert not wants_a_look(Account.of(lines[:5]))
    assert not wants_a_look(Account.of([line(week, forecast=100, measured=60) for week in range(6)]))
    assert wants_a_look(Account.of([line(week, forecast=100, measured=141) for week in range(6)]))


def test_weeks_without_a_forecast_are_neither_a_gap_nor_counted_for_one() -> None:
    bare = [line(week, measured=100) for week in range(6)]
    as_forecast = [line(6 + week, forecast=100, measured=100) for week in range(6)]
    assert not wants_a_look(Account.of([*bare, *as_forecast]))
    assert not wants_a_look(Account.of([*bare, line(6, forecast=100, measured=10)]))


# Who keeps the work waiting


def card(waits: list[tuple[Party, float]], review: float | None = None) -> Card:
    start = NOON - timedelta(days=20)
    moves = [Move(at=start, source=Column.READY, target=Column.DOING)]
    if review is not None:
        moves.append(Move(at=NOON - timedelta(hours=review), source=Column.DOING, target=Column.REVIEW))
    column = Column.DOING if review is None else Column.REVIEW
    made = Card.of(title="Chase", column=column, moves=tuple(moves), created=start)
    for party, hours in waits:
        made = made.waiting(party, "", at=start, look=None).no_longer_waiting(
            at=start + timedelta(hours=hours)
        )
    return made


def test_waits_and_reviews_are_ours_and_the_median_is_by_the_clock() -> None:
    found = latency([card([(Party.OWNER, 10), (Party.HELPER, 2), (Party.CLIENT, 99)], review=48)], now=NOON)
    assert (found.ours.n, found.ours.median) == (2, 29 * 60)
    assert (found.theirs.n, found.theirs.median) == (1, 120)
    assert not found.is_known


def test_the_owners_are_told_when_they_are_the_slower_side() -> None:
    slow = [card([(Party.OWNER, 10), (Party.HELPER, 2)]) for _ in range(3)]
    assert latency(slow, now=NOON).owners_are_slower
    fair = [card([(Party.OWNER, 2), (Party.HELPER, 10)]) for _ in range(3)]
    assert not latency(fair, now=NOON).owners_are_slower
    assert not latency(slow[:2], now=NOON).owners_are_slower


def test_a_wait_belongs_to_the_week_in_which_it_began() -> None:
    weeks = latency_by_week([card([(Party.OWNER, 10)], review=48)], now=NOON, zone=ZONE)
    assert {week: each.ours.n for week, each in weeks.items()} == {date(2026, 4, 20): 1, date(2026, 5, 4): 1}


# Whether somebody could stand in


def procedure(*runs: tuple[str | None, int]) -> Procedure:
    made = Procedure.of(title="Chase receipts").rewritten(["ask", "log"], at=NOON - timedelta(days=400))
    for helper, days in runs:
        made = made.ran(at=NOON - timedelta(days=days), helper=helper, owner="orla", from_the_notes=True)
    return made


def test_work_that_one_person_has_done_rests_on_that_one() -> None:
    (only,) = cover("niamh", [procedure(("niamh", 2))], [], today=TODAY, zone=ZONE)
    assert (only.rests_on_one, only.stood_in, only.wants_a_second_run) == (True, None, True)
    assert only.is_ready


def test_a_second_person_covers_it_for_half_a_year() -> None:
    (fresh,) = cover("niamh", [procedure(("niamh", 2), ("hana", 180))], [], today=TODAY, zone=ZONE)
    assert (fresh.rests_on_one, fresh.stood_in, fresh.wants_a_second_run) == (False, 180, False)
    (stale,) = cover("niamh", [procedure(("niamh", 2), ("hana", 181))], [], today=TODAY, zone=ZONE)
    assert stale.wants_a_second_run


def test_a_card_makes_its_procedure_the_helpers_and_what_rests_on_one_comes_first() -> None:
    shared, alone = procedure(("niamh", 2), ("hana", 3)), procedure()
    mine = Card.of(title="Chase", helper="niamh", procedure=alone.uid)
    found = cover("niamh", [shared, alone, procedure(("hana", 2))], [mine], today=TODAY, zone=ZONE)
    assert [each.procedure for each in found] == [alone, shared]
    assert found[0].readiness.level is ReadinessLevel.UNTRIED


def test_a_duplicate_that_was_merged_away_kept_nobody_waiting() -> None:
    merged = card([(Party.OWNER, 10)]).but(merged_into="c2")
    assert latency([merged], now=NOON).ours.n == 0
