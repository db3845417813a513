"""A page of named lines to fill in, checked as a whole when it is taken."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from models.dates import quoted
from models.document import RuleBroken
from tui import marks
from tui.dialogs.dialog import Dialog
from tui.widgets.one_line import OneLine
from tui.widgets.painted import Lines
from tui.widgets.prompt import Agreed, Offer

NARROW = 60
"""Cells below which a form is narrow."""

LABEL_WIDTH = 22

AROUND = 3
"""Rows that a form needs beside its lines and what is said of them."""

MOST_HOURS = 10_000
"""More than anybody works in a year; a line that says more is mistyped."""


@dataclass(frozen=True)
class Field:
    """One line of a form.

    Attributes:
        name: the key of its value in the answer.
        label: what stands before it.
        value: the text to begin with.
        hint: what may be written, shown while the line has the focus.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""


def read_number(text: str, what: str) -> float:
    """Returns the number that was written on a line, its decimals after a point or a comma.

    Raises:
        RuleBroken: it is none.
    """
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = inf
    if not isfinite(number):
        raise RuleBroken(f"{quoted(text)} is no number for {what}: write it like 8 or 7.5.")
    return number


def read_hours(text: str, what: str) -> int:
    """Returns the hours that were written on a line, in minutes.

    Raises:
        RuleBroken: it is no number, is negative or is more than 10,000.
    """
    hours = read_number(text, what)
    if not 0 <= hours <= MOST_HOURS:
        raise RuleBroken(f"{quoted(text)} cannot be {what}: write it like 8 or 7.5.")
    return round(hours * 60)


def read_yes(text: str, what: str) -> bool:
    """Returns whether yes was written on a line; an empty one is no.

    Raises:
        RuleBroken: it is neither yes nor no.
    """
    word = text.casefold()
    if word not in ("", "y", "yes", "n", "no"):
        raise RuleBroken(f"{quoted(text)} is neither: say yes or no to {quoted(what)}.")
    return word.startswith("y")


