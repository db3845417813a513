"""All that is kept of a helper beside the name on the board: terms, talks, goals, feedback, reviews."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import PrivateAttr, ValidationError

from models.board import Card
from models.business import Zone
from models.capacity import WorkedWeek
from models.check_ins import Action, AgendaFacts, CheckIn, CheckInRule
from models.comms import CommsAgreement
from models.dates import quoted
from models.document import Line, Part, Prose, Record, RuleBroken, in_words
from models.engagements import Engagement, EngagementState, Milestone, current
from models.feedback import Feedback, Recognition, Ticket
from models.goals import Goal
from models.helpers import Helper
from models.reviews import Review

if TYPE_CHECKING:
    from models.access import AccessGrant

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
_WITHIN: dict[type[Part], tuple[type[Part], str]] = {
    Milestone: (Engagement, "milestones"),
    Action: (CheckIn, "actions"),
}
"""The parts that stand in a list of another one."""


class Attic(Record):
    """What was taken off the lists of a helper's record; nothing counts it, and it can come back."""

    worked: tuple[WorkedWeek, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    goals: tuple[Goal, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    recognition: tuple[Recognition, ...] = ()
    reviews: tuple[Review, ...] = ()


class Dossier(Helper):
    """A helper in full; it is the same record as the `Helper` that the board reads, and saved as that.

    The board needs names and limits of everybody at once, a page needs one helper whole: `Helper` keeps
    these fields as they stand in the file, and `Dossier.on` reads them. One of which a part could not be
    read can be shown, and takes no change: saving it would lose that part.
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
    attic: Attic = Attic()
    call_again: Prose = ""
    """What to know before this helper is asked back: what went well, what is still in place."""
    _unread: str = PrivateAttr(default="")

    @classmethod
    def on(cls, helper: Helper) -> Self:
        """Reads a helper's record in full, for a change.

        Raises:
            RuleBroken: something in it is out of bounds.
        """
        found = cls.as_far_as_sound(helper)
        found._refuse_unread()
        return found

    @classmethod
    def as_far_as_sound(cls, helper: Helper) -> Self:
        """Reads a helper's record to be shown, without the fields in which something is out of bounds."""
        if isinstance(helper, cls):
            return helper
        try:
            return cls(**dict(helper))
        except ValidationError as error:
            bad = {str(each["loc"][0]) for each in error.errors(include_url=False) if each["loc"]}
            found = cls(**{name: value for name, value in dict(helper).items() if name not in bad})
            found._unread = in_words(error).rstrip(".")
            return found

    @property
    def unread(self) -> str:
        """What is wrong in the part that could not be read; empty where all could."""
        return self._unread

    def but(self, **changes: Any) -> Self:
        """Returns this record with other values in some fields.

        Raises:
            RuleBroken: a changed field is out of bounds, or a part of the record could not be read.
        """
        self._refuse_unread()
        return super().but(**changes)

    def _refuse_unread(self) -> None:
        if self._unread:
            raise RuleBroken(
                f"{self.ref} {self.name} cannot be changed: deskhand check says how to mend the part that "
                f"cannot be read ({self._unread})."
            )

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

    def parts(self) -> Iterator[Part]:
        """Yields every part on its lists, those within another one behind it."""
        for name in _LISTS.values():
            for part in getattr(self, name):
                yield part
                for outer, inner in _WITHIN.values():
                    if isinstance(part, outer):
                        yield from getattr(part, inner)

    def altered(self, part: P, verb: Callable[[P], P]) -> Self:
        """Returns the helper with what a verb makes of a part, as that part is now.

        Args:
            part: says which one is meant; only its kind and its key count.
            verb: makes the changed part.

        Raises:
            RuleBroken: it is gone, or the verb refuses.
        """
        here = self._as_it_is(part)
        outer = self._around(here)
        changed = verb(here)
        if outer is None:
            return self.with_part(changed)
        inner = _WITHIN[type(part)][1]
        return self.with_part(outer.but(**{inner: _placed(changed, getattr(outer, inner))}))

    def taken_off(self, part: Part) -> Self:
        """Returns the helper with a part off its list: a draft is deleted, anything else kept in the attic.

        Raises:
            RuleBroken: it is gone, or belongs to terms that are agreed.
        """
        here = self._as_it_is(part)
        outer = self._around(here)
        if outer is not None:
            return self.with_part(_without(here, outer))
        if isinstance(here, Engagement) and here.agreed_on:
            raise RuleBroken("These terms are agreed and stay on record: close them once all is settled.")
        name = _LISTS[type(here)]
        left = _others(here, getattr(self, name))
        if _is_draft(here):
            return self.but(**{name: left})
        kept = _placed(here, getattr(self.attic, name))
        return self.but(**{name: left, "attic": self.attic.but(**{name: kept})})

    def in_attic(self) -> Iterator[Part]:
        """Yields what was taken off the lists."""
        live = {each.key for each in self.parts()}
        for name in Attic.model_fields:
            yield from (each for each in getattr(self.attic, name) if each.key not in live)

    def brought_back(self, part: Part) -> Self:
        """Returns the helper with a part from the attic on its list again.

        Raises:
            RuleBroken: it is not in the attic.
        """
        here = next((each for each in self.in_attic() if each.key == part.key), None)
        if here is None:
            raise RuleBroken(f"{_called(part)} is not put away any more.")
        name = _LISTS[type(here)]
        attic = self.attic.but(**{name: _others(here, getattr(self.attic, name))})
        return self.with_part(here).but(attic=attic)

    def put_away(self, at: datetime, grants: "Iterable[AccessGrant]") -> Self:
        """Returns the helper as one who is no longer here.

        Args:
            at: the moment.
            grants: all there are; those of others are left out.

        Raises:
            RuleBroken: an access that was given is not seen to be gone.
        """
        left = [each for each in grants if each.helper == self.uid and each.granted and not each.is_closed]
        if left:
            named = ", ".join(each.ref for each in left)
            raise RuleBroken(f"{self.name} was given {named}, not yet seen to be gone: off-board first.")
        return self.but(archived=at)

    def _as_it_is(self, part: P) -> P:
        for each in self.parts():
            if each.key == part.key and isinstance(each, type(part)):
                return each
        raise RuleBroken(f"{_called(part)} is gone: another session took it away.")

    def _around(self, part: Part) -> Part | None:
        if type(part) not in _WITHIN:
            return None
        outer, inner = _WITHIN[type(part)]
        known: tuple[Part, ...] = getattr(self, _LISTS[outer])
        return next(each for each in known if part in getattr(each, inner))

    def engagement(self, today: date) -> Engagement | None:
        """Returns the terms that count on a day."""
        return current(self.engagements, today)

    def last_day(self, today: date) -> date | None:
        """Returns the last day of work, None for one who goes on."""
        found = self.engagement(today)
        return found.end if found else None

    def has_left(self, today: date) -> bool:
        """Tells whether the work is over on a day: the terms ended with none to come, or it was put away."""
        terms = self.engagement(today)
        over = (EngagementState.ENDED, EngagementState.CLOSED)
        return self.archived is not None or (terms is not None and terms.state(today) in over)

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


def _others(part: P, parts: tuple[P, ...]) -> tuple[P, ...]:
    return tuple(each for each in parts if each.key != part.key)


def _without(part: Part, outer: Part) -> Part:
    """Returns the whole without a part of it, which is deleted and must be a draft."""
    if not _is_draft(part):
        raise RuleBroken(f"{_called(part)} was agreed or accepted: it stays on record.")
    inner = _WITHIN[type(part)][1]
    return outer.but(**{inner: _others(part, getattr(outer, inner))})


def _is_draft(part: Part) -> bool:
    """Tells whether nobody has agreed to it or acted on it, so that it may be deleted; `domain.md` §2.5."""
    if isinstance(part, Goal | Engagement):
        return part.agreed_on is None and (not isinstance(part, Goal) or part.ending is None)
    if isinstance(part, Milestone):
        return part.accepted_on is None
    return isinstance(part, CheckIn) and part.is_open


def _called(part: Part) -> str:
    title = getattr(part, "title", "")
    return quoted(title) if title else "This"
