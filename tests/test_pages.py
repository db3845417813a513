"""The lists that open on top of a screen: the history of the file, and the archive."""

from datetime import UTC, datetime

import pytest
from conftest import Clock, screen_text
from helping import asked_of, helper_of, system_of

from models.access_parts import Stamp
from models.board import Card, Column
from models.business import Business, Owner
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand
from tui.page import Page
from tui.screens.archive import ArchiveScreen
from tui.screens.changes import ChangesScreen
from tui.session import Session

AWAY = datetime(2026, 11, 20, 17, 2, tzinfo=UTC)


@pytest.fixture
def session(desk: Workspace, clock: Clock) -> Session:
    return Session(desk, clock, "UTC")


async def press(page: Page, *keys: str) -> str:
    """Presses keys on a page and returns what stands on the screen afterwards."""
    app = Deskhand(page.session)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(page)
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


def add(desk: Workspace, *titles: str, **fields: object) -> list[Card]:
    made = []
    for title in titles:
        with desk.transaction(f"Add {title}"):
            made.append(desk.cards.put(Card.of(title=title, **fields)))
    return made


def rename(desk: Workspace, number: int, title: str) -> None:
    with desk.transaction(f"Rename to {title}"):
        desk.cards.put(desk.cards[number].but(title=title))


async def test_the_history_lists_the_steps_of_everybody_newest_first(
    desk: Workspace, session: Session
) -> None:
    anna, ben = Owner.of(initials="AN"), Owner.of(initials="BK")
    with desk.transaction("Name the owners"):
        desk.settings.put(Business(owners=(anna, ben)))
    for owner, title in ((anna, "toner"), (ben, "paper")):
        desk.who = owner.key
        add(desk, title)
    lines = (await press(ChangesScreen(session))).splitlines()
    first, second = (n for n, line in enumerate(lines[:6]) if "Add " in line)
    assert "BK   Add paper" in lines[first]
    assert "AN   Add toner" in lines[second]


async def test_a_step_is_undone_from_the_middle_marked_and_done_again(
    desk: Workspace, session: Session
) -> None:
    add(desk, "toner", "paper")
    shown = await press(ChangesScreen(session), "j", "u")
    assert "Undone: Add toner · U does it again" in shown
    assert "undone" in next(line for line in shown.splitlines() if "UTC" not in line and "Add toner" in line)
    assert [card.title for card in desk.cards] == ["paper"]
    await press(ChangesScreen(session), "U")
    assert [card.title for card in desk.cards] == ["toner", "paper"]


async def test_a_step_that_later_ones_build_on_stays_and_the_footer_says_why(
    desk: Workspace, session: Session
) -> None:
    add(desk, "toner")
    rename(desk, 1, "ink")
    shown = await press(ChangesScreen(session), "G", "u", "u")
    assert "was not undone: changed since is C1" in " ".join(shown.split())
    assert desk.cards[1].title == "ink"


async def test_the_history_is_found_by_what_a_step_has_touched_and_enter_opens_that(
    desk: Workspace, session: Session
) -> None:
    add(desk, "Order toner", "Answer Ruairí")
    with desk.transaction("Raise one"):
        desk.cards.put(desk.cards[1].prioritised())
    shown = await press(ChangesScreen(session), "slash", *"toner", "enter")
    assert "Changes: 2 with “toner”" in shown
    assert "Raise one" in shown
    assert "Changes: 1 with “ruairi”" in await press(ChangesScreen(session), "slash", *"ruairi", "enter")
    assert "C1 Order toner" in (await press(ChangesScreen(session), "enter")).splitlines()[1]


async def test_a_step_of_any_room_that_later_ones_rest_on_is_not_taken_back(
    desk: Workspace, session: Session
) -> None:
    helper = helper_of(desk)
    grant = asked_of(desk, helper, system_of(desk), session.now().date())
    with desk.transaction(f"Switch on {grant.ref}"):
        desk.grants.put(grant.but(granted=Stamp(on=session.now().date(), who="me")))
    shown = " ".join((await press(ChangesScreen(session), "j", "u")).split())
    assert "Ask for access" in shown
    assert desk.grants[grant.number].granted is not None
    assert not any(step.undone for step in desk.steps())
    shown = await press(ChangesScreen(session), "u")
    assert "Undone: Switch on K1" in shown
    assert desk.grants[grant.number].granted is None


