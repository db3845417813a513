"""The board by keys: what a key does to the file and what it shows."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import Clock, screen_text

from models.board import COLUMNS, Card, Column
from models.helpers import Helper
from models.lanes import lanes
from store import Workspace
from tui.app import Deskhand

SIZES = [(80, 24), (120, 36)]


def add_cards(desk: Workspace, *titles: str, column: Column = Column.INBOX) -> list[Card]:
    with desk.transaction("Add cards"):
        return [desk.cards.put(Card(title=title, column=column, order=n)) for n, title in enumerate(titles)]


def add_helpers(desk: Workspace, *names: str) -> list[Helper]:
    with desk.transaction("Add helpers"):
        return [desk.helpers.put(Helper(name=name)) for name in names]


def on_disk(desk: Workspace) -> list[Card]:
    """Returns the cards as another process reads them now."""
    with Workspace.open(desk.path) as other:
        return list(other.cards)


async def press(app: Deskhand, *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    """Presses keys on the board and returns what stands on the screen afterwards."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()  # what is shown for the first time is laid out first
        return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_L_moves_the_card_to_the_next_column_on_disk_and_on_screen(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    add_cards(desk, "Order toner")
    shown = await press(app(), "L", size=size)
    card = on_disk(desk)[0]
    assert card.column is Column.BRIEF
    assert [(move.source, move.target) for move in card.moves] == [(Column.INBOX, Column.BRIEF)]
    assert "Brief 1" in shown
    assert "Order toner" in shown


async def test_the_cursor_follows_the_card_that_moves(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    add_cards(desk, "One", "Two", "Three")
    await press(app(), "j", "L", "L", "L")
    assert [card.column for card in on_disk(desk)] == [Column.INBOX, Column.DOING, Column.INBOX]


@pytest.mark.parametrize(("letter", "column"), list(zip("ibrovd", COLUMNS, strict=True)))
async def test_m_and_a_letter_move_to_that_column(
    desk: Workspace, app: Callable[[], Deskhand], letter: str, column: Column
) -> None:
    start = Column.DONE if column is Column.INBOX else Column.INBOX
    add_cards(desk, "Order toner", column=start)
    await press(app(), *("l" * 5 if start is Column.DONE else ""), "m", letter)
    assert on_disk(desk)[0].column is column


async def test_a_move_beyond_the_last_column_is_refused_in_a_sentence_and_changes_nothing(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "Order toner", column=Column.DONE)
    before = desk.path.read_bytes(), (desk.path.parent / f"{desk.path.name}.journal").read_bytes()
    shown = await press(app(), "l", "l", "l", "l", "l", "L")
    assert "C1 is in Done, the last column." in shown
    assert (desk.path.read_bytes(), (desk.path.parent / f"{desk.path.name}.journal").read_bytes()) == before


async def test_J_and_K_reorder_and_the_order_is_kept(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    add_cards(desk, "One", "Two", "Three")
    await press(app(), "J", "J", "k", "K")
    assert [card.title for card in lanes(on_disk(desk))[Column.INBOX]] == ["Three", "Two", "One"]


async def test_a_digit_gives_the_card_decides_it_and_sets_the_next_look(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "Order toner")
    _, hana = add_helpers(desk, "Niamh Doyle", "Hana Sato")
    await press(app(), "2")
    card = on_disk(desk)[0]
    assert (card.helper, card.column) == (hana.uid, Column.BRIEF)
    assert card.decision is not None
    assert card.decision.verdict == "delegate"
    assert card.follow_up == date(2026, 11, 26)


async def test_a_digit_without_a_helper_says_so(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    add_cards(desk, "Order toner")
    assert "There is no helper 3 yet" in await press(app(), "3")


async def test_marked_cards_move_together_as_one_undo_step(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One", "Two", "Three")
    shown = await press(app(), "space", "space", "L")
    assert "Move 2 cards right" in shown
    assert [card.column for card in on_disk(desk)] == [Column.BRIEF, Column.BRIEF, Column.INBOX]
    await press(app(), "u")
    assert {card.column for card in on_disk(desk)} == {Column.INBOX}


async def test_a_bulk_move_moves_those_that_may_and_names_the_rest(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One", column=Column.REVIEW)
    add_cards(desk, "Two", column=Column.DONE)
    shown = await press(app(), *"llll", "space", "l", "space", "L", size=(120, 36))
    assert "C2 is in Done, the last column." in shown
    assert on_disk(desk)[0].column is Column.DONE


async def test_a_new_card_is_made_from_one_line(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    add_cards(desk, "First")
    (niamh,) = add_helpers(desk, "Niamh Doyle")
    shown = await press(app(), "n", *"Call supplier @niamh due:fri #tax !high", "enter")
    card = on_disk(desk)[-1]
    assert (card.title, card.helper, card.due, card.tags, card.priority) == (
        "Call supplier",
        niamh.uid,
        date(2026, 11, 27),
        ("tax",),
        "high",
    )
    assert "Added C2 to the Inbox" in shown


async def test_an_unknown_name_offers_to_make_the_helper_and_makes_it_on_the_second_enter(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "First")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Call @ben", "enter")
        await pilot.pause()
        assert "There is no helper “ben” yet" in screen_text(running)
        assert len(desk.cards) == 1
        await pilot.press("enter")
        await pilot.pause()
    assert [helper.name for helper in desk.helpers] == ["ben"]
    assert on_disk(desk)[-1].helper == desk.helpers[1].uid


async def test_what_escape_leaves_on_the_prompt_is_there_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "First")
    await press(app(), "n", *"Call the", "escape", "n", *" bank", "enter")
    assert on_disk(desk)[-1].title == "Call the bank"


async def test_c_finishes_a_card_and_c_again_brings_it_back(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One", column=Column.DOING)
    await press(app(), "l", "l", "l", "c")
    assert on_disk(desk)[0].column is Column.DONE
    await press(app(), *"lllll", "c")
    assert on_disk(desk)[0].column is Column.DOING


async def test_x_archives_without_asking_and_u_brings_it_back(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One")
    shown = await press(app(), "x")
    assert "u undoes" in shown
    assert on_disk(desk)[0].archived is not None
    desk.undo()
    assert on_disk(desk)[0].archived is None


async def test_the_form_edits_a_card_and_a_wrong_date_keeps_it_open(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"!", "down", "down", *"someday", "enter")
        await pilot.pause()
        assert "someday" in screen_text(running)
        assert desk.cards[1].title == "One"
        await pilot.press(*["backspace"] * 7, *"2026-12-05", "enter")
        await pilot.pause()
    assert (on_disk(desk)[0].title, on_disk(desk)[0].due) == ("One!", date(2026, 12, 5))


async def test_overloading_a_helper_warns_and_does_not_block(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    (helper,) = add_helpers(desk, "Niamh Doyle")
    with desk.transaction("Cards"):
        for n in range(4):
            column = Column.DOING if n else Column.READY
            desk.cards.put(Card(title=f"Card {n}", column=column, helper=helper.uid, order=n))
    shown = await press(app(), "l", "l", "L", size=(120, 36))
    assert "Niamh Doyle has 4 of 3 in Doing ▲" in shown
    assert on_disk(desk)[0].column is Column.DOING


async def test_undo_says_what_it_took_back_and_redo_makes_it_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "One")
    assert "Undone: Move C1 right" in await press(app(), "L", "u")
    assert on_disk(desk)[0].column is Column.INBOX
    assert "Redone: Move C1 right" in await press(app(), "U")
    assert on_disk(desk)[0].column is Column.BRIEF


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 20), (20, 6), (3, 3)])
async def test_every_size_draws_and_answers(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    add_cards(desk, *(f"Card {n}" for n in range(50)))
    shown = await press(app(), "j", "l", "h", "G", "g", "g", "L", "u", size=size)
    assert shown.count("\n") == size[1] - 1
    assert on_disk(desk)[0].column is Column.INBOX


async def test_titles_full_of_markup_escapes_and_length_are_shown_as_text(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    add_cards(desk, "[/] [red]x[/red] [@click=app.quit]y", "a\x1b[2Jb\x1b]0;t\x07", "long " * 2_000)
    shown = await press(app(), "j", "j", size=(120, 36))
    assert "[/] [red]x" in shown
    assert "\x1b" not in shown
    assert "…" in shown


async def test_a_change_of_another_session_appears_by_itself(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    add_cards(desk, "One")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        with Workspace.open(desk.path, now=clock) as other, other.transaction("Add"):
            other.cards.put(Card(title="From elsewhere"))
        await pilot.pause(1.4)
        assert "From elsewhere" in screen_text(running)


async def test_a_helper_may_be_called_anything(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    add_cards(desk, "One")
    add_helpers(desk, "Ann {VA} %s")
    assert "Give C1 to Ann {VA} %s" in await press(app(), "1")


async def test_a_card_that_another_session_moved_is_not_reordered_where_it_was(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    cards = add_cards(desk, "One", "Two")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        with Workspace.open(desk.path, now=clock) as other, other.transaction("Move"):
            other.cards.put(other.cards[1].moved(1, at=clock()))
        await pilot.press("J")
        await pilot.pause()
        assert "C1 is at the foot of Brief." in screen_text(running)
    assert [card.order for card in on_disk(desk)][1] == cards[1].order


async def test_the_same_field_changed_by_another_session_asks_and_nothing_typed_is_lost(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    add_cards(desk, "One")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("e", *"!!")
        with Workspace.open(desk.path, now=clock) as other, other.transaction("Edit"):
            other.cards.put(other.cards[1].but(title="Theirs", due=date(2026, 12, 1)))
        await pilot.press("enter")
        await pilot.pause()
        shown = " ".join(screen_text(running).split())
        assert "C1 was changed by another session meanwhile" in shown
        assert "One!!" in shown
        assert on_disk(desk)[0].title == "Theirs"
        await pilot.press("enter")
        await pilot.pause()
    card = on_disk(desk)[0]
    assert (card.title, card.due) == ("One!!", date(2026, 12, 1))


async def test_a_card_becomes_late_at_midnight_without_a_key(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="One", due=clock().date()))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "late" not in screen_text(running)
        clock.forward(24 * 60)
        await pilot.pause(1.3)
        assert "1 d late !" in screen_text(running)
