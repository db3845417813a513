"""What screens that show running lists can do with the one under the cursor; each change is one step."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import ClassVar

from textual.binding import BindingType

from models.access_facts import HeldAccess
from models.checklist_text import checklist_sent
from models.dates import read_date, read_nearest_date
from models.document import Document, RuleBroken
from models.dossier import Dossier
from models.gates import Facts
from models.helpers import Helper, HelperKind, crew
from models.offboarding import with_register
from models.onboarding import Checklist
from models.secrets import looks_secret
from models.templates import Purpose, Template
from tui import register, wording
from tui.checklist_templates import copied_from, for_purpose
from tui.desk_screen import DeskScreen
from tui.dialogs.form import Field, Form, read_yes
from tui.dialogs.menu import Choice, Menu
from tui.hand_off import copy_markdown
from tui.leaving import ask_to_leave
from tui.onboarding_keys import LIST_KEYS
from tui.widgets.prompt import Agreed, Question

USUAL_START = timedelta(days=7)
"""How far ahead a first day is suggested where none is known."""


class OnboardingVerbs(DeskScreen):
    """A screen with running lists; a concrete one says which is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = LIST_KEYS

    @property
    def checklist(self) -> Checklist | None:
        """The list under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.checklist

    @property
    def helper(self) -> Helper | None:
        """Whose list it is."""
        return self.desk.helpers.get(self.checklist.helper) if self.checklist else None

    @property
    def facts(self) -> Facts:
        """The papers and accesses that lists rest on today."""
        return register.facts(self.desk, self.today)

    def alter(
        self,
        label: str,
        verb: Callable[[Checklist], Checklist],
        says: Callable[[Checklist], str] | None = None,
    ) -> None:
        """Saves what a verb makes of the list under the cursor, in one step, or says why not.

        Args:
            label: what is done, in the owner's words.
            verb: makes the changed list of the one that is in the file then.
            says: what is said besides of the list as it is then.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """
        checklist = self.checklist
        if checklist is None:
            self.say("There is no list under the cursor.", "dim")
            return
        try:
            with self.settling(label) as desk:
                changed = desk.checklists.put(verb(desk.checklists.get(checklist.uid) or checklist))
        except RuleBroken as broken:
            if self.is_asking:  # what was typed stays on the line
                raise
            self.say(str(broken), "warn")
        else:
            self.say(" · ".join(filter(None, (label, says(changed) if says else "", self.undoes))))

    def action_edit(self) -> None:
        """Opens the days and the conditions of the list as a form."""
        checklist = self.checklist
        if checklist is None:
            return
        conditions = list(dict.fromkeys(item.condition for item in checklist.items if item.condition))
        days = ("start", "end", "cancel_by")
        hints = ("the first day of work", "the last day of work", "the last day on which it can be cancelled")
        labels = ("First day", "Last day", "Cancel by")
        shown = days[:1] if checklist.purpose is Purpose.START else days
        fields = [
            Field(day, label, said.isoformat() if (said := getattr(checklist, day)) else "", hint)
            for day, label, hint in zip(days, labels, hints, strict=True)
            if day in shown
        ]
        fields += [
            Field(f"c{n}", said.capitalize(), "yes" if said in checklist.conditions else "no", "yes or no")
            for n, said in enumerate(conditions)
        ]

        def settle(values: dict[str, str], agreed: Agreed) -> None:
            read = {
                # the first and the last day may well be past, the day to cancel by is still ahead
                day: (read_date if day == "cancel_by" else read_nearest_date)(text, today=self.today)
                if (text := values[day])
                else None
                for day in shown
            }
            if read["start"] is None:
                raise RuleBroken("Give the first day: everything is counted from it.", "start")
            changed = checklist.but(**read)
            for n, said in enumerate(conditions):
                is_so = read_yes(values[f"c{n}"], said)
                if is_so is not (said in checklist.conditions):
                    at, today, who = self.now(), self.today, self.desk.who
                    changed = changed.supposing(said, is_so, at=at, today=today, who=who)
            with self.settling(f"Edit {checklist.ref}") as desk:
                desk.checklists.put(self.resolved(changed, agreed))

        self.app.push_screen(Form(f"{checklist.ref} {checklist.name}"[:70], fields, settle))

    def action_copy(self) -> None:
        """Copies the list as the helper may see it."""
        if (checklist := self.checklist) is not None:
            text = checklist_sent(checklist, self.facts, self.business)
            if any(looks_secret(line) for line in text.split("\n")):
                self.say(f"{checklist.ref} holds what looks like a password: take it out first.", "warn")
                return
            copy_markdown(self, checklist.ref, text, f"{checklist.ref} for {checklist.name}")

    def action_register(self) -> None:
        """Takes over what has come into the access register since the list for leaving was made."""
        checklist, helper = self.checklist, self.helper
        if checklist is None or helper is None:
            return
        template = copied_from(self.desk, checklist, helper)
        if checklist.purpose is Purpose.START or template is None:
            self.say("Only a list for leaving has lines from the access register.", "dim")
            return

        def renewed(old: Checklist) -> Checklist:
            return with_register(old, template, HeldAccess.all_of(self.desk.grants, self.desk.systems))

        fresh = len(renewed(checklist).items) - len(checklist.items)
        if not fresh:
            self.say("Nothing has come into the access register since.", "dim")
            return
        self.alter(f"Take {wording.count(fresh, 'line')} from the register into {checklist.ref}", renewed)

    def action_leave(self) -> None:
        """Off-boards whose list it is."""
        if (helper := self.helper) is not None:
            ask_to_leave(self, helper)


def ask_to_start(screen: OnboardingVerbs) -> None:
    """Asks who begins, and then from which template and on which day."""
    lists = {each.helper: each for each in screen.desk.checklists if each.archived is None}
    helpers = {each.number: each for each in crew(screen.desk.helpers)}
    listed = sorted(helpers.values(), key=lambda each: each.uid in lists)
    choices = [
        Choice(
            each.number,
            each.ref,
            each.name,
            f"has {lists[each.uid].ref} already" if each.uid in lists else str(each.kind),
        )
        for each in listed
    ]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            helper = helpers[answer]
            _choose_template(screen, helper.name, helper)
        elif isinstance(answer, str):
            _choose_template(screen, answer, None)

    title = "Who begins? A new name is a new helper"
    screen.app.push_screen(Menu(title, choices, lead_width=4, typed=True), chosen)


def _choose_template(screen: OnboardingVerbs, name: str, helper: Helper | None) -> None:
    kinds: Sequence[HelperKind] = [helper.kind] if helper else list(HelperKind)
    found = {each.uid: each for kind in kinds for each in for_purpose(screen.desk, kind, Purpose.START)}
    choices = [
        Choice(
            each.uid,
            str(each.kind),
            each.name,
            f"{wording.count(len(each.items), 'item')}{', yours' if each.number else ''}",
        )
        for each in found.values()
    ]

    def chosen(answer: object) -> None:
        if isinstance(answer, str):
            template = found[answer]
            _ask_for_start(screen, template, helper or Helper.of(name=name, kind=template.kind))

    screen.app.push_screen(Menu(f"Which list for {name}?"[:70], choices), chosen)


def _ask_for_start(screen: OnboardingVerbs, template: Template, helper: Helper) -> None:
    in_full = Dossier.as_far_as_sound(helper)
    engagement = in_full.engagement(screen.today)
    usual = engagement.start if engagement and engagement.start else screen.today + USUAL_START

    def copied(text: str) -> Checklist:
        return Checklist.copying(
            template,
            name=helper.name,
            helper=helper.uid,
            start=read_nearest_date(text, today=screen.today),
            made_on=screen.today,
        )

    def preview(text: str) -> str:
        made = copied(text)
        dues = filter(None, (made.due(item, screen.business) for item in made.lines))
        first = wording.day(min(dues, default=made.start), screen.today)
        things = wording.count(len(made.lines), "thing")
        begins = wording.day(made.start, screen.today)
        return f"{helper.name} begins {begins}: {things} to settle, the first by {first}."

    def settle(text: str, agreed: Agreed) -> None:
        made = copied(text)
        with screen.settling(f"Start a list for {helper.name}") as desk:
            if helper.is_new:
                desk.helpers.put(helper)
            kept = register.put_list(desk, made, screen.today)
        screen.open_page("checklist", kept.uid)

    label = f"On which day does {helper.name} begin? mon, 4may, 1w"
    screen.ask(Question(label, settle, preview, usual.isoformat()))
