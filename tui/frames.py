"""What the terminal shows, cell by cell, so that a repaint sends no more than what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from models.document import cleaned

NEAR = 4
"""Cells up to which sending again what stands there costs less than moving the cursor over it."""

Part = tuple[int, int, Strip]
"""A part of a line: its line, its column, what stands there."""


class Pen(NamedTuple):
    """How the terminal writes: the parameters of SGR, each empty for the terminal's own."""

    attributes: str = ""
    foreground: str = ""
    background: str = ""

    def after(self, other: "Pen") -> str:
        """Returns what makes a terminal that writes with the other pen write with this one."""
        if self.attributes != other.attributes and other.attributes:
            codes = ["0", *filter(None, self)]
        else:
            kinds = zip(self, other, ("", "39", "49"), strict=True)
            codes = [new or default for new, old, default in kinds if new != old]
        return f"\x1b[{';'.join(codes)}m" if codes else ""

    def blank_as(self, other: "Pen") -> bool:
        """Tells whether a space looks the same with both: bold, dim and italic do not show on it."""
        return self.background == other.background and not (self.attributes + other.attributes).strip("123;")


PLAIN = Pen()


@lru_cache(maxsize=1024)
def pen_of(style: Style | None, colors: ColorSystem) -> Pen:
    """Returns the pen for a style on a terminal with so many colours."""
    if style is None:
        return PLAIN
    foreground, background = (
        ";".join(color.downgrade(colors).get_ansi_codes(is_foreground)) if color else ""
        for color, is_foreground in ((style.color, True), (style.bgcolor, False))
    )
    return Pen(Strip.render_ansi(style.without_color, colors), foreground, background)


@dataclass(slots=True)
class Run:
    """Neighbouring cells that are sent with one pen; `end` is the column behind them, -1 where unknown."""

    pen: Pen
    y: int
    x: int
    end: int
    text: str


class Output:
    """What is being sent for one frame."""

    def __init__(self) -> None:
        self._runs: list[Run] = []

    def write(self, y: int, x: int, text: str, width: int, pen: Pen) -> None:
        """Writes the text of one cell, or of the two that a wide character takes."""
        # Terminals disagree about the width of what is made of several characters.
        end = x + width if len(text) == 1 else -1
        last = self._runs[-1] if self._runs else None
        if (
            last is not None
            and (last.y, last.end) == (y, x)
            and (last.pen == pen or (text == " " and pen.blank_as(last.pen)))
        ):
            last.text += text
            last.end = end
        else:
            self._runs.append(Run(pen, y, x, end, text))

    def sequence(self) -> str:
        """Returns what shows the frame: pen by pen, since to change it costs more than to move."""
        sent: list[str] = []
        pen, y, x = PLAIN, -1, -1
        for run in sorted(self._runs, key=lambda run: run.pen):
            if run.y != y:
                sent.append(f"\x1b[{run.y + 1};{run.x + 1}H")
            elif run.x != x:
                sent.append(f"\x1b[{run.x + 1}G")
            sent += (run.pen.after(pen), run.text)
            pen, y, x = run.pen, run.y, run.end
        return "".join(sent) + PLAIN.after(pen)


