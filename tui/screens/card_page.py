"""The page of one card: everything that is known of it, and the keys that write and hand over its brief."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.board import Card
from tui import cards
from tui.brief_form import open_brief
from tui.brief_verbs import BriefVerbs
from tui.card_account import Account
from tui.card_account import Line as Said
from tui.card_keys import CARD_KEYS
from tui.keys import bound
from tui.session import Session
from tui.widgets.painted import Lines, shortened, wrapped
from tui.widgets.rows import Cell, Row, Rows

LABEL_WIDTH = 16
TITLE_LINES = 3
OWN_WAY = ("board.edit", "board.done", "card.open")
"""The keys of cards that do something of their own on the page."""


class CardPage(BriefVerbs):
    """Shows one card in full, on top of the screen it was opened from."""

    LETTER = "b"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key for key in CARD_KEYS if isinstance(key, Binding) and key.id not in OWN_WAY),
        bound("e", "edit", "Edit", "page.edit", "the form of what is under the cursor"),
        bound("enter", "open_line", "Open", "page.open", "the procedure under the cursor; else the form"),
        bound("c", "tick", "Done", "page.tick", "the check under the cursor; elsewhere the card, or back"),
    ]

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._said: dict[Hashable, Said] = {}

    def body(self) -> ComposeResult:
        """Makes the title and the list of lines."""
        yield Lines(id="title")
        yield Rows((Cell("", LABEL_WIDTH), Cell("", 0)), headings=False)

    def show(self) -> None:
        """Shows the card as it is in the file now."""
        card = self.card
        self.query_one("#title", Lines).show(
            shortened(
                [(f" {card.ref} {card.title}" if card else " This card is gone: Esc goes back", "strong")],
                self.size.width,
                TITLE_LINES,
            )
        )
        rows = list[Row]()
        self._said = {}
        width = max(10, self.size.width - LABEL_WIDTH - 4)
        lines = self._account(card).lines() if card else ()
        for n, line in enumerate(lines):
            if not line.kind:
                rows.append(Row(None, (line.text,), ("strong",)))
                continue
            for part, text in enumerate(wrapped(line.text, width)):
                key = (line.kind, line.key or n, part)
                self._said[key] = line
                rows.append(Row(key, ("" if part else line.label, text), ("dim", line.tone)))
        self.query_one(Rows).show(rows)

    def _account(self, card: Card) -> Account:
        return Account(
            card,
            self.desk,
            now=self.now(),
            zone=self.zone,
            stalling=self.stalling,
            edit=self.key_for("page.edit"),
        )

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return [
            "page.edit",
            "brief.write",
            "page.tick",
            "brief.accept",
            "brief.hand_off",
            "brief.lint",
            "move.back",
        ]

    @property
    def card(self) -> Card | None:
        """The card the page is of."""
        return self.desk.cards.get(self._uid)

    @property
    def _line(self) -> Said | None:
        return self._said.get(self.query_one(Rows).key)

    # Getting about

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""
        self.query_one(Rows).step(by)

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.query_one(Rows).end(by)

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.query_one(Rows).page(by)

    def shown(self, card: Card) -> None:
        """Goes on with a card that was made, or that this one was merged into."""
        self._uid = card.uid
        self.refresh_all()

    def place(self) -> list[str]:
        """Returns the card, and the kind of the line under the cursor, which says what `e` edits."""
        return [*super().place(), self._line.kind if self._line else ""]

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on the first line of that kind."""
        rows = self.query_one(Rows)
        key = next((key for key, line in self._said.items() if line.kind == place[-1]), None)
        rows.show(rows.rows, key=key)
        return self.place() == list(place)

    # The brief

    def action_edit(self) -> None:
        """Opens the form of what is under the cursor: the brief's, or the card's."""
        card, line = self.card, self._line
        if card is None:
            return
        if line is None or line.kind == "card":
            cards.open_form(self, card)
        else:
            open_brief(self, card, part="done_when" if line.kind == "check" else line.kind)

    def action_open_line(self) -> None:
        """Opens the procedure under the cursor; elsewhere the form of what is there."""
        line = self._line
        if line is not None and line.kind == "procedure" and line.key:
            self.open_page("procedure", line.key)
        else:
            self.action_edit()

    def action_tick(self) -> None:
        """Says that the check under the cursor is met, or is not; anywhere else, finishes the card."""
        line = self._line
        if line is None or line.kind != "check":
            self.action_done()
        else:
            self.change("Tick a check of", lambda card, why: card.ticked(line.key))
