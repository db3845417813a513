"""What a report is made of, whatever it is shown on: sections of sentences, bars and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.report_flow import FlowReport


@dataclass(frozen=True)
class Table:
    """Rows under headings: the first column is text, the others are numbers and stand at the right.

    What matters least comes last, so that a narrow page can leave it out.
    """

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it is of, how long it is, and its numbers."""

    name: str
    value: float
    says: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of a report.

    Attributes:
        title: what it is about.
        says: sentences, what matters most first.
        bars: a chart.
        tables: the figures.
        flow: the cumulative flow that is drawn below them.
    """

    title: str
    says: Sequence[str] = ()
    bars: Sequence[Bar] = ()
    tables: Sequence[Table] = ()
    flow: FlowReport | None = None
