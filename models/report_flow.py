"""The flow of a report: what was made and finished, how long that took, and where the cards stood."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.board import Card, Column
from models.flow import Figures, begun, cumulative_flow, figures_by, finished, stays
from models.helpers import Helper
from models.insight import Window
from models.latency import Latency, latency_by_week

FIGURE_DAYS = 28
"""Days up to the end of a report whose finished cards the lengths are of: one week has too few."""
CHART_DAYS = 70
"""Days that the cumulative flow goes back at most, so that a line of 80 characters holds them."""
FEWEST_DAYS = 14
"""Days that it goes back at least."""
NOBODY = "nobody"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FlowReport:
    """How the cards went over the board.

    Attributes:
        made: cards that came to the board in the window.
        finished: cards that came into Done in it and are there still.
        figures_of: the days whose finished cards the lengths are of.
        everything: how long those took.
        by_helper: the same by who has the card now.
        by_tag: the same by tag; a card with two tags counts in both.
        days: the days of the cumulative flow.
        before: what each column held at the end of the day before them.
        counts: what each column held at the end of each of the days.
        waiting: for the waits that began in each week of the window, whom the work waited for.
    """

    made: int
    finished: int
    figures_of: Window
    everything: Figures
    by_helper: Mapping[str, Figures]
    by_tag: Mapping[str, Figures]
    days: Sequence[date]
    before: Mapping[Column, int]
    counts: Sequence[Mapping[Column, int]]
    waiting: Mapping[date, Latency]


def flow(
    span: Window, cards: Iterable[Card], names: Mapping[str, str], *, now: datetime, zone: ZoneInfo
) -> FlowReport:
    """Returns how the cards went over the board in a window; all of it follows from their moves.

    Args:
        span: the days.
        cards: all cards, the archived ones included.
        names: what helpers are called, by uid.
        now: the moment, or the window's end where that is past.
        zone: in which days are counted.
    """
    known = list(cards)
    done = [(card, _day(finished(card), zone)) for card in known]
    period = Window(min(span.first, span.last - timedelta(days=FIGURE_DAYS - 1)), span.last)
    measured = [card for card, day in done if day is not None and day in period]
    days = _chart_days(known, span.last, zone)
    before, *counts = cumulative_flow(known, [days[0] - _DAY, *days], zone)
    weeks = latency_by_week(known, now=now, zone=zone)
    return FlowReport(
        made=sum(day is not None and day in span for day in (_day(begun(card), zone) for card in known)),
        finished=sum(day is not None and day in span for _, day in done),
        figures_of=period,
        everything=Figures.among(measured, now=now),
        by_helper=figures_by(measured, lambda card: (names.get(card.helper or "", NOBODY),), now=now),
        by_tag=figures_by(measured, lambda card: card.tags, now=now),
        days=days,
        before=before,
        counts=counts,
        waiting={
            week: found
            for week, found in weeks.items()
            if week <= span.last and week + 6 * _DAY >= span.first
        },
    )


def called(helpers: Iterable[Helper]) -> dict[str, str]:
    """Returns what helpers are called, by uid: the name, with the number where several have the same."""
    known = list(helpers)
    shared = Counter(helper.name for helper in known)
    return {
        helper.uid: f"{helper.name} {helper.ref}" if shared[helper.name] > 1 else helper.name
        for helper in known
    }


def in_doing(cards: Iterable[Card], at: datetime) -> Counter[str | None]:
    """Returns how many cards each helper had in Doing at a moment, by uid, as the cards are given today."""
    return Counter(
        card.helper
        for card in cards
        for stay in stays(card)
        if stay.column is Column.DOING and stay.start <= at and (stay.end is None or stay.end > at)
    )


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Returns the last second of a day."""
    return datetime.combine(day + _DAY, time(), zone) - timedelta(seconds=1)


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at else None


def _chart_days(cards: Iterable[Card], last: date, zone: ZoneInfo) -> list[date]:
    first = min((day for card in cards if (day := _day(begun(card), zone))), default=last)
    length = min(CHART_DAYS, max(FEWEST_DAYS, (last - first).days + 1))
    return [last - timedelta(days=back) for back in reversed(range(length))]
