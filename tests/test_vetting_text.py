"""What people write about candidates, papers and lists: cleaned, whatever the field."""

from collections.abc import Iterator
from types import ModuleType, UnionType
from typing import Any, Union, get_args, get_origin

import pytest

from models import (
    agreements,
    candidate_parts,
    candidate_state,
    evidence,
    onboarding,
    references,
    software_trial,
    templates,
    trials,
)
from models.candidates import Candidate
from models.document import Record
from models.helpers import HelperKind
from models.roles import Role

ROOMS = (
    *(agreements, candidate_parts, candidate_state, evidence, onboarding),
    *(references, software_trial, templates, trials),
)
LINKS = {
    "key",
    "uid",
    "role",
    "helper",
    "candidate",
    "posting",
    "question",
    "knock_out",
    "interviewers",
    "who",
}
"""Fields that hold the key of something else and are never shown."""
CHECKED = {"zone", "sha256"}
"""Fields that can hold nothing but what their own rule lets through."""


def records(room: ModuleType) -> Iterator[type[Record]]:
    for each in vars(room).values():
        if isinstance(each, type) and issubclass(each, Record) and each.__module__ == room.__name__:
            yield each


def is_bare(annotation: Any) -> bool:
    """Tells whether a field takes text as it comes."""
    if get_origin(annotation) in (Union, UnionType, tuple):
        return any(is_bare(each) for each in get_args(annotation))
    return annotation is str


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__)
def test_no_field_that_people_write_takes_text_as_it_comes(room: ModuleType) -> None:
    bare = {
        f"{record.__name__}.{name}"
        for record in records(room)
        for name, field in record.model_fields.items()
        if is_bare(field.annotation) and not field.metadata and name not in LINKS | CHECKED
    }
    assert bare == set()


def test_a_hostile_name_commands_no_terminal() -> None:
    role = Role.of(title="Admin", kind=HelperKind.ASSISTANT)
    candidate = Candidate.entering(role, "\x1b[2JIn\u202ees", contact="a\x07b", note="one\x1b]0;two\nthree")
    assert candidate.name == "\ufffd[2JIn\ufffdes"
    assert candidate.contact == "a\ufffdb"
    assert candidate.note == "one\ufffd]0;two\nthree"
