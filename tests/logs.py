"""What tests of the audit log begin with: entries of one day, saved, and the line they are typed on."""

from collections.abc import Callable
from datetime import UTC, datetime

from textual.pilot import Pilot

from models.activity import Activity
from models.audit import TimeEntry
from store import Workspace
from tui.app import Deskhand

SIZE = (80, 24)


App = Callable[[], Deskhand]


def at(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def entry(text: str, start: datetime, end: datetime | None, **fields: object) -> TimeEntry:
    return TimeEntry.of(**({"who": "me", "zone": "UTC", "text": text, "start": start, "end": end} | fields))


def put(desk: Workspace, *entries: TimeEntry, category: str | None = "admin") -> None:
    """Saves entries, each text an activity of its own."""
    with desk.transaction("Begin"):
        for each in entries:
            activity = Activity.named(each.text, category)
            desk.activities.put(activity)
            desk.entries.put(each.but(activity=activity.uid))


def on_disk(desk: Workspace) -> list[TimeEntry]:
    with Workspace.open(desk.path) as other:
        return list(other.entries)


async def type_line(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*(key if key.isalnum() else KEYS.get(key, key) for key in text), "enter")


KEYS = {" ": "space", "-": "minus", "+": "plus", "!": "exclamation_mark", ":": "colon", "#": "number_sign"}
