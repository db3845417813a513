import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.grouping import ALIKE, alike_pairs, key, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Send invoice", "Send invoices"),
        ("Post on LinkedIn", "LinkedIn post"),
        ("VAT return Q3", "VAT return Q4"),
        ("fix the printer", "fixing printer"),
        ("Triage e-mail", "email triage"),
        ("Chasing invoices", "chase invoice"),
        ("Stand-up", "standup"),
        ("Payroll Nov", "Payroll December"),
        ("Invoice #123", "invoice 2026-11-16"),
        ("Bericht KW 12", "Bericht KW 13"),
        ("Büro für März aufräumen", "BURO AUFRÄUMEN"),
        ("Reply to enquiries", "replies enquiry"),
        ("the client's files", "Client\u2019s file"),
    ],
)
def test_wordings_of_one_task_have_the_same_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tax return", "Tax refund"),
        ("Customer support", "Customer report"),
        ("Send invoice", "Chase invoice"),
        ("Client call", "Client mail"),
        ("Q3", "Q4"),
        ("Process", "Processor"),
    ],
)
def test_different_tasks_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_a_key_is_sorted_stems_each_once() -> None:
    assert key("Chasing the invoices, chasing invoices") == "chas invoic"


def test_a_wording_without_any_word_is_its_own_key() -> None:
    assert key("  Q3   2026 ") == "q3 2026"
    assert key("On the") == "on the"
    assert key("会議") == "会議"


def test_close_names_are_paired_and_others_are_not() -> None:
    names = {1: "Weekly newsletter", 2: "Newsletter drafts", 3: "Bookkeeping", 4: "Newsletter drafting"}
    assert list(alike_pairs(names)) == [(2, 4)]


def test_joined_and_separate_words_are_paired() -> None:
    assert list(alike_pairs({"a": "book keeping", "b": "bookkeeping"})) == [("a", "b")]


@given(st.lists(st.text("abc ", max_size=8), max_size=6))
def test_pairs_are_those_whose_similarity_is_high_enough(texts: list[str]) -> None:
    names = dict(enumerate(texts))
    expected = [(n, m) for n, m in combinations(names, 2) if similarity(names[n], names[m]) >= ALIKE]
    assert list(alike_pairs(names)) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_the_same_both_ways_and_whole_for_equal_keys(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, one) == 1


@pytest.mark.parametrize("piece", ["a", "ab ", "é", "-", "a-"])
def test_ten_thousand_characters_are_compared_at_once(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    began = time.process_time()
    similarity(text, f"{text}b c")
    assert time.process_time() - began < 0.1
