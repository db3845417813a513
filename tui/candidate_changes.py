"""How candidates are changed from a screen: what others have changed meanwhile is never lost in silence."""

from collections.abc import Callable

from models.agreements import Agreement
from models.candidates import Candidate
from models.document import Document
from models.roles import Role
from tui import register
from tui.going_ahead import GoingAhead
from tui.widgets.prompt import Agreed

Verb = Callable[[Candidate, str], Candidate]
"""Makes the changed candidate; the text is the reason to go ahead where something is missing, else empty."""


class CandidateChanges(GoingAhead):
    """A screen with candidates to change; a concrete one says which is under the cursor."""

    @property
    def candidate(self) -> Candidate | None:
        """The candidate under the cursor."""
        return None

    @property
    def under_cursor(self) -> Document | None:
        """The candidate under the cursor; the role where it has none."""
        return self.candidate or self.role

    @property
    def subject(self) -> tuple[str, str]:
        """The uid and the name of the candidate under the cursor."""
        each = self.candidate
        return (each.uid, f"{each.ref} {each.name}") if each else ("", "")

    @property
    def role(self) -> Role | None:
        """The role that the candidate under the cursor is in."""
        return self.desk.roles.get(self.candidate.role) if self.candidate else None

    def shown(self, candidate: Candidate) -> None:
        """Puts the cursor on a candidate that was just made or changed."""

    def papers(self, candidate: Candidate) -> list[Agreement]:
        """Returns the agreements with a candidate."""
        return self.desk.agreements.having(candidate=candidate.uid)

    def alter(
        self, does: str, verb: Verb, how: str = "", *, of: Candidate | None = None, says: str = ""
    ) -> None:
        """Saves what a verb makes of a candidate as it is in the file now, in one step.

        Args:
            does: what is done, in the words before the candidate.
            verb: makes the changed candidate.
            how: the words behind the candidate.
            of: the candidate, where a question was asked about it; else it is the one under the cursor.
            says: what is said besides once it is done.

        Raises:
            RuleBroken: it was refused, and the answer to a question asked for it.
        """
        candidate = of or self.candidate
        if candidate is None:
            self.say("There is no candidate under the cursor.", "dim")
            return
        label = " ".join(filter(None, (does, candidate.ref, candidate.name, how)))

        def deed(despite: str) -> None:
            with self.settling(label) as desk:
                changed = verb(desk.candidates[candidate.number], despite)
                changed = register.put_candidate(desk, changed, at=self.now(), today=self.today)
            self._say_done(label, changed, says)

        self.attempt(deed)

    def revise(self, does: str, changed: Candidate, agreed: Agreed) -> None:
        """Saves what a line or form made of a candidate, merged with what others changed since it was shown.

        Args:
            does: what is done, in the words before the candidate.
            changed: the candidate as it was when the line was shown, with the answer.
            agreed: what the owner agreed to.

        Raises:
            Offer: others changed the same; the same answer again is kept in its place.
            RuleBroken: it cannot be saved.
        """
        label = f"{does} {changed.ref} {changed.name}"
        with self.settling(label) as desk:
            saved = desk.candidates.put(self.resolved(changed, agreed))
        self._say_done(label, saved)

    def _say_done(self, label: str, candidate: Candidate, says: str = "") -> None:
        self.shown(candidate)
        self.say(" · ".join(filter(None, (label, says, self.undoes))))
