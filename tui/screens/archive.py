"""The archive and the trash: what was put away, and the ways back."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual.binding import BindingType

from models.audit import TimeEntry
from models.board import Card
from models.document import Document, moment
from models.lanes import foot_of, lanes
from store import Workspace
from store.undo import Step
from tui import wording
from tui.card_words import summary
from tui.keys import bound
from tui.page import Page
from tui.session import Session
from tui.trash import undone_steps
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row

Away = Card | TimeEntry
"""What is archived and thrown away."""

_ANY = "0"
"""What no stored instant stands before."""


class ArchiveScreen(Page):
    """Cards and time entries that were put away, the latest first; `V` shows those in the trash instead."""

    TITLE = "Archive"
    COLUMNS = (
        Cell("", 6),
        Cell("what", 0),
        Cell("was in", 6, from_width=56),
        Cell("put away", 16),
        Cell("merged", 6, from_width=56),
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("c", "bring_back", "Bring back", "archive.back", "onto the board or into the log again"),
        bound("x", "throw", "To the trash", "archive.trash", "out of the archive; c there brings it back"),
        bound("V", "view", "Other view", "archive.view", "the archive or the trash"),
        bound("enter", "open", "Show", "archive.show", "what stands on the card"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._in_trash = False
        self._listed: tuple[object, list[tuple[str, Row]]] = (None, [])

    @property
    def record(self) -> Away | None:
        """The card or the entry under the cursor."""
        table, number = self._key
        if table not in ("cards", "entries") or number not in self.desk[table]:
            return None
        record: Away = self.desk[table][number]
        return record

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.record

    @property
    def _key(self) -> tuple[str, int]:
        key = self.rows.key
        return key if isinstance(key, tuple) else ("", 0)

    def heading(self) -> tuple[str, str]:
        """Returns which of the two is shown."""
        if self._in_trash:
            return (
                "Trash",
                "The trash is empty. What is thrown out of the archive lies here until it is emptied.",
            )
        return "Archive", "The archive is empty. What x takes off the board or out of the log comes here."

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns what holds every word in its row, its tags or the name of its helper."""
        return [row for text, row in self._put_away() if all(word in text for word in words)]

    def _put_away(self) -> list[tuple[str, Row]]:
        """Returns each row, with the text that words are looked for in."""
        desk = self.desk
        state = (
            *(table.version for table in (desk.cards, desk.entries, desk.helpers)),
            desk.steps_version if self._in_trash else None,
            self._in_trash,
            self.today,
            self.zone,
        )
        if self._listed[0] != state:  # the same for every key that is typed to narrow
            away = sorted(self._away(), key=lambda pair: (pair[0], pair[1].number), reverse=True)
            self._listed = state, [self._searchable(at, record) for at, record in away]
            if self._in_trash:
                rows = [self._undone_row(step, count) for step, count in undone_steps(desk)]
                self._listed[1].extend((" ".join(row.texts).casefold(), row) for row in rows)
        return self._listed[1]

    def _away(self) -> Iterator[tuple[datetime, Away]]:
        """Yields what is in the archive, or in the trash, with the moment it was put there."""
        cards = self.desk.cards.since("archived", _ANY)
        records: list[Away] = [*cards, *self.desk.entries.since("archived", _ANY)]
        for record in records:
            at = record.trashed if self._in_trash else record.archived
            if at is not None and (self._in_trash or record.trashed is None):
                yield at, record

    def _searchable(self, at: datetime, record: Away) -> tuple[str, Row]:
        tags = [f"#{tag}" for tag in record.tags]
        when = wording.moment(at, self.zone, self.today)
        if isinstance(record, Card):
            kept = self.desk.cards.get(record.merged_into)
            merged = kept.ref if kept else ""
            texts = (record.ref, record.title, record.column.title(), when, merged)
            row = Row(("cards", record.number), texts, ("accent", "plain", "dim", "dim", "dim"))
            return " ".join((*texts, *tags, self._helper(record))).casefold(), row
        texts = (record.ref, record.text, "Log", when, "")
        row = Row(("entries", record.number), texts, ("accent", "plain", "dim", "dim", "dim"))
        return " ".join((*texts, *tags)).casefold(), row

    def _undone_row(self, step: Step, count: int) -> Row:
        what = f"{wording.count(count, 'record')} of “{step.label}”"
        texts = ("undone", what, "", wording.moment(step.at, self.zone, self.today), "")
        return Row(("undone", step.number), texts, ("dim",) * len(texts))

    def _helper(self, card: Card) -> str:
        helper = self.desk.helpers.get(card.helper)
        return helper.name if helper else ""

    def detail(self) -> list[Parts]:
        """Returns in words what is under the cursor."""
        record = self.record
        if isinstance(record, Card):
            said = [[(f"  {record.ref} {summary(record, self._helper(record), self.today)}", "strong")]]
            if kept := self.desk.cards.get(record.merged_into):
                said.append([(f"  a duplicate of {kept.ref} {kept.title}", "dim")])
            return [*said]
        if record is not None:
            day = wording.day(record.day(self.zone), self.today)
            when = f"{day} {wording.times(record, self.zone)}"
            return [[(f"  {record.ref} {record.text}", "strong")], [(f"  {when}", "dim")]]
        if self._key[0] == "undone":
            return [
                [(f"  {self.key_for('redo')} does it again, as long as the trash is not emptied.", "dim")]
            ]
        return []

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self._in_trash:
            return ["archive.back", "archive.view", "archive.show", "page.narrow", "undo", "move.back"]
        return ["archive.back", "archive.trash", "archive.view", "archive.show", "page.narrow", "undo"]

    def action_view(self) -> None:
        """Shows the trash, or the archive again."""
        self._in_trash = not self._in_trash
        self.show()
        self.show_hints()
        if self._in_trash:
            self.say("Nothing here is gone yet: “Empty the trash” in the palette destroys it.", "dim")

    def action_bring_back(self) -> None:
        """Puts a card at the foot of the column it was in, an entry into the log."""
        record = self.record
        if record is None:
            if self._key[0] == "undone":
                self.say(f"That was undone: {self.key_for('redo')} does it again.", "warn")
            return

        def change(desk: Workspace) -> None:
            if isinstance(record, Card):
                foot = foot_of(lanes(desk.cards)[record.column])
                desk.cards.put(record.brought_back().but(order=foot))
            else:
                desk.entries.put(record.brought_back())

        if self.saved(f"Bring back {record.ref}", change):
            where = record.column.title() if isinstance(record, Card) else "the log"
            self.say(f"{record.ref} is back in {where} · {self.key_for('undo')} undoes")

    def action_throw(self) -> None:
        """Moves what is under the cursor to the trash."""
        record = self.record
        if self._in_trash:
            self.say("That is in the trash already: only the palette can empty it.", "dim")
        elif record is not None:
            thrown, table = record.thrown_away(at=moment(self.now())), self._key[0]
            if self.saved(f"Throw {record.ref} away", lambda desk: desk[table].put(thrown)):
                self.say(
                    f"{record.ref} is in the trash · {self.key_for('undo')} undoes, "
                    f"{self.key_for('archive.view')} shows it"
                )

    def action_open(self) -> None:
        """Opens the card as a page of its own."""
        if isinstance(record := self.record, Card):
            self.open_page("card", record.uid)
