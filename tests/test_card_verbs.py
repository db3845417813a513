"""Keys on cards: what they leave on the disk and on the screen."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import Clock, screen_text
from textual.events import Paste

from models.board import Card, Column, Priority
from models.brief import Brief, DataClass, items
from models.card_parts import CommentKind, Party
from models.helpers import Helper
from store import Workspace
from store.errors import NotSaved
from tui.app import Deskhand

Make = Callable[[], Deskhand]

READY = Brief(outcome="Paid", done_when=items(["money is there"]), data_class=DataClass.INTERNAL)


@pytest.fixture
def cards(desk: Workspace, clock: Clock) -> list[Card]:
    with desk.transaction("Seed"):
        anna = desk.helpers.put(Helper(name="Anna", follow_up_days=2))
        desk.helpers.put(Helper(name="Ben"))
        names = ("Call supplier", "Send letter", "File receipts", "Order toner")
        made = [
            desk.cards.put(Card(title=name, column=Column.DOING, order=n, helper=anna.uid))
            for n, name in enumerate(names)
        ]
    clock.forward(3 * 24 * 60)
    return made


async def press(app: Deskhand, *keys: str) -> str:
    """Presses keys on the board, and returns what the screen shows."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b", "l", "l", "l")
        for key in keys:
            await pilot.press(*(key.split(" ") if len(key) > 1 else key))
        await pilot.pause()
        return screen_text(app)


def typed(text: str) -> list[str]:
    """Returns the keys of a text with Enter behind it."""
    return [*text, "enter"]


