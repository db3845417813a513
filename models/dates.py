"""The days people type: `fri`, `12dec`, `2026-12-05`, `5.12.`, `3d`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from models.document import RuleBroken, cleaned

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MINUTES_A_DAY = 1_440
_YEARS_TO_A_LEAP_DAY = 8
YEARS = range(1900, 3000)
"""The years in which a day can lie."""
_LONGEST_QUOTED = 40


def _names(names: Iterable[str]) -> str:
    return "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.lower, names))


_MONTH = f"(?:{_names(MONTHS)})"
ISO_DAY = r"\d{4}-\d\d-\d\d"
_DOTTED = r"\d{1,2}\.\d{1,2}\.(?:\d{4})?"
NUMERIC_DAY = rf"{ISO_DAY}|{_DOTTED}|\d{{1,2}}[ -]?{_MONTH}"
DAY = (
    rf"today|yesterday|y|{_names(WEEKDAYS)}|-\d{{1,3}}|{ISO_DAY}|\d\d-\d\d|{_DOTTED}"
    rf"|\d{{1,2}}[ -]?{_MONTH}|{_MONTH}[ -]?\d{{1,2}}"
)
"""What may stand before a clock time to name its day; `31.12` alone could be a time."""
NAMED_DAY = rf"{DAY}|\d{{1,2}}\.\d{{1,2}}"
"""What names a day where no clock time is asked for."""

# Compiled by `re` when first needed: the names of this module are wanted where no date is ever typed.
_CALENDAR = (
    rf"(?:(?P<year>\d{{4}})-)?(?P<mm>\d\d)-(?P<dd>\d\d)"
    r"|(?P<d3>\d{1,2})\.(?P<m3>\d{1,2})(?:\.(?P<y3>\d{4})?)?"
    rf"|(?P<d1>\d{{1,2}})[ -]?(?P<m1>{_MONTH})(?:[ -]?(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{_MONTH})[ -]?(?P<d2>\d{{1,2}})(?:(?:, ?|[ -])(?P<y2>\d{{4}}))?"
)
_AHEAD = r"\+(?P<days>\d{1,3})d?|\+?(?P<count>\d{1,3})\s?(?P<unit>[dw])"


def written_day(day: date) -> str:
    """Returns a day as it stands in a text for somebody else: Tuesday, 2026-05-12."""
    return f"{day:%A}, {day.isoformat()}"


def read_date(text: str, *, today: date) -> date:
    """Returns the day that a due date names, counted from `today`.

    A weekday is the next one, never today; a day without a year is the next one, today included. `3d`,
    `2w` and `+5` (days) count ahead; a full date such as 2026-12-05, 5.12.2026 or 5dec2026 may lie in the
    past.

    Raises:
        RuleBroken: the text names no day.
    """
    said = " ".join(cleaned(text).lower().split())
    if said in ("today", "tomorrow"):
        return today + timedelta(days=said == "tomorrow")
    if (weekday := _weekday(said)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if ahead := re.fullmatch(_AHEAD, said, re.ASCII):
        weeks = 7 if ahead["unit"] == "w" else 1
        return today + timedelta(days=int(ahead["days"] or ahead["count"]) * weeks)
    if re.fullmatch(_CALENDAR, said, re.ASCII):
        years = range(today.year, today.year + _YEARS_TO_A_LEAP_DAY + 1)
        days = _calendar_days(said, years)
        return next((day for day in days if day >= today), days[0])
    raise RuleBroken(f"{quoted(text)} is not a date: say today, fri, 12dec, 2026-12-05, 3d or 2w.")


def read_past_date(text: str, *, today: date) -> date:
    """Returns the day that the date of something that has happened names, counted back from `today`.

    A weekday and a day without a year are the latest one, today included; `-3` counts back. A full date
    stands as it is.

    Raises:
        RuleBroken: the text names no day.
    """
    said = " ".join(cleaned(text).lower().split())
    if re.fullmatch(rf"{NAMED_DAY}|{_CALENDAR}", said, re.ASCII):
        return next(days_back(said, today), None) or read_date(said, today=today)
    raise RuleBroken(f"{quoted(text)} is not a date: say today, yesterday, fri, 12dec, 2026-12-05 or -3.")


def read_nearest_date(text: str, *, today: date) -> date:
    """Returns the day that a date names which may have passed or not: that of the year nearest to `today`.

    Everything but a day without a year is read as `read_date` does.

    Raises:
        RuleBroken: the text names no day.
    """
    ahead = read_date(text, today=today)
    if not re.fullmatch(_CALENDAR, " ".join(cleaned(text).lower().split()), re.ASCII):
        return ahead
    return min(ahead, read_past_date(text, today=today), key=lambda day: abs(day - today))


def days_back(said: str | None, today: date) -> Iterator[date]:
    """Yields the days that the first word of a time can mean, the likeliest first."""
    if said is None:
        yield from (today, today - timedelta(days=1))
    elif said == "today":
        yield today
    elif said in ("y", "yesterday"):
        yield today - timedelta(days=1)
    elif (weekday := _weekday(said)) is not None:
        latest = today - timedelta(days=(today.weekday() - weekday) % 7)
        yield from (latest, latest - timedelta(days=7))
    elif said.startswith("-"):
        yield today - timedelta(days=int(said[1:]))
    else:
        years = range(today.year, today.year - _YEARS_TO_A_LEAP_DAY - 1, -1)
        yield from islice((day for day in _calendar_days(said, years) if day <= today), 1)


def _calendar_days(said: str, years: Iterable[int]) -> list[date]:
    """Returns the days of that name in the given years, or the one day when the year is named."""
    found = re.fullmatch(_CALENDAR, said, re.ASCII)
    assert found, said
    day = int(found["dd"] or found["d1"] or found["d2"] or found["d3"])
    number = found["mm"] or found["m3"]
    month = int(number) if number else _month(found["m1"] or found["m2"])
    if year := found["year"] or found["y1"] or found["y2"] or found["y3"]:
        return [iso_day(f"{year}-{month:02}-{day:02}")]
    days = [exact for year in years if (exact := _exact(year, month, day))]
    if not days:
        name = MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"
        raise RuleBroken(f"There is no day {day} in {name}: say the month and the day, as in 12-05 or 5dec.")
    return days


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def iso_day(said: str) -> date:
    """Returns the day that an ISO date names.

    Raises:
        RuleBroken: the calendar has no such day.
    """
    year, month, day = map(int, said.split("-"))
    exact = _exact(year, month, day)
    if exact is None or year not in YEARS:
        raise RuleBroken(f"There is no day {said}: say year, month and day, as in 2026-12-05.")
    return exact


def _weekday(said: str) -> int | None:
    return next((i for i, name in enumerate(map(str.lower, WEEKDAYS)) if said in (name, name[:3])), None)


def _month(said: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(said))


def quoted(text: str) -> str:
    """Returns what was typed, fit for a refusal: cleaned, cut and in quotation marks."""
    return f"“{shortened(cleaned(text).strip())}”"


def shortened(text: str) -> str:
    """Returns a text of one line cut to a length that a message can hold."""
    return text if len(text) <= _LONGEST_QUOTED else f"{text[: _LONGEST_QUOTED - 1]}…"


def months_later(day: date, months: int) -> date:
    """Returns the same day so many months on, or the last day of that month where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return next(exact for d in range(day.day, 0, -1) if (exact := _exact(year, month + 1, d)))


def monday_of(day: date) -> date:
    """Returns the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
