"""The demo business: the fortnight and the board that the documentation describes."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from models.activity import Activity, Verdict
from models.audit import Audit, Flag, TimeEntry
from models.board import Card, Column
from models.brief import lint
from models.business import Business, Category
from models.day import minutes_by_category
from models.helpers import Helper
from models.lanes import lanes, undecided
from models.ranking import Priorities, priorities
from store import Workspace
from store.demo import DEMO_DAY, make_demo
from store.demo_calendar import ORLA
from store.errors import NothingToUndo
from tui.access_needed import missing_access

ZONE = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 5, 12, 9, 30, tzinfo=ZONE).astimezone(UTC)


class Demo(NamedTuple):
    business: Business
    audit: Audit
    activities: list[Activity]
    entries: list[TimeEntry]
    cards: list[Card]
    helpers: list[Helper]
    found: Priorities


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    assert make_demo(path) == DEMO_DAY
    with Workspace.open(path, now=lambda: NOW) as desk:
        (business,), (audit,) = desk.settings, desk.audits
        activities, entries = list(desk.activities), list(desk.entries)
        found = priorities(business, [audit], activities, entries, now=NOW, zone=ZONE)
        assert found is not None
        yield Demo(business, audit, activities, entries, list(desk.cards), list(desk.helpers), found)


def test_the_hours_of_each_category_are_those_of_the_fortnight(demo: Demo) -> None:
    kinds = {each.uid: demo.business.rolled_up(each.category) for each in demo.activities}
    minutes = minutes_by_category(demo.entries, kinds, NOW)
    assert {kind: each / 60 for kind, each in minutes.items()} == {
        Category.CORE: 91.5,
        Category.ADMIN: 44.5,
        Category.MARKETING: 9.5,
        Category.TECHNICAL: 7.5,
        Category.PERSONAL: 2.5,
    }


def test_the_log_covers_155_and_a_half_of_160_hours_in_ten_days(demo: Demo) -> None:
    covered = demo.found.coverage
    assert (covered.logged_minutes, covered.expected_minutes) == (155.5 * 60, 160 * 60)
    assert (covered.tracked_days, covered.weeks, covered.window.audit) == (10, 2.0, demo.audit)


@pytest.mark.parametrize(
    ("who", "week", "hours"), [("ob", 0, 40.5), ("ob", 1, 40.5), ("tw", 0, 37.5), ("tw", 1, 37.0)]
)
def test_each_owner_logged_the_hours_of_the_week(demo: Demo, who: str, week: int, hours: float) -> None:
    monday = demo.audit.start + timedelta(weeks=week)
    mine = [e for e in demo.entries if e.who == who and 0 <= (e.day(ZONE) - monday).days < 7]
    assert sum(entry.minutes(NOW) for entry in mine) == hours * 60


def test_five_activities_are_bottlenecks(demo: Demo) -> None:
    assert {jam.tally.activity.name for jam in demo.found.jams if jam.met} == {
        "Chase missing receipts",
        "Inbox triage",
        "Receipt data entry",
        "Newsletter and posts",
        "Website fixes",
    }


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        ("Inbox triage", 4),
        ("Chase missing receipts", 3),
        ("Client bookkeeping", 1),
        ("Software set-up", 1),
        ("Year-end file preparation", 0),
    ],
)
def test_an_activity_meets_as_many_tests_as_described(demo: Demo, name: str, reasons: int) -> None:
    jam = next(jam for jam in demo.found.jams if jam.tally.activity.name == name)
    assert len(jam.reasons) == reasons


def test_receipt_data_entry_is_a_near_miss_for_stress(demo: Demo) -> None:
    jam = next(jam for jam in demo.found.jams if jam.tally.activity.name == "Receipt data entry")
    assert "stress 3.4 < 3.5" in jam.near_misses


def test_what_was_delegated_has_a_rank_and_core_work_has_none(demo: Demo) -> None:
    scored = {row.activity.name for row in demo.found.rows if row.rank}
    assert {jam.tally.activity.name for jam in demo.found.jams if jam.met} < scored
    assert "Client bookkeeping" not in scored


def test_every_entry_is_one_that_may_be_logged(demo: Demo) -> None:
    known = {activity.uid for activity in demo.activities}
    for entry in demo.entries:
        assert entry.checked(NOW).activity in known
        assert demo.business.is_work_day(entry.day(ZONE))
        assert 15 <= entry.minutes(NOW) <= 90
        assert entry.stress is not None


@pytest.mark.parametrize("who", ["ob", "tw"])
def test_nobody_does_two_things_at_once(demo: Demo, who: str) -> None:
    mine = sorted((entry for entry in demo.entries if entry.who == who), key=lambda entry: entry.start)
    assert all(one.end and one.end <= other.start for one, other in pairwise(mine))


def test_every_card_stands_where_its_last_move_took_it(demo: Demo) -> None:
    for card in demo.cards:
        assert card.column is (card.moves[-1].target if card.moves else Column.INBOX)
        assert all(first.at <= second.at <= NOW for first, second in pairwise(card.moves))
        assert (card.decision is None) == (card.column is Column.INBOX)
        assert card.days_in_column(NOW) <= (NOW.date() - demo.audit.end).days


def test_every_card_that_is_given_is_given_to_somebody_who_is_there(demo: Demo) -> None:
    there = {helper.uid for helper in demo.helpers}
    for card in demo.cards:
        assert card.helper is None or card.helper in there
        assert (card.helper is None) == (card.follow_up is None)


def test_every_lane_has_a_card_and_each_card_its_own_place(demo: Demo) -> None:
    for lane in lanes(demo.cards).values():
        assert lane
        assert len({card.order for card in lane}) == len(lane)


def test_decisions_on_activities_and_the_agreed_length_of_the_audit_break_no_rule(demo: Demo) -> None:
    assert demo.audit.checked().odd_length() == ""
    assert demo.audit.closed
    assert all(activity.category in set(Category) for activity in demo.activities)


def test_every_delay_and_interruption_of_the_fortnight_is_flagged(demo: Demo) -> None:
    assert Counter(flag for entry in demo.entries for flag in entry.flags) == {
        Flag.DELAYED: 28,
        Flag.INTERRUPTED: 45,
    }


def test_the_demo_begins_without_a_step_to_undo(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.json")
    with Workspace.open(tmp_path / "demo.json", who=ORLA) as desk:
        assert desk.steps() == []
        with pytest.raises(NothingToUndo):
            desk.undo()
        assert len(desk.cards) > 10


def test_fourteen_cards_are_in_hand_two_are_in_brief_and_six_wait_for_a_verdict(demo: Demo) -> None:
    assert sum(card.helper is not None for card in demo.cards) == 14
    assert [card.helper for card in lanes(demo.cards)[Column.BRIEF]] == [None, None]
    assert len(undecided(demo.cards, DEMO_DAY)) == len(lanes(demo.cards)[Column.INBOX]) == 6


def test_six_activities_are_handed_over_one_waits_and_one_stays(demo: Demo) -> None:
    verdicts = Counter(each.decision.verdict for each in demo.activities if each.decision)
    expected = {Verdict.DELEGATE: 5, Verdict.AUTOMATE: 1, Verdict.LATER: 1, Verdict.KEEP: 1}
    assert verdicts == expected
    days = {each.decision.at.date().isoformat() for each in demo.activities if each.decision}
    assert days == {"2026-03-18"}


def test_the_brief_of_the_chases_is_in_its_second_version_and_accepted(demo: Demo) -> None:
    (card,) = (card for card in demo.cards if card.brief)
    assert card.brief is not None
    assert (card.title, card.brief.version, len(card.brief.done_when)) == ("Chase batch May", 2, 2)
    assert card.brief.accepted is not None
    assert [finding.says for finding in lint(card.brief, card.due)] == []


def test_the_cards_of_a_helper_without_access_wait_for_it(demo: Demo, tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.json")
    with Workspace.open(tmp_path / "demo.json") as desk:
        missing = missing_access(desk)
        locked = {card.title: missing(card) for card in desk.cards if missing(card)}
    assert locked == {
        "Chase batch May": ("Client portal edit",),
        "Inbox day 1": ("info@ mailbox edit",),
        "Missing-receipts list": ("Client portal edit",),
    }
