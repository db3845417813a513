"""The list of procedures: how the work that comes again is done, and which of it can be handed over."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import BindingType

from models.procedure import Procedure
from tui import wording
from tui.keys import bound
from tui.page import DETAIL, Page
from tui.procedure_verbs import ProcedureVerbs
from tui.session import Session
from tui.widgets.painted import Parts, wrapped
from tui.widgets.rows import Cell, Row

LAST_RUN = 3
"""The place of the last run among the columns."""


class ProceduresScreen(ProcedureVerbs, Page):
    """Every procedure by its name, those in the archive last; Enter opens one."""

    TITLE = "Procedures"
    COLUMNS = (
        Cell("no", 4, from_width=60),
        Cell("name", 0),
        Cell("version", 7, from_width=44),
        Cell("last run", 8, from_width=50),
        Cell("steps", 5, right=True, from_width=70),
        Cell("readiness", 9),
    )
    NOTHING = (
        "No procedures yet. One says how recurring work is done, so that somebody else can do it: "
        "n begins it with a name, such as Inbox rules."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "procedure.open", "its steps, its runs and the cards that name it"),
    ]

    def __init__(self, session: Session, words: str = "") -> None:
        super().__init__(session, words)
        self._counted: tuple[object, Counter[str | None]] = (None, Counter())

    @property
    def procedure(self) -> Procedure | None:
        """The procedure under the cursor."""
        number = self.rows.key
        known = self.desk.procedures
        return known[number] if isinstance(number, int) and number in known else None

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the procedures that hold every word in their row or their steps."""
        listed = sorted(self.desk.procedures, key=lambda each: (bool(each.archived), each.title.casefold()))
        rows = [self._row(each) for each in listed]
        widest = max((cell_len(row.texts[LAST_RUN]) for row in rows), default=0)
        columns = list(self.COLUMNS)
        columns[LAST_RUN] = Cell("last run", max(8, widest), from_width=50)
        if self.rows.columns != tuple(columns):
            self.rows.columns = tuple(columns)
            self.rows.refresh()
        both = zip(rows, listed, strict=True)
        return [row for row, each in both if all(word in _text(row, each) for word in words)]

    def _row(self, procedure: Procedure) -> Row:
        account = self.account(procedure)
        texts = (
            procedure.ref,
            procedure.title,
            account.version,
            account.last_run,
            str(len(procedure.steps) or ""),
            "archived" if procedure.archived else account.in_a_word,
        )
        tones = ("accent", "plain", "dim", "dim", "dim", account.tone)
        return Row(procedure.number, texts, ("dim",) * len(texts) if procedure.archived else tones)

    def detail(self) -> list[Parts]:
        """Returns how ready the procedure is, and how many cards go by it."""
        procedure = self.procedure
        if procedure is None:
            return []
        cards = self._cards()[procedure.uid]
        steps = wording.count(len(procedure.steps), "step")
        title = " · ".join((f"{procedure.ref} {procedure.title}", steps, wording.count(cards, "card")))
        said = wrapped(self.account(procedure).how_ready, max(10, self.size.width - 3))[:DETAIL]
        lines: list[Parts] = [[(f"  {line}", "dim")] for line in said]
        return [[(f"  {title}", "strong")], *lines][-DETAIL:]

    def _cards(self) -> Counter[str | None]:
        """Returns how many cards name each procedure, counted again only when cards have changed."""
        version = self.desk.cards.version
        if self._counted[0] != version:
            self._counted = version, Counter(card.procedure for card in self.desk.cards)
        return self._counted[1]

    def shown(self, procedure: Procedure) -> None:
        """Puts the cursor on a procedure that was just made."""
        self.show()
        self.rows.show(self.rows.rows, key=procedure.number)
        self.action_step(0)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return [
            "procedure.add",
            "procedure.open",
            "procedure.edit",
            "procedure.run",
            "procedure.why",
            "page.narrow",
            "move.back",
        ]

    def action_open(self) -> None:
        """Opens the procedure as a page of its own."""
        if (procedure := self.procedure) is not None:
            self.open_page("procedure", procedure.uid)


def _text(row: Row, procedure: Procedure) -> str:
    return " ".join((*row.texts, *(step.text for step in procedure.steps))).casefold()
