"""The lanes of the board, how cards keep their place in them, and whose they are."""

from datetime import UTC, datetime
from typing import Any

import pytest

from models.activity import Activity
from models.board import COLUMNS, Card, Column
from models.business import Business
from models.document import RuleBroken
from models.helpers import Helper, crew, helper_meant
from models.lanes import (
    card_of,
    foot_of,
    landing,
    lanes,
    loads,
    overloaded,
    reordered,
    suited,
    top_of,
)

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ANNA = Helper(name="Anna Lee")
RITA = Helper(name="Rita Roy")


def card(number: int, column: Column = Column.INBOX, **fields: Any) -> Card:
    return Card.of(number=number, title="Call supplier", column=column, **fields)


def test_lanes_hold_the_columns_in_order_and_each_its_cards_from_top_to_foot() -> None:
    cards = [
        card(1, order=5),
        card(2, order=-1),
        card(4, order=5),
        card(3, Column.DONE),
        card(5, archived=NOW),
    ]
    found = lanes(cards)
    assert tuple(found) == COLUMNS
    assert [one.number for one in found[Column.INBOX]] == [2, 1, 4]
    assert [one.number for one in found[Column.DONE]] == [3]


def test_cards_that_land_together_keep_their_order_on_top() -> None:
    lane = [card(1, order=-4), card(2, order=0)]
    places = landing(lane, 3)
    landed = [card(10 + n, order=place) for n, place in enumerate(places)]
    assert [one.number for one in lanes([*lane, *landed])[Column.INBOX]] == [10, 11, 12, 1, 2]
    assert places[-1] == top_of(lane)


def test_what_comes_in_waits_at_the_foot() -> None:
    assert foot_of([card(1, order=3), card(2, order=9)]) == 10
    assert (foot_of([]), top_of([])) == (1, -1)


@pytest.mark.parametrize("orders", [(0, 1, 2, 3), (-9, 4, 30, 31), (0, 0, 0, 0), (1, 1, 2, 2)])
@pytest.mark.parametrize(("by", "wanted"), [(1, [1, 3, 2, 4]), (-1, [2, 1, 3, 4]), (2, [1, 3, 4, 2])])
def test_a_card_goes_down_and_up_its_lane_even_among_equal_orders(
    orders: tuple[int, ...], by: int, wanted: list[int]
) -> None:
    lane = [card(number, order=order) for number, order in enumerate(orders, 1)]
    changed = {one.number: one for one in reordered(lane, lane[1], by)}
    after = [changed.get(one.number, one) for one in lane]
    assert [one.number for one in lanes(after)[Column.INBOX]] == wanted


def test_only_the_cards_between_change_their_order() -> None:
    lane = [card(number, order=number * 10) for number in range(1, 6)]
    assert {one.number for one in reordered(lane, lane[1], 1)} == {2, 3}


@pytest.mark.parametrize(("place", "by", "end"), [(0, -1, "top"), (1, 1, "foot")])
def test_a_card_at_an_end_of_its_lane_stays(place: int, by: int, end: str) -> None:
    lane = [card(1, order=0), card(2, order=1)]
    with pytest.raises(RuleBroken, match=f"^C{place + 1} is at the {end} of Inbox"):
        reordered(lane, lane[place], by)


@pytest.mark.parametrize(
    ("name", "found"),
    [("anna", ANNA), ("ANNA LEE", ANNA), ("an", ANNA), ("r", RITA), ("lee", None), ("zoe", None), ("", None)],
)
def test_a_helper_is_named_by_the_beginning(name: str, found: Helper | None) -> None:
    assert helper_meant(name, [ANNA, RITA]) == found


def test_a_beginning_that_several_share_is_refused_with_their_names() -> None:
    other = Helper(name="Annabel Fox")
    assert helper_meant("anna", [other, ANNA]) == ANNA
    with pytest.raises(
        RuleBroken, match=r"^“ann” could be Anna Lee or Annabel Fox: write more of the name\.$"
    ):
        helper_meant("ann", [ANNA, other])
    with pytest.raises(RuleBroken, match=r"could be Anna Lee or Anna Kay:"):
        helper_meant("anna", [ANNA, Helper(name="Anna Kay"), other])


def test_a_change_tells_of_what_it_added_to_that_has_too_much_and_of_nothing_else() -> None:
    anna, business = ANNA.but(wip_limit=1), Business.of(column_limits={Column.DOING: 2, Column.REVIEW: 1})
    before = [card(n, Column.READY, helper=anna.uid) for n in (1, 2, 3)]
    others = [card(4, Column.REVIEW), card(5, Column.REVIEW), card(6, Column.DOING, helper=RITA.uid)]
    after = [before[0].but(column=Column.DOING), before[1].but(column=Column.DOING), before[2]]
    found = overloaded(before, after, [*after, *others], business, [anna, RITA.but(wip_limit=1)])
    assert found == ({Column.DOING: 3}, [(anna, 2)])
    again = overloaded(after, [each.but(title="Post") for each in after], after, business, [anna])
    assert again == ({}, ())


def test_a_card_handed_over_in_doing_loads_the_helper_who_takes_it_on() -> None:
    rita = RITA.but(wip_limit=1)
    before = [card(1, Column.DOING, helper=ANNA.uid), card(2, Column.DOING, helper=rita.uid)]
    after = [before[0].but(helper=rita.uid)]
    found = overloaded(before, after, [*after, before[1]], Business(), [ANNA, rita])
    assert found == ({}, [(rita, 2)])


def test_a_helper_is_overloaded_above_the_limit_and_not_at_it() -> None:
    assert [Helper(name="Anna", wip_limit=2).is_overloaded(busy) for busy in (2, 3)] == [False, True]


def test_who_left_has_no_digit_and_no_name() -> None:
    left = ANNA.but(archived=NOW)
    assert crew([left, RITA]) == [RITA]
    assert helper_meant("anna", [left, RITA]) is None


def test_a_load_counts_what_is_in_doing_and_nothing_else() -> None:
    cards = [card(n, column, helper=ANNA.uid) for n, column in enumerate(COLUMNS)]
    others = [card(7, Column.DOING, helper=RITA.uid), card(8, Column.DOING, helper=ANNA.uid, archived=NOW)]
    assert loads([*cards, *others]) == {ANNA.uid: 1, RITA.uid: 1}


def test_of_those_who_had_such_work_the_least_loaded_comes_first_with_what_it_was() -> None:
    zoe = Helper(name="Zoe Day", wip_limit=1)
    done = [card(n, Column.DONE, helper=ANNA.uid, tags=("tax", "web")) for n in range(1, 4)]
    once = card(4, Column.DONE, helper=RITA.uid, tags=("web",))
    busy = [card(n, Column.DOING, helper=ANNA.uid) for n in (5, 6)]
    found = suited([zoe, ANNA, RITA], [*done, once, *busy], card(9, tags=("tax", "web")))
    assert [(fit.helper, fit.busy, fit.had) for fit in found] == [(RITA, 0, 1), (ANNA, 2, 3), (zoe, 0, 0)]
    assert found[1].tags == {"tax": 3, "web": 3}


def test_the_card_itself_says_nothing_of_whom_it_suits() -> None:
    own = card(1, Column.DONE, helper=ANNA.uid, tags=("tax",))
    assert [fit.had for fit in suited([ANNA], [own], own)] == [0]


def test_an_activity_knows_its_card_until_that_is_archived() -> None:
    work = Activity(name="Scan receipts")
    sent = card(14, activity=work.uid)
    assert card_of(work, [card(1), sent]) == sent
    assert card_of(work, [sent.but(archived=NOW)]) is None
