"""Today as a whole: its order, that each cause has one line, the compact view, putting off, and its speed."""

from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from todays import (
    CALENDAR,
    LEDGER,
    TODAY,
    accesses,
    at,
    business_on,
    card,
    day,
    found,
    grant,
    lines,
    niamh,
    paper,
    terms,
)

from models.access_parts import Stamp
from models.agreements import AgreementKind
from models.audit import Audit, TimeEntry
from models.board import Column, Move
from models.business import Business
from models.card_parts import Party
from models.check_ins import CheckInRule
from models.desk import Desk
from models.document import RuleBroken
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.templates import Template
from models.today import ALWAYS_SHOWN, COMPACT_LINES, compact, every_line
from models.today_line import CLASSES, Deed, Line, Rule
from models.today_record import OnRecord

DAYS = st.integers(-40, 40)


@st.composite
def cards(draw: st.DrawFn) -> list[Any]:
    found = []
    for number in range(1, draw(st.integers(0, 8)) + 1):
        column, since = draw(st.sampled_from(list(Column))), draw(st.integers(-40, 0))
        times = draw(st.integers(0, 3))
        there_and_back = [(Column.DOING, Column.REVIEW), (Column.REVIEW, Column.DOING)] * times
        steps = [*there_and_back, (Column.DOING, column)]
        one = card(
            f"Card {number}", column, since, number=number, helper=draw(st.sampled_from(["niamh", None]))
        )
        one = one.but(
            moves=tuple(Move(at=at(since), source=a, target=b) for a, b in steps),
            due=draw(st.none() | DAYS.map(day)),
            follow_up=draw(st.none() | DAYS.map(day)),
        )
        if draw(st.booleans()):
            one = one.waiting(draw(st.sampled_from(list(Party))), "", at=at(since), look=None)
        found.append(one)
    return found


@st.composite
def businesses(draw: st.DrawFn) -> OnRecord:
    """Returns a business with cards, accesses, papers and terms of all sorts of days."""
    ends = draw(st.none() | DAYS.map(day))
    gone = draw(st.none() | st.integers(-40, 0).map(lambda on: Stamp(on=day(on))))
    used = draw(st.integers(-80, 0).map(day))
    grants = [
        grant(system, given=-85, last_used=used, expires_on=day(draw(DAYS)), revoked=gone if n else None)
        for n, system in enumerate((CALENDAR, LEDGER))
    ]
    papers = [paper(kind, term_end=day(draw(DAYS))) for kind in (AgreementKind.NDA, AgreementKind.DPA)]
    missing = draw(st.sampled_from([(), ("DPA: ended",)]))
    helper = niamh(
        terms(draw(st.integers(-120, -40)), end=ends, renews_on=draw(st.none() | DAYS.map(day))),
        check_in_rule=draw(st.none() | st.integers(-20, 20).map(lambda on: CheckInRule(first=day(on)))),
    )
    held = accesses(*grants, ends=ends, papers=papers, missing=missing)
    return business_on(helpers=[helper], agreements=papers, accesses=held, cards=draw(cards()))


