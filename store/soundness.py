"""Whether a workspace is sound, found out without changing a byte."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from models.document import in_words
from store.disk import Disk
from store.errors import StoreError
from store.loading import State, load
from store.shared_files import UNFINISHED
from store.tables import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Soundness:
    """What `check` found.

    Attributes:
        sound: Whether every saved change can be read.
        documents: How many records each table holds.
        journal_lines: How many transactions wait in the journal.
        schema: The version of the file; None when it cannot be read.
        problems: One sentence each; a sound file may have some too.
    """

    sound: bool
    documents: dict[str, int]
    journal_lines: int
    schema: int | None
    problems: list[str]


def check(path: Path | str, *, disk: Disk | None = None, kinds: Mapping[str, Kind] = KINDS) -> Soundness:
    """Says whether a workspace is sound, without changing a byte."""
    path = Path(path).resolve()
    try:
        state = load(path, disk or Disk())
    except StoreError as refusal:
        return Soundness(False, {}, 0, None, [str(refusal)])
    problems = []
    if not state.exists:
        problems.append(f"There is no workspace at {path}: it is made with the first save.")
    if state.stray:
        problems.append(f"{path.name}.journal is not this file's journal: {state.stray}.")
    if state.tail:
        problems.append(f"The journal ends in {len(state.tail)} bytes of a save that was never finished.")
    if state.changed_outside:
        problems.append(f"{path.name} was changed by another program.")
    if state.tables.get(UNFINISHED):
        problems.append("Older copies still hold what was erased: open the file once, and they go.")
    documents = {name: len(rows) for name, rows in state.tables.items() if len(rows) and name[0] != "_"}
    unreadable = list(_unreadable(state, kinds))
    sound = not state.stray and not unreadable
    return Soundness(sound, documents, state.lines, state.meta.schema, problems + unreadable)


def _unreadable(state: State, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """Yields a sentence for each row that is no valid record."""
    for table, rows in state.tables.items():
        if len(rows) and (kind := kinds.get(table)):
            for number in rows.numbers():
                try:
                    kind.checked(number, rows.get(number) or {})
                except ValidationError as error:
                    yield f"{kind.ref(number)} cannot be read: {in_words(error)}"
