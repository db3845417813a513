"""Markdown that is written to be edited and read back: headings, lists, and hints as comments."""

import re
from collections.abc import Iterator

from models.document import RuleBroken

HEADING = "## "
_MARKUP = re.compile(r"\\|## |<!--")
_POINT = re.compile(r"- |\d{1,4}[.)] ")

Numbered = list[tuple[int, str]]
"""Lines of a text, each with its number, the first being 1."""


class Misread(RuleBroken):
    """A text cannot be read back; the sentence begins with the line.

    Attributes:
        line: which line is to blame, the first being 1.
    """

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Line {line}: {sentence}")
        self.line = line


def escaped(line: str) -> str:
    r"""Returns a line that is read back as text; a backslash keeps `##`, `<!--` and `\` at its start."""
    return f"\\{line}" if _MARKUP.match(line) else line


def uncommented(text: str) -> Iterator[tuple[int, str]]:
    """Yields the lines that stand in no comment, without spaces at their end.

    Raises:
        Misread: a comment has no end.
    """
    opened = 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if opened or line.startswith("<!--"):
            opened = 0 if "-->" in line else opened or number
        else:
            yield number, line.rstrip()
    if opened:
        raise Misread(opened, "this comment has no end: close it with -->.")


def trimmed(lines: Numbered) -> Numbered:
    """Returns lines without blank ones at either end, and without the backslash that keeps them as text."""
    said = [place for place, (_, line) in enumerate(lines) if line]
    kept = lines[said[0] : said[-1] + 1] if said else []
    return [(number, line[1:] if line.startswith("\\") else line) for number, line in kept]


def points(lines: Numbered) -> list[str]:
    """Returns the points of a list without dash or number; an indented line goes on with the one before."""
    found: list[str] = []
    for _, line in lines:
        if line.startswith(" ") and found:
            found[-1] += line
        else:
            found.append("" if line == "-" else _POINT.sub("", line, count=1))
    return found