@given(businesses(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_is_total_and_does_not_depend_on_that_of_the_records(on: OnRecord, chance: Any) -> None:
    expected = every_line(on)
    places = [line.place for line in expected]
    assert places == sorted(set(places))
    mixed = {name: chance.sample(getattr(on, name), len(getattr(on, name))) for name in ("cards", "accesses")}
    shuffled = business_on(helpers=on.helpers, agreements=on.agreements, **mixed)
    assert [(line.rule, line.subject) for line in every_line(shuffled)] == [
        (line.rule, line.subject) for line in expected
    ]


@given(businesses())
@settings(max_examples=60, deadline=None)
def test_each_cause_has_one_line_and_what_is_folded_has_none(on: OnRecord) -> None:
    causes = [
        cause
        for line in every_line(on)
        for cause in {line.cause, line.about.cause, *(fold.about.cause for fold in line.folds)}
    ]
    assert len(causes) == len(set(causes))


@given(businesses())
@settings(max_examples=60, deadline=None)
def test_the_compact_view_keeps_its_promises(on: OnRecord) -> None:
    every = every_line(on)
    short = compact(every)
    assert len(short.shown) == min(len(every), COMPACT_LINES)
    assert [line for line in every if line in short.shown] == list(short.shown)
    assert {line.cls for line in every}.intersection(ALWAYS_SHOWN) <= {line.cls for line in short.shown}
    assert sum(short.counts.values()) == len(every) == len(short.shown) + short.more


def a_line(rule: Rule, subject: str = "x", **fields: Any) -> Line:
    (line,) = found(cards=[card(subject, uid=f"{rule}{subject}", due=day(-1))])
    said = {"rule": rule, "cause": f"{rule}{subject}", **fields}
    return Line(**(vars(line) | said))


@given(st.lists(st.sampled_from(list(Rule)), max_size=30), st.integers(5, 12))
def test_the_last_class_comes_in_only_where_there_is_room(rules: list[Rule], room: int) -> None:
    every = sorted((a_line(rule, f"n{n:02}") for n, rule in enumerate(rules)), key=lambda line: line.place)
    shown = compact(every, room).shown
    left_out = [line for line in every if line not in shown]
    if any(line.cls == "F" for line in shown):
        assert all(line.cls == "F" for line in left_out)


def test_every_rule_is_of_a_class_and_the_word_of_every_deed_fits_beside_a_line() -> None:
    assert {rule.cls for rule in Rule} == set(CLASSES)
    assert max(len(deed) for deed in Deed) <= 12


# ---------------------------------------------------------------------- putting off

SAFETY, OTHER = a_line(Rule.A1), a_line(Rule.D8)
MINE = Desk(owner="ob")


@pytest.mark.parametrize(
    ("line", "until", "reason", "says"),
    [
        (OTHER, 0, "", "until a day ahead"),
        (OTHER, 15, "", "A line of Today can wait 14 days at most: say a day up to 2026-05-26."),
        (SAFETY, 4, "away", "A matter of safety can wait 3 days at most: say a day up to 2026-05-15."),
        (SAFETY, 3, " ", "Why can this wait?"),
    ],
)
def test_what_cannot_wait_that_long_is_refused(line: Line, until: int, reason: str, says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        MINE.snoozed(line, day(until), today=TODAY, reason=reason)


@given(st.sampled_from([SAFETY, OTHER]), st.integers(1, 40), st.integers(0, 60))
def test_no_line_is_out_of_sight_for_longer_than_its_class_allows(line: Line, until: int, seen: int) -> None:
    try:
        mine = MINE.snoozed(line, day(until), today=TODAY, reason="on a plane")
    except RuleBroken:
        assert until > (3 if line is SAFETY else 14)
    else:
        assert mine.hides(line, day(seen)) is (seen < until)
        assert seen < (3 if line is SAFETY else 14) or not mine.hides(line, day(seen))


def test_a_snooze_written_into_the_file_by_hand_hides_safety_for_three_days_at_most() -> None:
    mine = MINE.snoozed(SAFETY, day(3), today=TODAY, reason="away")
    (snooze,) = mine.snoozes
    stretched = mine.but(snoozes=(snooze.but(until=day(300)),))
    assert not stretched.hides(SAFETY, TODAY)


@pytest.mark.parametrize(
    ("worse", "hidden"),
    [
        ({}, True),
        ({"rule": Rule.C2}, False),
        ({"due": day(-2)}, False),
        ({"due": day(1)}, True),
        ({"weight": 2}, False),
        ({"weight": 0}, True),
        ({"cause": "another"}, False),
    ],
)
def test_a_line_comes_back_at_once_when_its_cause_gets_worse(worse: dict[str, Any], hidden: bool) -> None:
    mine = MINE.snoozed(OTHER, day(7), today=TODAY)
    assert mine.hides(Line(**(vars(OTHER) | worse)), day(1)) is hidden


def test_a_line_that_stands_for_another_matter_is_back_at_once() -> None:
    def on(*items: str) -> OnRecord:
        template = Template.of(
            name="First steps",
            kind=HelperKind.ASSISTANT,
            items=tuple({"title": each, "offset_days": 20} for each in items),
        )
        copied = Checklist.copying(template, name="x", helper="niamh", start=day(-20), made_on=day(-30))
        named = tuple(item.but(key=item.title) for item in copied.items)
        return business_on(helpers=[niamh()], checklists=[copied.but(uid="list", items=named)])

    (line,) = every_line(on("a", "b"))
    mine = MINE.snoozed(line, day(7), today=TODAY)
    assert lines(on("a", "b"), mine) == []
    assert lines(on("b"), mine) == []
    assert [each.size for each in lines(on("b", "c"), mine)] == [2]


def test_a_line_put_off_before_its_matters_were_noted_goes_by_how_many_they_are() -> None:
    (snooze,) = MINE.snoozed(OTHER, day(7), today=TODAY).snoozes
    assert snooze.stood_for
    assert snooze.but(stood_for=()).hides(OTHER, TODAY)


def test_a_line_that_had_no_day_and_has_one_now_is_worse() -> None:
    timeless = Line(**(vars(OTHER) | {"due": None}))
    assert not MINE.snoozed(timeless, day(7), today=TODAY).hides(OTHER, TODAY)


def test_putting_off_again_replaces_and_what_came_back_is_forgotten() -> None:
    mine = MINE.snoozed(OTHER, day(2), today=TODAY).snoozed(OTHER, day(5), today=day(1))
    assert [each.until for each in mine.snoozes] == [day(5)]
    later = mine.snoozed(a_line(Rule.D8, "y"), day(9), today=day(6))
    assert [each.cause for each in later.snoozes] == ["D8y"]
    assert mine.woken(OTHER.cause).snoozes == ()


def test_an_access_that_expires_while_it_is_put_off_is_back_the_day_it_is_a_danger() -> None:
    def on(when: int) -> OnRecord:
        held = accesses(grant(expires_on=day(2)), when=when)
        return business_on(when, helpers=[niamh(terms())], accesses=held)

    (expiring,) = every_line(on(0))
    mine = MINE.snoozed(expiring, day(10), today=TODAY)
    assert [[line.rule for line in lines(on(when), mine)] for when in (0, 2, 3)] == [[], [], ["A1"]]


# ---------------------------------------------------------------------- its size


def test_a_solo_business_of_which_nothing_is_known_has_no_line_and_no_error() -> None:
    assert found(business=Business(), owner="me") == []
    assert compact([]).shown == ()
    assert compact([]).counts == {}


def test_a_thousand_cards_and_ten_thousand_entries_are_looked_through_in_a_blink() -> None:
    columns = list(Column)
    many = [
        card(f"Card {n}", columns[n % 6], -(n % 40), number=n + 1, helper="niamh", due=day(n % 60 - 30))
        for n in range(1_000)
    ]
    log = [
        TimeEntry.of(who="ob", start=at(-n / 60), end=at(-n / 60 + 0.01), zone="Europe/Dublin", text="x")
        for n in range(1, 10_001)
    ]
    audit = Audit.beginning(day(-10)).but(uid="audit", number=1)
    on = {"helpers": [niamh(terms())], "cards": many, "audits": [audit], "entries": lambda first: log}
    took = []
    for _ in range(3):
        fresh = business_on(**on)
        begun = process_time()
        assert len(every_line(fresh)) > 300
        took.append(process_time() - begun)
    assert min(took) < 0.25  # about 50 ms, and more where others fill the caches


def test_dates_are_those_of_the_business_not_of_the_clock() -> None:
    late_evening = (at(0).replace(hour=23, minute=30) - at(0)).total_seconds() / 86_400
    assert business_on(late_evening).today == date(2026, 5, 13)  # half past midnight in Dublin
