"""Goals that can be measured: where the number comes from, where it started, and how it goes."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from models.document import Line, Part, Prose, RuleBroken, Title

NO_DATA_AFTER = 1.5
"""Cadences without a measurement after which nothing is known; `domain.md` §5, F1."""
BEHIND, FAR_BEHIND = 0.10, 0.35
"""How far progress may lag behind the time gone, as shares of the way, to be on track, and at risk."""
TOLERANCE = 0.10
"""How far from its target a value that is to hold may be, as a share of it; twice that is at risk."""
SPARK_LEVELS = 8


class Heading(StrEnum):
    """Which way a number is to go."""

    UP = "up"
    DOWN = "down"
    HOLD = "hold"


class GoalState(StrEnum):
    """Where a goal stands on a day; it follows from its measurements."""

    DRAFT = "draft"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NO_DATA = "no data"
    """Nobody has measured for too long; that is neither good nor bad."""
    MET = "met"
    MISSED = "missed"
    DROPPED = "dropped"


class Trend(StrEnum):
    """How the latest measurement compares with the one before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNKNOWN = "unknown"


class Measurement(Part):
    """A value on a day."""

    on: date
    value: float
    note: Line = ""


class Ending(Part):
    """How a goal ended."""

    state: GoalState
    on: date
    reason: Prose = ""


