"""The whole board as one widget: six columns, those around the cursor open, the others strips."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from textual.geometry import Region
from textual.strip import Strip

from tui import marks
from tui.widgets.painted import Painted, fitted

STRIP = 3
NARROWEST = 22
ONE_AT_A_TIME = 60


@dataclass(frozen=True)
class CardLine:
    """One card as the board shows it: a title and its state characters."""

    key: Hashable
    title: str
    state: str = ""
    warns: bool = False


@dataclass(frozen=True)
class Lane:
    """One column: its name, the letter that moves a card there, its cards."""

    name: str
    letter: str
    cards: tuple[CardLine, ...]
    limit: str = ""


@dataclass(frozen=True)
class Place:
    """Where a column is drawn."""

    lane: int
    x: int
    width: int
    is_open: bool


def places(width: int, lanes: int, cursor: int, first: int) -> tuple[list[Place], int]:
    """Returns where each column goes, and the first open one.

    As many columns are open as fit, one below 60 cells; the window of open ones moves only as far as
    the cursor makes it, so that most steps to the side draw two lines.
    """
    fit = (width - lanes * STRIP) // (NARROWEST - STRIP)
    count = 1 if width < ONE_AT_A_TIME else max(1, min(lanes, fit))
    first = max(0, min(first, lanes - count))
    first = max(min(first, cursor), cursor - count + 1)
    room = max(count, width - STRIP * (lanes - count))
    found, x = [], 0
    for n in range(lanes):
        is_open = first <= n < first + count
        wide = room // count + (n - first < room % count) if is_open else STRIP
        found.append(Place(n, x, wide, is_open))
        x += wide
    return found, first


class BoardView(Painted):
    """Draws lanes of one-line cards with one cursor; a move draws the lines that changed."""

    DEFAULT_CSS = "BoardView { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lanes: tuple[Lane, ...] = ()
        self.lane = 0
        self.marked: set[Hashable] = set()
        self._at: list[int] = []
        self._top: list[int] = []
        self._first = 0
        self._places: list[Place] = []

    @property
    def key(self) -> Hashable | None:
        """The key of the card under the cursor, None in an empty column."""
        cards = self.lanes[self.lane].cards if self.lanes else ()
        return cards[self._at[self.lane]].key if cards else None

    @property
    def room(self) -> int:
        """How many cards of a column fit."""
        return max(1, self.size.height - 1)

    def show(self, lanes: Sequence[Lane], *, key: Hashable | None = None) -> None:
        """Shows these lanes; the cursor goes to the card `key`, else stays with the card it was on."""
        old, self.lanes = self.lanes, tuple(lanes)
        if len(old) != len(self.lanes):
            self._at, self._top = [0] * len(lanes), [0] * len(lanes)
            self.lane = min(self.lane, max(0, len(lanes) - 1))
        wanted = key if key is not None else self._key_in(old)
        keys = {card.key: (n, at) for n, lane in enumerate(self.lanes) for at, card in enumerate(lane.cards)}
        self.marked &= set(keys)
        tops, was = list(self._top), (self.lane, list(self._at))
        if wanted in keys:
            self.lane, self._at[self.lane] = keys[wanted][0], 0
            self._at[self.lane] = keys[wanted][1]
        for n, lane in enumerate(self.lanes):
            self._at[n] = max(0, min(self._at[n], len(lane.cards) - 1))
            self._follow(n)
        if self._arranged() or len(old) != len(self.lanes):
            self.refresh()
            return
        for place in self._places:
            self._repaint_lane(place, old[place.lane], tops[place.lane], was)

    def _key_in(self, lanes: Sequence[Lane]) -> Hashable | None:
        cards = lanes[self.lane].cards if self.lane < len(lanes) else ()
        at = self._at[self.lane] if cards else 0
        return cards[at].key if at < len(cards) else None

    def _repaint_lane(self, place: Place, old: Lane, top: int, was: tuple[int, list[int]]) -> None:
        new, n = self.lanes[place.lane], place.lane
        if (old.name, old.limit, len(old.cards)) != (new.name, new.limit, len(new.cards)):
            self._repaint_cells(place, 0, 1 if place.is_open else 2)
        if not place.is_open:
            return
        if top != self._top[n]:
            self._repaint_cells(place, 1, self.room)
            return
        for y in range(self.room):
            at = top + y
            lit = (n == was[0] and at == was[1][n]) != (n == self.lane and at == self._at[n])
            if lit or old.cards[at : at + 1] != new.cards[at : at + 1]:
                self._repaint_cells(place, 1 + y, 1)

    def _repaint_cells(self, place: Place, y: int, lines: int) -> None:
        self.refresh(Region(place.x, y, place.width, lines))

    def step(self, by: int) -> None:
        """Moves the cursor so many cards down, or up."""
        self.go(self.lane, self._at[self.lane] + by if self.lanes else 0)

    def page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.step(by * max(1, self.room - 1))

    def end(self, by: int) -> None:
        """Moves the cursor to the last card of the column, or to the first."""
        self.step(by * len(self.lanes[self.lane].cards) if self.lanes else 0)

    def side(self, by: int) -> None:
        """Moves the cursor so many columns to the right, or left, at about the same height."""
        if self.lanes:
            lane = max(0, min(len(self.lanes) - 1, self.lane + by))
            height = self._at[self.lane] - self._top[self.lane]
            self.go(lane, self._top[lane] + height if lane != self.lane else self._at[lane])

    def go(self, lane: int, at: int) -> None:
        """Moves the cursor to a place on the board."""
        if not self.lanes:
            return
        old_lane, old_at, top = self.lane, self._at[self.lane], self._top[lane]
        self.lane = lane
        self._at[lane] = max(0, min(len(self.lanes[lane].cards) - 1, at))
        self._follow(lane)
        if self._arranged():
            self.refresh()
            return
        if (old_lane, old_at) == (lane, self._at[lane]):
            return
        self._repaint_cells(self._places[old_lane], 1 + old_at - self._top[old_lane], 1)
        here = self._places[lane]
        if self._top[lane] != top:
            self._repaint_cells(here, 1, self.room)
        else:
            self._repaint_cells(here, 1 + self._at[lane] - top, 1)
        if old_lane != lane:
            self._repaint_cells(self._places[old_lane], 0, 1)
            self._repaint_cells(here, 0, 1)

    def mark(self, key: Hashable | None) -> None:
        """Marks a card, or takes its mark away."""
        if key is not None:
            self.marked ^= {key}
            self.refresh()

    def mark_lane(self) -> None:
        """Marks every card of the column, or none when all are marked."""
        keys = {card.key for card in self.lanes[self.lane].cards} if self.lanes else set()
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys
        self.refresh()

    def unmark(self) -> None:
        """Takes all marks away."""
        if self.marked:
            self.marked = set()
            self.refresh()

    def on_resize(self) -> None:
        """Arranges the columns for the room there is."""
        for n in range(len(self.lanes)):
            self._follow(n)
        self._arranged()
        self.refresh()

    def _follow(self, n: int) -> None:
        """Keeps the cursor of a column in sight, half a screen at a time."""
        if not self._top[n] <= self._at[n] < self._top[n] + self.room:
            self._top[n] = max(0, self._at[n] - self.room // 2)
        self._top[n] = max(0, min(self._top[n], len(self.lanes[n].cards) - self.room))

    def _arranged(self) -> bool:
        """Arranges the columns; tells whether anything moved."""
        old = self._places
        self._places, self._first = places(self.size.width, len(self.lanes), self.lane, self._first)
        return old != self._places

    def render_line(self, y: int) -> Strip:
        """Draws one line across all columns."""
        if not self._places:
            return Strip.blank(self.size.width, self.tone("plain"))
        drawn = [self._heading(place) if y == 0 else self._cell(place, y - 1) for place in self._places]
        return Strip.join(drawn).adjust_cell_length(self.size.width, self.tone("plain"))

    def _heading(self, place: Place) -> Strip:
        lane, here = self.lanes[place.lane], place.lane == self.lane
        if not place.is_open:
            return self.line([(f" {lane.letter}", "accent")], place.width)
        count = f"{len(lane.cards)}{lane.limit}"
        return self.line(
            [
                (marks.CURSOR if here else " ", "accent"),
                (lane.letter, "accent"),
                (f" {lane.name} ", "strong"),
                (count, "dim"),
            ],
            place.width,
        )

    def _cell(self, place: Place, y: int) -> Strip:
        lane, n = self.lanes[place.lane], place.lane
        if not place.is_open:
            count = str(len(lane.cards)) if lane.cards else ""
            return self.line([(fitted(count, 2, right=True) if y == 0 else "", "dim")], place.width)
        at = self._top[n] + y
        if at >= len(lane.cards):
            return self.line([(" –", "dim")] if y == 0 and not lane.cards else (), place.width)
        card = lane.cards[at]
        lit = n == self.lane and at == self._at[n]
        room = place.width - 3 - len(card.state)
        return self.line(
            [
                (marks.CURSOR if lit else " ", "accent"),
                (marks.MARKED if card.key in self.marked else " ", "accent"),
                (fitted(card.title, room), "strong" if lit else "plain"),
                (card.state, "warn" if card.warns else "dim"),
                (" ", "plain"),
            ],
            place.width,
            lit=lit,
        )
