"""Money as whole minor units: cents, pence, yen."""

import re
from decimal import Decimal

from models.dates import quoted
from models.document import RuleBroken

MINOR_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "VND": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}
"""Digits after the point by ISO 4217, where they are not two."""

LARGEST_AMOUNT = 1_000_000_000
_AMOUNT = re.compile(r"(\d{1,12})(?:[.,](\d{1,3}))?")


def minor_digits(currency: str) -> int:
    """Returns how many digits a currency has after the point."""
    return MINOR_DIGITS.get(currency, 2)


def _minor_per_major(currency: str) -> int:
    return int(10 ** minor_digits(currency))


def read_money(text: str, currency: str) -> int:
    """Returns an amount such as `25`, `25.5` or `25,50` in minor units.

    Raises:
        RuleBroken: the text is no amount, is negative, or has more digits than the currency.
    """
    digits = minor_digits(currency)
    found = _AMOUNT.fullmatch(text.strip())
    if not found or len(found[2] or "") > digits:
        raise RuleBroken(f"{quoted(text)} is no amount in {currency}: write it like 25 or 25.50.")
    amount = int(found[1]) * _minor_per_major(currency) + int((found[2] or "").ljust(digits, "0") or 0)
    if amount > LARGEST_AMOUNT:
        raise RuleBroken("That amount is too large to be an hour's or a year's price.")
    return amount


def major(amount: int, currency: str) -> float:
    """Returns minor units as a number of whole currency units, for arithmetic and JSON."""
    return amount / _minor_per_major(currency)


def plain(amount: int | None, currency: str) -> str:
    """Returns minor units the way `read_money` reads them back, without superfluous zeros; None as ""."""
    if amount is None:
        return ""
    whole = Decimal(amount).scaleb(-minor_digits(currency))
    return f"{whole:f}" if whole != whole.to_integral() else str(int(whole))
