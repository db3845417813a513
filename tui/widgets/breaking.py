"""Text in lines of so many cells: where one that is too long is cut or broken."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

_JOINTS = re.compile("( · |  +)")
"""Where a line is best broken."""

_WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """A part of a line, and where in the whole text it begins."""

    said: str
    start: int


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Returns text in exactly so many cells; what is cut off ends in `…`."""
    if width <= 0:
        return ""
    length = cell_len(text[: width * 4])
    if length > width:
        return set_cell_size(text[: width * 4], width - 1) + "…"
    return " " * (width - length) + text if right else text + " " * (width - length)


def wrapped(text: str, width: int) -> list[str]:
    """Returns text in lines of at most so many cells, broken at its joints or else between words.

    A joint is a ` · ` or a wide space; what stands between two of them stays on one line where it can.
    """
    return ["".join(piece.said for piece in line) for line in broken(text, width)] or [""]


def broken(text: str, width: int) -> Iterator[list[Piece]]:
    """Yields the lines of a text, of at most so many cells, broken at its joints or else between words.

    A joint is a ` · ` or a wide space; what stands between two of them stays on one line where it can. A
    long text is broken only as far as it is asked for.
    """
    width = max(2, width)
    line, used = list[Piece](), 0
    for joint, start, end in _units(text):
        words = _WORD.finditer(text, start, end)
        if end - start <= 4 * width:  # or else it cannot fit whole
            unit = [Piece(word[0], word.start()) for word in words]
            size = cell_len(" ".join(word.said for word in unit)) + (cell_len(joint.said) if line else 0)
            if used + size <= width:
                line += [joint] if line else []
                for n, word in enumerate(unit):
                    line += [Piece(" ", word.start - 1), word] if n else [word]
                used += size
                continue
            words = _WORD.finditer(text, start, end)
        if line:
            yield line
        line, used = [], 0
        for found in words:
            word = Piece(found[0], found.start())
            size = cell_len(word.said) if len(word.said) <= 4 * width else width + 1
            gap = [Piece(" ", word.start - 1)] if line else []
            if used + len(gap) + size <= width:
                line += [*gap, word]
                used += len(gap) + size
                continue
            if line:
                yield line
            *full, word = _chopped(word, width)
            yield from ([piece] for piece in full)
            line, used = [word], cell_len(word.said)
    if line:
        yield line


def _units(text: str) -> Iterator[tuple[Piece, int, int]]:
    """Yields what stands between joints: the joint before it, where it begins and where it ends."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    before = Piece("", start)
    for joint in _JOINTS.finditer(text, start, end):
        yield before, before.start + len(before.said), joint.start()
        before = Piece(joint[0], joint.start())
    yield before, before.start + len(before.said), end


def _chopped(word: Piece, width: int) -> Iterator[Piece]:
    """Yields a word in as many cells as there are; one that would fill many lines is cut instead."""
    if len(word.said) > 4 * width:
        cut = set_cell_size(word.said[: 4 * width], width - 1)
        yield Piece(f"{cut}…", word.start)
        return
    start = word.start
    for said in chop_cells(word.said, width) or [word.said]:
        yield Piece(said, start)
        start += len(said)
