"""Changes that touch several tables, made in the transaction that is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from models.activity import Activity, by_key, merged, relinked
from models.audit import TimeEntry, running_entry
from models.entry_line import EntryLine, activity_for, entry_from, giving_way
from store.workspace import Workspace


def log_line(
    desk: Workspace, line: EntryLine, *, who: str, now: datetime, zone: ZoneInfo
) -> tuple[TimeEntry, TimeEntry | None]:
    """Saves the entry of a line, and stops the timer that it replaces.

    Args:
        desk: the workspace.
        line: the line as read.
        who: the key of the owner whose time it is.
        now: an aware instant.
        zone: the zone the line was typed in.

    Returns:
        The entry, and the one whose timer was stopped if there was one.

    Raises:
        RuleBroken: no such stretch of time can have been, or there is no such category.
    """
    activity = activity_for(line, desk.business, by_key(desk.activities))
    entry = entry_from(line, who=who, now=now, zone_name=zone.key, activity=activity)
    running = running_entry(desk.entries, who) if entry.running else None
    stopped = desk.entries.put(giving_way(running, entry)) if running else None
    desk.activities.put(activity)
    return desk.entries.put(entry), stopped


def merge_activities(desk: Workspace, kept: Activity, other: Activity, *, at: datetime) -> None:
    """Makes one activity of two, with the entries, the cards and the procedures of both.

    Raises:
        RuleBroken: they are one activity already.
    """
    desk.activities.put_all(merged(kept, other, at=at))
    desk.entries.put_all(relinked(desk.entries, kept, other))
    desk.cards.put_all(relinked(desk.cards, kept, other))
    desk.procedures.put_all(relinked(desk.procedures, kept, other))
