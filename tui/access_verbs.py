"""What a screen with the access register can do with the access under its cursor; each change is one step."""

from collections.abc import Callable, Hashable

from models.access import AccessGrant
from models.access_parts import GrantState
from models.access_profiles import AccessLevel
from models.access_register import Access
from models.brief import split_points
from models.dates import read_date
from models.document import RuleBroken
from models.evidence_line import split_word
from models.onboarding import LONGEST_WAIVER
from models.templates import Gate
from tui import register, wording
from tui.access_words import access_working
from tui.dialogs.menu import Choice, Menu
from tui.dialogs.reading import Reading
from tui.going_ahead import GoingAhead
from tui.widgets.prompt import Agreed, Question

Verb = Callable[[AccessGrant, str], AccessGrant]
"""Makes the changed access; the text is the reason to go ahead past a shut gate, else empty."""

STEPS = {
    "approve": ("Approve", "an owner's yes; sensitive access takes two"),
    "give": ("Give", "it is switched on"),
    "review": ("Looked at", "it is needed, and as wide as it is"),
    "narrow": ("Make smaller", "a lower level, or a smaller scope"),
    "extend": ("Another last day", "at most 180 days on"),
    "used": ("Used today", "somebody has logged in"),
    "factor": ("Second factor seen", "working, on this account"),
    "suspend": ("Switch off", "for a while, with a reason"),
    "resume": ("Switch on", "again"),
    "drill": ("Drill", "taken away for a moment, seen gone, given back"),
    "revoke": ("Take back", "for good; then look whether it is gone"),
    "verify": ("Seen gone", "by trying it, or in the list of users"),
    "rotate": ("Secret changed", "of the shared item in the vault"),
    "call_off": ("Call off", "the request; nothing was given"),
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
        """Saves what a verb makes of an access, in one step.

        Past a shut gate it goes with a reason: the gate is waived first, for 14 days at most.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """

        def deed(despite: str) -> None:
            grant = access.grant
            said = split_points(despite) or [""]
            if despite:
                grant = self._waived(access, said[0])
            with self.settling(f"{does} {grant.ref}") as desk:
                changed = verb(grant, said[-1] if len(said) > 1 else "")
                register.put_access(desk, changed, at=self.now(), today=self.today)
            until = self.today + LONGEST_WAIVER
            waived = f"the gate is waived to {wording.short_day(until)}" if despite else ""
            self.say(" · ".join(filter(None, (f"{does} {grant.ref} {access.says}", waived, self.undoes))))

        self.attempt(deed)

    def _waived(self, access: Access, reason: str) -> AccessGrant:
        until = min(self.today + LONGEST_WAIVER, max(access.grant.expires_on, self.today))
        shut = register.shut(self.desk, access.helper, self.today)
        grant, system, who = access.grant, access.system, self.desk.who
        return grant.waived(system, reason, until, on=self.today, who=who, shut=shut)

    # What fits now

    def next_step(self, access: Access) -> str:
        """Returns the step that an access asks for next."""
        return {
            GrantState.REQUESTED: "approve",
            GrantState.APPROVED: "give",
            GrantState.ACTIVE: "review",
            GrantState.REVIEW_DUE: "review",
            GrantState.SUSPENDED: "resume",
            GrantState.REVOKE_DUE: "revoke",
            GrantState.REVOKED: "rotate" if access.grant.verified else "verify",
        }.get(access.state, "")

    def steps(self, access: Access) -> list[str]:
        """Returns what can be done with an access, what it asks for next first."""
        grant = access.grant
        if grant.withdrawn or grant.is_closed:
            return []
        if grant.revoked:
            rotates = ["rotate"] if grant.is_shared and not grant.secret_rotated else []
            found = [*([] if grant.verified else ["verify"]), *rotates]
        elif grant.granted is None:
            found = ["give" if grant.is_approved(access.system) else "approve", "extend", "call_off"]
        elif grant.is_suspended:
            found = ["resume", "revoke", "extend"]
        else:
            found = ["review", "narrow", "extend", "used", "factor", "suspend", "drill", "revoke"]
        first = self.next_step(access)
        return sorted(found, key=lambda each: each != first)

    def choose_step(self, access: Access) -> None:
        """Lets a step be chosen for an access."""
        found = self.steps(access)
        if not found:
            self.say(f"{access.grant.ref} is {access.state}: nothing is left to do.", "dim")
            return

        def chosen(step: Hashable | None) -> None:
            if step is not None:
                self.take_step(access, str(step))

        choices = [Choice(step, "", *STEPS[step]) for step in found]
        self.app.push_screen(Menu(f"{access.grant.ref} {access.says}: {access.state}"[:70], choices), chosen)

    def take_step(self, access: Access, step: str) -> None:
        """Does a step, or asks for what it needs."""
        today, who, system = self.today, self.desk.who, access.system
        simple: dict[str, tuple[str, Verb]] = {
            "review": ("Looked at", lambda grant, more: grant.reviewed(on=today, who=who)),
            "used": ("Used", lambda grant, more: grant.used(today)),
            "factor": ("Second factor of", lambda grant, more: grant.with_second_factor()),
            "revoke": ("Take back", lambda grant, more: grant.taken_back(on=today, who=who)),
            "rotate": ("Secret changed of", lambda grant, more: grant.rotated(on=today, who=who)),
            "call_off": ("Call off", lambda grant, more: grant.called_off(on=today, who=who)),
        }
        asked: dict[str, tuple[str, str, Callable[[AccessGrant, str], AccessGrant]]] = {
            "verify": (
                *("Seen gone:", "How do you know it is gone? What was tried, or seen"),
                lambda grant, text: grant.seen_gone(text, on=today, who=who),
            ),
            "drill": (
                *("Drill of", "What showed that it was gone?"),
                lambda grant, text: grant.drilled(text, on=today, who=who),
            ),
            "suspend": (
                *("Switch off", "Switch off why?"),
                lambda grant, text: grant.suspended(text, on=today, who=who),
            ),
            "narrow": ("Make smaller:", "To which level, or scope? view ; two files", self._narrowed),
            "extend": (
                *("Last day of", "Last day: 30jun, 4w"),
                lambda grant, text: grant.extended(
                    read_date(text, today=today), on=today, engagement_end=access.engagement_end
                ),
            ),
        }
        if step == "approve":
            self._approve(access)
        elif step in ("give", "resume"):
            shut = register.shut(self.desk, access.helper, today)
            does = "Give" if step == "give" else "Switch on"
            self.alter_access(
                does,
                access,
                lambda grant, more: (
                    grant.given(system, on=today, who=who, shut=shut, mfa_ok=grant.mfa_ok)
                    if step == "give"
                    else grant.resumed(system, on=today, shut=shut)
                ),
            )
        elif step in simple:
            self.alter_access(simple[step][0], access, simple[step][1])
        elif step in asked:
            does, label, verb = asked[step]

            def settle(text: str, agreed: Agreed) -> None:
                self.alter_access(does, access, lambda grant, more: verb(grant, text))

            self.ask(Question(f"{access.grant.ref} {label}", settle))

    def _narrowed(self, grant: AccessGrant, text: str) -> AccessGrant:
        first, *rest = split_points(text) or [""]
        try:
            level, scope = split_word(first, list(AccessLevel))
        except RuleBroken:
            return grant.narrowed(on=self.today, who=self.desk.who, scope=text)
        said = " ".join(filter(None, (scope, *rest)))
        return grant.narrowed(on=self.today, who=self.desk.who, level=level, scope=said)

    def _approve(self, access: Access) -> None:
        """Approves an access; asks for the limit and, of a sole owner, the reason where these are needed."""
        grant, system = access.grant, access.system
        owners = [owner.key for owner in self.business.people]
        is_sole = len(owners) < 2 and system.is_sensitive(grant.level)
        bounded = any(each.limit for each in grant.approvals)
        needs_limit = not bounded and (is_sole or system.gate(grant.level) is Gate.MONEY)
        shut = register.shut(self.desk, access.helper, self.today, approving=True)

        def approved(text: str) -> Verb:
            reason, limit = (text.partition(";")[::2]) if is_sole else ("", text)
            return lambda each, more: each.approved(
                system,
                on=self.today,
                who=self.desk.who,
                owners=owners,
                shut=shut,
                reason=reason,
                limit=limit.strip() or more,
            )

        if grant.shut_by(system, shut, self.today) or not (is_sole or needs_limit):
            self.alter_access("Approve", access, approved(""))
            return
        label = "Why, and what limits it? reason ; read only" if is_sole else "What limits it? read only, 500"
        self.ask(
            Question(
                f"{grant.ref} {label}",
                lambda text, agreed: self.alter_access("Approve", access, approved(text)),
            )
        )

    def explain_access(self, access: Access) -> None:
        """Shows the working behind an access."""
        title = f"{access.grant.ref} {access.says}"[:70]
        self.app.push_screen(Reading(title, list(access_working(access, self.desk))))
