"""How the flow of work is said: tables, the weeks, the chart, and all figures for a spreadsheet."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.board import COLUMNS, Card, Column
from models.business import Business
from models.flow import (
    Figures,
    Spread,
    begun,
    cumulative_flow,
    figures_by,
    throughput,
)
from models.helpers import Helper
from models.stalling import Stalling, stood
from tui import wording
from tui.flow_chart import banded, room_for_days
from tui.spreadsheet import csv_table
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

FIGURES = (
    Cell("", 0),
    Cell("done", 5, right=True),
    Cell("lead", 7, right=True),
    Cell("85 %", 7, right=True, from_width=48),
    Cell("timed", 6, right=True, from_width=76),
    Cell("cycle", 7, right=True),
    Cell("85 %", 7, right=True, from_width=76),
    Cell("wait", 7, right=True, from_width=76),
    Cell("85 %", 7, right=True, from_width=76),
)
STALLED = (
    Cell("", 6),
    Cell("work days", 0),
    Cell("column", 6),
    Cell("here", 5, right=True),
    Cell("usual", 5, right=True, from_width=48),
    Cell("last news", 9, right=True, from_width=76),
    Cell("made", 9, right=True, from_width=100),
    Cell("who", 16, from_width=76),
)
NOTHING_DONE: Sequence[Parts] = (
    [("  Nothing is finished yet, so nothing can be said of how long work takes.", "plain")],
)
NOTHING_STALLED: Sequence[Parts] = ([("  Nothing is stalled.", "plain")],)
FEWEST_DAYS = 14
"""Days that the chart shows at least."""
_WEEK = 11


@dataclass(frozen=True)
class Flow:
    """What the flow page and its table for a spreadsheet are made from.

    Attributes:
        cards: all cards, the archived ones included.
        helpers: everybody who ever helped.
        business: knows the work days.
        now: the moment.
        zone: in which days are counted.
        stalling: tells the cards that are stalled today.
    """

    cards: Sequence[Card]
    helpers: Iterable[Helper]
    business: Business
    now: datetime
    zone: ZoneInfo
    stalling: Stalling

    @property
    def today(self) -> date:
        """The day it is for the business."""
        return self.now.astimezone(self.zone).date()

    @cached_property
    def names(self) -> dict[str, str]:
        """What the helpers are called, by uid: the name, with the number where several have the same."""
        helpers = list(self.helpers)
        shared = Counter(helper.name for helper in helpers)
        return {
            helper.uid: f"{helper.name} {helper.ref}" if shared[helper.name] > 1 else helper.name
            for helper in helpers
        }

    def who(self, card: Card) -> str:
        """Returns whose hands a card is in."""
        return self.names.get(card.helper or "", "nobody")

    @cached_property
    def everything(self) -> Figures:
        """The figures of all finished work."""
        return Figures.among(self.cards, now=self.now)

    @cached_property
    def by_helper(self) -> dict[str, Figures]:
        """The figures of each helper by name."""
        return figures_by(self.cards, lambda card: (self.who(card),), now=self.now)

    @cached_property
    def by_tag(self) -> dict[str, Figures]:
        """The figures of each tag."""
        return figures_by(self.cards, lambda card: card.tags, now=self.now)

    @property
    def usual(self) -> Mapping[Column, int]:
        """The work days beyond which a card is stalled, by column."""
        return self.stalling.after

    @cached_property
    def stalled(self) -> list[tuple[Card, int]]:
        """The stalled cards with their work days in the column, the worst first."""
        days = [
            (card, stood(card, self.business, now=self.now, zone=self.zone))
            for card in self.cards
            if self.stalling.holds(card)
        ]
        return sorted(days, key=lambda each: (self.usual[each[0].column] - each[1], each[0].number))

    def days(self, most: int) -> list[date]:
        """Returns the days up to today on which there were cards, the last ones if there are too many."""
        first = min(filter(None, map(begun, self.cards)), default=self.now).astimezone(self.zone).date()
        length = min(most, max(FEWEST_DAYS, (self.today - first).days + 1))
        return [self.today - timedelta(days=back) for back in reversed(range(length))]

    def on_days(self, days: Sequence[date]) -> list[dict[Column, int]]:
        """Returns how many cards each column held at the end of each day."""
        return cumulative_flow(self.cards, days, self.zone)

    def weeks(self, most: int) -> dict[date, int]:
        """Returns how many cards were finished in each of the last weeks, by its Monday."""
        return throughput(self.cards, weeks=most, today=self.today, zone=self.zone)


def figure_rows(flow: Flow, groups: Mapping[str, Figures]) -> list[Row]:
    """Returns a line for each group, and above them one for everything."""
    if not flow.everything.lead.n:
        return []
    named = [("everything", flow.everything), *groups.items()]
    return [
        Row(
            n,
            (
                name,
                str(each.lead.n),
                *_days(each.lead),
                str(each.cycle.n),
                *_days(each.cycle),
                *_days(each.wait),
            ),
            ("strong" if n == 0 else "plain",),
        )
        for n, (name, each) in enumerate(named)
    ]


def _days(spread: Spread) -> tuple[str, str]:
    return _in_days(spread.median, " d"), _in_days(spread.usual, " d")


def _in_days(minutes: int | None, unit: str = "") -> str:
    return "" if minutes is None else f"{wording.in_days(minutes)}{unit}"


def stalled_rows(flow: Flow) -> list[Row]:
    """Returns a line for each stalled card."""
    return [
        Row(
            card.uid,
            (
                card.ref,
                card.title,
                card.column.title(),
                f"{days} d",
                f"{flow.usual[card.column]} d",
                _day(card.last_event, flow.zone),
                _day(begun(card), flow.zone),
                flow.who(card),
            ),
            ("dim", "plain", "plain", "warn", "dim"),
        )
        for card, days in flow.stalled
    ]


def _day(at: datetime | None, zone: ZoneInfo) -> str:
    return wording.day_of(at, zone) if at else ""


def weeks_line(flow: Flow, width: int) -> Parts:
    """Returns how many cards were finished in each of as many weeks as there is room for."""
    lead = " Finished a week from"
    most = max(1, (width - len(lead)) // _WEEK)
    said = (
        f"{wording.short_day(monday)}: {count}".rjust(_WEEK) for monday, count in flow.weeks(most).items()
    )
    return [(lead, "dim"), ("".join(said), "plain")]


def chart(flow: Flow, width: int) -> list[Parts]:
    """Returns the cumulative flow: a band of letters a column, Done at the foot, day after day.

    What was done before the first day shown is left out, or it would hide the rest. Each line stands for so
    many cards and shows the column of the lowest of them.
    """
    days = flow.days(room_for_days(width))
    before, *counts = flow.on_days([days[0] - timedelta(days=1), *days])
    return banded(days, before, counts, width)


def flow_csv(flow: Flow, *, days: int, weeks: int) -> str:
    """Returns all figures as one table: lengths in days, counts by day and column, and by week.

    Args:
        flow: what they are made from.
        days: for how many days, at most, the columns are counted.
        weeks: for how many weeks the finished cards are counted.
    """
    return csv_table(_facts(flow, days, weeks))


def _facts(flow: Flow, most_days: int, weeks: int) -> Iterator[tuple[object, ...]]:
    yield "of", "name", "figure", "n", "median days", "85th percentile days"
    groups = {"everything": {"": flow.everything}, "helper": flow.by_helper, "tag": flow.by_tag}
    for of, named in groups.items():
        for name, each in named.items():
            for figure, spread in (("lead", each.lead), ("cycle", each.cycle), ("wait", each.wait)):
                yield of, name, figure, spread.n, _in_days(spread.median), _in_days(spread.usual)
    for card, here in flow.stalled:
        yield "stalled", card.ref, "work days in column", here, "", flow.usual[card.column]
    for monday, count in flow.weeks(weeks).items():
        yield "week", monday, "finished", count, "", ""
    days = flow.days(most_days)
    for day, counts in zip(days, flow.on_days(days), strict=True):
        for column in COLUMNS:
            yield "day", day, column.value, counts[column], "", ""
