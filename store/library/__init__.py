"""What Deskhand brings along, as plain data: scorecards, questions, lists for those who start and leave."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from models.helpers import HelperKind
from models.templates import Purpose


def scorecard(kind: HelperKind) -> Mapping[str, Any]:
    """Returns the scorecard for a kind of help, as `Scorecard.read` takes it."""
    return _read("software" if kind is HelperKind.SOFTWARE else "people")


def reference_script() -> tuple[str, ...]:
    """Returns what every referee is asked."""
    return tuple(_read("reference")["script"])


def light_checklist(kind: HelperKind) -> Mapping[str, Any]:
    """Returns the light list for a kind of help, as `Template.read` takes it."""
    return {"kind": kind, **_read("checklists/light")[kind]}


def full_checklist(kind: HelperKind) -> Mapping[str, Any]:
    """Returns the whole list for a kind of help, as `Template.read` takes it."""
    return {"kind": kind, **_read(f"checklists/{kind}")}


def leaving_checklist(kind: HelperKind, *, at_once: bool = False) -> Mapping[str, Any]:
    """Returns the list for a kind of help that leaves, as `Template.read` takes it.

    Args:
        kind: the sort of help.
        at_once: whether access ends before anything else; a program has no such list.
    """
    if kind is HelperKind.SOFTWARE:
        return {"kind": kind, "purpose": Purpose.LEAVE, **_read("checklists/leaving_software")}
    said = _read("checklists/leaving")
    short = said.pop("at_short_notice")
    if not at_once:
        return {"kind": kind, "purpose": Purpose.LEAVE, **said}
    items = [item | short["items"].get(item["code"], {}) for item in said["items"]]
    items.sort(key=lambda item: item["phase"] != short["first"])
    return {"kind": kind, "purpose": Purpose.LEAVE_NOW, "name": short["name"], "items": items}


def checklists(kind: HelperKind) -> Iterator[Mapping[str, Any]]:
    """Yields every list for a kind of help, as `Template.read` takes it: to start with, then to leave."""
    yield light_checklist(kind)
    yield full_checklist(kind)
    yield leaving_checklist(kind)
    if kind is not HelperKind.SOFTWARE:
        yield leaving_checklist(kind, at_once=True)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
