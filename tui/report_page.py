"""A report as one page for a browser or a printer: it holds all it needs and asks the network for nothing."""

from collections.abc import Iterator, Sequence
from html import escape

from models.board import COLUMNS
from models.business import Business
from models.report import Report
from models.report_flow import FlowReport
from tui import wording
from tui.report_charts import bar, flow_chart
from tui.report_parts import Bar, Section, Table
from tui.report_words import sections, title

_STYLE = (
    """
:root { color-scheme: light dark; --ink: #1c2127; --dim: #5b6570; --line: #d8dde2; --paper: #fff;
  --bar: #2f6f8f; --done: #1f4e66; --review: #2f6f8f; --doing: #5292b0; --ready: #86b6cb;
  --brief: #b4d2df; --inbox: #dbe9ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #a0a9b2; --line: #3a424a;
  --paper: #15191d; --bar: #5aa3c6; --done: #cfe6f1; --review: #9fcbe0; --doing: #6fadca;
  --ready: #4a88a5; --brief: #33637a; --inbox: #234554; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.25rem 3rem; max-width: 46rem; background: var(--paper);
  color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.05rem; margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { margin: 0 0 .35rem; }
.made, .note { color: var(--dim); }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  overflow-wrap: normal; }
th, td { padding: .28rem 0 .28rem .9rem; text-align: right; vertical-align: baseline;
  border-bottom: 1px solid var(--line); white-space: nowrap; }
th { font-weight: 600; color: var(--dim); }
th:first-child, td:first-child { padding-left: 0; text-align: left; white-space: normal;
  overflow-wrap: anywhere; min-width: 8rem; font-weight: inherit; color: inherit; }
thead th { white-space: normal; vertical-align: bottom; }
thead th:first-child { color: var(--dim); font-weight: 600; }
caption { text-align: left; color: var(--dim); padding-bottom: .25rem; }
td:last-child { white-space: normal; overflow-wrap: anywhere; min-width: 3.5rem; }
td.chart { width: 45%; min-width: 5rem; vertical-align: middle; }
svg.bar { display: block; width: 100%; height: .7rem; fill: var(--bar); }
svg.flow { display: block; width: 100%; max-width: 34rem; height: auto; margin: 1rem 0; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--ink); }
svg text.end { text-anchor: end; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg polygon { stroke: var(--paper); stroke-width: .75; stroke-linejoin: round; }
"""
    + "\n".join(f"svg .{column.value} {{ fill: var(--{column.value}); }}" for column in COLUMNS)
    + """
@media (max-width: 34rem) { body { padding: 1.25rem 1rem; font-size: 14px; }
  th, td { padding-left: .5rem; } th:first-child, td:first-child { min-width: 5.5rem; }
  table { font-size: 13px; } svg text { font-size: 14px; } }
@page { size: A4; margin: 16mm 15mm; }
@media print { :root { color-scheme: light; --ink: #000; --dim: #444; --line: #bbb; --paper: #fff;
  --bar: #2f6f8f; --done: #1f4e66; --review: #2f6f8f; --doing: #5292b0; --ready: #86b6cb;
  --brief: #b4d2df; --inbox: #dbe9ef; }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  h2, p { break-after: avoid; }
  table, svg, tr { break-inside: avoid; } }
"""
)
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
"""
_WEEK = 7


def report_page(report: Report, business: Business) -> str:
    """Returns a report as HTML; it names no candidate, so that it can be shown to a partner."""
    said = escape(title(report, business))
    at = report.now.astimezone(report.zone)
    made = f"As of {wording.day(at.date())} {at.year}, {at:%H:%M}. – means not known, never zero."
    parts = [
        _HEAD.format(title=said, style=_STYLE),
        f"<h1>{said}</h1>",
        f'<p class="made">{escape(made)}</p>',
    ]
    for section in sections(report, business):
        parts += ["<section>", *_section(section), "</section>"]
    return "\n".join([*parts, "</main>", "</body>", "</html>", ""])


def _section(section: Section) -> Iterator[str]:
    yield f"<h2>{escape(section.title)}</h2>"
    for said in section.says:
        yield f"<p>{escape(said)}</p>"
    if section.bars:
        yield _bars(section.title, section.bars)
    for table in section.tables:
        yield _table(table)
    if section.flow:
        yield flow_chart(section.flow)
        yield _table(_weekly(section.flow), "Cards in each column at the end of each week")


def _bars(name: str, bars: Sequence[Bar]) -> str:
    most = max(each.value for each in bars) or 1
    rows = "\n".join(
        f'<tr><th scope="row">{escape(each.name)}</th>{_cells(each.says)}'
        f'<td class="chart">{bar(each.value / most)}</td></tr>'
        for each in bars
    )
    return _scrolling(f'<table aria-label="{escape(name)}"><tbody>\n{rows}\n</tbody></table>')


def _table(table: Table, caption: str = "") -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(first)}</th>{_cells(cells)}</tr>' for first, *cells in table.rows
    )
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    return _scrolling(f"<table>{said}<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>")


def _scrolling(table: str) -> str:
    """Returns a table that scrolls by itself where it is wider than the page, by keys as well."""
    return f'<div class="scroll" tabindex="0">{table}</div>'


def _cells(texts: Sequence[str]) -> str:
    return "".join(f"<td>{escape(text)}</td>" for text in texts)


def _weekly(flow: FlowReport) -> Table:
    """Returns what the columns held at the end of the last day and of each week before it."""
    places = sorted(range(len(flow.days) - 1, -1, -_WEEK))
    rows = [(wording.day(flow.days[n]), *(str(flow.counts[n][column]) for column in COLUMNS)) for n in places]
    return Table(("", *(column.title() for column in COLUMNS)), rows)
