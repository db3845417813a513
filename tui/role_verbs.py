"""What the list of roles can do with the one under the cursor; each change is one step."""

from typing import ClassVar

from textual.binding import BindingType

from models.document import Document, RuleBroken
from models.role_text import posting_line, read_posting, read_role, role_markdown
from models.roles import Role
from models.telling import left_open
from tui import role_form, wording
from tui.dialogs.menu import Choice, Menu
from tui.editor import edit_text
from tui.going_ahead import GoingAhead
from tui.keys import bound
from tui.widgets.prompt import Agreed, Question


class RoleVerbs(GoingAhead):
    """A screen with roles to write, open and close; a concrete one says which is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "role.open", "its candidates: as a board, as a list, side by side"),
        bound(
            "n", "add", "New role", "role.add", "for an activity, chosen by a part of its name, or a new one"
        ),
        bound("e", "edit", "Edit", "role.edit", "kind, activities, hours, budget, start, data class"),
        bound(
            "E", "write", "Editor", "role.write", "criteria, knock-outs, questions, sources, in your editor"
        ),
        bound(
            "L", "begin", "Open search", "role.begin", "the search is on; also one that was decided or ended"
        ),
        bound("r", "record", "Record", "role.record", "a source: job board: FinCopy, cost 35, opened 20mar"),
        bound("x", "put_away", "End search", "role.away", "nobody is looked for any more; again archives it"),
        bound("c", "bring_back", "Bring back", "role.back", "a role from the archive"),
        bound("R", "duel", "Duel", "role.duel", "assistant, freelancer, agency, software or dropping it"),
        bound("y", "copy", "Copy", "role.copy", "the comparison as Markdown, on the clipboard and in a file"),
        bound("i", "why", "Why", "role.why", "what the order of its candidates rests on"),
    ]

    @property
    def role(self) -> Role | None:
        """The role under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.role

    @property
    def subject(self) -> tuple[str, str]:
        """The uid and the name of the role under the cursor."""
        return (self.role.uid, f"{self.role.ref} {self.role.title}") if self.role else ("", "")

    def shown_role(self, role: Role) -> None:
        """Puts the cursor on a role that was just made."""

    def _put(self, label: str, changed: Role, says: str = "") -> None:
        with self.settling(label) as desk:
            desk.roles.put(changed)
        self.say(" · ".join(filter(None, (label, says, self.undoes))))

    # Writing

    def action_add(self) -> None:
        """Asks which work help is sought for, and makes the role."""

        def added(role: Role) -> None:
            self.shown_role(role)
            opens, edits = self.key_for("role.begin"), self.key_for("role.edit")
            self.say(f"Added {role.ref} · {edits} says more, {opens} opens the search · {self.undoes}")

        role_form.choose_work(self, added)

    def action_edit(self) -> None:
        """Opens the role's form."""
        if (role := self.role) is not None:
            role_form.open_role(self, role)

    def action_write(self) -> None:
        """Opens what the role asks for in the owner's own editor."""
        role, currency = self.role, self.business.currency
        if role is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            changed = read_role(text, role, currency=currency, today=self.today).on(role)
            with self.settling(f"Edit {role.ref}") as desk:
                desk.roles.put(self.resolved(changed, agreed))

        try:
            written = edit_text(self, role_markdown(role, currency), ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say(f"Edit {role.ref} · {self.undoes}" if written else "Nothing was changed.", "dim")

    def action_record(self) -> None:
        """Asks for a place where the role is advertised or searched for."""
        role, currency = self.role, self.business.currency
        if role is None:
            return

        def preview(text: str) -> str:
            posting = read_posting(text, currency=currency, today=self.today, known=role.postings)
            new = all(each.key != posting.key for each in role.postings)
            return f"{'New source' if new else 'As it stands now'}: {posting_line(posting, currency)}"

        def settle(text: str, agreed: Agreed) -> None:
            posting = read_posting(text, currency=currency, today=self.today, known=role.postings)
            self._put(f"Source of {role.ref}", role.posted(posting))

        self.ask(Question(f"Source of {role.ref}: job board: FinCopy, cost 35, fee 5 %", settle, preview))

    # How the search goes

    def action_begin(self) -> None:
        """Opens the search."""
        role = self.role
        if role is None:
            return
        at, who, cards = self.now(), self.desk.who, list(self.desk.cards)

        def deed(despite: str) -> None:
            now = self.desk.roles[role.number]
            self._put(f"Open {role.ref}", now.opened(cards, at=at, who=who, despite=despite))

        self.attempt(deed)

    def action_put_away(self) -> None:
        """Ends a search that is on; puts one that is over, or was never begun, into the archive."""
        role = self.role
        if role is None:
            return
        if role.archived:
            self.say(f"{role.ref} is in the archive: {self.key_for('role.back')} brings it back.", "dim")
            return
        if role.is_on:
            waiting = left_open(role.cancelled(), self.desk.candidates.having(role=role.uid))
            says = f"{wording.count(len(waiting), 'candidate')} to be told" if waiting else ""
            self.attempt(lambda despite: self._put(f"End {role.ref}", role.cancelled(), says))
        else:
            self.attempt(lambda despite: self._put(f"Archive {role.ref}", role.put_away(at=self.now())))

    def action_bring_back(self) -> None:
        """Takes a role out of the archive."""
        if (role := self.role) is not None:
            self.attempt(lambda despite: self._put(f"Bring back {role.ref}", role.brought_back()))

    # Looking closer

    def action_open(self) -> None:
        """Opens the role's candidates."""
        if (role := self.role) is not None:
            self.open_page("role", role.uid)

    def action_duel(self) -> None:
        """Opens the ways to be rid of the work, side by side."""
        role = self.role
        served = [each for uid in role.activities if (each := self.desk.activities.get(uid))] if role else []
        if len(served) > 1:
            choices = [Choice(each.uid, each.ref, each.name) for each in served]
            self.app.push_screen(Menu("The duel of which work?", choices, lead_width=4), self._duel_of)
        elif served:
            self._duel_of(served[0].uid)
        else:
            self.say("The duel is about an activity: say which one the role serves first.", "dim")

    def _duel_of(self, activity: object) -> None:
        if isinstance(activity, str):
            self.open_page("duel", activity)

    def action_copy(self) -> None:
        """Copies the comparison of the role's candidates."""
        if (role := self.role) is not None:
            from tui.comparison_export import copy_comparison

            copy_comparison(self, role)

    def action_why(self) -> None:
        """Shows what the order of the role's candidates rests on."""
        from models.deciding import comparison
        from models.scorecard_working import order_working
        from tui.dialogs.reading import Reading

        if (role := self.role) is not None:
            there = self.desk.candidates.having(role=role.uid)
            found = comparison(role, there, today=self.today, me=self.rater)
            title = f"How the candidates for {role.ref} {role.title} stand"[:70]
            self.app.push_screen(Reading(title, order_working(found)))
