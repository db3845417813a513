"""Erasing a person: what goes, what stays, and that no copy, step or other session brings it back."""

import errno
import json
from pathlib import Path
from typing import Any

import pytest
from erasure_traces import NAME, PATH, in_folder, on_disk, traces
from store_doubles import KINDS, NOON, Crash, Item, MemoryDisk, Note, add, open_desk, titles

from models.board import Card
from models.helpers import Helper
from models.mentions import Names
from store import Conflict, NothingToUndo, NotSaved, StoreError, UndoConflict, Workspace, check
from store import backups as kept_backups
from store.disk import Disk
from store.erasure import Erased
from store.loading import journal_of


def edit(desk: Workspace, number: int, **changes: Any) -> Note:
    with desk.transaction(f"Edit N{number}"):
        note: Note = desk["notes"].put(desk["notes"][number].but(**changes))
    return note


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


# ---------------------------------------------------------------------- what goes


def test_the_record_is_gone_and_its_number_is_not_used_again(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one", NAME)
    erased = desk.erase([("notes", 2)], [NAME])
    assert (erased.records, erased.finished) == ((("notes", 2),), True)
    assert titles(desk) == titles(open_desk(path)) == ["one"]
    assert add(open_desk(path), "two")[0].number == 3
    assert traces(in_folder(path)) == []


def test_something_that_is_not_there_is_refused_and_nothing_is_erased(path: Path) -> None:
    desk = open_desk(path)
    add(desk, NAME)
    with pytest.raises(StoreError, match=r"^There is no note N7 to erase\.$"):
        desk.erase([("notes", 1), ("notes", 7)], [NAME])
    assert titles(desk) == titles(open_desk(path)) == [NAME]


def test_what_stands_in_its_place_keeps_the_number_and_nothing_else_of_it(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path, who="TW")
    (note,) = add(desk, NAME)
    edit(other, 1, tags=("written", "meanwhile"))
    desk.erase([("notes", 1)], [NAME], put_instead=[Note(uid=note.uid, title="somebody", score=4)])
    left = open_desk(path)["notes"][1]
    assert (left.uid, left.title, left.score, left.tags) == (note.uid, "somebody", 4, ())
    assert traces(in_folder(path)) == []


def test_another_document_is_saved_in_the_same_act(path: Path) -> None:
    desk = open_desk(path)
    count, _ = add(desk, "candidates", NAME)
    lines = journal_of(path).read_bytes().count(b"\n")
    desk.erase([("notes", 2)], [NAME], put_instead=[count.but(score=1), Note(title="new")])
    assert lines == 2
    assert [(note.number, note.title, note.score) for note in open_desk(path)["notes"]] == [
        (1, "candidates", 1),
        (3, "new", 0),
    ]


def test_mentions_and_links_elsewhere_are_returned_for_the_owner(tmp_path: Path) -> None:
    desk = Workspace.open(tmp_path / "desk.json", who="OB", now=lambda: NOON)
    with desk.transaction("Begin"):
        zoe = desk.helpers.put(Helper.of(name=NAME))
        desk.cards.put(Card.of(title="Ask zoe quist", helper=zoe.uid))
        desk.cards.put(Card.of(title="Quist rang"))
        desk.cards.put(Card.of(title="Something else"))
    erased = desk.erase([("helpers", 1)], [NAME])
    told = [(table, number, said.field, said.certain) for table, number, said in erased.mentions]
    assert told == [("cards", 1, "title", True), ("cards", 2, "title", False)]
    assert erased.mentions[0][2].excerpt == "Ask zoe quist"
    assert erased.links == (("cards", 1, "helper"),)
    assert desk.helpers.get(zoe.uid) is None


def test_drafts_are_forgotten_before_anything_is_saved(path: Path) -> None:
    desk = open_desk(path)
    (note,) = add(desk, NAME)
    told: list[object] = []
    lines = journal_of(path).read_bytes()
    desk.erase(
        [("notes", 1)],
        [NAME],
        forget=lambda names, uids: told.extend([names, uids, journal_of(path).read_bytes()]),
    )
    assert told == [Names.of([NAME]), {note.uid}, lines]


def test_drafts_that_cannot_be_forgotten_stop_the_erasure(path: Path) -> None:
    desk = open_desk(path)
    add(desk, NAME)

    def failing(names: object, uids: object) -> None:
        raise OSError(errno.EACCES, "injected")

    with pytest.raises(NotSaved):
        desk.erase([("notes", 1)], [NAME], forget=failing)
    assert titles(desk) == titles(open_desk(path)) == [NAME]


def test_drafts_stay_when_what_is_put_instead_was_changed_by_somebody_else(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path, who="TW")
    count, _ = add(desk, "candidates", NAME)
    edit(other, 1, score=3)
    forgotten: list[object] = []
    with pytest.raises(Conflict):
        desk.erase(
            [("notes", 2)],
            [NAME],
            put_instead=[count.but(score=1)],
            forget=lambda names, uids: forgotten.append(names),
        )
    assert forgotten == []
    assert titles(desk) == ["candidates", NAME]


# ---------------------------------------------------------------------- undo


def test_undo_says_that_an_erasure_cannot_be_undone_and_then_goes_on_before_it(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one")
    add(desk, NAME)
    edit(desk, 1, title="uno")
    desk.erase([("notes", 2)], [NAME])
    step, *_ = desk.steps()
    assert (step.label, step.records, step.is_erasure) == ("Erase N2", (("notes", 2),), True)
    with pytest.raises(NothingToUndo, match=r"^'Erase N2' cannot be undone; undo again"):
        desk.undo()
    with pytest.raises(NothingToUndo, match="cannot be undone"):
        desk.undo_step(step.number)
    again = open_desk(path)
    again.undo()
    assert titles(again) == ["one"]
    again.undo()
    with pytest.raises(NothingToUndo, match="Nothing to undo"):
        again.undo()


def test_a_step_that_changed_the_record_goes_and_one_that_made_it_keeps_what_else_it_made(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one", NAME)
    with desk.transaction("Edit both"):
        desk["notes"].put_all(note.but(score=3) for note in desk["notes"])
    erased = desk.erase([("notes", 2)], [NAME])
    assert erased.steps == 1
    assert [step.label for step in desk.steps()] == ["Erase N2", "Add one, …"]
    with pytest.raises(NothingToUndo):
        desk.undo()
    desk.undo()
    assert titles(desk) == []
    desk.redo()
    assert [(note.title, note.score) for note in desk["notes"]] == [("one", 3)]


def test_a_step_of_another_record_that_holds_the_name_goes_and_undo_before_it_asks(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "zero", "zoe")
    edit(desk, 1, title="first")
    edit(desk, 1, title=f"call {NAME}")
    edit(desk, 1, title="call")
    erased = desk.erase([("notes", 2)], [NAME])
    assert (erased.steps, traces(in_folder(path))) == (2, [])
    with pytest.raises(NothingToUndo):
        desk.undo()
    with pytest.raises(UndoConflict, match="changed since is N1 title"):
        desk.undo()
    desk.undo(force=True)
    assert titles(desk) == ["zero"]


def test_what_was_undone_cannot_bring_the_person_back(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path, who="TW")
    add(desk, "one")
    add(other, NAME, "two")
    add(other, f"not {NAME}")
    other.undo()
    other.undo()
    erased = desk.erase([("notes", 2)], [NAME])
    assert erased.undone == (("notes", 4),)
    assert traces(in_folder(path)) == []
    other.redo()
    with pytest.raises(NothingToUndo):
        other.redo()
    assert titles(other) == titles(open_desk(path)) == ["one", "two"]


def test_an_undone_step_that_made_the_person_does_not_come_back_as_half_of_it(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one")
    with desk.transaction("Engage"):
        desk["notes"].put(desk["notes"][1].but(score=5))
        desk["notes"].put(Note(title=NAME))
    desk.undo()
    assert desk.erase([("notes", 2)], [NAME]).steps == 1
    with pytest.raises(NothingToUndo):
        desk.redo()
    assert desk["notes"][1].score == 0


def test_erasing_once_more_clears_what_editing_the_mentions_left(path: Path) -> None:
    desk = open_desk(path)
    add(desk, NAME, f"call {NAME}")
    (mention,) = desk.erase([("notes", 1)], [NAME]).mentions
    edit(desk, mention[1], title="call somebody")
    assert traces(in_folder(path)) != []
    erased = desk.erase([], [NAME])
    assert (erased.records, erased.mentions, erased.steps) == ((), (), 1)
    assert traces(in_folder(path)) == []
    assert desk.steps()[0].label == "Erase N1"


def test_a_name_at_the_cut_end_of_a_label_goes_too(path: Path) -> None:
    desk = open_desk(path)
    with desk.transaction(f"{'x' * 112} {NAME}"):
        desk["notes"].put(Note(title="one"))
    add(desk, NAME)
    desk.erase([("notes", 2)], [NAME])
    assert desk.steps()[-1].label == f"{'x' * 112} …"


# ---------------------------------------------------------------------- other sessions


def test_another_session_forgets_the_record_and_cannot_save_it_again(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path, who="TW")
    add(desk, "one", NAME)
    other.refresh()
    held = other["notes"][2]
    desk.erase([("notes", 2)], [NAME])
    for document in (held.but(score=5), Note(uid=held.uid, title=NAME)):
        with pytest.raises(NotSaved, match="was erased meanwhile") as caught, other.transaction("Edit N2"):
            other["notes"].put(document)
        assert not isinstance(caught.value, Conflict)
    assert other["notes"].get(held.uid) is None
    edit(other, 1, score=7)
    other.compact()
    other.close()
    desk.close()
    assert traces(in_folder(path)) == []
    assert titles(open_desk(path)) == ["one"]


def test_another_session_cannot_merge_into_what_stands_in_its_place(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path, who="TW")
    add(desk, NAME)
    other.refresh()
    held = other["notes"][1]
    desk.erase([("notes", 1)], [NAME], put_instead=[Note(uid=held.uid, title="somebody")])
    with pytest.raises(NotSaved, match="N1 was erased meanwhile"), other.transaction("Edit N1"):
        other["notes"].put(held.but(items=(Item(text=f"{NAME} rang"),)))
    edit(other, 1, score=2)
    assert [(note.title, note.score) for note in open_desk(path)["notes"]] == [("somebody", 2)]
    assert traces(in_folder(path)) == []


def test_a_session_that_compacts_meanwhile_does_not_bring_it_back() -> None:
    disk = MemoryDisk()
    desk, other = open_desk(PATH, disk=disk), open_desk(PATH, disk=disk, who="TW")
    add(desk, "one", NAME)
    other.refresh()
    erased: list[Erased] = []

    def meanwhile(number: int, name: str) -> None:
        if name == "write" and not erased:  # the other session writes its snapshot, and holds no lock
            disk.fault = lambda number, name: None
            erased.append(desk.erase([("notes", 2)], [NAME]))

    disk.fault = meanwhile
    other.compact()
    assert erased[0].finished
    assert traces(on_disk(disk)) == []
    assert other.refresh() == {"notes"}
    assert titles(other) == titles(open_desk(PATH, disk=disk)) == ["one"]


@pytest.mark.parametrize("knows", [False, True])
def test_a_session_that_compacts_over_an_erasure_somebody_died_in_finishes_it(knows: bool) -> None:
    disk = MemoryDisk()
    desk, other = open_desk(PATH, disk=disk), open_desk(PATH, disk=disk, who="TW")
    add(desk, "one", NAME)
    other.refresh()
    died = False

    def meanwhile(number: int, name: str) -> None:
        nonlocal died
        if name == "write" and not died:
            died = True
            disk.fault = dying_after_the_line
            with pytest.raises(Crash):
                desk.erase([("notes", 2)], [NAME])
            disk.fault = lambda number, name: None
            if knows:
                other.refresh()

    def dying_after_the_line(number: int, name: str) -> None:
        if name == "create":
            raise Crash

    disk.fault = meanwhile
    other.compact()
    assert len(traces(on_disk(disk))) == 1
    other.refresh()
    assert other.compaction_due(60)
    other.compact()
    assert traces(on_disk(disk)) == []
    assert titles(other) == titles(open_desk(PATH, disk=disk)) == ["one"]


# ---------------------------------------------------------------------- copies


def test_copies_beside_the_file_go_and_one_fresh_backup_is_made(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one", NAME)
    desk.compact()
    old = kept_backups.make(path, path.read_bytes(), 0o600, desk._storage.disk)
    torn = path.with_name("desk.json.journal.torn-20260512T120000")
    orphan = path.with_name("desk.json.journal.orphan-20260512T120000+2")
    leftover = path.with_name("desk.json.tmp.999999999-abc-1")
    mine = path.with_name("desk.json.txt")
    for copy in (torn, orphan, leftover, mine):
        copy.write_text(NAME)
    desk.erase([("notes", 2)], [NAME])
    assert traces(in_folder(path)) == [str(mine)]
    (backup,) = (path.parent / "backups").iterdir()
    assert backup != old
    assert backup.stat().st_mode & 0o777 == 0o600
    assert titles(open_desk(backup)) == ["one"]


def test_a_workspace_of_a_like_name_keeps_its_backups(path: Path) -> None:
    desk, other = open_desk(path), open_desk(path.with_name("desk.json.old"))
    for one in (desk, other):
        add(one, NAME)
        one.compact()
    backup = kept_backups.make(other.path, other.path.read_bytes(), 0o600, desk._storage.disk)
    desk.erase([("notes", 1)], [NAME])
    assert backup.exists()


def test_a_finished_erasure_is_left_alone_by_the_next_sessions(path: Path) -> None:
    desk = open_desk(path)
    add(desk, "one", NAME)
    desk.erase([("notes", 2)], [NAME])
    before = in_folder(path)
    assert "_erasure" not in json.loads(path.read_bytes())
    open_desk(path).close()
    desk.close()
    assert in_folder(path) == before


def test_check_says_that_an_erasure_is_not_finished(path: Path) -> None:
    class Full(Disk):
        def replace(self, source: Path, target: Path) -> None:
            raise OSError(errno.ENOSPC, "injected")

    add(open_desk(path), "one", NAME)
    desk = open_desk(path, disk=Full())
    assert not desk.erase([("notes", 2)], [NAME]).finished
    assert desk.notices == [
        "The erasure is saved, but older copies of desk.json are not gone yet: "
        "the disk is full: free some space and try again."
    ]
    found = check(path, kinds=KINDS)
    assert (found.sound, found.documents) == (True, {"notes": 1})
    assert found.problems == ["Older copies still hold what was erased: open the file once, and they go."]
    open_desk(path)
    assert check(path, kinds=KINDS).problems == []
    assert traces(in_folder(path)) == []
