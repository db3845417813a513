"""The working behind an estimate, line by line, with the numbers put in."""

from models.handover import (
    FLAG_SHARE,
    FULL_HOURS_A_WEEK,
    FULL_TIMES_A_WEEK,
    NEUTRAL_STRESS,
    SLOWEST_SPEED,
    SPEED_PER_GAP,
    STRESS_SHARE,
    UNSCORED,
    WEEKS_A_YEAR,
    WEIGHTS,
    Estimate,
    Inputs,
    Parts,
    Weights,
)


def working(inputs: Inputs, found: Estimate, weights: Weights = WEIGHTS) -> list[tuple[str, str]]:
    """Returns the working behind each figure as label and sum, in the order they build on each other.

    Args:
        inputs: what the estimate was made from.
        found: the estimate.
        weights: those it was made with.
    """
    hours, freed = f"{found.hours_per_year:.2f} h", f"{found.freed_hours_per_year:.2f} h"
    lines = [
        (
            "Time each",
            f"{inputs.hours_in_window:.2f} h ÷ {inputs.entries_in_window} = {inputs.hours_each:.2f} h",
        ),
        ("Times a year", _cadence(inputs)),
        (
            "Hours a year",
            f"{inputs.hours_each:.2f} h × {inputs.times_a_year:.1f} × share {inputs.delegable_share:.2f}"
            f" = {hours}",
        ),
    ]
    if inputs.counted:
        lines.append(
            (
                "Range",
                f"{hours} ± {hours} ÷ √{inputs.entries_in_window}"
                f" = {found.hours_low:.2f} to {found.hours_high:.2f} h",
            )
        )
    lines += [
        ("Hours freed", f"{hours} × (1 − review {inputs.review_share:.2f}) = {freed}"),
        ("Helper's speed", _speed(inputs, found)),
        (
            "Run cost a year",
            f"{hours} × {found.speed:.3f} × {inputs.helper_rate:,.2f}"
            f" + tools {inputs.tools_cost_per_year:,.2f} = {found.run_cost_per_year:,.2f}",
        ),
        (
            "Weighted hours a week",
            f"{inputs.flag_weighted_hours:.2f} h × stress {inputs.stress:.1f} ÷ {NEUTRAL_STRESS:.0f}"
            f" ÷ {inputs.weeks:.1f} weeks = {found.weighted_hours_per_week:.2f}",
        ),
    ]
    if inputs.owner_hour is None:
        return [*lines, ("Money and score", found.reason)]
    return [
        *lines,
        *_money_working(inputs, found, inputs.owner_hour),
        *_score_working(inputs, found, weights),
    ]


def _cadence(inputs: Inputs) -> str:
    if inputs.one_off:
        return "once"
    if inputs.per_year is not None:
        return f"{inputs.times_a_year:.1f} as stated"
    return (
        f"{inputs.entries_in_window} ÷ {inputs.weeks:.1f} weeks × {inputs.working_weeks:.0f} working weeks"
        f" = {inputs.times_a_year:.1f}"
    )


def _speed(inputs: Inputs, found: Estimate) -> str:
    speed = f"{found.speed:.3f} hours for one of yours"
    if inputs.speed is not None:
        return f"{speed}, as set"
    return f"{SLOWEST_SPEED} − {SPEED_PER_GAP} × gap {inputs.skill_gap:.2f} = {speed}"


