"""The delegation board: who has what, and how far it has come."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from models.board import COLUMNS, Card, Column
from models.helpers import crew
from models.lanes import arrival_orders, loads
from models.sorting import Order
from tui import cards, wording
from tui.card_keys import LETTERS
from tui.finding import FINDING_KEYS, Finding
from tui.screens.board_keys import KEYS
from tui.session import Session
from tui.widgets.board_view import BoardView, CardLine, Lane
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, ending


class BoardScreen(Finding):
    """The kanban of handed-over work."""

    TITLE = "Board"
    LETTER = "b"

    BINDINGS: ClassVar[list[BindingType]] = [*KEYS, *FINDING_KEYS]
    DEFAULT_CSS = """
    BoardScreen #detail { height: 4; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._digits: dict[str, str] = {}
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
            return [card for lane in self.view.lanes for card in lane.cards if card.number in marked]
        return [self.card] if self.card else []

    # What is shown

    def show(self) -> None:
        """Shows strip, board and card."""
        self._show(None)

    def _show(self, number: int | None) -> None:
        self._day = self.today
        helpers = crew(self.desk.helpers)
        self._digits = {helper.uid: str(n) for n, helper in enumerate(helpers[:9], start=1)}
        self.view.show(self._columns(), key=number)
        standing, width = self.standing(), self.size.width
        room = width - cell_len(standing) - 2 if standing else width
        strip = cards.strip(helpers, loads(self.all_lanes()[Column.DOING]), room)
        self.query_one("#crew", Lines).show([ending(strip, standing, width)])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self._show_card()

    def shown(self, card: Card) -> None:
        """Puts the cursor on a card."""
        self._show(card.number)

    def orders(self, going: Iterable[tuple[Card, Column | None]]) -> dict[int, int]:
        """Returns the place of cards in the columns they go to."""
        return arrival_orders(going, self.all_lanes())

    def _columns(self) -> list[Lane]:
        """Returns what is shown side by side: the columns, or the helpers with what they have."""
        by_column = self.found()
        if not self.by_helper:
            return [Lane(column.title(), LETTERS[column], by_column[column]) for column in COLUMNS]
        cards_of: dict[str | None, list[Card]] = {}
        for lane in by_column.values():
            for card in lane:
                cards_of.setdefault(card.helper, []).append(card)
        helpers = {helper.uid: helper for helper in self.desk.helpers}
        lanes_of = [
            Lane(helper.short, self._digits.get(uid, " "), cards_of[uid])
            for uid, helper in helpers.items()
            if uid in cards_of
        ]
        nobody = [card for uid, held in cards_of.items() if uid not in helpers for card in held]
        return [Lane("Nobody", "0", nobody), *lanes_of] if nobody or not lanes_of else lanes_of

    def _said(self, card: Card) -> CardLine:
        return cards.line(
            card,
            LETTERS[card.column] if self.by_helper else self._digits.get(card.helper or "", ""),
            now=self.now(),
            today=self._day,
        )

    def _show_card(self) -> None:
        card = self.card
        if card is None:
            says = "The board is empty: n adds a card, g p shows what is worth one."
            if any(self.all_lanes().values()):
                clear = f": {self.key_for('find.clear')} shows all" if self.query_text else "."
                says = f"No card in this column{clear}"
            self.query_one("#detail", Lines).show([[(f" {says}", "dim")]])
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

    def action_reorder(self, by: int) -> None:
        """Moves the card within its column, where the columns stand as they were put."""
        if self.order is Order.MANUAL and not self.by_helper:
            super().action_reorder(by)
        else:
            self.say(
                f"The columns are sorted: {self.key_for('sort.manual')} shows them as you put them.", "warn"
            )

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

    def action_range(self) -> None:
        """Begins to mark what the cursor passes, or ends it."""
        self.view.toggle_range()
        self._marks_changed()

    def action_group(self) -> None:
        """Shows a column for each helper, or the six columns again."""
        self.by_helper = not self.by_helper
        self.show()
        self.say("By helper" if self.by_helper else "By column", "dim")

    def action_flow(self) -> None:
        """Opens the figures of how work flows over the board."""
        self.open_page("flow")

    def _marks_changed(self) -> None:
        self.show_hints()
        if self.view.marked:
            self.say(
                f"{wording.count(len(self.view.marked), 'card')} marked: keys act on all of them, Esc unmarks"
            )
