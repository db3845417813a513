"""A list to choose from by typing a part of what is wanted; it runs keys, picks helpers, shows plans."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from models.document import RuleBroken
from tui.dialogs.dialog import Dialog
from tui.widgets.one_line import OneLine
from tui.widgets.painted import Lines, titled, wrapped
from tui.widgets.rows import Cell, Row, Rows

WIDTH = 80
TEXT_WIDTH = 30
"""Cells that the name of a choice has at most where what it does stands beside it."""

LEAST_BESIDE = 32
"""Cells below which what a choice does stands below the list."""

MORE_HEIGHT = 3


@dataclass(frozen=True)
class Choice:
    """One thing to choose.

    Attributes:
        key: what is answered when it is chosen.
        lead: a short text in front, such as a key.
        text: what it is called.
        more: what it does, in a sentence; found by typing as well.
        whole: whether only the whole key finds it when typed, for what nothing takes back.
        also: other words that find it.
    """

    key: Hashable
    lead: str
    text: str
    more: str = ""
    whole: bool = False
    also: str = ""

    def fits(self, words: Sequence[str]) -> bool:
        """Tells whether words that were typed, in lower case, find it."""
        if self.whole and words:
            return " ".join(words) == self.key
        return all(word in f"{self.lead} {self.text} {self.more} {self.also}".casefold() for word in words)


class Menu(Dialog[Hashable | None]):
    """Answers the key of the choice that was taken, or None; where new words are welcome, those.

    Args:
        typed: whether new words are welcome.
        asks: returns what is asked before new words are taken, which the same again agrees to; raises
            RuleBroken for those that cannot be taken.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Go back", id="menu.back", tooltip="Leave without choosing"),
        Binding("down", "step(1)", "Next", id="menu.next", tooltip="Go to the next choice"),
        Binding("up", "step(-1)", "Before", id="menu.previous", tooltip="Go to the choice before"),
        Binding("pagedown", "step(10)", "Further", id="menu.further", tooltip="Go ten choices on"),
        Binding("pageup", "step(-10)", "Nearer", id="menu.nearer", tooltip="Go ten choices back"),
    ]
    DEFAULT_CSS = """
    Menu { align: center middle; background: transparent; }
    Menu > Vertical {
        width: 80; max-width: 100%; height: 20; max-height: 100%; background: $panel; padding: 0 1;
    }
    Menu Input { border: none; height: 1; padding: 0 1; background: $background; }
    Menu Input:focus { border: none; }
    Menu Lines, Menu Rows { background: $panel; }
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        lead_width: int = 8,
        typed: bool = False,
        asks: Callable[[str], str] | None = None,
        finds: Callable[[str], Sequence[Choice]] = lambda text: (),
    ) -> None:
        super().__init__()
        self._fitting: dict[Hashable, Choice] = {}
        self._title, self._choices, self._typed = title, tuple(choices), typed
        self._lead_width = max(lead_width, *(cell_len(choice.lead) for choice in choices), 0)
        longest = max((cell_len(choice.text) for choice in choices), default=10)
        self._text_width = TEXT_WIDTH if typed else min(TEXT_WIDTH, longest)
        self._more_width = 0
        self._asks, self._asked = asks, ""
        self._finds = finds

    def compose(self) -> ComposeResult:
        """Makes the title, the line to narrow on, the list and the explanation."""
        with Vertical():
            yield Lines(id="title")
            yield OneLine()
            yield Rows((), headings=False)
            yield Lines(height=MORE_HEIGHT, id="more")

    def on_mount(self) -> None:
        """Begins with every choice."""
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Shows the choices with what each does beside it, or below the list where there is no room."""
        width = min(WIDTH, self.size.width) - 2
        self.query_one("#title", Lines).show(
            [titled(self._title, "type to narrow, Enter takes it, Esc goes back", width)]
        )
        beside = width - self._lead_width - self._text_width - 4
        longest = max((cell_len(choice.more) for choice in self._choices), default=0)
        self._more_width = beside if beside >= min(longest, LEAST_BESIDE) else 0
        self.query_one("#more").display = not self._more_width
        text = Cell("", self._text_width if self._more_width else 0)
        self.query_one(Rows).columns = (
            Cell("", self._lead_width, right=True),
            text,
            *([Cell("", 0)] if self._more_width else []),
        )
        self._fill(self.query_one(Input).value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keeps the choices that hold every word typed."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Answers the choice under the cursor; where there is none, the question stays."""
        chosen = self.query_one(Rows).key
        if chosen is None or (self._asks is not None and isinstance(chosen, str) and self._ask(chosen)):
            return
        self.dismiss(chosen)

    def _ask(self, words: str) -> bool:
        """Asks whether new words are meant, and tells whether that is still open."""
        assert self._asks is not None
        if words == self._asked:
            return False
        try:
            says = self._asks(words)
        except RuleBroken as broken:
            says = str(broken)
        else:
            self._asked = words
        more = self.query_one("#more", Lines)
        more.display = True
        more.show([[(f" {says}", "warn")]])
        return True

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.query_one(Rows).step(by)
        self._show_more()

    def action_back(self) -> None:
        """Answers nothing."""
        self.dismiss(None)

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [choice for choice in self._choices if choice.fits(words)]
        if len(words) == 1:  # a key that is typed exactly comes first
            fitting.sort(key=lambda choice: choice.lead != text.strip())
        if words:
            fitting = _with(self._finds(text), fitting, " ".join(words))
        word = text.strip()
        if self._typed and word and word.casefold() not in (choice.text.casefold() for choice in fitting):
            fitting.append(Choice(word, "+", word, "new: Enter adds it"))
        rows = self.query_one(Rows)
        says = "Type a name." if self._typed else "Nothing here is called that."
        rows.empty = ([(f"  {says}", "dim")],)
        rows.show([row for choice in fitting for row in self._rows(choice)])
        if fitting:
            rows.go(0)
        self._fitting = {choice.key: choice for choice in fitting}
        self._show_more()

    def _rows(self, choice: Choice) -> Iterator[Row]:
        """Yields a choice, and the lines that what it does goes on for."""
        if not self._more_width:
            yield Row(choice.key, (choice.lead, choice.text), ("accent", "plain"))
            return
        first, *others = wrapped(choice.more, self._more_width)
        yield Row(choice.key, (choice.lead, choice.text, first), ("accent", "plain", "dim"))
        indent = " " * (self._lead_width + self._text_width + 2)
        for line in others:
            yield Row(None, (indent, line), ("plain", "dim"))

    def _show_more(self) -> None:
        """Shows below the list what the choice under the cursor does; what was asked is answered by that."""
        self._asked = ""
        choice = self._fitting.get(self.query_one(Rows).key or "")
        more = self.query_one("#more", Lines)
        more.display = not self._more_width
        more.show([[(f" {choice.more}", "dim")]] if choice else [])


def _with(found: Sequence[Choice], fitting: Sequence[Choice], said: str) -> list[Choice]:
    """Returns choices with those found for what was typed behind them; one that is called that goes first."""
    there = {choice.key for choice in fitting}
    more = [choice for choice in found if choice.key not in there]
    called = [choice for choice in (*fitting, *more) if choice.lead.casefold() == said and len(said) > 1]
    return [*called, *(choice for choice in (*fitting, *more) if choice not in called)]
