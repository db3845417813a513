"""Erasing a person from the palette: the full name is asked, and the name is nowhere afterwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from search_screens import candidates_of, on_vetting
from vetting import role_of, typed

from models.board import Card
from models.brief import Brief, DataClass, items
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand

BRIEF = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class=DataClass.INTERNAL)


pytestmark = pytest.mark.usefixtures("state")


async def erase(app: Deskhand, name: str, *after: str) -> str:
    return await on_vetting(app, "colon", *typed("erase a person"), "enter", *typed(name), "enter", *after)


async def test_erasing_asks_for_the_full_name_and_leaves_it_nowhere(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = role_of(desk)
    candidates_of(desk, role, "Ines Carvalho")
    candidates_of(desk, role, "Niamh Doyle")
    shown = await erase(app(), "ines carvalho")
    assert "P1: gone for good" in shown
    assert desk.candidates[1].name == "Ines Carvalho"
    shown = await erase(app(), "ines carvalho", "enter")
    assert "Erased P1 for good" in shown
    assert [each.name for each in desk.candidates] == ["erased", "Niamh Doyle"]
    for path in (path for path in desk.path.parent.rglob("*") if path.is_file()):
        assert b"Carvalho" not in path.read_bytes(), path


async def test_a_part_of_a_name_erases_nobody(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    candidates_of(desk, role_of(desk), "Ines Carvalho")
    assert "Nobody is called “ines”" in await erase(app(), "ines")
    assert desk.candidates[1].name == "Ines Carvalho"


async def test_somebody_engaged_is_not_erased(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    with desk.transaction("Add"):
        desk.helpers.put(Helper(name="Niamh Doyle"))
    assert "Niamh Doyle works here (H1): end that" in " ".join((await erase(app(), "niamh doyle")).split())


async def test_what_still_mentions_the_person_is_listed(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    candidates_of(desk, role_of(desk), "Ines Carvalho")
    with desk.transaction("Mention"):
        desk.cards.put(Card(title="Ask Ines Carvalho about it"))
    for name, text in {"hand-off/P1.md": "Dear I.", "drafts/draft-1.md": "Pay Ines Carvalho"}.items():
        (state / name).parent.mkdir(parents=True)
        (state / name).write_text(text)
    shown = await erase(app(), "ines carvalho", "enter")
    assert "What may still name Ines Carvalho" in shown
    assert "C1 title" in shown
    assert [path.name for path in state.rglob("*.md")] == []
