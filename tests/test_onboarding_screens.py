"""Running lists on screen: started, ticked, signed, gone ahead with, moved, left, and sent to the helper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import Run, screen_text
from demo_screens import NOW, OnScreen, keys, said

from models.dossier import Dossier
from models.helpers import HelperKind
from models.onboarding_parts import ItemState
from models.templates import Gate, Purpose, Side
from store import Workspace
from tui.app import Deskhand
from tui.widgets.rows import Rows

LISTS, NIAMH = ("g", "o"), ("g", "o", "enter")
OTTER = ("g", "o", "j", "j", "enter")


pytestmark = pytest.mark.usefixtures("state")


def down_to(on: OnScreen, code: str, number: int = 1) -> list[str]:
    """Returns the keys that bring the cursor of a list's page from its first item to one."""
    lines = [item.code for item in on.checklist(number).lines]
    return ["g", "g", *["j"] * lines.index(code)]


# ---------------------------------------------------------------------- what is seen


async def test_the_lists_say_how_far_they_are_what_is_late_and_who_is_stuck_on_whom(on: OnScreen) -> None:
    shown = said(await on.press(*LISTS))
    assert "L1 Niamh Doyle 23/37 3 2 stuck on you · next today" in shown
    assert "L3 Docket Otter 9/21 2 1 stuck on you · next today" in shown
    assert (
        "stuck on you: Data-processing agreement signed by both (signed by Niamh Doyle, not by you)" in shown
    )
    assert "due Thu 30 Apr; 2 items and 2 accesses wait" in shown
    assert "Before 7/8 · Day one 7/7 · Week 1 9/13" in shown


