"""The comparison of candidates: who leads, what could still change that, and what to find out next.

The rules are those of `domain.md` §3.4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models.ratings import BEST, WORST
from models.role_parts import Criterion
from models.roles import Role
from models.standing import Cell, Contender, Eligible, Standing, standing

__all__ = [
    "Cell",
    "Comparison",
    "Contender",
    "Eligible",
    "NextCheck",
    "Place",
    "Standing",
    "TieBreak",
    "compare",
    "verdict",
]

TIE = 0.25
"""Scores closer together than this are no reason to prefer one: cost decides, then the start."""
ENOUGH_COVERAGE = 0.80
"""The coverage that a decision asks for, and so does a tie: below it nobody knows how close they are."""


class TieBreak(StrEnum):
    """What puts one before others of equal score, in words that follow its name."""

    COST = "costs less"
    START = "can start sooner"
    SCORE = "is certain of a little more"
    ENTRY = "was entered first"


class Place(StrEnum):
    """Where a candidate stands in the order; every view words it in its own way."""

    OUT = "out"
    UNRATED = "not rated yet"
    SETTLED = "leads, settled"
    LEADS = "leads so far"
    TAKES_TIE = "takes the tie"
    TIES = "ties"
    DOMINATED = "dominated"
    """Another one costs less and is better, whatever is still found out."""
    CANNOT = "cannot overtake"
    COULD_IF_LEADER_FALLS = "could overtake if the leader loses ground"
    COULD = "could overtake"
    BEHIND = "behind"
    """Nothing of it is left to find out."""


@dataclass(frozen=True)
class NextCheck:
    """The one thing that is most worth finding out."""

    candidate: Contender
    criterion: Criterion

    @property
    def minutes(self) -> int:
        """What it usually takes."""
        return self.criterion.check_minutes


@dataclass(frozen=True)
class Comparison:
    """How the candidates of a role stand against each other."""

    standings: tuple[Standing, ...]
    """The leader first, then by what is certain of each; those who are out come last."""
    leader: Standing | None
    """Who has most for certain, or of those who tie the cheapest; None before the first rating."""
    settled: bool
    """Whether no other score can reach the leader's, whatever is still found out."""
    tied: tuple[Standing, ...] = ()
    """All whose scores are too close to prefer one, the leader among them; empty without a tie."""
    tie_broken_by: TieBreak | None = None
    next_check: NextCheck | None = None
    """What could change the order, None where nothing missing can."""

    @property
    def tie(self) -> bool:
        """Whether scores are too close to prefer one."""
        return bool(self.tied)

    def standing(self, uid: str) -> Standing | None:
        """Returns how the candidate with this uid stands."""
        return next((each for each in self.standings if each.candidate.uid == uid), None)

    def place(self, each: Standing) -> Place:
        """Returns where one of the standings stands in the order."""
        if each.is_out:
            return Place.OUT
        if self.leader is None or each.known is None:
            return Place.UNRATED
        if each is self.leader:
            if self.tie:
                return Place.TAKES_TIE
            return Place.SETTLED if self.settled else Place.LEADS
        if each in self.tied:
            return Place.TIES
        if each.dominated_by:
            return Place.DOMINATED
        if each.high < self.leader.low:
            return Place.CANNOT
        if each.flip_point is None:
            return Place.BEHIND
        return Place.COULD if each.flip_point <= BEST else Place.COULD_IF_LEADER_FALLS


def compare(role: Role, candidates: Iterable[Contender]) -> Comparison:
    """Returns how candidates stand by a role's scorecard; in which order they are given is no matter."""
    found = sorted((standing(role, each) for each in candidates), key=_by_certainty)
    running = [each for each in found if not each.is_out]
    rated = [each for each in running if each.known is not None]
    tied = _tied(rated)
    if not rated:
        return Comparison(tuple(found), leader=None, settled=False)
    first, by = _preferred(tied or rated[:1])
    rivals = [_against(first, each, running) for each in running if each is not first]
    uids = [each.candidate.uid for each in tied]
    settled = first.eligible is Eligible.YES and all(first.low > each.high for each in rivals)
    return Comparison(
        standings=(first, *rivals, *(each for each in found if each.is_out)),
        leader=first,
        settled=settled,
        tied=tuple(each for each in (first, *rivals) if each.candidate.uid in uids),
        tie_broken_by=by if tied else None,
        next_check=_next_check(first, rivals),
    )


