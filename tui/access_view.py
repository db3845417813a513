"""The matrix of people and systems: who may enter what, as wide as the screen has room."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import chop_cells

from models.access_register import Access, Matrix
from models.business import Business
from models.dossier import Dossier
from models.helpers import Helper
from models.least_privilege import Finding
from models.systems import System
from tui import marks, wording
from tui.access_forms import open_system
from tui.helper_facts import HelperFacts
from tui.helper_terms import access_line
from tui.helpers_views import HelpersView, system_detail
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

NAME_WIDTH, CELL_WIDTH = 14, 6


@dataclass(frozen=True)
class Grid:
    """The matrix of people and systems, as wide as the screen has room.

    Attributes:
        matrix: who may enter what.
        systems: the columns, those without any access last.
        first: the first column that is shown.
        shown: how many are.
    """

    matrix: Matrix
    systems: tuple[System, ...]
    first: int
    shown: int

    @classmethod
    def of(cls, facts: HelperFacts, at: int, width: int) -> "Grid":
        """Makes the matrix with a column in sight."""
        systems = facts.systems
        room = max(1, (width - NAME_WIDTH - 3) // (CELL_WIDTH + 1))
        first = max(0, min(at - room // 2, len(systems) - room))
        return cls(facts.matrix, systems, first, min(room, len(systems)))

    @property
    def window(self) -> tuple[System, ...]:
        """The systems that are shown."""
        return self.systems[self.first : self.first + self.shown]

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns of the list."""
        names = (f" {chop_cells(each.name.split()[0], CELL_WIDTH - 1)[0]}" for each in self.window)
        return (Cell("helper", NAME_WIDTH), *(Cell(name, CELL_WIDTH) for name in names))

    def rows(self, facts: HelperFacts, at: int) -> list[Row]:
        """Returns a row for each helper; the cell of the column under the cursor stands in brackets."""
        people = [each for each in facts.desk.helpers if not each.archived or each.uid in self.matrix.helpers]
        return [self._row(each.uid, each.number, each.name, at) for each in people]

    def _row(self, uid: str, number: int, name: str, at: int) -> Row:
        texts, tones = [name], ["plain"]
        for n, system in enumerate(self.window, start=self.first):
            cell = self.matrix.cell(uid, system.uid)
            shut = any(each.missing and each.grant.granted is None for each in cell.accesses)
            warns = cell.warns or any(each.state.is_due for each in cell.accesses)
            sign = cell.sign + (marks.LATE if warns else marks.LOCKED if shut else "")
            texts.append(f"[{sign or marks.GAP}]" if n == at else f" {sign or marks.GAP}")
            sensitive = system.data_class in ("client", "money")
            tones.append("warn" if warns else "dim" if not sign else "accent" if sensitive else "plain")
        return Row(number, tuple(texts), tuple(tones))


def cell_detail(
    helper: Helper,
    system: System,
    accesses: Sequence[Access],
    found: Sequence[Finding],
    asks: str,
    business: Business,
) -> list[Parts]:
    """Returns what one cell of the matrix says in full; `asks` is the key that asks for an access."""
    lines: list[Parts] = [[(f" {helper.name} in {system.name}, {system.data_class} data", "strong")]]
    lines += [[(f" {each.grant.ref} {access_line(each, business)}", "plain")] for each in accesses]
    if not accesses:
        lines.append([(f" no access; {asks} asks for one", "dim")])
    said = [each.says for each in found if each.access in accesses]
    return [*lines, *([[(f" {' · '.join(said)}", "warn")]] if said else [])]


