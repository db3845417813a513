"""Forms of typed lines: what each line asks for, how it is read, and the saving of what was changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.document import RuleBroken
from models.secrets import looks_secret
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form
from tui.evidence_forms import Asked
from tui.widgets.prompt import Agreed


def open_sheet(
    screen: DeskScreen,
    title: str,
    asked: Sequence[Asked],
    values: Mapping[str, Any],
    save: Callable[[dict[str, Any], Agreed], None],
    *,
    focus: str | None = None,
) -> None:
    """Shows a form; what was changed is read and handed on.

    Args:
        screen: where it opens.
        title: what stands above it.
        asked: its lines.
        values: what they begin with.
        save: takes the values of the lines that were changed, and what was agreed to; raises
            RuleBroken to keep the form open.
        focus: the line to begin on.
    """
    shown = {
        each.name: ""
        if values.get(each.name) is None
        else " ".join(each.shown(values[each.name]).split("\n"))
        for each in asked
    }
    fields = [Field(each.name, each.label, shown[each.name], each.hint) for each in asked]

    def settle(texts: dict[str, str], agreed: Agreed) -> None:
        said = {each.name: texts[each.name] for each in asked if texts[each.name] != shown[each.name]}
        if any(looks_secret(text) for text in said.values()):
            agreed.require("That looks like a password, which belongs in a vault: Enter again saves it here.")
        save(read_lines(asked, said), agreed)

    screen.app.push_screen(Form(title[:70], fields, settle, focus=focus))


def read_lines(asked: Sequence[Asked], said: Mapping[str, str]) -> dict[str, Any]:
    """Returns the values that lines of text stand for.

    Raises:
        RuleBroken: one cannot be read; its field says which.
    """
    found = {}
    for each in asked:
        if each.name in said:
            try:
                found[each.name] = each.read(said[each.name]) if said[each.name] else each.empty
            except RuleBroken as broken:
                broken.field = each.name
                raise
    return found
