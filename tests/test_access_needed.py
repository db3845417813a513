"""Cards whose helper cannot get in yet: the register says so, and the board marks, finds and holds them."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import Clock, screen_text
from helping import helper_of, system_of, typed

from models.access import AccessGrant
from models.access_parts import Stamp
from models.board import Card, Column
from store import Workspace
from tui import marks
from tui.access_needed import missing_access
from tui.app import Deskhand

Make = Callable[[], Deskhand]
UNTIL = date(2027, 1, 1)


@pytest.fixture
def card(desk: Workspace, clock: Clock) -> Card:
    """A card in Ready whose helper has asked for access to the calendar."""
    anna, calendar = helper_of(desk, "Anna"), system_of(desk)
    with desk.transaction("Seed"):
        made = desk.cards.put(Card(title="Sort the calendar", column=Column.READY, helper=anna.uid))
        asked = AccessGrant.asked(
            calendar, helper=anna.uid, tasks=(made.uid,), on=clock.at.date(), expires_on=UNTIL
        )
        desk.grants.put(asked)
    return made


def switched_on(desk: Workspace) -> None:
    (grant,) = desk.grants
    with desk.transaction("Give"):
        desk.grants.put(grant.but(granted=Stamp(on=date(2026, 11, 23))))


async def press(app: Deskhand, *keys: str) -> str:
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "b", "l", "l", *keys)
        await pilot.pause()
        return screen_text(app)


def test_a_card_lacks_what_its_helper_has_only_asked_for(desk: Workspace, card: Card) -> None:
    assert missing_access(desk)(card) == ("Calendar view",)
    assert missing_access(desk)(card.but(helper=None)) == ()
    switched_on(desk)
    assert missing_access(desk)(card) == ()


def test_where_no_access_is_kept_no_card_lacks_any(desk: Workspace) -> None:
    assert missing_access(desk)(Card(title="Order toner", helper="anna")) == ()


async def test_it_is_marked_as_locked_and_not_begun_without_a_reason(
    app: Make, desk: Workspace, card: Card
) -> None:
    shown = await press(app(), "L")
    assert "C1 cannot go to Doing yet. Missing: access: Calendar view." in " ".join(shown.split())
    assert any("Sort" in line and marks.LOCKED in line for line in shown.splitlines())
    assert desk.cards[card.number].column is Column.READY
    await press(app(), "L", "o", *typed("works from a printout"), "enter")
    (said,) = desk.cards[card.number].overrides
    assert (said.reason, said.missing) == ("works from a printout", ("access: Calendar view",))
    assert desk.cards[card.number].column is Column.DOING


async def test_once_the_access_is_there_it_moves_and_the_mark_is_gone(
    app: Make, desk: Workspace, card: Card
) -> None:
    switched_on(desk)
    assert marks.LOCKED not in await press(app())
    await press(app(), "L")
    assert desk.cards[card.number].column is Column.DOING


async def test_the_filter_finds_what_is_locked(app: Make, desk: Workspace, card: Card) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner", column=Column.READY, helper=card.helper))
    shown = await press(app(), "/", *typed("is:locked"), "enter")
    assert "Sort the calendar" in shown
    assert "Order toner" not in shown


async def test_access_given_meanwhile_unlocks_a_board_that_is_open(
    app: Make, desk: Workspace, card: Card
) -> None:
    opened = app()
    async with opened.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "b", "l", "l")
        assert marks.LOCKED in screen_text(opened)
        switched_on(desk)
        opened.screen.refresh_all()  # type: ignore[attr-defined]  # the board is a DeskScreen
        await pilot.pause()
        assert marks.LOCKED not in screen_text(opened)
