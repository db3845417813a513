"""A person taken out of the file: the records, what could bring them back, and what remembers the name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from models.document import Document
from models.mentions import Mention, Names, links
from store import undo
from store.collection import ERASED, Collection
from store.compaction import compact
from store.errors import NotFound, StoreError, not_saved, reason, refusing
from store.journal import Row
from store.rows import Draft, Place, identity
from store.shared_files import UNFINISHED
from store.storage import JournalStorage
from store.undo import LONGEST_LABEL, STEPS, TRASH

Forget = Callable[[Names, AbstractSet[str]], object]
"""Drops what is kept elsewhere, such as drafts, that says one of these names or holds one of these uids."""

_NAMED = 5
"""How many records the label of an erasure lists."""


@dataclass(frozen=True)
class Erased:
    """What an erasure took, and what it left to the owner.

    Attributes:
        records: The records that are gone, or stand replaced.
        undone: Other records that went with them: undone ones, which nobody could edit, that held the name.
        steps: How many undo steps are gone because they held the name or a state of the records.
        mentions: Where the texts of other records name the person, or may do so: table, number, and how.
        links: What linked to the records and now leads nowhere: table, number and field.
        finished: Whether the older copies of the file are gone; if not, the notices say why, and the next
            start goes on with it.
    """

    records: tuple[Place, ...]
    undone: tuple[Place, ...]
    steps: int
    mentions: tuple[tuple[str, int, Mention], ...]
    links: tuple[tuple[str, int, str], ...]
    finished: bool = False


def erase(
    storage: JournalStorage,
    collections: Mapping[str, Collection[Any]],
    records: Iterable[Place],
    names: Sequence[str],
    *,
    put_instead: Iterable[Document],
    forget: Forget | None,
) -> Erased:
    """Erases records and what remembers a person's names, as `Workspace.erase` says."""
    with storage.locked():
        with storage.transaction() as draft, refusing(not_saved, storage.path):
            known = Names.of(names)
            uids = _identities(draft, collections, records)
            kept = _put(collections, put_instead, set(uids.values()))
            for (table, number), uid in uids.items():
                if uid not in kept:
                    draft[table].remove(number)
                _refuse_from_now(draft, uid, kept.get(uid))
            undone = _swept_trash(draft, uids, known)
            steps = _swept_steps(draft, {*uids, *undone}, known)
            if uids:
                label = _label([collections[table].ref(number) for table, number in uids])
                undo.record_erasure(draft, uids, label=label, who=storage.who)
            draft[UNFINISHED].put(1, {"at": datetime.now(UTC).isoformat(timespec="seconds")})
            lost = {uid for uid in uids.values() if uid not in kept}
            mentions, loose = _left(draft, storage.tables.keys() | draft.tables.keys(), known, lost)
            if forget is not None:
                forget(known, set(uids.values()))
        finish(storage)
    return Erased(tuple(uids), tuple(undone), steps, tuple(mentions), tuple(loose), not storage.is_erasing)


def finish(storage: JournalStorage) -> None:
    """Removes the older copies of what was erased here, or by a session that died in the middle of it."""
    if not storage.is_erasing or storage.read_only:
        return
    try:
        compact(storage)
    except StoreError as refusal:
        cause = refusal.__cause__
        why = reason(cause) if isinstance(cause, OSError) else str(refusal).rstrip(".")
        storage.notices.append(
            f"The erasure is saved, but older copies of {storage.path.name} are not gone yet: {why}."
        )


def _identities(
    draft: Draft, collections: Mapping[str, Collection[Any]], records: Iterable[Place]
) -> dict[Place, str]:
    """Returns the uids of the records, which may be in the trash."""
    thrown = {(row["table"], row["number"]): row["row"] for _, row in _rows(draft, TRASH)}
    uids = {}
    for table, number in records:
        row = draft[table].get(number) or thrown.get((table, number))
        if row is None:
            collection = collections.get(table)
            what = f"{collection.kind.noun} {collection.ref(number)}" if collection else f"{table} {number}"
            raise NotFound(f"There is no {what} to erase.")
        uids[table, number] = identity(table, number, row)
    return uids


def _put(
    collections: Mapping[str, Collection[Any]], documents: Iterable[Document], gone: AbstractSet[str]
) -> dict[str, int]:
    """Saves what stands in place of the records, or beside them; returns the revisions by uid."""
    kept = {}
    by_model = {collection.kind.where: collection for collection in collections.values()}
    for document in documents:
        collection = by_model[f"{type(document).__module__}:{type(document).__qualname__}"]
        if document.uid in gone:  # what others wrote meanwhile must go as well
            kept[document.uid] = collection.replace(document).rev
        else:
            collection.put(document)
    return kept


def _refuse_from_now(draft: Draft, uid: str, until: int | None) -> None:
    """Keeps every session from saving a record again, or an older revision of one that stands replaced."""
    erased = draft[ERASED]
    erased.put(erased.number_of(uid) or erased.take_number(), {"uid": uid, "until": until})


def _swept_trash(draft: Draft, uids: Mapping[Place, str], names: Names) -> list[Place]:
    """Takes the records out of the trash, and returns the others that go because they hold a name."""
    others = []
    for place, thrown in _rows(draft, TRASH):
        record = (thrown["table"], thrown["number"])
        if record not in uids and not names.said_in(thrown["row"]):
            continue
        if record not in uids:
            others.append(record)
        draft[TRASH].remove(place)
    return others


def _swept_steps(draft: Draft, gone: AbstractSet[Place], names: Names) -> int:
    """Takes the person out of the undo steps, also those that hold a name, and returns how many are lost.

    Undoing what remains asks wherever a step that is gone had changed the same field.
    """
    lost = 0
    for place, row in _rows(draft, STEPS):
        left = undo.without(row, gone)
        if left is None or any(names.said_in([before, after]) for *_, before, after in row["changed"]):
            undo.forget(draft, place, row)
            lost += 1
            continue
        left = left | {"label": _label_without(row["label"], names)}
        if left != row:
            draft[STEPS].put(place, left)
    return lost


def _left(
    draft: Draft, tables: Iterable[str], names: Names, lost: AbstractSet[str]
) -> tuple[list[tuple[str, int, Mention]], list[tuple[str, int, str]]]:
    """Returns what the other records still say of the person, and what links to the records that are gone."""
    mentions, loose = [], []
    for table in sorted(tables):
        if not table.startswith("_"):
            for number, row in _rows(draft, table):
                mentions += [(table, number, mention) for mention in names.mentions(row)]
                loose += [(table, number, field) for field in links(row, lost)]
    return mentions, loose


def _label(refs: Sequence[str]) -> str:
    return f"Erase {', '.join(refs)}" if len(refs) <= _NAMED else f"Erase {len(refs):,} records"


def _label_without(label: str, names: Names) -> str:
    """Returns a label without the names, nor the beginning of one at the end of a label that was cut."""
    if len(label) == LONGEST_LABEL:
        label = names.without_cut_end(label)
    return names.without(label)


def _rows(draft: Draft, table: str) -> list[tuple[int, Row]]:
    rows = draft[table]
    return [(number, row) for number in rows.numbers() if (row := rows.get(number)) is not None]
