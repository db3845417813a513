"""What the store's tests share: a small kind of record, and a disk in memory that can fail and lose power."""

import errno
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar

from models.document import Document, Part
from store import Workspace
from store.disk import Disk
from store.tables import Kind

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


class Item(Part):
    text: str = ""
    done: bool = False


class Note(Document):
    letter: ClassVar[str] = "N"

    title: str = ""
    due: date | None = None
    tags: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    score: int = 0


class Prefs(Document):
    letter: ClassVar[str] = "S"

    name: str = ""


KINDS = {
    "notes": Kind("notes", "note", "store_doubles:Note"),
    "prefs": Kind("prefs", "settings record", "store_doubles:Prefs", single=True),
}


def open_desk(path: Path, *, disk: Disk | None = None, who: str = "OB", now: datetime = NOON) -> Workspace:
    return Workspace.open(path, who=who, now=lambda: now, disk=disk, kinds=KINDS)


def add(desk: Workspace, *titles: str) -> list[Any]:
    with desk.transaction("Add " + ", ".join(titles)):
        return desk["notes"].put_all([Note(title=title) for title in titles])


def titles(desk: Workspace) -> list[str]:
    return [note.title for note in desk["notes"]]


class Crash(BaseException):
    """The process is gone."""


@dataclass(eq=False)
class Inode:
    number: int
    data: bytearray = field(default_factory=bytearray)
    synced: bytes = b""
    mode: int = 0o600
    changed: int = 0
    holder: int | None = None


class MemoryDisk(Disk):
    """A disk in memory that knows what would survive a power cut.

    `fault` is called with the number and the name of every durable call, before it happens; what it raises
    is what the caller gets. It may return a length to shorten a write. `doubt` is called likewise before
    every call that only looks or locks.
    """

    def __init__(self) -> None:
        self.files: dict[str, Inode] = {}
        self.durable: dict[str, Inode] = {}
        self.calls: list[str] = []
        self.looks: list[str] = []
        self.fault: Callable[[int, str], int | None] = lambda number, name: None
        self.doubt: Callable[[int, str], int | None] = lambda number, name: None
        self._open: dict[int, Inode] = {}
        self._fds = itertools.count(100)
        self._inodes = itertools.count(1)
        self._clock = itertools.count(1)

    def _durable(self, name: str) -> int | None:
        self.calls.append(name)
        return self.fault(len(self.calls) - 1, name)

    def _look(self, name: str) -> None:
        self.looks.append(name)
        self.doubt(len(self.looks) - 1, name)

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        key = str(path)
        if key not in self.files:
            if not flags & os.O_CREAT:
                raise FileNotFoundError(errno.ENOENT, "no such file", key)
            self._durable("create")
            self.files[key] = Inode(next(self._inodes), mode=mode)
        elif flags & os.O_EXCL:
            raise FileExistsError(errno.EEXIST, "exists", key)
        fd = next(self._fds)
        self._open[fd] = self.files[key]
        return fd

    def close(self, fd: int) -> None:
        inode = self._open.pop(fd)
        if inode.holder == fd:
            inode.holder = None

    def read(self, fd: int, offset: int = 0) -> bytes:
        return bytes(self._open[fd].data[offset:])

    def write(self, fd: int, data: bytes, offset: int) -> int:
        inode = self._open[fd]
        length = self._durable("write")
        data = data if length is None else data[:length]
        inode.data[offset : offset + len(data)] = data
        inode.changed = next(self._clock)
        return len(data)

    def truncate(self, fd: int, size: int) -> None:
        self._durable("truncate")
        del self._open[fd].data[size:]
        self._open[fd].changed = next(self._clock)

    def sync_data(self, fd: int) -> None:
        self._durable("sync_data")
        self._open[fd].synced = bytes(self._open[fd].data)

    def sync(self, fd: int) -> None:
        self._durable("sync")
        self._open[fd].synced = bytes(self._open[fd].data)

    def sync_folder(self, folder: Path) -> None:
        self._durable("sync_folder")
        self.durable = dict(self.files)

    def replace(self, source: Path, target: Path) -> None:
        self._durable("replace")
        self.files[str(target)] = self.files.pop(str(source))

    def remove(self, path: Path) -> None:
        self._durable("remove")
        del self.files[str(path)]

    def make_folder(self, folder: Path) -> None:
        pass

    def stat(self, path: Path) -> os.stat_result | None:
        self._look("stat")
        inode = self.files.get(str(path))
        return None if inode is None else self._about(inode)

    def stat_open(self, fd: int) -> os.stat_result:
        self._look("stat_open")
        return self._about(self._open[fd])

    def _about(self, inode: Inode) -> Any:
        return SimpleNamespace(
            st_ino=inode.number, st_size=len(inode.data), st_mtime_ns=inode.changed, st_mode=inode.mode
        )

    def names(self, folder: Path) -> list[str]:
        return [Path(key).name for key in self.files if Path(key).parent == folder]

    def lock(self, fd: int) -> bool:
        self._look("lock")
        inode = self._open[fd]
        if inode.holder in (None, fd):
            inode.holder = fd
        return inode.holder == fd

    def unlock(self, fd: int) -> None:
        self._look("unlock")
        if self._open[fd].holder == fd:
            self._open[fd].holder = None

    def after_crash(self, *, names: str = "cached", data: str = "cached") -> "MemoryDisk":
        """Returns the disk the next start finds: what was only `cached` may be there or not."""
        other = MemoryDisk()
        for key, inode in (self.files if names == "cached" else self.durable).items():
            content = inode.data if data == "cached" else inode.synced
            other.files[key] = Inode(inode.number, bytearray(content), bytes(content), inode.mode)
        other.durable = dict(other.files)
        other._inodes = itertools.count(1_000)
        return other
