"""What rests on an undo step: the later steps that changed, or came to use, what it made or changed."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from store.journal import Row
from store.merge import overlap, places
from store.rows import Draft, DraftRows, identity


def depending(draft: Draft, row: Row, later: Sequence[tuple[int, Row]]) -> Iterator[tuple[str, int, str]]:
    """Yields table, number and field of what later steps did to the records of a step, or with them.

    The field is empty where the record as a whole is the step's.

    Args:
        draft: the transaction at hand.
        row: the step.
        later: number and row of the steps after it that are not undone.
    """
    made = {(table, one) for table, numbers in row["made"].items() for one in numbers}
    uids = {identity(*one, kept) for one in made if (kept := draft[one[0]].get(one[1])) is not None}
    touched = {(table, one): list(places(before, after)) for table, one, before, after in row["changed"]}
    for _, other in later:
        for table, number, before, after in other["changed"]:
            if (table, number) in made:
                yield table, number, ""
            mine = touched.get((table, number), ())
            theirs = places(before, after) if mine else ()
            clashing = [str(there[0]) for there in theirs if any(overlap(here, there) for here in mine)]
            linked = [name for name in after if uids and _mentions(after[name], uids)]
            yield from ((table, number, field) for field in (*clashing, *linked))
        if uids:
            for table, numbers in other["made"].items():
                for number in numbers:
                    now = draft[table].get(number) or {}
                    yield from ((table, number, name) for name in now if _mentions(now[name], uids))


def missing(trash: DraftRows, row: Row) -> Iterator[tuple[str, int]]:
    """Yields table and number of what a step that is done again would link to, and is in the trash.

    Args:
        trash: the table of what was thrown away.
        row: the step.
    """
    made = {(table, one) for table, numbers in row["made"].items() for one in numbers}
    thrown = [one for place in trash.numbers() if (one := trash.get(place)) is not None]
    gone = {identity(each["table"], each["number"], each["row"]): each for each in thrown}
    comes_back = [each["row"] for each in thrown if (each["table"], each["number"]) in made]
    stays = {uid for uid, each in gone.items() if (each["table"], each["number"]) not in made}
    if stays:
        for after in (*comes_back, *(after for *_, after in row["changed"])):
            for uid in _mentioned(after, stays):
                yield gone[uid]["table"], gone[uid]["number"]


def restamped(row: Row, later: Sequence[tuple[int, Row]], *, undone: bool) -> Iterator[tuple[int, Row]]:
    """Yields number and new row of the later steps that follow on other `updated` stamps than before.

    A step taken out from the middle hands the stamp it found to the next step on the same record, so that
    undoing the rest ends at the first stamp of all.

    Args:
        row: the step.
        later: number and row of the steps after it that are not undone, in their order.
        undone: whether the step is taken out; else it is put back in.
    """
    stamps = {
        (table, one): (before.get("updated"), after.get("updated"))[:: -1 if undone else 1]
        for table, one, before, after in row["changed"]
        if before.get("updated") != after.get("updated")
    }
    for number, other in later:
        changed = []
        for table, one, before, after in other["changed"]:
            found, given = stamps.pop((table, one), (None, None))
            if given is not None and before.get("updated") == found:
                before = before | {"updated": given}
            changed.append((table, one, before, after))
        if changed != [tuple(each) for each in other["changed"]]:
            yield number, other | {"changed": changed}


def _mentions(value: Any, uids: Collection[str]) -> bool:
    return any(True for _ in _mentioned(value, uids))


def _mentioned(value: Any, uids: Collection[str]) -> Iterator[str]:
    if isinstance(value, str):
        if value in uids:
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _mentioned(inner, uids)
    elif isinstance(value, list):
        for inner in value:
            yield from _mentioned(inner, uids)
