"""A screen over the open file: one clock, and one place where saving can fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from models.business import Business, zone_named
from models.document import Document, RuleBroken
from store import Conflict, StoreError, Workspace
from tui.keyed_screen import KeyedScreen
from tui.session import Session
from tui.widgets.prompt import Agreed, ConflictOffer

D = TypeVar("D", bound=Document)


class SessionScreen(KeyedScreen):
    """A screen that shows and changes what is in the file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def refresh_all(self) -> None:
        """Shows everything anew."""

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
    def rater(self) -> str:
        """The owner who is not shown others' ratings before the own ones; empty where there is one owner."""
        return "" if self.business.is_run_alone else self.desk.who

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
            ConflictOffer: another session changed the same fields; `resolved` returns what agreeing saves.
            RuleBroken: the change breaks a rule, or cannot be saved.
        """
        try:
            with self.desk.transaction(label) as desk:
                yield desk
        except Conflict as conflict:
            raise ConflictOffer(str(conflict), conflict.mine) from conflict
        except StoreError as error:
            raise RuleBroken(str(error)) from error
        finally:
            self.refresh_all()

    def resolved(self, document: D, agreed: Agreed) -> D:
        """Returns what a form saves: once the owner agreed, its values on top of another session's."""
        return cast(D, agreed.kept(document.uid) or document)

    def saved(self, label: str, change: Callable[[Workspace], object]) -> bool:
        """Makes a change and tells whether it is saved; says why not when it cannot be made or saved."""
        try:
            with self.settling(label) as desk:
                change(desk)
        except RuleBroken as broken:
            self.say(str(broken), "warn")
            return False
        return True
