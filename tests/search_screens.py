"""What the tests of the screens of Vetting share: the way there, a log, roles with candidates."""

from datetime import UTC, datetime, timedelta

from conftest import screen_text
from vetting import candidate_of

from models.activity import Activity
from models.audit import TimeEntry
from models.candidates import Candidate
from models.helpers import HelperKind
from models.ratings import Method, Rating
from models.role_parts import KnockOutState, Posting, RoleState, Scorecard, SourceKind
from models.roles import Role
from models.trials import Trial
from store import Workspace
from store.library import scorecard
from tui.app import Deskhand

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = NOW.date()
SIZES = [(80, 24), (120, 36), (60, 24), (40, 20)]


async def on_vetting(app: Deskhand, *strokes: str, size: tuple[int, int] = (80, 24)) -> str:
    """Opens the list of roles, presses keys and returns what stands on the screen then."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", *strokes)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


async def on_role(app: Deskhand, *strokes: str, size: tuple[int, int] = (80, 24)) -> str:
    """Opens the page of the first role, presses keys and returns what stands on the screen then."""
    return await on_vetting(app, "enter", *strokes, size=size)


def words(shown: str) -> str:
    """Returns what stands on a screen without its spaces and lines."""
    return " ".join(shown.split())


def logged(desk: Workspace, name: str = "Inbox triage", **fields: object) -> Activity:
    """An activity with half an hour on each of the last ten work days."""
    with desk.transaction("Log"):
        desk.settings.put(desk.business.but(owner_hour=50_00))
        activity = desk.activities.put(Activity.named(name, "admin").but(**fields))
        for n in range(14):
            start = NOW - timedelta(days=n, hours=2)
            if start.weekday() < 5:
                desk.entries.put(
                    TimeEntry(
                        who="me",
                        start=start,
                        end=start + timedelta(minutes=30),
                        zone="UTC",
                        text=name,
                        activity=activity.uid,
                    )
                )
    return activity


def candidates_of(desk: Workspace, role: Role, *names: str) -> list[Candidate]:
    """Saves candidates of these names for a role."""
    return [candidate_of(desk, role, name) for name in names]


def rated(candidate: Candidate, role: Role, *values: int) -> Candidate:
    """A candidate rated on the first criteria by what they did in a paid trial."""
    trial = Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00).showing(["one error"])
    candidate = candidate.with_evidence(trial.started(NOW.date(), NOW.date(), at=NOW).worked(270))
    for criterion, value in zip(role.scored, values, strict=False):
        candidate = candidate.rated(
            Rating.of(
                criterion=criterion.key,
                rater="me",
                value=value,
                method=Method.PAID_TRIAL,
                evidence="twenty chases, one error",
                at=NOW,
            )
        )
    return candidate.submitted("me", at=NOW)


def passed(candidate: Candidate, role: Role) -> Candidate:
    """A candidate who meets every knock-out."""
    for each in role.asked:
        candidate = candidate.answered(each.key, KnockOutState.PASS, at=NOW)
    return candidate


def put(desk: Workspace, *candidates: Candidate) -> list[Candidate]:
    """Saves candidates."""
    with desk.transaction("Add candidates"):
        return desk.candidates.put_all(candidates)


def searched(desk: Workspace) -> Role:
    """Saves an assistant's role for which the search is on, with a place to find candidates in."""
    card = dict(Scorecard.read(scorecard(HelperKind.ASSISTANT)))
    posting = Posting(kind=SourceKind.MARKETPLACE, name="Upwork", fee_pct=5)
    with desk.transaction("Add a role"):
        return desk.roles.put(
            Role.of(title="Client admin", state=RoleState.OPEN, minutes_week=720, postings=(posting,), **card)
        )


def put_rated(desk: Workspace, role: Role, name: str, *values: int) -> Candidate:
    """Saves a candidate who met every knock-out and is rated on the first criteria."""
    return put(desk, rated(passed(Candidate.entering(role, name), role), role, *values))[0]


def on_disk(desk: Workspace, number: int = 1) -> Candidate:
    """Returns a candidate as another session reads it."""
    with Workspace.open(desk.path) as other:
        return other.candidates[number]
