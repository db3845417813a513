"""Flow figures: they follow from moves alone, and every total can be counted again by hand."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import COLUMNS, Card, Column, Move
from models.business import Business
from models.card_parts import Party
from models.flow import (
    Figures,
    Spread,
    Stay,
    ages,
    cumulative_flow,
    cycle_minutes,
    figures_by,
    finished,
    lead_minutes,
    percentile,
    stays,
    throughput,
    wait_minutes,
)

ZONE = ZoneInfo("Europe/Dublin")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)  # a Monday
BUSINESS = Business()


def at(day: float) -> datetime:
    """Returns the moment so many days after the start."""
    return START + timedelta(days=day)


def walked(*steps: tuple[Column, float], first: Column = Column.INBOX, **fields: object) -> Card:
    """Returns a card made at the start, that came into each column on its day."""
    columns = [first, *(column for column, _ in steps)]
    moves = [
        Move(at=at(day), source=source, target=target)
        for source, (target, day) in zip(columns, steps, strict=False)
    ]
    return Card.of(title="Order toner", created=START, column=columns[-1], moves=moves, **fields)


@st.composite
def histories(draw: st.DrawFn) -> Card:
    """Makes a card with any walk over the board, perhaps archived or merged away at its end."""
    steps = draw(st.lists(st.tuples(st.sampled_from(COLUMNS), st.integers(0, 60_000)), max_size=5))
    made = draw(st.integers(0, 40_000))
    columns, at_minute, moves = [draw(st.sampled_from(COLUMNS))], made, []
    for column, minutes in steps:
        if column is not columns[-1]:
            at_minute += minutes // 4
            moves.append(Move(at=START + timedelta(minutes=at_minute), source=columns[-1], target=column))
            columns.append(column)
    gone = draw(st.none() | st.integers(at_minute, 90_000))
    return Card(
        title="x",
        created=START + timedelta(minutes=made),
        column=columns[-1],
        moves=tuple(moves),
        tags=tuple(draw(st.sets(st.sampled_from(["tax", "web"])))),
        archived=None if gone is None else START + timedelta(minutes=gone),
        merged_into="another" if gone is not None and draw(st.booleans()) else None,
    )


def column_by_replay(card: Card, moment: datetime) -> Column | None:
    """Returns where a card stood just before a moment, by going through its moves."""
    assert card.created is not None
    stays_done = card.column is Column.DONE and card.merged_into is None
    if card.created >= moment or (card.archived and card.archived < moment and not stays_done):
        return None
    column = card.moves[0].source if card.moves else card.column
    for move in card.moves:
        column = move.target if move.at < moment else column
    return column


@given(st.lists(histories(), max_size=12), st.integers(-3, 30), st.integers(1, 40))
def test_each_day_holds_the_cards_that_exist_then_where_their_moves_put_them(
    cards: list[Card], first: int, length: int
) -> None:
    days = [START.date() + timedelta(days=first + n) for n in range(length)]
    for day, counts in zip(days, cumulative_flow(cards, days, ZONE), strict=True):
        midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), ZONE)
        replayed = Counter(filter(None, (column_by_replay(card, midnight) for card in cards)))
        assert counts == {column: replayed[column] for column in COLUMNS}


@given(st.lists(histories(), max_size=12))
def test_the_figures_are_those_counted_again_from_the_moves(cards: list[Card]) -> None:
    done = [card for card in cards if card.column is Column.DONE and card.moves and not card.merged_into]
    leads = [(card.moves[-1].at - card.created).total_seconds() // 60 for card in done if card.created]
    spread = Figures.among(cards, now=at(100)).lead
    assert spread.n == len(done)
    if leads:
        assert spread.median == round(median(leads))
        assert spread.usual is not None
        assert sum(lead <= spread.usual for lead in leads) >= 0.85 * len(leads)
        assert sum(lead < spread.usual for lead in leads) < 0.85 * len(leads)
    weeks = throughput(cards, weeks=60, today=date(2027, 6, 1), zone=ZONE)
    assert sum(weeks.values()) == len(done)


@given(histories())
def test_stays_follow_each_other_without_a_gap(card: Card) -> None:
    found = stays(card)
    assert [stay.column for stay in found][-1] is card.column
    assert found[0].start == card.created
    for stay, after in pairwise(found):
        assert stay.end == after.start


def test_a_clock_that_was_set_back_makes_a_stay_empty_and_never_negative() -> None:
    card = walked((Column.DOING, 5), (Column.REVIEW, 3), (Column.DONE, 6))
    assert [(stay.start, stay.end) for stay in stays(card)] == [
        (at(0), at(5)),
        (at(5), at(5)),
        (at(5), at(6)),
        (at(6), None),
    ]


def test_a_card_that_was_never_saved_has_been_nowhere() -> None:
    assert stays(Card(title="Order toner")) == []


def test_lead_counts_from_the_making_and_cycle_from_the_first_time_in_doing() -> None:
    card = walked(
        (Column.DOING, 2), (Column.REVIEW, 4), (Column.DOING, 5), (Column.REVIEW, 6), (Column.DONE, 7)
    )
    assert (lead_minutes(card), cycle_minutes(card)) == (7 * 1440, 5 * 1440)


def test_the_cycle_of_a_card_that_was_made_in_doing_begins_with_its_making() -> None:
    card = walked((Column.REVIEW, 2), (Column.DOING, 3), (Column.DONE, 4), first=Column.DOING)
    assert cycle_minutes(card) == 4 * 1440


def test_work_taken_back_from_done_is_not_finished() -> None:
    card = walked((Column.DONE, 2), (Column.DOING, 3))
    assert finished(card) is None
    assert (lead_minutes(card), cycle_minutes(card)) == (None, None)


def test_work_that_went_past_doing_has_no_cycle_time() -> None:
    figures = Figures.among([walked((Column.DONE, 2))], now=at(9))
    assert (figures.lead.n, figures.cycle) == (1, Spread(0, None, None))


def test_a_duplicate_finishes_nothing_and_archived_work_stays_finished() -> None:
    done = walked((Column.DONE, 2), archived=at(5))
    duplicate = walked((Column.DONE, 2), archived=at(5), merged_into="another")
    assert finished(done) == at(2)
    assert finished(duplicate) is None
    (day,) = cumulative_flow([done, duplicate], [at(8).date()], ZONE)
    assert day[Column.DONE] == 1


def test_waits_add_up_and_an_open_one_counts_until_now_or_the_archive() -> None:
    card = walked((Column.DOING, 1))
    card = card.waiting(Party.CLIENT, "the list", at=at(2), look=None).no_longer_waiting(at=at(3))
    card = card.waiting(Party.VENDOR, "a quote", at=at(4), look=None)
    assert wait_minutes(card, at(4.5)) == 1.5 * 1440
    assert wait_minutes(card.put_away(at=at(5)), at(50)) == 2 * 1440


def test_the_three_ages_count_from_making_move_and_last_event() -> None:
    card = walked((Column.DOING, 4)).commented("Ines sent the first half of it.", at=at(9))
    told = ages(card, at(12))
    assert (told.made, told.in_column, told.quiet) == (12, 8, 3)


@pytest.mark.parametrize(("n", "ninth"), [(1, 1), (10, 9), (20, 17), (100, 85)])
def test_the_percentile_is_the_nearest_rank(n: int, ninth: int) -> None:
    assert percentile(range(n, 0, -1), 85) == ninth


def test_a_stay_counts_work_days_after_the_first_and_no_holiday() -> None:
    stay = Stay(Column.DOING, at(3), at(8), moved_on=True)  # Thursday to Tuesday
    assert stay.work_days(BUSINESS, now=at(8), zone=ZONE) == 3
    closed = Business(holidays=(at(7).date(),))
    assert stay.work_days(closed, now=at(8), zone=ZONE) == 2


def test_groups_come_with_the_most_finished_first_and_unfinished_ones_not_at_all() -> None:
    cards = [
        walked((Column.DONE, 2), tags=("tax", "web")),
        walked((Column.DONE, 4), tags=("web",)),
        walked((Column.DOING, 4), tags=("law",)),
    ]
    found = figures_by(cards, lambda card: card.tags, now=at(9))
    assert [(tag, each.lead.n) for tag, each in found.items()] == [("web", 2), ("tax", 1)]
    assert found["web"].lead.median == 3 * 1440


def test_throughput_counts_by_weeks_that_begin_on_monday_where_the_business_is() -> None:
    sunday_night = datetime(2026, 11, 8, 23, 59, tzinfo=UTC)
    card = walked((Column.DONE, 0)).but(
        moves=(Move(at=sunday_night, source=Column.INBOX, target=Column.DONE),)
    )
    for zone, monday in ((ZONE, date(2026, 11, 2)), (ZoneInfo("Europe/Rome"), date(2026, 11, 9))):
        weeks = throughput([card], weeks=2, today=date(2026, 11, 11), zone=zone)
        assert [each for each, count in weeks.items() if count] == [monday]
