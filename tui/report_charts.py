"""The charts of a report's page, as SVG inside the page: no script, and every number in text, too."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from models.board import COLUMNS, Column
from models.report_flow import FlowReport
from tui import wording

_WIDTH, _HEIGHT = 480, 220
_LEFT, _RIGHT, _TOP, _FOOT = 28, 92, 8, 22
_LABEL = 14
"""How far two labels are apart at least."""
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)
_LINES = 5


def bar(share: float) -> str:
    """Returns a bar that fills so much of its cell, 0 to 1; the number stands beside it as text."""
    width = max(0.6, 100 * share)
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width:.1f}" height="10"/></svg>'
    )


def flow_chart(flow: FlowReport) -> str:
    """Returns the cumulative flow: a band for each column, Done at the foot, named at its right end.

    What was done before the first day is left out, or it would hide the rest.
    """
    held = [[_shown(flow, day, column) for column in reversed(COLUMNS)] for day in range(len(flow.days))]
    most = max(1, *(sum(day) for day in held))
    step = next((step for step in _STEPS if most / step <= _LINES), _STEPS[-1])
    top = step * -(-most // step)
    first, last = (wording.short_day(day) for day in (flow.days[0], flow.days[-1]))
    now = ", ".join(f"{column.title()} {flow.counts[-1][column]}" for column in COLUMNS)
    parts = [
        f'<svg class="flow" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="flow-t flow-d">',
        f'<title id="flow-t">Cards in each column, {escape(first)} to {escape(last)}</title>',
        f'<desc id="flow-d">On the last day: {escape(now)}.</desc>',
        *_grid(top, step),
        *_bands(held, top),
        *_names(flow, held[-1], top),
        f'<text x="{_LEFT}" y="{_HEIGHT - 6}">{escape(first)}</text>',
        f'<text class="end" x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 6}">{escape(last)}</text>',
        "</svg>",
    ]
    return "\n".join(parts)


def _shown(flow: FlowReport, day: int, column: Column) -> int:
    count = flow.counts[day][column]
    return max(0, count - flow.before[column]) if column is Column.DONE else count


def _y(value: float, top: int) -> float:
    return _TOP + (_HEIGHT - _TOP - _FOOT) * (1 - value / top)


def _grid(top: int, step: int) -> Iterator[str]:
    for value in range(0, top + 1, step):
        y = _y(value, top)
        yield f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="end" x="{_LEFT - 5}" y="{y + 4:.1f}">{value}</text>'


def _bands(held: Sequence[Sequence[int]], top: int) -> Iterator[str]:
    """Yields the bands; a day is as wide as the others and as high all day long."""
    width = (_WIDTH - _LEFT - _RIGHT) / len(held)
    floor = [0] * len(held)
    for place, column in enumerate(reversed(COLUMNS)):
        ceiling = [under + day[place] for under, day in zip(floor, held, strict=True)]
        if ceiling != floor:
            upper, lower = (list(_stairs(each, width, top)) for each in (ceiling, floor))
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*upper, *reversed(lower)])
            yield f'<polygon class="{column.value}" points="{points}"/>'
        floor = ceiling


def _stairs(values: Iterable[int], width: float, top: int) -> Iterator[tuple[float, float]]:
    for n, value in enumerate(values):
        y = _y(value, top)
        yield _LEFT + n * width, y
        yield _LEFT + (n + 1) * width, y


def _names(flow: FlowReport, last: Sequence[int], top: int) -> Iterator[str]:
    """Yields the name and number of each band beside its right end, moved apart where they would meet."""
    floor, lowest = 0, _HEIGHT - _FOOT + 4.0
    for column, count in zip(reversed(COLUMNS), last, strict=True):
        middle = floor + count / 2
        floor += count
        if count:
            y = min(_y(middle, top) + 4, lowest)
            lowest = y - _LABEL
            said = f"{column.title()} {count}"
            yield f'<text x="{_WIDTH - _RIGHT + 6}" y="{y:.1f}">{escape(said)}</text>'
