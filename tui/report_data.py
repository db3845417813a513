"""A report for programs: as JSON, its field names stable, and as one table for a spreadsheet."""

from collections.abc import Iterator

from models.board import COLUMNS
from models.business import Business
from models.dates import MINUTES_A_DAY
from models.flow import Figures, Spread
from models.money import major
from models.report import Report
from models.report_help import HandedOver, HelperReport
from models.source_yields import SourceYield
from tui.spreadsheet import csv_table

HOURS, RATIO = 2, 4
"""Digits after the point."""

Fields = dict[str, object]


def report_document(report: Report, business: Business) -> Fields:
    """Returns a report as one JSON document; null is not known, never zero.

    Lengths are in minutes unless named hours or days, money is in major units, shares are fractions.
    """
    return _Document(report, business).whole()


def report_csv(report: Report, business: Business) -> str:
    """Returns the same figures as a table: what each is of, its name, which figure, its value and unit."""
    return csv_table(_rows(report_document(report, business)))


class _Document:
    def __init__(self, report: Report, business: Business) -> None:
        self._report, self._business = report, business

    def whole(self) -> Fields:
        report = self._report
        return {
            "kind": report.kind,
            "from": report.span.first.isoformat(),
            "to": report.span.last.isoformat(),
            "over": report.is_over,
            "currency": self._business.currency,
            "time": self._time(),
            "bottlenecks": [
                {
                    "number": jam.tally.activity.number,
                    "name": jam.tally.activity.name,
                    "reasons": jam.reasons,
                    "weighted_hours_per_week": round(jam.weighted_hours_per_week, HOURS),
                }
                for jam in report.hours.jams
            ],
            "won_back": self._won_back(),
            "helpers": [self._helper(each) for each in report.help.helpers],
            "over_limit": [
                {"name": each.name, "doing": each.most, "limit": each.helper.wip_limit}
                for each in report.help.over_limit
            ],
            "flow": self._flow(),
            "sources": [self._source(each) for each in report.sources],
        }

    def _time(self) -> Fields:
        hours, covered = self._report.hours, self._report.hours.covered
        total = covered.logged_minutes
        return {
            "logged_hours": _hours(hours.minutes),
            "expected_hours": None if hours.is_empty else _hours(covered.expected_minutes),
            "coverage": None if hours.share is None else round(hours.share, RATIO),
            "hours_before": _hours(hours.before),
            "tracked_days": covered.tracked_days,
            "too_early": covered.too_early,
            "provisional": covered.provisional,
            "owners": [
                {"initials": self._business.initials_of(key), "hours": _hours(minutes)}
                for key, minutes in hours.by_owner.items()
            ],
            "categories": [
                {
                    "category": name or None,
                    "hours": _hours(minutes),
                    "share": round(minutes / total, RATIO) if total else None,
                }
                for name, minutes in hours.by_category.items()
            ],
            "activities": [
                {
                    "number": tally.activity.number,
                    "name": tally.activity.name,
                    "category": tally.activity.category,
                    "hours": _hours(tally.minutes),
                    "share": round(tally.share, RATIO),
                    "stress": None if tally.stress_assumed else round(tally.stress, HOURS),
                    "flags": {flag.value: count for flag, count in tally.flags.items()},
                }
                for tally in hours.tallies
            ],
        }

    def _won_back(self) -> Fields:
        account = self._report.help.account
        known = account.weeks > 0
        went = account.refill
        needed = account.break_even_refill(self._business.owner_hour)
        return {
            "minutes": account.measured if known else None,
            "forecast_minutes": account.forecast if account.compared_weeks else None,
            "paid": self._money(account.cost) if known and not account.uncosted else None,
            "paid_in_all": self._money(account.spent),
            "not_measured": account.unmeasured,
            "not_forecast": account.unforecast,
            "minutes_with_forecast": account.compared if known else None,
            "cost_not_known": account.uncosted,
            "billable_minutes": went and went.billable,
            "growth_minutes": went and went.growth,
            "rest_minutes": went and went.rest,
            "unplanned_minutes": account.unplanned if known else None,
            "break_even_refill": None if needed is None else round(needed, RATIO),
            "refill": None if account.refilled is None else round(account.refilled, RATIO),
            "activities": [self._handed(each) for each in self._report.help.handed],
        }

    def _handed(self, each: HandedOver) -> Fields:
        return {
            "week": each.line.week.isoformat(),
            "number": each.activity and each.activity.number,
            "name": each.activity and each.activity.name,
            "helper": each.helper,
            "minutes": each.line.measured,
            "forecast_minutes": each.line.forecast,
            "paid": self._money(each.line.cost),
            "measured_by": each.line.how or None,
        }

    def _helper(self, each: HelperReport) -> Fields:
        account = each.account if each.account and each.account.weeks else None
        return {
            "number": each.helper.number,
            "name": each.name,
            "kind": each.helper.kind,
            "doing": each.doing,
            "most_doing": each.most,
            "limit": each.helper.wip_limit,
            "finished": each.finished,
            "minutes": account and account.measured,
            "paid": self._money(account.cost) if account and not account.uncosted else None,
            "worked_minutes": each.worked,
            "agreed_minutes_per_week": each.agreed,
            "talks_held": each.held,
            "talks_missed": each.missed,
            "talks_open": each.unsaid,
            "looks": each.looks,
            "milestones_paid": [
                {
                    "title": milestone.title,
                    "on": milestone.paid_on and milestone.paid_on.isoformat(),
                    "paid": self._money(milestone.amount),
                }
                for milestone in each.paid
            ],
        }

    def _flow(self) -> Fields:
        found = self._report.flow
        groups = (("by_helper", found.by_helper), ("by_tag", found.by_tag))
        return {
            "made": found.made,
            "finished": found.finished,
            "figures_from": found.figures_of.first.isoformat(),
            "figures_to": found.figures_of.last.isoformat(),
            "everything": _figures(found.everything),
            **{
                name: [{"name": key, **_figures(each)} for key, each in members.items()]
                for name, members in groups
            },
            "waiting": [
                {
                    "week": week.isoformat(),
                    "for_us": {"n": each.ours.n, "minutes": each.ours.median},
                    "for_helpers": {"n": each.theirs.n, "minutes": each.theirs.median},
                }
                for week, each in found.waiting.items()
            ],
            "days": [
                {"date": day.isoformat(), **{column.value: held[column] for column in COLUMNS}}
                for day, held in zip(found.days, found.counts, strict=True)
            ],
        }

    def _source(self, each: SourceYield) -> Fields:
        return {
            "source": each.source,
            "candidates": each.candidates,
            "qualified": each.qualified,
            "engaged": each.engaged,
            "stayed": each.stayed if each.known else None,
            "stayed_known_of": each.known,
            "postings_cost": self._money(each.cost),
            "cost_per_qualified": self._money(each.cost_per_qualified),
        }

    def _money(self, amount: int | None) -> float | None:
        return None if amount is None else major(amount, self._business.currency)


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / 60, HOURS)


