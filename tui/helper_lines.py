"""What can be done with one line of a helper's page: its form, its last day, its end."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date

from models.capacity import WorkedWeek
from models.check_ins import Action, CheckIn
from models.dates import read_date
from models.document import Part
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.feedback import Feedback, Recognition, Ticket, earned
from models.goals import Goal
from models.reviews import Review
from tui import helper_forms, helper_talks, wording
from tui.access_forms import ask_for_access
from tui.dialogs.menu import Choice, Menu
from tui.helper_steps import HelperSteps, engagement_of, talk_of
from tui.widgets.prompt import Agreed, Question

PAGES = {"card": "card", "list": "checklist", "procedure": "procedure"}
"""The kinds of lines that lead to a page, and its name."""


class HelperLines(HelperSteps):
    """A screen with one helper, whose lines open, are dated and come off the list."""

    # Opening

    def action_edit(self) -> None:
        """Opens the form of the line; where it has none, the helper's."""
        if not self.open_form():
            super().action_edit()

    def action_open(self) -> None:
        """Opens what the line leads to: a page, the steps of an access or of the terms, a form."""
        helper, line, access = self.helper, self.line, self.access
        if helper is None or line is None:
            return
        if line.kind in PAGES:
            self.open_page(PAGES[line.kind], line.key)
        elif access is not None:
            self.choose_step(access)
        elif isinstance(self.part, Engagement):
            self.choose_terms_step(helper, self.part)
        elif line.kind == "point" and self.desk.cards.get(line.key):
            self.open_page("card", line.key)
        elif not self.open_form():
            super().action_edit()

    def open_form(self) -> bool:
        """Opens the form of the line under the cursor; False where it has none."""
        helper, line, part, paper = self.helper, self.line, self.part, self.paper
        if helper is None or line is None:
            return False
        if paper is not None:
            helper_forms.open_paper(self, helper, paper)
        elif line.kind == "away":
            self.say(f"This is put away: {self.key_for('helper.done')} brings it back.", "dim")
        elif line.kind == "new":
            self.make(line.key)
        elif line.kind in ("rule", "comms"):
            self.make(line.kind)
        elif line.kind == "review_due":
            self.ask_review(helper)
        elif line.kind == "earned":
            due = earned(
                helper.goals, self.account(helper).cards, helper.recognition, today=self.today, zone=self.zone
            )
            found = next((each for each in due if line.key in (each.goal, each.card)), None)
            helper_talks.open_thanks(self, helper, None, found)
        else:
            return part is not None and self._open_part(helper, part)
        return True

    def _open_part(self, helper: Dossier, part: Part) -> bool:
        if isinstance(part, Engagement):
            helper_forms.open_terms(self, helper, part)
        elif isinstance(part, Milestone):
            helper_forms.open_milestone(self, helper, engagement_of(helper, part), part)
        elif isinstance(part, Goal):
            helper_forms.open_goal(self, helper, part)
        elif isinstance(part, CheckIn | Action):
            talk = part if isinstance(part, CheckIn) else talk_of(helper, part)
            helper_talks.open_talk(self, helper, talk)
        elif isinstance(part, Feedback):
            helper_talks.open_feedback(self, helper, part)
        elif isinstance(part, Ticket):
            helper_talks.open_ticket(self, helper, part)
        elif isinstance(part, Recognition):
            helper_talks.open_thanks(self, helper, part)
        elif isinstance(part, WorkedWeek):
            self.ask_hours(part.week)
        elif isinstance(part, Review):
            helper_talks.open_review(self, helper, part, part.kind)
        else:
            return False
        return True

    def action_add(self) -> None:
        """Offers what can be agreed with the helper."""
        says: Mapping[str, tuple[str, str]] = {
            "goal": ("Goal", "what is counted, from what to what, by when"),
            "access": ("Access", "for a task, until a day"),
            "paper": ("Agreement", "confidentiality, contract, data processing"),
            "engagement": ("Terms", "hours, price, first and last day"),
            "milestone": ("Milestone", "what is handed in, by when, for how much"),
            "rule": ("Check-ins", "how often, from which day on"),
            "comms": ("Talking", "what for which way, and how fast"),
        }
        if self.helper is None:
            return

        def taken(what: Hashable | None) -> None:
            if what is not None:
                self.make(str(what))

        choices = [Choice(what, "", *said) for what, said in says.items()]
        self.app.push_screen(Menu(f"New for {self.helper.name}"[:70], choices), taken)

    def make(self, what: str) -> None:
        """Opens the form of something new, or of what there is only one of."""
        helper = self.helper
        if helper is None:
            return
        terms = helper.engagement(self.today)
        if what == "milestone":
            if terms is None:
                self.say(f"{helper.name} has no terms yet: set them first, then milestones.", "warn")
            else:
                helper_forms.open_milestone(self, helper, terms, None)
            return
        ways: dict[str, Callable[[], None]] = {
            "goal": lambda: helper_forms.open_goal(self, helper, None),
            "access": lambda: ask_for_access(self, helper, None),
            "paper": lambda: helper_forms.open_paper(self, helper, None),
            "engagement": lambda: helper_forms.open_terms(self, helper, None),
            "rule": lambda: helper_talks.open_rule(self, helper),
            "comms": lambda: helper_forms.open_comms(self, helper),
            "feedback": self.action_feedback,
            "ticket": lambda: helper_talks.open_ticket(self, helper, None),
        }
        ways[what]()

    # Its last day, its end

    def action_due(self) -> None:
        """Asks for the last day of the line under the cursor."""
        part, paper, helper = self.part, self.paper, self.helper
        fields: Mapping[type[Part], str] = {Engagement: "end", Goal: "by", Milestone: "due", Feedback: "due"}
        if paper is not None:
            self._ask_day(
                f"Last day of the {paper.kind}",
                lambda day: self.put_paper("Last day", paper, lambda each: each.but(term_end=day).lasting()),
            )
        elif isinstance(part, Milestone) and part.accepted_on:
            self._ask_day(
                f"Handed back, by which day? {part.title[:40]}",
                lambda day: self.alter_part("Handed back", part, lambda each: each.returned(day), of=helper),
            )
        elif part is not None and helper is not None and (field := fields.get(type(part))):
            self._ask_day(
                "By which day?",
                lambda day: self.alter_part("Day", part, lambda each: each.but(**{field: day}), of=helper),
            )
        else:
            super().action_due()

    def _ask_day(self, label: str, then: Callable[[date], None]) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            then(read_date(text, today=self.today))

        def preview(text: str) -> str:
            return wording.day(read_date(text, today=self.today), self.today)

        self.ask(Question(label, settle, preview))

    def action_archive(self) -> None:
        """Takes the line off the list; an access is taken back, a goal given up with a reason."""
        access, part, paper = self.access, self.part, self.paper
        if access is not None:
            self.take_step(access, access.ending_step)
        elif paper is not None:
            at = self.now()
            self.put_paper("Archive", paper, lambda each: each.but(archived=at))
        elif isinstance(part, Goal) and part.agreed_on and part.ending is None:
            self._drop(part)
        elif part is not None and not isinstance(part, Action):
            self.alter_helper("Take off the list", lambda each: each.taken_off(part))
        else:
            self.say("This line stays: the list of helpers is where a helper is taken off.", "dim")

    def action_done(self) -> None:
        """Does what the line asks for next; brings back what was put away."""
        helper, line = self.helper, self.line
        if helper is None or line is None or line.kind != "away":
            super().action_done()
        elif paper := self.desk.agreements.get(line.key):
            self.put_paper("Bring back", paper, lambda each: each.but(archived=None))
        else:
            part = next((each for each in helper.in_attic() if each.key == line.key), Part(key=line.key))
            self.alter_helper("Bring back", lambda each: each.brought_back(part))

    def _drop(self, goal: Goal) -> None:
        helper = self.helper

        def settle(text: str, agreed: Agreed) -> None:
            self.alter_part("Give up", goal, lambda each: each.dropped(self.today, text), of=helper)

        self.ask(Question("Why is this goal given up?", settle))
