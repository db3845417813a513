"""The base of every widget that draws its own lines: tones, exact cell widths, small repaints."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

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


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Returns text in exactly so many cells; what is cut off ends in `…`."""
    if width <= 0:
        return ""
    length = cell_len(text[: width * 4])
    if length > width:
        return set_cell_size(text[: width * 4], width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def titled(title: str, hint: str, width: int) -> Parts:
    """Returns a title with a hint behind it, the hint only where it fits whole."""
    room = width - cell_len(title) - cell_len(hint) - 4
    if room < 0:
        return [(f" {fitted(title, min(cell_len(title), width - 2))}", "strong")]
    return [(f" {title}", "strong"), (f"   {hint}", "dim")]


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
    def is_clickable(self) -> bool:
        """Whether clicks mean something now: while a line is being typed on, all else keeps still."""
        return self.screen.is_modal or self.screen.focused is None

    def repaint(self, y: int, lines: int = 1) -> None:
        """Draws some lines of this widget again and nothing else."""
        self.refresh(Region(0, y, self.size.width, lines))


class Lines(Painted):
    """A few lines of text; setting them again repaints those that differ."""

    def __init__(
        self, *, height: int | None = None, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines: list[Parts] = []
        self._fixed = height is not None
        if height is not None:
            self.styles.height = height

    @property
    def text(self) -> str:
        """What is shown, without tones."""
        return "\n".join("".join(text for text, _ in parts) for parts in self._lines)

    def show(self, lines: Sequence[Parts]) -> None:
        """Shows these lines from now on."""
        old, self._lines = self._lines, list(lines)
        if len(old) != len(self._lines) and not self._fixed:
            self.refresh(layout=True)
            return
        for y in range(max(len(old), len(self._lines))):
            if old[y : y + 1] != self._lines[y : y + 1]:
                self.repaint(y)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Returns as many rows as there are lines."""
        return max(1, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Draws one line."""
        parts = self._lines[y] if y < len(self._lines) else ()
        return self.line(parts, self.size.width)
