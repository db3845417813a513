"""The base of every screen: its frame, the ways to the others, and what works on all of them."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.reactive import Reactive
from textual.widget import Widget

from models.document import Document
from store import StoreError
from tui import marks, wording
from tui.everywhere import EVERYWHERE
from tui.keys import spoken
from tui.session import Session
from tui.session_screen import SessionScreen
from tui.step_back import step_back
from tui.widgets.footer import Footer
from tui.widgets.header import Header, HeaderFacts
from tui.widgets.painted import Painted
from tui.widgets.prompt import Prompt

SCREENS = {
    **{"t": "today", "a": "audit", "p": "priorities", "b": "board", "i": "triage"},
    **{"v": "vetting", "o": "onboarding", "h": "helpers"},
}
"""The letters of the screens, in the order of `[` and `]`."""

PAGES = {
    "advice": "advice:AdvicePage",
    "archive": "archive:ArchiveScreen",
    "audit": "audit:AuditScreen",
    "board": "board:BoardScreen",
    "candidate": "candidate_page:CandidatePage",
    "card": "card_page:CardPage",
    "changes": "changes:ChangesScreen",
    "checklist": "checklist_page:ChecklistPage",
    "flow": "flow:FlowScreen",
    "helper": "helper_page:HelperPage",
    "helpers": "helpers:HelpersScreen",
    "duel": "duel:DuelPage",
    "leavers": "leavers:LeaversScreen",
    "offers": "offers:OffersPage",
    "onboarding": "onboarding:OnboardingScreen",
    "priorities": "priorities:PrioritiesScreen",
    "procedure": "procedure_page:ProcedurePage",
    "procedures": "procedures:ProceduresScreen",
    "report": "report:ReportPage",
    "role": "role_page:RolePage",
    "search": "search:SearchPage",
    "security": "security:SecurityScreen",
    "template": "template_page:TemplatePage",
    "templates": "templates:TemplatesPage",
    "vetting": "vetting:VettingScreen",
}
"""What opens on top of a screen, each with its module and class; imported when it is opened."""

FRAME = 2
"""Lines of the header and the footer."""

RECORD_PAGES = ("card", "candidate", "checklist", "helper", "procedure", "role", "template")
"""The pages that are of one record, whose uid they are opened with."""


class DeskScreen(SessionScreen):
    """A screen of the workspace; a concrete one says what it shows and which keys it adds."""

    # Textual repaints the whole screen whenever the focus moves; nothing here shows focus by colour.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    AUTO_FOCUS = ""
    LETTER: ClassVar[str] = ""

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
        self.opened_as: tuple[str, ...] = ()
        """The name of a page, and what it is about."""
        self._comes_to: tuple[str, ...] = ()

    # What a concrete screen says

    def body(self) -> ComposeResult:
        """Makes what lies between header and footer."""
        yield from ()

    def show(self) -> None:
        """Shows what is in the file now; draws only what differs."""

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor, or the one that the page is of."""
        return None

    def place(self) -> list[str]:
        """Returns what the cursor is on and what is marked, for `come_to` in a later sitting."""
        return []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor and the marks where they were; tells whether all of that is still there."""
        return not place

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
            if self._comes_to:
                place, self._comes_to = self._comes_to, ()
                self.come_to(place)
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

    def action_go(self, letter: str) -> None:
        """Opens another screen; the pages on top of this one are closed."""
        self._close_pages()
        self.app.switch_mode(SCREENS[letter])

    def _close_pages(self) -> None:
        while len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def action_neighbour(self, by: int) -> None:
        """Opens the screen beside this one."""
        letters, base = list(SCREENS), self.app.screen_stack[0]
        here = base.LETTER if isinstance(base, DeskScreen) else self.LETTER
        self.action_go(letters[(letters.index(here) + by) % len(letters)])

    def open_page(self, name: str, *about: str, at: tuple[str, ...] = ()) -> None:
        """Opens a page on top of this screen; one that is open already comes to the front.

        Args:
            name: which page.
            about: what the page asks for besides the sitting.
            at: where its cursor goes, as `place` says it.
        """
        if name in RECORD_PAGES:
            self.session.note_opened(about[0])
        made = self._uncovered((name, *about))
        if made is None:
            module, _, page = PAGES[name].partition(":")
            made = getattr(import_module(f"tui.screens.{module}"), page)(self.session, *about)
            assert isinstance(made, DeskScreen)
            made.opened_as = (name, *about)
            made.comes_to(at)
            self.app.push_screen(made)
        elif at:
            made.come_to(at)

    def comes_to(self, place: tuple[str, ...]) -> None:
        """Puts the cursor there as soon as the screen is shown."""
        self._comes_to = place

    def _uncovered(self, opened_as: tuple[str, ...]) -> "DeskScreen | None":
        """Returns the page that was opened as this, what lay on top of it closed; None where none was."""
        stack = self.app.screen_stack
        for place, screen in enumerate(stack):
            if isinstance(screen, DeskScreen) and screen.opened_as == opened_as:
                for _ in stack[place + 1 :]:
                    self.app.pop_screen()
                return screen
        return None

    def action_back(self) -> None:
        """Closes the screen where it lies on top of another one; elsewhere ends the tour."""
        if self.opened_as:
            self.dismiss()
        elif (tour := self.session.tour) is not None and tour.is_shown:
            tour.end(self)

    def action_page_of(self, name: str) -> None:
        """Opens a page in the place of those that are open."""
        self._close_pages()
        self.open_page(name)

    def action_open_on_top(self, name: str) -> None:
        """Opens a page on top of what is open."""
        self.open_page(name)

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
