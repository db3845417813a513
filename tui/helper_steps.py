"""The next step of each line of a helper's page: a signature, a yes, an acceptance, a pause, the end."""

from collections.abc import Callable, Hashable, Iterable

from models.access_register import Access
from models.agreements import Agreement
from models.check_ins import Action, CheckIn
from models.document import Document, Part, RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement, EngagementState, Milestone
from models.feedback import Feedback, Ticket
from models.goals import Goal
from tui import helper_forms, helper_talks, wording
from tui.account_line import Line
from tui.dialogs.menu import Choice, Menu
from tui.helper_verbs import HelperVerbs


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
        return next((each for each in parts_of(helper) if each.key == line.key), None)

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
                verbs: dict[str, tuple[str, Callable[[], Engagement]]] = {
                    "pause": ("Pause", lambda: terms.paused(today)),
                    "resume": ("Go on", lambda: terms.resumed(today)),
                    "notice": ("Notice", lambda: terms.given_notice(today)),
                    "renew": ("Renew", terms.renewed),
                }
                does, verb = verbs[str(step)]
                self.alter_helper(does, lambda each: each.with_part(verb()))

        choices = [Choice(step, "", *said) for step, said in steps.items()]
        self.app.push_screen(Menu(f"Terms of {helper.name}: {state}"[:70], choices), taken)

    def close_terms(self, terms: Engagement) -> None:
        """Closes terms once nothing is left to settle."""
        own = [each for each in self.desk.grants if self.helper and each.helper == self.helper.uid]
        today, who = self.today, self.desk.who
        self.alter_helper(
            "Close the terms", lambda each: each.with_part(terms.closing(own, on=today, who=who))
        )

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
        elif made := self._next(part):
            does, changed = made
            self.alter_helper(does, lambda each: each.with_part(changed()))
        else:
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

    def _next(self, part: Part) -> tuple[str, Callable[[], Part]] | None:
        """Returns what the next step of a part is called, and what makes it."""
        today, now, helper = self.today, self.now(), self.helper
        if helper is None:
            return None
        if isinstance(part, Goal):
            agreed = part.agreed_on is not None
            return ("Met", lambda: part.met(today)) if agreed else ("Agreed", lambda: part.agreed(today))
        if isinstance(part, Feedback):
            if part.acknowledged_on:
                return "Not answered", lambda: part.but(acknowledged_on=None)
            return "Acknowledged", lambda: part.acknowledged(today)
        if isinstance(part, Ticket):
            replied = part.first_reply_at is not None
            return ("Solved", lambda: part.solved(now)) if replied else ("Replied", lambda: part.replied(now))
        if isinstance(part, Milestone):
            terms, accepted = engagement_of(helper, part), part.accepted_on is not None
            does = "Paid" if accepted else "Accepted"
            return does, lambda: terms.with_milestone(part.paid(today) if accepted else part.accepted(today))
        if isinstance(part, Action):
            talk, done = talk_of(helper, part), part.done_on is None
            if done:
                return "Done", lambda: talk.action_done(part.key, today)
            reopened = tuple(a.but(done_on=None) if a.key == part.key else a for a in talk.actions)
            return "Not done", lambda: talk.but(actions=reopened)
        if isinstance(part, Engagement) and part.agreed_on is None:
            return "Agreed", lambda: part.agreed(today, start=part.start or today)
        return None

    def _sign(self, paper: Agreement) -> None:
        today = self.today
        if paper.sent_on is None:
            self.put_paper("Sent", paper, lambda: paper.sent(today))
        elif paper.signed_on is None:
            self.put_paper("Signed by them", paper, lambda: paper.signed(today))
        elif paper.countersigned_on is None:
            self.put_paper("Signed by you", paper, lambda: paper.countersigned(today))
        else:
            self.say(f"The {paper.kind} is signed by both: {self.key_for('helper.edit')} changes it.", "dim")

    def put_paper(self, does: str, paper: Agreement, verb: Callable[[], Agreement]) -> None:
        """Saves what a verb makes of an agreement, in one step."""

        def deed(despite: str) -> None:
            with self.settling(f"{does}: {paper.ref}") as desk:
                desk.agreements.put(verb())
            self.say(f"{does}: the {paper.kind} with {paper.party} · {self.undoes}")

        self.attempt(deed)

    def action_sign_off(self) -> None:
        """Countersigns the paper, closes the terms or approves the access under the cursor."""
        part, paper, today = self.part, self.paper, self.today
        if paper is not None:
            self.put_paper("Signed by you", paper, lambda: paper.countersigned(today))
        elif isinstance(part, Engagement):
            self.close_terms(part)
        else:
            super().action_sign_off()


def parts_of(helper: Dossier) -> Iterable[Part]:
    """Yields every part of a helper's record that a line can be of."""
    for terms in helper.engagements:
        yield terms
        yield from terms.milestones
    for talk in helper.check_ins:
        yield talk
        yield from talk.actions
    yield from (
        *helper.worked,
        *helper.goals,
        *helper.feedback,
        *helper.tickets,
        *helper.recognition,
        *helper.reviews,
    )


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
