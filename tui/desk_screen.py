"""The base of every screen: its frame, the ways to the others, and what works on all of them."""

from contextlib import suppress
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.reactive import Reactive
from textual.widget import Widget

from store import StoreError
from tui import marks, wording
from tui.everywhere import EVERYWHERE
from tui.keys import spoken
from tui.paged_screen import SCREENS, PagedScreen
from tui.session import Session
from tui.step_back import step_back
from tui.widgets.footer import Footer
from tui.widgets.header import Header, HeaderFacts
from tui.widgets.painted import Painted
from tui.widgets.prompt import Prompt

FRAME = 2
"""Lines of the header and the footer."""


class DeskScreen(PagedScreen):
    """A screen of the workspace; a concrete one says what it shows and which keys it adds."""

    # Textual repaints the whole screen whenever the focus moves; nothing here shows focus by colour.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = EVERYWHERE
    DEFAULT_CSS = """
    DeskScreen { layers: base above; background: $background; color: $foreground; }
    DeskScreen #body { height: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._shown_width = 0
        self._agree_to = ""
        self._day_shown = date.min

    # What a concrete screen says

    def body(self) -> ComposeResult:
        """Makes what lies between header and footer."""
        yield from ()

    def show(self) -> None:
        """Shows what is in the file now; draws only what differs."""

    def place(self) -> list[str]:
        """Returns what the cursor is on and what is marked, for `come_to` in a later sitting."""
        return []

    # The frame

    def compose(self) -> ComposeResult:
        """Makes the header, the body, the prompt and the footer."""
        yield Header()
        with Vertical(id="body"):
            yield from self.body()
        yield Prompt()
        yield Footer()

    def on_screen_resume(self) -> None:
        """Shows what changed while another screen was in front."""
        with suppress(NoMatches):  # a screen resumes, too, while the program ends and parts of it are gone
            self.refresh_all()
            if self.arrived():
                self.show_hints()
            self._repaint()

    def on_screen_suspend(self) -> None:
        """Takes the cursor and the keys away while what is open on top has them."""
        self._repaint()
        self.show_tour()

    def _repaint(self) -> None:
        for each in self.query(Painted):
            each.refresh()

    def on_resize(self) -> None:
        """Shows anew what was wrapped or cut for another size."""
        self.query_one(Prompt).fit()
        if self.size.width != self._shown_width:
            self.refresh_all()

    def refresh_all(self) -> None:
        """Shows header, body and footer anew."""
        self._shown_width = self.size.width
        self._day_shown = self.today
        self.show_header()
        self.show()
        self.show_hints()

    def show_hints(self) -> None:
        """Shows the keys that matter here, and what the tour has next."""
        super().show_hints()
        self.show_tour()

    @property
    def room(self) -> int:
        """The lines between header and footer, less those of the tour."""
        tour = self.session.tour
        return self.size.height - FRAME - (tour.lines if tour is not None else 0)

    def show_tour(self) -> None:
        """Says what the tour has next, where one is under way."""
        if self.session.tour is not None:
            self.session.tour.show(self)

    def tick(self) -> None:
        """Looks, once a second, for changes of other sessions; idle costs two looks at the folder."""
        if not self.is_mounted:
            return
        try:
            changed = self.desk.refresh()
        except StoreError as error:
            self.say(str(error), "warn")
            return
        with suppress(NoMatches):  # the second may strike while the program ends
            if changed or self.today != self._day_shown:
                self.refresh_all()
            else:
                self.show_header()
            self._say_notices()

    def _say_notices(self) -> None:
        """Says what the store has noticed, such as that another session changed the same record."""
        if self.desk.notices:
            self.say(" ".join(self.desk.notices), "warn")
            self.desk.notices.clear()

    def show_header(self) -> None:
        """Shows who, when and what the timer is on."""
        now = self.now()
        running = self.session.running()
        timer = f"{marks.RUNNING} {wording.clock(running.minutes(now))} {running.text}" if running else ""
        self.query_one(Header).show(
            HeaderFacts(
                screens="".join(SCREENS),
                here=self.LETTER,
                who=self.initials,
                timer=timer,
                day=wording.day(self.today),
                notice="nothing can be saved"
                if self.desk.read_only
                else "date set by hand"
                if self.session.day_is_set
                else "",
            )
        )

    # Actions of all screens

    def action_back(self) -> None:
        """Closes the screen where it lies on top of another one; elsewhere ends the tour."""
        tour = self.session.tour
        if not self.opened_as and tour is not None and tour.is_shown:
            tour.end(self)
        super().action_back()

    def action_links(self) -> None:
        """Lists what the record under the cursor hangs on, and what hangs on it."""
        from tui.jumping import open_links

        open_links(self, self.under_cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tells whether a key means something: one of the tour only while there is one."""
        tour = self.session.tour
        return action != "tour_on" or (tour is not None and tour.is_on)

    def action_tour_on(self) -> None:
        """Goes on to the next step of the tour."""
        if self.session.tour is not None:
            self.session.tour.pass_by(self)

    def action_since(self) -> None:
        """Says what has happened since this owner left."""
        from tui.since import open_since

        open_since(self)

    def action_undo(self) -> None:
        """Takes back the last change."""
        self._agree_to = step_back(self, "undo", force=self._agree_to == "undo")

    def action_redo(self) -> None:
        """Makes the last undone change again."""
        self._agree_to = step_back(self, "redo", force=self._agree_to == "redo")

    def single_key(self, key: str) -> None:
        """Lets another key than the one that would go ahead take back an offer to do so."""
        if self._agree_to and spoken(key) != self.key_for(self._agree_to):
            self._agree_to = ""

    def action_keys(self) -> None:
        """Opens the list of this screen's keys; the one that is taken runs."""
        from tui import palette

        palette.open_keys(self)

    def action_settings(self) -> None:
        """Opens the settings of the business."""
        from tui import settings

        settings.open_settings(self)

    def action_owner_hour(self) -> None:
        """Asks what an hour of the owner's is worth."""
        from tui import settings

        settings.ask_owner_hour(self)

    def action_import(self) -> None:
        """Asks for a file of another program and shows what it would bring."""
        from tui import importing

        importing.ask_for_file(self)

    def action_quit(self) -> None:
        """Leaves."""
        self.app.exit()
