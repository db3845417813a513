"""The history of the file: who did what and when, and any one step taken back."""

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.document import Document
from models.mentions import folded
from store import StoreError
from store.undo import Step
from tui import wording
from tui.jumping import open_record
from tui.keys import bound
from tui.page import Page
from tui.search_index import TABLES, title_of
from tui.session import Session
from tui.widgets.painted import Parts, shortened
from tui.widgets.rows import Cell, Row

MOST_REFS = 8
"""Records of a step that are named below the list."""

_REF = re.compile("[a-z][0-9]{1,9}")
"""A word of the form of a record's name, in small letters."""


class ChangesScreen(Page):
    """Every step that the file remembers, newest first; `u` takes back the one under the cursor."""

    TITLE = "Changes"
    COLUMNS = (Cell("when", 16), Cell("who", 4, from_width=50), Cell("what", 0), Cell("", 6))
    NOTHING = (
        "Nothing was changed yet. Every change comes to stand here, the last one first; u takes one back."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "changes.open", "the first record that the step has touched"),
    ]

    def __init__(self, session: Session, about: str = "") -> None:
        super().__init__(session, about)
        self._steps: dict[int, Step] = {}

    @property
    def step(self) -> Step | None:
        """The step under the cursor."""
        key = self.rows.key
        return self._steps.get(key) if isinstance(key, int) else None

    @property
    def under_cursor(self) -> Document | None:
        """The first record that the step under the cursor has touched, where it is still there."""
        return next(self._touched(self.step), None) if self.step else None

    def _touched(self, step: Step) -> Iterator[Document]:
        """Yields the first records that a step has touched, as far as they are still there."""
        for table, number in step.records[:MOST_REFS]:
            if table in TABLES and number in self.desk[table]:
                yield self.desk[table][number]

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the steps that hold every word, in what they touched as well; `c14` finds that record's."""
        self._steps = {step.number: step for step in self.desk.steps()}
        return [self._row(step) for step in self._steps.values() if self._holds(step, words)]

    def _holds(self, step: Step, words: Sequence[str]) -> bool:
        if not words:
            return True
        titles = (title_of(each, self.desk) for each in self._touched(step))
        text = folded(" ".join((*self._row(step).texts, *titles)))
        return all(
            self._is_about(step, word) if _REF.fullmatch(word) else folded(word) in text for word in words
        )

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
        there = {each.ref: f"{each.ref} {title_of(each, self.desk)}" for each in self._touched(step)}
        refs = [self.desk.ref(*record) for record in step.records[:MOST_REFS]]
        refs = [there.get(ref, ref) for ref in refs]
        more = len(step.records) - len(refs)
        said = [*refs, *([f"{more:,} more"] if more else [])]
        if step.undone:
            said.append(f"undone by {self.business.initials_of(step.undone_by)}")
        return [
            [(f"  {step.label}", "strong")],
            *shortened([(f"  {' · '.join(said)}", "dim")], self.size.width - 2, 1),
        ]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["undo", "redo", "changes.open", "page.narrow", "move.back"]

    def action_open(self) -> None:
        """Opens the first record that the step under the cursor has touched, in its place."""
        record = self.under_cursor
        if record is not None:
            open_record(self, record)
        elif self.step is not None:
            self.say("What this step has touched is not there any more.", "dim")

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
