"""What an import would bring, row by row, before anything is changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from models.document import RuleBroken
from tui.dialogs.dialog import Dialog
from tui.keys import bound
from tui.widgets.painted import Lines, Parts, wrapped
from tui.widgets.rows import Cell, Row, Rows


@dataclass(frozen=True)
class Proposal:
    """What the dialog shows.

    Attributes:
        head: the counts, and what they rest on.
        rows: the entries.
        skipped: the rows of the file that would be left out, each with the reason.
        new: how many entries would be added.
        running: whether the file has a timer that may be taken over, or already is.
    """

    head: Sequence[Parts]
    rows: Sequence[Row]
    skipped: Sequence[tuple[str, str]]
    new: int
    running: bool = False


class ImportPlanDialog(Dialog[None]):
    """Shows a dry run; Enter imports, Escape leaves everything as it was."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("escape,q", "back", "Go back", "import.back", "leave without a change"),
        bound("enter", "take", "Import", "import.take", "add what is new, as one step that can be undone"),
        bound("r", "running", "Running timer", "import.running", "take the running timer over, or leave it"),
        bound("j,down", "step(1)", "Down", "import.down", "one line down"),
        bound("k,up", "step(-1)", "Up", "import.up", "one line up"),
        bound(
            "right_curly_bracket,pagedown,space",
            "page(1)",
            "Page down",
            "import.page_down",
            "a screenful down",
        ),
        bound("left_curly_bracket,pageup", "page(-1)", "Page up", "import.page_up", "a screenful up"),
        bound("G,end", "end(1)", "Foot", "import.foot", "to the last line"),
        bound("home", "end(-1)", "Top", "import.top", "to the first line"),
    ]
    DEFAULT_CSS = """
    ImportPlanDialog { align: center middle; background: $background; }
    ImportPlanDialog > Vertical { width: 100%; height: 100%; padding: 0 1; }
    ImportPlanDialog #says { min-height: 2; }
    """

    def __init__(
        self,
        columns: Sequence[Cell],
        propose: Callable[[bool], Proposal],
        take: Callable[[bool], None],
    ) -> None:
        super().__init__()
        self._columns, self._propose, self._take = columns, propose, take
        self._with_running = False
        self._proposal = propose(False)

    def compose(self) -> ComposeResult:
        """Makes the head, the table and the keys."""
        with Vertical():
            yield Lines(id="head")
            yield Rows(self._columns)
            yield Lines(id="says")
            yield Lines(id="keys")

    def on_mount(self) -> None:
        """Shows the dry run."""
        self.query_one(Rows).empty = ([("  There is nothing in the file that is not here already.", "dim")],)
        self._show()

    def on_resize(self) -> None:
        """Breaks the reasons for the width there is."""
        self.query_one(Rows).show(list(self._rows()))

    def action_running(self) -> None:
        """Takes the running timer into the plan, or out of it."""
        if not self._proposal.running:
            self._say("No timer runs in the file, or one runs here already.")
            return
        self._with_running = not self._with_running
        self._proposal = self._propose(self._with_running)
        self._show()

    def action_take(self) -> None:
        """Imports, or says why that cannot be."""
        if not self._proposal.new:
            self._say("There is nothing new to import: Esc goes back.")
            return
        try:
            self._take(self._with_running)
        except RuleBroken as broken:
            self._say(str(broken))
        else:
            self.dismiss()

    def action_back(self) -> None:
        """Leaves everything as it was."""
        self.dismiss()

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.query_one(Rows).step(by)

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls."""
        self.query_one(Rows).page(by)

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.query_one(Rows).end(by)

    def _show(self) -> None:
        self.query_one("#head", Lines).show(self._proposal.head)
        self.query_one(Rows).show(list(self._rows()))
        keys: list[tuple[str, str]] = []
        if self._proposal.new:
            keys += [("Enter", "accent"), (f" import {self._proposal.new:,}  ", "dim")]
        if self._proposal.running:
            says = " leave the running timer  " if self._with_running else " take over the running timer  "
            keys += [("r", "accent"), (says, "dim")]
        self.query_one("#keys", Lines).show([[*keys, ("Esc", "accent"), (" back, nothing changed", "dim")]])
        self._say("")

    def _rows(self) -> Iterator[Row]:
        yield from self._proposal.rows
        skipped = self._proposal.skipped
        indent = max((cell_len(line) for line, _ in skipped), default=0) + 2
        for place, (line, reason) in enumerate(skipped):
            says = f"skipped: {reason}"
            for n, part in enumerate(wrapped(says, self.size.width - 4 - indent)):
                lead = "" if n else line
                yield Row((place, n), (f"{lead:<{indent}}", part), ("dim", "warn"), spans=True)

    def _say(self, text: str) -> None:
        self.query_one("#says", Lines).show([[(text, "warn")]] if text else [])
