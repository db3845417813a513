"""Finding anything by a number or by words: what is looked through, and what comes first."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum, IntEnum
from heapq import nsmallest
from typing import NamedTuple

from models.mentions import folded

HIDDEN = frozenset({"ratings", "interviews"})
"""What an owner may not have been shown yet: marks, and what others noted in a talk."""

_NO_WORDS = frozenset(
    {"uid", "key", "who", "owner", "rater", "interviewers", "sha256", "zone", "aliases", "source_key"}
)
_KEY = re.compile(r"[0-9a-f]{32}")
_WORD = re.compile(r"\w+")
_AROUND = 24
"""Characters that an excerpt shows before the word."""


class Rank(IntEnum):
    """How well something fits what is looked for, the best first."""

    NUMBER = 0
    """It is called that, as in `C14`."""
    BEGINS = 1
    """Its title begins like that."""
    WORDS_BEGIN = 2
    """Each word begins one of the title."""
    TITLE = 3
    """Each word stands somewhere in the title."""
    TEXT_BEGINS = 4
    """Each word begins one of all that it says."""
    TEXT = 5


class Sought(NamedTuple):
    """Something that can be found; `sought` makes it.

    Attributes:
        table: the table of its record.
        number: the number of its record.
        part: the key of the part of the record that it is; empty for all of it.
        ref: what people call it, as in `C14` or `VA05`.
        title: what it is called.
        lines: what else it says.
        away: `archive` or `trash`, where it lies there.
        name: its title as it is compared.
        text: all that it says, as it is compared.
    """

    table: str
    number: int
    part: str
    ref: str
    title: str
    lines: tuple[str, ...]
    away: str
    name: str
    text: str


class Found(NamedTuple):
    """What was found: the best of it, and how much there is in all."""

    best: list[Sought]
    total: int


def sought(
    table: str,
    number: int,
    ref: str,
    title: str,
    lines: Iterable[str] = (),
    *,
    part: str = "",
    away: str = "",
) -> Sought:
    """Returns something as it is looked through; see `Sought` for what is what."""
    said = tuple(line for line in lines if line)
    name = _plain(title)
    return Sought(
        table,
        number,
        part,
        ref,
        title,
        said,
        away,
        name,
        f"{name}\n{_plain(' '.join(said))}" if said else name,
    )


def words_of(text: str) -> list[str]:
    """Returns the words of what is looked for; signs between them, case and accents do not count."""
    return _WORD.findall(folded(text))


def search(text: str, everything: Iterable[Sought], *, most: int) -> Found:
    """Returns what fits a number or holds every word, the best first.

    What fits equally well comes in this order: what is not put away, then as it was given.

    Args:
        text: what was typed.
        everything: what is looked through.
        most: how many of the best are returned.
    """
    words = words_of(text)
    if not words:
        return Found([], 0)
    whole = " ".join(words)
    fitting = [
        (rank, bool(each.away), place, each)
        for place, each in enumerate(everything)
        if (rank := _rank(each, words, whole)) is not None
    ]
    return Found([each for *_, each in nsmallest(most, fitting)], len(fitting))


def _rank(each: Sought, words: Sequence[str], whole: str) -> Rank | None:
    if each.ref.casefold() == whole:
        return Rank.NUMBER
    text, name = each.text, each.name
    for word in words:
        if word not in text:
            return None
    if name.startswith(f" {whole}"):
        return Rank.BEGINS
    if all(word in name for word in words):
        return Rank.WORDS_BEGIN if all(f" {word}" in name for word in words) else Rank.TITLE
    return Rank.TEXT_BEGINS if all(f" {word}" in text for word in words) else Rank.TEXT


def excerpt(each: Sought, text: str) -> str:
    """Returns the words around the first one that was looked for and that the title does not hold."""
    missing = [word for word in words_of(text) if word not in each.name]
    for line in each.lines if missing else ():
        if missing[0] in _plain(line):
            said = " ".join(line.split())
            at = folded(said).find(missing[0])  # accents may move it by a few characters
            start = max(0, at - _AROUND)
            return f"{'…' if start else ''}{said[start:]}"
    return ""


def texts_in(value: object) -> Iterator[str]:
    """Yields what a record as plain data says: no identities, no names of choices, nothing hidden."""
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        if value and not _KEY.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in _NO_WORDS and name not in HIDDEN:
                yield from texts_in(inner)
    elif isinstance(value, Collection):
        for inner in value:
            yield from texts_in(inner)


def _plain(text: str) -> str:
    return f" {' '.join(_WORD.findall(folded(text)))}"
