"""When a card has stood for too long: by work days, and by what is usual in its column."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import COLUMNS, Card, Column, Move
from models.business import Business
from models.card_parts import Party
from models.stalling import STALL_DAYS, Stalling, stalled_after, stood

ZONE = ZoneInfo("Europe/Dublin")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
BUSINESS = Business()


def at(day: float) -> datetime:
    """Returns the moment so many days after the start."""
    return START + timedelta(days=day)


def in_doing(came: float = 0, left: float | None = None) -> Card:
    """Returns a card that came into Doing on a day, and went on to Review on another where one is given."""
    steps = [(Column.INBOX, Column.DOING, came)]
    steps += [] if left is None else [(Column.DOING, Column.REVIEW, left)]
    moves = [Move(at=at(day), source=source, target=target) for source, target, day in steps]
    return Card.of(title="Order toner", created=START, column=steps[-1][1], moves=moves)


def stalling(cards: list[Card], day: float, business: Business = BUSINESS) -> Stalling:
    return Stalling(cards, business, now=at(day), zone=ZONE)


@pytest.mark.parametrize(("day", "stalled"), [(7, False), (8, True)])
def test_a_card_is_stalled_after_more_than_five_work_days(day: int, stalled: bool) -> None:
    card = in_doing()
    assert stalling([card], day).after[Column.DOING] == STALL_DAYS
    assert stalling([card], day).holds(card) is stalled


def test_ten_finished_stays_say_what_is_usual_in_a_column_and_nine_do_not() -> None:
    slow = [in_doing(left=14) for _ in range(10)]
    assert stalled_after(slow[:9], BUSINESS, ZONE)[Column.DOING] == STALL_DAYS
    assert stalled_after(slow, BUSINESS, ZONE)[Column.DOING] == 10
    assert not stalling(slow, 15).holds(in_doing(came=1))
    assert stalling(slow, 15).holds(in_doing(came=0))


def test_where_work_passes_quickly_five_work_days_are_still_nothing_unusual() -> None:
    quick = [in_doing(left=1) for _ in range(10)]
    assert stalled_after(quick, BUSINESS, ZONE)[Column.DOING] == STALL_DAYS


def test_the_moves_of_a_day_change_what_is_usual_on_the_next() -> None:
    slow = [in_doing(left=28) for _ in range(10)]
    assert stalling(slow, 28.2).after[Column.DOING] == STALL_DAYS
    assert stalling(slow, 29).after[Column.DOING] == 20


@pytest.mark.parametrize("column", [*COLUMNS])
def test_every_column_but_done_can_stall_even_where_the_card_waits_or_sleeps(column: Column) -> None:
    card = Card.of(title="Order toner", created=START, column=column, snoozed_until=at(90).date())
    card = card.waiting(Party.CLIENT, "the list", at=at(1), look=None)
    assert stalling([], 30).holds(card) is (column is not Column.DONE)
    assert not stalling([], 30).holds(card.put_away(at=at(20)))


def test_nothing_is_asked_of_other_cards_while_none_has_stood_for_long() -> None:
    young = in_doing()
    unread = iter([young])
    assert not Stalling(unread, BUSINESS, now=at(3), zone=ZONE).holds(young)
    assert next(unread) is young


def test_a_business_that_never_works_stalls_nothing() -> None:
    assert not stalling([], 900, Business(work_days=())).holds(in_doing())


@given(
    since=st.integers(0, 200 * 24 * 60),
    now=st.integers(0, 200 * 24 * 60),
    off=st.sets(st.integers(0, 200), max_size=20),
    week=st.sets(st.integers(0, 6), min_size=1),
    usual=st.integers(1, 40),
)
def test_a_card_is_stalled_exactly_when_its_work_days_are_more_than_usual(
    since: int, now: int, off: set[int], week: set[int], usual: int
) -> None:
    business = Business(work_days=tuple(week), holidays=tuple(at(day).date() for day in off))
    others = [in_doing(left=usual) for _ in range(10)]
    card = Card(title="Order toner", created=at(since / 1440), column=Column.DOING)
    rule = stalling(others, now / 1440, business)
    days = stood(card, business, now=at(now / 1440), zone=ZONE)
    assert rule.holds(card) is (days > rule.after[Column.DOING])
