"""Check-ins: a rhythm on work days, an agenda made of what is on record, and what is agreed on keeping to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Card, Column, Move
from models.business import Business
from models.card_parts import Party
from models.check_ins import (
    Action,
    AgendaFacts,
    CheckIn,
    CheckInRule,
    PointKind,
    Rhythm,
    agenda,
    missed_in_a_row,
)
from models.comms import CommsAgreement, breaches_by_side
from models.document import RuleBroken
from models.engagements import Engagement, Milestone
from models.feedback import Feedback, FeedbackKind
from models.goals import Goal

TODAY = date(2026, 5, 12)  # a Tuesday
NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
BUSINESS = Business(holidays=(date(2026, 5, 4), date(2026, 6, 1)))


# When


@pytest.mark.parametrize(
    ("rhythm", "first", "following"),
    [
        (Rhythm.WEEKLY, date(2026, 4, 30), date(2026, 5, 14)),
        (Rhythm.FORTNIGHTLY, date(2026, 4, 30), date(2026, 5, 14)),
        (Rhythm.FORTNIGHTLY, date(2026, 5, 7), date(2026, 5, 21)),
        (Rhythm.MONTHLY, date(2026, 1, 31), date(2026, 6, 2)),  # 31 May is a Sunday, 1 June a holiday
        (Rhythm.DAILY, date(2026, 5, 5), TODAY),
        (Rhythm.WEEKLY, date(2026, 6, 1), date(2026, 6, 2)),
    ],
)
def test_the_next_talk_keeps_the_rhythm_and_moves_off_days_on(
    rhythm: Rhythm, first: date, following: date
) -> None:
    assert CheckInRule(rhythm=rhythm, first=first).next_on(TODAY, BUSINESS) == following


@given(
    st.sampled_from(Rhythm),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_no_talk_falls_on_an_off_day_or_in_the_past(rhythm: Rhythm, first: date, day: date) -> None:
    following = CheckInRule(rhythm=rhythm, first=first).next_on(day, BUSINESS)
    assert following >= max(day, first)
    assert BUSINESS.is_work_day(following)


# What about


def card(number: int = 1, column: Column = Column.DOING, **fields: Any) -> Card:
    return Card.of(number=number, uid=f"c{number}", title=f"Card {number}", column=column, **fields)


def goal(title: str, **fields: Any) -> Goal:
    said = {
        "title": title,
        "baseline": 1,
        "target": 3,
        "source": "log",
        "agreed_on": TODAY,
        "by": date(2026, 8, 1),
    }
    return Goal.of(**{**said, **fields})


def said(facts: AgendaFacts, **how: Any) -> list[tuple[PointKind, str]]:
    return [(point.kind, point.says) for point in agenda(facts, today=TODAY, now=NOW, **how)]


def test_the_agenda_builds_itself_what_waits_for_us_first() -> None:
    waiting = card(1).waiting(Party.OWNER, "the photos", at=NOW - timedelta(days=6), look=None)
    in_review = card(
        2,
        Column.REVIEW,
        moves=(Move(at=NOW - timedelta(days=8), source=Column.DOING, target=Column.REVIEW),),
    )
    facts = AgendaFacts(
        cards=(card(3, due=date(2026, 5, 8)), waiting, in_review, card(4, due=TODAY)),
        talks=(CheckIn.of(on=date(2026, 5, 7), actions=(Action.of(text="Send the style guide"),)),),
        goals=(
            goal("Replies").measured(1, date(2026, 5, 12)),
            goal("Speed", agreed_on=date(2026, 4, 1)).measured(2, date(2026, 4, 23)),
            goal("Errors", agreed_on=None),
        ),
        feedback=(
            Feedback.of(
                kind=FeedbackKind.CORRECTIVE,
                on=date(2026, 5, 7),
                situation="On Thursday",
                behaviour="moved a call",
                impact="wrong time",
                next_step="a note before moving",
                due=TODAY,
            ),
        ),
        engagement=Engagement.of(milestones=(Milestone.of(title="First slice", due=date(2026, 5, 14)),)),
    )
    assert said(facts, standing=["Anything in the way?"]) == [
        (PointKind.WAITS_FOR_US, "Card 1: waits for us for the photos, 6 d"),
        (PointKind.WAITS_FOR_US, "Card 2: 8 d in Review"),
        (PointKind.LATE, "Card 3: 4 d late"),
        (PointKind.MILESTONE, "First slice: due 2026-05-14"),
        (PointKind.GOAL, "Speed: no number for 19 d"),
        (PointKind.GOAL, "Errors: not agreed yet"),
        (PointKind.FEEDBACK, "Look back: a note before moving"),
        (PointKind.ACTION, "Send the style guide"),
        (PointKind.STANDING, "Anything in the way?"),
    ]


def test_what_is_over_is_not_talked_about() -> None:
    over = card(due=date(2026, 5, 8)).waiting(Party.OWNER, "", at=NOW, look=None).but(archived=NOW)
    done = card(2, Column.DONE, due=date(2026, 5, 8))
    accepted = Milestone.of(title="First slice", due=TODAY).accepted(TODAY)
    talk = CheckIn.of(on=TODAY, actions=(Action.of(text="Send it", done_on=TODAY),))
    facts = AgendaFacts(cards=(over, done), talks=(talk,), engagement=Engagement.of(milestones=(accepted,)))
    assert said(facts) == []


def test_waiting_for_the_helper_is_not_waiting_for_us() -> None:
    assert said(AgendaFacts(cards=(card().waiting(Party.HELPER, "", at=NOW, look=None),))) == []


@pytest.mark.parametrize(
    ("value", "says"), [(0.0, "Replies: off track"), (0.5, "Replies: at risk"), (3.0, None)]
)
def test_goals_are_talked_about_when_they_are_not_on_track(value: float, says: str | None) -> None:
    assert said(AgendaFacts(goals=(goal("Replies").measured(value, TODAY),))) == (
        [(PointKind.GOAL, says)] if says else []
    )


def test_a_number_that_is_due_is_asked_for() -> None:
    steady = goal("Replies", agreed_on=date(2026, 5, 4)).measured(2.5, TODAY - timedelta(days=7))
    assert said(AgendaFacts(goals=(steady,))) == [(PointKind.GOAL, "Replies: the next number is due")]


# What came of it


def test_a_talk_is_held_or_missed() -> None:
    talk = CheckIn.of(on=TODAY)
    action = Action.of(text="Send the style guide", who="orla")
    held = talk.held(at=NOW, notes="fine", actions=[action])
    assert not held.is_open
    assert held.actions == (action,)
    with pytest.raises(RuleBroken, match=r"^Was it held, or did somebody not come\? Say one of the two\.$"):
        talk.but(missed_by=Party.OWNER).held(at=NOW)


def test_talks_missed_in_a_row_are_counted_up_to_the_last_that_was_held() -> None:
    talks = [
        CheckIn.of(on=TODAY - timedelta(days=21)).but(missed_by=Party.OWNER),
        CheckIn.of(on=TODAY - timedelta(days=14)).held(at=NOW),
        CheckIn.of(on=TODAY - timedelta(days=7)).but(missed_by=Party.HELPER),
        CheckIn.of(on=TODAY - timedelta(days=2)),
        CheckIn.of(on=TODAY),
    ]
    assert missed_in_a_row(talks, TODAY) == 2
    assert missed_in_a_row(talks[:1], TODAY) == 1
    assert missed_in_a_row([], TODAY) == 0


def test_breaches_of_the_communication_agreement_are_counted_on_both_sides() -> None:
    comms = CommsAgreement.of(agreed_on=TODAY, channels=({"purpose": "questions", "channel": "chat"},))
    broken = comms.broken(Party.OWNER, TODAY, "no reply for 3 days").broken(Party.OWNER, date(2026, 1, 1))
    assert breaches_by_side(broken.breaches, since=date(2026, 5, 1)) == {Party.OWNER: 1, Party.HELPER: 0}


def test_a_business_that_never_works_still_gets_a_day() -> None:
    resting = Business(work_days=())
    for rhythm in Rhythm:
        assert CheckInRule(rhythm=rhythm, first=TODAY).next_on(TODAY, resting) >= TODAY
