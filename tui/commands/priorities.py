"""`priorities`: which work is most worth handing over."""

import json

import click

from models.audit import Flag
from models.insight import Coverage
from models.ranking import Priorities, Ranked
from models.ranking import priorities as rank_all
from store.recent import recent_entries
from tui.commands.invocation import Invocation, Sitting
from tui.coverage import coverage_line
from tui.wording import hours, money, score, verdict

MONEY_AND_HOURS, RATIO = 2, 4
"""Digits after the point in JSON."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def priorities(invocation: Invocation, as_json: bool) -> None:
    """Rank the work by what handing it over is worth."""
    with invocation.sitting(asks=True) as sitting:
        desk = sitting.desk
        currency = desk.business.currency
        found = rank_all(
            desk.business,
            desk.audits,
            desk.activities,
            recent_entries(desk),
            now=sitting.now,
            zone=sitting.zone,
        )
        if as_json:
            click.echo(json.dumps(_document(found, currency), indent=2))
        elif found is None:
            invocation.say("Nothing is logged yet: begin with deskhand log 9-10:30 email triage.")
        else:
            for line in (*_table(found, currency), *_remarks(found, sitting)):
                invocation.say(line)


def _document(found: Priorities | None, currency: str) -> dict[str, object]:
    return {
        "audit": None if found is None else _audit(found.coverage),
        "currency": currency,
        "activities": [] if found is None else [_activity(row) for row in found.rows],
    }


def _audit(covered: Coverage) -> dict[str, object]:
    return {
        "from": covered.window.first.isoformat(),
        "to": covered.window.last.isoformat(),
        "logged_hours": round(covered.logged_minutes / 60, MONEY_AND_HOURS),
        "expected_hours": round(covered.expected_minutes / 60, MONEY_AND_HOURS),
        "coverage": round(covered.share, RATIO),
        "weeks": round(covered.weeks, RATIO),
        "too_early": covered.too_early,
        "provisional": covered.provisional,
    }


def _activity(row: Ranked) -> dict[str, object]:
    tally, estimate, rank, parts = row.tally, row.estimate, row.rank, row.estimate.parts
    return {
        "number": row.activity.number,
        "name": row.activity.name,
        "category": row.activity.category,
        "hours_per_week": _rounded(row.hours_per_week),
        "share": _rounded(tally.share, RATIO),
        "stress": _rounded(tally.stress),
        "stress_assumed": tally.stress_assumed,
        **{flag.value: tally.flags.get(flag, 0) for flag in Flag},
        "bottleneck": row.bottleneck.met,
        "bottleneck_reasons": row.bottleneck.reasons,
        "weighted_hours_per_week": _rounded(row.bottleneck.weighted_hours_per_week),
        "hours_per_year": _rounded(estimate.hours_per_year),
        "hours_low": _rounded(estimate.hours_low),
        "hours_high": _rounded(estimate.hours_high),
        "freed_hours_per_year": _rounded(estimate.freed_hours_per_year),
        "speed": _rounded(estimate.speed, RATIO),
        "run_cost_per_year": _rounded(estimate.run_cost_per_year),
        "setup_cost": _rounded(estimate.setup_cost),
        "net_per_year": _rounded(estimate.net_per_year),
        "net_first_year": _rounded(estimate.net_first_year),
        "roi_first_year": _rounded(estimate.roi_first_year, RATIO),
        "payback_weeks": _rounded(estimate.payback_weeks),
        "break_even_rate": _rounded(estimate.break_even_rate),
        "break_even_refill": _rounded(estimate.break_even_refill, RATIO),
        "parts": parts and {name: _rounded(points) for name, points in vars(parts).items()},
        "score": _rounded(estimate.score),
        "rank": rank and rank.rank,
        "rank_low": rank and rank.low,
        "rank_high": rank and rank.high,
        "verdict": estimate.verdict,
        "reason": estimate.reason,
    }


def _rounded(figure: float | None, digits: int = MONEY_AND_HOURS) -> float | None:
    return None if figure is None else round(figure, digits)


def _table(found: Priorities, currency: str) -> list[str]:
    head = ("#", "activity", "a week", "net a year", "payback", "score", "verdict")
    rows = [head, *(_cells(row, currency) for row in found.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for cells in rows:
        place, name, *figures, verdict = (
            cell.ljust(width) if n in (1, len(cells) - 1) else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        lines.append("  ".join((place, name, *figures, verdict)).rstrip())
    return lines


def _cells(row: Ranked, currency: str) -> tuple[str, ...]:
    estimate = row.estimate
    return (
        "" if row.rank is None else str(row.rank.rank),
        row.activity.name,
        hours(row.hours_per_week),
        "" if estimate.net_per_year is None else money(estimate.net_per_year, currency, digits=0),
        "" if estimate.payback_weeks is None else f"{estimate.payback_weeks:,.0f} weeks",
        score(estimate.score),
        verdict(estimate.verdict),
    )


def _remarks(found: Priorities, sitting: Sitting) -> list[str]:
    lines = ["".join(text for text, _ in coverage_line(found.coverage, sitting.today)).strip()]
    if found.owner_hour_missing and not found.coverage.too_early:
        lines.append("No figures in money: set the value of an owner's hour in the settings.")
    return lines
