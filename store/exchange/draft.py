"""What a foreign file says, before it is anybody's time entry."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha1

from store.errors import StoreError


class ImportRefused(StoreError):
    """The file cannot be imported as a whole; nothing was taken from it."""


@dataclass(frozen=True)
class Draft:
    """A stretch of time as another program has it, in UTC; without an end it is still running there."""

    line: int
    start: datetime
    end: datetime | None
    title: str
    source: str
    project: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    key: str = ""
    """What the source calls it, or `keyed`'s digest where the source has no lasting name for it."""


@dataclass(frozen=True)
class Skipped:
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """A whole foreign file as read."""

    format: str
    drafts: tuple[Draft, ...]
    """The finished stretches, in the order of the file."""
    running: tuple[Draft, ...]
    skipped: tuple[Skipped, ...]


def keyed(drafts: Iterable[Draft]) -> list[Draft]:
    """Returns drafts that all have a key, so that the same file read again gives the same keys.

    Rows that differ by nothing are told apart by which of them comes first.
    """
    seen: Counter[str] = Counter()
    named = []
    for draft in drafts:
        if not draft.key:
            digest = _digest(draft)
            seen[digest] += 1
            draft = replace(draft, key=f"{digest}-{seen[digest]}")
        named.append(draft)
    return named


def _digest(draft: Draft) -> str:
    end = draft.end and draft.end.isoformat()
    facts = (draft.source, draft.start.isoformat(), end, draft.title, draft.project, sorted(draft.tags))
    return sha1(json.dumps(facts).encode(), usedforsecurity=False).hexdigest()
