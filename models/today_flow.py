"""Today, class E: where work piles up, stands still, or comes back."""

from collections.abc import Collection, Iterator
from datetime import date

from models.board import COLUMNS, Card, Column
from models.capacity import OVER_USED, UNDER_USED, last_worked, usage
from models.lanes import loads
from models.stalling import STALL_DAYS, Stalling, stood
from models.today_line import About, Deed, Fold, Line, Rule
from models.today_record import Maker, OnRecord, about, counted, days

REWORKED = 2
"""Times that a card has come back from Review, from which its brief is looked at; `domain.md` §5, E4."""


def overload(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the helpers and the columns that hold more than they should."""
    busy = loads(record.cards)
    because = "More work at once than the limit makes everything later: finish or park something."
    for helper in record.crew:
        if helper.is_overloaded(busy[helper.uid]):
            yield record.line(
                Rule.E1,
                helper.name,
                f"{busy[helper.uid]} in Doing, limit {helper.wip_limit}",
                deed=Deed.LIGHTEN,
                about=about("helpers", helper, "doing"),
                because=because,
                weight=busy[helper.uid],
                facts=(("in Doing", (each.title,)) for each in _doing(record, helper.uid)),
            )
    for column in COLUMNS:
        held = sum(card.column is column and card.archived is None for card in record.cards)
        if record.business.is_overloaded(column, held):
            yield record.line(
                Rule.E1,
                column.title(),
                f"{counted(held, 'card')}, limit {record.business.column_limits[column]}",
                deed=Deed.LIGHTEN,
                about=About("business", record.business.number, record.business.uid, column.value),
                because=because,
                weight=held,
            )


def _doing(record: OnRecord, helper: str) -> list[Card]:
    shown = (card for card in record.cards if card.archived is None and card.helper == helper)
    return [card for card in shown if card.column is Column.DOING]


def stalled(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards that have stood in their column for too long; those of the Inbox are one line."""
    stalling = Stalling(record.cards, record.business, now=record.now, zone=record.zone)
    held = [card for card in record.in_hand if card.uid not in taken and stalling.holds(card)]
    because = f"A card stands {STALL_DAYS} work days in a column, or as long as is usual in it, not longer."
    undecided = [card for card in held if card.is_undecided]
    if undecided:
        first = min(undecided, key=lambda card: (card.since or record.now, card.number))
        yield record.line(
            Rule.E2,
            "Inbox",
            f"{counted(len(undecided), 'card')} without a verdict, the oldest for ",
            days(first.days_in_column(record.now)),
            deed=Deed.TRIAGE,
            about=about("cards", first),
            because=because,
            due=_usual_until(record, first, stalling),
            folds=(Fold(about("cards", card), card.title) for card in undecided if card is not first),
            cause="inbox",
        )
    for card in held:
        if not card.is_undecided:
            length = stood(card, record.business, now=record.now, zone=record.zone)
            yield record.line(
                Rule.E2,
                card.title,
                f"{counted(length, 'work day')} in {card.column.title()},"
                f" usual {stalling.after[card.column]}{record.whose(card)}",
                deed=Deed.OPEN_CARD,
                about=about("cards", card),
                because=because,
                due=_usual_until(record, card, stalling),
            )


def _usual_until(record: OnRecord, card: Card, stalling: Stalling) -> date | None:
    if card.since is None:
        return None
    return record.business.after_work_days(record.day(card.since), stalling.after[card.column])


def unused_hours(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the helpers of whose agreed hours far fewer, or more, were used in the last whole week."""
    for helper in record.crew:
        terms, week = helper.engagement(record.today), last_worked(helper.worked, record.today)
        if terms is None or week is None or not terms.is_running(record.today):
            continue
        if terms.start and terms.start <= week.week and (says := usage(terms, week.minutes)):
            yield record.line(
                Rule.E3,
                helper.name,
                says.rstrip("."),
                deed=Deed.REVIEW_TERMS,
                about=about("helpers", helper, week.key),
                because=f"Terms are looked at below {UNDER_USED:.0%} and above {OVER_USED:.0%} of the hours.",
                facts=(("week of", (week.week,)),),
            )


def reworked(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards that have come back from Review again and again."""
    for card in record.in_hand:
        if card.times_back >= REWORKED and card.uid not in taken:
            yield record.line(
                Rule.E4,
                card.title,
                f"came back {counted(card.times_back, 'time')}{record.whose(card)}: the brief, or the skill?",
                deed=Deed.EDIT_BRIEF,
                about=about("cards", card),
                because=f"From {REWORKED} times back on, somebody asks what the brief does not say.",
                weight=card.times_back,
            )


FLOW: tuple[Maker, ...] = (overload, stalled, unused_hours, reworked)
"""Class E, in the order of its rules."""
