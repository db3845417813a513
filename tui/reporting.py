"""What reports and calendars are made from, gathered from the file that is open."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models.dossier import Dossier
from models.occasions import Calendar
from models.report import Facts
from store import Workspace

if TYPE_CHECKING:
    from tui.desk_screen import DeskScreen


def report_facts(desk: Workspace, *, now: datetime, zone: ZoneInfo) -> Facts:
    """Returns what reports on a workspace are made from."""
    return Facts(
        business=desk.business,
        audits=list(desk.audits),
        entries=list(desk.entries),
        activities=list(desk.activities),
        cards=list(desk.cards),
        helpers=[Dossier.as_far_as_sound(helper) for helper in desk.helpers],
        ledger=list(desk.ledger),
        roles=list(desk.roles),
        candidates=list(desk.candidates),
        now=now,
        zone=zone,
    )


def calendar_of(desk: Workspace, today: date, zone: ZoneInfo) -> Calendar:
    """Returns what the occasions of a workspace follow from."""
    return Calendar(
        business=desk.business,
        cards=list(desk.cards),
        helpers=[Dossier.as_far_as_sound(helper) for helper in desk.helpers],
        checklists=list(desk.checklists),
        agreements=list(desk.agreements),
        systems=list(desk.systems),
        grants=list(desk.grants),
        candidates=list(desk.candidates),
        today=today,
        zone=zone,
    )


def open_report(screen: "DeskScreen") -> None:
    """Opens the report on the last week that is over."""
    screen.open_page("report")
