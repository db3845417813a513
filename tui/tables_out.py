"""The tables of a workspace for a spreadsheet: what is flat, with links said by name."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

from models.audit import TimeEntry
from models.document import Document, Record
from models.dossier import Dossier
from models.helpers import Helper
from store import Workspace
from store.tables import KINDS
from tui.spreadsheet import csv_table

TABLES = (*KINDS, "items")
"""What can be written: every table, and the items of the running lists."""
_OWNERS = ("who", "owner")
"""The fields that hold the key of an owner, or the name of somebody who is none."""
_NOT_SHOWN = ("uid", "rev", "source_key")


def table_csv(desk: Workspace, table: str, *, now: datetime, zone: ZoneInfo) -> str:
    """Returns a table, none of what is in the trash, under headings.

    Days are written as `2026-05-12` and instants as `2026-05-12 09:30`, both where the business is. A link
    is the number and name of the record it leads to. Of parts a record is made of, such as ratings or
    talks, only the number is said; `export json` holds them. Money is in minor units, as stored.
    """
    if table == "cards":
        from tui.card_export import cards_csv

        return cards_csv(desk, now=now, zone=zone)
    writer = _Writer(desk, zone)
    if table == "items":
        return csv_table(writer.items())
    if table == "entries":
        return csv_table(writer.entries(now))
    return csv_table(writer.plain(table))


class _Writer:
    def __init__(self, desk: Workspace, zone: ZoneInfo) -> None:
        self._desk, self._zone = desk, zone
        self._names = dict(_names(desk))
        self._owners = {each.key: each.initials for each in desk.business.people}

    def plain(self, table: str) -> Iterator[list[object]]:
        """Yields a table as it is kept, field by field."""
        records = [
            Dossier.as_far_as_sound(record) if isinstance(record, Helper) else record
            for record in self._desk[table]
            if getattr(record, "trashed", None) is None
        ]
        model = Dossier if table == "helpers" else KINDS[table].model
        fields = [name for name in model.model_fields if name not in (*_NOT_SHOWN, "number", "trashed")]
        counted = {name for name in fields if _holds_parts(model.model_fields[name].annotation)}
        heads = [f"number of {name}" if name in counted else name for name in fields]
        yield ["number", *(head.replace("_", " ") for head in heads)]
        for record in records:
            values = {name: getattr(record, name) for name in fields}
            cells = (
                len(each) if name in counted else self._field(name, each) for name, each in values.items()
            )
            yield [record.ref, *cells]

    def entries(self, now: datetime) -> Iterator[list[object]]:
        """Yields the time log, its times where the business is."""
        desk = self._desk
        activities = {each.uid: each for each in desk.activities}
        facts: Mapping[str, Callable[[TimeEntry], object]] = {
            "number": lambda each: each.ref,
            "day": lambda each: each.day(self._zone),
            "start": lambda each: None if each.minutes_only else each.start,
            "end": lambda each: each.end,
            "minutes": lambda each: each.minutes(now),
            "running": lambda each: each.running,
            "who": lambda each: desk.business.initials_of(each.who),
            "text": lambda each: each.text,
            "activity": lambda each: getattr(activities.get(each.activity or ""), "name", None),
            "category": lambda each: getattr(activities.get(each.activity or ""), "category", None),
            "stress": lambda each: each.stress,
            "flags": lambda each: each.flags,
            "tags": lambda each: each.tags,
            "card": lambda each: self._cell(each.card),
            "note": lambda each: each.note,
            "source": lambda each: each.source,
            "archived": lambda each: each.archived,
        }
        yield list(facts)
        for entry in desk.entries:
            if entry.trashed is None:
                yield [self._cell(fact(entry)) for fact in facts.values()]

    def items(self) -> Iterator[list[object]]:
        """Yields the items of the running lists, each with its state and its day."""
        yield ["list", "name", "helper", "code", "item", "side", "due", "state", "settled", "archived"]
        business = self._desk.business
        for each in self._desk.checklists:
            for item in each.lines:
                known = (each.ref, each.name, each.helper, item.code, item.says, item.side)
                stands = (each.due(item, business), item.state, item.is_settled, each.archived)
                yield [self._cell(value) for value in (*known, *stands)]

    def _field(self, name: str, value: Any) -> object:
        owner = self._owners.get(value) if name in _OWNERS and isinstance(value, str) else None
        return owner or self._cell(value)

    def _cell(self, value: Any) -> object:
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime):
            return f"{value.astimezone(self._zone):%Y-%m-%d %H:%M}"
        if isinstance(value, str):
            return self._names.get(value, str(value))
        if isinstance(value, (tuple, list)):
            return " ".join(str(self._cell(each)) for each in value)
        if isinstance(value, Record):
            return "; ".join(self._pairs(dict(value)))
        return "; ".join(self._pairs(value)) if isinstance(value, Mapping) else value

    def _pairs(self, values: Mapping[str, Any]) -> Iterator[str]:
        """Yields what a record inside another says, but for the lists in it."""
        for name, value in values.items():
            if name != "key" and not isinstance(value, (tuple, list)) and value not in (None, ""):
                yield f"{name.replace('_', ' ')}: {self._field(name, value)}"


def _holds_parts(annotation: Any) -> bool:
    """Tells whether a field is a list of records."""
    inner = get_args(annotation)
    return get_origin(annotation) is tuple and isinstance(inner[0], type) and issubclass(inner[0], Record)


def _names(desk: Workspace) -> Iterator[tuple[str, str]]:
    """Yields what the records are called that others link to, and the parts of records that others name."""
    yield from ((profile.key, profile.name) for profile in desk.business.access_profiles)
    yield from ((posting.key, posting.name) for role in desk.roles for posting in role.postings)
    for table in ("activities", "cards", "helpers", "roles", "candidates", "systems", "procedures"):
        for record in desk[table]:
            yield record.uid, _called(record)


def _called(record: Document) -> str:
    said = getattr(record, "name", "") or getattr(record, "title", "")
    return f"{record.ref} {said}"
