"""Ratings: what an owner saw or heard of a candidate, by which method, and how much that counts."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime

from models.document import Line, Part, Prose, RuleBroken

WORST, BEST = 1, 5
"""The ends of the scale; nothing stands for "don't know" but the absence of a rating."""
SHORTEST_EVIDENCE = 15
"""Characters of evidence without which a rating is not handed in."""
FAIR_STRUCTURE = 0.70
"""Share of the question set that makes an interview a structured one; `domain.md` §3.3."""
FEWEST_REVIEWS = 10
"""Reviews by similar customers below which they prove little; §3.3."""


class Strength(IntEnum):
    """How much evidence counts, in tenths; `domain.md` §3.3."""

    NONE = 0
    WEAK = 3
    MEDIUM = 6
    STRONG = 10

    @property
    def share(self) -> float:
        """The strength as a fraction."""
        return self.value / self.STRONG.value


class Method(StrEnum):
    """How somebody came to know what a rating says."""

    WORK_SAMPLE = "work_sample"
    PAID_TRIAL = "paid_trial"
    OWN_TEST = "own_test"
    STRUCTURED_INTERVIEW = "structured_interview"
    REFERENCE = "reference"
    PORTFOLIO = "portfolio"
    SCRIPTED_DEMO = "scripted_demo"
    REVIEWS = "reviews"
    DOCUMENT = "document"
    CLAIM = "claim"
    UNSTRUCTURED_CHAT = "unstructured_chat"
    IMPRESSION = "impression"
    """It may be written down, and is never counted."""

    @property
    def says(self) -> str:
        """The method in words."""
        return self.value.replace("_", " ")


_STRENGTHS = {
    Method.WORK_SAMPLE: Strength.STRONG,
    Method.PAID_TRIAL: Strength.STRONG,
    Method.OWN_TEST: Strength.STRONG,
    Method.STRUCTURED_INTERVIEW: Strength.STRONG,
    Method.REFERENCE: Strength.MEDIUM,
    Method.PORTFOLIO: Strength.MEDIUM,
    Method.SCRIPTED_DEMO: Strength.MEDIUM,
    Method.REVIEWS: Strength.MEDIUM,
    Method.DOCUMENT: Strength.MEDIUM,
    Method.CLAIM: Strength.WEAK,
    Method.UNSTRUCTURED_CHAT: Strength.WEAK,
    Method.IMPRESSION: Strength.NONE,
}


def strength_of(method: Method, *, weakened: str = "") -> Strength:
    """Returns how much evidence got by a method counts; §3.3.

    Args:
        method: how it was got.
        weakened: why it proves no more than a claim, as `weakness` says; empty when it stands in full.
    """
    strength = _STRENGTHS[method]
    return min(strength, Strength.WEAK) if weakened else strength


def weakness(
    method: Method,
    *,
    structure: float | None = None,
    reviews: int | None = None,
    authorship_confirmed: bool = False,
    worked_together: bool | None = None,
    trial_worked: bool = False,
    tasks_run: bool = False,
) -> str:
    """Returns why evidence counts as weak only, nothing when it stands in full; §3.3.

    What is not known weakens: a method is believed once its condition is met.

    Args:
        method: how the evidence was got.
        structure: the share of the question set that was asked, 0 to 1.
        reviews: how many reviews by similar customers there are.
        authorship_confirmed: whether the samples are known to be the candidate's own work.
        worked_together: whether a referee who answered has worked with the candidate; None is no answer yet.
        trial_worked: whether a paid trial has begun, with time worked on it or an end to it.
        tasks_run: whether a task of the owner's own was run.
    """
    if method is Method.STRUCTURED_INTERVIEW and (structure is None or structure < FAIR_STRUCTURE):
        asked = "an unknown part" if structure is None else f"{structure:.0%}"
        return f"{asked} of the question set was asked, {FAIR_STRUCTURE:.0%} is needed"
    if method is Method.REVIEWS and (reviews or 0) < FEWEST_REVIEWS:
        return f"{reviews or 0} reviews by similar customers, {FEWEST_REVIEWS} are needed"
    if method is Method.PAID_TRIAL and not trial_worked:
        return "no paid trial was worked on yet"
    if method is Method.OWN_TEST and not tasks_run:
        return "no task of your own was run yet"
    if method in (Method.PORTFOLIO, Method.WORK_SAMPLE) and not authorship_confirmed:
        return "no sample is confirmed to be their own work"
    if method is Method.REFERENCE and worked_together is None:
        return "no referee has answered"
    if method is Method.REFERENCE and not worked_together:
        return "the referee has not worked with them"
    return ""


def _on_the_scale(value: int) -> int:
    if not WORST <= value <= BEST:
        raise ValueError("Ratings run 1–5. To say 'don't know', leave it empty.")
    return value


Value = Annotated[int, AfterValidator(_on_the_scale)]
"""A value on the scale from 1 to 5."""


class Rating(Part):
    """What one rater gives a candidate on one criterion, and why."""

    criterion: str
    """The key of the criterion."""
    rater: str
    """The key of the owner who rates."""
    value: Value
    method: Method
    evidence: Prose = ""
    """What was seen or heard."""
    at: AwareDatetime
    submitted: AwareDatetime | None = None
    """When it was handed in; a draft counts for nothing and is its rater's own."""
    superseded: bool = False
    """Whether the same rater has since handed in another one in its place."""
    weakened: Line = ""
    """Why the evidence proves no more than a claim; see `weakness`."""

    @property
    def strength(self) -> Strength:
        """How much it counts."""
        return strength_of(self.method, weakened=self.weakened)

    @property
    def is_draft(self) -> bool:
        """Whether it is still to be handed in."""
        return self.submitted is None and not self.superseded

    @property
    def counts(self) -> bool:
        """Whether a score is made of it: handed in, still standing, and more than an impression."""
        return self.submitted is not None and not self.superseded and self.strength > Strength.NONE

    def handed_in(self, *, at: datetime) -> Self:
        """Returns the rating as it counts from now on.

        Raises:
            RuleBroken: it does not say what it rests on.
        """
        if len(self.evidence) < SHORTEST_EVIDENCE:
            more = f" Say it in {SHORTEST_EVIDENCE} characters or more." if self.evidence else ""
            question = f"What did you see or hear that earns a {self.value}?"
            raise RuleBroken(question + more, "evidence")
        return self.but(submitted=at)

    def replaced(self) -> Self:
        """Returns the rating as one that another has taken the place of; it stays on record."""
        return self.but(superseded=True)


def seen_by(rater: str, ratings: Iterable[Rating]) -> list[Rating]:
    """Returns the ratings that an owner is shown: the own ones, others' once an own one is handed in.

    This is a courtesy, so that nobody is swayed, and no lock: the file holds them all.
    """
    given = list(ratings)
    own = {rating.criterion for rating in given if rating.rater == rater and rating.submitted}
    return [
        rating
        for rating in given
        if rating.rater == rater or (rating.submitted is not None and rating.criterion in own)
    ]
