"""The page of one card: everything that is known of it, and the keys that write and hand over its brief."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from models.board import Card
from models.card_parts import Party
from tui import cards
from tui.account_line import Line
from tui.brief_form import open_brief
from tui.brief_verbs import BriefVerbs
from tui.card_account import Account
from tui.card_keys import CARD_KEYS
from tui.keys import bound
from tui.lines_page import LinesPage

OWN_WAY = ("board.edit", "board.done", "card.open")
"""The keys of cards that do something of their own on the page."""


class CardPage(LinesPage, BriefVerbs):
    """Shows one card in full, on top of the screen it was opened from."""

    LETTER = "b"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key for key in CARD_KEYS if isinstance(key, Binding) and key.id not in OWN_WAY),
        bound("e", "edit", "Edit", "page.edit", "the form of what is under the cursor"),
        bound("enter", "open_line", "Open", "page.open", "the procedure under the cursor; else the form"),
        bound("c", "tick", "Done", "page.tick", "the check under the cursor; elsewhere the card, or back"),
    ]

    def heading(self) -> str:
        """Returns the card by its number and title."""
        card = self.card
        return f"{card.ref} {card.title}" if card else "This card is gone: Esc goes back"

    def lines(self) -> Iterable[Line]:
        """Returns everything that is known of the card."""
        card = self.card
        if card is None:
            return ()
        return Account(
            card,
            self.desk,
            now=self.now(),
            zone=self.zone,
            stalling=self.stalling,
            edit=self.key_for("page.edit"),
        ).lines()

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here; first what answers a card that waits for you."""
        return [
            *(("card.note", "card.wait") if self._waits_for_owner else ()),
            "page.edit",
            "brief.write",
            "page.tick",
            "brief.accept",
            "brief.hand_off",
            "brief.lint",
            "move.back",
        ]

    @property
    def _waits_for_owner(self) -> bool:
        card = self.card
        return card is not None and card.wait is not None and card.wait.on is Party.OWNER

    def hint_for(self, id: str | None, description: str) -> str:
        """Returns what a key does, in the hints."""
        return "it has come" if id == "card.wait" else super().hint_for(id, description)

    @property
    def card(self) -> Card | None:
        """The card the page is of."""
        return self.desk.cards.get(self.uid)

    def shown(self, card: Card) -> None:
        """Goes on with a card that was made, or that this one was merged into."""
        self.go_on_with(card.uid)

    def place(self) -> list[str]:
        """Returns the card, and the kind of the line under the cursor, which says what `e` edits."""
        return [*super().place(), self.line.kind if self.line else ""]

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on the first line of that kind."""
        self.go_to(place[-1])
        return self.place() == list(place)

    # The brief

    def action_edit(self) -> None:
        """Opens the form of what is under the cursor: the brief's, or the card's."""
        card, line = self.card, self.line
        if card is None:
            return
        if line is None or line.kind == "card":
            cards.open_form(self, card)
        else:
            open_brief(self, card, part="done_when" if line.kind == "check" else line.kind)

    def action_open_line(self) -> None:
        """Opens the procedure under the cursor; elsewhere the form of what is there."""
        line = self.line
        if line is not None and line.kind == "procedure" and line.key:
            self.open_page("procedure", line.key)
        else:
            self.action_edit()

    def action_tick(self) -> None:
        """Says that the check under the cursor is met, or is not; anywhere else, finishes the card."""
        line = self.line
        if line is None or line.kind != "check":
            self.action_done()
        else:
            self.change("Tick a check of", lambda card, why: card.ticked(line.key))
