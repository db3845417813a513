"""Undo steps: the changed fields before and after, saved in the same line as the change itself."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from store.dependence import depending, missing, restamped
from store.errors import NothingToUndo, UndoConflict
from store.journal import Row
from store.merge import merged
from store.rows import Draft, DraftRows, Place, Rows, identity

STEPS = "_undo"
TRASH = "_trash"

LONGEST_LABEL = 120

KEPT = 200
"""How many steps a file remembers."""

_NAMED = 5
"""How many of the changes in the way of an undo its refusal lists."""

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
        undone_by: Who undid it; empty as long as it stands.
        records: The table and the number of each record it touched.
        is_erasure: Whether it erased them, which nothing takes back.
    """

    number: int
    label: str
    who: str
    at: datetime
    undone_by: str
    records: tuple[Place, ...]
    is_erasure: bool = False

    @property
    def undone(self) -> bool:
        """Whether it is undone now."""
        return bool(self.undone_by)


def steps(
    rows: Rows | DraftRows,
    *,
    since: datetime | None = None,
    table: str | None = None,
    number: int | None = None,
) -> Iterator[Step]:
    """Yields the steps, newest first.

    Args:
        rows: the table of steps.
        since: leaves out what was done before this instant.
        table: leaves out what touched no record of this table.
        number: leaves out what did not touch the record of this number in that table.
    """
    for place, row in _newest_first(rows):
        if since is not None and datetime.fromisoformat(row["at"]) < since:
            continue
        if table is None or _touches(row, table, number):
            yield _step(place, row)


def record(draft: Draft, *, label: str, who: str) -> None:
    """Adds the step that would take back what the draft changes; drops the steps this person undid."""
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
    if made or changed:
        _add(draft, label=label, who=who, made=made, changed=changed)


def record_erasure(draft: Draft, erased: Iterable[Place], *, label: str, who: str) -> None:
    """Adds the step that says what was erased, and takes nothing back; drops the steps this person undid."""
    _add(draft, label=label, who=who, made={}, changed=[], erased=list(erased))


def _add(draft: Draft, *, label: str, who: str, **content: object) -> None:
    kept = draft[STEPS]
    for number in kept.numbers():
        if (row := kept.get(number)) and _undone_by(row) == who:
            forget(draft, number, row)
    for number in kept.numbers()[: max(0, len(kept) - KEPT + 1)]:
        forget(draft, number, kept.get(number) or {})
    at = datetime.now(UTC).isoformat(timespec="seconds")
    step = {"label": label[:LONGEST_LABEL], "who": who, "at": at, "undone": False}
    kept.put(kept.take_number(), step | content)


def undo(draft: Draft, *, who: str, force: bool, ref: Ref) -> Step:
    """Takes back the latest step of a person; an erasure is passed by, and returned as it stands.

    Raises:
        NothingToUndo: that person has no step left.
        UndoConflict: something it changed was changed again since, and `force` is not set.
    """
    for number, row in _newest_first(draft[STEPS]):
        if row["who"] == who and not row["undone"] and not row.get("passed"):
            if _is_erasure(row):
                draft[STEPS].put(number, row | {"passed": True})
                return _step(number, row)
            return _turned(draft, number, row, undone_by=who, force=force, ref=ref)
    raise NothingToUndo("Nothing to undo.")


def undo_step(draft: Draft, number: int, *, who: str, ref: Ref) -> Step:
    """Takes back one step of anybody, wherever it stands among the others.

    Raises:
        NothingToUndo: there is no such step, or it is undone already.
        UndoConflict: something it made or changed was changed or used since.
    """
    row = draft[STEPS].get(number)
    if row is None:
        raise NothingToUndo(f"That step is gone: only the last {KEPT} are kept.")
    if row["undone"]:
        raise NothingToUndo(f"'{row['label']}' is undone already.")
    if _is_erasure(row):
        raise NothingToUndo(f"'{row['label']}' cannot be undone: what is erased is nowhere any more.")
    return _turned(draft, number, row, undone_by=who, force=False, ref=ref)


def redo(draft: Draft, *, who: str, force: bool, ref: Ref) -> Step:
    """Does again what a person undid last.

    Raises:
        NothingToUndo: that person undid nothing, or changed something since.
        UndoConflict: what it would change was changed since, and `force` is not set.
    """
    mine = [(number, row) for number, row in _newest_first(draft[STEPS]) if _undone_by(row) == who]
    if not mine:
        raise NothingToUndo("Nothing to redo.")
    number, row = max(mine, key=lambda one: _order_of_undoing(*one))
    return _turned(draft, number, row, undone_by="", force=force, ref=ref)


