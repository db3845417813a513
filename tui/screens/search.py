"""Finding anything in the file: a line to type on, and what fits it below while it is typed."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from models.document import Document
from models.searching import Found, Sought, excerpt, search
from tui.jumping import open_record
from tui.keys import bound
from tui.list_screen import ListScreen
from tui.search_index import named_in_full
from tui.session import Session
from tui.widgets.footer import Footer, rule
from tui.widgets.one_line import OneLine
from tui.widgets.painted import Lines, Parts, titled, wrapped
from tui.widgets.rows import Cell, Row, Rows

MOST = 200
"""How many of the finds are listed; more words make them fewer."""
DETAIL = 3
LOOKED_THROUGH = (
    "A number such as C14, or words: all of them must stand in it somewhere, whatever case and accents.",
    "Cards with briefs and comments, activities, entries, procedures, roles, candidates, helpers, lists, "
    "templates, systems, access, agreements, transfers and incidents, the ledger; the archive and the trash, "
    "too. Ratings and the notes of interviews are left out.",
)


class SearchPage(ListScreen):
    """Everything that fits what is typed, the best first; Enter opens it in its place."""

    TITLE = "Search"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "search.open", "what is under the cursor, in its place"),
    ]
    DEFAULT_CSS = """
    SearchPage #body OneLine { padding: 0 1; background: $surface; }
    """

    def __init__(self, session: Session, text: str = "") -> None:
        super().__init__(session)
        self._text = text
        self._found = Found([], 0)

    def body(self) -> ComposeResult:
        """Makes the title, the line to type on, the finds and the one under the cursor in full."""
        yield Lines(height=1, id="title")
        yield OneLine(self._text)
        yield Rows((), headings=False)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def find(self) -> Sought | None:
        """What is under the cursor."""
        return next((each for each in self._found.best if _key(each) == self.rows.key), None)

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        find = self.find
        known = self.desk[find.table] if find else None
        return known[find.number] if find and known is not None and find.number in known else None

    def on_mount(self) -> None:
        """Reads the file once the page is seen, before the first letter needs it; keys come in between."""
        self.call_after_refresh(self._read_on, self.session.index.reading())

    def _read_on(self, reading: Iterator[None]) -> None:
        for _ in reading:
            self.call_later(self._read_on, reading)
            return

    def on_screen_resume(self) -> None:
        """Looks through what changed meanwhile, and takes the letters."""
        super().on_screen_resume()
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Looks for what is typed."""
        if event.value != self._text:
            self._text = event.value
            self.opened_as = ("search",)
            self.show()
            self.rows.end(-1)
            self.show_detail()

    async def on_input_submitted(self) -> None:
        """Opens what is under the cursor."""
        self.action_open()

    def show(self) -> None:
        """Shows what fits the words as the file is now; without words, what was opened last."""
        self._found = self._searched()
        is_wide = self.size.width >= 60
        number = Cell("", 7)
        columns: Sequence[Cell] = (number, Cell("", 0), Cell("", 15)) if is_wide else (number, Cell("", 0))
        if self.rows.columns != tuple(columns):
            self.rows.columns = tuple(columns)
            self.rows.refresh()
        said = "Nothing is called that, and nothing says it." if self._text.strip() else ""
        lines = [said] if said else [line for text in LOOKED_THROUGH for line in (*self._folded(text), "")]
        self.rows.empty = ((), *([(f"  {line}", "dim")] for line in lines))
        self.rows.show([self._row(each) for each in self._found.best])
        self.query_one("#title", Lines).show([titled(*self._heading(), self.size.width)])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self.show_detail()

    def _row(self, each: Sought) -> Row:
        texts = each.ref, named_in_full(each, self.desk), each.away or self._kind(each)
        return Row(_key(each), texts, ("accent", "dim" if each.away else "plain", "dim"))

    def _kind(self, each: Sought) -> str:
        return "item of a list" if each.part else self.desk[each.table].kind.noun

    def _folded(self, text: str) -> list[str]:
        return wrapped(text, max(10, self.size.width - 4))

    def _searched(self) -> Found:
        if self._text.strip():
            return search(self._text, self.session.index.everything(), most=MOST)
        opened = [each for uid in self.session.opened if (each := self.session.index.of(uid)) is not None]
        return Found(opened, len(opened))

    def _heading(self) -> tuple[str, str]:
        total, listed = self._found.total, len(self._found.best)
        if not self._text.strip():
            return ("Search" if not listed else "Search: opened last"), "type a number or words"
        more = f", the best {listed} listed" if total > listed else ""
        return f"Search: {total:,} found{more}", "↑ ↓ choose, Enter opens it"

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        find = self.find
        lines: list[Parts] = []
        if find is not None:
            kind = self._kind(find)
            away = f" · in the {find.away}" if find.away else ""
            lines = [[(f"  {kind.capitalize()} {find.ref} {find.title}{away}", "strong")]]
            says = excerpt(find, self._text) or " · ".join(find.lines[:2])
            lines += [[(f"  {line}", "dim")] for line in self._folded(" ".join(says.split()))]
        self.query_one("#detail", Lines).show(lines[:DETAIL])

    def show_hints(self) -> None:
        """Shows the keys that do something while letters are text."""
        self.query_one(Footer).hint([("Enter", "open"), ("↑ ↓", "choose"), ("Esc", "back")])

    def action_open(self) -> None:
        """Opens what is under the cursor in its place."""
        find, record = self.find, self.under_cursor
        if find is not None and record is not None:
            open_record(self, record, find.part)

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()


def _key(each: Sought) -> tuple[str, int, str]:
    return each.table, each.number, each.part
