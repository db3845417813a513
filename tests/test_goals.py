"""Goals: refused without source or baseline, judged by their numbers, and “no data” where there is none."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import RuleBroken
from models.goals import Goal, GoalState, Heading, Measurement, Trend, due_for_measuring
from models.smart import lint

START, TODAY, BY = date(2026, 5, 4), date(2026, 5, 12), date(2026, 8, 3)


def goal(**fields: Any) -> Goal:
    said = {
        "title": "Missing receipts",
        "metric": "median time to get one",
        "unit": "days",
        "heading": Heading.DOWN,
        "baseline": 9,
        "baseline_on": START,
        "target": 4,
        "by": BY,
        "source": "chase log",
        "agreed_on": START,
        "serves": ("card",),
    }
    return Goal.of(**{**said, **fields})


def test_a_goal_says_where_its_number_comes_from() -> None:
    with pytest.raises(RuleBroken, match=r"^Where will the number come from\?$"):
        goal(source="")


def test_a_goal_has_a_baseline_or_says_that_there_was_none() -> None:
    with pytest.raises(RuleBroken) as refused:
        goal(baseline=None)
    assert str(refused.value) == "Measure it once before setting a target (or mark 'new, no baseline')."
    assert goal(baseline=None, is_new=True).progress is None


@pytest.mark.parametrize(
    ("heading", "target", "way"),
    [(Heading.DOWN, 9, "below"), (Heading.UP, 9, "above"), (Heading.UP, 4, "above")],
)
def test_the_target_lies_the_way_the_number_is_to_go(heading: Heading, target: float, way: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        goal(heading=heading, target=target)
    assert str(refused.value) == f"It is to go {heading}, and {target} is not {way} 9: change one."


@pytest.mark.parametrize(
    ("measured", "state"),
    [
        (9.0, GoalState.ON_TRACK),  # a week of thirteen has gone
        (9.5, GoalState.AT_RISK),
        (11.0, GoalState.OFF_TRACK),
        (4.0, GoalState.ON_TRACK),
    ],
)
def test_a_goal_is_on_track_while_its_number_keeps_up_with_the_time(
    measured: float, state: GoalState
) -> None:
    assert goal().measured(measured, TODAY).state(TODAY) is state


def test_a_number_that_is_right_too_late_is_off_track() -> None:
    late = goal().measured(6, BY + timedelta(days=1))
    assert late.state(BY + timedelta(days=1)) is GoalState.OFF_TRACK
    assert late.measured(4, BY + timedelta(days=2)).state(BY + timedelta(days=2)) is GoalState.ON_TRACK


def test_a_draft_is_no_running_goal() -> None:
    assert goal(agreed_on=None).state(TODAY) is GoalState.DRAFT
    assert goal(agreed_on=None).agreed(TODAY).state(TODAY) is GoalState.NO_DATA


def test_without_a_number_for_one_and_a_half_cadences_nothing_is_known() -> None:
    speed = goal(title="Page load", baseline=6.2, target=2.5).measured(3.1, date(2026, 4, 23))
    assert speed.days_without(TODAY) == 19
    assert speed.state(TODAY) is GoalState.NO_DATA
    assert not speed.has_no_data(date(2026, 5, 3))
    assert speed.has_no_data(date(2026, 5, 4))
    assert not speed.dropped(TODAY, "site is replaced").has_no_data(TODAY)


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (100, GoalState.ON_TRACK),
        (110, GoalState.ON_TRACK),
        (85, GoalState.AT_RISK),
        (79, GoalState.OFF_TRACK),
    ],
)
def test_a_number_that_is_to_hold_may_move_a_tenth(value: float, state: GoalState) -> None:
    held = goal(heading=Heading.HOLD, baseline=100, target=100).measured(value, TODAY)
    assert held.state(TODAY) is state


def test_the_trend_compares_the_last_two_numbers() -> None:
    assert goal().trend is Trend.UNKNOWN
    assert goal().measured(6.5, TODAY).trend is Trend.BETTER
    worse = goal().measured(6.5, START).measured(7, TODAY)
    assert worse.trend is Trend.WORSE
    assert goal().measured(9, TODAY).trend is Trend.SAME
    assert goal(heading=Heading.UP, target=12).measured(10, TODAY).trend is Trend.BETTER


def test_a_sparkline_runs_from_the_baseline_to_the_last_number() -> None:
    assert goal().measured(6.5, START).measured(4, TODAY).sparkline() == (7, 4, 0)
    assert goal().sparkline() == (4,)
    assert goal(baseline=None, is_new=True).sparkline() == ()
    assert len(goal().measured(6.5, START).measured(4, TODAY).sparkline(2)) == 2


@given(st.lists(st.floats(-1e6, 1e6), max_size=30), st.integers(1, 20))
def test_a_sparkline_is_as_long_as_there_is_room_and_seven_high_at_most(
    values: list[float], width: int
) -> None:
    measured = tuple(Measurement(on=START + timedelta(days=n), value=value) for n, value in enumerate(values))
    drawn = goal(measurements=measured).sparkline(width)
    assert len(drawn) == min(width, len(values) + 1)
    assert all(0 <= height <= 7 for height in drawn)


def test_the_second_number_of_a_day_replaces_the_first() -> None:
    twice = goal().measured(7, TODAY).measured(6, TODAY, "counted again")
    assert [(each.value, each.note) for each in twice.measurements] == [(6, "counted again")]


def test_a_goal_is_met_by_its_number_and_not_by_a_word() -> None:
    with pytest.raises(RuleBroken, match=r"^“Missing receipts” is not at its target 4: measure it first\.$"):
        goal().measured(5, TODAY).met(TODAY)
    met = goal().measured(4, TODAY).met(TODAY)
    assert met.state(TODAY) is GoalState.MET
    with pytest.raises(RuleBroken, match=r"^“Missing receipts” is met since 2026-05-12: set a new goal\.$"):
        met.measured(5, TODAY)


def test_a_goal_is_missed_or_given_up_for_a_reason() -> None:
    assert goal().missed(BY).state(BY) is GoalState.MISSED
    assert goal().dropped(BY, "the portal does it now").state(BY) is GoalState.DROPPED
    with pytest.raises(RuleBroken, match=r"^Why is it given up\? Say it in a sentence\.$"):
        goal().dropped(BY, " ")


def test_the_smart_test_names_each_gap_and_stops_nothing() -> None:
    assert lint(goal()) == []
    bare = goal(metric="", serves=(), by=None, target=2)
    assert [each.part for each in lint(bare)] == ["specific", "achievable", "relevant", "time-bound"]
    assert not any(each.stops for each in lint(bare))


@pytest.mark.parametrize(
    ("heading", "baseline", "target", "stretched"),
    [
        (Heading.DOWN, 9, 3, False),
        (Heading.DOWN, 9, 2.9, True),
        (Heading.UP, 3, 9, False),
        (Heading.UP, 3, 9.1, True),
        (Heading.HOLD, 9, 1, False),
    ],
)
def test_a_target_more_than_three_times_better_is_asked_about(
    heading: Heading, baseline: float, target: float, stretched: bool
) -> None:
    found = [each.part for each in lint(goal(heading=heading, baseline=baseline, target=target))]
    assert found == (["achievable"] if stretched else [])


def test_the_longest_unmeasured_goal_is_due_first() -> None:
    old, fresh = goal(agreed_on=date(2026, 4, 1)), goal(agreed_on=TODAY - timedelta(days=7))
    assert due_for_measuring([fresh, old, goal(agreed_on=TODAY), goal(agreed_on=None)], TODAY) == [old, fresh]


def test_a_new_number_without_a_baseline_is_at_risk_until_it_is_there() -> None:
    new = goal(baseline=None, is_new=True)
    assert new.measured(5, TODAY).state(TODAY) is GoalState.AT_RISK
    assert new.measured(4, TODAY).state(TODAY) is GoalState.ON_TRACK


def test_a_goal_without_a_day_is_held_against_all_of_the_way() -> None:
    assert goal(by=None).measured(6, TODAY).state(TODAY) is GoalState.OFF_TRACK


def test_within_the_tolerance_a_number_that_is_to_hold_stays_the_same() -> None:
    held = goal(heading=Heading.HOLD, baseline=100, target=100)
    assert held.measured(105, TODAY).trend is Trend.SAME
    assert held.measured(130, TODAY).trend is Trend.WORSE