def _by_certainty(each: Standing) -> tuple[bool, float, float, int, str]:
    return each.is_out, -each.low, -(each.known or 0), each.candidate.number, each.candidate.uid


def _tied(rated: Sequence[Standing]) -> list[Standing]:
    """Returns the first of the rated with all who are as good for all that is known, nothing without such."""
    enough = [each for each in rated if each.coverage >= ENOUGH_COVERAGE]
    best = max((each.known or 0 for each in enough), default=0)
    near = [each for each in enough if round(best - (each.known or 0), 9) < TIE]
    return near if len(near) > 1 and near[0] is rated[0] else []


def _preferred(equals: Sequence[Standing]) -> tuple[Standing, TieBreak]:
    """Returns which of some equals is taken, and by what; what is not known of all decides nothing."""
    left, by = list(equals), TieBreak.SCORE
    costs = [each.candidate.cost for each in left if each.candidate.cost is not None]
    if len(costs) == len(left) and len(set(costs)) > 1:
        left, by = [each for each in left if each.candidate.cost == min(costs)], TieBreak.COST
    starts = [each.candidate.start for each in left if each.candidate.start is not None]
    if len(starts) == len(left) and len(set(starts)) > 1:
        left, by = [each for each in left if each.candidate.start == min(starts)], TieBreak.START
    if len(left) > 1:
        by = TieBreak.SCORE if left[0].low > left[1].low else TieBreak.ENTRY
    return left[0], by


def _against(leader: Standing, rival: Standing, running: Iterable[Standing]) -> Standing:
    """Returns a standing with what it takes to overtake the leader, and who makes it pointless to try."""
    flip_point = None
    if rival.missing_weight:
        rated = leader.weight - leader.missing_weight
        needed = leader.points / rated * rival.weight - rival.points
        flip_point = float(needed / rival.missing_weight)
    cost = rival.candidate.cost
    better = [
        other.candidate.name
        for other in running
        if cost is not None
        and other.candidate.cost is not None
        and other.candidate.cost < cost
        and other.low > rival.high
    ]
    return replace(rival, flip_point=flip_point, dominated_by=better[0] if better else "")


def _next_check(leader: Standing, rivals: Sequence[Standing]) -> NextCheck | None:
    """Returns the heaviest missing criterion that could change who leads, of equal ones the quickest."""
    open_ones = [each for each in rivals if each.flip_point is not None and each.flip_point <= BEST]
    if any(each.high >= leader.low for each in rivals):
        open_ones.append(leader)
    checks = [NextCheck(each.candidate, cell.criterion) for each in open_ones for cell in each.missing]
    return min(
        checks,
        key=lambda check: (
            -check.criterion.weight,
            check.minutes,
            check.candidate.number,
            check.criterion.code,
        ),
        default=None,
    )


def verdict(each: Standing, comparison: Comparison) -> str:
    """Returns what there is to say of a standing in a few words."""
    place, leader = comparison.place(each), comparison.leader
    if place is Place.OUT:
        return "out: " + "; ".join(each.reasons)
    if place in (Place.TIES, Place.TAKES_TIE):
        others = [one.candidate.name for one in comparison.tied if one is not each]
        why = f", and {comparison.tie_broken_by}" if place is Place.TAKES_TIE else ""
        return f"ties with {' and '.join(others)}{why}"
    if place is Place.SETTLED:
        return "leads, and no other can reach it"
    if place is Place.DOMINATED:
        return f"cannot overtake: {each.dominated_by} costs less and is better"
    if place is Place.BEHIND:
        return "behind, with nothing left to find out"
    if place is Place.COULD_IF_LEADER_FALLS and leader is not None:
        return f"overtakes only if {leader.candidate.name} loses ground"
    if place is Place.COULD:
        return f"would need {max(WORST, each.flip_point or 0):.1f} on average"
    return place.value
