"""A helper of whom a part cannot be read: everything else goes on, and nothing of that part is lost."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from conftest import Run
from demo_screens import NOW, OnScreen, said
from test_narrow import PLACES

from models.document import RuleBroken
from models.dossier import Dossier
from models.helpers import Helper
from store import Workspace
from store.recovery import whole
from tui.helper_facts import HelperFacts
from tui.tables_out import TABLES

EVERYTHING = {
    "zone": "Nowhere/None",
    "comms": "never",
    "check_in_rule": {"weekday": "x"},
    "engagements": [{"start": "soon"}],
    "worked": [{}],
    "check_ins": [{"on": "x"}],
    "goals": [{"title": "Page load"}],
    "feedback": [{"kind": "?"}],
    "tickets": [7],
    "recognition": [{"on": "x"}],
    "reviews": [{"kind": "x"}],
    "attic": {"goals": 7},
}
"""A helper of whom nothing but the name can be read."""


def damage(path: Path) -> None:
    """Damages one field of each helper, another one with each, and of the first everything."""
    with Workspace.open(path) as desk, desk.transaction("A faulty program wrote this"):
        for helper, (name, value) in zip(list(desk.helpers), EVERYTHING.items(), strict=False):
            plain = Helper.of(**dict(helper))
            bad = EVERYTHING if helper.number == 1 else {name: value, "check_ins": [{"on": "x"}]}
            desk.helpers.put(plain.but(**bad))


@pytest.fixture
def damaged(on: OnScreen) -> OnScreen:
    damage(on.path)
    return on


@pytest.mark.parametrize("place", PLACES)
async def test_every_place_opens_beside_a_damaged_helper(damaged: OnScreen, place: str) -> None:
    shown = await damaged.press("escape", *PLACES[place], size=(120, 36))
    assert shown.strip()


@pytest.mark.parametrize(
    "command",
    [
        *(("export", "csv", "--table", table) for table in TABLES),
        ("export", "json"),
        ("export", "ics"),
        ("report",),
        ("report", "--audit"),
        ("export", "markdown", "--helper", "H1"),
        ("export", "markdown", "--list", "L1"),
        ("today",),
    ],
    ids=" ".join,
)
def test_everything_can_be_written_beside_a_damaged_helper(
    deskhand: Run, on: OnScreen, command: tuple[str, ...]
) -> None:
    damage(on.path)
    result = deskhand("--file", str(on.path), "--as", "OB", *command)
    assert result.exit_code == (3 if command == ("today",) else 0), result.output


def goals_in_the_file(path: Path) -> object:
    return json.loads(whole(path))["helpers"]["1"]["goals"]


@pytest.mark.parametrize(
    "way",
    [
        ("g", "h", "e", *"x", "enter"),
        ("g", "h", "enter", "r", "enter", "enter"),
        ("g", "h", "B"),
        ("g", "h", "A"),
    ],
    ids=" ".join,
)
async def test_no_key_takes_away_what_could_not_be_read(damaged: OnScreen, way: tuple[str, ...]) -> None:
    before = goals_in_the_file(damaged.path)
    await damaged.press("escape", *way)
    assert goals_in_the_file(damaged.path) == before == EVERYTHING["goals"]


async def test_a_change_of_a_damaged_helper_is_refused_by_name_with_the_way_out(damaged: OnScreen) -> None:
    shown = said(await damaged.press("escape", "g", "h", "e", *"x", "enter"))
    assert "H1 Niamh Doyle cannot be changed" in shown
    assert "deskhand check" in shown


def test_what_is_sound_of_a_damaged_helper_is_read_and_nothing_of_it_is_saved() -> None:
    light = Helper.of(name="Lorcan", number=3, contact="lorcan@bell.example", goals=[{"title": "Page load"}])
    read = Dossier.as_far_as_sound(light)
    assert (read.contact, read.goals, read.unread) == ("lorcan@bell.example", (), "Goals target is missing")
    refusal = r"^H3 Lorcan cannot be changed: deskhand check .* \(Goals target is missing\)\.$"
    for change in (lambda: read.but(contact=""), lambda: Dossier.on(read), lambda: Dossier.on(light)):
        with pytest.raises(RuleBroken, match=refusal):
            change()
    assert Dossier.as_far_as_sound(read) is read


def test_the_page_of_a_damaged_helper_says_that_a_part_is_missing(damaged: OnScreen) -> None:
    with damaged.opened() as desk:
        facts = HelperFacts(desk, now=NOW, zone=ZoneInfo("UTC"))
        assert any("cannot be read" in each for each in facts.stands_out(facts.dossiers[1]))
