"""Those who are asked how a candidate worked; no answer is an outcome, never a low mark."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from models.business import Business
from models.document import Line, Name, Part, Prose, RuleBroken, Title

REMIND_AFTER = (3, 6)
"""Work days of silence after which a referee is reminded; `domain.md` §2.6."""
CLOSE_AFTER = 10
"""Work days of silence after which closing a reference as not answered is proposed; `domain.md` §2.6."""


class ReferenceState(StrEnum):
    """How far a reference has come; no answer is an outcome like the others."""

    DRAFT = "draft"
    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    NO_ANSWER = "no answer"


class ReferenceStep(StrEnum):
    """What a silent reference asks for."""

    REMIND = "remind"
    CLOSE = "close as no answer"


class ScriptAnswer(Part):
    """What a referee said to one question of the script."""

    question: Title
    answer: Prose = ""


class ReferenceRequest(Part):
    """Somebody who is asked how a candidate worked; the same script for everybody."""

    referee: Name
    relation: Line = ""
    """How they know each other, as in `client, 2 years`."""
    worked_with: bool = True
    """Whether the referee has worked with the candidate."""
    contact: Line = ""
    state: ReferenceState = ReferenceState.DRAFT
    asked_on: date | None = None
    reminders: tuple[date, ...] = ()
    closed_on: date | None = None
    """When it was answered, declined or given up."""
    answers: tuple[ScriptAnswer, ...] = ()
    note: Prose = ""

    def asked(self, on: date) -> Self:
        """Returns the reference asked for.

        Raises:
            RuleBroken: it was asked for before.
        """
        if self.state is not ReferenceState.DRAFT:
            raise RuleBroken(f"{self.referee} was asked already, on {self.asked_on}.", "state")
        return self.but(state=ReferenceState.ASKED, asked_on=on)

    def reminded(self, on: date) -> Self:
        """Returns the reference with a reminder sent.

        Raises:
            RuleBroken: it is not open.
        """
        self._open()
        return self.but(reminders=(*self.reminders, on))

    def answered(self, answers: Iterable[tuple[str, str]], on: date) -> Self:
        """Returns the reference with what was said; a word that comes after it was given up counts, too.

        Args:
            answers: each question of the script with its answer.
            on: the day.

        Raises:
            RuleBroken: nothing was answered, or it was never asked for.
        """
        said = self._said(answers)
        if self.state is not ReferenceState.NO_ANSWER:
            self._open()
        return self.but(state=ReferenceState.ANSWERED, answers=said, closed_on=on)

    def revised(self, answers: Iterable[tuple[str, str]]) -> Self:
        """Returns an answered reference with what was said put right.

        Raises:
            RuleBroken: nothing would be left of what was said.
        """
        said = self._said(answers)
        known = {each.question: each for each in self.answers}
        kept = (known[e.question].but(answer=e.answer) if e.question in known else e for e in said)
        return self.but(answers=tuple(kept))

    def declined(self, on: date) -> Self:
        """Returns the reference refused by the referee.

        Raises:
            RuleBroken: it is not open.
        """
        self._open()
        return self.but(state=ReferenceState.DECLINED, closed_on=on)

    def unanswered(self, on: date) -> Self:
        """Returns the reference given up as not answered.

        Raises:
            RuleBroken: it is not open.
        """
        self._open()
        return self.but(state=ReferenceState.NO_ANSWER, closed_on=on)

    def silent_days(self, business: Business, today: date) -> int:
        """Returns the work days since the referee was asked, 0 unless an answer is waited for."""
        if self.state is not ReferenceState.ASKED or self.asked_on is None:
            return 0
        return business.work_days_between(self.asked_on + timedelta(days=1), today)

    def next_step(self, business: Business, today: date) -> ReferenceStep | None:
        """Returns what the silence asks for today, None as long as it is short."""
        silent = self.silent_days(business, today)
        if silent >= CLOSE_AFTER:
            return ReferenceStep.CLOSE
        return ReferenceStep.REMIND if sum(silent >= n for n in REMIND_AFTER) > len(self.reminders) else None

    def _said(self, answers: Iterable[tuple[str, str]]) -> tuple[ScriptAnswer, ...]:
        said = tuple(ScriptAnswer.of(question=question, answer=answer) for question, answer in answers)
        if not any(each.answer for each in said):
            raise RuleBroken(f"What did {self.referee} say? Write at least one answer.", "answers")
        return said

    def _open(self) -> None:
        if self.state is ReferenceState.DRAFT:
            raise RuleBroken(f"{self.referee} was not asked yet: ask first.", "state")
        if self.state is not ReferenceState.ASKED:
            raise RuleBroken(f"The reference of {self.referee} is closed: {self.state}.", "state")
