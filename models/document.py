"""What every record is: frozen, cleaned of hostile text, and honest about why it refuses a change."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Self
from uuid import uuid4

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

LONGEST_NAME = 80


class RuleBroken(Exception):
    """Says in one sentence what is wrong, where, and what would put it right.

    Attributes:
        field: the name of the field that is out of bounds, where it is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


# ---------------------------------------------------------------------- text people paste

# Compiled by `re` when first needed: most text is plain, and these take longer than the rest of the module.
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufff9-\ufffb"  # controls, lone surrogates
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # writing-direction overrides
)
_INVISIBLE = "[\u200b\u2060\ufeff\u00ad\U000e0000-\U000e0fff]"
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u064b-\u065f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece]"  # Arabic, Thai, Lao
)
_PILED_MARKS = f"({_MARK}{{3}}){_MARK}+"
_SPACES = re.compile(r" {2,}")


def cleaned(text: str) -> str:
    """Returns text that no terminal can take for a command.

    Control characters, direction overrides and lone surrogates become U+FFFD, so that tampering stays
    visible; invisible characters vanish; marks pile up three high at most; lines are joined.
    """
    if text.isascii() and text.isprintable():
        return text
    # the invisible go first, or cleaning twice differs
    text = unicodedata.normalize("NFC", re.sub(_INVISIBLE, "", text))
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\t", "    ")
    text = re.sub(_UNSAFE, "\N{REPLACEMENT CHARACTER}", text)
    return re.sub(_PILED_MARKS, r"\1", text)


def _one_line(value: object) -> object:
    return _SPACES.sub(" ", cleaned(value)).strip() if isinstance(value, str) else value


def _many_lines(value: object) -> object:
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(cleaned(line).rstrip() for line in lines).strip("\n")


def _lower(value: str) -> str:
    return value.casefold()


Line = Annotated[str, BeforeValidator(_one_line)]
"""One line of text, kept whole however long it was imported."""

Title = Annotated[str, Field(min_length=1), BeforeValidator(_one_line)]
"""One line that must say something."""

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME), BeforeValidator(_one_line)]
"""What a person types to name a thing: 1 to 80 characters."""

Tag = Annotated[str, Field(min_length=1), AfterValidator(_lower), BeforeValidator(_one_line)]
"""A label in lower case, without its `#`."""

Prose = Annotated[str, BeforeValidator(_many_lines)]
"""Text of several lines, without blank ones at either end."""


# ---------------------------------------------------------------------- records


def fresh_key() -> str:
    """Returns a new identity: 32 hexadecimal digits."""
    return uuid4().hex


class Record(BaseModel):
    """A frozen value; a change makes another one, validated as a whole.

    Fields that this version does not know are kept, so an older program loses nothing of a newer one.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True, allow_inf_nan=False)

    @classmethod
    def of(cls, **fields: Any) -> Self:
        """Makes a record from what a person gave.

        Raises:
            RuleBroken: a field is out of bounds, in one sentence.
        """
        try:
            return cls(**fields)
        except ValidationError as error:
            raise RuleBroken(in_words(error), _first_field(error)) from error

    def but(self, **changes: Any) -> Self:
        """Returns this record with other values in some fields.

        Raises:
            RuleBroken: a changed field is out of bounds, in one sentence.
        """
        return self.of(**(dict(self) | changes))


class Part(Record):
    """A record inside another one; its key lets two people's edits of the same list be merged."""

    key: str = Field(default_factory=fresh_key)


class Document(Record):
    """A record with a table of its own in the file.

    The store sets `number`, `rev`, `created` and `updated`; links between records hold the `uid`.
    """

    letter: ClassVar[str] = "?"

    number: int = Field(default=0, exclude=True)
    """The number people see; 0 until the first save. It is the table's document id, not a stored field."""
    uid: str = Field(default_factory=fresh_key)
    rev: int = 0
    """How often this record was saved."""
    created: AwareDatetime | None = None
    updated: AwareDatetime | None = None

    @property
    def is_new(self) -> bool:
        """Whether it was never saved."""
        return self.number == 0

    @property
    def ref(self) -> str:
        """The name people use for this record: the table's letter and its number, as in `C14`."""
        return f"{self.letter}{self.number}"


# ---------------------------------------------------------------------- errors in words

_COMPLAINTS: Mapping[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda limit: "is missing",
    "string_too_short": lambda limit: "may not be empty",
    "string_too_long": lambda limit: f"may have {limit['max_length']:,} characters at most",
    "greater_than": lambda limit: f"must be more than {limit['gt']}",
    "greater_than_equal": lambda limit: f"must be {limit['ge']} or more",
    "less_than": lambda limit: f"must be less than {limit['lt']}",
    "less_than_equal": lambda limit: f"must be {limit['le']} or less",
    "int_parsing": lambda limit: "must be a whole number",
    "int_parsing_size": lambda limit: "is too large a number",
    "int_type": lambda limit: "must be a whole number",
    "int_from_float": lambda limit: "must be a whole number",
    "timezone_aware": lambda limit: "must say its time zone",
    "literal_error": lambda limit: f"must be {limit['expected']}",
    "enum": lambda limit: f"must be {limit['expected']}",
}


def _first_field(error: ValidationError) -> str:
    where = error.errors(include_url=False, include_input=False)[0]["loc"]
    return str(where[0]) if where else ""


def in_words(error: ValidationError) -> str:
    """Returns the first complaint of a validation error as a sentence that names the field."""
    first = error.errors(include_url=False, include_input=False)[0]
    limit = first.get("ctx", {})
    if first["type"] == "value_error":  # a rule of ours, already a sentence
        return str(limit["error"])
    where = " ".join(str(step) for step in first["loc"] if isinstance(step, str)).replace("_", " ")
    complaint = _COMPLAINTS.get(first["type"])
    said = complaint(limit) if complaint else first["msg"].replace("Input should be", "must be")
    return f"{where.capitalize() or 'The record'} {said}."


def moment(value: datetime) -> datetime:
    """Returns an instant the way it is stored: in UTC, cut to whole seconds."""
    return value.astimezone(UTC).replace(microsecond=0)


def whole_minutes(length: timedelta) -> int:
    """Returns a length in minutes, the nearest whole number and none below zero."""
    return max(0, round(length.total_seconds() / 60))
