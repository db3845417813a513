"""A report in words, the same for the screen, a file and a page."""

from collections.abc import Iterator, Mapping

from models.audit import Flag
from models.business import Business
from models.flow import Figures, Spread
from models.insight import FAIR_COVERAGE, FEWEST_DAYS, UNRATED_STRESS
from models.money import major
from models.report import Report
from models.report_flow import FlowReport
from models.report_help import HelperReport, used
from models.source_yields import SourceYield
from tui import marks, wording
from tui.coverage import period
from tui.report_parts import Bar, Section, Table

MISSING = "–"
"""What stands where nothing is known, and so is neither zero nor anything else."""
MOST_ACTIVITIES = 10
SECTIONS = ("Time", "Bottlenecks", "Won back and paid", "Helpers", "Flow of the cards", "Sources of help")
TIME, JAMS, WON_BACK, HELPERS, FLOW, SOURCES = SECTIONS


def title(report: Report, business: Business) -> str:
    """Returns what a report is of, as in `Week Mon 4 – Sun 10 May 2026 · Fern & Tally`."""
    span = period(report.span, report.span.last)
    said = f"{report.kind.capitalize()} {span} {report.span.last.year}"
    return " · ".join(filter(None, (said, "" if report.is_over else "so far", business.name)))


def sections(report: Report, business: Business) -> list[Section]:
    """Returns the parts of a report."""
    words = _Words(report, business)
    return [
        words.time(),
        words.jams(),
        words.won_back(),
        words.helpers(),
        words.flow(),
        words.sources(),
    ]


