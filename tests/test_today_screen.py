"""Today on screen: what needs the owner in order, each line settled where it stands, put off, explained."""

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock, screen_text
from demo_screens import OnScreen, keys
from textual.pilot import Pilot

from models.agreements import AgreementKind
from models.board import Card, Column
from models.brief import DataClass
from models.card_parts import Party
from models.document import moment
from models.onboarding_parts import ItemState
from models.security import Incident, SecurityRecord
from models.today_line import Deed
from store import Workspace
from tui.app import Deskhand
from tui.screens.today import TodayScreen
from tui.session import Session
from tui.today_deeds import WAYS
from tui.widgets.prompt import Prompt

Make = Callable[[], Deskhand]
SIZES = [(80, 24), (120, 36)]
FOURTEEN = [
    "A Cormac Reilly",
    "A Webhost login",
    "B Quillbox",
    "B Lorcan Bell",
    "C Niamh Doyle",
    "C Docket Otter",
    "C Booking-page copy",
    "C Newsletter May",
    "C Ruairí Keane",
    "D Niamh Doyle",
    "D Docket Otter",
    "D Hana Sato",
    "E Niamh Doyle",
    "F Booking page load",
]


def today(pilot: Pilot[Any]) -> TodayScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, TodayScreen)
    return screen


def shown(pilot: Pilot[Any]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]  # it is the app that was just made


def heads(screen: TodayScreen) -> list[str]:
    """Returns the class and the subject of each line."""
    return [f"{row.texts[0]} {row.texts[2]}" for row in screen.rows.rows if row.key is not None]


async def go_to(pilot: Pilot[Any], head: str) -> str:
    """Puts the cursor on a line among all of them, and returns the one below it."""
    screen = today(pilot)
    await pilot.press("V")
    found = heads(screen)
    await pilot.press("g", "g", *["j"] * found.index(head))
    place = found.index(head) + 1
    return found[place] if place < len(found) else found[-1]


def here(pilot: Pilot[Any]) -> str:
    line = today(pilot).line
    return f"{line.cls} {line.subject}" if line else ""


# ---------------------------------------------------------------------- what is seen


@pytest.mark.parametrize("size", SIZES)
async def test_all_that_needs_the_owner_stands_there_the_most_severe_first(
    on: OnScreen, size: tuple[int, int]
) -> None:
    async with on.running(size=size) as pilot:
        await pilot.press("V")
        await pilot.pause()
        assert heads(today(pilot)) == FOURTEEN
        lines = shown(pilot).splitlines()
        places = [next(n for n, row in enumerate(lines[2:]) if each[2:] in row) for each in FOURTEEN]
        assert places[:4] == [0, 1, 2, 3]
        assert all(each[2:] in shown(pilot) for each in FOURTEEN)


async def test_the_first_view_fits_80_by_24_with_nine_lines_a_line_of_counts_and_the_first_in_full(
    on: OnScreen,
) -> None:
    async with on.running() as pilot:
        assert len(heads(today(pilot))) == 9
        said = shown(pilot)
        assert "+5 more   A2 B2 C5 D3 E1 F1" in said
        assert "Cormac Reilly: Slate CMS admin still open, ended 19 d ago" in said
        assert "all keys" in said.splitlines()[-1]


async def test_a_line_says_who_what_and_what_enter_does(on: OnScreen) -> None:
    first = (await on.press()).splitlines()[2]
    assert first.startswith("▌ A ! Cormac Reilly")
    assert first.rstrip().endswith("revoke")
    assert "Slate CMS admin still open, ended 19 d ago" in first


async def test_the_program_opens_on_today_only_where_something_needs_the_owner(
    on: OnScreen, desk: Workspace, app: Make
) -> None:
    async with on.running() as pilot:
        assert pilot.app.current_mode == "today"
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    async with app().run_test() as pilot:
        assert pilot.app.current_mode == "board"


async def test_where_nothing_needs_the_owner_it_says_what_comes_next(desk: Workspace, app: Make) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner", column=Column.BRIEF, due=date(2026, 11, 30)))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "t", "enter", "z", "i", "o", "e", "V")
        await pilot.pause()
        said = shown(pilot)
        assert "Nothing today; next: " in said
        assert "Here stands what needs you" in said
        assert "Order toner" in said
        assert "Mon 30 Nov" in said


