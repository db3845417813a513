"""An entry and an audit as lines of text, there and back."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.audit import STRESS, Audit, Flag, TimeEntry
from models.business import Business
from models.dates import quoted, read_date
from models.document import RuleBroken
from models.when import Span, read_duration, read_when, written
from tui.dialogs.form import Field, read_hours
from tui.entries import FLAG_LETTERS

_TIMES = ("day", "from", "to", "length")


def entry_fields(entry: TimeEntry, activity: str, zone: ZoneInfo) -> list[Field]:
    """Returns an entry as lines of a form; `activity` is the name of what it is grouped into."""
    clockless = entry.minutes_only is not None
    day, start, end = written(Span(entry.start, entry.end), zone)
    return [
        Field("text", "What", entry.text, "what you did, in your words"),
        Field(
            "activity",
            "Activity",
            activity,
            "the same work in whatever words; another name links it to that one",
        ),
        Field("day", "Day", day, "like 2026-11-21, fri or yesterday"),
        Field("from", "From", "" if clockless else start, "like 9:00"),
        Field("to", "To", end, "like 10:30; empty while the timer runs"),
        Field(
            "length",
            "Length",
            f"{entry.minutes_only}m" if clockless else "",
            "like 45m or 1h30: instead of “to”, or alone where the clock times are not known",
        ),
        Field("stress", "Stress", str(entry.stress or ""), "1 calm to 5 dreadful; empty: not rated"),
        Field(
            "flags",
            "Flags",
            " ".join(FLAG_LETTERS[flag] for flag in entry.flags),
            "D displaced, B blocked, Y delayed, I interrupted other work: like D I",
        ),
        Field("tags", "Tags", ", ".join(entry.tags), "a comma between two"),
        Field("note", "Note", entry.note, "anything worth remembering"),
    ]


def filled_in_entry(entry: TimeEntry, values: dict[str, str], *, now: datetime, zone: ZoneInfo) -> TimeEntry:
    """Returns an entry as the form's lines describe it; its activity is left to the caller.

    Raises:
        RuleBroken: a line cannot be understood, or no such stretch of time can have been.
    """
    before = {field.name: field.value for field in entry_fields(entry, "", zone)}
    changes: dict[str, Any] = {}
    if any(values[name] != before[name] for name in _TIMES):
        if values["from"] and values["length"] == before["length"]:
            values = values | {"length": ""}
        changes = _times(values, running=entry.running, now=now, zone=zone)
    if values["stress"] not in ("", *map(str, STRESS)):
        raise RuleBroken(f"{quoted(values['stress'])} is no stress: say 1 calm to 5 dreadful, or nothing.")
    return entry.but(
        text=values["text"],
        stress=int(values["stress"]) if values["stress"] else None,
        flags=_flags(values["flags"]) if values["flags"] != before["flags"] else entry.flags,
        # an imported tag may have a comma in it, which no line of tags can say
        tags=_tags(values["tags"]) if values["tags"] != before["tags"] else entry.tags,
        note=values["note"],
        **changes,
    ).checked(now)


def _times(values: dict[str, str], *, running: bool, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    day, begin, end, length = (values[name] for name in _TIMES)
    if not day:
        raise RuleBroken("Say on which day it was, like 2026-11-21, fri or yesterday.")
    if not begin:
        if end:
            raise RuleBroken("Say when it began as well: from 9:00 to 10:30.")
        if not length:
            raise RuleBroken("Say from when to when it was, or only how long: a length of 45m.")
        midnight = read_when(f"{day} 0:00", now=now, zone=zone).start
        return {"start": midnight, "end": None, "minutes_only": read_duration(length)}
    if end and length:
        raise RuleBroken("Give “to” or a length, not both.")
    if not (end or length or running):
        raise RuleBroken("Say when it ended: only a running entry has no “to”.")
    until = f"-{end}" if end else f" for {read_duration(length)}m" if length else ""
    span = read_when(f"{day} {begin}{until}", now=now, zone=zone)
    return {"start": span.start, "end": span.end, "minutes_only": None}


def _flags(text: str) -> tuple[Flag, ...]:
    letters = {letter.casefold(): flag for flag, letter in FLAG_LETTERS.items()}
    names = {str(flag): flag for flag in Flag}
    found = set()
    for word in text.casefold().replace(",", " ").split():
        for part in [word] if word in names else word:
            flag = names.get(part) or letters.get(part)
            if flag is None:
                raise RuleBroken(
                    f"{quoted(word)} is no flag: say D displaced, B blocked, Y delayed, I interrupted."
                )
            found.add(flag)
    return tuple(flag for flag in Flag if flag in found)


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for each in text.split(",") if (tag := each.strip().lstrip("#"))))


def audit_fields(audit: Audit, business: Business) -> list[Field]:
    """Returns a planned audit as lines of a form."""
    initials = {owner.key: owner.initials for owner in business.people}
    return [
        Field("start", "From", audit.start.isoformat(), "the first day, like 2026-11-23, mon or tomorrow"),
        Field("end", "To", audit.end.isoformat(), "the last day: one to two weeks is the useful length"),
        Field(
            "people",
            "People",
            " ".join(initials[key] for key in audit.people if key in initials),
            f"initials of those who log their time; empty: all ({' '.join(initials.values())})",
        ),
        Field(
            "hours",
            "Hours a day",
            f"{(audit.minutes_per_day or business.minutes_per_day) / 60:g}",
            "what each is expected to log on a work day, like 8 or 7.5",
        ),
    ]


def filled_in_audit(audit: Audit, values: dict[str, str], business: Business, *, today: date) -> Audit:
    """Returns an audit as the form's lines describe it.

    Raises:
        RuleBroken: a line cannot be understood, or the period is none.
    """
    minutes = read_hours(values["hours"], "hours a day")
    usual = minutes == business.minutes_per_day and audit.minutes_per_day is None
    names = values["people"].replace(",", " ").split()
    return audit.but(
        start=read_date(values["start"], today=today),
        end=read_date(values["end"], today=today),
        people=tuple(dict.fromkeys(business.owner(name).key for name in names)),
        minutes_per_day=None if usual else minutes,
    ).checked()
