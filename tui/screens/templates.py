"""The templates that running lists are copied from: those that are shipped, and the owner's own."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.document import RuleBroken
from models.helpers import HelperKind
from models.templates import Template
from tui import wording
from tui.checklist_templates import template_called, templates
from tui.onboarding_keys import TEMPLATES_KEYS
from tui.page import Page
from tui.template_verbs import TemplateVerbs
from tui.widgets.painted import Parts
from tui.widgets.prompt import Agreed, Question
from tui.widgets.rows import Cell, Row


class TemplatesPage(TemplateVerbs, Page):
    """Every template by kind of help; Enter opens one, and what is changed there is the owner's own copy."""

    TITLE = "Templates"
    COLUMNS = (
        Cell("template", 0),
        Cell("for", 9, from_width=64),
        Cell("items", 5, right=True, from_width=50),
        Cell("version", 8),
    )

    BINDINGS: ClassVar[list[BindingType]] = TEMPLATES_KEYS

    @property
    def template(self) -> Template | None:
        """The template under the cursor."""
        uid = str(self.rows.key)
        return self.desk.templates.get(uid) or template_called(self.desk, uid)

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the templates that hold every word in their row or their items, by kind of help."""
        kinds = {each.title(): list(templates(self.desk, each)) for each in HelperKind}
        kinds["Archive"] = [each for each in self.desk.templates if each.archived]
        rows = list[Row]()
        for name, listed in kinds.items():
            fitting = [each for each in listed if all(word in _text(each) for word in words)]
            rows += [Row(None, (name,), ("strong",))] if fitting else []
            rows += [self._row(each) for each in fitting]
        return rows

    def _row(self, template: Template) -> Row:
        version = "archived" if template.archived else f"{template.version}, yours"
        texts = (
            template.name,
            template.purpose.value,
            str(len(template.items)),
            version if template.number else "shipped",
        )
        tone = "dim" if template.archived else "plain"
        return Row(template.uid, texts, (tone, "dim", "dim", "accent" if template.number else "dim"))

    def detail(self) -> list[Parts]:
        """Returns what the template under the cursor is made of."""
        template = self.template
        if template is None:
            return []
        phases = [each for each in dict.fromkeys(item.phase for item in template.items) if each]
        said = f"{wording.count(len(template.items), 'item')}: {wording.listed(phases)}"
        return [[(f"  {template.name}", "strong")], [(f"  {said}", "dim")]]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return [
            "template.open",
            "template.write",
            "template.new",
            "template.archive",
            "page.narrow",
            "move.back",
        ]

    def action_open(self) -> None:
        """Opens the items of the template."""
        if (template := self.template) is not None:
            self.open_page("template", template.uid)

    def action_add(self) -> None:
        """Asks what a copy of the template is to be called, and makes it."""
        template = self.template
        if template is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            copy = Template.of(name=text, kind=template.kind, purpose=template.purpose, items=template.items)
            known = (*templates(self.desk, template.kind),)
            if any(each.purpose is copy.purpose and each.is_called(copy.name) for each in known):
                raise RuleBroken(f"There is a template of that name for {template.kind}: choose another.")
            with self.settling("Add a template") as desk:
                kept = desk.templates.put(copy)
            self.rows.show(self.rows.rows, key=kept.uid)
            self.action_step(0)
            self.say(f"Added {kept.ref} {kept.name} · {self.undoes}")

        self.ask(Question(f"Copy of “{template.name[:40]}”: its name", settle))

    def action_archive(self) -> None:
        """Puts an own copy away; the shipped one is there again."""
        template = self.template
        if template is None:
            return
        if not template.number:
            self.say("It is shipped with the program: there is no copy of yours to put away.", "dim")
        elif template.archived:
            back = self.key_for("template.back")
            self.say(f"{template.ref} is in the archive: {back} brings it back.", "dim")
        else:
            self._put_away(f"Archive {template.ref} {template.name}", template.but(archived=self.now()))

    def action_bring_back(self) -> None:
        """Takes an own copy out of the archive."""
        template = self.template
        if template is None or not template.archived:
            self.say("That template is not in the archive.", "dim")
        else:
            self._put_away(f"Bring back {template.ref} {template.name}", template.but(archived=None))

    def _put_away(self, label: str, changed: Template) -> None:
        if self.saved(label, lambda desk: desk.templates.put(changed)):
            self.say(f"{label} · {self.undoes}")


def _text(template: Template) -> str:
    said = (template.kind, template.name, template.purpose, *(item.title for item in template.items))
    return " ".join(said).casefold()
