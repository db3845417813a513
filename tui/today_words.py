"""How the lines of Today are said: the sentence, the word for what settles it, the working, the counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from rich.cells import cell_len, set_cell_size

from models.money import major, minor_digits
from models.occasions import Occasion
from models.today import Compact
from models.today_line import CLASSES, Amount, Line, Said
from tui import marks, wording
from tui.widgets.breaking import broken

ROWS = 4
"""Rows that a line takes at most on a page of plain text."""


def said(parts: Said, today: date, currency: str) -> str:
    """Returns a sentence with its dates and amounts written out."""
    return "".join(_part(each, today, currency) for each in parts)


def _part(part: str | date | Amount, today: date, currency: str) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, date):
        return wording.day(part, today)
    digits = 0 if part.minor % 10 ** minor_digits(currency) == 0 else None
    return wording.money(major(part.minor, currency), currency, digits=digits)


def text(line: Line, today: date, currency: str) -> str:
    """Returns what a line is about, and why now."""
    return said(line.says, today, currency)


def sign(line: Line) -> str:
    """Returns the mark before a line: late where its day is past, or it is about safety; else a blank."""
    return marks.LATE if line.rule.is_safety or line.overdue else " "


def working(line: Line, today: date, currency: str) -> list[tuple[str, str]]:
    """Returns why a line is there: the rule in words, its day, the facts and what it folds."""
    (_, rule), *facts = line.why
    found = [("rule", f"{line.rule}, {CLASSES[line.cls]}: {said(rule, today, currency)}")]
    if line.due:
        late = f", {wording.age(line.overdue)} past" if line.overdue else ""
        found.append(("in time", f"{wording.day(line.due, today)}{late}"))
    found += [(label, said(parts, today, currency)) for label, parts in facts]
    return found + [("waits", fold.name) for fold in line.folds]


def counts(found: Compact) -> str:
    """Returns how many lines there are of each class: `A2 B2 C5`."""
    return " ".join(f"{cls}{count}" for cls, count in found.counts.items())


def summary(found: Compact) -> str:
    """Returns how many lines the compact view leaves out, with the counts; nothing where it shows all."""
    return f"+{found.more} more   {counts(found)}" if found.more else ""


def nothing(coming: Occasion | None, today: date) -> str:
    """Returns that nothing needs the owner, and what comes next."""
    if coming is None:
        return "Nothing today."
    return f"Nothing today; next: {coming.title}, {wording.day(coming.on, today)}"


def rows(lines: Sequence[Line], today: date, currency: str, width: int) -> Iterator[str]:
    """Yields lines for a page of plain text, the class, the subject and the sentence side by side.

    Args:
        lines: in order.
        today: the day.
        currency: that of the business.
        width: the cells of a row; what does not fit goes on below, in `ROWS` rows at most.
    """
    names = min(max((cell_len(line.subject) for line in lines), default=0), width // 3)
    for line in lines:
        head = f" {line.cls} {sign(line)} {_fitted(line.subject, names)}  "
        room = max(20, width - cell_len(head))
        found = [
            "".join(piece.said for piece in row)
            for row in islice(broken(text(line, today, currency), room), ROWS + 1)
        ]
        if len(found) > ROWS:
            found = [*found[: ROWS - 1], _fitted(f"{found[ROWS - 1]} {found[ROWS]}", room).rstrip()]
        yield f"{head}{found[0] if found else ''}"
        yield from (f"{'':{cell_len(head)}}{each}" for each in found[1:])


def _fitted(said: str, width: int) -> str:
    """Returns a text in so many cells, cut or filled up."""
    return set_cell_size(said if cell_len(said) <= width else f"{set_cell_size(said, width - 1)}…", width)
