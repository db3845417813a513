"""The advice the program follows: none without a place, and its keys lead there."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import pytest
from conftest import screen_text
from demo_screens import OnScreen, keys
from textual.pilot import Pilot

from models.candidates import Candidate
from models.helpers import HelperKind
from models.role_parts import RoleState
from models.roles import Role
from store import Workspace
from tui.advice import ADVICE, Advice
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.keymap import screen_bindings
from tui.keys import spoken
from tui.screens.advice import WRITES, AdvicePage

EVERY = [each for pieces in ADVICE.values() for each in pieces]
OPEN = ("escape", "escape", "escape", "g", "question_mark")

SHOWN = {
    "Hand over what needs no expertise": "net a year",
    "Keep time for work of high impact": "growth and",
    "Lower the risk of burnout": "stress 4.2",
    "Get more done in all": "Flow: per helper",
    "Get skills too dear to keep in house": "Skill you lack",
    "Administrative overload": "admin",
    "Marketing and content creation": "marketing",
    "Technical support": "technical",
    "Project management": "projects",
    "Audit your time for one to two weeks": "logged 155.5 of 160 h",
    "Categorize tasks": "personal development",
    "Identify bottlenecks": "jam h/wk",
    "Prioritize delegation": "Times a year",
    "Define scope and deliverables": "Scan the paper archive of 2019",
    "Virtual assistants": "assistant",
    "Freelancers and specialists": "freelancer",
    "Online platforms and software": "software",
    "Online marketplaces": "Upwork",
    "Specialized agencies": "agency",
    "LinkedIn and referrals": "LinkedIn",
    "Industry-specific job boards": "FinCopy",
    "Vet candidates and solutions well": "Niamh Doyle leads, settled",
    "Review portfolios and samples": "Sample of work",
    "Check references": "Reference",
    "Conduct interviews": "Interview",
    "Consider trial periods": "Paid trial",
    "Assess communication skills": "Message and reply",
    "Free trials and demos": "Trial script",
    "Read reviews and case studies": "Review or case study",
    "Consider scalability": "Three times the volume",
    "Evaluate integration capabilities": "Integration",
    "Assess customer support": "Question to support",
    "Bring help in step by step": "stuck on you",
    "Provide detailed instructions": "Procedures:",
    "Establish communication channels": "Talking",
    "Regular check-ins": "Check-in",
    "Set measurable goals": "Goal",
    "Provide constructive feedback": "What is to change",
    "Recognize and reward success": "Thanks",
    "Confidentiality agreements": "Agreement",
    "Secure data transfer": "Transfer",
    "Access controls": "Access: ",
    "Focus on strategic growth": "Ledger: freed",
    "Continually evaluate your needs": "Review",
    "Adapt your support as you grow": "From",
}
"""What stands on the screen of the demo business where each piece of advice is followed."""

SOURCES = {
    "Why hand work over": 5,
    "What help is mostly for": 4,
    "Know what you need": 5,
    "Kinds of help": 3,
    "Find help": 4,
    "Vet candidates": 1 + 5,
    "Vet software": 5,
    "Bring in and talk clearly": 1 + 3,
    "Track how it goes": 3,
    "Keep facts safe": 3,
    "Keep it up": 3,
}
"""How much advice there is on each subject."""


async def settled(pilot: Pilot[int | None]) -> str:
    for _ in range(3):
        await pilot.pause()
    return " ".join(screen_text(pilot.app).split())  # type: ignore[arg-type]  # it is the program


def pressed(advice: Advice) -> Iterator[str]:
    """Yields the keys that lead to the place of an advice, as a terminal sends them."""
    return strokes_of(advice.ways)


def strokes_of(ways: Iterable[str]) -> Iterator[str]:
    known = {each.id: each.key.split(",")[0] for _, bindings in screen_bindings() for each in bindings}
    for way in ways:
        yield from known[way].split(" ")


def test_every_subject_has_its_advice_and_no_row_is_empty() -> None:
    assert {about: len(pieces) for about, pieces in ADVICE.items()} == SOURCES
    for advice in EVERY:
        assert all((advice.says, advice.means, advice.where, advice.ways)), advice
    assert [each.says for each in EVERY] == list(SHOWN)


def test_every_key_that_an_advice_names_is_one() -> None:
    known = {binding.id for _, bindings in screen_bindings() for binding in bindings}
    assert {way for advice in EVERY for way in advice.ways} <= known


BY_WAY = [
    list(same) for _, same in groupby(sorted(EVERY, key=lambda each: each[3:]), key=lambda each: each[3:])
]


@pytest.mark.parametrize("same", BY_WAY, ids=lambda same: " ".join([*pressed(same[0]), *same[0].kinds]))
async def test_the_keys_of_each_advice_lead_to_what_it_speaks_of(on: OnScreen, same: list[Advice]) -> None:
    async with on.running() as pilot:
        first, *others = same[0].ways
        await pilot.press("escape", *strokes_of([first]))
        if same[0].kinds:  # a person chooses the role
            screen = pilot.app.screen
            assert isinstance(screen, DeskScreen)
            screen.come_to([next(each.uid for each in screen.desk.roles if each.kind in same[0].kinds)])
        await pilot.press(*strokes_of(others))
        shown = await settled(pilot)
        for advice in same:
            assert SHOWN[advice.says] in shown, (advice.says, shown)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_enter_goes_to_the_place_of_each_advice_and_escape_comes_back(
    on: OnScreen, size: tuple[int, int]
) -> None:
    async with on.running(size=size) as pilot:
        for advice in EVERY:
            await pilot.press(*OPEN)
            await pilot.pause()
            page = pilot.app.screen
            assert isinstance(page, AdvicePage)
            page.come_to([advice.says])
            await pilot.press("enter")
            shown = await settled(pilot)
            if advice.ways[-1] in WRITES:
                assert f"{page.keys_to(advice).split()[-1]} does it here" in shown, (advice.says, shown)
            else:
                assert SHOWN[advice.says] in shown, (advice.says, shown)
            for _ in range(5):
                if pilot.app.screen is not page:
                    await pilot.press("escape")
                    await pilot.pause()
            assert pilot.app.screen is page, advice.says


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("Administrative overload", "T does it here, for C"),
        ("Get skills too dear to keep in house", "e does it here, for A"),
        ("Conduct interviews", "r does it here, for P"),
        ("Define scope and deliverables", "is open, as an example"),
    ],
)
async def test_nothing_is_written_on_a_record_that_nobody_chose_and_it_is_named(
    on: OnScreen, says: str, told: str
) -> None:
    async with on.running() as pilot:
        await pilot.press(*OPEN)
        page = pilot.app.screen
        assert isinstance(page, AdvicePage)
        page.come_to([says])
        await pilot.press("enter")
        assert told in await settled(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)


async def test_the_page_lists_advice_with_keys_and_says_what_is_done_about_it(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*OPEN)
        shown = await settled(pilot)
        assert "Why hand work over ▌ Hand over what needs no expertise g p" in shown
        assert "Every activity with what handing it over is worth a year, the best first." in shown
        await pilot.press("slash", *keys("interview"), "enter")
        shown = await settled(pilot)
        assert "Conduct interviews" in shown
        assert "Set measurable goals" not in shown


async def test_the_owners_own_keys_are_the_ones_that_are_named(app: Callable[[], Deskhand]) -> None:
    running = Deskhand(app()._session, keys={"go.priorities": "g z"})
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press(*OPEN)
        assert "Hand over what needs no expertise g z" in await settled(pilot)


@pytest.mark.parametrize("way", [("question_mark",), ("colon",)])
async def test_the_menu_of_keys_and_the_palette_lead_to_it(on: OnScreen, way: tuple[str, ...]) -> None:
    async with on.running() as pilot:
        await pilot.press("escape", *way, *keys("all advice"), "enter")
        assert "Advice: 45" in await settled(pilot)


async def test_in_an_empty_file_it_goes_as_far_as_there_is_something(app: Callable[[], Deskhand]) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*OPEN)
        page = pilot.app.screen
        assert isinstance(page, AdvicePage)
        page.come_to(["Conduct interviews"])
        await pilot.press("enter")
        shown = await settled(pilot)
        assert "Vetting: 0 roles" in shown
        assert "No person is a candidate yet. One set of questions for everybody" in shown


@pytest.mark.parametrize(
    ("says", "shows"),
    [
        ("Review portfolios and samples", "r does it here, for P2"),
        ("Free trials and demos", "r does it here, for P1"),
    ],
)
async def test_a_role_that_stands_first_without_candidates_is_not_in_the_way(
    desk: Workspace, app: Callable[[], Deskhand], says: str, shows: str
) -> None:
    with desk.transaction("Add"):
        for kind in (HelperKind.SOFTWARE, HelperKind.ASSISTANT):
            desk.roles.put(Role.of(title="A draft", kind=kind))
            role = desk.roles.put(Role.of(title="A search", kind=kind, state=RoleState.OPEN))
            desk.candidates.put(Candidate.entering(role, f"An {kind}"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*OPEN)
        page = pilot.app.screen
        assert isinstance(page, AdvicePage)
        page.come_to([says])
        await pilot.press("enter")
        assert shows in await settled(pilot)


async def test_where_nothing_can_be_gone_on_with_that_is_said(app: Callable[[], Deskhand]) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*OPEN)
        page = pilot.app.screen
        assert isinstance(page, AdvicePage)
        page.come_to(["Set measurable goals"])
        await pilot.press("enter")
        assert "There is nothing here yet to go on with." in await settled(pilot)


def test_keys_are_written_as_people_write_them() -> None:
    assert [spoken(key) for key in pressed(EVERY[1])] == ["g", "h", "V", "V", "V"]
