"""What handing an activity over is worth: hours, money, a score in five parts, a verdict.

The formulas and thresholds are those of `time-audit.md` §6; money is in major units throughout.
"""

from bisect import bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import astuple, dataclass, replace
from math import floor, sqrt
from typing import TypeVar

from models.handover import (
    DELEGATE_SCORE,
    FEWEST_SIGHTINGS,
    FLAG_SHARE,
    FLAG_WEIGHTS,
    FULL_HOURS_A_WEEK,
    FULL_TIMES_A_WEEK,
    LONGEST_PAYBACK_WEEKS,
    NEUTRAL_STRESS,
    PLAN_SCORE,
    RANK_SWINGS,
    RULE_HOURS,
    RULE_STRESS,
    RULE_TIMES_A_WEEK,
    SLOWEST_SPEED,
    SPEED_PER_GAP,
    STRESS_SHARE,
    UNSCORED,
    WEEKS_A_YEAR,
    WEIGHTS,
    Estimate,
    Inputs,
    Outcome,
    Parts,
    Weights,
)
from models.working import working

__all__ = [
    "FLAG_WEIGHTS",
    "WEIGHTS",
    "Estimate",
    "Inputs",
    "Outcome",
    "Parts",
    "Rank",
    "Weights",
    "estimate",
    "ranks",
    "weighted_hours_per_week",
    "working",
]

K = TypeVar("K", bound=Hashable)


def estimate(inputs: Inputs, weights: Weights = WEIGHTS) -> Estimate:
    """Returns the estimate of one activity; §6.2, with the verdict of §6.4."""
    hours = inputs.hours_each * inputs.times_a_year * inputs.delegable_share
    spread = 0.0
    if inputs.counted and inputs.entries_in_window:
        spread = hours / sqrt(inputs.entries_in_window)  # n ± √n counts, carried through
    speed = SLOWEST_SPEED - SPEED_PER_GAP * inputs.skill_gap if inputs.speed is None else inputs.speed
    time_only = Estimate(
        hours_per_year=hours,
        hours_low=hours - spread,
        hours_high=hours + spread,
        freed_hours_per_year=hours * (1 - inputs.review_share),
        speed=speed,
        run_cost_per_year=hours * speed * inputs.helper_rate + inputs.tools_cost_per_year,
        weighted_hours_per_week=weighted_hours_per_week(
            inputs.flag_weighted_hours, inputs.stress, inputs.weeks
        ),
        reason="the value of your hour is not set",
    )
    if inputs.owner_hour is None:
        return time_only
    return _with_money(time_only, inputs, inputs.owner_hour, weights)


def _with_money(found: Estimate, inputs: Inputs, owner_hour: float, weights: Weights) -> Estimate:
    onboarding, running = inputs.onboarding_hours, found.run_cost_per_year
    worth = found.freed_hours_per_year * owner_hour
    setup = onboarding * (owner_hour + inputs.helper_rate)
    net = worth - running
    first_year = net - setup
    roi = _over(first_year, running + setup)
    payback = None if net <= 0 or inputs.one_off else setup / (net / WEEKS_A_YEAR)
    parts = _parts(inputs, found.freed_hours_per_year, roi, payback, weights)
    money = _Money(net, first_year, payback, _over(-first_year, found.freed_hours_per_year))
    verdict, reason = _verdict(inputs, money, parts.total)
    return replace(
        found,
        setup_cost=setup,
        net_per_year=net,
        net_first_year=first_year,
        roi_first_year=roi,
        payback_weeks=payback,
        break_even_rate=_over(
            worth - onboarding * owner_hour - inputs.tools_cost_per_year,
            found.hours_per_year * found.speed + onboarding,
        ),
        break_even_refill=_over(running, worth),
        parts=parts,
        score=None if verdict in UNSCORED else parts.total,
        verdict=verdict,
        reason=reason,
    )


def _over(above: float, below: float) -> float | None:
    return above / below if below else None


def _parts(inputs: Inputs, freed: float, roi: float | None, payback: float | None, weights: Weights) -> Parts:
    freed_a_week = freed / inputs.working_weeks if inputs.working_weeks else 0.0
    flagged = min(1.0, inputs.flag_weighted_hours / inputs.hours_in_window) if inputs.hours_in_window else 0.0
    if inputs.one_off:
        paid_back = min(1.0, max(0.0, roi or 0.0))
    else:
        paid_back = 0.0 if payback is None else max(0.0, 1 - payback / WEEKS_A_YEAR)
    return Parts(
        time=weights.time * _rooted(freed_a_week / FULL_HOURS_A_WEEK),
        relief=weights.relief * (STRESS_SHARE * (inputs.stress - 1) / 4 + FLAG_SHARE * flagged),
        expertise=weights.expertise * inputs.skill_gap,
        repetition=0.0
        if inputs.one_off
        else weights.repetition * _rooted(inputs.times_a_week / FULL_TIMES_A_WEEK),
        payback=weights.payback * paid_back,
    )


