"""The contract of a workspace, the same in memory and on a real disk."""

import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from store_doubles import KINDS, NOON, MemoryDisk, Note, Prefs, add, open_desk, titles
from tinydb import TinyDB

from store import Conflict, NotFound, StoreError, Workspace, check, tables
from store.disk import Disk

Opener = Callable[..., Workspace]


@pytest.fixture(params=["memory", "file"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    disk = MemoryDisk() if request.param == "memory" else Disk()
    return lambda **how: open_desk(tmp_path / "desk.json", disk=disk, **how)


class Counting(Disk):
    def __init__(self) -> None:
        self.syncs: list[str] = []
        self.written = 0

    def sync_data(self, fd: int) -> None:
        self.syncs.append("data")
        super().sync_data(fd)

    def sync(self, fd: int) -> None:
        self.syncs.append("file")
        super().sync(fd)

    def sync_folder(self, folder: Path) -> None:
        self.syncs.append("folder")
        super().sync_folder(folder)

    def write(self, fd: int, data: bytes, offset: int) -> int:
        self.written += len(data)
        return super().write(fd, data, offset)


def test_a_saved_record_has_a_number_a_revision_and_its_dates(opened: Opener) -> None:
    desk = opened()
    (note,) = add(desk, "Call the bank")
    assert (note.ref, note.rev, note.created, note.updated) == ("N1", 1, NOON, NOON)
    assert desk["notes"][1] == note
    assert desk["notes"].get(note.uid) == note


def test_what_was_saved_is_there_after_a_new_start_without_a_clean_end(opened: Opener) -> None:
    desk = opened()
    saved = add(desk, "one", "two")
    desk._storage.close()
    assert list(opened()["notes"]) == saved


def test_what_was_saved_is_there_after_a_clean_end(opened: Opener) -> None:
    with opened() as desk:
        saved = add(desk, "one", "two")
    assert list(opened()["notes"]) == saved


def test_a_change_raises_the_revision_and_keeps_the_day_of_creation(opened: Opener) -> None:
    (note,) = add(opened(), "one")
    later = opened(now=NOON + timedelta(days=1))
    with later.transaction("Edit"):
        changed = later["notes"].put(later["notes"][1].but(title="two"))
    assert (changed.rev, changed.created, changed.updated) == (2, NOON, NOON + timedelta(days=1))
    assert changed.uid == note.uid


def test_a_put_that_says_nothing_new_saves_nothing(opened: Opener) -> None:
    desk = opened()
    (note,) = add(desk, "one")
    with desk.transaction("Nothing"):
        assert desk["notes"].put(note) == note
    assert len(desk.steps()) == 1


def test_an_exception_in_a_transaction_leaves_everything_as_it_was(opened: Opener) -> None:
    desk = opened()
    (note,) = add(desk, "one")
    with pytest.raises(NotFound), desk.transaction("Edit"):
        desk["notes"].put_all([note.but(title="two"), Note(title="three"), desk["notes"][99]])
    with pytest.raises(Conflict), desk.transaction("Edit"):
        desk["notes"].put_all([note.but(title="two"), note.but(title="three")])
    assert titles(desk) == titles(opened()) == ["one"]


def test_reading_inside_a_transaction_sees_what_was_put(opened: Opener) -> None:
    desk = opened()
    (one,) = add(desk, "one")
    with desk.transaction("Edit"):
        desk["notes"].put(one.but(title="uno"))
        two = desk["notes"].put(Note(title="two"))
        assert titles(desk) == ["uno", "two"]
        assert (len(desk["notes"]), 2 in desk["notes"], desk["notes"].get(two.uid)) == (2, True, two)
    assert titles(desk) == ["uno", "two"]


def test_a_record_put_twice_in_one_transaction_keeps_both_edits(opened: Opener) -> None:
    desk = opened()
    (note,) = add(desk, "one")
    with desk.transaction("Edit"):
        desk["notes"].put(note.but(title="uno"))
        desk["notes"].put(note.but(score=3))
    assert (desk["notes"][1].title, desk["notes"][1].score) == ("uno", 3)


def test_a_missing_number_is_refused_by_name(opened: Opener) -> None:
    desk = opened()
    with pytest.raises(NotFound, match=r"^There is no note N99\.$"):
        desk["notes"][99]
    assert desk["notes"].get(None) is None
    assert desk["notes"].get("nobody") is None
    assert 99 not in desk["notes"]


def test_a_put_outside_a_transaction_is_a_mistake_of_the_program(opened: Opener) -> None:
    with pytest.raises(RuntimeError, match="inside"):
        opened()["notes"].put(Note(title="one"))


def test_transactions_do_not_nest(opened: Opener) -> None:
    desk = opened()
    with pytest.raises(RuntimeError, match="open already"), desk.transaction("a"), desk.transaction("b"):
        pass


def test_numbers_are_never_used_twice(opened: Opener) -> None:
    with opened() as desk:
        add(desk, "one")
        desk.undo()
        assert add(desk, "two")[0].number == 2
        desk.undo()
    assert add(opened(), "three")[0].number == 3


def test_the_single_settings_record_stays_single(opened: Opener) -> None:
    desk = opened()
    with desk.transaction("Settings"):
        desk["prefs"].put(Prefs(name="Nook"))
    with pytest.raises(Conflict), desk.transaction("Settings"):
        desk["prefs"].put(Prefs(name="Cranny"))
    assert [prefs.name for prefs in desk["prefs"]] == ["Nook"]


def test_a_closed_workspace_refuses_to_save(opened: Opener) -> None:
    desk = opened()
    desk.close()
    with pytest.raises(StoreError, match="closed"):
        add(desk, "late")


def test_a_value_that_json_cannot_say_is_refused_and_nothing_changes(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    rows = desk._db.table("notes")
    with pytest.raises(StoreError, match="JSON"):
        rows.insert_multiple([{"title": "two"}, {"title": object()}])
    assert titles(desk) == titles(opened()) == ["one"]


def test_fields_of_a_later_version_are_kept(opened: Opener) -> None:
    desk = opened()
    with desk.transaction("New"):
        desk["notes"].put(Note.model_validate({"title": "one", "mood": "good"}))
    with desk.transaction("Edit"):
        desk["notes"].put(desk["notes"][1].but(title="two"))
    assert opened()["notes"][1].model_extra == {"mood": "good"}


def test_a_save_is_one_sync_and_at_most_three_times_its_record(tmp_path: Path) -> None:
    disk = Counting()
    desk = open_desk(tmp_path / "desk.json", disk=disk)
    (note,) = add(desk, "first " + "x" * 300)
    for change in (note.but(title="y" * 400), Note(title="z" * 350)):
        disk.syncs.clear()
        disk.written = 0
        with desk.transaction("Change the title of a note"):
            saved = desk["notes"].put(change)
        assert disk.syncs == ["data"]
        assert disk.written <= 3 * len(saved.model_dump_json()) + 400
    disk.written = 0
    desk.undo()
    assert disk.written <= 3 * len(saved.model_dump_json()) + 400


def test_a_compaction_is_four_syncs(tmp_path: Path) -> None:
    disk = Counting()
    desk = open_desk(tmp_path / "desk.json", disk=disk)
    add(desk, "one")
    disk.syncs.clear()
    desk.compact()
    assert disk.syncs == ["file", "file", "folder", "folder"]


def test_compaction_is_due_when_idle_with_something_to_fold_in_or_when_much_waits(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.json")
    assert not desk.compaction_due(1_000)
    add(desk, "one")
    assert (desk.compaction_due(29), desk.compaction_due(30)) == (False, True)
    desk.compact()
    assert not desk.compaction_due(1_000)
    add(desk, *("x" * 100 for _ in range(4_000)))
    assert desk.compaction_due(0)


def test_an_iteration_may_save_at_each_step(opened: Opener) -> None:
    desk = opened()
    add(desk, "one", "two")
    for note in desk["notes"]:
        add(desk, f"after {note.title}")
    assert titles(desk) == ["one", "two", "after one", "after two"]


def test_opening_alone_makes_no_file(tmp_path: Path) -> None:
    open_desk(tmp_path / "new" / "desk.json").close()
    assert os.listdir(tmp_path / "new") == []


def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with open_desk(tmp_path / "new" / "desk.json") as desk:
            add(desk, "one")
    finally:
        os.umask(old)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "new").iterdir()}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_the_mode_of_an_existing_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        add(desk, "one")
    path.chmod(0o640)
    with open_desk(path) as desk:
        add(desk, "two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_symlink_stays_one_and_everything_lies_beside_its_target(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "desk.json").write_text("{}")
    link = tmp_path / "desk.json"
    link.symlink_to(tmp_path / "real" / "desk.json")
    with open_desk(link) as desk:
        add(desk, "one")
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["desk.json", "real"]
    assert titles(open_desk(tmp_path / "real" / "desk.json")) == ["one"]


def test_plain_tinydb_reads_every_table_after_a_clean_end(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        saved = add(desk, "Übergabe ☎", "two")
        desk.undo()
        desk.redo()
    with TinyDB(path) as db:
        assert {"notes", "_undo", "_meta"} <= db.tables()
        rows = {row.doc_id: row["title"] for row in db.table("notes")}
    assert rows == {note.number: note.title for note in saved}
    assert path.read_bytes().isascii()


def test_rows_plain_tinydb_added_are_adopted(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        add(desk, "one")
    with TinyDB(path) as db:
        number = db.table("notes").insert({"title": "from outside"})
    desk, other = open_desk(path), open_desk(path)
    note = desk["notes"][number]
    assert (note.title, note.rev) == ("from outside", 0)
    assert other["notes"][number].uid == note.uid
    assert desk["notes"].get(note.uid) == note
    assert any("another program" in notice for notice in desk.notices)
    assert add(desk, "three")[0].number == number + 1
    with desk.transaction("Edit"):
        saved = desk["notes"].put(note.but(title="ours now"))
    assert (saved.uid, saved.rev) == (note.uid, 1)
    desk.undo()
    assert (desk["notes"][number].title, desk["notes"][number].uid) == ("from outside", note.uid)


def test_a_row_that_is_no_valid_record_is_skipped_and_named_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with open_desk(path) as desk:
        add(desk, "one", "two")
    with TinyDB(path) as db:
        db.table("notes").update({"score": "many"}, doc_ids=[1])
    with open_desk(path) as desk:
        assert titles(desk) == ["two"]
        add(desk, "more")
        assert len(desk["notes"]) == 3
        assert titles(desk) == ["two", "more"]
        assert desk.notices[1:] == ["1 note cannot be read: deskhand check says why."]
        assert [(number, said[:5]) for number, said in desk["notes"].damaged] == [(1, "Score")]
        assert "N1 cannot be read: Score" in check(path, kinds=KINDS).problems[-1]
        assert not check(path, kinds=KINDS).sound
        with pytest.raises(StoreError, match="N1 cannot be read: Score"):
            desk["notes"][1]
        add(desk, "three")
    with TinyDB(path) as db:
        assert db.table("notes").get(doc_id=1)["score"] == "many"


def test_check_tells_what_is_there_and_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    desk = open_desk(path)
    add(desk, "one", "two")
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()}
    found = check(path, kinds=KINDS)
    assert (found.sound, found.documents, found.journal_lines, found.schema) == (True, {"notes": 2}, 1, 1)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in tmp_path.iterdir()} == before


def test_business_is_a_default_until_it_was_saved(tmp_path: Path) -> None:
    desk = Workspace.open(tmp_path / "desk.json", now=lambda: datetime(2026, 5, 12, tzinfo=UTC))
    first = desk.business
    assert first.rev == 0
    with desk.transaction("Settings"):
        saved: Any = desk.settings.put(first)
    assert desk.business == saved


def test_every_kind_of_record_has_a_letter_of_its_own() -> None:
    by_letter: dict[str, list[str]] = {}
    for kind in tables.KINDS.values():
        by_letter.setdefault(kind.model.letter, []).append(kind.table)
    assert {letter: names for letter, names in by_letter.items() if len(names) > 1} == {}