class Frame:
    """The cells of a terminal; the second cell of a wide character is empty, an unknown one None."""

    def __init__(self, width: int, height: int) -> None:
        self._width = width
        self._texts: list[list[str | None]] = [[None] * width for _ in range(height)]
        self._pens: list[list[Pen]] = [[PLAIN] * width for _ in range(height)]

    def show(self, parts: Iterable[Part], colors: ColorSystem) -> str:
        """Takes parts of lines in; returns what shows them on the terminal."""
        output = Output()
        for y, x, strip in parts:
            if y < len(self._texts):
                texts, pens = _cells(strip, colors, max(0, self._width - x))
                self._show(y, x, texts, pens, output)
        return output.sequence()

    def _show(self, y: int, x: int, texts: list[str], pens: list[Pen], output: Output) -> None:
        """Writes what differs from the cells there are, and what stands near between two such cells."""
        row, row_pens, end = self._texts[y], self._pens[y], x + len(texts)
        old, old_pens = row[x:end], row_pens[x:end]
        if old == texts and old_pens == pens:
            return
        # Terminals disagree about what remains of a wide character that is half overwritten.
        if old[0] == "" and texts[0]:
            row[x - 1] = None
        if row[end : end + 1] == [""]:
            row[end] = None
        row[x:end], row_pens[x:end] = texts, pens
        done = -NEAR - 1
        for n, (text, pen) in enumerate(zip(texts, pens, strict=True)):
            if n < done or (
                text == old[n] and (pen == old_pens[n] or (text == " " and pen.blank_as(old_pens[n])))
            ):
                continue
            first = done if n - done <= NEAR else n - (not text)
            for i in range(first, n + 1):
                if texts[i]:
                    done = i + 1 + (texts[i + 1 : i + 2] == [""])
                    output.write(y, x + i, texts[i], done - i, pens[i])


def _cells(strip: Strip, colors: ColorSystem, room: int) -> tuple[list[str], list[Pen]]:
    """Returns the text and the pen of every cell of a part of a line, as far as there is room."""
    texts: list[str] = []
    pens: list[Pen] = []
    for text, style, control in strip:
        if control:
            continue
        if text.isascii() and text.isprintable():
            texts += text
        else:
            safe = text if text.isprintable() else cleaned(text)
            for start, end, width in split_graphemes(safe)[0]:
                texts += (safe[start:end], "")[:width]
        pens += [pen_of(style, colors)] * (len(texts) - len(pens))
    return texts[:room], pens[:room]


def _parts(update: LayoutUpdate | ChopsUpdate) -> Iterator[Part]:
    """Yields the parts of lines that an update of the compositor is made of."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, left, right in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= right and end > left:
                yield y, x, chop.crop(0, min(end, right) - x)


class FrameByFrame(App[None], inherit_bindings=False):
    """An application that knows what the terminal shows and sends only the cells that change.

    It stands between Textual's compositor and its driver, where Textual leaves no public place for it.
    """

    _frame: Frame | None = None

    def forget_terminal(self) -> None:
        """Takes what the terminal shows for unknown: the next repaint is one of all cells."""
        self._frame = None

    def on_resize(self, event: events.Resize) -> None:
        """Forgets what the terminal showed with another size, or before it was lent to another program."""
        lent = self._frame is not None and event.size == self.size
        self.forget_terminal()
        if lent:
            self.refresh(layout=True)  # Textual takes the size for old news

    def action_redraw(self) -> None:
        """Draws the whole screen again, in case something else wrote on the terminal."""
        self.forget_terminal()
        self.refresh(layout=True)

    def changes(self, screen: Screen[object], update: RenderableType | None, colors: ColorSystem) -> str:
        """Returns what makes the terminal show an update; a terminal that is unknown is sent everything."""
        if self._frame is None or not isinstance(update, (LayoutUpdate, ChopsUpdate)):
            self._frame = Frame(*self.size)
            update = screen._compositor.render_full_update()
        return self._frame.show(_parts(update), colors)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if renderable is not None or self._frame is None:
            renderable = _Changes(self, screen, renderable)  # type: ignore[assignment]  # as loose as Textual
        super()._display(screen, renderable)


class _Changes(CompositorUpdate):
    """What an update changes, found out when Textual is about to send it, which it need not come to."""

    def __init__(self, app: FrameByFrame, screen: Screen[object], update: RenderableType | None) -> None:
        self._app, self._screen, self._update = app, screen, update

    def render_segments(self, console: Console) -> str:
        return self._app.changes(self._screen, self._update, console._color_system or ColorSystem.TRUECOLOR)
