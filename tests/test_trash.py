"""The trash: what goes there, how it comes back, and what emptying it leaves of it: nothing."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock, screen_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_doubles import MemoryDisk

from models.audit import TimeEntry
from models.board import Card, Column
from models.document import RuleBroken
from store import NothingToUndo, StoreError, UndoConflict, Workspace
from store.trash import Trash
from store.undo import Step
from tui.app import Deskhand
from tui.screens import archive
from tui.trash import undone_steps

AWAY = datetime(2026, 11, 20, 17, 2, tzinfo=UTC)
EMPTY = (":", *"empty", "enter")
DESTROY = (*EMPTY, "down", "enter")

App = Callable[[], Deskhand]


def add(desk: Workspace, *titles: str, **fields: object) -> list[Card]:
    with desk.transaction(f"Add {', '.join(titles)}"):
        return desk.cards.put_all([Card.of(title=title, **fields) for title in titles])


def log(desk: Workspace, **fields: object) -> TimeEntry:
    entry = {"who": desk.who, "start": AWAY, "end": AWAY + timedelta(minutes=30), "zone": "UTC"}
    with desk.transaction("Log"):
        return desk.entries.put(TimeEntry.of(**entry | {"text": "Chase receipts"} | fields))


def throw(desk: Workspace, number: int) -> None:
    with desk.transaction(f"Throw C{number} away"):
        desk.cards.put(desk.cards[number].thrown_away(at=AWAY))


def empty(desk: Workspace) -> None:
    desk.empty_trash(desk.trash())


def rows_of(desk: Workspace, table: str) -> list[dict[str, Any]]:
    rows = desk._storage.rows(table)
    return [rows.get(number) or {} for number in rows.numbers()]


def labels(desk: Workspace) -> list[str]:
    return [step.label for step in desk.steps()]


async def press(app: Deskhand, *keys: str) -> str:
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("escape", "g", "x", *keys)  # an empty log asks what to do
        await pilot.pause()
        return screen_text(app)


# What is thrown away and brought back


def test_only_what_is_archived_can_be_thrown_away() -> None:
    entry = TimeEntry.of(who="me", start=AWAY, minutes_only=30, zone="UTC", text="Post")
    for record in (Card.of(title="Post"), entry):
        with pytest.raises(RuleBroken, match="archive it first"):
            record.thrown_away(at=AWAY)


def test_what_is_brought_back_is_in_neither_place() -> None:
    card = Card.of(title="Post").put_away(at=AWAY).thrown_away(at=AWAY).brought_back()
    assert (card.archived, card.trashed) == (None, None)


def test_a_timer_that_was_put_away_running_is_brought_back_stopped() -> None:
    entry = TimeEntry.of(who="me", start=AWAY, zone="UTC", text="Post")
    back = entry.put_away(at=AWAY + timedelta(minutes=20)).brought_back()
    assert (back.running, back.minutes(AWAY + timedelta(hours=9)), back.archived) == (False, 20, None)
    with pytest.raises(RuleBroken, match="give it a length"):
        entry.put_away(at=AWAY).brought_back()


async def test_x_throws_a_card_away_v_shows_it_in_the_trash_and_c_brings_it_back(
    desk: Workspace, app: App
) -> None:
    add(desk, "Order toner", "Scan post", column=Column.DOING, archived=AWAY)
    shown = await press(app(), "j", "x")
    assert "Archive: 1" in shown
    assert "C1 is in the trash · u undoes, V shows it" in shown
    shown = await press(app(), "V")
    assert "Trash: 1" in shown
    assert "Order toner" in shown
    assert "Scan post" not in shown
    shown = await press(app(), "V", "c")
    assert "C1 is back in Doing" in shown
    assert "The trash is empty." in shown
    assert (desk.cards[1].archived, desk.cards[1].trashed) == (None, None)


async def test_u_takes_a_card_out_of_the_trash(desk: Workspace, app: App) -> None:
    add(desk, "Order toner", archived=AWAY)
    assert "Archive: 1" in await press(app(), "x", "u")
    assert desk.cards[1].trashed is None


async def test_x_in_the_trash_destroys_nothing(desk: Workspace, app: App) -> None:
    add(desk, "Order toner", archived=AWAY, trashed=AWAY)
    assert "in the trash already" in await press(app(), "V", "x", "x")
    assert len(desk.cards) == 1


async def test_a_time_entry_is_brought_back_into_the_log(desk: Workspace, app: App) -> None:
    log(desk, archived=AWAY)
    shown = await press(app(), "x", "V")
    assert "Chase receipts" in shown
    assert "Fri 20 Nov 17:02-17:32" in shown
    assert "is back in the log" in await press(app(), "V", "c")
    assert desk.entries[1].archived is None


async def test_the_trash_tells_of_undone_steps_that_only_redo_brings_back(desk: Workspace, app: App) -> None:
    add(desk, "Order toner", "Scan post")
    desk.undo()
    shown = await press(app(), "V", "c")
    assert "2 records of “Add Order toner, Scan post”" in shown
    assert "That was undone: U does it again." in shown
    assert "back in" not in shown


async def test_the_trash_is_looked_through_once_for_all_keys_that_narrow_it_and_anew_after_a_change(
    desk: Workspace, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(desk, "Order toner")
    desk.undo()
    looks: list[Workspace] = []

    def look(desk: Workspace) -> list[tuple[Step, int]]:
        looks.append(desk)
        return undone_steps(desk)

    monkeypatch.setattr(archive, "undone_steps", look)
    shown = await press(app(), "V", "slash", *"toner")
    assert "1 record of “Add Order toner”" in shown
    assert len(looks) == 1
    assert "The trash is empty." in await press(app(), "V", "U")
    assert len(looks) == 3


def test_what_an_undone_step_made_is_told_of_once(desk: Workspace) -> None:
    (card,) = add(desk, "Order toner")
    with desk.transaction("Rename"):
        desk.cards.put(card.but(title="Toner"))
    desk.undo()
    desk.undo()
    assert [(step.label, count) for step, count in undone_steps(desk)] == [("Add Order toner", 1)]


# Emptying it


async def test_the_palette_counts_before_it_destroys_and_esc_or_enter_keeps(
    desk: Workspace, app: App
) -> None:
    add(desk, "Order toner", "Scan post", archived=AWAY, trashed=AWAY)
    log(desk, archived=AWAY, trashed=AWAY)
    assert "Empty the trash: 1 time entry and 2 cards?" in await press(app(), *EMPTY)
    for keys in (("escape",), ("enter",)):
        await press(app(), *EMPTY, *keys)
        assert (len(desk.cards), len(desk.entries)) == (2, 1)
    assert "Gone for good: 1 time entry and 2 cards." in await press(app(), *DESTROY)
    assert (len(desk.cards), len(desk.entries)) == (0, 0)


async def test_an_empty_trash_asks_nothing(desk: Workspace, app: App) -> None:
    add(desk, "Order toner")
    assert "The trash is empty." in await press(app(), *EMPTY)


async def test_what_another_session_threw_away_meanwhile_is_not_destroyed_unasked(
    desk: Workspace, app: App
) -> None:
    add(desk, "Order toner", "Scan post", archived=AWAY)
    throw(desk, 1)
    running = app()
    async with running.run_test(size=(100, 24)) as pilot:
        await pilot.press(*EMPTY)
        with Workspace.open(desk.path) as other:
            throw(other, 2)
        await pilot.press("down", "enter")
        assert "the trash has changed meanwhile" in screen_text(running)
    assert len(desk.cards) == 2


def test_nothing_brings_a_destroyed_card_back_and_no_step_knows_its_text(
    desk: Workspace, tmp_path: Path
) -> None:
    add(desk, "Other")
    add(desk, "Secret toner", archived=AWAY)
    throw(desk, 2)
    empty(desk)
    assert labels(desk) == ["Add Other"]
    with pytest.raises(NothingToUndo):
        desk.redo()
    desk.undo()
    with pytest.raises(NothingToUndo):
        desk.undo()
    desk.compact()
    desk.close()
    assert all("Secret" not in file.read_text() for file in tmp_path.glob("workspace.json*"))


def test_a_merge_cannot_be_undone_once_the_duplicate_is_destroyed(desk: Workspace, clock: Clock) -> None:
    kept, other = add(desk, "Toner", "Order toner")
    with desk.transaction("Comment"):
        other = desk.cards.put(other.commented("The shop was shut.", at=AWAY))
    with desk.transaction("Merge"):
        desk.cards.put(kept.absorbing([other]))
        desk.cards.put(other.merged_away(kept, at=clock()))
    throw(desk, 2)
    empty(desk)
    assert labels(desk) == ["Add Toner, Order toner"]
    assert [comment.text for comment in desk.cards[1].comments] == ["The shop was shut."]


def test_a_step_that_made_others_too_can_still_be_undone_and_done_again(desk: Workspace) -> None:
    add(desk, "Toner", "Post", archived=AWAY)
    throw(desk, 1)
    empty(desk)
    desk.undo()
    assert len(desk.cards) == 0
    desk.redo()
    assert [card.title for card in desk.cards] == ["Post"]


def test_emptying_destroys_what_undone_steps_had_made_with_all_that_would_need_it(desk: Workspace) -> None:
    with Workspace.open(desk.path, who="you") as other:
        (card,) = add(other, "Toner")
        with other.transaction("Rename"):
            other.cards.put(card.but(title="Black toner"))
        other.undo()
        other.undo()
        desk.refresh()
        assert desk.trash() == Trash((), (("cards", 1),))
        empty(desk)
        with pytest.raises(NothingToUndo):
            other.redo()
    assert len(desk.trash()) == 0


commands = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "rename", "merge", "throw", "empty", "undo", "redo", "restart"]),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=25,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commands)
def test_whatever_is_undone_or_done_again_nothing_destroyed_comes_back(
    script: list[tuple[str, int, int]],
) -> None:
    disk, path = MemoryDisk(), Path("/desk/desk.json")
    desk = Workspace.open(path, disk=disk)
    destroyed: set[str] = set()
    for command, first, second in script:
        cards = list(desk.cards)
        if command == "add":
            add(desk, *(f"Card {n}" for n in range(first + 1)))
        elif command == "empty":
            before = {card.uid for card in cards}
            waiting = {row["row"]["uid"] for row in rows_of(desk, "_trash")}
            empty(desk)
            destroyed |= waiting | (before - {card.uid for card in desk.cards})
        elif command in ("undo", "redo"):
            with suppress(NothingToUndo):
                getattr(desk, command)(force=True)
        elif command == "restart":
            desk = Workspace.open(path, disk=disk)
        elif cards:
            one, other = cards[first % len(cards)], cards[second % len(cards)]
            with desk.transaction(command):
                if command == "rename":
                    desk.cards.put(one.but(title=f"{one.title}!"))
                elif command == "throw":
                    desk.cards.put(one.put_away(at=AWAY).thrown_away(at=AWAY))
                elif one.uid != other.uid:
                    desk.cards.put(one.absorbing([other]))
                    desk.cards.put(other.merged_away(one, at=AWAY))
        kept = {card.uid for card in desk.cards} | {row["row"]["uid"] for row in rows_of(desk, "_trash")}
        assert not kept & destroyed
        assert all(
            desk.cards.kind.table != table or number in desk.cards
            for step in desk.steps()
            if not step.undone
            for table, number in step.records
        )


def test_a_number_that_was_destroyed_is_not_given_out_again(desk: Workspace) -> None:
    add(desk, "Toner", archived=AWAY)
    throw(desk, 1)
    empty(desk)
    path = desk.path
    desk.compact()
    with Workspace.open(path) as again:
        assert add(again, "Post")[0].number == 2


def test_an_earlier_change_of_another_card_is_asked_about_and_not_lost(desk: Workspace) -> None:
    first, _second = add(desk, "Toner", "Post")
    with desk.transaction("Rename C1"):
        desk.cards.put(first.but(title="Black toner"))
    with desk.transaction("Rename both and put one away"):
        desk.cards.put(desk.cards[1].but(title="Red toner"))
        desk.cards.put(desk.cards[2].but(title="Letters", archived=AWAY))
    throw(desk, 2)
    empty(desk)
    with pytest.raises(UndoConflict, match="C1 title"):
        desk.undo()


def test_what_was_not_asked_about_is_not_destroyed(desk: Workspace) -> None:
    add(desk, "Toner", archived=AWAY, trashed=AWAY)
    with pytest.raises(StoreError, match="look again"):
        desk.empty_trash(Trash((), ()))
    assert len(desk.cards) == 1


def test_a_sealed_workspace_refuses_changes_until_it_is_open_again(desk: Workspace) -> None:
    with desk.sealed(), pytest.raises(StoreError):
        add(desk, "Toner")
    assert len(add(desk, "Toner")) == 1


@pytest.mark.parametrize("typed", ["d", "for", "x", "destro", "gone"])
async def test_a_letter_typed_by_mistake_does_not_lead_to_what_destroys(
    desk: Workspace, app: App, typed: str
) -> None:
    add(desk, "Order toner", archived=AWAY, trashed=AWAY)
    assert "Destroy it" not in await press(app(), *EMPTY, *typed)
    await press(app(), *EMPTY, *typed, "enter")
    assert len(desk.cards) == 1
    await press(app(), *EMPTY, *"destroy", "enter")
    assert len(desk.cards) == 0
