"""The day on which the demo business plays; everything in it is dated from there."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEMO_DAY = date(2026, 5, 12)
ZONE = "Europe/Dublin"
ORLA, TOMASZ = "ob", "tw"


def day(offset: int) -> date:
    """Returns a day so many after the demo's own, before it when negative."""
    return DEMO_DAY + timedelta(days=offset)


def at(offset: int, hour: int = 10, minute: int = 0) -> datetime:
    """Returns an instant on such a day by the clock of the business."""
    return datetime.combine(day(offset), time(hour, minute), ZoneInfo(ZONE))
