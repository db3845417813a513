"""The base of every widget that draws its own lines: tones, exact cell widths, small repaints."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui import marks
from tui.widgets.breaking import broken
from tui.widgets.breaking import fitted as fitted
from tui.widgets.breaking import wrapped as wrapped

Parts = Sequence[tuple[str, str]]
"""One line as texts, each with its tone."""

TONES = {
    "plain": ("foreground", False),
    "dim": ("foreground-darken-3", False),
    "strong": ("foreground", True),
    "accent": ("accent", True),
    "warn": ("warning", False),
}
"""Each tone as a colour of the theme, and whether it is bold."""

_LONGEST = 4096
"""Characters of a line that are looked at when it is broken."""


def folded(parts: Parts, width: int) -> list[Parts]:
    """Returns a line in as many as its width takes, those that follow as far in as the first."""
    return list(_folding(parts, width))


def shortened(parts: Parts, width: int, height: int) -> list[Parts]:
    """Returns a line in at most so many; what does not fit is left out from a joint on, which `…` says."""
    lines = list(islice(_folding(parts, width), height + 1))
    if len(lines) <= height:
        return lines
    *kept, last = islice(_folding(parts, width - 2), height)
    if not kept and 2 * sum(cell_len(said) for said, _ in last) < width:
        return [parts]  # a word without an end is cut in its midst instead
    return [*kept, [*last, (" …", "dim")]]


def _folding(parts: Parts, width: int) -> Iterator[Parts]:
    """Yields a line in as many as its width takes; a long text is broken only as far as it is asked for."""
    text = "".join(said for said, _ in parts)
    if width <= 0 or cell_len(text[: 4 * width]) <= width:
        yield parts
        return
    indent = " " * min(len(text) - len(text.lstrip()), width // 4)
    ends = list(accumulate(len(said) for said, _ in parts))
    for line in broken(text[:_LONGEST], width - len(indent)):
        found = [(indent, "plain")]
        for said, start in line:
            end = start + len(said)
            while start < end:
                part = bisect_right(ends, start)
                until, tone = min(ends[part], end), parts[part][1]
                before = found.pop()[0] if found[-1][1] == tone else ""
                found.append((before + said[: until - start], tone))
                said, start = said[until - start :], until
        yield found


def titled(title: str, hint: str, width: int) -> Parts:
    """Returns a title with a hint behind it, the hint only where it fits whole."""
    room = width - cell_len(title) - cell_len(hint) - 4
    return [(f" {title}", "strong"), *([] if room < 0 else [(f"   {hint}", "dim")])]


def ending(parts: Parts, end: str, width: int) -> Parts:
    """Returns a line with a text at its right end, which is seen whole and cuts what stands before it."""
    if not end:
        return parts
    end = fitted(end, min(cell_len(end), width - 2))
    room, kept = width - cell_len(end) - 2, list[tuple[str, str]]()
    for text, tone in parts:
        if cell_len(text) > room:
            break
        kept.append((text, tone))
        room -= cell_len(text)
    return [*kept, (" " * (room + 1), "plain"), (end, "warn"), (" ", "plain")]


class Painted(Widget):
    """A widget made of lines, drawn one by one; a change repaints only the lines it touches."""

    DEFAULT_CSS = "Painted { height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_by_tone: dict[tuple[str, bool], Style] = {}

    def notify_style_update(self) -> None:
        """Forgets the colours when the theme or a class changes."""
        super().notify_style_update()
        self._styles_by_tone = {}

    def tone(self, name: str, *, lit: bool = False) -> Style:
        """Returns the style of a tone; `lit` sets the line under the cursor off from its surroundings.

        The colours come from the theme directly: as component classes, every tone of every widget would be
        matched against every rule of the style sheet before the first screen is seen.
        """
        style = self._styles_by_tone.get((name, lit))
        if style is None:
            colours = self.app.theme_variables
            colour, bold = TONES[name]
            style = self.rich_style + Style(color=colours[colour], bold=bold)
            if lit:
                panel = Style(bgcolor=colours["panel"])
                on_panel = style.bgcolor == panel.bgcolor
                style += Style(bgcolor=colours["background"]) if on_panel else panel
            self._styles_by_tone[name, lit] = style
        return style

    def line(self, parts: Parts, width: int, *, lit: bool = False) -> Strip:
        """Returns one line cut or filled to a width in cells.

        Neighbours of one tone are joined, and spaces join any neighbour: every segment costs some thirty
        bytes on the line to the terminal.
        """
        texts: list[str] = []
        tones: list[str] = []
        room = width
        if not self.is_in_front:  # there is one cursor, in what is open on top
            lit, parts = False, [(text.replace(marks.CURSOR, " "), tone) for text, tone in parts]
        for text, tone in parts:
            length = cell_len(text) if len(text) <= 4 * room else room + 1
            if length > room:
                text, length = fitted(text, room), room
            if not text:
                continue
            room -= length
            if tones and (tone == tones[-1] or text.isspace() or texts[-1].isspace()):
                texts[-1] += text
                tones[-1] = tones[-1] if text.isspace() else tone
            else:
                texts.append(text)
                tones.append(tone)
        if room and texts:
            texts[-1] += " " * room
        elif room:
            texts, tones = [" " * room], ["plain"]
        styles = (self.tone(tone, lit=lit) for tone in tones)
        return Strip([Segment(text, style) for text, style in zip(texts, styles, strict=True)], width)

    @property
    def is_in_front(self) -> bool:
        """Whether nothing is open on top of the screen that this is on."""
        return self.app.screen_stack[-1:] == [self.screen]

    @property
    def is_clickable(self) -> bool:
        """Whether clicks mean something now: while a line is being typed on, all else keeps still."""
        return self.screen.is_modal or self.screen.focused is None

    def repaint(self, y: int, lines: int = 1) -> None:
        """Draws some lines of this widget again and nothing else."""
        self.refresh(Region(0, y, self.size.width, lines))


class Lines(Painted):
    """A few lines of text, each on as many rows as it takes while there are any to spare.

    Setting them again repaints those that differ.
    """

    def __init__(
        self, *, height: int | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Parts] = []
        self._rows: list[Parts] = []
        self._height: int | None = None
        if height is not None:
            self.heighten(height)

    @property
    def text(self) -> str:
        """What is shown, without tones."""
        return "\n".join("".join(text for text, _ in parts) for parts in self._lines)

    def show(self, lines: Sequence[Parts]) -> None:
        """Shows these lines from now on."""
        self._lines = list(lines)
        self._arrange()

    def heighten(self, height: int) -> None:
        """Has so many rows from now on."""
        if height != self._height:
            self._height = self.styles.height = height
            self._arrange()

    def on_resize(self) -> None:
        """Breaks the lines for the width there is."""
        self._arrange()
        self.refresh()

    def _arrange(self) -> None:
        old, self._rows = self._rows, self._rows_at(self.size.width)
        if len(old) != len(self._rows) and self._height is None:
            self.refresh(layout=True)
            return
        for y in range(max(len(old), len(self._rows))):
            if old[y : y + 1] != self._rows[y : y + 1]:
                self.repaint(y)

    def _rows_at(self, width: int) -> list[Parts]:
        """Returns the rows that the lines take; where they are few, the first lines come first."""
        rows, spare = list[Parts](), (self._height or 0) - len(self._lines)
        for line in self._lines:
            found = folded(line, width) if self._height is None else shortened(line, width, 1 + max(0, spare))
            spare -= len(found) - 1
            rows += found
        return rows

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Returns as many rows as the lines take."""
        return max(1, len(self._rows_at(width)))

    def render_line(self, y: int) -> Strip:
        """Draws one row."""
        parts = self._rows[y] if y < len(self._rows) else ()
        return self.line(parts, self.size.width)
