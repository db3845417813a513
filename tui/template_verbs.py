"""What screens that show templates can do with the one under the cursor; a shipped one becomes a copy."""

from typing import ClassVar

from textual.binding import BindingType

from models.document import Document, RuleBroken
from models.template_changes import template_of
from models.template_text import read_template, template_markdown
from models.templates import Template
from tui import wording
from tui.checklist_templates import own_copy, templates
from tui.desk_screen import DeskScreen
from tui.editor import edit_text
from tui.hand_off import copy_markdown
from tui.onboarding_keys import TEMPLATE_KEYS
from tui.widgets.prompt import Agreed

UNASKED = Agreed()


class TemplateVerbs(DeskScreen):
    """A screen with templates to write; a concrete one says which is under the cursor."""

    LETTER = "o"
    BINDINGS: ClassVar[list[BindingType]] = TEMPLATE_KEYS

    @property
    def template(self) -> Template | None:
        """The template under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.template

    def called(self, template: Template) -> str:
        """Returns what a template is called in a message."""
        return template.ref if template.number else f"“{template.name}”"

    def keep(self, label: str, template: Template, changed: Template, agreed: Agreed = UNASKED) -> None:
        """Saves the next version of a template, where it differs.

        Raises:
            RuleBroken: it cannot be saved.
        """
        if changed is not template:
            with self.settling(label) as desk:
                desk.templates.put(self.resolved(own_copy(changed), agreed))

    def say_written(self, before: Template, label: str = "") -> None:
        """Says which version the template is now, and which running lists it has something to offer."""
        now = self.template
        if now is not None and now.version != before.version:
            said = f"{now.ref} is version {now.version} now"
            self.say(" · ".join((*filter(None, (label, said)), *self._offered(now), self.undoes)))

    def _offered(self, template: Template) -> list[str]:
        desk, own = self.desk, list(templates(self.desk, template.kind))
        kinds = {each.uid: each.kind for each in desk.helpers}
        lists = [
            each.ref
            for each in desk.checklists
            if each.archived is None
            and not each.is_complete
            and kinds.get(each.helper) is template.kind
            and template_of(each, template.kind, own) == template
            and each.version < template.version
        ]
        return [f"offered to {wording.listed(lists)}"] if lists else []

    def action_write(self) -> None:
        """Opens the whole template in the owner's own editor."""
        template = self.template
        if template is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            changed = read_template(text, template).on(template)
            self.keep(f"Edit {self.called(template)}", template, changed, agreed)

        self.say("Nothing was changed.", "dim")
        try:
            edit_text(self, template_markdown(template), ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say_written(template)

    def action_copy(self) -> None:
        """Copies the template as text."""
        if (template := self.template) is not None:
            name = template.ref if template.number else "template"
            copy_markdown(self, name, template_markdown(template), self.called(template))
