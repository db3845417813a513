"""The register of access: who may enter what, until when, and whether its papers still hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_parts import AccessStep, GrantState
from models.access_state import ShutBy
from models.agreements import Agreement
from models.board import Card
from models.brief import DataClass
from models.systems import System

H = TypeVar("H", bound=HeldAccess)


@dataclass(frozen=True)
class Access(HeldAccess):
    """A grant beside the system it enters, with all that decides where it stands on a day.

    Attributes:
        today: the day.
        engagement_end: the last day of the helper's engagement, None for one that runs on.
        papers_end: the last day on which the helper is bound to confidence, None for one that runs on.
        missing: what keeps its gate shut, in words; nothing when it is open or waived.
    """

    grant: AccessGrant
    today: date
    engagement_end: date | None = None
    papers_end: date | None = None
    missing: tuple[str, ...] = ()

    @property
    def state(self) -> GrantState:
        """Where it stands."""
        ends = min(filter(None, (self.engagement_end, self.papers_end)), default=None)
        return self.grant.state(self.system, self.today, ends=ends)

    @property
    def is_past_end(self) -> bool:
        """Whether somebody can still enter although the engagement or the access itself has ended."""
        return self.grant.is_open and self.grant.lasts_until(self.engagement_end) < self.today

    @property
    def is_at_risk(self) -> bool:
        """Whether somebody can enter although its gate is shut and no waiver stands."""
        return self.grant.is_open and bool(self.missing)

    @property
    def days_past_end(self) -> int:
        """The days since it should have been taken away, 0 where it need not be."""
        end = self.grant.lasts_until(self.engagement_end)
        return max(0, (self.today - end).days) if self.is_past_end else 0

    @property
    def next_step(self) -> AccessStep | None:
        """What it asks for next, None once nothing is left to do."""
        if self.state is GrantState.REVOKED:
            return AccessStep.ROTATE if self.grant.is_seen_gone else AccessStep.VERIFY
        return _NEXT.get(self.state)

    @property
    def ending_step(self) -> AccessStep:
        """What ends it: a request is called off, what was given is taken back."""
        return AccessStep.REVOKE if self.grant.granted else AccessStep.CALL_OFF

    @property
    def switching_step(self) -> AccessStep:
        """What switches it off for a while, or on again."""
        return AccessStep.RESUME if self.grant.is_suspended else AccessStep.SUSPEND

    @property
    def steps(self) -> tuple[AccessStep, ...]:
        """What can be done with it, what it asks for next first."""
        grant = self.grant
        if grant.is_closed:
            return ()
        if grant.revoked:
            left = {AccessStep.VERIFY: grant.is_seen_gone, AccessStep.ROTATE: grant.is_secret_changed}
            found = tuple(step for step, is_settled in left.items() if not is_settled)
        elif grant.granted is None:
            first = AccessStep.GIVE if grant.is_approved(self.system) else AccessStep.APPROVE
            found = (first, AccessStep.EXTEND, AccessStep.CALL_OFF)
        elif grant.is_suspended:
            found = (AccessStep.RESUME, AccessStep.REVOKE, AccessStep.EXTEND)
        else:
            found = _WHILE_OPEN
        return tuple(sorted(found, key=lambda step: step is not self.next_step))


_NEXT = {
    GrantState.REQUESTED: AccessStep.APPROVE,
    GrantState.APPROVED: AccessStep.GIVE,
    GrantState.ACTIVE: AccessStep.REVIEW,
    GrantState.REVIEW_DUE: AccessStep.REVIEW,
    GrantState.SUSPENDED: AccessStep.RESUME,
    GrantState.REVOKE_DUE: AccessStep.REVOKE,
}
_WHILE_OPEN = (
    *(AccessStep.REVIEW, AccessStep.NARROW, AccessStep.EXTEND, AccessStep.USED, AccessStep.FACTOR),
    *(AccessStep.SUSPEND, AccessStep.DRILL, AccessStep.REVOKE),
)


def register(
    grants: Iterable[AccessGrant],
    systems: Iterable[System],
    *,
    today: date,
    ends: Mapping[str, date | None] | None = None,
    papers: Iterable[Agreement] = (),
    shut: Callable[[str], ShutBy] | None = None,
) -> list[Access]:
    """Returns all access there is, by the number of its grant; a grant whose system is gone is left out.

    Args:
        grants: the grants.
        systems: the systems, the archived ones included.
        today: the day.
        ends: the last day of each helper's engagement, by the helper's uid.
        papers: the agreements.
        shut: says for a helper, by uid, what keeps a gate shut, see `checklist_state.shut_by`; None leaves
            the gates out of it.
    """
    known, signed = {system.uid: system for system in systems}, list(papers)
    found = []
    for grant in sorted(grants, key=lambda each: each.number):
        system = known.get(grant.system)
        if system is not None:
            missing = grant.shut_by(system, shut(grant.helper), today) if shut else ()
            end = (ends or {}).get(grant.helper)
            bound = bound_until(each for each in signed if each.helper == grant.helper)
            found.append(Access(grant, system, today, end, bound, missing))
    return found


def needed_by(card: Card, accesses: Iterable[H]) -> list[H]:
    """Returns the access that a card's helper needs for it: what was asked for that card, or its activity."""
    work = {card.uid, card.activity}
    return [each for each in accesses if each.helper == card.helper and work.intersection(each.grant.tasks)]


