"""Those who left a search: who has yet to be told, who is kept for another time, who is to be erased."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from models.candidates import Candidate
from models.telling import days_unheard, left_open
from tui import candidate_words, wording
from tui.keys import bound
from tui.page import Page
from tui.vetting_verbs import VettingVerbs
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row


class LeaversScreen(VettingVerbs, Page):
    """Everybody who left a search without being engaged; those who have yet to hear of it come first."""

    TITLE = "Who left"
    COLUMNS = (
        Cell("no", 4),
        Cell("name", 0),
        Cell("role", 0, from_width=60),
        Cell("how it ended", 14, from_width=50),
        Cell("told", 14),
        Cell("kept until", 10, from_width=50),
    )
    NOTHING = "Nobody has left a search yet: declined, withdrawn, no reply or in the talent pool."

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("V", "back", "Other view", "leavers.view", "the roles again"),
        bound("enter", "open", "Open", "leavers.open", "all that is known of it"),
    ]

    @property
    def candidate(self) -> Candidate | None:
        """The candidate under the cursor."""
        number, known = self.rows.key, self.desk.candidates
        return known[number] if isinstance(number, int) and number in known else None

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns those who left, or wait for a word, whose row holds every word."""
        candidates = [each for each in self.desk.candidates if each.archived is None]
        waiting = {each.uid for role in self.desk.roles for each in left_open(role, candidates)}
        listed = [each for each in candidates if each.outcome is not None or each.uid in waiting]
        listed.sort(key=self._urgency)
        rows = [self._row(each) for each in listed]
        return [row for row in rows if all(word in " ".join(row.texts).casefold() for word in words)]

    def _urgency(self, candidate: Candidate) -> tuple[bool, int, date, int]:
        silent = candidate.outcome is None or candidate.must_hear
        until = candidate.delete_by(self.business.retention_months) or date.max
        return not silent, -days_unheard(candidate, self.business, self.today), until, candidate.number

    def _row(self, candidate: Candidate) -> Row:
        outcome, role = candidate.outcome, self.desk.roles.get(candidate.role)
        until = candidate.delete_by(self.business.retention_months)
        days = days_unheard(candidate, self.business, self.today)
        told = "–"
        if outcome is not None and outcome.told_on:
            told = wording.short_day(outcome.told_on)
        elif outcome is None or candidate.must_hear:
            told = f"not yet, {days} d" if days else "not yet"
        texts = (
            candidate.ref,
            candidate.name,
            role.title if role else "",
            outcome.ending.value if outcome else "still in it",
            told,
            wording.short_day(until) if until and until.year == self.today.year else str(until or ""),
        )
        late = bool(candidate_words.state(candidate, self.business, self.today))
        return Row(
            candidate.number, texts, ("accent", "plain", "dim", "dim", "warn" if late else "plain", "dim")
        )

    def detail(self) -> list[Parts]:
        """Returns in words how the candidate left, and what is due."""
        candidate = self.candidate
        if candidate is None:
            return []
        said = candidate_words.ending(candidate, self.business, self.today)
        until = candidate.delete_by(self.business.retention_months)
        if candidate.outcome is None:
            said = "still in a search that is over: tell them, and say how it ended with them"
        due = f"erase by {wording.short_day(until)} {until.year}" if until else ""
        return [
            [(f"  {candidate.ref} {candidate.name}", "strong"), (f" · {due}" if due else "", "dim")],
            [(f"  {said}", "dim")],
        ]

    def shown(self, candidate: Candidate) -> None:
        """Puts the cursor on a candidate."""
        self.show()
        self.rows.show(self.rows.rows, key=candidate.number)
        self.action_step(0)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["candidate.copy", "candidate.told", "candidate.keep", "leavers.open", "page.narrow", "undo"]

    def action_add(self) -> None:
        """Says where candidates are added."""
        self.say("Candidates are added to a role: open one first.", "dim")

    def action_open(self) -> None:
        """Opens the candidate as a page of its own."""
        if (candidate := self.candidate) is not None:
            self.open_page("candidate", candidate.uid)
