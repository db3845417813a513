"""The end of a long log, read without building what lies before it."""

from datetime import date, timedelta

from models.audit import TimeEntry
from models.insight import earliest_needed
from store.workspace import Workspace


def recent_entries(desk: Workspace) -> list[TimeEntry]:
    """Returns the entries that the figures of the latest audit, or of the log's end, can rest on."""
    entries = desk.entries
    try:
        last = date.fromisoformat(entries.greatest("start", archived=None)[:10])
    except ValueError:  # nothing is logged, or somebody wrote no date into the file
        return list(entries)
    first = earliest_needed(desk.audits, last) - timedelta(days=1)  # a day begins earlier in some zones
    return entries.since("start", first.isoformat())
