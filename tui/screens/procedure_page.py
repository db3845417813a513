"""The page of one procedure: its steps, who ran them, and the cards whose work goes by it."""

from collections.abc import Hashable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.procedure import Procedure
from tui.card_account import Line as Said
from tui.keys import bound
from tui.procedure_verbs import ProcedureVerbs
from tui.session import Session
from tui.widgets.painted import Lines, shortened, wrapped
from tui.widgets.rows import Cell, Row, Rows

LABEL_WIDTH = 10
TITLE_LINES = 3


class ProcedurePage(ProcedureVerbs):
    """Shows one procedure in full, on top of the screen it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "procedure.line", "the card under the cursor; elsewhere the form"),
    ]

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._said: dict[Hashable, Said] = {}

    def body(self) -> ComposeResult:
        """Makes the title and the list of lines."""
        yield Lines(id="title")
        yield Rows((Cell("", LABEL_WIDTH, right=True), Cell("", 0)), headings=False)

    def show(self) -> None:
        """Shows the procedure as it is in the file now."""
        procedure = self.procedure
        gone = "This procedure is gone: Esc goes back"
        title = f" {procedure.ref} {procedure.title}" if procedure else f" {gone}"
        said = shortened([(title, "strong")], self.size.width, TITLE_LINES)
        self.query_one("#title", Lines).show(said)
        rows = list[Row]()
        self._said = {}
        width = max(10, self.size.width - LABEL_WIDTH - 4)
        lines = self.account(procedure).lines(self.key_for("procedure.edit")) if procedure else ()
        for n, line in enumerate(lines):
            if not line.kind:
                rows.append(Row(None, (line.text,), ("strong",)))
                continue
            for part, text in enumerate(wrapped(line.text, width)):
                key = (line.kind, line.key or n, part)
                self._said[key] = line
                rows.append(Row(key, ("" if part else line.label, text), ("dim", line.tone)))
        self.query_one(Rows).show(rows)

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return [
            "procedure.edit",
            "procedure.write",
            "procedure.run",
            "procedure.why",
            "procedure.copy",
            "procedure.line",
            "move.back",
        ]

    @property
    def procedure(self) -> Procedure | None:
        """The procedure the page is of."""
        return self.desk.procedures.get(self._uid)

    @property
    def step(self) -> int:
        """The number of the step under the cursor, 1 where none is."""
        line = self._line
        return int(line.label) if line is not None and line.kind == "step" else 1

    @property
    def _line(self) -> Said | None:
        return self._said.get(self.query_one(Rows).key)

    def shown(self, procedure: Procedure) -> None:
        """Goes on with a procedure that was just made."""
        self._uid = procedure.uid
        self.refresh_all()

    def action_open(self) -> None:
        """Opens the card under the cursor; elsewhere the form of the procedure."""
        line = self._line
        if line is not None and line.kind == "card":
            self.open_page("card", line.key)
        else:
            self.action_edit()

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""
        self.query_one(Rows).step(by)

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.query_one(Rows).end(by)

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.query_one(Rows).page(by)
