"""What the board says of its own accord: what is stalled, what is too much, what is out of sight."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from conftest import Clock, screen_text

from models.board import Card, Column
from models.business import Business
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand

Make = Callable[[], Deskhand]


def put_cards(desk: Workspace, *titles: str, **fields: object) -> list[Card]:
    with desk.transaction("Add cards"):
        return [
            desk.cards.put(Card.of(title=title, order=n, **({"column": Column.DOING} | fields)))
            for n, title in enumerate(titles)
        ]


def limited(desk: Workspace, **limits: int) -> None:
    with desk.transaction("Limit"):
        desk.settings.put(Business.of(column_limits=limits))


def helpers(desk: Workspace, *names: str) -> list[Helper]:
    with desk.transaction("Add helpers"):
        return [desk.helpers.put(Helper(name=name)) for name in names]


async def press(app: Deskhand, *keys: str, size: tuple[int, int] = (120, 36)) -> str:
    """Presses keys on the board and returns what stands on the screen afterwards."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("g", "b", *keys)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


def line_of(title: str, shown: str) -> str:
    return next(line for line in shown.splitlines() if title in line)


# What is stalled


async def test_a_card_that_stands_too_long_has_its_sign_on_the_board_and_a_word_below_it(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    put_cards(desk, "Old toner")
    clock.forward(9 * 24 * 60)
    put_cards(desk, "New toner")
    shown = await press(app(), "l", "l", "l")
    assert "~" in line_of("Old toner", shown)
    assert "~" not in line_of("New toner", shown)
    assert "9 d in Doing, stalled ~" in shown


async def test_the_sign_comes_at_midnight_without_a_key(desk: Workspace, app: Make, clock: Clock) -> None:
    put_cards(desk, "Old toner")
    clock.forward(7 * 24 * 60)
    running = app()
    async with running.run_test(size=(120, 36)) as pilot:
        await pilot.press("g", "b")
        await pilot.pause()
        assert "~" not in screen_text(running)
        clock.forward(24 * 60)
        await pilot.pause(1.3)
        assert "~" in line_of("Old toner", screen_text(running))


async def test_triage_and_the_page_of_a_card_say_that_it_is_stalled(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    put_cards(desk, "Old toner", column=Column.INBOX)
    clock.forward(9 * 24 * 60)
    assert "9 d in Inbox, stalled ~" in await press(app(), "g", "i")
    assert "Inbox, 9 d, stalled ~ as it is over 5 work days" in await press(app(), "enter")


async def test_moves_and_cursor_keys_do_not_ask_again_what_is_usual(
    desk: Workspace, app: Make, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_cards(desk, *(f"Card {n}" for n in range(30)))
    clock.forward(9 * 24 * 60)
    asked = []

    def counted(*given: object, **named: object) -> dict[Column, int]:
        asked.append(given)
        return dict.fromkeys(Column, 5)

    monkeypatch.setattr("models.stalling.stalled_after", counted)
    await press(app(), "l", "l", "l", "j", "j", "L", "h", "j", "L", "u", "slash", *"is:stalled", "enter")
    assert len(asked) == 2  # at the start for Today, then for the board


# What is too much


async def test_the_heading_says_the_limit_and_marks_what_is_over_it_even_on_a_strip(
    desk: Workspace, app: Make
) -> None:
    limited(desk, doing=2, ready=3)
    put_cards(desk, "One", "Two", "Three")
    put_cards(desk, "Four", column=Column.READY)
    shown = await press(app(), "l", "l", "l")
    assert "Doing 3/2▲" in shown
    assert "Ready 1/3 " in shown
    narrow = await press(app(), "l", "l", size=(58, 20))
    assert " o▲" in narrow


async def test_under_a_filter_the_heading_still_says_how_many_there_are_in_all(
    desk: Workspace, app: Make
) -> None:
    limited(desk, doing=2)
    put_cards(desk, "One", "Two", "Three")
    assert "Doing 1 · 3/2▲" in await press(app(), "slash", *"two", "enter")


async def test_a_move_over_the_limit_of_a_column_goes_through_with_a_warning(
    desk: Workspace, app: Make
) -> None:
    limited(desk, doing=1)
    put_cards(desk, "One")
    put_cards(desk, "Two", column=Column.READY)
    shown = await press(app(), "l", "l", "L")
    assert "Move C2 right · Doing 2 of 1 ▲" in shown
    assert desk.cards[2].column is Column.DOING


async def test_what_is_over_the_limit_already_is_not_said_at_every_other_change(
    desk: Workspace, app: Make
) -> None:
    limited(desk, doing=1)
    (niamh,) = helpers(desk, "Niamh Doyle")
    put_cards(desk, "One", "Two", "Three", "Four", helper=niamh.uid)
    shown = await press(app(), "l", "l", "l", "p")
    assert "of 1" not in shown.splitlines()[-1]
    assert "of 3" not in shown.splitlines()[-1]
    assert desk.cards[1].priority == "high"


async def test_giving_a_card_in_doing_to_somebody_busy_warns(desk: Workspace, app: Make) -> None:
    niamh, hana = helpers(desk, "Niamh Doyle", "Hana Sato")
    put_cards(desk, "One", "Two", "Three", helper=niamh.uid)
    put_cards(desk, "Four", helper=hana.uid)
    assert "Niamh Doyle has 4 of 3 in Doing ▲" in await press(app(), "l", "l", "l", "j", "1")


# One person's lane


async def test_V_goes_from_columns_to_helpers_to_one_persons_lane_and_back(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    niamh, hana = helpers(desk, "Niamh Doyle", "Hana Sato")
    put_cards(desk, "Done long ago", helper=hana.uid, column=Column.DONE)
    clock.forward(60)
    put_cards(desk, "Older", helper=hana.uid, column=Column.REVIEW)
    clock.forward(60)
    put_cards(desk, "Newer", helper=hana.uid, column=Column.READY)
    put_cards(desk, "Of another", helper=niamh.uid)
    running = app()
    async with running.run_test(size=(120, 36)) as pilot:
        await pilot.press("V", "l", "V")
        await pilot.pause()
        shown = screen_text(running)
        assert "@hana ON · stalest first" in shown
        assert "2 Hana 3" in shown
        places = [shown.index(title) for title in ("Older", "Newer", "Done long ago")]
        assert places == sorted(places)
        assert "Of another" not in shown
        await pilot.press("V")
        await pilot.pause()
        shown = screen_text(running)
        assert "ON" not in shown
        assert "Of another" in shown
        assert "Review 1" in shown


async def test_a_filter_for_one_person_stays_when_its_lane_is_left(desk: Workspace, app: Make) -> None:
    (niamh,) = helpers(desk, "Niamh Doyle")
    put_cards(desk, "One", helper=niamh.uid)
    put_cards(desk, "Nobody's")
    shown = await press(app(), "at", "1", "V", "V", "V")
    assert "@niamh ON" in shown
    assert "stalest" not in shown
    assert "Nobody's" not in shown


async def test_dropping_the_filter_leaves_the_lane(desk: Workspace, app: Make) -> None:
    put_cards(desk, "One")
    assert "Nobody 1" in await press(app(), "V", "V")
    assert "Doing 1" in await press(app(), "V", "V", "backslash")


async def test_without_a_card_under_the_cursor_there_is_no_lane_to_come_to(
    desk: Workspace, app: Make
) -> None:
    put_cards(desk, "One")
    shown = await press(app(), "slash", *"zebra", "enter", "V", "V")
    assert "Inbox 0" in shown
    assert "zebra ON" in shown


async def test_cards_keep_their_places_in_the_lane_and_the_key_says_where_they_are(
    desk: Workspace, app: Make
) -> None:
    put_cards(desk, "One", "Two")
    shown = await press(app(), "V", "V", "J")
    assert "Cards have their places in the six columns: V goes on to them." in shown
    assert [card.order for card in desk.cards] == [0, 1]


async def test_a_saved_view_brings_the_lane_back(desk: Workspace, app: Make) -> None:
    (niamh,) = helpers(desk, "Niamh Doyle")
    put_cards(desk, "One", helper=niamh.uid)
    shown = await press(app(), "V", "V", "apostrophe", "N", "V", "apostrophe", "n")
    assert "@niamh ON · stalest first" in shown
    assert "1 Niamh 1" in shown


# Whom a card suits


async def test_the_assign_menu_has_the_best_suited_on_top_and_says_why(desk: Workspace, app: Make) -> None:
    _, hana = helpers(desk, "Niamh Doyle", "Hana Sato")
    put_cards(desk, "Old return", "Older return", column=Column.DONE, helper=hana.uid, tags=("tax",))
    put_cards(desk, "New return", column=Column.INBOX, tags=("tax",))
    shown = await press(app(), "a")
    assert "0/3, had #tax 2 times" in shown
    assert shown.index("2 Hana Sato") < shown.index("1 Niamh Doyle")
    await press(app(), "a", "enter")
    assert desk.cards[3].helper == hana.uid


# What is out of sight


async def test_a_card_that_the_filter_hides_says_so_when_it_is_added(desk: Workspace, app: Make) -> None:
    put_cards(desk, "One", tags=("tax",))
    shown = await press(app(), "slash", *"#tax", "enter", "n", *"Ring Ann", "enter")
    assert "Added C2 to the Inbox · hidden by the filter; \\ shows it · u undoes" in shown
    shown = await press(app(), "slash", *"#tax", "enter", "n", *"File #tax", "enter")
    assert "Added C3 to the Inbox · u undoes" in shown


async def test_messages_name_the_keys_as_they_are_bound_now(desk: Workspace, app: Make) -> None:
    put_cards(desk, "One", column=Column.INBOX)
    running = app()
    running.set_keymap({"board.assign": "B", "undo": "X"})
    async with running.run_test(size=(120, 36)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        assert "There is no helper 5 yet: press B and type a name." in screen_text(running)
        assert "No helpers yet: name one with @ in a card, or press B." in screen_text(running)
        await pilot.press("n", *"Two", "enter")
        await pilot.pause()
        assert "Added C2 to the Inbox · X undoes" in screen_text(running)


async def test_helpers_of_the_same_name_have_a_line_each_among_the_figures(
    desk: Workspace, app: Make, clock: Clock
) -> None:
    one, other = helpers(desk, "Anna Lee", "Anna Lee")
    for helper in (one, other):
        for card in put_cards(desk, "Done", helper=helper.uid):
            with desk.transaction("Finish"):
                desk.cards.put(card.moved_to(Column.DONE, at=clock() + timedelta(hours=3)))
    shown = await press(app(), "W")
    assert "Anna Lee H1" in shown
    assert "Anna Lee H2" in shown
