"""Two sessions at the same helper: what is answered in one lands on what the other has made of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from conftest import screen_text
from helping import GOAL, helper_of, typed
from textual.pilot import Pilot

from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.document import Part
from models.dossier import Dossier
from models.engagements import Engagement, Milestone
from models.feedback import Ticket
from models.security import Incident, SecurityRecord
from store import Workspace
from tui.app import Deskhand
from tui.screens.helper_page import HelperPage

App = Callable[[], Deskhand]
Change = Callable[[Workspace], object]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def elsewhere(desk: Workspace, change: Change) -> None:
    """Changes the file in another session."""
    with Workspace.open(desk.path, who="TW") as other, other.transaction("Change"):
        change(other)


def of_helper(change: Callable[[Dossier], Dossier], number: int = 1) -> Change:
    return lambda desk: desk.helpers.put(change(Dossier.on(desk.helpers[number])))


def on_disk(desk: Workspace, number: int = 1) -> Dossier:
    with Workspace.open(desk.path) as other:
        return Dossier.on(other.helpers[number])


async def on_line(pilot: Pilot[None], desk: Workspace, kind: str, *keys: str) -> HelperPage:
    """Opens the page of the first helper, goes to the first line of a kind and presses keys."""
    await pilot.pause()
    app = pilot.app
    app.screen.open_page("helper", desk.helpers[1].uid)  # type: ignore[attr-defined]  # every screen here is a DeskScreen
    await pilot.pause()
    page = app.screen
    assert isinstance(page, HelperPage)
    page.go_to(kind)
    await pilot.press(*keys)
    await pilot.pause()
    return page


async def answered_late(
    desk: Workspace,
    app: App,
    kind: str,
    asks: tuple[str, ...],
    change: Change,
    answer: tuple[str, ...],
    *,
    sees: bool = True,
) -> str:
    """Asks on a line, lets another session change the file, answers, and returns the screen.

    Where it `sees` the change, a second goes by before the answer.
    """
    made = app()
    async with made.run_test(size=(120, 36)) as pilot:
        page = await on_line(pilot, desk, kind, *asks)
        elsewhere(desk, change)
        if sees:
            page.tick()
        await pilot.press(*answer)
        await pilot.pause()
        return " ".join(screen_text(made).split())


def measured_elsewhere(helper: Dossier) -> Dossier:
    return helper.with_part(helper.goals[0].measured(7, TODAY - timedelta(days=1), "theirs"))


async def test_a_number_keeps_those_that_another_session_has_entered(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", GOAL.agreed(TODAY - timedelta(days=7)))
    keys = ("r", "enter"), of_helper(measured_elsewhere), (*"5", "enter")
    await answered_late(desk, app, "goal", *keys)
    assert [each.value for each in on_disk(desk).goals[0].series] == [7, 5]


async def test_a_goal_that_is_given_up_keeps_its_last_number(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", GOAL.agreed(TODAY - timedelta(days=7)))
    keys = ("x",), of_helper(measured_elsewhere), (*"sold", "enter")
    await answered_late(desk, app, "goal", *keys)
    (goal,) = on_disk(desk).goals
    assert [each.value for each in goal.series] == [7]
    assert goal.ending is not None


async def test_another_day_keeps_the_amount_that_another_session_has_set(desk: Workspace, app: App) -> None:
    file = Milestone.of(title="File 1", due=TODAY)
    helper_of(desk, "Grace Tan", Engagement.of(agreed_on=TODAY, start=TODAY, milestones=(file,)))

    def dearer(helper: Dossier) -> Dossier:
        (terms,) = helper.engagements
        return helper.with_part(terms.with_milestone(terms.milestones[0].but(amount=40_00)))

    keys = ("d",), of_helper(dearer), (*typed("4dec"), "enter")
    await answered_late(desk, app, "milestone", *keys)
    (found,) = on_disk(desk).engagements[0].milestones
    assert (found.due, found.amount) == (date(2026, 12, 4), 40_00)


async def test_a_pause_keeps_the_price_that_another_session_has_set(desk: Workspace, app: App) -> None:
    helper_of(desk, "Niamh Doyle", Engagement.of(agreed_on=TODAY, start=TODAY, rate=19_00))

    def dearer(helper: Dossier) -> Dossier:
        return helper.with_part(helper.engagements[0].but(rate=21_00))

    await answered_late(desk, app, "engagement", ("enter",), of_helper(dearer), (*"pause", "enter"))
    (terms,) = on_disk(desk).engagements
    assert (terms.rate, len(terms.pauses)) == (21_00, 1)


async def test_what_is_gone_meanwhile_is_said_to_be_gone(desk: Workspace, app: App) -> None:
    goal = GOAL.agreed(TODAY)
    helper_of(desk, "Niamh Doyle", goal)
    gone = of_helper(lambda helper: helper.but(goals=()))
    shown = await answered_late(desk, app, "goal", ("r", "enter"), gone, (*"5", "enter"))
    assert "“Days to a receipt” is gone: another session took it away." in shown
    assert on_disk(desk).goals == ()


async def test_an_answer_goes_to_the_helper_it_was_asked_about(desk: Workspace, app: App) -> None:
    for name in ("Anna Berg", "Niamh Doyle"):
        helper_of(desk, name)
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "r", *typed("hours"), "enter")
        elsewhere(desk, of_helper(lambda helper: helper.but(archived=NOW)))
        made.screen.tick()  # type: ignore[attr-defined]  # every screen here is a DeskScreen
        await pilot.press(*"4h", "enter")
        await pilot.pause()
    assert [[week.minutes for week in on_disk(desk, number).worked] for number in (1, 2)] == [[240], []]


async def test_the_next_step_is_that_of_the_paper_as_it_is_now(desk: Workspace, app: App) -> None:
    helper = helper_of(desk)
    with desk.transaction("Paper"):
        paper = Agreement.of(kind=AgreementKind.NDA, party=helper.name, helper=helper.uid)
        desk.agreements.put(paper.sent(TODAY).signed(TODAY))

    def unsigned(desk: Workspace) -> None:
        desk.agreements.put(desk.agreements[1].but(signed_on=None))

    shown = await answered_late(desk, app, "paper", (), unsigned, ("C",), sees=False)
    assert "Niamh Doyle has not signed yet: enter that day first." in shown


async def test_a_reply_is_noted_once(desk: Workspace, app: App) -> None:
    ticket: Part = Ticket.of(subject="VAT", sent_at=NOW - timedelta(hours=3))
    helper_of(desk, "Docket Otter", ticket, kind="software")

    def replied(helper: Dossier) -> Dossier:
        (sent,) = helper.tickets
        return helper.with_part(sent.replied(NOW - timedelta(hours=2)))

    await answered_late(desk, app, "ticket", (), of_helper(replied), ("c",), sees=False)
    (known,) = on_disk(desk).tickets
    assert known.first_reply_at == NOW - timedelta(hours=2)


async def test_who_was_told_is_noted_with_the_incident_it_was_asked_about(desk: Workspace, app: App) -> None:
    for what in ("First", "Second"):
        incident = Incident.of(what=what, known_at=NOW, data_class=DataClass.CLIENT)
        with desk.transaction("Incident"):
            desk.security.put(SecurityRecord.of(incident=incident))
    made = app()
    async with made.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "h", "W", "r")
        asked: SecurityRecord = made.screen.record  # type: ignore[attr-defined]  # the list of incidents
        elsewhere(desk, lambda desk: desk.security.put(asked.but(archived=NOW)))
        made.screen.tick()  # type: ignore[attr-defined]  # as above
        await pilot.press(*"Aoife", "enter")
        await pilot.pause()
    with Workspace.open(desk.path) as other:
        told = {each.number: len(each.incident.told) for each in other.security if each.incident}
    assert told == {asked.number: 1, 3 - asked.number: 0}
