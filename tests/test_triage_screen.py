"""Triage: one key a verdict, the next card by itself."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from conftest import Clock, screen_text

from models.activity import Verdict
from models.board import SOFTWARE, Card, Column
from models.helpers import Helper
from models.lanes import suited, undecided
from store import Workspace
from tui.app import Deskhand

Make = Callable[[], Deskhand]


@pytest.fixture
def inbox(desk: Workspace) -> list[Card]:
    with desk.transaction("Seed"):
        desk.helpers.put(Helper(name="Anna", follow_up_days=2))
        desk.helpers.put(Helper(name="Ben"))
        return [desk.cards.put(Card(title=f"Card number {n}", order=n)) for n in range(20)]


async def test_twenty_cards_go_to_people_with_twenty_two_keys(
    app: Make, desk: Workspace, inbox: list[Card]
) -> None:
    keys = ["g", "i", *("1" if n % 2 else "2" for n in range(20))]
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert "Nothing waits for a verdict" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is ours
        assert len(pilot.app.screen_stack) == 1
    assert len(keys) == 22
    names = {helper.uid: helper.name for helper in desk.helpers}
    for n, card in enumerate(inbox):
        now = desk.cards[card.number]
        assert now.column is Column.BRIEF
        assert names[now.helper or ""] == ("Anna" if n % 2 else "Ben")
        assert now.follow_up == (date(2026, 11, 25) if n % 2 else date(2026, 11, 26))
        assert now.decision
        assert now.decision.verdict is Verdict.DELEGATE
    assert len(desk.steps()) == 21


async def test_a_skip_shows_another_card_and_looks_for_none(
    app: Make, inbox: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = list[object]()

    def looking(cards: Iterable[Card], today: date) -> list[Card]:
        looked.append(cards)
        return undecided(cards, today)

    monkeypatch.setattr("tui.screens.triage.undecided", looking)
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "i")
        await pilot.pause()
        before = len(looked)
        await pilot.press("j", "j", "k")
        await pilot.pause()
        assert "2 of 20 in the Inbox" in screen_text(running)
        assert "Card number 1" in screen_text(running)
    assert len(looked) == before > 0


@pytest.mark.parametrize(
    ("key", "verdict", "column", "archived"),
    [
        ("L", Verdict.DELEGATE, Column.BRIEF, False),
        ("A", Verdict.AUTOMATE, Column.BRIEF, False),
        ("0", Verdict.KEEP, Column.INBOX, True),
        ("x", Verdict.DROP, Column.INBOX, True),
        ("c", Verdict.DELEGATE, Column.DONE, False),
    ],
)
async def test_each_verdict_is_one_key_and_one_undo(
    app: Make, desk: Workspace, inbox: list[Card], key: str, verdict: Verdict, column: Column, archived: bool
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "i", key)
        await pilot.pause()
        assert "1 of 19" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is ours
        assert inbox[1].title in screen_text(pilot.app)  # type: ignore[arg-type]  # it is ours
        card = desk.cards[inbox[0].number]
        assert card.decision
        assert (card.decision.verdict, card.column, bool(card.archived)) == (verdict, column, archived)
        assert (card.seeks == SOFTWARE) is (key == "A")
        await pilot.press("u")
        await pilot.pause()
    assert desk.cards[inbox[0].number].decision is None


async def test_a_snoozed_card_comes_back_after_a_week(
    app: Make, desk: Workspace, inbox: list[Card], clock: Clock
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "i", "z")
        await pilot.pause()
        assert "1 of 19" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is ours
        clock.forward(7 * 24 * 60)
        await pilot.press("j", "k")
        await pilot.pause()
        assert "1 of 20" in screen_text(pilot.app)  # type: ignore[arg-type]  # it is ours


def test_those_who_had_such_work_come_first_then_those_with_room() -> None:
    anna, ben, cleo = (Helper(name=name) for name in ("Anna", "Ben", "Cleo"))
    busy = Card(title="a", column=Column.DOING, helper=ben.uid)
    done = Card(title="b", column=Column.DONE, helper=cleo.uid, tags=("tax",))
    found = suited([anna, ben, cleo], [busy, done], Card(title="c", tags=("tax",)))
    assert [(fit.helper.name, fit.had) for fit in found] == [("Cleo", 1), ("Anna", 0), ("Ben", 0)]
