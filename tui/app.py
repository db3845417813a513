"""The application: its screens, its colours, its keys, and how it ends."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from time import monotonic

from textual import events
from textual.filter import LineFilter
from textual.theme import Theme

from models.audit import zone_of
from models.document import RuleBroken
from store import StoreError, Workspace
from tui import drafts
from tui.desk_screen import DeskScreen
from tui.drafting import Drafting
from tui.driver import CarefulDriver
from tui.filters import AsciiFilter, NoColor
from tui.frames import FrameByFrame
from tui.keyboard import OneKeyAtATime
from tui.paged_screen import SCREENS
from tui.session import Session

THEME = Theme(
    name="deskhand",
    # Colours of the 256 palette, so that a terminal without true colour shows what was meant.
    primary="#5fafd7",
    accent="#5fafd7",
    warning="#ffaf5f",
    error="#ffaf5f",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    dark=True,
)


BACKUP_AFTER, BACKUP_EVERY = 5.0, 3600.0
"""Seconds after the start, and between later looks, at which a copy is made of a day that has none."""
NEEDING = ("cards", "helpers", "roles", "audits", "security", "procedures", "ledger")
"""The tables without which nothing can need an owner."""


class Deskhand(Drafting, FrameByFrame, OneKeyAtATime):
    """The workspace over one open file."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False  # terminals select text by themselves, with Shift
    TITLE = "Deskhand"
    # Where no shade tells a dialog from the screen below it, the dialog stands alone.
    CSS = ".-few-colours ModalScreen { background: $background; }"

    def __init__(
        self,
        session: Session,
        *,
        ascii: bool = False,
        keys: dict[str, str] | None = None,
        ask_who: bool = False,
        tour: bool = False,
    ) -> None:
        super().__init__(driver_class=CarefulDriver)
        self._session, self._ask_who, self._tour = session, ask_who, tour
        # Textual answers NO_COLOR with greys, which are colours still.
        self._own_filters = [*([NoColor()] if self.no_color else []), *([AsciiFilter()] if ascii else [])]
        self.register_theme(THEME)
        self.theme = THEME.name
        self.set_class(self.no_color or self.console.color_system not in ("256", "truecolor"), "-few-colours")
        self.animation_level = "none"
        session.keys_by_id = lambda: _keys_by_id(keys or {})
        if keys:
            self.set_keymap(keys)

    def on_mount(self) -> None:
        """Opens the first screen; the others are made when their key is pressed."""
        for name in SCREENS.values():
            self.add_mode(name, self._maker(name))
        self.switch_mode(self._first())
        if self._ask_who:
            self._choose_owner()
        else:
            self._go_on()
        self._last_key = monotonic()
        self.set_interval(1.0, self._tick)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, self._terminated)
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)
        self.set_timer(BACKUP_AFTER, self._back_up)
        self.set_interval(BACKUP_EVERY, self._back_up)
        self.call_after_refresh(_collect_garbage)

    def _first(self) -> str:
        """Returns the screen to open on: what needs the owner, else the work."""
        session, desk = self._session, self._session.desk
        if not any(len(desk[table]) for table in NEEDING):
            return "audit"
        if session.agenda(zone=zone_of(desk.business, session.assumed_zone)).lines:
            return "today"
        return "board" if len(desk.cards) else "audit"

    def _go_on(self) -> None:
        """Goes on with what the owner was typing when the program had to end, and with the tour."""
        desk = self._session.desk
        if self._tour or any(each.owner == desk.who and each.tour is not None for each in desk.desks):
            self.call_after_refresh(self._lead)
        if drafts.is_any(desk.path, desk.who):
            self.hold_keys()
            self.call_after_refresh(lambda: self.run_worker(self._open_draft()))

    async def _open_draft(self) -> None:
        """Opens the draft; keys that were meant for another screen must not get into it."""
        opened = False
        try:
            opened = await self.open_draft(self._session)
        finally:
            self.call_after_refresh(self.let_keys_go, forget=opened)

    def _lead(self) -> None:
        from tui.tour import begin

        if isinstance(self.screen, DeskScreen):
            begin(self.screen)

    def _terminated(self) -> None:
        try:
            self.keep_draft(self._session)
        finally:
            self.exit(return_code=143)

    def _hung_up(self) -> None:
        try:
            self.keep_draft(self._session)
        finally:
            if isinstance(self._driver, CarefulDriver):
                self._driver.give_back()
            os._exit(129)  # what was done is saved

    def _maker(self, name: str) -> Callable[[], DeskScreen]:
        def make() -> DeskScreen:
            module = import_module(f"tui.screens.{name}")
            screen: DeskScreen = getattr(module, f"{name.title()}Screen")(self._session)
            return screen

        return make

    def _choose_owner(self) -> None:
        from tui.dialogs.menu import Choice, Menu

        owners = [
            Choice(owner.key, owner.initials, owner.name) for owner in self._session.desk.business.owners
        ]

        def chosen(key: object) -> None:
            self._session.desk.who = str(key or owners[0].key)
            self._go_on()

        self.push_screen(Menu("Who is at the keyboard? (--as INITIALS says it at once)", owners), chosen)

    async def on_event(self, event: events.Event) -> None:
        """Notes when a key was pressed last: the journal is folded in while nobody types."""
        if isinstance(event, events.Key):
            self._last_key = monotonic()
        await super().on_event(event)

    def action_palette(self) -> None:
        """Opens the list of everything the program can do, on whatever screen."""
        from tui.keymap import screen_bindings
        from tui.palette import open_palette

        if isinstance(self.screen, DeskScreen):
            open_palette(self.screen, screen_bindings())

    def _tick(self) -> None:
        if not self.is_running:  # the app ends, and parts of the screen in front are gone
            return
        screen = self.screen_stack[-1] if self.screen_stack else None
        if isinstance(screen, DeskScreen):
            screen.tick()
        if self._session.desk.compaction_due(monotonic() - self._last_key):
            self.run_worker(
                self._session.desk.compact,
                thread=True,
                exclusive=True,
                group="compaction",
                exit_on_error=False,
            )
        try:
            os.tcgetpgrp(0)
        except OSError:
            if not self.is_headless:
                self._hung_up()  # the terminal went away without a word

    def _back_up(self) -> None:
        """Keeps a copy of the file once a day, while nothing waits for it."""
        if not self._session.desk.read_only:
            self.run_worker(self._keep_copy, thread=True, exclusive=True, group="backup", exit_on_error=False)

    def _keep_copy(self) -> None:
        """Lets a process of its own make the copy: reading the whole file here would hold up the keys."""
        from store.recovery import has_copy_of

        path = self._session.desk.path
        if not path.exists():  # nothing was saved yet
            return
        with suppress(StoreError):  # what keeps the copies from being listed is said by who makes one
            if has_copy_of(datetime.now(UTC).date(), path):
                return
        command = [sys.executable, "-m", "tui", "--file", str(path), "backup"]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            self.call_from_thread(self._warn, f"No copy of today is kept: {done.stderr.strip()}")

    def _warn(self, sentence: str) -> None:
        if isinstance(self.screen, DeskScreen):
            self.screen.say(sentence, "warn")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Returns what every line passes before it is drawn."""
        return [*super().get_line_filters(), *self._own_filters]


def _keys_by_id(own: Mapping[str, str]) -> dict[str, str]:
    from tui.keymap import keys_by_id  # it knows all screens, of which few are ever opened

    return keys_by_id(own)


def _collect_garbage() -> None:
    """Begins to collect, sparing what was made until now: it stays as long as the program does."""
    gc.freeze()
    gc.enable()


def run(
    desk_path: Path, who: str | None, on: date | None, ascii: bool, mouse: bool, tour: bool = False
) -> int:
    """Opens the workspace in the terminal and returns the exit code; with a tour where one is asked for.

    Raises:
        StoreError: the file cannot be opened.
        RuleBroken: nobody here has these initials, or the owner's keys clash.
    """
    from tui.keymap import clashes, own_keys
    from tui.machine import clock, config_file, local_zone

    keys = own_keys(config_file())
    if keys and (said := clashes(keys)):
        raise RuleBroken(said[0])
    now = clock(None, "UTC")
    with Workspace.open(desk_path, now=lambda: now()) as desk:
        business = desk.business
        now = clock(on, business.zone or local_zone())
        desk.who = business.owner(who).key if who else business.people[0].key
        session = Session(desk, now, day_is_set=on is not None)
        app = Deskhand(
            session, ascii=ascii, keys=keys, ask_who=not who and len(business.owners) > 1, tour=tour
        )
        app.run(mouse=mouse)
        return app.return_code or 0
