"""TinyDB's tables over the journal: a change costs the rows it touches, not the table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from store.journal import Row
from store.rows import Draft, DraftRows
from store.storage import JournalStorage


class _Copies(MutableMapping[int, Row]):
    """The rows of a table as TinyDB's updaters want them; a row that is looked at is copied first."""

    def __init__(self, rows: DraftRows) -> None:
        self._rows = rows
        self._copies: dict[int, Row] = {}

    def __getitem__(self, number: int) -> Row:
        if number not in self._copies:
            row = self._rows.get(number)
            if row is None:
                raise KeyError(number)
            self._copies[number] = deepcopy(row)
        return self._copies[number]

    def __setitem__(self, number: int, row: Row) -> None:
        self._copies[number] = row
        self._rows.put(number, row)

    def __delitem__(self, number: int) -> None:
        if self._rows.get(number) is None:
            raise KeyError(number)
        self._copies.pop(number, None)
        self._rows.remove(number)

    def __iter__(self) -> Iterator[int]:
        return iter(list(self._rows.numbers()))

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self._rows.get(number) is not None

    def settle(self) -> None:
        """Hands the copies that were changed in place to the draft."""
        for number, row in self._copies.items():
            if self._rows.get(number) != row:
                self._rows.put(number, row)


class JournalTable(Table):
    """A TinyDB table whose writes are single journal lines; numbers are never used twice."""

    @property
    def _journal(self) -> JournalStorage:
        storage = self.storage
        assert isinstance(storage, JournalStorage)
        return storage

    def insert(self, document: Mapping[str, Any]) -> int:
        """Inserts a document under the next number, which is taken under the lock."""
        with self._journal.locked():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Inserts documents under the next numbers, in one line."""
        with self._journal.locked():
            return super().insert_multiple(documents)

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Updates the documents that match, copying no others."""
        with self._journal.locked():
            if cond is not None and doc_ids is None:
                doc_ids, cond = self._matching(cond), None
            return super().update(fields, cond, doc_ids)

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Removes the documents that match, copying no others."""
        with self._journal.locked():
            if cond is not None and doc_ids is None:
                doc_ids, cond = self._matching(cond), None
            return super().remove(cond, doc_ids)

    def search(self, cond: QueryLike) -> list[TinyDocument]:
        """Searches the rows as they are now: another session may have changed them since the last search."""
        self.clear_cache()
        return super().search(cond)

    def _matching(self, cond: QueryLike) -> list[int]:
        rows = self._journal.rows(self.name)
        return [number for number in rows.numbers() if cond(rows.get(number) or {})]

    def _get_next_id(self) -> int:
        rows = self._journal.rows(self.name)
        if isinstance(rows, DraftRows):
            return rows.take_number()
        return rows.next

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        rows = self._journal.rows(self.name)
        if isinstance(rows, DraftRows):
            return {str(number): rows.get(number) or {} for number in rows.numbers()}
        return cast(dict[str, Mapping[str, Any]], rows.by_key)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        storage = self._journal
        if storage.draft is not None:
            self._run(updater, storage.draft)
        else:
            with storage.transaction() as draft:
                self._run(updater, draft)
        self.clear_cache()

    def _run(self, updater: Callable[[Any], None], draft: Draft) -> None:
        rows = _Copies(draft[self.name])
        updater(rows)
        rows.settle()


class JournalDB(TinyDB):
    """A TinyDB over a journal; its tables are `JournalTable`s."""

    table_class = JournalTable
