"""Feedback in situation, behaviour and impact; tickets with a clock; thanks only where they are earned."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from models.board import Card, Column, Move
from models.document import RuleBroken
from models.feedback import (
    Feedback,
    FeedbackKind,
    Recognition,
    RecognitionKind,
    Ticket,
    balance,
    earned,
    on_time_streak,
    word_lint,
)
from models.goals import Goal, Heading

TODAY = date(2026, 5, 12)
ZONE = ZoneInfo("Europe/Dublin")


def feedback(kind: FeedbackKind = FeedbackKind.CORRECTIVE, **fields: Any) -> Feedback:
    said = {
        "kind": kind,
        "on": date(2026, 5, 7),
        "situation": "On Thu 7 May",
        "behaviour": "two calendar moves were made without telling Tomasz",
        "impact": "he rang a client at the wrong time",
        "next_step": "a note in the channel before moving",
        "due": date(2026, 5, 14),
    }
    return Feedback.of(**{**said, **fields})


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("situation", "When and where was it? Name the situation."),
        ("behaviour", "What was done? Say what a camera would have seen."),
        ("impact", "What came of it? Name the impact."),
        ("next_step", "What is done differently from now on? Agree on the next step."),
    ],
)
def test_feedback_that_lacks_a_part_is_refused_in_a_sentence(field: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        feedback(**{field: ""})
    assert str(refused.value) == sentence


def test_praise_needs_no_next_step() -> None:
    assert feedback(FeedbackKind.REINFORCING, next_step="").kind.sign == "▲"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ({"behaviour": "You ALWAYS forget it."}, "behaviour"),
        ({"situation": "Your attitude last week"}, "situation"),
        ({"impact": "Everybody noticed"}, "impact"),
        ({"next_step": "Be less sloppy"}, "next step"),
    ],
)
def test_loaded_words_are_found_where_they_stand(words: dict[str, str], part: str) -> None:
    (finding,) = word_lint(feedback(**words))
    assert (finding.part, finding.stops) == (part, False)


def test_plain_words_pass_also_where_a_loaded_one_hides_inside() -> None:
    assert word_lint(feedback(behaviour="nevertheless the sideways hallways were swept")) == []


def test_the_balance_counts_both_kinds_and_the_days_since_the_last() -> None:
    given = [feedback(FeedbackKind.REINFORCING, on=date(2026, 4, 1)), feedback()]
    found = balance([*given, feedback(on=TODAY + timedelta(days=1))], TODAY)
    assert (found.reinforcing, found.corrective, found.days, found.is_harsh) == (1, 1, 5, False)
    assert balance([feedback(), feedback()], TODAY).is_harsh
    assert balance([], TODAY).days is None


def test_both_look_back_at_the_next_step_on_its_day() -> None:
    given = feedback()
    assert not given.is_due(date(2026, 5, 13))
    assert given.is_due(date(2026, 5, 14))
    with pytest.raises(RuleBroken, match=r"^What came of the next step\?"):
        given.looked_back(TODAY, " ")
    assert not given.looked_back(TODAY, "three notes, no clash").is_due(date(2026, 5, 14))


def test_taking_feedback_in_keeps_what_was_meant() -> None:
    heard = feedback().acknowledged(date(2026, 5, 8), "thought it was agreed").acknowledged(TODAY)
    assert (heard.acknowledged_on, heard.intent_answer) == (TODAY, "thought it was agreed")


# Tickets


def test_a_ticket_counts_the_minutes_to_the_first_reply() -> None:
    sent = datetime(2026, 5, 11, 8, 10, tzinfo=UTC)
    ticket = Ticket.of(subject="VAT number read as date", sent_at=sent)
    assert ticket.reply_minutes is None
    replied = ticket.replied(sent + timedelta(minutes=175)).replied(sent + timedelta(days=2))
    assert replied.reply_minutes == 175
    assert ticket.solved(sent + timedelta(hours=5)).reply_minutes == 300


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("first_reply_at", "The reply is older than the ticket: check the two times."),
        ("solved_at", "It was solved before it was sent: check the two times."),
    ],
)
def test_nothing_answers_a_ticket_before_it_is_sent(field: str, sentence: str) -> None:
    sent = datetime(2026, 5, 11, 8, 10, tzinfo=UTC)
    with pytest.raises(RuleBroken) as refused:
        Ticket.of(subject="VAT", sent_at=sent, **{field: sent - timedelta(minutes=1)})
    assert str(refused.value) == sentence


# Thanks


def goal(**fields: Any) -> Goal:
    said = {"title": "Page load", "heading": Heading.DOWN, "baseline": 6.2, "target": 2.5, "source": "probe"}
    return Goal.of(**{**said, "agreed_on": date(2026, 1, 1), **fields})


def done(number: int, due: date | None, on: date) -> Card:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    move = Move(at=at, source=Column.DOING, target=Column.DONE)
    return Card.of(number=number, title="Chase", column=Column.DONE, due=due, moves=(move,))


def on_time(count: int) -> list[Card]:
    return [done(n, TODAY, TODAY - timedelta(days=9 - n)) for n in range(count)]


def thanks(cards: list[Card], goals: list[Goal], given: list[Recognition]) -> list[str]:
    return [each.says for each in earned(goals, cards, given, today=TODAY, zone=ZONE)]


def test_thanks_are_for_a_result() -> None:
    with pytest.raises(RuleBroken, match=r"^What is it for\? Choose the goal that was met"):
        Recognition.of(on=TODAY)
    with pytest.raises(RuleBroken, match=r"^How much is the rate rise\? Enter the amount\.$"):
        Recognition.of(kind=RecognitionKind.RATE_RISE, on=TODAY, goal="key")


def test_a_goal_that_is_met_earns_thanks_once() -> None:
    met = goal().measured(2.4, TODAY).met(TODAY)
    assert thanks([], [met], []) == ["“Page load” is met"]
    assert thanks([], [met], [Recognition(on=TODAY, goal=met.key)]) == []


def test_five_cards_in_a_row_on_time_earn_thanks_and_four_do_not() -> None:
    assert thanks(on_time(5), [], []) == ["5 cards in a row on time"]
    assert thanks(on_time(4), [], []) == []


def test_a_late_card_breaks_the_streak_and_one_without_a_date_does_not() -> None:
    late = done(20, date(2026, 5, 1), TODAY)
    assert on_time_streak([*on_time(5), late], since=None, zone=ZONE) == []
    undated = done(20, None, TODAY)
    assert len(on_time_streak([*on_time(5), undated], since=None, zone=ZONE)) == 5


def test_a_streak_begins_anew_after_thanks() -> None:
    given = [Recognition(on=TODAY - timedelta(days=6), card="c")]
    assert thanks(on_time(5), [], given) == []


def test_sixty_days_on_track_without_a_word_earn_thanks() -> None:
    going = goal().measured(2.5, TODAY)
    assert thanks([], [going], []) == ["“Page load” is on track, no thanks for 131 days"]
    recent = Recognition(on=TODAY - timedelta(days=60), card="c")
    assert thanks([], [going], [recent]) == []
    assert thanks([], [going.but(measurements=())], []) == []
