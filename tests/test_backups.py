"""Copies of a workspace: what they hold, how long they stay, and the way back from each kind of trouble."""

import errno
import json
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import store_doubles
from click.testing import Result
from conftest import Clock, opened, screen_text
from hypothesis import given
from hypothesis import strategies as st
from store_doubles import Crash, MemoryDisk, open_desk
from tinydb import TinyDB

from models.board import Card
from models.helpers import Helper
from store import (
    Conflict,
    Damaged,
    NewerFile,
    NotFound,
    NotOurs,
    NotSaved,
    StoreError,
    Workspace,
    check,
)
from store.backups import kept, made_at, thin
from store.disk import Disk
from store.recovery import back_up, copies, has_copy_of, restore, whole
from store.shared_files import UNFINISHED
from tui import app
from tui.session import Session

Run = Callable[..., Result]


def add(path: Path, *titles: str) -> None:
    with Workspace.open(path) as desk:
        for title in titles:
            with desk.transaction(f"Add {title}"):
                desk.cards.put(Card.of(title=title))


def titles(path: Path) -> list[str]:
    with Workspace.open(path) as desk:
        return [card.title for card in desk.cards]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.json"
    add(path, "One", "Two")
    return path


# Keeping


def test_a_copy_holds_what_is_only_in_the_journal_yet(path: Path) -> None:
    desk = Workspace.open(path)
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="Three"))
    copy = back_up(path)
    desk.close()
    with TinyDB(copy) as plain:
        assert [card["title"] for card in plain.table("cards").all()] == ["One", "Two", "Three"]
    assert check(copy).sound
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_lies_where_an_erasure_finds_it(path: Path) -> None:
    copy = back_up(path)
    assert kept(path, Disk()) == [copy]
    with Workspace.open(path) as desk:
        desk.erase([("cards", 1)], ["One"])
    (renewed,) = kept(path, Disk())
    assert "One" not in renewed.read_text()


def test_there_is_nothing_to_copy_before_the_first_save(deskhand: Run) -> None:
    result = deskhand("backup")
    assert (result.exit_code, "There is no workspace at" in result.stderr) == (1, True)


def test_a_copy_elsewhere_says_that_no_erasure_reaches_it(deskhand: Run, file: Path, tmp_path: Path) -> None:
    add(file, "One")
    out = tmp_path / "copy.json"
    assert deskhand("backup", "--out", str(out)).stdout == (
        f"Kept as {out}. Erasing a person does not reach this copy.\n"
    )
    assert (titles(out), out.stat().st_mode & 0o777) == (["One"], 0o600)
    assert "is there already" in deskhand("backup", "--out", str(out)).stderr


START = datetime(2024, 1, 1, 12, tzinfo=UTC)


@given(hours=st.lists(st.integers(0, 24 * 600), unique=True, min_size=1, max_size=60))
def test_thinning_leaves_the_last_day_and_the_last_of_days_weeks_and_months(hours: list[int]) -> None:
    disk = Names(sorted(START + timedelta(hours=hour) for hour in hours))
    path = Path("/x/desk.json")
    made = [made_at(copy) for copy in kept(path, disk)]
    thin(path, disk)
    left = [made_at(copy) for copy in kept(path, disk)]
    assert [at for at in made if made[-1] - at < timedelta(days=1)] == [
        at for at in left if made[-1] - at < timedelta(days=1)
    ]
    for period, most in (("%Y-%m-%d", 7), ("%G-%V", 4), ("%Y-%m", 12)):
        last = list({f"{at:{period}}": at for at in made}.values())[-most:]
        assert set(last) <= set(left)
    older = {at for at in left if made[-1] - at >= timedelta(days=1)}
    assert len(older) <= 7 + 4 + 12


class Names(Disk):
    """A folder of backups that is nothing but their names."""

    def __init__(self, at: list[datetime]) -> None:
        self.known = [f"desk.json.backup-{each:%Y%m%dT%H%M%S}" for each in at]

    def names(self, folder: Path) -> list[str]:
        return list(self.known)

    def remove(self, path: Path) -> None:
        self.known.remove(path.name)


def test_a_copy_is_of_the_day_on_which_it_was_made(path: Path) -> None:
    day = datetime.now(UTC).date()
    assert not has_copy_of(day, path)
    made = made_at(back_up(path)).date()
    assert has_copy_of(made, path)
    assert not has_copy_of(made + timedelta(days=1), path)


