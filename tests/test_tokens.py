import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import RuleBroken
from models.tokens import Kind, Tokens, read_tokens

TODAY = date(2026, 11, 22)  # a Sunday


def card(line: str) -> Tokens:
    return read_tokens(line, today=TODAY, kind="card")


def entry(line: str) -> Tokens:
    return read_tokens(line, today=TODAY, kind="entry")


def test_a_card_line_sets_every_field_of_a_card() -> None:
    assert card("Call supplier @anna due:fri follow:3d #tax +Admin #Q4 !high") == Tokens(
        text="Call supplier",
        person="anna",
        tags=("tax", "q4"),
        category="admin",
        priority="high",
        due=date(2026, 11, 27),
        follow=date(2026, 11, 25),
    )


def test_an_entry_line_sets_every_field_of_an_entry() -> None:
    assert entry("email triage +admin !4 -delayed -Blocked @OB") == Tokens(
        text="email triage", person="OB", category="admin", stress=4, flags=("delayed", "blocked")
    )


@pytest.mark.parametrize(
    "text",
    ["mail a@b.c about C# and 5+3", "invoice #12", "call +353 1 555", "well done!", "wow !",
     "a - b -c", "@ # + !!",
     'the "Q3" draft', '5" pipe', r"\\server\share", "overdue:fri", "\\"],
)  # fmt: skip
def test_a_sign_that_means_nothing_stays_in_the_text(text: str) -> None:
    assert card(text) == entry(text) == Tokens(text=text)


@pytest.mark.parametrize(
    ("line", "text"),
    [(r"\@anna", "@anna"), (r"\!9 lives", "!9 lives"), (r"\due:fri", "due:fri"),
     ('say "@anna" now', "say @anna now"),
     ('"about !high pay"', "about !high pay"), (r"\9 lives", "9 lives")],
)  # fmt: skip
def test_a_backslash_or_quotes_keep_a_sign_as_text(line: str, text: str) -> None:
    assert card(line) == Tokens(text=text)


def test_punctuation_after_a_name_or_a_tag_is_dropped() -> None:
    assert card("ask @anna, then #tax.") == Tokens(text="ask then", person="anna", tags=("tax",))


def test_a_repeated_sign_counts_once() -> None:
    assert entry("@OB #tax #TAX -blocked -blocked @OB") == Tokens(
        text="", person="OB", tags=("tax",), flags=("blocked",)
    )


@pytest.mark.parametrize(
    ("kind", "line", "fix"),
    [
        ("entry", "x !9", "!1 to !5"),
        ("card", "x !urgent", "!high or !low"),
        ("card", "x due:nonsense", "say today, fri"),
        ("card", "x due: fri", "due:fri"),
        ("card", "x !3", "say !high"),
        ("card", "x -blocked", "not of a card"),
        ("entry", "x !high", "say !1 to !5"),
        ("entry", "x due:fri", "not of an entry"),
        ("entry", "x follow:fri", "follow-up date"),
        ("card", "x @anna @ben", "second person"),
        ("card", "x due:fri due:mon", "second due date"),
        ("card", "x +admin +core", "second category"),
    ],
)
def test_a_wrong_sign_is_refused_with_the_fix(kind: Kind, line: str, fix: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read_tokens(line, today=TODAY, kind=kind)
    assert fix in str(refusal.value)
    assert str(refusal.value).endswith(".")


@given(
    st.text(alphabet='@#+!-":\\ duefolw19a.', max_size=30) | st.text(max_size=30),
    st.sampled_from(["card", "entry"]),
)
def test_any_line_gives_tokens_or_a_refusal(line: str, kind: Kind) -> None:
    try:
        tokens = read_tokens(line, today=TODAY, kind=kind)
    except RuleBroken:
        return
    assert tokens.text == tokens.text.strip()


@given(st.lists(st.from_regex(r"[A-Za-zäß0-9(][^\s\"\\:]{0,8}", fullmatch=True), max_size=6).map(" ".join))
def test_words_that_begin_with_no_sign_are_kept_as_they_are(line: str) -> None:
    assert card(line).text == " ".join(read_tokens(line, today=TODAY, kind="entry").text.split())
    assert len(card(line).text.split()) == len(line.split())


@pytest.mark.parametrize("piece", ["#", '"', '" ', "@a ", "\\", "!", "due:", "+a", '"#a '])
def test_ten_thousand_characters_are_read_at_once(piece: str) -> None:
    line = (piece * 10_000)[:10_000]
    began = time.process_time()
    with suppress(RuleBroken):
        card(line)
    assert time.process_time() - began < 0.05
