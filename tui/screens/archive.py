"""The archive: cards that were put away, and the way back."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.board import Card
from models.lanes import foot_of, lanes
from store import Workspace
from tui import wording
from tui.card_words import summary
from tui.keys import bound
from tui.page import Page
from tui.session import Session
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row


class ArchiveScreen(Page):
    """Every card in the archive, the latest first; `c` brings one back."""

    TITLE = "Archive"
    COLUMNS = (Cell("card", 6), Cell("title", 0), Cell("was in", 6), Cell("archived", 16), Cell("merged", 6))
    NOTHING = "The archive is empty."

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("c", "bring_back", "Bring back", "archive.back", "put it at the foot of its column again"),
        bound("enter", "open", "Show", "archive.show", "what stands on the card"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._listed: tuple[object, list[tuple[str, Row]]] = (None, [])

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        number = self.rows.key
        return self.desk.cards[number] if isinstance(number, int) and number in self.desk.cards else None

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the cards that hold every word in their row, their tags or the name of their helper."""
        return [row for text, row in self._archived() if all(word in text for word in words)]

    def _archived(self) -> list[tuple[str, Row]]:
        """Returns the row of each card, with the text that words are looked for in."""
        state = (self.desk.cards.version, self.desk.helpers.version, self.today, self.zone)
        if self._listed[0] != state:  # the same for every key that is typed to narrow
            away = [(card.archived, card) for card in self.desk.cards if card.archived is not None]
            away.sort(key=lambda pair: (pair[0], pair[1].number), reverse=True)
            self._listed = state, [self._searchable(card) for _, card in away]
        return self._listed[1]

    def _searchable(self, card: Card) -> tuple[str, Row]:
        row = self._row(card)
        tags = [f"#{tag}" for tag in card.tags]
        return " ".join((*row.texts, *tags, self._helper(card))).casefold(), row

    def _helper(self, card: Card) -> str:
        helper = self.desk.helpers.get(card.helper)
        return helper.name if helper else ""

    def _row(self, card: Card) -> Row:
        when = wording.moment(card.archived, self.zone, self.today) if card.archived else ""
        kept = self.desk.cards.get(card.merged_into)
        texts = (card.ref, card.title, card.column.title(), when, kept.ref if kept else "")
        return Row(card.number, texts, ("accent", "plain", "dim", "dim", "dim"))

    def detail(self) -> list[Parts]:
        """Returns the card in one line of words."""
        card = self.card
        if card is None:
            return []
        said = [[(f"  {card.ref} {summary(card, self._helper(card), self.today)}", "strong")]]
        if kept := self.desk.cards.get(card.merged_into):
            said.append([(f"  a duplicate of {kept.ref} {kept.title}", "dim")])
        return [*said]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["archive.back", "archive.show", "page.narrow", "undo", "move.back"]

    def action_bring_back(self) -> None:
        """Puts the card at the foot of the column it was in."""
        card = self.card
        if card is None:
            return

        def change(desk: Workspace) -> None:
            foot = foot_of(lanes(desk.cards)[card.column])
            desk.cards.put(card.brought_back().but(order=foot))

        if self.saved(f"Bring back {card.ref}", change):
            self.say(f"{card.ref} is back in {card.column.title()} · {self.key_for('undo')} undoes")

    def action_open(self) -> None:
        """Opens the card as a page of its own."""
        if (card := self.card) is not None:
            self.open_page("card", card.uid)
