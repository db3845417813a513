import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.grouping import ALIKE, Suggestion, alike, key, similarity


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


def test_close_names_are_suggested_best_first_and_none_is_merged() -> None:
    names = {1: "Weekly newsletter", 2: "Newsletter drafts", 3: "Newsletter draft", 4: "Bookkeeping"}
    found = alike("newsletter drafting", names)
    assert [suggestion.item for suggestion in found] == [2, 3]
    assert found[0] == Suggestion(2, 1.0)
    assert all(suggestion.ratio >= ALIKE for suggestion in found)


def test_joined_and_separate_words_are_suggested() -> None:
    assert [suggestion.item for suggestion in alike("book keeping", {"a": "bookkeeping"})] == ["a"]


def test_a_pair_known_to_differ_is_never_suggested() -> None:
    assert alike("Tax return", {"a": "Tax returns", "b": "Tax return form"}, never={"a"}) == [
        Suggestion("b", similarity("Tax return", "Tax return form"))
    ]


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
