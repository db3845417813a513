"""The system calls that the store's promises rest on, one method each, so that tests can fail any of them."""

import errno
import fcntl
import os
from pathlib import Path


class Disk:
    """Calls the operating system; every method may raise OSError."""

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """Opens a file; a file it creates has exactly this mode, whatever the umask."""
        fd = os.open(path, flags | os.O_CLOEXEC, mode)
        if flags & os.O_CREAT and mode != 0o600 and os.fstat(fd).st_mode & 0o777 != mode:
            os.fchmod(fd, mode)
        return fd

    def close(self, fd: int) -> None:
        """Closes a file."""
        os.close(fd)

    def read(self, fd: int, offset: int = 0) -> bytes:
        """Returns everything from an offset to the end of the file."""
        parts = []
        while part := os.pread(fd, max(os.fstat(fd).st_size - offset, 1), offset):
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def write(self, fd: int, data: bytes, offset: int) -> int:
        """Writes at an offset and returns how many bytes were taken, which may be fewer than given."""
        return os.pwrite(fd, data, offset)

    def truncate(self, fd: int, size: int) -> None:
        """Cuts a file."""
        os.ftruncate(fd, size)

    def sync_data(self, fd: int) -> None:
        """Waits until a file's bytes and length are on the disk."""
        os.fdatasync(fd)

    def sync(self, fd: int) -> None:
        """Waits until a file and all that is known about it are on the disk."""
        os.fsync(fd)

    def sync_folder(self, folder: Path) -> None:
        """Waits until the names in a folder are on the disk."""
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Renames a file over another one."""
        os.replace(source, target)

    def remove(self, path: Path) -> None:
        """Removes a file."""
        os.unlink(path)

    def make_folder(self, folder: Path) -> None:
        """Makes a folder that only its owner can enter, and those above it."""
        missing = [folder, *folder.parents]
        for one in reversed(missing[: next(i for i, one in enumerate(missing) if one.exists())]):
            one.mkdir(mode=0o700, exist_ok=True)

    def stat(self, path: Path) -> os.stat_result | None:
        """Returns what is known about a file; None when there is none."""
        try:
            return os.stat(path)
        except FileNotFoundError:
            return None

    def stat_open(self, fd: int) -> os.stat_result:
        """Returns what is known about an open file."""
        return os.fstat(fd)

    def names(self, folder: Path) -> list[str]:
        """Returns the names in a folder."""
        return os.listdir(folder)

    def lock(self, fd: int) -> bool:
        """Takes an exclusive lock and says whether that worked."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(self, fd: int) -> None:
        """Gives the lock back."""
        fcntl.flock(fd, fcntl.LOCK_UN)

    def load(self, path: Path) -> bytes | None:
        """Returns a file's bytes; None when there is no such file."""
        try:
            fd = self.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return None
        try:
            return self.read(fd)
        finally:
            self.close(fd)

    def write_all(self, fd: int, data: bytes, offset: int) -> None:
        """Writes every byte at an offset, in as many calls as the system wants."""
        view = memoryview(data)
        while view:
            taken = self.write(fd, bytes(view) if len(view) != len(data) else data, offset)
            if taken <= 0:
                raise OSError(errno.EIO, "the disk took no bytes")
            view, offset = view[taken:], offset + taken

    def keep(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Creates a file with these bytes and waits until it is on the disk; an existing one is refused."""
        fd = self.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            self.write_all(fd, data, 0)
            self.sync(fd)
        finally:
            self.close(fd)
