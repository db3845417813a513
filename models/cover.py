"""Whether somebody could stand in: the work that each helper does, and how ready its notes are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from models.board import Card
from models.procedure import Procedure, Readiness, ReadinessLevel, readiness

SECOND_RUN_DAYS = 180
"""Days after which a second person should run the work from the notes again; `domain.md` §5, F5."""


@dataclass(frozen=True)
class Cover:
    """How well one piece of work is covered.

    Attributes:
        procedure: how it is done.
        readiness: whether it can be handed over with the notes alone.
        people: the uids of the helpers who have done it.
        stood_in: days since somebody other than its usual helper ran it from the notes, None for never.
    """

    procedure: Procedure
    readiness: Readiness
    people: frozenset[str]
    stood_in: int | None

    @property
    def rests_on_one(self) -> bool:
        """Whether only one person has done it, so that it stops with that person."""
        return len(self.people) <= 1

    @property
    def wants_a_second_run(self) -> bool:
        """Whether nobody else has run it from the notes for half a year."""
        return self.stood_in is None or self.stood_in > SECOND_RUN_DAYS

    @property
    def is_ready(self) -> bool:
        """Whether somebody else could take it over from the notes today."""
        return self.readiness.level is ReadinessLevel.READY


def cover(
    helper: str, procedures: Iterable[Procedure], cards: Iterable[Card], *, today: date, zone: ZoneInfo
) -> list[Cover]:
    """Returns how the work of one helper is covered, what rests on that one alone first.

    Args:
        helper: the uid of the helper.
        procedures: all of them.
        cards: all of them; a procedure is the helper's where one of the cards, or a run, says so.
        today: the day up to which days are counted.
        zone: where they are counted.
    """
    linked = {card.procedure for card in cards if card.helper == helper and card.archived is None}
    found = [
        _cover(helper, each, today, zone)
        for each in procedures
        if each.archived is None and (each.uid in linked or any(run.helper == helper for run in each.runs))
    ]
    return sorted(found, key=lambda each: (not each.rests_on_one, each.is_ready, each.procedure.number))


def _cover(helper: str, procedure: Procedure, today: date, zone: ZoneInfo) -> Cover:
    people = frozenset(run.helper for run in procedure.runs if run.helper)
    others = [run.at for run in procedure.runs if run.from_the_notes and run.helper not in (None, helper)]
    days = (today - max(others).astimezone(zone).date()).days if others else None
    return Cover(procedure, readiness(procedure, today=today, zone=zone), people, days)
