"""The time audit: the day as blocks, its entries, the timer, and what in the log needs repair."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from models.audit import TimeEntry
from models.business import Category
from models.day import DayEntry, cells, minutes_by_category
from models.insight import union_minutes
from tui import entries, wording
from tui.entries import TimeLog
from tui.screens.audit_keys import KEYS
from tui.screens.repair import RepairVerbs
from tui.session import Session
from tui.widgets.day_strip import Cells, DayStrip
from tui.widgets.painted import Lines, fitted
from tui.widgets.rows import Rows
from tui.widgets.week_bars import Bar, WeekBars, WeekDay

WEEK = 7


FIRST_STEPS = (
    "Write down what you do and when, a line each: after a week or two it shows what to hand over.",
    "A log you have comes in whole: Esc, then O. Esc, then g b begins with the work instead.",
)
"""What is said where nothing was ever logged."""


class AuditScreen(RepairVerbs):
    """The time log, one day or one week at a time."""

    TITLE = "Audit"
    LETTER = "a"

    BINDINGS: ClassVar[list[BindingType]] = [*KEYS]
    DEFAULT_CSS = """
    AuditScreen #day { height: 1fr; }
    AuditScreen WeekBars, AuditScreen.week #day { display: none; }
    AuditScreen.week WeekBars { display: block; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.timelog = TimeLog({}, {}, {}, None)
        self._read: object = None
        self._shown_minute: object = None
        self._day: date | None = None
        self._lines: dict[int, DayEntry] = {}
        self._cells: dict[str, Cells] = {}

    def body(self) -> ComposeResult:
        """Makes the period, the day with its strip and entries, and the week."""
        yield Lines(height=1, id="period")
        yield Lines(height=1, id="title")
        with Vertical(id="day"):
            yield DayStrip()
            yield Rows(entries.COLUMNS, id="entries")
            yield Lines(height=1, id="detail")
            yield Lines(height=1, id="foot")
        yield WeekBars()

    def on_mount(self) -> None:
        """Asks for the first entry where there is nothing at all."""
        if not len(self.desk.entries) and not len(self.desk.cards):
            self.call_after_refresh(self.action_log)

    def hints(self) -> list[str]:
        """Returns the keys that matter most for what is shown."""
        if self.showing_week:
            return [
                "audit.view",
                "audit.week_before",
                "audit.week_after",
                "audit.log",
                "audit.plan",
            ]
        if not self._lines:
            return ["audit.log", "import", "audit.timer", "move.left", "audit.plan", "audit.view"]
        if self.rows.marked:
            return [
                "audit.category",
                "audit.archive",
                "audit.merge",
                "audit.stress_3",
                "audit.displaced",
                "move.back",
            ]
        wrong = any(line.problems for line in self._lines.values())
        return [
            "audit.log",
            "audit.timer",
            *(["audit.problem"] if wrong else []),
            "audit.category",
            "audit.edit",
            "undo",
            "audit.view",
        ]

    @property
    def rows(self) -> Rows:
        """The entries of the day."""
        return self.query_one("#entries", Rows)

    @property
    def showing_week(self) -> bool:
        """Whether the week is shown instead of the day."""
        return self.has_class("week")

    @property
    def day(self) -> date:
        """The day that is shown; at first the latest that has something to show."""
        if self._day is None:
            covered = self.timelog.coverage
            due = covered is not None and covered.window.audit is not None and self.today in covered.window
            days = self.timelog.days
            self._day = self.today if due or not days or self.today in days else max(days)
        return self._day

    @property
    def entry(self) -> TimeEntry | None:
        """The entry under the cursor."""
        line = self._lines.get(number) if isinstance(number := self.rows.key, int) else None
        return line.entry if line and not self.showing_week else None

    def targets(self) -> list[TimeEntry]:
        """Returns the marked entries, else the one under the cursor; says so when there is none."""
        if self.rows.marked and not self.showing_week:
            return [line.entry for number, line in self._lines.items() if number in self.rows.marked]
        if self.entry is None:
            view = self.key_for("audit.view")
            self.say(
                f"{view} goes back to the day and its entries."
                if self.showing_week
                else "There is no entry here.",
                "dim",
            )
            return []
        return [self.entry]

    # What is shown

    def show(self) -> None:
        """Shows the log as it is in the file now."""
        desk = self.desk
        tables = desk.entries, desk.activities, desk.settings, desk.audits
        state = [table.version for table in tables], self.today, self.zone
        if self._read != state or (self.timelog.running and self._minute != self._shown_minute):
            self._read, self.timelog = state, TimeLog.read(desk, now=self.now(), zone=self.zone)
        self.suggested = None
        # at first the cursor is on what was done last, so that the timer keys mean that
        today = self.timelog.days.get(self.day, []) if self.rows.key is None else []
        self.show_day(number=today[-1].number if today else None)

    def show_day(self, day: date | None = None, number: int | None = None) -> None:
        """Shows a day, or the same one again, with the cursor on an entry."""
        self._day, self._shown_minute = day or self.day, self._minute
        self.chosen_day = day or self.chosen_day
        now, zone, today = self.now(), self.zone, self.today
        lines = self.timelog.lines(self.day, now=now, zone=zone)
        self._lines = {line.entry.number: line for line in lines}
        self._cells = {}
        self.query_one("#period", Lines).show([entries.standing(self.timelog, today)])
        if self.showing_week:
            self._show_week()
            return
        self._show_title(entries.day_title(self.day, today))
        who = len(self.business.people) > 1
        rows = self.rows
        rows.columns = (entries.WHO, *entries.COLUMNS) if who else entries.COLUMNS
        said = f"Nothing logged on {wording.day(self.day, today)} · n logs something · O imports"
        begins = [] if len(self.desk.entries) else [[], *([(f"  {text}", "dim")] for text in FIRST_STEPS)]
        rows.empty = ([], [(f"  {said}", "dim")], *begins)
        rows.show(
            [
                entries.row(line, self.timelog, business=self.business, now=now, zone=zone, who=who)
                for line in lines
            ],
            key=number,
        )
        foot = entries.foot(lines, self.day, self.business, heads=self._heads, now=now)
        self.query_one("#foot", Lines).show([foot])
        self._show_cursor()

    @property
    def _heads(self) -> int:
        """How many people log their time."""
        covered = self.timelog.coverage
        planned = covered.window.audit if covered else None
        return len(planned.people if planned and planned.people else self.business.people)

    def _show_cursor(self) -> None:
        """Shows what belongs to the entry under the cursor."""
        entry, self.gap = self.entry, None
        who = entry.who if entry else self.desk.who
        if who not in self._cells:
            own = [each for each in self.timelog.near(self.day) if each.who == who]
            row = cells(own, self.day, now=self.now(), zone=self.zone, first_hour=0, hours=24)
            self._cells[who] = [[each.number for each in cell] for cell in row]
        self.query_one(DayStrip).show(self._cells[who], entry.number if entry else None)
        line = self._lines.get(entry.number) if entry else None
        self.query_one("#detail", Lines).show([entries.detail(line, self.timelog)])

    def _show_week(self) -> None:
        now, days = self.now(), entries.week_of(self.day)
        logged = [self.timelog.days.get(day, []) for day in days]
        minutes = [minutes_by_category(found, self.timelog.kinds, now) for found in logged]
        bars = [
            Bar(
                kind or "no category",
                tuple(each.get(kind, 0) for each in minutes),
                "plain" if kind else "warn",
            )
            for kind in (*Category, None)
        ]
        business = self.business
        full = business.minutes_per_day * self._heads
        expected = [full if business.is_work_day(day) else 0 for day in days]
        week = [
            WeekDay(wording.day(day), union_minutes(found, now), hours)
            for day, found, hours in zip(days, logged, expected, strict=True)
        ]
        total = wording.hours(sum(day.logged for day in week) / 60)
        self._show_title(f"Week of {wording.day(days[0], self.today)} · logged {total}")
        self.query_one(WeekBars).show_week(bars, week, self.day.weekday())

    def _show_title(self, title: str) -> None:
        note = entries.plan_note(self.timelog, self.desk.audits, self.today)
        room = self.size.width - len(title) - 2
        said = fitted(note, room, right=True) if len(note) + 2 <= room else ""
        self.query_one("#title", Lines).show([[(f" {title}", "strong"), (said, "dim")]])

    def tick(self) -> None:
        """Counts a running timer on, once a minute."""
        super().tick()
        if self._minute != self._shown_minute and self.timelog.running:
            self.show_day()

    @property
    def _minute(self) -> datetime:
        return self.now().replace(second=0, microsecond=0)

    # Moving

    def action_step(self, by: int) -> None:
        """Moves the cursor so many entries down, or up."""
        self.rows.step(by)
        self._show_cursor()

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.rows.page(by)
        self._show_cursor()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last entry, or the first."""
        self.rows.end(by)
        self._show_cursor()

    def action_side(self, by: int) -> None:
        """Goes so many days on, or back; the future has nothing to show."""
        last = max(self.today, max(self.timelog.days, default=self.today))
        day = self.day + timedelta(days=by)
        if day > last:
            day = last
            self.say(f"{wording.day(last, self.today)} is the last day there is.", "dim")
        self.show_day(day)
        self.show_hints()

    def action_week(self, by: int) -> None:
        """Goes so many weeks on, or back."""
        self.action_side(by * WEEK)

    def action_view(self) -> None:
        """Changes between the day and its week."""
        self.toggle_class("week")
        self.show_day()
        self.show_hints()

    def action_back(self) -> None:
        """Clears the marks, or goes back from the week to the day."""
        if self.showing_week:
            self.action_view()
        elif self.rows.marked:
            for number in list(self.rows.marked):
                self.rows.mark(number)
            self.show_hints()
        else:
            super().action_back()

    def action_mark(self) -> None:
        """Marks the entry under the cursor and goes on."""
        if self.targets():
            self.rows.mark(self.rows.key)
            self.action_step(1)
            self.show_hints()

    def action_mark_all(self) -> None:
        """Marks every entry of the day, or none when all are."""
        if self.targets():
            every = set(self._lines)
            for number in every - self.rows.marked or every:
                self.rows.mark(number)
            self.show_hints()

    def action_import(self) -> None:
        """Asks for a file of another program and shows what it would bring."""
        from tui import importing

        importing.ask_for_file(self, self.show_day)

    def go_to(self, entry: TimeEntry) -> None:
        """Shows the day of an entry with the cursor on it."""
        if self.showing_week:
            self.remove_class("week")
        self.show_day(entry.day(self.zone), entry.number)
        self.show_hints()
