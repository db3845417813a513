"""A report as text: for a shell and a mail, for the screen, and as Markdown."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from models.business import Business
from models.report import Report
from models.report_flow import FlowReport
from tui import marks
from tui.flow_chart import banded, room_for_days
from tui.markdown import escaped
from tui.report_parts import Bar, Section, Table
from tui.report_words import sections, title
from tui.widgets.breaking import fitted, wrapped

WIDTH = 80
_GAP = 2
_FIRST = 12
"""Characters that the first column of a table keeps, whatever else has to go."""
_NAME = 20
"""Characters that the name of a bar may take, however narrow the page is."""
_LONGEST_BAR = 30


def report_text(report: Report, business: Business, width: int = WIDTH) -> list[str]:
    """Returns a report in lines of at most so many characters, a heading above each part in capitals."""
    lines = wrapped(title(report, business), width)
    for section in sections(report, business):
        lines += ["", section.title.upper(), *_in_text(section, width)]
    return [line.rstrip() for line in lines]


def report_markdown(report: Report, business: Business) -> str:
    """Returns a report as Markdown."""
    lines = [f"# {escaped(title(report, business))}"]
    for section in sections(report, business):
        lines += ["", f"## {section.title}", ""]
        lines += [f"- {escaped(said)}" for said in section.says]
        for bar in section.bars:
            lines.append(f"  - {escaped(bar.name)}: {escaped(', '.join(bar.says))}")
        for table in section.tables:
            lines += ["", *_in_pipes(table)]
        if section.flow:
            lines += ["", "```text", *(line.rstrip() for line in flow_lines(section.flow, WIDTH)), "```"]
    return "\n".join(lines) + "\n"


def flow_lines(flow: FlowReport, width: int) -> list[str]:
    """Returns the cumulative flow as a chart of letters, as many of its last days as there is room for."""
    room = min(len(flow.days), room_for_days(width))
    first = len(flow.days) - room
    before = flow.counts[first - 1] if first else flow.before
    chart = banded(flow.days[first:], before, flow.counts[first:], width)
    return ["".join(text for text, _ in parts) for parts in chart]


def _in_text(section: Section, width: int) -> Iterator[str]:
    for said in section.says:
        yield from wrapped(said, width)
    if section.bars:
        yield from ("", *_drawn(section.bars, width))
    for table in section.tables:
        yield from ("", *_aligned(table, width))
    if section.flow:
        yield from ("", *flow_lines(section.flow, width))


def _drawn(bars: Sequence[Bar], width: int) -> Iterator[str]:
    numbers = [max(map(cell_len, each)) for each in zip(*(bar.says for bar in bars), strict=True)]
    left = width - sum(numbers) - _GAP * len(numbers)
    name = min(max(cell_len(bar.name) for bar in bars), max(_NAME, width // 3), left)
    room = min(_LONGEST_BAR, width - name - sum(numbers) - _GAP * (len(numbers) + 1))
    most = max(bar.value for bar in bars)
    for bar in bars:
        length = round(bar.value * room / most) if most and room > 0 else 0
        drawn = marks.BAR * length or marks.SLIVER * (room > 0)
        said = (fitted(*each, right=True) for each in zip(bar.says, numbers, strict=True))
        yield (" " * _GAP).join([fitted(bar.name, name), *said, drawn])


def _aligned(table: Table, width: int) -> Iterator[str]:
    """Yields a table; columns for which there is no room are left out from the right."""
    columns = list(zip(table.heads, *table.rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    kept = len(widths)
    while kept > 1 and sum(widths[1:kept]) + _GAP * (kept - 1) + min(_FIRST, widths[0]) > width:
        kept -= 1
    first = min(widths[0], width - sum(widths[1:kept]) - _GAP * (kept - 1))
    for row in zip(*columns[:kept], strict=True):
        cells = [
            fitted(row[0], first),
            *(fitted(*each, right=True) for each in zip(row, widths, strict=False)),
        ]
        yield (" " * _GAP).join([cells[0], *cells[2:]])


def _in_pipes(table: Table) -> Iterator[str]:
    yield f"| {' | '.join(escaped(head) for head in table.heads)} |"
    yield f"|---|{'---:|' * (len(table.heads) - 1)}"
    for row in table.rows:
        yield f"| {' | '.join(escaped(cell) for cell in row)} |"
