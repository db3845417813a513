"""Files of other programs: read within bounds, and what they would bring in numbers."""

import stat
from pathlib import Path
from typing import BinaryIO

from models.dates import quoted
from models.document import RuleBroken
from store.exchange import CardPlan, ImportPlan
from tui.wording import duration

LARGEST = 64 * 2**20
"""Bytes up to which a file is read."""


def read_export(path: Path, *, pipes: bool = False) -> bytes:
    """Returns the bytes of a file to import.

    Args:
        path: the file.
        pipes: whether it may be a pipe, which keeps its reader waiting until it is written to.

    Raises:
        RuleBroken: there is no such file, it is none, it is too large, or it cannot be read.
    """
    name = quoted(path.name or str(path))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise RuleBroken(f"{name} is a folder: name a file in it.")
        if not (stat.S_ISREG(found.st_mode) or (pipes and stat.S_ISFIFO(found.st_mode))):
            raise RuleBroken(f"{name} is no ordinary file: save the export to one first.")
        if found.st_size > LARGEST:
            raise _too_large(name)
        with path.open("rb") as stream:
            return read_stream(stream, name)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise RuleBroken(f"There is no file {name}: check the path.") from None
    except OSError as error:
        why = error.strerror or "no reason given"
        raise RuleBroken(f"{name} cannot be read ({why}): check its permissions.") from None


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Returns what a stream holds.

    Raises:
        RuleBroken: that is too large.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise _too_large(name)
    return data


def _too_large(name: str) -> RuleBroken:
    return RuleBroken(f"{name} is larger than {LARGEST // 2**20} MB: export fewer years at a time.")


def counts(planned: ImportPlan | CardPlan) -> str:
    """Returns what an import would bring, in numbers."""
    said = [f"{planned.format}: {len(planned.new):,} new, {planned.known:,} known"]
    if isinstance(planned, CardPlan):
        said += [f"{planned.archived:,} archived"] if planned.archived else []
    else:
        said += [f"{planned.overlapping:,} overlapping"] if planned.overlapping else []
        said += [f"{planned.running:,} running there"] if planned.running else []
    said += [f"{len(planned.skipped):,} skipped"] if planned.skipped else []
    said += [duration(planned.minutes)] if isinstance(planned, ImportPlan) and planned.new else []
    return " · ".join(said)