class Goal(Part):
    """A number that somebody is to move, to hold, or to bring about."""

    title: Title
    metric: Line = ""
    unit: Line = ""
    heading: Heading = Heading.UP
    baseline: float | None = None
    """What it was before."""
    baseline_on: date | None = None
    is_new: bool = False
    """Whether there was nothing to measure before."""
    target: float
    by: date | None = None
    source: Line = ""
    """Where the number comes from."""
    cadence_days: int = Field(default=7, ge=1, le=366)
    """How often it is measured."""
    owner: Line = ""
    """The key of the owner who looks after it."""
    weight: int | None = Field(default=None, ge=1, le=100)
    serves: tuple[str, ...] = ()
    """The uids of the activities and cards it is for."""
    agreed_on: date | None = None
    """When both sides agreed; before it is a draft."""
    measurements: tuple[Measurement, ...] = ()
    ending: Ending | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.source:
            raise ValueError("Where will the number come from?")
        if self.baseline is None:
            if not self.is_new:
                raise ValueError("Measure it once before setting a target (or mark 'new, no baseline').")
            return self
        down, up = self.heading is Heading.DOWN, self.heading is Heading.UP
        if (down and self.target >= self.baseline) or (up and self.target <= self.baseline):
            way = "below" if down else "above"
            raise ValueError(
                f"It is to go {self.heading}, and {self.target:g} is not {way} {self.baseline:g}: change one."
            )
        return self

    # How it goes

    @property
    def series(self) -> tuple[Measurement, ...]:
        """The measurements in the order of their days."""
        return tuple(sorted(self.measurements, key=lambda each: each.on))

    @property
    def latest(self) -> Measurement | None:
        """The last measurement."""
        return self.series[-1] if self.measurements else None

    @property
    def is_reached(self) -> bool:
        """Whether the latest value is at its target."""
        return self.latest is not None and self._misses_by(self.latest.value) <= 0

    def days_without(self, today: date) -> int | None:
        """Returns the days since the last measurement, or since it was agreed; None for a draft."""
        last = self.latest.on if self.latest else self.agreed_on
        return max(0, (today - last).days) if last and self.agreed_on else None

    def has_no_data(self, today: date) -> bool:
        """Tells whether it runs, and nobody has measured for one and a half cadences."""
        silent = self.days_without(today)
        return self.ending is None and silent is not None and silent > NO_DATA_AFTER * self.cadence_days

    def state(self, today: date) -> GoalState:
        """Returns where it stands on a day; `domain.md` §2.6."""
        if self.ending:
            return self.ending.state
        if self.agreed_on is None:
            return GoalState.DRAFT
        if self.latest is None or self.has_no_data(today):
            return GoalState.NO_DATA
        if self.heading is Heading.HOLD:
            return self._holding(self.latest.value)
        if self.is_reached:
            return GoalState.ON_TRACK
        if self.by and self.by < today:
            return GoalState.OFF_TRACK
        progress = self.progress
        if progress is None:  # nothing to compare with
            return GoalState.AT_RISK
        behind = self._time_gone(self.latest.on) - progress
        if behind <= BEHIND:
            return GoalState.ON_TRACK
        return GoalState.AT_RISK if behind <= FAR_BEHIND else GoalState.OFF_TRACK

    @property
    def progress(self) -> float | None:
        """The share of the way from the baseline to the target that is gone, below 0 for the wrong way."""
        if self.baseline is None or self.latest is None or self.target == self.baseline:
            return None
        return (self.latest.value - self.baseline) / (self.target - self.baseline)

    @property
    def trend(self) -> Trend:
        """How the latest measurement compares with the one before, which may be the baseline."""
        values = self._values()
        if len(values) < 2:
            return Trend.UNKNOWN
        before, now = (self._misses_by(value) for value in values[-2:])
        if self.heading is Heading.HOLD:
            before, now = max(0.0, before), max(0.0, now)
        if before == now:
            return Trend.SAME
        return Trend.BETTER if now < before else Trend.WORSE

    def sparkline(self, width: int = 12) -> tuple[int, ...]:
        """Returns the last values as heights from 0 to 7, the baseline first where there is room."""
        values = self._values()[-width:]
        low, high = min(values, default=0.0), max(values, default=0.0)
        if low == high:
            return (SPARK_LEVELS // 2,) * len(values)
        return tuple(round((value - low) / (high - low) * (SPARK_LEVELS - 1)) for value in values)

    def _values(self) -> Sequence[float]:
        measured = [each.value for each in self.series]
        return measured if self.baseline is None else [self.baseline, *measured]

    def _misses_by(self, value: float) -> float:
        """Returns by how much a value is worse than the target; 0 or less is there."""
        if self.heading is Heading.HOLD:
            return abs(value - self.target) - TOLERANCE * abs(self.target)
        return value - self.target if self.heading is Heading.DOWN else self.target - value

    def _holding(self, value: float) -> GoalState:
        off = self._misses_by(value)
        if off <= 0:
            return GoalState.ON_TRACK
        return GoalState.AT_RISK if off <= TOLERANCE * abs(self.target) else GoalState.OFF_TRACK

    def _time_gone(self, on: date) -> float:
        begun = self.baseline_on or self.agreed_on
        if begun is None or self.by is None or self.by <= begun:
            return 1.0
        return min(1.0, max(0.0, (on - begun).days / (self.by - begun).days))

    # Verbs

    def agreed(self, on: date) -> Self:
        """Returns the goal as both sides want it.

        Raises:
            RuleBroken: it has ended.
        """
        self._running()
        return self.but(agreed_on=on)

    def measured(self, value: float, on: date, note: str = "") -> Self:
        """Returns the goal with a value; another one of the same day replaces the first.

        Raises:
            RuleBroken: it has ended.
        """
        self._running()
        same = next((each for each in self.measurements if each.on == on), None)
        if same:
            new = same.but(value=value, note=note)
            return self.but(measurements=tuple(new if each is same else each for each in self.measurements))
        return self.but(measurements=(*self.measurements, Measurement.of(on=on, value=value, note=note)))

    def met(self, on: date) -> Self:
        """Returns the goal met.

        Raises:
            RuleBroken: it has ended, or its latest value is not there.
        """
        self._running()
        if not self.is_reached:
            raise RuleBroken(f"“{self.title}” is not at its target {self.target:g}: measure it first.")
        return self.but(ending=Ending(state=GoalState.MET, on=on))

    def missed(self, on: date, reason: str = "") -> Self:
        """Returns the goal missed.

        Raises:
            RuleBroken: it has ended.
        """
        self._running()
        return self.but(ending=Ending.of(state=GoalState.MISSED, on=on, reason=reason))

    def dropped(self, on: date, reason: str) -> Self:
        """Returns the goal given up.

        Raises:
            RuleBroken: it has ended, or no reason is given.
        """
        self._running()
        if not reason.strip():
            raise RuleBroken("Why is it given up? Say it in a sentence.", "reason")
        return self.but(ending=Ending.of(state=GoalState.DROPPED, on=on, reason=reason))

    def _running(self) -> None:
        if self.ending:
            raise RuleBroken(f"“{self.title}” is {self.ending.state} since {self.ending.on}: set a new goal.")


def due_for_measuring(goals: Iterable[Goal], today: date) -> list[Goal]:
    """Returns the goals whose next value is due, by the day it has been due since."""
    running = [goal for goal in goals if goal.ending is None and goal.agreed_on]

    def due(goal: Goal) -> date:
        last = goal.latest.on if goal.latest else goal.agreed_on
        return (last or today) + timedelta(days=goal.cadence_days)

    return sorted((goal for goal in running if due(goal) <= today), key=due)
