"""A whole board as one widget: its columns, those around the cursor open, the others strips."""

from collections.abc import Callable, Collection, Sequence
from typing import Generic

from textual import events
from textual.geometry import Region
from textual.strip import Strip

from tui import marks
from tui.widgets.board_lanes import C, CardLine, Lane, Place, places, runs
from tui.widgets.painted import Painted, Parts, fitted

ROOMY = 28
"""Cells from which a column shows the age of every card."""
WHEEL = 3


class BoardView(Painted, Generic[C]):
    """Draws lanes of one-line cards with one cursor; a change draws the lines that differ.

    What a card looks like is asked only for those in sight, so that a thousand cards cost what twenty do.
    """

    DEFAULT_CSS = "BoardView { height: 1fr; }"

    def __init__(self, said: Callable[[C], CardLine], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lanes: tuple[Lane[C], ...] = ()
        self.lane = 0
        self.marked: set[int] = set()
        self._anchor: tuple[int, int, frozenset[int]] | None = None
        self._said = said
        self._at: list[int] = []
        self._top: list[int] = []
        self._first = 0
        self._places: list[Place] = []
        self._drawn: dict[tuple[int, int], Parts] = {}
        self._strips: dict[tuple[int, int], tuple[tuple[Parts, int, bool, bool], Strip]] = {}

    @property
    def key(self) -> int | None:
        """The number of the card under the cursor, None in an empty column."""
        cards = self.lanes[self.lane].cards if self.lanes else ()
        return cards[self._at[self.lane]].number if cards else None

    @property
    def room(self) -> int:
        """How many cards of a column fit."""
        return max(1, self.size.height - 1)

    def show(self, lanes: Sequence[Lane[C]], *, key: int | None = None) -> None:
        """Shows these lanes; the cursor goes to the card `key`, else stays with the card it was on."""
        wanted = self.key if key is None else key
        self.lanes = tuple(lanes)
        if len(self._at) != len(self.lanes):
            self.lane, self._drawn, self._strips, self._anchor = 0, {}, {}, None
            self._at, self._top = [0] * len(lanes), [0] * len(lanes)
        for n, lane in enumerate(self.lanes):
            at = next((at for at, card in enumerate(lane.cards) if card.number == wanted), None)
            if at is not None:
                self.lane, self._at[n] = n, at
            self._at[n] = max(0, min(self._at[n], len(lane.cards) - 1))
            self._follow(n)
        if self.marked:
            self.marked &= {card.number for lane in self.lanes for card in lane.cards}
        self._repaint_changed()

    def _repaint_changed(self, lines: Collection[tuple[int, int]] | None = None) -> None:
        """Draws again what differs from what was drawn last, of some lines of some lanes or of all."""
        if self._arranged():
            self._drawn = {}
            self.refresh()
            return
        for place in self._places:
            changed = []
            for y in range(self.room + 1):
                if lines is None or (place.lane, y) in lines:
                    parts = self._parts(place, y)
                    if self._drawn.get((place.lane, y)) != parts:
                        self._drawn[place.lane, y] = parts
                        changed.append(y)
            if changed:  # without regions, refresh means all of it
                self.refresh(*(Region(place.x, y, place.width, height) for y, height in runs(changed)))

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
        if self.lanes:
            left, top = (self.lane, 1 + self._at[self.lane] - self._top[self.lane]), self._top[lane]
            self.lane = lane
            self._at[lane] = max(0, min(len(self.lanes[lane].cards) - 1, at))
            self._follow(lane)
            entered = lane, 1 + self._at[lane] - self._top[lane]
            if self._anchor is not None:
                self._mark_range()
                self._repaint_changed()
                return
            touched = {left, entered, (left[0], 0), (lane, 0)}
            self._repaint_changed(touched if self._top[lane] == top else None)

    def toggle_range(self) -> None:
        """Begins a range at the cursor, which marks what the cursor passes; ends it where one was begun."""
        if self._anchor is not None:
            self._anchor = None
        elif self.key is not None:
            self._anchor = self.lane, self.key, frozenset(self.marked)
            self._mark_range()
            self._repaint_changed()

    def _mark_range(self) -> None:
        assert self._anchor is not None
        lane, key, before = self._anchor
        numbers = [card.number for card in self.lanes[lane].cards]
        if lane == self.lane and key in numbers:
            ends = sorted((numbers.index(key), self._at[lane]))
            self.marked = set(before) | set(numbers[ends[0] : ends[1] + 1])

    def mark(self, key: int | None) -> None:
        """Marks a card, or takes its mark away."""
        if key is not None:
            self.marked ^= {key}
            self._repaint_changed()

    def mark_lane(self) -> None:
        """Marks every card of the column, or none when all are marked."""
        keys = {card.number for card in self.lanes[self.lane].cards} if self.lanes else set()
        self.marked = self.marked - keys if keys <= self.marked else self.marked | keys
        self._repaint_changed()

    def unmark(self) -> None:
        """Takes all marks away."""
        self.marked, self._anchor = set(), None
        self._repaint_changed()

    async def on_click(self, event: events.Click) -> None:
        """Moves the cursor to a card or a column; a click on the card it is on opens that."""
        place = next((place for place in self._places if 0 <= event.x - place.x < place.width), None)
        if place is None or not self.is_clickable:
            return
        at = event.y - 1 + self._top[place.lane] if event.y else self._at[place.lane]
        if event.y and place.lane == self.lane and at == self._at[place.lane]:
            self.app.simulate_key("enter")
            return
        self.go(place.lane, at)
        await self.run_action("screen.step(0)")

    async def on_mouse_scroll_down(self) -> None:
        """Moves the cursor down by what a notch of the wheel is worth."""
        if self.is_clickable:
            await self.run_action(f"screen.step({WHEEL})")

    async def on_mouse_scroll_up(self) -> None:
        """Moves the cursor up."""
        if self.is_clickable:
            await self.run_action(f"screen.step({-WHEEL})")

    def on_resize(self) -> None:
        """Arranges the columns for the room there is."""
        for n in range(len(self.lanes)):
            self._top[n] = 0
            self._follow(n)
        self._arranged()
        self._drawn = {}
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
        drawn = []
        for place in self._places:
            parts = self._drawn.get((place.lane, y))
            if parts is None:
                parts = self._drawn[place.lane, y] = self._parts(place, y)
            lit = y > 0 and place.lane == self.lane and self._top[place.lane] + y - 1 == self._at[place.lane]
            drawn.append(self._strip(place, y, parts, lit and place.is_open))
        return Strip.join(drawn).adjust_cell_length(self.size.width, self.tone("plain"))

    def _strip(self, place: Place, y: int, parts: Parts, lit: bool) -> Strip:
        """Returns one line of one column, the one made last time where it is the same."""
        known, strip = self._strips.get((place.lane, y), (None, None))
        asked = parts, place.width, lit, self.is_in_front
        if strip is None or known != asked:
            strip = self.line(parts, place.width, lit=lit)
            self._strips[place.lane, y] = asked, strip
        return strip

    def notify_style_update(self) -> None:
        """Forgets what was drawn in other colours."""
        super().notify_style_update()
        self._strips = {}

    def _parts(self, place: Place, y: int) -> Parts:
        """Returns what stands in a column on one line of the widget."""
        if y == 0:
            return self._heading(place)
        lane, n = self.lanes[place.lane], place.lane
        if not place.is_open:
            count = str(len(lane.cards)) if lane.cards and y == 1 else ""
            return [(fitted(count, 2, right=True), "dim")]
        at = self._top[n] + y - 1
        if at >= len(lane.cards):
            return [("  –", "dim")] if y == 1 and not lane.cards else ()
        card = lane.cards[at]
        line, lit = self._said(card), n == self.lane and at == self._at[n]
        aged = line.age and (lit or place.width >= ROOMY)
        state = f" {line.age}{line.state}" if aged else line.state
        beside = self._places[n + 1 : n + 2]
        gap = " " if state and beside and not beside[0].is_open else ""  # its count is no part of the state
        return [
            (marks.CURSOR if lit else " ", "accent"),
            (marks.MARKED if card.number in self.marked else " ", "accent"),
            (fitted(line.title, place.width - 2 - len(state + gap)), "strong" if lit else "plain"),
            (state, "warn" if line.warns else "dim"),
            (gap, "plain"),
        ]

    def _heading(self, place: Place) -> Parts:
        lane, here = self.lanes[place.lane], place.lane == self.lane
        if not place.is_open:
            return [(f" {lane.letter}", "accent"), (marks.OVER if lane.is_over else "", "warn")]
        return [
            (marks.CURSOR if here else " ", "accent"),
            (lane.letter, "accent"),
            (f" {lane.name} ", "strong"),
            (lane.load, "warn" if lane.is_over else "dim"),
        ]
