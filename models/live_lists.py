"""Which running lists still ask for something."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.dossier import Dossier
from models.onboarding import Checklist
from models.templates import Purpose


def live_lists(
    checklists: Iterable[Checklist], helpers: Iterable[Dossier], today: date
) -> Iterator[Checklist]:
    """Yields the running lists of those who help; a list for starting stops when its helper has left.

    Args:
        checklists: all running lists; the archived ones and those of nobody are left out.
        helpers: everybody who ever helped.
        today: the day.
    """
    known = {each.uid: each for each in helpers}
    for each in checklists:
        helper = known.get(each.helper or "")
        if helper is None or each.archived is not None:
            continue
        if each.purpose is not Purpose.START or not helper.has_left(today):
            yield each
