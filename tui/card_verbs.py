"""What every screen that shows cards can do to them; each change is one step, however many cards it is of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.board import Card, Column
from models.document import RuleBroken
from models.guards import Guarded
from models.helpers import Helper, crew
from models.lanes import arrival_orders, lanes, reordered
from models.stalling import Stalling
from store import Workspace
from tui import assigning, cards, wording
from tui.card_keys import CARD_KEYS
from tui.desk_screen import DeskScreen
from tui.widgets.painted import Parts
from tui.widgets.prompt import Question

Verb = Callable[[Card, str], Card]
"""Makes the changed card; the text is the reason to go ahead where something is missing, else empty."""


class CardVerbs(DeskScreen):
    """A screen with cards to act on; a concrete one says which they are."""

    BINDINGS: ClassVar[list[BindingType]] = CARD_KEYS

    _refused: tuple[str, Verb, str, tuple[str, ...]] | None = None
    """The move that lacked something: what it does, its verb, the words behind it, the cards' uids."""

    @property
    def card(self) -> Card | None:
        """The card under the cursor."""
        return None

    def targets(self) -> list[Card]:
        """Returns the cards that the next key acts on."""
        return [self.card] if self.card else []

    def shown(self, card: Card) -> None:
        """Puts the cursor on a card that was just made or found, where that makes sense."""

    def hiding(self, card: Card) -> str:
        """Returns what keeps a card of the board out of sight, and how to see it; empty when nothing does."""
        return ""

    @property
    def stalling(self) -> Stalling:
        """What tells the cards that are stalled today."""
        return self.session.stalling(self.business, zone=self.zone)

    def crew_line(self, busy: Mapping[str | None, int], width: int) -> Parts:
        """Returns the strip of helpers, with how many cards each has in Doing."""
        helpers = crew(self.desk.helpers)
        if not helpers:
            assign = self.key_for("board.assign")
            says = f"No helpers yet: name one with @ in a card, or press {assign}."
            return [(f" {says if len(says) < width else f'No helpers yet: {assign} names one.'}", "dim")]
        return assigning.strip(helpers, busy, width)

    def mark(self, cards: Sequence[Card]) -> None:
        """Marks cards, where a screen has marks."""

    def place(self) -> list[str]:
        """Returns the uid of the card under the cursor, and those of the cards that keys act on."""
        return [card.uid for card in (self.card, *self.targets()) if card]

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on the first of these cards and marks the others, unless they are just that one."""
        found = [card for uid in place if (card := self.desk.cards.get(uid))]
        if found:
            self.shown(found[0])
        if found[1:] != found[:1]:
            self.mark(found[1:])
        return self.place() == list(place)

    # How a change is made

    def change(
        self, does: str, verb: Verb, how: str = "", *, among: Sequence[Card] | None = None, despite: str = ""
    ) -> None:
        """Saves what a verb makes of the target cards, in one step; says which of them it refuses.

        Args:
            does: what is done, in the words before the card.
            verb: makes the changed card.
            how: the words behind the card.
            among: the cards, where they are not the targets.
            despite: the reason to go ahead although something is missing.

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

    def deed(self, does: Callable[["CardVerbs"], object]) -> None:
        """Does something to the target cards that can be done again to others."""
        self.session.deed = does
        does(self)

    def action_again(self) -> None:
        """Does the last change again, to the cards under the cursor."""
        if self.session.deed is None:
            self.say("There is nothing to do again yet.", "dim")
        else:
            self.session.deed(self)

    def action_override(self) -> None:
        """Asks why to go ahead with the move that was refused; the reason stays on the card."""
        if self._refused is None:
            self.say("Nothing was refused: this goes ahead where something is missing.", "dim")
            return
        does, verb, how, uids = self._refused

        def settle(text: str, agreed: bool) -> None:
            if not text.strip():
                raise RuleBroken("Say why: the reason stays on the card.")
            found = [card for uid in uids if (card := self.desk.cards.get(uid))]
            self.change(does, verb, how, among=found, despite=text)

        self.ask(Question("Go ahead, because", settle))

    def orders(self, going: Iterable[tuple[Card, Column | None]]) -> dict[int, int]:
        """Returns the place of cards in the columns they go to."""
        return arrival_orders(going, lanes(self.desk.cards))

    # Moving

    def action_move(self, by: int) -> None:
        """Moves the target cards sideways."""
        self.deed(lambda screen: screen.move(by))

    def move(self, by: int) -> None:
        """Moves the target cards so many columns to the right."""
        orders = self.orders([(card, card.column_beside(by)) for card in self.targets()])
        at, who = self.now(), self.desk.who
        self.change(
            "Move",
            lambda card, why: card.moved(by, at=at, who=who, order=orders.get(card.number, 0), despite=why),
            "right" if by > 0 else "left",
        )

    def action_move_to(self, name: str) -> None:
        """Moves the target cards to a column."""
        self.deed(lambda screen: screen.move_to(Column(name)))

    def move_to(self, column: Column) -> None:
        """Moves the target cards to a column."""
        orders = self.orders([(card, column) for card in self.targets()])
        at, who = self.now(), self.desk.who
        self.change(
            "Move",
            lambda card, why: card.moved_to(
                column, at=at, who=who, order=orders.get(card.number, 0), despite=why
            ),
            f"to {column.title()}",
        )

    def action_done(self) -> None:
        """Moves the target cards to Done, or back."""
        self.deed(lambda screen: screen.finish())

    def finish(self) -> None:
        """Moves the target cards to Done, or those in it back where they came from."""
        orders = self.orders([(card, card.done_target) for card in self.targets()])
        back = all(card.column is Column.DONE for card in self.targets())
        at, who = self.now(), self.desk.who
        self.change(
            "Reopen" if back else "Finish",
            lambda card, why: card.toggled_done(
                at=at, who=who, order=orders.get(card.number, 0), despite=why
            ),
        )

    def action_reorder(self, by: int) -> None:
        """Moves the card within its column."""
        if (card := self.card) is None:
            return

        def put(desk: Workspace) -> None:
            now = desk.cards[card.number]  # another session may have moved it since it was drawn
            desk.cards.put_all(reordered(lanes(desk.cards)[now.column], now, by))

        self.saved(f"Move {card.ref} {'down' if by > 0 else 'up'}", put)

    # Whose it is

    def action_give(self, digit: int) -> None:
        """Gives the target cards to a helper of the strip, or to nobody."""
        helpers = crew(self.desk.helpers)
        if digit > len(helpers):
            way = self.key_for("board.assign")
            self.say(f"There is no helper {digit} yet: press {way} and type a name.", "warn")
            return
        self.given(helpers[digit - 1] if digit else None)

    def given(self, helper: Helper | None) -> None:
        """Gives the target cards to a helper, or to nobody."""
        self.deed(lambda screen: screen.give(helper))

    def give(self, helper: Helper | None) -> None:
        """Gives the target cards to a helper, or to nobody."""
        orders = self.orders([(card, Column.BRIEF) for card in self.targets()])
        business, at, today, who = self.business, self.now(), self.today, self.desk.who
        self.change(
            "Give",
            lambda card, why: card.given(
                helper, business, at=at, today=today, who=who, order=orders.get(card.number, 0)
            ),
            f"to {helper.name if helper else 'nobody'}",
        )

    def action_assign(self) -> None:
        """Chooses a helper by name; a name that is new makes the helper."""
        if targets := self.targets():
            assigning.choose_helper(self, targets[0], self.given)

    def action_automate(self) -> None:
        """Decides that software is to do it."""
        orders = self.orders([(card, Column.BRIEF) for card in self.targets()])
        at, who = self.now(), self.desk.who
        self.change(
            "Automate",
            lambda card, why: card.automated(at=at, who=who, order=orders.get(card.number, 0)),
        )

    def action_drop(self) -> None:
        """Takes the target cards off the board."""
        at, who = self.now(), self.desk.who
        self.deed(lambda screen: screen.change("Archive", lambda card, why: card.dropped(at=at, who=who)))

    def action_merge(self) -> None:
        """Makes one card of the marked ones, or of this one and another that is chosen."""
        targets, here = self.targets(), self.card
        if len(targets) > 1:
            kept = here if here is not None and here in targets else targets[0]
            self._merge(kept, [card for card in targets if card.uid != kept.uid])
        elif here is not None:
            cards.choose_card(self, f"{here.ref} is the same as which card?", here, self._merge_into)

    def _merge_into(self, kept: Card) -> None:
        self._merge(kept, [card for card in self.targets() if card.uid != kept.uid])

    def _merge(self, kept: Card, others: Sequence[Card]) -> None:
        def put(desk: Workspace) -> None:
            desk.cards.put(kept.absorbing(others))
            desk.cards.put_all(card.merged_away(kept, at=self.now()) for card in others)

        refs = wording.listed(card.ref for card in others)
        if self.saved(f"Merge {refs} into {kept.ref}", put):
            self.shown(kept)
            self.say(f"Merged {refs} into {kept.ref} · {self.key_for('undo')} undoes")

    # Reading and writing them

    def action_open(self) -> None:
        """Opens the card as a page of its own."""
        if (card := self.card) is not None:
            self.open_page("card", card.uid)

    def action_edit(self) -> None:
        """Opens the card's form."""
        if (card := self.card) is not None:
            cards.open_form(self, card)

    def action_helpers(self) -> None:
        """Opens the list of helpers."""
        assigning.edit_helpers(self)

    def action_add(self) -> None:
        """Asks for a new card and puts the cursor on it."""
        cards.ask_for_card(self, self.added)

    def added(self, card: Card) -> None:
        """Shows a card that was just made, and says so."""
        self.shown(card)
        said = [f"Added {card.ref} to the Inbox", self.hiding(card), f"{self.key_for('undo')} undoes"]
        self.say(" · ".join(filter(None, said)))
