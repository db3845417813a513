"""What handing over was to free and what it freed, week by week: minutes, cost, and where the hours went."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from models.audit import TimeEntry, logged
from models.business import Business
from models.dates import monday_of
from models.document import Document, Line, Prose, Record, RuleBroken
from models.handover import Estimate
from models.insight import Window, coverage, union_minutes

if TYPE_CHECKING:
    from models.ranking import Ranked

K = TypeVar("K", date, str)

LOW_WEEKS = 6
"""Measured weeks in a row under the low forecast, after which work asks to be taken back; `domain.md` §6."""
WIDE_GAP = 0.40
"""The share by which measured and forecast lie apart when somebody should look; `domain.md` §5, F6."""


class Refill(Record):
    """Where freed minutes go; what is not said is unplanned."""

    billable: int = Field(default=0, ge=0)
    growth: int = Field(default=0, ge=0)
    """Learning, selling, building."""
    rest: int = Field(default=0, ge=0)
    note: Line = ""

    @property
    def minutes(self) -> int:
        """All of it."""
        return self.billable + self.growth + self.rest


class LedgerLine(Document):
    """One week of one activity that was handed over, or of all of them together."""

    letter: ClassVar[str] = "W"

    week: date
    """Its Monday."""
    activity: str | None = None
    """The uid of the activity, None for a line that says where the hours of all of them went."""
    helper: str | None = None
    """The uid of the helper who has it."""
    forecast: int | None = Field(default=None, ge=0)
    """Minutes that were to be freed."""
    forecast_low: int | None = Field(default=None, ge=0)
    """The low end of that."""
    measured: int | None = Field(default=None, ge=0)
    """Minutes that were freed; None is not measured, never taken for zero."""
    how: Line = ""
    """How they were measured, as in `time log` or `estimate`."""
    cost: int | None = Field(default=None, ge=0)
    """What the help cost in that week, in minor units; None is not known, never taken for nothing."""
    planned: Refill | None = None
    """What the freed hours are for."""
    refill: Refill | None = None
    """Where they went."""
    note: Prose = ""
    archived: AwareDatetime | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.week.weekday():
            raise ValueError(f"A week is named by its Monday: {monday_of(self.week)}.")
        if self.measured is not None and not self.how:
            raise ValueError("How was it measured? Say it, as in “time log” or “estimate”.")
        if self.refill and self.measured is not None and self.refill.minutes > self.measured:
            raise ValueError("More minutes are said to be used than were freed: correct one of the two.")
        if self.forecast is not None and self.forecast_low is not None and self.forecast_low > self.forecast:
            raise ValueError("The low forecast is above the forecast: swap the two.")
        return self

    @property
    def is_low(self) -> bool:
        """Whether it freed less than the low forecast."""
        return (
            self.measured is not None and self.forecast_low is not None and self.measured < self.forecast_low
        )


def forecast(activity: str, found: Estimate, week: date, *, work_weeks: int) -> LedgerLine:
    """Returns the line of a week as an estimate has it, with nothing measured yet.

    Args:
        activity: the uid of the activity.
        found: what handing it over is worth.
        week: the week's Monday.
        work_weeks: how many weeks a year are worked.
    """
    minutes = found.freed_hours_per_year * 60 / work_weeks
    low = found.hours_low / found.hours_per_year if found.hours_per_year else 1.0
    return LedgerLine.of(
        week=week, activity=activity, forecast=round(minutes), forecast_low=round(minutes * min(1.0, low))
    )


def freed(before: float, entries: Iterable[TimeEntry], week: date, *, now: datetime, zone: ZoneInfo) -> int:
    """Returns the minutes that an activity no longer takes of the owners in a week, none below zero.

    Args:
        before: the minutes a week that it took, by the audit.
        entries: the log of that activity; what lies outside the week is left out.
        week: the week's Monday.
        now: up to when a running timer counts.
        zone: where the days are counted.
    """
    inside = [entry for entry in logged(entries) if monday_of(entry.day(zone)) == week]
    return max(0, round(before) - union_minutes(inside, now))


@dataclass(frozen=True)
class Account:
    """What some lines of the ledger come to.

    Attributes:
        weeks: how many weeks are measured.
        unmeasured: lines of an activity that are not, which the sums leave out.
        uncosted: measured lines of which nobody knows the cost.
        unforecast: measured lines without a forecast.
        compared_weeks: how many weeks are measured in a line that has a forecast.
        forecast: minutes that were to be freed in the measured lines that have a forecast.
        compared: minutes that were freed in those.
        measured: minutes that were freed in all measured lines.
        cost: of the measured lines, in minor units, as far as it is known.
        spent: of all lines, None where nobody has said of any.
        refill: where they went, None where nobody has said.
    """

    weeks: int
    unmeasured: int
    uncosted: int
    unforecast: int
    compared_weeks: int
    forecast: int
    compared: int
    measured: int
    cost: int
    spent: int | None
    refill: Refill | None

    @classmethod
    def of(cls, lines: Iterable[LedgerLine]) -> Self:
        """Adds lines up."""
        all_lines = [line for line in lines if line.archived is None]
        own = [line for line in all_lines if line.activity is not None]
        known = [line for line in own if line.measured is not None]
        both = [line for line in known if line.forecast is not None]
        costs = [line.cost for line in all_lines if line.cost is not None]
        refills = [line.refill for line in all_lines if line.refill]
        return cls(
            weeks=len({line.week for line in known}),
            unmeasured=len(own) - len(known),
            uncosted=sum(line.cost is None for line in known),
            unforecast=len(known) - len(both),
            compared_weeks=len({line.week for line in both}),
            forecast=sum(line.forecast or 0 for line in both),
            compared=sum(line.measured or 0 for line in both),
            measured=sum(line.measured or 0 for line in known),
            cost=sum(line.cost or 0 for line in known),
            spent=sum(costs) if costs else None,
            refill=_summed(refills),
        )

    @property
    def realised(self) -> float | None:
        """Measured over forecast of the lines that have both, as a fraction; None without a forecast."""
        return self.compared / self.forecast if self.forecast else None

    @property
    def gap(self) -> float | None:
        """By which share of the forecast the two lie apart."""
        return None if self.realised is None else abs(1 - self.realised)

    @property
    def unplanned(self) -> int:
        """Freed minutes of which nobody has said where they went."""
        return max(0, self.measured - (self.refill.minutes if self.refill else 0))

    @property
    def refilled(self) -> float | None:
        """The share of the freed minutes that earned money; None where none were, or nobody has said."""
        return self.refill.billable / self.measured if self.measured and self.refill else None

    def break_even_refill(self, owner_hour: int | None) -> float | None:
        """Returns the share of the freed minutes that must earn the owner's rate to pay for the help.

        None where the owner's hour or a cost is not known, or nothing was freed; `domain.md` §2.4.

        Args:
            owner_hour: what an hour is worth, in minor units.
        """
        if not owner_hour or not self.measured or self.uncosted:
            return None
        return self.cost / (self.measured / 60 * owner_hour)

    def pays(self, owner_hour: int | None) -> bool | None:
        """Tells whether the freed hours that earned money pay for the help, None where that is not known."""
        needed = self.break_even_refill(owner_hour)
        return None if needed is None or self.refilled is None else self.refilled >= needed


def _summed(refills: list[Refill]) -> Refill | None:
    if not refills:
        return None
    return Refill(
        billable=sum(each.billable for each in refills),
        growth=sum(each.growth for each in refills),
        rest=sum(each.rest for each in refills),
    )


def by_week(lines: Iterable[LedgerLine]) -> dict[date, Account]:
    """Returns the account of each week, the earliest first."""
    return _accounts((line.week, line) for line in lines)


def by_activity(lines: Iterable[LedgerLine]) -> dict[str, Account]:
    """Returns the account of each activity by its uid."""
    return _accounts((line.activity, line) for line in lines if line.activity is not None)


def _accounts(lines: Iterable[tuple[K, LedgerLine]]) -> dict[K, Account]:
    groups: Mapping[K, list[LedgerLine]] = defaultdict(list)
    for name, line in lines:
        groups[name].append(line)
    return {name: Account.of(groups[name]) for name in sorted(groups)}


def asks_to_stop(lines: Iterable[LedgerLine]) -> bool:
    """Tells whether an activity stayed below its low forecast in each of its last six measured weeks."""
    known = sorted(
        (line for line in lines if line.archived is None and line.measured is not None),
        key=lambda line: line.week,
    )
    return len(known) >= LOW_WEEKS and all(line.is_low for line in known[-LOW_WEEKS:])


def wants_a_look(account: Account) -> bool:
    """Tells whether forecast and result lie far apart after six weeks or more that have both."""
    return account.compared_weeks >= LOW_WEEKS and account.gap is not None and account.gap > WIDE_GAP


def placed(line: LedgerLine, lines: Iterable[LedgerLine]) -> LedgerLine:
    """Returns a line to be saved: what it says, on top of the one there is for the same week and activity.

    Args:
        line: what is to be said.
        lines: what the ledger says.
    """
    old = _same(line, lines)
    if old is None:
        return line
    said = {name: getattr(line, name) for name in line.model_fields_set}
    if old.refill and line.refill:
        went = {name: getattr(line.refill, name) for name in line.refill.model_fields_set}
        said["refill"] = old.refill.but(**went)
    return old.but(**{**said, "uid": old.uid, "rev": old.rev, "number": old.number})


def brought_back(line: LedgerLine, lines: Iterable[LedgerLine]) -> LedgerLine:
    """Returns a line that was put away in its place again.

    Raises:
        RuleBroken: there is another one by now.
    """
    if other := _same(line, lines):
        raise RuleBroken(f"There is a line of that week already: {other.ref}. Put that one away first.")
    return line.but(archived=None)


def _same(line: LedgerLine, lines: Iterable[LedgerLine]) -> LedgerLine | None:
    alike = (each for each in lines if (each.week, each.activity) == (line.week, line.activity))
    return next((each for each in alike if each.archived is None and each.uid != line.uid), None)


def drawn_up(
    rows: Iterable["Ranked"],
    helpers: Mapping[str, str],
    lines: Iterable[LedgerLine],
    entries: Iterable[TimeEntry],
    week: date,
    business: Business,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Iterator[LedgerLine]:
    """Yields what the estimates and the log say about a week, for each activity of which nobody has said it.

    What was freed is said only where enough of that week is logged: work that nobody logs is not freed.

    Args:
        rows: the activities with their estimates.
        helpers: the uid of the helper who has an activity, by the activity's; others are left out.
        lines: what the ledger says.
        entries: the log.
        week: its Monday.
        business: whose hours the log is held against.
        now: up to when a running timer counts.
        zone: where the days are counted.
    """
    log, known = list(entries), [line for line in lines if line.archived is None and line.week == week]
    span = Window(week, week + timedelta(days=6))
    is_logged = not coverage(log, span, business, now=now, zone=zone).provisional
    said = {line.activity: line for line in known}
    for row in rows:
        uid = row.activity.uid
        old = said.get(uid)
        if uid not in helpers or (old and (old.measured is not None or not is_logged)):
            continue
        found = forecast(uid, row.estimate, week, work_weeks=business.work_weeks).but(helper=helpers[uid])
        if is_logged:
            own = [entry for entry in log if entry.activity == uid]
            minutes = freed(row.hours_per_week * 60, own, week, now=now, zone=zone)
            found = found.but(measured=minutes, how="time log")
        yield old.but(measured=found.measured, how=found.how) if old else found
