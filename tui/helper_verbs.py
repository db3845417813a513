"""What every screen that shows helpers can do with the one under the cursor; each change is one step."""

from collections.abc import Callable, Hashable
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, TypeVar

from textual.binding import BindingType

from models.access_parts import AccessStep
from models.access_register import Access
from models.capacity import WorkedWeek, usage
from models.card_parts import Party
from models.dates import monday_of
from models.document import Document, Part, RuleBroken
from models.dossier import Dossier
from models.evidence_line import split_word
from models.feedback import FeedbackKind, earned
from models.goals import Goal
from models.helpers import HelperKind
from models.reviews import ReviewKind, next_review
from models.secrets import looks_secret
from models.when import read_duration
from tui import helper_forms, helper_talks, register, wording
from tui.access_forms import ask_for_access
from tui.access_verbs import AccessVerbs
from tui.dialogs.form import read_number
from tui.dialogs.menu import Choice, Menu
from tui.editor import edit_text
from tui.hand_off import copy_markdown
from tui.helper_account import HelperAccount
from tui.helpers_keys import HELPER_KEYS
from tui.leaving import ask_to_leave
from tui.widgets.prompt import Agreed, Question

P = TypeVar("P", bound=Part)


class HelperVerbs(AccessVerbs):
    """A screen with helpers; a concrete one says which is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = HELPER_KEYS

    @property
    def helper(self) -> Dossier | None:
        """The helper under the cursor, in full."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.access.grant if self.access else self.helper

    def account(self, helper: Dossier) -> HelperAccount:
        """Returns what says everything about a helper."""
        accesses = register.accesses(self.desk, self.today)
        return HelperAccount(helper, self.desk, now=self.now(), zone=self.zone, accesses=accesses)

    def alter_helper(
        self, does: str, verb: Callable[[Dossier], Dossier], *, of: Dossier | None = None
    ) -> None:
        """Saves what a verb makes of a helper, in one step.

        Args:
            does: what is done, in a word or two.
            verb: is given the helper as it is in the file by then.
            of: whom a question was asked about; without one it is the helper under the cursor.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """
        helper = of or self.helper
        if helper is None:
            self.say("There is no helper under the cursor.", "dim")
            return

        def deed(despite: str) -> None:
            label = f"{does} · {helper.ref} {helper.name}"[:70]
            with self.settling(label) as desk:
                found = desk.helpers.get(helper.uid)
                if found is None:
                    raise RuleBroken(f"{helper.ref} {helper.name} is gone: another session removed it.")
                desk.helpers.put(verb(Dossier.on(found)))
            self.say(f"{label} · {self.undoes}")

        self.attempt(deed)

    def alter_part(self, does: str, part: P, verb: Callable[[P], P], *, of: Dossier | None = None) -> None:
        """Saves what a verb makes of a part of a helper's record, as it is by then, in one step.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """
        self.alter_helper(does, lambda each: each.altered(part, verb), of=of)

    # The helper as a whole

    def action_edit(self) -> None:
        """Opens the helper's form."""
        if (helper := self.helper) is not None:
            helper_forms.open_helper(self, helper)

    def action_write(self) -> None:
        """Opens what to know before the helper is called again in the owner's editor."""
        helper = self.helper
        if helper is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            if looks_secret(text):
                agreed.require("That looks like a password, which belongs in a vault.")
            with self.settling(f"Notes on {helper.ref} {helper.name}"[:70]) as desk:
                desk.helpers.put(self.resolved(helper.but(call_again=text), agreed))

        try:
            written = edit_text(self, helper.call_again, ".md", settle)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.say(f"Notes on {helper.ref} · {self.undoes}" if written else "Nothing was changed.", "dim")

    def action_leave(self) -> None:
        """Asks for the last day, and opens the list for leaving."""
        if (helper := self.helper) is not None:
            ask_to_leave(self, helper)

    def action_copy(self) -> None:
        """Copies the helper's page as the helper may see it."""
        helper = self.helper
        if helper is None:
            return
        text = register.page_sent(self.desk, helper, self.today)
        copy_markdown(self, helper.ref, text, f"the page for {helper.name}")

    def action_archive(self) -> None:
        """Takes a helper off the strip; one whose access is not seen to be gone is off-boarded instead."""
        helper, at = self.helper, self.now()
        if helper is None:
            return
        if helper.archived:
            self.say(f"{helper.name} is not here any more: {self.key_for('helper.done')} brings back.", "dim")
        else:
            self.alter_helper("No longer here", lambda each: each.put_away(at, self.desk.grants), of=helper)

    def action_security(self) -> None:
        """Opens the transfers and incidents."""
        self.open_page("security")

    def action_assign(self) -> None:
        """Asks for an access."""
        if (helper := self.helper) is not None:
            ask_for_access(self, helper, None)

    # Recording

    def action_record(self) -> None:
        """Offers what can be recorded of the helper: numbers of goals first."""
        helper = self.helper
        if helper is None:
            return
        running = [goal for goal in helper.goals if goal.ending is None and goal.agreed_on]
        choices = [
            Choice(goal.key, "number", goal.title, f"from the {goal.source}; target {goal.target:g}")
            for goal in running
        ]
        if helper.kind is not HelperKind.SOFTWARE:
            choices += [
                Choice("talk", "talk", "Check-in", "notes, what was agreed, or who did not come"),
                Choice("hours", "hours", "Hours worked", "in the last whole week"),
            ]
        choices += [
            Choice("review", "review", "Review", "its questions, and keep, expand, adjust, replace or stop"),
            Choice("breach", "breach", "Agreement on talking not kept", "by the helper, or by us"),
        ]
        goals = {goal.key: goal for goal in running}

        def taken(what: Hashable | None) -> None:
            if what in goals:
                self.ask_number(goals[str(what)])
            elif what == "talk":
                helper_talks.open_talk(self, helper, None, self.account(helper).agenda())
            elif what == "hours":
                self.ask_hours()
            elif what == "review":
                self.ask_review(helper)
            elif what == "breach":
                self._ask_breach(helper)

        self.app.push_screen(Menu(f"Record of {helper.name}"[:70], choices), taken)

    def ask_number(self, goal: Goal) -> None:
        """Asks for a value of a goal."""
        helper = self.helper

        def measured(text: str, each: Goal) -> Goal:
            value, _, note = text.partition(";")
            return each.measured(read_number(value.strip(), goal.title), self.today, note.strip())

        def preview(text: str) -> str:
            found = measured(text, goal)
            return f"{goal.title}: {found.state(self.today)}, {found.trend}"

        def settle(text: str, agreed: Agreed) -> None:
            does = f"{goal.title[:30]}: {text[:10]}"
            self.alter_part(does, goal, lambda each: measured(text, each), of=helper)

        self.ask(Question(f"{goal.title[:40]} in {goal.unit or 'numbers'} today; a note", settle, preview))

    def ask_hours(self, week: date | None = None) -> None:
        """Asks for the hours worked in a week; without one it is the last whole week."""
        asked, helper = week or monday_of(self.today) - timedelta(days=7), self.helper

        def read(text: str) -> WorkedWeek:
            length, _, note = text.partition(";")
            return WorkedWeek.in_week(asked, read_duration(length.strip()), note.strip())

        def preview(text: str) -> str:
            hours, terms = read(text), helper and helper.engagement(self.today)
            said = f"{wording.duration(hours.minutes)} in the week of {wording.short_day(asked)}"
            return " · ".join(filter(None, (said, usage(terms, hours.minutes) if terms else "")))

        def settle(text: str, agreed: Agreed) -> None:
            hours, does = read(text), f"Hours in the week of {wording.short_day(asked)}"
            self.alter_helper(does, lambda each: each.with_part(hours), of=helper)

        label = f"Hours worked in the week of {wording.short_day(asked)}, as in 7h30; a note"
        self.ask(Question(label, settle, preview))

    def ask_review(self, helper: Dossier) -> None:
        """Opens the review that is due; where none is, lets one be chosen."""
        due = next_review(helper.began_on, helper.reviews, self.business) if helper.began_on else None
        if due and due.on <= self.today:
            helper_talks.open_review(self, helper, None, due.kind)
            return
        usual = due.kind if due else ReviewKind.QUARTERLY
        kinds = sorted(ReviewKind, key=lambda kind: kind is not usual)

        def taken(kind: Hashable | None) -> None:
            if kind is not None:
                helper_talks.open_review(self, helper, None, ReviewKind(str(kind)))

        choices = [Choice(kind.value, "", kind.value, kind.intent) for kind in kinds]
        self.app.push_screen(Menu(f"Which review of {helper.name}?"[:70], choices), taken)

    def _ask_breach(self, helper: Dossier) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            side, what = split_word(text, (Party.OWNER, Party.HELPER))
            self.alter_helper(
                "Talking not kept",
                lambda each: each.but(comms=each.comms.broken(side, self.today, what)),
                of=helper,
            )

        self.ask(Question("Who did not keep it, and what? helper: no reply for two days", settle))

    def action_feedback(self) -> None:
        """Offers feedback and thanks; for a program, a ticket to its maker."""
        helper = self.helper
        if helper is None:
            return
        if helper.kind is HelperKind.SOFTWARE:
            helper_talks.open_ticket(self, helper, None)
            return
        account = self.account(helper)
        due = earned(helper.goals, account.cards, helper.recognition, today=self.today, zone=self.zone)
        give = partial(helper_talks.open_feedback, self, helper, None)
        ways: dict[str, Callable[[], None]] = {
            **{each.says: partial(helper_talks.open_thanks, self, helper, None, each) for each in due},
            "What is to go on": partial(give, FeedbackKind.REINFORCING),
            "What is to change": partial(give, FeedbackKind.CORRECTIVE),
            "Thanks": partial(helper_talks.open_thanks, self, helper, None),
        }
        says = {
            "What is to go on": "situation, behaviour, impact",
            "What is to change": "situation, behaviour, impact, and the next step",
            "Thanks": "for a goal that was met or a card that went well",
        }

        def taken(what: Hashable | None) -> None:
            if what is not None:
                ways[str(what)]()

        choices = [Choice(way, "", way, says.get(way, "thanks are earned")) for way in ways]
        self.app.push_screen(Menu(f"To {helper.name}"[:70], choices), taken)

    # What a line under the cursor may do; on a list of helpers there is none

    def no_line(self) -> None:
        """Says that the cursor is on no line that this could be done with."""
        self.say("There is nothing like that under the cursor.", "dim")

    def action_done(self) -> None:
        """Does what the access under the cursor asks for next; brings back a helper who was put away."""
        access, helper = self.access, self.helper
        if access is not None:
            self.do_next(access)
        elif helper is not None and helper.archived:
            self.alter_helper("Bring back", lambda each: each.but(archived=None))
        else:
            self.no_line()

    def do_next(self, access: Access) -> None:
        """Does the step that an access asks for next."""
        if step := access.next_step:
            self.take_step(access, step)
        else:
            self.say(f"{access.grant.ref} is {access.state}: nothing is left to do.", "dim")

    def action_sign_off(self) -> None:
        """Approves the access under the cursor."""
        if (access := self.access) is not None:
            self.take_step(access, AccessStep.APPROVE)
        else:
            self.no_line()

    def action_due(self) -> None:
        """Asks for another last day of the access under the cursor."""
        if (access := self.access) is not None:
            self.take_step(access, AccessStep.EXTEND)
        else:
            self.no_line()

    def action_suspend(self) -> None:
        """Switches the access under the cursor off for a while, or on again."""
        if (access := self.access) is not None:
            self.take_step(access, access.switching_step)
        else:
            self.no_line()

    def action_why(self) -> None:
        """Shows the working behind the access under the cursor."""
        if (access := self.access) is not None:
            self.explain_access(access)
        else:
            self.no_line()
