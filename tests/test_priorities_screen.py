"""The ranking by keys: deciding, editing what it rests on, and asking for what is missing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from conftest import screen_text

from models.activity import Activity, Keep
from models.audit import Flag, TimeEntry
from models.board import Column
from models.business import Business
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand


def log_days(desk: Workspace, days: int, *, owner_hour: int | None = 50_00) -> None:
    """Logs email triage and bookkeeping on so many work days from Monday 2 November 2026."""
    with desk.transaction("Log"):
        desk.settings.put(Business(owner_hour=owner_hour))
        triage = desk.activities.put(Activity.named("Email triage", "admin"))
        books = desk.activities.put(Activity.named("Client books", "core"))
        for n in range(days):
            day = datetime(2026, 11, 2, 9, tzinfo=UTC) + timedelta(days=n + 2 * (n // 5))
            for activity, hour, length in ((triage, 0, 60), (books, 1, 300)):
                start = day + timedelta(hours=hour)
                desk.entries.put(
                    TimeEntry(
                        who="me",
                        start=start,
                        end=start + timedelta(minutes=length),
                        zone="UTC",
                        text=activity.name,
                        activity=activity.uid,
                        stress=4 if activity is triage else None,
                        flags=(Flag.DELAYED,) if activity is triage else (),
                    )
                )


async def press(app: Deskhand, *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "p", *keys)
        await pilot.pause()
        await pilot.pause()  # what is shown for the first time is laid out first
        return screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_ranking_shows_hours_money_score_and_verdict(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    log_days(desk, 10)
    shown = await press(app(), size=size)
    line = next(line for line in shown.splitlines() if "Email triage" in line)
    for said in ("1", "5.0", "€", "delegate now"):
        assert said in line
    assert "keep" in next(line for line in shown.splitlines() if "Client books" in line)
    assert "Bottleneck: 16.7 % of logged time; stress 4.0; delayed or blocked 10×" in " ".join(shown.split())


async def test_a_verdict_puts_a_decided_card_into_brief_and_one_key_takes_it_all_back(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    shown = await press(app(), "L")
    assert "Delegate: Email triage, C1 on the board" in shown
    card, activity = desk.cards[1], desk.activities[1]
    assert (card.column, card.activity, card.title) == (Column.BRIEF, activity.uid, "Email triage")
    assert card.decision == activity.decision
    assert card.decision is not None
    assert card.decision.verdict == "delegate"
    desk.undo()
    assert len(desk.cards) == 0
    assert desk.activities[1].decision is None


async def test_a_digit_delegates_to_that_helper(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    log_days(desk, 10)
    with desk.transaction("Helpers"):
        helper = desk.helpers.put(Helper(name="Niamh Doyle"))
    await press(app(), "1")
    assert desk.cards[1].helper == helper.uid
    assert desk.cards[1].follow_up is not None


async def test_deciding_twice_makes_no_second_card(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    log_days(desk, 10)
    await press(app(), "L", "k", "A")
    assert len(desk.cards) == 1
    assert desk.activities[1].decision is not None
    assert desk.cards[1].decision is not None
    assert desk.activities[1].decision.verdict == desk.cards[1].decision.verdict == "automate"
    assert desk.cards[1].seeks == "software"


async def test_dropping_what_nobody_has_begun_takes_its_card_off_the_board(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    shown = await press(app(), "L", "k", "x")
    assert "C1 off the board" in shown
    assert desk.cards[1].archived is not None
    assert desk.cards[1].decision is not None
    assert desk.cards[1].decision.verdict == "drop"


@pytest.mark.parametrize(("key", "verdict"), [("0", "keep"), ("x", "drop"), ("z", "later")])
async def test_keeping_dropping_and_later_make_no_card(
    desk: Workspace, app: Callable[[], Deskhand], key: str, verdict: str
) -> None:
    log_days(desk, 10)
    await press(app(), key)
    assert desk.activities[1].decision is not None
    assert desk.activities[1].decision.verdict == verdict
    assert len(desk.cards) == 0


async def test_an_activity_marked_only_me_cannot_be_delegated(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    with desk.transaction("Keep"):
        desk.activities.put(desk.activities[1].but(keep=Keep.LEGAL))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "p", "G", "L")
        await pilot.pause()
        while "Email triage" not in screen_text(running).split("────")[-1]:
            await pilot.press("k", "L")
            await pilot.pause()
        assert "marked “only me: legal”" in " ".join(screen_text(running).split())
    assert desk.activities[1].decision is None


async def test_too_few_days_say_so_and_can_still_be_decided_on(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 3)
    shown = await press(app(), "L")
    assert "too early: 3 of 5 work days" in shown
    assert "delegate now" not in shown
    assert len(desk.cards) == 1


async def test_a_missing_owner_hour_is_asked_for_once_and_no_money_is_invented(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10, owner_hour=None)
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "p")
        await pilot.pause()
        assert "What is an hour of yours worth" in screen_text(running)
        assert "€" not in screen_text(running).split("What is")[0]
        await pilot.press(*"50,x", "enter")
        await pilot.pause()
        assert "is no amount in EUR" in screen_text(running)
        await pilot.press("backspace", "backspace", "enter")
        await pilot.pause()
        assert "delegate now" in screen_text(running)
    assert desk.business.owner_hour == 50_00


async def test_the_form_changes_what_the_estimate_rests_on(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "p", "e", *["down"] * 4, *"monthly", "enter")
        await pilot.pause()
    assert desk.activities[1].per_year == 12


async def test_a_wrong_line_in_the_form_is_refused_in_a_sentence_and_nothing_is_lost(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "p", "e", *["down"] * 4, *"often", "enter")
        await pilot.pause()
        shown = screen_text(running)
        assert "Say how often a year as a number" in shown
        assert "often" in shown
    assert desk.activities[1].per_year is None


async def test_i_shows_the_working_behind_the_figures(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    log_days(desk, 10)
    shown = await press(app(), "i", size=(120, 36))
    assert "Hours a year" in shown
    assert "1.00 h × 230.0" in shown


async def test_V_shows_the_bottlenecks_with_their_evidence(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    shown = await press(app(), "V", size=(120, 36))
    line = next(line for line in shown.splitlines() if "Email triage" in line and "▲" in line)
    assert "16.7 % of logged time; stress 4.0; delayed or blocked 10×" in line


async def test_an_empty_file_says_what_the_screen_is_for(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "p")
        await pilot.pause()
        assert "Nothing is logged yet" in screen_text(running)


async def test_a_log_of_years_ranks_as_its_last_four_weeks_do(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    log_days(desk, 10)
    recent = await press(app())
    with desk.transaction("Log years ago, and archive something of today"):
        entry = desk.entries[1]
        for n in range(30):
            at = datetime(2024, 1, 1, 9, tzinfo=UTC) + timedelta(days=n)
            desk.entries.put(entry.but(uid=f"old{n}", number=0, start=at, end=at + timedelta(hours=3)))
        late = datetime(2026, 11, 23, 8, tzinfo=UTC)
        gone = entry.but(uid="gone", number=0, start=late, end=late + timedelta(minutes=30), archived=late)
        desk.entries.put(gone)
    assert await press(app()) == recent
