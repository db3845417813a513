"""What gathers on a card: comments, waits, dates promised before, and rules it passed by the owner's word."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from models.document import Line, Part, Prose

LONG_COMMENT = 20
"""Characters from which a comment counts as news about the work."""


class CommentKind(StrEnum):
    """How a comment came about."""

    NOTE = "note"
    CHECK_IN = "check-in"
    PASTED = "pasted"


class Comment(Part):
    """Something said about a card."""

    at: AwareDatetime
    who: Line = ""
    """The key of the owner who wrote it, or the name of somebody who is none."""
    text: Annotated[Prose, Field(min_length=1)]
    kind: CommentKind = CommentKind.NOTE

    @property
    def is_news(self) -> bool:
        """Whether it says enough to count as something that happened to the work."""
        return self.kind is not CommentKind.NOTE or len(self.text) >= LONG_COMMENT


class Party(StrEnum):
    """Whom work waits for."""

    OWNER = "owner"
    HELPER = "helper"
    CLIENT = "client"
    VENDOR = "vendor"


class Wait(Part):
    """A stretch of time in which work waits for somebody."""

    on: Party
    what: Line = ""
    """What is waited for."""
    at: AwareDatetime
    until: AwareDatetime | None = None
    """When it came, None while it is waited for."""


class Promise(Part):
    """A due date that was given up for another one."""

    due: date
    at: AwareDatetime
    """When it was given up."""


class Override(Part):
    """A move that was made although something was missing."""

    at: AwareDatetime
    who: str = ""
    reason: Line
    missing: tuple[Line, ...] = ()
