"""Triage: the undecided cards of the Inbox one at a time, with what speaks for each verdict beside it."""

from collections.abc import Sequence

from textual.app import ComposeResult

from models.activity import by_key
from models.board import Card
from models.grouping import key
from models.helpers import crew
from models.lanes import card_of, loads, suited, undecided
from models.ranking import Priorities, Ranked, priorities
from store.recent import recent_entries
from tui import assigning, cards, figures
from tui.brief_verbs import BriefVerbs
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, Parts, folded

VERDICTS = (
    ("1-9", "give it to that helper"),
    ("L", "delegate it, to nobody yet"),
    ("A", "automate: software is sought"),
    ("0", "keep it yourself"),
    ("x", "drop it"),
    ("z", "snooze it for a week"),
    ("M", "the same as another card"),
    ("c", "done already"),
)
HELPERS = 1
"""Lines of the helpers above the card."""


class TriageScreen(BriefVerbs):
    """One undecided card at a time; a verdict brings the next."""

    TITLE = "Triage"
    LETTER = "i"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._at = 0
        self._waiting: list[Card] = []
        self._shown_of: object = None
        self._ranked: tuple[object, Priorities | None] = (None, None)

    def body(self) -> ComposeResult:
        """Makes the strip of helpers and the card with its figures."""
        yield Lines(height=1, id="crew")
        yield Lines(height=20, id="card")

    @property
    def card(self) -> Card | None:
        """The card in front."""
        return self._waiting[self._at] if self._waiting else None

    def show(self) -> None:
        """Shows the card in front."""
        self._shown_of = self._state
        self._waiting = undecided(self.desk.cards, self.today)
        self._at = max(0, min(self._at, len(self._waiting) - 1))
        self.query_one("#crew", Lines).show([self.crew_line(loads(self.desk.cards), self.size.width)])
        self.query_one("#card", Lines).heighten(max(1, self.room - HELPERS))
        self._show_card()

    @property
    def _state(self) -> object:
        """What says which cards wait: the cards as they are, and the day."""
        return self.desk.cards.version, self.today

    def _show_card(self) -> None:
        self.query_one("#card", Lines).show(self._lines())

    def shown(self, card: Card) -> None:
        """Brings a card to the front."""
        self.show()
        self._at = next((at for at, each in enumerate(self._waiting) if each.uid == card.uid), self._at)
        self._show_card()

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if not self._waiting:
            return ["board.add", "go.board", "go.priorities", "undo", "quit"]
        return ["board.assign", "board.drop", "card.snooze", "move.down", "board.edit", "undo"]

    def action_step(self, by: int) -> None:
        """Skips to another card."""
        self._at = max(0, min(len(self._waiting) - 1, self._at + by))
        if self._shown_of == self._state:
            self._show_card()
        else:
            self.show()

    def action_end(self, by: int) -> None:
        """Goes to the last card, or the first."""
        self.action_step(by * len(self._waiting))

    def action_page(self, by: int) -> None:
        """Skips ten cards."""
        self.action_step(10 * by)

    def _lines(self) -> Sequence[Parts]:
        card = self.card
        if card is None:
            add, board = self.key_for("board.add"), self.key_for("go.board")
            return [
                (),
                [("  Nothing waits for a verdict.", "plain")],
                [("  The Inbox comes here one card at a time: who does it, or does nobody?", "dim")],
                [(f"  {add} adds a card to the Inbox, {board} opens the board.", "dim")],
            ]
        width = self.size.width - 2
        helper, activity = self.desk.helpers.get(card.helper), self.desk.activities.get(card.activity)
        row = self._figures(card)
        lines: list[Parts] = [
            [(f" {self._at + 1} of {len(self._waiting)} in the Inbox without a verdict", "dim")],
            *cards.in_full(
                card,
                helper,
                activity,
                now=self.now(),
                zone=self.zone,
                width=width,
                stalled=self.stalling.holds(card),
            ),
            [(rule(self.size.width), "dim")],
        ]
        verdicts: list[Parts] = [
            [(rule(self.size.width), "dim")],
            *([(f" {keys:>4}", "accent"), (f"  {says}", "plain")] for keys, says in VERDICTS),
        ]
        room = self.room - HELPERS - len(lines) - len(verdicts)
        return [*lines, *self._advice(card, row, width, max(0, room)), *verdicts]

    def _advice(self, card: Card, row: Ranked | None, width: int, room: int) -> Sequence[Parts]:
        """Returns what speaks for a verdict, in so many lines; whom it fits goes before the figures."""
        fits = suited(self.desk.helpers, self.desk.cards, card)[:3]
        digits = {helper.uid: n for n, helper in enumerate(crew(self.desk.helpers), start=1)}
        said = [f"{digits[fit.helper.uid]} {fit.helper.short} {assigning.fit(fit)}" for fit in fits]
        fitting = folded([(f" fits: {' · '.join(said)}", "plain")], width)[:room] if said else []
        says: Sequence[Parts] = [[(" No time is logged on it, so there are no figures.", "dim")]]
        if row is not None:
            says = list(figures.in_full(row, card_of(row.activity, ()), self.zone, width))[:4]
        lines = [part for line in says for part in folded(line, width)]
        return [*lines[: room - len(fitting)], *fitting]

    def _figures(self, card: Card) -> Ranked | None:
        """Returns what the log says of the card's work, computed again only when the log has changed."""
        desk = self.desk
        activity = desk.activities.get(card.activity) or by_key(desk.activities).get(key(card.title))
        if activity is None:
            return None
        stands = (
            *(desk[table].version for table in ("entries", "activities", "business", "audits")),
            self.today,
        )
        if self._ranked[0] != stands:
            found = priorities(
                self.business,
                desk.audits,
                desk.activities,
                recent_entries(desk),
                now=self.now(),
                zone=self.zone,
            )
            self._ranked = stands, found
        rows = self._ranked[1].rows if self._ranked[1] else ()
        return next((row for row in rows if row.activity.uid == activity.uid), None)
