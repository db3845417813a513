"""The timer by keys: what it is on, what stops it, what it never loses."""

import pytest
from conftest import Clock, screen_text
from logs import SIZE, App, at, entry, on_disk, put

from models.business import Business, Owner
from store import Workspace
from tui.screens.audit import AuditScreen


async def test_a_line_without_a_time_starts_the_timer_and_stops_the_one_that_ran(
    app: App, desk: Workspace, clock: Clock
) -> None:
    put(desk, entry("filing", at(9), None))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await pilot.press(*"phone")
        await pilot.pause()
        assert "starts the timer now · phone (new activity) · stops filing" in screen_text(pilot.app)
        await pilot.press("enter")
    filing, phone = on_disk(desk)
    assert filing.end == clock.at
    assert (phone.text, phone.running) == ("phone", True)


async def test_s_stops_the_timer_under_the_cursor_and_goes_on_with_a_past_entry(
    app: App, desk: Workspace, clock: Clock
) -> None:
    put(desk, entry("filing", at(9), None, tags=("paper",)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        clock.forward(30)
        await pilot.press("s")
    first, second = on_disk(desk)
    assert first.end == at(10)
    assert (second.text, second.start, second.end, second.tags) == ("filing", at(10, 30), None, ("paper",))
    assert second.activity == first.activity


async def test_s_asks_on_what_where_there_is_no_entry(app: App, desk: Workspace, clock: Clock) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("h", "s")
        await pilot.pause()
        assert "Start the timer on what?" in screen_text(pilot.app)
        await pilot.press(*"phone", "enter")
        await pilot.pause()
        assert "Mon 23 Nov · today" in screen_text(pilot.app)
    assert [(each.text, each.start) for each in on_disk(desk) if each.running] == [("phone", clock.at)]


async def test_a_timer_stopped_in_the_moment_it_started_leaves_nothing(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(10), None))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "It ran for no time at all, so it was put away." in screen_text(pilot.app)
    assert on_disk(desk)[0].archived is not None


async def test_a_running_timer_counts_on(app: App, desk: Workspace, clock: Clock) -> None:
    put(desk, entry("filing", at(9), None))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "● 09:00-now     1 h filing" in screen_text(pilot.app)
        clock.forward(7)
        assert isinstance(pilot.app.screen, AuditScreen)
        pilot.app.screen.tick()
        await pilot.pause()
        assert "● 09:00-now  1 h 07 filing" in screen_text(pilot.app)


async def test_two_starts_in_one_moment_leave_one_timer_and_nothing_of_no_length(
    app: App, desk: Workspace
) -> None:
    put(desk, entry("filing", at(8), at(9)), entry("phone", at(9), at(9, 30)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("g", "g", "s", "g", "g", "s")
    counting = [each for each in on_disk(desk) if each.archived is None]
    assert [each.text for each in counting if each.running] == ["filing"]
    assert len(counting) == 3


async def test_a_timer_of_over_sixteen_hours_is_not_stopped_and_says_what_to_do(
    app: App, desk: Workspace
) -> None:
    put(desk, entry("filing", at(9, day=22), None))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "say when it really ended. e does that." in screen_text(pilot.app)
        await pilot.press("e", "tab", "tab", "tab", "tab", *"17", "colon", *"00", "enter")
    (saved,) = on_disk(desk)
    assert saved.end == at(17, day=22)


async def test_a_colleagues_timer_is_not_stopped(app: App, desk: Workspace) -> None:
    with desk.transaction("Owners"):
        desk.settings.put(
            Business(owners=(Owner.of(key="me", initials="OB"), Owner.of(key="tw", initials="TW")))
        )
    put(desk, entry("filing", at(9), None, who="tw"))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert "The timer on this is TW's" in screen_text(pilot.app)
    (running,) = on_disk(desk)
    assert running.running


async def test_the_week_with_a_running_timer_is_drawn_once_a_minute(
    app: App, desk: Workspace, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    put(desk, entry("filing", at(9), None))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("V")
        screen = pilot.app.screen
        assert isinstance(screen, AuditScreen)
        drawn = []
        draw = screen.show_day
        monkeypatch.setattr(screen, "show_day", lambda: (drawn.append(1), draw()))
        for _ in range(3):
            clock.forward(1)
            for _ in range(4):
                screen.tick()
        assert len(drawn) == 3
        await pilot.pause()
        assert "1.1 h" in screen_text(pilot.app)


async def test_a_timer_forgotten_for_days_is_shown_when_another_one_is_started(
    app: App, desk: Workspace
) -> None:
    put(desk, entry("forgotten", at(9, day=20), None), entry("phone", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Fri 20 Nov" in text
        assert "say when it really ended. e does that." in text
    assert len(on_disk(desk)) == 2


async def test_an_entry_of_another_age_in_the_file_is_told_of_and_ends_nothing(
    app: App, desk: Workspace
) -> None:
    put(desk, entry("one", at(7), at(8)), entry("two", at(8), at(9)))
    desk.compact()
    text = desk.path.read_text()
    assert "2026-11-23T07" in text
    desk.path.write_text(text.replace("2026-11-23T07", "0001-01-01T07"))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert isinstance(pilot.app.screen, AuditScreen)
        pilot.app.screen.tick()
        await pilot.pause()
        await pilot.pause()  # the footer grows to the length of what it says
        text = screen_text(pilot.app)
        assert "1 time entry cannot be read: deskhand check says why." in " ".join(text.split())
        assert "08:00-09:00" in text
