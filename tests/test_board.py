"""The board: moves and their record, digits and verdicts, ages, order, whose card it is."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.activity import Activity, Decision, Verdict
from models.board import COLUMNS, Card, Column
from models.business import Business
from models.card_line import card_from, read_card
from models.document import RuleBroken
from models.helpers import Helper, next_look
from models.lanes import lanes, on_board

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
MONDAY = NOW.date()
OFFICE = Business()
ANNA = Helper(number=1, name="Anna Lee")
RITA = Helper(number=2, name="Rita Roy", follow_up_days=1)


def card(number: int = 14, column: Column = Column.INBOX, **fields: Any) -> Card:
    return Card.of(**{"number": number, "title": "Call supplier", "column": column, **fields})


def given_to(helper: Helper | None, one: Card) -> Card:
    return one.given(helper, OFFICE, at=NOW, today=MONDAY, who="ob", order=-3)


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, True),
        ({"column": Column.REVIEW}, True),
        ({"column": Column.DONE}, False),
        ({"archived": NOW}, False),
        ({"trashed": NOW}, False),
    ],
)
def test_a_card_is_open_until_it_is_done_or_put_away(fields: dict[str, Any], is_open: bool) -> None:
    assert card(**fields).is_open is is_open


def test_a_move_takes_the_card_to_the_next_column_and_records_it() -> None:
    moved = card(column=Column.READY).moved(1, at=NOW, order=-2)
    assert (moved.column, moved.order) == (Column.DOING, -2)
    assert [(move.source, move.target, move.at) for move in moved.moves] == [
        (Column.READY, Column.DOING, NOW)
    ]


def test_a_card_may_go_back_as_far_as_the_inbox() -> None:
    assert card(column=Column.BRIEF).moved(-1, at=NOW).column is Column.INBOX


def test_moves_are_only_ever_added() -> None:
    once = card(column=Column.READY).moved(1, at=NOW)
    back = once.moved(-1, at=NOW + timedelta(hours=1))
    assert back.moves[:1] == once.moves
    assert [move.target for move in back.moves] == [Column.DOING, Column.READY]


@pytest.mark.parametrize(
    ("column", "by", "sentence"),
    [
        (Column.DONE, 1, "C14 is in Done, the last column."),
        (Column.INBOX, -1, "C14 is in Inbox, the first column."),
    ],
)
def test_there_is_no_way_off_the_board_sideways(column: Column, by: int, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        card(column=column).moved(by, at=NOW)
    assert str(refused.value) == sentence


def test_a_card_is_not_moved_to_where_it_is() -> None:
    with pytest.raises(RuleBroken, match=r"^C14 is in Brief already\.$"):
        card(column=Column.BRIEF).moved_to(Column.BRIEF, at=NOW)


def test_leaving_the_inbox_undecided_decides_to_delegate() -> None:
    moved = card().moved(1, at=NOW, who="ob")
    assert moved.decision == Decision(verdict=Verdict.DELEGATE, at=NOW, who="ob")


def test_leaving_the_inbox_keeps_an_earlier_decision() -> None:
    earlier = Decision(verdict=Verdict.AUTOMATE, at=NOW - timedelta(days=9), reason="a rule can do it")
    assert card(decision=earlier).moved(1, at=NOW).decision == earlier


def test_moves_beyond_the_inbox_decide_nothing() -> None:
    assert card(column=Column.DOING).moved(1, at=NOW).decision is None


@pytest.mark.parametrize("column", COLUMNS[:-1])
def test_done_twice_is_back_where_it_came_from(column: Column) -> None:
    done = card(column=column).toggled_done(at=NOW)
    assert done.column is Column.DONE
    assert done.toggled_done(at=NOW).column is column


def test_a_card_that_began_in_done_goes_back_to_doing() -> None:
    assert card(column=Column.DONE).toggled_done(at=NOW).column is Column.DOING


def test_a_digit_in_the_inbox_is_the_verdict_and_goes_to_brief() -> None:
    handed = given_to(ANNA, card())
    assert (handed.column, handed.helper, handed.order) == (Column.BRIEF, ANNA.uid, -3)
    assert handed.decision == Decision(verdict=Verdict.DELEGATE, at=NOW, who="ob")
    assert handed.follow_up == date(2026, 11, 26)


def test_zero_in_the_inbox_keeps_the_work_and_archives_the_card() -> None:
    kept = given_to(None, card())
    assert kept.decision is not None
    assert (kept.decision.verdict, kept.archived, kept.column) == (Verdict.KEEP, NOW, Column.INBOX)


@pytest.mark.parametrize("column", [Column.BRIEF, Column.DOING, Column.DONE])
def test_elsewhere_a_digit_changes_only_the_helper(column: Column) -> None:
    handed = given_to(RITA, card(column=column, helper=ANNA.uid, seeks="software"))
    assert (handed.helper, handed.column, handed.moves) == (RITA.uid, column, ())
    assert (handed.decision, handed.seeks, handed.follow_up) == (None, "", date(2026, 11, 24))


def test_elsewhere_zero_takes_the_card_back_and_ends_the_following_up() -> None:
    freed = given_to(None, card(column=Column.DOING, helper=ANNA.uid, follow_up=MONDAY))
    assert (freed.helper, freed.follow_up, freed.archived, freed.decision) == (None, None, None, None)


def test_a_digit_on_a_decided_inbox_card_changes_only_the_helper() -> None:
    decided = card().decided(Verdict.LATER, at=NOW)
    assert given_to(ANNA, decided).column is Column.INBOX
    assert given_to(None, decided).archived is None


def test_a_in_the_inbox_seeks_software_in_brief_for_nobody_to_follow_up() -> None:
    sought = card(helper=ANNA.uid, follow_up=MONDAY).automated(at=NOW, who="ob", order=-1)
    assert (sought.column, sought.seeks, sought.helper, sought.follow_up) == (
        Column.BRIEF,
        "software",
        None,
        None,
    )
    assert sought.decision == Decision(verdict=Verdict.AUTOMATE, at=NOW, who="ob")


def test_a_elsewhere_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^C14 has left the Inbox"):
        card(column=Column.READY).automated(at=NOW)


def test_x_in_the_inbox_is_the_verdict_to_drop() -> None:
    dropped = card().dropped(at=NOW, who="ob")
    assert dropped.archived == NOW
    assert dropped.decision == Decision(verdict=Verdict.DROP, at=NOW, who="ob")


def test_x_elsewhere_archives_without_a_verdict() -> None:
    dropped = card(column=Column.READY).dropped(at=NOW)
    assert (dropped.archived, dropped.decision) == (NOW, None)


def test_work_sent_from_an_activity_starts_in_brief_with_its_decision() -> None:
    work, decision = Activity(name="Scan receipts"), Decision(verdict=Verdict.AUTOMATE, at=NOW)
    sent = Card.from_activity(work, decision, order=4)
    assert (sent.column, sent.activity, sent.decision) == (Column.BRIEF, work.uid, decision)
    assert (sent.title, sent.seeks, sent.order) == ("Scan receipts", "software", 4)
    to_delegate = Decision(verdict=Verdict.DELEGATE, at=NOW)
    assert Card.from_activity(work, to_delegate, order=0).seeks == ""


def test_a_line_that_names_a_helper_does_not_decide_the_card() -> None:
    tokens = read_card("Call supplier @anna due:2026-11-27 #Tax", today=MONDAY)
    made = card_from(tokens, helper=ANNA, business=OFFICE, today=MONDAY, cards=[card(order=6)])
    assert (made.column, made.decision, made.helper, made.order) == (Column.INBOX, None, ANNA.uid, 7)
    assert (made.due, made.tags, made.follow_up) == (date(2026, 11, 27), ("tax",), date(2026, 11, 26))


@pytest.mark.parametrize(("line", "says"), [("", "what is to be done"), ("Call +admin", "say #admin")])
def test_a_line_that_makes_no_card_is_refused(line: str, says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        read_card(line, today=MONDAY)


def test_the_age_in_a_column_counts_from_the_last_move() -> None:
    moved = card(column=Column.READY, created=NOW - timedelta(days=30)).moved(1, at=NOW)
    assert moved.days_in_column(NOW) == 0
    assert moved.days_in_column(NOW + timedelta(days=3, hours=23)) == 3


def test_an_edit_does_not_make_a_card_younger() -> None:
    moved = card(column=Column.READY).moved(1, at=NOW)
    edited = moved.but(title="Call both suppliers", helper=ANNA.uid, updated=NOW + timedelta(days=4))
    assert edited.days_in_column(NOW + timedelta(days=5)) == 5


def test_a_card_that_never_moved_is_as_old_as_itself() -> None:
    assert card(created=NOW).days_in_column(NOW + timedelta(days=2)) == 2
    assert card().days_in_column(NOW) == 0


@pytest.mark.parametrize(("column", "days"), [(Column.DOING, 3), (Column.REVIEW, 3), (Column.DONE, 0)])
def test_a_card_is_late_by_the_days_past_its_due_date_until_done(column: Column, days: int) -> None:
    assert card(column=column, due=MONDAY - timedelta(days=3)).days_late(MONDAY) == days


def test_a_card_is_not_late_on_the_day_it_is_due_nor_without_one() -> None:
    assert card(due=MONDAY).days_late(MONDAY) == card().days_late(MONDAY) == 0


@pytest.mark.parametrize(
    ("today", "holidays", "look"),
    [
        (MONDAY, (), date(2026, 11, 26)),
        (date(2026, 11, 26), (), date(2026, 12, 1)),
        (date(2026, 11, 28), (), date(2026, 12, 2)),
        (MONDAY, (date(2026, 11, 24), date(2026, 11, 26)), date(2026, 11, 30)),
    ],
)
def test_the_next_look_is_three_work_days_on(today: date, holidays: tuple[date, ...], look: date) -> None:
    assert next_look(ANNA, Business.of(holidays=holidays), today=today) == look


def test_a_business_that_never_works_gets_a_next_look_all_the_same() -> None:
    assert next_look(ANNA, Business.of(work_days=()), today=MONDAY) > MONDAY


PRESSES: dict[str, Callable[[Card, datetime], Card]] = {
    "left": lambda one, at: one.moved(-1, at=at),
    "right": lambda one, at: one.moved(1, at=at),
    "done": lambda one, at: one.toggled_done(at=at),
    "drop": lambda one, at: one.dropped(at=at),
    "automate": lambda one, at: one.automated(at=at),
    "anna": lambda one, at: one.given(ANNA, OFFICE, at=at, today=MONDAY),
    "nobody": lambda one, at: one.given(None, OFFICE, at=at, today=MONDAY),
    "rename": lambda one, at: one.but(title="Call them"),
}


@given(st.lists(st.sampled_from(sorted(PRESSES)), max_size=15))
def test_whatever_keys_are_pressed_the_record_of_moves_is_whole(pressed: list[str]) -> None:
    one = card()
    for n, verb in enumerate(pressed):
        before = one
        with suppress(RuleBroken):
            one = PRESSES[verb](one, NOW + timedelta(minutes=n))
        assert one.moves[: len(before.moves)] == before.moves
        assert one.column is (one.moves[-1].target if one.moves else Column.INBOX)
        assert all(last.target is move.source for last, move in pairwise(one.moves))
        assert one.decision is not None or one.column is Column.INBOX
        assert (one.helper is None) == (one.follow_up is None)
        assert sum(map(len, lanes([one]).values())) == len(on_board([one])) == (one.archived is None)
