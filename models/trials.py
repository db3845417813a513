"""Paid trials of people: scope, cap and pay, and what they must show, fixed when they begin."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from models.document import Part, Prose, RuleBroken, Title


class TrialResult(StrEnum):
    """What an owner decides after a trial."""

    PASSED = "passed"
    FAILED = "failed"
    STOPPED = "stopped"


class TrialCheck(Part):
    """One thing that a trial is to show."""

    text: Title
    met: bool | None = None


def _paid(value: int) -> int:
    if value <= 0:
        raise ValueError("Trials are paid. Enter what you will pay.")
    return value


class Trial(Part):
    """A short paid job before a longer contract; what it must show is fixed when it begins."""

    scope: Title
    minutes_cap: int = Field(ge=15, le=4_800)
    pay: Annotated[int, AfterValidator(_paid)] = Field(default=0, validate_default=True)
    """For the whole trial, in minor units."""
    criteria: tuple[TrialCheck, ...] = ()
    start: date | None = None
    end: date | None = None
    frozen: AwareDatetime | None = None
    """Since when the criteria stand."""
    minutes_used: int = Field(default=0, ge=0, le=60_000)
    result: TrialResult | None = None
    said: Prose = ""
    """Why it was decided like that."""
    decided: AwareDatetime | None = None

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError("The trial ends before it starts.")
        return self

    def showing(self, criteria: Iterable[str]) -> Self:
        """Returns the trial with other criteria; those that stay keep their keys.

        Raises:
            RuleBroken: they were frozen.
        """
        if self.frozen:
            day = f"{self.frozen:%Y-%m-%d}"
            raise RuleBroken(
                f"What the trial must show was fixed on {day}: it cannot change now.", "criteria"
            )
        known = {each.text: each for each in self.criteria}
        wanted = (TrialCheck.of(text=text) for text in criteria)
        return self.but(criteria=tuple(known.get(each.text, each) for each in wanted))

    def freezing(self, *, at: datetime) -> Self:
        """Returns the trial with its criteria fixed, which it needs before it can begin.

        Raises:
            RuleBroken: there are none.
        """
        if not self.criteria:
            raise RuleBroken(
                "Say what the trial must show before it starts: one criterion or more.", "criteria"
            )
        return self.but(frozen=self.frozen or at)

    def started(self, on: date, end: date, *, at: datetime) -> Self:
        """Returns the trial begun, with its criteria fixed.

        Raises:
            RuleBroken: it has no criteria, or ends before it starts.
        """
        return self.freezing(at=at).but(start=on, end=end)

    def worked(self, minutes: int) -> Self:
        """Returns the trial with so many minutes more used.

        Raises:
            RuleBroken: they are too few or too many to be true.
        """
        return self.but(minutes_used=self.minutes_used + minutes)

    def checked(self, key: str, met: bool | None) -> Self:
        """Returns the trial with one criterion met, not met, or open again.

        Raises:
            RuleBroken: the criteria are not fixed yet.
        """
        if self.frozen is None:
            raise RuleBroken("The trial has not started: start it, then say what it has shown.", "criteria")
        return self.but(
            criteria=tuple(each.but(met=met) if each.key == key else each for each in self.criteria)
        )

    def decided_as(self, result: TrialResult, said: str, *, at: datetime) -> Self:
        """Returns the trial with what came of it.

        Raises:
            RuleBroken: it has not started, or no reason is given.
        """
        if self.start is None:
            raise RuleBroken("The trial has not started: start it before you decide.", "result")
        if not said.strip():
            raise RuleBroken("Why? Say in one sentence what the trial has shown.", "said")
        return self.but(result=result, said=said, decided=at)

    @property
    def is_worked_on(self) -> bool:
        """Whether it has begun, with time worked on it or an end to it."""
        return self.start is not None and (self.minutes_used > 0 or self.decided is not None)

    @property
    def is_running(self) -> bool:
        """Whether it has begun and is not decided."""
        return self.start is not None and self.decided is None

    def day(self, today: date) -> tuple[int, int] | None:
        """Returns which day of how many it is; None before it starts and without an end."""
        if self.start is None or self.end is None or today < self.start:
            return None
        length = (self.end - self.start).days + 1
        return min((today - self.start).days + 1, length), length
