"""The report of a week, or of the latest audit, as a page to read."""

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.report import Facts, Report, audit_report, usual_week, week_report
from tui.hand_off import copy_markdown
from tui.keys import bound
from tui.lines_page import LinesPage
from tui.report_text import report_markdown, report_text
from tui.report_words import SECTIONS
from tui.reporting import report_facts
from tui.session import Session
from tui.widgets.painted import Lines, titled
from tui.widgets.rows import Cell, Row, Rows

AUDIT = "audit"
NARROWEST, MARGIN = 30, 3
_WEEK = timedelta(weeks=1)


class ReportPage(LinesPage):
    """Shows what a week or the latest audit has brought, as the command `report` prints it."""

    TITLE = "Report"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("V", "view", "Other view", "report.view", "the latest audit, or a week"),
        bound("H", "week(-1)", "Week before", "report.before", "the report of seven days earlier"),
        bound("L", "week(1)", "Week after", "report.after", "the report of seven days later"),
        bound("y", "copy", "Copy", "report.copy", "as Markdown: to the clipboard and into a file"),
    ]

    def __init__(self, session: Session, of: str = "") -> None:
        super().__init__(session, of)
        self._monday: date | None = None
        self._report: Report | None = None

    def body(self) -> ComposeResult:
        """Makes the title and the list of lines."""
        yield Lines(height=1, id="title")
        yield Rows((Cell("", 0),), headings=False)

    def show(self) -> None:
        """Computes the report from what is in the file now."""
        facts = report_facts(self.desk, now=self.now(), zone=self.zone)
        self._report = self._made(facts)
        self._monday = self._monday or usual_week(facts)
        if self._report.kind != AUDIT:
            self._monday = self._report.span.first
        width = max(NARROWEST, self.size.width - MARGIN)
        first, *lines = report_text(self._report, self.business, width)
        views = f"{self.key_for('report.view')}: {'a week' if self.uid == AUDIT else 'the audit'}"
        self.query_one("#title", Lines).show([titled(first, views, self.size.width)])
        heads = {section.upper() for section in SECTIONS}
        self.query_one(Rows).show(
            [
                Row(n if text else None, (text,), ("strong" if text in heads else "plain",))
                for n, text in enumerate(lines)
            ]
        )

    def _made(self, facts: Facts) -> Report:
        if self.uid == AUDIT and self._has_audit:
            return audit_report(facts)
        day = date.fromisoformat(self.uid) if self.uid not in ("", AUDIT) else usual_week(facts)
        return week_report(facts, min(day, facts.today))

    @property
    def _has_audit(self) -> bool:
        return any(audit.start <= self.today for audit in self.desk.audits)

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return ["report.before", "report.after", "report.view", "report.copy", "move.back"]

    def action_view(self) -> None:
        """Shows the latest audit, or the week that was shown before."""
        if self.uid == AUDIT:
            self._go(self._monday.isoformat() if self._monday else "")
        elif self._has_audit:
            self._go(AUDIT)
        else:
            self.say("No audit has begun yet, so there is no report of one.", "dim")

    def action_week(self, by: int) -> None:
        """Shows the week before or after."""
        if self.uid == AUDIT or self._monday is None:
            self.say(f"{self.key_for('report.view')} goes back to the weeks.", "dim")
            return
        monday = self._monday + by * _WEEK
        if monday > self.today:
            self.say("That week has not begun.", "dim")
        else:
            self._go(monday.isoformat())

    def _go(self, of: str) -> None:
        self.go_on_with(of)
        self.query_one(Rows).end(-1)

    def action_copy(self) -> None:
        """Copies the report as Markdown, and keeps it as a file."""
        made = self._report
        if made is not None:
            name = f"report-{made.kind}-{made.span.first}"
            copy_markdown(self, name, report_markdown(made, self.business), "the report")
