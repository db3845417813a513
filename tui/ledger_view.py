"""The ledger as a view: the weeks, what they freed, and the keys that write them."""

from models.document import Document
from models.ledger import LedgerLine, brought_back
from tui.dialogs.reading import Reading
from tui.helpers_views import HelpersView
from tui.ledger_form import draw_up_week, open_week
from tui.ledger_rows import LEDGER, ledger_rows, ledger_summary, ledger_working
from tui.widgets.painted import Parts
from tui.widgets.rows import Row


class LedgerView(HelpersView):
    """What handing over was to free, and what it freed, week by week."""

    NAME = "ledger"
    HINTS = ("helper.open", "helper.add", "helper.record", "helper.why", "helpers.view", "undo")
    COLUMNS = LEDGER

    @property
    def week(self) -> LedgerLine | None:
        """The line under the cursor."""
        return self.record_of(self.screen.desk.ledger)

    @property
    def under_cursor(self) -> Document | None:
        """The line under the cursor."""
        return self.week

    def rows(self) -> list[Row]:
        """Returns the weeks, the latest first."""
        return ledger_rows(self.facts)

    def title(self) -> tuple[str, str]:
        """Returns what the last week freed."""
        said, hint = ledger_summary(self.facts)
        return f"Ledger: {said}", hint

    def nothing(self) -> str:
        """Returns which keys begin."""
        draws, adds = self.screen.key_for("helper.record"), self.screen.key_for("helper.add")
        return (
            f"Nothing is measured yet: {draws} draws up last week from estimates and log, "
            f"{adds} adds one by hand."
        )

    def detail(self) -> list[Parts]:
        """Returns the working of the line in short."""
        if self.week is None:
            return []
        working = [f"{label}: {text}" for label, text in ledger_working(self.week, self.facts)]
        back = self.screen.key_for("helper.done") if self.week.archived else ""
        away = f"put away: {back} brings it back · " if back else ""
        return [[(f" {away}{' · '.join(working[:2])}", "plain")], [(f" {working[-1]}", "dim")]]

    def edit(self) -> None:
        """Opens the form of the line."""
        if (week := self.week) is not None:
            open_week(self.screen, week)

    def add(self) -> None:
        """Opens the form of a new line."""
        open_week(self.screen, None)

    def record(self) -> bool:
        """Draws up the last week."""
        draw_up_week(self.screen)
        return True

    def done(self) -> bool:
        """Brings back a line that was put away."""
        week = self.week
        if week is None or not week.archived:
            return super().done()
        self.screen.saved(
            "Bring a week of the ledger back",
            lambda desk: desk.ledger.put(brought_back(desk.ledger[week.number], desk.ledger)),
        )
        return True

    def archive(self) -> bool:
        """Puts the line away."""
        week, at = self.week, self.screen.now()
        if week is not None and week.archived:
            back = self.screen.key_for("helper.done")
            self.screen.say(f"This week is put away: {back} brings it back.", "dim")
        elif week is not None and self.screen.saved(
            "Put a week of the ledger away",
            lambda desk: desk.ledger.put(desk.ledger[week.number].but(archived=at)),
        ):
            self.screen.say(f"Put {week.ref} away · {self.screen.undoes}")
        return True

    def why(self) -> bool:
        """Shows the working of the line and of the last weeks."""
        self.screen.app.push_screen(Reading("The ledger", list(ledger_working(self.week, self.facts))))
        return True
