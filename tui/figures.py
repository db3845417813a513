"""How the ranking and the bottlenecks are said: rows, the line in full, the working."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from models.board import Card
from models.business import Business
from models.estimate import working
from models.ranking import Priorities, Ranked
from tui import marks, wording
from tui.coverage import coverage_line
from tui.widgets.painted import Parts, wrapped
from tui.widgets.rows import Cell, Row

DETAIL = 6
"""Lines that an activity has below the lists."""

RANKING = (
    Cell(" # range", 8),
    Cell("activity", 0),
    Cell("h/wk", 5, right=True),
    Cell("net a year", 10, right=True, from_width=68),
    Cell("pays in", 8, right=True, from_width=76),
    Cell("time", 5, right=True, from_width=116),
    Cell("relief", 6, right=True, from_width=116),
    Cell("skill", 5, right=True, from_width=116),
    Cell("often", 5, right=True, from_width=116),
    Cell("pay", 5, right=True, from_width=116),
    Cell("score", 5, right=True),
    Cell("verdict", 14, from_width=52),
)
JAMS = (
    Cell("", 1),
    Cell("activity", 24),
    Cell("jam h/wk", 8, right=True),
    Cell("share", 7, right=True, from_width=48),
    Cell("so far", 7, right=True, from_width=100),
    Cell("evidence", 0, from_width=76, joint="; "),
)
NOTHING_LOGGED: Sequence[Parts] = (
    [("  Nothing is logged yet, so there is nothing to rank.", "plain")],
    [("  Each kind of work stands here by what handing it over is worth, in hours and money.", "dim")],
    [("  g a opens the audit, O takes over a log you have.", "dim")],
)


def standing(found: Priorities, today: date, width: int) -> list[Parts]:
    """Returns what the figures are computed from, and how far they can be trusted."""
    says = []
    if found.coverage.too_early:
        says.append("no verdict yet, but you may decide")
    if found.owner_hour_missing:
        says.append("$ sets the value of your hour")
    missing = [
        name for name, gone in (("stress", found.stress_missing), ("flags", found.flags_missing)) if gone
    ]
    if missing:
        says.append(f"no entry carries {' or '.join(missing)} yet")
    if found.stress_missing:
        says.append("stress 3 assumed")
    lines = wrapped(" · ".join(says), width) if says else [""]
    return [coverage_line(found.coverage, today), *([(f" {line}", "warn")] for line in lines)]


def ranking_row(row: Ranked, business: Business) -> Row:
    """Returns one activity as a line of the ranking."""
    told, decision = row.estimate, row.activity.decision
    parts = told.parts
    each = (parts.time, parts.relief, parts.expertise, parts.repetition, parts.payback) if parts else ()
    says = f"{marks.MARKED} {decision.verdict}" if decision else wording.verdict(told.verdict)
    return Row(
        row.activity.number,
        (
            _rank(row),
            row.activity.name,
            f"{row.hours_per_week:.1f}",
            ""
            if told.net_per_year is None
            else wording.money(told.net_per_year, business.currency, digits=0),
            _payback(row),
            *([f"{part:.1f}" for part in each] or [""] * 5),
            wording.score(told.score),
            says,
        ),
        (
            "dim",
            "strong" if row.bottleneck.met else "plain",
            *(["plain"] * 8),
            "accent",
            "accent" if decision else "plain",
        ),
    )


def _rank(row: Ranked) -> str:
    if row.rank is None:
        return ""
    place = row.rank
    reach = "" if place.low == place.high else f"{place.low}-{place.high}"
    return f"{place.rank:>2} {reach:<5}"


def _payback(row: Ranked) -> str:
    weeks, told = row.estimate.payback_weeks, row.estimate
    if weeks is None:
        return "" if told.net_per_year is None else "once" if row.activity.one_off else "never"
    return f"{weeks:.0f} wk"


def jam_rows(found: Priorities) -> list[Row]:
    """Returns the activities by the bottleneck rule, the worst first, with the share of all jams so far."""
    total = sum(jam.weighted_hours_per_week for jam in found.jams)
    rows, so_far = [], 0.0
    for jam in found.jams:
        so_far += jam.weighted_hours_per_week
        rows.append(
            Row(
                jam.tally.activity.number,
                (
                    marks.OVER if jam.met else "",
                    jam.tally.activity.name,
                    f"{jam.weighted_hours_per_week:.2f}",
                    wording.per_cent(jam.tally.share),
                    f"{so_far / total * 100:.0f} %" if total else "",
                    "; ".join(jam.reasons) if jam.reasons else "nothing that jams",
                ),
                (
                    "warn",
                    "strong" if jam.met else "plain",
                    "plain",
                    "plain",
                    "dim",
                    "plain" if jam.met else "dim",
                ),
            )
        )
    return rows


def in_full(row: Ranked, card: Card | None, zone: ZoneInfo, width: int) -> list[Parts]:
    """Returns what is said below the lists about one activity, at most `DETAIL` lines."""
    told, activity, jam = row.estimate, row.activity, row.bottleneck
    says = [f"{activity.ref} {activity.name}"]
    if activity.category:
        says.append(activity.category)
    says.append(
        f"{wording.count(len(row.tally.entries), 'entry', 'entries')}, {wording.duration(row.tally.minutes)}"
    )
    stress = f"stress {row.tally.stress:.1f}"
    says.append(stress + (" assumed" if row.tally.stress_assumed else ""))
    lines: list[Parts] = [[(" " + " · ".join(says), "strong")]]
    if activity.decision:
        where = f", {card.ref} in {card.column.title()}" if card else ""
        on = wording.day_of(activity.decision.at, zone)
        lines.append([(f" Decided {on}: {activity.decision.verdict}{where}", "accent")])
    if told.reason:
        verdict = wording.verdict(told.verdict)
        lines.append([(f" {verdict.capitalize()}: " if verdict else " ", "plain"), (told.reason, "plain")])
    if told.parts is not None:
        parts = told.parts
        lines.append(
            [
                (
                    f" Score: time {parts.time:.1f} + relief {parts.relief:.1f} + skill {parts.expertise:.1f}"
                    f" + often {parts.repetition:.1f} + pay {parts.payback:.1f}",
                    "dim",
                )
            ]
        )
    evidence = "; ".join(jam.reasons if jam.met else [*jam.reasons, *jam.near_misses])
    lead = f" {marks.OVER} Bottleneck: " if jam.met else " No bottleneck: "
    for n, text in enumerate(wrapped(lead + evidence, width)):
        lines.append([(" " + text if n == 0 else "   " + text, "warn" if jam.met else "dim")])
    if len(lines) > DETAIL:
        lines = [*lines[: DETAIL - 1], [*lines[DETAIL - 1], (" …", "dim")]]
    return lines


def working_of(row: Ranked, business: Business) -> list[tuple[str, str]]:
    """Returns the working behind every figure of an activity."""
    lines = list(working(row.inputs, row.estimate))
    jam = row.bottleneck
    lines.append(
        ("Bottleneck", "yes" if jam.met else f"no: fewer than {business.thresholds.tests_met} tests met")
    )
    lines += [("  met", says) for says in jam.reasons]
    lines += [("  not met", says) for says in jam.near_misses]
    if row.rate_assumed:
        lines.append(
            ("Assumed", "the helper's rate is the default: e sets one for this activity, g , for all")
        )
    if row.tally.stress_assumed:
        lines.append(("Assumed", "stress 3: no entry of it is rated; 1-5 rates entries in the audit"))
    if row.rank and row.rank.low != row.rank.high:
        lines.append(
            (
                "Rank",
                f"{row.rank.rank}; between {row.rank.low} and {row.rank.high} when any one weight is halved "
                "or made half as much again",
            )
        )
    return lines