async def test_i_says_by_which_rule_and_which_facts_the_line_is_there(on: OnScreen) -> None:
    said = " ".join((await on.press("i")).split())
    assert "A1 Cormac Reilly" in said
    assert "An access ends on its last day, and with the engagement" in said
    assert "Thu 23 Apr" in said


async def test_the_hours_that_are_left_count_down_on_a_screen_that_is_left_open(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    with desk.transaction("Note"):
        mail = Incident.of(what="Mail", known_at=clock(), data_class=DataClass.CLIENT, personal=True)
        desk.security.put(SecurityRecord.of(incident=mail))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "72 h left" in shown(pilot)
        clock.forward(60)
        today(pilot).tick()
        await pilot.pause()
        assert "71 h left" in shown(pilot)


def test_a_new_day_begins_at_midnight_where_hours_begin_at_half_past_as_well(
    desk: Workspace, clock: Clock
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner", column=Column.DOING, due=date(2026, 11, 23)))
    session, kolkata = Session(desk, clock, "UTC"), ZoneInfo("Asia/Kolkata")
    clock.forward(8 * 60)
    assert session.agenda(zone=kolkata).lines == [], "half past eleven at night there"
    clock.forward(45)
    assert [line.rule for line in session.agenda(zone=kolkata).lines] == ["D8"]


async def test_what_another_session_settles_leaves_the_list_by_itself(on: OnScreen) -> None:
    async with on.running() as pilot:
        with on.opened(who="tw") as other, other.transaction("Tell"):
            candidate = next(each for each in other.candidates if each.name == "Ruairí Keane")
            other.candidates.put(candidate.told(date(2026, 5, 12)))
        await pilot.press("V")
        await pilot.pause(1.2)
        assert "C Ruairí Keane" not in heads(today(pilot))


# ---------------------------------------------------------------------- settling


async def settled(on: OnScreen, head: str, *strokes: str, size: tuple[int, int] = (80, 24)) -> str:
    """Settles a line; checks that the cursor goes on and one undo takes it back; returns what was said."""
    async with on.running(size=size) as pilot:
        following = await go_to(pilot, head)
        before = heads(today(pilot))
        await pilot.press("enter", *strokes)
        await pilot.pause()
        said = shown(pilot).splitlines()[-1]
        assert head not in heads(today(pilot))
        assert here(pilot) == following
        changes = [step.label for step in today(pilot).desk.steps() if not step.undone]
        await pilot.press("u")
        await pilot.pause()
        assert heads(today(pilot)) == before
        assert [step.label for step in today(pilot).desk.steps() if not step.undone] == changes[1:]
        await pilot.press("U")
        await pilot.pause()
        return said


async def test_an_access_past_its_end_is_taken_back(on: OnScreen) -> None:
    told = await settled(on, "A Cormac Reilly", size=(120, 36))
    assert "Taken back: K12 Slate CMS admin of Cormac Reilly · now do it:" in told
    with on.opened() as desk:
        revoked = desk.grants[12].revoked
        assert revoked is not None
        assert revoked.on == date(2026, 5, 12)


async def test_a_shared_secret_is_said_to_be_changed(on: OnScreen) -> None:
    await settled(on, "A Webhost login")
    with on.opened() as desk:
        assert desk.grants[13].secret_rotated is not None


async def test_a_trial_is_said_to_be_cancelled(on: OnScreen) -> None:
    await settled(on, "B Quillbox")
    with on.opened() as desk:
        (trial,) = [each.software for each in desk.candidates if each.name == "Quillbox"]
        assert trial is not None
        assert trial.cancelled_on == date(2026, 5, 12)


async def test_a_paper_gets_another_last_day(on: OnScreen) -> None:
    await settled(on, "B Lorcan Bell", *keys("2027-06-06"), "enter")
    with on.opened() as desk:
        lorcan = next(each for each in desk.helpers if each.name == "Lorcan Bell")
        ends = [each.term_end for each in desk.agreements if each.helper == lorcan.uid]
        assert date(2027, 6, 6) in ends


async def test_a_paper_is_countersigned_and_what_it_blocked_is_free(on: OnScreen) -> None:
    async with on.running() as pilot:
        await go_to(pilot, "C Niamh Doyle")
        await pilot.press("enter")
        await pilot.pause()
        assert "Signed by you: the data-processing agreement with Niamh Doyle" in shown(pilot)
    with on.opened() as desk:
        niamh = next(each for each in desk.helpers if each.name == "Niamh Doyle")
        signed = [
            each for each in desk.agreements if each.helper == niamh.uid and each.kind is AgreementKind.DPA
        ]
        assert [each.countersigned_on for each in signed] == [date(2026, 5, 12)]


async def test_in_the_first_view_what_is_settled_makes_room_for_the_next(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*["j"] * FOURTEEN.index("C Booking-page copy"), "enter", "w", "escape")
        await pilot.pause()
        assert here(pilot) == "C Newsletter May"
        assert len(heads(today(pilot))) == 9
        assert "+4 more   A2 B2 C4 D3 E1 F1" in shown(pilot)


async def test_somebody_turned_down_is_told(on: OnScreen) -> None:
    await settled(on, "C Ruairí Keane")
    with on.opened() as desk:
        (candidate,) = [each for each in desk.candidates if each.name == "Ruairí Keane"]
        assert candidate.outcome is not None
        assert candidate.outcome.told_on == date(2026, 5, 12)


async def test_an_item_is_ticked_and_of_several_that_are_due_the_one_that_is_chosen(on: OnScreen) -> None:
    async with on.running() as pilot:
        await go_to(pilot, "D Niamh Doyle")
        await pilot.press("enter", *"VA25", "enter")
        await pilot.pause()
        if today(pilot).query_one(Prompt).is_open:
            await pilot.press(*keys("seen in the calendar"), "enter")
        await pilot.pause()
        assert here(pilot) == "D Niamh Doyle"  # two more are due
    assert on.item("VA25").state is not ItemState.OPEN


async def test_o_goes_past_an_item_with_a_reason(on: OnScreen) -> None:
    async with on.running() as pilot:
        following = await go_to(pilot, "D Docket Otter")
        await pilot.press("o", *keys("the trial ends first"), "enter")
        await pilot.pause()
        assert here(pilot) == following
    assert on.item("SW12", 3).state is ItemState.SKIPPED


async def test_o_says_so_where_nothing_was_refused(on: OnScreen) -> None:
    assert "Nothing was refused" in await on.press("j", "j", "o")


async def test_a_silent_reference_is_closed_from_the_steps_that_fit_it(on: OnScreen) -> None:
    await settled(on, "D Hana Sato", "enter")
    with on.opened() as desk:
        (hana,) = [each for each in desk.candidates if each.name == "Hana Sato"]
        assert any(str(each.state) == "no answer" for each in hana.references)


async def test_a_number_is_measured_on_the_prompt_line(on: OnScreen) -> None:
    async with on.running(size=(120, 36)) as pilot:
        await go_to(pilot, "F Booking page load")
        await pilot.press("enter", *keys("2.9"), "enter")
        await pilot.pause()
        assert "F Booking page load" not in heads(today(pilot))
    with on.opened() as desk:
        from models.dossier import Dossier

        lorcan = Dossier.on(next(each for each in desk.helpers if each.name == "Lorcan Bell"))
        assert [each.series[-1].value for each in lorcan.goals if "load" in each.title] == [2.9]


async def test_what_is_refused_says_why_and_stays(on: OnScreen) -> None:
    async with on.running() as pilot:
        await go_to(pilot, "B Lorcan Bell")
        await pilot.press("enter", *keys("2020-01-01"), "enter")
        await pilot.pause()
        assert today(pilot).query_one(Prompt).is_open
        await pilot.press("escape", "escape")
        assert here(pilot) == "B Lorcan Bell"


@pytest.mark.parametrize(
    ("head", "page"),
    [("C Booking-page copy", "CardPage"), ("C Newsletter May", "CardPage"), ("E Niamh Doyle", "HelperPage")],
)
async def test_what_needs_a_page_opens_it_and_esc_comes_back_to_the_line(
    on: OnScreen, head: str, page: str
) -> None:
    async with on.running() as pilot:
        await go_to(pilot, head)
        await pilot.press("enter")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == page
        await pilot.press("escape")
        await pilot.pause()
        assert here(pilot) == head


async def test_a_card_that_waited_is_settled_on_its_page_and_gone_on_the_way_back(on: OnScreen) -> None:
    async with on.running() as pilot:
        following = await go_to(pilot, "C Booking-page copy")
        await pilot.press("enter", "w", "escape")
        await pilot.pause()
        assert "C Booking-page copy" not in heads(today(pilot))
        assert here(pilot) == following


@pytest.mark.parametrize("head", FOURTEEN)
async def test_e_opens_what_a_line_is_about(on: OnScreen, head: str) -> None:
    async with on.running() as pilot:
        await go_to(pilot, head)
        await pilot.press("e")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 2
        assert "is gone" not in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1


def test_every_deed_has_a_way() -> None:
    assert set(WAYS) == set(Deed)


async def test_a_card_is_added_from_here_too(on: OnScreen) -> None:
    await on.press("n", *keys("Call the printer"), "enter")
    with on.opened() as desk:
        assert [each.column for each in desk.cards if each.title == "Call the printer"] == [Column.INBOX]


async def test_a_slash_searches_everything_and_typed_letters_are_no_keys(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press("slash", *keys("newsletter june"))
        await pilot.pause()
        assert "Newsletter June" in shown(pilot)
        await pilot.press("enter", "escape", "escape")
        await pilot.pause()
        assert here(pilot) == FOURTEEN[0]


# ---------------------------------------------------------------------- putting off


async def test_a_line_that_is_put_off_is_out_of_sight_until_its_day(on: OnScreen) -> None:
    async with on.running() as pilot:
        following = await go_to(pilot, "C Newsletter May")
        await pilot.press("z", *keys("15may"), "enter")
        await pilot.pause()
        assert "Newsletter May is back on Fri 15 May" in shown(pilot)
        assert here(pilot) == following
        assert "1 put off" in shown(pilot)
    async with on.running() as pilot:  # also after a restart
        await pilot.press("V")
        assert "C Newsletter May" not in heads(today(pilot))


@pytest.mark.parametrize(
    ("head", "text", "says"),
    [
        ("A Cormac Reilly", "2d", "reason"),
        ("A Cormac Reilly", "5d: they are away", "3 days"),
        ("C Newsletter May", "20d", "14 days"),
        ("C Newsletter May", "12may", "ahead"),
        ("C Newsletter May", "", "day"),
    ],
)
async def test_what_cannot_be_put_off_so_long_says_why(on: OnScreen, head: str, text: str, says: str) -> None:
    async with on.running(size=(120, 36)) as pilot:
        await go_to(pilot, head)
        await pilot.press("z", *keys(text), "enter")
        await pilot.pause()
        assert today(pilot).query_one(Prompt).is_open
        assert says in shown(pilot)
    with on.opened() as desk:
        assert not any(each.snoozes for each in desk.desks)


async def test_a_matter_of_safety_is_put_off_for_three_days_with_a_reason(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press("z", *keys("3d: the vendor answers on Thursday"), "enter")
        await pilot.pause()
        assert heads(today(pilot))[0] == "A Webhost login"
    with on.opened() as desk:
        (snooze,) = [each for own in desk.desks for each in own.snoozes]
        assert snooze.reason == "the vendor answers on Thursday"
        assert snooze.until == date(2026, 5, 15)


async def test_what_is_put_off_has_a_view_of_its_own_from_where_it_comes_back(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press("z", *keys("2d: away"), "enter", "V", "V")
        await pilot.pause()
        assert heads(today(pilot)) == ["A Cormac Reilly"]
        assert "1 line put off" in shown(pilot)
        await pilot.press("z")
        await pilot.pause()
        assert "Cormac Reilly is back" in shown(pilot)
        assert heads(today(pilot))[0] == "A Cormac Reilly"
        assert len(heads(today(pilot))) == 9


async def test_one_undo_brings_back_what_was_put_off(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press("z", *keys("2d: away"), "enter", "u")
        await pilot.pause()
        assert heads(today(pilot))[0] == "A Cormac Reilly"


# ---------------------------------------------------------------------- owners


async def test_a_card_that_waits_for_the_owner_is_a_line_of_today(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    with desk.transaction("Add"):
        card = Card(title="Order toner", column=Column.DOING)
        desk.cards.put(card.waiting(Party.OWNER, "which one", at=moment(clock()), look=None))
    clock.forward(4 * 24 * 60)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "C Order toner" in heads(today(pilot))
