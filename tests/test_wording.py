"""How days, scores and verdicts are said."""

from datetime import UTC, date, datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from models.board import Card, Column
from models.handover import Outcome
from models.helpers import Helper
from tui import cards, wording
from tui.card_words import summary


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (23, "today"),
        (22, "yesterday"),
        (21, "2 days back"),
        (24, "tomorrow"),
        (25, "2 days ahead"),
    ],
)
def test_a_day_is_said_by_how_far_it_is_off(day: int, said: str) -> None:
    assert wording.near(date(2026, 11, day), date(2026, 11, 23)) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 24), "60 days back"),
        (date(2026, 8, 20), "3 months ago"),
        (date(2025, 11, 25), "a year ago"),
        (date(2020, 1, 1), "7 years ago"),
        (date(2027, 4, 23), "5 months ahead"),
    ],
)
def test_a_day_far_off_is_said_in_months_or_years(day: date, said: str) -> None:
    assert wording.near(day, date(2026, 11, 23)) == said


@pytest.mark.parametrize(("zone", "said"), [("UTC", "22 Nov"), ("Asia/Tokyo", "23 Nov")])
def test_an_instant_is_said_by_the_day_it_is_where_the_business_is(zone: str, said: str) -> None:
    assert wording.day_of(datetime(2026, 11, 22, 23, tzinfo=UTC), ZoneInfo(zone)) == said


def test_a_card_says_the_day_of_its_decision_where_the_business_is() -> None:
    at = datetime(2026, 11, 22, 23, tzinfo=UTC)
    card = Card(title="Order toner").moved_to(Column.BRIEF, at=at)
    lines = cards.in_full(card, Helper(name="Anna"), None, now=at, zone=ZoneInfo("Asia/Tokyo"), width=80)
    assert "decided 23 Nov: delegate" in "\n".join(text for line in lines for text, _ in line)


@pytest.mark.parametrize(("points", "said"), [(74.99, "74"), (75, "75"), (0.4, "0"), (None, "")])
def test_a_score_is_said_in_full_points_that_were_reached(points: float | None, said: str) -> None:
    assert wording.score(points) == said


def test_every_outcome_of_an_estimate_is_said_in_words() -> None:
    assert set(wording.VERDICTS) == set(get_args(Outcome))
    assert wording.verdict("ask") == "how often?"
    assert wording.verdict(None) == ""


def test_an_age_is_in_days_and_today_on_the_first() -> None:
    assert [wording.age(days) for days in (0, 1, 12)] == ["today", "1 d", "12 d"]


def test_a_card_in_words_says_only_what_was_said_of_it() -> None:
    assert summary(Card(title="Call"), "", date(2026, 11, 23)) == "Call"
    full = Card.of(title="Call", due=date(2026, 11, 27), priority="high", tags=("tax",))
    assert summary(full, "Anna", date(2026, 11, 23)) == "Call · Anna · due Fri 27 Nov · high priority · #tax"
