"""A snapshot and the journal beside it as this session knows them, in step with what others save."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from zlib import crc32

from store.disk import Disk
from store.errors import Busy, NotSaved, StoreError, not_read, not_saved, refusing
from store.files import remove_leftovers, spare_path
from store.journal import Header, read_header, read_lines
from store.journal_file import JournalFile
from store.loading import State, journal_of, load, reconcile
from store.lock import FileLock
from store.rows import Place, Rows, apply
from store.snapshot import Meta

UNFINISHED = "_erasure"
"""The table that has a row for as long as older copies of what was erased are left beside the file."""

Seen = tuple[tuple[int, ...] | None, tuple[int, ...] | None]
"""What the system says about the snapshot and the journal; None is a file that is not there."""


class SharedFiles:
    """The two files of a workspace, and the lock that all sessions take before they write.

    Attributes:
        path: The file, links followed.
        state: What the files say, rows and all.
        notices: What the owner should be told, one sentence each.
        read_only: Why nothing can be saved any more; empty as long as it can.
        changed_by: Who else changed a record since this session opened, by table and number.
    """

    def __init__(self, path: Path | str, *, disk: Disk | None = None) -> None:
        super().__init__()
        self.path = Path(os.path.realpath(path))
        self.journal_path = journal_of(self.path)
        self.disk = disk or Disk()
        self.state = State(Meta(), {}, exists=False)
        self.notices: list[str] = []
        self.read_only = ""
        self.changed_by: dict[Place, str] = {}
        self._lock = FileLock(self.path.with_name(self.path.name + ".lock"), self.disk)
        self._journal: JournalFile | None = None
        self._seen: Seen = (None, None)
        self._foreign: set[str] = set()
        self._closed = False
        self._open()
        self._foreign.clear()

    @property
    def tables(self) -> dict[str, Rows]:
        """The saved rows, by table."""
        return self.state.tables

    def close(self) -> None:
        """Lets go of the files; what was saved is on the disk already."""
        self._closed = True
        self._let_go()
        self._lock.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Holds the file's lock and leaves the rows alone, so that another thread may go on reading them."""
        if self._closed:
            raise StoreError(f"{self.path.name} is closed: open it again.")
        if self.read_only:
            raise NotSaved(self.read_only)
        with refusing(not_saved, self.path):
            mode = self.mode
        with self._lock.held(mode):
            yield

    def is_in_step(self) -> bool:
        """Says whether the files are still those this session reads, however much others appended."""
        seen = self._look()
        if self._journal is None:
            return seen == self._seen
        return seen[0] == self._seen[0] and self._journal.is_at_path()

    @property
    def mode(self) -> int:
        """The permissions of the workspace file, which its companions share."""
        there = self.disk.stat(self.path)
        return there.st_mode & 0o777 if there else 0o600

    @property
    def is_erasing(self) -> bool:
        """Whether older copies of what was erased are left; the next snapshot takes them away."""
        return bool(self.tables.get(UNFINISHED))

    @property
    def journal_end(self) -> int:
        """The offset after the journal's last line."""
        return self._journal.end if self._journal else 0

    def journal_since(self, offset: int) -> bytes:
        """Returns the journal's lines from an offset on."""
        return self._journal.read(offset) if self._journal else b""

    def switch(self, header: Header, lines: int, end: int | None = None) -> None:
        """Goes on in the journal that now lies beside the snapshot; the lock is held."""
        self.tables.pop(UNFINISHED, None)  # a new snapshot finishes an erasure
        journal = JournalFile(self.journal_path, self.disk, end)
        self._let_go()
        self._journal = journal
        self.state.header, self.state.lines, self.state.meta = header, lines, Meta(header.store, header.gen)
        self.state.exists, self.state.changed_outside = True, False
        self._seen = self._look()
        self._note_end()

    def distrust(self) -> None:
        """Refuses every later save, because the disk may have dropped what it was given."""
        self.read_only = (
            f"{self.path.name} is read-only for now, because the disk failed in the middle of a save: "
            "check the disk and start Deskhand again."
        )

    def _open(self) -> None:
        with refusing(not_read, self.path):
            self.disk.make_folder(self.path.parent)
            if self._look() == (None, None):
                return
            try:
                with self._lock.held(self.mode):
                    self._load()
                    self._tidy()
            except Busy:
                raise
            except NotSaved as refusal:  # where no lock can be made nothing can be saved, but all can be read
                self._load()
                self.read_only = str(refusal)

    def _load(self) -> None:
        """Reads both files."""
        seen = self._look()
        state = load(self.path, self.disk)
        self._foreign |= reconcile(self.tables, state.tables)
        self._let_go()
        self.state, self._seen = state, seen
        if state.changed_outside:
            self.notices.append(f"{self.path.name} was changed by another program; its changes are taken in.")

    def _tidy(self) -> None:
        """Sets aside what a dead session or a copy made by hand left behind, and opens the journal."""
        state = self.state
        try:
            remove_leftovers(self.path, self.disk)
            if state.stray:
                aside = spare_path(self.journal_path, "orphan", self.disk)
                self.disk.replace(self.journal_path, aside)
                self.disk.sync_folder(self.path.parent)
                self.notices.append(f"The journal was set aside as {aside.name}: {state.stray}.")
                state.stray = ""
            if state.header is not None:
                self._journal = JournalFile(self.journal_path, self.disk, state.end)
                self._journal.cut(state.tail)
            self._note_end()
        except OSError as error:
            self._let_go()
            self.read_only = str(not_saved(self.path, error))

    def _look(self) -> Seen:
        """Returns what would be different if anybody had saved."""
        snapshot, journal = self.disk.stat(self.path), self.disk.stat(self.journal_path)
        return (
            snapshot and (snapshot.st_ino, snapshot.st_size, snapshot.st_mtime_ns),
            journal and (journal.st_ino, journal.st_size),
        )

    def _note_end(self) -> None:
        """Remembers how much of the journal we know; more than that is somebody else's."""
        with suppress(OSError):  # what is not remembered is only looked at once more
            journal = self._look()[1]
            self._seen = self._seen[0], journal and (journal[0], self.journal_end)

    def _catch_up(self) -> None:
        with refusing(not_read, self.path):
            if self._look() == self._seen:
                return
            if self._journal is not None and self._followed(self._journal):
                self._note_end()
                return
            self._load()
        self._tidy()
        if self.state.is_outdated:
            self.read_only = f"{self.path.name} was replaced by an older copy: start Deskhand again."
        if self.read_only:
            raise NotSaved(self.read_only)

    def _followed(self, journal: JournalFile) -> bool:
        """Reads on where we were, also into the journal of a session that compacted, or asks for a reload."""
        snapshot_seen, journal_seen = self._look()
        if journal_seen is None:
            return False
        if journal.is_at_path():
            if snapshot_seen != self._seen[0] or journal_seen[1] < journal.end:
                return False
            self._take_in(journal)
            return True
        theirs = self.disk.load(self.journal_path) or b""
        snapshot = self.disk.load(self.path) or b""
        opening, ours = read_header(theirs, self.journal_path.name), self.state.header
        if opening is None or ours is None:
            return False
        header, start = opening
        if header != Header(ours.store, ours.gen + 1, len(snapshot), crc32(snapshot)):
            return False
        self._take_in(journal)
        self.switch(header, 0, start)
        self._seen = snapshot_seen, journal_seen
        if self._journal is not None:
            self._take_in(self._journal)
        return True

    def _take_in(self, journal: JournalFile) -> None:
        lines = read_lines(journal.read(journal.end), 0, journal.path.name, journal.end)
        for commit in lines.commits:
            for op in commit.ops:
                apply(self.tables, op)
                self._foreign.add(op[1])
                self.changed_by[op[1], op[2]] = commit.by
        journal.end = lines.end
        self.state.lines += len(lines.commits)
        journal.cut(lines.tail)

    def _let_go(self) -> None:
        if self._journal is not None:
            self._journal.close()
            self._journal = None
