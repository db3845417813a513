"""The duel on screen: five ways to be rid of one activity, held against each other."""

from collections.abc import Callable

import pytest
from search_screens import logged, on_vetting
from vetting import role_of

from models.activity import Activity
from models.brief import Brief, DataClass, items
from models.helpers import HelperKind
from store import Workspace
from tui.app import Deskhand

BRIEF = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class=DataClass.INTERNAL)


pytestmark = pytest.mark.usefixtures("state")


async def test_the_duel_holds_five_ways_against_each_other_and_keeps_what_is_corrected(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    activity = logged(desk)
    role_of(desk, activities=(activity.uid,))
    shown = await on_vetting(app(), "R")
    for name in ("assistant", "freelancer", "agency", "software", "drop it"):
        assert name in shown
    assert "rules of thumb" in shown
    shown = await on_vetting(app(), "R", "j", "e", "tab", "ctrl+u", *"80", "enter")
    with Workspace.open(desk.path) as other:
        (sketch,) = other.activities[1].sketches
    assert (sketch.monthly, sketch.assumed) == (80_00, False)
    assert "your own figures" in shown


async def test_the_duel_opens_from_priorities_too(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    logged(desk)
    shown = await on_vetting(app(), "g", "p", "R")
    assert "A1 Inbox triage" in shown
    assert "best first" in shown


async def test_of_several_activities_the_duel_asks_which(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role_of(desk, activities=(logged(desk).uid, logged(desk, "Receipts").uid))
    shown = await on_vetting(app(), "R", *"rec", "enter")
    assert "A2 Receipts" in shown
    assert "best first" in shown


async def test_a_way_of_the_duel_becomes_a_role_of_that_kind(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    activity = logged(desk)
    role_of(desk, activities=(activity.uid,))
    await on_vetting(app(), "R", "n", "j", "n")
    assert [role.kind for role in desk.roles] == [HelperKind.ASSISTANT, HelperKind.SOFTWARE]


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24), (40, 20)])
async def test_the_duel_shows_the_first_year_at_every_width(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    role_of(desk, activities=(logged(desk).uid,))
    shown = await on_vetting(app(), "R", size=size)
    assert "1st year" in shown
    assert "€" in next(line for line in shown.splitlines() if "software" in line)


async def test_without_a_log_the_duel_says_that_it_has_nothing_to_reckon_with(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Add"):
        activity = desk.activities.put(Activity(name="New work"))
    role_of(desk, activities=(activity.uid,))
    role_of(desk, title="No work at all")
    assert "nothing is logged on it" in await on_vetting(app(), "R", "i", "e", "n")
    assert "say which one the role serves first" in await on_vetting(app(), "j", "R")
