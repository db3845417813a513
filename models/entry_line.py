"""The one line an entry begins as: when, what, and the signs in it, `9-10:30 email triage +admin !4`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from models.activity import Activity, category_among
from models.audit import TimeEntry, switched_off
from models.business import Business
from models.dates import quoted
from models.document import RuleBroken, moment
from models.grouping import key
from models.tokens import Tokens, read_tokens
from models.when import Span, split_when


@dataclass(frozen=True)
class EntryLine:
    """How an entry line was understood."""

    span: Span | None
    """None when the line starts with no time."""
    tokens: Tokens


def read_entry(line: str, *, now: datetime, zone: ZoneInfo, last_end: datetime | None = None) -> EntryLine:
    """Returns what an entry line says: the time first, the signs anywhere, the rest is the text.

    Args:
        line: what was typed.
        now: an aware instant.
        zone: the zone of the clock times.
        last_end: the end of the last entry, from which `last` runs.

    Raises:
        RuleBroken: the time or a sign makes no sense, or the line does not say what was done.
    """
    span, rest = split_when(line, now=now, zone=zone, last_end=last_end)
    tokens = read_tokens(rest, today=now.astimezone(zone).date(), kind="entry")
    if tokens.person is not None:
        at = quoted(f"@{tokens.person}")
        raise RuleBroken(
            f"{at} gives a card to somebody, an entry is your own time: write \\@ to keep it as text."
        )
    if not tokens.text:
        raise RuleBroken("Say what you did: 9-10:30 email triage.")
    if span is None:
        _refuse_misplaced_time(rest)
    return EntryLine(span, tokens)


_TIME_RANGE = re.compile(r"\d{1,2}([:.]\d\d)?(am|pm)?-\d{1,2}([:.]\d\d)?(am|pm)?")
_LENGTH = re.compile(r"\d+([.,]\d+)?(h|m|min)(\d\d)?")


def _refuse_misplaced_time(line: str) -> None:
    """Refuses a line whose time was not understood, instead of starting the timer on its words.

    Raises:
        RuleBroken: a range of clock times stands behind other words, or the line begins with an odd length.
    """
    first, *others = line.split()
    if _LENGTH.fullmatch(first):
        raise RuleBroken(f"{quoted(first)} is no length of an entry: say 25m or 1h30, 16 hours at most.")
    for word in others:
        if _TIME_RANGE.fullmatch(word):
            before = quoted(line[: line.index(word)].strip())
            raise RuleBroken(
                f"{before} before {word} is no day: say mon, y or 2026-11-16; \\{word} keeps it as text."
            )


def entry_from(line: EntryLine, *, who: str, now: datetime, zone_name: str, activity: Activity) -> TimeEntry:
    """Makes the entry that a line describes; without a time it starts now and runs.

    Args:
        line: the line as read.
        who: the key of the owner whose time it is.
        now: an aware instant.
        zone_name: the IANA name of the zone the line was typed in.
        activity: what the entry is grouped into, see `activity_for`.

    Raises:
        RuleBroken: no such stretch of time can have been.
    """
    span, tokens = line.span or Span(moment(now), None), line.tokens
    return TimeEntry.of(
        who=who,
        start=span.start,
        end=span.end,
        zone=zone_name,
        text=tokens.text,
        activity=activity.uid,
        stress=tokens.stress,
        flags=tokens.flags,
        tags=tokens.tags,
    ).checked(now)


def activity_for(line: EntryLine, business: Business, known: Mapping[str, Activity]) -> Activity:
    """Returns the activity of a line, existing or new; a `+category` in the line becomes the activity's own.

    Args:
        line: the line as read.
        business: says which categories there are.
        known: the activities there are, by `models.activity.by_key`.

    Raises:
        RuleBroken: there is no category that the word after `+` names or begins.
    """
    text, word = line.tokens.text, line.tokens.category
    if word is None:
        return grouped(text, category_among(line.tokens.tags, business), known)
    category = business.category(word)
    activity = grouped(text, category, known)
    return activity if activity.category == category else activity.but(category=category)


def grouped(text: str, category: str | None, known: Mapping[str, Activity]) -> Activity:
    """Returns the activity that a text belongs to, or a new one named after it.

    A category is taken over by an activity that has none.
    """
    activity = known.get(key(text))
    if activity is None:
        return Activity.named(text, category)
    if category is None or activity.category is not None:
        return activity
    return activity.but(category=category)


def giving_way(running: TimeEntry, to: TimeEntry) -> TimeEntry:
    """Returns a running entry as it stands once the timer starts on another one: stopped at that moment.

    Raises:
        RuleBroken: the other one starts earlier, or the timer ran for over 16 hours.
    """
    if to.start < running.start:
        raise RuleBroken(
            f"The timer on {quoted(running.text)} started later than that: stop or cancel it first."
        )
    return switched_off(running, to.start)
