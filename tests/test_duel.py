"""The duel: five ways to be rid of one activity, by the arithmetic of the estimate."""

from dataclasses import replace

import pytest

from models.business import Business
from models.duel import OptionSketch, buy_back_rate, duel, option, usual_sketches
from models.estimate import Inputs, estimate
from models.helpers import HelperKind

RECEIPTS = Inputs(
    entries_in_window=10,
    hours_in_window=10,
    weeks=2,
    stress=3,
    flag_weighted_hours=0,
    skill_gap=0,
    helper_rate=19,
    onboarding_hours=8,
    speed=1.0,
    owner_hour=50,
)
"""Five hours a week, 230 a year, of which a tenth is reviewed."""
ASSISTANT = OptionSketch(kind=HelperKind.ASSISTANT, rate=19_00, exit_minutes=240, weeks_to_live=4)


def test_an_option_is_the_estimate_with_its_own_price() -> None:
    found = option(ASSISTANT, RECEIPTS, "EUR")
    assert found.estimate == estimate(RECEIPTS)
    assert found.estimate.net_per_year == pytest.approx(230 * 0.9 * 50 - 230 * 19)


def test_waiting_until_it_is_live_and_leaving_again_are_paid_for() -> None:
    found = option(ASSISTANT.but(exit_fee=38_00, setup_fee=114_00), RECEIPTS, "EUR")
    net, setup = 5_980, 8 * (50 + 19) + 114
    assert found.exit_cost == pytest.approx(4 * 50 + 38)
    assert found.first_year == pytest.approx(net * 48 / 52 - setup)
    assert found.first_year_and_out == pytest.approx(net * 48 / 52 - setup - 238)
    assert found.payback_weeks == pytest.approx(4 + setup / (net / 52))


def test_software_is_paid_by_the_month_and_not_by_the_hour() -> None:
    sketch = OptionSketch(kind=HelperKind.SOFTWARE, monthly=42_00, speed=0, setup_minutes=540)
    found = option(sketch, RECEIPTS, "EUR")
    assert found.estimate.run_cost_per_year == pytest.approx(504)
    assert found.estimate.setup_cost == pytest.approx(9 * 50)


def test_dropping_it_frees_all_of_it_and_costs_what_is_lost() -> None:
    half = replace(RECEIPTS, delegable_share=0.5, tools_cost_per_year=100.0)
    found = option(OptionSketch(review_share=0, setup_minutes=0, speed=0, lost_yearly=2_000_00), half, "EUR")
    assert found.estimate.freed_hours_per_year == pytest.approx(230)
    assert found.first_year == pytest.approx(230 * 50 - 2_000)
    assert found.sketch.name == "drop it"


def test_what_costs_more_than_it_frees_never_pays_back() -> None:
    assert option(ASSISTANT.but(rate=60_00), RECEIPTS, "EUR").payback_weeks is None


def test_what_comes_once_is_not_cut_short_by_waiting_and_has_no_payback() -> None:
    once = replace(RECEIPTS, one_off=True)
    found = option(ASSISTANT, once, "EUR")
    assert found.first_year == found.estimate.net_first_year
    assert found.payback_weeks is None


def test_without_the_owners_hour_there_is_no_figure_in_money() -> None:
    found = duel(usual_sketches(Business()), replace(RECEIPTS, owner_hour=None), "EUR")
    assert {(each.first_year, each.exit_cost, each.payback_weeks) for each in found} == {(None, None, None)}


def test_the_best_first_year_comes_first() -> None:
    found = duel(usual_sketches(Business(helper_rate=19_00)), RECEIPTS, "EUR")
    first_years = [each.first_year or 0 for each in found]
    assert first_years == sorted(first_years, reverse=True)
    assert {each.sketch.kind for each in found} == {*HelperKind, None}


def test_figures_nobody_has_looked_at_are_marked_as_assumed() -> None:
    assert all(sketch.assumed for sketch in usual_sketches(Business()))
    assert not ASSISTANT.assumed


def test_an_hour_is_worth_buying_back_at_a_quarter_of_its_value() -> None:
    assert buy_back_rate(Business(owner_hour=50_00)) == 12_50
    assert buy_back_rate(Business()) is None