def lacking(card: Card, accesses: Iterable[HeldAccess]) -> tuple[str, ...]:
    """Returns in words what a card's helper cannot get into yet; nothing where all that is needed is open."""
    needed = needed_by(card, accesses)
    there = {each.system.uid for each in needed if each.grant.is_open}
    shut = (each for each in needed if each.system.uid not in there and each.grant.withdrawn is None)
    return tuple(dict.fromkeys(each.says for each in shut))


def bound_until(papers: Iterable[Agreement]) -> date | None:
    """Returns the last day on which somebody is bound to confidence, None where no paper ends it."""
    binding = [each for each in papers if each.kind.is_confidentiality and each.countersigned_on]
    last = [each.last_day for each in binding if each.archived is None]
    return max((day for day in last if day), default=None) if None not in last else None


@dataclass(frozen=True)
class Cell:
    """What one helper may do in one system."""

    accesses: tuple[Access, ...]

    @property
    def sign(self) -> str:
        """The letter of the highest level, small where it is not switched on."""
        if not self.accesses:
            return ""
        top = max(self.accesses, key=lambda each: (each.grant.is_open, each.grant.level.rank))
        return top.grant.level.sign if top.grant.is_open else top.grant.level.sign.lower()

    @property
    def warns(self) -> bool:
        """Whether somebody can enter who should not, or who should be looked at."""
        return any(each.is_past_end or each.is_at_risk for each in self.accesses)


@dataclass(frozen=True)
class Matrix:
    """People by systems; only access that is asked for, or not yet seen to be gone, stands in it.

    Attributes:
        helpers: the uids of those who have a row.
        systems: those that have a column, the most confidential first.
    """

    helpers: tuple[str, ...]
    systems: tuple[System, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, helper: str, system: str) -> Cell:
        """Returns what a helper may do in a system, by their uids."""
        return self.cells.get((helper, system), Cell(()))


def matrix(accesses: Iterable[Access]) -> Matrix:
    """Returns who may enter what."""
    groups: dict[tuple[str, str], list[Access]] = {}
    for each in accesses:
        if not each.is_closed:
            groups.setdefault((each.helper, each.system.uid), []).append(each)
    systems = {each.system.uid: each.system for group in groups.values() for each in group}
    order = list(DataClass)
    return Matrix(
        tuple(dict.fromkeys(helper for helper, _ in groups)),
        tuple(
            sorted(systems.values(), key=lambda each: (-order.index(each.data_class), each.name.casefold()))
        ),
        {place: Cell(tuple(group)) for place, group in groups.items()},
    )