async def test_a_page_to_read_says_how_much_more_is_below(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA19"), "i"]
    shown = await on.press(*at, size=(60, 12))
    assert "▼" in shown
    assert "more below" in shown
    assert "more below" not in await on.press(*at, "G", size=(60, 12))
    assert "more below" not in await on.press(*NIAMH, *down_to(on, "VA25"), "i")


async def test_the_item_that_tries_taking_back_names_the_access_that_it_harms_least_to_take(
    on: OnScreen,
) -> None:
    at = [*NIAMH, *down_to(on, "VA20")]
    assert "harms least" not in await on.press(*at)
    await on.press(*at, "c", *keys("not really"), "enter")
    shown = said(await on.press(*at))
    assert "harms least to take back: K" in shown
    assert "try taking it back once" in said(await on.press(*at, "i"))


async def test_an_item_that_no_gate_needs_says_which_key_leaves_it_out(on: OnScreen) -> None:
    assert "o leaves it out" in await on.press(*NIAMH, *down_to(on, "VA25"))
    assert "o leaves it out" not in await on.press(*NIAMH, *down_to(on, "VA03"))


async def test_why_an_item_is_locked_stands_there_with_the_cursor_and_in_full_after_one_key(
    on: OnScreen,
) -> None:
    at = [*NIAMH, *down_to(on, "VA19")]
    shown = said(await on.press(*at))
    assert "⊘ Access to client data switched on" in shown
    assert "locked, waits for Data-processing agreement signed by both: signed by Niamh Doyle, not" in shown
    shown = said(await on.press(*at, "i"))
    assert "gate client data shut" in shown
    assert "◇ Data-processing agreement signed by both: signed by Niamh Doyle, not by you" in shown


@pytest.mark.parametrize("size", [(60, 24), (40, 20), (120, 36)])
async def test_a_list_is_read_on_every_size_of_screen(on: OnScreen, size: tuple[int, int]) -> None:
    assert "L1 Niamh Doyle" in said(await on.press(*LISTS, size=size))
    shown = said(await on.press(*NIAMH, size=size))
    assert "! Data-processing" in shown
    assert "Before 7/8" in shown


async def test_an_empty_screen_says_what_it_is_for_and_which_key_begins(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *LISTS)
        await pilot.pause()
        shown = screen_text(running)
    assert "Nobody is being brought in." in shown
    assert "n starts the first list" in shown


async def test_enter_leads_from_a_paper_to_the_helper_who_has_it(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*NIAMH, *down_to(on, "VA03"), "enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "HelperPage"
        await pilot.press("escape", *down_to(on, "VA25"), "enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "Reading"


# ---------------------------------------------------------------------- budgets


async def test_an_onboarding_is_started_with_six_keys(on: OnScreen) -> None:
    spent = [*LISTS, "n", "enter", "enter", "enter"]
    assert len(spent) <= 6
    shown = said(await on.press(*spent))
    with on.opened() as desk:
        *_, made = desk.checklists
        helper = desk.helpers.get(made.helper)
        assert made.made_on == date(2026, 5, 12)
        assert helper is not None
        assert f"{made.ref} {helper.name}" in shown
        desk.undo()
        assert made.number not in desk.checklists


async def test_a_new_name_becomes_a_helper_with_the_list_of_the_kind_that_is_chosen(on: OnScreen) -> None:
    shown = await on.press(*LISTS, "n", *keys("Ada Quinn"), "enter", *"agency", "enter", *["backspace"] * 10)
    assert "On which day does Ada Quinn begin?" in shown
    await on.press(
        *LISTS, "n", *keys("Ada Quinn"), "enter", *"agency", "enter", *["backspace"] * 10, *"18may", "enter"
    )
    with on.opened() as desk:
        *_, made = desk.checklists
        helper = desk.helpers.get(made.helper)
        assert helper is not None
        assert (helper.name, helper.kind, made.start) == ("Ada Quinn", HelperKind.AGENCY, date(2026, 5, 18))
        desk.undo()
        assert helper.number not in desk.helpers


async def test_five_items_are_ticked_with_nine_keys(on: OnScreen) -> None:
    with on.opened() as desk, desk.transaction("Forget"):
        made = desk.checklists[1]
        desk.checklists.put(made.but(items=tuple(each.but(history=()) for each in made.items)))
    spent = ["c", "j", "c", "j", "c", "j", "c", "j", "c"]
    assert len(spent) <= 10
    await on.press(*NIAMH, *down_to(on, "VA12"), *spent)
    assert {on.item(f"VA{n}").state for n in range(12, 17)} == {ItemState.DONE}


async def test_off_boarding_is_three_keys_to_a_list_with_a_line_for_each_access(on: OnScreen) -> None:
    with on.opened() as desk:
        open_ones = [
            each for each in desk.grants if each.helper == desk.checklists[1].helper and each.granted
        ]
    spent = ["B", "enter"]
    assert len(spent) <= 4
    shown = said(await on.press(*LISTS, *spent))
    with on.opened() as desk:
        *_, made = desk.checklists
        assert made.purpose is Purpose.LEAVE
        assert "Niamh Doyle leaves" in shown
        lines = [each for each in made.items if each.grant]
        assert {each.grant for each in lines} == {each.uid for each in open_ones}
        assert not any(each.history for each in lines)
        helper = desk.helpers.get(made.helper)
        assert helper is not None
        assert Dossier.on(helper).last_day(date(2026, 5, 12)) == date(2026, 5, 12)
    before = on.checklist(made.number)
    await on.press(*LISTS, "B")
    with on.opened() as desk:
        assert [each.ref for each in desk.checklists if each.purpose is Purpose.LEAVE][-1] == before.ref
        desk.undo()
        assert made.number not in desk.checklists


async def test_a_line_about_an_access_says_how_it_stands_in_the_register(on: OnScreen) -> None:
    shown = said(await on.press(*LISTS, "G", "enter", *down_to(on, "OF07.1", 7)))
    assert "opens close · register: not revoked" in shown


async def test_a_first_day_without_a_year_is_the_nearest_one(on: OnScreen) -> None:
    await on.press(*NIAMH, "e", *["backspace"] * 10, *keys("4may"), "enter")
    assert on.checklist().start == date(2026, 5, 4)


async def test_at_short_notice_access_ends_first(on: OnScreen) -> None:
    shown = said(await on.press(*LISTS, "B", *["backspace"] * 10, *"now"))
    assert "access ends first" in shown
    await on.press(*LISTS, "B", *["backspace"] * 10, *"now", "enter")
    with on.opened() as desk:
        *_, made = desk.checklists
    assert (made.purpose, made.end) == (Purpose.LEAVE_NOW, date(2026, 5, 12))
    assert made.items[0].phase == "First hour, before the call"


# ---------------------------------------------------------------------- done and signed


async def test_an_item_of_the_helpers_asks_who_told_it_and_how_that_is_known(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA18"), "c"]
    shown = await on.press(*at)
    assert "Who told you, and how do you know?" in shown
    assert "Niamh:" in shown
    assert "Write it like Niamh: showed it on a call." in said(await on.press(*at, "enter"))
    await on.press(*at, *keys("read the page"), "enter")
    event = on.item("VA18").history[-1]
    assert (event.state, event.reported_by, event.says) == (ItemState.DONE, "Niamh", "read the page")
    await on.press(*NIAMH, *down_to(on, "VA18"), "C", "u", "u")
    assert on.item("VA18").state is ItemState.OPEN


async def test_a_date_is_wanted_where_a_date_shows_it(on: OnScreen) -> None:
    with on.opened() as desk, desk.transaction("Reopen"):
        made = desk.checklists[3]
        items = [each.but(history=()) if each.code == "SW08" else each for each in made.items]
        desk.checklists.put(made.but(items=tuple(items)))
    at = [*OTTER, *down_to(on, "SW08", 3), "c"]
    shown = await on.press(*at, *["backspace"] * 10, *keys("soon"), "enter")
    assert "Give the date, as in 2026-05-29." in said(shown)
    await on.press(*at, "enter")
    assert on.item("SW08", 3).history[-1].says == "2026-05-12"


async def test_a_locked_item_cannot_be_ticked_and_the_refusal_says_why_and_what_goes_on(on: OnScreen) -> None:
    shown = said(await on.press(*NIAMH, *down_to(on, "VA19"), "c"))
    assert "waits for: Data-processing agreement signed by both: signed by Niamh Doyle, not by you." in shown
    assert "o goes ahead with a reason." in shown
    assert on.item("VA19").state is ItemState.OPEN


async def test_what_is_done_is_opened_again_with_a_reason(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA23"), "c"]
    assert "Why is it open again?" in await on.press(*at)
    await on.press(*at, *keys("not written down"), "enter")
    assert on.item("VA23").history[-1].says == "not written down"
    assert on.item("VA23").state is ItemState.OPEN


async def test_signing_off_is_a_key_of_its_own_and_says_which_gate_is_open(on: OnScreen) -> None:
    with on.opened() as desk, desk.transaction("Countersign"):
        paper = next(each for each in desk.agreements if each.signed_on and not each.countersigned_on)
        desk.agreements.put(paper.countersigned(date(2026, 5, 12)))
    shown = said(await on.press(*NIAMH, *down_to(on, "VA03"), "c"))
    assert "Done: Data-processing agreement signed by both · C signs it off" in shown
    shown = said(await on.press(*NIAMH, *down_to(on, "VA03"), "C"))
    assert "client data is open now" in shown
    assert on.item("VA03").state is ItemState.SIGNED_OFF


async def test_what_a_paper_settles_is_not_ticked_before_both_have_signed_it(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA03")]
    shown = said(await on.press(*at, "c"))
    assert "signed by both: signed by Niamh Doyle, not by you. Enter opens the paper; o goes ahead" in shown
    assert on.item("VA03").state is ItemState.OPEN
    with on.opened() as desk, desk.transaction("Lose"):
        paper = next(each for each in desk.agreements if each.signed_on and not each.countersigned_on)
        desk.agreements.put(paper.but(archived=NOW))
    for key in ("c", "C"):
        shown = said(await on.press(*at, key))
        assert "no data-processing agreement is on record" in shown
        assert on.item("VA03").state is ItemState.OPEN
    shown = said(await on.press(*at, "enter"))
    assert "Agreement with Niamh Doyle" in shown
    assert "data-processing agreement" in shown


async def test_a_locked_item_is_not_signed_off_with_the_refusal_that_ticking_gives(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA26")]
    item = on.item("VA26").but(needs=Gate.MONEY, sign_off=True)
    with on.opened() as desk, desk.transaction("Lock"):
        made = desk.checklists[1]
        desk.checklists.put(made.but(items=tuple(item if e.key == item.key else e for e in made.items)))
    for key in ("c", "C"):
        assert "waits for: " in said(await on.press(*at, key))


async def test_what_is_done_and_not_signed_off_has_a_sign_of_its_own(on: OnScreen) -> None:
    item = on.item("VA24")
    with on.opened() as desk, desk.transaction("Move"):
        desk.checklists.put(desk.checklists[1].moved(item.key, date(2026, 5, 20), "later", at=NOW, who="ob"))
    shown = await on.press(*NIAMH, *down_to(on, "VA24"))
    line = next(each for each in shown.splitlines() if each.startswith("▌"))
    assert line.split()[:2] == ["▌", "✓"]
    assert "to sign" in line


async def test_the_second_owner_approves_what_touches_money_with_a_limit(on: OnScreen) -> None:
    at = [*OTTER, *down_to(on, "SW09", 3)]
    await on.press(*at, "c")
    assert on.item("SW09", 3).state is ItemState.DONE
    shown = said(await on.press(*at, "C", *keys("read only"), "enter"))
    assert "Another owner approves this" in shown
    await on.press(*at, "C", *keys("read only"), "enter", who="tw")
    event = on.item("SW09", 3).history[-1]
    assert event.approval is not None
    assert (event.approval.limit, event.approval.who) == ("read only", "tw")


# ---------------------------------------------------------------------- going ahead


async def test_an_item_is_left_out_only_with_a_reason(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA25"), "o"]
    assert "Why? Give the reason in a few words." in said(await on.press(*at, "enter"))
    await on.press(*at, *keys("she is away"), "enter")
    assert on.item("VA25").state is ItemState.SKIPPED


async def test_what_opens_a_gate_is_waived_for_two_weeks_at_most(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA03"), "o", *["backspace"] * 12]
    shown = said(await on.press(*at, *keys("3w: later"), "enter"))
    assert "A waiver may last 14 days at most" in shown
    shown = said(await on.press(*at, *keys("1w: Orla travels"), "enter"))
    assert "client data is open now" in shown
    assert on.item("VA03").waived_until == date(2026, 5, 19)


async def test_a_gate_is_opened_by_hand_with_what_was_seen_and_left_to_its_facts_again(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA19"), "o"]
    shown = await on.press(*at)
    assert "Leave it out" in shown
    assert "Open client data by hand" in shown
    shown = said(await on.press(*at, "down", "enter", "enter"))
    assert "What have you seen that opens it?" in shown
    form = ["down", "enter", *keys("the signed copy"), "tab", *"1w", "enter"]
    await on.press(*at, *form)
    opening = on.checklist().openings[-1]
    assert (opening.gate, opening.evidence, opening.until) == (
        Gate.CLIENT_DATA,
        "the signed copy",
        date(2026, 5, 19),
    )
    shown = await on.press(*at)
    assert "Leave client data to its facts" in shown
    await on.press(*at, "down", "enter", *keys("it was a draft"), "enter")
    assert on.checklist().openings[-1].shuts
    await on.press(*NIAMH, "u", "u")
    assert on.checklist().openings == ()


# ---------------------------------------------------------------------- days and lines


async def test_an_item_gets_another_day_with_a_reason(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA18"), "d"]
    assert "Give the reason behind the day" in said(await on.press(*at, *"fri", "enter"))
    assert "Due Fri 15 May, because she is away" in said(await on.press(*at, *keys("fri: she is away")))
    await on.press(*at, *keys("fri: she is away"), "enter")
    assert on.item("VA18").moved_to == date(2026, 5, 15)


async def test_a_day_off_says_on_which_work_day_it_falls_and_so_does_the_history(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA18")]
    shown = said(await on.press(*at, "d", *keys("16may: she is away")))
    assert "Due Mon 18 May (Sat 16 May is no work day), because she is away" in shown
    shown = said(await on.press(*at, "d", *keys("16may: she is away"), "enter"))
    assert "Mon 18 May (Sat 16 May is no work day)" in shown
    shown = said(await on.press(*at, "i"))
    assert "moved to Mon 18 May (Sat 16 May is no work day) by OB, because she is away" in shown


async def test_a_day_that_another_session_has_set_meanwhile_is_asked_about(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*NIAMH, *down_to(on, "VA18"), "d", *keys("15may: OB says"))
        key = on.item("VA18").key
        with on.opened(who="tw") as desk, desk.transaction("Move"):
            moved = desk.checklists[1].moved(key, date(2026, 5, 14), "TW says", at=NOW, who="tw")
            desk.checklists.put(moved)
        await pilot.press("enter")
        await pilot.pause()
        shown = said(screen_text(pilot.app))  # type: ignore[arg-type]  # it is the app that was just made
        assert "TW has set it to Thu 14 May meanwhile: TW says. The same again keeps yours." in shown
        assert on.item("VA18").moved_to == date(2026, 5, 14)
        await pilot.press("enter")
        await pilot.pause()
    assert on.item("VA18").moved_to == date(2026, 5, 15)


async def test_a_day_of_another_year_is_read_in_full(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA18")]
    shown = await on.press(*at, "d", *keys("18jan2027: she is away"), "enter")
    assert "18 Jan 27" in shown


async def test_a_list_gets_a_line_of_its_own_in_the_phase_under_the_cursor(on: OnScreen) -> None:
    at = [*NIAMH, *down_to(on, "VA25"), "n"]
    shown = said(await on.press(*at, *keys("Order a chair @helper due:fri")))
    assert "Order a chair · Niamh, due Fri 15 May · Weeks 2–4" in shown
    shown = said(await on.press(*at, *keys("Order a chair @helper due:fri"), "enter"))
    assert "▌ ◇ Order a chair Niamh Fri 15 May" in shown
    *_, own = (each for each in on.checklist().items if not each.origin)
    assert (own.side, own.phase, own.moved_to) == (Side.HELPER, "Weeks 2–4", date(2026, 5, 15))
    await on.press(*NIAMH, "u")
    assert all(each.origin for each in on.checklist().items)


async def test_the_form_moves_the_first_day_and_says_which_conditions_are_so(on: OnScreen) -> None:
    shown = await on.press(*NIAMH, "e")
    assert "Personal data" in shown
    to = [*["backspace"] * 10, *keys("2026-05-06"), "tab", *["backspace"] * 3, *"no", "enter"]
    await on.press(*NIAMH, "e", *to)
    assert on.checklist().start == date(2026, 5, 6)
    assert on.checklist().conditions == ()
    assert "Noted why no personal data is seen" in await on.press(*NIAMH)


# ---------------------------------------------------------------------- put away, sent


async def test_a_list_that_a_gate_waits_for_is_put_away_for_a_reason_and_brought_back(on: OnScreen) -> None:
    shown = said(await on.press(*LISTS, "x"))
    assert "Put L1 away why? Not settled: Data-processing agreement signed by both" in shown
    await on.press(*LISTS, "x", "enter")
    assert on.checklist().archived is None
    shown = said(await on.press(*LISTS, "x", *keys("the light list has it"), "enter"))
    assert "Archive L1 Niamh Doyle · u undoes" in shown
    assert on.checklist().archived
    await on.press(*LISTS, "G", "c")
    assert on.checklist().archived is None


async def test_the_helper_is_copied_what_is_theirs_and_not_what_is_the_owners(
    on: OnScreen, state: Path
) -> None:
    shown = said(await on.press(*LISTS, "y"))
    assert "Copied L1 for Niamh Doyle" in shown
    text = (state / "hand-off" / "L1.md").read_text("utf-8")
    assert "Data-processing agreement signed by both (our turn" in text
    for hidden in ("Contractor status", "training day", "not by you", "her sister", "touches money"):
        assert hidden not in text


async def test_a_list_that_holds_what_looks_like_a_secret_is_not_copied(on: OnScreen, state: Path) -> None:
    line = keys("the password is hunter2Zebra! @helper")
    shown = said(await on.press(*NIAMH, "n", *line, "enter", "y"))
    assert "holds what looks like a password" in shown
    assert not (state / "hand-off" / "L1.md").exists()


def test_a_list_is_written_out_by_the_command_line(demo: Path, deskhand: Run) -> None:
    def run(*args: str) -> tuple[int, str]:
        result = deskhand("--file", str(demo), "export", "markdown", *args)
        return result.exit_code, result.output

    code, text = run("--list", "L1")
    assert (code, text.startswith("# Niamh Doyle\n")) == (0, True)
    assert run("--list", "1") == (code, text)
    assert "“x” is no list: say its number, such as L4." in run("--list", "x")[1]
    assert run("--list", "L99")[0] == 1
    assert run("--list", "L1", "--card", "C1")[0] == 2
    assert deskhand("--file", str(demo), "export", "csv", "--list", "L1").exit_code == 2


async def test_the_cursor_stays_with_its_item_when_another_session_changes_the_list(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*NIAMH, *down_to(on, "VA18"))
        with Workspace.open(on.path, who="tw") as other, other.transaction("Line"):
            made = other.checklists[1]
            added = made.with_line("First of all", at=made.created, who="tw", phase="Before")
            other.checklists.put(added)
        pilot.app.screen.tick()  # type: ignore[attr-defined]  # every screen here is a DeskScreen
        await pilot.pause()
        key = pilot.app.screen.query_one(Rows).key
        assert key == on.item("VA18").key
