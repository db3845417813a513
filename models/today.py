"""Today: what needs an owner now, the most severe first, one line for each cause; `domain.md` §5."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.desk import Desk
from models.today_access import ACCESS
from models.today_commitments import COMMITMENTS
from models.today_dates import DATES
from models.today_flow import FLOW
from models.today_hygiene import HYGIENE
from models.today_line import CLASSES, Line
from models.today_record import OnRecord
from models.today_waiting import WAITING

COMPACT_LINES = 9
"""Lines of the compact view; `domain.md` §5."""
ALWAYS_SHOWN = "ABCDE"
"""The classes that keep at least one line in it; the last class comes in only where there is room."""
_RULES = (*ACCESS, *DATES, *WAITING, *COMMITMENTS, *FLOW, *HYGIENE)


def every_line(record: OnRecord) -> list[Line]:
    """Returns every line there is on a day, put off or not, in order.

    What a more severe line is about, or folds, has no line of its own.
    """
    found: list[Line] = []
    taken: set[str] = set()
    for rule in _RULES:
        for line in rule(record, taken):
            if line.cause not in taken and line.about.cause not in taken:
                free = tuple(fold for fold in line.folds if fold.about.cause not in taken)
                found.append(replace(line, folds=free))
                taken.update((line.cause, line.about.cause, *(fold.about.cause for fold in free)))
    return sorted(found, key=lambda line: line.place)


def divided(record: OnRecord, desk: Desk) -> tuple[list[Line], list[Line]]:
    """Returns the lines of a day in order: those that stand, and those that the owner has put off.

    Args:
        record: the business on the day.
        desk: what the owner has arranged.
    """
    shown: list[Line] = []
    put_off: list[Line] = []
    for line in every_line(record):
        (put_off if desk.hides(line, record.today) else shown).append(line)
    return shown, put_off


@dataclass(frozen=True)
class Compact:
    """The most that needs saying in few lines.

    Attributes:
        shown: the lines that are said.
        more: how many are not.
        counts: how many there are of each class, those shown included.
    """

    shown: tuple[Line, ...]
    more: int
    counts: Mapping[str, int]


def compact(found: Sequence[Line], room: int = COMPACT_LINES) -> Compact:
    """Returns lines as the compact view has them: the most severe, with one of each class but the last.

    Args:
        found: all lines, in order.
        room: how many are shown at most.
    """
    firsts = {line.cls: line for line in reversed(found) if line.cls in ALWAYS_SHOWN}
    kept = {id(line) for line in sorted(firsts.values(), key=lambda line: line.place)[:room]}
    for line in found:
        if len(kept) < room:
            kept.add(id(line))
    shown = tuple(line for line in found if id(line) in kept)
    counts = Counter(line.cls for line in found)
    return Compact(shown, len(found) - len(shown), {cls: counts[cls] for cls in CLASSES if counts[cls]})
