r"""Timewarrior: what `timew export` prints, and its own `data/YYYY-MM.data` files.

A data line is `inc START [ - END] [ # TAGS… [ # "ANNOTATION"]]`; text with spaces or operators stands in
quotes, in which `\"` is a quote. Both forms name the same intervals with the same keys.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeGuard
from zoneinfo import ZoneInfo

from models.business import Category
from store.exchange.draft import Draft, ImportRefused, Skipped
from store.exchange.rows import Source

NAME = "timewarrior"

UNTITLED = "untagged"

_STAMP = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_DATA_LINE = re.compile(r"^inc \d{8}T\d{6}Z", re.ASCII | re.MULTILINE)
_WORD = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|([^\s"]\S*))(?:\s+|$)')


def recognises(source: Source) -> bool:
    """Tells whether a file holds timewarrior's intervals."""
    if source.rows is None:
        return _DATA_LINE.search(source.text) is not None
    return any(
        isinstance(row.value, dict) and "project" not in row.value and _is_stamp(row.value.get("start"))
        for row in source.rows
    )


def read(source: Source, zone: ZoneInfo | None) -> Iterator[Draft | Skipped]:
    """Yields the intervals of a file, each row that is none with the reason.

    Args:
        source: the file.
        zone: not needed, since timewarrior keeps UTC.

    Raises:
        ImportRefused: the last line of a data file is cut off.
    """
    if source.rows is None:
        yield from _data_lines(source.text)
        return
    for row in source.rows:
        try:
            yield _interval(row.line, row.value)
        except _NoInterval as error:
            yield Skipped(row.line, str(error))


class _NoInterval(Exception):
    pass


def _interval(line: int, value: object) -> Draft:
    if not isinstance(value, dict):
        raise _NoInterval("This is no interval.")
    tags, annotation = value.get("tags") or [], value.get("annotation") or ""
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise _NoInterval("Its tags are not a list of words.")
    if not isinstance(annotation, str):
        raise _NoInterval("Its annotation is not text.")
    return _draft(line, value.get("start"), value.get("end"), tags, annotation)


def _data_lines(text: str) -> Iterator[Draft | Skipped]:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _data_line(number, line)
        except _NoInterval as error:
            if number == len(lines):  # every line that timewarrior finished ends with a newline
                message = f"The file breaks off or is damaged at line {number}: export it again."
                raise ImportRefused(message) from None
            yield Skipped(number, str(error))


def _data_line(number: int, line: str) -> Draft:
    words = list(_words(line))
    if words[:1] != ["inc"]:
        raise _NoInterval("This is no interval: the line does not begin with “inc”.")
    start = words[1] if len(words) > 1 else None
    rest = words[2:]
    end = None
    if rest[:1] == ["-"]:
        if len(rest) < 2:
            raise _NoInterval("Its end is missing.")
        end, rest = rest[1], rest[2:]
    if rest and rest[0] != "#":
        raise _NoInterval(f"“{rest[0][:20]}” stands where “#” and the tags should.")
    rest = rest[1:]
    divide = rest.index("#") if "#" in rest else len(rest)
    return _draft(number, start, end, rest[:divide], " ".join(rest[divide + 1 :]))


def _words(line: str) -> Iterator[str]:
    at, line = 0, line.strip()
    while at < len(line):
        found = _WORD.match(line, at)
        if not found:
            raise _NoInterval("A quote in it is never closed.")
        yield found[1].replace('\\"', '"') if found[1] is not None else found[2]
        at = found.end()


def _draft(line: int, start: object, end: object, tags: Iterable[str], annotation: str) -> Draft:
    known = tuple(sorted({tag for tag in tags if tag.strip()}))
    title = _title(known, annotation)
    return Draft(
        line=line,
        start=_instant(start, "start"),
        end=None if end is None else _instant(end, "end"),
        title=title,
        source=NAME,
        tags=known,
        note="" if title == annotation else annotation,
    )


def _title(tags: tuple[str, ...], annotation: str) -> str:
    """Returns the name of an interval: timewarrior has no titles, people write a long tag instead."""
    phrases = [tag for tag in tags if " " in tag.strip() and tag.casefold() not in list(Category)]
    if phrases:
        return max(phrases, key=len)
    return annotation if annotation.strip() else " ".join(tags) or UNTITLED


def _instant(stamp: object, which: str) -> datetime:
    if not _is_stamp(stamp):
        raise _NoInterval(f"Its {which} is no time like 20261116T080000Z.")
    try:
        return datetime.fromisoformat(stamp)
    except ValueError:
        raise _NoInterval(f"Its {which} is a day or time that does not exist.") from None


def _is_stamp(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _STAMP.fullmatch(value) is not None
