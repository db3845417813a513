"""What every screen that shows cards can write on them: dates, waits, comments, tags, time."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from textual import events

from models.board import Card
from models.business import Business
from models.card_line import read_check_in, read_tags, read_wait
from models.card_parts import CommentKind, Party
from models.dates import read_date
from models.document import RuleBroken
from models.helpers import next_look
from store import Workspace
from store.cards import switch_timer
from tui import wording
from tui.card_verbs import CardVerbs
from tui.widgets.prompt import Agreed, Question


class CardDetails(CardVerbs):
    """A screen whose cards can be written on."""

    # Dates

    def _ask_date(self, what: str, then: Callable[[date | None], None], *, clears: bool) -> None:
        targets = self.targets()
        if not targets:
            self.say("There is no card under the cursor.", "dim")
            return
        subject = targets[0].ref if len(targets) == 1 else wording.count(len(targets), "card")

        def read(text: str) -> date | None:
            return read_date(text, today=self.today) if text.strip() or not clears else None

        def preview(text: str) -> str:
            day = read(text)
            return f"{wording.day(day, self.today)}, {wording.near(day, self.today)}" if day else ""

        def settle(text: str, agreed: Agreed) -> None:
            then(read(text))

        hint = "fri, 12dec, 3d; empty for none" if clears else "fri, 12dec, 3d, 1w"
        self.ask(Question(f"{what} {subject}: {hint}", settle, preview))

    def action_due(self) -> None:
        """Asks for the due date; the one given up stays on record."""
        at = self.now()

        def set_due(day: date | None) -> None:
            how = f"by {wording.short_day(day)}" if day else "by no day"
            self.deed(lambda screen: screen.change("Due", lambda card, why: card.due_on(day, at=at), how))

        self._ask_date("Due", set_due, clears=True)

    def action_follow_up(self) -> None:
        """Asks when to look at it again."""

        def set_look(day: date | None) -> None:
            how = f"on {wording.short_day(day)}" if day else "never"
            self.deed(
                lambda screen: screen.change("Follow up", lambda card, why: card.but(follow_up=day), how)
            )

        self._ask_date("Follow up", set_look, clears=True)

    def action_snooze(self) -> None:
        """Takes the cards out of sight: undecided ones for a week, others as long as is asked."""
        targets, today = self.targets(), self.today

        def sleep(day: date | None) -> None:
            if day is not None:
                self.deed(
                    lambda screen: screen.change(
                        "Snooze",
                        lambda card, why: card.snoozed(day, today=today),
                        f"until {wording.short_day(day)}",
                    )
                )

        if targets and all(card.is_undecided for card in targets):
            sleep(today + timedelta(days=7))
        else:
            self._ask_date("Snooze", sleep, clears=False)

    # What is said about them

    def action_wait(self) -> None:
        """Asks whom the cards wait for; those that wait already have got what they waited for."""
        targets, at = self.targets(), self.now()
        if targets and all(card.wait for card in targets):
            self.deed(
                lambda screen: screen.change("Go on with", lambda card, why: card.no_longer_waiting(at=at))
            )
        elif targets:
            self._ask_wait(targets)

    def _ask_wait(self, targets: Sequence[Card]) -> None:
        def read(text: str) -> tuple[Party, str, date | None]:
            return read_wait(text, today=self.today, helpers=self.desk.helpers, owners=self.business.owners)

        def settle(text: str, agreed: Agreed) -> None:
            party, what, look = read(text)
            at, business, today = self.now(), self.business, self.today

            def wait(card: Card, why: str) -> Card:
                helper = self.desk.helpers.get(card.helper)
                return card.waiting(
                    party, what, at=at, look=look or card.look_after(helper, business, today=today)
                )

            self.deed(lambda screen: screen.change("Wait with", wait, f"for the {party}"))

        def preview(text: str) -> str:
            party, what, look = read(text)
            look_said = f" · look again {wording.day(look, self.today)}" if look else ""
            return f"waits for the {party}{': ' + what if what else ''}{look_said}"

        self.ask(Question("Waiting for: owner, helper, client, vendor or a name, and what", settle, preview))

    def action_check_in(self) -> None:
        """Asks what a look at the cards has shown, and sets the next look."""
        if not self.targets():
            return

        def look(card: Card, named: date | None, business: Business, today: date) -> date:
            return named or next_look(self.desk.helpers.get(card.helper), business, today=today)

        def settle(text: str, agreed: Agreed) -> None:
            said, named = read_check_in(text, today=self.today)
            business, at, today, who = self.business, self.now(), self.today, self.desk.who
            self.change(
                "Check in on",
                lambda card, why: card.checked_in(said, look(card, named, business, today), at=at, who=who),
            )

        def preview(text: str) -> str:
            said, named = read_check_in(text, today=self.today)
            day = named or (look(self.card, None, self.business, self.today) if self.card else self.today)
            return f"{said or 'nothing new'} · next look {wording.day(day, self.today)}"

        self.ask(Question("Check-in: what it shows, follow:fri for the next look", settle, preview))

    def action_note(self) -> None:
        """Asks for a comment."""
        if self.targets():

            def settle(text: str, agreed: Agreed) -> None:
                if not text.strip():
                    raise RuleBroken("Say something, or press Esc.")
                at, who = self.now(), self.desk.who
                self.change("Comment on", lambda card, why: card.commented(text, at=at, who=who))

            self.ask(Question("Comment", settle))

    def on_paste(self, event: events.Paste) -> None:
        """Makes a comment of what is pasted, and never a key."""
        event.stop()
        text, card = event.text, self.card
        if self.is_asking or not text.strip():
            return
        self.go_deaf()
        if card is None:
            self.say("What you pasted has no card to go to: put the cursor on one.", "warn")
            return
        at, who = self.now(), self.desk.who
        self.change(
            "Paste on",
            lambda card, why: card.commented(text, at=at, who=who, kind=CommentKind.PASTED),
            among=[card],
        )

    def action_tags(self) -> None:
        """Asks for tags to add, or with a minus to take away."""
        if self.targets():

            def settle(text: str, agreed: Agreed) -> None:
                add, gone = read_tags(text)
                self.deed(lambda screen: screen.change("Tag", lambda card, why: card.tagged(add, gone)))

            self.ask(Question("Tags: tax -old", settle))

    def action_priority(self) -> None:
        """Gives the cards the next priority in the round."""
        if targets := self.targets():
            level = targets[0].prioritised().priority
            self.deed(
                lambda screen: screen.change(
                    "Set", lambda card, why: card.but(priority=level), f"to {level} priority"
                )
            )

    def action_timer(self) -> None:
        """Starts the timer on the card, or stops it there."""
        if (card := self.only_card()) is None:
            return
        ended: list[bool] = []
        at, zone = self.now(), self.zone.key

        def switch(desk: Workspace) -> None:
            entry = switch_timer(desk, card, at=at, zone_name=zone)
            ended.append(not entry.running)

        if self.saved(f"Timer on {card.ref}", switch):
            self.say(f"The timer {'has stopped' if ended[0] else 'runs'} on {card.ref} {card.title[:50]}")
