"""How cards are changed from a screen: each change is one step, however many cards it is of."""

from collections.abc import Callable, Iterable, Sequence

from models.board import Card, Column
from models.document import Document, RuleBroken
from models.guards import Guarded
from models.helpers import Helper
from models.lanes import arrival_orders, lanes
from store import Workspace
from tui import assigning, wording
from tui.desk_screen import DeskScreen
from tui.widgets.prompt import Agreed, Question

Verb = Callable[[Card, str], Card]
"""Makes the changed card; the text is the reason to go ahead where something is missing, else empty."""


class CardChanges(DeskScreen):
    """A screen with cards to change; a concrete one says which they are."""

    _refused: tuple[str, Verb, str, tuple[str, ...]] | None = None
    """The move that lacked something: what it does, its verb, the words behind it, the cards' uids."""

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.card

    def targets(self) -> list[Card]:
        """Returns the cards that the next key acts on."""
        return [self.card] if self.card else []

    def only_card(self) -> Card | None:
        """Returns the card that a key for one card is about; where others are marked, says so."""
        targets = self.targets()
        if self.card is None or targets == [self.card]:
            return self.card
        marked = "1 card is" if len(targets) == 1 else f"{len(targets)} cards are"
        self.say(f"This is for one card, and {marked} marked: {self.key_for('move.back')} unmarks.", "warn")
        return None

    def shown(self, card: Card) -> None:
        """Puts the cursor on a card that was just made or found, where that makes sense."""

    def change(
        self,
        does: str,
        verb: Verb,
        how: str = "",
        *,
        among: Sequence[Card] | None = None,
        despite: str = "",
        begins: Helper | None = None,
    ) -> None:
        """Saves what a verb makes of the target cards, in one step; says which of them it refuses.

        Args:
            does: what is done, in the words before the card.
            verb: makes the changed card.
            how: the words behind the card.
            among: the cards, where they are not the targets.
            despite: the reason to go ahead although something is missing.
            begins: a new helper, who is saved in the same step.

        Raises:
            RuleBroken: nothing could be saved, and the answer to a question asked for it.
        """
        targets = self.targets() if among is None else among
        refused, guarded, saved = list[str](), list[str](), list[Card]()
        if not targets:
            self.say("There is no card under the cursor.", "dim")
            return

        def label(cards: Sequence[Card]) -> str:
            subject = cards[0].ref if len(cards) == 1 else wording.count(len(cards), "card")
            return " ".join(filter(None, (does, subject, how)))

        def put(desk: Workspace) -> None:
            if begins is not None:
                desk.helpers.put(begins)
            for card in targets:
                try:
                    saved.append(desk.cards.put(verb(card, despite)))
                except RuleBroken as broken:
                    refused.append(str(broken))
                    if isinstance(broken, Guarded):
                        guarded.append(card.uid)
            if not saved:
                raise RuleBroken(" ".join(self._refusals(refused, guarded)))

        try:
            with self.settling(label(targets)) as desk:
                put(desk)
        except RuleBroken as broken:
            if self.is_asking:  # what was typed stays on the line
                raise
            self.say(str(broken), "warn")
            return
        finally:
            self._refused = (does, verb, how, tuple(guarded)) if guarded else None
        over = assigning.overload(targets, saved, self.desk)
        undo = f"{self.key_for('undo')} undoes"
        self.say(
            " · ".join([label(saved), *over, *self._refusals(refused, guarded), undo]),
            "warn" if refused or over else "plain",
        )

    def _refusals(self, refused: Sequence[str], guarded: Sequence[str]) -> list[str]:
        way = [f"{self.key_for('card.override')} goes ahead with a reason."] if guarded else []
        return [*dict.fromkeys(refused), *way]

    def action_override(self) -> None:
        """Asks why to go ahead with the move that was refused; the reason stays on the card."""
        if self._refused is None:
            self.say("Nothing was refused: this goes ahead where something is missing.", "dim")
            return
        does, verb, how, uids = self._refused

        def settle(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Say why: the reason stays on the card.")
            found = [card for uid in uids if (card := self.desk.cards.get(uid))]
            self.change(does, verb, how, among=found, despite=text)

        self.ask(Question("Go ahead, because", settle))

    def orders(self, going: Iterable[tuple[Card, Column | None]]) -> dict[int, int]:
        """Returns the place of cards in the columns they go to."""
        return arrival_orders(going, lanes(self.desk.cards))
