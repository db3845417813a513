"""The trash: what was thrown away, what undone steps had made, and the one way to be rid of both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store import undo
from store.rows import Draft, DraftRows, Place, Rows
from store.undo import STEPS, TRASH


@dataclass(frozen=True)
class Trash:
    """What is in the trash.

    Attributes:
        thrown: The records that were thrown away.
        undone: The records that undone steps had made; doing those again brings them back.
    """

    thrown: tuple[Place, ...]
    undone: tuple[Place, ...]

    def __len__(self) -> int:
        return len(self.thrown) + len(self.undone)


def contents(rows_of: Callable[[str], Rows | DraftRows], tables: Iterable[str]) -> Trash:
    """Returns what is in the trash.

    Args:
        rows_of: gives the rows of a table.
        tables: the tables in which a row with a `trashed` stamp is in the trash.
    """
    thrown = []
    for table in tables:
        rows = rows_of(table)
        thrown += [(table, number) for number in rows.numbers() if (rows.get(number) or {}).get("trashed")]
    held = rows_of(TRASH)
    undone = [(row["table"], row["number"]) for place in held.numbers() if (row := held.get(place))]
    return Trash(tuple(thrown), tuple(undone))


def empty(draft: Draft, trash: Trash) -> None:
    """Takes the records out for good, and the steps that could have brought back a part of one."""
    for table, number in trash.thrown:
        draft[table].remove(number)
    for place in draft[TRASH].numbers():
        draft[TRASH].remove(place)
    gone = {*trash.thrown, *trash.undone}
    steps = draft[STEPS]
    for place in steps.numbers():
        row = steps.get(place)
        if row is None:
            continue
        left = undo.without(row, gone)
        if left is None:
            steps.remove(place)
        elif left is not row:
            steps.put(place, left)
