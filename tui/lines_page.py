"""The base of the pages that say everything about one record, line by line."""

from collections.abc import Hashable, Iterable
from typing import ClassVar

from textual.app import ComposeResult

from tui.account_line import Line
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.painted import Lines, shortened, wrapped
from tui.widgets.rows import Cell, Row, Rows

TITLE_LINES = 3


class LinesPage(ListScreen):
    """Shows one record in full, on top of the screen it was opened from; Esc goes back."""

    LABELS: ClassVar[Cell] = Cell("", 16)
    """The column before the text."""

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self.uid = uid
        """What the page is of."""
        self._said: dict[Hashable, Line] = {}

    # What a concrete page says

    def heading(self) -> str:
        """Returns the name of the record, and what to say where it is gone."""
        return ""

    def lines(self) -> Iterable[Line]:
        """Returns what is said, in order; nothing where the record is gone."""
        return ()

    # The lines

    def body(self) -> ComposeResult:
        """Makes the title and the list of lines."""
        yield Lines(id="title")
        yield Rows((self.LABELS, Cell("", 0)), headings=False)

    def show(self) -> None:
        """Shows the record as it is in the file now."""
        title = shortened([(f" {self.heading()}", "strong")], self.size.width, TITLE_LINES)
        self.query_one("#title", Lines).show(title)
        rows = list[Row]()
        self._said = {}
        width = max(10, self.size.width - self.LABELS.width - 4)
        for n, line in enumerate(self.lines()):
            if not line.kind:
                rows.append(Row(None, (line.text,), ("strong",)))
                continue
            for part, text in enumerate(wrapped(line.text, width)):
                key = (line.kind, line.key or n, part)
                self._said[key] = line
                rows.append(Row(key, ("" if part else line.label, text), ("dim", line.tone)))
        self.rows.show(rows)

    @property
    def line(self) -> Line | None:
        """The line under the cursor, None on a heading."""
        return self._said.get(self.rows.key)

    def go_to(self, kind: str) -> None:
        """Puts the cursor on the first line of a kind, where there is one."""
        rows = self.rows
        rows.show(rows.rows, key=next((key for key, line in self._said.items() if line.kind == kind), None))

    def go_on_with(self, uid: str) -> None:
        """Shows another record from now on."""
        self.uid, self.opened_as = uid, (*self.opened_as[:1], uid)
        self.refresh_all()

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()
