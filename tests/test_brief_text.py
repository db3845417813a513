"""A brief as text: what is written is read back, and what cannot be read says its line."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Card
from models.brief import FIRST_THINGS, Authority, Brief, DataClass, items
from models.brief_templates import TEMPLATES, template
from models.brief_text import brief_markdown, hand_off, read_brief
from models.document import RuleBroken
from models.markdown import Misread

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)

text = st.text(max_size=30)
awkward = st.sampled_from(
    ["## due", "<!-- x", "\\## due", "- [x] y", "# z", "-", "-->", "a\n\n ## b\n<!--", "  in"]
)
prose = st.one_of(text, awkward, st.lists(st.one_of(text, awkward), max_size=4).map("\n".join))
points = st.lists(st.one_of(text, awkward), max_size=3).map(
    lambda lines: items(line for line in lines if Brief.of(cadence=line).cadence)
)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    brief = Brief.of(
        outcome=draw(prose),
        purpose=draw(prose),
        done_when=draw(points),
        steps=draw(points),
        data_class=draw(st.sampled_from([None, *DataClass])),
        cadence=draw(text),
        questions_to=draw(st.one_of(text, awkward)),
        authority=draw(st.sampled_from([None, *Authority])),
        spend_limit=draw(st.one_of(st.none(), st.integers(0, 10_000_000))),
    )
    due = draw(st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2090, 1, 1))))
    estimate = draw(st.one_of(st.none(), st.integers(1, 60_000)))
    return Card(title="Chase receipts", number=14, due=due, estimate=estimate, briefs=(brief,))


@given(cards(), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_what_is_written_is_read_back_and_changes_nothing(card: Card, currency: str) -> None:
    found = read_brief(brief_markdown(card, currency), card, today=TODAY, currency=currency)
    assert found.brief == card.brief
    assert found.on(card, at=NOW) == card


def card(**said: object) -> Card:
    full = {
        "outcome": "Every receipt is in the portal.",
        "done_when": items(["the log has dates", "none open > 10 d"]),
        "data_class": "client",
    } | said
    return Card(title="Chase receipts", number=14, due=date(2026, 12, 12), briefs=(Brief.of(**full),))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## due", "## when", "Line 12: “when” is no part of a brief"),
        ("## due", "## outcome", "Line 12: outcome is there twice"),
        ("2026-12-12", "someday", "Line 14: “someday” is not a date"),
        ("2026-12-12", "fri\nsat", "Line 15: due takes one line"),
        ("client\n", "secret\n", "Line 18: “secret” is no data class: say public"),
        ("4 decide and tell me\n", "6\n", "is no level of authority: say a number from 1 to 5."),
        ("# C14 Chase", "C14 Chase", "Line 1: this stands in no part"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_the_fix(old: str, new: str, said: str) -> None:
    given = card(authority=4)
    written = brief_markdown(given, "EUR").replace(old, new, 1)
    with pytest.raises(Misread) as refused:
        read_brief(written, given, today=TODAY, currency="EUR")
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"Line {refused.value.line}: ")


def test_a_comment_without_an_end_is_named_by_its_first_line() -> None:
    with pytest.raises(Misread, match=r"^Line 3: this comment has no end"):
        read_brief("# C14\n\n<!-- what\n## due\nfri", card(), today=TODAY, currency="EUR")


def test_a_check_that_is_reworded_stays_met() -> None:
    before = card()
    assert before.brief is not None
    before = before.ticked(before.brief.done_when[0].key)
    written = brief_markdown(before, "EUR").replace("the log has dates", "the log has dates asked")
    after = read_brief(written, before, today=TODAY, currency="EUR").on(before, at=NOW)
    assert after.brief is not None
    assert after.brief.done_when[0].text == "the log has dates asked"
    assert after.brief.done_when[0].key in after.met


def test_an_edit_of_a_brief_that_was_sent_makes_a_version_and_keeps_the_date_given_up() -> None:
    before = card().handed_over(at=NOW)
    written = brief_markdown(before, "EUR").replace("2026-12-12", "fri").replace("Every", "Each")
    after = read_brief(written, before, today=TODAY, currency="EUR").on(before, at=NOW)
    assert [brief.version for brief in after.briefs] == [1, 2]
    assert (after.due, after.promises[0].due) == (date(2026, 11, 27), date(2026, 12, 12))


def test_the_four_first_things_stand_on_top() -> None:
    headings = [line[3:] for line in brief_markdown(card(), "EUR").split("\n") if line.startswith("## ")]
    assert tuple(headings[:4]) == FIRST_THINGS


def test_a_message_says_whom_what_by_when_and_what_may_be_spent() -> None:
    sent = hand_off(card(spend_limit=2550), "Anna", "Orla", currency="EUR", procedure="As “Chasing” says.")
    for said in (
        "Hello Anna,",
        "- [ ] the log has dates",
        "Saturday, 2026-12-12",
        "25.5",
        "EUR",
        "“Chasing”",
    ):
        assert said in sent
    assert sent.endswith("Orla\n")
    assert "<!--" not in sent


def test_a_brief_without_a_check_is_no_message_and_says_what_is_missing() -> None:
    with pytest.raises(RuleBroken, match=r"C14 cannot be handed over yet\. Missing: done when\."):
        hand_off(card(done_when=()), "Anna", "Orla", currency="EUR")


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_lacks_nothing_but_the_due_date_and_the_class_of_data(name: str) -> None:
    from models.brief import missing

    assert set(missing(template(name), None)) <= {"due", "data class"}
    assert template(name).done_when[0].key != template(name).done_when[0].key
