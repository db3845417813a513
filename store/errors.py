"""What the store refuses, each in one sentence for the owner."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.document import Document


class StoreError(Exception):
    """Says in one sentence what the store could not do, and what to do about it."""


class NotFound(StoreError, LookupError):
    """There is no record of that number."""


class NotOurs(StoreError):
    """The file is something else than a Deskhand workspace; it stays as it is."""


class NewerFile(StoreError):
    """The file was written by a later version of Deskhand; it stays as it is."""


class Damaged(StoreError):
    """The file cannot be read without losing something; it stays as it is."""


class NotSaved(StoreError):
    """Nothing was saved: memory and file are what they were before."""


class Busy(NotSaved):
    """Another session kept the file locked for longer than we wait."""


class Conflict(NotSaved):
    """Somebody else changed the same fields since the record was read.

    Saving `mine` keeps this side's values; it holds everything of both sides that did not clash.

    Attributes:
        fields: The names of the fields both sides changed.
        mine: This side's record, on top of what is saved now.
        theirs: The record as it is saved now; None when it was removed.
    """

    def __init__(self, sentence: str, fields: Sequence[str], mine: Document, theirs: Document | None) -> None:
        super().__init__(sentence)
        self.fields = tuple(fields)
        self.mine = mine
        self.theirs = theirs


class NothingToUndo(StoreError):
    """There is no step to undo or to redo."""


class UndoConflict(StoreError):
    """What the step changed was changed again since; `force=True` overrides that.

    Attributes:
        fields: What was changed since, as `C14 title`.
    """

    def __init__(self, sentence: str, fields: Sequence[str]) -> None:
        super().__init__(sentence)
        self.fields = tuple(fields)


_REASONS = {
    errno.ENOSPC: "the disk is full: free some space and try again",
    errno.EDQUOT: "your disk quota is used up: free some space and try again",
    errno.EFBIG: "the file may not grow any further: raise the limit (ulimit -f) and try again",
    errno.EROFS: "the disk is read-only: choose another place with --file",
    errno.EACCES: "you may not write there: change the permissions or choose another place with --file",
    errno.EPERM: "you may not write there: change the permissions or choose another place with --file",
    errno.EIO: "the disk reports an error: check the disk and start Deskhand again",
    errno.ENOENT: "the folder is gone: put it back or choose another place with --file",
    errno.EEXIST: "a part of that path is a file, not a folder: choose another place with --file",
    errno.ENOTDIR: "a part of that path is a file, not a folder: choose another place with --file",
    errno.EISDIR: "it is a folder, not a file: name a file with --file",
    errno.ENAMETOOLONG: "the name is too long: choose a shorter one with --file",
    errno.ELOOP: "its links lead in a circle: mend the link or choose another place with --file",
}


def reason(error: OSError) -> str:
    """Returns the cause of a failed system call and its fix, without a full stop."""
    said = _REASONS.get(error.errno or 0)
    return said or f"the system says '{error.strerror or error}': try again"


def not_saved(path: Path, error: OSError) -> NotSaved:
    """Returns the refusal for a save that the system did not let through."""
    return NotSaved(f"Nothing was saved to {path.name}: {reason(error)}.")


def not_read(path: Path, error: OSError) -> StoreError:
    """Returns the refusal for a file that the system does not let us read."""
    said = reason(error)
    if error.errno in (errno.EACCES, errno.EPERM):
        said = "you may not read it: change its permissions or choose another file with --file"
    return StoreError(f"{path} cannot be opened: {said}.")


@contextmanager
def refusing(refusal: Callable[[Path, OSError], StoreError], path: Path) -> Iterator[None]:
    """Says what the system refuses inside it as the store's own error, `not_saved` or `not_read`."""
    try:
        yield
    except OSError as error:
        raise refusal(path, error) from error
