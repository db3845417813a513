"""Lists to copy for everybody who starts or leaves: what is settled, by whom, by when, what that opens."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, model_validator

from models.agreements import AgreementKind
from models.dates import quoted
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
    ITEM_DONE = "done"
    """The day on which another item was done."""
    SIGNED = "signed"
    """The day on which another item was signed off."""
    CANCEL_BY = "cancel by"
    """The last day on which a subscription can be cancelled; an off-day moves it back."""

    @property
    def is_an_item(self) -> bool:
        """Whether the days are counted from what happens to another item."""
        return self in (Anchor.ITEM_DONE, Anchor.SIGNED)


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


class Purpose(StrEnum):
    """What a list is for."""

    START = "start"
    LEAVE = "leave"
    LEAVE_NOW = "leave now"
    """Leaving at short notice: access ends first, everything else follows."""


class ForEach(StrEnum):
    """What of the access register an item stands for, once for each."""

    GRANT = "access"
    """Every access that was given and not taken away."""
    REMOVAL = "removal"
    """Every access that was given and is not yet seen to be gone."""
    SECRET = "secret"
    """Every shared item of the vault that somebody could see."""


PERSONAL_DATA = "personal data"
"""The condition of items that matter only where personal data are seen."""


def _one_word(code: str) -> str:
    if not re.fullmatch(r"[\w.-]*", code):
        raise ValueError(f"{quoted(code)} is no code: write letters, digits, dots and dashes, as in VA05.")
    return code


ANY_DAY = "any"
"""How data files say that a day does not matter."""

OffsetDays = Annotated[int, Field(ge=-400, le=400)] | None


def _any_day(value: object) -> object:
    return None if value == ANY_DAY else value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class TemplateItem(Part):
    """One line of a template."""

    code: Annotated[Line, AfterValidator(_one_word)] = ""
    """What other items call it."""
    title: Title
    """What is settled; `{system}` and `{secret}` stand for what it is about in the access register."""
    why: Prose = ""
    phase: Line = ""
    offset_days: Annotated[OffsetDays, BeforeValidator(_any_day)] = 0
    """Calendar days from the anchor, below zero before it; None is any day."""
    anchor: Anchor = Anchor.START
    counts_from: Line = ""
    """The code of the item whose day is the anchor."""
    times: int = Field(default=1, ge=1, le=20)
    """How often it is done, on that many work days in a row."""
    side: Side = Side.OWNER
    opens: Annotated[tuple[Gate, ...], BeforeValidator(_several)] = ()
    needs: Gate | None = None
    depends_on: tuple[Line, ...] = ()
    """Codes of the items that come first."""
    paper: AgreementKind | None = None
    """The agreement that must be in force for it to count."""
    approval: bool = False
    """Whether its signature is the second owner's approval of what touches money, with a limit."""
    shows: Shows = Shows.NONE
    sign_off: bool = False
    """Whether the owner signs it off apart from its being done."""
    condition: Line = ""
    """It applies where this is so; empty is always."""
    otherwise: Line = ""
    """What is settled in its place, with a note, where the condition is not so; empty is nothing."""
    for_each: ForEach | None = None

    @model_validator(mode="after")
    def _counted_from_something(self) -> Self:
        if self.anchor.is_an_item != bool(self.counts_from):
            raise ValueError(
                f"{quoted(self.title)} counts from an item being {self.anchor}: give the code of that item."
                if self.anchor.is_an_item
                else f"{quoted(self.title)} counts from the {self.anchor}, not from {self.counts_from}."
            )
        return self

    @model_validator(mode="after")
    def _approved_by_a_signature(self) -> Self:
        if self.approval and not self.sign_off:
            raise ValueError(
                f"{quoted(self.title)} is approved by a second owner: that is a signature, so sign it off."
            )
        return self

    @property
    def name(self) -> str:
        """What tells it apart from the others of its list."""
        return self.code or self.title

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The codes of all items that come before it."""
        return (*self.depends_on, self.counts_from) if self.counts_from else self.depends_on


class Template(Document):
    """A list to copy for everybody of one kind; a change makes another version."""

    letter: ClassVar[str] = "T"

    name: Name
    kind: HelperKind
    purpose: Purpose = Purpose.START
    former_names: tuple[Line, ...] = ()
    """What it was called in earlier versions, for lists that were copied from those."""
    version: int = Field(default=1, ge=1)
    light: bool = False
    """Whether it holds no more than the facts that gates need."""
    items: tuple[TemplateItem, ...] = ()
    archived: AwareDatetime | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if said := unsound(self.items):
            raise ValueError(said)
        return self

    @classmethod
    def read(cls, said: Mapping[str, Any]) -> Self:
        """Makes a template of plain data, with fresh keys.

        Raises:
            RuleBroken: it is no sound template.
        """
        items = tuple(TemplateItem.of(**item) for item in said.get("items", ()))
        return cls.of(**{**said, "items": items})

    def edited(self, items: Sequence[TemplateItem], name: str = "") -> Self:
        """Returns the next version with these items, and this name if one is given; running lists stay.

        Raises:
            RuleBroken: two items have one code, or an item names one that is not there or waits for itself.
        """
        if tuple(items) == self.items and name in ("", self.name):
            return self
        former = tuple(dict.fromkeys((*self.former_names, self.name)))
        return self.but(
            name=name or self.name,
            former_names=self.former_names if name in ("", self.name) else former,
            items=tuple(items),
            version=self.version + 1,
        )

    def is_called(self, name: str) -> bool:
        """Tells whether this is its name, or was in an earlier version."""
        return name == self.name or name in self.former_names

    @property
    def conditions(self) -> tuple[str, ...]:
        """The conditions that its items name, each once."""
        return tuple(dict.fromkeys(item.condition for item in self.items if item.condition))


def unsound(items: Iterable[TemplateItem]) -> str:
    """Returns what is wrong with the codes of a list's items, in a sentence; empty for nothing."""
    coded: dict[str, TemplateItem] = {}
    listed = list(items)
    for item in listed:
        if item.code and coded.setdefault(item.code, item) is not item:
            return f"Two items have the code {item.code}: give one of them another."
    for item in listed:
        if gone := next((code for code in item.waits_for if code not in coded), None):
            return f"{item.name} waits for {gone}, which is not on the list: name another item."
    try:
        TopologicalSorter({item.name: item.waits_for for item in listed}).prepare()
    except CycleError as error:
        return f"Some items wait for each other: {', '.join(error.args[1])}. Let one of them go first."
    return ""
