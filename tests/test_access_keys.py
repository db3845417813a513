"""Access by keys: asked for, approved, given and taken back; never past a shut gate without a waiver."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock, screen_text
from helping import asked_of, helper_of, on_helpers, system_of, two_owners, typed, with_list

from models.access import AccessGrant
from models.access_profiles import AccessLevel
from models.board import Card
from models.brief import DataClass
from models.engagements import Engagement
from models.gates import GateStanding
from models.templates import Gate
from store import Workspace
from tui import register
from tui.app import Deskhand

App = Callable[[], Deskhand]


def on_disk(desk: Workspace, number: int = 1) -> AccessGrant:
    with Workspace.open(desk.path) as other:
        return other.grants[number]


# ---------------------------------------------------------------------- asking


async def test_an_access_is_asked_for_from_an_empty_cell(desk: Workspace, app: App, clock: Clock) -> None:
    helper = helper_of(desk)
    system_of(desk)
    with desk.transaction("Card"):
        card = desk.cards.put(Card(title="Sort the calendar"))
    await on_helpers(app(), "V", "enter", *typed("Sort"), "enter")
    grant = on_disk(desk)
    assert (grant.helper, grant.tasks, grant.level) == (helper.uid, (card.uid,), AccessLevel.VIEW)
    assert (grant.undo, grant.expires_on) == ("Users, remove", clock().date() + timedelta(days=90))
    assert not grant.is_open


async def test_an_access_without_a_task_is_refused(desk: Workspace, app: App) -> None:
    helper_of(desk)
    system_of(desk)
    shown = await on_helpers(app(), "V", "a", "enter")
    assert "Which task needs this? Least privilege: no task, no access." in " ".join(shown.split())
    assert len(desk.grants) == 0


async def test_an_access_without_a_last_day_or_a_way_back_is_refused(desk: Workspace, app: App) -> None:
    helper_of(desk)
    system_of(desk, how_to_revoke="")
    with desk.transaction("Card"):
        desk.cards.put(Card(title="Sort"))
    ask = ("V", "a", *"Sort")
    shown = await on_helpers(app(), *ask, "enter")
    assert "How will this access be taken away? Write it down before it is given." in " ".join(shown.split())
    shown = await on_helpers(app(), *ask, "tab", "ctrl+u", *["down"] * 5, *"Users", "enter")
    assert "Until when? Every access has a last day." in shown
    assert len(desk.grants) == 0


async def test_an_access_cannot_outlive_the_engagement(desk: Workspace, app: App, clock: Clock) -> None:
    today = clock().date()
    terms = Engagement.of(agreed_on=today, start=today, end=today + timedelta(days=10))
    helper_of(desk, "Grace Tan", terms)
    system_of(desk)
    with desk.transaction("Card"):
        desk.cards.put(Card(title="Sort"))
    shown = await on_helpers(app(), "V", "a", *"Sort", "tab", "ctrl+u", *"3w", "enter")
    assert "The engagement ends on 2026-12-03" in shown
    assert len(desk.grants) == 0


async def test_a_new_access_of_somebody_under_notice_is_asked_about_once(
    desk: Workspace, app: App, clock: Clock
) -> None:
    today = clock().date()
    terms = Engagement.of(agreed_on=today, start=today, notice_days=30).given_notice(today)
    helper_of(desk, "Grace Tan", terms)
    system_of(desk)
    with desk.transaction("Card"):
        desk.cards.put(Card(title="Sort"))
    shown = " ".join((await on_helpers(app(), "V", "a", *"Sort", "enter")).split())
    assert "No new access for Grace Tan: the engagement is under notice." in shown
    assert len(desk.grants) == 0
    await on_helpers(app(), "V", "a", *"Sort", "enter", "enter")
    assert on_disk(desk).expires_on == today + timedelta(days=30)


async def test_work_that_is_unknown_says_how_it_is_made_and_is_found_once_it_is(
    desk: Workspace, app: App
) -> None:
    helper_of(desk)
    system_of(desk)
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "V", "a", *"Sort", "enter")
        await pilot.pause()
        assert "No card or activity is called “Sort”: n on the board makes one." in screen_text(running)
        with Workspace.open(desk.path, who="TW") as other, other.transaction("Card"):
            card = other.cards.put(Card(title="Sort"))
        await pilot.press("enter")
        await pilot.pause()
    assert on_disk(desk).tasks == (card.uid,)


async def test_a_text_that_looks_like_a_secret_is_refused_for_good(desk: Workspace, app: App) -> None:
    helper_of(desk)
    system_of(desk)
    with desk.transaction("Card"):
        desk.cards.put(Card(title="Sort"))
    secret = ("V", "a", *"Sort", *["down"] * 5, *typed("password:hunter22"))
    shown = await on_helpers(app(), *secret, "enter", "enter")
    assert "Looks like a password or token." in " ".join(shown.split())
    assert len(desk.grants) == 0


# ---------------------------------------------------------------------- giving


async def test_two_keys_approve_and_give_what_the_gate_lets_through(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date())
    shown = await on_helpers(app(), "V", "c", "c")
    assert on_disk(desk).is_open
    assert "Given: K1 Calendar view" in shown
    assert "u undoes" in shown


async def test_a_shut_gate_refuses_and_says_everything_that_is_missing(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock(), left_open=("VA01", "VA02"))
    asked_of(desk, helper, system_of(desk), clock().date())
    shown = " ".join((await on_helpers(app(), "V", "c")).split())
    assert "K1 cannot be approved: the gate accounts is shut. Missing: Contract signed by both" in shown
    assert not on_disk(desk).approvals


async def test_a_gate_that_another_session_shuts_while_the_limit_is_asked_stays_shut(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date(), level=AccessLevel.ADMIN)
    opened = app()
    async with opened.run_test() as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "V", "c", *typed("she runs it ; people only"))
        with Workspace.open(desk.path, who="TW") as other, other.transaction("End the paper"):
            other.agreements.put(other.agreements[1].but(archived=clock()))
        await pilot.press("enter")
        await pilot.pause()
        assert "the gate accounts is shut" in " ".join(screen_text(opened).split())
    assert not on_disk(desk).approvals


async def test_nothing_is_given_after_an_engagement_whose_end_was_moved(
    desk: Workspace, app: App, clock: Clock
) -> None:
    today = clock().date()
    start, end = today - timedelta(days=30), today - timedelta(days=4)
    helper = helper_of(desk, "Niamh Doyle", Engagement.of(agreed_on=start, start=start, end=end))
    with_list(desk, helper, today, clock())
    asked_of(desk, helper, system_of(desk), today)
    shown = " ".join((await on_helpers(app(), "V", "c", "c")).split())
    assert "The engagement of K1 ended on 2026-11-19: nothing is switched on after it." in shown
    assert not on_disk(desk).is_open


async def test_past_a_shut_gate_leads_a_reason_that_stays_with_what_was_missing(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock(), left_open=("VA01",))
    asked_of(desk, helper, system_of(desk), clock().date())
    await on_helpers(app(), "V", "c", "o", *typed("contract in the post"), "enter", "c")
    grant = on_disk(desk)
    assert grant.is_open
    (waiver,) = grant.waivers
    assert (waiver.reason, waiver.until) == ("contract in the post", clock().date() + timedelta(days=14))
    assert "Contract signed" in waiver.missing[0]


async def test_why_an_access_is_shut_takes_one_key(desk: Workspace, app: App, clock: Clock) -> None:
    helper = helper_of(desk)
    asked_of(desk, helper, system_of(desk), clock().date())
    shown = await on_helpers(app(), "V", "i")
    assert "Gate" in shown
    assert "accounts: shut" in shown


async def test_admin_access_takes_a_second_owner(desk: Workspace, app: App, clock: Clock) -> None:
    two_owners(desk)
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date(), level=AccessLevel.ADMIN)
    shown = await on_helpers(app(), "V", "c", "c")
    assert "You have approved K1 already: a second owner must, too." in shown
    assert "approved by OB, waits for a second owner" in shown
    assert "approved by OB, waits for a second owner" in await on_helpers(app(), "V", "i")
    desk.who = "tw"
    await on_helpers(app(), "V", "c", "c")
    assert on_disk(desk).is_open


async def test_a_sole_owner_says_why_and_what_limits_admin_access(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date(), level=AccessLevel.ADMIN)
    shown = await on_helpers(app(), "V", "c", *typed("she runs it"), "enter")
    assert "What limits this access?" in shown
    await on_helpers(app(), "V", "c", *typed("she runs it ; people only"), "enter", "c")
    grant = on_disk(desk)
    assert (grant.approvals[0].reason, grant.approvals[0].limit) == ("she runs it", "people only")
    assert grant.is_open


# ---------------------------------------------------------------------- taking it away


async def test_what_is_taken_back_is_closed_only_once_it_is_seen_gone(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date())
    await on_helpers(app(), "V", "c", "c", "x")
    assert not on_disk(desk).is_closed
    shown = await on_helpers(app(), "V", "c", "enter")
    assert "How do you know it is gone? Say what you tried or saw." in " ".join(shown.split())
    await on_helpers(app(), "V", "c", *typed("tried to log in"), "enter")
    assert on_disk(desk).is_closed


async def test_undoing_only_the_taking_back_leaves_the_access_open_and_the_terms_unclosed(
    desk: Workspace, app: App, clock: Clock
) -> None:
    today = clock().date()
    helper = helper_of(desk)
    with_list(desk, helper, today, clock())
    asked_of(desk, helper, system_of(desk), today)
    await on_helpers(app(), "V", "c", "c", "x", "c", *typed("tried to log in"), "enter")
    assert on_disk(desk).is_closed
    taken = next(step.number for step in desk.steps() if step.label.startswith("Taken back"))
    desk.undo_step(taken)
    grant = on_disk(desk)
    assert (grant.is_open, grant.is_closed) == (True, False)
    ended = Engagement.of(agreed_on=today, start=today, end=today)
    assert "K1 revoked" in ended.lacking([grant], GateStanding(Gate.CLOSE, ()), today + timedelta(days=1))
    assert "active" in await on_helpers(app(), "V", "i")


@pytest.mark.parametrize(
    ("step", "answer", "seen"),
    [
        ("used", "", lambda grant: grant.last_used is not None),
        ("factor", "", lambda grant: grant.mfa_ok),
        ("looked", "", lambda grant: len(grant.reviews) == 1),
        ("drill", "could not log in", lambda grant: len(grant.drills) == 1),
        ("off", "on holiday", lambda grant: grant.is_suspended),
        ("smaller", "view ; one folder", lambda grant: grant.scope == "one folder"),
        ("last", "4w", lambda grant: grant.expires_on.isoformat() == "2026-12-21"),
    ],
)
async def test_an_access_is_kept_small_from_its_menu(
    desk: Workspace, app: App, clock: Clock, step: str, answer: str, seen: Callable[[AccessGrant], bool]
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date(), level=AccessLevel.EDIT)
    said = (*typed(answer), "enter") if answer else ()
    await on_helpers(app(), "V", "c", "c", "enter", *step, "enter", *said)
    assert seen(on_disk(desk))


async def test_every_step_of_an_access_is_undone(desk: Workspace, app: App, clock: Clock) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    before = asked_of(desk, helper, system_of(desk), clock().date())
    await on_helpers(app(), "V", "c", "c", "c", "x", "u", "u", "u", "u")
    assert on_disk(desk).but(rev=0, updated=None) == before.but(rev=0, updated=None)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("data_class", [DataClass.INTERNAL, DataClass.CLIENT])
async def test_no_path_through_the_keys_opens_an_access_behind_a_shut_gate_without_a_waiver(
    desk: Workspace, app: App, clock: Clock, seed: int, data_class: DataClass
) -> None:
    chance = random.Random(seed)
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock(), left_open=("VA01", "VA10"))
    asked_of(desk, helper, system_of(desk, data_class=data_class), clock().date())
    pool = [
        *(["c"] * 4 + ["C", "C", "z", "u", "U", "x", "V", "h", "l"]),
        *(["enter", "escape", "enter down enter", "d 2 w enter", "o enter", "o b u s y enter"]),
    ]
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "V")
        for _ in range(40):
            await pilot.press(*chance.choice(pool).split())
            for grant in desk.grants:
                system = desk.systems.get(grant.system)
                assert system is not None
                shut = register.shut(desk, helper.uid, clock().date())
                waived = any(each.holds(system.gate(grant.level), clock().date()) for each in grant.waivers)
                assert not grant.is_open or waived or not shut(system.gate(grant.level)), screen_text(running)


# ---------------------------------------------------------------------- the matrix


async def test_the_matrix_shows_each_level_by_its_letter_and_what_is_shut(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock(), left_open=("VA10",))
    calendar, mail = system_of(desk), system_of(desk, "Mailbox", data_class=DataClass.CLIENT)
    asked_of(desk, helper, calendar, clock().date(), level=AccessLevel.EDIT)
    asked_of(desk, helper, mail, clock().date(), level=AccessLevel.EDIT)
    shown = await on_helpers(app(), "V", "l", "c", "c")
    row = next(line for line in shown.splitlines() if "Niamh" in line)
    assert row.split()[-2:] == ["e⊘", "[E]"]


async def test_a_revoked_access_that_nobody_has_verified_is_marked(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    asked_of(desk, helper, system_of(desk), clock().date())
    shown = await on_helpers(app(), "V", "c", "c", "x")
    assert "[v!]" in shown


async def test_a_key_leads_from_one_finding_to_the_next(desk: Workspace, app: App, clock: Clock) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    system = system_of(desk, mfa_available=True)
    asked_of(desk, helper, system, clock().date())
    shown = await on_helpers(app(), "V", "c", "c", "V", "N")
    assert "1 of 1: Calendar view: no second factor was seen" in shown
    assert "[V]" in shown


async def test_a_key_goes_through_each_finding_of_one_cell_and_says_which_it_is(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    with_list(desk, helper, clock().date(), clock())
    system = system_of(desk, mfa_available=True)
    asked_of(desk, helper, system, clock().date())
    asked_of(desk, helper, system_of(desk, "Mail", mfa_available=True), clock().date())
    with desk.transaction("Idle"):
        for card in list(desk.cards):
            desk.cards.put(card.but(trashed=clock()))
    shown = await on_helpers(app(), "V", "c", "c", "l", "c", "c")
    assert "4 problems" in shown
    told = [(await on_helpers(app(), "V", *["N"] * times)).splitlines()[-1] for times in range(1, 6)]
    assert [line.strip()[:7] for line in told] == ["1 of 4:", "2 of 4:", "3 of 4:", "4 of 4:", "1 of 4:"]
    assert len(set(told)) == 4


async def test_the_title_names_the_views_with_the_one_in_front_in_brackets(desk: Workspace, app: App) -> None:
    helper_of(desk)
    assert "helpers [access] systems ledger" in await on_helpers(app(), "V")
    assert "helpers access systems [ledger]" in await on_helpers(app(), "V", "V", "V")
    assert "[access]" not in await on_helpers(app(), "V", size=(40, 20))


async def test_a_system_that_somebody_can_enter_is_not_put_away(
    desk: Workspace, app: App, clock: Clock
) -> None:
    helper = helper_of(desk)
    asked_of(desk, helper, system_of(desk), clock().date())
    shown = await on_helpers(app(), "V", "V", "x")
    assert "K1 to Calendar must be taken back and seen gone first." in shown
