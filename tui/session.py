"""What one sitting at the desk needs: the file, the clock, the zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from models.audit import TimeEntry, running_entry
from store import Workspace


@dataclass
class Session:
    """What one sitting at the desk needs.

    Attributes:
        desk: the open file.
        now: the one clock; it says another day when the day was set by hand.
        assumed_zone: the zone of this machine, used while the business names none.
        day_is_set: whether the day was set by hand.
    """

    desk: Workspace
    now: Callable[[], datetime]
    assumed_zone: str = "UTC"
    day_is_set: bool = False
    _running: tuple[object, TimeEntry | None] = (None, None)

    def running(self) -> TimeEntry | None:
        """Returns the entry the timer is on; the log is searched only when it was changed."""
        entries, who = self.desk.entries, self.desk.who
        if self._running[0] != (entries.version, who):
            open_ones = entries.having(end=None, who=who)
            self._running = (entries.version, who), running_entry(open_ones, who)
        return self._running[1]
