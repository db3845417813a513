"""A newcomer: arrows, Enter, Esc, `?` and typed text are enough; any card is a few keys away."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from terminal import DESKHAND, Terminal, clean_environment

from models.board import COLUMNS, Card, Column
from models.brief import Brief
from models.card_parts import CommentKind
from models.helpers import Helper
from store import Workspace

NOW = datetime.now(UTC).replace(microsecond=0)
MOST_KEYS = 6

Program = Iterator[tuple[Terminal, Path]]


@pytest.fixture
def newcomer(tmp_path: Path) -> Program:
    """The program on a file that did not exist, as it is the first time."""
    path = tmp_path / "workspace.json"
    argv = (*DESKHAND, "--file", path, "--as", "me")
    with Terminal(argv, clean_environment(tmp_path), columns=80, rows=24) as terminal:
        terminal.wait_for("What and when")
        terminal.settle()
        yield terminal, path


def card_in(path: Path) -> Card:
    """Returns the only card of a file."""
    with Workspace.open(path, who="reader") as desk:
        (card,) = desk.cards
        return card


def choose(terminal: Terminal, words: str) -> None:
    """Runs a line of the list of keys: looks for its words, and takes it."""
    terminal.press("?")
    terminal.wait_for("Keys of this screen")
    terminal.press(*words, "enter")
    terminal.settle()


def point_at(terminal: Terminal, line: str) -> None:
    """Runs a line of the list of keys with the arrows alone."""
    terminal.press("?")
    terminal.wait_for("Keys of this screen")
    for _ in range(200):
        if any("▌" in row and line in row for row in terminal.text.splitlines()):
            break
        terminal.press("down")
    terminal.press("enter")
    terminal.settle()


def test_a_card_is_added_given_moved_finished_and_undone_from_the_list_of_keys(
    newcomer: tuple[Terminal, Path],
) -> None:
    terminal, path = newcomer
    terminal.press("escape")
    choose(terminal, "delegation board")
    terminal.wait_for("The board is empty")
    choose(terminal, "new card")
    terminal.press(*"Call supplier", "enter")
    terminal.wait_for("Added C1")
    assert card_in(path).title == "Call supplier"

    choose(terminal, "assign")
    terminal.wait_for("Give to whom?")
    terminal.press(*"Anna", "enter")
    terminal.press("enter")  # a name that is new is asked for once more
    terminal.wait_for("Give C1 to Anna")
    given = card_in(path)
    with Workspace.open(path, who="reader") as desk:
        assert [(helper.uid, helper.name) for helper in desk.helpers] == [(given.helper, "Anna")]

    choose(terminal, "move right")
    moved = card_in(path)
    assert COLUMNS.index(moved.column) == COLUMNS.index(given.column) + 1

    choose(terminal, "done")
    assert card_in(path).column is Column.DONE

    choose(terminal, "undo")
    terminal.wait_for("Undone")
    assert card_in(path).column is moved.column


def test_the_arrows_alone_find_what_moves_a_card(newcomer: tuple[Terminal, Path]) -> None:
    terminal, path = newcomer
    terminal.press("escape")
    choose(terminal, "delegation board")
    choose(terminal, "new card")
    terminal.press(*"Call supplier", "enter")
    terminal.wait_for("Added C1")
    point_at(terminal, "Move right")
    assert card_in(path).column is Column.BRIEF
    point_at(terminal, "Undo")
    assert card_in(path).column is Column.INBOX


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand cards, five of which hold a word that no other holds, each in another place."""
    path = tmp_path_factory.mktemp("thousand") / "workspace.json"
    with Workspace.open(path, who="me") as desk, desk.transaction("Seed"):
        anna, zoltan = (desk.helpers.put(Helper(name=name)) for name in ("Anna", "Zolt Nagy"))
        made = [
            Card(title=f"Order number {n}", column=COLUMNS[n % 6], order=n, helper=anna.uid)
            for n in range(995)
        ]
        brief = Brief(outcome="The wharf is swept.", done_when=(), data_class="internal")
        made += [
            Card(title="Look for quills", column=Column.DONE, order=2000),
            Card(title="Tagged", column=Column.READY, order=2000).tagged(("jute",)),
            Card(title="Given", column=Column.REVIEW, order=2000, helper=zoltan.uid),
            Card(title="Noted", column=Column.DOING, order=2000).commented(
                "ask about the gneiss", at=NOW, who="me", kind=CommentKind.NOTE
            ),
            Card(title="Briefed", column=Column.BRIEF, order=2000).briefed(brief, at=NOW),
        ]
        desk.cards.put_all(made)
    return path


@pytest.fixture(scope="module")
def crowded(thousand: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    argv = (*DESKHAND, "--file", thousand, "--as", "me")
    home = tmp_path_factory.mktemp("home")
    with Terminal(argv, clean_environment(home), columns=80, rows=24) as terminal:
        terminal.wait_for("all keys")
        terminal.press("g", "b")
        terminal.settle()
        yield terminal


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("quil", "Look for quills"),
        ("jute", "Tagged"),
        ("zolt", "Given"),
        ("gnei", "Noted"),
        ("whar", "Briefed"),
    ],
)
def test_a_word_of_four_letters_that_only_one_of_a_thousand_cards_holds_finds_it_in_six_keys(
    crowded: Terminal, word: str, title: str
) -> None:
    keys = ("/", *word, "enter")
    assert len(keys) <= MOST_KEYS
    crowded.press(*keys)
    crowded.settle()
    detail = crowded.text.splitlines()[-5]
    crowded.press("\\")
    crowded.settle()
    assert detail.endswith(title), crowded.text
