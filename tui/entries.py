"""The time log as the audit screen shows it: read once for each change, said in rows and lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.audit import Audit, Flag, TimeEntry, open_audit
from models.business import Business, Category
from models.dates import monday_of
from models.day import DayEntry, Problem, day_lines, same_work
from models.document import whole_minutes
from models.insight import Coverage, by_day, coverage, union_minutes, window
from store import Workspace
from tui import marks
from tui.coverage import coverage_line
from tui.widgets.painted import Parts
from tui.widgets.rows import Cell, Row
from tui.wording import WEEKDAYS, count, duration, listed, near, times
from tui.wording import day as said_day

FLAG_LETTERS = {Flag.DISPLACED: "D", Flag.BLOCKED: "B", Flag.DELAYED: "Y", Flag.INTERRUPTED: "I"}

COLUMNS = (
    Cell("", 1),
    Cell("time", 11),
    Cell("length", 7, right=True),
    Cell("what", 0),
    Cell("activity", 0, from_width=110),
    Cell("category", 10, from_width=60),
    Cell("1-5", 3, right=True, from_width=50),
    Cell("DBYI", 4, from_width=50),
    Cell("", 14, from_width=70),
)
WHO = Cell("who", 4)


@dataclass(frozen=True)
class TimeLog:
    """The log of a business, indexed by day.

    Attributes:
        days: the entries of each day, in order of time.
        activities: every activity by its uid.
        kinds: the category that each activity counts under, by uid; None for one that has none.
        coverage: how much of the audit's time is logged, None while there is nothing to cover.
    """

    days: dict[date, list[TimeEntry]]
    activities: dict[str | None, Activity]
    kinds: dict[str | None, Category | None]
    coverage: Coverage | None

    @classmethod
    def read(cls, desk: Workspace, *, now: datetime, zone: ZoneInfo) -> "TimeLog":
        """Reads the log from the file."""
        business = desk.business
        days = by_day(desk.entries, zone)
        span = window(desk.audits, days, today=now.astimezone(zone).date())
        inside = [entry for day, found in days.items() if span and day in span for entry in found]
        activities: dict[str | None, Activity] = {activity.uid: activity for activity in desk.activities}
        return cls(
            days,
            activities,
            {uid: business.rolled_up(activity.category) for uid, activity in activities.items()},
            coverage(inside, span, business, now=now, zone=zone) if span else None,
        )

    @property
    def categorised(self) -> frozenset[str | None]:
        """Uids of the activities that have a category."""
        return frozenset(uid for uid, kind in self.kinds.items() if kind is not None)

    @property
    def window_days(self) -> dict[date, list[TimeEntry]]:
        """The days of the window that figures are computed from."""
        covered = self.coverage
        return {day: found for day, found in self.days.items() if covered is None or day in covered.window}

    @cached_property
    def running(self) -> bool:
        """Whether anybody's timer is on, so that figures grow without a change."""
        return any(entry.running for found in self.days.values() for entry in found)

    @cached_property
    def same_work(self) -> tuple[Activity, Activity] | None:
        """Two activities with time in the window that may be one, None when no names are close."""
        used = {entry.activity for found in self.window_days.values() for entry in found}
        return next(same_work([each for uid, each in self.activities.items() if uid in used]), None)

    def lines(self, day: date, *, now: datetime, zone: ZoneInfo) -> list[DayEntry]:
        """Returns a day's entries with their problems."""
        found, before = (self.days.get(day - timedelta(days=back), ()) for back in (0, 1))
        return day_lines(found, before=before, categorised=self.categorised, now=now, zone=zone)

    def near(self, day: date) -> list[TimeEntry]:
        """Returns the entries of a day and of the days beside it, among which overlaps are looked for."""
        return [entry for n in (-1, 0, 1) for entry in self.days.get(day + timedelta(days=n), ())]


def standing(log: TimeLog, today: date) -> Parts:
    """Returns the line on top: the period, and how far what is logged in it can be trusted."""
    if log.coverage is None:
        return [(" Nothing logged yet", "dim")]
    return coverage_line(log.coverage, today)


def plan_note(log: TimeLog, audits: Iterable[Audit], today: date) -> str:
    """Returns what is to be said of the plan where the log's own days stand in for an audit."""
    planned = open_audit(audits, today)
    if planned is not None and planned.start > today:
        return f"audit planned from {said_day(planned.start, today)}"
    if log.coverage is None:
        return "no audit planned"
    return "" if log.coverage.window.audit else "no audit planned: the log's own days are used"


