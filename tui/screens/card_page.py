"""The page of one card: everything that is known of it, and the keys that write and hand over its brief."""

from collections.abc import Hashable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from models.board import Card
from models.brief import Brief, lint
from models.brief_templates import TEMPLATES, template
from models.brief_text import brief_markdown, read_brief
from models.document import RuleBroken
from tui import cards
from tui.brief_form import advice, open_brief
from tui.card_account import Account
from tui.card_account import Line as Said
from tui.card_keys import CARD_KEYS
from tui.card_verbs import CardVerbs
from tui.dialogs.menu import Choice, Menu
from tui.dialogs.reading import Reading
from tui.editor import edit_text
from tui.hand_off import copy_hand_off
from tui.keys import bound
from tui.session import Session
from tui.widgets.footer import wrapped
from tui.widgets.painted import Lines
from tui.widgets.rows import Cell, Row, Rows

LABEL_WIDTH = 16
OWN_WAY = ("board.edit", "board.done")
"""The keys of cards that do something of their own on the page."""


class CardPage(CardVerbs):
    """Shows one card in full, on top of the screen it was opened from."""

    LETTER = "b"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key for key in CARD_KEYS if isinstance(key, Binding) and key.id not in OWN_WAY),
        bound("e,enter", "edit", "Edit", "page.edit", "the form of what is under the cursor"),
        bound("E", "write", "Editor", "page.write", "the whole brief as text, in your own editor"),
        bound("T", "template", "Template", "page.template", "begin the brief from one of four"),
        bound("c", "tick", "Done", "page.tick", "the check under the cursor; elsewhere the card, or back"),
        bound("C", "accept", "Accepted", "page.accept", "the helper takes the brief on; again takes it back"),
        bound(
            "y",
            "hand_off",
            "Copy",
            "page.hand_off",
            "the message that hands it over; marks the brief as sent",
        ),
        bound("i", "lint", "Why", "page.lint", "what the brief lacks, and what could be better"),
    ]

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._said: dict[Hashable, Said] = {}

    def body(self) -> ComposeResult:
        """Makes the title and the list of lines."""
        yield Lines(height=1, id="title")
        yield Rows((Cell("", LABEL_WIDTH), Cell("", 0)), headings=False)

    def show(self) -> None:
        """Shows the card as it is in the file now."""
        card = self.card
        self.query_one("#title", Lines).show(
            [[(f" {card.ref} {card.title}" if card else " This card is gone: Esc goes back", "strong")]]
        )
        rows = list[Row]()
        self._said = {}
        width = max(10, self.size.width - LABEL_WIDTH - 4)
        lines = Account(card, self.desk, now=self.now(), zone=self.zone).lines() if card else ()
        for n, line in enumerate(lines):
            if not line.kind:
                rows.append(Row(None, (line.text,), ("strong",)))
                continue
            for part, text in enumerate(wrapped(line.text, width)):
                key = (line.kind, line.key or n, part)
                self._said[key] = line
                rows.append(Row(key, ("" if part else line.label, text), ("dim", line.tone)))
        self.query_one(Rows).show(rows)

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return [
            "page.edit",
            "page.write",
            "page.tick",
            "page.accept",
            "page.hand_off",
            "page.lint",
            "move.back",
        ]

    @property
    def card(self) -> Card | None:
        """The card the page is of."""
        return self.desk.cards.get(self._uid)

    @property
    def _line(self) -> Said | None:
        return self._said.get(self.query_one(Rows).key)

    # Getting about

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_go(self, letter: str) -> None:
        """Closes the page and opens another screen."""
        self.dismiss()
        super().action_go(letter)

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""
        self.query_one(Rows).step(by)

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.query_one(Rows).end(by)

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.query_one(Rows).page(by)

    def shown(self, card: Card) -> None:
        """Goes on with a card that was made, or that this one was merged into."""
        self._uid = card.uid
        self.refresh_all()

    # The brief

    def action_edit(self) -> None:
        """Opens the form of what is under the cursor: the brief's, or the card's."""
        card, line = self.card, self._line
        if card is None:
            return
        if line is None or line.kind == "card":
            cards.open_form(self, card)
        else:
            open_brief(self, card, part="done_when" if line.kind == "check" else line.kind)

    def action_write(self) -> None:
        """Opens the whole brief in the owner's own editor."""
        if (card := self.card) is None:
            return
        currency = self.business.currency

        def settle(text: str) -> None:
            found = read_brief(text, card, today=self.today, currency=currency)
            with self.settling(f"Brief {card.ref}") as desk:
                desk.cards.put(found.on(card, at=self.now()))

        try:
            written = edit_text(self, brief_markdown(card, currency), ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say(advice(self.card or card) if written else "Nothing was changed.", "dim")

    def action_template(self) -> None:
        """Begins the brief from a template."""
        card = self.card
        if card is None:
            return
        if card.brief is not None:
            self.say(f"{card.ref} has a brief already: e edits it.", "dim")
            return

        def chosen(name: object) -> None:
            if isinstance(name, str):
                open_brief(self, card, start=template(name))

        choices = [Choice(name, "", name, template(name).outcome) for name in TEMPLATES]
        self.app.push_screen(Menu("Begin the brief from which template?", choices), chosen)

    def action_tick(self) -> None:
        """Says that the check under the cursor is met, or is not; anywhere else, finishes the card."""
        line = self._line
        if line is None or line.kind != "check":
            self.action_done()
        else:
            self.change("Tick a check of", lambda card, why: card.ticked(line.key))

    def action_accept(self) -> None:
        """Takes down that the helper takes the brief on, or takes that back."""
        at = self.now()

        def accept(card: Card, why: str) -> Card:
            helper = self.desk.helpers.get(card.helper)
            return card.accepted(at=at, who=helper.name if helper else "")

        self.change("Acceptance of", accept)

    def action_hand_off(self) -> None:
        """Copies the message that hands the card over."""
        if (card := self.card) is not None:
            copy_hand_off(self, card)

    def action_lint(self) -> None:
        """Shows what the brief lacks, and what could be better."""
        if (card := self.card) is None:
            return
        found = [
            (f"{finding.part}{' (needed)' if finding.stops else ''}", finding.says)
            for finding in lint(card.brief or Brief(), card.due)
        ]
        self.app.push_screen(Reading(f"Brief of {card.ref}", found or [("", "Nothing is wrong with it.")]))
