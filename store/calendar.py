"""Public holidays by country, handed to the models as dates."""

from collections.abc import Iterable
from datetime import date

from models.business import Business
from models.dates import quoted
from models.document import RuleBroken

YEARS_AHEAD = 3
"""Years beyond this one for which public holidays are looked up."""


def countries() -> tuple[str, ...]:
    """Returns the ISO 3166 codes of the countries whose public holidays are known."""
    from holidays import list_supported_countries  # it takes longer than the rest of a start

    return tuple(sorted(list_supported_countries(include_aliases=False)))


def regions(country: str) -> tuple[str, ...]:
    """Returns the codes of the parts of a country that have holidays of their own.

    Raises:
        RuleBroken: the country is not known.
    """
    from holidays import list_supported_countries

    code = _known(country)
    return tuple(list_supported_countries(include_aliases=False)[code])


def public_holidays(country: str, years: Iterable[int], region: str = "") -> tuple[date, ...]:
    """Returns the public holidays of a country in some years, in order.

    Args:
        country: its ISO 3166 code of two letters, as in `IE`.
        years: those that are wanted.
        region: the code of a part of it, as in `BY`; empty for what the whole country has off.

    Raises:
        RuleBroken: the country or the region is not known.
    """
    from holidays import country_holidays

    code, known = _known(country), regions(country)
    part = next((each for each in known if each.casefold() == region.strip().casefold()), None)
    if region.strip() and part is None:
        parts = f"say one of {', '.join(known)}" if known else "leave it empty"
        raise RuleBroken(
            f"{quoted(region)} is no part of {code} with holidays of its own: {parts}.", "region"
        )
    return tuple(sorted(country_holidays(code, subdiv=part, years=list(years))))


def with_public_holidays(
    business: Business, country: str, years: Iterable[int], region: str = ""
) -> Business:
    """Returns a business of a country that has its public holidays of some years off, besides its own days.

    Raises:
        RuleBroken: the country or the region is not known.
    """
    days = public_holidays(country, years, region)
    return business.but(country=country, region=region.strip().upper(), public_holidays=days)


def in_country(business: Business, said: str, *, today: date) -> Business:
    """Returns a business in a country, its public holidays known from last year on.

    Args:
        business: the settings.
        said: the country's two letters, and a part of it behind a dash: `IE`, `DE-BY`; empty for none.
        today: the day.

    Raises:
        RuleBroken: the country or the part is not known.
    """
    country, _, region = said.partition("-")
    if not country.strip():
        return business.but(country="", region="", public_holidays=())
    years = range(today.year - 1, today.year + YEARS_AHEAD + 1)
    return with_public_holidays(business, country, years, region)


def kept_known(business: Business, *, today: date) -> Business:
    """Returns a business whose public holidays are known for the coming year; the same where they are."""
    known = max(business.public_holidays, default=date.min).year
    if not business.country or known > today.year:
        return business
    return in_country(business, "-".join(filter(None, (business.country, business.region))), today=today)


def _known(country: str) -> str:
    code = country.strip().upper()
    if code not in countries():
        raise RuleBroken(
            f"{quoted(country)} is no country whose holidays are known: write its two letters, such as IE.",
            "country",
        )
    return code
