"""A whole workspace kept as a copy, and put back from one."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from store import backups
from store.collection import ERASED
from store.compaction import compact
from store.disk import Disk
from store.erasure import finish
from store.errors import Damaged, NotFound, NotOurs, NotSaved, StoreError, not_read, not_saved, refusing
from store.files import place, spare_path
from store.journal import Row
from store.loading import State, journal_of, load
from store.lock import FileLock
from store.rows import Place, Rows, identity
from store.shared_files import UNFINISHED
from store.snapshot import Meta, chunks
from store.soundness import check
from store.storage import JournalStorage
from store.undo import STEPS, TRASH

Tables = dict[str, dict[str, Row]]


@dataclass(frozen=True)
class Restored:
    """What putting back a copy has done.

    Attributes:
        kept: Where what was there before is kept, empty where nothing was.
        still_erased: How many records stay away because they were erased since the copy was made; None
            where nothing that can be read says who was erased.
    """

    kept: tuple[Path, ...]
    still_erased: int | None


def whole(path: Path | str, *, disk: Disk | None = None) -> bytes:
    """Returns a workspace file as it would be with nothing in its journal.

    Raises:
        StoreError: it cannot be read whole.
    """
    with _opened(path, disk) as storage:
        return _folded(storage)


def back_up(path: Path | str, *, disk: Disk | None = None) -> Path:
    """Keeps a copy of a workspace beside it, and removes those that newer ones stand in for.

    Returns:
        Where the copy is.

    Raises:
        NotSaved: the system did not let it through.
        StoreError: the workspace cannot be read whole.
    """
    with _opened(path, disk) as storage:
        made = _kept(storage)
        with suppress(OSError):  # an older copy more does no harm
            backups.thin(storage.path, storage.disk)
    return made


def has_copy_of(day: date, path: Path | str, *, disk: Disk | None = None) -> bool:
    """Tells whether a copy beside a workspace was made on a day in UTC.

    Raises:
        StoreError: the copies cannot be listed.
    """
    return any(at.date() == day for _, at, _ in copies(path, disk=disk))


def copies(path: Path | str, *, disk: Disk | None = None) -> list[tuple[Path, datetime, int]]:
    """Returns the copies beside a workspace, the newest first: where it is, when it was made, its bytes."""
    path, disk = Path(os.path.realpath(path)), disk or Disk()
    with refusing(not_read, path):
        found = [(copy, disk.stat(copy)) for copy in reversed(backups.kept(path, disk))]
    return [(copy, backups.made_at(copy), about.st_size) for copy, about in found if about]


def restore(path: Path | str, copy: Path, *, who: str = "", disk: Disk | None = None) -> Restored:
    """Puts a workspace back as a copy has it, once what is there is kept itself.

    Sessions that have the file open take it in like any other change. Where the file cannot be read, it
    and its journal are set aside and replaced. Nothing that was erased since comes back; where something
    was, the undo steps and the trash of the copy stay out, too. What was erased is read from the file;
    where that is damaged or gone, from the newest sound copy beside it.

    Raises:
        NotFound: there is no such copy.
        Damaged: the copy cannot be read whole; nothing is changed.
        NotOurs: it is no workspace, or the workspace itself.
        NewerFile: a later version wrote the copy, or the file.
        NotSaved: the system did not let it through.
    """
    path, disk = Path(os.path.realpath(path)), disk or Disk()
    wanted = _readable(path, copy, disk)
    try:
        storage = JournalStorage(path, who=who, disk=disk)
    except (Damaged, NotOurs):
        return _replaced(path, wanted, disk)
    try:
        _finish_erasure(storage)
        return _put_back(storage, wanted)
    finally:
        storage.close()


def _folded(storage: JournalStorage) -> bytes:
    with storage.locked():
        meta = storage.state.meta
        next_numbers = {name: rows.next for name, rows in storage.tables.items()}
        tables = {
            name: rows.by_key for name, rows in storage.tables.items() if rows.by_key and name != UNFINISHED
        }
        return b"".join(chunks(Meta(meta.store, meta.gen, next_numbers), tables))


def _kept(storage: JournalStorage) -> Path:
    with storage.locked(), refusing(not_saved, storage.path):
        return backups.make(storage.path, _folded(storage), storage.mode, storage.disk)


def _readable(path: Path, copy: Path, disk: Disk) -> State:
    if Path(os.path.realpath(copy)) == path:
        raise NotOurs(f"{copy} is the workspace itself: name a copy of it.")
    state = load(copy, disk)
    if not state.exists:
        raise NotFound(f"There is no copy at {copy}: deskhand restore --list names those there are.")
    found = check(copy, disk=disk)
    if not found.sound:
        why = found.problems[-1].rstrip(".")
        raise Damaged(f"{copy.name} cannot be put back whole ({why}): name another copy.")
    if not any(rows.by_key for rows in state.tables.values()):
        raise NotOurs(f"{copy.name} holds no record, so nothing would be left: name another copy.")
    return state


def _finish_erasure(storage: JournalStorage) -> None:
    """Takes away the older copies of what was erased, which must not be mixed with new ones."""
    finish(storage)
    if storage.is_erasing:
        raise NotSaved(storage.notices.pop() if storage.notices else storage.read_only)


def _put_back(storage: JournalStorage, wanted: State) -> Restored:
    with storage.locked():
        is_there = storage.state.exists
        known = storage.tables if is_there else _in_newest_copy(storage.path, storage.disk)
        kept = (_kept(storage),) if is_there else ()
        tables, still_erased = _as_put_back(wanted.tables, known or {})
        next_numbers = _next_numbers(wanted.tables, known or {})
        storage.write(tables)
        for name, number in next_numbers.items():
            storage.tables.setdefault(name, Rows(name)).next = number
        compact(storage)
    return Restored(kept, None if known is None else still_erased)


def _in_newest_copy(path: Path, disk: Disk) -> Mapping[str, Rows] | None:
    """Returns what the newest copy beside a workspace holds that can be read; None where none can.

    Every copy there was made after the last erasure, which renews them.
    """
    for copy, _, _ in copies(path, disk=disk):
        with suppress(StoreError):
            state = load(copy, disk)
            if state.exists:
                return state.tables
    return None


def _next_numbers(*known: Mapping[str, Rows]) -> dict[str, int]:
    """Returns the numbers to go on with, so that none is given out twice."""
    names = {name for tables in known for name in tables if name != UNFINISHED}
    return {name: max(tables[name].next for tables in known if name in tables) for name in names}


def _as_put_back(wanted: Mapping[str, Rows], now: Mapping[str, Rows]) -> tuple[Tables, int]:
    """Returns the tables to put back, and how many of their records stay away because they were erased."""
    tables, away = _without_erased(wanted, now)
    stood = _records(now)
    for name, rows in tables.items():
        for key, row in rows.items():
            if name == TRASH:
                rows[key] = row | {"row": _ahead(row["row"], stood.get((row["table"], row["number"])))}
            elif not name.startswith("_"):
                rows[key] = _ahead(row, stood.get((name, int(key))))
    return tables, away


def _records(tables: Mapping[str, Rows]) -> dict[Place, Row]:
    """Returns every record, those in the trash as well."""
    found: dict[Place, Row] = {}
    for name, rows in tables.items():
        for key, row in rows.by_key.items():
            if name == TRASH:
                found[row["table"], row["number"]] = row["row"]
            elif not name.startswith("_"):
                found[name, int(key)] = row
    return found


def _ahead(row: Row, stood: Row | None) -> Row:
    """Returns a row with a revision that no session has seen, or a save from before would overwrite it."""
    if stood is None or stood == row:
        return row
    return row | {"rev": max(row.get("rev", 0), stood.get("rev", 0)) + 1}


def _without_erased(wanted: Mapping[str, Rows], now: Mapping[str, Rows]) -> tuple[Tables, int]:
    """Returns the tables without what was erased since, and how many records that are."""
    tables: Tables = {name: dict(rows.by_key) for name, rows in wanted.items() if name != UNFINISHED}
    erased = {row["uid"]: row for row in tables.get(ERASED, {}).values()}
    since = {
        row["uid"]: row
        for row in (now[ERASED].by_key.values() if ERASED in now else ())
        if erased.get(row["uid"]) != row
    }
    if not since:
        return tables, 0
    away = 0
    for name, rows in tables.items():
        if name.startswith("_"):
            continue
        for key, row in list(rows.items()):
            uid = identity(name, int(key), row)
            until = since[uid]["until"] if uid in since else 0
            if until is None or row.get("rev", 0) < until:
                away += 1
                _keep_what_stands(rows, key, now.get(name))
    tables[ERASED] = {str(n): row for n, row in enumerate((erased | since).values(), start=1)}
    tables[STEPS], tables[TRASH] = {}, {}
    return tables, away


def _keep_what_stands(rows: dict[str, Row], key: str, now: Rows | None) -> None:
    """Puts what stands in the place of an erased record there again, or nothing."""
    instead = now.get(int(key)) if now else None
    if instead is None:
        del rows[key]
    else:
        rows[key] = instead


def _replaced(path: Path, wanted: State, disk: Disk) -> Restored:
    """Puts a copy in the place of a file that cannot be read; keeps that and its journal.

    The new file has an identity of its own, so that the old journal is never taken for its continuation,
    wherever the machine stops.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), disk)
    journal, kept = journal_of(path), list[Path]()
    known = _in_newest_copy(path, disk)
    tables, still_erased = _as_put_back(wanted.tables, known or {})
    meta = Meta(next=_next_numbers(wanted.tables, known or {}))
    try:
        with refusing(not_saved, path), lock.held():
            broken = disk.load(path)
            if broken:
                kept.append(spare_path(path, "damaged", disk))
                place(kept[-1], broken, 0o600, disk)
            place(
                path,
                b"".join(chunks(meta, {name: rows for name, rows in tables.items() if rows})),
                0o600,
                disk,
            )
            if disk.stat(journal) is not None:
                kept.append(spare_path(journal, "damaged", disk))
                disk.replace(journal, kept[-1])
                disk.sync_folder(path.parent)
    finally:
        lock.close()
    return Restored(tuple(kept), None if known is None else still_erased)


@contextmanager
def _opened(path: Path | str, disk: Disk | None) -> Iterator[JournalStorage]:
    storage = JournalStorage(path, disk=disk)
    try:
        if not storage.state.exists:
            raise StoreError(f"There is no workspace at {path} yet: the first entry or card makes it.")
        _finish_erasure(storage)
        yield storage
    finally:
        storage.close()
