"""A screen that shows one list, with what is under the cursor in full beside it."""

from tui.desk_screen import DeskScreen
from tui.widgets.rows import Rows


class ListScreen(DeskScreen):
    """Moves the cursor of its list; a concrete one says what is shown of the row under it."""

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""
        self.rows.step(by)
        self.show_detail()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""
        self.rows.end(by)
        self.show_detail()

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
        self.rows.page(by)
        self.show_detail()
