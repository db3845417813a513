"""The audit screen by keys alone: what is pressed, what stands on the screen, what is on the disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from conftest import Clock, screen_text
from textual.pilot import Pilot
from textual.widgets import Input

from models.activity import Activity
from models.audit import Audit, Flag, TimeEntry
from models.business import Business, Owner
from store import StoreError, Workspace
from store.changes import merge_activities
from tui.app import Deskhand
from tui.screens.audit import AuditScreen
from tui.widgets.prompt import Prompt

SIZE = (80, 24)
App = Callable[[], Deskhand]


def at(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def entry(text: str, start: datetime, end: datetime | None, **fields: object) -> TimeEntry:
    return TimeEntry.of(**({"who": "me", "zone": "UTC", "text": text, "start": start, "end": end} | fields))


def put(desk: Workspace, *entries: TimeEntry, category: str | None = "admin") -> None:
    """Saves entries, each text an activity of its own."""
    with desk.transaction("Begin"):
        for each in entries:
            activity = Activity.named(each.text, category)
            desk.activities.put(activity)
            desk.entries.put(each.but(activity=activity.uid))


def on_disk(desk: Workspace) -> list[TimeEntry]:
    with Workspace.open(desk.path) as other:
        return list(other.entries)


async def type_line(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*(key if key.isalnum() else KEYS.get(key, key) for key in text), "enter")


KEYS = {" ": "space", "-": "minus", "+": "plus", "!": "exclamation_mark", ":": "colon", "#": "number_sign"}


async def test_an_empty_file_asks_for_the_first_entry_and_one_key_beyond_its_text_saves_it(
    app: App, desk: Workspace
) -> None:
    async with app().run_test(size=SIZE) as pilot:
        await type_line(pilot, "9-9:45 email triage +admin !4")
        await pilot.pause()
        text = screen_text(pilot.app)
    (saved,) = on_disk(desk)
    assert (saved.text, saved.start, saved.end, saved.stress) == ("email triage", at(9), at(9, 45), 4)
    assert "09:00-09:45  45 min email triage" in text
    assert "n log time" in text


async def test_the_prompt_spells_out_how_a_line_is_understood(app: App, desk: Workspace) -> None:
    put(desk, entry("Email triage", at(17, day=20), at(18, day=20)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("n", *"sat", "space", *"17", "minus", *"18", "space", *"email", "space", *"triage")
        await pilot.press("space", "plus", *"admin", "space", "exclamation_mark", "4")
        await pilot.pause()
        said = " ".join(screen_text(pilot.app).split())
    assert (
        "Sat 21 Nov 17:00-18:00, 1 h, 2 days back · email triage (A1 Email triage) · +admin · stress 4"
        in said
    )


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


async def test_a_preview_tells_of_an_overlap_and_enter_logs_it_anyway(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("n", *"8", "colon", *"30", "minus", *"9", "colon", *"30", "space", *"phone")
        await pilot.pause()
        assert "overlaps another entry" in " ".join(screen_text(pilot.app).split())
        await pilot.press("enter")
    assert len(on_disk(desk)) == 2


async def test_a_line_that_cannot_be_is_kept_with_the_reason(app: App, desk: Workspace) -> None:
    async with app().run_test(size=SIZE) as pilot:
        await type_line(pilot, "9 email")
        await pilot.pause()
        assert pilot.app.screen.query_one(Prompt).is_open
        assert "a bare 9 could be either" in screen_text(pilot.app)
    assert on_disk(desk) == []


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


async def test_digits_rate_the_stress_and_the_same_one_takes_it_back(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("4")
        assert on_disk(desk)[0].stress == 4
        await pilot.press("4")
        assert on_disk(desk)[0].stress is None
        assert [step.label for step in desk.steps()][:2] == [
            "Take back the stress of filing",
            "Rate stress 4 on filing",
        ]
        await pilot.press("2", "0")
        assert on_disk(desk)[0].stress is None


async def test_capitals_flag_the_entry(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("D", "B", "Y", "I", "B")
        await pilot.pause()
        assert "D YI" in screen_text(pilot.app)
    assert on_disk(desk)[0].flags == (Flag.DISPLACED, Flag.DELAYED, Flag.INTERRUPTED)


async def test_a_verb_on_marked_entries_is_one_step(app: App, desk: Workspace) -> None:
    put(desk, entry("one", at(7), at(8)), entry("two", at(8), at(9)), entry("three", at(9), at(10)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("g", "g", "space", "space", "3")
        assert [each.stress for each in on_disk(desk)] == [3, 3, None]
        await pilot.press("u")
        assert [each.stress for each in on_disk(desk)] == [None, None, None]
        await pilot.press("escape", "asterisk", "x")
        await pilot.pause()
        assert "Archived 3 entries: u brings them back." in screen_text(pilot.app)
        assert all(each.archived for each in on_disk(desk))
        await pilot.press("u")
    assert not any(each.archived for each in on_disk(desk))


async def test_plus_gives_the_activity_a_category_for_all_its_entries(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)), category=None)
    async with app().run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert "! no category" in screen_text(pilot.app)
        await pilot.press("plus", *"tech", "enter")
        await pilot.pause()
        assert "! no category" not in screen_text(pilot.app)
    with Workspace.open(desk.path) as other:
        assert [activity.category for activity in other.activities] == ["technical"]


async def test_editing_moves_an_entry_links_it_by_name_and_goes_with_it(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)), entry("phone", at(9), at(10)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("g", "g", "e", "tab", *["backspace"] * 10, *"phones")
        await pilot.press("tab", *["backspace"] * 10, *"fri", "enter")
        await pilot.pause()
        assert "Fri 20 Nov" in screen_text(pilot.app)
    filing, phone = on_disk(desk)
    assert (filing.start, filing.end) == (at(8, day=20), at(9, day=20))
    assert filing.activity == phone.activity


async def test_a_form_that_cannot_be_taken_stays_open_and_says_why(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("e", "tab", "tab", "tab", "tab", *["backspace"] * 5, "enter")
        await pilot.pause()
        assert "Say when it ended: only a running entry has no “to”." in screen_text(pilot.app)
    assert on_disk(desk)[0].end == at(9)


async def test_n_leads_from_problem_to_problem_across_days_and_says_what_each_is(
    app: App, desk: Workspace
) -> None:
    put(
        desk,
        entry("one", at(8, day=19), at(9, day=19)),
        entry("two", at(9, 45, day=19), at(10, day=19)),
        entry("three", at(4), at(8, 30)),
        entry("four", at(8), at(9)),
    )
    async with app().run_test(size=SIZE) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("N")
            await pilot.pause()
            seen.append(screen_text(pilot.app).splitlines()[-1])
    assert "Thu 19 Nov 09:45-10:00 · gap 45 min: n logs what is missing." in seen[0]
    assert "Mon 23 Nov 04:00-08:30 · over 4 h" in seen[1]
    assert "Mon 23 Nov 08:00-09:00 · overlap" in seen[2]


async def test_marked_entries_become_the_same_work(app: App, desk: Workspace) -> None:
    put(desk, entry("filing", at(8), at(9)), entry("paper", at(9), at(10)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("asterisk", "M")
    filing, paper = on_disk(desk)
    assert filing.activity == paper.activity
    with Workspace.open(desk.path) as other:
        first, second = other.activities
        assert first.archived is None
        assert second.archived is not None


async def test_a_suggestion_can_be_taken_or_ruled_out_for_good(app: App, desk: Workspace) -> None:
    put(desk, entry("chase invoice", at(8), at(9)), entry("chase invoicers", at(9), at(10)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("N")
        await pilot.pause()
        assert "may be the same work" in " ".join(screen_text(pilot.app).split())
        await pilot.press("M", *"never", "enter")
        await pilot.press("N")
        await pilot.pause()
        assert "Nothing to repair" in screen_text(pilot.app)
    first, second = on_disk(desk)
    assert first.activity != second.activity


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


@pytest.mark.parametrize("name", ["A2", "a" + "9" * 5_000, "A²"])
async def test_an_entry_is_not_linked_to_what_is_no_activity_any_more(
    app: App, desk: Workspace, name: str
) -> None:
    put(desk, entry("phone", at(8), at(9)), entry("paper", at(7), at(8)))
    with desk.transaction("Merge"):
        merge_activities(desk, desk.activities[1], desk.activities[2], at=at(10))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("e")
        pilot.app.screen.query_one("#field-activity", Input).value = name
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, AuditScreen)
    linked = desk.activities.get(desk.entries[1].activity)
    assert linked is not None
    assert (linked.archived, linked.number) == (None, 3)


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


async def test_a_change_that_cannot_be_saved_is_said_and_nothing_is_claimed(
    app: App, desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, entry("one", at(7), at(8)), entry("two", at(8), None))

    @contextmanager
    def full(label: str) -> Iterator[Workspace]:
        raise StoreError("Nothing was saved to workspace.json: the disk is full.")
        yield desk

    async with app().run_test(size=SIZE) as pilot:
        monkeypatch.setattr(desk, "transaction", full)
        for keys in ("x", "s", "3", "D", "asterisk M", "plus enter"):
            await pilot.press(*keys.split())
            await pilot.pause()
            assert "the disk is full" in screen_text(pilot.app).splitlines()[-1], keys
        await pilot.press("n", *"phone", "enter")
        await pilot.pause()
        assert "the disk is full" in screen_text(pilot.app)
        assert pilot.app.screen.query_one(Prompt).is_open
    assert [each.archived for each in on_disk(desk)] == [None, None]


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


async def test_what_is_logged_on_a_day_the_owner_went_to_belongs_to_that_day(
    app: App, desk: Workspace
) -> None:
    put(desk, entry("Email triage", at(8), at(9)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("h", "h", "n")
        await type_line(pilot, "9-10 lunch with a client")
        await pilot.pause()
    assert on_disk(desk)[-1].start == at(9, day=21)


async def test_n_behind_N_fills_the_gap_that_was_found(app: App, desk: Workspace) -> None:
    put(desk, entry("One", at(8), at(9)), entry("Two", at(9, 40), at(10)))
    async with app().run_test(size=SIZE) as pilot:
        await pilot.press("N")
        while "gap 40 min" not in screen_text(pilot.app).splitlines()[-1]:
            await pilot.press("N")
            await pilot.pause()
        await pilot.press("n")
        await type_line(pilot, "lunch")
        await pilot.pause()
    saved = on_disk(desk)[-1]
    assert (saved.text, saved.start, saved.end) == ("lunch", at(9), at(9, 40))
