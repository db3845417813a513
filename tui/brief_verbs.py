"""What screens that show cards can do about the brief of the one under the cursor."""

from models.board import Card
from models.brief import Brief, lint
from models.brief_templates import TEMPLATES, template
from models.brief_text import brief_markdown, read_brief
from models.document import RuleBroken
from tui.brief_form import advice, open_brief, save_brief
from tui.card_details import CardDetails
from tui.dialogs.menu import Choice, Menu
from tui.dialogs.reading import Reading
from tui.editor import edit_text
from tui.hand_off import copy_hand_off
from tui.widgets.prompt import Agreed


class BriefVerbs(CardDetails):
    """A screen whose cards have briefs to write, check, hand over and have accepted."""

    def action_write(self) -> None:
        """Opens the whole brief in the owner's own editor."""
        if (card := self.only_card()) is None:
            return
        currency, linked = self.business.currency, self.desk.procedures.get(card.procedure)

        def settle(text: str, agreed: Agreed) -> None:
            found = read_brief(
                text, card, today=self.today, currency=currency, procedures=self.desk.procedures
            )
            save_brief(self, card, found, agreed)

        try:
            written = edit_text(self, brief_markdown(card, currency, linked), ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say(advice(self.card or card) if written else "Nothing was changed.", "dim")

    def action_brief(self, part: str) -> None:
        """Opens the form of the brief at one of its parts."""
        if (card := self.card) is not None:
            open_brief(self, card, part=part)

    def action_template(self) -> None:
        """Begins the brief from a template."""
        card = self.only_card()
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

    def action_accept(self) -> None:
        """Takes down that the helper takes the brief on, or takes that back."""
        at = self.now()

        def accept(card: Card, why: str) -> Card:
            helper = self.desk.helpers.get(card.helper)
            return card.accepted(at=at, who=helper.name if helper else "")

        self.change("Acceptance of", accept)

    def action_hand_off(self) -> None:
        """Copies the message that hands the card over."""
        if (card := self.only_card()) is not None:
            copy_hand_off(self, card)

    def action_lint(self) -> None:
        """Shows what the brief lacks, and what could be better."""
        if (card := self.only_card()) is None:
            return
        found = [
            (f"{finding.part}{' (needed)' if finding.stops else ''}", finding.says)
            for finding in lint(card.brief or Brief(), card.due)
        ]
        self.app.push_screen(Reading(f"Brief of {card.ref}", found or [("", "Nothing is wrong with it.")]))
