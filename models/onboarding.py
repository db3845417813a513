"""Running lists of what is settled when somebody starts or leaves, and what an owner says of them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from models.access_parts import Approval, waived_until
from models.checklist_state import ChecklistState
from models.dates import ISO_DAY
from models.document import RuleBroken, fresh_key
from models.gates import Facts
from models.onboarding_parts import Event, Item, ItemState, Loosening, Opening, Redating
from models.templates import Gate, Shows, Side


class Checklist(ChecklistState):
    """A running list and what an owner says of it."""

    # What an owner says of an item

    def done(
        self, key: str, *, facts: Facts, at: datetime, who: str, reported_by: str = "", says: str = ""
    ) -> Self:
        """Returns the list with an item done.

        Args:
            key: the item's.
            facts: the papers, accesses and the day, for what it waits for.
            at: the moment.
            who: the key of the owner who says so.
            reported_by: who told that owner, for what the helper does.
            says: what shows it.

        Raises:
            RuleBroken: it is locked, is done or left out, or nobody says who reported the helper's item and
                what shows it.
        """
        item = self.item(key)
        if item.state not in (ItemState.OPEN, ItemState.WAIVED):
            raise RuleBroken(f"{item.says} is {item.state} already: reopen it first.")
        if locked := self.locked_by(item, facts):
            raise RuleBroken(f"{item.says} waits for: {'; '.join(fact.says for fact in locked)}.")
        if item.side is Side.HELPER and not (reported_by.strip() and says.strip()):
            raise RuleBroken("Who told you it is done, and how do you know?", "reported_by")
        if not _shown(item.shows, says):
            hint = ", as in 2026-05-29" if item.shows is Shows.DATE else ""
            raise RuleBroken(f"What shows that it is done? Give the {item.shows}{hint}.", "says")
        said = {"reported_by": reported_by, "says": says}
        return self._with(item, ItemState.DONE, at=at, on=facts.today, who=who, **said)

    def signed_off(
        self, key: str, *, at: datetime, today: date, who: str, limit: str = "", reason: str = ""
    ) -> Self:
        """Returns the list with an item that is done signed off.

        Args:
            key: the item's.
            at: the moment.
            today: the day.
            who: the key of the owner who signs.
            limit: what an approval bounds it to, as in `read only` or an amount.
            reason: why an approval is given by the owner who did it.

        Raises:
            RuleBroken: it is not done, needs no signature, or approves without a second owner or a limit.
        """
        item = self.item(key)
        if not item.sign_off:
            raise RuleBroken(f"{item.says} needs no signing off: done is enough.")
        if item.state is ItemState.SIGNED_OFF:
            raise RuleBroken(f"{item.says} is signed off already.")
        if item.state is not ItemState.DONE:
            raise RuleBroken(f"{item.says} is {item.state}: mark it done, then sign it off.")
        second = _approval(item.history[-1].who, who, today, limit, reason) if item.approval else None
        return self._with(item, ItemState.SIGNED_OFF, at=at, on=today, who=who, says=reason, approval=second)

    def skipped(self, key: str, reason: str, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with an item left out.

        Raises:
            RuleBroken: no reason is given, it is settled, or a gate needs it.
        """
        item = self.item(key)
        if item.opens:
            gates = " and ".join(item.opens)
            raise RuleBroken(f"{item.says} opens {gates}: it can be waived for a time, not skipped.")
        if item.is_settled:
            raise RuleBroken(f"{item.says} is {item.state} already: reopen it first.")
        return self._with(item, ItemState.SKIPPED, at=at, on=today, who=who, says=_because(reason))

    def waived(self, key: str, reason: str, until: date, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with an item that opens a gate counted as there until a day.

        Raises:
            RuleBroken: no reason is given, it is settled, no gate needs it, or the day is past or over
                14 days ahead.
        """
        item = self.item(key)
        if not item.opens:
            raise RuleBroken(f"{item.says} opens no gate: skip it instead.")
        if item.is_settled:
            raise RuleBroken(f"{item.says} is {item.state} already: reopen it first.")
        said = {"says": _because(reason), "until": waived_until(until, today=today)}
        return self._with(item, ItemState.WAIVED, at=at, on=today, who=who, **said)

    def reopened(self, key: str, reason: str, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with an item open again.

        Raises:
            RuleBroken: no reason is given, or it is open.
        """
        item = self.item(key)
        if item.state is ItemState.OPEN:
            raise RuleBroken(f"{item.says} is open already.")
        return self._with(item, ItemState.OPEN, at=at, on=today, who=who, says=_because(reason))

    def moved(self, key: str, to: date, reason: str, *, at: datetime, who: str) -> Self:
        """Returns the list with another due date for an item.

        Raises:
            RuleBroken: no reason is given, or the day lies before the list was made.
        """
        item = self.item(key)
        if to < self.made_on:
            raise RuleBroken(f"The list was made on {self.made_on}: say that day or a later one.", "to")
        moved = Redating.of(at=at, who=who, to=to, reason=_because(reason))
        return self._replacing(item.but(moves=(*item.moves, moved)))

    def with_line(
        self,
        title: str,
        *,
        at: datetime,
        who: str,
        due: date | None = None,
        side: Side = Side.OWNER,
        phase: str = "",
    ) -> Self:
        """Returns the list with a line of its own, the last of its phase.

        Raises:
            RuleBroken: it says nothing, or its day lies before the list was made.
        """
        item = Item.of(key=fresh_key(), title=title, phase=phase, side=side, offset_days=None)
        place = max((n for n, each in enumerate(self.items) if each.phase == item.phase), default=-1) + 1
        items = list(self.items)
        items.insert(place or len(items), item)
        made = self.but(items=tuple(items))
        return made.moved(item.key, due, "as it was put down", at=at, who=who) if due else made

    def item(self, key: str) -> Item:
        """Returns the item with this key, as it applies.

        Raises:
            RuleBroken: it is not on the list, or its condition is not so.
        """
        found = next((item for item in self.lines if item.key == key), None)
        if found is None:
            raise RuleBroken(f"{self.ref} has no such item any more: look at the list again.")
        return found

    def _with(self, item: Item, state: ItemState, **said: object) -> Self:
        return self._replacing(item.but(history=(*item.history, Event.of(state=state, **said))))

    def _replacing(self, item: Item) -> Self:
        # its words are those of the template, whatever stands in its place for now
        return self.but(
            items=tuple(
                each.but(history=item.history, moves=item.moves) if each.key == item.key else each
                for each in self.items
            )
        )

    # What an owner says of the whole list

    def opened_by_hand(
        self,
        gate: Gate,
        evidence: str,
        *,
        at: datetime,
        today: date,
        who: str,
        until: date | None = None,
        second: str = "",
        limit: str = "",
        reason: str = "",
    ) -> Self:
        """Returns the list with a gate opened on an owner's word, against no record that says otherwise.

        Args:
            gate: which one; those behind it need a word of their own.
            evidence: what the owner has seen.
            at: the moment.
            today: the day.
            who: the key of the owner.
            until: the last day; None is until it is taken back.
            second: the key of the owner who approves, for money.
            limit: what that approval bounds it to.
            reason: why nobody else approves.

        Raises:
            RuleBroken: nothing shows it, its last day is past, or money lacks a second owner or a limit.
        """
        if not evidence.strip():
            raise RuleBroken("What have you seen that opens it? Say what, and where it lies.", "evidence")
        if until and until < today:
            raise RuleBroken("Until when? Say today or a later day.", "until")
        approval = _approval(who, second or who, today, limit, reason) if gate is Gate.MONEY else None
        said = {"evidence": evidence, "until": until, "approval": approval}
        opening = Opening.of(at=at, on=today, who=who, gate=gate, **said)
        return self.but(openings=(*self.openings, opening))

    def opening_taken_back(self, gate: Gate, reason: str, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with a gate that was opened by hand left to its facts again.

        Raises:
            RuleBroken: no reason is given.
        """
        said = {"shuts": True, "evidence": _because(reason)}
        return self.but(openings=(*self.openings, Opening.of(at=at, on=today, who=who, gate=gate, **said)))

    def put_away(self, reason: str = "", *, at: datetime, today: date, who: str) -> Self:
        """Returns the list in the archive; gates then go by the other lists.

        Raises:
            RuleBroken: a gate needs what is not settled on it, and no reason is given.
        """
        if left := self.open_openers:
            said = f"{left[0].says} is not settled and opens {' and '.join(left[0].opens)}"
            if not reason.strip():
                raise RuleBroken(f"{said}: settle it, or say why the list is put away.", "reason")
            return self.loosening([self.name], reason, at=at, today=today, who=who).but(archived=at)
        return self.but(archived=at)

    def loosening(self, what: Iterable[str], reason: str, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with the reason why gates no longer wait for something.

        Raises:
            RuleBroken: no reason is given.
        """
        said = {"at": at, "on": today, "who": who, "says": _because(reason)}
        return self.but(loosened=(*self.loosened, *(Loosening.of(what=each, **said) for each in what)))

    def supposing(self, condition: str, is_so: bool, *, at: datetime, today: date, who: str) -> Self:
        """Returns the list with a condition that is so, or is not.

        What was settled of its items was settled for the other case, and is open again. What they depend on
        is to be done again as well when the condition comes true: a new person signs anew.
        """
        if is_so is (condition in self.conditions):
            return self
        others = tuple(each for each in self.conditions if each != condition)
        changed = self.but(conditions=(*others, condition) if is_so else others)
        turned = [item for item in self.items if item.condition == condition]
        first = {code for item in turned for code in item.depends_on} if is_so else set()
        for each in changed.lines:
            again = each.condition == condition or any(map(each.is_called, first))
            if again and each.state is not ItemState.OPEN:
                changed = changed.reopened(each.key, condition, at=at, today=today, who=who)
        return changed


def _because(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken("Why? Give the reason in a few words.", "reason")
    return reason


def _shown(shows: Shows, says: str) -> bool:
    if shows is Shows.DATE:
        return re.search(ISO_DAY, says) is not None
    return shows is Shows.NONE or bool(says.strip())


def _approval(first: str, second: str, on: date, limit: str, reason: str) -> Approval:
    """Returns the second owner's yes to what touches money.

    Raises:
        RuleBroken: it is the same owner without a reason, or nothing limits it.
    """
    return Approval.given(on=on, who=second, is_sole=first == second, reason=reason, limit=limit)
