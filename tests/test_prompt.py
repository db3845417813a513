"""The line at the foot: a question stays about what it was asked about."""

from collections.abc import Callable

import pytest
from conftest import screen_text

from models.board import Card
from store import Workspace
from tui.app import Deskhand


@pytest.mark.parametrize("key", ["down", "pagedown"])
async def test_the_cursor_stays_on_the_card_that_a_question_is_about(
    desk: Workspace, app: Callable[[], Deskhand], key: str
) -> None:
    with desk.transaction("Cards"):
        desk.cards.put_all([Card(title=f"Card {n}", order=n) for n in range(3)])
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b", "semicolon", *"hi", key, "enter")
        await pilot.pause()
        assert "▌Card 0" in screen_text(running).replace("▌ ", "▌")
    with Workspace.open(desk.path) as other:
        assert [len(card.comments) for card in other.cards] == [1, 0, 0]


async def test_a_search_lets_the_cursor_move_through_what_it_found(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Cards"):
        desk.cards.put_all([Card(title=f"Card {n}", order=n) for n in range(3)])
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b", "slash", *"card", "down")
        await pilot.pause()
        assert "▌Card 1" in screen_text(running).replace("▌ ", "▌")
