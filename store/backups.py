"""The backups that are kept beside a workspace."""

import errno
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from store.disk import Disk
from store.files import place, remove_leftovers, spare_files, spare_path

FOLDER = "backups"


def kept(path: Path, disk: Disk) -> list[Path]:
    """Returns the backups of a workspace, the oldest first."""
    with suppress(FileNotFoundError):  # the folder comes with the first backup
        return spare_files(path.with_name(FOLDER) / path.name, disk)
    return []


def make(path: Path, data: bytes, mode: int, disk: Disk) -> Path:
    """Keeps the bytes of a whole workspace file as a backup, and returns where.

    Raises:
        OSError: it is not there, or does not read back.
    """
    beside = path.with_name(FOLDER) / path.name
    disk.make_folder(beside.parent)
    backup = spare_path(beside, "backup", disk)
    place(backup, data, mode, disk)
    if crc32(disk.load(backup) or b"") != crc32(data):
        raise OSError(errno.EIO, "what was written does not read back")
    disk.sync_folder(path.parent)
    return backup


def renew(path: Path, data: bytes, mode: int, disk: Disk) -> None:
    """Makes a backup and removes every older copy: backups, and what was set aside beside the workspace.

    Raises:
        OSError: some of them may be left.
    """
    older = [*kept(path, disk), *spare_files(path, disk)]
    backup = make(path, data, mode, disk)
    for copy in older:
        disk.remove(copy)
    for folder in (backup.parent, path.parent):
        remove_leftovers(folder / path.name, disk)
        disk.sync_folder(folder)
