"""Regular talks with a helper: when the next one is, what it is about, and what came of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import count
from typing import Self

from pydantic import AwareDatetime, Field, model_validator

from models.board import Card, Column
from models.business import Business
from models.card_parts import Party
from models.dates import months_later
from models.document import Line, Part, Prose, Record, Title
from models.engagements import Engagement
from models.feedback import Feedback
from models.goals import Goal, GoalState, due_for_measuring

MILESTONE_NEAR = timedelta(days=2)
"""How long before its day a milestone is talked about; `domain.md` §5, D4."""


class Rhythm(StrEnum):
    """How often somebody is talked to."""

    DAILY = "daily"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class CheckInRule(Record):
    """When a helper is talked to, from a first day on."""

    rhythm: Rhythm = Rhythm.WEEKLY
    first: date
    """The first talk; its weekday, or its day of the month, is that of the others."""
    at: time | None = None
    """The time of day where the business is."""
    minutes: int = Field(default=20, ge=5, le=240)
    channel: Line = ""

    def next_on(self, day: date, business: Business) -> date:
        """Returns the next talk from a day on; one that falls on an off-day moves to the next work day."""
        return next(on for _, on in self.talks(day, business))

    def talks(self, day: date, business: Business) -> Iterator[tuple[date, date]]:
        """Yields the talks from a day on without end: the day that the rhythm says, and the one it is on."""
        if self.rhythm is Rhythm.DAILY:
            while True:
                day = business.work_day_from(max(day, self.first))
                yield day, day
                day += timedelta(days=1)
        for turn in count():
            planned = self._planned(turn)
            if (on := business.work_day_from(planned)) >= day:
                yield planned, on

    def turn_of(self, planned: date) -> str:
        """Returns what names the talk that the rhythm says for a day, also once that day is moved."""
        if self.rhythm is Rhythm.MONTHLY:
            return f"{planned:%Y-%m}"
        return f"{planned:%Y-%m-%d}" if self.rhythm is Rhythm.DAILY else f"{planned:%G-W%V}"

    def _planned(self, turn: int) -> date:
        if self.rhythm is Rhythm.MONTHLY:
            return months_later(self.first, turn)
        return self.first + timedelta(weeks=turn * (2 if self.rhythm is Rhythm.FORTNIGHTLY else 1))


class PointKind(StrEnum):
    """What a point of an agenda is about, the most urgent first."""

    WAITS_FOR_US = "waits for us"
    LATE = "late"
    MILESTONE = "milestone"
    GOAL = "goal"
    FEEDBACK = "feedback"
    ACTION = "agreed last time"
    STANDING = "always"


class AgendaPoint(Part):
    """Something to talk about."""

    kind: PointKind = PointKind.STANDING
    says: Title
    about: Line = ""
    """The uid of the card, or the key of the part, that it is about."""
    is_settled: bool = False


class Action(Part):
    """Something that was agreed on in a talk."""

    text: Title
    who: Line = ""
    """The key of the owner who does it, empty where the helper does."""
    due: date | None = None
    card: str | None = None
    """The uid of the card it became."""
    done_on: date | None = None


class CheckIn(Part):
    """One talk."""

    on: date
    agenda: tuple[AgendaPoint, ...] = ()
    notes: Prose = ""
    actions: tuple[Action, ...] = ()
    held_at: AwareDatetime | None = None
    missed_by: Party | None = None
    """Who did not come."""

    @model_validator(mode="after")
    def _held_or_missed(self) -> Self:
        if self.held_at and self.missed_by:
            raise ValueError("Was it held, or did somebody not come? Say one of the two.")
        return self

    @property
    def is_open(self) -> bool:
        """Whether it is still to come, or nobody has said what became of it."""
        return self.held_at is None and self.missed_by is None

    def held(
        self,
        *,
        at: datetime,
        agenda: Iterable[AgendaPoint] = (),
        notes: str = "",
        actions: Iterable[Action] = (),
    ) -> Self:
        """Returns the talk as one that took place.

        Raises:
            RuleBroken: somebody did not come.
        """
        return self.but(
            held_at=at, agenda=tuple(agenda) or self.agenda, notes=notes, actions=(*self.actions, *actions)
        )


def missed_in_a_row(talks: Iterable[CheckIn], today: date) -> int:
    """Returns how many of the last talks did not take place."""
    past = sorted((talk for talk in talks if talk.on < today), key=lambda talk: talk.on, reverse=True)
    return next((missed for missed, talk in enumerate(past) if talk.held_at), len(past))


@dataclass(frozen=True)
class AgendaFacts:
    """What an agenda is made of, all of one helper.

    Attributes:
        cards: the cards the helper has.
        talks: the talks so far.
        goals: the goals.
        feedback: what was said.
        engagement: the terms, for milestones.
    """

    cards: tuple[Card, ...] = ()
    talks: tuple[CheckIn, ...] = ()
    goals: tuple[Goal, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    engagement: Engagement | None = None


def agenda(
    facts: AgendaFacts, *, today: date, now: datetime, standing: Iterable[str] = ()
) -> list[AgendaPoint]:
    """Returns what to talk about on a day, the most urgent first; it follows from what is on record.

    Args:
        facts: what is on record of the helper.
        today: the day.
        now: the moment, for how long something has waited.
        standing: what is talked about every time.
    """
    makers: tuple[Callable[[], Iterator[AgendaPoint]], ...] = (
        lambda: _waiting(facts.cards, now),
        lambda: _late(facts.cards, today),
        lambda: _milestones(facts.engagement, today),
        lambda: _goals(facts.goals, today),
        lambda: _feedback(facts.feedback, today),
        lambda: _actions(facts.talks),
        lambda: (AgendaPoint(says=text) for text in standing),
    )
    return [point for make in makers for point in make()]


def _point(kind: PointKind, says: str, about: str) -> AgendaPoint:
    return AgendaPoint.of(kind=kind, says=says, about=about)


def _waiting(cards: Iterable[Card], now: datetime) -> Iterator[AgendaPoint]:
    for card in cards:
        if card.wait and card.wait.on is Party.OWNER and card.is_open:
            days = max(0, (now - card.wait.at).days)
            what = f" for {card.wait.what}" if card.wait.what else ""
            yield _point(PointKind.WAITS_FOR_US, f"{card.title}: waits for us{what}, {days} d", card.uid)
        elif card.column is Column.REVIEW and card.is_open:
            days = card.days_in_column(now)
            yield _point(PointKind.WAITS_FOR_US, f"{card.title}: {days} d in Review", card.uid)


def _late(cards: Iterable[Card], today: date) -> Iterator[AgendaPoint]:
    late = sorted((card for card in cards if card.days_late(today) and card.is_open), key=_due)
    return (
        _point(PointKind.LATE, f"{card.title}: {card.days_late(today)} d late", card.uid) for card in late
    )


def _due(card: Card) -> date:
    return card.due or date.max


def _milestones(engagement: Engagement | None, today: date) -> Iterator[AgendaPoint]:
    for milestone in engagement.milestones if engagement else ():
        if milestone.accepted_on is None and milestone.due <= today + MILESTONE_NEAR:
            yield _point(PointKind.MILESTONE, f"{milestone.title}: due {milestone.due}", milestone.key)


def _goals(goals: Iterable[Goal], today: date) -> Iterator[AgendaPoint]:
    known = list(goals)
    to_measure = {goal.key for goal in due_for_measuring(known, today)}
    for goal in known:
        state = goal.state(today)
        if state in (GoalState.OFF_TRACK, GoalState.AT_RISK):
            yield _point(PointKind.GOAL, f"{goal.title}: {state}", goal.key)
        elif state is GoalState.NO_DATA:
            days = goal.days_without(today)
            yield _point(PointKind.GOAL, f"{goal.title}: no number for {days} d", goal.key)
        elif goal.key in to_measure:
            yield _point(PointKind.GOAL, f"{goal.title}: the next number is due", goal.key)
        elif state is GoalState.DRAFT:
            yield _point(PointKind.GOAL, f"{goal.title}: not agreed yet", goal.key)


def _feedback(given: Iterable[Feedback], today: date) -> Iterator[AgendaPoint]:
    for each in given:
        if each.is_due(today):
            yield _point(PointKind.FEEDBACK, f"Look back: {each.next_step or each.behaviour}", each.key)


def _actions(talks: Iterable[CheckIn]) -> Iterator[AgendaPoint]:
    for talk in sorted(talks, key=lambda each: each.on):
        for action in talk.actions:
            if action.done_on is None:
                yield _point(PointKind.ACTION, action.text, action.key)
