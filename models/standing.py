"""How one candidate stands: what is known, the band that the unknown leaves, and what is in the way.

The arithmetic is that of `domain.md` §3.4. What nobody has rated is neither zero nor left out: it makes a
score a band, from all of it at its worst to all of it at its best.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from models.ratings import BEST, WORST, Rating, Strength
from models.role_parts import Criterion, KeptScore, KnockOutState
from models.roles import Role

HIGH_CONFIDENCE, MEDIUM_CONFIDENCE = 0.80, 0.60
"""The confidence from which it is called high, and from which medium."""
WIDE_SPREAD = 2
"""How far ratings of one criterion lie apart when the raters should talk before they decide."""


@dataclass(frozen=True)
class Contender:
    """What a comparison has to know of a candidate.

    Attributes:
        uid: its identity.
        number: what people call it by.
        name: who or what it is.
        ratings: everything that raters gave; only what counts is used.
        knock_outs: the state of each knock-out by key; those not in it are unknown.
        cost: the price in minor units, for a unit that is the same for all.
        start: when it could begin.
    """

    uid: str
    number: int
    name: str
    ratings: tuple[Rating, ...] = ()
    knock_outs: Mapping[str, KnockOutState] = field(default_factory=dict)
    cost: int | None = None
    start: date | None = None


class Eligible(StrEnum):
    """Whether a candidate may be chosen."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """Something in the way of choosing a candidate: for good, or until it is known."""

    says: str
    is_out: bool


@dataclass(frozen=True)
class Cell:
    """One criterion of one candidate, over all raters."""

    criterion: Criterion
    bar: int | None
    """The rating below which the candidate is out, None where there is none."""
    ratings: tuple[Rating, ...]
    """Those that count."""

    @cached_property
    def exact(self) -> Fraction | None:
        """The ratings, each weighted by the strength of its evidence; None when there is none."""
        strength = sum(rating.strength for rating in self.ratings)
        total = sum(rating.strength * rating.value for rating in self.ratings)
        return Fraction(total, strength) if strength else None

    @property
    def value(self) -> float | None:
        """The same as a number from 1 to 5."""
        return None if self.exact is None else float(self.exact)

    @property
    def spread(self) -> int:
        """How far the highest rating lies above the lowest."""
        values = [rating.value for rating in self.ratings]
        return max(values) - min(values) if values else 0

    @property
    def is_disputed(self) -> bool:
        """Whether the raters should talk before they decide."""
        return self.spread >= WIDE_SPREAD

    @property
    def strength(self) -> Strength:
        """That of the best evidence."""
        return max((rating.strength for rating in self.ratings), default=Strength.NONE)

    @property
    def in_the_way(self) -> Finding | None:
        """What the bar has against the candidate; weak evidence neither clears nor fails it."""
        if self.bar is None:
            return None
        name = f"{self.criterion.code} {self.criterion.name}"
        if self.exact is None:
            return Finding(f"{name}: not rated yet, its bar is {self.bar}", is_out=False)
        if self.strength < Strength.MEDIUM:
            return Finding(f"{name}: weak evidence only, its bar of {self.bar} asks for better", is_out=False)
        if self.exact < self.bar:
            return Finding(f"{name}: {float(self.exact):.3g} is under its bar of {self.bar}", is_out=True)
        return None


@dataclass(frozen=True)
class Standing:
    """How one candidate stands by a role's scorecard."""

    candidate: Contender
    cells: tuple[Cell, ...]
    """The criteria that apply, in the order of the scorecard."""
    findings: tuple[Finding, ...] = ()
    flip_point: float | None = None
    """What its missing criteria must average to overtake the leader, over 5 when they cannot.

    It is held against the leader's known score; None for the leader, for those who are out, and where
    nothing is missing.
    """
    dominated_by: str = ""
    """The name of one who costs less and is better, whatever is still found out."""

    @property
    def eligible(self) -> Eligible:
        """Whether it may be chosen."""
        if any(finding.is_out for finding in self.findings):
            return Eligible.NO
        return Eligible.UNKNOWN if self.findings else Eligible.YES

    @property
    def is_out(self) -> bool:
        """Whether it may not be chosen; it stays in sight with its reasons."""
        return self.eligible is Eligible.NO

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is out, else what leaves that open."""
        return tuple(finding.says for finding in self.findings if finding.is_out is self.is_out)

    @cached_property
    def missing(self) -> tuple[Cell, ...]:
        """The criteria that nothing is known of."""
        return tuple(cell for cell in self.cells if cell.exact is None)

    @cached_property
    def weight(self) -> int:
        """The weight of all criteria that apply."""
        return sum(cell.criterion.weight for cell in self.cells)

    @cached_property
    def missing_weight(self) -> int:
        """The weight of the criteria that nothing is known of."""
        return sum(cell.criterion.weight for cell in self.missing)

    @cached_property
    def points(self) -> Fraction:
        """Weight times rating, over what is rated."""
        return sum((cell.criterion.weight * cell.exact for cell in self.cells if cell.exact), Fraction())

    @property
    def known(self) -> float | None:
        """The score over what is rated, 1 to 5; None when nothing is."""
        rated = self.weight - self.missing_weight
        return float(self.points / rated) if rated else None

    @cached_property
    def low(self) -> float:
        """The score if everything missing turned out worst."""
        return self._with_missing_at(WORST)

    @cached_property
    def high(self) -> float:
        """The score if everything missing turned out best."""
        return self._with_missing_at(BEST)

    def _with_missing_at(self, value: int) -> float:
        return float((self.points + value * self.missing_weight) / self.weight) if self.weight else value

    @property
    def coverage(self) -> float:
        """The share of the weight that is rated, as a fraction."""
        return (self.weight - self.missing_weight) / self.weight if self.weight else 0.0

    @property
    def confidence(self) -> float:
        """The share of the weight that strong evidence covers; weaker evidence covers it in part."""
        tenths = sum(cell.criterion.weight * cell.strength for cell in self.cells)
        return tenths / (Strength.STRONG * self.weight) if self.weight else 0.0

    @property
    def confidence_word(self) -> str:
        """The confidence as high, medium or low."""
        if self.confidence >= HIGH_CONFIDENCE:
            return "high"
        return "medium" if self.confidence >= MEDIUM_CONFIDENCE else "low"

    def kept(self) -> KeptScore:
        """Returns the score the way a decision keeps it."""
        return KeptScore.of(
            candidate=self.candidate.uid,
            name=self.candidate.name,
            known=self.known,
            low=self.low,
            high=self.high,
            coverage=self.coverage,
            confidence=self.confidence,
            eligible=self.eligible.value,
        )


def standing(role: Role, candidate: Contender) -> Standing:
    """Returns how a candidate stands, seen alone."""
    counting = [rating for rating in candidate.ratings if rating.counts]
    cells = tuple(
        Cell(each, role.bar(each), tuple(one for one in counting if one.criterion == each.key))
        for each in role.scored
    )
    return Standing(candidate, cells, tuple(_findings(role, candidate, cells)))


def _findings(role: Role, candidate: Contender, cells: Iterable[Cell]) -> Iterator[Finding]:
    for knock_out in role.asked:
        state = candidate.knock_outs.get(knock_out.key, KnockOutState.UNKNOWN)
        if not state.is_met:
            is_out = state is KnockOutState.FAIL
            says = "failed" if is_out else "not known yet"
            yield Finding(f"{knock_out.code} {knock_out.text}: {says}", is_out)
    yield from (finding for cell in cells if (finding := cell.in_the_way))
