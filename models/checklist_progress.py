"""How far a running list has come: every item on a day, each phase, and who is stuck on whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.access_facts import HeldAccess
from models.business import Business
from models.checklist_state import ChecklistState
from models.gates import Fact, Facts, fact_of, lacking_paper, whose_turn
from models.hanging import held_up_by
from models.onboarding_parts import Item, ItemState
from models.templates import Side


class ItemStatus(StrEnum):
    """How an item stands on a day."""

    DONE = "done"
    """With its signature, where it needs one."""
    SKIPPED = "skipped"
    UNPROVEN = "without its paper"
    """Settled, while no paper that both have signed is on record; gates count it as missing."""
    WAIVED = "waived"
    LOCKED = "locked"
    OVERDUE = "overdue"
    DUE = "due today"
    TO_SIGN = "to sign off"
    COMING = "to come"
    ANY_DAY = "any day"
    """It has no day, or counts from one that is not known yet."""


@dataclass(frozen=True)
class ItemStanding:
    """An item on a day.

    Attributes:
        item: which one.
        standing: how it stands.
        due: its day, None where it has none.
        waits_for: what locks it.
        turn: who has to do something about it.
    """

    item: Item
    standing: ItemStatus
    due: date | None
    waits_for: tuple[Fact, ...]
    turn: Side

    @property
    def why(self) -> str:
        """What locks it, in words; empty when nothing does."""
        return "; ".join(fact.says for fact in self.waits_for)


@dataclass(frozen=True)
class Phase:
    """How far a phase has come.

    Attributes:
        name: what it is called.
        settled: how many of its items are settled.
        total: how many there are.
    """

    name: str
    settled: int
    total: int


@dataclass(frozen=True)
class Stuck:
    """Something late that somebody has to do, and what waits for it.

    Attributes:
        cause: what it is.
        turn: who has to do it.
        since: when it was due, None where it has no day.
        items: the items that wait for it.
        grants: the accesses that wait for it.
    """

    cause: Fact
    turn: Side
    since: date | None
    items: tuple[Item, ...] = ()
    grants: tuple[HeldAccess, ...] = ()


def standings(checklist: ChecklistState, facts: Facts, business: Business) -> tuple[ItemStanding, ...]:
    """Returns every item of a list as it stands on the day of the facts; what is locked is not overdue."""
    return tuple(_standing(checklist, item, facts, business) for item in checklist.lines)


def _standing(checklist: ChecklistState, item: Item, facts: Facts, business: Business) -> ItemStanding:
    due, today, own = checklist.due(item, business), facts.today, facts.of(checklist.helper)
    waits_for: tuple[Fact, ...] = ()
    if item.state is ItemState.SKIPPED:
        standing = ItemStatus.SKIPPED
    elif item.is_settled and lacking_paper(item, own, ever=True):
        standing = ItemStatus.UNPROVEN
    elif item.is_settled:
        standing = ItemStatus.DONE
    elif item.is_waived(today) and not item.is_done:
        standing = ItemStatus.WAIVED
    elif not item.is_done and (waits_for := checklist.locked_by(item, facts)):
        standing = ItemStatus.LOCKED
    elif due is not None and due <= today:
        standing = ItemStatus.DUE if due == today else ItemStatus.OVERDUE
    elif item.is_done:
        standing = ItemStatus.TO_SIGN
    else:
        standing = ItemStatus.COMING if due else ItemStatus.ANY_DAY
    turn = fact_of(item, own).turn if item.paper else whose_turn(item)
    return ItemStanding(item, standing, due, waits_for, turn)


def phases(checklist: ChecklistState) -> tuple[Phase, ...]:
    """Returns how far each phase has come, in the order in which they first appear."""
    lines = checklist.lines
    return tuple(
        Phase(
            name,
            settled=sum(item.is_settled for item in lines if item.phase == name),
            total=sum(item.phase == name for item in lines),
        )
        for name in dict.fromkeys(item.phase for item in lines)
    )


def stuck(checklist: ChecklistState, facts: Facts, business: Business) -> tuple[Stuck, ...]:
    """Returns what is late, lacks its paper or is waited for by late items, that which most wait for first.

    What is itself locked is no cause: the cause is what it waits for.
    """
    every, own = standings(checklist, facts, business), facts.of(checklist.helper)
    found: dict[str, Stuck] = {}
    for each in every:
        if each.standing in (ItemStatus.OVERDUE, ItemStatus.UNPROVEN):
            causes: Sequence[Fact] = (fact_of(each.item, own),)
        elif each.standing is ItemStatus.LOCKED and each.due is not None and each.due <= facts.today:
            causes = _roots(each, {one.item.key: one for one in every})
        else:
            continue
        for cause in causes:
            name = cause.item or cause.grant or cause.what
            found.setdefault(name, _held(checklist, cause, own, business))
    return tuple(sorted(found.values(), key=lambda one: -len(one.items) - len(one.grants)))


def _roots(locked: ItemStanding, every: dict[str, ItemStanding]) -> list[Fact]:
    found, seen, left = list[Fact](), set[str](), list(locked.waits_for)
    while left:
        fact = left.pop(0)
        behind = every[fact.item].waits_for if fact.item in every and fact.item not in seen else ()
        seen.add(fact.item)
        if behind:
            left += behind
        else:
            found.append(fact)
    return found


def _held(checklist: ChecklistState, cause: Fact, facts: Facts, business: Business) -> Stuck:
    item = next((each for each in checklist.lines if each.key == cause.item), None)
    if item is None:
        return Stuck(cause, cause.turn, None)
    held = held_up_by(item, checklist.lines, facts, checklist.openings)
    return Stuck(cause, cause.turn, checklist.due(item, business), held.items, held.grants)
