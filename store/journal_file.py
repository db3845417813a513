"""The open journal: where lines are appended, and taken back when the disk refuses them."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from store.disk import Disk
from store.files import spare_path


class JournalFile:
    """A journal that is open for appending.

    Attributes:
        path: The file.
        end: The offset after the last line that is known to be on the disk.
        failed: Whether the disk may have dropped what it was given; such a journal is not written to again.
    """

    def __init__(self, path: Path, disk: Disk, end: int | None = None) -> None:
        self.path = path
        self.failed = False
        self._disk = disk
        self._fd = disk.open(path, os.O_RDWR)
        try:
            about = disk.stat_open(self._fd)
        except OSError:
            self.close()
            raise
        self._inode = about.st_ino
        self.end = about.st_size if end is None else end

    def close(self) -> None:
        """Closes the file; every line in it was made sure of before."""
        with suppress(OSError):
            self._disk.close(self._fd)

    def read(self, offset: int) -> bytes:
        """Returns the bytes from an offset on, whatever file lies at `path` by now."""
        return self._disk.read(self._fd, offset)

    def is_at_path(self) -> bool:
        """Says whether the file at `path` is still this one."""
        there = self._disk.stat(self.path)
        return there is not None and there.st_ino == self._inode

    def append(self, line: bytes) -> None:
        """Puts a line on the disk after `end`, which the caller then moves; a line that fails is taken back.

        Raises:
            OSError: the line is not there; `failed` says whether the next one may be tried.
        """
        syncing = False
        try:
            self._disk.write_all(self._fd, line, self.end)
            syncing = True
            self._disk.sync_data(self._fd)
        except BaseException as error:
            # After EIO the system may call lost pages clean, so that a second sync proves nothing.
            self.failed = syncing and isinstance(error, OSError) and error.errno == errno.EIO
            self._take_back()
            raise

    def cut(self, tail: bytes) -> None:
        """Ends the journal after its last sound line, and keeps what followed in a file of its own."""
        if tail:
            about = self._disk.stat_open(self._fd)
            self._disk.keep(spare_path(self.path, "torn", self._disk), tail, about.st_mode & 0o777)
            self._disk.truncate(self._fd, self.end)
            self._disk.sync(self._fd)

    def _take_back(self) -> None:
        try:
            self._disk.truncate(self._fd, self.end)
            self._disk.sync(self._fd)
        except OSError:
            self.failed = True
