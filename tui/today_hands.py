"""The verbs of the rooms at work for a line of Today, so that each is written once."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.access_register import Access
from models.agreements import Agreement
from models.board import Card
from models.candidates import Candidate
from models.document import Part, RuleBroken
from models.dossier import Dossier
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.today_line import Line
from store import Workspace
from tui import register
from tui.card_details import CardDetails
from tui.checklist_words import named
from tui.desk_screen import DeskScreen
from tui.evidence_verbs import EvidenceVerbs
from tui.helper_lines import HelperLines
from tui.item_verbs import ItemVerbs
from tui.widgets.prompt import Agreed, Question

KEYS_HERE = {
    **dict.fromkeys(("vetting.override", "item.ahead", "card.override"), "today.ahead"),
    "item.sign": "today.settle",
}
"""The keys that rooms name in what they say, each with the one that does the same on Today."""


class Hand(DeskScreen):
    """A room that is never shown: what it says and asks appears on the screen in front.

    Args:
        front: the screen in front.
        on: the line that it works on.
    """

    def __init__(self, front: DeskScreen, on: Line) -> None:
        super().__init__(front.session)
        self.front, self.on = front, on

    @property
    def is_asking(self) -> bool:
        """Whether something is being typed on the prompt line in front."""
        return self.front.is_asking

    def say(self, message: str, tone: str = "plain") -> None:
        """Says something in the footer in front."""
        self.front.say(message, tone)

    def ask(self, question: Question) -> None:
        """Asks on the prompt line in front."""
        self.front.ask(question)

    def key_for(self, id: str) -> str:
        """Returns the key in front that does what a key of the room would."""
        return self.front.key_for(KEYS_HERE.get(id, id))

    def refresh_all(self) -> None:
        """Shows anew what is in front."""
        self.front.refresh_all()

    def open_page(self, name: str, *about: str, at: tuple[str, ...] = ()) -> None:
        """Opens a page on top of what is in front."""
        self.front.open_page(name, *about, at=at)

    @property
    def stands(self) -> bool:
        """Whether the line still asks for the same."""
        on, agenda = self.on, self.session.agenda(zone=self.zone)
        lines = (*agenda.lines, *agenda.put_off)
        return any((each.cause, each.deed, each.about) == (on.cause, on.deed, on.about) for each in lines)

    @property
    def done_elsewhere(self) -> str:
        """What says who has settled the line meanwhile."""
        about, desk = self.on.about, self.desk
        newest = next((each for each in desk.steps(table=about.table, number=about.number)), None)
        who = newest.undone_by or newest.who if newest else ""
        if not who or who == desk.who:
            return "It is settled already."
        return f"{self.business.initials_of(who)} has done it already."

    @contextmanager
    def settling(self, label: str) -> Iterator[Workspace]:
        """Changes the file, or says that another session has settled the line meanwhile.

        Raises:
            ConflictOffer: another session changed the same fields, and the line still stands.
            RuleBroken: the change breaks a rule, cannot be saved, or is done already.
        """
        try:
            with super().settling(label) as desk:
                yield desk
        except RuleBroken as broken:
            if self.stands:
                raise
            raise RuleBroken(self.done_elsewhere) from broken

    def go_ahead(self) -> None:
        """Goes ahead with what was refused, with a reason."""
        self.say("Nothing was refused here: this goes ahead where something is missing.", "dim")


class CardHand(Hand, CardDetails):
    """Does something to a card."""

    @property
    def card(self) -> Card | None:
        """The card that the line is about."""
        return self.desk.cards.get(self.on.about.uid)

    def go_ahead(self) -> None:
        """Goes ahead with the move that was refused."""
        self.action_override()


class CandidateHand(Hand, EvidenceVerbs):
    """Does something to a candidate."""

    @property
    def candidate(self) -> Candidate | None:
        """The candidate that the line is about."""
        return self.desk.candidates.get(self.on.about.uid)

    def go_ahead(self) -> None:
        """Goes ahead with what was refused."""
        self.action_override()


class ListHand(Hand, ItemVerbs):
    """Does something to an item of a running list."""

    chosen = ""
    """The key of the item that was chosen, where the line is about several."""

    @property
    def checklist(self) -> Checklist | None:
        """The list that the line is about."""
        return self.desk.checklists.get(self.on.about.uid)

    @property
    def item(self) -> Item | None:
        """The item that was chosen, else the first that the line is about."""
        key, checklist = self.chosen or self.on.about.key, self.checklist
        return next((each for each in checklist.items if each.key == key), None) if checklist else None

    def action_sign_off(self) -> None:
        """Signs the item off; what another owner has to agree to is left to that one."""
        item = self.item
        if item is None or not _is_asked_for(item):
            super().action_sign_off()
        elif other := self._other(item):
            ahead = self.key_for("today.ahead")
            self.say(f"{named(item)} waits for {other}'s yes. {ahead} signs without {other}, and asks why.")
        else:
            self.ask(
                Question(
                    f"Within which limit? read only, 500 a month ({named(item)})",
                    lambda text, agreed: self._sign(item, text.strip()),
                )
            )

    def _other(self, item: Item) -> str:
        """Returns who else has to agree to what this owner has done, empty where that is nobody."""
        if item.history[-1].who != self.desk.who:
            return ""
        others = [each for each in self.business.people if each.key != self.desk.who]
        if len(others) == 1:
            return others[0].name.partition(" ")[0] or others[0].initials
        return "another owner" if others else ""

    def _sign(self, item: Item, limit: str, reason: str = "") -> None:
        at, today, who = self.now(), self.today, self.desk.who
        said = {"limit": limit, "reason": reason}
        self.alter(
            f"Sign off: {named(item)}",
            lambda each: each.signed_off(item.key, at=at, today=today, who=who, **said),
        )

    def go_ahead(self) -> None:
        """Asks why to sign without the other owner, or offers the ways past what is missing."""
        item = self.item
        if item is None or not _is_asked_for(item) or not (other := self._other(item)):
            self.action_go_ahead()
            return

        def settle(text: str, agreed: Agreed) -> None:
            reason, _, limit = (part.strip() for part in text.partition(";"))
            if not (reason and limit):
                raise RuleBroken("Say why, a semicolon, and the limit.")
            self._sign(item, limit, f"signed alone by {self.initials}: {reason}")

        asks = f"Sign without {other}? Why, and within which limit? why; limit ({named(item)})"
        self.ask(Question(asks, settle))


def _is_asked_for(item: Item) -> bool:
    """Tells whether an item waits for the yes to something that touches money."""
    return item.approval and item.sign_off and item.state is ItemState.DONE


class HelperHand(Hand, HelperLines):
    """Does something to a helper, a paper of one, or an access."""

    @property
    def helper(self) -> Dossier | None:
        """The helper that the line is about."""
        desk, about = self.desk, self.on.about
        uid: str | None = about.uid
        if about.table in ("grants", "agreements"):
            held = desk[about.table].get(uid)
            uid = held.helper if held else None
        found = desk.helpers.get(uid)
        return Dossier.as_far_as_sound(found) if found else None

    @property
    def part(self) -> Part | None:
        """The part of the helper's record that the line is about."""
        helper, key = self.helper, self.on.about.key
        return next((each for each in helper.parts() if each.key == key), None) if helper and key else None

    @property
    def paper(self) -> Agreement | None:
        """The agreement that the line is about."""
        return self.desk.agreements.get(self.on.about.uid) if self.on.about.table == "agreements" else None

    @property
    def access(self) -> Access | None:
        """The access that the line is about."""
        if self.on.about.table != "grants":
            return None
        held = register.accesses(self.desk, self.today)
        return next((each for each in held if each.uid == self.on.about.uid), None)

    def go_ahead(self) -> None:
        """Goes ahead with what was refused."""
        self.action_override()
