"""Two hundred commands in any order, and all of them taken back: the records are what they were."""

import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from conftest import Clock

from models.board import COLUMNS, Card
from models.brief import Brief, DataClass, items
from models.helpers import Helper
from store import Workspace
from store.errors import NothingToUndo
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
