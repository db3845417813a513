"""How `deskhand` was called, and the workspace opened for one command."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

if TYPE_CHECKING:
    from models.business import Owner
    from store import Workspace

SIGNS_ARE_TEXT = {"ignore_unknown_options": True}
"""The settings of a command that takes a line, which lets `-blocked` and `-2 9-10` through as words."""


GLOBAL_OPTIONS = ("--file", "--as", "--on", "--ascii", "--no-mouse")


def sentence(words: tuple[str, ...]) -> str:
    """Returns the words of a command as one line.

    Raises:
        RuleBroken: an option that goes before the command stands among them.
    """
    from models.document import RuleBroken

    for word in words:
        option = word.partition("=")[0]
        if option in GLOBAL_OPTIONS:
            raise RuleBroken(f"{option} goes before the command: deskhand {option} … log 25m email triage.")
    return " ".join(words)


@dataclass(frozen=True)
class Sitting:
    """The workspace, open for one command, at one moment."""

    desk: "Workspace"
    zone: ZoneInfo
    now: datetime
    who: str | None
    """The initials that were given, if any."""

    @property
    def today(self) -> date:
        """The day it is for the business."""
        return self.now.astimezone(self.zone).date()

    def owner(self) -> "Owner":
        """Returns who is at the keyboard; their name goes on what is saved.

        Raises:
            RuleBroken: nobody has these initials, or it could be one of several.
        """
        from models.document import RuleBroken
        from tui.machine import me

        business = self.desk.business
        said = self.who or me()
        if said is None and len(business.people) > 1:
            known = " or ".join(f"--as {owner.initials}" for owner in business.people)
            raise RuleBroken(f"Say who you are: {known}.")
        owner = business.owner(said) if said else business.people[0]
        self.desk.who = owner.key
        return owner


@dataclass(frozen=True)
class Invocation:
    """The options before the command."""

    file: Path | None
    who: str | None
    on: date | None
    ascii: bool
    no_mouse: bool = False

    @property
    def path(self) -> Path:
        """The workspace that is meant."""
        from tui.machine import data_file

        return self.file or data_file()

    @contextmanager
    def sitting(self, *, asks: bool = False) -> Iterator[Sitting]:
        """Opens the workspace for one command and says on stderr what the store has noticed.

        Args:
            asks: whether the command only asks, so that a file of another name than the usual must be there.

        Raises:
            RuleBroken: there is no file to ask.
            StoreError: the file cannot be opened.
        """
        from store.loading import journal_of

        if asks and self.file and not (self.file.exists() or journal_of(self.file).exists()):
            from models.document import RuleBroken

            raise RuleBroken(f"There is no workspace at {self.file}: look at --file and DESKHAND_FILE.")
        from models.audit import zone_of
        from models.document import moment
        from store import Workspace
        from tui.machine import clock, local_zone

        stamp = clock(None, "UTC")
        with Workspace.open(self.path, now=lambda: stamp()) as desk:
            business = desk.business
            zone = zone_of(business, "UTC" if business.zone else local_zone())  # asking the machine is slow
            stamp = clock(self.on, zone.key)
            try:
                yield Sitting(desk, zone, moment(stamp()), self.who)
            finally:
                for notice in desk.notices:
                    click.echo(notice, err=True)

    def say(self, text: str) -> None:
        """Prints text for a person to read, in ASCII where that is wanted."""
        from tui.marks import in_ascii

        click.echo(in_ascii(text) if self.ascii else text)

    def open_screen(
        self,
        *,
        path: Path | None = None,
        on: date | None = None,
        who: str | None = None,
        tour: bool = False,
    ) -> int:
        """Opens the workspace in the terminal and returns the exit code.

        Args:
            path: another workspace than the one that was named.
            on: another day than the one that was named.
            who: the owner at the keyboard when nobody was named.
            tour: whether a newcomer is led through it.
        """
        self.need_terminal()
        from tui.app import run
        from tui.machine import is_utf8, me, wants_mouse

        plain = self.ascii or not is_utf8()
        mouse = not self.no_mouse and wants_mouse()
        return run(path or self.path, self.who or who or me(), on or self.on, plain, mouse, tour)

    def need_terminal(self) -> None:
        """Makes sure that screens can be shown.

        Raises:
            RuleBroken: input or output is no terminal, or one that cannot move its cursor.
        """
        from models.document import RuleBroken

        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise RuleBroken("The workspace needs a terminal: run deskhand in one, or see deskhand --help.")
        if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
            raise RuleBroken("This terminal cannot show screens: set TERM, for example to xterm-256color.")