def _money_working(inputs: Inputs, found: Estimate, owner_hour: float) -> list[tuple[str, str]]:
    freed, onboarding = found.freed_hours_per_year, inputs.onboarding_hours
    worth, running = f"{freed * owner_hour:,.2f}", f"{found.run_cost_per_year:,.2f}"
    setup, net = _money(found.setup_cost), _money(found.net_per_year)
    rate_sum = (
        f"({worth} − {onboarding:.2f} h × {owner_hour:,.2f} − tools {inputs.tools_cost_per_year:,.2f})"
        f" ÷ ({found.hours_per_year:.2f} h × {found.speed:.3f} + {onboarding:.2f} h)"
    )
    lines = [
        ("Worth of freed hours", f"{freed:.2f} h × {owner_hour:,.2f} = {worth}"),
        ("Set-up", f"{onboarding:.2f} h × ({owner_hour:,.2f} + {inputs.helper_rate:,.2f}) = {setup}"),
        ("Net a year", f"{worth} − {running} = {net}"),
        (
            "Cash a year",
            f"{round(found.cash_per_year, 2) + 0.0:,.2f}: freed hours are worth something, but are no income",
        ),
        ("Net in the first year", f"{net} − {setup} = {_money(found.net_first_year)}"),
        (
            "Return in the first year",
            f"{_money(found.net_first_year)} ÷ ({running} + {setup}) = {_fraction(found.roi_first_year)}",
        ),
        ("Payback", _payback(inputs, found)),
        ("Break-even rate", f"{rate_sum} = {_money(found.break_even_rate)}"),
        ("Break-even refill", f"{running} ÷ {worth} = {_fraction(found.break_even_refill)}"),
    ]
    if found.verdict == "relief_only" and found.price_of_relief:
        first, after = found.price_of_relief
        lines.append(("Price of relief", f"{first:,.2f} a freed hour in the first year, {after:,.2f} after"))
    return lines


def _payback(inputs: Inputs, found: Estimate) -> str:
    if inputs.one_off:
        return "comes once, so only the first year counts"
    if found.payback_weeks is None:
        return "never: a year costs as much as it frees, or more"
    setup, net = _money(found.setup_cost), _money(found.net_per_year)
    return f"{setup} ÷ ({net} ÷ {WEEKS_A_YEAR} weeks) = {found.payback_weeks:.2f} weeks"


def _score_working(inputs: Inputs, found: Estimate, weights: Weights) -> list[tuple[str, str]]:
    parts = found.parts
    if parts is None:
        return []
    lines = [
        (
            "Time part",
            f"{weights.time:g} × √({found.freed_hours_per_year:.2f} h ÷ {inputs.working_weeks:.0f} weeks"
            f" ÷ {FULL_HOURS_A_WEEK:g} h), {weights.time:g} at most = {parts.time:.2f}",
        ),
        (
            "Relief part",
            f"{weights.relief:g} × ({STRESS_SHARE} × ({inputs.stress:.1f} − 1) ÷ 4 + {FLAG_SHARE}"
            f" × {inputs.flag_weighted_hours:.2f} h ÷ {inputs.hours_in_window:.2f} h) = {parts.relief:.2f}",
        ),
        ("Expertise part", f"{weights.expertise:g} × gap {inputs.skill_gap:.2f} = {parts.expertise:.2f}"),
        ("Repetition part", _repetition(inputs, parts, weights)),
        ("Payback part", _payback_part(inputs, found, parts, weights)),
    ]
    each = " + ".join(
        f"{part:.2f}" for part in (parts.time, parts.relief, parts.expertise, parts.repetition, parts.payback)
    )
    counts = f", not counted: {found.reason}" if found.verdict in UNSCORED else ""
    return [*lines, ("Score", f"{each} = {parts.total:.2f}{counts}")]


def _repetition(inputs: Inputs, parts: Parts, weights: Weights) -> str:
    if inputs.one_off:
        return f"comes once = {parts.repetition:.2f}"
    return (
        f"{weights.repetition:g} × √({inputs.times_a_week:.2f} a week ÷ {FULL_TIMES_A_WEEK:g}),"
        f" {weights.repetition:g} at most = {parts.repetition:.2f}"
    )


def _payback_part(inputs: Inputs, found: Estimate, parts: Parts, weights: Weights) -> str:
    if inputs.one_off:
        rests_on = f"return {_fraction(found.roi_first_year)}, 0 to 1"
    elif found.payback_weeks is None:
        rests_on = "0, as it never pays back"
    else:
        rests_on = f"(1 − {found.payback_weeks:.2f} ÷ {WEEKS_A_YEAR}), 0 at least"
    return f"{weights.payback:g} × {rests_on} = {parts.payback:.2f}"


def _money(value: float | None) -> str:
    return "none" if value is None else f"{value:,.2f}"


def _fraction(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"
