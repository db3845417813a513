"""TinyDB's storage that survives: a snapshot, a journal beside it, and one lock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from pydantic_core import PydanticSerializationError
from tinydb.storages import Storage

from store.disk import Disk
from store.errors import NotSaved, not_read, not_saved, refusing
from store.files import place
from store.journal import Commit, Header
from store.journal_file import JournalFile
from store.rows import Draft, DraftRows, Rows, apply
from store.shared_files import SharedFiles
from store.snapshot import chunks


class JournalStorage(SharedFiles, Storage):
    """Keeps every saved transaction: one journal line and one fdatasync each.

    Memory holds what the disk holds, never more. Several sessions, and several threads of one session, may
    share a file.

    Attributes:
        who: Who is at the keyboard.
        draft: What the transaction at hand would change.
    """

    def __init__(self, path: Path | str, *, who: str = "", disk: Disk | None = None) -> None:
        self.who = who
        self.draft: Draft | None = None
        super().__init__(path, disk=disk)

    def read(self) -> dict[str, dict[str, Any]]:
        """Returns the saved rows by table and number; they are not copies."""
        return {name: rows.by_key for name, rows in self.tables.items() if rows.by_key}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Saves whatever differs from the saved rows, as one transaction."""
        with self.transaction() as draft:
            for name, rows in self.read().items():
                for key in rows.keys() - data.get(name, {}).keys():
                    draft[name].remove(int(key))
            for name, wanted in data.items():
                for key, row in wanted.items():
                    if draft[name].get(int(key)) != row:
                        draft[name].put(int(key), row)

    def rows(self, table: str) -> Rows | DraftRows:
        """Returns a table's rows, with what the transaction at hand did to them."""
        if self.draft is not None:
            return self.draft[table]
        return self.tables.get(table, Rows(table))

    def version(self, table: str) -> object:
        """Returns what is equal as long as nothing in a table was changed; None inside a transaction."""
        rows = self.rows(table)
        if isinstance(rows, DraftRows):
            return None
        return (rows, rows.version) if len(rows) else 0

    @contextmanager
    def transaction(self) -> Iterator[Draft]:
        """Saves what is done to the draft, whole; an exception leaves disk and memory as they were.

        Raises:
            NotSaved: the system did not let it through, or somebody holds the file.
            StoreError: another program damaged the file meanwhile.
        """
        with self.locked():
            if self.draft is not None:
                raise RuntimeError("A transaction is open already: put everything into one.")
            self.draft = draft = Draft(self.tables)
            try:
                yield draft
                self._commit(draft)
            finally:
                self.draft = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the file's lock, with everything taken in that other sessions saved."""
        with self.held():
            if self.draft is None:
                self._catch_up()
            yield

    def refresh(self) -> frozenset[str]:
        """Takes in what other sessions saved; costs two calls to the system when that is nothing.

        Returns:
            The names of the tables others changed since the last call.

        Raises:
            StoreError: the system does not let us look, or another program damaged the file.
        """
        with self._lock.threads_only(), refusing(not_read, self.path):
            if self.draft is None and not self._closed and self._look() != self._seen:
                if self.read_only:
                    self._load()
                else:
                    with self.locked():
                        pass
            changed = frozenset(name for name in self._foreign if not name.startswith("_"))
            self._foreign.clear()
            return changed

    def _commit(self, draft: Draft) -> None:
        ops = draft.ops()
        if not ops:
            return
        try:
            line = Commit(self.who, datetime.now(UTC).isoformat(timespec="seconds"), ops).encoded()
        except (PydanticSerializationError, UnicodeError) as error:
            raise NotSaved(f"Nothing was saved: a value cannot be written as JSON ({error}).") from error
        journal = None
        try:
            journal = self._journal or self._begun()
            journal.append(line)
        except OSError as error:
            if journal and journal.failed:
                self.distrust()
                raise NotSaved(self.read_only) from error
            raise not_saved(self.path, error) from error
        for op in ops:
            apply(self.tables, op)
            self.changed_by.pop((op[1], op[2]), None)
        # Only now: whoever was interrupted before this reads the line again, and that does no harm.
        journal.end += len(line)
        self.state.lines += 1
        self._note_end()

    def _begun(self) -> JournalFile:
        """Makes the snapshot and the journal when there are none yet."""
        meta = self.state.meta
        if not self.state.exists:
            self.disk.make_folder(self.path.parent)
            place(self.path, b"".join(chunks(meta, {})), self.mode, self.disk)
        snapshot = self.disk.load(self.path) or b""
        header = Header(meta.store, meta.gen, len(snapshot), crc32(snapshot))
        place(self.journal_path, header.encoded(), self.mode, self.disk)
        self.switch(header, 0)
        assert self._journal is not None
        return self._journal
