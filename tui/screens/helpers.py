"""Helpers: those who work here, who may enter what, the systems, and what handing over has freed."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.access_register import Access
from models.document import Document
from models.dossier import Dossier
from models.helpers import Helper
from models.ledger import LedgerLine
from models.systems import System
from tui import wording
from tui.access_forms import archive_system, ask_for_access, open_system
from tui.dialogs.reading import Reading
from tui.helper_account import HelperAccount
from tui.helper_forms import ask_for_helper, open_helper
from tui.helper_rows import HELPERS, SYSTEMS, Facts, Grid, cell_detail, helper_rows, stands_out, system_rows
from tui.helper_verbs import HelperVerbs
from tui.helpers_keys import HELPERS_KEYS
from tui.ledger_form import draw_up_week, open_week
from tui.ledger_rows import LEDGER, ledger_rows, ledger_summary, ledger_working
from tui.roles_of_access import write_roles
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, Parts, ending, titled
from tui.widgets.rows import Cell, Row, Rows

VIEWS = ("helpers", "access", "systems", "ledger")
"""What `V` shows in turn."""
DETAIL = 4
TABLES = (
    *("helpers", "cards", "agreements", "checklists", "systems", "grants", "ledger"),
    *("activities", "business"),
)
NOTHING = {
    "helpers": "Nobody helps yet: n adds the first one by name, g v looks for somebody. "
    "Terms, papers, access, goals and talks of everybody who helps come to stand here.",
    "access": "Here stands who may enter what. Nobody helps yet: n adds a system, V goes to the helpers.",
    "systems": "No system yet: n adds one: what can be entered, and how access is taken away.",
    "ledger": "Nothing is measured yet: r draws up last week from estimates and log, n adds one by hand.",
}


class HelpersScreen(HelperVerbs):
    """Everybody who helps, as a list, as a matrix of access, with the systems and the ledger behind."""

    TITLE = "Helpers"
    LETTER = "h"
    BINDINGS: ClassVar[list[BindingType]] = HELPERS_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = VIEWS[0]
        self._column = 0
        self._known: tuple[object, Facts | None] = (None, None)
        self._grid: Grid | None = None

    def body(self) -> ComposeResult:
        """Makes the title, the list and the line in full."""
        yield Lines(height=1, id="title")
        yield Rows(HELPERS)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    @property
    def facts(self) -> Facts:
        """What the rows are made of, looked up anew where any of it has changed."""
        state = (*(self.desk[name].version for name in TABLES), self.today)
        if self._known[0] != state or self._known[1] is None:
            self._known = state, Facts.of(self.desk, self.now(), self.zone)
        assert self._known[1] is not None
        return self._known[1]

    # What the cursor is on

    @property
    def _number(self) -> int:
        key = self.rows.key
        return key if isinstance(key, int) else 0

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor."""
        known = self.desk.helpers
        if self._view not in VIEWS[:2] or self._number not in known:
            return None
        return Dossier.on(known[self._number])

    @property
    def system(self) -> System | None:
        """The system under the cursor: a row, or the column of the matrix."""
        if self._view == "access" and self._grid and self._grid.systems:
            return self._grid.systems[min(self._column, len(self._grid.systems) - 1)]
        known = self.desk.systems
        return known[self._number] if self._view == "systems" and self._number in known else None

    @property
    def week(self) -> LedgerLine | None:
        """The line of the ledger under the cursor."""
        known = self.desk.ledger
        return known[self._number] if self._view == "ledger" and self._number in known else None

    @property
    def cell(self) -> Sequence[Access]:
        """What the helper under the cursor may do in the system under it, what is switched on first."""
        helper, system = self.helper, self.system
        if self._view != "access" or helper is None or system is None or self._grid is None:
            return ()
        found = self._grid.matrix.cell(helper.uid, system.uid).accesses
        return sorted(found, key=lambda each: (not each.grant.is_open, -each.grant.level.rank))

    @property
    def access(self) -> Access | None:
        """The access under the cursor of the matrix."""
        return next(iter(self.cell), None)

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return super().under_cursor or self.system or self.week

    # What is shown

    def show(self) -> None:
        """Shows the view in front as things are in the file now."""
        self._show(None)

    def _show(self, number: int | None) -> None:
        rows, facts = self.rows, self.facts
        self._grid = None
        columns: tuple[Cell, ...]
        found: list[Row]
        if self._view == "access":
            self._grid = Grid.of(facts, self._column, self.size.width)
            self._column = min(self._column, max(0, len(self._grid.systems) - 1))
            columns, found = self._grid.columns, self._grid.rows(facts, self._column)
        else:
            columns, make = {
                "helpers": (HELPERS, helper_rows),
                "systems": (SYSTEMS, system_rows),
                "ledger": (LEDGER, ledger_rows),
            }[self._view]
            found = make(facts)
        if columns != rows.columns:
            rows.columns = columns
            rows.refresh()
        rows.empty = ((), [(f"  {NOTHING[self._view]}", "dim")])
        rows.show(found, key=number)
        width = self.size.width
        title = titled(*self._title(facts), width - len(self._view) - 3)
        self.query_one("#title", Lines).show([ending(title, self._view, width)])
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        self._show_detail()

    def _title(self, facts: Facts) -> tuple[str, str]:
        if self._view == "helpers":
            here = sum(not each.archived for each in self.desk.helpers)
            return f"Helpers: {here}", "Enter opens one, V shows who may enter what"
        if self._view == "access":
            given = sum(each.grant.is_open for each in facts.accesses)
            problems = wording.count(len(facts.found), "problem")
            return f"Access: {given} open, {problems}", "h l system, Enter acts, a asks for one"
        if self._view == "systems":
            return f"Systems: {len(facts.desk.systems)}", "n adds one"
        said, hint = ledger_summary(facts)
        return f"Ledger: {said}", hint

    def _show_detail(self) -> None:
        self.query_one("#detail", Lines).show(self._detail())

    def _detail(self) -> list[Parts]:
        facts, helper, system, week = self.facts, self.helper, self.system, self.week
        if self._view == "access" and helper is not None and system is not None:
            asks = self.key_for("helper.access")
            return cell_detail(helper, system, self.cell, facts.found, asks)
        if helper is not None:
            said = " · ".join(stands_out(helper, self.desk.cards.having(helper=helper.uid), facts))
            account = HelperAccount(
                helper, self.desk, now=self.now(), zone=self.zone, accesses=facts.accesses
            )
            return [[(f" {account.headline()}", "strong")], [(f" {said or 'nothing stands out'}", "plain")]]
        if system is not None:
            return [[(f" {system.name}: {' '.join(system.how_to_revoke.split())}", "plain")]]
        if week is not None:
            working = [f"{label}: {text}" for label, text in ledger_working(week, facts)]
            return [[(f" {' · '.join(working[:2])}", "plain")], [(f" {working[-1]}", "dim")]]
        return []

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self._view == "access":
            return [
                *("helper.open", "helper.access", "helper.done", "helper.finding"),
                *("helper.why", "helpers.view", "undo"),
            ]
        if self._view == "helpers" and self.helper is not None:
            return [
                *("helper.open", "helper.add", "helper.record", "helper.feedback"),
                *("helper.leave", "helpers.view", "undo"),
            ]
        if self._view == "ledger":
            return ["helper.open", "helper.add", "helper.record", "helper.why", "helpers.view", "undo"]
        return ["helper.open", "helper.add", "helper.why", "helpers.view", "undo", "quit"]

    def place(self) -> list[str]:
        """Returns the view, the column and the row under the cursor."""
        return [self._view, str(self._column), str(self._number)]

    def come_to(self, place: Sequence[str]) -> bool:
        """Shows that view with the cursor where it was."""
        if len(place) == 3 and place[0] in VIEWS and place[1].isdecimal() and place[2].isdecimal():
            self._view, self._column = place[0], int(place[1])
            self._show(int(place[2]))
        return self.place() == list(place)

    # Getting about

    def action_view(self) -> None:
        """Shows the next view, with the cursor on the same helper where both list them."""
        keeps, number = self._view == "helpers", self._number
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.rows.show([])
        self._show(number if keeps else None)
        self.show_hints()

    def action_side(self, by: int) -> None:
        """Moves the cursor to another system of the matrix."""
        if self._grid is not None:
            self._column = max(0, min(len(self._grid.systems) - 1, self._column + by))
            self._show(None)

    def action_next_finding(self) -> None:
        """Puts the cursor on the next access that is more than the work needs."""
        found = self.facts.found
        if not found:
            self.say("Every access is as small as the work needs.", "dim")
            return
        here = self.access
        places = [n for n, each in enumerate(found) if here is not None and each.access.uid == here.uid]
        following = found[(places[-1] + 1) % len(found) if places else 0]
        self._view = "access"
        self._grid = Grid.of(self.facts, 0, self.size.width)
        systems = [each.uid for each in self._grid.systems]
        if following.access.system.uid in systems:
            self._column = systems.index(following.access.system.uid)
        helper = self.desk.helpers.get(following.access.helper)
        self._show(helper.number if helper else None)
        self.show_hints()
        self.say(following.says, "warn")

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.rows.step(by)
        self._show_detail()
        self.show_hints()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the end."""
        self.action_step(by * len(self.rows.rows))

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self.rows.page(by)
        self._show_detail()

    # What is done

    def action_open(self) -> None:
        """Opens the helper's page, the steps of the access, or the form of the system or the week."""
        helper, access = self.helper, self.access
        if self._view == "access" and access is not None:
            self.choose_step(access)
        elif self._view == "access" and helper is not None:
            self.action_assign()
        elif helper is not None:
            self.open_page("helper", helper.uid)
        else:
            self.action_edit()

    def action_add(self) -> None:
        """Asks for a new helper, a system, or a week of the ledger."""
        if self._view == "ledger":
            open_week(self, None)
        elif self._view == "helpers":
            ask_for_helper(self, self._added)
        else:
            open_system(self, None)

    def action_record(self) -> None:
        """Records of the helper under the cursor; in the ledger, what is known of the last week."""
        if self._view == "ledger":
            draw_up_week(self)
        else:
            super().action_record()

    def _added(self, helper: Helper) -> None:
        self._show(helper.number)
        more = f"{self.key_for('helper.edit')} says more"
        self.say(f"Added {helper.ref} {helper.name} · {more} · {self.undoes}")

    def action_done(self) -> None:
        """Does what the access under the cursor asks for next; brings back what was put away."""
        system = self.system
        if self._view == "systems" and system is not None and system.archived:
            archive_system(self, system, ())
        elif self._view == "helpers" or self.access is not None:
            super().action_done()
        else:
            self.no_line()

    def action_edit(self) -> None:
        """Opens the form of what is under the cursor."""
        helper, system, week = self.helper, self.system, self.week
        if system is not None:
            open_system(self, system)
        elif week is not None:
            open_week(self, week)
        elif helper is not None:
            open_helper(self, helper)

    def action_write(self) -> None:
        """Opens what roles may enter in the editor; on the list of helpers, what to know of one."""
        if self._view == "helpers":
            super().action_write()
        else:
            write_roles(self)

    def action_assign(self) -> None:
        """Asks for an access of the helper under the cursor, to the system under it."""
        if (helper := self.helper) is not None:
            ask_for_access(self, helper, self.system)

    def action_archive(self) -> None:
        """Takes what is under the cursor off the list."""
        access, system, week, at = self.access, self.system, self.week, self.now()
        if self._view == "access" and access is not None:
            self.take_step(access, "revoke" if access.grant.granted else "call_off")
        elif self._view == "access":
            self.no_line()
        elif system is not None:
            archive_system(self, system, self.facts.accesses)
        elif week is not None:
            self.saved("Archive a week of the ledger", lambda desk: desk.ledger.put(week.but(archived=at)))
        else:
            super().action_archive()

    def action_why(self) -> None:
        """Shows the working behind what is under the cursor."""
        helper, week = self.helper, self.week
        if self._view == "ledger":
            self.app.push_screen(Reading("The ledger", list(ledger_working(week, self.facts))))
        elif self._view == "helpers" and helper is not None:
            account = HelperAccount(
                helper, self.desk, now=self.now(), zone=self.zone, accesses=self.facts.accesses
            )
            lines = [(each.label, each.text) for each in (*account.terms(), *account.access()) if each.kind]
            self.app.push_screen(Reading(account.headline()[:70], lines))
        else:
            super().action_why()
