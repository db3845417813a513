"""What a snapshot and its journal say together, worked out without touching either."""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from store import schema
from store.disk import Disk
from store.errors import Damaged, not_read
from store.journal import Header, Lines, read_header, read_lines
from store.rows import Rows, apply
from store.schema import upgraded
from store.snapshot import Meta, read_snapshot, without_gc


@dataclass(slots=True)
class State:
    """A workspace as its files describe it.

    Attributes:
        meta: What the snapshot says about itself.
        tables: Every row, with the journal's changes.
        header: The journal's header; None without a journal that belongs to the snapshot.
        end: The offset after the journal's last sound line.
        lines: How many transactions the journal holds.
        tail: What a session that died left of its last line.
        stray: Why the journal does not belong to the snapshot; empty when it does.
        changed_outside: Whether another program wrote the snapshot.
        exists: Whether there is a snapshot at all.
    """

    meta: Meta
    tables: dict[str, Rows]
    header: Header | None = None
    end: int = 0
    lines: int = 0
    tail: bytes = b""
    stray: str = ""
    changed_outside: bool = False
    exists: bool = True

    @property
    def is_outdated(self) -> bool:
        """Whether the file is still in an older version's form, and only memory is in ours."""
        return self.meta.schema < schema.SCHEMA


def journal_of(path: Path) -> Path:
    """Returns where the journal of a workspace lies."""
    return path.with_name(path.name + ".journal")


def load(path: Path, disk: Disk) -> State:
    """Reads a workspace and its journal, changing nothing.

    Raises:
        StoreError: they cannot be read, or not without losing something.
    """
    try:
        snapshot = disk.load(path)
        journal = disk.load(journal_of(path))
    except OSError as error:
        raise not_read(path, error) from error
    return assemble(snapshot, journal, path.name)


def reconcile(old: dict[str, Rows], new: dict[str, Rows]) -> set[str]:
    """Makes equal rows of a reloaded file the objects we know, and returns the tables that differ."""
    changed = set()
    for name in old.keys() | new.keys():
        before = old[name].by_key if name in old else {}
        after = new[name].by_key if name in new else {}
        same = {key for key, row in after.items() if before.get(key) == row}
        after.update((key, before[key]) for key in same)
        if len(same) != len(before) or len(same) != len(after):
            changed.add(name)
    return changed


def assemble(snapshot: bytes | None, journal: bytes | None, name: str) -> State:
    """Puts a snapshot and its journal together; None is a file that is not there.

    Raises:
        StoreError: something is damaged, newer, or not ours.
    """
    journal_name = f"{name}.journal"
    opening = read_header(journal, journal_name) if journal else None
    if not snapshot:
        if journal:
            lost = "is empty" if snapshot is not None else "is gone"
            raise Damaged(
                f"{name} {lost}, but {journal_name} is there: put back a backup, "
                "or move the journal away to start afresh."
            )
        return State(Meta(), {}, exists=False)
    meta, found = read_snapshot(snapshot, name, journal=opening is not None)
    header, start = opening if opening else (None, 0)
    if meta is None:
        meta = Meta(store=header.store, gen=header.gen) if header else Meta()
    with without_gc():
        tables = {table: Rows(table, rows, meta.next.get(table, 1)) for table, rows in found.items()}
        for table, number in meta.next.items():
            tables.setdefault(table, Rows(table, next_=number))
    state = State(meta, tables)
    if header is None:
        state.stray = "its first line is torn" if journal else ""
    elif header.store != meta.store:
        state.stray = "it belongs to another workspace"
    elif header.gen > meta.gen:
        state.stray = "it continues a later copy of the file"
    else:
        _replay(state, header, read_lines(journal or b"", start, journal_name))
        is_its_base = (header.size, header.crc) == (len(snapshot), crc32(snapshot))
        state.changed_outside = header.gen == meta.gen and not is_its_base
    if state.is_outdated:
        rows = upgraded({table: rows.by_key for table, rows in tables.items()}, meta.schema)
        next_numbers = {table: rows.next for table, rows in tables.items()}
        state.tables = {table: Rows(table, some, next_numbers.get(table, 1)) for table, some in rows.items()}
    return state


def _replay(state: State, header: Header, lines: Lines) -> None:
    with without_gc():
        for commit in lines.commits:
            for op in commit.ops:
                apply(state.tables, op)
    state.header, state.end, state.lines, state.tail = header, lines.end, len(lines.commits), lines.tail
