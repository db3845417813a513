"""Two hundred commands in any order, and all of them taken back: the records are what they were."""

import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock

from models.board import COLUMNS, Card
from models.brief import Brief, DataClass, items
from models.candidates import Candidate
from models.helpers import Helper, HelperKind
from models.onboarding import Checklist
from models.role_parts import RoleState, Scorecard
from models.roles import Role
from models.templates import Template
from store import Workspace
from store.errors import NothingToUndo
from store.library import light_checklist, scorecard
from tui.app import Deskhand
from tui.session import Session

KEYS = [
    *("H", "L", "J", "K", "0", "1", "2", "3", "A", "c", "p", "s", "full_stop", "u", "U"),
    *("m b", "m r", "m o", "m v", "m d", "g g", "G", "h", "l", "j", "k", "space", "asterisk", "escape"),
    *("v", "V", "x", "comma a", "comma m"),
    "d 3 d enter",
    "f f r i enter",
    "t t a x enter",
    "z 2 d enter",
    "w c l i e n t enter",
    "r o k enter",
    "semicolon h i enter",
    "n N e w enter",
]
VETTING_KEYS = [
    *("H", "L", "x", "c", "V", "j", "k", "h", "l", "G", "u", "U", "z 1 w enter", "m w enter", "m n"),
    *("m x p r i c e enter", "m k", "m d", "o s o enter", "semicolon h i enter", "C s o enter s o enter"),
    *("n N e w enter", "n M a x space 1 7 slash h enter", "e tab h i enter", "escape escape", "enter"),
    *("g v L", "g v x", "g v c", "g v r d i r e c t colon space u s enter", "g v n N e w enter", "g v enter"),
]
LIST_KEYS = [
    *("c", "C", "j", "k", "G", "g g", "u", "U", "V", "enter", "i", "r", "y", "x", "o", "escape"),
    *("c s o enter", "o s o enter", "o 1 w colon s o enter", "d f r i colon s o enter", "B enter", "j j j c"),
    *("n N e w enter", "n N e w space at h e l p e r enter", "o down enter s e e n enter", "g o j enter"),
    *("g o x", "g o c", "g o n enter enter enter", "g o enter", "g o V j enter x", "g o V enter n N enter"),
]
SETTINGS = {"asterisk": 1, "x": 1}
"""Keys that come up less often than the others, for fear of an empty board."""


def records(desk: Workspace) -> dict[str, list[dict[str, Any]]]:
    """Returns what the file holds, without what counts the saves."""
    return {
        name: [record.model_dump(exclude={"rev", "updated"}) for record in desk[name]]
        for name in ("cards", "helpers", "entries", "activities", "business")
    }


@pytest.mark.parametrize("seed", [1, 2])
async def test_two_hundred_commands_undone_leave_the_records_as_they_were(
    tmp_path: Path, clock: Clock, seed: int
) -> None:
    path = tmp_path / "workspace.json"
    brief = Brief(outcome="Paid", done_when=items(["money is there"]), data_class=DataClass.INTERNAL)
    with Workspace.open(path, who="somebody", now=clock) as desk, desk.transaction("Seed"):
        for name in ("Anna", "Ben", "Cleo"):
            desk.helpers.put(Helper(name=name))
        for n in range(40):
            card = Card(title=f"Card {n}", column=COLUMNS[n % 6], order=n)
            desk.cards.put(card.briefed(brief, at=clock()) if n % 5 == 0 else card)
    chance = random.Random(seed)
    with Workspace.open(path, now=clock) as desk:
        before = records(desk)
        keys = chance.choices(KEYS, [SETTINGS.get(key, 4) for key in KEYS], k=200)
        async with Deskhand(Session(desk, clock, "UTC")).run_test(size=(80, 24)) as pilot:
            for key in keys:
                clock.forward(1)
                await pilot.press(*key.split(" "))
                if pilot.app.screen.query("Prompt.open"):  # a line that was refused stays open
                    await pilot.press("escape")
            await pilot.pause()
        assert len(desk.steps()) > 60
        assert records(desk) != before
    with Workspace.open(path, now=clock) as desk:
        with suppress(NothingToUndo):
            while desk.undo():
                pass
        assert records(desk) == before


async def undone_leave_them_as_they_were(
    path: Path, clock: Clock, tables: Sequence[str], way: str, keys: Sequence[str]
) -> None:
    """Does eighty commands in any order behind a way there, and takes all of them back."""

    def kept(desk: Workspace) -> dict[str, list[dict[str, Any]]]:
        return {
            name: [record.model_dump(exclude={"rev", "updated"}) for record in desk[name]] for name in tables
        }

    with Workspace.open(path, now=clock) as desk:
        before = kept(desk)
        async with Deskhand(Session(desk, clock, "UTC")).run_test(size=(80, 24)) as pilot:
            await pilot.press(*way.split())
            for key in random.Random(1).choices(keys, k=80):
                clock.forward(1)
                await pilot.press(*key.split(" "))
                while pilot.app.screen.query("Prompt.open") or pilot.app.screen.is_modal:
                    await pilot.press("escape", "escape")
            await pilot.pause()
        assert len(desk.steps()) > 10
        assert kept(desk) != before
    with Workspace.open(path, now=clock) as desk:
        with suppress(NothingToUndo):
            while desk.undo():
                pass
        assert kept(desk) == before


@pytest.mark.usefixtures("state")
async def test_eighty_commands_on_searches_undone_leave_them_as_they_were(
    tmp_path: Path, clock: Clock
) -> None:
    path, tables = tmp_path / "workspace.json", ("roles", "candidates", "helpers", "agreements", "checklists")
    with Workspace.open(path, who="somebody", now=clock) as desk, desk.transaction("Seed"):
        for kind in (HelperKind.ASSISTANT, HelperKind.SOFTWARE):
            card = dict(Scorecard.read(scorecard(kind)))
            role = desk.roles.put(Role.of(title=f"Some {kind}", kind=kind, state=RoleState.OPEN, **card))
            desk.candidates.put_all([Candidate.entering(role, f"Number {n}") for n in range(4)])
    await undone_leave_them_as_they_were(path, clock, tables, "g v enter", VETTING_KEYS)


@pytest.mark.usefixtures("state")
async def test_eighty_commands_on_running_lists_undone_leave_them_as_they_were(
    tmp_path: Path, clock: Clock
) -> None:
    path, tables = tmp_path / "workspace.json", ("checklists", "templates", "helpers", "grants")
    with Workspace.open(path, who="somebody", now=clock) as desk, desk.transaction("Seed"):
        for kind in (HelperKind.ASSISTANT, HelperKind.SOFTWARE):
            helper = desk.helpers.put(Helper.of(name=f"Some {kind}", kind=kind))
            said = {"name": helper.name, "helper": helper.uid, "start": clock().date()}
            template = Template.read(light_checklist(kind))
            desk.checklists.put(Checklist.copying(template, made_on=clock().date(), **said))
    await undone_leave_them_as_they_were(path, clock, tables, "g o enter", LIST_KEYS)
