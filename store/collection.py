"""The documents of one kind, built when they are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Generic, TypeVar, cast

from pydantic import ValidationError

from models.document import Document, RuleBroken, in_words, moment
from store.errors import Conflict, NotFound, NotSaved, StoreError
from store.journal import Row
from store.merge import BOOKKEEPING, merged
from store.rows import DraftRows, Rows, identity
from store.storage import JournalStorage
from store.tables import Kind

D = TypeVar("D", bound=Document)

ERASED = "_erased"
"""The table of what was erased: a uid, and `until` which revision its record is refused, None for ever."""

_BASES = 1_000
"""How many replaced rows are kept to merge late edits against."""


class Collection(Generic[D]):
    """The documents of one table, in the order of their numbers.

    A row that is no valid document is skipped, told of in the notices and named in `damaged`; its bytes
    stay in the file.
    `len` counts every row.
    """

    def __init__(self, kind: Kind, storage: JournalStorage, now: Callable[[], datetime]) -> None:
        self.kind = kind
        self._storage = storage
        self._now = now
        self._built: dict[int, tuple[Row, D]] = {}
        self._bases: OrderedDict[tuple[str, int], Row] = OrderedDict()
        self._broken: dict[int, tuple[Row, str]] = {}
        self._listed: tuple[object, list[D]] = (None, [])
        self._told = 0

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[D]:
        rows = self._rows
        if isinstance(rows, DraftRows):
            return iter(self._all(rows))
        if self._listed[0] != self.version:  # most looks come between two changes
            self._listed = self.version, self._all(rows)
            self._tell_of_damage()
        return iter(self._listed[1])

    def _tell_of_damage(self) -> None:
        told, self._told = self._told, len(self._damaged)
        if self._told > told:
            what = self.kind.called(self._told)
            self._storage.notices.append(f"{what} cannot be read: deskhand check says why.")

    def _all(self, rows: Rows | DraftRows) -> list[D]:
        found = []
        for number in rows.numbers():
            row = rows.get(number)
            built = self._built.get(number)
            if built is not None and built[0] is row:
                found.append(built[1])
            elif row is not None and (document := self._document(number, row)) is not None:
                found.append(document)
        return found

    def having(self, **values: object) -> list[D]:
        """Returns the documents whose stored fields have these values, without building the others."""
        rows = self._rows
        found = []
        for number in rows.numbers():
            row = rows.get(number)
            if row is not None and all(row.get(name) == value for name, value in values.items()):
                document = self._document(number, row)
                if document is not None:
                    found.append(document)
        return found

    def greatest(self, name: str, **values: object) -> str:
        """Returns the greatest text in a field of the rows that have these values; empty for none."""
        rows = self._rows
        found = (row for number in rows.numbers() if (row := rows.get(number)) is not None)
        return max(
            (
                str(row.get(name) or "")
                for row in found
                if all(row.get(each) == value for each, value in values.items())
            ),
            default="",
        )

    def since(self, name: str, text: str) -> list[D]:
        """Returns the documents in whose stored field a text stands that is not before this one."""
        rows = self._rows
        return [
            document
            for number in rows.numbers()
            if (row := rows.get(number)) is not None
            and str(row.get(name) or "") >= text
            and (document := self._document(number, row)) is not None
        ]

    @property
    def version(self) -> object:
        """What is equal as long as nothing in the table was changed, for whoever keeps what it computed."""
        return self._storage.version(self.kind.table)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self._rows.get(number) is not None

    def __getitem__(self, number: int) -> D:
        """Returns the document of a number.

        Raises:
            NotFound: there is none.
            StoreError: its row is no valid document.
        """
        row = self._rows.get(number)
        if row is None:
            raise NotFound(f"There is no {self.kind.noun} {self.ref(number)}.")
        document = self._document(number, row)
        if document is None:
            raise StoreError(f"{self.ref(number)} cannot be read: {self._broken[number][1]}")
        return document

    def get(self, uid: str | None) -> D | None:
        """Returns the document a link means, None when it is gone or the link is empty."""
        number = self._rows.number_of(uid) if uid else None
        row = self._rows.get(number) if number else None
        return self._document(number, row) if number and row is not None else None

    @property
    def damaged(self) -> list[tuple[int, str]]:
        """The rows that are no valid documents: number and complaint."""
        for _ in self:
            pass
        return self._damaged

    @property
    def _damaged(self) -> list[tuple[int, str]]:
        rows = self._rows
        return [
            (number, said) for number, (row, said) in sorted(self._broken.items()) if rows.get(number) is row
        ]

    def put(self, document: D) -> D:
        """Saves a document in the open transaction and returns it as it will be on the disk.

        A new one gets the next number. One that others saved meanwhile is merged with theirs, field by field.
        One that says nothing new is not saved again.

        Raises:
            Conflict: others changed the same fields, or removed it.
            NotSaved: it was erased meanwhile.
        """
        rows = self._draft
        mine = document.model_dump(mode="json")
        self._refuse_erased(document)
        number = rows.number_of(document.uid)
        if number is None and self.kind.single and len(rows):
            number = rows.numbers()[0]
        if number is None:
            if document.number:
                unsaved = self.kind.built(0, mine | {"rev": 0})
                raise Conflict(
                    f"{document.ref} was removed meanwhile: save it as a new one.", [], unsaved, None
                )
            number, saved = rows.take_number(), None
        else:
            saved = rows.get(number)
        if saved is not None:
            mine = self._merged(document, mine, number, saved)
            if all(
                mine.get(name) == saved.get(name) for name in mine.keys() | saved if name not in BOOKKEEPING
            ):
                return self[number]
        return self._placed(number, mine, saved or {})

    def replace(self, document: D) -> D:
        """Saves a document in the open transaction in place of all that its record said, merging nothing.

        Raises:
            NotFound: there is no such record.
        """
        number = self._draft.number_of(document.uid)
        saved = self._draft.get(number) if number else None
        if number is None or saved is None:
            raise NotFound(f"There is no such {self.kind.noun} to replace.")
        return self._placed(number, document.model_dump(mode="json"), saved)

    def put_all(self, documents: Iterable[D]) -> list[D]:
        """Saves many documents in the open transaction."""
        return [self.put(document) for document in documents]

    def ref(self, number: int) -> str:
        """Returns how people call a record, as in `C14`."""
        return self.kind.ref(number)

    @property
    def _rows(self) -> Rows | DraftRows:
        return self._storage.rows(self.kind.table)

    @property
    def _draft(self) -> DraftRows:
        if self._storage.draft is None:
            raise RuntimeError("A record is saved inside `with desk.transaction(label)`.")
        return self._storage.draft[self.kind.table]

    def _refuse_erased(self, document: D) -> None:
        erased = self._storage.rows(ERASED)
        number = erased.number_of(document.uid) if len(erased) else None
        if number is None:
            return
        until = (erased.get(number) or {})["until"]
        if until is None or document.rev < until:
            what = document.ref if document.number else f"This {self.kind.noun}"
            raise NotSaved(f"{what} was erased meanwhile: nothing of what it said can be saved.")

    def _placed(self, number: int, mine: Row, saved: Row) -> D:
        at = moment(self._now().astimezone(UTC)).isoformat().replace("+00:00", "Z")
        row = mine | {"rev": saved.get("rev", 0) + 1, "created": saved.get("created") or at, "updated": at}
        self._draft.put(number, row)
        document = self._document(number, row)
        if document is None:
            raise RuleBroken(self._broken[number][1])
        return document

    def _document(self, number: int, row: Row) -> D | None:
        """Returns a row's document; None when it is not valid."""
        built = self._built.get(number)
        if built is not None and built[0] is row:
            return built[1]
        broken = self._broken.get(number)
        if broken is not None and broken[0] is row:
            return None
        try:
            document = cast(D, self.kind.built(number, row))
        except ValidationError as error:
            self._broken[number] = row, in_words(error)
            return None
        if built is not None:
            self._keep_base(number, built[0])
        self._built[number] = row, document
        return document

    def _keep_base(self, number: int, row: Row) -> None:
        self._bases[identity(self.kind.table, number, row), row.get("rev", 0)] = row
        if len(self._bases) > _BASES:
            self._bases.popitem(last=False)

    def _base(self, document: D, number: int) -> Row | None:
        """Returns the row a document was built from, when we still know it."""
        built = self._built.get(number)
        if built is not None and built[1].rev == document.rev and built[1].uid == document.uid:
            return built[0]
        return self._bases.get((document.uid, document.rev))

    def _merged(self, document: D, mine: Row, number: int, saved: Row) -> Row:
        base = self._base(document, number)
        if base is saved or (base is None and saved.get("rev", 0) == document.rev and document.number):
            return mine
        ref = self.ref(number)
        who = self._storage.changed_by.get((self.kind.table, number))
        by = "another session" if who in (None, self._storage.who) else str(who).upper()
        event = f"{ref} was changed by {by} meanwhile"
        theirs = saved | {"uid": identity(self.kind.table, number, saved)}
        if base is None:
            fields = [name for name in mine if mine[name] != theirs.get(name) and name not in BOOKKEEPING]
            row = mine | {name: theirs[name] for name in BOOKKEEPING if name in theirs}
        else:
            row, fields = merged(base, mine, theirs)
        if fields:
            said = f"{event}, and so was {', '.join(fields).replace('_', ' ')} here."
            raise Conflict(said, fields, self.kind.built(number, row), self[number])
        try:
            self.kind.checked(number, row)
        except ValidationError as error:
            raise RuleBroken(f"{event}, and the two do not fit: {in_words(error)}") from error
        if who:
            self._storage.notices.append(f"{event}; both changes are kept.")
        return row
