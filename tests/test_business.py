"""The business: when it works, who owns it, and how its categories add up."""

from datetime import date

import pytest

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
        ("c", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_category_is_named_by_its_beginning_if_only_one_begins_so(word: str, category: str | None) -> None:
    assert PAIR.category(word) == category


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


def test_while_nobody_is_named_anybody_may_work() -> None:
    assert Business().owner("ob") == Owner(key="ob", initials="OB")
    assert [owner.initials for owner in Business().people] == ["ME"]


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
