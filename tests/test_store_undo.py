"""Undo and redo: what comes back, what asks first, and what a restart keeps."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_doubles import NOON, Item, MemoryDisk, Note, add, open_desk, titles

from store import NothingToUndo, UndoConflict, Workspace
from store.undo import KEPT

Opener = Callable[..., Workspace]
PATH = Path("/desk/desk.json")


@pytest.fixture
def opened() -> Opener:
    disk = MemoryDisk()
    return lambda **how: open_desk(PATH, disk=disk, **how)


def edit(desk: Workspace, number: int, **changes: Any) -> None:
    with desk.transaction(f"Edit N{number}"):
        desk["notes"].put(desk["notes"][number].but(**changes))


def content(desk: Workspace) -> list[dict[str, Any]]:
    """Everything but `rev`, which only ever goes up."""
    return [note.model_dump(exclude={"rev"}) | {"number": note.number} for note in desk["notes"]]


def test_undo_restores_every_field_but_the_revision(opened: Opener) -> None:
    add(opened(), "one")
    before = content(opened())
    later = opened(now=NOON + timedelta(hours=1))
    edit(later, 1, title="two", tags=("x",))
    step = later.undo()
    assert (step.label, step.who, step.undone, step.records) == ("Edit N1", "OB", True, (("notes", 1),))
    assert content(later) == content(opened()) == before
    assert later["notes"][1].rev == 3


def test_redo_does_it_again(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    edit(desk, 1, title="two")
    after = content(desk)
    desk.undo()
    desk.redo()
    assert content(desk) == content(opened()) == after


def test_a_new_record_waits_in_the_trash_and_comes_back_as_it_was(opened: Opener) -> None:
    desk = opened()
    (note,) = add(desk, "one")
    desk.undo()
    assert (titles(desk), desk["notes"].get(note.uid)) == ([], None)
    again = opened()
    again.redo()
    assert again["notes"][note.number].uid == note.uid
    assert titles(again) == ["one"]


def test_many_records_of_one_transaction_are_one_step_that_holds_numbers_only(opened: Opener) -> None:
    desk = opened()
    add(desk, *("x" * 50 for _ in range(100)))
    row = desk._storage.rows("_undo").get(1) or {}
    assert len(str(row)) < 1_000
    desk.undo()
    assert titles(desk) == []
    desk.redo()
    assert len(desk["notes"]) == 100


def test_nothing_to_undo_is_said_and_so_is_nothing_to_redo(opened: Opener) -> None:
    desk = opened()
    with pytest.raises(NothingToUndo, match=r"^Nothing to undo\.$"):
        desk.undo()
    add(desk, "one")
    with pytest.raises(NothingToUndo, match=r"^Nothing to redo\.$"):
        desk.redo()


def test_each_person_undoes_their_own_latest_step(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "ana's")
    add(ben, "ben's")
    ana.undo()
    assert titles(ana) == ["ben's"]
    with pytest.raises(NothingToUndo):
        ana.undo()


def test_a_new_change_forgets_what_that_person_had_undone(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "a1")
    add(ben, "b1")
    ana.undo()
    ben.undo()
    add(ana, "a2")
    with pytest.raises(NothingToUndo):
        ana.redo()
    assert [row["row"]["title"] for row in ana._storage.read()["_trash"].values()] == ["b1"]
    ben.redo()
    assert titles(ben) == ["b1", "a2"]


def test_a_field_somebody_changed_since_asks_first(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "one")
    edit(ana, 1, title="two")
    edit(ben, 1, title="three")
    with pytest.raises(UndoConflict, match="changed since is N1 title") as conflict:
        ana.undo()
    assert conflict.value.fields == ("N1 title",)
    assert titles(ana) == ["three"]
    ana.undo(force=True)
    assert titles(ana) == titles(opened()) == ["one"]


def test_another_field_somebody_changed_since_is_kept(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE", now=NOON + timedelta(hours=1))
    add(ana, "one")
    edit(ana, 1, title="two", items=(Item(key="a", text="mine"),))
    edit(ben, 1, score=5, items=(*ana["notes"][1].items, Item(key="b", text="theirs")))
    ana.undo()
    note = ana["notes"][1]
    assert (note.title, note.score, [item.text for item in note.items]) == ("one", 5, ["theirs"])


def test_a_new_record_that_somebody_worked_on_asks_before_it_goes(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "one")
    edit(ben, 1, score=5)
    with pytest.raises(UndoConflict, match="N1"):
        ana.undo()
    ana.undo(force=True)
    assert titles(ana) == []


def test_only_the_last_steps_are_kept_and_no_trash_outlives_them(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ben, "gone")
    ben.undo()
    for number in range(KEPT):
        add(ana, str(number))
    assert len(ana.steps()) == KEPT
    assert [step.number for step in ana.steps()] == list(range(KEPT + 1, 1, -1))
    assert "_trash" not in ana._storage.read()


def test_steps_survive_a_crash(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    edit(desk, 1, title="two")
    again = open_desk(PATH, disk=desk._storage.disk.after_crash(names="durable", data="synced"))
    assert [step.label for step in again.steps()] == ["Edit N1", "Add one"]
    again.undo()
    again.undo()
    assert content(again) == []


commands = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(max_size=5)),
        st.tuples(st.just("title"), st.integers(0, 9), st.text(max_size=5)),
        st.tuples(st.just("tags"), st.integers(0, 9), st.lists(st.sampled_from("abcd"), unique=True)),
        st.tuples(st.just("items"), st.integers(0, 9), st.lists(st.sampled_from("abcd"), unique=True)),
        st.tuples(st.sampled_from(["undo", "redo", "compact", "restart"])),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commands)
def test_undoing_everything_gives_back_the_beginning(script: list[tuple[Any, ...]]) -> None:
    disk = MemoryDisk()
    desk = open_desk(PATH, disk=disk)
    start = content(desk)
    for hour, (command, *rest) in enumerate(script):
        notes = list(desk["notes"])
        if command in ("undo", "redo"):
            with contextlib.suppress(NothingToUndo):
                getattr(desk, command)()
        elif command == "compact":
            desk.compact()
        elif command == "restart":
            desk = open_desk(PATH, disk=disk.after_crash(), now=NOON + timedelta(hours=hour))
            disk = desk._storage.disk
        elif command == "add":
            add(desk, *rest)
        elif notes:
            place, value = rest
            if command == "items":
                value = [Item(key=key, text=key * hour) for key in value]
            with desk.transaction(command):
                desk["notes"].put(notes[place % len(notes)].but(**{command: value}))
    end, undone = content(desk), 0
    while any(not step.undone for step in desk.steps()):
        desk.undo()
        undone += 1
    assert content(desk) == content(open_desk(PATH, disk=disk)) == start
    for _ in range(undone):
        desk.redo()
    assert content(desk) == end


def test_a_transaction_that_changes_nothing_is_no_step(opened: Opener) -> None:
    desk = opened()
    with desk.transaction("Nothing"):
        pass
    assert desk.steps() == []
    assert Note(title="x").number == 0
