"""One writer at a time: a lock file beside the workspace, shared by sessions and by threads."""

import getpass
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.disk import Disk
from store.errors import Busy, not_saved

PATIENCE = 5.0
"""Seconds to wait for another session before giving up."""

_PAUSE = 0.01


class FileLock:
    """A lock that the system gives back when its holder dies.

    The lock file is never removed nor replaced: a lock on a file that is renamed over locks nothing.
    """

    def __init__(self, path: Path, disk: Disk) -> None:
        self.path = path
        self._disk = disk
        self._thread = threading.RLock()
        self._depth = 0
        self._fd: int | None = None

    @contextmanager
    def held(self, mode: int = 0o600) -> Iterator[None]:
        """Holds the lock; a thread that holds it may take it again.

        Args:
            mode: The permissions of a lock file that has to be made.

        Raises:
            Busy: another session held it for `PATIENCE` seconds.
            NotSaved: there can be no lock file in that folder.
        """
        with self._thread:
            if not self._depth:
                self._take(mode)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._give_back()

    @contextmanager
    def threads_only(self) -> Iterator[None]:
        """Keeps the other threads of this process out, and asks nothing of other processes."""
        with self._thread:
            yield

    def close(self) -> None:
        """Closes the lock file."""
        fd, self._fd = self._fd, None
        if fd is not None:
            with suppress(OSError):  # it is closed all the same
                self._disk.close(fd)

    def _take(self, mode: int) -> None:
        try:
            self._wait(mode)
        except OSError as error:
            self.close()
            raise not_saved(self.path.with_suffix(""), error) from error

    def _give_back(self) -> None:
        try:
            if self._fd is not None:
                self._disk.unlock(self._fd)
        except OSError:  # closing gives it back as well, and what was saved stays saved
            self.close()

    def _wait(self, mode: int) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            fd = self._opened(mode)
            if self._disk.lock(fd):
                if self._is_current(fd):
                    self._sign(fd)
                    return
                self._disk.unlock(fd)
                self.close()
            elif time.monotonic() >= until:
                raise Busy(f"{self.path.stem} is held by {self._holder(fd)}: try again in a moment.")
            else:
                time.sleep(_PAUSE)

    def _opened(self, mode: int) -> int:
        if self._fd is None:
            self._fd = self._disk.open(self.path, os.O_RDWR | os.O_CREAT, mode)
        return self._fd

    def _is_current(self, fd: int) -> bool:
        there = self._disk.stat(self.path)
        return there is not None and there.st_ino == self._disk.stat_open(fd).st_ino

    def _sign(self, fd: int) -> None:
        """Leaves our name, so that a session that waits can say for whom."""
        signature = _signature()
        try:
            if self._disk.read(fd) != signature:
                self._disk.truncate(fd, 0)
                self._disk.write(fd, signature, 0)
        except OSError:
            return  # a courtesy: a full disk must not cost the lock

    def _holder(self, fd: int) -> str:
        return self._disk.read(fd).decode(errors="replace").strip() or "another session"


def _signature() -> bytes:
    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = "somebody"
    return f"{user} (process {os.getpid()})\n".encode(errors="replace")
