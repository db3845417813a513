"""The history of the file: who did what and when, and any one step taken back."""

import re
from collections.abc import Sequence

from store import StoreError
from store.undo import Step
from tui import wording
from tui.page import Page
from tui.session import Session
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

MOST_REFS = 8
"""Records of a step that are named below the list."""

_REF = re.compile("[a-z][0-9]{1,9}")
"""A word of the form of a record's name, in small letters."""


class ChangesScreen(Page):
    """Every step that the file remembers, newest first; `u` takes back the one under the cursor."""

    TITLE = "Changes"
    COLUMNS = (Cell("when", 16), Cell("who", 4, from_width=50), Cell("what", 0), Cell("", 6))
    NOTHING = "Nothing was changed yet."

    def __init__(self, session: Session, about: str = "") -> None:
        super().__init__(session, about)
        self._steps: dict[int, Step] = {}

    @property
    def step(self) -> Step | None:
        """The step under the cursor."""
        key = self.rows.key
        return self._steps.get(key) if isinstance(key, int) else None

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the steps that hold every word; a word such as `c14` finds what touched that record."""
        self._steps = {step.number: step for step in self.desk.steps()}
        return [self._row(step) for step in self._steps.values() if self._holds(step, words)]

    def _holds(self, step: Step, words: Sequence[str]) -> bool:
        text = " ".join(self._row(step).texts).casefold()
        return all(word in text if not _REF.fullmatch(word) else self._is_about(step, word) for word in words)

    def _is_about(self, step: Step, word: str) -> bool:
        number = int(word[1:])
        touched = (self.desk.ref(*record) for record in step.records if record[1] == number)
        return word in (ref.casefold() for ref in touched) or word in step.label.casefold().split()

    def _row(self, step: Step) -> Row:
        when = wording.moment(step.at, self.zone, self.today)
        tone = "dim" if step.undone else "plain"
        texts = (when, self.business.initials_of(step.who), step.label, "undone" if step.undone else "")
        return Row(step.number, texts, (tone, tone, tone, "dim"))

    def detail(self) -> list[Parts]:
        """Returns what the step was, what it touched, and who took it back."""
        step = self.step
        if step is None:
            return []
        refs = [self.desk.ref(*record) for record in step.records[:MOST_REFS]]
        more = len(step.records) - len(refs)
        said = [wording.listed([*refs, f"{more:,} more"]) if more else wording.listed(refs)]
        if step.undone:
            said.append(f"undone by {self.business.initials_of(step.undone_by)}")
        return [[(f"  {step.label}", "strong")], [(f"  {' · '.join(said)}", "dim")]]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["undo", "redo", "page.narrow", "move.back"]

    def action_undo(self) -> None:
        """Takes back the step under the cursor, whoever made it."""
        step = self.step
        if step is None:
            return
        try:
            self.desk.undo_step(step.number)
        except StoreError as error:
            self.say(str(error), "warn")
        else:
            self.refresh_all()
            self.say(f"Undone: {step.label} · {self.key_for('redo')} does it again")
