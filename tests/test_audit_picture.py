"""What the audit screen shows of a day and a week, and when it reads the log for that."""

from datetime import date, timedelta

import pytest
from conftest import Clock, screen_text
from logs import SIZE, App, at, entry, on_disk, put

from models.audit import Audit
from models.business import Business, Owner
from store import Workspace
from tui.screens.audit import AuditScreen


async def test_the_top_line_says_how_far_the_log_can_be_trusted(app: App, desk: Workspace) -> None:
    with desk.transaction("Plan"):
        desk.audits.put(Audit(start=date(2026, 11, 9), end=date(2026, 11, 20)))
    put(desk, *(entry(f"work {day}", at(9, day=day), at(17, day=day)) for day in (9, 10, 11, 12)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        top = screen_text(pilot.app).splitlines()[1]
        assert top == " Audit Mon 9 – Fri 20 Nov · logged 32 of 80 h · too early: 4 of 5 work days"


async def test_an_audit_of_odd_length_is_planned_with_a_warning(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("P", "tab", *["backspace"] * 10, *"25nov", "enter")
        await pilot.pause()
        assert "this has 3 days" in " ".join(screen_text(pilot.app).split())
    with Workspace.open(desk.path) as other:
        assert [(audit.start, audit.end) for audit in other.audits] == [
            (date(2026, 11, 23), date(2026, 11, 25))
        ]


async def test_a_day_without_entries_says_so_and_no_key_breaks_on_it(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("h", "h")
        await pilot.press(
            "j", "k", "G", "g", "g", "space", "asterisk", "3", "D", "x", "e", "plus", "M", "pagedown"
        )
        await pilot.pause()
        assert "Nothing logged on Sat 21 Nov · n logs something · O imports" in screen_text(pilot.app)
        await pilot.press("L")
        await pilot.pause()
        assert "Mon 23 Nov is the last day there is." in screen_text(pilot.app)
    assert on_disk(desk)[0].stress is None


async def test_a_narrow_screen_keeps_the_marks_and_the_totals(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9, 30)), category=None)
    async with app().run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        assert "▌ ! 08:00-09:30" in screen_text(pilot.app)
        await pilot.press("V")
        await pilot.pause()
        (line,) = [line for line in screen_text(pilot.app).splitlines() if "no category" in line]
        assert "1.5 h" in line


async def test_the_day_is_drawn_in_quarters_with_its_gaps(app: App, desk: Workspace) -> None:
    put(desk, entry("one", at(6), at(6, 30)), entry("two", at(7), at(8)), entry("three", at(7, 45), at(8)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        hours, blocks = screen_text(pilot.app).splitlines()[3:5]
        assert hours.startswith("  5   6   7   8 ")
        assert blocks == "      ▒▒··▒▒▒!"
        await pilot.press("k")
        await pilot.pause()
        assert screen_text(pilot.app).splitlines()[4] == "      ▒▒··███!"


async def test_a_day_too_long_for_the_line_is_drawn_in_half_hours(app: App, desk: Workspace) -> None:
    put(
        desk, entry("one", at(0, 30, day=20), at(1, day=20)), entry("two", at(23, day=20), at(23, 30, day=20))
    )
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        hours, blocks = screen_text(pilot.app).splitlines()[3:5]
        assert hours.startswith("  0   2   4 ")
        assert blocks == "   ▒" + "·" * 44 + "█"


async def test_the_week_shows_hours_of_each_category_and_what_has_none(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9, 30)))
    put(desk, entry("thing", at(9, 30), at(10)), category=None)
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("V")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Week of Mon 23 Nov · logged 2.0 h" in text
        lines = {line.split("  ")[0].strip(): line for line in text.splitlines()}
        assert "1.5 h" in lines["admin"]
        assert "0.5 h" in lines["no category"]
        await pilot.press("V")
        await pilot.pause()
        assert "08:00-09:30" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [SIZE, (120, 36), (40, 12)])
async def test_hostile_text_loses_no_entry(app: App, desk: Workspace, size: tuple[int, int]) -> None:
    texts = [
        "[/",
        "[TODO] x",
        "\x1b[2Jclear",
        "a" * 10_000,
        "字" * 500,
        "e\u0301" * 50,
        "\u202eevil",
        "=cmd()",
    ]
    put(
        desk,
        *(
            entry(text, at(8) + timedelta(minutes=5 * n), at(8, 5) + timedelta(minutes=5 * n))
            for n, text in enumerate(texts)
        ),
    )
    async with app().run_test(size=size) as pilot:
        for _ in range(len(texts)):
            await pilot.press("k", *(("e", "escape") if size == SIZE else ()))
        await pilot.press("asterisk", "5")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert isinstance(pilot.app.screen, AuditScreen)
        assert len(pilot.app.screen.rows.rows) == len(texts)
    assert [each.stress for each in on_disk(desk)] == [5] * len(texts)


async def test_two_owners_are_told_apart(app: App, desk: Workspace) -> None:
    owners = (Owner.of(key="me", initials="OB"), Owner.of(key="tw", initials="TW"))
    with desk.transaction("Owners"):
        desk.settings.put(Business(owners=owners))
    put(desk, entry("filing", at(8), at(9)), entry("phone", at(8), at(9), who="tw"))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        text = screen_text(pilot.app)
    assert "OB     08:00-09:00" in text
    assert "TW     08:00-09:00" in text
    assert "overlap" not in text


async def test_the_log_is_read_again_only_when_something_was_changed(
    app: App, desk: Workspace, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, AuditScreen)
        before = screen.timelog
        clock.forward(1)
        screen.refresh_all()
        assert screen.timelog is before
        await pilot.press("4")
        assert screen.timelog is not before


async def test_a_cursor_key_does_not_read_the_log_again(
    app: App, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, entry("one", at(7), at(8)), entry("two", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        monkeypatch.setattr("tui.entries.TimeLog.read", None)
        await pilot.press("k", "j", "h", "l", "g", "g", "V", "V")
        assert isinstance(pilot.app.screen, AuditScreen)
        assert pilot.app.screen.entry is not None


async def test_what_another_session_logs_appears(app: App, desk: Workspace) -> None:
    put(desk, entry("one", at(7), at(8)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        with Workspace.open(desk.path) as other, other.transaction("Log"):
            other.entries.put(entry("from elsewhere", at(8), at(9)))
        assert isinstance(pilot.app.screen, AuditScreen)
        pilot.app.screen.tick()
        await pilot.pause()
        assert "from elsewhere" in screen_text(pilot.app)
