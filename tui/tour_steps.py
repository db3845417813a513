"""The steps of the tour: what each says where the owner is just then, and how it shows that it was done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.checklist_progress import ItemStatus
from models.helpers import HelperKind
from models.today_line import Line, Rule
from tui import marks
from tui.desk_screen import DeskScreen


@dataclass(frozen=True)
class Seen:
    """What the tour goes by.

    Attributes:
        screen: the screen that the owner is on.
        base: the letter of the screen below all pages.
        page: the name of the page that is open, empty for none.
        is_reading: whether a page to read is open on top of it.
        has_changed: whether something was changed since the step began.
        has_undone: whether something was taken back since then.
    """

    screen: DeskScreen
    base: str
    page: str
    is_reading: bool
    has_changed: bool
    has_undone: bool

    def key(self, id: str, usual: str) -> str:
        """Returns the key of a binding, the usual one where it belongs to another screen."""
        return self.screen.key_for(id) or usual

    def line_of(self, rules: Sequence[Rule]) -> Line | None:
        """Returns the first line of Today that comes of one of these rules."""
        lines = self.screen.session.agenda(zone=self.screen.zone).lines
        return next((each for each in lines if each.rule in rules), None)


@dataclass(frozen=True)
class Step:
    """A step of the tour.

    Attributes:
        says: returns what to do next.
        is_done: tells whether it was done.
    """

    says: Callable[[Seen], str]
    is_done: Callable[[Seen], bool]


def _today(seen: Seen) -> str:
    if seen.base != "t" or seen.page:
        return f"{seen.key('go.today', 'g t')} shows what needs you now."
    if seen.line_of([Rule.A1]):
        return f"Somebody who left can still get in: {seen.key('today.settle', 'Enter')} takes it back."
    return f"{seen.key('today.settle', 'Enter')} settles the line under the cursor, right here."


def _waiting(seen: Seen) -> str:
    line = seen.line_of([Rule.C2, Rule.C3])
    if line is None:
        return "No card waits for you just now."
    if seen.base != "t":
        return f"{seen.key('go.today', 'g t')}: which card waits for you?"
    down = seen.key("move.down", "j")
    return f"“{line.subject}” waits for you: {down} goes to it, {seen.key('today.settle', 'Enter')} opens it."


def _triage(seen: Seen) -> str:
    if seen.base != "i":
        return f"{seen.key('go.triage', 'g i')} shows the Inbox one card at a time."
    if not any(card.is_undecided for card in seen.screen.desk.cards):
        return "The Inbox is empty: nothing is left to decide."
    gives, sleeps = seen.key("board.give_1", "1"), seen.key("card.snooze", "z")
    return f"Whose is it? {gives} gives it to helper 1, {sleeps} lets it sleep for a week."


def _priorities(seen: Seen) -> str:
    if seen.base != "p":
        return f"{seen.key('go.priorities', 'g p')} ranks what is worth handing over."
    return f"{seen.key('priorities.why', 'i')} says how the figures of this line came about."


def _comparison(seen: Seen) -> str:
    desk = seen.screen.desk
    decided = [each for each in desk.roles if each.decision and each.kind is HelperKind.SOFTWARE]
    role = next(iter(decided), None)
    chosen = desk.candidates.get(role.decision.candidate) if role and role.decision else None
    if role is None or chosen is None:
        return f"{seen.key('go.vetting', 'g v')} compares who might help, on the same evidence."
    if seen.base != "v":
        return f"{seen.key('go.vetting', 'g v')}: why did {chosen.name} win?"
    if seen.page != "role":
        enter = seen.key("role.open", "Enter")
        return f"{enter} on {role.ref} “{role.title}” opens what {chosen.name} was held against."
    return f"{seen.key('role.view', 'V')} shows the candidates as a list, then side by side."


def _locked(seen: Seen) -> str:
    if seen.page == "checklist":
        why = seen.key("item.why", "i")
        return f"{marks.LOCKED} is locked: {seen.key('move.down', 'j')} down to such a line, {why} says why."
    if seen.base != "o":
        return f"{seen.key('go.onboarding', 'g o')} shows who is being brought in, paper before access."
    return f"{seen.key('list.open', 'Enter')} opens the list: what is done, late, locked."


def _is_locked(seen: Seen) -> bool:
    standing = getattr(seen.screen, "standing", None)
    return seen.is_reading and standing is not None and standing.standing is ItemStatus.LOCKED


def _undo(seen: Seen) -> str:
    changes = seen.key("go.changes", "g u")
    return f"{seen.key('undo', 'u')} takes back the last change, also after a restart; {changes} lists all."


STEPS = (
    Step(_today, lambda seen: seen.base == "t" and seen.has_changed),
    Step(_waiting, lambda seen: seen.page == "card"),
    Step(_triage, lambda seen: seen.base == "i" and seen.has_changed),
    Step(_priorities, lambda seen: seen.base == "p" and seen.is_reading),
    Step(_comparison, lambda seen: seen.page == "role" and seen.screen.has_class("compare")),
    Step(_locked, _is_locked),
    Step(_undo, lambda seen: seen.has_undone),
)
"""What a newcomer does in a few minutes, from what needs them now to taking it all back."""
