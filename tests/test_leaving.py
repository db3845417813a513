"""The ways out of a search, and the word to everybody who left one."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from search_screens import (
    NOW,
    TODAY,
    on_disk,
    on_role,
    put_rated,
    searched,
    words,
)
from vetting import typed

from models.candidate_parts import Ending, Reason
from models.candidates import Candidate
from models.roles import Role
from store import Workspace
from tui.app import Deskhand

pytestmark = pytest.mark.usefixtures("state")


@pytest.fixture
def role(desk: Workspace) -> Role:
    return searched(desk)


@pytest.fixture
def ines(desk: Workspace, role: Role) -> Candidate:
    return put_rated(desk, role, "Ines Carvalho", 4, 4, 3, 2, 4, 4)


@pytest.fixture
def niamh(desk: Workspace, role: Role, ines: Candidate) -> Candidate:
    return put_rated(desk, role, "Niamh Doyle", 5, 4, 5, 5, 4, 4)


async def test_turning_somebody_down_says_why_and_by_when_they_are_to_be_told(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = await on_role(app(), "m", "x", *typed("comms two late replies"))
    assert "communication, “two late replies” to be told by Mon 30 Nov" in words(shown)
    await on_role(app(), "m", "x", *typed("comms two late replies"), "enter")
    outcome = on_disk(desk).outcome
    assert outcome is not None
    assert (outcome.ending, outcome.reason, outcome.says) == (
        Ending.DECLINED,
        Reason.COMMS,
        "two late replies",
    )


async def test_turning_somebody_down_without_a_word_is_refused(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    assert "Say why, in one of these words" in words(await on_role(app(), "m", "x", "enter"))
    assert on_disk(desk).outcome is None


@pytest.mark.parametrize(
    ("strokes", "ending"),
    [
        (("m", "w", *typed("found another job"), "enter"), Ending.WITHDREW),
        (("m", "w", "enter"), Ending.WITHDREW),
        (("m", "n", "o", *typed("five mails"), "enter"), Ending.NO_REPLY),
        (("m", "p", *typed("2027-04-24"), "enter"), Ending.POOL),
        (("z", *typed("2027-04-24"), "enter"), Ending.POOL),
    ],
)
async def test_every_way_out_is_two_keys_and_a_word_and_one_key_back(
    desk: Workspace,
    ines: Candidate,
    app: Callable[[], Deskhand],
    strokes: tuple[str, ...],
    ending: Ending,
) -> None:
    await on_role(app(), *strokes)
    outcome = on_disk(desk).outcome
    assert outcome is not None
    assert outcome.ending is ending
    await on_role(app(), "u")
    assert on_disk(desk).outcome is None


async def test_no_reply_asks_for_three_tries_first(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = words(await on_role(app(), "m", "n"))
    assert "Missing: 3 tries (0 so far). o goes ahead with a reason." in shown
    assert on_disk(desk).outcome is None


async def test_the_pool_asks_for_a_day_ahead(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = words(await on_role(app(), "z", *typed("2026-01-01"), "enter"))
    assert "Until when does Ines Carvalho agree to be kept? Say a day ahead." in shown
    assert on_disk(desk).outcome is None


async def test_one_who_left_comes_back_into_the_search_with_a_step_back(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    await on_role(app(), "m", "x", *typed("price"), "enter", "H")
    assert on_disk(desk).is_running
    assert on_disk(desk).outcomes[0].taken_back is not None


async def test_telling_is_copied_ticked_and_taken_back(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand], state: Path
) -> None:
    shown = await on_role(app(), "m", "x", *typed("price"), "enter", "y")
    text = (state / "hand-off" / "P1.md").read_text("utf-8")
    assert text.startswith("Hello Ines,")
    assert "Copied the word to Ines Carvalho" in words(shown)
    await on_role(app(), "c")
    outcome = on_disk(desk).outcome
    assert outcome is not None
    assert outcome.told_on == TODAY
    await on_role(app(), "c")
    outcome = on_disk(desk).outcome
    assert outcome is not None
    assert outcome.told_on is None


async def test_there_is_nothing_to_tell_somebody_who_is_still_in_the_search(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    assert "still in the search" in words(await on_role(app(), "y"))
    assert "has not left the search" in words(await on_role(app(), "c"))


async def test_those_who_left_any_search_are_listed_with_who_must_hear_first(
    desk: Workspace, role: Role, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    ago = NOW - timedelta(days=14)
    late = niamh.declined(Reason.PRICE, at=ago, today=ago.date())
    with desk.transaction("Decline"):
        desk.candidates.put(late)
        ines = desk.candidates[1]
        desk.candidates.put(ines.withdrew(at=NOW, today=TODAY))
    shown = await on_role(app(), "escape", "V")
    lines = [words(line) for line in shown.splitlines()]
    assert lines[3] == "▌ P2 Niamh Doyle Client admin declined not yet, 10 d 2027-05-09"
    assert lines[4] == "P1 Ines Carvalho Client admin withdrew – 2027-05-23"
    shown = await on_role(app(), "escape", "V", "c")
    assert f"told {TODAY.day} Nov" in words(shown)
    assert "Vetting: 1 role" in await on_role(app(), "escape", "V", "V")


async def test_whoever_is_still_in_a_search_that_is_over_waits_for_a_word(
    desk: Workspace, role: Role, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("End"):
        desk.roles.put(role.cancelled())
    shown = words(await on_role(app(), "escape", "V"))
    assert "P1 Ines Carvalho Client admin still in it not yet" in shown
    assert "still in a search that is over" in shown


async def test_nobody_is_put_away_before_they_have_heard_how_the_search_ended(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = words(await on_role(app(), "m", "x", *typed("price"), "enter", "x"))
    assert "Ines Carvalho has not been told yet" in shown
    assert on_disk(desk).archived is None
    await on_role(app(), "c", "x")
    assert on_disk(desk).archived is not None


async def test_one_in_the_archive_is_brought_back_and_stays_told(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Away"):
        gone = ines.declined(Reason.PRICE, at=NOW, today=TODAY).told(TODAY)
        desk.candidates.put(gone.put_away(at=NOW))
    assert "P1 is in the archive: c brings it back." in words(await on_role(app(), "V", "x"))
    assert "Bring back P1" in words(await on_role(app(), "V", "c"))
    found = on_disk(desk)
    assert found.archived is None
    assert found.outcome is not None
    assert found.outcome.told_on == TODAY
