"""How far a time log goes, and how far it can be trusted, in one line."""

from datetime import date
from typing import TYPE_CHECKING

from models.insight import FAIR_COVERAGE, FEWEST_DAYS, Coverage, Window
from tui.wording import MONTHS, count
from tui.wording import day as said_day

if TYPE_CHECKING:
    from tui.widgets.painted import Parts


def period(span: Window, today: date) -> str:
    """Returns the days of a window as `Mon 2 – Fri 13 Nov`."""
    first, last = span.first, span.last
    if first == last:
        return said_day(first, today)
    begin = said_day(first, last)
    if (first.year, first.month) == (last.year, last.month):
        begin = begin.removesuffix(f" {MONTHS[first.month - 1]}")
    return f"{begin} – {said_day(last, today)}"


def coverage_line(covered: Coverage, today: date) -> "Parts":
    """Returns the period, and how much of it is logged: `Audit Mon 2 – Fri 13 Nov · logged 79.5 of 80 h`."""
    what = "Audit" if covered.window.audit else "Log"
    logged, expected = f"{covered.logged_minutes / 60:.1f}".removesuffix(".0"), covered.expected_minutes / 60
    share = f" of {expected:g} h" if expected else " h"
    if expected and not covered.too_early:
        share += f" ({covered.share * 100:.0f} %)"
    parts = [
        (f" {what} ", "strong"),
        (period(covered.window, today), "plain"),
        (f" · logged {logged}{share}", "plain"),
    ]
    if covered.too_early:
        parts.append((f" · too early: {covered.tracked_days} of {FEWEST_DAYS} work days", "warn"))
    elif covered.provisional:
        parts.append((f" · provisional, under {FAIR_COVERAGE * 100:.0f} %", "warn"))
    else:
        parts.append((f" · {count(covered.tracked_days, 'work day')}", "plain"))
    return parts
