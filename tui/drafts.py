"""Drafts: what was being typed when the terminal went away, on the disk until it can be gone on with."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from tui.machine import private_folder, state_dir

FOLDER = "drafts"


@dataclass(frozen=True)
class Draft:
    """What was being typed, and the way back to it.

    Attributes:
        at: when it was kept, an ISO instant in UTC.
        file: the workspace.
        screen: the screen below it.
        pages: the pages on top of that screen, each with its name and what it was about.
        place: what the cursor was on, as the topmost screen says it.
        action: what had opened the line or the form there.
        answers: what was chosen in lists on the way.
        label: the question of the line; empty for a form.
        text: what was typed in each field; that of a line has no name.
    """

    at: str
    file: str
    screen: str
    pages: list[list[str]]
    place: list[str]
    action: str
    answers: list[int | str]
    label: str
    text: dict[str, str]


def keep(draft: Draft, who: str) -> Path:
    """Writes a draft for an owner, whole or not at all, for nobody else to read; returns where.

    Raises:
        RuleBroken: there is no folder for it.
        OSError: it cannot be written.
    """
    path = private_folder(FOLDER) / f"{_owned(draft.file, who)}-{os.getpid()}.json"
    new = path.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "w", encoding="utf-8", errors="replace") as file:
        json.dump(asdict(draft), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return path


def waiting(file: Path, who: str) -> Iterator[tuple[Path, Draft]]:
    """Yields an owner's drafts for a workspace, the oldest first, each with its path."""
    for path in sorted((state_dir() / FOLDER).glob(f"{_owned(str(file), who)}-*.json"), key=_age):
        with suppress(OSError, ValueError, TypeError):  # no draft of this version
            yield path, Draft(**json.loads(path.read_text("utf-8")))


def forget(file: Path, *words: str) -> int:
    """Deletes what was typed in a workspace and never saved, by whomever; returns how many files went.

    Args:
        file: the workspace.
        words: names, or uids of records: with some, only what holds one of them goes, then also from the
            texts that an editor left behind, of whatever workspace.

    Raises:
        OSError: one cannot be read or deleted.
    """
    gone = 0
    for path in (state_dir() / FOLDER).glob("*"):
        text = path.read_text("utf-8", "replace")
        told = any(word.casefold() in text.casefold() for word in words)
        if told or (not words and json.dumps(str(file), ensure_ascii=False) in text):
            path.unlink()
            gone += 1
    return gone


def _owned(file: str, who: str) -> str:
    return sha256(f"{file}\0{who}".encode(errors="surrogateescape")).hexdigest()[:16]


def _age(path: Path) -> int:
    return path.stat().st_mtime_ns
