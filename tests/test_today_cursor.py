"""The cursor of Today: it stays where it was left, follows undo, and no key slips on to another line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import pytest
from conftest import screen_text
from demo_screens import OnScreen, keys, said
from textual.pilot import Pilot

from models.today_line import Rule
from tui.screens.today import TodayScreen
from tui.today_limits import SET_IN

FIRST, SECOND = "Cormac Reilly", "Webhost login"


@asynccontextmanager
async def running(on: OnScreen, *, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[Any]]:
    async with on.running(size=size) as pilot:
        yield pilot


def today(pilot: Pilot[Any]) -> TodayScreen:
    screen = pilot.app.screen_stack[0]
    assert isinstance(screen, TodayScreen)
    return screen


def here(pilot: Pilot[Any]) -> str:
    line = today(pilot).line
    return line.subject if line else ""


def seen(pilot: Pilot[Any]) -> str:
    return screen_text(pilot.app)  # type: ignore[arg-type]  # it is the app just made


def footer(pilot: Pilot[Any]) -> str:
    return seen(pilot).splitlines()[-1]


async def go_to(pilot: Pilot[Any], subject: str, cls: str) -> None:
    lines = today(pilot).agenda.lines
    today(pilot).come_to([next(each.cause for each in lines if (each.subject, each.cls) == (subject, cls))])
    await pilot.pause()


@pytest.mark.parametrize("way", ["e", "enter"])
async def test_a_line_that_was_looked_at_only_keeps_the_cursor(on: OnScreen, way: str) -> None:
    async with running(on) as pilot:
        await go_to(pilot, "Newsletter May", "C")
        await pilot.press(way, "escape")
        await pilot.pause()
        assert here(pilot) == "Newsletter May"


async def test_what_another_owner_has_done_already_is_said_and_the_next_line_is_left_alone(
    on: OnScreen,
) -> None:
    async with running(on) as pilot:
        with on.opened(who="tw") as other, other.transaction("Take back"):
            grant = other.grants[12]
            other.grants.put(grant.taken_back(on=date(2026, 5, 12), who="tw"))
        await pilot.press("enter")
        await pilot.pause()
        assert "TW has done it already" in said(seen(pilot))
        assert "keeps yours" not in said(seen(pilot))
        await pilot.press("enter")
        await pilot.pause()
    with on.opened() as desk:
        assert desk.grants[12].revoked is not None
        assert desk.grants[12].revoked.who == "tw"
        assert desk.grants[13].secret_rotated is None


async def test_what_another_owner_did_in_the_very_moment_is_no_offer_to_do_it_again(
    on: OnScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(on) as pilot:
        with on.opened(who="tw") as other, other.transaction("Take back"):
            other.grants.put(other.grants[12].taken_back(on=date(2026, 5, 12), who="tw"))
        monkeypatch.setattr(type(today(pilot).desk), "refresh", lambda desk: False)
        await pilot.press("enter")
        await pilot.pause()
        shown = said(seen(pilot))
        assert "TW has done it already" in shown
        assert "keeps yours" not in shown


async def test_undo_puts_the_cursor_back_on_the_line_it_restores(on: OnScreen) -> None:
    async with running(on) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert here(pilot) == SECOND
        await pilot.press("u")
        await pilot.pause()
        assert here(pilot) == FIRST
        assert "Undone" in footer(pilot)
        await pilot.press("U")
        await pilot.pause()
        assert here(pilot) == SECOND


async def test_redo_puts_the_cursor_on_the_line_it_brings_back(on: OnScreen) -> None:
    async with running(on) as pilot:
        await pilot.press("z", *keys("2d: away"), "enter", "V", "V", "z", "V", "u", "j", "U")
        await pilot.pause()
        assert here(pilot) == FIRST


async def test_a_key_that_is_held_does_not_settle_a_line_about_safety_that_slid_under_it(
    on: OnScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [0.0]
    monkeypatch.setattr("tui.screens.today.monotonic", lambda: seconds[0])
    async with running(on) as pilot:
        await pilot.press("enter")
        for _ in range(20):  # 30 keys a second, for longer than the screen waits once
            seconds[0] += 0.033
            await pilot.press("enter")
        await pilot.pause()
        assert here(pilot) == SECOND
        seconds[0] += 0.5
        await pilot.press("enter")
        await pilot.pause()
        assert here(pilot) != SECOND
    with on.opened() as desk:
        assert desk.grants[13].secret_rotated is not None


async def test_a_line_the_owner_went_to_takes_a_key_at_once(on: OnScreen) -> None:
    async with running(on) as pilot:
        await pilot.press("j", "enter")
        await pilot.pause()
    with on.opened() as desk:
        assert desk.grants[13].secret_rotated is not None


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 36)])
async def test_the_hint_of_enter_says_what_it_does_to_the_line_under_the_cursor(
    on: OnScreen, size: tuple[int, int]
) -> None:
    async with running(on, size=size) as pilot:
        assert "Enter revoke" in footer(pilot)
        await pilot.press("j")
        await pilot.pause()
        assert "Enter changed" in footer(pilot)


# ---------------------------------------------------------------------- the yes of another owner


async def test_what_waits_for_another_owners_yes_says_so_and_is_signed_alone_only_when_asked(
    on: OnScreen,
) -> None:
    async with running(on, size=(120, 36)) as pilot:
        await go_to(pilot, "Docket Otter", "C")
        await pilot.press("enter")
        await pilot.pause()
        assert not today(pilot).is_asking
        assert "waits for Tomasz's yes" in footer(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "Sign without Tomasz? Why, and within which limit?" in said(seen(pilot))
        await pilot.press(*keys("read only"), "enter")
        await pilot.pause()
        assert today(pilot).is_asking
        await pilot.press("escape", "o", *["backspace"] * 9, *keys("he is away; read only"), "enter")
        await pilot.pause()
        assert not today(pilot).is_asking
    with on.opened() as desk:
        approvals = [
            event.approval
            for each in desk.checklists
            for item in each.items
            for event in item.history
            if item.approval and event.approval
        ]
        assert [(each.reason, each.limit) for each in approvals if each.is_sole] == [
            ("signed alone by OB: he is away", "read only")
        ]


async def test_the_owner_whose_yes_it_is_is_asked_for_the_limit_only(on: OnScreen) -> None:
    async with on.running(who="tw", size=(120, 36)) as pilot:
        await go_to(pilot, "Docket Otter", "C")
        await pilot.press("enter")
        await pilot.pause()
        shown = said(seen(pilot))
        assert "Within which limit?" in shown
        assert "alone" not in shown


# ---------------------------------------------------------------------- the page a line leads to


async def test_the_page_of_a_card_that_waits_for_the_owner_says_first_how_to_answer(on: OnScreen) -> None:
    async with running(on) as pilot:
        await go_to(pilot, "Booking-page copy", "C")
        await pilot.press("enter")
        await pilot.pause()
        assert footer(pilot).startswith(" ; comment  w it has come  ")
        await pilot.press("w")
        await pilot.press("j")
        await pilot.pause()
        assert "it has come" not in footer(pilot)


async def test_the_page_of_a_helper_with_too_much_to_do_says_which_key_lightens(on: OnScreen) -> None:
    async with running(on) as pilot:
        await go_to(pilot, "Niamh Doyle", "E")
        await pilot.press("enter")
        await pilot.pause()
        assert "Enter opens the card; there a gives it to somebody else" in footer(pilot)


@pytest.mark.parametrize(
    ("subject", "cls", "tells"),
    [
        ("Niamh Doyle", "E", "the limit, on the helper's form"),
        (FIRST, "A", "the last day of the access"),
        ("Booking page load", "F", "the cadence, on the form of the goal"),
    ],
)
async def test_i_says_where_the_limit_is_set_which_the_list_does_not(
    on: OnScreen, subject: str, cls: str, tells: str
) -> None:
    async with running(on, size=(120, 36)) as pilot:
        await go_to(pilot, subject, cls)
        assert tells not in said(seen(pilot))
        await pilot.press("i")
        await pilot.pause()
        assert tells in said(seen(pilot))


def test_every_rule_says_where_it_is_set() -> None:
    assert set(SET_IN) == set(Rule)


async def test_what_the_same_owner_settled_elsewhere_is_said_to_be_settled(on: OnScreen) -> None:
    async with running(on) as pilot:
        with on.opened() as other, other.transaction("Take back"):
            other.grants.put(other.grants[12].taken_back(on=date(2026, 5, 12), who="ob"))
        await pilot.press("enter")
        await pilot.pause()
        assert "It is settled already" in said(seen(pilot))
    with on.opened() as desk:
        assert desk.grants[13].secret_rotated is None
