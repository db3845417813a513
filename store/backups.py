"""The backups that are kept beside a workspace."""

import errno
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zlib import crc32

from store.disk import Disk
from store.files import place, remove_leftovers, spare_files, spare_path

FOLDER = "backups"
_PERIODS = (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12))
"""How a day, a week and a month are told apart, and of how many the last backup is kept."""


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


def made_at(backup: Path) -> datetime:
    """Returns when a backup was made, by its name."""
    stamp = backup.name.rpartition("-")[2].partition("+")[0]
    return datetime.strptime(stamp, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)


def thin(path: Path, disk: Disk) -> None:
    """Removes the backups that newer ones stand in for.

    Those of the last day stay, then the last of each of seven days, four weeks and twelve months.

    Raises:
        OSError: some of them may be left.
    """
    known = list(reversed(kept(path, disk)))
    stay = {copy for copy in known if made_at(known[0]) - made_at(copy) < timedelta(days=1)}
    for form, most in _PERIODS:
        latest: dict[str, Path] = {}
        for copy in known:
            latest.setdefault(f"{made_at(copy):{form}}", copy)
        stay.update(list(latest.values())[:most])
    for copy in known:
        if copy not in stay:
            disk.remove(copy)


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
