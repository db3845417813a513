"""A page to read: labelled lines, closed by almost any key."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui import marks
from tui.dialogs.dialog import Dialog
from tui.widgets.painted import Lines, titled, wrapped
from tui.widgets.rows import Cell, Row, Rows

LABEL_WIDTH = 24
WIDTH = 80
NARROW = 60
"""Cells below which labels take no more than the longest of them needs."""


class Reading(Dialog[None]):
    """Shows lines of a label and a text, as the working behind a figure."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,i,enter", "dismiss", "Close", id="reading.close", tooltip="Go back"),
        Binding("down,j", "step(1)", "Down", id="reading.down", tooltip="One line down"),
        Binding("up,k", "step(-1)", "Up", id="reading.up", tooltip="One line up"),
        Binding("pagedown", "step(10)", "Further", id="reading.further", tooltip="Ten lines down"),
        Binding("pageup", "step(-10)", "Nearer", id="reading.nearer", tooltip="Ten lines up"),
        Binding("end,G", "step(1000)", "Foot", id="reading.foot", tooltip="To the last line"),
        Binding("home", "step(-1000)", "Top", id="reading.top", tooltip="To the first line"),
    ]
    DEFAULT_CSS = """
    Reading { align: center middle; background: transparent; }
    Reading > Vertical {
        width: 80; max-width: 100%; height: 22; max-height: 100%; background: $panel; padding: 0 1;
    }
    Reading Lines, Reading Rows { background: $panel; }
    """

    def __init__(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._lines = title, tuple(lines)

    def compose(self) -> ComposeResult:
        """Makes the title and the lines."""
        with Vertical():
            yield Lines(height=1, id="title")
            yield Rows((), headings=False)
            yield Lines(height=1, id="more")

    def on_resize(self) -> None:
        """Shows the lines, long ones on as many rows as the width makes them take."""
        width = min(WIDTH, self.size.width) - 2
        self.query_one("#title", Lines).show([titled(self._title, "Esc goes back", width)])
        longest = max((cell_len(label) for label, _ in self._lines), default=0)
        label_width = LABEL_WIDTH if width >= NARROW else min(LABEL_WIDTH, longest)
        rows: list[Row] = []
        for label, text in self._lines:
            for n, part in enumerate(wrapped(text, max(10, width - label_width - 4))):
                rows.append(Row(len(rows), (label if n == 0 else "", part), ("dim", "plain")))
        shown = self.query_one(Rows)
        shown.columns = (Cell("", label_width), Cell("", 0))
        shown.show(rows)
        self.call_after_refresh(self._show_more)

    def _show_more(self) -> None:
        """Says at the foot how many lines stand below those in sight."""
        shown = self.query_one(Rows)
        below = len(shown.rows) - shown.top - shown.room
        said = f"{marks.WORSE} {below} more below" if below > 0 else ""
        self.query_one("#more", Lines).show([[(f"  {said}", "dim")]])

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.query_one(Rows).step(by)
        self._show_more()
