"""The times people type: `9-10:30`, `25m ago`, `y 14:00`, `fri 9am`, `1h30`."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from models.dates import DAY, ISO_DAY, NUMERIC_DAY, days_back, iso_day, quoted, read_date, shortened
from models.document import RuleBroken, cleaned, moment, whole_minutes

__all__ = [
    "BareNumber",
    "Span",
    "Written",
    "read_date",
    "read_duration",
    "read_when",
    "split_when",
    "written",
]

LONGEST_WRAP = timedelta(hours=12)
"""A range that ends earlier in the day than it starts runs past midnight only when it is this short."""

_NOON = 12 * 3600


@dataclass(frozen=True)
class Span:
    """A half-open stretch of time, in UTC and whole seconds; without an end it is still running."""

    start: datetime
    end: datetime | None

    def minutes(self, now: datetime) -> int:
        """Returns the nearest minutes from the start to the end, or to `now` while it runs."""
        return whole_minutes((self.end or now) - self.start)


class BareNumber(RuleBroken):
    """A lone number that could be an hour as well as a number of minutes."""


# Every quantifier is bounded, so that no input makes matching slow.
_H = r"\s?(?:hours?|hrs?|h)"
_M = r"\s?(?:minutes?|mins?|m)"
_LENGTH = rf"\d{{1,3}}[.,]\d{{1,2}}{_H}|\d{{1,3}}{_H}(?:\d{{1,2}}(?:{_M})?|\s\d{{1,2}}{_M})?|\d{{1,4}}{_M}"
_CLOCK = r"(?:noon|(?:\d{3,4}|\d{1,2}(?:[:.]\d\d(?::\d\d)?)?)(?:\s?[ap]m)?)z?"

_AGO = re.compile(rf"({_LENGTH})\s?ago", re.ASCII)
_LAST = re.compile(rf"(?:last\s)?({_LENGTH})", re.ASCII)
_RANGE = re.compile(
    rf"(?:(?P<day>{DAY})\s)?(?P<start>{_CLOCK})"
    rf"(?:\s?(?:-|to)\s?(?:(?P<open>now|\?)|(?:(?P<end_day>{ISO_DAY})\s)?(?P<end>{_CLOCK}))"
    rf"|\s?(?:\+|for)\s?(?P<length>{_LENGTH}))?",
    re.ASCII,
)
_NUMERIC_DAY = re.compile(NUMERIC_DAY, re.ASCII)
_MOST_WORDS = 9  # "16 nov 9 am for 1 h 30 m" has the most words a time can have
_CLOCK_PARTS = re.compile(r"(\d{1,2}?)(?:([:.]?)(\d\d)(?::(\d\d))?)?\s?([ap]m)?(z?)", re.ASCII)
_LENGTH_PARTS = re.compile(
    rf"(?:(?P<hours>\d{{1,4}}(?:[.,]\d{{1,2}})?){_H})?\s?(?:(?P<minutes>\d{{1,4}})(?:{_M})?)?", re.ASCII
)
_WORD = re.compile(r"\S+")


def read_when(text: str, *, now: datetime, zone: ZoneInfo, last_end: datetime | None = None) -> Span:
    """Returns the span that a time, a range, a length or an "ago" names, none of it later than `now`.

    A time later than `now` means yesterday unless a day is named. A local time that a clock change skips
    moves forward, one that it repeats is the earlier of the two that can be meant.

    Args:
        text: what was typed, without the words that say what was done.
        now: an aware instant; its seconds count, anything finer is dropped.
        zone: the zone of the clock times.
        last_end: the end of the last entry, from which `last` runs.

    Raises:
        RuleBroken: the text is no time, or one that is still to come.
    """
    span = _read(cleaned(text), now=now, zone=zone, last_end=last_end)
    if span is None:
        raise RuleBroken(
            f"{quoted(text)} is not a time Deskhand reads: say 9:30, 9-10:30, 25m, 25m ago or fri 9-10."
        )
    return span


def split_when(
    line: str, *, now: datetime, zone: ZoneInfo, last_end: datetime | None = None
) -> tuple[Span | None, str]:
    r"""Returns the time that a line starts with, and the rest of the line.

    The longest run of leading words that reads as a time is taken; without one the span is None. A
    leading backslash or quote, as in `\9 lives`, keeps a number as text.

    Raises:
        RuleBroken: the line starts with something that looks like a time and is none.
    """
    line = cleaned(line).strip()
    bare: BareNumber | None = None
    for word in reversed(list(islice(_WORD.finditer(line), _MOST_WORDS))):
        try:
            span = _read(line[: word.end()].rstrip(",;:"), now=now, zone=zone, last_end=last_end)
        except BareNumber as refusal:  # "10-11 12 guests" still starts with a range
            bare = refusal
        except RuleBroken as refusal:
            raise _unless_text(refusal, line) from None
        else:
            if span is not None:
                return span, line[word.end() :].strip()
    if bare is not None:
        raise _unless_text(bare, line)
    return None, line


class Written(NamedTuple):
    """A span as text: a day, a clock time, and another one that has a day of its own where it needs it."""

    day: str
    start: str
    end: str
    """Empty while the span has no end."""


def written(span: Span, zone: ZoneInfo) -> Written:
    """Returns the form of a span that `read_when` reads back as the same span, as `day start-end`.

    Local times are used where they can be; an instant in the second pass of a repeated hour is written
    in UTC, marked `z`.
    """
    start, end = _local_or_utc(span.start, zone), span.end and _local_or_utc(span.end, zone)
    begin = f"{start:%Y-%m-%d}", _clock_text(start)
    if span.end is None or end is None:
        return Written(*begin, "")
    past_midnight = (
        start.tzinfo is end.tzinfo
        and start.date() + timedelta(days=1) == end.date()
        and span.end - span.start <= LONGEST_WRAP
    )
    if start.date() == end.date() or past_midnight:
        return Written(*begin, _clock_text(end))
    return Written(*begin, f"{end:%Y-%m-%d} {_clock_text(end)}")


def _read(text: str, *, now: datetime, zone: ZoneInfo, last_end: datetime | None) -> Span | None:
    """Returns None for words that have not the shape of a time."""
    text = " ".join(text.lower().replace("–", "-").replace("—", "-").split())
    now = moment(now).astimezone(UTC)
    if text == "last":
        return _since(last_end, now)
    if ago := _AGO.fullmatch(text):
        return Span(now - timedelta(minutes=_minutes(ago[1])), None)
    if last := _LAST.fullmatch(text):
        return Span(now - timedelta(minutes=_minutes(last[1])), now)
    if found := _RANGE.fullmatch(text):
        return _range(found, now, zone)
    if _NUMERIC_DAY.fullmatch(text):
        raise RuleBroken(f"Say a time as well as the day: {text} 9-10.")
    return None


def _since(last_end: datetime | None, now: datetime) -> Span:
    if last_end is None:
        raise RuleBroken("There is no earlier entry to go on from: say a time, such as 9:00 or 25m.")
    start = moment(last_end).astimezone(UTC)
    if start >= now:
        raise RuleBroken("The last entry ends now, so there is no gap to fill: say a time, such as 9-10.")
    return Span(start, now)


def _range(found: re.Match[str], now: datetime, zone: ZoneInfo) -> Span:
    alone = not (found["end"] or found["open"] or found["length"])
    if alone and found["start"].isdigit() and len(found["start"]) < 3:
        raise BareNumber(_either(found["start"]))
    start = _Clock.of(found["start"])
    end = _Clock.of(found["end"]) if found["end"] else None
    if end:
        start, end = _in_one_half(start, end)
    today = now.astimezone(zone).date()
    for day in days_back(found["day"], today):
        begin = start.on(day, zone)
        if found["length"]:
            finish: datetime | None = begin + timedelta(minutes=_minutes(found["length"]))
        elif end:
            finish = _finish(begin, start, end, found["end_day"], day, zone)
        else:
            finish = now if found["open"] == "now" else None
        if max(begin, finish or begin) <= now:
            if begin == finish:
                raise RuleBroken(f"No time has passed since {start.said}: say it without an end.")
            return Span(begin, finish)
    raise RuleBroken(
        f"{quoted(found[0])} is still to come: say a time that has passed, such as y 9-10 or 25m ago."
    )


def _finish(
    begin: datetime, start: "_Clock", end: "_Clock", end_day: str | None, day: date, zone: ZoneInfo
) -> datetime:
    if end_day:
        finish = end.on(iso_day(end_day), zone)
        if finish > begin:
            return finish
    else:
        for finish in (end.on(day, zone), end.on(day, zone, fold=1)):
            if finish > begin:
                return finish
        finish = end.on(day + timedelta(days=1), zone)
        if begin < finish <= begin + LONGEST_WRAP:
            return finish
    raise RuleBroken(f"{start.said}-{end.said} ends before it starts: say {_other_way(start, end)}.")


def _other_way(start: "_Clock", end: "_Clock") -> str:
    hour, minutes = divmod(end.seconds // 60, 60)
    if hour < 12 and end.seconds + _NOON > start.seconds:
        return f"{start.said}-{hour + 12}:{minutes:02}"
    return f"{end.said}-{start.said}" if end.seconds < start.seconds else f"{start.said} + 25m"


@dataclass(frozen=True)
class _Clock:
    said: str
    seconds: int  # since midnight
    half: str = ""  # "am" or "pm", where it was said
    utc: bool = False

    @classmethod
    def of(cls, text: str) -> "_Clock":
        if text.startswith("noon"):
            return cls(text, _NOON, "pm", text.endswith("z"))
        found = _CLOCK_PARTS.fullmatch(text)
        assert found, text  # every text that _CLOCK matches has these parts
        hour, dot, minute, second, half, utc = found.groups(default="")
        if dot == ".":
            raise RuleBroken(f"Say {hour}:{minute}: {text} could be a time or a number.")
        if int(minute or 0) > 59 or int(second or 0) > 59:
            raise RuleBroken(f"{text} is no time of day: an hour has 60 minutes, say {hour}:59 or less.")
        if half and not 1 <= int(hour) <= 12:
            raise RuleBroken(
                f"{text} is no time of day: with am or pm the hour is 1 to 12, say {hour}:00 without."
            )
        if int(hour) > 23:
            raise RuleBroken(f"{text} is no time of day: say 0:00 to 23:59.")
        hours = int(hour) % 12 + 12 * (half == "pm") if half else int(hour)
        return cls(text, hours * 3600 + int(minute or 0) * 60 + int(second or 0), half, bool(utc))

    @property
    def could_be_either_half(self) -> bool:
        return not self.half and not self.said.startswith("0") and 3600 <= self.seconds < _NOON + 3600

    def on_half(self, half: str) -> "_Clock":
        return _Clock(self.said, self.seconds % _NOON + _NOON * (half == "pm"), half, self.utc)

    def on(self, day: date, zone: ZoneInfo, *, fold: Literal[0, 1] = 0) -> datetime:
        clock = time(self.seconds // 3600, self.seconds // 60 % 60, self.seconds % 60, fold=fold)
        return datetime.combine(day, clock, UTC if self.utc else zone).astimezone(UTC)


def _in_one_half(start: _Clock, end: _Clock) -> tuple[_Clock, _Clock]:
    """Lets `am` or `pm` on one end of a range speak for the other: 11-1pm is 11:00 to 13:00."""
    if end.half and start.could_be_either_half:
        same = start.on_half(end.half)
        other = start.on_half("am" if end.half == "pm" else "pm")
        return (same if same.seconds < end.seconds else other), end
    if start.half and end.could_be_either_half and end.seconds <= start.seconds:
        later = end.on_half("pm")
        return start, (later if later.seconds > start.seconds else end)
    return start, end


def _local_or_utc(instant: datetime, zone: ZoneInfo) -> datetime:
    local = instant.astimezone(zone)
    return instant.astimezone(UTC) if local.fold else local


def _clock_text(value: datetime) -> str:
    return f"{value:{'%H:%M:%S' if value.second else '%H:%M'}}{'z' if value.tzinfo is UTC else ''}"


def read_duration(text: str, *, in_hours: bool = False) -> int:
    """Returns the minutes of a length such as 25m, 1h30, 1.5h, 1:30 or 90 (minutes).

    Args:
        text: what was typed.
        in_hours: whether a bare number is one of hours, as where a line asks for hours.

    Raises:
        RuleBroken: the text is no length, or less than a minute.
    """
    said = "".join(cleaned(text).lower().split())
    if in_hours and re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", said, re.ASCII):
        said += "h"
    if re.fullmatch(r"\d{1,3}:[0-5]\d", said, re.ASCII):
        said = said.replace(":", "h")
    if not re.fullmatch(rf"{_LENGTH}|\d{{1,4}}(?:{_H}(?:\d{{1,2}})?)?", said, re.ASCII):
        raise RuleBroken(f"{quoted(text)} is not a length: say 25m, 1h30, 1.5h or 1:30.")
    return _minutes(said)


def _minutes(said: str) -> int:
    found = _LENGTH_PARTS.fullmatch(said)
    assert found, said  # every text that _LENGTH matches has these parts
    hours = float((found["hours"] or "0").replace(",", "."))
    minutes = round(hours * 60) + int(found["minutes"] or 0)
    if minutes < 1:
        raise RuleBroken(f"{quoted(said)} is less than a minute: say 1m or more.")
    return minutes


def _either(number: str) -> str:
    if int(number) > 23:
        return f"Say {number}m for {number} minutes: the hours end at 23."
    return f"Say {number}:00 or {number}m: a bare {number} could be either."


def _unless_text(refusal: RuleBroken, line: str) -> RuleBroken:
    word = line.split(maxsplit=1)[0]
    return RuleBroken(
        f"{str(refusal).removesuffix('.')}; to keep it as text, begin with \\{shortened(word)}."
    )
