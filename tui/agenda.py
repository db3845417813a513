"""What needs an owner on one day, as the screen of Today and the start of the program ask for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from zoneinfo import ZoneInfo

from models.occasions import Occasion
from models.today import divided
from models.today_coming import next_thing
from models.today_line import Line
from store import Workspace
from tui.on_record import desk_of, on_record


@dataclass(frozen=True)
class Agenda:
    """The lines of one day for one owner.

    Attributes:
        lines: what needs the owner, the most severe first.
        put_off: what was snoozed.
        coming: what comes next, where nothing needs the owner.
    """

    lines: Sequence[Line]
    put_off: Sequence[Line]
    coming: Occasion | None

    @classmethod
    def of(cls, desk: Workspace, *, now: datetime, zone: ZoneInfo) -> Self:
        """Returns what needs the owner at the keyboard."""
        record = on_record(desk, owner=desk.who, now=now, zone=zone)
        own = desk_of(desk, desk.who)
        lines, put_off = divided(record, own)
        return cls(lines, put_off, None if lines else next_thing(record, own, put_off))
