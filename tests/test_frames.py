"""Only changed cells are sent, and the terminal shows what it would show had all been sent."""

import signal
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from terminal import DESKHAND, Terminal, clean_environment
from textual.strip import Strip

from models.board import Card
from store import Workspace
from tui.frames import Frame

WIDTH, HEIGHT = 24, 4
STYLES = [
    None,
    Style(color="#d0d0d0", bgcolor="#121212"),
    Style(color="#5fafd7", bgcolor="#121212", bold=True),
    Style(color="#5fafd7", bgcolor="#262626"),
    Style(bgcolor="#262626", underline=True),
    Style(bold=True),
    Style(reverse=True),
]
TEXTS = st.text(alphabet="ab  ·▌漢é", max_size=10)
LINES = st.lists(st.tuples(TEXTS, st.sampled_from(STYLES)), max_size=5)
REPAINTS = st.lists(st.tuples(st.integers(0, HEIGHT - 1), LINES), min_size=1, max_size=12)


def whole(pieces: list[tuple[str, Style | None]]) -> Strip:
    """Returns a line of the whole width."""
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(WIDTH)


def cells(screen: pyte.Screen) -> list[tuple[object, ...]]:
    """Returns what can be seen of every cell: on a blank, neither the colour of the text nor its weight."""
    found: list[tuple[object, ...]] = []
    for y in range(HEIGHT):
        for x in range(WIDTH):
            cell = screen.buffer[y][x]
            inked = cell.data != " " or cell.underscore or cell.reverse
            shown = (cell.fg, cell.bold) if inked else ()
            found.append((cell.data, cell.bg, cell.underscore, cell.reverse, *shown))
    return found


def emulated() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    return screen, pyte.Stream(screen)


@given(REPAINTS)
def test_any_repaints_leave_the_screen_that_sending_everything_leaves(
    repaints: list[tuple[int, list[tuple[str, Style | None]]]],
) -> None:
    frame, (screen, stream), (plain, plain_stream) = Frame(WIDTH, HEIGHT), emulated(), emulated()
    for y, pieces in repaints:
        strip = whole(pieces)
        stream.feed(frame.show([(y, 0, strip)], ColorSystem.EIGHT_BIT))
        everything = "".join(
            Strip.render_style(style, text, ColorSystem.EIGHT_BIT) if style else text
            for text, style, _ in strip
        )
        plain_stream.feed(f"\x1b[{y + 1};1H{everything}")
        assert cells(screen) == cells(plain)


@given(LINES)
def test_what_stands_there_already_is_not_sent_again(pieces: list[tuple[str, Style | None]]) -> None:
    frame, strip = Frame(WIDTH, HEIGHT), whole(pieces)
    assert frame.show([(1, 0, strip)], ColorSystem.EIGHT_BIT)
    assert frame.show([(1, 0, strip)], ColorSystem.EIGHT_BIT) == ""


def test_half_a_wide_character_that_was_overwritten_is_sent_again() -> None:
    frame = Frame(WIDTH, HEIGHT)
    frame.show([(0, 0, whole([("漢", None)]))], ColorSystem.EIGHT_BIT)
    frame.show([(0, 1, Strip([Segment("x")]))], ColorSystem.EIGHT_BIT)
    assert "漢" in frame.show([(0, 0, whole([("漢", None)]))], ColorSystem.EIGHT_BIT)


def test_what_stands_behind_a_cluster_is_addressed_anew() -> None:
    sent = Frame(WIDTH, HEIGHT).show([(0, 0, Strip([Segment("👩‍💻x")]))], ColorSystem.EIGHT_BIT)
    assert sent == "\x1b[1;1H👩‍💻\x1b[3Gx"


def test_what_lies_outside_the_terminal_is_not_sent() -> None:
    line = Strip([Segment("y" * (WIDTH + 5))])
    sent = Frame(WIDTH, HEIGHT).show(
        [(0, 0, line), (HEIGHT, 0, line), (1, WIDTH, line)], ColorSystem.STANDARD
    )
    assert sent.count("y") == WIDTH


def test_no_control_character_is_sent() -> None:
    sent = Frame(WIDTH, HEIGHT).show([(0, 0, Strip([Segment("a\x1b]52;c;x\x07")]))], ColorSystem.STANDARD)
    assert "\x1b]" not in sent
    assert "\x07" not in sent


# In the real program


@pytest.fixture
def start(tmp_path: Path) -> Callable[..., Terminal]:
    """Opens a workspace of twenty cards."""
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        desk.cards.put_all([Card(title=f"Order toner {n}", order=n) for n in range(20)])

    def start(*options: str) -> Terminal:
        command = (*DESKHAND, "--file", path, *options)
        return Terminal(command, clean_environment(tmp_path / "home"))

    return start


@pytest.mark.parametrize(
    "opened", [(), ("n",), ("e",), ("?",), ("i",)], ids=["screen", "prompt", "form", "menu", "reading"]
)
def test_what_others_wrote_on_the_terminal_goes_with_ctrl_l(
    start: Callable[..., Terminal], opened: tuple[str, ...]
) -> None:
    with start() as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        terminal.press("j", *opened)
        before = terminal.text
        terminal.overwrite("\x1b[5;1HWrite failed: no such queue\x1b[2;30H\x1b[K")
        assert terminal.text != before
        if not opened:
            terminal.press("j", "k")
            assert terminal.text != before
        terminal.press("\x0c")
        assert terminal.text == before


def test_a_size_that_changes_and_changes_back_repaints_everything(start: Callable[..., Terminal]) -> None:
    with start() as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        before = terminal.text
        terminal.resize(40, 10)
        terminal.resize(120, 36)
        terminal.settle()
        assert terminal.text == before


def click(x: int, y: int) -> str:
    """Returns what a terminal sends for a click on a cell, counted from 0."""
    return f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m"


def test_the_mouse_is_asked_for_clicks_only_and_opens_a_screen(start: Callable[..., Terminal]) -> None:
    with start() as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        assert b"\x1b[?1000h" in terminal.output
        assert b"\x1b[?1006h" in terminal.output
        assert b"1003h" not in terminal.output
        terminal.press(click(terminal.text.splitlines()[0].index(" p "), 0))
        assert "[p]" in terminal.text
        terminal.press("Q")
        terminal.wait()
        assert b"\x1b[?1000l" in terminal.output


def test_no_mouse_leaves_the_mouse_to_the_terminal(start: Callable[..., Terminal]) -> None:
    with start("--no-mouse") as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        assert b"\x1b[?1000h" not in terminal.output


def test_a_program_that_was_stopped_and_goes_on_shows_all_of_its_screen(
    start: Callable[..., Terminal],
) -> None:
    with start() as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        before = terminal.text
        terminal.kill(signal.SIGTSTP)
        while "T (stopped)" not in Path(f"/proc/{terminal.pid}/status").read_text():
            terminal.idle(0.01)
        terminal.overwrite("\x1b[2J")
        terminal.kill(signal.SIGCONT)
        terminal.wait_for("all keys")
        terminal.settle()
        assert terminal.text == before


def test_the_configuration_file_turns_the_mouse_off(start: Callable[..., Terminal], tmp_path: Path) -> None:
    config = tmp_path / "home/config/deskhand/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("mouse = false\n")
    with start() as terminal:
        terminal.wait_for("all keys")
        assert b"\x1b[?1000h" not in terminal.output
