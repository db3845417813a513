"""What a board is drawn from: its columns, the line of a card, and where each column goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tui import marks

STRIP = 3
NARROWEST = 20
ONE_AT_A_TIME = 60


class Numbered(Protocol):
    """What can stand on a board: a card of work, or a candidate."""

    @property
    def number(self) -> int:
        """What it is told from the others by."""


C = TypeVar("C", bound=Numbered)


@dataclass(frozen=True)
class CardLine:
    """One card as the board shows it: a title and its state characters."""

    title: str
    state: str = ""
    warns: bool = False
    age: str = ""
    """Shown where the cursor is, and on every card where there is room."""


@dataclass(frozen=True)
class Lane(Generic[C]):
    """One column.

    Attributes:
        name: what stands above it.
        letter: the letter that moves a card there.
        cards: those that are shown.
        held: how many there are, shown or not.
        limit: how many there should be at most.
        is_over: whether it holds more than it should.
    """

    name: str
    letter: str
    cards: Sequence[C]
    held: int = 0
    limit: int | None = None
    is_over: bool = False

    @property
    def load(self) -> str:
        """How many cards it has, of how many at most where it has a limit."""
        shown = str(len(self.cards))
        if self.limit is None:
            return shown
        load = f"{self.held}/{self.limit}{marks.OVER if self.is_over else ''}"
        return load if len(self.cards) == self.held else f"{shown} · {load}"


@dataclass(frozen=True)
class Place:
    """Where a column is drawn."""

    lane: int
    x: int
    width: int
    is_open: bool


def places(width: int, lanes: int, cursor: int, first: int) -> tuple[list[Place], int]:
    """Returns where each column goes, and the first open one.

    As many columns are open as fit, one below 60 cells; the window of open ones moves only as far as
    the cursor makes it, so that most steps to the side draw two lines.
    """
    fit = (width - lanes * STRIP) // (NARROWEST - STRIP)
    count = 1 if width < ONE_AT_A_TIME else max(1, min(lanes, fit))
    first = max(0, min(first, lanes - count))
    first = max(min(first, cursor), cursor - count + 1)
    room = max(count, width - STRIP * (lanes - count))
    found, x = [], 0
    for n in range(lanes):
        is_open = first <= n < first + count
        wide = room // count + (n - first < room % count) if is_open else STRIP
        found.append(Place(n, x, wide, is_open))
        x += wide
    return found, first


def runs(lines: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yields neighbouring lines together, each run as its first line and its height."""
    start = None
    for n, y in enumerate(lines):
        start = y if start is None else start
        if n + 1 == len(lines) or lines[n + 1] != y + 1:
            yield start, y - start + 1
            start = None
