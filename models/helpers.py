"""The people, agencies and programs that work is handed to."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeVar

from pydantic import AwareDatetime, Field

from models.business import Business
from models.dates import quoted
from models.document import Document, Name, RuleBroken

T = TypeVar("T")

USUAL_FOLLOW_UP_DAYS = 3
"""Work days between two looks at work, where no helper has another cadence."""


class HelperKind(StrEnum):
    """What sort of help a helper is."""

    ASSISTANT = "assistant"
    FREELANCER = "freelancer"
    AGENCY = "agency"
    SOFTWARE = "software"


class Helper(Document):
    """Somebody or something that cards are given to."""

    letter: ClassVar[str] = "H"

    name: Name
    kind: HelperKind = HelperKind.ASSISTANT
    wip_limit: int = Field(default=3, ge=1, le=9)
    """Cards in Doing above which the helper counts as overloaded."""
    follow_up_days: int = Field(default=USUAL_FOLLOW_UP_DAYS, ge=1, le=60)
    """Work days after which the owner looks again at a card given to this helper."""
    archived: AwareDatetime | None = None

    @property
    def short(self) -> str:
        """The first word of the name, which fits where the whole does not."""
        return self.name.split()[0]

    def is_overloaded(self, busy: int) -> bool:
        """Tells whether so many cards in Doing are more than the helper should have."""
        return busy > self.wip_limit


def crew(helpers: Iterable[Helper]) -> list[Helper]:
    """Returns the helpers who work here now, in the order of their digits."""
    return [helper for helper in helpers if helper.archived is None]


def closest(word: str, people: Iterable[T], name_of: Callable[[T], str]) -> list[T]:
    """Returns those whom a word fits best: as the whole name, else the first one, else a beginning."""
    said = word.casefold()
    fits: dict[int, list[T]] = {}
    for each in people:
        name = name_of(each).casefold()
        if said and name.startswith(said):
            fits.setdefault(0 if name == said else 1 if name.split()[0] == said else 2, []).append(each)
    return fits[min(fits)] if fits else []


def helper_meant(name: str, helpers: Iterable[Helper]) -> Helper | None:
    """Returns the helper a person means: by the whole name, else by a beginning that is only one's.

    Raises:
        RuleBroken: it could be one of several.
    """
    meant = closest(name, crew(helpers), lambda helper: helper.name)
    if len(meant) > 1:
        names = " or ".join(helper.name for helper in meant)
        raise RuleBroken(f"{quoted(name)} could be {names}: write more of the name.")
    return meant[0] if meant else None


def alike(name: str, helpers: Iterable[Helper]) -> list[str]:
    """Returns the names of those a mistyped name may mean, the likeliest first."""
    from difflib import get_close_matches

    names = {said.casefold(): helper.name for helper in crew(helpers) for said in (helper.short, helper.name)}
    found = get_close_matches(name.casefold(), names, cutoff=0.6)
    return list(dict.fromkeys(names[each] for each in found))


def next_look(helper: Helper | None, business: Business, *, today: date) -> date:
    """Returns the day on which the owner looks again at work of a helper, or of nobody, from today on."""
    return business.after_work_days(today, helper.follow_up_days if helper else USUAL_FOLLOW_UP_DAYS)
