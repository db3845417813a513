"""The page of a helper by keys: terms, papers, goals, talks, feedback, thanks, reviews, and the way out."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from conftest import Clock, screen_text
from helping import GOAL, asked_of, helper_of, off_boarded, on_helpers, system_of, typed, with_list

from models.access_parts import Stamp
from models.agreements import Agreement, AgreementKind, AgreementState
from models.board import Card, Column
from models.brief import DataClass
from models.capacity import WorkedWeek
from models.check_ins import CheckIn, CheckInRule
from models.comms import CommsAgreement
from models.document import Part
from models.dossier import Dossier
from models.engagements import Engagement, EngagementState, Milestone
from models.feedback import Feedback, FeedbackKind, Recognition, Ticket
from models.goals import GoalState
from models.helpers import HelperKind
from models.ledger import LedgerLine
from models.reviews import Review, ReviewKind, Verdict
from models.systems import System
from store import Workspace
from tui.app import Deskhand
from tui.screens.helper_page import HelperPage

App = Callable[[], Deskhand]
TODAY = date(2026, 11, 23)


def on_disk(desk: Workspace, number: int = 1) -> Dossier:
    with Workspace.open(desk.path) as other:
        return Dossier.on(other.helpers[number])


async def on_page(
    app: Deskhand, *keys: str, line: str = "", number: int = 1, size: tuple[int, int] = (80, 24)
) -> str:
    """Opens the page of a helper, goes to the first line of a kind, presses keys and returns the screen."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        page_of = app._session.desk.helpers[number].uid
        app.screen.open_page("helper", page_of)  # type: ignore[attr-defined]  # every screen here is a DeskScreen
        await pilot.pause()
        page = app.screen
        assert isinstance(page, HelperPage)
        if line:
            page.go_to(line)
            assert page.line is not None
            assert page.line.kind == line
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


def flat(text: str) -> str:
    return " ".join(text.split())


def terms(**fields: object) -> Engagement:
    return Engagement.of(**({"agreed_on": TODAY, "start": TODAY, "title": "Admin"} | fields))


# ---------------------------------------------------------------------- what it shows


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24), (40, 20)])
async def test_an_empty_page_offers_the_first_of_everything(
    desk: Workspace, app: App, size: tuple[int, int]
) -> None:
    helper_of(desk)
    shown = flat(await on_page(app(), size=size))
    assert "Enter sets terms" in shown
    assert "no terms yet" in shown


async def test_the_load_is_held_against_the_agreed_hours(desk: Workspace, app: App) -> None:
    helper = helper_of(desk, "Niamh Doyle", terms(minutes_week=300))
    with desk.transaction("Cards"):
        desk.cards.put(Card(title="Long one", helper=helper.uid, estimate=400, column=Column.DOING))
        desk.cards.put(Card(title="Unknown", helper=helper.uid, column=Column.READY))
    shown = flat(await on_page(app(), size=(120, 36)))
    assert "5 h a week agreed · 6 h 40 briefed ▲ · 133 % of it · 1 card without an estimate" in shown


