"""The flow page by keys: what it shows of the moves on the board, and what it copies."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import screen_text

from models.board import COLUMNS, Card, Column, Move
from models.business import Business
from models.helpers import Helper
from models.stalling import Stalling
from store import Workspace
from tui import flow_text
from tui.app import Deskhand
from tui.flow_text import Flow
from tui.screens import flow
from tui.screens.flow import FlowScreen
from tui.session import Session

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def card(column: Column, made: int, *moved: int, **fields: object) -> Card:
    """Returns a card made so many days ago, that came into Doing and on to its column so many days ago."""
    steps = [Column.INBOX, Column.DOING, column][: len(moved) + 1] if moved else [column]
    moves = tuple(
        Move(at=NOW - timedelta(days=ago), source=source, target=target)
        for ago, source, target in zip(moved, steps, steps[1:], strict=False)
    )
    at = NOW - timedelta(days=made)
    return Card.of(title="Order toner", column=steps[-1], created=at, moves=moves, **fields)


def sample(niamh: str) -> list[Card]:
    return [
        card(Column.DONE, 20, 14, 8, helper=niamh, tags=("tax",)),
        card(Column.DONE, 12, 6, 2, helper=niamh, tags=("web",)),
        card(Column.DOING, 25, 20, helper=niamh),
        card(Column.INBOX, 3),
    ]


@pytest.fixture
def page(
    desk: Workspace, app: Callable[[], Deskhand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., object]:
    """Opens the page over the sample, presses keys, and returns what stands on the screen."""
    monkeypatch.setattr(flow, "state_dir", lambda: tmp_path / "state")
    with desk.transaction("Add cards"):
        niamh = desk.helpers.put(Helper(name="Niamh Doyle"))
        desk.cards.put_all(sample(niamh.uid))

    async def shown(*keys: str, size: tuple[int, int] = (80, 24)) -> tuple[Deskhand, str]:
        program = app()
        async with program.run_test(size=size) as pilot:
            await pilot.press("g", "b")
            program.push_screen(FlowScreen(Session(desk, lambda: NOW, "UTC")))
            await pilot.pause()
            await pilot.press(*keys)
            await pilot.pause()
            await pilot.pause()
            return program, screen_text(program)

    return shown


async def test_the_page_shows_figures_weeks_and_chart_at_once(page: Callable[..., object]) -> None:
    _, shown = await page()
    lines = shown.splitlines()
    line = next(line for line in lines if "Niamh Doyle" in line).split()
    assert " ".join(line[2:]) == "2 5.0 d 6.0 d 2 5.0 d 6.0 d 0.0 d 0.0 d"  # made when they were saved
    assert "16 Nov: 1" in shown
    assert "o Doing 1  v Review 0  d Done 2" in shown
    assert all(letter in "".join(lines[11:21]) for letter in "iod")


async def test_tab_goes_on_to_tags_and_then_to_the_stalled_cards(page: Callable[..., object]) -> None:
    _, tags = await page("tab")
    assert "Flow: per tag" in tags
    assert "web" in tags
    assert "Niamh" not in tags
    _, stalled = await page("tab", "tab")
    line = next(line for line in stalled.splitlines() if "C3" in line).split()
    assert " ".join(line[2:]) == "Order toner Doing 14 d 5 d 3 Nov Niamh Doyle"
    assert "C4" not in stalled


async def test_enter_edits_the_stalled_card_and_elsewhere_says_where_they_are(
    page: Callable[..., object],
) -> None:
    _, form = await page("tab", "tab", "enter")
    assert "C3 Order toner" in form
    _, said = await page("enter")
    assert "Tab goes on to the stalled cards" in said


async def test_y_copies_all_figures_and_keeps_them_in_a_file(
    page: Callable[..., object], tmp_path: Path
) -> None:
    program, shown = await page("y")
    path = tmp_path / "state" / "flow.csv"
    assert "Copied, and written to" in shown
    assert program.clipboard == path.read_text()
    assert path.stat().st_mode & 0o077 == 0


async def test_y_says_so_when_the_file_cannot_be_written(page: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    _, shown = await page("y", size=(160, 24))
    assert "cannot be written" in shown


@pytest.mark.parametrize("keys", [["escape"], ["q"], ["g", "b"]])
async def test_the_page_closes_on_the_screen_it_was_opened_from(
    page: Callable[..., object], keys: list[str]
) -> None:
    _, shown = await page(*keys)
    assert "Flow:" not in shown
    assert "n new card" in shown


@pytest.mark.parametrize("size", [(40, 12), (200, 50)])
async def test_the_page_fits_small_and_large_terminals(
    page: Callable[..., object], size: tuple[int, int]
) -> None:
    _, shown = await page(size=size)
    assert "Flow: per helper" in shown
    assert "Niamh" in shown


async def test_a_board_without_finished_work_says_so(app: Callable[[], Deskhand], desk: Workspace) -> None:
    program = app()
    async with program.run_test(size=(80, 24)) as pilot:
        program.push_screen(FlowScreen(Session(desk, lambda: NOW, "UTC")))
        await pilot.pause()
        await pilot.pause()
        assert "Nothing is finished yet" in screen_text(program)


def made_from(cards: list[Card], *helpers: Helper) -> Flow:
    business, zone = Business(), ZoneInfo("UTC")
    return Flow(cards, helpers, business, NOW, zone, Stalling(cards, business, now=NOW, zone=zone))


def test_the_table_counts_every_card_on_every_day() -> None:
    flow = made_from(sample("niamh"))
    rows = list(csv.DictReader(StringIO(flow_text.flow_csv(flow, days=10, weeks=4))))
    today = [row for row in rows if row["name"] == "2026-11-23"]
    assert {row["figure"]: int(row["n"]) for row in today if row["of"] == "day"} == {
        column: {Column.DONE: 2, Column.DOING: 1, Column.INBOX: 1}.get(column, 0) for column in COLUMNS
    }
    assert sum(int(row["n"]) for row in rows if row["of"] == "week") == 2
    assert [row["name"] for row in rows if row["of"] == "stalled"] == ["C0"]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    helper = Helper(name="=HYPERLINK(1)")
    flow = made_from([card(Column.DONE, 4, 3, 2, helper=helper.uid)], helper)
    assert "'=HYPERLINK(1)" in flow_text.flow_csv(flow, days=1, weeks=1)


def test_the_chart_leaves_out_what_was_done_before_its_first_day() -> None:
    old = [card(Column.DONE, 400, 300, 200) for _ in range(50)]
    lines = flow_text.chart(made_from([*old, card(Column.INBOX, 2)]), 80)
    assert "i Inbox 1 " in lines[-1][0][0]
    assert "d Done 0" in lines[-1][0][0]
    assert not any("d" in text for parts in lines[:-2] for text, _ in parts)


def test_each_line_of_the_chart_stands_for_as_many_cards_as_it_says() -> None:
    lines = flow_text.chart(made_from([card(Column.READY, 2) for _ in range(22)]), 80)
    assert sum(parts[-1][0][:1] == "r" for parts in lines[:-2]) == 8
    assert "a line is 3 cards" in lines[-2][0][0]
