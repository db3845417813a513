"""The verbs of the rooms at work for a line of Today, so that each is written once."""

from models.access_register import Access
from models.agreements import Agreement
from models.board import Card
from models.candidates import Candidate
from models.document import Part
from models.dossier import Dossier
from models.onboarding import Checklist
from models.onboarding_parts import Item
from models.today_line import Line
from tui import register
from tui.card_details import CardDetails
from tui.desk_screen import DeskScreen
from tui.evidence_verbs import EvidenceVerbs
from tui.helper_lines import HelperLines
from tui.item_verbs import ItemVerbs
from tui.widgets.prompt import Question

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

    def go_ahead(self) -> None:
        """Offers the ways past what is missing."""
        self.action_go_ahead()


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
        return Dossier.on(found) if found else None

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
