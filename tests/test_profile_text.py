"""Roles as text: what is written reads back, and what cannot be read is said by its line."""

import pytest

from models.access_profiles import AccessLevel, AccessProfile, ProfileLine
from models.markdown import Misread
from models.profile_text import profiles_markdown, read_profiles
from models.systems import System

SYSTEMS = (
    System.of(uid="cal", name="Calendar"),
    System.of(uid="bank", name="Bank: main account"),
    System.of(uid="old", name="Fax", archived="2026-01-01T00:00:00Z"),
)
ROLE = AccessProfile.of(
    name="Assistant",
    lines=(
        ProfileLine.of(system="cal", level=AccessLevel.EDIT),
        ProfileLine.of(system="bank", level=AccessLevel.APPROVE_PAYMENT),
    ),
)


def test_what_is_written_reads_back_with_the_same_keys() -> None:
    (again,) = read_profiles(profiles_markdown([ROLE], SYSTEMS), [ROLE], SYSTEMS)
    assert (again.key, again.name) == (ROLE.key, ROLE.name)
    assert [(line.system, line.level) for line in again.lines] == [
        ("cal", AccessLevel.EDIT),
        ("bank", AccessLevel.APPROVE_PAYMENT),
    ]


def test_a_role_that_is_left_out_is_gone_and_a_new_one_is_there() -> None:
    (made,) = read_profiles("## Bookkeeper\n\n- calendar: v\n", [ROLE], SYSTEMS)
    assert (made.name, made.level("cal")) == ("Bookkeeper", AccessLevel.VIEW)
    assert made.key != ROLE.key


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- Calendar: edit", "Line 1: Name the role above it first, as in `## Assistant`."),
        ("## A\n- Fax: edit", "Line 2: “Fax” is no system here: write its name, then `: ` and a level."),
        ("## A\n- Calendar edit", "Line 2: “Calendar edit” is no system here"),
        ("## A\n- Calendar: boss", "Line 2: Begin with view, comment"),
        ("## A\n- Calendar: edit it", "Line 2: “edit it” is no level"),
        ("## A\n## a", "Line 2: There are two roles called “a”"),
        (f"## {'x' * 81}", "Line 1: A role has a name of 1 to 80 characters."),
    ],
)
def test_what_cannot_be_read_is_said_by_its_line(text: str, sentence: str) -> None:
    with pytest.raises(Misread) as refusal:
        read_profiles(text, (), SYSTEMS)
    assert str(refusal.value).startswith(sentence)
