"""What a week or an audit has brought: time, help, money, talks, the flow of work, and sources of help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.audit import Audit, TimeEntry, logged
from models.board import Card
from models.business import Business
from models.candidates import Candidate
from models.dates import monday_of
from models.document import RuleBroken
from models.dossier import Dossier
from models.insight import Window
from models.ledger import LedgerLine
from models.report_flow import FlowReport, called, end_of, flow
from models.report_help import Help, help_of
from models.report_hours import Hours, hours
from models.roles import Role
from models.source_yields import SourceYield, source_yields

_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """What reports are made from.

    Attributes:
        business: knows the work days and the limits.
        audits: all audits.
        entries: all time entries.
        activities: all activities, the archived ones included.
        cards: all cards, the archived ones included.
        helpers: everybody who ever helped.
        ledger: all lines of the ledger.
        roles: all roles.
        candidates: all candidates.
        now: the moment.
        zone: in which days are counted.
    """

    business: Business
    audits: Sequence[Audit]
    entries: Sequence[TimeEntry]
    activities: Sequence[Activity]
    cards: Sequence[Card]
    helpers: Sequence[Dossier]
    ledger: Sequence[LedgerLine]
    roles: Sequence[Role]
    candidates: Sequence[Candidate]
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The day it is for the business."""
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True)
class Report:
    """What a week or an audit has brought.

    Attributes:
        span: its days, no further than today.
        until: the day it ends on by the calendar.
        now: the moment the figures are of: its end, or now while it runs.
        zone: in which its days are counted.
        hours: the time logged.
        help: what helpers did, won back and cost.
        flow: how cards went over the board.
        sources: what each source of candidates has brought up to today; it names no candidate.
    """

    span: Window
    until: date
    now: datetime
    zone: ZoneInfo
    hours: Hours
    help: Help
    flow: FlowReport
    sources: Sequence[SourceYield]

    @property
    def is_over(self) -> bool:
        """Whether its days are all past, so that its figures will not change by themselves."""
        return self.now == end_of(self.until, self.zone)

    @property
    def kind(self) -> str:
        """`week` or `audit`."""
        return "audit" if self.span.audit else "week"


def usual_week(facts: Facts) -> date:
    """Returns the Monday of the last week that is over, or of this one while nothing was done before it."""
    monday = monday_of(facts.today)
    days = [entry.day(facts.zone) for entry in logged(facts.entries)]
    days += [at.astimezone(facts.zone).date() for card in facts.cards if (at := card.created)]
    days += [line.week for line in facts.ledger]
    return monday - _WEEK if min(days, default=monday) < monday else monday


def week_report(facts: Facts, day: date) -> Report:
    """Returns the report on the week of a day.

    Raises:
        RuleBroken: that week has not begun.
    """
    monday = monday_of(day)
    if monday > facts.today:
        raise RuleBroken(f"The week of {monday} has not begun: name a day up to {facts.today}.")
    return _report(facts, Window(monday, monday + _WEEK - _DAY))


def audit_report(facts: Facts) -> Report:
    """Returns the report on the latest audit that has begun.

    Raises:
        RuleBroken: there is none.
    """
    begun = [audit for audit in facts.audits if audit.start <= facts.today]
    if not begun:
        raise RuleBroken("No audit has begun yet: a week's report needs none, say --week.")
    audit = max(begun, key=lambda each: (each.start, each.number))
    return _report(facts, Window(audit.start, audit.end, audit))


def _report(facts: Facts, wanted: Window) -> Report:
    span = Window(wanted.first, min(wanted.last, facts.today), wanted.audit)
    now = min(facts.now, end_of(wanted.last, facts.zone))
    return Report(
        span=span,
        until=wanted.last,
        now=now,
        zone=facts.zone,
        hours=hours(span, facts.entries, facts.activities, facts.business, now=now, zone=facts.zone),
        help=help_of(
            span, facts.helpers, facts.cards, facts.ledger, facts.activities, now=now, zone=facts.zone
        ),
        flow=flow(span, facts.cards, called(facts.helpers), now=now, zone=facts.zone),
        sources=source_yields(facts.roles, facts.candidates, facts.helpers, now=facts.now, today=facts.today),
    )
