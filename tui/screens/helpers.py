"""Helpers: those who work here, who may enter what, the systems, and what handing over has freed."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.access_register import Access
from models.document import Document
from models.dossier import Dossier
from tui.access_forms import ask_for_access
from tui.access_view import AccessView
from tui.helper_facts import TABLES, HelperFacts
from tui.helper_verbs import HelperVerbs
from tui.helpers_keys import HELPERS_KEYS
from tui.helpers_views import HelpersView, PeopleView, SystemsView
from tui.ledger_view import LedgerView
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, ending, titled
from tui.widgets.rows import Rows

DETAIL = 4


class HelpersScreen(ListScreen, HelperVerbs):
    """Everybody who helps, as a list, as a matrix of access, with the systems and the ledger behind."""

    TITLE = "Helpers"
    LETTER = "h"
    BINDINGS: ClassVar[list[BindingType]] = HELPERS_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._people, self._matrix = PeopleView(self), AccessView(self)
        self._views: Sequence[HelpersView] = (
            *(self._people, self._matrix),
            *(SystemsView(self), LedgerView(self)),
        )
        self._view: HelpersView = self._people
        self._known: tuple[object, HelperFacts | None] = (None, None)

    def body(self) -> ComposeResult:
        """Makes the title, the list and the line in full."""
        yield Lines(height=1, id="title")
        yield Rows(self._people.columns)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def facts(self) -> HelperFacts:
        """What the rows are made of, looked up anew where any of it has changed, or a minute has gone by."""
        now: datetime = self.now()
        state = (*(self.desk[name].version for name in TABLES), now.replace(second=0, microsecond=0))
        known, facts = self._known
        if facts is None or known != state:
            facts = HelperFacts(self.desk, now=now, zone=self.zone)
            self._known = state, facts
        return facts

    # What the cursor is on

    @property
    def number(self) -> int:
        """The number of the record under the cursor, 0 for none."""
        key = self.rows.key
        return key if isinstance(key, int) else 0

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor."""
        return self._view.helper

    @property
    def access(self) -> Access | None:
        """The access under the cursor of the matrix."""
        return self._view.access

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return super().under_cursor or self._view.under_cursor

    # What is shown

    def show(self) -> None:
        """Shows the view in front as things are in the file now."""
        self.show_row(None)

    def show_row(self, number: int | None) -> None:
        """Shows the view in front with the cursor on a record, where it was for None."""
        self._show_rows(number)
        view, width = self._view, self.size.width
        heading, hint = view.title()
        names = " ".join(f"[{each.NAME}]" if each is view else each.NAME for each in self._views)
        if len(heading) + len(names) + 4 > width:
            names = view.NAME
        title = titled(heading, hint, width - len(names) - 3)
        self.query_one("#title", Lines).show([ending(title, names, width)])
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        self.show_detail()

    def _show_rows(self, number: int | None) -> None:
        rows, found, columns = self.rows, self._view.rows(), self._view.columns
        if columns != rows.columns:
            rows.columns = columns
            rows.refresh()
        if not found:
            rows.empty = ((), [(f"  {self._view.nothing()}", "dim")])
        rows.show(found, key=number)

    def show_detail(self) -> None:
        """Shows in full what is under the cursor, and which keys matter there."""
        self.query_one("#detail", Lines).show(self._view.detail())
        self.show_hints()

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return list(self._view.hints)

    def place(self) -> list[str]:
        """Returns the view, the column and the row under the cursor."""
        return [self._view.NAME, str(self._matrix.column), str(self.number)]

    def come_to(self, place: Sequence[str]) -> bool:
        """Shows that view with the cursor where it was."""
        views = {view.NAME: view for view in self._views}
        if len(place) == 3 and place[0] in views and place[1].isdecimal() and place[2].isdecimal():
            self._view, self._matrix.column = views[place[0]], int(place[1])
            self.show_row(int(place[2]))
        return self.place() == list(place)

    # Getting about

    def action_view(self) -> None:
        """Shows the next view, with the cursor on the same helper where both list them."""
        number = self.number if self._view is self._people else None
        self._view = self._views[(self._views.index(self._view) + 1) % len(self._views)]
        self.rows.show([])
        self.show_row(number)
        self.show_hints()

    def action_side(self, by: int) -> None:
        """Moves the cursor to another system of the matrix."""
        if self._view is self._matrix:
            self._matrix.side(by)
            self._show_rows(None)
            self.show_detail()

    def action_next_finding(self) -> None:
        """Puts the cursor on the next access that is more than the work needs."""
        here = self._matrix.next_finding(self.access)
        if here is None:
            self.say("Every access is as small as the work needs.", "dim")
            return
        number, found = here
        self._view = self._matrix
        helper = self.desk.helpers.get(found.access.helper)
        self.show_row(helper.number if helper else None)
        self.show_hints()
        self.say(f"{number} of {len(self.facts.found)}: {found.says}", "warn")

    # What is done

    def action_open(self) -> None:
        """Opens the helper's page, the steps of the access, or the form of the system or the week."""
        self._view.open()

    def action_add(self) -> None:
        """Asks for a new helper, a system, or a week of the ledger."""
        self._view.add()

    def action_edit(self) -> None:
        """Opens the form of what is under the cursor."""
        self._view.edit()

    def action_assign(self) -> None:
        """Asks for an access of the helper under the cursor, to the system under it."""
        if (helper := self.helper) is not None:
            ask_for_access(self, helper, self._view.system)

    def action_record(self) -> None:
        """Records of the helper under the cursor; in the ledger, what is known of the last week."""
        if not self._view.record():
            super().action_record()

    def action_done(self) -> None:
        """Does what the access under the cursor asks for next; brings back what was put away."""
        if not self._view.done():
            super().action_done()

    def action_write(self) -> None:
        """Opens what roles may enter in the editor; on the list of helpers, what to know of one."""
        if not self._view.write():
            super().action_write()

    def action_archive(self) -> None:
        """Takes what is under the cursor off the list."""
        if not self._view.archive():
            super().action_archive()

    def action_why(self) -> None:
        """Shows the working behind what is under the cursor."""
        if not self._view.why():
            super().action_why()
