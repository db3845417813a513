"""What opening makes of files that are torn, damaged, swapped, foreign, or newer: all of it or a refusal."""

import json
import os
from pathlib import Path

import pytest
from store_doubles import add, open_desk, titles
from tinydb import TinyDB

from store import Damaged, NewerFile, NotOurs, NotSaved, StoreError, check, schema
from store.files import temporary_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def journal_of(path: Path) -> Path:
    return path.with_name(path.name + ".journal")


def crashed(path: Path, *more: str) -> list[str]:
    """Leaves a file with one compacted note and three journal lines, as after kill -9."""
    desk = open_desk(path)
    add(desk, "zero")
    desk.compact()
    for title in ("one", "two", "three", *more):
        add(desk, title)
    desk._storage.close()
    return ["zero", "one", "two", "three", *more]


def contents(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith(".lock")}


def refused(path: Path, error: type[StoreError]) -> str:
    """Opens a file that must be refused with its bytes untouched, and returns what was said."""
    before = contents(path)
    with pytest.raises(error) as caught:
        open_desk(path)
    assert contents(path) == before
    assert not check(path).sound
    assert contents(path) == before
    said = str(caught.value)
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("tail", [b"0", b"deadbeef {", b"\0" * 300, b"\xff\n" * 40, b"00000000 {}\n"])
def test_a_torn_tail_is_cut_and_its_bytes_are_kept(path: Path, tail: bytes) -> None:
    expected = crashed(path)
    whole = journal_of(path).read_bytes()
    journal_of(path).write_bytes(whole + tail)
    desk = open_desk(path)
    assert titles(desk) == expected
    assert journal_of(path).read_bytes() == whole
    (kept,) = path.parent.glob("*.torn-*")
    assert kept.read_bytes() == tail
    add(desk, "four")
    assert titles(open_desk(path)) == [*expected, "four"]


def test_a_journal_cut_anywhere_gives_a_beginning_of_what_was_saved(path: Path) -> None:
    expected = crashed(path)
    whole, snapshot = journal_of(path).read_bytes(), path.read_bytes()
    start = whole.index(b"\n") + 1
    for length in range(start, len(whole), 61):
        path.write_bytes(snapshot)
        journal_of(path).write_bytes(whole[:length])
        found = titles(open_desk(path))
        assert found == expected[: len(found)]
        assert len(found) == 1 + whole[start:length].count(b"\n")


def test_a_session_cuts_the_line_another_one_died_in(path: Path) -> None:
    expected = crashed(path)
    desk = open_desk(path)
    with journal_of(path).open("ab") as journal:
        journal.write(b"deadbeef {")
    add(desk, "four")
    assert titles(open_desk(path)) == [*expected, "four"]
    assert len(list(path.parent.glob("*.torn-*"))) == 1


def test_damage_before_a_sound_line_is_refused(path: Path) -> None:
    crashed(path)
    data = bytearray(journal_of(path).read_bytes())
    data[data.index(b'"one"') + 1] ^= 1
    journal_of(path).write_bytes(data)
    assert "Line 2 of desk.json.journal is damaged" in refused(path, Damaged)


def test_a_damaged_header_over_sound_lines_is_refused(path: Path) -> None:
    crashed(path)
    data = bytearray(journal_of(path).read_bytes())
    data[12] ^= 1
    journal_of(path).write_bytes(data)
    assert "first line" in refused(path, Damaged)


@pytest.mark.parametrize("left", [None, b""])
def test_a_lost_snapshot_beside_a_journal_is_damage_and_no_new_file(path: Path, left: bytes | None) -> None:
    crashed(path)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    assert "put back a backup" in refused(path, Damaged)


@pytest.mark.parametrize("size", [10, 100, -3])
def test_a_truncated_snapshot_is_refused(path: Path, size: int) -> None:
    crashed(path)
    path.write_bytes(path.read_bytes()[:size])
    refused(path, Damaged)
    journal_of(path).unlink()
    refused(path, Damaged)


@pytest.mark.parametrize(
    "content",
    [
        b"# my notes\n", b"null", b"[]", b'"x"', b"1", b'{"a":1}', b'{"a":[]}', b'{"a":{"x":{}}}',
        b'{"a":{"1":"x"}}', b'{"_default":{"1":{"a":1}}}', b'{"_meta":{"1":{"app":"other","schema":1}}}',
        b'{"_meta":{"1":{}}, "notes":{}}', b"\xff\xfe", b"[" * 200_000, b"9" * 6_000,
    ],
)  # fmt: skip
def test_a_file_that_is_not_ours_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "is not a Deskhand workspace" in refused(path, NotOurs) or b"app" in content


def test_a_newer_file_is_refused_and_left_alone(path: Path) -> None:
    crashed(path)
    with open_desk(path):
        pass
    content = json.loads(path.read_bytes())
    content["_meta"]["1"]["schema"] = 99
    path.write_text(json.dumps(content))
    assert "newer Deskhand" in refused(path, NewerFile)


def test_an_older_file_is_upgraded_once_with_its_journal(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def shouted(tables: schema.Tables) -> schema.Tables:
        notes = {key: row | {"title": row["title"].upper() + "!"} for key, row in tables["notes"].items()}
        return tables | {"notes": notes}

    expected = [f"{title.upper()}!" for title in crashed(path)]
    monkeypatch.setattr(schema, "SCHEMA", 2)
    monkeypatch.setattr(schema, "UPGRADES", {1: shouted})
    older = path.read_bytes()
    desk = open_desk(path)
    assert titles(desk) == expected
    add(desk, "new")
    assert titles(open_desk(path)) == [*expected, "new"]
    assert json.loads(path.read_bytes())["_meta"]["1"]["schema"] == 2
    path.write_bytes(older)
    with pytest.raises(NotSaved, match="older copy"):
        add(desk, "late")


def test_a_folder_in_place_of_the_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    for path, said in (
        (tmp_path / "folder", "it is a folder"),
        (tmp_path / "file" / "desk.json", "is a file"),
    ):
        with pytest.raises(StoreError, match=said):
            open_desk(path)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"_default": {}}'])
