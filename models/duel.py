"""The duel: one activity handed to an assistant, a freelancer, an agency or software, or dropped.

The arithmetic is that of `models.estimate`; what differs between the options goes in as other inputs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.business import Business
from models.estimate import estimate
from models.handover import WEEKS_A_YEAR, Estimate, Inputs
from models.helpers import HelperKind
from models.money import major
from models.option_sketch import OptionSketch

__all__ = ["Option", "OptionSketch", "buy_back_rate", "duel", "option", "usual_sketches"]

BUY_BACK_PART = 4
"""An hour is worth buying back at a quarter of what it earns, the rule of thumb of `domain.md` §0.9."""
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Option:
    """A sketch with what comes of it; money is in major units, None while the owner's hour is not set."""

    sketch: OptionSketch
    inputs: Inputs
    """What the estimate was made from."""
    estimate: Estimate
    exit_cost: float | None
    """What ending it costs: the owner's time and what is still to be paid."""
    first_year: float | None
    """The net of the first year from the decision on: nothing is freed before it is live."""
    first_year_and_out: float | None
    """The same when it is ended after that year."""
    payback_weeks: float | None
    """Weeks from the decision until it has paid for itself, None for never and for what comes once."""


def usual_sketches(business: Business) -> tuple[OptionSketch, ...]:
    """Returns the five options with the figures that are usual, for the owner to correct.

    They are rules of thumb: a specialist costs twice as much an hour and needs fewer of them; an agency
    finds somebody sooner and looks after the work, for half as much again and ten hours' notice; a program
    takes a monthly price of two hours of help, and the longest to leave.

    Args:
        business: its default rate is what an assistant costs.
    """
    rate = business.rate_of_help
    sketches = (
        OptionSketch(
            kind=HelperKind.ASSISTANT,
            rate=rate,
            exit_minutes=240,
            weeks_to_live=4,
            risk="one person, no cover",
        ),
        OptionSketch(
            kind=HelperKind.FREELANCER,
            rate=rate * 2,
            speed=80,
            exit_minutes=120,
            weeks_to_live=3,
            risk="busy when you need them",
        ),
        OptionSketch(
            kind=HelperKind.AGENCY,
            rate=rate * 3 // 2,
            review_share=business.review_share // 2,
            exit_minutes=180,
            exit_fee=rate * 10,
            weeks_to_live=2,
            risk="a minimum term, and people change",
        ),
        OptionSketch(
            kind=HelperKind.SOFTWARE,
            monthly=rate * 2,
            speed=0,
            exit_minutes=480,
            weeks_to_live=3,
            risk="what it cannot do comes back to you",
        ),
        OptionSketch(review_share=0, setup_minutes=0, speed=0, risk="somebody may miss it"),
    )
    return tuple(sketch.but(assumed=True) for sketch in sketches)


def option(sketch: OptionSketch, inputs: Inputs, currency: str) -> Option:
    """Returns what comes of one sketch.

    Args:
        sketch: the option.
        inputs: what is known of the activity.
        currency: that of the sketch's money.
    """
    mine = _inputs_for(sketch, inputs, currency)
    found = estimate(mine)
    if inputs.owner_hour is None or found.net_per_year is None or found.setup_cost is None:
        return Option(sketch, mine, found, None, None, None, None)
    setup = found.setup_cost + major(sketch.setup_fee, currency)
    exit_cost = sketch.exit_minutes / 60 * inputs.owner_hour + major(sketch.exit_fee, currency)
    live = 1.0 if inputs.one_off else max(0.0, 1 - sketch.weeks_to_live / WEEKS_A_YEAR)
    first_year = found.net_per_year * live - setup
    payback = None
    if found.net_per_year > 0 and not inputs.one_off:
        payback = sketch.weeks_to_live + setup / (found.net_per_year / WEEKS_A_YEAR)
    return Option(sketch, mine, found, exit_cost, first_year, first_year - exit_cost, payback)


def duel(sketches: Iterable[OptionSketch], inputs: Inputs, currency: str) -> list[Option]:
    """Returns what comes of each sketch, the best first year first."""
    found = [option(sketch, inputs, currency) for sketch in sketches]
    return sorted(found, key=lambda each: -each.first_year if each.first_year is not None else 0.0)


def _inputs_for(sketch: OptionSketch, inputs: Inputs, currency: str) -> Inputs:
    dropped = sketch.kind is None
    yearly = sketch.monthly * MONTHS_A_YEAR + sketch.lost_yearly
    tools = 0.0 if dropped else inputs.tools_cost_per_year
    return replace(
        inputs,
        helper_rate=major(sketch.rate, currency),
        onboarding_hours=inputs.onboarding_hours
        if sketch.setup_minutes is None
        else sketch.setup_minutes / 60,
        tools_cost_per_year=tools + major(yearly, currency),
        speed=inputs.speed if sketch.speed is None else sketch.speed / 100,
        review_share=inputs.review_share if sketch.review_share is None else sketch.review_share / 100,
        delegable_share=1.0 if dropped else inputs.delegable_share,
    )


def buy_back_rate(business: Business) -> int | None:
    """Returns what an hour may cost to be worth buying back, in minor units; None without an owner's hour."""
    return None if business.owner_hour is None else business.owner_hour // BUY_BACK_PART
