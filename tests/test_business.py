"""The business: when it works, who owns it, and how its categories add up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.business import Business, Category, Initials, OwnCategory, Owner, Zone, zone_named
from models.document import Record, RuleBroken

MONDAY, FRIDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28)
PAIR = Business.of(
    owners=(Owner(key="ob", initials="ob", name="Orla"), Owner(key="tw", initials="TW")),
    categories=(
        OwnCategory(name="Client care", rolls_up_to=Category.CORE),
        OwnCategory(name="Hiring", rolls_up_to=Category.ADMIN),
    ),
)


def test_weekdays_are_worked_unless_said_otherwise() -> None:
    assert [Business().is_work_day(day) for day in (MONDAY, FRIDAY, SATURDAY)] == [True, True, False]


def test_a_business_may_work_on_other_days() -> None:
    market = Business.of(work_days=(5, 6))
    assert [market.is_work_day(day) for day in (MONDAY, SATURDAY)] == [False, True]


def test_a_holiday_is_no_work_day() -> None:
    assert not Business.of(holidays=(MONDAY,)).is_work_day(MONDAY)


@pytest.mark.parametrize(
    ("first", "last", "count"),
    [
        (MONDAY, MONDAY, 1),
        (MONDAY, FRIDAY, 5),
        (MONDAY, date(2026, 12, 6), 10),
        (SATURDAY, SATURDAY, 0),
        (FRIDAY, MONDAY, 0),
    ],
)
def test_work_days_are_counted_with_both_ends(first: date, last: date, count: int) -> None:
    assert Business().work_days_between(first, last) == count


def test_a_holiday_on_a_weekend_costs_no_work_day() -> None:
    business = Business.of(holidays=(date(2026, 11, 25), SATURDAY))
    assert business.work_days_between(MONDAY, date(2026, 11, 29)) == 4


@given(st.dates(date(2026, 1, 1), date(2026, 3, 1)), st.dates(date(2026, 1, 1), date(2026, 3, 1)))
def test_work_days_are_as_many_as_counting_day_by_day_gives(first: date, last: date) -> None:
    business = Business.of(
        work_days=(0, 2, 6), holidays=(date(2026, 1, 7), date(2026, 1, 8), date(2026, 2, 1))
    )
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert business.work_days_between(first, last) == sum(map(business.is_work_day, days))


@pytest.mark.parametrize("day", [-1, 7])
def test_a_week_has_seven_days(day: int) -> None:
    with pytest.raises(RuleBroken, match=r"^Work days must be"):
        Business.of(work_days=(0, day))


def test_cadences_follow_the_weeks_and_days_that_are_worked() -> None:
    business = Business.of(work_weeks=40, work_days=(0, 1, 2, 3))
    assert business.cadences == {"daily": 160, "weekly": 40, "monthly": 12, "quarterly": 4, "yearly": 1}


@pytest.mark.parametrize(
    ("word", "category"),
    [
        ("core", "core"),
        ("ADM", "admin"),
        ("cli", "client care"),
        ("Client Care", "client care"),
    ],
)
def test_a_category_is_named_by_its_beginning(word: str, category: str) -> None:
    assert PAIR.category(word) == category


@pytest.mark.parametrize("word", ["c", "x", ""])
def test_a_word_that_begins_several_categories_or_none_is_refused_with_all_of_them(word: str) -> None:
    with pytest.raises(RuleBroken, match=rf"^“{word}” is no category: say one of core, .*care, hiring\.$"):
        PAIR.category(word)


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("client care", Category.CORE),
        ("hiring", Category.ADMIN),
        ("technical", Category.TECHNICAL),
        ("golf", None),
        (None, None),
    ],
)
def test_categories_of_ones_own_are_counted_under_one_of_the_five(
    category: str | None, kind: Category | None
) -> None:
    assert PAIR.rolled_up(category) is kind


@pytest.mark.parametrize("who", ["ob", "OB", "Ob"])
def test_an_owner_is_found_by_initials_or_key_in_any_case(who: str) -> None:
    assert PAIR.owner(who).name == "Orla"


def test_an_unknown_owner_is_refused_with_the_known_ones() -> None:
    with pytest.raises(RuleBroken, match=r"^No owner has the initials “XY”; there are OB, TW\.$"):
        PAIR.owner("XY")


def test_while_nobody_is_named_any_initials_are_those_of_the_one_who_works_here() -> None:
    assert Business().owner("ob") == Owner(key="me", initials="OB")
    assert [owner.initials for owner in Business().people] == ["ME"]


def test_the_first_owner_ever_named_is_the_one_who_worked_here_before() -> None:
    first, second = Business().with_owners([("ob", "Orla Brennan"), ("tw", "Tomasz")]).owners
    assert (first.key, first.initials, first.name) == ("me", "OB", "Orla Brennan")
    assert second.key not in ("me", "tw")


def test_owners_keep_their_log_by_their_initials_in_any_order() -> None:
    owners = PAIR.with_owners([("TW", "Tomasz"), ("OB", "")]).owners
    assert [(owner.key, owner.initials) for owner in owners] == [("tw", "TW"), ("ob", "OB")]


def test_a_new_owner_gets_nobody_elses_log() -> None:
    keys = [owner.key for owner in PAIR.with_owners([("XY", "New"), ("OB", "Orla")]).owners]
    assert keys[1] == "ob"
    assert keys[0] not in ("me", "ob", "tw", "xy")


def test_two_owners_with_the_same_initials_are_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^Two owners have the initials OB: give one of them others\.$"):
        PAIR.with_owners([("OB", "Orla"), ("ob", "Otto")])


@pytest.mark.parametrize("categories", [(), (OwnCategory(name="Recruiting", rolls_up_to=Category.ADMIN),)])
def test_a_category_that_activities_use_is_neither_dropped_nor_renamed(
    categories: tuple[OwnCategory, ...],
) -> None:
    with pytest.raises(RuleBroken, match=r"^Activities are in “hiring”: give them another category first\.$"):
        PAIR.replaced_by(PAIR.but(categories=categories), ["hiring", None, "core"])


def test_a_category_that_no_activity_uses_may_go() -> None:
    bare = PAIR.but(categories=())
    assert PAIR.replaced_by(bare, ["core", None, "gone long ago"]) == bare


@pytest.mark.parametrize("initials", ["", "ORLAB", "O B", "O-B", "\x1b"])
def test_what_are_no_initials_is_refused_with_the_fix(initials: str) -> None:
    with pytest.raises(
        RuleBroken, match=r"are no initials: write one to four letters, such as OB\.$"
    ) as refused:
        Business().owner(initials)
    assert "\x1b" not in str(refused.value)


def test_initials_are_put_in_capitals() -> None:
    class Signed(Record):
        by: Initials

    assert Signed.of(by=" jp ").by == "JP"


@pytest.mark.parametrize("currency", ["eur", "€", "EURO", ""])
def test_what_is_no_currency_is_refused_with_the_fix(currency: str) -> None:
    with pytest.raises(RuleBroken, match=r"is no currency: write its three capitals, such as EUR\.$"):
        Business.of(currency=currency)


@pytest.mark.parametrize("zone", ["Mars", "America", "", "../etc/passwd", "Europe/\x00", "\x1b[2J"])
def test_what_is_no_zone_is_refused_in_a_sentence(zone: str) -> None:
    with pytest.raises(RuleBroken, match=r"is no time zone: write it like Europe/Dublin") as refused:
        Business.of(zone=zone)
    assert str(refused.value).isprintable()


def test_a_zone_is_known_by_its_name() -> None:
    class Place(Record):
        zone: Zone

    assert Place.of(zone="Europe/Dublin").zone == "Europe/Dublin"
    assert zone_named("Asia/Tokyo").key == "Asia/Tokyo"


def test_help_has_an_assumed_price_until_one_is_said() -> None:
    assert Business().rate_of_help == 2_500
    assert Business.of(helper_rate=0).rate_of_help == 0


def test_nothing_is_assumed_for_the_hour_of_an_owner() -> None:
    assert Business().owner_hour is None
    with pytest.raises(RuleBroken, match=r"^Owner hour must be more than 0\.$"):
        Business.of(owner_hour=0)
