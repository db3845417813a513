"""A running list as it stands: which of its items apply, when they are due, what they wait for."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import ClassVar, Self

from pydantic import AwareDatetime

from models.business import Business
from models.document import Document, Line, Name
from models.gates import Fact, Facts, GateStanding, RunningList, first_of, gate_before, gate_standing
from models.onboarding_parts import Item, ItemState, Loosening, Opening
from models.templates import PERSONAL_DATA, Anchor, Gate, Purpose, Template


class ChecklistState(Document):
    """A running copy of a template for one helper; `Checklist` adds what is said of it."""

    letter: ClassVar[str] = "L"

    name: Name
    helper: str
    """The uid of the helper."""
    purpose: Purpose = Purpose.START
    template: Line = ""
    """The name of the template it was copied from."""
    version: int = 1
    start: date
    end: date | None = None
    cancel_by: date | None = None
    """The last day on which what it is about can be cancelled."""
    made_on: date
    """No item is due before this day."""
    conditions: tuple[Line, ...] = ()
    """The conditions of items that are so."""
    items: tuple[Item, ...] = ()
    openings: tuple[Opening, ...] = ()
    """Gates opened by hand, the latest last."""
    loosened: tuple[Loosening, ...] = ()
    """What gates no longer wait for, the latest last."""
    archived: AwareDatetime | None = None

    @classmethod
    def copying(
        cls,
        template: Template,
        *,
        name: str,
        helper: str,
        start: date,
        made_on: date,
        conditions: Iterable[str] = (PERSONAL_DATA,),
        **days: date | None,
    ) -> Self:
        """Makes a list of a template's items for a helper.

        Args:
            template: what is copied.
            name: what the list is called.
            helper: the uid of the helper.
            start: the first day of work.
            made_on: today; nothing is due before.
            conditions: those that are so; personal data are seen unless it is said otherwise.
            days: `end` and `cancel_by`, where they are known.
        """
        return cls.of(
            name=name,
            helper=helper,
            purpose=template.purpose,
            template=template.name,
            version=template.version,
            start=start,
            made_on=made_on,
            conditions=tuple(conditions),
            items=tuple(copy for item in template.items for copy in Item.copies(item)),
            **days,
        )

    # What stands on it

    @property
    def lines(self) -> tuple[Item, ...]:
        """Its items as they apply; where a condition is not so, what is settled in their place."""
        found = []
        for item in self.items:
            if not item.condition or item.condition in self.conditions:
                found.append(item)
            elif item.otherwise:
                found.append(item.instead())
        return tuple(found)

    def due(self, item: Item, business: Business) -> date | None:
        """Returns when an item is due, None for one whose day is not known or does not matter.

        An off-day shifts it forward, or back where it is to be done before the anchor. A list that is made
        late has its early items due on the day it is made; `domain.md` §2.2.
        """
        if item.moved_to:
            return business.work_day_from(item.moved_to)
        anchor = self._anchor(item)
        if anchor is None or item.offset_days is None:
            return None
        back = item.offset_days < 0 or item.anchor is Anchor.CANCEL_BY
        day = business.work_day_from(anchor + timedelta(days=item.offset_days), back=back)
        for _ in range(item.turn):
            day = business.work_day_from(day + timedelta(days=1))
        day = max(day, business.work_day_from(self.made_on))
        # nobody takes a cancellation after the last day for it, whichever day of the week that is
        is_notice = item.anchor is Anchor.CANCEL_BY and item.offset_days <= 0
        return anchor if is_notice and self.made_on <= anchor < day else day

    def _anchor(self, item: Item) -> date | None:
        if item.anchor.is_an_item:
            state = ItemState.DONE if item.anchor is Anchor.ITEM_DONE else ItemState.SIGNED_OFF
            days = [each.day_of(state) for each in self.lines if each.is_called(item.counts_from)]
            known = [day for day in days if day]
            return max(known) if known and len(known) == len(days) else None
        return {Anchor.START: self.start, Anchor.END: self.end}.get(item.anchor, self.cancel_by)

    def gate(self, gate: Gate, facts: Facts) -> GateStanding:
        """Returns how a gate stands by this list and the others that run for its helper."""
        beside = (each for each in facts.lists if each.uid != self.uid)
        return gate_of(gate, (self, *beside), facts, self.helper)

    def locked_by(self, item: Item, facts: Facts) -> tuple[Fact, ...]:
        """Returns what an item waits for; nothing when it can be done."""
        found, gate = first_of(item, self.lines, facts.of(self.helper)), gate_before(item)
        return tuple(dict.fromkeys((*found, *(self.gate(gate, facts).missing if gate else ()))))

    @property
    def open_openers(self) -> tuple[Item, ...]:
        """Its items that a gate needs and that are not settled."""
        return tuple(item for item in self.lines if item.opens and not item.is_settled)

    @property
    def progress(self) -> tuple[int, int]:
        """How many of its items are settled, and how many there are."""
        return sum(item.is_settled for item in self.lines), len(self.lines)

    @property
    def is_complete(self) -> bool:
        """Whether every item is settled; what is waived is not."""
        return all(item.is_settled for item in self.lines)


def gate_of(
    gate: Gate, lists: Iterable[RunningList], facts: Facts, helper: str, *, approving: bool = False
) -> GateStanding:
    """Returns how a gate stands for a helper by all running lists.

    Args:
        gate: which one.
        lists: those there are; archived ones and those of others are left out.
        facts: the papers, accesses and the day.
        helper: the uid of the helper.
        approving: whether it is asked for a second approval, which is then no fact it needs.
    """
    own = [each for each in lists if each.helper == helper and each.archived is None]
    return gate_standing(
        gate,
        [item for each in own for item in each.lines],
        facts.of(helper),
        sorted((opening for each in own for opening in each.openings), key=lambda opening: opening.at),
        approving=approving,
    )


def shut_by(
    lists: Iterable[RunningList], facts: Facts, helper: str, *, approving: bool = False
) -> Callable[[Gate], tuple[str, ...]]:
    """Returns what says in words why a gate is shut for a helper; nothing when it is open."""
    own = list(lists)

    def shut(gate: Gate) -> tuple[str, ...]:
        return tuple(fact.says for fact in gate_of(gate, own, facts, helper, approving=approving).missing)

    return shut