async def test_the_history_of_one_card_has_bulk_steps_and_none_of_another_card(
    desk: Workspace, session: Session
) -> None:
    add(desk, *(f"card {n}" for n in range(1, 12)))
    with desk.transaction("Raise two"):
        desk.cards.put_all(desk.cards[number].prioritised() for number in (1, 11))
    shown = await press(ChangesScreen(session, about="C1"))
    assert "Changes: 2 with “C1”" in shown
    assert "Raise two" in shown
    assert "Add card 11" not in shown
    assert "C1 card 1 · C11 card 11" in shown


async def test_the_list_follows_the_words_while_they_are_typed_and_escape_gives_them_up(
    desk: Workspace, session: Session
) -> None:
    add(desk, "toner", "paper")
    typed = await press(ChangesScreen(session), "slash", *"pap")
    assert "Changes: 1 with “pap”" in typed
    assert "Add toner" not in typed
    assert "Add toner" in await press(ChangesScreen(session), "slash", *"pap", "escape")
    assert "Add toner" not in await press(ChangesScreen(session), "slash", *"pap", "enter")
    assert "Changes: 2" in await press(ChangesScreen(session), "slash", "x", "backspace")


async def test_escape_shows_all_again_and_then_closes(desk: Workspace, session: Session) -> None:
    add(desk, "toner")
    assert "Changes: 1" in await press(ChangesScreen(session, about="nothing"), "escape")
    assert "Changes" not in await press(ChangesScreen(session, about="nothing"), "escape", "escape")


@pytest.mark.parametrize("keys", [("g", "p"), ("left_square_bracket",)])
async def test_going_to_another_screen_closes_the_page(
    desk: Workspace, session: Session, keys: tuple[str, ...]
) -> None:
    add(desk, "toner")
    shown = await press(ChangesScreen(session), *keys)
    assert "[p]" in shown
    assert "Changes" not in shown
    assert "[b]" in await press(ChangesScreen(session), *keys, "g", "b")


async def test_the_archive_lists_what_was_put_away_the_latest_first(
    desk: Workspace, session: Session
) -> None:
    kept, copy, old, _here = add(desk, "Order toner", "Toner!", "Scan post", "Here still")
    with desk.transaction("Put away"):
        desk.cards.put(old.but(column=Column.DONE, archived=AWAY))
        desk.cards.put(copy.merged_away(kept, at=session.now()))
    lines = (await press(ArchiveScreen(session))).splitlines()
    first, second = lines[3:5]
    assert first.split() == ["▌", "C2", "Toner!", "Inbox", "Mon", "23", "Nov", "10:00", "C1"]
    assert second.split() == ["C3", "Scan", "post", "Done", "Fri", "20", "Nov", "17:02"]
    assert "Here still" not in "\n".join(lines)


async def test_c_brings_a_card_back_to_the_foot_of_its_column_and_u_undoes_that(
    desk: Workspace, session: Session
) -> None:
    add(desk, "one", "two", column=Column.DOING, order=7)
    add(desk, "gone", column=Column.DOING, archived=AWAY, merged_into="elsewhere")
    shown = await press(ArchiveScreen(session), "c")
    assert "C3 is back in Doing · u undoes" in shown
    assert "The archive is empty." in shown
    card = desk.cards[3]
    assert (card.archived, card.merged_into, card.order) == (None, None, 8)
    await press(ArchiveScreen(session), "u")
    assert desk.cards[3].archived == AWAY


async def test_the_archive_is_narrowed_by_tag_and_helper(desk: Workspace, session: Session) -> None:
    with desk.transaction("Add a helper"):
        niamh = desk.helpers.put(Helper(name="Niamh Doyle"))
    add(desk, "VAT", tags=("tax",), helper=niamh.uid, archived=AWAY)
    add(desk, "Post", archived=AWAY)
    shown = await press(ArchiveScreen(session), "slash", *"#tax niamh", "enter")
    assert "VAT" in shown
    assert "Post" not in shown


async def test_enter_shows_what_stands_on_an_archived_card(desk: Workspace, session: Session) -> None:
    (card,) = add(desk, "Order toner", archived=AWAY)
    with desk.transaction("Say"):
        desk.cards.put(card.commented("The shop was shut.", at=AWAY))
    shown = await press(ArchiveScreen(session), "enter")
    assert "The shop was shut." in shown
    assert "20 Nov" in shown


@pytest.mark.parametrize(("key", "title"), [("u", "Changes: 1"), ("x", "The archive is empty.")])
async def test_g_and_a_letter_open_the_page_from_a_screen_and_from_another_page(
    desk: Workspace, session: Session, key: str, title: str
) -> None:
    add(desk, "toner")
    assert title in await press(ChangesScreen(session), "escape", "g", key)
    shown = await press(ArchiveScreen(session), "g", key, "escape")
    assert title not in shown
    assert "[b]" in shown
