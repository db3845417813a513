"""What an owner is told on coming back to the desk."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Clock, screen_text
from helping import asked_of, helper_of, system_of

from models.access_parts import Approval, Stamp
from models.agreements import Agreement, AgreementKind
from models.board import Card, Column, Move
from models.business import Business, Owner
from models.candidate_parts import Reason, StageMove
from models.candidates import Candidate
from models.gates import Facts
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.roles import Role
from models.since import Change, News, arisen, left_at, locks_changed, since_left
from models.stages import Stage
from models.templates import Template
from models.today_line import About, Deed, Line, Rule
from store import Workspace
from store.library import light_checklist
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


# ---------------------------------------------------------------------- in every room


def line(rule: Rule, cause: str) -> Line:
    about = About("grants", 1, cause)
    return Line(rule, "Niamh", ("It ended.",), Deed.REVOKE, about, cause, TODAY, 1, (), 1, ())


def test_what_had_no_line_when_you_left_has_arisen_since() -> None:
    before = [line(Rule.A1, "k1"), line(Rule.B3, "n1")]
    after = [line(Rule.A1, "k1"), line(Rule.A3, "n1"), line(Rule.A1, "k2")]
    assert arisen(before, after) == (after[1], after[2])


@pytest.mark.parametrize("rule", [Rule.C5, Rule.D7, Rule.D8])
def test_what_is_told_of_cards_and_candidates_is_told_once(rule: Rule) -> None:
    assert arisen([], [line(rule, "c1")]) == ()


def a_list(helper: str, *, since: datetime) -> Checklist:
    template = Template.read(light_checklist(HelperKind.ASSISTANT))
    day = since.date()
    return Checklist.copying(template, name="Niamh", helper=helper, start=day, made_on=day)


def test_an_item_whose_paper_was_signed_meanwhile_is_free_now() -> None:
    checklist = a_list("niamh", since=LEFT)
    papers = [Agreement.of(kind=kind, party="Niamh", helper="niamh") for kind in AgreementKind]
    at = LEFT + timedelta(days=2)
    signed = [each.sent(at.date()).signed(at.date()).countersigned(at.date()) for each in papers]
    facts = Facts(TODAY, tuple(signed))
    first, *others = [item for item in checklist.lines if not checklist.locked_by(item, facts)]
    locked = [item for item in checklist.lines if checklist.locked_by(item, facts)]
    for item in (first, *others):
        told = {"reported_by": "Niamh", "says": f"seen {TODAY}"}
        checklist = checklist.done(item.key, facts=facts, at=at, who="ben", **told)
        if item.sign_off:
            checklist = checklist.signed_off(item.key, at=at, today=TODAY, who="ben")
    freed = [item for item in locked if not checklist.locked_by(item, facts)]
    assert freed
    found = locks_changed([checklist], LEFT, LEFT.date(), facts)
    assert [(each.item.key, each.is_locked) for each in found] == [(item.key, False) for item in freed]
    assert locks_changed([checklist], at + timedelta(hours=1), at.date(), facts) == []
    assert locks_changed([checklist.but(archived=at)], LEFT, LEFT.date(), facts) == []


def test_an_item_whose_paper_ran_out_meanwhile_is_locked_now() -> None:
    long_ago = LEFT - timedelta(days=30)
    checklist, day = a_list("niamh", since=long_ago), long_ago.date()
    ends = {"term_end": LEFT.date() + timedelta(days=1)}
    papers = [Agreement.of(kind=kind, party="Niamh", helper="niamh", **ends) for kind in AgreementKind]
    facts = Facts(day, tuple(each.sent(day).signed(day).countersigned(day) for each in papers))
    for code in ("VA01", "VA02"):  # contract and confidentiality, which open the accounts
        key = next(item.key for item in checklist.lines if item.code == code)
        checklist = checklist.done(key, facts=facts, at=long_ago, who="ben", says=f"seen {day}")
        checklist = checklist.signed_off(key, at=long_ago, today=day, who="ben")
    found = locks_changed([checklist], LEFT, LEFT.date(), Facts(TODAY, facts.agreements))
    assert "VA10" in [each.item.code for each in found]
    assert all(each.is_locked for each in found)


async def test_the_page_tells_of_access_that_ended_while_you_were_away(desk: Workspace, clock: Clock) -> None:
    real = datetime.now(UTC)
    with desk.transaction("Begin"):
        anna, ben = Owner.of(initials="AN"), Owner.of(initials="BK")
        desk.settings.put(Business(owners=(anna, ben)))
    desk.who = anna.key
    helper = helper_of(desk)
    grant = asked_of(desk, helper, system_of(desk), real.date(), expires_on=real.date() + timedelta(days=1))
    with desk.transaction("Give it"):
        given = Stamp(on=real.date(), who=anna.key)
        desk.grants.put(grant.but(approvals=(Approval(on=real.date(), who=anna.key),), granted=given))
    clock.at = real + timedelta(days=4)
    shown = " ".join((await shown_since(desk, clock, real + timedelta(minutes=1))).split())
    assert "new for today" in shown
    assert "New for today" in shown
    assert "Niamh Doyle" in shown
    assert "Nothing new" not in shown
