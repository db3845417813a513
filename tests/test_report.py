"""What a week and an audit have brought: totals that hold, what is assumed, and what nobody knows."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.activity import Activity
from models.audit import Audit, TimeEntry
from models.board import COLUMNS, Card, Column, Move
from models.business import Business, Owner
from models.candidate_parts import RatePer
from models.capacity import WorkedWeek
from models.card_parts import Comment, CommentKind, Party
from models.check_ins import CheckIn
from models.document import RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.ledger import LedgerLine, Refill
from models.report import Facts, Report, audit_report, usual_week, week_report
from models.report_flow import FIGURE_DAYS

NOW = datetime(2026, 5, 13, 12, tzinfo=UTC)
"""A Wednesday."""
MONDAY = date(2026, 5, 4)
"""Of the week that is over."""
DUBLIN = ZoneInfo("Europe/Dublin")
OWNERS = (Owner(key="ob", initials="OB"), Owner(key="tw", initials="TW"))


def facts(**given: Any) -> Facts:
    nothing: dict[str, Any] = dict.fromkeys(
        ("audits", "entries", "activities", "cards", "helpers", "ledger", "roles", "candidates"), ()
    )
    settings = {"business": Business(owners=OWNERS, zone="Europe/Dublin"), "now": NOW, "zone": DUBLIN}
    return Facts(**nothing | settings | given)


def entry(day: int, hour: int, minutes: int, *, who: str = "ob", activity: str | None = None) -> TimeEntry:
    start = datetime(2026, 5, day, hour, tzinfo=DUBLIN)
    end = start + timedelta(minutes=minutes)
    return TimeEntry.of(
        who=who, start=start, end=end, zone="Europe/Dublin", text="Mail", activity=activity, number=day
    )


def card(*moves: tuple[int, Column, Column], made: int = 1, **fields: Any) -> Card:
    """Makes a card on a day of May, and moves it at noon on others."""
    steps = tuple(Move(at=noon(day), source=a, target=b) for day, a, b in moves)
    column = steps[-1].target if steps else fields.pop("column", Column.INBOX)
    return Card.of(title="Card", created=noon(made), column=column, moves=steps, **fields)


def noon(day: int) -> datetime:
    return datetime(2026, 5, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)


def last_week(**given: Any) -> Report:
    return week_report(facts(**given), MONDAY)


# Which days


def test_the_usual_week_is_the_last_that_is_over() -> None:
    assert usual_week(facts(entries=[entry(6, 9, 30)])) == MONDAY


def test_in_the_first_week_of_all_the_usual_one_is_this_one() -> None:
    assert usual_week(facts()) == date(2026, 5, 11)
    assert usual_week(facts(entries=[entry(12, 9, 30)])) == date(2026, 5, 11)


def test_a_running_week_ends_today_and_a_past_one_on_sunday_night() -> None:
    running, past = week_report(facts(), NOW.date()), last_week()
    assert (running.span.last, running.now, running.is_over) == (date(2026, 5, 13), NOW, False)
    assert (past.span.last, past.is_over) == (date(2026, 5, 10), True)
    assert past.now.isoformat() == "2026-05-10T23:59:59+01:00"


def test_a_week_to_come_has_no_report() -> None:
    with pytest.raises(RuleBroken, match="The week of 2026-05-18 has not begun"):
        week_report(facts(), date(2026, 5, 20))


def test_the_report_of_an_audit_is_of_the_latest_that_has_begun() -> None:
    audits = [
        Audit(number=n, start=day, end=day + timedelta(days=11))
        for n, day in enumerate((date(2026, 3, 2), date(2026, 5, 4), date(2026, 6, 1)), start=1)
    ]
    report = audit_report(facts(audits=audits))
    assert (report.kind, report.span.first, report.span.last) == ("audit", MONDAY, NOW.date())
    with pytest.raises(RuleBroken, match="No audit has begun yet"):
        audit_report(facts(audits=audits[2:]))


# Time


def test_time_is_told_by_owner_and_by_category() -> None:
    tax, mail = Activity.named("Tax").but(category="core"), Activity.named("Mail")
    entries = [
        entry(4, 9, 60, activity=tax.uid),
        entry(5, 9, 30, activity=mail.uid),
        entry(5, 14, 45, who="tw"),
        entry(11, 9, 500),
    ]
    hours = last_week(entries=entries, activities=[tax, mail]).hours
    assert (hours.minutes, hours.before) == (135, None)
    assert hours.by_owner == {"ob": 90, "tw": 45}
    assert hours.by_category == {"": 75, "core": 60}
    assert hours.ungrouped == 45
    assert [tally.minutes for tally in hours.tallies] == [60, 30]


def test_where_entries_overlap_the_total_counts_the_time_once_and_each_category_all_of_its_own() -> None:
    tax, mail = Activity.named("Tax").but(category="core"), Activity.named("Mail").but(category="admin")
    entries = [entry(4, 9, 60, activity=tax.uid), entry(4, 9, 60, activity=mail.uid)]
    hours = last_week(entries=entries, activities=[tax, mail]).hours
    assert (hours.minutes, sum(hours.by_category.values())) == (60, 120)


def test_a_week_without_entries_is_not_one_of_no_work() -> None:
    hours = last_week().hours
    assert (hours.is_empty, hours.minutes, hours.share, hours.before) == (True, None, None, None)


def test_a_week_is_compared_with_the_same_weekdays_of_the_week_before() -> None:
    entries = [entry(4, 9, 60), entry(11, 9, 40), entry(6, 9, 20), entry(8, 9, 10)]
    assert last_week(entries=entries).hours.before is None
    put_away = [entry(5, 9, 60).put_away(at=NOW), entry(12, 9, 60).put_away(at=NOW)]
    assert last_week(entries=[*entries, *put_away]).hours.by_owner == {"ob": 90}
    running = week_report(facts(entries=entries), NOW.date())
    assert (running.hours.minutes, running.hours.before) == (40, 80), "Mon 4 to Wed 6, as Mon 11 to Wed 13"


@pytest.mark.parametrize(("days", "back"), [(5, 7), (7, 7), (8, 14), (12, 14)])
def test_an_audit_is_compared_with_the_same_weekdays_whole_weeks_before(days: int, back: int) -> None:
    audit = Audit(number=1, start=date(2026, 4, 13), end=date(2026, 4, 12) + timedelta(days=days))
    earlier = audit_report(facts(audits=[audit])).hours.earlier
    assert (earlier.first, earlier.last) == (
        audit.start - timedelta(days=back),
        audit.end - timedelta(days=back),
    )


def test_a_timer_that_runs_counts_up_to_now_only() -> None:
    running = TimeEntry.of(who="ob", start=NOW - timedelta(minutes=25), zone="Europe/Dublin", text="Mail")
    assert week_report(facts(entries=[running]), NOW.date()).hours.minutes == 25


# Help


def test_what_was_not_measured_is_counted_and_left_out() -> None:
    lines = [
        LedgerLine.of(number=1, week=MONDAY, activity="a", forecast=60, measured=30, how="log", cost=1_000),
        LedgerLine.of(number=2, week=MONDAY, activity="b", forecast=600),
        LedgerLine.of(number=3, week=MONDAY, activity="c", forecast=20, measured=40, how="log"),
        LedgerLine.of(number=4, week=MONDAY - timedelta(7), activity="a", measured=500, how="log", cost=9),
        LedgerLine.of(number=5, week=MONDAY, refill=Refill(billable=30)),
    ]
    account = last_week(ledger=lines).help.account
    assert (account.measured, account.forecast, account.cost) == (70, 80, 1_000)
    assert (account.unmeasured, account.uncosted, account.unplanned) == (1, 1, 40)


def helper(number: int = 1, **fields: Any) -> Dossier:
    return Dossier.of(**{"name": f"Helper {number}", "number": number} | fields)


def test_a_helper_over_the_limit_on_any_day_is_listed_the_furthest_over_first() -> None:
    anna, ben, cleo = helper(1, wip_limit=1), helper(2, wip_limit=1), helper(3, wip_limit=2)
    to_doing, done = (2, Column.READY, Column.DOING), (6, Column.DOING, Column.DONE)
    cards = [card(to_doing, helper=anna.uid), card(to_doing, done, helper=anna.uid)]
    cards += [card(to_doing, helper=ben.uid) for _ in range(3)]
    cards += [card(to_doing, helper=cleo.uid) for _ in range(2)]
    found = last_week(cards=cards, helpers=[anna, ben, cleo]).help
    assert [(each.helper.number, each.most, each.doing) for each in found.over_limit] == [
        (2, 3, 3),
        (1, 2, 1),
    ]


def test_today_the_load_is_what_the_board_shows() -> None:
    anna = helper(wip_limit=1)
    cards = [card((12, Column.READY, Column.DOING), helper=anna.uid) for _ in range(2)]
    cards.append(card((12, Column.READY, Column.DOING), helper=anna.uid, archived=NOW))
    (found,) = week_report(facts(cards=cards, helpers=[anna]), NOW.date()).help.helpers
    assert (found.doing, found.is_over_limit) == (2, True)


def test_talks_are_held_missed_or_open_and_looks_are_counted_on_cards() -> None:
    talks = (
        CheckIn(on=date(2026, 5, 5), held_at=noon(5)),
        CheckIn(on=date(2026, 5, 6), missed_by=Party.HELPER),
        CheckIn(on=date(2026, 5, 7)),
        CheckIn(on=date(2026, 5, 12), held_at=noon(12)),
    )
    anna = helper(check_ins=talks)
    looks = tuple(Comment(at=noon(day), text="Seen", kind=CommentKind.CHECK_IN) for day in (3, 4, 10, 11))
    note = Comment(at=noon(5), text="A long enough note of something else")
    cards = [card(helper=anna.uid, comments=(*looks, note))]
    (found,) = last_week(helpers=[anna], cards=cards).help.helpers
    assert (found.held, found.missed, found.unsaid, found.looks) == (1, 1, 1, 2)


def test_milestones_are_told_once_they_are_paid_and_while_they_are_owed() -> None:
    milestones = [
        Milestone(title="Paid", due=MONDAY, amount=100, accepted_on=MONDAY, paid_on=date(2026, 5, 8)),
        Milestone(title="Later", due=MONDAY, amount=200, accepted_on=MONDAY, paid_on=date(2026, 5, 12)),
        Milestone(title="Open", due=MONDAY, amount=400),
    ]
    terms = Engagement(start=date(2026, 4, 1), agreed_on=date(2026, 4, 1), milestones=tuple(milestones))
    found = last_week(helpers=[helper(engagements=(terms,))]).help
    assert [each.title for each in found.helpers[0].paid] == ["Paid"]
    assert [each.title for each in found.helpers[0].unpaid] == ["Later"]


def test_who_came_later_or_left_before_is_not_in_it() -> None:
    came = Engagement(start=date(2026, 5, 11), agreed_on=MONDAY, minutes_week=60, per=RatePer.HOUR)
    gone = helper(2, archived=noon(2))
    assert last_week(helpers=[helper(1, engagements=(came,)), gone]).help.helpers == []
    busy = card((5, Column.DOING, Column.DONE), helper=gone.uid)
    (found,) = last_week(helpers=[gone], cards=[busy]).help.helpers
    assert (found.helper.number, found.finished) == (2, 1)


def test_the_hours_of_the_week_stand_beside_what_is_agreed_and_others_are_not_zero() -> None:
    weeks = tuple(WorkedWeek.in_week(date(2026, 5, day), minutes) for day, minutes in ((4, 450), (11, 60)))
    said, silent = last_week(helpers=[helper(1, worked=weeks), helper(2)]).help.helpers
    assert (said.worked, silent.worked) == (450, None)


def test_helpers_of_the_same_name_are_told_apart() -> None:
    twins = [helper(1, name="Ann"), helper(2, name="Ann")]
    assert [each.name for each in last_week(helpers=twins).help.helpers] == ["Ann H1", "Ann H2"]


# Flow: all of it follows from the moves

DAYS = 40


@st.composite
def moved_cards(draw: st.DrawFn) -> list[Card]:
    """Cards that were made, moved, and some put away, in the forty days from 1 May on."""
    made = []
    for _ in range(draw(st.integers(0, 8))):
        days = sorted(draw(st.lists(st.integers(1, DAYS), min_size=1, max_size=6)))
        columns = [draw(st.sampled_from(COLUMNS))]
        for _ in days[1:]:
            columns.append(draw(st.sampled_from([each for each in COLUMNS if each is not columns[-1]])))
        steps = tuple(
            Move(at=noon(day), source=a, target=b)
            for day, a, b in zip(days[1:], columns, columns[1:], strict=False)
        )
        made.append(
            Card.of(
                title="Card",
                created=noon(days[0]),
                column=columns[-1],
                moves=steps,
                helper=draw(st.sampled_from(["h1", "h2", None])),
                tags=draw(st.sets(st.sampled_from(["tax", "mail"]))),
                archived=draw(st.sampled_from([None, noon(DAYS + 1)])),
            )
        )
    return made


def where(card: Card, at: datetime) -> Column | None:
    """Replays the moves of a card up to a moment."""
    assert card.created is not None
    if card.created > at or (card.archived and card.archived <= at and card.column is not Column.DONE):
        return None
    here = card.moves[0].source if card.moves else card.column
    for move in card.moves:
        here = move.target if move.at <= at else here
    return here


@given(cards=moved_cards(), day=st.integers(1, DAYS + 5))
def test_the_totals_are_those_that_the_moves_of_the_cards_make(cards: list[Card], day: int) -> None:
    last = noon(day)
    at = replace(facts(), now=last, zone=ZoneInfo("UTC"), cards=cards)
    report = week_report(at, last.date())
    found, span = report.flow, report.span
    ends = {card.uid: card.moves[-1].at.date() for card in cards if card.column is Column.DONE and card.moves}
    assert found.finished == sum(span.first <= end <= span.last for end in ends.values())
    assert found.made == sum(card.created is not None and card.created.date() in span for card in cards)
    period = (span.last - timedelta(days=FIGURE_DAYS - 1), span.last)
    done = [card for card in cards if card.uid in ends and period[0] <= ends[card.uid] <= period[1]]
    assert found.everything.lead.n == len(done)
    assert sum(each.lead.n for each in found.by_helper.values()) == len(done)
    tags = Counter(tag for card in done for tag in card.tags)
    assert {tag: each.lead.n for tag, each in found.by_tag.items()} == dict(tags)
    leads = sorted(1_440 * (card.moves[-1].at - card.created).days for card in done if card.created)
    if leads:
        assert leads[0] <= (found.everything.lead.median or 0) <= leads[-1]
        assert found.everything.lead.usual in leads
    for shown, held in zip(found.days, found.counts, strict=True):
        midnight = datetime(shown.year, shown.month, shown.day, 23, 59, 59, tzinfo=UTC)
        assert Counter(where(card, midnight) for card in cards if where(card, midnight)) == Counter(
            {column: count for column, count in held.items() if count}
        )


def test_the_cumulative_flow_goes_back_two_weeks_at_least_and_ten_at_most() -> None:
    assert len(last_week().flow.days) == 14
    old = card(made=-300)
    assert len(last_week(cards=[old]).flow.days) == 70
