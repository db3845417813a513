"""A screen among others: the ways to them, and the pages that lie on top of it."""

from collections.abc import Sequence
from importlib import import_module
from typing import ClassVar

from models.document import Document
from tui.session import Session
from tui.session_screen import SessionScreen

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

RECORD_PAGES = ("card", "candidate", "checklist", "helper", "procedure", "role", "template")
"""The pages that are of one record, whose uid they are opened with."""


class PagedScreen(SessionScreen):
    """A screen that leads to the others and opens pages on top of itself."""

    LETTER: ClassVar[str] = ""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.opened_as: tuple[str, ...] = ()
        """The name of a page, and what it is about."""
        self._comes_to: tuple[str, ...] = ()

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor, or the one that the page is of."""
        return None

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor and the marks where they were; tells whether all of that is still there."""
        return not place

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
        here = base.LETTER if isinstance(base, PagedScreen) else self.LETTER
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
            assert isinstance(made, PagedScreen)
            made.opened_as = (name, *about)
            made.comes_to(at)
            self.app.push_screen(made)
        elif at:
            made.come_to(at)

    def comes_to(self, place: tuple[str, ...]) -> None:
        """Puts the cursor there as soon as the screen is shown."""
        self._comes_to = place

    def arrived(self) -> bool:
        """Puts the cursor where `comes_to` said; tells whether it said anything since."""
        place, self._comes_to = self._comes_to, ()
        if place:
            self.come_to(place)
        return bool(place)

    def _uncovered(self, opened_as: tuple[str, ...]) -> "PagedScreen | None":
        """Returns the page that was opened as this, what lay on top of it closed; None where none was."""
        stack = self.app.screen_stack
        for place, screen in enumerate(stack):
            if isinstance(screen, PagedScreen) and screen.opened_as == opened_as:
                for _ in stack[place + 1 :]:
                    self.app.pop_screen()
                return screen
        return None

    def action_back(self) -> None:
        """Closes the screen where it lies on top of another one."""
        if self.opened_as:
            self.dismiss()

    def action_page_of(self, name: str) -> None:
        """Opens a page in the place of those that are open."""
        self._close_pages()
        self.open_page(name)

    def action_open_on_top(self, name: str) -> None:
        """Opens a page on top of what is open."""
        self.open_page(name)
