"""The delegation board: who has what, and how far it has come."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from models.board import COLUMNS, Card, Column
from models.columns import LETTERS
from models.desk import Grouping
from models.helpers import crew
from models.lanes import arrival_orders, loads
from models.query import person_in
from models.sorting import Order
from tui import cards, wording
from tui.access_needed import missing_access
from tui.finding import Finding
from tui.finding_keys import FINDING_KEYS
from tui.screens.board_keys import KEYS
from tui.session import Session
from tui.widgets.board_lanes import CardLine, Lane
from tui.widgets.board_view import BoardView
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
        self._stalling = self.stalling
        self._hour = session.now()
        self._lines: dict[int, tuple[Card, object, CardLine]] = {}

    def body(self) -> ComposeResult:
        """Makes the strip of helpers, the board and the card in full."""
        yield Lines(height=1, id="crew")
        yield BoardView(self._said, id="board")
        yield Lines(height=1, id="rule")
        yield Lines(height=4, id="detail")

    @property
    def view(self) -> BoardView[Card]:
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
        self._day, self._stalling, self._access = self.today, self.stalling, missing_access(self.desk)
        self._hour = self.now().replace(minute=0, second=0, microsecond=0)  # ages are in days
        helpers = crew(self.desk.helpers)
        self._digits = {helper.uid: str(n) for n, helper in enumerate(helpers[:9], start=1)}
        self.view.show(self._columns(), key=number)
        standing, width = self.standing(), self.size.width
        room = width - cell_len(standing) - 2 if standing else width
        strip = self.crew_line(loads(self.all_lanes()[Column.DOING]), room)
        self.query_one("#crew", Lines).show([ending(strip, standing, width)])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self._show_card()

    def shown(self, card: Card) -> None:
        """Puts the cursor on a card."""
        self._show(card.number)

    def mark(self, cards: Sequence[Card]) -> None:
        """Marks cards on the board."""
        for card in cards:
            self.view.mark(card.number)
        self._marks_changed()

    def orders(self, going: Iterable[tuple[Card, Column | None]]) -> dict[int, int]:
        """Returns the place of cards in the columns they go to."""
        return arrival_orders(going, self.all_lanes())

    def _columns(self) -> list[Lane[Card]]:
        """Returns what is shown side by side: the columns, or the helpers with what they have."""
        if self.grouping is Grouping.STAGE:
            return self._stages()
        if self.grouping is Grouping.PERSON:
            return [self._one_lane(self.in_one_lane())]
        by_column = self.found()
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

    def _stages(self) -> list[Lane[Card]]:
        found, business = self.found(), self.business
        held = {column: len(lane) for column, lane in self.all_lanes().items()}
        return [
            Lane(
                column.title(),
                LETTERS[column],
                found[column],
                held[column],
                business.column_limits.get(column),
                business.is_overloaded(column, held[column]),
            )
            for column in COLUMNS
        ]

    def _one_lane(self, found: list[Card]) -> Lane[Card]:
        helper = self.desk.helpers.get(found[0].helper) if found else None
        if any(card.helper != found[0].helper for card in found):
            return Lane("All", " ", found)
        if helper is None:
            return Lane("Nobody", "0", found) if found else Lane(person_in(self.query_text), " ", found)
        return Lane(helper.short, self._digits.get(helper.uid, " "), found)

    def _said(self, card: Card) -> CardLine:
        by_stage = self.grouping is Grouping.STAGE
        whose = self._digits.get(card.helper or "", "") if by_stage else LETTERS[card.column]
        access = self._access(card)
        state = whose, self._hour, self._stalling, access
        known = self._lines.get(card.number)
        if known is not None and known[0] is card and known[1] == state:
            return known[2]
        stalled = self._stalling.holds(card)
        line = cards.line(card, whose, now=self._hour, today=self._day, stalled=stalled, access=access)
        self._lines[card.number] = card, state, line
        return line

    def _show_card(self) -> None:
        card = self.card
        if card is None:
            add, worth = self.key_for("board.add"), self.key_for("go.priorities")
            says = (
                f"The board is empty: {add} adds a card, {worth} shows what is worth one. "
                "A card is work that is handed over, from the Inbox to Done."
            )
            if any(self.all_lanes().values()):
                clear = f": {self.key_for('find.clear')} shows all" if self.query_text else "."
                says = f"No card in this column{clear}"
            self.query_one("#detail", Lines).show([[(f" {says}", "dim")]])
            return
        helper, activity = self.desk.helpers.get(card.helper), self.desk.activities.get(card.activity)
        self.query_one("#detail", Lines).show(
            cards.in_full(
                card,
                helper,
                activity,
                now=self.now(),
                zone=self.zone,
                width=self.size.width - 2,
                stalled=self._stalling.holds(card),
            )
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
        if self.grouping is not Grouping.STAGE:
            way = self.key_for("board.group")
            self.say(f"Cards have their places in the six columns: {way} goes on to them.", "warn")
        elif self.order is not Order.MANUAL:
            way = self.key_for("sort.manual")
            self.say(f"The columns are sorted: {way} shows them as you put them.", "warn")
        else:
            super().action_reorder(by)

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
        if not self.view.marked:
            super().action_back()
        self.view.unmark()
        self._marks_changed()

    def action_range(self) -> None:
        """Begins to mark what the cursor passes, or ends it."""
        self.view.toggle_range()
        self._marks_changed()

    def action_group(self) -> None:
        """Shows a column for each helper, then one person's cards in one, then the six columns again."""
        self.regroup()

    def action_flow(self) -> None:
        """Opens the figures of how work flows over the board."""
        self.open_page("flow")

    def _marks_changed(self) -> None:
        self.show_hints()
        if self.view.marked:
            self.say(
                f"{wording.count(len(self.view.marked), 'card')} marked: keys act on all of them, Esc unmarks"
            )
