"""Erasing a person while calls fail, processes die and sessions work: all of it, or nothing, and no trace."""

import errno
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from erasure_traces import NAME, PATH, on_disk, plain, traces
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_doubles import Crash, Inode, Item, MemoryDisk, add, open_desk, titles

from store import NotSaved, StoreError, Workspace
from store import backups as kept_backups


def edit(desk: Workspace, number: int, **changes: Any) -> None:
    with desk.transaction(f"Edit N{number}"):
        desk["notes"].put(desk["notes"][number].but(**changes))


def prepared(disk: MemoryDisk) -> Workspace:
    desk = open_desk(PATH, disk=disk)
    add(desk, "one", NAME)
    desk.compact()
    kept_backups.make(PATH, on_disk(disk)[str(PATH)], 0o600, disk)
    disk.files[f"{PATH}.journal.torn-20260512T120000"] = Inode(77, bytearray(NAME.encode()), NAME.encode())
    disk.sync_folder(PATH.parent)
    edit(desk, 2, score=4)
    return desk


def calls_of_an_erasure() -> range:
    disk = MemoryDisk()
    desk = prepared(disk)
    begin = len(disk.calls)
    desk.erase([("notes", 2)], [NAME])
    return range(begin, len(disk.calls) + 1)


CALLS = calls_of_an_erasure()


@pytest.mark.parametrize("names", ["cached", "durable"])
@pytest.mark.parametrize("data", ["cached", "synced"])
@pytest.mark.parametrize("at", CALLS)
def test_after_a_crash_all_of_it_is_there_or_nothing_in_any_file(at: int, names: str, data: str) -> None:
    disk = MemoryDisk()
    desk = prepared(disk)

    def dying(number: int, name: str) -> None:
        if number >= at:
            raise Crash

    disk.fault = dying
    finished = False
    with suppress(Crash):
        finished = desk.erase([("notes", 2)], [NAME]).finished
    after = disk.after_crash(names=names, data=data)
    again = open_desk(PATH, disk=after)
    if titles(again) == ["one", NAME]:
        assert not finished
        assert len(traces(on_disk(after))) >= 3
        assert again["notes"][2].score == 4
        again.erase([("notes", 2)], [NAME])
    assert titles(again) == titles(open_desk(PATH, disk=after)) == ["one"]
    assert traces(on_disk(after)) == []
    assert len(kept_backups.kept(PATH, after)) == 1
    assert add(again, "two")[0].number == 3


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("for_ever", [False, True])
@pytest.mark.parametrize("at", CALLS)
def test_when_a_call_fails_it_is_refused_or_said_and_finished_later(
    at: int, code: int, for_ever: bool
) -> None:
    disk = MemoryDisk()
    desk = prepared(disk)

    def failing(number: int, name: str) -> None:
        if number == at or (for_ever and number > at):
            raise OSError(code, "injected")

    disk.fault = failing
    try:
        erased = desk.erase([("notes", 2)], [NAME])
    except NotSaved:
        assert titles(desk) == ["one", NAME]
        disk.fault = lambda number, name: None
        if desk.read_only:
            return
        erased = desk.erase([("notes", 2)], [NAME])
    assert titles(desk) == ["one"]
    disk.fault = lambda number, name: None
    if not erased.finished:
        assert any(said.startswith("The erasure is saved, but older copies") for said in desk.notices)
        if not desk.read_only:
            assert desk.compaction_due(60)
            desk.compact()
    again = open_desk(PATH, disk=disk)
    assert titles(again) == ["one"]
    assert traces(on_disk(disk)) == []


# ---------------------------------------------------------------------- the property

TEXTS = ["milk", "a call", NAME, NAME.upper(), "zoe quist rang", f"ask {NAME.lower()} and ben", "Quist, Zoë"]
WHO = st.integers(0, 1)
TITLES = st.sampled_from(TEXTS)
NUMBERS = st.integers(1, 6)
COMMANDS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), WHO, TITLES),
        st.tuples(st.just("title"), WHO, NUMBERS, TITLES),
        st.tuples(st.just("item"), WHO, NUMBERS, TITLES),
        st.tuples(st.sampled_from(["undo", "redo", "compact", "refresh"]), WHO),
        st.tuples(st.just("step"), WHO, NUMBERS),
    ),
    max_size=14,
)


def obey(desks: list[Workspace], command: tuple[Any, ...]) -> None:
    verb, who, *rest = command
    desk = desks[who]
    try:
        match verb, rest:
            case "add", [title]:
                add(desk, title)
            case "title", [number, title]:
                edit(desk, number, title=title)
            case "item", [number, text]:
                edit(desk, number, items=(*desk["notes"][number].items, Item(text=text)))
            case "step", [number]:
                desk.undo_step(number)
            case "undo" | "redo" as turn, []:
                getattr(desk, turn)(force=True)
            case act, []:
                getattr(desk, act)()
    except StoreError:
        pass


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


@given(before=COMMANDS, chosen=st.sets(NUMBERS), after=COMMANDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_byte_of_any_file_holds_the_name_but_in_the_mentions_returned(
    before: list[tuple[Any, ...]], chosen: set[int], after: list[tuple[Any, ...]]
) -> None:
    disk = MemoryDisk()
    desks = [open_desk(PATH, disk=disk, who=who) for who in ("OB", "TW")]
    add(desks[0], NAME, "bread")
    for command in before:
        obey(desks, command)
    desks[0].refresh()  # the other session may have undone what made one of them
    records = [("notes", number) for number in chosen if number in desks[0]["notes"]]
    erased = desks[0].erase(records, [NAME])
    listed = {(table, number) for table, number, said in erased.mentions if said.certain}
    for file in traces(on_disk(disk)):
        content = json.loads(disk.files[file].data)
        for table, rows in content.items():
            for number, row in rows.items():
                if any("zoe quist" in plain(text.encode()) for text in texts(row)):
                    assert (table, int(number)) in listed
    for _, number in listed:
        edit(desks[1], number, title="somebody", items=())
    assert desks[1].erase([], [NAME]).mentions == ()
    for desk in desks:
        desk.refresh()
    assert traces(on_disk(disk)) == []
    harmless = [command for command in after if command[-1] not in TEXTS[2:]]
    for command in [*harmless, *(("undo", who) for who in (0, 1) for _ in range(30))]:
        obey(desks, command)
    for desk in desks:
        desk.close()
    assert traces(on_disk(disk)) == []
    assert not {number for _, number in records} & {
        note.number for note in open_desk(PATH, disk=disk)["notes"]
    }
