"""How work flows: how long it takes, how much gets done, where it piles up, and what is stalled."""

import os
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.board import Card
from models.document import Document
from tui import cards, flow_text
from tui.desk_screen import DeskScreen
from tui.flow_chart import CHART
from tui.flow_text import Flow
from tui.keys import bound
from tui.machine import state_dir
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, titled
from tui.widgets.rows import Rows

TABLES = ("per helper", "per tag", "stalled")
TALL = 20
"""Lines of the terminal from which there is room for the chart."""
EXPORTED_DAYS, EXPORTED_WEEKS = 92, 26


class FlowScreen(DeskScreen):
    """The page on top of the board with the figures that follow from the moves of its cards."""

    TITLE = "Flow"
    LETTER = "b"

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("tab", "table", "Other table", "flow.table", "per helper, per tag, or the stalled cards"),
        bound("e,enter", "edit", "Edit", "flow.edit", "the stalled card under the cursor"),
        bound("y", "copy", "Copy", "flow.copy", "all figures as CSV: to the clipboard and into a file"),
    ]
    # Textual declares it as an attribute of the instance.
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (TALL, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    FlowScreen.-low #chart { display: none; }
    FlowScreen #stalled { display: none; }
    FlowScreen.stalled #stalled { display: block; }
    FlowScreen.stalled #figures { display: none; }
    """

    _flow: Flow | None = None
    _table = 0

    def body(self) -> ComposeResult:
        """Makes the tables, the weeks and the chart."""
        yield Lines(height=1, id="says")
        yield Rows(flow_text.FIGURES, id="figures")
        yield Rows(flow_text.STALLED, id="stalled")
        yield Lines(height=1, id="rule")
        yield Lines(height=1, id="weeks")
        yield Lines(height=CHART + 2, id="chart")

    @property
    def rows(self) -> Rows:
        """The table in front."""
        return self.query_one("#stalled" if self.has_class("stalled") else "#figures", Rows)

    @property
    def card(self) -> Card | None:
        """The stalled card under the cursor."""
        uid = self.query_one("#stalled", Rows).key if self.has_class("stalled") else None
        return self.desk.cards.get(str(uid)) if uid else None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.card

    def show(self) -> None:
        """Computes the figures from the cards that are in the file now."""
        self._flow = Flow(
            list(self.desk.cards),
            list(self.desk.helpers),
            self.business,
            self.now(),
            self.zone,
            self.session.stalling(self.business, zone=self.zone),
        )
        width = self.size.width
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        self.query_one("#weeks", Lines).show([flow_text.weeks_line(self._flow, width)])
        self.query_one("#chart", Lines).show(flow_text.chart(self._flow, width))
        self._show_table()

    def _show_table(self) -> None:
        flow = self._flow
        assert flow is not None
        figures, stalled = self.query_one("#figures", Rows), self.query_one("#stalled", Rows)
        figures.empty, stalled.empty = flow_text.NOTHING_DONE, flow_text.NOTHING_STALLED
        figures.show(flow_text.figure_rows(flow, flow.by_tag if self._table == 1 else flow.by_helper))
        stalled.show(flow_text.stalled_rows(flow))
        names = [*TABLES[:2], f"{len(flow.stalled)} stalled"]
        others = ", ".join(names[(self._table + by) % len(names)] for by in (1, 2))
        title = f"Flow: {names[self._table]}"
        self.query_one("#says", Lines).show(
            [titled(title, f"{self.key_for('flow.table')}: {others}", self.size.width)]
        )

    def hints(self) -> list[str]:
        """Returns the keys that matter most here."""
        return ["flow.table", *(["flow.edit"] if self.card else []), "flow.copy", "move.back"]

    def action_table(self) -> None:
        """Shows the next table."""
        self._table = (self._table + 1) % len(TABLES)
        self.set_class(TABLES[self._table] == "stalled", "stalled")
        self._show_table()
        self.show_hints()

    def action_edit(self) -> None:
        """Opens the form of the stalled card under the cursor."""
        if (card := self.card) is not None:
            cards.open_form(self, card)
        else:
            self.say(
                f"{self.key_for('flow.table')} goes on to the stalled cards, which can be edited.", "dim"
            )

    def action_copy(self) -> None:
        """Writes all figures to a file, and to the clipboard of a terminal that lets programs do that."""
        assert self._flow is not None
        text = flow_text.flow_csv(self._flow, days=EXPORTED_DAYS, weeks=EXPORTED_WEEKS)
        path = state_dir() / "flow.csv"
        self.app.copy_to_clipboard(text)
        try:
            _write(path, text)
        except OSError as error:
            self.say(f"Copied, but {path} cannot be written ({error.strerror}): check the folder.", "warn")
        else:
            self.say(f"Copied, and written to {path}")

    def action_go(self, letter: str) -> None:
        """Opens another screen; the board is the one below."""
        if letter == self.LETTER:
            self.action_back()
        else:
            super().action_go(letter)

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.rows.step(by)

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.rows.end(by)

    def action_page(self, by: int) -> None:
        """Moves the cursor a screenful."""
        self.rows.page(by)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