async def test_a_due_date_that_is_given_up_stays_to_be_seen(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    shown = await press(app(), "d", *typed("5dec"), "d", *typed("12dec"))
    card = desk.cards[cards[0].number]
    assert card.due == date(2026, 12, 12)
    assert [each.due for each in card.promises] == [date(2026, 12, 5)]
    assert "(was 5 Dec)" in shown
    assert "u undoes" in shown


async def test_an_empty_line_takes_the_due_date_away(app: Make, desk: Workspace, cards: list[Card]) -> None:
    await press(app(), "d", *typed("5dec"), "d", "enter")
    assert desk.cards[cards[0].number].due is None


async def test_waiting_names_the_party_and_again_ends_it(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    shown = await press(app(), "w", *typed("client bank letter"))
    card = desk.cards[cards[0].number]
    assert card.wait
    assert (card.wait.on, card.wait.what) == (Party.CLIENT, "bank letter")
    assert card.follow_up == date(2026, 11, 30)  # two work days of Anna's from Thursday on
    assert "waits for the client" in shown
    await press(app(), "w")
    assert desk.cards[cards[0].number].wait is None


@pytest.mark.parametrize(
    ("said", "party", "what"),
    [
        ("ben: the quote", Party.HELPER, "the quote (Ben)"),
        ("Anna her notes", Party.HELPER, "her notes (Anna)"),
        ("mara oakes: an answer", Party.OWNER, "an answer (Mara Oakes)"),
        ("mo", Party.OWNER, "MO"),
        ("c: the letter", Party.CLIENT, "the letter"),
        ("client letter: signed", Party.CLIENT, "letter: signed"),
    ],
)
async def test_waiting_names_one_of_the_people_and_keeps_the_name(
    app: Make, desk: Workspace, cards: list[Card], said: str, party: Party, what: str
) -> None:
    with desk.transaction("Name the owner"):
        desk.settings.put(desk.business.with_owners([("MO", "Mara Oakes")]))
    shown = await press(app(), "w", *said)
    assert f"waits for the {party}: {what}" in shown
    await press(app(), "w", *typed(said))
    assert (wait := desk.cards[cards[0].number].wait)
    assert (wait.on, wait.what) == (party, what)


async def test_somebody_nobody_has_heard_of_is_not_waited_for(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    shown = await press(app(), "w", *typed("zoe: the quote"))
    assert "Begin with one of owner, helper, client, vendor, or a name" in shown


@pytest.mark.parametrize("keys", ["d", "n"])
async def test_a_due_date_that_has_passed_is_said_before_it_is_taken(
    app: Make, cards: list[Card], keys: str
) -> None:
    text = "5.12.2025" if keys == "d" else "Call Anna due:5.12.2025"
    assert "a year ago" in await press(app(), keys, *text)


async def test_a_snoozed_card_goes_out_of_sight_until_its_day(
    app: Make, desk: Workspace, cards: list[Card], clock: Clock
) -> None:
    shown = await press(app(), "z", *typed("2d"))
    assert "Call supplier" not in shown
    clock.forward(2 * 24 * 60)
    assert "Call supplier" in await press(app())


async def test_an_undecided_card_in_the_inbox_sleeps_a_week_without_a_question(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    with desk.transaction("Add"):
        new = desk.cards.put(Card(title="Find a printer"))
    await press(app(), "h", "h", "h", "z")
    assert desk.cards[new.number].snoozed_until == date(2026, 12, 3)


async def test_a_check_in_keeps_what_was_seen_and_sets_the_next_look(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    await press(app(), "r", *typed("half done follow:2w"))
    card = desk.cards[cards[0].number]
    assert [(each.text, each.kind) for each in card.comments] == [("half done", CommentKind.CHECK_IN)]
    assert card.follow_up == date(2026, 12, 10)


async def test_a_dot_does_the_last_change_to_another_card(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    await press(app(), "t", *typed("tax"), "j", ".", "p", "j", ".")
    tags = [desk.cards[card.number].tags for card in cards]
    assert tags == [("tax",), ("tax",), (), ()]
    levels = [desk.cards[card.number].priority for card in cards]
    assert levels == [Priority.NORMAL, Priority.HIGH, Priority.HIGH, Priority.NORMAL]


async def test_a_range_marks_what_the_cursor_passes_and_moves_in_one_step(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    await press(app(), "v", "j", "j", "v", "L")
    columns = [desk.cards[card.number].column for card in cards]
    assert columns == [Column.REVIEW] * 3 + [Column.DOING]
    desk.undo()
    assert [desk.cards[card.number].moves for card in cards] == [()] * 4


async def test_duplicates_become_one_card_with_what_was_said_on_both(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    await press(app(), "semicolon", *typed("number is on file"), "space", "space", "k", "M")
    kept, gone = desk.cards[cards[1].number], desk.cards[cards[0].number]
    assert gone.archived
    assert gone.merged_into == kept.uid
    assert [each.text for each in kept.comments] == ["number is on file"]


async def test_the_timer_on_a_card_logs_time_that_the_audit_knows(
    app: Make, desk: Workspace, cards: list[Card], clock: Clock
) -> None:
    await press(app(), "s")
    clock.forward(25)
    await press(app(), "s")
    (entry,) = desk.entries
    assert (entry.card, entry.text, entry.minutes(clock())) == (cards[0].uid, "Call supplier", 25)
    assert desk.activities.get(entry.activity)


async def test_what_is_pasted_becomes_a_comment_and_runs_no_key(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    deskhand = app()
    async with deskhand.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b", "l", "l", "l")
        deskhand.post_message(Paste("Done on Tuesday.\nx x x\x1b[31m"))
        await pilot.pause()
        await pilot.press("x")
        await pilot.pause()
    card = desk.cards[cards[0].number]
    assert card.archived is None
    assert card.comments[0].text == "Done on Tuesday.\nx x x\N{REPLACEMENT CHARACTER}[31m"


async def test_a_refused_move_says_all_that_is_missing_and_goes_ahead_with_a_reason(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    with desk.transaction("Brief"):
        card = desk.cards[cards[0].number]
        desk.cards.put(card.briefed(READY, at=card.updated or card.created))  # type: ignore[arg-type]  # both are set
    shown = await press(app(), "c")
    assert desk.cards[card.number].column is Column.DOING
    assert "check: money is there" in shown
    assert "o goes ahead" in " ".join(shown.split())
    await press(app(), "c", "o", *typed("paid in cash"))
    done = desk.cards[card.number]
    assert done.column is Column.DONE
    assert [each.reason for each in done.overrides] == ["paid in cash"]


async def test_a_bulk_move_takes_those_that_may_and_names_the_rest(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    with desk.transaction("Brief"):
        card = desk.cards[cards[0].number]
        desk.cards.put(card.briefed(READY, at=card.updated or card.created))  # type: ignore[arg-type]  # both are set
    shown = await press(app(), "space", "space", "c")
    assert desk.cards[cards[0].number].column is Column.DOING
    assert desk.cards[cards[1].number].column is Column.DONE
    assert f"{card.ref} cannot go to Done" in shown


async def test_the_board_by_helper_has_a_column_for_each_who_has_something(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    shown = await press(app(), "V")
    assert "1 Anna 4" in shown
    assert "Inbox" not in shown
    assert "Doing" in await press(app(), "V", "V")


async def test_a_brief_is_accepted_on_the_board_in_the_helpers_name(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    with desk.transaction("Brief"):
        card = desk.cards[cards[0].number]
        desk.cards.put(card.briefed(READY, at=card.updated or card.created))  # type: ignore[arg-type]  # both are set
    await press(app(), "C")
    brief = desk.cards[card.number].brief
    assert brief is not None
    assert brief.accepted is not None
    assert brief.accepted.who == "Anna"


async def test_a_saved_view_brings_back_filter_order_and_grouping(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    shown = await press(
        app(), "at", "1", "comma a", "V", "apostrophe", "W", "backslash", "V", "apostrophe", "w"
    )
    assert "@anna ON · by age" in shown
    assert "1 Anna 4" in shown
    assert "Inbox" not in shown


async def test_a_line_that_cannot_be_saved_stays_with_its_text(
    app: Make, desk: Workspace, cards: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    deskhand = app()
    async with deskhand.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "b", "l", "l", "l", "semicolon", *"called back")

        def refuse(label: str) -> None:
            raise NotSaved("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(desk, "transaction", refuse)
            await pilot.press("enter")
            await pilot.pause()
            shown = screen_text(deskhand)
            assert "The disk is full." in shown
            assert "called back" in shown
        await pilot.press("enter")
        await pilot.pause()
    assert [each.text for each in desk.cards[cards[0].number].comments] == ["called back"]


@pytest.mark.parametrize("key", ["e", "enter", "s", "y", "i", "E", "T"])
async def test_a_key_for_one_card_does_nothing_while_others_are_marked_and_says_so(
    app: Make, desk: Workspace, cards: list[Card], key: str
) -> None:
    deskhand = app()
    shown = await press(deskhand, "space", "space", key)
    assert "This is for one card, and 2 cards are marked: Esc unmarks." in shown
    assert desk.steps()[-1].label == "Seed"
    shown = await press(app(), "space", "k", "e")
    assert "Call supplier" in shown
    assert "Enter save" in " ".join(shown.split())


async def test_a_name_nobody_has_is_asked_about_and_is_one_step_with_the_card(
    app: Make, desk: Workspace, cards: list[Card]
) -> None:
    said = " ".join((await press(app(), "a", *typed("ana"))).split())
    assert "There is no helper “ana” yet: Enter again adds them. Or do you mean Anna?" in said
    assert len(desk.helpers) == 2
    await press(app(), "a", *typed("zoe"), "enter")
    assert [helper.name for helper in desk.helpers] == ["Anna", "Ben", "zoe"]
    given = desk.cards[cards[0].number]
    assert given.helper == desk.helpers[3].uid
    desk.undo()
    assert (len(desk.helpers), desk.cards[cards[0].number].helper) == (2, cards[0].helper)


async def test_another_name_is_asked_about_anew(app: Make, desk: Workspace, cards: list[Card]) -> None:
    await press(app(), "a", *typed("zo"), "e", "enter")
    assert len(desk.helpers) == 2
    await press(app(), "a", *typed("???"), "escape")
    assert len(desk.helpers) == 2
