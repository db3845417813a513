"""The line on top of every screen: where you are, who you are, the timer, the day."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from tui.widgets.painted import Painted, fitted

NAME = " Deskhand "
LETTER_WIDTH = 3
TIMER_WORDS = 2
"""The first words of the timer: its sign and its time."""


@dataclass(frozen=True)
class HeaderFacts:
    """What the header says.

    Attributes:
        screens: the letter of every screen, in order.
        here: the letter of this one.
        who: the initials of the owner at the keyboard, empty for a sole one.
        timer: the running timer, empty when none runs.
        day: the day it is.
        notice: something that changes the meaning of all else, such as a day that is set by hand.
    """

    screens: str
    here: str
    who: str = ""
    timer: str = ""
    day: str = ""
    notice: str = ""


class Header(Painted):
    """Draws the facts, dropping what has no room: first the screens, then the timer's text."""

    DEFAULT_CSS = "Header { height: 1; dock: top; background: $panel; }"

    facts = HeaderFacts("", "")

    def show(self, facts: HeaderFacts) -> None:
        """Shows this from now on; draws only when something changed."""
        if facts != self.facts:
            self.facts = facts
            self.refresh()

    async def on_click(self, event: events.Click) -> None:
        """Opens the screen whose letter is clicked on."""
        said, letters = self.render_line(0).text, self.facts.screens
        n = (event.x - len(NAME)) // LETTER_WIDTH
        if self.is_clickable and said.startswith(NAME) and 0 <= n < len(letters):
            await self.run_action(f"screen.go({letters[n]!r})")

    def render_line(self, y: int) -> Strip:
        """Draws the line."""
        now, width = self.facts, self.size.width
        left: list[tuple[str, str]] = [(NAME, "strong")]
        for letter in now.screens:
            left.append(
                (
                    f"[{letter}]" if letter == now.here else f" {letter} ",
                    "accent" if letter == now.here else "dim",
                )
            )
        day = f" {now.day} "
        room = width - sum(cell_len(text) for text, _ in left) - cell_len(day)
        if room < 0:
            return self.line(
                [(f" {now.here} ", "accent"), (fitted(day, width - 3, right=True), "plain")], width
            )
        right: list[tuple[str, str]] = []
        for text, tone in ((now.notice, "warn"), (now.who, "strong")):
            if text and (taken := cell_len(text) + 2) <= room:
                right.append((f"  {text}", tone))
                room -= taken
        timed = " ".join(now.timer.split(" ")[:TIMER_WORDS])
        if timed and cell_len(timed) + 4 <= room:  # what it is on may be cut, the time may not
            said = fitted(now.timer, min(cell_len(now.timer), room - 2))
            right.append((f"  {said}", "accent"))
            room -= cell_len(said) + 2
        return self.line([*left, (" " * room, "plain"), *right, (day, "plain")], width)