class AccessView(HelpersView):
    """Who may enter what: a row for each helper, a column for each system."""

    NAME = "access"
    HINTS = (
        *("helper.open", "helper.access", "helper.done", "helper.finding"),
        *("helper.why", "helpers.view", "undo"),
    )
    column = 0
    """The column under the cursor."""
    _told = ("", "")
    """The access and the excess of the finding that was shown last."""

    @property
    def grid(self) -> Grid:
        """The matrix, with the column under the cursor in sight."""
        return Grid.of(self.facts, self.column, self.screen.size.width)

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor."""
        return self.facts.dossiers.get(self.screen.number)

    @property
    def system(self) -> System | None:
        """The system of the column under the cursor."""
        systems = self.facts.systems
        return systems[min(self.column, len(systems) - 1)] if systems else None

    @property
    def cell(self) -> Sequence[Access]:
        """What the helper under the cursor may do in the system under it, what is switched on first."""
        helper, system = self.helper, self.system
        if helper is None or system is None:
            return ()
        found = self.facts.matrix.cell(helper.uid, system.uid).accesses
        return sorted(found, key=lambda each: (not each.grant.is_open, -each.grant.level.rank))

    @property
    def access(self) -> Access | None:
        """The access under the cursor."""
        return next(iter(self.cell), None)

    @property
    def columns(self) -> tuple[Cell, ...]:
        """The columns that there is room for."""
        return self.grid.columns

    def rows(self) -> list[Row]:
        """Returns a row for each helper."""
        grid = self.grid
        self.column = min(self.column, max(0, len(grid.systems) - 1))
        return grid.rows(self.facts, self.column)

    def title(self) -> tuple[str, str]:
        """Returns how many accesses are open, and how many are more than the work needs."""
        given = sum(each.grant.is_open for each in self.facts.accesses)
        problems = wording.count(len(self.facts.found), "problem")
        left, right = map(self.screen.key_for, ("move.left", "move.right"))
        return f"Access: {given} open, {problems}", f"{left} {right} system"

    def nothing(self) -> str:
        """Returns which keys begin."""
        adds, view = self.screen.key_for("helper.add"), self.screen.key_for("helpers.view")
        return (
            f"Here stands who may enter what. Nobody helps yet: {adds} adds a system, "
            f"{view} goes on to the other views."
        )

    def detail(self) -> list[Parts]:
        """Returns the cell in full."""
        helper, system = self.helper, self.system
        if helper is None or system is None:
            return system_detail(system)
        cell = self.cell
        asks = "" if cell else self.screen.key_for("helper.access")
        return cell_detail(helper, system, cell, self.facts.found, asks, self.screen.business)

    # What the keys do

    def side(self, by: int) -> None:
        """Goes to another system."""
        self.column = max(0, min(len(self.facts.systems) - 1, self.column + by))

    def next_finding(self, here: Access | None) -> tuple[int, Finding] | None:
        """Goes to the next access that is more than the work needs, or to what else is wrong with this one.

        Args:
            here: the access under the cursor.

        Returns:
            Which one it is, counted from 1, and what it says; None where nothing is too much.
        """
        found = self.facts.found
        if not found:
            return None
        names = [(each.access.uid, str(each.excess)) for each in found]
        if here is not None and self._told[0] == here.uid and self._told in names:
            at = (names.index(self._told) + 1) % len(found)
        else:
            at = next((n for n, (uid, _) in enumerate(names) if here is not None and uid == here.uid), 0)
        following, self._told = found[at], names[at]
        systems = [each.uid for each in self.facts.systems]
        if following.access.system.uid in systems:
            self.column = systems.index(following.access.system.uid)
        return at + 1, following

    def open(self) -> None:
        """Opens the steps of the access; asks for one where there is none."""
        if (access := self.access) is not None:
            self.screen.choose_step(access)
        elif self.helper is not None:
            self.screen.action_assign()
        else:
            self.edit()

    def edit(self) -> None:
        """Opens the form of the system."""
        if (system := self.system) is not None:
            open_system(self.screen, system)

    def add(self) -> None:
        """Opens the form of a new system."""
        open_system(self.screen, None)

    def done(self) -> bool:
        """Does what the access asks for next."""
        return self.access is None and super().done()

    def archive(self) -> bool:
        """Ends the access."""
        if (access := self.access) is not None:
            self.screen.take_step(access, access.ending_step)
        else:
            self.screen.no_line()
        return True
