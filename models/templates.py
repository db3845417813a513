"""Lists to copy for everybody who starts: what is settled, by whom, by when, and what that opens."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar, Self

from pydantic import AwareDatetime, Field

from models.document import Document, Line, Name, Part, Prose, Title
from models.helpers import HelperKind


class Side(StrEnum):
    """Who does an item."""

    OWNER = "owner"
    HELPER = "helper"
    BOTH = "both"


class Anchor(StrEnum):
    """What the days of an item are counted from."""

    START = "start"
    END = "end"


class Shows(StrEnum):
    """What shows that an item is done."""

    NONE = "none"
    NOTE = "note"
    LINK = "link"
    DATE = "date"


class Gate(StrEnum):
    """What stays shut until the facts it needs are signed off; `domain.md` §2.6."""

    ACCOUNTS = "accounts"
    CLIENT_DATA = "client data"
    MONEY = "money"
    SOLO = "solo work"
    CLOSE = "close"


class TemplateItem(Part):
    """One line of a template."""

    code: Line = ""
    """What other items call it."""
    title: Title
    why: Prose = ""
    phase: Line = ""
    offset_days: int = Field(default=0, ge=-400, le=400)
    """Calendar days from the anchor, below zero before it."""
    anchor: Anchor = Anchor.START
    side: Side = Side.OWNER
    opens: Gate | None = None
    needs: Gate | None = None
    depends_on: tuple[Line, ...] = ()
    """Codes of the items that come first."""
    shows: Shows = Shows.NONE
    sign_off: bool = False
    """Whether the owner signs it off apart from its being done."""


class Template(Document):
    """A list to copy for everybody of one kind; a change makes another version."""

    letter: ClassVar[str] = "T"

    name: Name
    kind: HelperKind
    version: int = Field(default=1, ge=1)
    light: bool = False
    """Whether it holds no more than the facts that gates need."""
    items: tuple[TemplateItem, ...] = ()
    archived: AwareDatetime | None = None

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """Makes a template of plain data, with fresh keys.

        Raises:
            RuleBroken: it is no sound template.
        """
        items = tuple(TemplateItem.of(**item) for item in said.get("items", ()))
        return cls.of(**{**said, "items": items})

    def edited(self, items: Sequence[TemplateItem]) -> Self:
        """Returns the next version with these items; running lists keep theirs."""
        if tuple(items) == self.items:
            return self
        return self.but(items=tuple(items), version=self.version + 1)
