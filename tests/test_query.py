"""The language of the filter, and the orders of a column."""

from datetime import UTC, date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Card, Column, Move, Priority
from models.brief import Brief, DataClass, Item
from models.card_parts import Comment, Party, Wait
from models.desk import Desk, View
from models.document import RuleBroken
from models.facts import Facts
from models.query import Query, read_query, terms, toggled
from models.sorting import Order, ordered

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = NOW.date()  # a Monday


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


BRIEF = Brief(outcome="Books balanced", done_when=(Item(text="No gap"),), data_class=DataClass.MONEY)
STEPS = (
    Move(at=NOW - timedelta(days=40), source=Column.REVIEW, target=Column.DOING),
    Move(at=NOW - timedelta(days=20), source=Column.BRIEF, target=Column.READY),
)
WAIT = Wait(on=Party.CLIENT, what="the bank letter", at=NOW)
SAID = Comment(at=NOW, text="Rang the printer")

TONER = Card(number=1, title="Order toner", helper="a", tags=("office",), due=days(-2), comments=(SAID,))
BOOKS = Card(
    number=2,
    title="Close the books",
    helper="b",
    tags=("tax",),
    column=Column.READY,
    due=days(4),
    briefs=(BRIEF,),
    moves=STEPS,
    priority=Priority.HIGH,
    activity="x",
)
LETTER = Card(number=3, title="Close the book", waits=(WAIT,), due=days(20), follow_up=days(1), activity="y")
AWAY = Card(number=14, title="Renew domain", helper="c", snoozed_until=days(3), column=Column.DOING)
CARDS = (TONER, BOOKS, LETTER, AWAY)
FACTS = Facts(
    today=TODAY,
    now=NOW,
    helpers={"a": "Anna Lind", "b": "Ben", "c": "Benita"},
    activities={"x": "Bookkeeping", "y": "Post"},
    card={card.number: card for card in CARDS}.get,
    stalled=lambda card: card is BOOKS,
)


def found(text: str) -> list[int]:
    query = read_query(text, today=TODAY)
    return [card.number for card in CARDS if query.matches(card, FACTS)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [1, 2, 3]),
        ("CLOSE book", [2, 3]),
        ("close bookkeeping", [2]),
        ("anna", [1]),
        ("printer", [1]),
        ("bank", [3]),
        ("balanced", [2]),
        ("C2", [2]),
        ('"the books"', [2]),
        ("@an", [1]),
        ("@nobody", [3]),
        ('@"anna lind"', [1]),
        ("#tax", [2]),
        ("!high", [2]),
        ("!normal", [1, 3]),
        ("due:<7d", [1, 2]),
        ("due:<7", [1, 2]),
        ("due:>2w", [3]),
        ("due:fri", [2] if days(4) == date(2026, 11, 27) else []),
        ("due:27nov", [2]),
        ("due:none is:snoozed", [14]),
        ("follow:tomorrow", [3]),
        ("follow:none", [1, 2]),
        ("age:>14", [2]),
        ("age:20", [2]),
        ("in:ready", [2]),
        ("is:waiting", [3]),
        ("is:late", [1]),
        ("is:stalled", [2]),
        ("is:returned", [2]),
        ("is:briefed", [2]),
        ("is:unbriefed", [1, 3]),
        ("is:locked", [2]),
        ("is:undecided", [1, 3]),
        ("like:C2", [2, 3]),
        ("like:c99", []),
        ("not:@ben", [1, 3]),
        ("not:close not:is:waiting", [1]),
        ("not:not:close", [2, 3]),
        (r"\@anna", []),
    ],
)
def test_a_query_finds_the_cards_that_meet_every_term(text: str, numbers: list[int]) -> None:
    assert found(text) == numbers


def test_a_name_in_full_means_one_helper_although_another_begins_like_it() -> None:
    assert found("@ben is:snoozed") == []
    assert found("@beni is:snoozed") == [14]


@pytest.mark.parametrize("text", ["is:snoozed", "C14", "c14 domain"])
def test_a_snoozed_card_is_found_only_by_saying_so_or_by_its_ref(text: str) -> None:
    assert found(text) == [14]
    assert found("domain") == found("not:is:snoozed domain") == found("not:c1 domain") == []


