"""What screens that show procedures can do with the one under the cursor."""

from typing import ClassVar

from textual.binding import BindingType

from models.brief import split_points
from models.dates import quoted
from models.document import Document, RuleBroken
from models.helpers import Helper
from models.procedure import Procedure, ReadinessLevel, named
from models.procedure_text import (
    ProcedureText,
    RunLine,
    procedure_markdown,
    read_procedure,
    read_run,
    who_ran,
)
from models.secrets import looks_secret
from store import Workspace
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form
from tui.dialogs.reading import Reading
from tui.editor import edit_text
from tui.hand_off import copy_procedure
from tui.keys import bound
from tui.procedure_account import ProcedureAccount
from tui.widgets.prompt import Agreed, Question

SPARE_STEPS = 3
"""Empty lines that a form offers below the steps that are there."""


class ProcedureVerbs(DeskScreen):
    """A screen with procedures to write, run and put away; a concrete one says which they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("n", "add", "New procedure", "procedure.add", "by its name; the steps come later"),
        bound("e", "edit", "Edit", "procedure.edit", "the name and the steps, one a line"),
        bound("E", "write", "Editor", "procedure.write", "name and steps as text, in your own editor"),
        bound("r", "run", "Run", "procedure.run", "somebody has done it: who, from the notes or not"),
        bound("y", "copy", "Copy", "procedure.copy", "the steps as Markdown, on the clipboard and in a file"),
        bound("i", "why", "Why", "procedure.why", "what its readiness rests on"),
        bound("x", "archive", "Archive", "procedure.archive", "off the list; what cards say of it stays"),
        bound("c", "bring_back", "Bring back", "procedure.back", "from the archive"),
    ]

    @property
    def procedure(self) -> Procedure | None:
        """The procedure under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.procedure

    def shown(self, procedure: Procedure) -> None:
        """Puts the cursor on a procedure that was just made, or goes on with it."""

    @property
    def step(self) -> int:
        """The number of the step under the cursor, 1 where none is."""
        return 1

    def account(self, procedure: Procedure) -> ProcedureAccount:
        """Returns what can be said of a procedure today."""
        return ProcedureAccount(procedure, self.desk, today=self.today, zone=self.zone)

    # Writing

    def action_add(self) -> None:
        """Asks for the name of a new procedure and puts the cursor on it."""

        def settle(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Give it a name, such as Inbox rules, or press Esc.")
            with self.settling("Add a procedure") as desk:
                made = desk.procedures.put(named(text, desk.procedures))
            self.shown(made)
            write = f"{self.key_for('procedure.edit')} writes its steps"
            self.say(f"Added {made.ref} {made.title} · {write} · {self._undo}")

        self.ask(Question("New procedure: its name", settle))

    def action_edit(self) -> None:
        """Opens the name and the steps as a form, one step a line."""
        procedure = self.procedure
        if procedure is None:
            return
        steps = [step.text for step in procedure.steps]
        shown = {f"step{n}": text for n, text in enumerate([*steps, *[""] * SPARE_STEPS], start=1)}
        hint = "one step; empty leaves it out, ; makes two steps of one"

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            if any(looks_secret(text) for text in values.values()):
                agreed.require("That looks like a password: Enter again saves it here all the same.")
            said = [
                part
                for name, was in shown.items()
                for part in ([was] if values[name] == was else split_points(values[name]))
            ]
            self._rewrite(procedure, ProcedureText(values["title"], tuple(said)), agreed)

        fields = [Field("title", "Name", procedure.title, "what it is called")]
        fields += [Field(name, f"Step {name[4:]}", text, hint) for name, text in shown.items()]
        focus = f"step{min(self.step, len(shown))}"
        form = Form(f"{procedure.ref} {procedure.title}"[:70], fields, settle, focus=focus)
        self.app.push_screen(form, lambda _: self._say_written(procedure))

    def action_write(self) -> None:
        """Opens the name and the steps in the owner's own editor."""
        procedure = self.procedure
        if procedure is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            self._rewrite(procedure, read_procedure(text), agreed)

        try:
            written = edit_text(self, procedure_markdown(procedure), ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self._say_written(procedure)
            if not written:
                self.say("Nothing was changed.", "dim")

    def _rewrite(self, procedure: Procedure, text: ProcedureText, agreed: Agreed) -> None:
        with self.settling(f"Edit {procedure.ref}") as desk:
            saved = desk.procedures.get(procedure.uid) or procedure
            # whether the old steps stay depends on who ran them by now
            changed = text.on(procedure, at=self.now(), who=desk.who, runs=saved.runs)
            if changed.versions != procedure.versions and procedure.is_behind(saved):
                agreed.require(
                    f"{saved.ref} has other steps by now, version {len(saved.versions)}: "
                    "the same again puts yours in their place."
                )
            desk.procedures.put(self.resolved(changed, agreed))

    def _say_written(self, before: Procedure) -> None:
        """Says what stands now where that differs from what stood before."""
        now = self.desk.procedures.get(before.uid)
        if now is None or now.rev == before.rev:
            return
        if any(looks_secret(step.text) for step in now.steps):
            self.say(f"{now.ref} holds what looks like a password: name the vault it is in instead.", "warn")
            return
        found = self.account(now)
        self.say(" · ".join(filter(None, (f"{now.ref} {found.version}", found.how_ready, self._undo))))

    @property
    def _undo(self) -> str:
        return f"{self.key_for('undo')} undoes"

    # Running

    def action_run(self) -> None:
        """Asks who has done it, from the notes or not, and what was unclear."""
        procedure = self.procedure
        if procedure is None:
            return
        at = self.now()

        def read(text: str, saved: Procedure) -> tuple[Procedure, Helper | None]:
            line: RunLine = read_run(text)
            helper, owner = who_ran(line, self.desk.helpers, self.business.people, me=self.desk.who)
            ran = saved.ran(
                at=at,
                by=procedure.version,
                helper=helper.uid if helper else None,
                owner=owner,
                from_the_notes=line.from_the_notes,
                unclear=line.unclear,
            )
            return ran, helper

        def preview(text: str) -> str:
            ran, helper = read(text, procedure)
            said = self.account(ran).ran(ran.runs[-1])
            if helper is not None and helper.is_new:
                said = said.replace("somebody", f"{helper.name} (new)", 1)
            return f"{said} · {_leaves(self.account(ran))}"

        def settle(text: str, agreed: Agreed) -> None:
            _, helper = read(text, procedure)
            if helper is not None and helper.is_new:
                agreed.require(f"There is no helper {quoted(helper.name)} yet: Enter again adds them.")
            with self.settling(f"Run {procedure.ref}") as desk:
                ran, helper = read(text, desk.procedures.get(procedure.uid) or procedure)
                if helper is not None and helper.is_new:
                    desk.helpers.put(helper)
                saved = desk.procedures.put(ran)
            self.say(f"{saved.ref} {self.account(saved).how_ready} · {self._undo}")

        if procedure.steps:
            self.ask(Question(f"Run of {procedure.ref}: @name from notes; what was unclear", settle, preview))
        else:
            key = self.key_for("procedure.edit")
            self.say(f"{procedure.ref} has no steps that anybody could go by: {key} writes them.", "warn")

    def action_why(self) -> None:
        """Shows what the readiness rests on."""
        if (procedure := self.procedure) is not None:
            title = f"How ready is {procedure.ref} {procedure.title}?"[:70]
            self.app.push_screen(Reading(title, list(self.account(procedure).why())))

    def action_copy(self) -> None:
        """Copies the steps as Markdown."""
        if (procedure := self.procedure) is not None:
            copy_procedure(self, procedure)

    # The archive

    def action_archive(self) -> None:
        """Takes it off the list."""
        procedure = self.procedure
        if procedure is None:
            return
        if procedure.archived:
            self.say(
                f"{procedure.ref} is in the archive: {self.key_for('procedure.back')} brings it back.", "dim"
            )
        else:
            self._put(f"Archive {procedure.ref}", procedure.put_away(at=self.now()))

    def action_bring_back(self) -> None:
        """Puts it on the list again."""
        procedure = self.procedure
        if procedure is None:
            return
        if procedure.archived:
            self._put(f"Bring back {procedure.ref}", procedure.brought_back())
        else:
            self.say(f"{procedure.ref} is not in the archive.", "dim")

    def _put(self, label: str, changed: Procedure) -> None:
        def change(desk: Workspace) -> None:
            desk.procedures.put(changed)

        if self.saved(label, change):
            self.say(f"{label} · {self._undo}")


def _leaves(account: ProcedureAccount) -> str:
    """Returns how ready a run leaves a procedure."""
    found = account.readiness.level
    return "so it is ready" if found is ReadinessLevel.READY else f"so it stays {found}"
