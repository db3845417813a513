"""Public holidays by country, as dates."""

import subprocess
import sys
from datetime import date

import pytest

from models.business import Business
from models.document import RuleBroken
from store.calendar import (
    countries,
    in_country,
    kept_known,
    public_holidays,
    regions,
    with_public_holidays,
)


def test_a_country_has_its_public_holidays_as_dates_in_order() -> None:
    days = public_holidays("ie", [2026, 2027])
    assert {date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1), date(2027, 3, 17)} <= set(days)
    assert list(days) == sorted(days)
    assert {type(day) for day in days} == {date}
    assert "IE" in countries()


def test_a_part_of_a_country_has_days_of_its_own() -> None:
    corpus_christi = date(2026, 6, 4)
    assert "BY" in regions("DE")
    assert corpus_christi in public_holidays("DE", [2026], "by")
    assert corpus_christi not in public_holidays("DE", [2026])


@pytest.mark.parametrize(
    ("country", "region", "sentence"),
    [
        ("Eire", "", "“Eire” is no country whose holidays are known: write its two letters, such as IE."),
        ("IE", "Cork", "“Cork” is no part of IE with holidays of its own: leave it empty."),
    ],
)
def test_a_country_or_a_part_that_is_not_known_is_refused(country: str, region: str, sentence: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        public_holidays(country, [2026], region)
    assert str(refused.value) == sentence


def test_a_business_keeps_the_days_off_it_has_already() -> None:
    training = date(2026, 5, 7)
    business = with_public_holidays(Business.of(holidays=(training,)), "IE", [2026])
    assert not business.is_work_day(training)
    assert not business.is_work_day(date(2026, 5, 4))
    assert with_public_holidays(business, "IE", [2026]) == business


def test_the_calendars_of_all_countries_are_not_loaded_before_one_is_asked_for() -> None:
    code = "import sys, store.calendar; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_country_and_a_part_of_it_are_written_with_a_dash_and_taken_back_with_nothing() -> None:
    own = Business.of(holidays=(date(2026, 5, 7),))
    there = in_country(own, "de-by", today=date(2026, 5, 12))
    assert (there.country, there.region, there.holidays) == ("DE", "BY", own.holidays)
    assert not there.is_work_day(date(2026, 6, 4))
    assert not there.is_work_day(date(2028, 5, 1))
    assert there.work_days_between(date(2026, 6, 1), date(2026, 6, 5)) == 4
    assert in_country(there, "", today=date(2026, 5, 12)).but(uid=own.uid) == own


def test_public_holidays_are_looked_up_again_before_the_known_years_run_out() -> None:
    there = in_country(Business(), "IE", today=date(2026, 5, 12))
    assert kept_known(there, today=date(2028, 5, 12)) is there
    later = kept_known(there, today=date(2029, 1, 2))
    assert date(2032, 8, 2) in later.public_holidays
    nowhere = Business()
    assert kept_known(nowhere, today=date(2029, 1, 2)) is nowhere
