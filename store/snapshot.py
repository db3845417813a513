"""The workspace file itself: TinyDB's JSON with a `_meta` table, in ASCII so that every locale reads it."""

import gc
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic_core import from_json, to_json

from models.document import fresh_key
from store import schema
from store.errors import Damaged, NewerFile, NotOurs
from store.journal import Row
from store.schema import APP, Tables

META = "_meta"

_CHUNK = 100
"""Rows encoded at a time, so that a thread that compacts never stops the screen for long."""

_BEGINNING = b'{"' + META.encode()

_LARGE = 1_000_000
"""Bytes from which on the garbage collector is told to leave what was loaded alone."""


@dataclass(frozen=True, slots=True)
class Meta:
    """What a file says about itself.

    Attributes:
        store: The identity of the workspace, the same in its journal.
        gen: How often the snapshot was written.
        next: For each table the next number; a number is never used twice.
        schema: The version of the rows as they were read.
    """

    store: str = field(default_factory=fresh_key)
    gen: int = 0
    next: Mapping[str, int] = field(default_factory=dict)
    schema: int = field(default_factory=lambda: schema.SCHEMA)


def is_workspace(path: Path) -> bool:
    """Tells whether a file begins as a workspace does.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return stream.read(len(_BEGINNING)) == _BEGINNING


@contextmanager
def without_gc() -> Iterator[None]:
    """Loads without the garbage collector, which would walk every new row again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read_snapshot(data: bytes, name: str, *, journal: bool = False) -> tuple[Meta | None, Tables]:
    """Reads a workspace file.

    Args:
        data: The file's bytes.
        name: The file's name, for the refusal.
        journal: Whether a journal lies beside it, which makes it ours in any case.

    Returns:
        What it says about itself, None when it says nothing, and its tables.

    Raises:
        NotOurs: it is not a workspace.
        NewerFile: a later version wrote it.
        Damaged: it was a workspace and can no longer be read.
    """
    with without_gc():
        try:
            content = _parsed(data)
        except (ValueError, RecursionError) as error:
            if journal or data.startswith(_BEGINNING):
                raise Damaged(
                    f"{name} is damaged ({_where(error)}): keep it and put back a backup."
                ) from error
            raise NotOurs(f"{name} is not a Deskhand workspace: it is left as it is.") from error
        if not _is_tables(content):
            raise NotOurs(f"{name} is not a Deskhand workspace, though it is JSON: it is left as it is.")
        meta = _meta(content.pop(META, None), name)
        if meta is None and any(content.values()) and not journal:
            raise NotOurs(f"{name} is not a Deskhand workspace, though it is JSON: it is left as it is.")
    if len(data) > _LARGE:
        gc.freeze()
    return meta, content


def chunks(meta: Meta, tables: Mapping[str, Mapping[str, Row]]) -> Iterator[bytes]:
    """Yields a workspace file in pieces of about 100 rows."""
    about = {
        "schema": schema.SCHEMA,
        "app": APP,
        "store": meta.store,
        "gen": meta.gen,
        "next": meta.next,
        "written_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    yield b"{" + _encoded(META) + b":" + _encoded({"1": about})
    for name, rows in tables.items():
        yield b",\n" + _encoded(name) + b":{"
        items = iter(rows.items())
        separator = b"\n"
        while some := dict(islice(items, _CHUNK)):
            yield separator + _encoded(some)[1:-1]
            separator = b",\n"
        yield b"}"
    yield b"}\n"


def _encoded(value: Any) -> bytes:
    return to_json(value, inf_nan_mode="null", ensure_ascii=True)


def _parsed(data: bytes) -> Any:
    try:
        return from_json(data)
    except ValueError:
        content = json.loads(data)  # reads lone surrogates, which other programs write
        return from_json(json.dumps(content, ensure_ascii=False).encode(errors="replace"))


def _is_tables(content: Any) -> bool:
    return isinstance(content, dict) and all(
        isinstance(rows, dict)
        and all(number.isdecimal() and isinstance(row, dict) for number, row in rows.items())
        for rows in content.values()
    )


def _meta(rows: dict[str, Row] | None, name: str) -> Meta | None:
    about = (rows or {}).get("1")
    if about is None:
        return None
    match about:
        case {"app": str(app)} if app != APP:
            raise NotOurs(f"{name} belongs to {app}, not to Deskhand: it is left as it is.")
        case {"schema": int(version)} if version > schema.SCHEMA:
            raise NewerFile(f"{name} was written by a newer Deskhand: update this one to open it.")
        case {"schema": int(version), "store": str(store), "gen": int(gen), "next": dict(numbers)}:
            return Meta(store, gen, {table: int(number) for table, number in numbers.items()}, version)
    raise NotOurs(f"{name} is not a Deskhand workspace: its _meta table says nothing we know.")


def _where(error: Exception) -> str:
    return str(error).splitlines()[0] if isinstance(error, ValueError) else "it is nested too deep"
