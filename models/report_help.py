"""The help of a report: what it won back, what it cost, how much is laid on whom, and the talks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.board import Card
from models.card_parts import CommentKind
from models.check_ins import CheckIn
from models.dates import monday_of
from models.dossier import Dossier
from models.engagements import Milestone
from models.flow import finished
from models.insight import Window
from models.ledger import Account, LedgerLine
from models.report_flow import called, end_of, in_doing


@dataclass(frozen=True)
class HelperReport:
    """What a window says of one helper.

    Attributes:
        helper: the helper.
        name: what the helper is called, with the number where several have the same name.
        doing: cards in Doing at the end of the window, by whom they are given to today.
        most: the most of them at the end of any of its days.
        finished: cards that came into Done in the window, by whom they are given to today.
        worked: minutes worked in the weeks that begin in the window, None where nobody has said any.
        agreed: minutes a week by the terms, None where nothing is agreed.
        account: what the ledger says, None where it has no line.
        looks: check-ins written on cards.
        talks: the regular talks, held, missed or with nothing said of them.
        paid: milestones that were paid.
        unpaid: milestones that were accepted by the end and not paid.
    """

    helper: Dossier
    name: str
    doing: int
    most: int
    finished: int
    worked: int | None
    agreed: int | None
    account: Account | None
    looks: int
    talks: Sequence[CheckIn]
    paid: Sequence[Milestone]
    unpaid: Sequence[Milestone]

    @property
    def is_over_limit(self) -> bool:
        """Whether more cards were in Doing, on some day, than the helper should have."""
        return self.helper.is_overloaded(self.most)

    @property
    def held(self) -> int:
        """Talks that took place."""
        return sum(talk.held_at is not None for talk in self.talks)

    @property
    def missed(self) -> int:
        """Talks that did not take place."""
        return sum(talk.missed_by is not None for talk in self.talks)

    @property
    def unsaid(self) -> int:
        """Talks of which nobody has said whether they took place."""
        return sum(talk.is_open for talk in self.talks)

    @property
    def says_nothing(self) -> bool:
        """Whether the window holds nothing of the helper."""
        counted = self.most or self.finished or self.looks or self.worked
        return not (counted or self.talks or self.paid or self.unpaid or self.account)


@dataclass(frozen=True)
class HandedOver:
    """A line of the ledger with whose work and which work it is; None where the record is gone."""

    line: LedgerLine
    activity: Activity | None
    helper: str | None


@dataclass(frozen=True)
class Help:
    """What all helpers did and cost in a window.

    Attributes:
        account: what the ledger says of its weeks.
        handed: the work that was handed over, line by line, the most won back first.
        helpers: those who worked here by its end and still do, and others of whom it holds something.
    """

    account: Account
    handed: Sequence[HandedOver]
    helpers: Sequence[HelperReport]

    @property
    def over_limit(self) -> list[HelperReport]:
        """The helpers with more in Doing than they should have, the furthest over first."""
        over = [each for each in self.helpers if each.is_over_limit]
        return sorted(over, key=lambda each: (each.helper.wip_limit - each.most, each.helper.number))


def help_of(
    span: Window,
    helpers: Iterable[Dossier],
    cards: Iterable[Card],
    ledger: Iterable[LedgerLine],
    activities: Iterable[Activity],
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Help:
    """Returns what helpers did and cost in a window.

    Args:
        span: the days.
        helpers: everybody who ever helped.
        cards: all cards, the archived ones included.
        ledger: all its lines.
        activities: all activities, the archived ones included.
        now: the moment, or the window's end where that is past.
        zone: in which days are counted.
    """
    known, everybody = list(cards), list(helpers)
    names, work = called(everybody), {activity.uid: activity for activity in activities}
    lines = [
        line for line in ledger if line.archived is None and monday_of(span.first) <= line.week <= span.last
    ]
    ends = [min(now, end_of(day, zone)) for day in _days(span)]
    doing = [in_doing(known, at) for at in ends]
    found = [
        _helper(
            span,
            helper,
            names[helper.uid],
            known,
            lines,
            doing=[each[helper.uid] for each in doing],
            zone=zone,
        )
        for helper in sorted(everybody, key=lambda each: each.number)
    ]
    handed = [
        HandedOver(line, work.get(line.activity), names.get(line.helper or ""))
        for line in lines
        if line.activity is not None
    ]
    return Help(
        account=Account.of(lines),
        handed=sorted(handed, key=lambda each: (-(each.line.measured or 0), each.line.number)),
        helpers=[each for each in found if _was_here(each.helper, span) or not each.says_nothing],
    )


def _helper(
    span: Window,
    helper: Dossier,
    name: str,
    cards: Iterable[Card],
    lines: Iterable[LedgerLine],
    *,
    doing: Sequence[int],
    zone: ZoneInfo,
) -> HelperReport:
    own = [card for card in cards if card.helper == helper.uid]
    ledger = [line for line in lines if line.helper == helper.uid]
    terms = helper.engagement(span.last)
    milestones = [each for engagement in helper.engagements for each in engagement.milestones]
    done = (finished(card) for card in own)
    worked = [each.minutes for each in helper.worked if each.week in span]
    return HelperReport(
        helper=helper,
        name=name,
        doing=doing[-1],
        most=max(doing),
        finished=sum(at is not None and _day(at, zone) in span for at in done),
        worked=sum(worked) if worked else None,
        agreed=terms.minutes_week if terms and terms.is_running(span.last) else None,
        account=Account.of(ledger) if ledger else None,
        looks=sum(
            comment.kind is CommentKind.CHECK_IN and _day(comment.at, zone) in span
            for card in own
            for comment in card.comments
        ),
        talks=sorted((talk for talk in helper.check_ins if talk.on in span), key=lambda talk: talk.on),
        paid=[each for each in milestones if each.paid_on and each.paid_on in span],
        unpaid=[
            each
            for each in milestones
            if each.accepted_on and each.accepted_on <= span.last and not _paid_by(each, span.last)
        ],
    )


def _was_here(helper: Dossier, span: Window) -> bool:
    return helper.archived is None and (helper.began_on is None or helper.began_on <= span.last)


def _paid_by(milestone: Milestone, day: date) -> bool:
    return milestone.paid_on is not None and milestone.paid_on <= day


def _days(span: Window) -> list[date]:
    return [span.first + timedelta(days=n) for n in range((span.last - span.first).days + 1)]


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def used(account: Account) -> Mapping[str, int]:
    """Returns where freed minutes went, in words; empty where nobody has said."""
    went = account.refill
    if went is None:
        return {}
    said = {"billable": went.billable, "growth": went.growth, "rest": went.rest}
    return {name: minutes for name, minutes in (said | {"unplanned": account.unplanned}).items() if minutes}
