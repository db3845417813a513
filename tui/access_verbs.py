"""What a screen with the access register can do with the access under its cursor; each change is one step."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date

from models.access import AccessGrant
from models.access_parts import LONGEST_WAIVER, AccessStep
from models.access_profiles import AccessLevel
from models.access_register import Access
from models.brief import split_points
from models.dates import read_date
from models.document import RuleBroken
from models.evidence_line import split_word
from models.systems import System
from models.templates import Gate
from store import Workspace
from tui import register, wording
from tui.access_words import access_working
from tui.dialogs.menu import Choice, Menu
from tui.dialogs.reading import Reading
from tui.going_ahead import GoingAhead
from tui.widgets.prompt import Agreed, Question

Verb = Callable[[AccessGrant, Workspace, str], AccessGrant]
"""Makes the changed access of the one that is in the file; the text is a limit said when going ahead."""

Plain = Callable[[AccessGrant], AccessGrant]
Answered = Callable[[AccessGrant, Workspace, str], AccessGrant]
"""Makes the changed access with what was typed."""

STEPS: Mapping[AccessStep, tuple[str, str]] = {
    AccessStep.APPROVE: ("Approve", "an owner's yes; sensitive access takes two"),
    AccessStep.GIVE: ("Give", "it is switched on"),
    AccessStep.REVIEW: ("Looked at", "it is needed, and as wide as it is"),
    AccessStep.NARROW: ("Make smaller", "a lower level, or a smaller scope"),
    AccessStep.EXTEND: ("Another last day", "at most 180 days on"),
    AccessStep.USED: ("Used today", "somebody has logged in"),
    AccessStep.FACTOR: ("Second factor seen", "working, on this account"),
    AccessStep.SUSPEND: ("Switch off", "for a while, with a reason"),
    AccessStep.RESUME: ("Switch on", "again"),
    AccessStep.DRILL: ("Drill", "taken away for a moment, seen gone, given back"),
    AccessStep.REVOKE: ("Take back", "for good; then look whether it is gone"),
    AccessStep.VERIFY: ("Seen gone", "by trying it, or in the list of users"),
    AccessStep.ROTATE: ("Secret changed", "of the shared item in the vault"),
    AccessStep.CALL_OFF: ("Call off", "the request; nothing was given"),
}


class AccessVerbs(GoingAhead):
    """A screen with accesses; a concrete one says which is under the cursor."""

    @property
    def access(self) -> Access | None:
        """The access under the cursor."""
        return None

    @property
    def subject(self) -> tuple[str, str]:
        """The uid and the name of the access under the cursor."""
        each = self.access
        return (each.grant.uid, f"{each.grant.ref} {each.says}") if each else ("", "")

    def alter_access(self, does: str, access: Access, verb: Verb) -> None:
        """Saves what a verb makes of an access as it is in the file then, in one step.

        Past a shut gate it goes with a reason: the gate is waived first, for 14 days at most.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """
        helper = self.desk.helpers.get(access.helper)
        whose = f" of {helper.name}" if helper else ""
        label = f"{does} {access.grant.ref} {access.says}{whose}"

        def deed(despite: str) -> None:
            said = split_points(despite) or [""]
            with self.settling(label) as desk:
                grant = desk.grants.get(access.uid)
                if grant is None:
                    raise RuleBroken(f"{access.grant.ref} is gone: another session removed it.")
                if despite:
                    grant = self._waived(desk, grant, said[0])
                changed = verb(grant, desk, said[-1] if len(said) > 1 else "")
                register.put_access(desk, changed, at=self.now(), today=self.today)
            until = self.today + LONGEST_WAIVER
            waived = f"the gate is waived to {wording.short_day(until)}" if despite else ""
            said_so = (label, waived, _left_outside(access, changed), self.undoes)
            self.say(" · ".join(filter(None, said_so)))

        self.attempt(deed)

    def _waived(self, desk: Workspace, grant: AccessGrant, reason: str) -> AccessGrant:
        until = min(self.today + LONGEST_WAIVER, max(grant.expires_on, self.today))
        shut = register.shut(desk, grant.helper, self.today)
        entered = _entered(desk, grant)
        return grant.waived(entered, reason, until, on=self.today, who=desk.who, shut=shut)

    # What fits now

    def choose_step(self, access: Access) -> None:
        """Lets a step be chosen for an access."""
        if not access.steps:
            self.say(f"{access.grant.ref} is {access.state}: nothing is left to do.", "dim")
            return

        def chosen(step: Hashable | None) -> None:
            if step is not None:
                self.take_step(access, AccessStep(str(step)))

        choices = [Choice(step, "", *STEPS[step]) for step in access.steps]
        self.app.push_screen(Menu(f"{access.grant.ref} {access.says}: {access.state}"[:70], choices), chosen)

    def take_step(self, access: Access, step: AccessStep) -> None:
        """Does a step, or asks for what it needs."""
        today, who = self.today, self.desk.who
        plain: dict[AccessStep, tuple[str, Plain]] = {
            AccessStep.REVIEW: ("Looked at:", lambda grant: grant.reviewed(on=today, who=who)),
            AccessStep.USED: ("Used:", lambda grant: grant.used(today)),
            AccessStep.FACTOR: ("Second factor seen:", lambda grant: grant.with_second_factor()),
            AccessStep.REVOKE: ("Taken back:", lambda grant: grant.taken_back(on=today, who=who)),
            AccessStep.ROTATE: ("Secret changed:", lambda grant: grant.rotated(on=today, who=who)),
            AccessStep.CALL_OFF: ("Called off:", lambda grant: grant.called_off(on=today, who=who)),
        }
        asked: dict[AccessStep, tuple[str, str, Answered]] = {
            AccessStep.VERIFY: (
                *("Seen gone:", "How do you know it is gone? What was tried, or seen"),
                lambda grant, desk, text: grant.seen_gone(text, on=today, who=who),
            ),
            AccessStep.DRILL: (
                *("Drill done:", "What showed that it was gone?"),
                lambda grant, desk, text: grant.drilled(text, on=today, who=who),
            ),
            AccessStep.SUSPEND: (
                *("Switched off:", "Switch off why?"),
                lambda grant, desk, text: grant.suspended(text, on=today, who=who),
            ),
            AccessStep.NARROW: (
                "Made smaller:",
                "To which level, or scope? view ; two files",
                self._narrowed,
            ),
            AccessStep.EXTEND: ("Another last day:", "Last day: 30jun, 4w", self._extended),
        }
        if step is AccessStep.APPROVE:
            self._approve(access)
        elif step is AccessStep.GIVE:
            self.alter_access("Given:", access, self._given)
        elif step is AccessStep.RESUME:
            self.alter_access("Switched on:", access, self._resumed)
        elif step in plain:
            does, change = plain[step]
            self.alter_access(does, access, lambda grant, desk, more: change(grant))
        elif step in asked:
            does, label, verb = asked[step]

            def settle(text: str, agreed: Agreed) -> None:
                self.alter_access(does, access, lambda grant, desk, more: verb(grant, desk, text))

            self.ask(Question(f"{access.grant.ref} {label}", settle))

    def _given(self, grant: AccessGrant, desk: Workspace, more: str) -> AccessGrant:
        today, end = self.today, self._engagement_end(grant, desk)
        shut, entered = register.shut(desk, grant.helper, today), _entered(desk, grant)
        return grant.given(entered, on=today, who=desk.who, shut=shut, engagement_end=end)

    def _resumed(self, grant: AccessGrant, desk: Workspace, more: str) -> AccessGrant:
        today, end = self.today, self._engagement_end(grant, desk)
        shut, entered = register.shut(desk, grant.helper, today), _entered(desk, grant)
        return grant.resumed(entered, on=today, shut=shut, engagement_end=end)

    def _extended(self, grant: AccessGrant, desk: Workspace, text: str) -> AccessGrant:
        day, end = read_date(text, today=self.today), self._engagement_end(grant, desk)
        return grant.extended(day, on=self.today, engagement_end=end)

    def _engagement_end(self, grant: AccessGrant, desk: Workspace) -> date | None:
        return register.engagement_end(desk.helpers.get(grant.helper), self.today)

    def _narrowed(self, grant: AccessGrant, desk: Workspace, text: str) -> AccessGrant:
        first, *rest = split_points(text) or [""]
        try:
            level, scope = split_word(first, list(AccessLevel))
        except RuleBroken:
            return grant.narrowed(on=self.today, who=desk.who, scope=text)
        said = " ".join(filter(None, (scope, *rest)))
        return grant.narrowed(on=self.today, who=desk.who, level=level, scope=said)

    def _approve(self, access: Access) -> None:
        """Approves an access; asks for the limit and, of a sole owner, the reason where these are needed."""
        grant, system = access.grant, access.system
        is_sole = self.business.is_run_alone and system.is_sensitive(grant.level)
        bounded = any(each.limit for each in grant.approvals)
        needs_limit = not bounded and (is_sole or system.gate(grant.level) is Gate.MONEY)

        def approved(text: str) -> Verb:
            reason, limit = (text.partition(";")[::2]) if is_sole else ("", text)
            return lambda each, desk, more: each.approved(
                _entered(desk, each),
                on=self.today,
                who=desk.who,
                owners=[owner.key for owner in desk.business.people],
                shut=register.shut(desk, each.helper, self.today, approving=True),
                reason=reason,
                limit=limit.strip() or more,
            )

        shut = register.shut(self.desk, access.helper, self.today, approving=True)
        if grant.shut_by(system, shut, self.today) or not (is_sole or needs_limit):
            self.alter_access("Approved:", access, approved(""))
            return
        label = "Why, and what limits it? reason ; read only" if is_sole else "What limits it? read only, 500"
        self.ask(
            Question(
                f"{grant.ref} {label}",
                lambda text, agreed: self.alter_access("Approved:", access, approved(text)),
            )
        )

    def explain_access(self, access: Access) -> None:
        """Shows the working behind an access."""
        title = f"{access.grant.ref} {access.says}"[:70]
        self.app.push_screen(Reading(title, list(access_working(access, self.desk))))


def _left_outside(access: Access, changed: AccessGrant) -> str:
    """Returns what is left to do in the system itself once an access is taken back on record."""
    if changed.revoked is None or access.grant.revoked is not None:
        return ""
    how = " ".join(access.system.how_to_revoke.split())
    return f"now do it: {how[:80]}" if how else f"now take it away in {access.system.name}"


def _entered(desk: Workspace, grant: AccessGrant) -> System:
    """Returns the system an access enters, as it is in the file now.

    Raises:
        RuleBroken: it is gone.
    """
    found = desk.systems.get(grant.system)
    if found is None:
        raise RuleBroken(f"The system of {grant.ref} is gone: nothing can be done with it.")
    return found
