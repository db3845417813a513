"""What a running list is made of: its items, what happened to each, and gates that were opened by hand."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import AwareDatetime

from models.access_parts import Approval
from models.document import Line, Part, Prose, fresh_key
from models.templates import Gate, Shows, TemplateItem


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
    on: date
    """The day, where the business is."""
    who: Line = ""
    """The key of the owner."""
    state: ItemState
    reported_by: Line = ""
    """Who told the owner that it is done."""
    says: Prose = ""
    """What shows it, or the reason."""
    until: date | None = None
    """When a waiver runs out."""
    approval: Approval | None = None
    """The second owner's yes, where that is what was signed."""


class Redating(Part):
    """A due date that an owner set instead."""

    at: AwareDatetime
    who: Line = ""
    to: date
    reason: Line = ""


class Opening(Part):
    """A gate opened by hand, or shut again, and what the owner had seen."""

    at: AwareDatetime
    on: date
    who: Line = ""
    gate: Gate
    shuts: bool = False
    evidence: Prose = ""
    until: date | None = None
    """The last day on which it is open; None is until it is shut again."""
    approval: Approval | None = None

    def holds(self, gate: Gate, today: date) -> bool:
        """Tells whether it keeps that gate open on a day."""
        return self.gate is gate and not self.shuts and (self.until is None or today <= self.until)


class Loosening(Part):
    """Something that gates no longer wait for, on an owner's word."""

    at: AwareDatetime
    on: date
    who: Line = ""
    what: Line
    says: Prose = ""
    """Why."""


class Item(TemplateItem):
    """One line of a running list."""

    origin: Line = ""
    """What the template calls it; empty for a line that is this list's own."""
    turn: int = 0
    """How many work days after the first time it comes, for one that is done on several."""
    turns: int = 1
    """How many times it is done in all."""
    grant: str | None = None
    """The uid of the access it is about."""
    moves: tuple[Redating, ...] = ()
    history: tuple[Event, ...] = ()

    @classmethod
    def copies(cls, item: TemplateItem) -> Iterator[Self]:
        """Yields what a running list has of a template's item, once for each time it is to be done."""
        said = {name: value for name, value in item if name != "times"}
        for turn in range(item.times):
            code = f"{item.code}.{turn + 1}" if item.code and item.times > 1 else item.code
            own = {"key": fresh_key(), "code": code, "origin": item.name, "turn": turn, "turns": item.times}
            yield cls.of(**{**said, **own})

    @property
    def state(self) -> ItemState:
        """How far it has come."""
        return self.history[-1].state if self.history else ItemState.OPEN

    @property
    def says(self) -> str:
        """What is settled, and which time it is of several."""
        return f"{self.title} ({self.turn + 1} of {self.turns})" if self.turns > 1 else self.title

    @property
    def is_done(self) -> bool:
        """Whether it was done, signed off or not."""
        return self.state in (ItemState.DONE, ItemState.SIGNED_OFF)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do about it."""
        finished = ItemState.SIGNED_OFF if self.sign_off else ItemState.DONE
        return self.state in (finished, ItemState.SIGNED_OFF, ItemState.SKIPPED)

    @property
    def moved_to(self) -> date | None:
        """The due date an owner set instead, None where none did."""
        return self.moves[-1].to if self.moves else None

    @property
    def waived_until(self) -> date | None:
        """The last day of its waiver, which holds until it is settled; None where it has none."""
        if self.is_settled:
            return None
        last = next((each for each in reversed(self.history) if each.state is not ItemState.DONE), None)
        return last.until if last and last.state is ItemState.WAIVED else None

    def is_waived(self, today: date) -> bool:
        """Tells whether a waiver stands in for it on this day."""
        return self.waived_until is not None and today <= self.waived_until

    def day_of(self, state: ItemState) -> date | None:
        """Returns the day on which it was last done or signed off, None where it is neither now."""
        if not self.is_done:
            return None
        return next((event.on for event in reversed(self.history) if event.state is state), None)

    def is_called(self, code: str) -> bool:
        """Tells whether a code means it, or all the times it is done."""
        return code in (self.code, self.origin)

    def instead(self) -> Self:
        """Returns what is settled in its place where its condition is not so."""
        return self.but(title=self.otherwise, shows=Shows.NOTE, paper=None)
