"""Where a person is named: what is surely that person, what may be, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.mentions import Names, links

ANNA = Names.of(["Anna Lind"])


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lind", "ask ANNA LIND.", "anna\nlind", "Lind, Anna: no", "(Anna-Lind)", "anna.lind@mail.x",
        "annalind@mail.example", "www.anna_lind.example", "Anna Linds CV", "Ánna Lind",
        "Anna Lind's rate", "A̋nna Lind",
    ],
)  # fmt: skip
def test_a_whole_name_is_found_however_it_is_written(text: str) -> None:
    assert ANNA.says(text)
    (mention,) = ANNA.mentions({"title": text})
    assert mention.certain


@pytest.mark.parametrize(
    "text", ["Anna is late", "write to Lind", "Annas Karte", "Hanna Lind", "Anna Lindqvist"]
)
def test_a_part_of_the_name_or_a_name_alike_may_be_the_person(text: str) -> None:
    assert not ANNA.says(text)
    (mention,) = ANNA.mentions({"title": text})
    assert not mention.certain


@pytest.mark.parametrize("text", ["", "Hannah", "blind date", "Annapolis", "lin d", "the annals"])
def test_other_words_are_not_the_person(text: str) -> None:
    assert not list(ANNA.mentions({"title": text}))


def test_short_parts_of_a_name_stand_for_nobody() -> None:
    names = Names.of(["Li Wu"])
    assert not list(names.mentions({"title": "Li is here, and Wu"}))
    assert names.says("li wu was here")


def test_a_name_of_one_word_is_a_word_of_its_own_or_long_enough_to_be_seen_in_another() -> None:
    assert not list(Names.of(["Mark"]).mentions({"title": "marketing"}))
    (mention,) = Names.of(["Docket"]).mentions({"title": "docketotter.example"})
    assert not mention.certain


def test_a_name_is_found_where_no_spaces_part_the_words() -> None:
    assert Names.of(["田中"]).says("昨日は田中さんと話した")


def test_a_name_without_a_letter_names_nobody() -> None:
    names = Names.of(["", " - "])
    assert not names.says("anything - at all")
    assert names.without("as it was - or not") == "as it was - or not"


def test_a_mention_says_the_way_to_the_text_and_shows_what_is_around_it() -> None:
    record = {
        "title": "Call the client",
        "source_key": "x",
        "comments": [{"text": "ok"}, {"text": f"{'a ' * 40}Anna Lind{' b' * 40}"}],
        "rates": {"Anna Lind": 3},
    }
    first, second = ANNA.mentions(record)
    assert (first.field, second.field) == ("comments 2 text", "rates Anna Lind")
    assert first.excerpt.startswith("…")
    assert "a Anna Lind b" in first.excerpt
    assert len(first.excerpt) < 80


def test_the_name_of_a_field_is_no_mention() -> None:
    assert not list(Names.of(["Title"]).mentions({"title": "x", "parts": [{"title": "y"}]}))


def test_a_text_is_left_without_the_name_and_without_its_parts() -> None:
    assert ANNA.without("Give C3 to Anna Lind, not to Lind") == "Give C3 to …, not to …"
    assert ANNA.without("Give C3 to Ben") == "Give C3 to Ben"


def test_a_text_that_was_cut_is_left_without_the_beginning_of_the_name() -> None:
    assert ANNA.without_cut_end("Give C3 to Ann") == "Give C3 to …"
    assert ANNA.without_cut_end("Give C3 to Anna Li") == "Give C3 to …"
    assert ANNA.without_cut_end("Give C3 to Ben") == "Give C3 to Ben"


def test_links_are_told_by_field() -> None:
    record = {"helper": "u1", "waits": [{"on": "u2"}, {"on": "u1"}], "title": "u1 is here"}
    assert list(links(record, {"u1"})) == ["helper", "waits 2 on"]


@given(st.text(), st.sampled_from(["Anna Lind", "ANNA LIND", "Lind, Anna", "anna  lind"]), st.text())
def test_what_is_left_of_a_text_never_holds_the_name(before: str, name: str, after: str) -> None:
    text = f"{before} {name} {after}"
    assert ANNA.says(text)
    left = ANNA.without(text)
    assert not ANNA.says(left)
    assert "anna lind" not in left.casefold()
