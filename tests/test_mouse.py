"""The mouse does what keys do, and nothing while a line is being typed on."""

from collections.abc import Callable

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from models.board import Card
from store import Workspace
from tui.app import Deskhand
from tui.dialogs.menu import Menu
from tui.widgets.footer import Footer
from tui.widgets.header import Header
from tui.widgets.prompt import Prompt
from tui.widgets.rows import Rows

Start = Callable[[], Deskhand]


@pytest.fixture
def cards(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.cards.put_all([Card(title=f"Card {n}", order=n) for n in range(9)])


@pytest.mark.usefixtures("cards")
async def test_a_click_on_a_letter_opens_its_screen(app: Start) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        for letter, name in {"a": "audit", "p": "priorities", "b": "board"}.items():
            line = running.screen.query_one(Header).render_line(0).text
            at = line.replace("[", " ").replace("]", " ").index(f" {letter} ")
            await pilot.click(Header, offset=(at + 1, 0))
            await pilot.pause()
            assert running.current_mode == name


@pytest.mark.usefixtures("cards")
async def test_a_click_on_a_hint_does_what_its_key_does(app: Start) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        line = running.screen.query_one(Footer).render_line(0).text
        await pilot.click(Footer, offset=(line.index("all keys"), 0))
        await pilot.pause()
        assert isinstance(running.screen, Menu)


@pytest.mark.usefixtures("cards")
async def test_nothing_but_the_line_listens_while_it_is_typed_on(app: Start) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "x")
        await pilot.click(Header, offset=(12, 0))
        await pilot.pause()
        assert running.current_mode == "board"
        assert running.screen.query_one(Prompt).is_open


@pytest.mark.usefixtures("cards")
async def test_a_click_chooses_a_row_of_a_list_a_second_one_takes_it_and_the_wheel_moves_on(
    app: Start,
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        rows = running.screen.query_one(Rows)
        await pilot.click(rows, offset=(5, 4))
        assert rows.at == 4
        await pilot._post_mouse_events([MouseScrollDown], rows)
        await pilot.pause()
        assert rows.at == 7
        await pilot._post_mouse_events([MouseScrollUp], rows)
        await pilot.pause()
        assert rows.at == 4
        await pilot.click(rows, offset=(5, 4))
        await pilot.pause()
        assert not isinstance(running.screen, Menu)
