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
    **{"a": "audit", "p": "priorities", "b": "board", "i": "triage"},
    **{"v": "vetting", "o": "onboarding", "h": "helpers"},
}
"""The letters of the screens, in the order of `[` and `]`."""

PAGES = {
    "archive": "archive:ArchiveScreen",
    "candidate": "candidate_page:CandidatePage",
    "card": "card_page:CardPage",
    "changes": "changes:ChangesScreen",
    "checklist": "checklist_page:ChecklistPage",
    "flow": "flow:FlowScreen",
    "helper": "helper_page:HelperPage",
    "duel": "duel:DuelPage",
    "leavers": "leavers:LeaversScreen",
    "offers": "offers:OffersPage",
    "procedure": "procedure_page:ProcedurePage",
    "procedures": "procedures:ProceduresScreen",
    "role": "role_page:RolePage",
    "security": "security:SecurityScreen",
    "template": "template_page:TemplatePage",
    "templates": "templates:TemplatesPage",
}
"""What opens on top of a screen, each with its module and class; imported when it is opened."""


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

    # What a concrete screen says

    def body(self) -> ComposeResult:
        """Makes what lies between header and footer."""
        yield from ()

    def show(self) -> None:
        """Shows what is in the file now; draws only what differs."""

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
            self._repaint()

    def on_screen_suspend(self) -> None:
        """Takes the cursor and the keys away while what is open on top has them."""
        self._repaint()

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

    def open_page(self, name: str, *about: str) -> None:
        """Opens a page on top of this screen; `about` is what the page asks for besides the sitting."""
        module, _, page = PAGES[name].partition(":")
        made: DeskScreen = getattr(import_module(f"tui.screens.{module}"), page)(self.session, *about)
        made.opened_as = (name, *about)
        self.app.push_screen(made)

    def action_page_of(self, name: str) -> None:
        """Opens a page in the place of those that are open."""
        self._close_pages()
        self.open_page(name)

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
