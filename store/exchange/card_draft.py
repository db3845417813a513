"""What a foreign board says, before its cards are ours."""

from dataclasses import dataclass
from datetime import datetime

from models.board import Column
from store.exchange.draft import Skipped


@dataclass(frozen=True)
class Said:
    """Something that was written on a card."""

    at: datetime | None
    """When, where the board tells."""
    who: str
    """The name of the author, where it was a person who said it."""
    text: str


@dataclass(frozen=True)
class Moved:
    """A card's step from one column to another."""

    at: datetime
    source: Column
    target: Column


@dataclass(frozen=True)
class CardDraft:
    """A card as another program has it."""

    line: int
    source: str
    key: str
    """What the source calls it."""
    title: str
    column: Column
    tags: tuple[str, ...] = ()
    due: datetime | None = None
    people: tuple[str, ...] = ()
    """The full names of those it is assigned to."""
    comments: tuple[Said, ...] = ()
    moves: tuple[Moved, ...] = ()
    archived: bool = False
    archived_at: datetime | None = None
    """When, where the board tells."""


@dataclass(frozen=True)
class CardReading:
    """A whole foreign board as read."""

    format: str
    drafts: tuple[CardDraft, ...]
    """The cards, column by column from the top."""
    skipped: tuple[Skipped, ...]
