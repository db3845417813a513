"""The cumulative flow as a chart of letters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.columns import COLUMNS, LETTERS, Column
from tui import wording

if TYPE_CHECKING:
    from tui.widgets.painted import Parts

CHART = 8
"""Lines of the chart."""
_MARGIN = 7
_BANDS = ("dim", "plain", "accent", "plain", "dim", "accent")


def room_for_days(width: int) -> int:
    """Returns how many days a chart of so many characters has room for."""
    return max(1, width - _MARGIN - 1)


def banded(
    days: Sequence[date], before: Mapping[Column, int], held: Sequence[Mapping[Column, int]], width: int
) -> "list[Parts]":
    """Returns the cumulative flow: a band of letters a column, Done at the foot, day after day.

    What was done before the first day shown is left out, or it would hide the rest. Each line stands for so
    many cards and shows the column of the lowest of them.

    Args:
        days: no more than there is room for.
        before: what each column held at the end of the day before.
        held: what each held at the end of each of the days.
        width: how many characters a line has.
    """
    counts = [{**each, Column.DONE: max(0, each[Column.DONE] - before[Column.DONE])} for each in held]
    most = max(sum(each.values()) for each in counts)
    scale = max(1, -(-most // CHART))
    cells = room_for_days(width) // len(days)
    lines: list[Parts] = []
    for row in reversed(range(CHART)):
        parts = [(f"{row * scale + scale:>{_MARGIN - 2}} │", "dim")]
        for each in counts:
            column = _band(each, row * scale)
            letter, tone = (LETTERS[column], _BANDS[COLUMNS.index(column)]) if column else (" ", "plain")
            parts.append((letter * cells, tone))
        lines.append(parts)
    first, last = wording.short_day(days[0]), wording.short_day(days[-1])
    per = f"a line is {wording.count(scale, 'card')}" if scale > 1 else ""
    span = cells * len(days) - len(first) - len(last)
    notes = " · ".join(filter(None, ("done since then", per))), per
    note = next((each for each in notes if len(each) + 2 <= span), "")
    lines.append([(" " * _MARGIN + first + note.center(max(1, span)) + last, "dim")])
    now = counts[-1]
    named = "  ".join(f"{LETTERS[column]} {column.title()} {now[column]}" for column in COLUMNS)
    short = "  ".join(f"{LETTERS[column]} {now[column]}" for column in COLUMNS)
    return [*lines, [(f" {named if len(named) < width else short}", "plain")]]


def _band(counts: Mapping[Column, int], place: int) -> Column | None:
    """Returns the column of the card at a place of the pile, Done at its foot; None above it."""
    for column in reversed(COLUMNS):
        place -= counts[column]
        if place < 0:
            return column
    return None
