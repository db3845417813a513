"""What a helper is told about the work: situation, behaviour, impact; and thanks where they are earned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from models.board import Card
from models.brief import Finding
from models.document import Line, Part, Prose, RuleBroken, Title, whole_minutes
from models.flow import finished
from models.goals import Goal, GoalState

STREAK = 5
"""Cards in a row that were on time, from which thanks are earned."""
THANKS_EVERY = timedelta(days=60)
"""How long somebody who is on track goes without a word of thanks; `domain.md` §5, F3."""


class FeedbackKind(StrEnum):
    """Whether something is to go on, or to change."""

    REINFORCING = "reinforcing"
    CORRECTIVE = "corrective"

    @property
    def sign(self) -> str:
        """`▲` for what is to go on, `▼` for what is to change."""
        return "▲" if self is FeedbackKind.REINFORCING else "▼"


class Feedback(Part):
    """One thing that was seen, said as situation, behaviour and impact (Center for Creative Leadership)."""

    kind: FeedbackKind
    on: date
    who: Line = ""
    """The key of the owner who gives it."""
    situation: Prose = ""
    behaviour: Prose = ""
    impact: Prose = ""
    intent_answer: Prose = ""
    """What the helper says was meant."""
    next_step: Prose = ""
    due: date | None = None
    """When both look back at the next step."""
    acknowledged_on: date | None = None
    looked_back_on: date | None = None
    outcome: Prose = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.situation:
            raise ValueError("When and where was it? Name the situation.")
        if not self.behaviour:
            raise ValueError("What was done? Say what a camera would have seen.")
        if not self.impact:
            raise ValueError("What came of it? Name the impact.")
        if self.kind is FeedbackKind.CORRECTIVE and not self.next_step:
            raise ValueError("What is done differently from now on? Agree on the next step.")
        return self

    def acknowledged(self, on: date, intent: str = "") -> Self:
        """Returns the feedback as taken in by the helper, with what was meant where that was said."""
        return self.but(acknowledged_on=on, intent_answer=intent or self.intent_answer)

    def looked_back(self, on: date, outcome: str) -> Self:
        """Returns the feedback with what came of the next step.

        Raises:
            RuleBroken: nothing is said of it.
        """
        if not outcome.strip():
            raise RuleBroken("What came of the next step? Say it in a sentence.", "outcome")
        return self.but(looked_back_on=on, outcome=outcome)

    def is_due(self, today: date) -> bool:
        """Tells whether it is time to look back at the next step."""
        return self.due is not None and self.due <= today and self.looked_back_on is None


_LOADED = {
    r"always": "“Always” is easily denied: say how often.",
    r"never": "“Never” is easily denied: say how often.",
    r"attitude": "“Attitude” cannot be seen: say what was done.",
    r"personality": "“Personality” cannot be changed: say what was done.",
    r"lazy|careless|sloppy|unprofessional|difficult": "That judges the person: say what was done.",
    r"everyone|everybody|people say": "Speak for yourself: say what you saw.",
    r"obviously|clearly|of course": "What is obvious need not be said: leave the word out.",
    r"good job|well done|great work": "What was good about it? Name what was done.",
}
_LOADED_WORDS = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), says) for words, says in _LOADED.items()]


def word_lint(feedback: Feedback) -> list[Finding]:
    """Returns the words of a feedback that are likely to start a quarrel, or say nothing; all is advice."""
    parts = ("situation", "behaviour", "impact", "next_step")
    return [
        Finding(part.replace("_", " "), says, False)
        for part in parts
        for words, says in _LOADED_WORDS
        if words.search(getattr(feedback, part))
    ]


@dataclass(frozen=True)
class Balance:
    """How much of each kind of feedback somebody heard.

    Attributes:
        reinforcing: how often something was to go on.
        corrective: how often something was to change.
        days: the days since the last feedback, None where there was none.
    """

    reinforcing: int
    corrective: int
    days: int | None

    @property
    def is_harsh(self) -> bool:
        """Whether more was to change than to go on; two or more must have been said for that."""
        return self.corrective >= 2 and self.corrective > self.reinforcing


def balance(given: Iterable[Feedback], today: date) -> Balance:
    """Returns the balance of what was said up to a day."""
    heard = [each for each in given if each.on <= today]
    reinforcing = sum(each.kind is FeedbackKind.REINFORCING for each in heard)
    last = max((each.on for each in heard), default=None)
    return Balance(reinforcing, len(heard) - reinforcing, (today - last).days if last else None)


class Ticket(Part):
    """Feedback to the maker of a program, with the clock of its reply."""

    subject: Title
    says: Prose = ""
    reference: Line = ""
    """What the maker calls it."""
    sent_at: AwareDatetime
    first_reply_at: AwareDatetime | None = None
    solved_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first_reply_at and self.first_reply_at < self.sent_at:
            raise ValueError("The reply is older than the ticket: check the two times.")
        if self.solved_at and self.solved_at < self.sent_at:
            raise ValueError("It was solved before it was sent: check the two times.")
        return self

    @property
    def reply_minutes(self) -> int | None:
        """The minutes until the first reply, None while there is none."""
        return whole_minutes(self.first_reply_at - self.sent_at) if self.first_reply_at else None

    def replied(self, at: AwareDatetime) -> Self:
        """Returns the ticket with its first reply; a later one changes nothing."""
        return self.but(first_reply_at=self.first_reply_at or at)

    def solved(self, at: AwareDatetime) -> Self:
        """Returns the ticket solved, which is a reply as well."""
        return self.replied(at).but(solved_at=at)


class RecognitionKind(StrEnum):
    """How thanks are shown."""

    THANKS = "thanks"
    PUBLIC_CREDIT = "public credit"
    BONUS = "bonus"
    RATE_RISE = "rate rise"
    TESTIMONIAL = "testimonial"
    MORE_WORK = "more work"


class Recognition(Part):
    """Thanks for a result."""

    kind: RecognitionKind = RecognitionKind.THANKS
    on: date
    who: Line = ""
    says: Prose = ""
    amount: int | None = Field(default=None, ge=0)
    """In minor units; of a rate rise, what is added to the rate."""
    goal: str | None = None
    """The key of the goal it is for."""
    card: str | None = None
    """The uid of the card it is for."""

    @model_validator(mode="after")
    def _for_a_result(self) -> Self:
        if self.goal is None and self.card is None:
            raise ValueError("What is it for? Choose the goal that was met, or the card that went well.")
        if self.kind in (RecognitionKind.BONUS, RecognitionKind.RATE_RISE) and self.amount is None:
            raise ValueError(f"How much is the {self.kind}? Enter the amount.")
        return self


@dataclass(frozen=True)
class Earned:
    """Thanks that were earned and not given.

    Attributes:
        says: what for, in a sentence.
        goal: the key of the goal, where it is one.
        card: the uid of the last card of a streak, where it is one.
    """

    says: str
    goal: str | None = None
    card: str | None = None


def earned(
    goals: Iterable[Goal],
    cards: Iterable[Card],
    given: Iterable[Recognition],
    *,
    today: date,
    zone: ZoneInfo,
) -> list[Earned]:
    """Returns the thanks that are due: for goals met, a streak on time, or sixty days on track without any.

    Args:
        goals: the helper's.
        cards: the helper's, the archived ones included.
        given: the thanks so far.
        today: the day.
        zone: where the days are counted.
    """
    thanks, aims = list(given), list(goals)
    thanked = {each.goal for each in thanks}
    found = [
        Earned(f"“{goal.title}” is met", goal=goal.key)
        for goal in aims
        if goal.state(today) is GoalState.MET and goal.key not in thanked
    ]
    last = max((each.on for each in thanks), default=None)
    streak = on_time_streak(cards, since=last, zone=zone)
    if len(streak) >= STREAK:
        found.append(Earned(f"{len(streak)} cards in a row on time", card=streak[-1].uid))
    if not found:
        going = (goal for goal in aims if goal.state(today) is GoalState.ON_TRACK)
        for goal in going:
            since = last or goal.agreed_on
            if since and today - since > THANKS_EVERY:
                return [
                    Earned(f"“{goal.title}” is on track, no thanks for {(today - since).days} days", goal.key)
                ]
    return found


def on_time_streak(cards: Iterable[Card], *, since: date | None, zone: ZoneInfo) -> list[Card]:
    """Returns the latest cards that were finished by their due dates, up to the first that was late.

    Cards without a due date neither lengthen nor break it.

    Args:
        cards: the cards.
        since: only cards finished after this day count.
        zone: where the days are counted.
    """
    done = sorted(
        ((at.astimezone(zone).date(), card) for card in cards if card.due and (at := finished(card))),
        key=lambda each: (each[0], each[1].number),
    )
    streak: list[Card] = []
    for day, card in done:
        if since and day <= since:
            continue
        streak = [*streak, card] if card.due and day <= card.due else []
    return streak