@pytest.mark.parametrize(
    "text",
    [
        "@",
        "#",
        "!",
        "!hi",
        "due:",
        "due:<",
        "due:1",
        "due:12d",
        "due:12de",
        "due:2026-1",
        "due:fr",
        "due:n",
        "follow:to",
        "age:",
        "age:>",
        "in:do",
        "is:",
        "is:wai",
        "like:",
        "like:c",
        "not:",
        "not:is:",
        'is:late "',
    ],
)
def test_a_term_that_is_half_typed_hides_nothing_and_says_what_it_needs(text: str) -> None:
    query = read_query(text, today=TODAY)
    if text == "due:12d":  # whole already, and the beginning of 12dec
        assert query.unfinished == ""
    elif "late" in text:
        assert found(text) == [1]
    else:
        assert found(text) == [1, 2, 3]
        assert ":" in query.unfinished or "@" in query.unfinished


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("is:purple", "say is:waiting"),
        ("in:limbo", "say in:inbox"),
        ("!urgent", "say !high"),
        ("due:never", "say due:<7d"),
        ("due:<31feb", "say due:<7d"),
        ("age:old", "say age:>14"),
        ("like:toner", "say like:C14"),
        ("toner not:is:purple", "say is:waiting"),
    ],
)
def test_a_term_that_can_never_make_sense_is_refused_with_the_fix(text: str, fix: str) -> None:
    with pytest.raises(RuleBroken, match=fix):
        read_query(text, today=TODAY)


@given(st.text(max_size=40))
def test_any_line_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        query = read_query(text, today=TODAY)
    except RuleBroken as broken:
        refusal = str(broken)
    else:
        refusal = query.unfinished
        assert all(query.matches(card, FACTS) in (True, False) for card in CARDS)
    assert not refusal or refusal.endswith(".")


@given(
    st.lists(
        st.sampled_from(["close", "#tax", "@ben", "is:late", "due:<7d", "in:ready", '"the b"']), max_size=4
    )
)
def test_a_further_term_never_finds_more_and_its_opposite_finds_the_rest(words: list[str]) -> None:
    narrow = set(found(" ".join([*words, "book"])))
    rest = set(found(" ".join([*words, "not:book"])))
    assert narrow | rest == set(found(" ".join(words)))
    assert not narrow & rest


def test_a_term_is_toggled_in_the_place_of_others_of_its_sort() -> None:
    assert toggled("toner @anna", "@ben", "@") == "toner @ben"
    assert toggled("toner @Ben", "@ben", "@") == "toner"
    assert terms('not:@ben "a b" #tax') == ["not:@ben", '"a b"', "#tax"]


def test_what_cards_say_is_read_again_once_they_are_changed() -> None:
    query = read_query("paper", today=TODAY)
    assert not query.matches(TONER, FACTS)
    assert query.matches(TONER.but(title="Order paper"), FACTS)
    assert not query.matches(TONER, FACTS)


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (Order.MANUAL, [1, 2, 3, 14]),
        (Order.AGE, [2, 1, 3, 14]),
        (Order.DUE, [1, 2, 3, 14]),
        (Order.FOLLOW_UP, [3, 1, 2, 14]),
        (Order.PRIORITY, [2, 1, 3, 14]),
        (Order.WHO, [1, 2, 14, 3]),
    ],
)
def test_cards_are_sorted_with_what_is_missing_last_and_equals_as_they_came(
    order: Order, numbers: list[int]
) -> None:
    assert [card.number for card in ordered(CARDS, order, FACTS.helpers, NOW)] == numbers


def test_a_view_takes_the_place_of_the_one_with_its_letter_and_keeps_its_key() -> None:
    desk = Desk(owner="me").with_view(View.of(letter="t", query="#tax"))
    again = desk.with_view(View.of(letter="t", query="#office", order=Order.DUE))
    assert [view.says for view in again.views] == ["#office · by due"]
    assert again.views[0].key == desk.views[0].key
    assert again.view("x") is None


@pytest.mark.parametrize("letter", ["T", "tt", "", "1"])
def test_a_view_has_one_small_letter(letter: str) -> None:
    with pytest.raises(RuleBroken, match="Letter"):
        View.of(letter=letter)


def test_a_keystroke_looks_through_five_thousand_cards_without_a_pause() -> None:
    cards = [BOOKS.but(uid=str(n), number=n, title=f"Close book {n}") for n in range(5_000)]
    queries = [read_query(text, today=TODAY) for text in ("close 499", "@ben due:<7d not:is:waiting 4")]
    assert sum(queries[0].matches(card, FACTS) for card in cards) == 15
    taken = []
    for query in queries:
        begun = process_time()
        sum(query.matches(card, FACTS) for card in cards)
        taken.append(process_time() - begun)
    assert max(taken) < 0.3  # 60 ms on a quiet machine; this one may be busy


def test_an_empty_query_is_what_no_text_asks_for() -> None:
    assert read_query("  ", today=TODAY) == Query()