def _turned(draft: Draft, number: int, row: Row, *, undone_by: str, force: bool, ref: Ref) -> Step:
    """Takes a step back, or does it again when nobody is to have undone it."""
    kept = draft[STEPS]
    made = {(table, one) for table, numbers in row["made"].items() for one in numbers}
    later = [
        (n, other) for n in kept.numbers() if n > number and (other := kept.get(n)) and not other["undone"]
    ]
    clashes = [f"{ref(table, one)} {field}".rstrip() for table, one, field in depending(draft, row, later)]
    if not undone_by:
        clashes += [f"{ref(table, one)} (in the trash)" for table, one in missing(draft[TRASH], row)]
    for table, one, before, after in row["changed"]:
        old, new = (after, before) if undone_by else (before, after)
        now = draft[table].get(one)
        if now is None:
            clashes.append(f"{ref(table, one)} (in the trash)")
            continue
        wanted, fields = _put_back(now, old, new)
        clashes += [f"{ref(table, one)} {field}" for field in fields]
        draft[table].put(one, wanted | {"rev": now.get("rev", 0) + 1})
    clashes = list(dict.fromkeys(clashes))
    if clashes and not force:
        raise _conflict(row["label"], clashes, undone=bool(undone_by))
    for place, other in restamped(row, later, undone=bool(undone_by)):
        kept.put(place, other)
    if undone_by:
        _to_trash(draft, made)
        order = max(
            (_order_of_undoing(n, each) for n, each in _newest_first(kept) if each["undone"]), default=0
        )
        turned = row | {"undone": max(0, order) + 1, "undone_by": undone_by}
    else:
        _from_trash(draft, made)
        turned = {name: value for name, value in row.items() if name != "undone_by"} | {"undone": False}
    kept.put(number, turned)
    return _step(number, turned)


def _conflict(label: str, clashes: list[str], *, undone: bool) -> UndoConflict:
    what = ", ".join(clashes[:_NAMED]).replace("_", " ")
    more = f" and {len(clashes) - _NAMED:,} more" if len(clashes) > _NAMED else ""
    verb = "undone" if undone else "done again"
    return UndoConflict(f"'{label}' was not {verb}: changed since is {what}{more}.", clashes)


def _put_back(now: Row, old: Row, new: Row) -> tuple[Row, list[str]]:
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


def _to_trash(draft: Draft, made: set[Place]) -> None:
    trash = draft[TRASH]
    for table, number in sorted(made):
        if (row := draft[table].get(number)) is not None:
            trash.put(trash.take_number(), {"table": table, "number": number, "row": row})
            draft[table].remove(number)


def _from_trash(draft: Draft, made: set[Place]) -> None:
    trash = draft[TRASH]
    for place in trash.numbers():
        thrown = trash.get(place) or {}
        table, number = thrown["table"], thrown["number"]
        if (table, number) in made:
            row = thrown["row"]
            uid = identity(table, number, row)
            draft[table].put(number, row | {"uid": uid, "rev": row.get("rev", 0) + 1})
            trash.remove(place)


def forget(draft: Draft, number: int, row: Row) -> None:
    """Drops a step; what it made and its undoing threw away can no longer come back."""
    draft[STEPS].remove(number)
    if row["undone"]:
        trash = draft[TRASH]
        made = {(table, one) for table, numbers in row["made"].items() for one in numbers}
        for place in trash.numbers():
            thrown = trash.get(place) or {}
            if (thrown["table"], thrown["number"]) in made:
                trash.remove(place)


def without(row: Row, gone: Collection[Place]) -> Row | None:
    """Returns a step that knows nothing of records that are gone, None where it can no longer be kept.

    One that changed such a record goes as a whole: undoing the rest of a merge would lose what was merged.
    One that made some of them stays for what else it made, or for what it changed as long as it stands;
    once undone, doing only the changes again would be half of what was done.
    """
    if any((table, number) in gone for table, number, *_ in row["changed"]):
        return None
    made = {
        table: [number for number in numbers if (table, number) not in gone]
        for table, numbers in row["made"].items()
    }
    if made == row["made"]:
        return row
    made = {table: numbers for table, numbers in made.items() if numbers}
    return row | {"made": made} if made or (row["changed"] and not row["undone"]) else None


def _difference(before: Row, after: Row) -> tuple[Row, Row]:
    """Returns the fields that differ, as they were and as they are; one that is not there is left out."""
    names = [name for name in before | after if name not in _NEVER_UNDONE]
    names = [name for name in names if name not in before or name not in after or before[name] != after[name]]
    old = {name: before[name] for name in names if name in before}
    return old, {name: after[name] for name in names if name in after}


def _newest_first(rows: Rows | DraftRows) -> Iterator[tuple[int, Row]]:
    for number in reversed(rows.numbers()):
        if row := rows.get(number):
            yield number, row


def _touches(row: Row, table: str, number: int | None) -> bool:
    made = row["made"].get(table, ())
    if number is None:
        return bool(made) or any(each[0] == table for each in row["changed"])
    return number in made or any(each[0] == table and each[1] == number for each in row["changed"])


def _undone_by(row: Row) -> str:
    """Returns who undid a step; in files that do not say it was always whose step it is."""
    return str(row.get("undone_by", row["who"])) if row["undone"] else ""


def _order_of_undoing(number: int, row: Row) -> int:
    """Returns what is greatest for the step undone last; of those that only say `true` that is the first."""
    return -number if row["undone"] is True else int(row["undone"])


def _is_erasure(row: Row) -> bool:
    return "erased" in row


def _step(number: int, row: Row) -> Step:
    records = [(table, one) for table, numbers in row["made"].items() for one in numbers]
    records += [(table, one) for table, one, *_ in row["changed"]]
    records += [(table, one) for table, one in row.get("erased", ())]
    at = datetime.fromisoformat(row["at"])
    return Step(number, row["label"], row["who"], at, _undone_by(row), tuple(records), _is_erasure(row))
