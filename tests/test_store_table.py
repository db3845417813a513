"""TinyDB's own interface over the journal: what it does as usual, and where it does better."""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import pytest
from store_doubles import MemoryDisk
from tinydb import where
from tinydb.table import Document

from store.storage import JournalStorage
from store.table import JournalDB, JournalTable

PATH = Path("/desk/db.json")


@pytest.fixture
def db() -> JournalDB:
    db = JournalDB(PATH, storage=JournalStorage, disk=MemoryDisk())
    db.table("t").insert_multiple([{"n": 1}, {"n": 2, "inner": {"x": 1}}, {"n": 3}])
    return db


def on_disk(db: JournalDB) -> dict[int, Any]:
    again = JournalDB(PATH, storage=JournalStorage, disk=db.storage.disk)
    return {row.doc_id: dict(row) for row in again.table("t")}


def rows(db: JournalDB) -> dict[int, Any]:
    found = {row.doc_id: dict(row) for row in db.table("t")}
    assert found == on_disk(db)
    return found


def test_a_table_is_a_tinydb_table_over_a_tinydb_storage(db: JournalDB) -> None:
    assert isinstance(db.table("t"), JournalTable)
    assert isinstance(db.storage, JournalStorage)
    assert db.tables() == {"t"}


def test_inserted_rows_are_found(db: JournalDB) -> None:
    table = db.table("t")
    assert table.insert({"n": 4}) == 4
    assert table.insert(Document({"n": 9}, doc_id=9)) == 9
    assert table.insert({"n": 10}) == 10
    assert [row.doc_id for row in table.search(where("n") > 2)] == [3, 4, 9, 10]
    assert (len(table), table.get(doc_id=9), table.contains(where("n") == 5)) == (6, {"n": 9}, False)
    assert sorted(rows(db)) == [1, 2, 3, 4, 9, 10]


def test_updates_touch_what_matches(db: JournalDB) -> None:
    table = db.table("t")
    assert table.update({"n": 7}, where("n") > 1) == [2, 3]
    assert table.update({"n": 8}, doc_ids=[1, 99]) == [1]
    assert table.upsert({"n": 8, "new": True}, where("n") == 8) == [1]
    assert table.upsert({"n": 5}, where("n") == 5) == [4]
    assert rows(db) == {1: {"n": 8, "new": True}, 2: {"n": 7, "inner": {"x": 1}}, 3: {"n": 7}, 4: {"n": 5}}


def test_an_updater_that_fails_halfway_leaves_everything_as_it_was(db: JournalDB) -> None:
    def half(row: MutableMapping[str, Any]) -> None:
        row["inner"]["x"] = "HALF"
        raise ZeroDivisionError

    before = rows(db)
    with pytest.raises(ZeroDivisionError):
        db.table("t").update(half, doc_ids=[2])
    with pytest.raises(ValueError, match="already exists"):
        db.table("t").insert_multiple([{"n": 5}, Document({"n": 6}, doc_id=1)])
    assert rows(db) == before


def test_removed_rows_are_gone_and_their_numbers_too(db: JournalDB) -> None:
    table = db.table("t")
    assert table.remove(where("n") == 3) == [3]
    table.truncate()
    assert rows(db) == {}
    assert table.insert({"n": 1}) == 4
    assert JournalDB(PATH, storage=JournalStorage, disk=db.storage.disk).table("t").insert({}) == 5


def test_tables_are_dropped(db: JournalDB) -> None:
    db.table("u").insert({})
    db.drop_table("t")
    assert (db.tables(), on_disk(db)) == ({"u"}, {})
    db.drop_tables()
    assert db.tables() == set()


def test_a_search_is_never_answered_from_before_another_sessions_save(db: JournalDB) -> None:
    other = JournalDB(PATH, storage=JournalStorage, disk=db.storage.disk)
    query = where("n") == 1
    assert len(db.table("t").search(query)) == 1
    other.table("t").update({"n": 9}, query)
    db.storage.refresh()
    assert db.table("t").search(query) == []


def test_two_sessions_never_give_out_the_same_number(db: JournalDB) -> None:
    other = JournalDB(PATH, storage=JournalStorage, disk=db.storage.disk)
    assert [one.table("t").insert({}) for one in (db, other, other, db, other)] == [4, 5, 6, 7, 8]


def test_a_write_costs_one_line_and_one_sync(db: JournalDB) -> None:
    disk = db.storage.disk
    for write in (
        lambda: db.table("t").insert({"n": 4}),
        lambda: db.table("t").update({"n": 5}, where("n") > 0),
        lambda: db.table("t").remove(doc_ids=[1]),
    ):
        disk.calls.clear()
        write()
        assert disk.calls == ["write", "sync_data"]


def test_a_write_that_changes_nothing_costs_nothing(db: JournalDB) -> None:
    db.storage.disk.calls.clear()
    db.table("t").update({"n": 1}, doc_ids=[1])
    assert db.storage.disk.calls == []
