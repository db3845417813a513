"""How far an activity has come on the twelve steps: looked up in the file, and said."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.access_register import Access
from models.activity import Activity
from models.dossier import Dossier
from models.ranking import Priorities
from models.twelve_steps import OnWay, StepOnWay, StepState, twelve_steps
from store import Workspace
from tui import marks, register
from tui.widgets.painted import Parts, shortened

TABLES = (
    *("activities", "cards", "roles", "candidates", "helpers", "checklists"),
    *("agreements", "systems", "grants", "ledger", "business"),
)
"""What the steps are read off, besides the log."""
SIGNS = {
    StepState.TAKEN: marks.DONE,
    StepState.NEXT: marks.OPEN,
    StepState.TO_COME: marks.GAP,
    StepState.NOT_NEEDED: "–",
}


class Ways:
    """The steps of the activities of one file, each looked up once."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk
        self._state: object = None
        self._accesses: Sequence[Access] | None = None
        self._steps: dict[str, tuple[StepOnWay, ...]] = {}

    def steps(self, activity: Activity, found: Priorities | None, today: date) -> tuple[StepOnWay, ...]:
        """Returns the twelve steps of an activity.

        Args:
            activity: the work.
            found: the priorities as they are now.
            today: the day.
        """
        state = (*(self._desk[table].version for table in TABLES), found, today)
        if self._state != state:
            self._state, self._accesses, self._steps = state, None, {}
        if activity.uid not in self._steps:
            self._steps[activity.uid] = twelve_steps(self._on_way(activity, found, today))
        return self._steps[activity.uid]

    def _on_way(self, activity: Activity, found: Priorities | None, today: date) -> OnWay:
        desk, uid = self._desk, activity.uid
        ranked = next((row for row in found.rows if row.activity.uid == uid), None) if found else None
        cards = [card for card in desk.cards.having(activity=uid) if card.trashed is None]
        roles = [role for role in desk.roles if uid in role.activities and role.archived is None]
        candidates = [each for role in roles for each in desk.candidates.having(role=role.uid)]
        ledger = desk.ledger.having(activity=uid, archived=None)
        helpers = self._helpers(
            [card.helper for card in cards],
            [each.helper for each in candidates],
            [line.helper for line in reversed(ledger)],
        )
        here = {helper.uid for helper in helpers}
        needing = {uid, *(card.uid for card in cards)}
        held = [each for helper in here for each in desk.grants.having(helper=helper)]
        grants = {each.uid for each in held if needing.intersection(each.tasks)}
        return OnWay(
            activity,
            today,
            ranked,
            too_early=bool(found and found.coverage.too_early),
            cards=tuple(cards),
            roles=tuple(roles),
            candidates=tuple(candidates),
            helpers=tuple(helpers),
            checklists=tuple(each for helper in here for each in desk.checklists.having(helper=helper)),
            papers=tuple(each for helper in here for each in desk.agreements.having(helper=helper)),
            accesses=tuple(each for each in self._register(today) if each.uid in grants) if grants else (),
            ledger=tuple(ledger),
        )

    def _register(self, today: date) -> Sequence[Access]:
        if self._accesses is None:
            self._accesses = [each for each in register.accesses(self._desk, today) if not each.is_closed]
        return self._accesses

    def _helpers(self, *groups: Iterable[str | None]) -> list[Dossier]:
        """Returns those who have the cards, else were engaged for the work, else are in the ledger."""
        for uids in groups:
            known = (self._desk.helpers.get(uid) for uid in dict.fromkeys(uids))
            found = [
                Dossier.as_far_as_sound(helper)
                for helper in known
                if helper is not None and not helper.archived
            ]
            if found:
                return found
        return []


def in_short(steps: Sequence[StepOnWay], width: int) -> Parts:
    """Returns the twelve marks and what is next on one line, without the parts that have no room."""
    signs = "".join(SIGNS[each.state] for each in steps)
    taken = sum(each.state is StepState.TAKEN for each in steps)
    needed = sum(each.state is not StepState.NOT_NEEDED for each in steps)
    following = next((each for each in steps if each.state is StepState.NEXT), None)
    if following is not None:
        said = f"next: {following.step} · {following.says}"
    else:
        said = "every step is taken" if needed == len(steps) else f"nothing more to do · {steps[-1].says}"
    return shortened([(f" {signs}", "accent"), (f" {taken} of {needed} · {said}", "plain")], width, 1)[0]


def in_full(steps: Sequence[StepOnWay]) -> list[tuple[str, str]]:
    """Returns a line for each step, with its mark and what shows it."""
    lines = [(f"{n:>2} {SIGNS[each.state]} {each.step}", each.says) for n, each in enumerate(steps, start=1)]
    return [
        ("The twelve steps", f"read off the records: {marks.DONE} taken, {marks.OPEN} next, – not needed"),
        *lines,
    ]
