"""All that is kept of a helper beside the name on the board: terms, talks, goals, feedback, reviews."""

from collections.abc import Iterable
from datetime import date
from typing import Self, TypeVar

from models.board import Card
from models.business import Zone
from models.capacity import WorkedWeek
from models.check_ins import AgendaFacts, CheckIn, CheckInRule
from models.comms import CommsAgreement
from models.document import Line, Part, Prose, RuleBroken
from models.engagements import Engagement, current
from models.feedback import Feedback, Recognition, Ticket
from models.goals import Goal
from models.helpers import Helper
from models.reviews import Review

P = TypeVar("P", bound=Part)

_LISTS: dict[type[Part], str] = {
    Engagement: "engagements",
    WorkedWeek: "worked",
    CheckIn: "check_ins",
    Goal: "goals",
    Feedback: "feedback",
    Ticket: "tickets",
    Recognition: "recognition",
    Review: "reviews",
}


class Dossier(Helper):
    """A helper in full; it is the same record as the `Helper` that the board reads, and saved as that.

    The board needs names and limits of everybody at once, a page needs one helper whole: `Helper` keeps
    these fields as they stand in the file, and `Dossier.on` reads them.
    """

    contact: Line = ""
    zone: Zone | None = None
    emergency_contact: Line = ""
    days_off: Line = ""
    backup: str | None = None
    """The uid of the helper who stands in."""
    candidate: str | None = None
    """The uid of the candidate it was."""
    profile: str | None = None
    """The key of the access profile of its role."""
    comms: CommsAgreement = CommsAgreement()
    check_in_rule: CheckInRule | None = None
    engagements: tuple[Engagement, ...] = ()
    worked: tuple[WorkedWeek, ...] = ()
    """The weeks of which somebody has said how many hours were worked."""
    check_ins: tuple[CheckIn, ...] = ()
    goals: tuple[Goal, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    recognition: tuple[Recognition, ...] = ()
    reviews: tuple[Review, ...] = ()
    call_again: Prose = ""
    """What to know before this helper is asked back: what went well, what is still in place."""

    @classmethod
    def on(cls, helper: Helper) -> Self:
        """Reads a helper's record in full.

        Raises:
            RuleBroken: something in it is out of bounds.
        """
        return helper if isinstance(helper, cls) else cls.of(**dict(helper))

    @classmethod
    def as_far_as_sound(cls, helper: Helper) -> Self:
        """Reads a helper's record in full, or only what the board knows where something is out of bounds."""
        try:
            return cls.on(helper)
        except RuleBroken:
            return cls.of(**{name: getattr(helper, name) for name in Helper.model_fields})

    def with_part(self, part: Part) -> Self:
        """Returns the helper with one thing more: terms, a week's hours, a talk, a goal, feedback, a review.

        One that has the key of another takes its place.

        Raises:
            RuleBroken: no helper has such a thing.
        """
        name = _LISTS.get(type(part))
        if name is None:
            raise RuleBroken(f"A helper has no {type(part).__name__.casefold()}.")
        return self.but(**{name: _placed(part, getattr(self, name))})

    def without_part(self, part: Part) -> Self:
        """Returns the helper without one of those things."""
        name = _LISTS[type(part)]
        return self.but(**{name: tuple(each for each in getattr(self, name) if each.key != part.key)})

    def engagement(self, today: date) -> Engagement | None:
        """Returns the terms that count on a day."""
        return current(self.engagements, today)

    def last_day(self, today: date) -> date | None:
        """Returns the last day of work, None for one who goes on."""
        found = self.engagement(today)
        return found.end if found else None

    @property
    def began_on(self) -> date | None:
        """The first day of all."""
        return min((each.start for each in self.engagements if each.start), default=None)

    def agenda_facts(self, cards: Iterable[Card], today: date) -> AgendaFacts:
        """Returns what the agenda of the next talk is made of.

        Args:
            cards: all cards; those of others are left out.
            today: the day.
        """
        return AgendaFacts(
            cards=tuple(card for card in cards if card.helper == self.uid),
            talks=self.check_ins,
            goals=self.goals,
            feedback=self.feedback,
            engagement=self.engagement(today),
        )


def _placed(part: P, parts: tuple[P, ...]) -> tuple[P, ...]:
    if any(each.key == part.key for each in parts):
        return tuple(part if each.key == part.key else each for each in parts)
    return (*parts, part)
