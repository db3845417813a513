"""Undo steps: the changed fields before and after, saved in the same line as the change itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from store.errors import NothingToUndo, UndoConflict
from store.journal import Row
from store.merge import merged
from store.rows import Draft, DraftRows, Rows, identity

STEPS = "_undo"
TRASH = "_trash"

LONGEST_LABEL = 120

KEPT = 200
"""How many steps a file remembers."""

_NEVER_UNDONE = frozenset({"uid", "rev"})

Ref = Callable[[str, int], str]
"""How people call a record, given its table and number."""


@dataclass(frozen=True, slots=True)
class Step:
    """One transaction that can be undone, or redone.

    Attributes:
        number: Its place in the order of all steps.
        label: What was done, as the owner would say it.
        who: Who did it.
        at: When, in real UTC.
        undone: Whether it is undone now.
        records: The table and the number of each record it touched.
    """

    number: int
    label: str
    who: str
    at: datetime
    undone: bool
    records: tuple[tuple[str, int], ...]


def steps(rows: Rows | DraftRows) -> Iterator[Step]:
    """Yields the steps, newest first."""
    for number in reversed(rows.numbers()):
        if row := rows.get(number):
            yield _step(number, row)


def record(draft: Draft, *, label: str, who: str) -> None:
    """Adds the step that would take back what the draft changes; drops this person's undone steps."""
    made: dict[str, list[int]] = {}
    changed: list[tuple[str, int, Row, Row]] = []
    for table, rows in draft.tables.items():
        for number, after in rows.changed.items():
            before = rows.saved.get(number)
            if table.startswith("_") or after is None or after is before:
                continue
            if before is None:
                made.setdefault(table, []).append(number)
            else:
                changed.append((table, number, *_difference(before, after)))
    if not made and not changed:
        return
    kept = draft[STEPS]
    for number in kept.numbers():
        if (row := kept.get(number)) and row["undone"] and row["who"] == who:
            _forget(draft, number, row)
    for number in kept.numbers()[: max(0, len(kept) - KEPT + 1)]:
        _forget(draft, number, kept.get(number) or {})
    at = datetime.now(UTC).isoformat(timespec="seconds")
    step = {
        "label": label[:LONGEST_LABEL],
        "who": who,
        "at": at,
        "undone": False,
        "made": made,
        "changed": changed,
    }
    kept.put(kept.take_number(), step)


def undo(draft: Draft, *, who: str, force: bool, ref: Ref) -> Step:
    """Takes back the latest step of a person.

    Raises:
        NothingToUndo: that person has no step left.
        UndoConflict: something it changed was changed again since, and `force` is not set.
    """
    for step in steps(draft[STEPS]):
        if step.who == who and not step.undone:
            return _turn(draft, step, undone=True, force=force, ref=ref)
    raise NothingToUndo("Nothing to undo.")


def redo(draft: Draft, *, who: str, force: bool, ref: Ref) -> Step:
    """Does again what a person undid last.

    Raises:
        NothingToUndo: that person undid nothing, or changed something since.
        UndoConflict: what it would change was changed since, and `force` is not set.
    """
    for step in reversed(list(steps(draft[STEPS]))):
        if step.who == who and step.undone:
            return _turn(draft, step, undone=False, force=force, ref=ref)
    raise NothingToUndo("Nothing to redo.")


def _turn(draft: Draft, step: Step, *, undone: bool, force: bool, ref: Ref) -> Step:
    row = draft[STEPS].get(step.number) or {}
    clashes: list[str] = []
    made = {(table, number) for table, numbers in row["made"].items() for number in numbers}
    if undone:
        clashes += [
            ref(*one)
            for other in steps(draft[STEPS])
            for one in other.records
            if one in made and other.number > step.number and not other.undone
        ]
    for table, number, before, after in row["changed"]:
        old, new = (after, before) if undone else (before, after)
        now = draft[table].get(number)
        if now is None:
            clashes.append(f"{ref(table, number)} (in the trash)")
            continue
        wanted, fields = _turned(now, old, new)
        clashes += [f"{ref(table, number)} {field}" for field in fields]
        draft[table].put(number, wanted | {"rev": now.get("rev", 0) + 1})
    if clashes and not force:
        verb = "undone" if undone else "done again"
        what = ", ".join(dict.fromkeys(clashes))
        raise UndoConflict(f"'{step.label}' was not {verb}: changed since is {what}.", clashes)
    if undone:
        _to_trash(draft, made)
    else:
        _from_trash(draft, made)
    turned = row | {"undone": undone}
    draft[STEPS].put(step.number, turned)
    return _step(step.number, turned)


def _turned(now: Row, old: Row, new: Row) -> tuple[Row, list[str]]:
    """Returns a row taken from `old` to `new`, and the fields somebody changed since."""
    names = old.keys() | new.keys()
    here = {name: now[name] for name in now if name in names}
    result, clashes = merged(old, new, here)
    for name in ("created", "updated"):
        if name in names and here.get(name) == old.get(name):
            result.pop(name, None)
            result |= {name: new[name]} if name in new else {}
    kept = {name: value for name, value in now.items() if name not in names or name in result}
    return kept | result, clashes


def _to_trash(draft: Draft, made: set[tuple[str, int]]) -> None:
    trash = draft[TRASH]
    for table, number in sorted(made):
        if (row := draft[table].get(number)) is not None:
            trash.put(trash.take_number(), {"table": table, "number": number, "row": row})
            draft[table].remove(number)


def _from_trash(draft: Draft, made: set[tuple[str, int]]) -> None:
    trash = draft[TRASH]
    for place in trash.numbers():
        thrown = trash.get(place) or {}
        table, number = thrown["table"], thrown["number"]
        if (table, number) in made:
            row = thrown["row"]
            uid = identity(table, number, row)
            draft[table].put(number, row | {"uid": uid, "rev": row.get("rev", 0) + 1})
            trash.remove(place)


def _forget(draft: Draft, number: int, row: Row) -> None:
    """Drops a step; what it made and its undoing threw away can no longer come back."""
    draft[STEPS].remove(number)
    if row["undone"]:
        trash = draft[TRASH]
        made = {(table, one) for table, numbers in row["made"].items() for one in numbers}
        for place in trash.numbers():
            thrown = trash.get(place) or {}
            if (thrown["table"], thrown["number"]) in made:
                trash.remove(place)


def _difference(before: Row, after: Row) -> tuple[Row, Row]:
    """Returns the fields that differ, as they were and as they are; one that is not there is left out."""
    names = [name for name in before | after if name not in _NEVER_UNDONE]
    names = [name for name in names if name not in before or name not in after or before[name] != after[name]]
    old = {name: before[name] for name in names if name in before}
    return old, {name: after[name] for name in names if name in after}


def _step(number: int, row: Row) -> Step:
    records = [(table, one) for table, numbers in row["made"].items() for one in numbers]
    records += [(table, one) for table, one, *_ in row["changed"]]
    at = datetime.fromisoformat(row["at"])
    return Step(number, row["label"], row["who"], at, row["undone"], tuple(records))
