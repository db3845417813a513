"""Candidates side by side: a column for each, a line for each figure, and the cell of the cursor in full."""

from collections.abc import Sequence

from textual import events
from textual.strip import Strip

from models.scorecard_working import Lines
from tui import marks
from tui.comparison import Line, Sheet, not_shown, second_thoughts, where_it_stands
from tui.comparison_account import in_full, why
from tui.widgets.footer import rule
from tui.widgets.painted import Painted, Parts, fitted, shortened

MOST_COLUMNS = 5
NARROWEST = 15
"""Cells of a column: `cannot overtake`, and `3.00 strong ±2` behind its space."""
WIDEST = 24
LABEL, LONGEST_LABEL = 24, 44
HEAD = 3
"""Lines above the first figure: what it comes to, what to do next, the names."""
DETAILS = ((24, 3), (14, 2), (0, 1))
"""From which height on there are how many lines for the cell in full."""
WHEEL = 3


class CompareView(Painted):
    """Shows a comparison with a cursor on one cell; a move of the cursor draws the lines that it touches."""

    DEFAULT_CSS = "CompareView { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._sheet: Sheet | None = None
        self._lines: list[Line] = []
        self._at = 0
        self._column = 0
        self._top = 0
        self._first = 0

    # What is shown

    def show(self, sheet: Sheet) -> None:
        """Shows a comparison; the cursor stays with its candidate and its line."""
        uid, key = self.key, self.line_key
        self._sheet, self._lines = sheet, sheet.lines()
        uids = [each.candidate.uid for each in sheet.standings]
        keys = [line.key for line in self._lines]
        self._column = uids.index(uid) if uid in uids else max(0, min(self._column, len(uids) - 1))
        self._at = keys.index(key) if key in keys else 0
        self._follow()
        self.refresh()

    @property
    def key(self) -> str | None:
        """The uid of the candidate under the cursor, None without candidates."""
        standings = self._sheet.standings if self._sheet else ()
        return standings[self._column].candidate.uid if self._column < len(standings) else None

    @property
    def line_key(self) -> str:
        """What the line under the cursor shows: the name of a figure, or the key of a criterion."""
        return self._lines[self._at].key if self._at < len(self._lines) else ""

    def why(self) -> tuple[str, Lines]:
        """Returns a title and the working behind the cell under the cursor."""
        return ("", []) if self._sheet is None else why(self._sheet, self.line_key, self.key)

    def detail(self) -> list[str]:
        """Returns what the cell under the cursor says in full, sentence by sentence."""
        return [] if self._sheet is None else in_full(self._sheet, self.line_key, self.key)

    # Getting about

    def come_to(self, *, uid: str | None = None, line: str | None = None) -> None:
        """Puts the cursor on a candidate, on a line, or on both; what is not there is passed over."""
        uids = [each.candidate.uid for each in self._sheet.standings] if self._sheet else []
        keys = [each.key for each in self._lines]
        at = keys.index(line) if line in keys else self._at
        self._go(at, uids.index(uid) if uid in uids else self._column)

    def step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""
        self._go(self._at + by, self._column)

    def side(self, by: int) -> None:
        """Moves the cursor so many candidates to the right, or left."""
        self._go(self._at, self._column + by)

    def page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.step(by * max(1, self._room - 1))

    def end(self, by: int) -> None:
        """Moves the cursor to the last line, or to the first."""
        self.step(by * len(self._lines))

    def _go(self, at: int, column: int) -> None:
        if not self._lines or self._sheet is None:
            return
        old, top, first, side = self._at, self._top, self._first, self._column
        self._at = max(0, min(len(self._lines) - 1, at))
        self._column = max(0, min(len(self._sheet.standings) - 1, column))
        self._follow()
        if (top, first) != (self._top, self._first):
            self.refresh()
        elif (old, side) != (self._at, self._column):
            if side != self._column:
                self.repaint(HEAD - 1)
            for n in {old, self._at}:
                self.repaint(HEAD + n - self._top)
            self.repaint(self.size.height - self._foot, self._foot)

    async def on_click(self, event: events.Click) -> None:
        """Moves the cursor to a cell."""
        at = event.y - HEAD + self._top
        if not self.is_clickable or not 0 <= at < len(self._lines) or event.y >= HEAD + self._room:
            return
        label, width, count = self._widths
        place = (event.x - label) // (width + 1)
        self._go(at, self._first + place if 0 <= place < count else self._column)
        await self.run_action("screen.step(0)")

    async def on_mouse_scroll_down(self) -> None:
        """Moves the cursor down by what a notch of the wheel is worth."""
        if self.is_clickable:
            await self.run_action(f"screen.step({WHEEL})")

    async def on_mouse_scroll_up(self) -> None:
        """Moves the cursor up."""
        if self.is_clickable:
            await self.run_action(f"screen.step({-WHEEL})")

    # Sizes

    @property
    def _foot(self) -> int:
        """Lines below the figures: a rule, and the cell in full."""
        return 1 + next(lines for height, lines in DETAILS if self.size.height >= height)

    @property
    def _room(self) -> int:
        return max(1, self.size.height - HEAD - self._foot)

    @property
    def _widths(self) -> tuple[int, int, int]:
        """The cells of the labels and of a column, and how many columns fit."""
        width, there = self.size.width, len(self._sheet.standings) if self._sheet else 0
        count = max(1, min(MOST_COLUMNS, there, (width - LABEL) // (NARROWEST + 1)))
        label = min(LONGEST_LABEL, max(LABEL // 2, width - count * (NARROWEST + 1)))
        return label, min(WIDEST, (width - label) // count - 1), count

    def _follow(self) -> None:
        """Keeps the cell under the cursor in sight."""
        room, count = self._room, self._widths[2]
        if not self._top <= self._at < self._top + room:
            self._top = self._at - room // 2
        self._top = max(0, min(self._top, len(self._lines) - room))
        there = len(self._sheet.standings) if self._sheet else 0
        self._first = min(self._first, self._column, max(0, there - count))
        self._first = max(self._first, self._column - count + 1)

    def on_resize(self) -> None:
        """Shows as much as the new room allows, the cursor in sight."""
        self._follow()
        self.refresh()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draws one line."""
        width, foot = self.size.width, self.size.height - self._foot
        if self._sheet is None:
            return self.line((), width)
        if y < HEAD:
            return self.line(self._head(self._sheet, y), width)
        if y >= foot:
            return self.line(self._tail(y - foot), width)
        n = y - HEAD + self._top
        if n >= len(self._lines):
            return self.line((), width)
        return self.line(self._parts(self._lines[n], n == self._at), width, lit=n == self._at)

    def _head(self, sheet: Sheet, y: int) -> Parts:
        if y == 0:
            says, kept = where_it_stands(sheet.found), not_shown(sheet.hidden)
            return [(f" {says[:1].upper()}{says[1:]}", "strong"), (f" · {kept}" if kept else "", "dim")]
        if y == 1:
            return [(f" {second_thoughts(sheet)}", "accent" if sheet.found.next_check else "dim")]
        return self._names(sheet)

    def _names(self, sheet: Sheet) -> Parts:
        label, width, count = self._widths
        there, shown = len(sheet.standings), sheet.standings[self._first : self._first + count]
        hidden = f"{self._first + 1}-{self._first + len(shown)} of {there}" if there > len(shown) else ""
        parts = [(fitted(f"  {hidden}", label), "dim")]
        for n, each in enumerate(shown, self._first):
            here = n == self._column
            tone = "accent" if here else "dim" if each.is_out else "strong"
            parts.append((marks.CURSOR if here else " ", "accent"))
            parts.append((fitted(each.candidate.name, width), tone))
        return parts

    def _parts(self, line: Line, lit: bool) -> Parts:
        label, width, count = self._widths
        name = fitted(line.label, max(1, label - 2 - len(line.weight) - 1)) if line.weight else line.label
        parts = [
            (marks.CURSOR if lit else " ", "accent"),
            (
                fitted(f" {name} {line.weight}" if line.weight else f" {name}", label - 1),
                "plain" if line.weight else "dim",
            ),
        ]
        if line.across:
            return [*parts, (f" {line.across}", "plain")]
        for n, (text, tone) in enumerate(line.cells[self._first : self._first + count], self._first):
            here = lit and n == self._column
            parts += [(marks.CURSOR if here else " ", "accent"), (fitted(text, width), tone)]
        return parts

    def _tail(self, y: int) -> Parts:
        if y == 0:
            return [(self._rule(), "dim")]
        lines = self._told()
        return lines[y - 1] if y <= len(lines) else ()

    def _rule(self) -> str:
        """Returns the rule below the figures, with how many of them there are above and below."""
        width, below = self.size.width, len(self._lines) - self._top - self._room
        said = [f"{self._top} above" if self._top > 0 else "", f"{below} below" if below > 0 else ""]
        more = ", ".join(filter(None, said))
        return f"{rule(2)} {more} {rule(max(0, width - len(more) - 4))}" if more else rule(width)

    def _told(self) -> Sequence[Parts]:
        """Returns the cell in full on as many lines as there are, what does not fit left out."""
        width, room, told = self.size.width, self._foot - 1, list[Parts]()
        sentences = self.detail()
        for n, says in enumerate(sentences):
            left = room - len(told) - (len(sentences) - n - 1)
            if len(told) < room:
                told += shortened([(f" {says}", "plain" if n == 0 else "dim")], width - 1, max(1, left))
        return told[:room]
