"""What Deskhand brings along, as plain data: scorecards, interview questions, questions for referees."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from models.helpers import HelperKind


def scorecard(kind: HelperKind) -> Mapping[str, Any]:
    """Returns the scorecard for a kind of help, as `Scorecard.read` takes it."""
    return _read("software" if kind is HelperKind.SOFTWARE else "people")


def reference_script() -> tuple[str, ...]:
    """Returns what every referee is asked."""
    return tuple(_read("reference")["script"])


def light_checklist(kind: HelperKind) -> Mapping[str, Any]:
    """Returns the light list for a kind of help, as `Template.read` takes it."""
    return {"kind": kind, **_read("checklists")[kind]}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
