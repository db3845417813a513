"""The delegation board: who has what, and how far it has come."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.board import COLUMNS, Card, Column
from models.document import RuleBroken
from models.helpers import Helper, crew
from models.lanes import arrival_orders, lanes, loads, on_board, reordered
from store import Workspace
from tui import cards, wording
from tui.desk_screen import DeskScreen
from tui.screens.board_keys import KEYS, LETTERS
from tui.session import Session
from tui.widgets.board_view import BoardView, CardLine, Lane
from tui.widgets.footer import rule
from tui.widgets.painted import Lines


class BoardScreen(DeskScreen):
    """The kanban of handed-over work."""

    TITLE = "Board"
    LETTER = "b"

    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]
    DEFAULT_CSS = """
    BoardScreen #detail { height: 4; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._digits: dict[str, str] = {}
        self._sorted: tuple[object, dict[Column, list[Card]]] = ((), {})
        self._day = date.min

    def body(self) -> ComposeResult:
        """Makes the strip of helpers, the board and the card in full."""
        yield Lines(height=1, id="crew")
        yield BoardView(self._said, id="board")
        yield Lines(height=1, id="rule")
        yield Lines(height=4, id="detail")

    @property
    def view(self) -> BoardView:
        """The board as it is drawn."""
        return self.query_one(BoardView)

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        number = self.view.key
        return self.desk.cards[number] if number is not None and number in self.desk.cards else None

    def targets(self) -> list[Card]:
        """Returns the marked cards in the order of the board, else the one under the cursor."""
        marked = self.view.marked
        if marked:
            return [card for lane in self._lanes().values() for card in lane if card.number in marked]
        return [self.card] if self.card else []

    # What is shown

    def show(self) -> None:
        """Shows strip, board and card."""
        self._show(None)

    def _show(self, number: int | None) -> None:
        self._day = self.today
        helpers = crew(self.desk.helpers)
        by_column = self._lanes()
        self._digits = {helper.uid: str(n) for n, helper in enumerate(helpers[:9], start=1)}
        shown = [Lane(column.title(), LETTERS[column], by_column[column]) for column in COLUMNS]
        self.view.show(shown, key=number)
        self.query_one("#crew", Lines).show([cards.strip(helpers, loads(by_column[Column.DOING]))])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self._show_card()

    def _lanes(self) -> dict[Column, list[Card]]:
        """Returns the cards by column, sorted again only when one was changed."""
        version = self.desk.cards.version
        if self._sorted[0] != version:
            self._sorted = version, lanes(self.desk.cards)
        return self._sorted[1]

    def _said(self, card: Card) -> CardLine:
        return cards.line(card, self._digits.get(card.helper or "", ""), self._day)

    def _show_card(self) -> None:
        card = self.card
        if card is None:
            says = "The board is empty: n adds a card, g p shows what is worth one."
            empty = not on_board(self.desk.cards)
            self.query_one("#detail", Lines).show(
                [[(f" {says}" if empty else " No card in this column.", "dim")]]
            )
            return
        helper, activity = self.desk.helpers.get(card.helper), self.desk.activities.get(card.activity)
        self.query_one("#detail", Lines).show(
            cards.in_full(card, helper, activity, now=self.now(), zone=self.zone, width=self.size.width - 2)
        )

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.view.marked:
            return ["board.right", "board.left", "board.assign", "board.done", "board.drop", "move.back"]
        if self.card is None:
            return ["board.add", "go.priorities", "go.audit", "undo", "quit"]
        return ["board.right", "board.add", "board.assign", "board.edit", "board.done", "undo"]

    # Moving about

    def action_step(self, by: int) -> None:
        """Moves the cursor within the column."""
        self.view.step(by)
        self._show_card()

    def action_side(self, by: int) -> None:
        """Moves the cursor to another column."""
        self.view.side(by)
        self._show_card()
        self.show_hints()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the end of the column."""
        self.view.end(by)
        self._show_card()

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self.view.page(by)
        self._show_card()

    def action_mark(self) -> None:
        """Marks the card and goes on to the next."""
        self.view.mark(self.view.key)
        self.action_step(1)
        self._marks_changed()

    def action_mark_all(self) -> None:
        """Marks the column."""
        self.view.mark_lane()
        self._marks_changed()

    def action_back(self) -> None:
        """Takes the marks away."""
        self.view.unmark()
        self._marks_changed()

    def _marks_changed(self) -> None:
        self.show_hints()
        if self.view.marked:
            self.say(
                f"{wording.count(len(self.view.marked), 'card')} marked: keys act on all of them, Esc unmarks"
            )

    # Changing cards

    def change(self, does: str, verb: Callable[[Card], Card], how: str = "") -> None:
        """Saves what a verb makes of the target cards, in one step; says which of them it refuses.

        Args:
            does: what is done, in the words before the card.
            verb: makes the changed card.
            how: the words behind the card.
        """
        targets, refused, saved = self.targets(), list[str](), list[Card]()
        if not targets:
            self.say("There is no card under the cursor.", "dim")
            return

        def label(cards: Sequence[Card]) -> str:
            subject = cards[0].ref if len(cards) == 1 else wording.count(len(cards), "card")
            return " ".join(filter(None, (does, subject, how)))

        def put(desk: Workspace) -> None:
            for card in targets:
                try:
                    saved.append(desk.cards.put(verb(card)))
                except RuleBroken as broken:
                    refused.append(str(broken))
            if not saved:
                raise RuleBroken(" ".join(dict.fromkeys(refused)))

        if self.saved(label(targets), put):
            over = cards.overload(saved, self.desk.helpers, loads(self._lanes()[Column.DOING]))
            self.say(
                " · ".join([label(saved), *over, *dict.fromkeys(refused), f"{self.key_for('undo')} undoes"]),
                "warn" if refused or over else "plain",
            )

    def action_move(self, by: int) -> None:
        """Moves the target cards sideways."""
        orders = self._orders([(card, card.column_beside(by)) for card in self.targets()])
        self.change(
            "Move",
            lambda card: card.moved(by, at=self.now(), who=self.desk.who, order=orders.get(card.number, 0)),
            "right" if by > 0 else "left",
        )

    def action_move_to(self, name: str) -> None:
        """Moves the target cards to a column."""
        column = Column(name)
        orders = self._orders([(card, column) for card in self.targets()])
        self.change(
            "Move",
            lambda card: card.moved_to(
                column, at=self.now(), who=self.desk.who, order=orders.get(card.number, 0)
            ),
            f"to {column.title()}",
        )

    def _orders(self, going: Iterable[tuple[Card, Column | None]]) -> dict[int, int]:
        return arrival_orders(going, self._lanes())

    def action_reorder(self, by: int) -> None:
        """Moves the card within its column."""
        if (card := self.card) is None:
            return

        def put(desk: Workspace) -> None:
            now = desk.cards[card.number]  # another session may have moved it since it was drawn
            desk.cards.put_all(reordered(lanes(desk.cards)[now.column], now, by))

        self.saved(f"Move {card.ref} {'down' if by > 0 else 'up'}", put)

    def action_give(self, digit: int) -> None:
        """Gives the target cards to a helper of the strip, or to nobody."""
        helpers = crew(self.desk.helpers)
        if digit > len(helpers):
            self.say(f"There is no helper {digit} yet: press a and type a name.", "warn")
            return
        self._give(helpers[digit - 1] if digit else None)

    def _give(self, helper: Helper | None) -> None:
        orders = self._orders([(card, Column.BRIEF) for card in self.targets()])
        self.change(
            "Give",
            lambda card: card.given(
                helper,
                self.business,
                at=self.now(),
                today=self.today,
                who=self.desk.who,
                order=orders.get(card.number, 0),
            ),
            f"to {helper.name if helper else 'nobody'}",
        )

    def action_assign(self) -> None:
        """Chooses a helper by name; a name that is new makes the helper."""
        if self.targets():
            cards.choose_helper(self, self._give)

    def action_automate(self) -> None:
        """Decides that software is to do it."""
        orders = self._orders([(card, Column.BRIEF) for card in self.targets()])
        self.change(
            "Automate",
            lambda card: card.automated(at=self.now(), who=self.desk.who, order=orders.get(card.number, 0)),
        )

    def action_done(self) -> None:
        """Moves the target cards to Done, or back."""
        orders = self._orders([(card, card.done_target) for card in self.targets()])
        back = all(card.column is Column.DONE for card in self.targets())
        self.change(
            "Reopen" if back else "Finish",
            lambda card: card.toggled_done(
                at=self.now(), who=self.desk.who, order=orders.get(card.number, 0)
            ),
        )

    def action_drop(self) -> None:
        """Takes the target cards off the board."""
        self.change("Archive", lambda card: card.dropped(at=self.now(), who=self.desk.who))

    def action_edit(self) -> None:
        """Opens the card's form."""
        if (card := self.card) is not None:
            cards.open_form(self, card)

    def action_helpers(self) -> None:
        """Opens the list of helpers."""
        cards.edit_helpers(self)

    def action_add(self) -> None:
        """Asks for a new card and puts the cursor on it."""
        cards.ask_for_card(self, lambda card: self._show(card.number))
