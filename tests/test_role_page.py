"""The page of a role: candidates by stage, as a list and side by side, and what the keys do to them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Clock, screen_text
from search_screens import (
    NOW,
    SIZES,
    TODAY,
    on_disk,
    on_role,
    put,
    put_rated,
    searched,
    words,
)
from vetting import two_owners, typed

from models.candidate_parts import Reason
from models.candidates import Candidate
from models.forgetting import nobody
from models.helpers import HelperKind
from models.role_parts import KnockOutState, RoleState, Scorecard
from models.roles import Role
from models.stages import Stage
from store import Workspace
from store.library import scorecard
from tui.app import Deskhand
from tui.screens.role_page import RolePage
from tui.session import Session

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


# ---------------------------------------------------------------------- what is shown


@pytest.mark.parametrize("size", SIZES)
async def test_a_role_without_candidates_says_which_key_adds_one(
    role: Role, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    shown = await on_role(app(), size=size)
    assert "R1 Client admin" in shown
    assert "No candidate yet: n adds one" in shown


async def test_candidates_stand_under_their_stages_with_the_letters_that_move_them(
    desk: Workspace, role: Role, app: Callable[[], Deskhand]
) -> None:
    first = Candidate.entering(role, "Ines")
    second = Candidate.entering(role, "Niamh").moved_to(Stage.CONTACTED, role, at=NOW, today=TODAY)
    third = Candidate.entering(role, "Ruairí").declined(Reason.SKILL, at=NOW - timedelta(9), today=TODAY)
    put(desk, first, second, third)
    lines = (await on_role(app(), size=(200, 24))).splitlines()
    heads = words(lines[3])
    for said in ("s Sourced 1", "c Contacted 1", "k Screened 0", "e Engaged 0", "x Left 1"):
        assert said in heads
    assert words(lines[4]) == "▌ Ines Niamh – – – – – – – Ruairí declined"


async def test_one_who_failed_a_knock_out_is_marked_as_out_under_its_stage(
    desk: Workspace, role: Role, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    first = role.asked[0]
    put(desk, ines.answered(first.key, KnockOutState.FAIL, at=NOW))
    shown = words(await on_role(app(), "L", size=(120, 36)))
    assert "Ines Carvalho out" in shown or "Ines Carv… out" in shown
    assert f"nobody eligible: Ines Carvalho is out ({first.code} " in shown
    assert f"Missing: {first.code} {first.text}: failed" in shown


async def test_one_who_was_erased_is_in_no_list(
    desk: Workspace, role: Role, ines: Candidate, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    put(desk, nobody(ines, at=NOW).but(number=ines.number, rev=ines.rev))
    shown = await on_role(app(), "V")
    assert "Niamh Doyle" in shown
    assert "erased" not in shown


async def test_software_has_stages_of_its_own(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    card = dict(Scorecard.read(scorecard(HelperKind.SOFTWARE)))
    with desk.transaction("Add"):
        tool = desk.roles.put(Role.of(title="Receipts", kind="software", **card))
    put(desk, Candidate.entering(tool, "Quillbox"))
    lines = (await on_role(app(), size=(160, 24))).splitlines()
    assert "l Longlist 1 s Shortlist 0 t Trial 0 u Due diligence 0 d Decision 0 a Adopted 0" in words(
        lines[3]
    )


async def test_the_list_shows_band_and_coverage_beside_every_score(
    desk: Workspace, role: Role, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    put(desk, Candidate.entering(role, "Nobody yet", terms={"rate": 17_00}))
    lines = [words(line) for line in (await on_role(app(), "V")).splitlines()]
    assert lines[3] == "no name stage known band cover price in it"
    assert "P2 Niamh Doyle Sourced 4.65 4.65–4.65 100 % – 0 d" in lines[5]
    assert "P3 Nobody yet Sourced – 1.00–5.00 0 % €17/h 0 d" in lines[6]


@pytest.mark.parametrize("size", SIZES)
async def test_the_three_views_follow_each_other_and_keep_the_candidate(
    niamh: Candidate, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    running = app()
    async with running.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", "enter", "j")
        page = running.screen
        assert isinstance(page, RolePage)
        for _ in range(4):
            assert page.candidate is not None
            assert page.candidate.number == niamh.number
            await pilot.press("V")
            await pilot.pause()
        assert "Niamh" in screen_text(running)


async def test_the_detail_says_what_is_missing_for_the_next_stage(
    desk: Workspace, role: Role, app: Callable[[], Deskhand]
) -> None:
    here = Candidate.entering(role, "Ines").moved_to(Stage.SCREENED, role, at=NOW, today=TODAY, despite="so")
    put(desk, here)
    shown = words(await on_role(app()))
    assert "before Interviewed: asking: Signs a confidentiality agreement" in shown
    assert "not rated yet" in shown


async def test_where_the_search_stands_is_said_above(niamh: Candidate, app: Callable[[], Deskhand]) -> None:
    shown = words(await on_role(app()))
    assert "Niamh Doyle leads, settled" in shown


async def test_why_shows_the_working_of_the_order(niamh: Candidate, app: Callable[[], Deskhand]) -> None:
    shown = await on_role(app(), "i")
    assert "How the candidates for R1 Client admin stand" in shown
    assert "Settled" in shown


# ---------------------------------------------------------------------- writing and deciding


async def test_a_note_is_one_more_line(desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]) -> None:
    await on_role(app(), "semicolon", *typed("late once"), "enter", "semicolon", *typed("and again"), "enter")
    assert on_disk(desk).note == "Mon 23 Nov: late once\nMon 23 Nov: and again"


async def test_an_archived_candidate_is_off_the_board_and_can_come_back(
    desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = await on_role(app(), "x")
    assert on_disk(desk).archived is not None
    assert "Ines" not in shown.rpartition("\n")[0], "only what was done names her"
    shown = await on_role(app(), "V")
    assert "archived" in shown
    await on_role(app(), "V", "c")
    assert on_disk(desk).archived is None


async def test_deciding_for_the_one_who_leads_takes_one_sentence(
    desk: Workspace, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    shown = await on_role(app(), "j", "C", *typed("best trial"), "enter")
    decision = desk.roles[1].decision
    assert decision is not None
    assert (decision.candidate, decision.reason, decision.overriding) == (niamh.uid, "best trial", "")
    assert decision.scores[0].name == "Niamh Doyle"
    assert "R1 is decided for Niamh Doyle" in words(shown)
    await on_role(app(), "u")
    assert desk.roles[1].decision is None


async def test_deciding_against_the_leader_asks_why_and_keeps_it(
    desk: Workspace, niamh: Candidate, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Rate"):  # under its bar it would be out
        desk.roles.put(desk.roles[1].but(criteria=tuple(c.but(bar=None) for c in desk.roles[1].criteria)))
    shown = await on_role(app(), "C")
    assert "The scorecard puts Niamh Doyle first: why decide otherwise?" in words(shown)
    await on_role(
        app(), "C", *typed("has done our kind of work"), "enter", *typed("she is free now"), "enter"
    )
    decision = desk.roles[1].decision
    assert decision is not None
    assert (decision.candidate, decision.reason) == (ines.uid, "she is free now")
    assert decision.overriding == "has done our kind of work"


async def test_a_search_that_is_not_on_cannot_be_decided(
    desk: Workspace, role: Role, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Close"):
        desk.roles.put(role.but(state=RoleState.DRAFT))
    shown = words(await on_role(app(), "j", "C"))
    assert "R1 is draft: open it before you decide." in shown
    assert "because" not in shown
    assert desk.roles[1].decision is None


async def test_who_left_the_search_is_not_decided_for_and_nothing_is_asked(
    desk: Workspace, niamh: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Leave"):
        desk.candidates.put(niamh.withdrew(at=NOW, today=TODAY))
    shown = words(await on_role(app(), "V", "G", "C"))
    assert "Niamh Doyle is not in the search any more: choose somebody who is." in shown


async def test_who_failed_a_knock_out_is_decided_for_only_with_a_reason_of_its_own(
    desk: Workspace, role: Role, ines: Candidate, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Fail"):
        desk.candidates.put(ines.answered(role.asked[0].key, KnockOutState.FAIL, at=NOW))
    shown = words(await on_role(app(), "C"))
    assert f"Ines Carvalho is out ({role.asked[0].code}" in shown
    await on_role(app(), "C", *typed("it is on its way"), "enter", *typed("nobody else"), "enter")
    decision = desk.roles[1].decision
    assert decision is not None
    assert (decision.reason, decision.overriding) == ("nobody else", "it is on its way")


async def test_the_comparison_is_copied_from_its_own_view(
    niamh: Candidate, app: Callable[[], Deskhand], state: Path
) -> None:
    await on_role(app(), "V", "V", "y")
    (path,) = (state / "hand-off").iterdir()
    assert "Niamh Doyle" in path.read_text("utf-8")


async def test_two_owners_see_the_same_candidates_and_each_their_own_ratings(
    desk: Workspace, niamh: Candidate, clock: Clock, app: Callable[[], Deskhand]
) -> None:
    two_owners(desk)
    mine = words(await on_role(app(), "V"))
    with Workspace.open(desk.path, who="tw", now=clock) as other:
        theirs = words(await on_role(Deskhand(Session(other, clock, "UTC")), "V"))
    assert "P1 Ines Carvalho" in mine
    assert "P1 Ines Carvalho" in theirs
    assert "12 ratings of others not shown until yours are in" in theirs
    assert "not shown" not in mine


async def test_a_role_that_is_gone_says_so(desk: Workspace, role: Role, app: Callable[[], Deskhand]) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "v")
        running.screen.open_page("role", "no such uid")  # type: ignore[attr-defined]  # a DeskScreen
        await pilot.pause()
        page = running.screen
        for key in ("L", "n", "e", "x", "c", "y", "C", "i", "V", "j", "enter", "m", "x"):
            await pilot.press(key)
            assert running.screen is page
            assert "This role is gone: Esc goes back" in screen_text(running)
        await pilot.press("escape")
        assert running.screen is not page
