"""What is gathered about a candidate: samples of work, interviews, answers to messages."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from statistics import median
from typing import NamedTuple, Self

from pydantic import AwareDatetime, Field, model_validator

from models.document import Line, Part, Prose, RuleBroken, Title, whole_minutes
from models.ratings import Value


class Authorship(StrEnum):
    """What is known of who made a sample."""

    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    SHARED = "made with others"


class Sample(Part):
    """A piece of earlier work; how good it is and how near to ours are rated apart."""

    title: Title
    link: Line = ""
    """An address or a file name."""
    quality: Value | None = None
    relevance: Value | None = None
    authorship: Authorship = Authorship.UNVERIFIED
    confirmed_by: Line = ""
    """What shows whose work it is."""
    note: Prose = ""

    def verified(self, authorship: Authorship, how: str) -> Self:
        """Returns the sample with what is known of its author.

        Raises:
            RuleBroken: nothing is said to show it.
        """
        if authorship is not Authorship.UNVERIFIED and not how.strip():
            raise RuleBroken(f"How do you know who made “{self.title}”? Say what shows it.", "confirmed_by")
        return self.but(authorship=authorship, confirmed_by=how)


class InterviewState(StrEnum):
    """How far an interview has come."""

    PLANNED = "planned"
    HELD = "held"
    NO_SHOW = "no show"
    CANCELLED = "cancelled"


class Asked(Part):
    """A question of the role's set that was asked, with what one owner noted of the answer."""

    question: str
    """The key of the question."""
    who: str = ""
    """The key of the owner who noted it."""
    note: Prose = ""


class Interview(Part):
    """A conversation with a candidate along the role's set of questions."""

    at: AwareDatetime
    minutes: int | None = Field(default=None, ge=1, le=480)
    interviewers: tuple[str, ...] = ()
    """Keys of the owners who take part."""
    asked: tuple[Asked, ...] = ()
    state: InterviewState = InterviewState.PLANNED
    note: Prose = ""

    def structure(self, questions: Collection[str]) -> float:
        """Returns the share of the role's set that was asked so far, 0 to 1; 0 without a set.

        Args:
            questions: the keys of the questions of the set.
        """
        return share_asked([self], questions)

    def noted(self, question: str, note: str = "", *, who: str = "") -> Self:
        """Returns the interview with a question asked; another note of the same owner replaces the first."""
        mine = next((each for each in self.asked if (each.question, each.who) == (question, who)), None)
        if mine is None:
            return self.but(asked=(*self.asked, Asked.of(question=question, who=who, note=note)))
        return self.but(asked=tuple(each.but(note=note) if each is mine else each for each in self.asked))

    def not_asked(self, question: str) -> Self:
        """Returns the interview with a question left out, the notes on it as well."""
        return self.but(asked=tuple(each for each in self.asked if each.question != question))

    def held(self, *, minutes: int | None = None) -> Self:
        """Returns the interview as one that took place.

        Raises:
            RuleBroken: it is over already, in one way or another.
        """
        return self._closed(InterviewState.HELD, minutes=minutes or self.minutes)

    def missed(self) -> Self:
        """Returns the interview as one to which the candidate did not come.

        Raises:
            RuleBroken: it is over already, in one way or another.
        """
        return self._closed(InterviewState.NO_SHOW)

    def cancelled(self) -> Self:
        """Returns the interview called off.

        Raises:
            RuleBroken: it is over already, in one way or another.
        """
        return self._closed(InterviewState.CANCELLED)

    def _closed(self, state: InterviewState, **changes: object) -> Self:
        if self.state is not InterviewState.PLANNED:
            raise RuleBroken(f"This interview is marked {self.state} already: plan another one.", "state")
        return self.but(state=state, **changes)


def share_asked(interviews: Iterable[Interview], questions: Collection[str]) -> float:
    """Returns the share of a set of questions that was asked in any of some interviews; 0 without a set."""
    asked = {each.question for interview in interviews for each in interview.asked}
    return len(asked.intersection(questions)) / len(set(questions)) if questions else 0.0


class CommsSample(Part):
    """A message that a candidate was sent; the reply time is measured, its clarity is rated."""

    about: Line = ""
    sent_at: AwareDatetime
    replied_at: AwareDatetime | None = None
    clarity: Value | None = None

    @model_validator(mode="after")
    def _replied_after_it_was_sent(self) -> Self:
        if self.replied_at and self.replied_at < self.sent_at:
            raise ValueError("The reply is older than the message: check the two times.")
        return self

    @property
    def minutes(self) -> int | None:
        """The minutes by the clock until the reply, None while there is none."""
        return None if self.replied_at is None else whole_minutes(self.replied_at - self.sent_at)


class ReplyTimes(NamedTuple):
    """How fast a candidate replies.

    Attributes:
        n: how many messages were answered.
        median: in minutes, None where none was.
        open: how many were not answered, which the median cannot know.
    """

    n: int
    median: int | None
    open: int


def reply_times(messages: Iterable[CommsSample]) -> ReplyTimes:
    """Returns how fast messages were answered, by the clock, nights included."""
    minutes = [message.minutes for message in messages]
    known = [each for each in minutes if each is not None]
    return ReplyTimes(len(known), round(median(known)) if known else None, len(minutes) - len(known))