async def test_the_program_keeps_a_copy_of_the_day_soon_after_it_was_opened(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BACKUP_AFTER", 0.01)
    for _ in range(2):
        with Workspace.open(path, now=clock) as desk:
            async with app.Deskhand(Session(desk, clock, "UTC")).run_test() as pilot:
                await pilot.pause(0.1)
                await pilot.app.workers.wait_for_complete()
        assert len(copies(path)) == 1


async def test_a_copy_that_cannot_be_kept_is_said_and_nothing_stops(
    path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "BACKUP_AFTER", 0.01)
    path.with_name("backups").write_text("in the way of the folder")
    with Workspace.open(path, now=clock) as desk:
        running = app.Deskhand(Session(desk, clock, "UTC"))
        async with running.run_test(size=(100, 30)) as pilot:
            await pilot.pause(0.1)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert "No copy of today is kept:" in screen_text(running)


# Putting back


def test_what_was_there_is_kept_before_the_copy_takes_its_place(path: Path) -> None:
    copy = back_up(path)
    add(path, "Three")
    done = restore(path, copy)
    assert titles(path) == ["One", "Two"]
    (before,) = done.kept
    assert restore(path, before).still_erased == 0
    assert titles(path) == ["One", "Two", "Three"]


def test_a_number_is_not_given_out_twice_after_a_copy_was_put_back(path: Path) -> None:
    copy = back_up(path)
    add(path, "Three")
    restore(path, copy)
    add(path, "Four")
    with Workspace.open(path) as desk:
        assert [(card.number, card.title) for card in desk.cards] == [(1, "One"), (2, "Two"), (4, "Four")]


def test_a_number_the_copy_had_given_out_is_not_given_out_in_a_new_workspace(path: Path) -> None:
    with Workspace.open(path) as desk:
        desk.erase([("cards", 2)], ["Two"])
    copy = back_up(path)
    other = path.with_name("new.json")
    add(other, "Other")
    restore(other, copy)
    add(other, "Three")
    with Workspace.open(other) as desk:
        assert [(card.number, card.title) for card in desk.cards] == [(1, "One"), (3, "Three")]


def test_the_last_step_of_the_copy_can_be_undone(path: Path) -> None:
    copy = back_up(path)
    add(path, "Three")
    restore(path, copy)
    with Workspace.open(path) as desk:
        assert desk.undo().label == "Add Two"
        assert [card.title for card in desk.cards] == ["One"]


def test_putting_a_copy_back_removes_no_copy(path: Path) -> None:
    folder = path.with_name("backups")
    folder.mkdir()
    for stamp in ("20200101T000000", "20200101T010000"):
        (folder / f"{path.name}.backup-{stamp}").write_bytes(whole(path))
    restore(path, folder / f"{path.name}.backup-20200101T000000")
    assert len(copies(path)) == 3


def test_a_session_that_is_open_sees_the_copy_that_was_put_back(path: Path) -> None:
    copy = back_up(path)
    add(path, "Three")
    with Workspace.open(path) as desk:
        restore(path, copy)
        desk.refresh()
        assert [card.title for card in desk.cards] == ["One", "Two"]
        with desk.transaction("Add"):
            desk.cards.put(Card.of(title="Five"))
    assert titles(path) == ["One", "Two", "Five"]


def held(desk: Workspace, number: int = 1) -> Card:
    desk.refresh()
    return desk.cards[number]


def test_a_late_save_from_before_the_copy_was_put_back_overwrites_nobody(path: Path) -> None:
    copy = back_up(path)
    with Workspace.open(path, who="a") as mine, Workspace.open(path, who="b") as other:
        with mine.transaction("Change"):
            late = mine.cards.put(mine.cards[1].but(title="Late"))
        restore(path, copy)
        with other.transaction("Change"):
            other.cards.put(held(other).but(title="Bee"))
        assert held(mine).title == "Bee"
        with pytest.raises(Conflict), mine.transaction("Change"):
            mine.cards.put(late.but(title="Later"))
        assert held(mine).title == "Bee"


def test_a_late_save_overwrites_nobody_where_the_copy_had_the_record_in_its_trash(path: Path) -> None:
    with Workspace.open(path, who="b") as other:
        with other.transaction("Add"):
            other.cards.put(Card.of(title="Three"))
        other.undo()
        copy = back_up(path)
        other.redo()
        with Workspace.open(path, who="a") as mine:
            with mine.transaction("Change"):
                mine.cards.put(held(mine, 3).but(due=None, title="Late"))
            late = held(mine, 3)
            restore(path, copy)
            other.redo()
            with other.transaction("Change"):
                other.cards.put(held(other, 3).but(title="Bee"))
            assert held(mine, 3).title == "Bee"
            with pytest.raises(Conflict), mine.transaction("Change"):
                mine.cards.put(late.but(title="Later"))


def test_what_the_copy_and_the_file_agree_on_stays_the_same_revision(path: Path) -> None:
    copy = back_up(path)
    with Workspace.open(path) as desk:
        with desk.transaction("Change"):
            desk.cards.put(desk.cards[1].but(title="Late"))
        restore(path, copy)
        assert [held(desk, number).rev for number in (1, 2)] == [3, 1]


def test_the_steps_of_the_copy_still_apply_where_its_records_got_another_revision(path: Path) -> None:
    with Workspace.open(path) as desk:
        with desk.transaction("Change"):
            desk.cards.put(desk.cards[1].but(title="Changed"))
        copy = back_up(path)
        with desk.transaction("Change"):
            desk.cards.put(desk.cards[1].but(title="Late"))
        restore(path, copy)
        desk.refresh()
        desk.undo()
        assert held(desk).title == "One"
        desk.redo()
        assert held(desk).title == "Changed"


def test_a_copy_is_put_where_nothing_is_left(path: Path) -> None:
    copy = back_up(path)
    for name in (path, path.with_name(f"{path.name}.journal")):
        name.unlink(missing_ok=True)
    assert restore(path, copy).kept == ()
    assert titles(path) == ["One", "Two"]


def test_an_undamaged_journal_without_its_file_is_set_aside(path: Path) -> None:
    copy = back_up(path)
    path.unlink()
    done = restore(path, copy)
    assert [each.name.partition("-")[0] for each in done.kept] == ["desk.json.journal.damaged"]
    assert titles(path) == ["One", "Two"]


@pytest.mark.parametrize("damage", [b"", b"{", b'{"_meta": {"1": {"app": "deskhand"', b"\x00" * 900])
def test_a_file_that_cannot_be_read_is_kept_and_replaced(path: Path, damage: bytes) -> None:
    copy = back_up(path)
    path.write_bytes(damage)
    assert not check(path).sound or not damage
    done = restore(path, copy)
    assert titles(path) == ["One", "Two"]
    kept_bytes = [each.read_bytes() for each in done.kept if ".journal" not in each.name]
    assert kept_bytes == ([damage] if damage else [])
    assert Workspace.open(path).notices == []


@pytest.mark.parametrize(
    ("damage", "refusal"),
    [
        (lambda text: text[: len(text) // 2], Damaged),
        (lambda text: "", NotFound),
        (lambda text: "[1, 2]", NotOurs),
        (lambda text: text.replace('"schema":1', '"schema":99'), NewerFile),
        (lambda text: text.replace('"title":"Two"', '"title":7'), Damaged),
    ],
)
def test_a_damaged_copy_is_refused_and_nothing_is_changed(
    path: Path, damage: Callable[[str], str], refusal: type[Exception]
) -> None:
    copy = back_up(path)
    text = copy.read_text()
    assert damage(text) != text
    copy.write_text(damage(text))
    add(path, "Three")
    with pytest.raises(refusal) as refused:
        restore(path, copy)
    assert str(refused.value).count(". ") == 0, "one sentence"
    assert titles(path) == ["One", "Two", "Three"]
    assert kept(path, Disk()) == [copy]


def test_the_workspace_is_no_copy_of_itself(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    with pytest.raises(NotOurs, match="is the workspace itself"):
        restore(path, link)


@pytest.mark.parametrize("text", ["{}", '{"cards": {}}'])
def test_a_copy_without_a_record_empties_no_workspace(path: Path, tmp_path: Path, text: str) -> None:
    copy = tmp_path / "bare.json"
    copy.write_text(text)
    with pytest.raises(NotOurs, match=r"^bare\.json holds no record, so nothing would be left: name another"):
        restore(path, copy)
    assert titles(path) == ["One", "Two"]


class Full(Disk):
    """A disk that takes no backup."""

    def keep(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        if "backup" in path.name:
            raise OSError(28, "No space left on device")
        super().keep(path, data, mode)


class Stuck(Disk):
    """A disk on which nothing can be removed."""

    def remove(self, path: Path) -> None:
        raise OSError(errno.EIO, "failed")


def test_a_copy_is_kept_even_where_older_ones_cannot_be_removed(path: Path) -> None:
    old = path.with_name("backups") / f"{path.name}.backup-20200101T000000"
    old.parent.mkdir()
    for stamp in ("20200101T000000", "20200101T010000"):
        old.with_name(f"{path.name}.backup-{stamp}").write_bytes(whole(path))
    assert back_up(path, disk=Stuck()).exists()
    assert len(copies(path)) == 3
    back_up(path)
    assert [at.year for _, at, _ in copies(path)][-1] == 2020
    assert len(copies(path)) == 3, "the earlier of two of the same day is gone"


def test_nothing_is_put_back_where_what_is_there_cannot_be_kept(path: Path) -> None:
    copy = back_up(path)
    add(path, "Three")
    with pytest.raises(NotSaved, match="the disk is full"):
        restore(path, copy, disk=Full())
    assert titles(path) == ["One", "Two", "Three"]


# The machine stops in the middle

PLACE = Path("/data/desk.json")
COPY = Path("/data/copy.json")


def on_memory(*, damaged: bool) -> MemoryDisk:
    """Makes a workspace of two notes, a copy of it with one, and a journal that holds the second."""
    disk = MemoryDisk()
    desk = open_desk(PLACE, disk=disk)
    store_doubles.add(desk, "one")
    disk.keep(COPY, whole(PLACE, disk=disk))
    store_doubles.add(desk, "two")
    if damaged:
        disk.files[str(PLACE)].data[:] = b"{"
        disk.files[str(PLACE)].synced = b"{"
    disk.sync_folder(PLACE.parent)
    return disk


def calls(*, damaged: bool) -> range:
    disk = on_memory(damaged=damaged)
    begin = len(disk.calls)
    restore(PLACE, COPY, disk=disk)
    return range(begin, len(disk.calls) + 1)


@pytest.mark.parametrize("names", ["cached", "durable"])
@pytest.mark.parametrize("data", ["cached", "synced"])
@pytest.mark.parametrize("damaged", [False, True])
def test_after_a_crash_the_workspace_is_as_it_was_or_as_the_copy_has_it(
    damaged: bool, data: str, names: str
) -> None:
    for at in calls(damaged=damaged):
        disk = on_memory(damaged=damaged)

        def dying(number: int, name: str, at: int = at) -> None:
            if number >= at:
                raise Crash

        disk.fault = dying
        with suppress(Crash):
            restore(PLACE, COPY, disk=disk)
        after = disk.after_crash(names=names, data=data)
        try:
            found = store_doubles.titles(open_desk(PLACE, disk=after))
        except Damaged:
            assert damaged
        else:
            assert found in ([["one"]] if damaged else [["one", "two"], ["one"]]), at
        restore(PLACE, COPY, disk=after)
        assert store_doubles.titles(open_desk(PLACE, disk=after)) == ["one"]


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_call_that_fails_is_refused_in_a_sentence_and_leaves_one_of_the_two(code: int) -> None:
    for at in calls(damaged=False):
        disk = on_memory(damaged=False)

        def failing(number: int, name: str, at: int = at) -> None:
            if number == at:
                raise OSError(code, "failed")

        disk.fault = failing
        with suppress(StoreError):
            restore(PLACE, COPY, disk=disk)
        assert store_doubles.titles(open_desk(PLACE, disk=disk)) in (["one", "two"], ["one"]), at


# What was erased stays away


def test_somebody_erased_since_does_not_come_back(path: Path, tmp_path: Path) -> None:
    with Workspace.open(path) as desk, desk.transaction("Add Niamh"):
        niamh = desk.helpers.put(Helper(name="Niamh Doyle"))
        desk.cards.put(desk.cards[1].but(helper=niamh.uid))
    copy = tmp_path / "elsewhere.json"
    copy.write_bytes(whole(path))
    with Workspace.open(path) as desk:
        desk.erase([("helpers", 1)], ["Niamh Doyle"])
    done = restore(path, copy)
    assert done.still_erased == 1
    with Workspace.open(path) as desk:
        assert (list(desk.helpers), len(desk.cards), desk.steps()) == ([], 2, [])
        late = desk.helpers.kind.model.model_validate({"name": "Niamh Doyle", "uid": niamh.uid})
        with pytest.raises(NotSaved), desk.transaction("Put"):
            desk.helpers.put(late)
    found = [each for each in path.parent.rglob("desk.json*") if b"Niamh" in each.read_bytes()]
    assert found == []


def erased_after_a_copy(path: Path, elsewhere: Path) -> Path:
    """Erases the second card after a copy of the file was put elsewhere; returns where."""
    elsewhere.write_bytes(whole(path))
    with Workspace.open(path) as desk:
        desk.erase([("cards", 2)], ["Two"])
    return elsewhere


@pytest.mark.parametrize("damage", [b"{", None], ids=["damaged", "gone"])
def test_nobody_comes_back_where_the_file_is_lost_and_a_copy_beside_it_knows(
    path: Path, tmp_path: Path, damage: bytes | None
) -> None:
    copy = erased_after_a_copy(path, tmp_path / "elsewhere.json")
    path.unlink()
    if damage:
        path.write_bytes(damage)
    else:
        path.with_name(f"{path.name}.journal").unlink(missing_ok=True)
    assert restore(path, copy).still_erased == 1
    assert titles(path) == ["One"]
    add(path, "Three")
    with Workspace.open(path) as desk:
        assert [card.number for card in desk.cards] == [1, 3]


@pytest.mark.parametrize("damage", [b"{", None], ids=["damaged", "gone"])
def test_that_nothing_says_who_was_erased_is_told(
    deskhand: Run, file: Path, tmp_path: Path, damage: bytes | None
) -> None:
    add(file, "One", "Two")
    copy = erased_after_a_copy(file, tmp_path / "elsewhere.json")
    for beside, _, _ in copies(file):
        beside.write_bytes(b"{")
    file.unlink()
    if damage:
        file.write_bytes(damage)
    else:
        file.with_name(f"{file.name}.journal").unlink(missing_ok=True)
    assert "What was erased since is not known" in deskhand("restore", str(copy)).stdout


def test_a_copy_of_an_unfinished_erasure_leaves_nothing_to_finish(path: Path, tmp_path: Path) -> None:
    with Workspace.open(path, disk=Stuck()) as desk:
        desk.erase([("cards", 1)], ["One"])
        copy = tmp_path / "elsewhere.json"
        for end in ("", ".journal"):
            copy.with_name(copy.name + end).write_bytes(path.with_name(path.name + end).read_bytes())
    for beside, _, _ in copies(path):
        beside.unlink()
    path.write_bytes(b"{")
    restore(path, copy)
    assert UNFINISHED not in path.read_text()


def test_a_copy_made_while_an_erasure_is_unfinished_is_made_after_it(path: Path) -> None:
    back_up(path)
    disk = Stuck()
    with Workspace.open(path, disk=disk) as desk:
        assert not desk.erase([("cards", 1)], ["One"]).finished
    with pytest.raises(NotSaved, match="are not gone yet"):
        back_up(path, disk=disk)
    made = back_up(path)
    assert [each for each in path.parent.rglob("desk.json*") if b'"One"' in each.read_bytes()] == []
    done = restore(path, made)
    assert [each.exists() for each in done.kept] == [True]
    assert titles(path) == ["Two"]


# From a shell


def test_the_copies_are_listed_the_newest_first(deskhand: Run, file: Path) -> None:
    assert deskhand("restore", "--list").stdout == "There is no copy yet: deskhand backup makes one.\n"
    add(file, "One")
    said = [deskhand("backup").stdout.strip() for _ in range(2)]
    listed = deskhand("restore", "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [Path(line[8:-1]).name for line in reversed(said)]
    assert all(line.endswith(" kB") for line in listed)


def test_the_last_copy_is_put_back_by_that_word_and_another_by_its_name(deskhand: Run, file: Path) -> None:
    add(file, "One")
    first = Path(deskhand("backup").stdout[8:].strip().rstrip("."))
    add(file, "Two")
    assert "Put back " in deskhand("restore", first.name).stdout
    assert titles(file) == ["One"]
    deskhand("restore", "last")
    assert titles(file) == ["One", "Two"], "the last copy is that of what was there before"


def test_nothing_is_put_back_without_saying_which(deskhand: Run, file: Path) -> None:
    add(file, "One")
    for said in ((), ("last", "--list")):
        result = deskhand("restore", *said)
        assert (result.exit_code, "Say which copy" in result.stderr) == (2, True)
    assert "There is no copy yet" in deskhand("restore", "last").stderr
    assert "There is no copy at none.json" in deskhand("restore", "none.json").stderr


def test_check_says_what_to_do_about_a_file_that_is_not_sound(deskhand: Run, file: Path) -> None:
    add(file, "One")
    text = file.read_text()
    file.write_text(text[:-40])
    assert "There is no backup: keep the file as it is" in deskhand("check").stdout
    file.write_text(text)
    deskhand("backup")
    file.write_text(text[:-40])
    result = deskhand("check")
    assert (result.exit_code, "deskhand restore last puts it back" in result.stdout) == (1, True)
    assert deskhand("restore", "last").exit_code == 0
    assert (deskhand("check").exit_code, titles(file)) == (0, ["One"])
    assert opened(file).notices == []


def test_the_copies_are_found_beside_the_target_of_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.json"
    link.parent.mkdir()
    link.symlink_to(path)
    copy = back_up(link)
    assert [each for each, _, _ in copies(link)] == [copy]
    assert copy.parent == path.parent / "backups"
    assert json.loads(copy.read_text())["_meta"]["1"]["app"] == "deskhand"
