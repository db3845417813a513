"""The signs in a line that set fields: `@anna #tax +admin !4 due:fri -blocked`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.audit import STRESS, Flag
from models.dates import quoted, read_date
from models.document import RuleBroken, cleaned

Kind = Literal["card", "entry"]


@dataclass(frozen=True)
class Tokens:
    """What a line says beside its text; a field that no sign sets is None or empty."""

    text: str
    person: str | None = None
    tags: tuple[str, ...] = ()
    category: str | None = None
    stress: int | None = None
    priority: str | None = None
    due: date | None = None
    follow: date | None = None
    flags: tuple[Flag, ...] = ()


_WORD = re.compile(r'"(?P<passage>[^"]*)"(?!\S)|\S+')
_PUNCTUATION = ".,;:!?"
_TOKEN = re.compile(
    r"@(?P<person>[^\W_].*)"
    r"|#(?P<tag>(?!\d+$)\w.*)"
    r"|\+(?P<category>[^\W\d_].*)"
    r"|!(?P<level>\w.*)"
    rf"|-(?P<flag>{'|'.join(Flag)})"
    r"|(?P<date>due|follow):(?P<day>.*)",
    re.IGNORECASE,
)


def read_tokens(line: str, *, today: date, kind: Kind) -> Tokens:
    r"""Returns the fields that the signs in a line set, and the rest as text.

    A sign counts at the start of a word. A backslash before it, as in `\#1`, or quotes around it keep it
    as text; punctuation after a name, tag or category is dropped. Tags and categories are in lower case.

    Args:
        line: what was typed, without a leading time.
        today: the day from which dates such as `due:fri` count.
        kind: what the line becomes: stress and flags belong to an entry, priority and dates to a card.

    Raises:
        RuleBroken: a sign has no meaning, comes twice with different values, or does not fit the kind.
    """
    words: list[str] = []
    said: dict[str, int | str | date] = {}
    tags: dict[str, None] = {}
    flags: dict[Flag, None] = {}
    for word, found in _words(cleaned(line)):
        if found is None:
            words.append(word)
            continue
        field, value = _field(word, found, today)
        _fits(field, word, kind)
        if field == "tags":
            tags[str(value)] = None
        elif field == "flags":
            flags[Flag(str(value))] = None
        elif said.setdefault(field, value) != value:
            raise RuleBroken(f"{quoted(word)} is the second {_CALLED[field]}: keep one of the two.")
    return Tokens(text=" ".join(words), tags=tuple(tags), flags=tuple(flags), **said)  # type: ignore[arg-type]  # _field gives each field its type


def _words(line: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Yields each word with the token it is, if any; quotes go where they keep a sign as text."""
    for match in _WORD.finditer(line):
        word, passage = match[0], match["passage"]
        if passage is not None:
            kept = any(_token(part) for part in passage.split())
            yield (passage if kept else word), None
        elif word.startswith("\\") and not word.startswith("\\\\") and len(word) > 1:
            yield word[1:], None
        else:
            yield word, _token(word)


def _token(word: str) -> re.Match[str] | None:
    return _TOKEN.fullmatch(word.rstrip(_PUNCTUATION) or word) if word[0] in "@#+" else _TOKEN.fullmatch(word)


def _field(word: str, found: re.Match[str], today: date) -> tuple[str, int | str | date]:
    if found["person"]:
        return "person", found["person"]
    if found["tag"]:
        return "tags", found["tag"].casefold()
    if found["category"]:
        return "category", found["category"].casefold()
    if found["flag"]:
        return "flags", found["flag"].lower()
    if found["level"]:
        return _level(word, found["level"].lower())
    field = found["date"].lower()
    if not found["day"]:
        raise RuleBroken(f"{word} has no date after it: say {word}fri or {word}12dec, without a space.")
    try:
        return field, read_date(found["day"], today=today)
    except RuleBroken as refusal:
        raise RuleBroken(f"In {field}: {refusal}") from None


def _level(word: str, level: str) -> tuple[str, int | str]:
    if level in ("high", "low"):
        return "priority", level
    if level in map(str, STRESS):
        return "stress", int(level)
    raise RuleBroken(
        f"{quoted(word)} is no level: say !1 to !5 for stress, !high or !low for priority, or \\! to keep it."
    )


_CALLED = {
    "person": "person",
    "category": "category",
    "stress": "stress",
    "priority": "priority",
    "due": "due date",
    "follow": "follow-up date",
    "flags": "flag",
}
_ONLY: dict[str, Kind] = {
    "stress": "entry",
    "flags": "entry",
    "priority": "card",
    "due": "card",
    "follow": "card",
}
_INSTEAD: dict[Kind, str] = {
    "card": "say !high, !low, due: or follow: here",
    "entry": "say !1 to !5 or -blocked here",
}


def _fits(field: str, word: str, kind: Kind) -> None:
    if _ONLY.get(field, kind) != kind:
        article = {"card": "a card", "entry": "an entry"}
        raise RuleBroken(
            f"{quoted(word)} sets the {_CALLED[field]} of {article[_ONLY[field]]}, not of {article[kind]}: "
            f"{_INSTEAD[kind]}, or \\{word[0]} to keep it as text."
        )