class _Words:
    def __init__(self, report: Report, business: Business) -> None:
        self._report, self._business = report, business

    # Time

    def time(self) -> Section:
        hours = self._report.hours
        if hours.is_empty:
            return Section(TIME, ["Nothing is logged in these days, so nothing is known of the time."])
        total = hours.covered.logged_minutes
        bars = [
            Bar(
                name or "no category",
                minutes,
                (wording.hours(minutes / 60), wording.per_cent(minutes / total)),
            )
            for name, minutes in hours.by_category.items()
        ]
        shown = hours.tallies[:MOST_ACTIVITIES]
        rows = [
            (
                tally.activity.name,
                wording.hours(tally.hours),
                wording.per_cent(tally.share),
                MISSING if tally.stress_assumed else f"{tally.stress:.1f}",
                _flags(tally.flags),
            )
            for tally in shown
        ]
        table = Table(("Activity", "logged", "share", "stress", "flags"), rows)
        return Section(TIME, list(self._time_says()), bars, [table] if rows else [])

    def _time_says(self) -> Iterator[str]:
        hours, covered = self._report.hours, self._report.hours.covered
        total = covered.logged_minutes
        said = f"{wording.hours(total / 60)} logged"
        if hours.share is not None:
            expected = wording.hours(covered.expected_minutes / 60)
            said += f" of {expected} expected ({wording.per_cent(hours.share)})"
        yield f"{said}{'' if self._report.is_over else ' so far'}."
        days = period(hours.earlier, self._report.span.last)
        if hours.before is None:
            yield f"Nothing is logged {days}, so there is nothing to compare it with."
        else:
            yield f"The same weekdays before, {days}, had {wording.hours(hours.before / 60)}."
        if len(self._business.people) > 1:
            names = (
                f"{self._business.initials_of(key)} {wording.hours(minutes / 60)}"
                for key, minutes in hours.by_owner.items()
            )
            yield f"Each owner: {wording.listed(names)}."
        if covered.too_early:
            yield (
                f"Too early for a verdict: {covered.tracked_days} of {FEWEST_DAYS} work days have an entry."
            )
        elif covered.provisional and covered.expected_minutes:
            yield f"Provisional: under {FAIR_COVERAGE:.0%} of the expected time is logged."
        if sum(hours.by_category.values()) > total:
            yield "Entries overlap: their time counts once in the total, and in each category it belongs to."
        if hours.ungrouped:
            yield f"{wording.hours(hours.ungrouped / 60)} belong to no activity yet."
        if not hours.rated:
            yield f"No entry is rated for stress; {UNRATED_STRESS:g} of 5 is assumed where it counts."
        if hours.covered.window.audit is None:
            yield "Expected is assumed: the usual hours, on work days, of those who logged anything."

    def jams(self) -> Section:
        hours = self._report.hours
        if hours.is_empty or hours.covered.too_early:
            return Section(JAMS, ["Too little is logged to tell."])
        if not hours.jams:
            return Section(JAMS, ["No activity meets two of the tests."])
        rows = [(jam.tally.activity.name, wording.hours(jam.weighted_hours_per_week)) for jam in hours.jams]
        says = [f"{jam.tally.activity.name}: {wording.listed(jam.reasons)}." for jam in hours.jams]
        return Section(JAMS, says, tables=[Table(("Activity", "weighted a week"), rows)])

    # Help

    def won_back(self) -> Section:
        found = self._report.help
        bars = [
            Bar(name, minutes, (wording.duration(minutes),)) for name, minutes in used(found.account).items()
        ]
        rows = [
            (
                each.activity.name if each.activity else "an activity that is gone",
                _minutes(each.line.measured),
                _minutes(each.line.forecast),
                self._money(each.line.cost),
                each.line.how or MISSING,
            )
            for each in found.handed
        ]
        heads = ("Handed over", "won back", "forecast", "paid", "measured by")
        return Section(WON_BACK, list(self._won_says()), bars, [Table(heads, rows)] if rows else [])

    def _won_says(self) -> Iterator[str]:
        found = self._report.help
        account = found.account
        if not found.handed:
            yield "The ledger says nothing of these days, so neither hours won back nor costs are known."
        elif account.weeks:
            said = f"{wording.duration(account.measured)} won back"
            if account.realised is not None:
                share = wording.per_cent(account.realised)
                part = f", {wording.duration(account.compared)}" if account.unforecast else ""
                said += f"{part} of {wording.duration(account.forecast)} forecast ({share})"
            yield f"{said}."
            if account.unforecast:
                lines = wording.count(account.unforecast, "measured line")
                yield f"{lines} without a forecast, and left out of the comparison."
        else:
            yield "Nothing is measured, so hours won back are not known."
        if account.unmeasured:
            yield f"{wording.count(account.unmeasured, 'line')} not measured, and left out of the sums."
        if account.weeks:
            if account.uncosted < len(found.handed) - account.unmeasured:
                yield f"Paid for that help: {self._money(account.cost)}."
            if account.spent is not None and account.spent > account.cost:
                more = self._money(account.spent - account.cost)
                yield f"Another {more} was paid in lines that are not measured."
            if account.uncosted:
                lines = wording.count(account.uncosted, "line")
                yield f"The cost of {lines} is not known, and so not in the sum."
            yield from self._refill_says()
        for each in found.helpers:
            for milestone in each.paid:
                amount = self._money(milestone.amount)
                yield f"Milestone paid: {each.name}, {milestone.title}, {amount}; not in the sum."
            for milestone in each.unpaid:
                amount = self._money(milestone.amount)
                yield f"Accepted and not paid: {each.name}, {milestone.title}, {amount}."
        if account.refill is not None:
            yield "Where the hours went:"
        elif account.weeks:
            yield "Nobody has said where the hours went."

    def _refill_says(self) -> Iterator[str]:
        account = self._report.help.account
        needed = account.break_even_refill(self._business.owner_hour)
        if needed is None:
            if self._business.owner_hour is None:
                yield "Whether it pays is not known: no value is set for an owner's hour."
            return
        did = MISSING if account.refilled is None else wording.per_cent(account.refilled)
        yield f"It pays when {wording.per_cent(needed)} of those hours earn your rate; {did} did."

    def helpers(self) -> Section:
        found = self._report.help
        if not found.helpers:
            return Section(HELPERS, ["Nobody helps yet."])
        heads = ("Helper", "in Doing", "done", "won back", "paid", "worked", "agreed/wk", "talks", "looks")
        rows = [self._helper_row(each) for each in found.helpers]
        return Section(HELPERS, list(self._helpers_say()), tables=[Table(heads, rows)])

    def _helper_row(self, each: HelperReport) -> tuple[str, ...]:
        over = marks.OVER if each.is_over_limit else ""
        account = each.account
        talks = [f"{each.held} held"] if each.held else []
        talks += [f"{each.missed} missed"] if each.missed else []
        talks += [f"{each.unsaid} open"] if each.unsaid else []
        known = account is not None and account.weeks
        cost = account is not None and account.weeks and not account.uncosted
        return (
            each.name,
            f"{each.doing}/{each.helper.wip_limit}{over}",
            str(each.finished),
            wording.duration(account.measured) if account and known else MISSING,
            self._money(account.cost) if account and cost else MISSING,
            _minutes(each.worked),
            _minutes(each.agreed),
            ", ".join(talks) or MISSING,
            str(each.looks),
        )

    def _helpers_say(self) -> Iterator[str]:
        over = self._report.help.over_limit
        if over:
            said = wording.listed(
                f"{each.name} with {each.most} of {each.helper.wip_limit} in Doing {marks.OVER}"
                for each in over
            )
            yield f"Over the limit: {said}."
        else:
            yield "Nobody was over the limit at the end of a day."
        yield "Cards count for whom they are given to today."
        if any(each.account and each.account.unmeasured for each in self._report.help.helpers):
            yield "What was won back and paid is that of measured lines."

    # Flow and sources

    def flow(self) -> Section:
        found = self._report.flow
        drawn = found if any(sum(held.values()) for held in found.counts) else None
        return Section(FLOW, list(self._flow_says()), tables=list(_lengths(found)), flow=drawn)

    def _flow_says(self) -> Iterator[str]:
        found, last = self._report.flow, self._report.span.last
        yield f"{wording.count(found.made, 'card')} made, {found.finished} finished."
        over = [
            f"{column.title()} with {count} of {self._business.column_limits[column]} {marks.OVER}"
            for column, count in found.counts[-1].items()
            if self._business.is_overloaded(column, count)
        ]
        if over:
            yield f"Over its limit at the end: {wording.listed(over)}."
        for week, waits in found.waiting.items():
            sides = [
                f"{name} {_days(side.median)} d (n={side.n})"
                for name, side in (("for us", waits.ours), ("for the helper", waits.theirs))
                if side.n
            ]
            slow = "; we are the slower side" if waits.owners_are_slower else ""
            few = "" if waits.is_known else "; too few to compare"
            if sides:
                begun = f"Waits begun in the week of {wording.short_day(week)}"
                yield f"{begun}, middle: {wording.listed(sides)}{slow}{few}."
        days = period(found.figures_of, last)
        if found.everything.lead.n:
            yield f"How long the work took that was finished {days}, in days, and how long 85 % took at most:"
        else:
            yield f"Nothing was finished {days}, so nothing can be said of how long work takes."

    def sources(self) -> Section:
        if not self._report.sources:
            return Section(SOURCES, ["No candidate has come from anywhere yet."])
        heads = ("Source", "candidates", "qualified", "engaged", "stayed", "postings", "each qualified")
        rows = [self._source_row(each) for each in self._report.sources]
        says = [
            "Counted up to today. Stayed is ninety days after being engaged, of those of whom it is known."
        ]
        return Section(SOURCES, says, tables=[Table(heads, rows)])

    def _source_row(self, each: SourceYield) -> tuple[str, ...]:
        return (
            each.source,
            str(each.candidates),
            str(each.qualified),
            str(each.engaged),
            f"{each.stayed} of {each.known}" if each.known else MISSING,
            self._money(each.cost),
            self._money(each.cost_per_qualified),
        )

    def _money(self, amount: int | None) -> str:
        if amount is None:
            return MISSING
        currency = self._business.currency
        value = major(amount, currency)
        return wording.money(value, currency, digits=0 if value == int(value) else None)


def _lengths(found: FlowReport) -> Iterator[Table]:
    if not found.everything.lead.n:
        return
    heads = ("done", "lead", "85 %", "cycle", "85 %", "wait", "85 %")
    for name, groups in (("Person", found.by_helper), ("Tag", found.by_tag)):
        if groups:
            rows = [_figures("everything", found.everything), *(_figures(*each) for each in groups.items())]
            yield Table((name, *heads), rows)


def _figures(name: str, each: Figures) -> tuple[str, ...]:
    return name, str(each.lead.n), *_spread(each.lead), *_spread(each.cycle), *_spread(each.wait)


def _spread(spread: Spread) -> tuple[str, str]:
    return _days(spread.median), _days(spread.usual)


def _days(minutes: int | None) -> str:
    return MISSING if minutes is None else wording.in_days(minutes)


def _minutes(minutes: int | None) -> str:
    return MISSING if minutes is None else wording.duration(minutes)


def _flags(counts: Mapping[Flag, int]) -> str:
    return ", ".join(f"{flag} {counts[flag]}" for flag in Flag if counts.get(flag)) or MISSING
