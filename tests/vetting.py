"""What the tests of vetting screens share: roles of the library, and the keys of a text."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from conftest import screen_text
from textual.pilot import Pilot

from models.business import Business, Owner
from models.candidate_assessment import Evidence
from models.candidates import Candidate
from models.helpers import HelperKind
from models.role_parts import Scorecard
from models.roles import Role
from models.trials import Trial
from store import Workspace
from store.library import scorecard
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.screens.candidate_page import CandidatePage

_NAMES = {
    **{" ": "space", ";": "semicolon", ":": "colon", ",": "comma", ".": "full_stop", "/": "slash"},
    **{"-": "minus", "!": "exclamation_mark", "?": "question_mark", "%": "percent_sign"},
}


def typed(text: str) -> list[str]:
    """Returns the keys that type a text."""
    return [_NAMES.get(char, char) for char in text]


def role_of(desk: Workspace, kind: HelperKind = HelperKind.ASSISTANT, **fields: Any) -> Role:
    """Saves a role with the scorecard of its kind."""
    card = Scorecard.read(scorecard(kind))
    with desk.transaction("Add a role"):
        return desk.roles.put(Role.of(**({"title": "Client admin", "kind": kind} | dict(card) | fields)))


def candidate_of(desk: Workspace, role: Role, name: str, **fields: Any) -> Candidate:
    """Saves a candidate for a role."""
    with desk.transaction("Add a candidate"):
        return desk.candidates.put(Candidate.entering(role, name).but(**fields))


def given(desk: Workspace, candidate: Candidate, *parts: Evidence) -> Candidate:
    """Saves a candidate with pieces of evidence."""
    for part in parts:
        candidate = candidate.with_evidence(part)
    with desk.transaction("Evidence"):
        return desk.candidates.put(candidate)


def two_owners(desk: Workspace) -> None:
    """Lets a second owner rate, too; `me` is OB."""
    owners = (Owner(key="me", initials="OB", name="Orla"), Owner(key="tw", initials="TW", name="Tomasz"))
    with desk.transaction("Owners"):
        desk.settings.put(Business(owners=owners))


def worked_trial() -> Trial:
    """Returns a paid trial that has been worked on, so that what it showed counts in full."""
    begun = datetime(2026, 11, 16, 9, tzinfo=UTC)
    trial = Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00).showing(["one error"])
    return trial.started(begun.date(), begun.date(), at=begun).worked(270)


async def on_page(
    app: Deskhand,
    candidate: Candidate,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    at: tuple[str, str] | None = None,
    after: Callable[[Pilot[None]], None] | None = None,
) -> str:
    """Opens the page of a candidate, presses keys and returns what stands on the screen then.

    `at` is the kind and the key of the line that the cursor begins on.
    """
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        screen.open_page("candidate", candidate.uid)
        await pilot.pause()
        if at is not None:
            page = app.screen
            assert isinstance(page, CandidatePage)
            page.go_to(*at)
            assert page.line == at
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()
        if after:
            after(pilot)
        return screen_text(app)


def on_disk(desk: Workspace, number: int = 1) -> Candidate:
    """Returns a candidate as another session reads it."""
    with Workspace.open(desk.path) as other:
        return other.candidates[number]


def role_on_disk(desk: Workspace, number: int = 1) -> Role:
    """Returns a role as another session reads it."""
    with Workspace.open(desk.path) as other:
        return other.roles[number]
