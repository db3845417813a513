"""Running lists of what is settled before and after somebody starts: due dates, gates, what is done."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import AwareDatetime

from models.business import Business
from models.document import Document, Line, Name, Part, Prose, RuleBroken, fresh_key
from models.templates import Anchor, Gate, Shows, Side, Template, TemplateItem

LONGEST_WAIVER = timedelta(days=14)
"""How far ahead a waived item must be settled; `domain.md` §2.6."""


class ItemState(StrEnum):
    """How far an item has come, but for being locked, which follows from the others."""

    OPEN = "open"
    DONE = "done"
    SIGNED_OFF = "signed off"
    SKIPPED = "skipped"
    WAIVED = "waived"


class Event(Part):
    """Something that happened to an item, with who said so and why."""

    at: AwareDatetime
    who: Line = ""
    """The key of the owner."""
    state: ItemState
    reported_by: Line = ""
    """Who told the owner that it is done."""
    says: Prose = ""
    """What shows it, or the reason."""
    until: date | None = None
    """When a waiver runs out."""


class Item(TemplateItem):
    """One line of a running list."""

    moved_to: date | None = None
    """The due date an owner has set instead."""
    history: tuple[Event, ...] = ()

    @property
    def state(self) -> ItemState:
        """How far it has come."""
        return self.history[-1].state if self.history else ItemState.OPEN

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do about it."""
        finished = ItemState.SIGNED_OFF if self.sign_off else ItemState.DONE
        return self.state in (finished, ItemState.SIGNED_OFF, ItemState.SKIPPED)

    def stands_in(self, today: date) -> bool:
        """Tells whether it counts as there for a gate on this day: settled, or waived for the time being."""
        if self.state is ItemState.WAIVED:
            until = self.history[-1].until
            return until is not None and today <= until
        return self.is_settled and self.state is not ItemState.SKIPPED


