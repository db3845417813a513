"""Watson: its `frames` and `state` files, and what `watson log --json` prints.

A frame is `[start, stop, project, id, [tags…], updated]` in epoch seconds; its id is a lasting key, which
`log --json` repeats. There are no notes; the project is the title.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, TypeGuard
from zoneinfo import ZoneInfo

from store.exchange.draft import Draft, Skipped
from store.exchange.rows import Source

NAME = "watson"

_CURRENT = "current"
"""The id under which `watson log --current` lists the frame that is still running."""


def recognises(source: Source) -> bool:
    """Tells whether a file holds Watson's frames or its running state, which may be empty: `{}`."""
    rows = source.rows or ()
    return any(_is_frame(row.value) or _is_named(row.value) for row in rows) or _nothing_runs(source)


def read(source: Source, zone: ZoneInfo | None) -> Iterator[Draft | Skipped]:
    """Yields the frames of a file, each row that is none with the reason.

    Args:
        source: the file.
        zone: the zone of times that do not say theirs; such rows are skipped when it is None.
    """
    if _nothing_runs(source):
        return
    for row in source.rows or ():
        try:
            yield _draft(row.line, row.value, zone)
        except _NoFrame as error:
            yield Skipped(row.line, str(error))


class _NoFrame(Exception):
    pass


def _nothing_runs(source: Source) -> bool:
    return source.rows is not None and [row.value for row in source.rows] == [{}]


def _is_frame(value: object) -> bool:
    return isinstance(value, list) and len(value) >= 4 and isinstance(value[2], str) and _is_epoch(value[0])


def _is_named(value: object) -> bool:
    return isinstance(value, dict) and {"project", "start"} <= value.keys()


def _is_epoch(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _draft(line: int, value: Any, zone: ZoneInfo | None) -> Draft:
    if _is_frame(value):
        start, stop, project, key, *rest = value
        tags = rest[0] if rest else []
    elif _is_named(value):
        start, stop, project = value["start"], value.get("stop"), value["project"]
        key, tags = value.get("id", ""), value.get("tags")
    else:
        raise _NoFrame("This is no frame.")
    if not isinstance(project, str) or not project.strip():
        raise _NoFrame("It has no project.")
    tags = tags or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise _NoFrame("Its tags are not a list of words.")
    running = key == _CURRENT or stop is None
    if not running and (not isinstance(key, str) or not key):
        raise _NoFrame("It has no id.")
    return Draft(
        line=line,
        start=_instant(start, "start", zone),
        end=None if running else _instant(stop, "stop", zone),
        title=project,
        project=project,
        source=NAME,
        tags=tuple(tag for tag in tags if tag.strip()),
        key="" if running else key,
    )


def _instant(value: object, which: str, zone: ZoneInfo | None) -> datetime:
    try:
        if _is_epoch(value):
            return datetime.fromtimestamp(int(value), UTC)
        instant = datetime.fromisoformat(str(value))
        if instant.tzinfo is None:
            if zone is None:
                raise _NoFrame(f"Its {which} says no time zone: name it with --zone.")
            instant = instant.replace(tzinfo=zone)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise _NoFrame(f"Its {which} is no time.") from None
