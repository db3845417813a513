"""The bottom of every screen: at most seven hints, or what just happened."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from tui import marks
from tui.keys import named
from tui.widgets.painted import Painted, Parts, shortened

MOST_HINTS = 7
HELP = ("?", "all keys")


class Footer(Painted):
    """Shows the keys that matter here; a message takes their place until the next key."""

    DEFAULT_CSS = "Footer { height: 1; dock: bottom; background: $panel; }"

    def __init__(self) -> None:
        super().__init__()
        self._hints: Sequence[tuple[str, str]] = ()
        self._message = ""
        self._tone = "plain"

    @property
    def message(self) -> str:
        """What is being said instead of the hints."""
        return self._message

    def hint(self, hints: Sequence[tuple[str, str]]) -> None:
        """Shows these keys, each with what it does; the most useful first."""
        if list(hints) != list(self._hints):
            self._hints = tuple(hints)
            if not self._message:
                self.refresh()

    def say(self, message: str, tone: str = "plain") -> None:
        """Says something until it is told otherwise; nothing brings the hints back."""
        if (message, tone) != (self._message, self._tone):
            self._message, self._tone = message, tone
            self._make_room()
            self.refresh()

    def on_resize(self) -> None:
        """Opens as far as the message takes at this width."""
        self._make_room()

    def _make_room(self) -> None:
        lines = len(self._said()) if self._message else 1
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def _said(self) -> list[Parts]:
        """Returns the message in lines, which leave most of the screen to what it is about."""
        most = max(2, self.screen.size.height // 3)
        return shortened([(f" {self._message}", self._tone)], self.size.width - 1, most)

    def render_line(self, y: int) -> Strip:
        """Draws the message or the hints; a hint that does not fit whole is left out."""
        width = self.size.width
        if self._message:
            said = self._said()
            return self.line(said[y] if y < len(said) else (), width)
        parts: list[tuple[str, str]] = [(" ", "plain")]
        for key, says in self._fitting(width) if self.is_in_front else ():
            parts += [(key, "accent"), (f" {says}  ", "dim")]
        return self.line(parts, width)

    def on_click(self, event: events.Click) -> None:
        """Presses the keys of the hint that is clicked on."""
        end = 1
        for key, says in () if self._message or not self.is_clickable else self._fitting(self.size.width):
            end += cell_len(f"{key} {says}  ")
            if event.x < end:
                for stroke in named(key).split():
                    self.app.simulate_key(stroke)
                return

    def _fitting(self, width: int) -> list[tuple[str, str]]:
        """Returns the hints that fit, with the way to all others."""
        room = width - 3 - cell_len(" ".join(HELP))
        shown: list[tuple[str, str]] = []
        for key, says in self._hints[: MOST_HINTS - 1]:
            room -= cell_len(f"{key} {says}  ")
            if room < 0:
                break
            shown.append((key, says))
        return [*shown, HELP]


def rule(width: int) -> str:
    """Returns a line across."""
    return marks.RULE * width
