"""The page of one helper: terms, cards, papers, access, goals, talks, feedback, thanks, reviews, ledger."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.dossier import Dossier
from models.goals import Goal
from models.smart import lint
from tui import wording
from tui.account_line import Line
from tui.dialogs.reading import Reading
from tui.helper_lines import HelperLines
from tui.helpers_keys import HELPER_PAGE_KEYS
from tui.lines_page import LinesPage
from tui.widgets.rows import Cell, Rows


class HelperPage(LinesPage, HelperLines):
    """Shows one helper in full, on top of the screen it was opened from."""

    TITLE = "Helper"
    LETTER = "h"
    LABELS = Cell("", 11)
    BINDINGS: ClassVar[list[BindingType]] = HELPER_PAGE_KEYS

    @property
    def helper(self) -> Dossier | None:
        """The helper that the page is of."""
        found = self.desk.helpers.get(self.uid)
        return Dossier.as_far_as_sound(found) if found else None

    def heading(self) -> str:
        """Returns the helper's name with what matters most."""
        helper = self.helper
        return self.account(helper).headline() if helper else "This helper is gone: Esc goes back"

    def lines(self) -> Iterable[Line]:
        """Returns everything that is known of the helper."""
        helper = self.helper
        return self.account(helper).lines() if helper else ()

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return [
            *("helper.line", "helper.new", "helper.record", "helper.feedback", "helper.done"),
            *("helper.why", "helper.leave", "move.back"),
        ]

    def place(self) -> list[str]:
        """Returns what the cursor is on."""
        key = self.query_one(Rows).key
        return [str(part) for part in key] if isinstance(key, tuple) else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that line."""
        rows = self.query_one(Rows)
        keys = [row.key for row in rows.rows if isinstance(row.key, tuple)]
        found = next((key for key in keys if [str(part) for part in key] == list(place)), None)
        rows.show(rows.rows, key=found)
        return found is not None

    def action_why(self) -> None:
        """Shows the working behind the line under the cursor."""
        part = self.part
        if isinstance(part, Goal):
            self.app.push_screen(Reading(part.title[:70], list(self._goal_working(part))))
        elif self.access is None and self.line is not None:
            self.app.push_screen(Reading(self.heading()[:70], [(self.line.label, self.line.text)]))
        else:
            super().action_why()

    def _goal_working(self, goal: Goal) -> Iterable[tuple[str, str]]:
        today = self.today
        yield "Stands", str(goal.state(today))
        yield "Counted", f"{goal.metric or goal.title}, in {goal.unit or 'numbers'}, from the {goal.source}"
        if goal.baseline is not None:
            since = f" on {wording.day(goal.baseline_on, today)}" if goal.baseline_on else ""
            yield "From", f"{goal.baseline:g}{since}"
        yield "To", f"{goal.target:g}{f' by {wording.day(goal.by, today)}' if goal.by else ''}"
        yield "Measured", f"every {goal.cadence_days} d; no data after one and a half times that"
        if goal.progress is not None:
            yield "Way gone", f"{goal.progress:.0%}, trend {goal.trend}"
        for each in reversed(goal.series):
            yield wording.day(each.on, today), f"{each.value:g} {each.note}".rstrip()
        for found in lint(goal):
            yield found.part.capitalize(), found.says
