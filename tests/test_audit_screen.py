"""The audit screen by keys alone: what is pressed, what stands on the screen, what is on the disk."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from conftest import screen_text
from logs import SIZE, App, at, entry, on_disk, put, type_line
from textual.widgets import Input

from models.audit import Flag
from store import StoreError, Workspace
from store.changes import merge_activities
from tui.screens.audit import AuditScreen
from tui.widgets.prompt import Prompt


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
    assert "Sat 21 Nov 17:00-18:00, 1 h, 2 days back · email triage (A1 Email triage)" in said
    assert said.endswith("+admin · stress 4")


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
