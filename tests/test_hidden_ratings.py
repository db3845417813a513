"""What one of two owners is shown of the other's ratings before the own one is handed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Run
from search_screens import on_role, on_vetting, words
from vetting import candidate_of, on_page, role_of, two_owners

from models.candidates import Candidate
from models.deciding import comparison, decided, unseen
from models.ratings import Method, Rating
from models.role_parts import RoleState
from models.roles import Role
from store import Workspace
from tui.app import Deskhand

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = NOW.date()
SIZE = (120, 36)
App = Callable[[], Deskhand]


pytestmark = pytest.mark.usefixtures("state")


@pytest.fixture
def role(desk: Workspace) -> Role:
    two_owners(desk)
    return role_of(desk, state=RoleState.OPEN)


@pytest.fixture
def niamh(desk: Workspace, role: Role) -> Candidate:
    """A candidate whom the other owner has rated 4 on everything."""
    return saved(desk, rated(candidate_of(desk, role, "Niamh Doyle"), role, "tw", 4))


def rated(candidate: Candidate, role: Role, rater: str, value: int, criteria: int = 99) -> Candidate:
    for criterion in role.scored[:criteria]:
        rating = Rating.of(
            criterion=criterion.key,
            rater=rater,
            value=value,
            method=Method.PAID_TRIAL,
            evidence="Twenty chases, one error.",
            at=NOW,
        )
        candidate = candidate.rated(rating.handed_in(at=NOW))
    return candidate


def saved(desk: Workspace, candidate: Candidate) -> Candidate:
    with desk.transaction("Rate"):
        return desk.candidates.put(candidate)


def test_a_comparison_leaves_out_what_an_owner_is_not_shown_yet(role: Role, niamh: Candidate) -> None:
    (each,) = comparison(role, [niamh], today=TODAY, me="me").standings
    assert (each.known, each.coverage) == (None, 0)
    assert unseen(role, [niamh], "me") == len(role.scored)


def test_an_own_rating_shows_those_of_others_on_that_criterion_alone(role: Role, niamh: Candidate) -> None:
    both = rated(niamh, role, "me", 2, criteria=1)
    (each,) = comparison(role, [both], today=TODAY, me="me").standings
    assert [cell.value for cell in each.cells] == [3, *[None] * (len(role.scored) - 1)]
    assert unseen(role, [both], "me") == len(role.scored) - 1


def test_a_comparison_for_nobody_in_particular_counts_all_that_was_handed_in(
    role: Role, niamh: Candidate
) -> None:
    assert comparison(role, [niamh], today=TODAY).standings[0].known == 4
    assert unseen(role, [niamh], "") == 0


def test_nothing_is_left_out_once_it_is_decided(role: Role, niamh: Candidate) -> None:
    done = decided(role, niamh, "It is clear.", [niamh], at=NOW, today=TODAY)
    assert comparison(done, [niamh], today=TODAY, me="me").standings[0].known == 4
    assert unseen(done, [niamh], "me") == 0


@pytest.mark.parametrize("keys", [(), ("V",), ("V", "V"), ("V", "V", "i"), ("i",)])
async def test_no_view_of_a_role_shows_a_rating_before_the_own_one_is_in(
    niamh: Candidate, app: App, keys: tuple[str, ...]
) -> None:
    shown = words(await on_role(app(), *keys, size=SIZE))
    assert any(said in shown for said in ("nobody is rated yet", "not rated yet", "nothing is rated yet"))
    assert "4.00" not in shown
    assert "TW" not in shown


async def test_the_page_of_a_role_says_how_many_ratings_are_not_shown(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    said = f"{len(role.scored)} ratings of others not shown until yours are in"
    assert said in words(await on_role(app(), size=SIZE))
    assert said in words(await on_role(app(), "V", "V", size=SIZE))
    saved(desk, rated(niamh, role, "me", 4))
    shown = words(await on_role(app(), "V", size=SIZE))
    assert "not shown" not in shown
    assert "4.00" in shown


async def test_the_list_of_roles_does_not_say_who_leads_by_ratings_that_are_not_shown(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    shown = words(await on_vetting(app(), size=SIZE))
    assert "nobody is rated yet" in shown
    saved(desk, rated(niamh, role, "me", 4))
    assert "Niamh Doyle leads" in words(await on_vetting(app(), size=SIZE))


async def test_the_page_of_a_candidate_shows_all_ratings_once_it_is_decided(
    desk: Workspace, role: Role, niamh: Candidate, app: App
) -> None:
    assert "hidden" in await on_page(app(), niamh, size=SIZE)
    with desk.transaction("Decide"):
        desk.roles.put(decided(role, niamh, "It is clear.", [niamh], at=NOW, today=TODAY))
    shown = await on_page(app(), niamh, size=SIZE)
    assert "hidden" not in shown
    assert "4.00" in shown


async def test_a_copied_comparison_holds_no_more_than_the_screen(
    role: Role, niamh: Candidate, app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = list[str]()
    monkeypatch.setattr(Deskhand, "copy_to_clipboard", lambda app, text: copied.append(text))
    await on_role(app(), "V", "V", "y")
    (text,) = copied
    assert "4.00" not in text
    assert "not shown until yours are in" in text


def test_the_command_counts_all_that_was_handed_in_and_says_so(deskhand: Run, file: Path) -> None:
    with Workspace.open(file) as desk:
        two_owners(desk)
        role = role_of(desk, state=RoleState.OPEN)
        saved(desk, rated(candidate_of(desk, role, "Niamh Doyle"), role, "tw", 4))
    said = "All ratings that were handed in count here, also those that an owner is not shown yet."
    shown = deskhand("--as", "OB", "compare", "R1").output
    assert "4.00" in shown
    assert said in shown
    assert said in deskhand("--as", "OB", "export", "markdown", "--role", "R1").output
