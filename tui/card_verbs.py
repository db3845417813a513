"""What every screen that shows cards can do to them."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.board import Card, Column
from models.helpers import Helper, crew
from models.lanes import lanes, reordered
from models.stalling import Stalling
from store import Workspace
from tui import assigning, cards, wording
from tui.access_needed import missing_access
from tui.card_changes import CardChanges
from tui.card_keys import CARD_KEYS
from tui.widgets.painted import Parts


class CardVerbs(CardChanges):
    """A screen with cards to act on; a concrete one says which they are."""

    BINDINGS: ClassVar[list[BindingType]] = CARD_KEYS

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

    # Once more

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

    # Moving

    def action_move(self, by: int) -> None:
        """Moves the target cards sideways."""
        self.deed(lambda screen: screen.move(by))

    def move(self, by: int) -> None:
        """Moves the target cards so many columns to the right."""
        orders = self.orders([(card, card.column_beside(by)) for card in self.targets()])
        at, who, access = self.now(), self.desk.who, missing_access(self.desk)
        self.change(
            "Move",
            lambda card, why: card.moved(
                by, at=at, who=who, order=orders.get(card.number, 0), access=access(card), despite=why
            ),
            "right" if by > 0 else "left",
        )

    def action_move_to(self, name: str) -> None:
        """Moves the target cards to a column."""
        self.deed(lambda screen: screen.move_to(Column(name)))

    def move_to(self, column: Column) -> None:
        """Moves the target cards to a column."""
        orders = self.orders([(card, column) for card in self.targets()])
        at, who, access = self.now(), self.desk.who, missing_access(self.desk)
        self.change(
            "Move",
            lambda card, why: card.moved_to(
                column, at=at, who=who, order=orders.get(card.number, 0), access=access(card), despite=why
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
        at, who, access = self.now(), self.desk.who, missing_access(self.desk)
        self.change(
            "Reopen" if back else "Finish",
            lambda card, why: card.toggled_done(
                at=at, who=who, order=orders.get(card.number, 0), access=access(card), despite=why
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
        """Gives the target cards to a helper, or to nobody; one who is not saved yet is in the same step."""
        helper = helper and (self.desk.helpers.get(helper.uid) or helper)
        orders = self.orders([(card, Column.BRIEF) for card in self.targets()])
        business, at, today, who = self.business, self.now(), self.today, self.desk.who
        self.change(
            "Give",
            lambda card, why: card.given(
                helper, business, at=at, today=today, who=who, order=orders.get(card.number, 0)
            ),
            f"to {helper.name if helper else 'nobody'}",
            begins=helper if helper and helper.is_new else None,
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
        if (card := self.only_card()) is not None:
            self.open_page("card", card.uid)

    def action_edit(self) -> None:
        """Opens the card's form."""
        if (card := self.only_card()) is not None:
            cards.open_form(self, card)

    def action_add(self) -> None:
        """Asks for a new card and puts the cursor on it."""
        cards.ask_for_card(self, self.added)

    def added(self, card: Card) -> None:
        """Shows a card that was just made, and says so."""
        self.shown(card)
        said = [f"Added {card.ref} to the Inbox", self.hiding(card), f"{self.key_for('undo')} undoes"]
        self.say(" · ".join(filter(None, said)))
