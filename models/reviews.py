"""Reviews of how it goes with a helper: at 30, 60 and 90 days, then every quarter, each with a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from models.business import Business
from models.dates import months_later
from models.document import Line, Part, Prose, Title


class ReviewKind(StrEnum):
    """Which review it is."""

    D30 = "30 days"
    D60 = "60 days"
    D90 = "90 days"
    QUARTERLY = "quarterly"
    RENEWAL = "renewal"
    EXIT = "exit"

    @property
    def intent(self) -> str:
        """What is to be reached by then."""
        return _INTENT.get(self, "")


_INTENT = {
    ReviewKind.D30: "learn: right when it is checked",
    ReviewKind.D60: "own: runs alone, with spot checks",
    ReviewKind.D90: "improve: changes the steps, and somebody could stand in",
}

QUESTIONS: Mapping[ReviewKind, tuple[str, ...]] = {
    ReviewKind.D30: (
        "What do the numbers of the goals say?",
        "What still needs checking, and why?",
        "What do we make harder than it has to be?",
    ),
    ReviewKind.D60: (
        "Do hours, rate and workload fit?",
        "What went wrong without anybody noticing at first?",
        "What is handed over next?",
    ),
    ReviewKind.D90: (
        "How much time is won, beside what was forecast?",
        "Which of the marks given before the start came true?",
        "Could somebody stand in from the notes?",
    ),
    ReviewKind.QUARTERLY: (
        "What do the numbers of the goals say?",
        "Is every access still needed?",
        "What changes in the next quarter?",
    ),
    ReviewKind.RENEWAL: ("Would we buy this again today?", "What would it cost to leave?"),
    ReviewKind.EXIT: ("What should we do otherwise next time?", "Would we work together again, and why?"),
}
"""What is asked in each review."""


class Verdict(StrEnum):
    """What is decided in a review."""

    KEEP = "keep"
    EXPAND = "expand"
    ADJUST = "adjust"
    REPLACE = "replace"
    STOP = "stop"

    @property
    def goes_on(self) -> bool:
        """Whether the helper stays."""
        return self not in (Verdict.REPLACE, Verdict.STOP)


class Answer(Part):
    """What was said to one question."""

    question: Title
    text: Prose = ""


class Review(Part):
    """A look at how it goes, and what is decided."""

    kind: ReviewKind
    on: date
    who: Line = ""
    """The key of the owner."""
    answers: tuple[Answer, ...] = ()
    decision: Verdict
    reason: Prose = ""
    next_on: date | None = None
    """When the next one is, where it is not the usual day."""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if not self.reason:
            raise ValueError(f"Why “{self.decision}”? Say it in a sentence: the next review quotes it.")
        if self.next_on and self.next_on <= self.on:
            raise ValueError("The next review comes after this one: say a later day.")
        return self


@dataclass(frozen=True)
class ReviewDue:
    """A review that is to be held.

    Attributes:
        kind: which one.
        on: its day.
    """

    kind: ReviewKind
    on: date

    def is_late(self, today: date) -> bool:
        """Tells whether its day is past."""
        return self.on < today


def next_review(start: date, reviews: Iterable[Review], business: Business) -> ReviewDue | None:
    """Returns the next review of somebody who began on a day; None after a decision to end it.

    The first three are 30, 60 and 90 days after the start, one that was left out is not made up for once a
    later one was held; then one comes three months after the last. Off-days move them on.
    """
    held = sorted(reviews, key=lambda each: each.on)
    last = held[-1] if held else None
    if last and not last.decision.goes_on:
        return None
    ladder = ((ReviewKind.D30, 30), (ReviewKind.D60, 60), (ReviewKind.D90, 90))
    reached = [place for place, (kind, _) in enumerate(ladder) if any(each.kind is kind for each in held)]
    ahead = ladder[max(reached) + 1 :] if reached else ladder
    if held and any(each.kind is ReviewKind.QUARTERLY for each in held):
        ahead = ()
    kind, day = (
        (ahead[0][0], start + timedelta(days=ahead[0][1]))
        if ahead
        else (ReviewKind.QUARTERLY, months_later(last.on if last else start, 3))
    )
    if last and last.next_on:
        day = last.next_on
    return ReviewDue(kind, business.work_day_from(day))


def decisions(reviews: Iterable[Review]) -> Sequence[Review]:
    """Returns the reviews with what was decided in each, the latest first."""
    return sorted(reviews, key=lambda each: each.on, reverse=True)


def decided_at_30_days(reviews: Iterable[Review]) -> Review | None:
    """Returns the latest 30-day review, or the later one that ended it; None before the first."""
    latest = decisions(reviews)
    first = next((each for each in latest if each.kind is ReviewKind.D30), None)
    if first is None:
        return None
    return next((each for each in latest if each.on > first.on and not each.decision.goes_on), first)
