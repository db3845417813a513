"""The shapes of the lines on a candidate's page, and how values that may be missing are said in them."""

from collections.abc import Iterable

from models.standing import Cell as Rated
from tui.widgets.painted import fitted
from tui.widgets.rows import Cell, Row

LABEL_WIDTH = 12
COLUMNS = (
    Cell("Criterion"),
    Cell("Weight", 6, right=True, from_width=56),
    Cell("Bar", 3, right=True, from_width=64),
    Cell("Mine", 4, right=True),
    Cell("Known", 6, right=True),
    Cell("Spread", 6, right=True, from_width=56),
    Cell("Evidence", 8, from_width=64),
)
"""The columns of the criteria; all other lines span them."""

MISSING = "–"
"""What stands where nothing is known, and so is neither zero nor anything else."""


def heading(text: str) -> Row:
    """Returns a heading between the lines."""
    return Row(None, (text,), ("strong",))


def line(kind: str, key: str, label: str, text: str, tone: str = "plain") -> Row:
    """Returns a line of a label and a text."""
    return Row((kind, key), (f"{fitted(label, LABEL_WIDTH)} ", text), ("dim", tone), spans=True)


def new(what: str, text: str) -> Row:
    """Returns the line on which something that is not there yet can be recorded."""
    return line("new", what, MISSING, f"Enter {text}", "dim")


def joined(parts: Iterable[str], joint: str = " · ") -> str:
    """Returns the parts that say something, on one line."""
    return joint.join(" ".join(part.split()) for part in parts if part)


def number(value: float | None) -> str:
    """Returns a rating or score with two digits, a dash where nothing is known."""
    return MISSING if value is None else f"{value:.2f}"


def share(fraction: float) -> str:
    """Returns a fraction in whole per cent."""
    return f"{fraction * 100:.0f} %"


def rated(what: str, value: int | None) -> str:
    """Returns what was rated with its value, nothing where it was not."""
    return "" if value is None else f"{what} {value}"


def mean(what: str, values: Iterable[int | None]) -> str:
    """Returns the mean of what was rated, with one digit; nothing where nothing was."""
    known = [value for value in values if value is not None]
    return f"{what} {sum(known) / len(known):.1f}" if known else ""


def spread(cell: Rated) -> str:
    """Returns how far the ratings of several owners lie apart, with a word where they should talk."""
    if len(cell.ratings) < 2:
        return ""
    return f"{cell.spread} talk" if cell.is_disputed else str(cell.spread)