def row(line: DayEntry, log: TimeLog, *, business: Business, now: datetime, zone: ZoneInfo, who: bool) -> Row:
    """Returns an entry as a row of the day; `who` puts the owner's initials in front."""
    entry = line.entry
    activity = log.activities.get(entry.activity)
    name = activity.name if activity and activity.name != entry.text else ""
    category = activity.category if activity and activity.category else "-"
    time = f"{marks.RUNNING} {times(entry, zone)}"[:11] if entry.running else times(entry, zone)
    texts = (
        marks.LATE if line.problems else "",
        time,
        duration(entry.minutes(now)),
        entry.text,
        name,
        category,
        str(entry.stress or "-"),
        "".join(letter if flag in entry.flags else " " for flag, letter in FLAG_LETTERS.items()),
        in_short(line),
    )
    tones = (
        "warn",
        "accent" if entry.running else "plain",
        "plain",
        "plain",
        "dim",
        "dim" if category == "-" else "plain",
        "plain" if entry.stress else "dim",
        "plain",
        "warn",
    )
    if not who:
        return Row(entry.number, texts, tones)
    initials = business.initials_of(entry.who)
    return Row(entry.number, (initials, *texts), ("strong", *tones))


def in_short(line: DayEntry) -> str:
    """Returns the problems of an entry as a narrow column has room for: `gap 45 min +1`."""
    said = [problem_said(problem, line) for problem in line.problems]
    return f"{said[0]} +{len(said) - 1}" if len(said) > 1 else "".join(said)


def problem_said(problem: Problem, line: DayEntry) -> str:
    """Returns what is wrong with an entry, as in `gap 45 min`."""
    return f"gap {duration(whole_minutes(line.gap))}" if problem is Problem.GAP else str(problem)


def detail(line: DayEntry | None, log: TimeLog) -> Parts:
    """Returns the line that says all of the entry under the cursor."""
    if line is None:
        return ()
    entry = line.entry
    activity = log.activities.get(entry.activity)
    parts: list[tuple[str, str]] = [(f" {entry.ref} ", "dim"), (entry.text[:200], "strong")]
    if activity:
        parts.append(
            (
                f" · {activity.ref} {activity.name[:80]}"
                if activity.name != entry.text
                else f" · {activity.ref}",
                "plain",
            )
        )
    if entry.flags:
        parts.append((f" · {listed(entry.flags)}", "plain"))
    parts += [(f" #{tag[:40]}", "dim") for tag in entry.tags[:6]]
    if entry.note:
        parts.append((f" · {entry.note[:200]}", "dim"))
    if entry.source:
        parts.append((f" · from {entry.source[:20]}", "dim"))
    said = [
        problem_said(problem, line) + (" before" if problem is Problem.GAP else "")
        for problem in line.problems
    ]
    # what is wrong stands first, where no long text can push it off the line
    return [(f" {marks.LATE} {listed(said)} ·", "warn"), *parts] if said else parts


def foot(lines: Sequence[DayEntry], day: date, business: Business, *, heads: int, now: datetime) -> Parts:
    """Returns the totals of a day.

    Args:
        lines: the day's entries.
        day: the day.
        business: says how long a work day is.
        heads: how many people log their time.
        now: the moment up to which a running entry counts.
    """
    if not lines:
        return ()
    said = f" logged {duration(union_minutes([line.entry for line in lines], now))}"
    if business.is_work_day(day):
        said += f" of about {duration(business.minutes_per_day * heads)}"
    said += f" · {count(len(lines), 'entry', 'entries')}"
    wrong = sum(bool(line.problems) for line in lines)
    return [(said, "plain"), *([(f" · {wrong} to repair", "warn")] if wrong else [])]


def day_title(day: date, today: date) -> str:
    """Returns a day with how far back it is, as in `Sat 21 Nov · 2 days back`."""
    return f"{said_day(day, today)} · {near(day, today)}"


def week_of(day: date) -> list[date]:
    """Returns the seven days of a day's week, from Monday."""
    return [monday_of(day) + timedelta(days=n) for n in range(len(WEEKDAYS))]
