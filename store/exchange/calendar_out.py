"""Occasions as iCalendar (RFC 5545), for a calendar program to take in."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from models.occasions import Occasion

if TYPE_CHECKING:
    from icalendar import Event

NEVER_SAVED = datetime(2000, 1, 1, tzinfo=UTC)
"""The stamp of what has none; the moment of writing would make two exports differ."""
_DAY = timedelta(days=1)


def calendar_out(occasions: Iterable[Occasion], name: str) -> bytes:
    """Returns a calendar; each occasion keeps its UID, so that taking it in again moves it.

    A regular talk is that of its week or month, a daily one that of its day.
    What takes the whole day does not make anybody busy. Times are in UTC.

    Args:
        occasions: what is told.
        name: what the calendar is called.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Deskhand//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    for each in occasions:
        calendar.add_component(_event(each))
    written: bytes = calendar.to_ical()
    return written


def _event(each: Occasion) -> "Event":
    from icalendar import Event

    stamp = (each.changed or NEVER_SAVED).astimezone(UTC)
    event = Event()
    event.add("uid", f"{each.key}@deskhand")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", each.rev)
    event.add("summary", each.title)
    if each.note:
        event.add("description", each.note)
    if each.at is None:
        event.add("dtstart", each.on)
        event.add("dtend", each.on + _DAY)
        event.add("transp", "TRANSPARENT")
    else:
        begins = each.at.astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + timedelta(minutes=each.minutes))
    return event
