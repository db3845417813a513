"""A list of one-line rows with a cursor and marks, as long as it likes to be."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from tui import marks
from tui.widgets.painted import Painted, Parts, fitted, folded

WHEEL = 3
"""Rows that a notch of the wheel moves the cursor by."""


@dataclass(frozen=True)
class Cell:
    """One column of a list.

    Attributes:
        title: what stands above it.
        width: its width in cells; 0 takes what the others leave.
        right: whether numbers stand at its right edge.
        from_width: the narrowest list that still has room for it.
        joint: what its parts stand between; what does not fit is left out from one of these on.
    """

    title: str
    width: int = 0
    right: bool = False
    from_width: int = 0
    joint: str = ""

    def fitted(self, text: str, width: int) -> str:
        """Returns a text in exactly so many cells."""
        whole = text
        while self.joint and cell_len(whole) > width and self.joint in text:
            text = text.rpartition(self.joint)[0]
            whole = f"{text} …"
        return fitted(whole, width, right=self.right)


@dataclass(frozen=True)
class Row:
    """One thing in a list: its key, a text for each column, and their tones.

    A row without a key is a heading between the others, which the cursor passes over. The texts of one that
    `spans` stand behind each other, whatever the columns.
    """

    key: Hashable | None
    texts: tuple[str, ...]
    tones: tuple[str, ...] = ()
    spans: bool = False

    def tone(self, n: int) -> str:
        """Returns the tone of a column, plain when none was given."""
        return self.tones[n] if n < len(self.tones) else "plain"


class Rows(Painted):
    """Shows rows under headings; only the lines that change are drawn again."""

    DEFAULT_CSS = "Rows { height: 1fr; }"

    def __init__(
        self,
        columns: Sequence[Cell],
        *,
        headings: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.at = 0
        self.marked: set[Hashable] = set()
        self.empty: Sequence[Parts] = ()
        """What is said where there is no row."""
        self._top = 0
        self._head = int(headings)

    @property
    def key(self) -> Hashable | None:
        """The key of the row under the cursor, None in an empty list."""
        return self.rows[self.at].key if 0 <= self.at < len(self.rows) else None

    def show(self, rows: Sequence[Row], *, key: Hashable | None = None) -> None:
        """Shows these rows; the cursor goes to `key`, else stays with its row, else where it was."""
        old, before, self.rows = self.rows, self.at, list(rows)
        wanted = key if key is not None else (old[self.at].key if self.at < len(old) else None)
        places = {row.key: n for n, row in enumerate(self.rows) if row.key is not None}
        self.marked &= set(places)
        self.at = self._resting(places.get(wanted, min(self.at, max(0, len(self.rows) - 1))), 1)
        top, same = self._top, len(old) == len(self.rows)
        self._follow()
        if not same or top != self._top or not self.rows:
            self.refresh()
            return
        for n in range(self._top, min(len(self.rows), self._top + self.room)):
            if old[n] != self.rows[n] or (before != self.at and n in (before, self.at)):
                self.repaint(self._head + n - self._top)

    @property
    def top(self) -> int:
        """The number of the first row in sight, from 0."""
        return self._top

    @property
    def room(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - self._head)

    def step(self, by: int) -> None:
        """Moves the cursor so many rows down, or up."""
        if self.rows:
            self.go(self._resting(max(0, min(len(self.rows) - 1, self.at + by)), by))

    def page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.step(by * max(1, self.room - 1))

    def end(self, by: int) -> None:
        """Moves the cursor to the last row, or to the first."""
        self.step(by * len(self.rows))

    def go(self, at: int) -> None:
        """Moves the cursor to a row."""
        old, self.at = self.at, at
        top = self._top
        self._follow()
        if top != self._top:
            self.refresh()
        elif old != at:
            self.repaint(self._head + old - top)
            self.repaint(self._head + at - top)

    def mark(self, key: Hashable | None) -> None:
        """Marks a row, or takes its mark away."""
        if key is not None:
            self.marked ^= {key}
            places = [n for n, row in enumerate(self.rows) if row.key == key]
            for n in places:
                self.repaint(self._head + n - self._top)

    async def on_click(self, event: events.Click) -> None:
        """Moves the cursor to a row; the row that it is on is taken, as Enter does."""
        at = event.y - self._head + self._top
        if not self.is_clickable or event.y < self._head or at >= len(self.rows):
            return
        if at == self.at:
            self.app.simulate_key("enter")
        elif self.rows[at].key is not None:
            await self.run_action(f"screen.step({at - self.at})")

    async def on_mouse_scroll_down(self) -> None:
        """Moves the cursor down, by the lines that a notch of the wheel is worth."""
        await self._roll(WHEEL)

    async def on_mouse_scroll_up(self) -> None:
        """Moves the cursor up."""
        await self._roll(-WHEEL)

    async def _roll(self, by: int) -> None:
        if self.is_clickable:
            await self.run_action(f"screen.step({by})")

    def _resting(self, at: int, by: int) -> int:
        """Returns the nearest row with a key: onwards first, then back."""
        onwards = range(at, len(self.rows)) if by >= 0 else range(at, -1, -1)
        if not self.rows:
            return 0
        back = range(at, -1, -1) if by >= 0 else range(at, len(self.rows))
        for places in (onwards, back):
            for n in places:
                if self.rows[n].key is not None:
                    return n
        return 0

    def _follow(self) -> None:
        """Keeps the cursor in sight, half a screen at a time, so that most keys draw two lines only."""
        last = self.at
        while last + 1 < len(self.rows) and self.rows[last + 1].key is None:
            last += 1  # what belongs to the row, or leads to the next
        if not self._top <= self.at <= min(last, self.at + self.room // 2) < self._top + self.room:
            self._top = max(0, self.at - self.room // 2)
        self._top = max(0, min(self._top, len(self.rows) - self.room))

    def on_resize(self) -> None:
        """Shows as much as the new room allows, the cursor in sight."""
        self._top = 0
        self._follow()
        self.refresh()

    def _widths(self, width: int) -> list[int]:
        shown = [cell.width if width >= cell.from_width else -1 for cell in self.columns]
        spaces = max(0, sum(each >= 0 for each in shown) - 1)
        flexible = [n for n, each in enumerate(shown) if each == 0]
        room = max(0, width - 2 - spaces - sum(each for each in shown if each > 0))
        for place, n in enumerate(flexible):
            shown[n] = room // len(flexible) + (place < room % len(flexible))
        return shown

    def render_line(self, y: int) -> Strip:
        """Draws the headings or one row."""
        width = self.size.width
        if y < self._head:
            return self._drawn(
                [cell.title for cell in self.columns], ("dim",) * len(self.columns), "  ", False
            )
        n = y - self._head + self._top
        if n >= len(self.rows):
            said = [] if self.rows else [line for each in self.empty for line in folded(each, width - 1)]
            return self.line(said[y - self._head] if y - self._head < len(said) else (), width)
        row, here = self.rows[n], n == self.at
        tones = tuple(row.tone(i) for i in range(len(self.columns)))
        lead = (marks.CURSOR if here else " ") + (marks.MARKED if row.key in self.marked else " ")
        if row.key is None or row.spans:
            parts = [(text, row.tone(i)) for i, text in enumerate(row.texts)]
            return self.line([(lead if row.spans else "  ", "accent"), *parts], width, lit=row.spans and here)
        return self._drawn(row.texts, tones, lead, here)

    def _drawn(self, texts: Sequence[str], tones: Sequence[str], lead: str, lit: bool) -> Strip:
        parts: list[tuple[str, str]] = [(lead, "accent")]
        for cell, width, text, tone in zip(
            self.columns, self._widths(self.size.width), texts, tones, strict=False
        ):
            if width >= 0:
                parts += [
                    (" " if len(parts) > 1 else "", tone),
                    (cell.fitted(text, width), tone),
                ]
        return self.line(parts, self.size.width, lit=lit)
