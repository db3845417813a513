"""What one sitting at the desk needs: the file, the clock, the zone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from models.audit import TimeEntry, running_entry
from models.business import Business
from store import Workspace
from store.tables import KINDS
from tui.machine import local_zone

if TYPE_CHECKING:
    from models.stalling import Stalling
    from tui.agenda import Agenda
    from tui.search_index import SearchIndex
    from tui.tour import Tour

MOST_OPENED = 9
"""How many of the records that were opened last are remembered."""


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
        tour: what leads a newcomer through the program, None as long as nobody has asked for it.
        keys_by_id: returns the key of every binding by its id, as people write it.
        opened: the uids of the records that were opened last, the latest first.
    """

    desk: Workspace
    now: Callable[[], datetime]
    zone_here: str = ""
    day_is_set: bool = False
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    deed: Callable[[Any], object] | None = None
    tour: "Tour | None" = None
    keys_by_id: Callable[[], Mapping[str, str]] = dict
    opened: list[str] = field(default_factory=list)
    _running: tuple[object, TimeEntry | None] = (None, None)
    _stalling: "tuple[object, Stalling | None]" = (None, None)
    _agenda: "tuple[object, Agenda | None]" = (None, None)

    @property
    def assumed_zone(self) -> str:
        """The zone that is used while the business names none."""
        if not self.zone_here:
            self.zone_here = local_zone()  # asking the machine is slow
        return self.zone_here

    @cached_property
    def index(self) -> "SearchIndex":
        """What can be found in the file."""
        from tui.search_index import SearchIndex

        return SearchIndex(self.desk)

    def note_opened(self, uid: str) -> None:
        """Notes that a record was opened."""
        self.opened = [uid, *(each for each in self.opened if each != uid)][:MOST_OPENED]

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

    def agenda(self, *, zone: ZoneInfo) -> "Agenda":
        """Returns what needs the owner at the keyboard, found anew where the file or the hour has changed."""
        desk, now = self.desk, self.now()
        hour = f"{now.astimezone(zone):%Y-%m-%dT%H%z}"
        state = (*(desk[table].version for table in KINDS), desk.who, hour, zone.key)
        found = self._agenda[1]
        if found is None or self._agenda[0] != state:
            from tui.agenda import Agenda

            found = Agenda.of(desk, now=now, zone=zone)
            self._agenda = state, found
        return found
