"""The lines in which an owner says something of an item."""

from datetime import date

import pytest

from models.checklist_line import read_dated, read_limit, read_own_line, read_report
from models.document import RuleBroken
from models.templates import Side

TODAY = date(2026, 5, 12)


def test_a_report_says_who_told_it_and_how_it_is_known() -> None:
    assert read_report("Niamh: showed it: twice ") == ("Niamh", "showed it: twice")


@pytest.mark.parametrize("text", ["", "Niamh", "Niamh:", ": saw it", "saw it"])
def test_a_report_without_one_of_the_two_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"^Who told you it is done, and how do you know\?"):
        read_report(text)


def test_a_day_stands_before_its_reason() -> None:
    assert read_dated("fri: client data is late", today=TODAY) == (date(2026, 5, 15), "client data is late")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("fri", "Why? Give the reason behind the day, as in 15may: client data is late."),
        ("fri: ", "Why? Give the reason behind the day, as in 15may: client data is late."),
        ("soon: why", "“soon” is not a date: say today, fri, 12dec, 2026-12-05, 3d or 2w."),
    ],
)
def test_a_day_without_a_reason_or_a_reason_without_a_day_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_dated(text, today=TODAY)
    assert str(refused.value) == sentence


def test_a_limit_may_have_a_reason_behind_it() -> None:
    assert read_limit("read only") == ("read only", "")
    assert read_limit("read only: nobody else is here") == ("read only", "nobody else is here")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Order a chair", ("Order a chair", Side.OWNER, None)),
        ("Order a chair @helper due:fri", ("Order a chair", Side.HELPER, date(2026, 5, 15))),
        ("@both Talk \\#tax through", ("Talk #tax through", Side.BOTH, None)),
    ],
)
def test_an_own_line_has_words_whose_it_is_and_a_day(text: str, read: tuple[str, Side, date | None]) -> None:
    assert read_own_line(text, today=TODAY) == read


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("@helper due:fri", "What is to be settled? Say it in a few words."),
        ("Call @niamh", "Whose is it? Say @me, @both or @helper."),
        ("Call #tax", "A line has words, @helper or @both, and due: and a day; put a \\ before other signs."),
        (
            "Call !high",
            "A line has words, @helper or @both, and due: and a day; put a \\ before other signs.",
        ),
    ],
)
def test_an_own_line_that_says_something_else_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        read_own_line(text, today=TODAY)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("whose", ["maya", "Maya", "helper"])
def test_a_line_is_the_helpers_by_the_name_of_the_helper(whose: str) -> None:
    said = read_own_line(f"Order a chair @{whose}", today=TODAY, names=("Maya", "Maya Ruiz"))
    assert said == ("Order a chair", Side.HELPER, None)


def test_a_line_of_somebody_else_says_what_the_helper_is_called() -> None:
    with pytest.raises(RuleBroken, match=r"^Whose is it\? Say @me, @both or @helper \(@Maya\)\.$"):
        read_own_line("Order a chair @tom", today=TODAY, names=("Maya", "Maya Ruiz"))
