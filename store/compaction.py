"""The journal folded into the snapshot, in two phases, so that nobody waits for a whole file."""

import errno
import os
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from zlib import crc32

from store import backups
from store.errors import not_saved, refusing
from store.files import discard, temporary_path
from store.journal import Header, Row
from store.shared_files import UNFINISHED
from store.snapshot import Meta, chunks
from store.storage import JournalStorage

IDLE = 30.0
"""Seconds without a key after which any journal line is reason enough."""

_BYTES = 1_000_000
_LINES = 2_000


def is_due(storage: JournalStorage, idle_seconds: float = 0, *, closing: bool = False) -> bool:
    """Says whether the journal should be folded into the snapshot."""
    state = storage.state
    if storage.read_only or not state.exists:
        return False
    if storage.journal_end > _BYTES or state.lines > _LINES:
        return True
    return (closing or idle_seconds >= IDLE) and (state.lines > 0 or state.changed_outside)


def compact(storage: JournalStorage) -> None:
    """Writes a new snapshot of what is saved and starts a new journal.

    The lock is held only to copy the tables' outlines and to swap the files; others save in between. When
    another session compacts first, ours is dropped. To finish an erasure it is held throughout, because
    the older copies must be gone before the journal is that says so.

    Raises:
        NotSaved: the system did not let it through; snapshot and journal stay usable.
    """
    with storage.held() if storage.is_erasing else nullcontext():
        _fold(storage)


def _fold(storage: JournalStorage) -> None:
    erasing = storage.is_erasing
    with storage.held(), refusing(not_saved, storage.path):
        if not storage.state.exists or not storage.is_in_step():
            return
        old, start = storage.state.header, storage.journal_end
        lines = storage.state.lines
        meta = Meta(
            storage.state.meta.store,
            storage.state.meta.gen + 1,
            {name: rows.next for name, rows in storage.tables.items()},
        )
        tables = {
            name: dict(rows.by_key)
            for name, rows in storage.tables.items()
            if rows.by_key and name != UNFINISHED
        }
    snapshot, journal = temporary_path(storage.path), temporary_path(storage.journal_path)
    try:
        with refusing(not_saved, storage.path):
            size, crc = _written(storage, snapshot, meta, tables)
            if erasing:
                backups.renew(storage.path, storage.disk.load(snapshot) or b"", storage.mode, storage.disk)
            with storage.held():
                if storage.state.header is not old or not storage.is_in_step():
                    return
                if storage.is_erasing != erasing:
                    return
                header = Header(meta.store, meta.gen, size, crc)
                _swap(storage, snapshot, journal, header, start, lines)
    finally:
        for leftover in (snapshot, journal):
            discard(leftover, storage.disk)


def _written(
    storage: JournalStorage, path: Path, meta: Meta, tables: Mapping[str, Mapping[str, Row]]
) -> tuple[int, int]:
    """Writes a snapshot beside the old one, makes sure of it, and returns its length and sum."""
    disk = storage.disk
    size = crc = 0
    fd = disk.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, storage.mode)
    try:
        for chunk in chunks(meta, tables):
            disk.write_all(fd, chunk, size)
            size, crc = size + len(chunk), crc32(chunk, crc)
            time.sleep(0)  # lets the screen have its turn
        disk.sync(fd)
        if crc32(disk.read(fd)) != crc:
            raise OSError(errno.EIO, "what was written does not read back")
    finally:
        disk.close(fd)
    return size, crc


def _swap(
    storage: JournalStorage, snapshot: Path, journal: Path, header: Header, start: int, lines: int
) -> None:
    """Puts both new files in place; a crash between any two steps leaves a pair that opens whole."""
    disk, folder = storage.disk, storage.path.parent
    disk.keep(journal, header.encoded() + storage.journal_since(start), storage.mode)
    disk.replace(snapshot, storage.path)
    disk.sync_folder(folder)
    disk.replace(journal, storage.journal_path)
    try:
        disk.sync_folder(folder)
    except OSError:
        storage.distrust()
        raise
    end = len(header.encoded()) + storage.journal_end - start
    storage.switch(header, storage.state.lines - lines, end)
