"""Every durable call failed, shortened, or followed by a power cut: what was acknowledged is there."""

import errno
import itertools
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_doubles import Crash, MemoryDisk, Note, add, open_desk, titles

from store import NotSaved, StoreError, Workspace
from store.disk import Disk

PATH = Path("/desk/desk.json")
TORTURE = Path(__file__).parent / "torture"


def script(disk: MemoryDisk, done: list[str]) -> Iterator[None]:
    """A session from the first save to a clean end; `done` holds the titles that were acknowledged."""
    desk = open_desk(PATH, disk=disk)
    for title in ("one", "two"):
        add(desk, title)
        done.append(title)
        yield
    desk.compact()
    yield
    add(desk, "three")
    done.append("three")
    yield
    with desk.transaction("Edit"):
        desk["notes"].put(desk["notes"][1].but(title="uno"))
    done[0] = "uno"
    yield
    desk.compact()
    add(desk, "four")
    done.append("four")
    yield
    desk.close()


def calls_of_a_session() -> tuple[int, int]:
    disk = MemoryDisk()
    for _ in script(disk, []):
        pass
    return len(disk.calls), len(disk.looks)


CALLS, LOOKS = calls_of_a_session()


def failing(at: int, code: int, *, for_ever: bool = False) -> Callable[[int, str], int | None]:
    def fault(number: int, name: str) -> None:
        if number == at or (for_ever and number > at):
            raise OSError(code, "injected")

    return fault


def short(at: int) -> Callable[[int, str], int | None]:
    """Takes seven bytes of one write and refuses the next."""

    def fault(number: int, name: str) -> int | None:
        if number == at + 1 and name == "write":
            raise OSError(errno.ENOSPC, "injected")
        return 7 if number == at and name == "write" else None

    return fault


def dying(at: int) -> Callable[[int, str], int | None]:
    def fault(number: int, name: str) -> None:
        if number >= at:
            raise Crash

    return fault


@pytest.mark.parametrize("at", range(CALLS))
@pytest.mark.parametrize("how", ["EIO once", "ENOSPC once", "EIO for ever", "ENOSPC for ever", "short"])
def test_a_failing_call_loses_nothing_and_memory_equals_the_disk(at: int, how: str) -> None:
    code = errno.EIO if "EIO" in how else errno.ENOSPC
    disk = MemoryDisk()
    disk.fault = short(at) if how == "short" else failing(at, code, for_ever="ever" in how)
    desk = open_desk(PATH, disk=disk)
    expected: list[str] = []
    said: list[str] = []
    for title in ("one", "two", "-", "three", "-", "four"):
        try:
            if title == "-":
                desk.compact()
            else:
                add(desk, title)
                expected.append(title)
        except StoreError as refusal:
            said.append(str(refusal))
        assert titles(desk) == expected
    assert all(one.startswith(("Nothing was saved", "desk.json is read-only")) for one in said)
    disk.fault = lambda number, name: None
    found = titles(open_desk(PATH, disk=disk.after_crash()))
    if desk.read_only:  # the line that failed could not be taken back: it may be there, whole
        assert found[: len(expected)] == expected
        assert len(found) <= len(expected) + 1
        desk.refresh()
        assert titles(desk) == found
    else:
        assert found == expected
    assert titles(open_desk(PATH, disk=disk.after_crash(names="durable", data="synced"))) == expected
    if not desk.read_only:
        add(desk, "five")
        assert titles(open_desk(PATH, disk=disk.after_crash(names="durable", data="synced"))) == [
            *expected,
            "five",
        ]


@pytest.mark.parametrize("at", range(LOOKS))
@pytest.mark.parametrize("for_ever", [False, True])
def test_a_look_or_lock_that_fails_is_said_by_the_store_and_loses_nothing(at: int, for_ever: bool) -> None:
    disk = MemoryDisk()
    disk.doubt = failing(at, errno.EIO, for_ever=for_ever)
    expected: list[str] = []
    try:
        desk = open_desk(PATH, disk=disk)
    except StoreError:
        assert at < 10  # only while it opens
        return
    for title in ("one", "?", "two", "-", "?", "three"):
        try:
            if title == "?":
                desk.refresh()
            elif title == "-":
                desk.compact()
            else:
                add(desk, title)
                expected.append(title)
        except StoreError:
            pass
        assert titles(desk) == expected
    disk.doubt = lambda number, name: None
    desk.refresh()
    assert titles(desk) == expected
    assert titles(open_desk(PATH, disk=disk.after_crash(names="durable", data="synced"))) == expected
    disk.doubt = failing(len(disk.looks), errno.EIO)
    desk.close()
    assert titles(open_desk(PATH, disk=disk)) == expected


@pytest.mark.parametrize("names", ["cached", "durable"])
@pytest.mark.parametrize("data", ["cached", "synced"])
@pytest.mark.parametrize("at", range(CALLS + 1))
def test_a_crash_before_any_call_leaves_everything_acknowledged(at: int, names: str, data: str) -> None:
    disk = MemoryDisk()
    disk.fault = dying(at)
    done: list[str] = []
    try:
        for _ in script(disk, done):
            pass
    except Crash:
        pass
    again = disk.after_crash(names=names, data=data)
    desk = open_desk(PATH, disk=again)
    found = titles(desk)
    step_further = [[*done, "one"], [*done, "two"], [*done, "three"], [*done, "four"], ["uno", *done[1:]]]
    assert found == done or found in step_further
    add(desk, "after")
    desk.close()
    assert titles(open_desk(PATH, disk=again)) == [*found, "after"]


