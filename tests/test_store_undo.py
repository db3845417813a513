"""Undo and redo: what comes back, what asks first, and what a restart keeps."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_doubles import KINDS, NOON, Item, MemoryDisk, Note, Prefs, add, open_desk, titles

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


def test_a_step_from_the_middle_is_undone_alone_and_comes_back_alone(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    edit(desk, 1, score=5, tags=("x",))
    edit(desk, 1, title="two", tags=("x", "y"))
    step = desk.undo_step(2)
    assert (step.number, step.undone, step.undone_by) == (2, True, "OB")
    assert (desk["notes"][1].title, desk["notes"][1].score, desk["notes"][1].tags) == ("two", 0, ("y",))
    assert desk.redo().number == 2
    assert (desk["notes"][1].score, set(desk["notes"][1].tags)) == (5, {"x", "y"})


def test_parts_that_later_steps_added_do_not_hold_a_step_back(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    first, second = Item(key="a", text="first"), Item(key="b", text="second")
    edit(desk, 1, items=(first,))
    edit(desk, 1, items=(first, second))
    desk.undo_step(2)
    assert desk["notes"][1].items == (second,)


@pytest.mark.parametrize(
    ("earlier", "later", "field"),
    [
        pytest.param({"title": "b"}, {"title": "c"}, "title", id="the same field"),
        pytest.param({"title": "b"}, {"title": "a"}, "title", id="the same field, set back by hand"),
        pytest.param({"tags": ("x",)}, {"tags": ()}, "tags", id="a tag taken off"),
        pytest.param(
            {"items": (Item(key="a", text="1"),)}, {"items": (Item(key="a", text="2"),)}, "items", id="a part"
        ),
    ],
)
def test_a_step_on_which_a_later_one_rests_stays_and_says_what_changed(
    opened: Opener, earlier: dict[str, Any], later: dict[str, Any], field: str
) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "a")
    edit(ana, 1, **earlier)
    edit(ben, 1, **later)
    before = content(opened())
    with pytest.raises(UndoConflict, match=rf"^'Edit N1' was not undone: changed since is N1 {field}\.$"):
        ben.undo_step(2)
    assert content(opened()) == before


def test_a_new_record_that_a_later_step_links_to_is_not_undone_under_it(opened: Opener) -> None:
    desk = opened()
    add(desk, "anna")
    add(desk, "task")
    edit(desk, 2, title=desk["notes"][1].uid)
    with pytest.raises(UndoConflict, match=r"^'Add anna' was not undone: changed since is N2 title\.$"):
        desk.undo_step(1)


def test_a_link_to_what_is_in_the_trash_is_not_made_again(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "anna")
    add(ben, "task")
    edit(ben, 2, title=ben["notes"][1].uid)
    ben.undo()
    ana.undo()
    with pytest.raises(
        UndoConflict, match=r"'Edit N2' was not done again: changed since is N1 \(in the trash\)"
    ):
        ben.redo()


def test_redo_makes_again_what_was_undone_last_whatever_its_place(opened: Opener) -> None:
    desk = opened()
    add(desk, *"ab")
    for number, title in ((1, "1"), (2, "2"), (1, "3")):
        edit(desk, number, title=title)
    assert [desk.undo_step(3).number, desk.undo().number, desk.undo().number] == [3, 4, 2]
    assert [opened().redo().number for _ in range(3)] == [2, 4, 3]
    assert titles(opened()) == ["3", "2"]


def test_steps_undone_before_the_order_was_kept_come_back_from_the_first(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    edit(desk, 1, title="two")
    edit(desk, 1, score=1)
    desk.undo()
    desk.undo()
    with desk._storage.transaction() as draft:
        for number in (2, 3):
            row = draft["_undo"].get(number) or {}
            draft["_undo"].put(number, {**{k: row[k] for k in row if k != "undone_by"}, "undone": True})
    assert [step.undone_by for step in desk.steps()] == ["OB", "OB", ""]
    desk.undo()
    assert [desk.redo().number for _ in range(3)] == [1, 2, 3]


def test_what_one_person_undid_of_another_s_only_that_person_makes_again(opened: Opener) -> None:
    ana, ben = opened(who="AN"), opened(who="BE")
    add(ana, "one")
    assert (ben.undo_step(1).who, ben.steps()[0].undone_by) == ("AN", "BE")
    with pytest.raises(NothingToUndo, match="Nothing to redo"):
        ana.redo()
    ben.redo()
    assert titles(opened()) == ["one"]


def test_a_step_that_is_undone_or_gone_is_not_undone_again(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    desk.undo()
    with pytest.raises(NothingToUndo, match="'Add one' is undone already"):
        desk.undo_step(1)
    with pytest.raises(NothingToUndo, match="only the last 200 are kept"):
        desk.undo_step(7)


def test_the_refusal_lists_a_few_changes_and_counts_the_rest(opened: Opener) -> None:
    desk = opened()
    add(desk, *"abcdefg")
    for title in "xy":
        with desk.transaction("Name all"):
            desk["notes"].put_all([note.but(title=title) for note in desk["notes"]])
    with pytest.raises(UndoConflict, match=r"N1 title, .*, N5 title and 2 more\.$") as conflict:
        desk.undo_step(2)
    assert len(conflict.value.fields) == 7


def test_steps_are_found_by_time_by_table_and_by_record(opened: Opener) -> None:
    desk = opened()
    add(desk, "one")
    add(desk, "two", "three")
    edit(desk, 2, title="2")
    with desk.transaction("Settle"):
        desk["prefs"].put(Prefs(name="x"))
    assert [step.number for step in desk.steps(table="notes")] == [3, 2, 1]
    assert [step.number for step in desk.steps(table="notes", number=2)] == [3, 2]
    assert desk.steps(table="notes", number=9) == desk.steps(since=datetime.now(UTC) + timedelta(1)) == []
    assert len(desk.steps(since=datetime.now(UTC) - timedelta(1))) == 4


commands = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.text(max_size=5)),
        st.tuples(st.just("title"), st.integers(0, 9), st.text(max_size=5)),
        st.tuples(st.just("tags"), st.integers(0, 9), st.lists(st.sampled_from("abcd"), unique=True)),
        st.tuples(st.just("items"), st.integers(0, 9), st.lists(st.sampled_from("abcd"), unique=True)),
        st.tuples(st.sampled_from(["undo", "redo", "compact", "restart"])),
        st.tuples(st.just("undo_step"), st.integers(0, 9)),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commands)
def test_undoing_everything_gives_back_the_beginning(script: list[tuple[Any, ...]]) -> None:
    disk, hour = MemoryDisk(), 0

    def opened() -> Workspace:
        return Workspace.open(
            PATH, who="OB", now=lambda: NOON + timedelta(hours=hour), disk=disk, kinds=KINDS
        )

    with open_desk(PATH, disk=disk, who="seed") as seed, seed.transaction("Seed"):
        seed["notes"].put_all(Note(title=title, tags=("a", "b")) for title in "xy")
    desk = opened()
    start = content(desk)
    for hour, (command, *rest) in enumerate(script, 1):  # noqa: B007 - the clock reads it
        notes = list(desk["notes"])
        if command in ("undo", "redo"):
            with contextlib.suppress(NothingToUndo):
                getattr(desk, command)()
        elif command == "undo_step":
            standing = [step.number for step in desk.steps() if step.who == "OB" and not step.undone]
            with contextlib.suppress(UndoConflict):
                for number in standing[rest[0] : rest[0] + 1]:
                    desk.undo_step(number)
        elif command == "compact":
            desk.compact()
        elif command == "restart":
            disk = disk.after_crash()
            desk = opened()
        elif command == "add":
            add(desk, *rest)
        elif notes:
            place, value = rest
            if command == "items":
                value = [Item(key=key, text=key * (1 + place % 2)) for key in value]
            with desk.transaction(command):
                desk["notes"].put(notes[place % len(notes)].but(**{command: value}))
    end, undone = content(desk), 0
    while any(step.who == "OB" and not step.undone for step in desk.steps()):
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
