"""The page of one template: its items by phase, to be edited one by one."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from models.document import RuleBroken
from models.template_text import facts_line, read_facts
from models.templates import Template, TemplateItem
from tui.checklist_templates import template_called
from tui.dialogs.form import Field, Form
from tui.onboarding_keys import TEMPLATE_ITEM_KEYS
from tui.page import Page
from tui.session import Session
from tui.template_verbs import TemplateVerbs
from tui.widgets.painted import Parts
from tui.widgets.prompt import Agreed
from tui.widgets.rows import Cell, Row

LONGEST_TITLE = 40

Changed = Callable[[dict[str, Any]], list[TemplateItem]]
"""Makes all items of the template from the fields of one."""


class TemplatePage(TemplateVerbs, Page):
    """Shows one template; a change makes its next version, and of a shipped one the owner's own copy."""

    TITLE = "Template"
    COLUMNS = (Cell("code", 5, from_width=50), Cell("item", 0), Cell("what is true of it", 32, from_width=76))
    NOTHING = "Nothing is on it yet."

    BINDINGS: ClassVar[list[BindingType]] = TEMPLATE_ITEM_KEYS

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid

    @property
    def template(self) -> Template | None:
        """The template that the page is of."""
        return template_called(self.desk, self._uid)

    @property
    def item(self) -> TemplateItem | None:
        """The item under the cursor."""
        items = self.template.items if self.template else ()
        return next((each for each in items if each.key == self.rows.key), None)

    def heading(self) -> tuple[str, str]:
        """Returns which template it is, and whose."""
        template = self.template
        if template is None:
            return "This template is gone", "Esc goes back."
        whose = f"version {template.version}, yours" if template.number else "shipped"
        return f"{template.name} · {whose}", self.NOTHING

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the items that hold every word, each phase under its name."""
        rows, phase = list[Row](), ""
        for item in self.template.items if self.template else ():
            said = f"{item.code} {item.title} {item.phase} {facts_line(item)}".casefold()
            if not all(word in said for word in words):
                continue
            if item.phase != phase:
                phase = item.phase
                rows.append(Row(None, (phase,), ("strong",), spans=True))
            rows.append(Row(item.key, (item.code, item.title, facts_line(item)), ("dim", "plain", "dim")))
        return rows

    def detail(self) -> list[Parts]:
        """Returns the item under the cursor in full."""
        item = self.item
        if item is None:
            return []
        return [[(f"  {item.title}", "strong")], [(f"  {facts_line(item)}", "dim")]]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["template.edit", "template.add", "template.remove", "template.write", "undo", "move.back"]

    # Editing

    def action_edit(self) -> None:
        """Opens the item as a form."""
        template, item = self.template, self.item
        if template is None or item is None:
            return

        def changed(said: dict[str, Any]) -> list[TemplateItem]:
            return [each.but(**said) if each.key == item.key else each for each in template.items]

        self._open_form(template, item, changed)

    def action_add(self) -> None:
        """Opens a form for an item below the one under the cursor."""
        template, item = self.template, self.item
        if template is None:
            return
        place = template.items.index(item) + 1 if item else 0
        phase = item.phase if item else ""

        def changed(said: dict[str, Any]) -> list[TemplateItem]:
            items = list(template.items)
            items.insert(place, TemplateItem.of(**said))
            return items

        self._open_form(template, TemplateItem(title="new", phase=phase), changed, is_new=True)

    def _open_form(
        self, template: Template, item: TemplateItem, changed: Changed, *, is_new: bool = False
    ) -> None:
        why = item.why.replace("\n", " ")  # a form has lines only: a longer reason stays until it is changed
        fields = [
            Field("title", "Item", "" if is_new else item.title, "what is settled"),
            Field("code", "Code", item.code, "what other items call it, as in VA05; may be empty"),
            Field("phase", "Phase", item.phase, "the heading it stands under"),
            Field(
                "facts",
                "What is true of it",
                facts_line(item),
                "day -7; helper or both; sign off; opens accounts; needs client data; after VA02;"
                " paper contract; shows note, link or date",
            ),
            Field("why", "Why", why, "the reason, for whoever reads it"),
            Field("condition", "Only if", item.condition, "it applies where this is so, as in personal data"),
            Field("otherwise", "Else", item.otherwise, "what is settled where it is not so"),
        ]

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            said = {**values, **read_facts(values["facts"])}
            del said["facts"]
            if said["why"] == why:
                said["why"] = item.why
            self.keep(f"Edit {self.called(template)}", template, template.edited(changed(said)), agreed)

        title = "New item" if is_new else f"{item.name} of {template.name}"
        self.app.push_screen(Form(title[:70], fields, settle), lambda _: self.say_written(template))

    def action_remove(self) -> None:
        """Takes the item off the template, from the next version on."""
        template, item = self.template, self.item
        if template is None or item is None:
            return
        name = item.name if len(item.name) <= LONGEST_TITLE else f"{item.name[: LONGEST_TITLE - 1]}…"
        label = f"Remove {name} from {self.called(template)}"
        try:
            left = [each for each in template.items if each.key != item.key]
            self.keep(label, template, template.edited(left))
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say_written(template, label)
