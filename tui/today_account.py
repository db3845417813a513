"""The lines of Today as rows, and one of them in full."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len

from models.today_line import Line
from tui import today_words
from tui.widgets.painted import Parts, folded
from tui.widgets.rows import Cell, Row

NARROW = 60
"""Cells below which a line says no more than who and what."""
NAME, SHORT_NAME = 18, 12
"""Cells of a name, and where there is little room."""

NOTHING_YET = (
    "Here stands what needs you: an access to take back, a card that waits for you, a day that comes. One "
    "line each, the most severe first; Enter settles it on the spot."
)
"""What the screen is for, where nothing is on record."""


def columns(lines: Sequence[Line], width: int) -> tuple[Cell, ...]:
    """Returns the columns: class, lateness, who, what and why now, and what Enter does."""
    longest = max((cell_len(each.subject) for each in lines), default=0)
    name = min(longest, SHORT_NAME if width < NARROW else NAME)
    cells = (Cell("", 1), Cell("", 1), Cell("", max(name, 1)), Cell("", 0, joint=" "))
    hint = max((cell_len(each.deed) for each in lines), default=1)
    return cells if width < NARROW else (*cells, Cell("", hint, right=True))


def row(line: Line, text: str) -> Row:
    """Returns a line as a row, whose key is its cause."""
    tone = "warn" if line.rule.is_safety else "plain"
    tones = ("warn" if line.rule.is_safety else "dim", "warn", "strong", tone, "dim")
    return Row(line.cause, (line.cls, today_words.sign(line), line.subject, text, str(line.deed)), tones)


def working(line: Line, today: date, currency: str) -> list[tuple[str, str]]:
    """Returns why a line is there, each fact on one line."""
    return [(label, " ".join(fact.split())) for label, fact in today_words.working(line, today, currency)]


def detail(line: Line, today: date, currency: str, *, width: int, room: int) -> list[Parts]:
    """Returns a line in full: what it is, then in the room left what waits for it, the rule, the facts."""
    first: Parts = [(f" {line.subject}: ", "strong"), (today_words.text(line, today, currency), "plain")]
    more: list[Parts] = []
    if line.folds:
        more.append([(f" waits for it: {' · '.join(each.name for each in line.folds)}", "plain")])
    for label, fact in working(line, today, currency):
        if label != "waits":
            more.append([(f" {label}: {fact}", "dim")])
    return [first, *more[: max(0, room - len(folded(first, width)))]]