class Checklist(Document):
    """A running copy of a template for one helper."""

    letter: ClassVar[str] = "L"

    name: Name
    helper: str
    """The uid of the helper."""
    template: Line = ""
    """The name of the template it was copied from."""
    version: int = 1
    start: date
    end: date | None = None
    made_on: date
    """No item is due before this day."""
    items: tuple[Item, ...] = ()
    archived: AwareDatetime | None = None

    @classmethod
    def copying(cls, template: Template, *, name: str, helper: str, start: date, made_on: date) -> Self:
        """Makes a list of a template's items for a helper who starts on a day."""
        items = tuple(Item.of(**(dict(item) | {"key": fresh_key()})) for item in template.items)
        return cls.of(
            name=name,
            helper=helper,
            template=template.name,
            version=template.version,
            start=start,
            made_on=made_on,
            items=items,
        )

    def due(self, item: Item, business: Business) -> date | None:
        """Returns when an item is due, None for one that counts from an end which is not known.

        An off-day shifts it forward, or back where it is to be done before the start. A list that is made
        late has its early items due on the day it is made; `domain.md` §2.2.
        """
        if item.moved_to:
            return item.moved_to
        anchor = self.start if item.anchor is Anchor.START else self.end
        if anchor is None:
            return None
        day = on_work_day(anchor + timedelta(days=item.offset_days), business, back=item.offset_days < 0)
        return max(day, on_work_day(self.made_on, business))

    def gate_is_open(self, gate: Gate, today: date) -> bool:
        """Tells whether everything on this list that opens a gate is there; nothing that does means shut."""
        openers = [item for item in self.items if item.opens is gate]
        return bool(openers) and all(item.stands_in(today) for item in openers)

    def locked_by(self, item: Item, today: date) -> tuple[str, ...]:
        """Returns what an item waits for, in words; nothing when it can be done."""
        first = [each for each in self.items if each.code in item.depends_on and not each.is_settled]
        found = [each.title for each in first]
        if item.needs and not self.gate_is_open(item.needs, today):
            shut = [o.title for o in self.items if o.opens is item.needs and not o.stands_in(today)]
            found += shut or [f"what opens {item.needs}"]
        return tuple(dict.fromkeys(found))

    @property
    def progress(self) -> tuple[int, int]:
        """How many of its items are settled, and how many there are."""
        return sum(item.is_settled for item in self.items), len(self.items)

    @property
    def is_complete(self) -> bool:
        """Whether every item is settled; what is waived is not."""
        return all(item.is_settled for item in self.items)

    # Verbs on one of its items

    def done(
        self, key: str, *, at: datetime, today: date, who: str, reported_by: str = "", says: str = ""
    ) -> Self:
        """Returns the list with an item done.

        Args:
            key: the item's.
            at: the moment.
            today: the day, for gates.
            who: the key of the owner who says so.
            reported_by: who told that owner, for what the helper does.
            says: what shows it.

        Raises:
            RuleBroken: it is locked, or nobody says who reported the helper's item and what shows it.
        """
        item = self._item(key)
        if locked := self.locked_by(item, today):
            raise RuleBroken(f"{item.title} waits for: {', '.join(locked)}.")
        if item.side is Side.HELPER and not (reported_by.strip() and says.strip()):
            raise RuleBroken("Who told you it is done, and how do you know?", "reported_by")
        if item.shows is not Shows.NONE and not says.strip():
            raise RuleBroken(f"What shows that it is done? Give the {item.shows}.", "says")
        event = Event.of(at=at, who=who, state=ItemState.DONE, reported_by=reported_by, says=says)
        return self._with(item, event)

    def signed_off(self, key: str, *, at: datetime, who: str) -> Self:
        """Returns the list with an item that is done signed off.

        Raises:
            RuleBroken: it is not done, or needs no signature.
        """
        item = self._item(key)
        if not item.sign_off:
            raise RuleBroken(f"{item.title} needs no signing off: done is enough.")
        if item.state is not ItemState.DONE:
            raise RuleBroken(f"{item.title} is {item.state}: mark it done, then sign it off.")
        return self._with(item, Event.of(at=at, who=who, state=ItemState.SIGNED_OFF))

    def skipped(self, key: str, reason: str, *, at: datetime, who: str) -> Self:
        """Returns the list with an item left out.

        Raises:
            RuleBroken: no reason is given, or a gate needs it.
        """
        item = self._item(key)
        if item.opens is not None:
            raise RuleBroken(f"{item.title} opens {item.opens}: it can be waived for a time, not skipped.")
        return self._with(item, self._because(ItemState.SKIPPED, reason, at=at, who=who))

    def waived(self, key: str, reason: str, until: date, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with an item that opens a gate counted as there until a day.

        Raises:
            RuleBroken: no reason is given, no gate needs it, or the day is past or over 14 days ahead.
        """
        item = self._item(key)
        if item.opens is None:
            raise RuleBroken(f"{item.title} opens no gate: skip it instead.")
        if not today <= until <= today + LONGEST_WAIVER:
            raise RuleBroken("A waiver may last 14 days at most: say a day within them.", "until")
        return self._with(item, self._because(ItemState.WAIVED, reason, at=at, who=who, until=until))

    def reopened(self, key: str, reason: str, *, at: datetime, who: str) -> Self:
        """Returns the list with an item open again.

        Raises:
            RuleBroken: no reason is given, or it is open.
        """
        item = self._item(key)
        if item.state is ItemState.OPEN:
            raise RuleBroken(f"{item.title} is open already.")
        return self._with(item, self._because(ItemState.OPEN, reason, at=at, who=who))

    def moved(self, key: str, due: date) -> Self:
        """Returns the list with another due date for an item."""
        item = self._item(key)
        return self._replacing(item.but(moved_to=due))

    def _item(self, key: str) -> Item:
        found = next((item for item in self.items if item.key == key), None)
        if found is None:
            raise RuleBroken(f"{self.ref} has no such item any more: look at the list again.")
        return found

    def _because(
        self, state: ItemState, reason: str, *, at: datetime, who: str, until: date | None = None
    ) -> Event:
        if not reason.strip():
            raise RuleBroken("Why? Give the reason in a few words.", "reason")
        return Event.of(at=at, who=who, state=state, says=reason, until=until)

    def _with(self, item: Item, event: Event) -> Self:
        return self._replacing(item.but(history=(*item.history, event)))

    def _replacing(self, item: Item) -> Self:
        return self.but(items=tuple(item if each.key == item.key else each for each in self.items))


def on_work_day(day: date, business: Business, *, back: bool = False) -> date:
    """Returns a day, or the nearest work day after it, before it when going back."""
    step = timedelta(days=-1 if back else 1)
    for _ in range(400):  # a business that never works still gets a date
        if business.is_work_day(day):
            break
        day += step
    return day