async def test_hours_of_last_week_are_held_against_the_agreed_ones(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", terms(minutes_week=660))
    keys = ("r", "down", "enter", *typed("4h; holiday on Monday"))
    assert "4 h in the week of 16 Nov 36 % of the agreed hours" in flat(await on_page(app(), *keys))
    shown = flat(await on_page(app(), *keys, "enter", size=(120, 36)))
    assert "worked 4 h in the week of 16 Nov · holiday on Monday 36 % of the agreed hours" in shown
    (week,) = on_disk(desk).worked
    assert (week.week, week.minutes, week.note) == (date(2026, 11, 16), 240, "holiday on Monday")
    await on_page(app(), "enter", *typed("11h"), "enter", line="worked")
    assert [each.minutes for each in on_disk(desk).worked] == [660]
    await on_page(app(), "x", line="worked")
    assert on_disk(desk).worked == ()
    await on_page(app(), "c", line="away")
    assert [each.minutes for each in on_disk(desk).worked] == [660]
    await on_page(app(), "x", line="worked")
    await on_page(app(), "u")
    assert [each.minutes for each in on_disk(desk).worked] == [660]


async def test_a_paper_shows_its_two_clocks_and_what_hangs_on_it(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        paper = Agreement.of(
            kind=AgreementKind.NDA,
            party=helper.name,
            helper=helper.uid,
            term_end=TODAY + timedelta(days=20),
            survival_until=TODAY + timedelta(days=700),
        )
        desk.agreements.put(paper.sent(TODAY).signed(TODAY).countersigned(TODAY))
    with_list(desk, helper, TODAY, clock(), left_open=("VA10",))
    shown = flat(await on_page(app(), size=(120, 36)))
    assert "expiring confidentiality agreement · to 13 Dec (20 d) · survives to 23 Oct 2028" in shown


async def test_a_card_that_waits_for_access_says_for_which(desk: Workspace, app: App, clock: Clock) -> None:
    helper = helper_of(desk)
    asked_of(desk, helper, system_of(desk), TODAY)
    shown = await on_page(app())
    assert "⊘ Sort the calendar" in shown
    assert "needs Calendar view" in shown


async def test_the_access_that_it_harms_least_to_take_back_is_named_until_one_was_tried(
    desk: Workspace, app: App
) -> None:
    helper = helper_of(desk)
    with desk.transaction("Give"):
        for data_class in (DataClass.CLIENT, DataClass.INTERNAL):
            system = desk.systems.put(System.of(name=data_class.title(), how_to_revoke="Users, remove"))
            desk.systems.put(system.but(data_class=data_class))
    for system in list(desk.systems):
        grant = asked_of(desk, helper, system, TODAY)
        with desk.transaction("Give"):
            desk.grants.put(grant.but(granted=grant.requested))
    shown = flat(await on_page(app(), size=(200, 36)))
    assert shown.count("harms least: try taking it back once") == 1
    assert shown.index("Internal view") < shown.index("harms least")
    assert shown.index("Client view") < shown.index("Internal view")
    with desk.transaction("Drill"):
        desk.grants.put(desk.grants[2].drilled("tried", on=TODAY, who="me"))
    assert "harms least" not in flat(await on_page(app(), size=(200, 36)))


async def test_a_goal_shows_its_curve_and_that_nobody_has_measured(desk: Workspace, app: App) -> None:
    goal = GOAL.agreed(date(2026, 10, 1)).measured(8, date(2026, 10, 8)).measured(6.5, date(2026, 10, 15))
    helper_of(desk, "Niamh Doyle", goal)
    shown = flat(await on_page(app(), size=(120, 36)))
    assert "no data Days to a receipt · █▅▁ 9→6.5 days (target 4) · better · no data 39 d" in shown


async def test_the_agenda_builds_itself_from_what_is_on_record(desk: Workspace, app: App) -> None:
    rule = CheckInRule(first=date(2026, 11, 26))
    helper = helper_of(desk, "Niamh Doyle", GOAL, check_in_rule=rule)
    with desk.transaction("Cards"):
        desk.cards.put(Card(title="Late one", helper=helper.uid, due=TODAY - timedelta(days=2)))
    shown = flat(await on_page(app()))
    assert "next Thu 26 Nov · weekly, 20 min · 2 points" in shown
    assert "Late one: 2 d late" in shown
    assert "Days to a receipt: not agreed yet" in shown


# ---------------------------------------------------------------------- terms and papers


async def test_terms_are_set_by_a_form(desk: Workspace, app: App) -> None:
    helper_of(desk)
    keys = ("enter", *"Admin", "down", "down", *typed("19/h"), "down", *"11h", "down", "down", *"today")
    await on_page(app(), *keys, "enter", line="new")
    found = on_disk(desk).engagements[0]
    assert (found.title, found.rate, found.minutes_week, found.start) == ("Admin", 19_00, 660, TODAY)
    assert found.state(TODAY) is EngagementState.ACTIVE


@pytest.mark.parametrize("typed_day", ["2026-12-05", "5.12.2026", "2027-01-04"])
async def test_a_day_that_has_not_come_may_stand_where_a_past_one_is_asked_for(
    desk: Workspace, app: App, typed_day: str
) -> None:
    helper_of(desk, "Niamh Doyle", terms())
    keys = ("e", *["down"] * 12, *typed(typed_day), "enter")
    await on_page(app(), *keys, line="engagement")
    filed = on_disk(desk).engagements[0].papers_filed_on
    assert filed in (date(2026, 12, 5), date(2027, 1, 4))


async def test_the_first_day_of_terms_and_of_a_paper_is_the_nearest_of_that_name(
    desk: Workspace, app: App
) -> None:
    helper = helper_of(desk, "Niamh Doyle", terms(start=None, agreed_on=None))
    with desk.transaction("Paper"):
        desk.agreements.put(Agreement.of(kind=AgreementKind.DPA, party=helper.name, helper=helper.uid))
    await on_page(app(), "e", *["down"] * 5, *typed("16nov"), "enter", line="engagement")
    await on_page(app(), "e", *["down"] * 5, *typed("16nov"), "enter", line="paper")
    assert on_disk(desk).engagements[0].start == date(2026, 11, 16)
    with Workspace.open(desk.path) as other:
        assert other.agreements[1].effective == date(2026, 11, 16)


async def test_a_bare_number_of_hours_a_week_is_hours(desk: Workspace, app: App) -> None:
    helper_of(desk)
    shown = await on_page(app(), "enter", *"Admin", *["down"] * 3, *"10", line="new")
    assert "a bare number is hours" in shown
    await on_page(app(), "enter", *"Admin", *["down"] * 3, *"10", "enter", line="new")
    assert on_disk(desk).engagements[0].minutes_week == 600


async def test_a_paper_is_called_by_its_short_name_and_its_duty_lasts_as_long_as_it(
    desk: Workspace, app: App
) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        kind = AgreementKind.DPA
        desk.agreements.put(Agreement.of(kind=kind, party=helper.name, helper=helper.uid, term_end=TODAY))
    keys = ("e", *["backspace"] * 30, *"NDA", *["down"] * 7, "ctrl+u", *typed("2026-11-20"), "enter")
    shown = " ".join((await on_page(app(), *keys, line="paper")).split())
    assert "The duty would end on 2026-11-20, before the agreement does: say 2026-11-23" in shown
    await on_page(app(), *keys[:-1], "ctrl+u", *typed("2027-11-20"), "enter", line="paper")
    with Workspace.open(desk.path) as other:
        assert other.agreements[1].kind is AgreementKind.NDA
        assert other.agreements[1].survival_until == date(2027, 11, 20)


async def test_terms_may_have_a_first_day_before_they_are_agreed(desk: Workspace, app: App) -> None:
    helper_of(desk)
    await on_page(app(), "enter", *["down"] * 4, "ctrl+u", "down", *"today", "enter", line="new")
    found = on_disk(desk).engagements[0]
    assert (found.start, found.state(TODAY)) == (TODAY, EngagementState.DRAFT)
    await on_page(app(), "c", line="engagement")
    assert on_disk(desk).engagements[0].state(TODAY) is EngagementState.ACTIVE


async def test_terms_that_end_before_they_start_are_refused(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", terms(start=TODAY))
    keys = ("e", *["down"] * 7, *typed("2026-11-01"), "enter")
    assert "The engagement ends before it starts." in await on_page(app(), *keys, line="engagement")


async def test_terms_are_not_closed_while_an_access_is_not_seen_gone(
    desk: Workspace, app: App, clock: Clock
) -> None:
    over = terms(
        start=TODAY - timedelta(days=60),
        end=TODAY - timedelta(days=1),
        papers_filed_on=TODAY,
        data_returned_on=TODAY,
        last_invoice_paid_on=TODAY,
    )
    helper = helper_of(desk, "Cormac Reilly", over)
    with_list(desk, helper, TODAY, clock())
    asked_of(desk, helper, system_of(desk), TODAY - timedelta(days=30), expires_on=TODAY)
    shown = flat(await on_page(app(), "C", line="engagement"))
    assert "The engagement cannot be closed yet. Missing: K1 withdrawn, what opens close: nothing" in shown
    await on_page(app(), "x", line="access")
    shown = flat(await on_page(app(), "C", line="engagement"))
    assert "Missing: what opens close: nothing on a list does." in shown
    off_boarded(desk, helper, TODAY, clock())
    await on_page(app(), "C", line="engagement")
    assert on_disk(desk).engagements[0].state(TODAY) is EngagementState.CLOSED


async def test_terms_are_closed_by_what_another_session_has_saved_meanwhile(
    desk: Workspace, app: App, clock: Clock
) -> None:
    day = TODAY - timedelta(days=60)
    settled = {"papers_filed_on": TODAY, "data_returned_on": TODAY, "last_invoice_paid_on": TODAY}
    helper = helper_of(desk, "Cormac Reilly", terms(start=day, end=TODAY - timedelta(days=1), **settled))
    off_boarded(desk, helper, TODAY, clock())
    system = system_of(desk)
    opened = app()
    async with opened.run_test() as pilot:
        await pilot.pause()
        opened.screen.open_page("helper", helper.uid)  # type: ignore[attr-defined]  # a DeskScreen
        await pilot.pause()
        assert isinstance(opened.screen, HelperPage)
        opened.screen.go_to("engagement")
        with Workspace.open(desk.path, who="TW") as other:
            asked = asked_of(other, helper, system, day, expires_on=TODAY)
            with other.transaction("Give"):
                other.grants.put(asked.but(granted=Stamp(on=day)))
        await pilot.press("C")
        await pilot.pause()
        assert "Missing: K1 revoked, Calendar view: not revoked." not in screen_text(opened)
        assert "Missing: K1 revoked." in flat(screen_text(opened))
    assert on_disk(desk).engagements[0].closed is None


async def test_a_milestone_is_accepted_and_then_paid(desk: Workspace, app: App) -> None:
    file = Milestone.of(title="File 1", due=TODAY, amount=400_00)
    helper_of(desk, "Grace Tan", terms(milestones=(file,)))
    await on_page(app(), "c", "c", line="milestone")
    found = on_disk(desk).engagements[0].milestones[0]
    assert (found.accepted_on, found.paid_on) == (TODAY, TODAY)


async def test_a_paper_is_sent_signed_and_countersigned_by_one_key(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        desk.agreements.put(Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid))
    shown = await on_page(app(), "c", "c", "c", line="paper")
    assert "Signed by you: the confidentiality agreement with Niamh Doyle · u undoes" in shown
    with Workspace.open(desk.path) as other:
        assert other.agreements[1].state(TODAY) is AgreementState.IN_FORCE


async def test_a_paper_that_ends_before_it_starts_is_refused(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        paper = Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid)
        desk.agreements.put(paper.sent(TODAY).signed(TODAY).countersigned(TODAY))
    keys = ("d", *typed("2026-11-01"), "enter")
    assert "The agreement ends before it starts." in await on_page(app(), *keys, line="paper")


async def test_a_signed_file_is_kept_by_its_name_and_digest(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    file = desk.path.parent / "nda.pdf"
    file.write_bytes(b"signed")
    with desk.transaction("Paper"):
        desk.agreements.put(
            Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid, survives_for_good=True)
        )
    await on_page(app(), "e", *["down"] * 10, *typed(str(file)), "enter", line="paper")
    with Workspace.open(desk.path) as other:
        kept = other.agreements[1]
    assert kept.file_name == "nda.pdf"
    assert len(kept.sha256) == 64


# ---------------------------------------------------------------------- goals


async def test_a_goal_without_a_source_or_a_baseline_is_refused_with_the_fix(
    desk: Workspace, app: App
) -> None:
    helper_of(desk)
    goal = ("n", *"goal", "enter", *"Days", *["down"] * 7, *"4")
    shown = flat(await on_page(app(), *goal, "enter"))
    assert "Where will the number come from?" in shown
    shown = flat(await on_page(app(), *goal, "down", "down", *"log", "enter"))
    assert "Measure it once before setting a target (or mark 'new, no baseline')." in shown
    assert on_disk(desk).goals == ()


async def test_what_is_not_smart_about_a_goal_is_said_once_and_may_stay(desk: Workspace, app: App) -> None:
    helper_of(desk)
    keys = ("n", *"goal", "enter", *"Days", *["down"] * 4, *"3", *["down"] * 3, *"9", "down", "down", *"log")
    shown = flat(await on_page(app(), *keys, "enter"))
    assert "Specific? What is counted, and in which unit? Name both. Enter again saves it so." in shown
    await on_page(app(), *keys, "enter", "enter")
    assert on_disk(desk).goals[0].target == 9


async def test_a_goal_is_agreed_measured_and_met(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", GOAL)
    await on_page(app(), "c", line="goal")
    shown = await on_page(app(), "r", "enter", *typed("4; quiet week"))
    assert "on track, better" in shown
    await on_page(app(), "r", "enter", *typed("4; quiet week"), "enter")
    await on_page(app(), "c", line="goal")
    goal = on_disk(desk).goals[0]
    assert (goal.state(TODAY), goal.series[0].note) == (GoalState.MET, "quiet week")


async def test_a_goal_is_given_up_with_a_reason(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", GOAL.agreed(TODAY))
    await on_page(app(), "x", *"sold", "enter", line="goal")
    ending = on_disk(desk).goals[0].ending
    assert ending is not None
    assert ending.reason == "sold"


async def test_a_goal_is_closed_as_met_or_else_as_missed(desk: Workspace, app: App) -> None:
    there = GOAL.but(key="b", title="Errors").agreed(TODAY).measured(3, TODAY)
    helper_of(desk, "Niamh Doyle", there, GOAL.agreed(TODAY))
    await on_page(app(), "C", line="goal")
    await on_page(app(), "down", "C", *"strike", "enter", line="goal")
    endings = [each.ending for each in on_disk(desk).goals]
    assert [(each.state, each.reason) for each in endings if each] == [
        (GoalState.MET, ""),
        (GoalState.MISSED, "strike"),
    ]


# ---------------------------------------------------------------------- what comes off the lists


def a_part_of_each_kind(moment: datetime) -> list[Part]:
    goal = GOAL.agreed(TODAY).measured(4, TODAY).met(TODAY)
    return [
        WorkedWeek.in_week(TODAY, 60),
        CheckIn.of(on=TODAY, held_at=moment),
        goal,
        Feedback.of(
            kind=FeedbackKind.REINFORCING,
            on=TODAY,
            situation="Monday",
            behaviour="asked",
            impact="saved time",
        ),
        Ticket.of(subject="VAT", sent_at=moment),
        Recognition.of(on=TODAY, goal=goal.key),
        Review.of(kind=ReviewKind.D30, on=TODAY, decision=Verdict.KEEP, reason="right"),
    ]


@pytest.mark.parametrize("place", range(7))
async def test_what_was_said_or_done_is_put_away_and_comes_back(
    desk: Workspace, app: App, clock: Clock, place: int
) -> None:
    part = a_part_of_each_kind(clock())[place]
    kind = HelperKind.SOFTWARE if isinstance(part, Ticket) else HelperKind.ASSISTANT
    helper_of(desk, "Niamh Doyle", part, kind=kind)
    line = ("worked", "talk", "goal", "feedback", "ticket", "thanks", "review")[place]
    shown = await on_page(app(), "x", "G", line=line)
    assert "Put away: 1" in shown
    kept = on_disk(desk)
    assert (list(kept.parts()), list(kept.in_attic())) == ([], [part])
    assert "This is put away: c brings it back." in flat(await on_page(app(), "enter", line="away"))
    await on_page(app(), "c", line="away")
    back = on_disk(desk)
    assert (list(back.parts()), list(back.in_attic())) == ([part], [])


async def test_only_a_draft_is_deleted(desk: Workspace, app: App) -> None:
    slices = (
        Milestone.of(title="File 1", due=TODAY),
        Milestone.of(title="File 2", due=TODAY).accepted(TODAY),
    )
    helper_of(desk, "Grace Tan", GOAL, terms(milestones=slices))
    await on_page(app(), "x", line="goal")
    await on_page(app(), "x", line="milestone")
    shown = flat(await on_page(app(), "x", line="milestone"))
    assert "“File 2” was agreed or accepted: it stays on record." in shown
    shown = flat(await on_page(app(), "x", line="engagement"))
    assert "These terms are agreed and stay on record: close them once all is settled." in shown
    kept = on_disk(desk)
    assert (kept.goals, list(kept.in_attic()), kept.archived) == ((), [], None)
    assert kept.engagements[0].milestones == slices[1:]


@pytest.mark.parametrize("line", ["comms", "fact"])
async def test_a_line_about_the_helper_does_not_take_the_whole_helper_off(
    desk: Workspace, app: App, line: str
) -> None:
    helper_of(desk, comms=CommsAgreement(hours="Tue to Thu"))
    await on_page(app(), "x", line=line)
    assert on_disk(desk).archived is None


async def test_a_paper_is_put_away_and_comes_back(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        desk.agreements.put(Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid))
    shown = await on_page(app(), "x", line="paper")
    assert "Enter records one: what it is, signed when, for how long" in shown
    await on_page(app(), "c", line="away")
    with Workspace.open(desk.path) as other:
        assert other.agreements[1].archived is None


async def test_a_paper_in_force_is_terminated_on_a_day(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    earlier = TODAY - timedelta(days=30)
    with desk.transaction("Paper"):
        paper = Agreement.of(kind=AgreementKind.CONTRACT, party=helper.name, helper=helper.uid)
        desk.agreements.put(paper.sent(earlier).signed(earlier).countersigned(earlier))
    await on_page(app(), "C", *"20nov", "enter", line="paper")
    with Workspace.open(desk.path) as other:
        assert other.agreements[1].state(TODAY) is AgreementState.TERMINATED


async def test_an_accepted_milestone_is_handed_back_with_another_day(desk: Workspace, app: App) -> None:
    file = Milestone.of(title="File 1", due=TODAY).accepted(TODAY)
    helper_of(desk, "Grace Tan", terms(milestones=(file,)))
    await on_page(app(), "d", *"4dec", "enter", line="milestone")
    (found,) = on_disk(desk).engagements[0].milestones
    assert (found.accepted_on, found.due) == (None, date(2026, 12, 4))
    await on_page(app(), "c", "c", line="milestone")
    shown = flat(await on_page(app(), "d", *"4dec", "enter", line="milestone"))
    assert "“File 1” was paid on 2026-11-23: it cannot go back." in shown


# ---------------------------------------------------------------------- talks, feedback, thanks, reviews


async def test_a_talk_is_held_and_what_was_agreed_becomes_cards(desk: Workspace, app: App) -> None:
    helper = helper_of(desk, "Hana Sato")
    keys = ("r", *"check", "enter", *"fine", "down", *typed("send the list due 26nov ; call the bank"))
    await on_page(app(), *keys, "down", *"yes", "enter")
    talk = on_disk(desk).check_ins[0]
    assert talk.held_at is not None
    assert [(each.text, each.due) for each in talk.actions] == [
        ("send the list", date(2026, 11, 26)),
        ("call the bank", None),
    ]
    with Workspace.open(desk.path) as other:
        assert [(card.title, card.helper) for card in other.cards] == [
            ("send the list", helper.uid),
            ("call the bank", helper.uid),
        ]


async def test_feedback_names_loaded_words_once_and_needs_a_next_step(desk: Workspace, app: App) -> None:
    helper_of(desk)
    said = ("F", *"change", "enter", *"Thursday", "down", *typed("always late"), "down", *typed("he rang"))
    assert "Agree on the next step." in flat(await on_page(app(), *said, "enter"))
    said = (*said, "down", *typed("a note first"))
    assert "“Always” is easily denied: say how often." in flat(await on_page(app(), *said, "enter"))
    await on_page(app(), *said, "enter", "enter")
    given = on_disk(desk).feedback[0]
    assert (given.kind, given.next_step) == (FeedbackKind.CORRECTIVE, "a note first")


async def test_a_program_gets_tickets_with_a_reply_clock(desk: Workspace, app: App, clock: Clock) -> None:
    helper_of(desk, "Docket Otter", kind=HelperKind.SOFTWARE)
    await on_page(app(), "F", *typed("VAT read as date"), "enter")
    clock.forward(175)
    shown = await on_page(app(), "c", line="ticket", size=(120, 36))
    assert "first reply after 2 h 55" in shown
    ticket: Ticket = on_disk(desk).tickets[0]
    assert ticket.reply_minutes == 175


async def test_thanks_are_offered_once_they_are_earned(desk: Workspace, app: App) -> None:
    helper_of(desk, "Lorcan Bell", GOAL.agreed(TODAY).measured(4, TODAY).met(TODAY))
    assert "“Days to a receipt” is met" in await on_page(app())
    await on_page(app(), "F", "enter", "enter")
    thanks = on_disk(desk).recognition[0]
    assert thanks.goal == GOAL.key


async def test_thanks_for_nothing_are_refused(desk: Workspace, app: App) -> None:
    helper_of(desk)
    shown = flat(await on_page(app(), "F", *"thanks", "enter", "down", *"nice", "enter"))
    assert "What is it for? Choose the goal that was met, or the card that went well." in shown


async def test_a_review_that_is_due_asks_its_questions_and_keeps_the_decision(
    desk: Workspace, app: App
) -> None:
    helper_of(desk, "Niamh Doyle", terms(start=TODAY - timedelta(days=35)))
    shown = await on_page(app(), "enter", line="review_due")
    assert "What do the numbers of the goals say?" in shown
    keys = ("enter", *"fine", *["down"] * 3, *"keep", "down", *typed("right most days"), "enter")
    await on_page(app(), *keys, line="review_due")
    review = on_disk(desk).reviews[0]
    assert (review.kind, review.decision, review.reason) == (ReviewKind.D30, Verdict.KEEP, "right most days")
    assert review.answers[0].text == "fine"


async def test_a_broken_agreement_on_talking_counts_on_its_side(desk: Workspace, app: App) -> None:
    helper_of(desk)
    await on_page(app(), "r", *"talking", "enter", *typed("owner: no reply for two days"), "enter")
    assert on_disk(desk).comms.breaches[0].what == "no reply for two days"


async def test_the_ledger_and_who_keeps_whom_waiting_stand_on_the_page(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Ledger"):
        desk.ledger.put(
            LedgerLine.of(
                week=date(2026, 11, 16),
                activity="x",
                helper=helper.uid,
                forecast=120,
                measured=60,
                how="log",
                cost=19_00,
            )
        )
    shown = flat(await on_page(app(), "G"))
    assert "to 22 Nov 1 h of 2 h forecast (50 %) · €19" in shown


# ---------------------------------------------------------------------- the way out


async def test_off_boarding_takes_two_keys_to_the_list_with_a_line_for_each_access(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, TODAY, clock())
    asked_of(desk, helper, system_of(desk), TODAY)
    await on_helpers(app(), "V", "c", "c")
    keys = ["B", "enter"]
    assert len(keys) <= 4
    await on_helpers(app(), *keys)
    with Workspace.open(desk.path) as other:
        (made,) = (each for each in other.checklists if each.purpose == "leave")
        grant = other.grants[1]
    assert {item.code for item in made.items if item.grant == grant.uid} == {"OF07.1", "OF08.1"}


async def test_off_boarding_is_notice_of_the_terms_that_run(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", terms(start=TODAY - timedelta(days=30)))
    await on_helpers(app(), "B", *["backspace"] * 10, *typed("2026-12-11"), "enter")
    (found,) = on_disk(desk).engagements
    assert (found.notice_on, found.end) == (TODAY, date(2026, 12, 11))
    assert found.state(TODAY) is EngagementState.NOTICE


async def test_who_came_back_and_leaves_again_gets_a_list_of_their_own(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    off_boarded(desk, helper, TODAY, clock())
    await on_helpers(app(), "B", "enter")
    with Workspace.open(desk.path) as other:
        made = [each for each in other.checklists if each.purpose == "leave"]
    assert [each.is_complete for each in made] == [True, False]


async def test_a_list_for_leaving_knows_the_public_holidays_of_the_year_ahead(
    desk: Workspace, app: App
) -> None:
    helper_of(desk)
    with desk.transaction("Country"):
        desk.settings.put(desk.business.but(country="IE"))
    await on_helpers(app(), "B", "enter")
    with Workspace.open(desk.path) as other:
        assert date(2027, 3, 17) in other.business.public_holidays


async def test_a_helper_who_can_enter_something_is_not_just_taken_off_the_strip(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, TODAY, clock())
    asked_of(desk, helper, system_of(desk), TODAY)
    await on_helpers(app(), "V", "c", "c")
    shown = await on_helpers(app(), "x")
    refused = "Niamh Doyle was given K1, not yet seen to be gone: off-board first."
    assert refused in shown
    await on_helpers(app(), "V", *"zz", *"ill", "enter")
    assert refused in flat(await on_helpers(app(), "x"))
    form = ("e", *["down"] * 10, *"yes", "enter")
    assert refused in flat(await on_helpers(app(), *form))
    assert on_disk(desk).archived is None


async def test_the_copy_for_the_helper_is_on_the_clipboard_and_in_a_file(
    desk: Workspace, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(desk.path.parent / "state"))
    helper_of(desk, "Niamh Doyle", GOAL.agreed(TODAY), call_again="vague on dates")
    shown = await on_page(app(), "y")
    assert "Copied the page for Niamh Doyle" in shown
    (written,) = (desk.path.parent / "state").rglob("H1.md")
    said = written.read_text("utf-8")
    assert "Days to a receipt" in said
    assert "vague" not in said