def _figures(each: Figures) -> Fields:
    lengths = {"lead": each.lead, "cycle": each.cycle, "wait": each.wait}
    return {"done": each.lead.n, **{name: _spread(spread) for name, spread in lengths.items()}}


def _spread(spread: Spread) -> Fields:
    return {"n": spread.n, "median_days": _days(spread.median), "usual_days": _days(spread.usual)}


def _days(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / MINUTES_A_DAY, HOURS)


# ---------------------------------------------------------------------- the same as a table

_NAMES = ("name", "category", "initials", "source", "title", "date", "week")
"""What tells the members of a list apart, the first that is there."""


def _rows(document: Fields) -> Iterator[tuple[object, ...]]:
    yield "of", "name", "figure", "value"
    for figure, value in document.items():
        yield from _told(("report" if not isinstance(value, (dict, list)) else figure), "", figure, value)


def _told(of: str, name: str, figure: str, value: object) -> Iterator[tuple[object, ...]]:
    if isinstance(value, dict):
        for each, inner in value.items():
            yield from _told(of, name, each if figure == of else f"{figure} {each}", inner)
    elif isinstance(value, list):
        yield from _members(of if figure == of else f"{of} {figure}", value, name)
    else:
        yield of, name, figure, _cell(value)


def _members(of: str, values: list[object], above: str) -> Iterator[tuple[object, ...]]:
    for n, each in enumerate(values, start=1):
        if not isinstance(each, dict):
            yield of, above, str(n), _cell(each)
            continue
        key = next((name for name in _NAMES if name in each), "")
        called = " · ".join(filter(None, (above, str(each.get(key) or ""))))
        for figure, inner in each.items():
            if figure != key:
                yield from _told(of, called, figure, inner)


def _cell(value: object) -> object:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else value
