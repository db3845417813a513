"""A foreign file as text, and as the elements of its JSON list with the lines they stand on."""

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from store.exchange.draft import ImportRefused

_LONE_BRACKET = re.compile(r"^\[[ \t\r]*$", re.MULTILINE)
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True)
class Row:
    """One element of a JSON list, or the one object of a file without a list."""

    line: int
    value: Any


@dataclass(frozen=True)
class Source:
    """A foreign file, decoded but not understood."""

    text: str
    rows: tuple[Row, ...] | None
    """None when the file is no JSON."""

    @classmethod
    def of(cls, data: bytes) -> "Source":
        """Decodes a file.

        Raises:
            ImportRefused: it is empty, no text, or JSON that breaks off.
        """
        text = _decoded(data)
        begin = _json_start(text)
        return cls(text, None if begin is None else tuple(_rows(text, begin)))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportRefused(f"Line {line} of the file is not UTF-8 text: export it again as UTF-8.") from None
    if "\0" in text:
        raise ImportRefused("The file is not text: give the export that the other program wrote.")
    if not text.strip():
        raise ImportRefused("The file is empty: there is nothing to import.")
    return text


def _json_start(text: str) -> int | None:
    """Returns where the JSON begins; `timew export` may be preceded by what its extensions print."""
    first = _skip_space(text, 0)
    if text[first] == "{":
        return first
    if lone := _LONE_BRACKET.search(text):
        return lone.start()
    return first if text[first] == "[" else None


def _rows(text: str, begin: int) -> list[Row]:
    """Reads element by element, since the whole at once would not say which line an element is on."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    rows: list[Row] = []
    listed = text[begin] == "["
    at = _skip_space(text, begin + 1) if listed else begin
    line, counted = 1, 0
    while not (listed and text.startswith("]", at)):
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            raise _broken(text, error.pos if isinstance(error, json.JSONDecodeError) else at) from None
        rows.append(Row(line, value))
        at = _skip_space(text, at)
        if not listed:
            return rows
        if text.startswith(",", at):
            at = _skip_space(text, at + 1)
        elif not text.startswith("]", at):
            raise _broken(text, at)
    rest = _skip_space(text, at + 1)
    if rest < len(text):
        rows.append(Row(text.count("\n", 0, rest) + 1, None))
    return rows


def _skip_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _broken(text: str, at: int) -> ImportRefused:
    line = text.count("\n", 0, min(at, len(text.rstrip()))) + 1
    return ImportRefused(f"The file breaks off or is damaged at line {line}: export it again.")
