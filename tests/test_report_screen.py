"""The page with the report: its weeks, the audit, and what is copied from it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from conftest import Clock, screen_text
from rich.cells import cell_len
from textual.pilot import Pilot

from models.audit import Audit
from store import Workspace
from tui.app import Deskhand
from tui.report_text import report_text
from tui.screens.report import ReportPage
from tui.session import Session

pytestmark = pytest.mark.usefixtures("state")

OPENED = ("colon", *"report", "enter")
SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def running(demo: Path, tmp_path: Path) -> Callable[[], Deskhand]:
    clock = Clock(datetime(2026, 5, 12, 9, tzinfo=UTC))
    path = Path(copy(demo, tmp_path / "desk.json"))
    desk = Workspace.open(path, now=clock, who="ob")
    return lambda: Deskhand(Session(desk, clock, "UTC"))


async def shown(app: Deskhand, pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await pilot.pause()
    return screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_opens_the_last_week_that_is_over(
    running: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    app = running()
    async with app.run_test(size=size) as pilot:
        text = await shown(app, pilot, *OPENED)
        assert "Week Mon 4 – Sun 10 May 2026" in text
        assert "5 h 06 won back of 10 h 24 forecast (49.0 %)." in text
        assert "H week before  L week after" in text


async def test_a_week_before_and_after_are_a_key_away_up_to_this_one(running: Callable[[], Deskhand]) -> None:
    app = running()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Week Mon 27 Apr – Sun 3 May" in await shown(app, pilot, *OPENED, "H")
        assert "Over the limit: Niamh Doyle with 4 of 3" in await shown(app, pilot, "L", "L")
        assert "That week has not begun." in await shown(app, pilot, "L")
        assert "Week Mon 11 – Tue 12 May" in screen_text(app)


async def test_the_other_view_is_the_audit_and_the_way_back_leads_to_the_same_week(
    running: Callable[[], Deskhand],
) -> None:
    app = running()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "155.5 h logged of 160.0 h" in await shown(app, pilot, *OPENED, "H", "V")
        assert "goes back to the weeks" in await shown(app, pilot, "H")
        assert "Week Mon 27 Apr – Sun 3 May" in await shown(app, pilot, "V")


async def test_where_no_audit_has_begun_there_is_no_other_view(
    app: Callable[[], Deskhand], desk: Workspace
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        text = await shown(running, pilot, "escape", *OPENED, "V")
        assert "No audit has begun yet" in text
        assert "Nobody helps yet." in text


async def test_the_report_of_an_audit_that_is_undone_becomes_one_of_a_week(
    app: Callable[[], Deskhand], desk: Workspace, clock: Clock
) -> None:
    desk.who = "me"
    with desk.transaction("Plan"):
        desk.audits.put(Audit.beginning(clock.at.date()))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        assert "Audit Mon 23 Nov" in await shown(running, pilot, "escape", *OPENED, "V")
        assert "Week Mon 23 Nov" in await shown(running, pilot, "u")


async def test_the_page_says_what_the_command_prints_to_its_foot(running: Callable[[], Deskhand]) -> None:
    app = running()
    async with app.run_test(size=(83, 24)) as pilot:
        await shown(app, pilot, *OPENED)
        page = app.screen
        assert isinstance(page, ReportPage)
        assert page._report is not None
        lines = report_text(page._report, page.business)
        text = await shown(app, pilot, "G")
        assert lines[-1] in text
        await shown(app, pilot, "g", "g", "pagedown")
        assert max(map(cell_len, screen_text(app).splitlines())) <= 83


async def test_it_is_copied_as_markdown_and_kept_as_a_file(
    running: Callable[[], Deskhand], tmp_path: Path
) -> None:
    app = running()
    async with app.run_test(size=(120, 36)) as pilot:
        assert "Copied the report, and wrote it to" in await shown(app, pilot, *OPENED, "y")
        (kept,) = (tmp_path / "state" / "deskhand" / "hand-off").iterdir()
        assert kept.name == "report-week-2026-05-04.md"
        assert kept.read_text("utf-8") == app.clipboard
        assert app.clipboard.startswith("# Week Mon 4 – Sun 10 May 2026")


async def test_escape_closes_the_page(running: Callable[[], Deskhand]) -> None:
    app = running()
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.screen
        await shown(app, pilot, *OPENED, "escape")
        assert app.screen is before
