"""Two sessions at once: what is merged, what asks, and what each one sees of the other."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_doubles import Item, MemoryDisk, Note, add, open_desk, titles

from store import Conflict, NothingToUndo, Workspace
from store.merge import merged

NOTE = Note(title="one", items=(Item(key="a", text="first"), Item(key="b", text="second")), tags=("x",))

Pair = tuple[Workspace, Workspace]


@pytest.fixture
def pair() -> Pair:
    """Two sessions that have both read note N1."""
    disk = MemoryDisk()
    ana, ben = (open_desk(Path("/desk/desk.json"), disk=disk, who=who) for who in ("AN", "BE"))
    with ana.transaction("Add"):
        ana["notes"].put(NOTE)
    ben.refresh()
    assert list(ana["notes"]) == list(ben["notes"])
    return ana, ben


def edit(desk: Workspace, note: Note, **changes: Any) -> Note:
    with desk.transaction("Edit"):
        saved: Note = desk["notes"].put(note.but(**changes))
    return saved


def test_a_session_sees_what_the_other_saved(pair: Pair) -> None:
    ana, ben = pair
    add(ana, "two")
    assert titles(ben) == ["one"]
    assert ben.refresh() == {"notes"}
    assert titles(ben) == ["one", "two"]
    assert ben.refresh() == frozenset()


def test_what_a_save_took_in_on_its_way_is_told_by_the_next_refresh(pair: Pair) -> None:
    ana, ben = pair
    add(ana, "two")
    add(ben, "three")
    assert titles(ben) == ["one", "two", "three"]
    assert (ben.refresh(), ana.refresh()) == ({"notes"}, {"notes"})


def test_a_session_follows_another_one_that_compacted(pair: Pair) -> None:
    ana, ben = pair
    add(ana, "two")
    ana.compact()
    add(ana, "three")
    before = ben["notes"][1]
    assert ben.refresh() == {"notes"}
    assert titles(ben) == ["one", "two", "three"]
    assert ben["notes"][1] is before
    add(ben, "four")
    ana.refresh()
    assert titles(ana) == titles(ben) == ["one", "two", "three", "four"]


def test_a_session_reads_afresh_when_it_missed_a_generation(pair: Pair) -> None:
    ana, ben = pair
    for title in ("two", "three", "four"):
        add(ana, title)
        ana.compact()
    assert ben.refresh() == {"notes"}
    assert titles(ben) == ["one", "two", "three", "four"]


def test_numbers_of_two_sessions_never_meet(pair: Pair) -> None:
    ana, ben = pair
    numbers = [add(desk, "x")[0].number for desk in (ana, ben, ben, ana, ben)]
    assert numbers == [2, 3, 4, 5, 6]


def test_different_fields_are_both_kept_and_that_is_said(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    edit(ana, ana["notes"][1], title="two")
    saved = edit(ben, late, score=4)
    assert (saved.title, saved.score, saved.rev) == ("two", 4, 3)
    assert ben.notices == ["N1 was changed by AN meanwhile; both changes are kept."]


def test_different_fields_of_the_same_item_are_both_kept(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    first, second = late.items
    edit(ana, late, items=(first.but(done=True), second, Item(key="c", text="third")))
    saved = edit(ben, late, items=(first.but(text="erst"), Item(key="d", text="fourth"), second))
    assert {item.key: (item.text, item.done) for item in saved.items} == {
        "a": ("erst", True), "b": ("second", False), "c": ("third", False), "d": ("fourth", False),
    }  # fmt: skip


def test_labels_added_and_taken_away_on_both_sides_are_united(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    edit(ana, late, tags=("x", "ana"))
    assert edit(ben, late, tags=("ben",)).tags == ("ana", "ben")


def test_the_same_field_asks_and_loses_nothing(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    edit(ana, late, title="ana's", score=1)
    with pytest.raises(Conflict, match="N1 was changed by AN meanwhile") as caught:
        edit(ben, late, title="ben's", due="2026-05-20")
    conflict = caught.value
    assert conflict.fields == ("title",)
    assert isinstance(conflict.mine, Note)
    assert isinstance(conflict.theirs, Note)
    assert (conflict.mine.title, conflict.mine.score, str(conflict.mine.due)) == ("ben's", 1, "2026-05-20")
    assert conflict.theirs.title == "ana's"
    assert titles(ben) == ["ana's"]
    with ben.transaction("Keep mine"):
        saved = ben["notes"].put(conflict.mine)
    assert (saved.title, saved.score) == ("ben's", 1)


def test_the_same_change_on_both_sides_is_no_conflict(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    edit(ana, late, title="two")
    assert edit(ben, late, title="two").rev == 2


def test_a_record_that_is_gone_asks(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    ana.undo()
    with pytest.raises(Conflict, match="N1 was removed") as caught:
        edit(ben, late, title="two")
    assert caught.value.theirs is None
    assert isinstance(caught.value.mine, Note)
    with ben.transaction("Save it as a new one"):
        saved = ben["notes"].put(caught.value.mine)
    assert (saved.title, saved.number) == ("two", 2)


def test_an_edit_whose_beginning_is_unknown_asks(pair: Pair) -> None:
    ana, ben = pair
    stranger = NOTE.but(number=1, rev=7, title="from nowhere")
    with pytest.raises(Conflict) as caught:
        edit(ben, stranger, score=3)
    assert set(caught.value.fields) == {"title", "score"}
    assert titles(ana) == titles(ben) == ["one"]


def test_an_edit_begun_many_revisions_ago_is_still_merged(pair: Pair) -> None:
    ana, ben = pair
    late = ben["notes"][1]
    for score in range(1, 6):
        edit(ana, ana["notes"][1], score=score)
        ben.refresh()
        assert ben["notes"][1].score == score
    assert edit(ben, late, title="late").score == 5


fields = st.dictionaries(
    st.sampled_from("abc"),
    st.one_of(
        st.integers(0, 2),
        st.lists(st.integers(0, 4), max_size=4),
        st.lists(
            st.builds(lambda key, value: {"key": key, "v": value}, st.sampled_from("xyz"), st.integers(0, 2))
        ),
        st.fixed_dictionaries({"v": st.integers(0, 2)}),
    ),
)


commands = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "edit", "compact", "refresh", "restart", "die", "undo"]),
        st.integers(0, 1),
        st.integers(0, 5),
    ),
    max_size=40,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commands)
def test_two_sessions_that_do_anything_end_up_with_the_same_records(
    script: list[tuple[str, int, int]],
) -> None:
    disk, path = MemoryDisk(), Path("/desk/desk.json")
    desks = [open_desk(path, disk=disk, who=who) for who in ("AN", "BE")]
    expected: dict[int, str] = {}
    for turn, (command, who, place) in enumerate(script):
        desk = desks[who]
        if command == "add":
            (note,) = add(desk, f"n{turn}")
            expected[note.number] = note.title
        elif command == "edit" and expected:
            desk.refresh()
            note = desk["notes"][sorted(expected)[place % len(expected)]]
            edit(desk, note, title=f"e{turn}")
            expected[note.number] = f"e{turn}"
        elif command == "undo" and desk.steps():
            with suppress(NothingToUndo):
                desk.undo(force=True)
            expected = {note.number: note.title for note in desk["notes"]}
        elif command == "compact":
            desk.compact()
        elif command == "refresh":
            desk.refresh()
            assert {note.number: note.title for note in desk["notes"]} == expected
        elif command == "restart":
            desk.close()
            desks[who] = open_desk(path, disk=disk, who=desk.who)
        elif command == "die":
            if journal := disk.files.get(f"{path}.journal"):
                journal.data += b"deadbeef {"[: place + 1]
            desks[who] = open_desk(path, disk=disk, who=desk.who)
    for desk in (*desks, open_desk(path, disk=disk)):
        desk.refresh()
        assert {note.number: note.title for note in desk["notes"]} == expected


@given(fields, fields)
def test_a_merge_with_an_untouched_side_is_the_other_side(base: Any, changed: Any) -> None:
    assert merged(base, changed, base) == (changed, [])
    assert merged(base, base, changed) == (changed, [])
    assert merged(base, changed, changed) == (changed, [])


@given(fields, fields, fields)
def test_both_sides_of_a_merge_clash_alike(base: Any, mine: Any, theirs: Any) -> None:
    assert set(merged(base, mine, theirs)[1]) == set(merged(base, theirs, mine)[1])


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "result", "clashes"),
    [
        ([], [{"key": "a"}], [{"key": "b"}], [{"key": "b"}, {"key": "a"}], []),
        ([{"key": "a", "v": 1}], [], [{"key": "a", "v": 2}], [{"key": "a", "v": 2}], ["f"]),
        ([{"key": "a", "v": 1}], [], [{"key": "a", "v": 1}, {"key": "b"}], [{"key": "b"}], []),
        ([{"v": 1}], [{"v": 1}, {"v": 2}], [{"v": 1}, {"v": 3}], [{"v": 1}, {"v": 3}, {"v": 2}], []),
        (["a", "b"], ["b", "a"], ["a", "b", "c"], ["b", "a", "c"], []),
        ({"a": 1, "b": 1}, {"a": 2, "b": 1}, {"a": 1, "b": 3}, {"a": 2, "b": 3}, []),
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 2}, ["f"]),
        ({"key": "k", "a": 1}, {"key": "l", "a": 1}, {"key": "k", "a": 2}, {"key": "l", "a": 1}, ["f"]),
    ],
)
def test_lists_and_nested_records_merge(base: Any, mine: Any, theirs: Any, result: Any, clashes: Any) -> None:
    assert merged({"f": base}, {"f": mine}, {"f": theirs}) == ({"f": result}, clashes)


def parts(*texts: str) -> list[dict[str, Any]]:
    return [{"key": text[0], "text": text} for text in texts]


def test_lists_of_parts_that_both_sides_added_to_hold_both() -> None:
    base = {"comments": parts("a")}
    row, fields = merged(base, {"comments": parts("a", "b")}, {"comments": parts("a", "c")})
    assert (row, fields) == ({"comments": parts("a", "c", "b")}, [])


def test_lists_of_parts_inside_a_part_are_merged_by_key_too() -> None:
    def brief(*done_when: str, **more: str) -> dict[str, Any]:
        return {"brief": {"key": "k", "done_when": parts(*done_when)} | more}

    row, fields = merged(brief("a", "b"), brief("a!", "b", "c"), brief("a", "b!", purpose="why"))
    assert (row, fields) == (brief("a!", "b!", "c", purpose="why"), [])
    assert merged(brief("a"), brief("a1"), brief("a2"))[1] == ["brief"]


def test_lists_of_parts_inside_the_parts_of_a_list_are_merged_by_key_too() -> None:
    def briefs(*done_when: str) -> dict[str, Any]:
        return {"briefs": [{"key": "1", "done_when": parts(*done_when)}]}

    mine = {"briefs": [*briefs("a", "b")["briefs"], {"key": "2", "done_when": []}]}
    row, fields = merged(briefs("a"), mine, briefs("a!"))
    assert (row["briefs"][0], row["briefs"][1]["key"], fields) == (briefs("a!", "b")["briefs"][0], "2", [])


def test_two_new_versions_of_a_brief_clash() -> None:
    old, mine, theirs = ({"brief": {"key": key, "outcome": key}} for key in "abc")
    assert merged(old, mine, theirs)[1] == ["brief"]