class Form(Dialog[None]):
    """Asks for several lines at once.

    Enter hands all of them to `settle`, with what was agreed to; it raises RuleBroken to keep the form open
    with its text, and Offer to be asked again when the same lines are taken once more.
    Escape goes back, asking a second time once something was typed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Go back", id="form.back", tooltip="Leave without a change"),
        Binding("enter", "take", "Take it", id="form.take", tooltip="Save what the form says", priority=True),
        Binding("down", "app.focus_next", "Next line", id="form.next", tooltip="Go to the next line"),
        Binding(
            "up", "app.focus_previous", "Line before", id="form.previous", tooltip="Go to the line before"
        ),
    ]
    DEFAULT_CSS = """
    Form { align: center middle; background: transparent; }
    Form > Vertical {
        width: 80; max-width: 100%; height: auto; max-height: 100%;
        background: $panel; padding: 0 1; overflow-y: auto;
    }
    Form Grid { grid-size: 2; grid-columns: 22 1fr; grid-rows: 1; height: auto; overflow-y: auto; }
    Form Static { color: $foreground-darken-3; height: 1; width: 100%; text-align: right; }
    Form Input { border: none; height: 1; padding: 0 1; background: $surface; }
    Form Input:focus { border: none; background: $background; }
    Form Lines { background: $panel; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        settle: Callable[[dict[str, str], Agreed], None],
        *,
        focus: str | None = None,
    ) -> None:
        super().__init__()
        self._title, self._fields, self._settle = title, tuple(fields), settle
        self._first = focus
        self._leaving = False
        self._offered: tuple[dict[str, str], Agreed] = {}, Agreed()
        """The lines that an offer was made for, and what is agreed to if they are taken again."""
        self._blamed: str | None = None
        """The id of the line that a refusal is about, until the focus goes elsewhere."""
        self._on_leaving: Callable[[], object] | None = None

    def compose(self) -> ComposeResult:
        """Makes the title, the lines and the place where a refusal is said."""
        with Vertical():
            yield Lines(height=1, id="title")
            with Grid():
                for each in self._fields:
                    yield Static(Content(f"{each.label} "), id=f"label-{each.name}")
                    yield OneLine(each.value, id=f"field-{each.name}")
            yield Lines(height=2, id="says")
            yield Lines(id="keys")

    def on_mount(self) -> None:
        """Puts the cursor on the first line, or where it was asked for."""
        self.query_one("#title", Lines).show([[(self._title, "strong")]])
        self.query_one("#keys", Lines).show(
            [
                [
                    ("Enter", "accent"),
                    (" save  ", "dim"),
                    ("Tab ↑ ↓", "accent"),
                    (" lines  ", "dim"),
                    ("Esc", "accent"),
                    (" back", "dim"),
                ]
            ]
        )
        self._line(self._first or self._fields[0].name).focus()

    def on_resize(self) -> None:
        """Gives a narrow terminal's cells to what is typed, and its lines to what is said of it."""
        is_narrow = self.size.width < NARROW
        widest = max(cell_len(each.label) for each in self._fields)
        said = 4 if is_narrow else 2
        grid = self.query_one(Grid)
        grid.styles.grid_columns = f"{widest + 1 if is_narrow else LABEL_WIDTH} 1fr"
        grid.styles.max_height = max(1, self.size.height - said - AROUND)
        self.query_one("#says", Lines).heighten(said)

    @property
    def values(self) -> dict[str, str]:
        """What the lines say now."""
        return {each.name: self._line(each.name).value.strip() for each in self._fields}

    @property
    def typed(self) -> dict[str, str]:
        """What was typed on the lines that say something else than in the beginning."""
        lines = {each.name: self._line(each.name).value for each in self._fields}
        return {each.name: lines[each.name] for each in self._fields if lines[each.name] != each.value}

    def go_on(self, typed: dict[str, str], says: str, on_leaving: Callable[[], object]) -> bool:
        """Puts what was typed earlier on its lines, and tells whether this form has such lines.

        Args:
            typed: the texts, by the names of their lines.
            says: where they come from.
            on_leaving: is called once they are saved or left.
        """
        if not typed.keys() <= {each.name for each in self._fields}:
            return False
        self._on_leaving = on_leaving
        for name, text in typed.items():
            self._line(name).value = text
        self.query_one("#title", Lines).show([[(self._title, "strong"), (f"   {says}", "dim")]])
        return True

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Closes the form."""
        if self._on_leaving is not None:
            self._on_leaving()
        return super().dismiss(result)

    def _line(self, name: str) -> Input:
        return self.query_one(f"#field-{name}", Input)

    def on_descendant_focus(self) -> None:
        """Marks the line that has the focus, and says what may be written there."""
        line = self.focused
        for each in self._fields:
            here = line is not None and line.id == f"field-{each.name}"
            label = Content(f"{each.label}{marks.CURSOR if here else ' '}")
            self.query_one(f"#label-{each.name}", Static).update(label, layout=False)
        if line is not None and line.id == self._blamed:
            return
        self._blamed = None
        hint = next(
            (each.hint for each in self._fields if line is not None and line.id == f"field-{each.name}"), ""
        )
        self._say(hint, "dim")

    def on_input_changed(self) -> None:
        """Takes back a first Escape."""
        self._leaving = False

    def action_take(self) -> None:
        """Hands the lines over, or says why they cannot be taken."""
        values, self._blamed = self.values, None
        agreed = self._offered[1] if self._offered[0] == values else Agreed()
        try:
            self._settle(values, agreed)
        except Offer as offer:
            self._offered = values, agreed.and_to(offer)
            self._say(str(offer), "warn")
        except RuleBroken as broken:
            self._refuse(broken)
        else:
            self.dismiss()

    def _refuse(self, broken: RuleBroken) -> None:
        """Says why not, by the label of the line that is to blame, and goes to that line."""
        said = str(broken)
        for each in self._fields:
            if each.name == broken.field:
                line = self._line(each.name)
                self._blamed = line.id
                line.focus()
                said = said.replace(broken.field.replace("_", " ").capitalize(), each.label, 1)
        self._say(said, "warn")

    def action_back(self) -> None:
        """Goes back; what was typed goes only with a second Escape."""
        changed = any(each.value.strip() != self.values[each.name] for each in self._fields)
        if changed and not self._leaving:
            self._leaving = True
            self._say("Enter saves; Esc once more drops what you typed here.", "warn")
        else:
            self.dismiss()

    def _say(self, text: str, tone: str) -> None:
        self.query_one("#says", Lines).show([[(text, tone)]])