def test_the_crash_test_can_fail() -> None:
    class Careless(MemoryDisk):
        def sync_data(self, fd: int) -> None:
            pass

    disk = Careless()
    desk = open_desk(PATH, disk=disk)
    add(desk, "one")
    assert titles(open_desk(PATH, disk=disk.after_crash(names="durable", data="synced"))) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "quota"), (errno.EFBIG, "grow"),
        (errno.EROFS, "read-only"), (errno.EIO, "disk reports an error"), (errno.EACCES, "may not write"),
        (errno.EMFILE, "the system says"),
    ],
)  # fmt: skip
def test_a_refused_save_says_why_in_one_sentence(code: int, said: str) -> None:
    disk = MemoryDisk()
    desk = open_desk(PATH, disk=disk)
    add(desk, "one")
    disk.fault = failing(len(disk.calls), code)
    with pytest.raises(NotSaved, match=said) as caught:
        add(desk, "two")
    assert str(caught.value).startswith("Nothing was saved to desk.json: ")
    add(desk, "two")
    assert titles(desk) == ["one", "two"]


def test_a_sync_that_reports_a_disk_error_ends_saving_for_the_session() -> None:
    disk = MemoryDisk()
    desk = open_desk(PATH, disk=disk)
    add(desk, "one")
    disk.fault = failing(len(disk.calls) + 1, errno.EIO)
    with pytest.raises(NotSaved):
        add(desk, "two")
    assert disk.calls[-3:] == ["sync_data", "truncate", "sync"]
    with pytest.raises(NotSaved, match="read-only for now"):
        add(desk, "two")
    with pytest.raises(NotSaved):
        desk.compact()
    assert titles(desk) == titles(open_desk(PATH, disk=disk)) == ["one"]
    add(open_desk(PATH, disk=disk), "three")
    assert desk.refresh() == {"notes"}
    assert titles(desk) == ["one", "three"]


def test_a_compaction_that_fails_halfway_does_not_cost_later_saves() -> None:
    for at in itertools.count():
        disk = MemoryDisk()
        desk = open_desk(PATH, disk=disk)
        add(desk, "one")
        start = len(disk.calls)
        disk.fault = failing(start + at, errno.ENOSPC)
        try:
            desk.compact()
        except NotSaved:
            pass
        else:
            if len(disk.calls) <= start + at:
                break
        if not desk.read_only:
            add(desk, "two")
            desk.compact()
            add(desk, "three")
        assert titles(open_desk(PATH, disk=disk.after_crash(names="durable", data="synced"))) == titles(desk)
    assert at >= 8


def test_saving_goes_on_while_a_thread_compacts(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    desk = open_desk(path)
    add(desk, *(str(number) for number in range(2_000)))
    stop = threading.Event()
    rounds = []

    def compact_again_and_again() -> None:
        while not stop.is_set():
            desk.compact()
            rounds.append(1)

    thread = threading.Thread(target=compact_again_and_again)
    thread.start()
    try:
        for number in range(100):
            add(desk, f"late {number}")
    finally:
        stop.set()
        thread.join()
    assert rounds
    assert titles(open_desk(path))[2_000:] == [f"late {number}" for number in range(100)]


def test_a_save_made_between_the_phases_of_a_compaction_is_kept(tmp_path: Path) -> None:
    class Meanwhile(Disk):
        act: Callable[[], object] | None = None

        def sync(self, fd: int) -> None:
            act, self.act = self.act, None
            if act:
                act()
            super().sync(fd)

    disk, path = Meanwhile(), tmp_path / "desk.json"
    desk, other = open_desk(path, disk=disk), open_desk(path)
    add(desk, "one")
    disk.act = lambda: (add(desk, "two"), add(other, "three"))
    desk.compact()
    assert titles(open_desk(path)) == ["one", "two", "three"]
    disk.act = other.compact
    desk.compact()
    add(desk, "four")
    assert titles(other) == ["one", "two", "three"]
    other.refresh()
    assert titles(other) == titles(open_desk(path)) == ["one", "two", "three", "four"]
    assert [file.name for file in tmp_path.iterdir() if ".tmp." in file.name] == []


def test_two_processes_that_save_at_once_lose_nothing(tmp_path: Path) -> None:
    run(TORTURE / "two_processes.py", "--dir", str(tmp_path), "--inserts", "300")


def test_a_killed_process_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    run(TORTURE / "kill.py", "--dir", str(tmp_path), "--trials", "25")


def run(script: Path, *arguments: str) -> None:
    root = Path(__file__).parents[1]
    done = subprocess.run(
        [sys.executable, str(script), *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_file_whose_journal_cannot_be_opened_for_writing_can_be_read(tmp_path: Path) -> None:
    class Guarded(Disk):
        guarded = False

        def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
            if self.guarded and flags != 0:
                raise PermissionError(errno.EACCES, "injected")
            return super().open(path, flags, mode)

    desk: Workspace = open_desk(tmp_path / "desk.json")
    add(desk, "one")
    disk = Guarded()
    disk.guarded = True
    reader = open_desk(tmp_path / "desk.json", disk=disk)
    assert titles(reader) == ["one"]
    with pytest.raises(NotSaved, match="may not write"), reader.transaction("Add"):
        reader["notes"].put(Note(title="two"))
    add(desk, "two")
    reader.refresh()
    assert titles(reader) == ["one", "two"]
