"""What is pasted is text: it runs no key, whatever it holds and however it arrives."""

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import DESKHAND, Terminal, clean_environment
from textual import events
from textual._xterm_parser import XTermParser

from models.board import Card
from store import Workspace
from tui.app import Deskhand
from tui.driver import Pastes
from tui.keyed_screen import DEAF_SECONDS

START, END = "\x1b[200~", "\x1b[201~"
HOSTILE = "one \x1b]LLLxx \x1b[31mred \x1b[200~ \x1b[A end"
SHOWN = HOSTILE.replace("\x1b", "\N{REPLACEMENT CHARACTER}")


def taken(parts: list[str]) -> list[str]:
    """Returns what the program makes of input in these parts: pastes in `<>`, keys by name."""
    parser, pastes, found = XTermParser(), Pastes(), list[str]()
    for part in parts:
        for message in parser.feed(text) if (text := pastes.passed(part)) else ():
            if isinstance(message, events.Paste):
                found.append(f"<{message.text}>")
            elif isinstance(message, events.Key):
                found.append(message.key)
    return found


@given(st.lists(st.integers(0, 120), max_size=12))
def test_a_paste_is_one_text_wherever_it_is_split(places: list[int]) -> None:
    sent = f"j{START}{HOSTILE}{END}{START}{END}{START}\x1b{END}k"
    cuts = sorted({0, len(sent), *(place for place in places if place < len(sent))})
    parts = [sent[a:b] for a, b in pairwise(cuts)]
    assert taken(parts) == ["j", f"<{SHOWN}>", "<>", "<\N{REPLACEMENT CHARACTER}>", "k"]


def test_keys_of_several_characters_stay_keys_wherever_they_are_split() -> None:
    sent = "\x1b[A\x1b[20~\x1b[2~x"
    for n in range(1, len(sent)):
        assert taken([sent[:n], sent[n:]]) == ["up", "f9", "insert", "x"]


def test_a_paste_whose_mark_comes_late_is_text_all_the_same() -> None:
    parser, pastes = XTermParser(), Pastes()
    assert list(parser.feed(pastes.passed("\x1b"))) == []
    pastes.lapse()
    time.sleep(0.11)
    assert [message.key for message in parser.tick() if isinstance(message, events.Key)] == ["escape"]
    (paste,) = parser.feed(pastes.passed(f"[200~xx{END}"))
    assert isinstance(paste, events.Paste)
    assert paste.text == "xx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        desk.cards.put_all([Card(title=f"Order toner {n}", order=n) for n in range(3)])
    return path


@pytest.fixture
def terminal(path: Path, tmp_path: Path) -> Iterator[Terminal]:
    command = (*DESKHAND, "--file", str(path))
    with Terminal(command, clean_environment(tmp_path / "home"), columns=80, rows=24) as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        yield terminal


def slowly(terminal: Terminal, *parts: str) -> None:
    for part in parts:
        terminal.send(part)
        time.sleep(0.15)


def test_hostile_pastes_in_a_row_become_comments_and_run_no_key(terminal: Terminal, path: Path) -> None:
    slowly(terminal, "\x1b[20", f"0~{HOSTILE}\x1b", "[2", "01~")
    for text in ("two \x1bxx", "three\rxx"):
        terminal.send(f"{START}{text}{END}")
    terminal.settle()
    terminal.idle(DEAF_SECONDS + 0.1)
    terminal.press("Q")
    terminal.wait()
    with Workspace.open(path) as desk:
        assert [card.archived for card in desk.cards] == [None] * 3
        said = [comment.text for card in desk.cards for comment in card.comments]
    assert said == [SHOWN, "two \N{REPLACEMENT CHARACTER}xx", "three\nxx"]


def test_a_hostile_paste_on_the_line_of_a_new_card_is_its_title(terminal: Terminal, path: Path) -> None:
    terminal.press("n")
    slowly(terminal, START, "one \x1b", "]LLxx\rtwo", "\x1b[201", "~")
    terminal.press("enter", "Q")
    terminal.wait()
    with Workspace.open(path) as desk:
        assert [card.title for card in desk.cards][3:] == ["one \N{REPLACEMENT CHARACTER}]LLxx two"]


@pytest.mark.parametrize("text", ["Call Anna\rabout the ledger", "Call Anna\r\n\r\n about\nthe\tledger\n"])
async def test_lines_pasted_on_one_line_have_a_space_between_them(
    desk: Workspace, app: Callable[[], Deskhand], text: str
) -> None:
    with desk.transaction("Set up"):
        desk.cards.put(Card(title="Order toner"))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        for key in ("n", "e"):
            await pilot.press(key, "ctrl+u")
            await pilot.pause()
            assert running.focused is not None
            running.focused.post_message(events.Paste(text))
            await pilot.press("enter")
            await pilot.pause()
    assert {card.title for card in desk.cards} == {"Order toner", "Call Anna about the ledger"}
