"""Every printable key pressed twice, on every screen: nothing is lost that undo does not bring back."""

import string
from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock
from helping import a_bit_of_everything
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Card, Column
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.helpers import Helper, HelperKind
from models.onboarding import Checklist
from models.procedure import Procedure
from models.role_parts import Scorecard
from models.roles import Role
from models.templates import Template, TemplateItem
from store import Workspace
from store.library import light_checklist, scorecard
from store.tables import KINDS
from tui.app import Deskhand
from tui.widgets.prompt import Prompt

CHARACTERS = string.digits + string.ascii_letters.replace("Q", "") + string.punctuation
"""Every printable one but that which leaves."""

WAYS = [
    "g t",
    "g t V",
    "g a",
    "g p",
    "g b",
    "g b enter",
    "g i",
    "g d",
    "g d enter",
    "g u",
    "g x",
    "g x V",
    "W",
    "colon r e p o r t enter",
    "g v",
    "g v R",
    "g v V",
    "g v enter",
    "g v enter V",
    "g v enter V V",
    "g v enter enter",
    "g o",
    "g o j enter j j j",  # not a paper: one that nobody has signed cannot be ticked
    "g o j enter V",
    "g o V",
    "g o V enter",
    "g h",
    "g h V",
    "g h V V",
    "g h V V V",
    "g h enter j j",  # a paper: terms that are agreed stay as they are
    "g h W",
    "g slash",
    "g question_mark",
]

ONLY_TELL = ("g u", "W", "colon r e p o r t enter", "g o j enter V", "g slash", "g question_mark")
"""The ways to where no key changes a record."""


def recorded(desk: Workspace) -> dict[str, object]:
    """Returns every record without the marks that saving leaves on it; views are nobody's work."""
    kept = {"rev", "created", "updated"}
    return {
        document.uid: document.model_dump(exclude=kept)
        for table in KINDS
        if table != "desk"
        for document in desk[table]
    }


def fill(desk: Workspace, clock: Clock) -> None:
    """Puts something on every screen, so that keys have something to act on."""
    with desk.transaction("Fill"):
        niamh = desk.helpers.put(Helper(name="Niamh Doyle"))
        fill_lists(desk, niamh, clock)
        work = desk.activities.put(Activity.named("Email triage", "admin"))
        a_bit_of_everything(desk, niamh, work.uid, clock())
        desk.cards.put_all(
            Card(title=f"Card {n}", order=n, column=Column.INBOX if n % 2 else Column.DOING) for n in range(6)
        )
        desk.cards.put(Card(title="Put away", archived=clock()))
        desk.cards.put(Card(title="Thrown away", archived=clock(), trashed=clock()))
        desk.procedures.put(
            Procedure(title="Inbox").rewritten(["Open the mail", "Sort it"], at=clock(), who="me")
        )
        role = desk.roles.put(
            Role.of(
                title="Client admin",
                activities=(work.uid,),
                **dict(Scorecard.read(scorecard(HelperKind.ASSISTANT))),
            )
        )
        desk.candidates.put_all(Candidate.entering(role, name) for name in ("Ines Carvalho", "Grace Tan"))
        left = Candidate.entering(role, "Ruairí Keane")
        desk.candidates.put(left.withdrew("another job", at=clock(), today=clock().date()))
        ago, unheard = clock() - timedelta(days=30), Candidate.entering(role, "Hal Marsh")
        desk.candidates.put(
            unheard.declined(Reason.SKILL, "too generic", at=ago, today=ago.date(), who="somebody")
        )
        for _ in range(6):
            clock.forward(30)
            entry = {"who": desk.who, "start": clock(), "zone": "UTC", "activity": work.uid}
            clock.forward(20)
            desk.entries.put(TimeEntry.of(text="Email triage", end=clock(), **entry))


def fill_lists(desk: Workspace, helper: Helper, clock: Clock) -> None:
    """Puts two running lists, the first without gates, and a newer version of the second one's template."""
    shipped, today = Template.read(light_checklist(helper.kind)), clock().date()
    own = Checklist.of(name="Desk", helper=helper.uid, start=today, made_on=today)
    desk.checklists.put(own.with_line("Order a chair", at=clock(), who="me"))
    desk.checklists.put(
        Checklist.copying(shipped, name=helper.name, helper=helper.uid, start=today, made_on=today)
    )
    desk.templates.put(shipped.edited((*shipped.items, TemplateItem(title="Send a card"))))


async def press(pilot: Pilot[None], *characters: str) -> None:
    for character in characters:
        key = _character_to_key(character) if len(character) == 1 else character
        pilot.app.post_message(events.Key(key, character if len(character) == 1 else None))
        await pilot.pause(0)


async def leave(pilot: Pilot[None], stack: int) -> None:
    """Closes what a key has opened."""
    await pilot.pause()
    for _ in range(12):
        if len(pilot.app.screen_stack) <= stack and not pilot.app.screen.query(Prompt)[0].is_open:
            return
        await pilot.press("escape")


@pytest.mark.parametrize("way", WAYS)
async def test_no_key_pressed_twice_loses_what_undo_does_not_bring_back(
    desk: Workspace, app: Callable[[], Deskhand], clock: Clock, way: str
) -> None:
    desk.who = "somebody"
    fill(desk, clock)
    desk.who = "me"
    before, strokes = recorded(desk), way.split()
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        here = None
        for character in CHARACTERS:
            if here is None or type(running.screen) is not here:
                await leave(pilot, 1)
                await press(pilot, *(("g", "b") if way == "W" else ()), *strokes)
                await pilot.pause()
                here = here or type(running.screen)
            stack = len(running.screen_stack)
            await press(pilot, character, character)
            await leave(pilot, stack)
            assert running.is_running, character
    if way not in ONLY_TELL:
        assert len(desk.steps()) > 1
    assert before.keys() <= recorded(desk).keys()
    while recorded(desk) != before:
        desk.undo()  # raises NothingToUndo where something cannot be brought back
