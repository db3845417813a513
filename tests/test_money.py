"""Money in whole minor units, read and shown without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.document import RuleBroken
from models.money import LARGEST_AMOUNT, major, minor_digits, plain, read_money

currencies = st.sampled_from(["EUR", "JPY", "KWD"])


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("25", "EUR", 2_500),
        ("25.5", "EUR", 2_550),
        ("25,50", "EUR", 2_550),
        (" 0.05 ", "USD", 5),
        ("0", "GBP", 0),
        ("1200", "JPY", 1_200),
        ("1.234", "KWD", 1_234),
        ("1.2", "KWD", 1_200),
        ("10000000", "EUR", LARGEST_AMOUNT),
    ],
)
def test_an_amount_is_read_in_minor_units(text: str, currency: str, minor: int) -> None:
    assert read_money(text, currency) == minor


@pytest.mark.parametrize(
    "text", ["", "-5", "+5", "5 EUR", "1e3", "25.", ".5", "1.234", "1,000.00", "five", "٣.٥.١"]
)
def test_what_is_no_amount_in_euro_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"is no amount in EUR: write it like 25 or 25\.50\.$"):
        read_money(text, "EUR")


def test_a_fraction_of_a_currency_without_minor_units_is_refused() -> None:
    with pytest.raises(RuleBroken, match="no amount in JPY"):
        read_money("100.5", "JPY")


def test_an_amount_beyond_reason_is_refused() -> None:
    with pytest.raises(RuleBroken, match="too large"):
        read_money("10000000.01", "EUR")


def test_a_refusal_repeats_no_control_character() -> None:
    with pytest.raises(RuleBroken) as refused:
        read_money("\x1b[2J", "EUR")
    assert "\x1b" not in str(refused.value)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XXX", 2)])
def test_digits_after_the_point_follow_the_currency(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (2_500, "EUR", "25"),
        (2_550, "EUR", "25.50"),
        (5, "EUR", "0.05"),
        (0, "EUR", "0"),
        (1_200, "JPY", "1200"),
    ],
)
def test_an_amount_is_shown_without_superfluous_zeros(minor: int, currency: str, shown: str) -> None:
    assert plain(minor, currency) == shown


@given(st.integers(0, LARGEST_AMOUNT), currencies)
def test_what_is_shown_is_read_back_as_the_same_amount(minor: int, currency: str) -> None:
    assert read_money(plain(minor, currency), currency) == minor


def test_an_amount_that_is_not_said_is_shown_as_nothing() -> None:
    assert plain(None, "EUR") == ""


def test_major_units_are_for_arithmetic() -> None:
    assert (major(2_550, "EUR"), major(1_200, "JPY"), major(1_500, "KWD")) == (25.5, 1_200.0, 1.5)
