"""Where a person is named, for whoever must be forgotten."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

LONG_PART = 4
"""Letters from which a part of a name may stand for the person."""

_LONG_NAME = 6
"""Letters from which a name of one word is looked for inside longer words too."""

_AROUND = 30
"""Characters that an excerpt shows on each side of the name."""

_GONE = "…"
"""What stands where a name was."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_WITHOUT_SPACES = "\u0e00"
"""From this character on most scripts write no space between words."""


class Mention(NamedTuple):
    """A text that names somebody.

    Attributes:
        field: the field, and within it the way to the text, as in `comments 2 text`.
        excerpt: the name with a few words on each side.
        certain: whether it is the whole name; else a part of it, or somebody called alike.
    """

    field: str
    excerpt: str
    certain: bool


class _Word(NamedTuple):
    text: str
    start: int
    end: int


class _Span(NamedTuple):
    start: int
    end: int
    certain: bool


@dataclass(frozen=True)
class Names:
    """What somebody is called.

    Case, accents and what stands between the words make no difference, nor whether the last name comes first.
    """

    whole: tuple[tuple[str, ...], ...]
    parts: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Self:
        """Makes it of full names, such as a name now and one before; a name without a letter counts for none.

        Args:
            names: each of them whole; a short form that is to be sure of the person is one more name.
        """
        whole: list[tuple[str, ...]] = []
        for name in names:
            words = tuple(word.text for word in _words(_composed(name)))
            whole += [words, words[-1:] + words[:-1]] if words else []
        parts = {part for words in whole if len(words) > 1 for part in words if len(part) >= LONG_PART}
        return cls(tuple(dict.fromkeys(whole)), frozenset(parts))

    @cached_property
    def _needles(self) -> frozenset[str]:
        """What at least one of stands in any text that names the person."""
        return self.parts | {max(words, key=len) for words in self.whole}

    @cached_property
    def _joined(self) -> frozenset[str]:
        """The names as they stand in addresses, where that is long enough to be no other word."""
        joined = {"".join(words) for words in self.whole if len(words) > 1}
        return frozenset(name for name in joined if len(name) >= _LONG_NAME)

    def says(self, text: str) -> bool:
        """Tells whether a text holds a whole name."""
        return any(span.certain for span in self._spans(text))

    def said_in(self, value: object) -> bool:
        """Tells whether any text in a stored value holds a whole name."""
        return any(self.says(text) for _, text in _texts(value, ""))

    def mentions(self, record: Mapping[str, object]) -> Iterator[Mention]:
        """Yields each text of a stored record that names the person, or may do so; one mention a text."""
        for field, text in _texts(record, ""):
            spans = list(self._spans(text))
            if spans:
                span = min(spans, key=lambda each: (not each.certain, each.start))
                yield Mention(field, _excerpt(_composed(text), span), span.certain)

    def without(self, text: str) -> str:
        """Returns a text with an ellipsis for each name, and for each part of one."""
        composed = _composed(text)
        left, end = [], 0
        for span in sorted(self._spans(text)):
            if span.end > end:
                left += [composed[end : max(end, span.start)], "" if span.start < end else _GONE]
                end = span.end
        return "".join([*left, composed[end:]]) if left else text

    def without_cut_end(self, text: str) -> str:
        """Returns a text that was cut without the last words, where a name or a part of one may begin."""
        words = _words(_composed(text))
        names = [" ".join(name) for name in self.whole] + list(self._joined.union(*self.whole))
        for place, word in enumerate(words):
            end = " ".join(each.text for each in words[place:])
            if any(name.startswith(end) for name in names):
                return f"{_composed(text)[: word.start]}{_GONE}"
        return text

    def _spans(self, text: str) -> Iterator[_Span]:
        plain = folded(text)
        if not any(needle in plain for needle in self._needles):
            return
        words = _words(_composed(text))
        for name in self.whole:
            for first in range(len(words) - len(name) + 1):
                found = words[first : first + len(name)]
                certain = _is_said(name, found)
                if certain is not None:
                    yield _Span(found[0].start, found[-1].end, certain)
        for word in words:
            if _stem(word.text, self.parts) in self.parts:
                yield _Span(word.start, word.end, False)
            elif any(joined in word.text for joined in self._joined):
                yield _Span(word.start, word.end, True)


def links(record: Mapping[str, object], uids: Collection[str]) -> Iterator[str]:
    """Yields the fields of a stored record that hold one of these uids."""
    return (field for field, text in _texts(record, "") if text in uids)


def _is_said(name: tuple[str, ...], words: list[_Word]) -> bool | None:
    """Tells whether words are surely a name; None when they are not one at all."""
    said = tuple(word.text for word in words)
    if said == name or said == (*name[:-1], f"{name[-1]}s"):
        return True
    if len(name) == 1 and name[0] >= _WITHOUT_SPACES:
        return True if name[0] in said[0] else None
    if len(name) == 1 and len(name[0]) < _LONG_NAME:
        return None
    return False if " ".join(name) in " ".join(said) else None


def _stem(word: str, parts: frozenset[str]) -> str:
    """Returns a word without the `s` that makes a name say whose something is."""
    return word[:-1] if word not in parts and word.endswith("s") else word


def _words(text: str) -> list[_Word]:
    return [_Word(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def folded(text: str) -> str:
    """Returns a text without case and accents, as names and words are compared."""
    if text.isascii():
        return text.lower()
    bare = (sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return "".join(bare).casefold()


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _texts(value: object, field: str) -> Iterator[tuple[str, str]]:
    """Yields every text in a stored value with the way to it; names of fields are no texts."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            way = f"{field} {key}".strip().replace("_", " ")
            if not (key.isidentifier() and key.islower()):
                yield way, key
            yield from _texts(inner, way)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value, start=1):
            yield from _texts(inner, f"{field} {place}".strip())


def _excerpt(text: str, span: _Span) -> str:
    start, end = max(0, span.start - _AROUND), min(len(text), span.end + _AROUND)
    shown = " ".join(text[start:end].split())
    return f"{_GONE if start else ''}{shown}{_GONE if end < len(text) else ''}"
