"""The files beside a workspace: successors that are not in place yet, and what is set aside."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from models.document import fresh_key
from store.disk import Disk

_PROCESS = fresh_key()[:8]
"""Tells this process from a dead one that had the same number, as is the rule in containers."""

_serial = count()

_SPARE = re.compile(r"(\.journal)?\.[a-z]+-\d{8}T\d{6}(\+\d+)?")
"""What `spare_path` adds to the name of a file, or of its journal."""


def place(path: Path, data: bytes, mode: int, disk: Disk) -> None:
    """Puts a whole new file in place, or leaves what was there.

    Raises:
        OSError: it may or may not be in place after a power cut.
    """
    temporary = temporary_path(path)
    try:
        disk.keep(temporary, data, mode)
        disk.replace(temporary, path)
    finally:
        discard(temporary, disk)
    disk.sync_folder(path.parent)


def spare_path(path: Path, why: str, disk: Disk) -> Path:
    """Returns a free name beside a file, with the time in it."""
    taken = set(disk.names(path.parent))
    name = f"{path.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S}"
    more = 1
    while name in taken:
        more += 1
        name = f"{name.partition('+')[0]}+{more}"
    return path.with_name(name)


def spare_files(path: Path, disk: Disk) -> list[Path]:
    """Returns what was set aside beside a file or its journal, under names from `spare_path`."""
    names = (name for name in sorted(disk.names(path.parent)) if name.startswith(path.name))
    return [path.with_name(name) for name in names if _SPARE.fullmatch(name, len(path.name))]


def temporary_path(path: Path) -> Path:
    """Returns a name beside a file for its successor, which tells whose it is."""
    return path.with_name(f"{path.name}.tmp.{os.getpid()}-{_PROCESS}-{next(_serial)}")


def remove_leftovers(path: Path, disk: Disk) -> None:
    """Removes the unfinished files of processes that are gone."""
    for name in disk.names(path.parent):
        if name.startswith(f"{path.name}.") and ".tmp." in name and not _is_in_use(name):
            discard(path.with_name(name), disk)


def discard(path: Path, disk: Disk) -> None:
    """Removes a file if that is possible; otherwise the next session does."""
    with suppress(OSError):
        if disk.stat(path) is not None:
            disk.remove(path)


def _is_in_use(name: str) -> bool:
    number, _, process = name.rpartition(".tmp.")[2].partition("-")
    try:
        if int(number) == os.getpid():
            return process.startswith(_PROCESS)
        os.kill(int(number), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
