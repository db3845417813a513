"""Two edits of the same record put together: by field, by sub-record, and by item."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Any

from store.journal import Row

Place = tuple[Hashable, ...]
"""Where in a row something stands: a field, then the key, the name or the item within it."""

_NOTHING: Any = object()
"""The value of a field that is not there."""

BOOKKEEPING = frozenset({"uid", "rev", "created", "updated"})
"""Fields the store sets; nobody's edit."""


def merged(base: Row, mine: Row, theirs: Row) -> tuple[Row, list[str]]:
    """Returns what both sides made of `base`, and the names of the fields that clash.

    Where they clash, the result holds `mine`. Lists of sub-records with a `key` are merged by that key,
    nested records by field, other lists of distinct values as sets that keep their order. The bookkeeping
    is that of `theirs`.
    """
    clashes: list[str] = []
    result = {}
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        if name in BOOKKEEPING:
            value = theirs.get(name, mine.get(name))
        else:
            value = _value(*_sides(name, base, mine, theirs), partial(clashes.append, name))
        if value is not _NOTHING:
            result[name] = value
    return result, list(dict.fromkeys(clashes))


def places(before: Row, after: Row) -> Iterator[Place]:
    """Yields where a change touched a row, so exactly that changes in other places can be taken back alone.

    What is appended to a list and what is edited within it stands for itself; a list that lost something,
    or was put into another order, was touched as a whole.
    """
    for name in before.keys() | after.keys():
        if name not in BOOKKEEPING:
            inner = _places(before.get(name, _NOTHING), after.get(name, _NOTHING))
            yield from ((name, *rest) for rest in inner)


def overlap(one: Place, other: Place) -> bool:
    """Tells whether two places are the same, or one holds the other."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=False))


def _places(before: Any, after: Any) -> Iterator[Place]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and before.get("key") == after.get("key"):
        yield from places(before, after)
        return
    if isinstance(before, list) and isinstance(after, list):
        if _is_keyed(before) and _is_keyed(after):
            was, here = ({part["key"]: part for part in side} for side in (before, after))
            if list(here)[: len(was)] == list(was):
                for key in here:
                    inner = _places(was.get(key, _NOTHING), here[key])
                    yield from ((key, *rest) for rest in inner)
                return
        elif _is_distinct(before) and _is_distinct(after) and after[: len(before)] == before:
            yield from ((item,) for item in after[len(before) :])
            return
    yield ()


def _value(base: Any, mine: Any, theirs: Any, clash: Callable[[], None]) -> Any:
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, dict) and isinstance(theirs, dict) and mine.get("key") == theirs.get("key"):
        return _fields(base if isinstance(base, dict) else {}, mine, theirs, clash)
    if isinstance(mine, list) and isinstance(theirs, list):
        before = base if isinstance(base, list) else []
        if all(_is_keyed(side) for side in (before, mine, theirs)):
            return _parts(before, mine, theirs, clash)
        if all(_is_distinct(side) for side in (before, mine, theirs)):
            return _united(before, mine, theirs)
        if mine[: len(before)] == before == theirs[: len(before)]:
            return [*theirs, *mine[len(before) :]]
    clash()
    return mine


def _fields(base: Row, mine: Row, theirs: Row, clash: Callable[[], None]) -> Row:
    result = {}
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        value = _value(*_sides(name, base, mine, theirs), clash)
        if value is not _NOTHING:
            result[name] = value
    return result


def _parts(base: list[Row], mine: list[Row], theirs: list[Row], clash: Callable[[], None]) -> list[Row]:
    before, ours, others = ({part["key"]: part for part in side} for side in (base, mine, theirs))
    result = []
    for key in _order(list(before), list(ours), list(others)):
        was, here, there = _sides(key, before, ours, others)
        part = _value(was, here, there, clash)
        if part is _NOTHING and there is not _NOTHING and there != was:
            part = there  # we dropped what they changed: it stays until somebody decides
        if part is not _NOTHING:
            result.append(part)
    return result


def _united(base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    gone = set(base) - (set(mine) & set(theirs))
    return [item for item in _order(base, mine, theirs) if item not in gone]


def _order(base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Returns the items of both sides in the order of the side that moved something, `mine` when both did."""
    common = set(base) & set(mine) & set(theirs)
    moved = [item for item in mine if item in common] != [item for item in base if item in common]
    first, second = (mine, theirs) if moved else (theirs, mine)
    return list(dict.fromkeys([*first, *second]))


def _sides(name: str, base: Row, mine: Row, theirs: Row) -> tuple[Any, Any, Any]:
    return base.get(name, _NOTHING), mine.get(name, _NOTHING), theirs.get(name, _NOTHING)


def _is_keyed(items: list[Any]) -> bool:
    keys = [item.get("key") if isinstance(item, dict) else None for item in items]
    return None not in keys and len(set(keys)) == len(keys)


def _is_distinct(items: list[Any]) -> bool:
    return all(isinstance(item, Hashable) for item in items) and len(set(items)) == len(items)
