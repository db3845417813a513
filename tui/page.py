"""The base of the lists that open on top of a screen."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from tui.keys import bound
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, Parts, titled
from tui.widgets.prompt import Agreed, Prompt, Question
from tui.widgets.rows import Cell, Row, Rows

DETAIL = 2
"""Lines below the list for the row under the cursor."""


class Page(ListScreen):
    """A list on top of another screen, narrowed by words; Esc shows all of it again, then closes it."""

    COLUMNS: ClassVar[Sequence[Cell]] = ()
    DETAIL: ClassVar[int] = DETAIL
    NOTHING: ClassVar[str] = ""
    """What is said where there is nothing to list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("slash", "narrow", "Narrow", "page.narrow", "keep the lines that hold every word"),
    ]

    def __init__(self, session: Session, words: str = "") -> None:
        super().__init__(session)
        self._words = words
        self._typed: str | None = None

    # What a concrete page says

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the rows that hold every one of these words, which are in small letters."""
        return []

    def detail(self) -> list[Parts]:
        """Returns what is said in full about the row under the cursor, two lines at most."""
        return []

    def heading(self) -> tuple[str, str]:
        """Returns what stands above the list, and what is said where there is nothing to list."""
        return self.TITLE or "", self.NOTHING

    def place(self) -> list[str]:
        """Returns the key of the row under the cursor, as a text."""
        return [] if self.rows.key is None else [str(self.rows.key)]

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on the row of that key."""
        keys = [row.key for row in self.rows.rows if [str(row.key)] == place]
        self.rows.show(self.rows.rows, key=next(iter(keys), None))
        return bool(keys) or not place

    # The list

    def body(self) -> ComposeResult:
        """Makes the title, the list and the line in full."""
        yield Lines(height=1, id="title")
        yield Rows(self.COLUMNS)
        yield Lines(height=1, id="rule")
        yield Lines(height=self.DETAIL, id="detail")

    def show(self) -> None:
        """Shows the rows that hold the words."""
        words = self._words if self._typed is None else self._typed
        rows = self.found(words.casefold().split())
        heading, nothing = self.heading()
        self.rows.empty = ([(f"  {f'Nothing here holds “{words}”.' if words else nothing}", "dim")],)
        self.rows.show(rows)
        count = sum(row.key is not None for row in rows)
        said = f"{heading}: {count:,}{f' with “{words}”' if words else ''}"
        hint = "Esc shows all" if words else "Esc goes back"
        self.query_one("#title", Lines).show([titled(said, hint, self.size.width)])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self.show_detail()

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        self.query_one("#detail", Lines).show(self.detail())

    def action_narrow(self) -> None:
        """Asks for words; the list follows while they are typed."""

        def follow(text: str) -> None:
            self._typed = text.strip()
            self.show()

        def settle(text: str, agreed: Agreed) -> None:
            self._words = text.strip()

        self.ask(Question("Narrow to which words?", settle, value=self._words, follow=follow))

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Shows what the words leave, those before where the new ones were given up."""
        self._typed = None
        self.show()
        super().on_prompt_closed(event)

    def action_back(self) -> None:
        """Shows all rows again, or closes the page when it shows them."""
        if self._words:
            self._words = ""
            self.show()
        else:
            self.dismiss()
