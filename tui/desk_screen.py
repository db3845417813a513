"""The base of every screen: one clock, one place where saving can fail, one way to ask and to say."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from importlib import import_module
from time import monotonic
from typing import ClassVar, TypeVar, cast
from zoneinfo import ZoneInfo

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from models.business import Business, zone_named
from models.document import Document, RuleBroken
from store import Conflict, StoreError, UndoConflict, Workspace
from tui import marks, wording
from tui.everywhere import EVERYWHERE
from tui.keys import first_strokes, spoken
from tui.session import Session
from tui.widgets.footer import Footer
from tui.widgets.header import Header, Standing
from tui.widgets.prompt import Offer, Prompt, Question

D = TypeVar("D", bound=Document)

SCREENS = {"a": "audit", "p": "priorities", "b": "board", "i": "triage"}
"""The letters of the screens, in the order of `[` and `]`."""

PAGES = {
    "archive": "archive:ArchiveScreen",
    "card": "card_page:CardPage",
    "changes": "changes:ChangesScreen",
    "flow": "flow:FlowScreen",
    "procedure": "procedure_page:ProcedurePage",
    "procedures": "procedures:ProceduresScreen",
}
"""What opens on top of a screen, each with its module and class; imported when it is opened."""

DEAF_SECONDS = 0.3
"""How long keys do nothing after a paste."""


class DeskScreen(Screen[None]):
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
        super().__init__()
        self.session = session
        self._stroke = ""
        self._shown_width = 0
        self._agree_to: str | None = None
        self._conflict: Conflict | None = None
        self._day_shown = date.min
        self._deaf_until = 0.0
        self._keys: dict[str | None, str] = {}
        self.opened_as: tuple[str, ...] = ()
        """The name of a page, and what it is about."""

    # What a concrete screen says

    def body(self) -> ComposeResult:
        """Makes what lies between header and footer."""
        yield from ()

    def show(self) -> None:
        """Shows what is in the file now; draws only what differs."""

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return []

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

    def on_resize(self) -> None:
        """Shows anew what was wrapped or cut for another width."""
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
            Standing(
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

    def show_hints(self) -> None:
        """Shows the keys that matter here, as they are bound now."""
        keys: dict[str | None, str] = {}
        says: dict[str | None, str] = {}
        for key, active in self.active_bindings.items():
            keys.setdefault(active.binding.id, key)
            says[active.binding.id] = active.binding.description.lower()
        self.query_one(Footer).hint([(spoken(keys[id]), says[id]) for id in self.hints() if id in keys])

    # What every action needs

    @property
    def desk(self) -> Workspace:
        """The open file."""
        return self.session.desk

    @property
    def business(self) -> Business:
        """The settings."""
        return self.desk.business

    @property
    def initials(self) -> str:
        """Who is at the keyboard, empty while there is nobody to tell apart."""
        return next((owner.initials for owner in self.business.owners if owner.key == self.desk.who), "")

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the business counts its days."""
        named = self.business.zone
        return zone_named(named or self.session.assumed_zone)

    @property
    def today(self) -> date:
        """The day it is for the business."""
        return self.now().astimezone(self.zone).date()

    def now(self) -> datetime:
        """Returns the moment it is, from the one clock."""
        return self.session.now()

    @contextmanager
    def settling(self, label: str) -> Iterator[Workspace]:
        """Changes the file for a prompt or a form, which stays open with its text when that fails.

        Raises:
            Offer: another session changed the same fields; `resolved` knows what agreeing saves.
            RuleBroken: the change breaks a rule, or cannot be saved.
        """
        try:
            with self.desk.transaction(label) as desk:
                yield desk
            self._conflict = None
        except Conflict as conflict:
            self._conflict = conflict
            raise Offer(f"{conflict} The same again keeps yours.") from conflict
        except StoreError as error:
            raise RuleBroken(str(error)) from error
        finally:
            self.refresh_all()

    def resolved(self, document: D, agreed: bool) -> D:
        """Returns what a form saves: once the owner agreed, its values on top of another session's."""
        clash = self._conflict
        if agreed and clash is not None and clash.mine.uid == document.uid:
            return cast(D, clash.mine)
        return document

    def saved(self, label: str, change: Callable[[Workspace], object]) -> bool:
        """Makes a change and tells whether it is saved; says why not when it cannot be made or saved."""
        try:
            with self.settling(label) as desk:
                change(desk)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
            return False
        return True

    def key_for(self, id: str) -> str:
        """Returns the key that a binding has now, as people write it; nothing when it has none here."""
        if not self.is_asking:  # a line that is typed on takes the letters away from the screen
            self._keys = {}
            for key, active in self.active_bindings.items():
                self._keys.setdefault(active.binding.id, key)
        return spoken(self._keys.get(id, ""))

    def say(self, message: str, tone: str = "plain") -> None:
        """Says something in the footer until the next key."""
        self.query_one(Footer).say(message, tone)

    def ask(self, question: Question) -> None:
        """Asks on the prompt line."""
        self.key_for("undo")  # what it is called must be known while letters are text
        self.query_one(Prompt).ask(question)

    @property
    def is_asking(self) -> bool:
        """Whether something is being typed on the prompt line."""
        return self.query_one(Prompt).is_open

    def go_deaf(self) -> None:
        """Lets keys do nothing for a moment, behind a paste that may have lost its end."""
        self._deaf_until = monotonic() + DEAF_SECONDS

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Shows the keys again, and says that an unfinished answer is kept."""
        self.show_hints()
        if event.kept:
            self.say("Kept what you typed: the same key goes on with it.", "dim")

    # Keys of two strokes

    async def on_key(self, event: events.Key) -> None:
        """Waits for the second stroke of a key, and clears the last message."""
        if self.is_asking:
            return
        if monotonic() < self._deaf_until:
            event.stop()
            event.prevent_default()
            return
        self.say(f"{self.key_for('quit')} quits; everything is saved." if event.key == "ctrl+c" else "")
        stroke, self._stroke = self._stroke, ""
        if stroke:
            event.stop()
            event.prevent_default()
            active = self.active_bindings.get(f"{stroke} {event.key}")
            if active is not None:
                await self.app.run_action(active.binding.action, active.node)
            elif event.key != "escape":
                self.say(f"{spoken(f'{stroke} {event.key}')} means nothing here.", "dim")
        elif event.key in first_strokes(self.active_bindings):
            event.stop()
            event.prevent_default()
            self._stroke = event.key
            self.say(self._second_strokes(event.key), "plain")
        elif self._agree_to and spoken(event.key) != self.key_for(self._agree_to):
            self._agree_to = None

    def _second_strokes(self, stroke: str) -> str:
        ways = [
            f"{spoken(key).split(' ')[1]} {active.binding.description}"
            for key, active in self.active_bindings.items()
            if key.startswith(f"{stroke} ")
        ]
        return f"{spoken(stroke)} …  {'  '.join(ways)}"

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
        self._step_back("undo", "Undone")

    def action_redo(self) -> None:
        """Makes the last undone change again."""
        self._step_back("redo", "Redone")

    def _step_back(self, verb: str, says: str) -> None:
        force, self._agree_to = self._agree_to == verb, None
        try:
            step = self.desk.undo(force=force) if verb == "undo" else self.desk.redo(force=force)
        except UndoConflict as conflict:
            self._agree_to = verb
            self.say(f"{conflict} {self.key_for(verb)} again does it all the same.", "warn")
        except StoreError as error:
            self.say(str(error), "warn")
        else:
            self.refresh_all()
            self.say(f"{says}: {step.label}")

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

    def action_back(self) -> None:
        """Clears the marks and closes what is open."""

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""

    def action_side(self, by: int) -> None:
        """Moves the cursor to the side."""

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
