"""The page of one procedure: its steps, who ran them, and the cards whose work goes by it."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType

from models.procedure import Procedure
from tui.account_line import Line
from tui.keys import bound
from tui.lines_page import LinesPage
from tui.procedure_verbs import ProcedureVerbs
from tui.widgets.rows import Cell


class ProcedurePage(LinesPage, ProcedureVerbs):
    """Shows one procedure in full, on top of the screen it was opened from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "procedure.line", "the card under the cursor; elsewhere the form"),
    ]

    LABELS = Cell("", 10, right=True)

    def heading(self) -> str:
        """Returns the procedure by its number and name."""
        procedure = self.procedure
        return f"{procedure.ref} {procedure.title}" if procedure else "This procedure is gone: Esc goes back"

    def lines(self) -> Iterable[Line]:
        """Returns everything that is known of the procedure."""
        procedure = self.procedure
        return self.account(procedure).lines(self.key_for("procedure.edit")) if procedure else ()

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
        return self.desk.procedures.get(self.uid)

    @property
    def step(self) -> int:
        """The number of the step under the cursor, 1 where none is."""
        line = self.line
        return int(line.label) if line is not None and line.kind == "step" else 1

    def shown(self, procedure: Procedure) -> None:
        """Goes on with a procedure that was just made."""
        self.go_on_with(procedure.uid)

    def action_open(self) -> None:
        """Opens the card under the cursor; elsewhere the form of the procedure."""
        line = self.line
        if line is not None and line.kind == "card":
            self.open_page("card", line.key)
        else:
            self.action_edit()
