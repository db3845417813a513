"""A list to choose from by typing a part of what is wanted; it runs keys, picks helpers, shows plans."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from tui.widgets.one_line import OneLine
from tui.widgets.painted import Lines, titled
from tui.widgets.rows import Cell, Row, Rows


@dataclass(frozen=True)
class Choice:
    """One thing to choose.

    Attributes:
        key: what is answered when it is chosen.
        lead: a short text in front, such as a key.
        text: what it is called.
        more: what it does, in a sentence; found by typing as well.
    """

    key: Hashable
    lead: str
    text: str
    more: str = ""


class Menu(ModalScreen[Hashable | None]):
    """Answers the key of the choice that was taken, or None; where new words are welcome, those."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
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
        width: 78; max-width: 100%; height: 20; max-height: 100%; background: $panel; padding: 0 1;
    }
    Menu Input { border: none; height: 1; padding: 0 1; background: $background; }
    Menu Input:focus { border: none; }
    Menu Lines, Menu Rows { background: $panel; }
    """

    def __init__(
        self, title: str, choices: Sequence[Choice], *, lead_width: int = 8, typed: bool = False
    ) -> None:
        super().__init__()
        self._title, self._choices, self._typed = title, tuple(choices), typed
        widest = max((len(choice.text) for choice in choices), default=10)
        self._columns = (Cell("", lead_width, right=True), Cell("", min(30, widest)), Cell("", 0))

    def compose(self) -> ComposeResult:
        """Makes the title, the line to narrow on, the list and the explanation."""
        with Vertical():
            yield Lines(height=1, id="title")
            yield OneLine()
            yield Rows(self._columns, headings=False)

    def on_mount(self) -> None:
        """Shows every choice."""
        self.query_one("#title", Lines).show(
            [titled(self._title, "type to narrow, Enter takes it, Esc goes back", 76)]
        )
        self._fill("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keeps the choices that hold every word typed."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Answers the choice under the cursor; where there is none, the question stays."""
        chosen = self.query_one(Rows).key
        if chosen is not None:
            self.dismiss(chosen)

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.query_one(Rows).step(by)

    def action_back(self) -> None:
        """Answers nothing."""
        self.dismiss(None)

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        fitting = [
            choice
            for choice in self._choices
            if all(word in f"{choice.lead} {choice.text} {choice.more}".casefold() for word in words)
        ]
        if len(words) == 1:  # a key that is typed exactly comes first
            fitting.sort(key=lambda choice: choice.lead != text.strip())
        word = text.strip()
        if self._typed and word and word.casefold() not in (choice.text.casefold() for choice in fitting):
            fitting.append(Choice(word, "+", word, "new: Enter adds it"))
        rows = self.query_one(Rows)
        says = "Type a name." if self._typed else "Nothing here is called that."
        rows.empty = ([(f"  {says}", "dim")],)
        rows.show(
            [
                Row(choice.key, (choice.lead, choice.text, choice.more), ("accent", "plain", "dim"))
                for choice in fitting
            ]
        )
        if fitting:
            rows.go(0)
