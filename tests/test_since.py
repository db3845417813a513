"""What an owner is told on coming back to the desk."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock, screen_text

from models.board import Card, Column, Move
from models.business import Business, Owner
from models.candidate_parts import Reason, StageMove
from models.candidates import Candidate
from models.roles import Role
from models.since import Change, News, left_at, since_left
from models.stages import Stage
from store import Workspace
from tui.app import Deskhand
from tui.session import Session
from tui.since import summary

LEFT = datetime(2026, 11, 20, 17, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def change(hours: float, who: str, *cards: int, undone_by: str = "") -> Change:
    at = LEFT + timedelta(hours=hours)
    return Change(at, who, f"{who} at {hours}", undone_by, frozenset(cards))


def card(number: int, **fields: object) -> Card:
    return Card.of(number=number, title=f"Card {number}", column=Column.DOING, **fields)


def moved(hours: float) -> tuple[Move, ...]:
    return (Move(at=LEFT + timedelta(hours=hours), source=Column.READY, target=Column.DOING),)


def news(
    changes: list[Change], cards: list[Card], candidates: list[Candidate] | None = None, *, zone: str = "UTC"
) -> News:
    return since_left(
        changes,
        cards,
        candidates or [],
        business=Business(),
        who="anna",
        left=LEFT,
        today=TODAY,
        zone=ZoneInfo(zone),
    )


def test_you_left_with_your_last_change_before_this_sitting() -> None:
    changes = [change(60, "anna"), change(1, "ben"), change(0, "anna"), change(-5, "anna")]
    assert left_at(changes, who="anna", began=LEFT + timedelta(hours=59)) == LEFT
    assert left_at(changes, who="cleo", began=LEFT + timedelta(hours=59)) is None


def test_only_what_others_did_since_is_told() -> None:
    changes = [change(60, "anna"), change(1, "ben"), change(0, "anna"), change(-5, "ben")]
    assert news(changes, []).changes == (changes[1],)


def test_a_card_counts_as_moved_when_somebody_else_moved_it_and_that_still_stands() -> None:
    changes = [
        change(60, "anna", 1),
        change(3, "ben", 4, undone_by="ben"),
        change(2, "ben", 3),
        change(1, "ben", 2),
    ]
    mine, theirs = card(1, moves=moved(60)), card(2, moves=moved(1))
    edited, taken_back = card(3, moves=moved(-9)), card(4, moves=moved(-9))
    assert news(changes, [mine, theirs, edited, taken_back]).moved == (theirs,)


@pytest.mark.parametrize(
    ("due", "told"),
    [(date(2026, 11, 19), False), (date(2026, 11, 20), True), (date(2026, 11, 22), True), (TODAY, False)],
)
def test_a_card_became_late_when_its_due_date_passed_after_you_left(due: date, told: bool) -> None:
    late = card(1, due=due)
    gone = card(2, due=due, archived=LEFT)
    done = card(3, due=due).but(column=Column.DONE)
    assert news([], [late, gone, done]).late == ((late,) if told else ())


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 11, 20), False), (date(2026, 11, 21), True), (TODAY, True), (date(2026, 11, 24), False)],
)
def test_a_follow_up_and_a_snooze_are_told_from_the_day_after_you_left_to_today(
    day: date, told: bool
) -> None:
    look, awake = card(1, follow_up=day), card(2, snoozed_until=day)
    found = news([], [look, awake])
    assert (found.looks, found.awake) == (((look,), (awake,)) if told else ((), ()))


def test_the_day_you_left_is_that_of_the_business() -> None:
    due_that_friday = card(1, due=date(2026, 11, 20))
    assert news([], [due_that_friday], zone="America/New_York").late == (due_that_friday,)
    assert news([], [due_that_friday], zone="Asia/Tokyo").late == ()  # it was Saturday there


def test_your_last_change_taken_back_by_somebody_else_is_told() -> None:
    last = change(0, "anna", undone_by="ben")
    earlier = change(-1, "anna", undone_by="ben")
    own = change(0, "anna", undone_by="anna")
    assert news([last, own, earlier], []).undone == (last,)


def candidate(number: int, **fields: object) -> Candidate:
    return Candidate.entering(Role.of(title="Client admin"), f"Person {number}", number=number, **fields)


def test_a_candidate_counts_as_moved_when_somebody_else_moved_it_or_ended_its_search() -> None:
    after = LEFT + timedelta(hours=1)
    contacted = candidate(1, moves=[StageMove(at=after, source=Stage.SOURCED, target=Stage.CONTACTED)])
    declined = candidate(2).declined(Reason.PRICE, at=after, today=TODAY)
    noted, own = candidate(3, note="Rang back."), contacted.but(number=4)
    changes = [
        Change(after, "ben", "Work on candidates", "", frozenset(), frozenset({1, 2, 3})),
        Change(after, "anna", "Move P4", "", frozenset(), frozenset({4})),
    ]
    found = news(changes, [], [contacted, declined, noted, own])
    assert found.candidates == (contacted, declined)
    assert summary(found) == "2 candidates moved"


@pytest.mark.parametrize(
    ("decided", "told"),
    [(date(2026, 11, 12), False), (date(2026, 11, 13), True), (date(2026, 11, 16), False)],
)
def test_a_candidate_is_to_be_told_once_the_days_for_that_ran_out_since_you_left(
    decided: date, told: bool
) -> None:
    gone = candidate(1).declined(Reason.PRICE, at=LEFT, today=decided)
    found = news([], [], [gone, candidate(2), gone.told(TODAY)])
    assert found.unheard == ((gone,) if told else ())
    assert summary(found) == ("1 to be told" if told else "Nothing new.")


def test_the_summary_counts_what_there_is_and_leaves_out_what_there_is_not() -> None:
    late = [card(1, due=date(2026, 11, 21)), card(2, due=date(2026, 11, 22))]
    assert summary(news([change(1, "ben", undone_by="ben")], late)) == "2 became late, 1 undone"
    assert summary(news([change(1, "ben")], [])) == "1 change by others."
    assert summary(news([], [])) == "Nothing new."


async def shown_since(desk: Workspace, clock: Clock, began: datetime) -> str:
    app = Deskhand(Session(desk, clock, "UTC", began=began))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g", "n")
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


async def test_the_page_names_who_did_what_and_what_became_late(desk: Workspace, clock: Clock) -> None:
    real = datetime.now(UTC)
    clock.at = real + timedelta(days=2)
    with desk.transaction("Begin"):
        anna, ben = Owner.of(initials="AN"), Owner.of(initials="BK")
        desk.settings.put(Business(owners=(anna, ben)))
    desk.who = anna.key
    with desk.transaction("Add cards"):
        toner = desk.cards.put(Card(title="Order toner", due=real.date() + timedelta(days=1)))
        letter = desk.cards.put(Card(title="Answer the bank"))
    desk.who = ben.key
    with desk.transaction("Move C2 to Ready"):
        desk.cards.put(letter.moved_to(Column.BRIEF, at=clock.at))
    desk.who = anna.key
    shown = await shown_since(desk, clock, real + timedelta(minutes=1))
    assert "1 card moved, 1 became late" in shown
    assert "BK" in next(line for line in shown.splitlines() if "Move C2 to Ready" in line)
    assert f"{toner.ref} Order toner, due" in shown
    assert "Add cards" not in shown


async def test_where_nothing_tells_when_you_left_that_is_said(desk: Workspace, clock: Clock) -> None:
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Order toner"))
    before = datetime.now(UTC) - timedelta(hours=1)
    assert "tells when you left" in await shown_since(desk, clock, before)
