"""The next step of each line of a helper's page: a signature, a yes, an acceptance, a pause, the end."""

from collections.abc import Callable, Hashable

from models.access_register import Access
from models.agreements import Agreement
from models.check_ins import Action, CheckIn
from models.checklist_state import gate_of
from models.dates import read_nearest_date
from models.document import Document, Part, RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement, EngagementState, Milestone
from models.feedback import Feedback, Ticket
from models.goals import Goal
from models.templates import Gate
from tui import helper_forms, helper_talks, register, wording
from tui.account_line import Line
from tui.dialogs.menu import Choice, Menu
from tui.helper_verbs import HelperVerbs
from tui.widgets.prompt import Agreed, Question


class HelperSteps(HelperVerbs):
    """A screen with one helper and a cursor on what is known of it."""

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return None

    @property
    def part(self) -> Part | None:
        """The part of the helper's record under the cursor."""
        helper, line = self.helper, self.line
        if helper is None or line is None or not line.key:
            return None
        return next((each for each in helper.parts() if each.key == line.key), None)

    @property
    def paper(self) -> Agreement | None:
        """The agreement under the cursor."""
        line = self.line
        return self.desk.agreements.get(line.key) if line and line.kind == "paper" else None

    @property
    def access(self) -> Access | None:
        """The access under the cursor."""
        helper, line = self.helper, self.line
        if helper is None or line is None or line.kind != "access":
            return None
        return next((each for each in self.account(helper).accesses if each.uid == line.key), None)

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.paper or super().under_cursor

    # The terms

    def choose_terms_step(self, helper: Dossier, terms: Engagement) -> None:
        """Lets a step be chosen for terms."""
        today, state = self.today, terms.state(self.today)
        steps: dict[str, tuple[str, str]] = {"edit": ("Edit", "hours, price, days")}
        if state in (EngagementState.ACTIVE, EngagementState.TRIAL):
            steps |= {
                "pause": ("Pause", "nobody works for a while"),
                "notice": ("Notice given", "its last day follows"),
            }
        if state is EngagementState.PAUSED:
            steps["resume"] = ("Go on", "work goes on from today")
        if terms.renews_on and not terms.closed:
            steps["renew"] = ("Renew", f"for {wording.count(terms.renews_months, 'month')} more")
        if not terms.closed:
            steps["close"] = ("Close", "once access, papers, facts and money are settled")

        def taken(step: Hashable | None) -> None:
            if step == "edit":
                helper_forms.open_terms(self, helper, terms)
            elif step == "close":
                self.close_terms(terms)
            elif step is not None:
                verbs: dict[str, tuple[str, Callable[[Engagement], Engagement]]] = {
                    "pause": ("Pause", lambda each: each.paused(today)),
                    "resume": ("Go on", lambda each: each.resumed(today)),
                    "notice": ("Notice", lambda each: each.given_notice(today)),
                    "renew": ("Renew", lambda each: each.renewed()),
                }
                does, verb = verbs[str(step)]
                self.alter_part(does, terms, verb, of=helper)

        choices = [Choice(step, "", *said) for step, said in steps.items()]
        self.app.push_screen(Menu(f"Terms of {helper.name}: {state}"[:70], choices), taken)

    def close_terms(self, terms: Engagement) -> None:
        """Closes terms once nothing is left to settle in what is in the file then."""
        helper, today = self.helper, self.today
        if helper is None:
            return
        uid, label = helper.uid, f"Close the terms · {helper.ref} {helper.name}"[:70]

        def deed(despite: str) -> None:
            with self.settling(label) as desk:
                kept = Dossier.on(desk.helpers.get(uid) or helper)
                known = next((each for each in kept.engagements if each.key == terms.key), None)
                if known is None:
                    raise RuleBroken("These terms are gone: another session took them away.")
                own = desk.grants.having(helper=uid)
                off_boarding = gate_of(Gate.CLOSE, desk.checklists, register.facts(desk, today), uid)
                closed = known.closing(own, off_boarding, on=today, who=desk.who)
                desk.helpers.put(kept.with_part(closed))
            self.say(f"{label} · {self.undoes}")

        self.attempt(deed)

    # The next step of a line

    def action_done(self) -> None:
        """Does what the line asks for next: a signature, a yes, an acceptance, a word of thanks."""
        part, paper, line = self.part, self.paper, self.line
        if paper is not None:
            self._sign(paper)
        elif line is not None and line.kind in ("rule", "review_due", "earned"):
            self._hold(line)
        elif part is None:
            super().action_done()
        elif not self._take_next(part):
            self.no_line()

    def _hold(self, line: Line) -> None:
        helper = self.helper
        if line.kind == "rule" and helper is not None:
            helper_talks.open_talk(self, helper, None, self.account(helper).agenda())
        else:
            self.open_form()

    def open_form(self) -> bool:
        """Opens the form of the line under the cursor; False where it has none."""
        return False

    def _take_next(self, part: Part) -> bool:
        """Takes the next step of a part; False where there is none."""
        today, now = self.today, self.now()
        if isinstance(part, Goal):
            if part.agreed_on:
                self.alter_part("Met", part, lambda each: each.met(today))
            else:
                self.alter_part("Agreed", part, lambda each: each.agreed(today))
        elif isinstance(part, Feedback):
            if part.acknowledged_on:
                self.alter_part("Not answered", part, lambda each: each.but(acknowledged_on=None))
            else:
                self.alter_part("Acknowledged", part, lambda each: each.acknowledged(today))
        elif isinstance(part, Ticket):
            if part.first_reply_at:
                self.alter_part("Solved", part, lambda each: each.solved(now))
            else:
                self.alter_part("Replied", part, lambda each: each.replied(now))
        elif isinstance(part, Milestone):
            if part.accepted_on:
                self.alter_part("Paid", part, lambda each: each.paid(today))
            else:
                self.alter_part("Accepted", part, lambda each: each.accepted(today))
        elif isinstance(part, Action):
            done_on = None if part.done_on else today
            does = "Done" if done_on else "Not done"
            self.alter_part(does, part, lambda each: each.but(done_on=done_on))
        elif isinstance(part, Engagement) and part.agreed_on is None:
            self.alter_part("Agreed", part, lambda each: each.agreed(today, start=each.start or today))
        else:
            return False
        return True

    def _sign(self, paper: Agreement) -> None:
        today = self.today
        if paper.sent_on is None:
            self.put_paper("Sent", paper, lambda each: each.sent(today))
        elif paper.signed_on is None:
            self.put_paper("Signed by them", paper, lambda each: each.signed(today))
        elif paper.countersigned_on is None:
            self.put_paper("Signed by you", paper, lambda each: each.countersigned(today))
        else:
            self.say(f"The {paper.kind} is signed by both: {self.key_for('helper.edit')} changes it.", "dim")

    def put_paper(self, does: str, paper: Agreement, verb: Callable[[Agreement], Agreement]) -> None:
        """Saves what a verb makes of an agreement, as it is by then, in one step."""

        def deed(despite: str) -> None:
            with self.settling(f"{does}: {paper.ref}") as desk:
                changed = verb(desk.agreements[paper.number])
                register.put_paper(desk, changed, at=self.now(), today=self.today)
            self.say(f"{does}: the {paper.kind} with {paper.party} · {self.undoes}")

        self.attempt(deed)

    def action_sign_off(self) -> None:
        """Countersigns the paper or ends it, closes the terms or the goal, approves the access."""
        part, paper, today = self.part, self.paper, self.today
        if paper is not None and paper.countersigned_on:
            self._terminate(paper)
        elif paper is not None:
            self.put_paper("Signed by you", paper, lambda each: each.countersigned(today))
        elif isinstance(part, Engagement):
            self.close_terms(part)
        elif isinstance(part, Goal):
            self._end_goal(part)
        else:
            super().action_sign_off()

    def _terminate(self, paper: Agreement) -> None:
        def settle(text: str, agreed: Agreed) -> None:
            day = read_nearest_date(text, today=self.today)
            self.put_paper("Terminated", paper, lambda each: each.terminated(day))

        self.ask(Question(f"On which day was the {paper.kind} terminated? its last one", settle))

    def _end_goal(self, goal: Goal) -> None:
        """Ends a goal as met where it is, else as missed."""
        helper, today = self.helper, self.today
        if goal.is_reached or goal.ending or goal.agreed_on is None:
            self._take_next(goal)
            return

        def settle(text: str, agreed: Agreed) -> None:
            self.alter_part("Missed", goal, lambda each: each.missed(today, text), of=helper)

        self.ask(Question(f"{goal.title[:40]} is missed: what came in between?", settle))


def engagement_of(helper: Dossier, milestone: Milestone) -> Engagement:
    """Returns the terms that a milestone belongs to.

    Raises:
        RuleBroken: the milestone is gone.
    """
    known = (each for each in helper.engagements if any(m.key == milestone.key for m in each.milestones))
    found = next(known, None)
    if found is None:
        raise RuleBroken("This milestone is gone: another session took it away.")
    return found


def talk_of(helper: Dossier, action: Action) -> CheckIn:
    """Returns the talk in which something was agreed."""
    return next(each for each in helper.check_ins if any(a.key == action.key for a in each.actions))