def test_an_empty_database_is_a_new_workspace(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with open_desk(path) as desk:
        add(desk, "one")
    assert titles(open_desk(path)) == ["one"]


def test_a_snapshot_put_back_by_hand_sets_the_later_journal_aside(path: Path) -> None:
    crashed(path)
    older = path.read_bytes()
    with open_desk(path) as desk:
        add(desk, "four")
    desk = open_desk(path)
    add(desk, "five")
    desk._storage.close()
    lines = journal_of(path).read_bytes()
    path.write_bytes(older)
    desk = open_desk(path)
    assert titles(desk) == ["zero"]
    (aside,) = path.parent.glob("*.orphan-*")
    assert aside.read_bytes() == lines
    assert aside.name in desk.notices[0]
    add(desk, "new")
    assert titles(open_desk(path)) == ["zero", "new"]


def test_the_journal_of_another_workspace_is_set_aside(path: Path, tmp_path: Path) -> None:
    crashed(path)
    other = tmp_path / "other.json"
    crashed(other, "other's")
    os.replace(journal_of(other), journal_of(path))
    assert titles(open_desk(path)) == ["zero"]
    assert list(path.parent.glob("*.orphan-*"))


def test_a_journal_older_than_the_snapshot_is_replayed_and_not_dropped(path: Path) -> None:
    expected = crashed(path)
    old = journal_of(path).read_bytes()
    with open_desk(path):
        pass
    journal_of(path).write_bytes(old)
    desk = open_desk(path)
    assert titles(desk) == expected
    assert desk.notices == []
    add(desk, "four")
    assert titles(open_desk(path)) == [*expected, "four"]


def test_changes_made_outside_are_taken_in_and_said(path: Path) -> None:
    expected = crashed(path)
    with open_desk(path):
        pass
    with TinyDB(path) as db:
        db.table("notes").update({"title": "0"}, doc_ids=[1])
    desk = open_desk(path)
    assert titles(desk) == ["0", *expected[1:]]
    assert desk.notices == ["desk.json was changed by another program; its changes are taken in."]
    desk.close()
    assert open_desk(path).notices == []


def test_changes_made_outside_while_open_are_noticed_and_ours_are_kept(path: Path) -> None:
    with open_desk(path) as desk:
        add(desk, "one", "two")
    desk = open_desk(path)
    with desk.transaction("Edit"):
        desk["notes"].put(desk["notes"][1].but(title="ours"))
    with TinyDB(path) as db:
        db.table("notes").update({"title": "theirs"})
        db.table("notes").insert({"title": "new"})
    assert desk.refresh() == {"notes"}
    assert titles(desk) == ["ours", "theirs", "new"]
    desk.close()
    with TinyDB(path) as db:
        assert [row["title"] for row in db.table("notes")] == ["ours", "theirs", "new"]


def test_a_journal_makes_a_snapshot_without_meta_ours(path: Path) -> None:
    path.write_text("{}")
    first, second = open_desk(path), open_desk(path)
    add(first, "one")
    add(second, "two")
    assert second._storage.state.meta.store == first._storage.state.meta.store
    assert titles(open_desk(path)) == ["one", "two"]


def test_lone_surrogates_of_other_programs_are_mended(path: Path) -> None:
    with open_desk(path) as desk:
        add(desk, "one")
    path.write_bytes(path.read_bytes().replace(b'"one"', b'"\\ud800one"'))
    assert titles(open_desk(path)) == ["?one"]


def test_unfinished_files_of_dead_processes_are_removed(path: Path) -> None:
    crashed(path)
    dead = [path.with_name(f"desk.json.tmp.{process}-0-0") for process in (4_194_999, os.getpid(), "x")]
    alive = [path.with_name(f"desk.json.tmp.{os.getppid()}-0-0"), temporary_path(path)]
    for file in (*dead, *alive):
        file.write_text("half")
    open_desk(path)
    assert [file.exists() for file in (*dead, *alive)] == [False, False, False, True, True]


def test_a_lock_somebody_holds_is_waited_for_and_then_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.lock.PATIENCE", 0.05)
    one, two = open_desk(path), open_desk(path)
    add(one, "one")
    with one.transaction("Think for a long time"), pytest.raises(NotSaved, match=f"process {os.getpid()}"):
        add(two, "two")
    add(two, "two")
    assert titles(two) == ["one", "two"]


def test_a_lock_file_that_was_removed_does_not_part_the_sessions(path: Path) -> None:
    one, two = open_desk(path), open_desk(path)
    add(one, "one")
    add(two, "two")
    path.with_name("desk.json.lock").unlink()
    add(one, "three")
    add(two, "four")
    assert titles(open_desk(path)) == ["one", "two", "three", "four"]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_we_may_not_write_to_is_read_and_refuses_saves(path: Path) -> None:
    expected = crashed(path)
    path.with_name("desk.json.lock").unlink()
    path.parent.chmod(0o500)
    try:
        desk = open_desk(path)
        assert titles(desk) == expected
        with pytest.raises(NotSaved, match="may not write"):
            add(desk, "four")
        assert titles(desk) == expected
    finally:
        path.parent.chmod(0o700)
