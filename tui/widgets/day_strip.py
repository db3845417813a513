"""A day as a row of quarter hours: what was logged, what lies between, where two entries meet."""

from collections.abc import Sequence

from textual.geometry import Region
from textual.strip import Strip

from tui import marks
from tui.widgets.painted import Painted

Cells = Sequence[Sequence[int]]
"""For each quarter hour from midnight on, the numbers of the entries in it."""

QUARTERS = 4
MARGIN = 2
FIRST_HOUR = 6


class DayStrip(Painted):
    """Draws the hours and their quarters; where the day is too long for the line, half hours."""

    DEFAULT_CSS = "DayStrip { height: 2; }"

    def __init__(self) -> None:
        super().__init__()
        self._cells: Cells = ()
        self._at: int | None = None

    def show(self, cells: Cells, at: int | None) -> None:
        """Shows a day; `at` is the number of the entry to single out."""
        if cells != self._cells:
            self._cells, self._at = cells, at
            self.refresh()
        elif at != self._at:
            old, self._at = self._at, at
            touched = [n for n, cell in enumerate(cells) if old in cell or at in cell]
            if touched:
                first, _, each = self._view(self.size.width)
                left, right = ((n - first * QUARTERS) // each for n in (touched[0], touched[-1]))
                self.refresh(Region(MARGIN + left, 1, right - left + 1, 1))

    def render_line(self, y: int) -> Strip:
        """Draws the hours or the blocks."""
        width = self.size.width
        first, hours, each = self._view(width)
        if y == 0:
            step = 1 if each == 1 else 2
            labels = "".join(
                f"{hour:<{QUARTERS * step // each}}" for hour in range(first, first + hours, step)
            )
            return self.line([(" " * MARGIN + labels, "dim")], width)
        busy = [n for n, cell in enumerate(self._cells) if cell]
        parts = [(" " * MARGIN, "plain")]
        for n in range(first * QUARTERS, (first + hours) * QUARTERS, each):
            found = [cell for cell in self._cells[n : n + each] if cell]
            parts.append(self._block(found, bool(busy) and busy[0] < n < busy[-1]))
        return self.line(parts, width)

    def _block(self, found: Cells, inside: bool) -> tuple[str, str]:
        here = any(self._at in cell for cell in found)
        if any(len(cell) > 1 for cell in found):
            return marks.LATE, "accent" if here else "warn"
        if here:
            return marks.BAR, "accent"
        if found:
            return marks.SHADE, "plain" if found[0][0] % 2 else "dim"
        return (marks.GAP, "warn") if inside else (" ", "plain")

    def _view(self, width: int) -> tuple[int, int, int]:
        """Returns the first hour, how many hours are shown, and how many quarters make a character."""
        busy = [n // QUARTERS for n, cell in enumerate(self._cells) if cell] or [FIRST_HOUR]
        for each in (1, 2):
            hours = min(24, (width - MARGIN - 1) * each // QUARTERS)
            if each == 2 or busy[-1] - busy[0] < hours:
                break
        first = min(FIRST_HOUR, busy[0], 24 - hours)
        return max(first, busy[-1] + 1 - hours, 0), hours, each
