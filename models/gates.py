"""The gates: which facts each one needs, and which of them are on record.

No record of a fact means that the gate is shut. `domain.md` §2.6.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Protocol, Self

from models.access_facts import HeldAccess
from models.agreements import Agreement, AgreementKind, AgreementState
from models.brief import DataClass
from models.onboarding_parts import Item, ItemState, Opening
from models.reviews import Review, decided_at_30_days
from models.templates import Gate, Side

BEHIND: Mapping[Gate, Gate] = {Gate.CLIENT_DATA: Gate.ACCOUNTS, Gate.MONEY: Gate.CLIENT_DATA}
"""The gate that must be open before another one."""
_REACHES: Mapping[Gate, DataClass] = {Gate.CLIENT_DATA: DataClass.CLIENT, Gate.MONEY: DataClass.CLIENT}
"""What papers that name classes of facts have to name before a gate opens."""
_OF_DATA = (AgreementKind.NDA, AgreementKind.MUTUAL_NDA, AgreementKind.DPA)
"""Papers that are about facts, and not about work."""


class RunningList(Protocol):
    """What the gates have to know of a running list."""

    @property
    def uid(self) -> str:
        """Its identity."""

    @property
    def helper(self) -> str:
        """The uid of the helper."""

    @property
    def archived(self) -> datetime | None:
        """When it was put away."""

    @property
    def lines(self) -> tuple[Item, ...]:
        """Its items as they apply."""

    @property
    def openings(self) -> tuple[Opening, ...]:
        """Gates opened by hand."""


@dataclass(frozen=True)
class Probation:
    """What was decided of a helper in reviews; a program has none, its comparison stands for it."""

    helper: str
    """The uid of the helper."""
    reviews: tuple[Review, ...] = ()
    is_software: bool = False


@dataclass(frozen=True)
class Facts:
    """What is on record on a day."""

    today: date
    agreements: tuple[Agreement, ...] = ()
    grants: tuple[HeldAccess, ...] = ()
    lists: tuple[RunningList, ...] = ()
    """What a list is seen beside; it need not be among them."""
    probations: tuple[Probation, ...] = ()

    def of(self, helper: str) -> Self:
        """Returns what of it is about one helper, by uid."""
        return replace(
            self,
            agreements=tuple(each for each in self.agreements if each.helper == helper),
            grants=tuple(each for each in self.grants if each.helper == helper),
            lists=tuple(each for each in self.lists if each.helper == helper),
            probations=tuple(each for each in self.probations if each.helper == helper),
        )


@dataclass(frozen=True)
class Fact:
    """One thing that a gate or an item needs.

    Attributes:
        what: it in words.
        is_there: whether it is on record.
        why: how it stands, in words.
        turn: who has to do something about it.
        item: the key of the item that says so.
        paper: the uid of the agreement it rests on.
        grant: the uid of the access it is about.
        until: when a waiver that stands in for it runs out.
        against: the day of a decision that says otherwise.
    """

    what: str
    is_there: bool
    why: str
    turn: Side = Side.OWNER
    item: str = ""
    paper: str = ""
    grant: str = ""
    until: date | None = None
    against: date | None = None

    @property
    def says(self) -> str:
        """The thing and how it stands, in words."""
        return f"{self.what}: {self.why}"


@dataclass(frozen=True)
class GateStanding:
    """How a gate stands on a day.

    Attributes:
        gate: which one.
        facts: all that it needs, with those of the gates behind it.
    """

    gate: Gate
    facts: tuple[Fact, ...]

    @cached_property
    def missing(self) -> tuple[Fact, ...]:
        """What keeps it shut."""
        return tuple(fact for fact in self.facts if not fact.is_there)

    @property
    def is_open(self) -> bool:
        """Whether every fact is there."""
        return not self.missing

    @property
    def why(self) -> str:
        """What keeps it shut, in words; empty when it is open."""
        return "; ".join(fact.says for fact in self.missing)

    @property
    def waived_until(self) -> date | None:
        """The last day on which it stays open by waivers; None where it needs none."""
        return min((fact.until for fact in self.facts if fact.until), default=None)


def gate_standing(
    gate: Gate,
    items: Iterable[Item],
    facts: Facts,
    openings: Iterable[Opening] = (),
    *,
    approving: bool = False,
) -> GateStanding:
    """Returns how a gate stands: every item that opens it signed, every paper in force, every access closed.

    Args:
        gate: which one.
        items: those of all running lists of one helper.
        facts: the papers and accesses of that helper, and the day.
        openings: gates opened or shut by hand, in the order in which it was done.
        approving: whether it is asked for the second approval of something, which is then no fact it needs.
    """
    listed, by_hand = list(items), list(openings)
    found: list[Fact] = []
    passed: Gate | None = gate
    while passed is not None:
        last = next((each for each in reversed(by_hand) if each.gate is passed), None)
        own = _own_facts(passed, listed, facts, approving, _REACHES.get(gate))
        found[:0] = [_seen(fact, last, facts) for fact in own] if last else own
        passed = BEHIND.get(passed)
    return GateStanding(gate, tuple(found))


def first_of(item: Item, items: Iterable[Item], facts: Facts) -> list[Fact]:
    """Returns the items of the same list that come before one and are not settled."""
    before = [each for each in items if any(each.is_called(code) for code in item.depends_on)]
    return [fact_of(each, facts) for each in before if not each.is_settled]


def gate_before(item: Item) -> Gate | None:
    """Returns the gate that must be open before an item can be done.

    The second owner's approval is one of the facts of its gate: it waits for the gate behind that one only.
    """
    return BEHIND.get(item.needs, item.needs) if item.needs and item.approval else item.needs


def _own_facts(
    gate: Gate, items: list[Item], facts: Facts, approving: bool, reached: DataClass | None
) -> list[Fact]:
    openers = [item for item in items if gate in item.opens]
    found = [fact_of(item, facts, reached) for item in openers]
    if not openers:
        found.append(Fact(f"what opens {gate}", False, "nothing on a list does"))
    if gate is Gate.MONEY:
        found += _kept(facts)
        if not approving:
            found.append(_approval(items, facts))
    if gate is Gate.CLOSE:
        found += [_gone(grant) for grant in facts.grants]
    return found


def fact_of(item: Item, facts: Facts, reached: DataClass | None = None) -> Fact:
    """Returns an item as what others need: signed, or waived for now, its paper in force.

    Args:
        item: which one.
        facts: what is on record.
        reached: what its paper has to cover, None where that does not matter.
    """
    if item.is_waived(facts.today):
        return Fact(
            item.says, True, f"waived until {item.waived_until}", item=item.key, until=item.waived_until
        )
    holds, paper = _paper(item.paper, facts, reached) if item.paper else (True, Fact(item.says, True, ""))
    is_there = holds and item.is_settled and item.state is not ItemState.SKIPPED
    why = paper.why if not holds else _how_far(item)
    turn = paper.turn if not holds else whose_turn(item)
    return Fact(item.says, is_there, why, turn=turn, item=item.key, paper=paper.paper)


def lacking_paper(item: Item, facts: Facts, *, ever: bool = False) -> Fact | None:
    """Returns how the paper of an item stands, None where one binds now or from a later day.

    Args:
        item: which one.
        facts: the papers of the helper whose item it is, and the day.
        ever: whether a paper that has ended will do, as for what was settled before.
    """
    if item.paper is None:
        return None
    signed = [
        each
        for each in facts.agreements
        if each.archived is None and each.kind.is_such(item.paper) and each.first_day
    ]
    if any(ever or each.last_day is None or each.last_day >= facts.today for each in signed):
        return None
    return _paper(item.paper, facts, None)[1]


def _how_far(item: Item) -> str:
    if item.state is ItemState.WAIVED:
        return f"its waiver ran out on {item.waived_until}"
    if item.state is ItemState.DONE and item.sign_off:
        return "done, not approved by another owner" if item.approval else "done, not signed off"
    return "not done" if item.state is ItemState.OPEN else item.state


def whose_turn(item: Item) -> Side:
    """Returns who has to do something about an item: the owner where it is only to be signed off."""
    return Side.OWNER if item.state is ItemState.DONE else item.side


def _paper(kind: AgreementKind, facts: Facts, reached: DataClass | None) -> tuple[bool, Fact]:
    """Returns whether a paper of a kind binds, and how the one that comes nearest to it stands."""
    known = [each for each in facts.agreements if each.archived is None and each.kind.is_such(kind)]
    if not known:
        return False, Fact(kind, False, f"no {kind} is on record")

    def covers(paper: Agreement) -> bool:
        return reached is None or kind not in _OF_DATA or paper.is_about(reached)

    def nearness(paper: Agreement) -> tuple[bool, bool, date]:
        in_force = paper.is_in_force(facts.today)
        return in_force and covers(paper), in_force, paper.last_day or date.max

    best = max(known, key=nearness)
    holds, in_force, _ = nearness(best)
    why = (f"does not cover {reached} data", Side.OWNER) if in_force and not holds else None
    return holds, Fact(kind, holds, *(why or _on_paper(best, facts.today)), paper=best.uid)


def _on_paper(paper: Agreement, today: date) -> tuple[str, Side]:
    state = paper.state(today)
    if state is AgreementState.SIGNED and paper.countersigned_on is None:
        return f"signed by {paper.party}, not by you", Side.OWNER
    if state is AgreementState.SIGNED:
        return f"signed by both, in force from {paper.first_day}", Side.OWNER
    if state is AgreementState.SENT:
        return f"sent to {paper.party}, not signed", Side.HELPER
    if state is AgreementState.DRAFT:
        return "in draft, not sent", Side.OWNER
    if paper.is_in_force(today):
        return state, Side.OWNER
    return f"ended on {paper.last_day}", Side.OWNER


def _approval(items: list[Item], facts: Facts) -> Fact:
    what = "a second owner's approval, with a limit"
    for item in items:
        approval = item.history[-1].approval if item.approval and item.is_settled and item.history else None
        if approval:
            return Fact(what, True, approval.limit, item=item.key)
    asked = [each for each in facts.grants if each.gate is Gate.MONEY and not each.is_over]
    if asked and all(each.limit for each in asked):
        return Fact(what, True, "; ".join(each.limit for each in asked))
    return Fact(what, False, "not on record")


def _kept(facts: Facts) -> list[Fact]:
    if any(each.is_software for each in facts.probations):
        return []
    what = "a 30-day review that keeps them"
    review = decided_at_30_days(each for one in facts.probations for each in one.reviews)
    if review is None:
        return [Fact(what, False, "none is on record")]
    is_kept, says = review.decision.goes_on, f"“{review.decision}” on {review.on}"
    return [Fact(what, is_kept, says, against=None if is_kept else review.on)]


def _gone(grant: HeldAccess) -> Fact:
    how = "seen to be gone" if grant.is_closed else "not verified" if grant.is_over else "not revoked"
    return Fact(grant.says, grant.is_closed, how, grant=grant.uid)


def _seen(fact: Fact, last: Opening, facts: Facts) -> Fact:
    """Returns a fact as an owner's word has it, which stands against no record that says otherwise."""
    if fact.is_there or fact.grant or not last.holds(last.gate, facts.today):
        return fact
    ended = next((each.last_day for each in facts.agreements if each.uid == fact.paper), None)
    if (ended and last.on <= ended < facts.today) or (fact.against and last.on <= fact.against):
        return fact
    return replace(fact, is_there=True, why=f"opened by hand on {last.on}", until=last.until)
