"""Keys counted on the real program: what everyday work on the board costs, title and search text included."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from terminal import DESKHAND, Terminal, clean_environment

from models.activity import Decision, Verdict
from models.board import COLUMNS, Card, Column, Move
from models.helpers import Helper
from store import Workspace

NAMES = ("Anna", "Ben", "Cleo", "Dora", "Emil")
NOW = datetime.now(UTC).replace(microsecond=0)
DELEGATE = Decision(verdict=Verdict.DELEGATE, at=NOW)

Count = Callable[[str], int]
"""Presses keys on a fresh copy of the program, and returns how many they were."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Two hundred cards of five people; the oldest stand at the foot of the Inbox."""
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Seed"):
        helpers = [desk.helpers.put(Helper(name=name)) for name in NAMES]
        for n in range(200):
            column = COLUMNS[n % 6]
            came = Move(
                at=NOW - timedelta(days=n, hours=column is Column.INBOX), source=Column.BRIEF, target=column
            )
            card = Card(title=f"Order number {n}", column=column, order=n, moves=(came,), decision=DELEGATE)
            desk.cards.put(card.but(helper=helpers[n % 5].uid))
        desk.cards.put(Card(title="Call Zwieback about the newsletter", column=Column.DONE, order=500))
    return path


@pytest.fixture
def terminal(path: Path, tmp_path: Path) -> Iterator[Terminal]:
    argv = (*DESKHAND, "--file", path, "--as", "me")
    with Terminal(argv, clean_environment(tmp_path), columns=80, rows=24) as terminal:
        terminal.wait_for("all keys")
        terminal.press("g", "b")
        terminal.settle()
        yield terminal


def keys(terminal: Terminal, *written: str) -> int:
    """Presses keys; a text of several characters is typed, and counted as so many."""
    strokes = [stroke for each in written for stroke in ([each] if each in ("enter", "escape") else each)]
    terminal.press(*strokes)
    terminal.settle()
    return len(strokes)


def saved(path: Path) -> dict[int, Card]:
    """Returns the cards as they are on the disk."""
    with Workspace.open(path, who="reader") as desk:
        return {card.number: card for card in desk.cards}


def top(path: Path) -> Card:
    """Returns the card under the cursor of a board that was just opened."""
    return saved(path)[1]


def test_a_card_is_added_with_two_keys_beyond_its_title(terminal: Terminal, path: Path) -> None:
    assert keys(terminal, "n", "Call supplier", "enter") <= 15
    assert [card.title for card in saved(path).values()][-1] == "Call supplier"


def test_a_card_with_person_and_due_date_is_added_with_two_keys_beyond_its_text(
    terminal: Terminal, path: Path
) -> None:
    assert keys(terminal, "n", "Call supplier @anna due:fri", "enter") <= 29
    card = list(saved(path).values())[-1]
    assert card.title == "Call supplier"
    assert card.helper == saved(path)[1].helper
    assert card.due


def test_a_card_moves_one_column_with_one_key(terminal: Terminal, path: Path) -> None:
    assert keys(terminal, "L") == 1
    assert top(path).column is Column.BRIEF


def test_a_card_moves_to_any_column_with_two_keys(terminal: Terminal, path: Path) -> None:
    assert keys(terminal, "mv") == 2
    assert top(path).column is Column.REVIEW


def test_a_title_gets_four_letters_more_with_two_keys_beyond_them(terminal: Terminal, path: Path) -> None:
    assert keys(terminal, "e", " now", "enter") <= 6
    assert top(path).title == "Order number 0 now"


def test_only_one_persons_cards_are_shown_with_two_keys(terminal: Terminal) -> None:
    assert keys(terminal, "@b") == 2
    assert "@ben ON" in terminal.text.casefold().replace("on", "ON")
    assert "Order number 6 " in terminal.text  # Ben's
    assert "Order number 12 " not in terminal.text  # Cleo's


def test_a_card_is_done_with_one_key(terminal: Terminal, path: Path) -> None:
    assert keys(terminal, "c") == 1
    assert top(path).column is Column.DONE


def test_a_card_is_put_away_with_one_key_and_comes_back_with_one_after_a_restart(
    terminal: Terminal, path: Path, tmp_path: Path
) -> None:
    assert keys(terminal, "x") == 1
    assert top(path).archived
    terminal.press("Q")
    terminal.wait()
    with Terminal((*DESKHAND, "--file", path, "--as", "me"), clean_environment(tmp_path)) as again:
        again.wait_for("all keys")
        again.settle()
        assert keys(again, "u") == 1
    assert top(path).archived is None


def test_a_card_among_many_is_found_by_four_letters_with_two_keys_beyond_them(terminal: Terminal) -> None:
    assert keys(terminal, "/", "zwie", "enter") <= 6
    assert "Call Zwieback about the newsletter" in terminal.text.splitlines()[-5]


def test_the_five_oldest_move_on_with_eight_keys_and_one_takes_all_back(
    terminal: Terminal, path: Path
) -> None:
    before = saved(path)
    inbox = [card for card in before.values() if card.column is Column.INBOX]
    oldest = sorted(inbox, key=lambda card: card.moves[-1].at)[:5]
    assert keys(terminal, ",a", "     ", "L") == 8
    after = saved(path)
    assert {card.number for card in after.values() if card.column != before[card.number].column} == {
        card.number for card in oldest
    }
    assert keys(terminal, "u") == 1
    assert {number: card.moves for number, card in saved(path).items()} == {
        number: card.moves for number, card in before.items()
    }


def test_what_somebody_owes_is_seen_stalest_first_with_four_keys_and_one_ends_it(terminal: Terminal) -> None:
    assert keys(terminal, "@b,f") == 4
    assert " ON" in terminal.text
    assert keys(terminal, "\\") == 1
    assert " ON" not in terminal.text
