"""Drafts: what was being typed when the terminal went away, on the disk until it can be gone on with."""

import fcntl
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from models.document import fresh_key
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


class OpenedDraft:
    """A draft that one session goes on with, and no other while that session lives.

    Attributes:
        draft: what was typed.
        path: where it lies; whoever is killed while it is opened leaves it set aside as `.kept`, so that the
            next start is spared what may have been its fault.
    """

    def __init__(self, draft: Draft, path: Path, handle: int) -> None:
        self.draft = draft
        self._handle = handle
        self._waiting, self.path = path, path.replace(path.with_suffix(".kept"))

    def put_back(self) -> None:
        """Lets it wait for the next session, should this one end before it is saved or left."""
        with suppress(OSError):
            self.path = self.path.replace(self._waiting)

    def set_aside(self) -> None:
        """Leaves it in its file, which no session opens by itself any more."""
        os.close(self._handle)

    def done(self) -> None:
        """Deletes it: it was saved, or left."""
        with suppress(OSError):  # an erasure may have deleted it
            self.path.unlink()
        os.close(self._handle)


def keep(draft: Draft, who: str) -> Path:
    """Writes a draft for an owner, whole or not at all, for nobody else to read; returns where.

    Raises:
        RuleBroken: there is no folder for it.
        OSError: it cannot be written.
    """
    path = private_folder(FOLDER) / f"{_owned(draft.file, who)}-{fresh_key()}.json"
    new = path.with_suffix(".new")
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8", errors="replace") as file:
        json.dump(asdict(draft), file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return path


def is_any(file: Path, who: str) -> bool:
    """Tells whether there is a draft of an owner for a workspace, be it one that another session has."""
    return any((state_dir() / FOLDER).glob(_names(file, who)))


def open_oldest(file: Path, who: str) -> OpenedDraft | None:
    """Returns an owner's oldest draft for a workspace that no session goes on with, if there is one."""
    for path in sorted((state_dir() / FOLDER).glob(_names(file, who)), key=_age):
        with suppress(OSError):
            if (found := _opened(path)) is not None:
                return found
    return None


def _opened(path: Path) -> OpenedDraft | None:
    """Returns the draft of a file; None when another session has it, or it is none of this version.

    Raises:
        OSError: another session has just finished it, or it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # let go of by the system when a session dies
        draft = Draft(**json.loads(path.read_text("utf-8")))
        return OpenedDraft(draft, path, handle)
    except (OSError, ValueError, TypeError):
        os.close(handle)
        return None


def _names(file: Path, who: str) -> str:
    return f"{_owned(str(file), who)}-*.json"


def _owned(file: str, who: str) -> str:
    return sha256(f"{file}\0{who}".encode(errors="surrogateescape")).hexdigest()[:16]


def _age(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime_ns
    return 0
