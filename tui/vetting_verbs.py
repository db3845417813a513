"""What every screen that shows candidates can do with the one under the cursor; each change is one step."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from models.candidate_line import ended_line, read_reason
from models.candidates import Candidate
from models.dates import read_date
from models.document import RuleBroken
from models.roles import Role
from models.stages import stages_of
from tui import candidate_form, wording
from tui.candidate_changes import CandidateChanges
from tui.vetting_keys import CANDIDATE_KEYS, STAGES_BY_LETTER
from tui.widgets.prompt import Agreed, Question


class VettingVerbs(CandidateChanges):
    """A screen with candidates to act on; a concrete one says which is under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = CANDIDATE_KEYS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tells whether a key means something: a letter names a stage only where it is one of that kind."""
        if action == "to_stage":
            kind = self.candidate.kind if self.candidate else self.role.kind if self.role else None
            return kind is None or any(s in stages_of(kind) for s in STAGES_BY_LETTER[str(parameters[0])])
        return super().check_action(action, parameters)

    def _second_strokes(self, stroke: str) -> str:
        """Names the stages of this kind of help alone."""
        said, kind = super()._second_strokes(stroke), self.candidate.kind if self.candidate else None
        for stages in STAGES_BY_LETTER.values():
            if kind is not None and len(stages) > 1:
                own = next(each for each in stages if each in stages_of(kind))
                said = said.replace(f"To {' or '.join(each.says for each in stages)}", f"To {own.says}")
        return said

    # The way through the search

    def action_stage(self, by: int) -> None:
        """Moves the candidate to the stage beside its own; one that left comes back into the search."""
        candidate, role = self.candidate, self.role
        if candidate is None or role is None:
            self.say("There is no candidate under the cursor.", "dim")
        elif candidate.outcome is not None and by < 0:
            at = self.now()
            self.alter("Take back", lambda each, why: each.taken_back(at=at), "into the search")
        elif candidate.stage_beside(by) is stages_of(candidate.kind)[-1] and candidate.is_running:
            self._engage(candidate, role)
        else:
            at, today, who, papers = self.now(), self.today, self.desk.who, self.papers(candidate)
            target = candidate.stage_beside(by)
            self.alter(
                "Move",
                lambda each, why: each.moved(
                    by, role, at=at, today=today, who=who, agreements=papers, despite=why
                ),
                f"to {target.says}" if target else "",
            )

    def action_to_stage(self, letter: str) -> None:
        """Moves the candidate to the stage that a letter names."""
        candidate, role = self.candidate, self.role
        if candidate is None or role is None:
            self.say("There is no candidate under the cursor.", "dim")
            return
        order = stages_of(candidate.kind)
        stage = next((each for each in STAGES_BY_LETTER[letter] if each in order), None)
        if stage is None:
            named = wording.listed(each.says for each in STAGES_BY_LETTER[letter])
            self.say(f"{named} is no stage of {candidate.kind}.", "warn")
        elif stage is order[-1] and candidate.is_running:
            self._engage(candidate, role)
        else:
            at, today, who, papers = self.now(), self.today, self.desk.who, self.papers(candidate)
            self.alter(
                "Move",
                lambda each, why: each.moved_to(
                    stage, role, at=at, today=today, who=who, agreements=papers, despite=why
                ),
                f"to {stage.says}",
            )

    def _engage(self, candidate: Candidate, role: Role) -> None:
        from tui.engaging import ask_to_engage

        ask_to_engage(self, candidate, role)

    # The ways out

    def action_decline(self) -> None:
        """Asks why the candidate is turned down."""
        if (candidate := self.candidate) is None:
            return

        def preview(text: str) -> str:
            said = ended_line(*read_reason(text))
            by = wording.day(self._tell_by(), self.today)
            return f"{candidate.name} is turned down: {said} · to be told by {by}"

        def settle(text: str, agreed: Agreed) -> None:
            reason, says = read_reason(text)
            at, today, who = self.now(), self.today, self.desk.who
            self.alter(
                "Decline",
                lambda each, why: each.declined(reason, says, at=at, today=today, who=who),
                of=candidate,
                says=f"{self.key_for('candidate.copy')} copies the word to tell them",
            )

        self.ask(Question(f"Decline {candidate.name}, because: skill too generic", settle, preview))

    def _tell_by(self) -> date:
        from models.telling import tell_by

        return tell_by(self.today, self.business)

    def action_withdraw(self) -> None:
        """Asks what the candidate said on leaving."""
        if (candidate := self.candidate) is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            at, today, who = self.now(), self.today, self.desk.who
            self.alter(
                "Withdraw",
                lambda each, why: each.withdrew(text, at=at, today=today, who=who),
                of=candidate,
            )

        self.ask(Question(f"{candidate.name} has withdrawn: what they said, or empty", settle))

    def action_no_reply(self) -> None:
        """Gives the candidate up as not to be reached."""
        at, today, who = self.now(), self.today, self.desk.who
        self.alter(
            "Give up",
            lambda each, why: each.no_reply(at=at, today=today, who=who, despite=why),
            "as no reply",
        )

    def action_pool(self) -> None:
        """Asks until when the candidate agrees to be kept for another time."""
        if (candidate := self.candidate) is None:
            return

        def preview(text: str) -> str:
            day = read_date(text, today=self.today)
            return f"{candidate.name} is kept until {wording.day(day, self.today)}, as they agreed."

        def settle(text: str, agreed: Agreed) -> None:
            day = read_date(text, today=self.today)
            at, today, who = self.now(), self.today, self.desk.who
            self.alter(
                "Keep",
                lambda each, why: each.pooled(day, at=at, today=today, who=who),
                "in the pool",
                of=candidate,
            )

        self.ask(
            Question(f"Until when does {candidate.name} agree to be kept? 12dec, 2027-04-24", settle, preview)
        )

    def action_told(self) -> None:
        """Says that the candidate has heard how the search ended, or takes that back; see `bring_back`."""
        candidate = self.candidate
        if candidate is None:
            return
        if candidate.archived:
            self.bring_back()
            return
        told = candidate.outcome is not None and candidate.outcome.told_on is not None
        day = None if told else self.today
        self.alter("Not told yet:" if told else "Told", lambda each, why: each.told(day))

    def bring_back(self) -> None:
        """Takes the candidate out of the archive."""
        self.alter("Bring back", lambda each, why: each.brought_back())

    def action_copy(self) -> None:
        """Copies the message that tells the candidate how the search ended."""
        from tui.hand_off import copy_word

        candidate, role = self.candidate, self.role
        if candidate is not None and role is not None:
            copy_word(self, candidate, role)

    # Reading and writing them

    def action_add(self) -> None:
        """Asks for a new candidate of the role and puts the cursor on it."""
        if (role := self.role) is not None:
            candidate_form.ask_for_candidate(self, role, self.added)

    def added(self, candidate: Candidate) -> None:
        """Shows a candidate that was just made, and says so."""
        self.shown(candidate)
        self.say(f"Added {candidate.ref} {candidate.name} in {candidate.stage.says} · {self.undoes}")

    def action_edit(self) -> None:
        """Opens the candidate's form."""
        candidate, role = self.candidate, self.role
        if candidate is not None and role is not None:
            candidate_form.open_candidate(self, candidate, role)

    def action_archive(self) -> None:
        """Takes the candidate off the list, once it has heard how the search ended."""
        candidate = self.candidate
        if candidate is not None and candidate.archived:
            way = self.key_for("candidate.told")
            self.say(f"{candidate.ref} is in the archive: {way} brings it back.", "dim")
        else:
            at = self.now()
            self.alter("Archive", lambda each, why: each.put_away(at=at))

    def action_note(self) -> None:
        """Asks for something to write down about the candidate."""
        if (candidate := self.candidate) is None:
            return

        def settle(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Say something, or press Esc.")
            day = wording.day(self.today)
            self.alter("Comment on", lambda each, why: each.noted(f"{day}: {text.strip()}"), of=candidate)

        self.ask(Question(f"Note on {candidate.name}", settle))

    def action_record(self) -> None:
        """Records what was found out about the candidate; its page says how."""
        if (candidate := self.candidate) is not None:
            self.open_page("candidate", candidate.uid)

    def action_why(self) -> None:
        """Shows the working behind the figures of the candidate."""

    def place(self) -> list[str]:
        """Returns the uid of the candidate under the cursor."""
        return [self.candidate.uid] if self.candidate else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that candidate."""
        for uid in place:
            if (found := self.desk.candidates.get(uid)) is not None:
                self.shown(found)
        return self.place() == list(place)
