"""The journal beside the snapshot: a header, then one line for each transaction.

A line is `crc32 SP json LF`. Its operations are absolute (whole rows, or removals), so replaying a
journal over a snapshot that already holds some of it does no harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zlib import crc32

from pydantic_core import from_json, to_json

from store.errors import Damaged, NewerFile

VERSION = 1

Row = dict[str, Any]
"""A record as it is stored."""

Op = tuple[Literal["put"], str, int, Row] | tuple[Literal["del"], str, int]
"""A row that is now so, or a row that is no more: the table, the number, and the row."""


@dataclass(frozen=True, slots=True)
class Header:
    """Says which snapshot a journal continues.

    Attributes:
        store: The identity of the workspace.
        gen: The generation of the snapshot.
        size: The snapshot's length in bytes.
        crc: The snapshot's CRC-32.
    """

    store: str
    gen: int
    size: int
    crc: int

    def encoded(self) -> bytes:
        """Returns the header's line."""
        base = {"size": self.size, "crc32": self.crc}
        return framed(to_json({"v": VERSION, "store": self.store, "gen": self.gen, "base": base}))


@dataclass(frozen=True, slots=True)
class Commit:
    """One transaction: who saved it, when in real UTC, and its operations."""

    by: str
    at: str
    ops: Sequence[Op]

    def encoded(self) -> bytes:
        """Returns the transaction's line.

        Raises:
            ValueError: a row holds something JSON cannot say.
        """
        return framed(to_json({"by": self.by, "at": self.at, "ops": self.ops}, inf_nan_mode="null"))


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read from a journal.

    Attributes:
        commits: The transactions, oldest first.
        end: The offset after the last sound line.
        tail: The bytes after that: what a session that died left of its last line.
    """

    commits: list[Commit]
    end: int
    tail: bytes


def framed(payload: bytes) -> bytes:
    """Returns a line that can prove it is whole."""
    return b"%08x %b\n" % (crc32(payload), payload)


def read_header(data: bytes, name: str) -> tuple[Header, int] | None:
    """Returns a journal's header and the offset of its first line; None when nothing of it is usable.

    Raises:
        Damaged: the header is broken and sound lines follow it.
        NewerFile: a later version wrote it.
    """
    line, newline, rest = data.partition(b"\n")
    content = _unframed(line) if newline else None
    if content is None:
        if any(_unframed(other) is not None for other in rest.split(b"\n")):
            raise Damaged(
                f"The first line of {name} is damaged and sound changes follow it: "
                "keep all the files and put back a backup."
            )
        return None
    try:
        if content["v"] > VERSION:
            raise NewerFile(f"{name} was written by a newer Deskhand: update this one to open it.")
        base = content["base"]
        header = Header(content["store"], content["gen"], base["size"], base["crc32"])
    except (KeyError, TypeError) as error:
        raise Damaged(f"The first line of {name} says nothing we know: put back a backup.") from error
    return header, len(line) + 1


def read_lines(data: bytes, start: int, name: str, offset: int = 0) -> Lines:
    """Reads the transactions from `start` on.

    Args:
        data: Bytes of the journal.
        start: Where in `data` the first line begins.
        name: The journal's name, for the refusal.
        offset: Where in the file `data` begins.

    Raises:
        Damaged: a broken line has a sound one after it.
    """
    commits: list[Commit] = []
    while (newline := data.find(b"\n", start)) >= 0:
        commit = _commit(data[start:newline])
        if commit is None:
            break
        commits.append(commit)
        start = newline + 1
    tail = data[start:]
    if any(_unframed(line) is not None for line in tail.split(b"\n")[1:]):
        raise Damaged(
            f"Line {len(commits) + 2} of {name} is damaged and sound changes follow it: "
            "keep all the files and put back a backup."
        )
    return Lines(commits, offset + start, tail)


def _unframed(line: bytes) -> Any:
    """Returns what a line says; None when its sum is wrong."""
    sum_, space, payload = line.partition(b" ")
    if len(sum_) != 8 or not space:
        return None
    try:
        return from_json(payload) if int(sum_, 16) == crc32(payload) else None
    except ValueError:
        return None


def _commit(line: bytes) -> Commit | None:
    content = _unframed(line)
    try:
        return Commit(content["by"], content["at"], [_op(op) for op in content["ops"]])
    except (KeyError, TypeError, ValueError):
        return None


def _op(op: list[Any]) -> Op:
    match op:
        case ["put", str(table), int(number), dict(row)]:
            return "put", table, number, row
        case ["del", str(table), int(number)]:
            return "del", table, number
    raise ValueError(op)