def _rooted(share: float) -> float:
    return min(1.0, sqrt(max(0.0, share)))


@dataclass(frozen=True)
class _Money:
    net: float
    first_year: float
    payback: float | None
    price_of_relief: float | None  # of a freed hour, in the first year


def _verdict(inputs: Inputs, money: _Money, score: float) -> tuple[Outcome, str]:
    """Returns the first rung of the ladder that holds, §6.4, and why; `ask` is §6.5."""
    count, each = inputs.entries_in_window, inputs.hours_each
    points = f"score {floor(score)}"  # rounded down, so that it never seems to reach a threshold
    if inputs.restricted:
        return "keep", "its facts are restricted, so it stays with you"
    if inputs.keep is not None:
        return "keep", f"it stays with you: {inputs.keep}"
    if inputs.nobody_would_miss:
        return "drop", f"nobody would miss it, and it takes {inputs.times_a_year * each:.1f} h a year"
    if not count:
        return "ask", "nothing of it is logged here, so say how long it takes and how often it comes"
    if inputs.counted and count < FEWEST_SIGHTINGS:
        return "ask", f"seen once in {inputs.weeks:.1f} weeks, so say how often it comes"
    if (
        inputs.rule_like
        and inputs.times_a_week >= RULE_TIMES_A_WEEK
        and each <= RULE_HOURS
        and inputs.stress <= RULE_STRESS
    ):
        often = f"{inputs.times_a_week:.1f} times a week, {each * 60:.0f} min each"
        return "automate", f"{often}, stress {inputs.stress:.1f} and always the same: work for a rule"
    if inputs.one_off:
        if money.first_year > 0:
            return "hire_once", f"comes once, and handing it over gains {money.first_year:,.2f}"
        return (
            "finish_it",
            f"comes once, and handing it over would cost {-money.first_year:,.2f} more than it frees",
        )
    if money.payback is None or money.payback > LONGEST_PAYBACK_WEEKS:
        return "relief_only", _relief(money)
    if score >= DELEGATE_SCORE and money.first_year >= 0:
        return "delegate_now", f"{points}, pays from the first year"
    if score >= PLAN_SCORE:
        if money.first_year < 0:
            return "plan", f"{points}, pays from the second year: {-money.first_year:,.2f} short in the first"
        return "plan", f"{points}, pays from the first year, but {DELEGATE_SCORE:.0f} is the mark for now"
    return "not_yet", f"{points}, under the {PLAN_SCORE:.0f} from which a plan is worth it"


def _relief(money: _Money) -> str:
    weeks = "never pays back" if money.payback is None else f"pays back in {money.payback:.0f} weeks"
    price = money.price_of_relief
    return weeks if price is None else f"{weeks}: relief costs {price:,.2f} a freed hour in the first year"


def weighted_hours_per_week(flag_weighted_hours: float, stress: float, weeks: float) -> float:
    """Returns how much an activity jams other work; §6.6.

    Args:
        flag_weighted_hours: the hours of each entry times the largest of its `FLAG_WEIGHTS`.
        stress: their mean, 1 to 5.
        weeks: how many were tracked; none give 0.
    """
    return flag_weighted_hours * stress / NEUTRAL_STRESS / weeks if weeks else 0.0


@dataclass(frozen=True)
class Rank:
    """A place by score, and the best and worst place that other weights would give it."""

    rank: int
    low: int
    high: int


def ranks(estimates: Mapping[K, Estimate]) -> dict[K, Rank]:
    """Returns the place of each estimate that has a score, and the range that other weights give it.

    Each weight is halved, and raised by half, in turn; equal scores share a place. `low` is the best
    place, `high` the worst; §6.3.
    """
    parts = {
        item: astuple(told.parts) for item, told in estimates.items() if told.score is not None and told.parts
    }
    place = _places({item: sum(each) for item, each in parts.items()})
    low, high = dict(place), dict(place)
    for n in range(len(astuple(WEIGHTS))):
        for swing in RANK_SWINGS:
            swung = _places({item: sum(each) + (swing - 1) * each[n] for item, each in parts.items()})
            for item, rank in swung.items():
                low[item], high[item] = min(low[item], rank), max(high[item], rank)
    return {item: Rank(rank, low[item], high[item]) for item, rank in place.items()}


def _places(scores: Mapping[K, float]) -> dict[K, int]:
    rounded = {
        item: round(score, 9) for item, score in scores.items()
    }  # sums in floats tie only when rounded
    order = sorted(rounded.values())
    return {item: len(order) - bisect_right(order, score) + 1 for item, score in rounded.items()}
