"""Finding by a number or by words: what fits, and what comes first."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ratings import Method, Rating
from models.searching import Sought, excerpt, search, sought, texts_in, words_of


def card(number: int, title: str, *lines: str, away: str = "") -> Sought:
    return sought("cards", number, f"C{number}", title, lines, away=away)


def found(text: str, *everything: Sought) -> list[str]:
    return [each.ref for each in search(text, everything, most=9).best]


def test_a_number_comes_first_then_how_the_title_begins_then_its_words_then_the_rest() -> None:
    everything = [
        card(1, "Nothing", "the text says foo c7 somewhere"),
        card(2, "The arc7 lamp"),
        card(3, "Lamp c70"),
        card(4, "C7 lamp"),
        card(7, "Order toner"),
        card(8, "Nothing", "of arc7 here"),
    ]
    assert found("c7", *everything) == ["C7", "C4", "C3", "C2", "C1", "C8"]


def test_all_words_must_stand_in_it_in_whatever_order() -> None:
    everything = [card(1, "Chase receipts of May"), card(2, "Chase the bank"), card(3, "May report")]
    assert found("may chase", *everything) == ["C1"]
    assert found("ma rec", *everything) == ["C1"]


def test_words_may_stand_partly_in_the_title_and_partly_in_the_text() -> None:
    assert found("chase postcard", card(1, "Chase receipts", "by postcard"), card(2, "Postcard")) == ["C1"]


@pytest.mark.parametrize("text", ["ruairi", "RUAIRÍ", "Ruairí", "  rUairi "])
def test_case_and_accents_do_not_count(text: str) -> None:
    assert found(text, card(1, "Ask Ruairí Keane")) == ["C1"]


@pytest.mark.parametrize(
    ("text", "title"),
    [("#tax", "The #tax file"), ("e-mail", "Write e-mail"), ("=cmd()", "=CMD('x')"), ("漢字", "漢字 sheet")],
)
def test_signs_between_words_are_as_good_as_spaces(text: str, title: str) -> None:
    assert found(text, card(1, title)) == ["C1"]


@pytest.mark.parametrize("text", ["", "  ", "#", "[/]", "…"])
def test_without_a_word_nothing_is_found(text: str) -> None:
    assert search(text, [card(1, "Order toner [/]")], most=9).total == 0


def test_what_was_put_away_comes_behind_what_fits_as_well() -> None:
    assert found("toner", card(1, "Buy toner", away="trash"), card(2, "Pay for toner")) == ["C2", "C1"]
    assert found("toner", card(1, "Toner", away="archive"), card(2, "Pay for toner")) == ["C1", "C2"]


def test_only_the_best_are_returned_and_all_are_counted() -> None:
    everything = [card(n, f"Card {n}") for n in range(1, 30)]
    told = search("card", everything, most=3)
    assert ([each.ref for each in told.best], told.total) == (["C1", "C2", "C3"], 29)


def test_the_words_around_a_find_in_the_text_are_shown() -> None:
    each = card(1, "Chase", "First line", "a long line before it that says the Ruairí Keane thing")
    assert excerpt(each, "chase ruairi").startswith("…")
    assert "the Ruairí Keane thing" in excerpt(each, "chase ruairi")
    assert excerpt(each, "chase") == ""


def test_a_record_says_its_texts_and_neither_identities_nor_what_may_be_hidden() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    said = {"value": 4, "method": Method.PAID_TRIAL, "evidence": "Twenty chases.", "at": at}
    rating = Rating.of(criterion="SK", rater="tw", **said).model_dump()
    plain = {
        "uid": "a" * 32,
        "role": "b" * 32,
        "name": "Niamh",
        "kind": Method.CLAIM,
        "ratings": [rating],
        "interviews": [{"note": "She hesitated."}],
        "references": [{"referee": "Aoife Lynch", "answers": ("Very good.",)}],
        "who": "ob",
        "goals": [{"title": "Page load", "owner": "ob"}],
    }
    assert list(texts_in(plain)) == ["Niamh", "Aoife Lynch", "Very good.", "Page load"]


WORDS = st.lists(st.sampled_from(["chase", "bank", "May", "été", "toner"]), min_size=1, max_size=4)


@given(WORDS, WORDS, st.sampled_from(["chase", "bank", "may", "ete", "toner", "x"]))
def test_another_word_finds_fewer_and_never_something_new(
    title: list[str], text: list[str], more: str
) -> None:
    each, said = card(1, " ".join(title), " ".join(text)), title[0]
    fewer, many = found(f"{said} {more}", each), found(said, each)
    assert many == ["C1"]
    assert fewer == (["C1"] if more in words_of(" ".join([*title, *text])) else [])
