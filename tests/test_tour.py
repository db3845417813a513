"""The tour: offered with the demo; a line says the next thing and goes on when it is done, or is left."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, screen_text
from demo_screens import NOW, OnScreen
from textual.pilot import Pilot

from models.board import Card
from models.checklist_progress import ItemStatus
from models.today_line import Rule
from store import Workspace
from tui.app import Deskhand
from tui.screens.checklist_page import ChecklistPage
from tui.screens.today import TodayScreen
from tui.session import Session
from tui.tour_steps import STEPS

SIZES = [(80, 24), (40, 20), (120, 36)]


@asynccontextmanager
async def touring(
    on: OnScreen, *, size: tuple[int, int] = (80, 24), tour: bool = True, who: str = "ob"
) -> AsyncIterator[Pilot[Any]]:
    with Workspace.open(on.path, who=who, now=lambda: NOW) as desk:
        app = Deskhand(Session(desk, lambda: NOW, "UTC"), tour=tour)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot


def said(pilot: Pilot[Any]) -> str:
    return " ".join(screen_text(pilot.app).split())  # type: ignore[arg-type]  # it is the app just made


def reached(on: OnScreen, who: str = "ob") -> int | None:
    with on.opened() as desk:
        return next((each.tour for each in desk.desks if each.owner == who), None)


async def locked_line(pilot: Pilot[Any]) -> None:
    """Goes down a running list to the first line that is locked."""
    page = pilot.app.screen
    assert isinstance(page, ChecklistPage)
    for _ in range(40):
        if page.standing is not None and page.standing.standing is ItemStatus.LOCKED:
            return
        await pilot.press("j")


@pytest.mark.parametrize("size", SIZES)
async def test_each_step_is_taken_by_doing_it(on: OnScreen, size: tuple[int, int]) -> None:
    async with touring(on, size=size) as pilot:
        for number in range(1, len(STEPS) + 1):
            assert f"Tour {number} of 7" in said(pilot)
            match number:
                case 1:
                    await pilot.press("enter")
                case 2:
                    today = pilot.app.screen
                    assert isinstance(today, TodayScreen)
                    today.come_to([next(each.cause for each in today.agenda.lines if each.rule is Rule.C2)])
                    await pilot.press("enter", "escape")
                case 3:
                    await pilot.press("g", "i", "1")
                case 4:
                    await pilot.press("g", "p", "i", "escape")
                case 5:
                    await pilot.press("g", "v", "enter", "V", "V", "escape")
                case 6:
                    await pilot.press("g", "o", "enter")
                    await pilot.pause()
                    await locked_line(pilot)
                    await pilot.press("i", "escape", "escape")
                case 7:
                    await pilot.press("u")
            await pilot.pause()
            await pilot.pause()
        assert "That was the tour" in said(pilot)
        assert "of 7" not in said(pilot)
    assert reached(on) is None


async def test_looking_about_is_not_taking_a_step(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("j", "k", "g", "b", "g", "p", "g", "t", "V")
        await pilot.pause()
        assert "Tour 1 of 7" in said(pilot)


async def test_a_step_says_the_way_from_wherever_the_owner_is(on: OnScreen) -> None:
    async with touring(on) as pilot:
        assert "Enter takes it back" in said(pilot)
        await pilot.press("g", "h")
        await pilot.pause()
        assert "Tour 1 of 7: g t shows what needs you now" in said(pilot)


async def test_a_key_goes_on_without_doing_the_step(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("greater_than_sign", "greater_than_sign")
        await pilot.pause()
        assert "Tour 3 of 7" in said(pilot)
    assert reached(on) == 2


async def test_it_goes_on_where_it_was_in_the_next_sitting(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("greater_than_sign")
    async with touring(on, tour=False) as pilot:
        assert "Tour 2 of 7" in said(pilot)
    async with touring(on, tour=False, who="tw") as pilot:
        assert "of 7" not in said(pilot)


async def test_esc_on_a_screen_leaves_it_and_on_a_page_goes_back_only(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("g", "h", "enter", "escape")
        await pilot.pause()
        assert "Tour 1 of 7" in said(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "of 7" not in said(pilot)
        assert "The tour is left" in said(pilot)
        await pilot.press("g", "b", "greater_than_sign")
        await pilot.pause()
        assert "of 7" not in said(pilot)
    async with touring(on, tour=False) as pilot:
        assert "of 7" not in said(pilot)


async def test_it_goes_on_where_it_was_left(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("greater_than_sign", "greater_than_sign", "escape")
        await pilot.pause()
        assert "of 7" not in said(pilot)
        await pilot.press("colon", *"Tour", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "Tour 3 of 7" in said(pilot)
        await pilot.press("escape")
    async with touring(on, tour=False) as pilot:
        assert "of 7" not in said(pilot)
        await pilot.press("colon", *"Tour", "enter")
        await pilot.pause()
        await pilot.pause()
        assert "Tour 3 of 7" in said(pilot)


async def test_on_a_page_where_esc_goes_back_the_tour_does_not_say_that_it_leaves(on: OnScreen) -> None:
    async with touring(on) as pilot:
        assert "Esc leaves the tour" in said(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert "Tour 1 of 7" in said(pilot)
        assert "leaves the tour" not in said(pilot)


async def test_esc_unmarks_on_the_board_before_it_ends_the_tour(on: OnScreen) -> None:
    async with touring(on) as pilot:
        await pilot.press("g", "b", "space", "escape")
        await pilot.pause()
        assert "Tour 1 of 7" in said(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "of 7" not in said(pilot)


async def test_the_tour_is_no_step_that_undo_takes_back(on: OnScreen) -> None:
    async with touring(on) as pilot:
        with on.opened() as desk:
            before = len(desk.steps())
        await pilot.press("greater_than_sign", "escape")
    with on.opened() as desk:
        assert len(desk.steps()) == before


async def test_the_palette_begins_it_on_any_file(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "of 7" not in said(pilot)
        await pilot.press("colon", *"tour", "enter")
        await pilot.pause()
        assert "Tour 1 of 7" in said(pilot)
        for number in range(2, 8):
            await pilot.press("greater_than_sign")
            await pilot.pause()
            assert f"Tour {number} of 7" in said(pilot)


def test_the_demo_offers_it_and_a_file_of_ones_own_does_not(
    deskhand: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bool] = []
    monkeypatch.setattr("tui.commands.invocation.Invocation.need_terminal", lambda self: None)

    def run(path: Path, who: str | None, on: object, ascii: bool, mouse: bool, tour: bool) -> int:
        opened.append(tour)
        return 0

    monkeypatch.setattr("tui.app.run", run)
    deskhand("demo", "--dir", str(tmp_path / "demo"))
    deskhand()
    assert opened == [True, False]
