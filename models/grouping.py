"""The same task in different words: which wordings are one activity, and which may be."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

ALIKE = 0.80
"""The similarity from which two names are suggested as one; `time-audit.md` §7, measured there."""

_LONGEST_COMPARED = 200
_SHORTEST_STEM = 3

_STOP_WORDS = """
    a an and at by do doing for from in into my of on or our the to up via with your
    am auf aus bei das dem den der des die ein eine einen fur im mit und vom von zu zum zur kw
"""
_MONTH_NAMES = """
    january february march april may june july august september october november december
    januar februar marz mai juni juli oktober dezember
    jan feb mar mrz apr jun jul aug sep sept oct okt nov dec dez
"""
_DROPPED = frozenset(_STOP_WORDS.split() + _MONTH_NAMES.split())

_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011'\u2019](?=[^\W\d_])")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """Returns the normal form of a wording; two wordings with the same one are the same activity.

    Case, accents, word order, endings, small words, numbers, dates and month names (English and German)
    make no difference. A wording that holds nothing else is its own key, in lower case.
    """
    folded = " ".join(text.casefold().split())
    plain = "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))
    words = _WORD.findall(_INNER_HYPHEN.sub("", plain))
    kept = {_stem(word) for word in words if _LETTERS.fullmatch(word) and word not in _DROPPED}
    return " ".join(sorted(kept)) or folded


def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > _SHORTEST_STEM + 1:
        return f"{word[:-3]}y"
    if word.endswith("s") and not word.endswith("ss"):
        word = _without(word, "s")
    word = _without(word, "ing")
    return _without(word, "e")


def _without(word: str, ending: str) -> str:
    stem = word.removesuffix(ending)
    return stem if len(stem) >= _SHORTEST_STEM else word


def similarity(a: str, b: str) -> float:
    """Returns how alike two wordings are, 0 to 1: difflib's ratio of their keys, in either order the same."""
    return _ratio(key(a), key(b))


def _ratio(one: str, other: str) -> float:
    if one == other:
        return 1.0
    one, other = sorted((one[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED]))
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def alike_pairs(names: Mapping[K, str]) -> Iterator[tuple[K, K]]:
    """Yields the pairs of things whose names are so close that both may be the same; it merges nothing.

    Args:
        names: the name of each thing.
    """
    forms = {item: key(name)[:_LONGEST_COMPARED] for item, name in names.items()}
    letters = _letters(forms)
    items = list(forms)
    for n, one in enumerate(items):
        mine, length = letters[one], len(forms[one])
        for other in items[n + 1 :]:
            # twice the letters in common over all letters is the most that the ratio can be
            most = 2 * (mine & letters[other]).bit_count()
            if most >= ALIKE * (length + len(forms[other])) and _ratio(forms[one], forms[other]) >= ALIKE:
                yield one, other


def _letters(forms: Mapping[K, str]) -> dict[K, int]:
    """Returns the letters of each text as bits: one for the first `a` in it, another for the second."""
    places: dict[tuple[str, int], int] = {}
    found = {}
    for item, form in forms.items():
        counted: defaultdict[str, int] = defaultdict(int)
        bits = 0
        for letter in form:
            bits |= 1 << places.setdefault((letter, counted[letter]), len(places))
            counted[letter] += 1
        found[item] = bits
    return found
