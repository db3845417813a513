"""What the rules of Today look at, read from a workspace."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.audit import TimeEntry
from models.desk import Desk
from models.dossier import Dossier
from models.today_record import OnRecord
from store import Workspace
from tui import register


def on_record(desk: Workspace, *, owner: str, now: datetime, zone: ZoneInfo) -> OnRecord:
    """Returns a workspace as the rules of Today see it; a damaged record hides none of the others.

    Args:
        desk: the workspace.
        owner: the key of the owner who looks.
        now: the moment, which says the day.
        zone: where the days are counted.
    """

    def entries(first: date) -> Iterable[TimeEntry]:
        return desk.entries.since("start", (first - timedelta(days=1)).isoformat())

    return OnRecord(
        now=now,
        zone=zone,
        business=desk.business,
        owner=owner,
        cards=tuple(desk.cards),
        helpers=tuple(map(Dossier.as_far_as_sound, desk.helpers)),
        agreements=tuple(desk.agreements),
        accesses=tuple(register.accesses(desk, now.astimezone(zone).date())),
        checklists=tuple(desk.checklists),
        candidates=tuple(desk.candidates),
        roles=tuple(desk.roles),
        security=tuple(desk.security),
        procedures=tuple(desk.procedures),
        ledger=tuple(desk.ledger),
        activities=tuple(desk.activities),
        audits=tuple(desk.audits),
        entries=entries,
    )


def desk_of(desk: Workspace, owner: str) -> Desk:
    """Returns what an owner has arranged, a new record where that is nothing yet."""
    return next(iter(desk.desks.having(owner=owner)), None) or Desk(owner=owner)
