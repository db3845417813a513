"""What is known about handing an activity over, and what is found of it; money is in major units."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal[
    "delegate_now",
    "plan",
    "hire_once",
    "finish_it",
    "relief_only",
    "automate",
    "drop",
    "keep",
    "not_yet",
    "ask",
]


WEEKS_A_YEAR = 52
"""Calendar weeks, over which payback runs; §6.2."""
SLOWEST_SPEED, SPEED_PER_GAP = 1.25, 0.75
"""Helper hours for one hour of the owner's: 1.25 where the owner is the expert, less by the gap; §6.1."""
FULL_HOURS_A_WEEK = 5.0
"""Freed hours a week that fill the time part; §6.2."""
FULL_TIMES_A_WEEK = 5.0
"""Daily is the most that repetition counts; §6.2."""
STRESS_SHARE, FLAG_SHARE = 0.6, 0.4
"""What stress and flagged hours make of the relief part; §6.2."""
LONGEST_PAYBACK_WEEKS = 104.0
"""Two years: help that takes longer to pay back is bought for relief; §6.4."""
DELEGATE_SCORE, PLAN_SCORE = 55.0, 35.0
"""The scores from which to hand over now, and from which to plan it; §6.4."""
RULE_TIMES_A_WEEK, RULE_HOURS, RULE_STRESS = 5.0, 10 / 60, 2.0
"""Work for a rule comes at least this often, is at most this long and at most this stressful; §6.4."""
UNSCORED: frozenset[Outcome] = frozenset(("keep", "ask"))
"""Verdicts whose figures stand without a score, and so without a rank; design §4."""
FEWEST_SIGHTINGS = 2
"""Below this count, without a stated cadence, nothing says how often the work comes back; §6.5."""
RANK_SWINGS = (0.5, 1.5)
"""What each weight is multiplied by in turn to see how firm a rank is; §6.3."""
NEUTRAL_STRESS = 3.0
"""The stress that neither raises nor lowers weighted hours; §6.6."""
FLAG_WEIGHTS: Mapping[str, float] = {"displaced": 1.0, "blocked": 1.0, "delayed": 0.5, "interrupted": 0.5}
"""How much of an entry's time a flag counts, the largest of its flags alone; design §4, after §6.6."""


@dataclass(frozen=True)
class Weights:
    """The most points that each part of the score can have; §6.2."""

    time: float = 35.0
    relief: float = 25.0
    expertise: float = 15.0
    repetition: float = 15.0
    payback: float = 10.0


WEIGHTS = Weights()


@dataclass(frozen=True)
class Inputs:
    """What is known of one activity: counts and hours of the window, answers of the owner, prices an hour."""

    entries_in_window: int
    hours_in_window: float
    weeks: float
    """Tracked work days over work days a week."""
    stress: float
    """The hours-weighted mean, 1 to 5; 3 where nothing was rated."""
    flag_weighted_hours: float
    """Hours of each entry times the largest weight of its flags."""
    skill_gap: float
    """0 where the owner is the expert, 1 where the skill is lacking."""
    helper_rate: float
    onboarding_hours: float
    """Hours that each side spends, those for confidentiality included."""
    speed: float | None = None
    """Helper hours for one of the owner's; None takes it from the skill gap."""
    tools_cost_per_year: float = 0.0
    """Software and fixed monthly prices."""
    per_year: float | None = None
    """The stated cadence; None counts the window."""
    one_off: bool = False
    delegable_share: float = 1.0
    keep: str | None = None
    """Why it stays with the owner, such as `core` or `development`."""
    owner_hour: float | None = None
    """What an hour of the owner is worth; None leaves every figure that needs it None."""
    working_weeks: float = 46.0
    review_share: float = 0.10
    rule_like: bool = False
    """The owner says it is always the same."""
    nobody_would_miss: bool = False
    restricted: bool = False

    @property
    def counted(self) -> bool:
        """Whether how often it comes is inferred from the window."""
        return self.per_year is None and not self.one_off

    @property
    def times_a_year(self) -> float:
        """How often it comes: once, as stated, or as counted."""
        if self.one_off:
            return 1.0
        if self.per_year is not None:
            return float(self.per_year)
        return self.entries_in_window / self.weeks * self.working_weeks if self.weeks else 0.0

    @property
    def times_a_week(self) -> float:
        """How often it comes in a working week."""
        return self.times_a_year / self.working_weeks if self.working_weeks else 0.0

    @property
    def minutes_to_hand_over(self) -> int | None:
        """How many minutes a week of it can be handed over; None where nothing was tracked."""
        if not self.weeks:
            return None
        return round(self.hours_in_window / self.weeks * self.delegable_share * 60)

    @property
    def hours_each(self) -> float:
        """The mean length of one occurrence."""
        return self.hours_in_window / self.entries_in_window if self.entries_in_window else 0.0


@dataclass(frozen=True)
class Parts:
    """The score in points, part by part."""

    time: float
    relief: float
    expertise: float
    repetition: float
    payback: float

    @property
    def total(self) -> float:
        """The points together, 0 to 100 with the default weights."""
        return self.time + self.relief + self.expertise + self.repetition + self.payback


@dataclass(frozen=True)
class Estimate:
    """What handing over is worth; None where the owner's hour is missing or a figure has no meaning."""

    hours_per_year: float
    hours_low: float
    hours_high: float
    freed_hours_per_year: float
    speed: float
    run_cost_per_year: float
    weighted_hours_per_week: float
    setup_cost: float | None = None
    net_per_year: float | None = None
    """The worth of the freed hours less the cost; the cash flow is `cash_per_year`."""
    net_first_year: float | None = None
    roi_first_year: float | None = None
    payback_weeks: float | None = None
    """None for never, and for a one-off."""
    break_even_rate: float | None = None
    """The helper's rate at which the first year comes to nothing."""
    break_even_refill: float | None = None
    """The share of the freed hours that must earn the owner's rate for the cost to come back in cash."""
    parts: Parts | None = None
    score: float | None = None
    verdict: Outcome | None = None
    reason: str = ""

    @property
    def cash_per_year(self) -> float:
        """What leaves the account: freed time is worth something, but is no income."""
        return -self.run_cost_per_year

    @property
    def price_of_relief(self) -> tuple[float, float] | None:
        """What a freed hour costs in the first year and after; negative is a gain, None without a figure."""
        if self.net_first_year is None or self.net_per_year is None or not self.freed_hours_per_year:
            return None
        return (
            -self.net_first_year / self.freed_hours_per_year,
            -self.net_per_year / self.freed_hours_per_year,
        )
