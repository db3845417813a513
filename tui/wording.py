"""How records are said on screen and in a shell: durations, dates, money, ages."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from math import floor
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models import dates
from models.audit import TimeEntry
from models.money import minor_digits

if TYPE_CHECKING:
    from models.when import Span

WEEKDAYS, MONTHS = (tuple(name[:3] for name in names) for names in (dates.WEEKDAYS, dates.MONTHS))
DAYS_COUNTED = 60
"""Days up to which it is said in days how far off a date is."""
SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$", "JPY": "¥"}
VERDICTS = {
    "delegate_now": "delegate now",
    "plan": "plan",
    "hire_once": "hire once",
    "finish_it": "finish it",
    "relief_only": "relief only",
    "automate": "automate",
    "drop": "drop",
    "keep": "keep",
    "not_yet": "not yet",
    "ask": "how often?",
}


def duration(minutes: int) -> str:
    """Returns minutes as `2 h 10`, `45 min` or `3 h`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def clock(minutes: int) -> str:
    """Returns minutes as a timer shows them: `0:42`."""
    return f"{minutes // 60}:{minutes % 60:02}"


def hours(value: float) -> str:
    """Returns hours with one digit, as in `22.3 h`."""
    return f"{value:,.1f} h"


def day(value: date, today: date | None = None) -> str:
    """Returns a date as `Tue 12 May`, with its year where that is not this one."""
    said = f"{WEEKDAYS[value.weekday()]} {value.day} {MONTHS[value.month - 1]}"
    return said if today is None or value.year == today.year else f"{said} {value.year}"


def short_day(value: date) -> str:
    """Returns a date as `12 May`."""
    return f"{value.day} {MONTHS[value.month - 1]}"


def day_of(at: datetime, zone: ZoneInfo) -> str:
    """Returns the day of an instant where the business is, as `12 May`."""
    return short_day(at.astimezone(zone).date())


def moment(at: datetime, zone: ZoneInfo, today: date) -> str:
    """Returns an instant where the business is as `Fri 20 Nov 17:02`; in another year the year, no time."""
    there = at.astimezone(zone)
    said = day(there.date(), today)
    return f"{said} {there:%H:%M}" if there.year == today.year else said


def near(value: date, today: date) -> str:
    """Returns how far a day is off: `today`, `yesterday`, `3 days back`, `3 days ahead`, `a year ago`."""
    ahead = (value - today).days
    if abs(ahead) > DAYS_COUNTED:
        months = round(abs(ahead) / 30.44)
        years = round(months / 12)
        far = f"{months} months" if months < 12 else "a year" if years == 1 else f"{years} years"
        return f"{far} {'ahead' if ahead > 0 else 'ago'}"
    said = {0: "today", -1: "yesterday", 1: "tomorrow"}.get(ahead)
    return said or f"{abs(ahead)} days {'ahead' if ahead > 0 else 'back'}"


def in_days(minutes: int) -> str:
    """Returns a length by the clock in days, as in `2.5`."""
    return f"{minutes / dates.MINUTES_A_DAY:.1f}"


def age(days: int) -> str:
    """Returns an age as `5 d`, and `today` on the first day."""
    return f"{days} d" if days else "today"


def money(amount: float, currency: str, *, digits: int | None = None) -> str:
    """Returns an amount in major units, as in `€1,390` or `1,390 CHF`.

    Args:
        amount: in major units.
        currency: an ISO 4217 code.
        digits: how many follow the point; as many as the currency has when not given.
    """
    places = minor_digits(currency) if digits is None else digits
    number = f"{abs(Decimal(repr(amount))):,.{places}f}"
    sign = "-" if amount < 0 and any(digit in "123456789" for digit in number) else ""
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {currency}"


def score(points: float | None) -> str:
    """Returns a score of 100 in full points, as in `74`; nothing where there is none."""
    return "" if points is None else str(floor(points))


def verdict(outcome: str | None) -> str:
    """Returns what an estimate comes to, in words; nothing where it comes to nothing yet."""
    return VERDICTS[outcome] if outcome else ""


def per_cent(fraction: float) -> str:
    """Returns a fraction as a percentage, as in `28.6 %`."""
    return f"{fraction * 100:.1f} %"


def count(number: int, one: str, many: str = "") -> str:
    """Returns a number with its noun, as in `1 entry` or `9 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Returns words as a sentence has them: `a, b and c`."""
    *first, last = [*words] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def times(entry: TimeEntry, zone: ZoneInfo) -> str:
    """Returns the clock times of an entry, as in `09:00-10:30`."""
    if entry.minutes_only is not None:
        return "no clock"
    start = entry.start.astimezone(zone)
    if entry.end is None:
        return f"{start:%H:%M}-now"
    return f"{start:%H:%M}-{entry.end.astimezone(zone):%H:%M}"


def span(value: "Span", *, now: datetime, zone: ZoneInfo) -> str:
    """Returns how a typed time was understood: `Sat 21 Nov 17:00-18:00, 1 h, yesterday`."""
    start, today = value.start.astimezone(zone), now.astimezone(zone).date()
    said = near(start.date(), today)
    if value.end is None:
        return f"{day(start.date(), today)} {start:%H:%M}, running, {said}"
    end = value.end.astimezone(zone)
    return f"{day(start.date(), today)} {start:%H:%M}-{end:%H:%M}, {duration(value.minutes(now))}, {said}"
