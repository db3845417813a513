"""What one sitting at the desk needs: the file, the clock, the zone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.audit import TimeEntry, running_entry
from models.business import Business
from store import Workspace
from tui.machine import local_zone

if TYPE_CHECKING:
    from models.stalling import Stalling


@dataclass
class Session:
    """What one sitting at the desk needs.

    Attributes:
        desk: the open file.
        now: the one clock; it says another day when the day was set by hand.
        zone_here: the zone of this machine, asked for when it is first needed.
        day_is_set: whether the day was set by hand.
        began: when the sitting began, in real time.
        deed: does the last change of cards again, on those under the cursor of a screen.
    """

    desk: Workspace
    now: Callable[[], datetime]
    zone_here: str = ""
    day_is_set: bool = False
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    deed: Callable[[Any], object] | None = None
    _running: tuple[object, TimeEntry | None] = (None, None)
    _stalling: "tuple[object, Stalling | None]" = (None, None)

    @property
    def assumed_zone(self) -> str:
        """The zone that is used while the business names none."""
        if not self.zone_here:
            self.zone_here = local_zone()  # asking the machine is slow
        return self.zone_here

    def running(self) -> TimeEntry | None:
        """Returns the entry the timer is on; the log is searched only when it was changed."""
        entries, who = self.desk.entries, self.desk.who
        if self._running[0] != (entries.version, who):
            open_ones = entries.having(end=None, who=who)
            self._running = (entries.version, who), running_entry(open_ones, who)
        return self._running[1]

    def stalling(self, business: Business, *, zone: ZoneInfo) -> "Stalling":
        """Returns what tells the cards that are stalled today, the same one all day for all screens."""
        now = self.now()
        state = now.astimezone(zone).date(), zone.key, self.desk.settings.version
        found = self._stalling[1]
        if found is None or self._stalling[0] != state:
            from models.stalling import Stalling

            found = Stalling(self.desk.cards, business, now=now, zone=zone)
            self._stalling = state, found
        return found
