"""The workspace: collections of documents, one transaction for each thing the owner does."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from models.document import cleaned
from store import trash, undo
from store.business_tables import BusinessTables
from store.collection import Collection
from store.compaction import compact, is_due
from store.disk import Disk
from store.errors import NothingToUndo, StoreError
from store.storage import JournalStorage
from store.table import JournalDB
from store.tables import KINDS, Kind
from store.trash import Trash
from store.undo import Step

if TYPE_CHECKING:
    from models.document import Document
    from store.erasure import Erased, Forget
    from store.rows import Place


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Workspace(BusinessTables):
    """One business in one file."""

    def __init__(self, db: JournalDB, now: Callable[[], datetime], kinds: Mapping[str, Kind]) -> None:
        storage = db.storage
        assert isinstance(storage, JournalStorage)
        self._db = db
        self._storage = storage
        super().__init__({name: Collection[Any](kind, storage, now) for name, kind in kinds.items()})

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        who: str = "me",
        now: Callable[[], datetime] = _utc_now,
        disk: Disk | None = None,
        kinds: Mapping[str, Kind] = KINDS,
    ) -> Self:
        """Opens a workspace; the file is made with the first save.

        Args:
            path: The file; its folder is made when it is missing.
            who: Who is at the keyboard.
            now: The clock that stamps records; undo steps and the journal keep real time.
            disk: What stands between the store and the system.
            kinds: The tables and their models.

        Raises:
            NotOurs: the file is something else.
            NewerFile: a later version wrote it.
            NotSaved: it is of an older version, and the upgraded file could not be written.
            Damaged: it cannot be read whole.
            StoreError: the system does not let us read it, or somebody holds it.
        """
        desk = cls(JournalDB(path, storage=JournalStorage, who=cleaned(who), disk=disk), now, kinds)
        if desk._storage.state.is_outdated and not desk.read_only:
            desk.compact()
        if desk._storage.is_erasing:
            from store.erasure import finish

            finish(desk._storage)
        return desk

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; its JSON then holds everything by itself."""
        try:
            self.refresh()
            if is_due(self._storage, closing=True):
                compact(self._storage)
        except StoreError as refusal:  # nothing is lost: the journal holds what the file does not
            self.notices.append(str(refusal))
        self._db.close()

    @property
    def path(self) -> Path:
        """The file, links followed."""
        return self._storage.path

    @property
    def who(self) -> str:
        """Who is at the keyboard: the name on undo steps and journal lines."""
        return self._storage.who

    @who.setter
    def who(self, name: str) -> None:
        self._storage.who = cleaned(name)

    @property
    def notices(self) -> list[str]:
        """What the owner should be told, one sentence each; whoever shows them clears them."""
        return self._storage.notices

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; empty as long as it can."""
        return self._storage.read_only

    @contextmanager
    def transaction(self, label: str, *, undoable: bool = True) -> Iterator[Self]:
        """Saves everything that is put inside it, at once and for good, as one step that can be undone.

        An exception inside leaves file and memory as they were.

        Args:
            label: What is done, as the owner would say it: `Move C14 to Doing`.
            undoable: Whether it is a step; what is there before anybody has done anything is none.

        Raises:
            NotSaved: the system did not let it through, or somebody holds the file.
        """
        with self._storage.transaction() as draft:
            yield self
            if undoable:
                undo.record(draft, label=cleaned(label), who=self.who)

    def undo(self, *, force: bool = False) -> Step:
        """Takes back this person's latest step.

        Args:
            force: Overwrite what was changed since.

        Raises:
            NothingToUndo: there is no step left, or it is an erasure, which the next call passes by.
            UndoConflict: the same fields were changed since.
        """
        with self._storage.transaction() as draft:
            step = undo.undo(draft, who=self.who, force=force, ref=self.ref)
        if step.is_erasure:
            raise NothingToUndo(f"'{step.label}' cannot be undone; undo again takes back the step before it.")
        return step

    def undo_step(self, number: int) -> Step:
        """Takes back one step of anybody, wherever it stands among the others.

        Raises:
            NothingToUndo: there is no such step, or it is undone already.
            UndoConflict: what it made or changed was changed or used since; nothing overrides that.
        """
        with self._storage.transaction() as draft:
            return undo.undo_step(draft, number, who=self.who, ref=self.ref)

    def redo(self, *, force: bool = False) -> Step:
        """Does again what this person undid last.

        Args:
            force: Overwrite what was changed since.

        Raises:
            NothingToUndo: there is nothing to do again.
            UndoConflict: the same fields were changed since.
        """
        with self._storage.transaction() as draft:
            return undo.redo(draft, who=self.who, force=force, ref=self.ref)

    def steps(
        self, since: datetime | None = None, table: str | None = None, number: int | None = None
    ) -> list[Step]:
        """Returns the steps of everybody, newest first.

        Args:
            since: an aware instant; what was done before it is left out.
            table: leaves out what touched no record of this table.
            number: leaves out what did not touch the record of this number in that table.
        """
        kept = self._storage.rows(undo.STEPS)
        return list(undo.steps(kept, since=since, table=table, number=number))

    @property
    def steps_version(self) -> object:
        """What is equal as long as no step was added, undone or dropped."""
        return self._storage.version(undo.STEPS), self._storage.version(undo.TRASH)

    def trash(self) -> Trash:
        """Returns what is in the trash: what was thrown away, and what undone steps had made."""
        return trash.contents(self._storage.rows, self._collections)

    def empty_trash(self, asked: Trash) -> None:
        """Destroys what is in the trash, with the steps that could have brought a part of it back.

        Args:
            asked: what the owner has agreed to destroy.

        Raises:
            NotSaved: the system did not let it through, or somebody holds the file.
            StoreError: the trash holds something else by now.
        """
        with self._storage.transaction() as draft:
            if trash.contents(self._storage.rows, self._collections) != asked:
                raise StoreError("Nothing was destroyed: the trash has changed meanwhile, so look again.")
            trash.empty(draft, asked)

    def erase(
        self,
        records: "Iterable[Place]",
        names: Sequence[str],
        *,
        put_instead: "Iterable[Document]" = (),
        forget: "Forget | None" = None,
    ) -> "Erased":
        """Erases a person for good: the records, and the names in undo steps, journal, backups and drafts.

        The file and its copies lose all of it or nothing, also when the machine stops in the middle; drafts
        go first, lest one outlive the rest, and are gone even when nothing is saved. The numbers are not
        used again. What the file still says of the person elsewhere is returned; since editing that leaves
        undo steps that hold it, erase the names once more afterwards, with no records.

        Args:
            records: table and number of everything that is the person's.
            names: what the person is called, each name whole; a short form that is only this person's is one
                more name, or else it is only listed where it stands in a record.
            put_instead: what is saved in the same act: a document with the uid of one of the records takes
                its place whatever it says by now, any other is saved like in a transaction.
            forget: drops drafts and the like, given the names and the uids; called when all else is ready.

        Raises:
            NotFound: one of the records is not there; nothing is erased, nor any draft.
            Conflict: others changed something else that is put; nothing is erased, nor any draft.
            NotSaved: the system did not let it through, or somebody holds the file; no record is erased.
        """
        from store.erasure import erase

        return erase(self._storage, self._collections, records, names, put_instead=put_instead, forget=forget)

    @contextmanager
    def sealed(self) -> Iterator[None]:
        """Refuses every change inside it."""
        was = self._storage.read_only
        self._storage.read_only = was or "Nothing is changed while a draft is opened again."
        try:
            yield
        finally:
            if not was:
                self._storage.read_only = was

    def refresh(self) -> frozenset[str]:
        """Takes in what other sessions saved; costs two calls to the system when that is nothing.

        Returns:
            The names of the tables they changed since the last call.
        """
        return self._storage.refresh()

    def compact(self) -> None:
        """Writes the journal's changes into the file; a thread may do so while this one saves.

        Raises:
            NotSaved: the system did not let it through; nothing is lost.
        """
        compact(self._storage)

    def compaction_due(self, idle_seconds: float) -> bool:
        """Says whether it is time to compact, given how long nobody has touched a key."""
        return is_due(self._storage, idle_seconds)

    def ref(self, table: str, number: int) -> str:
        """Returns how people call a record, as in `C14`."""
        collection = self._collections.get(table)
        return collection.ref(number) if collection else f"{table} {number}"
