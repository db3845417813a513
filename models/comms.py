"""What is agreed on talking to each other: which channel for what, how fast, and who broke it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import Field

from models.candidate_parts import Days
from models.card_parts import Party
from models.document import Line, Part, Prose, Record, Title


class Channel(Part):
    """The way to talk about one kind of thing."""

    purpose: Title
    """As in `questions on a task` or `something is on fire`."""
    channel: Title
    reply_minutes: int | None = Field(default=None, ge=1, le=20_160)
    """Within how many minutes of the agreed hours somebody replies."""


class Breach(Part):
    """The agreement was not kept once."""

    on: date
    by: Party
    what: Line = ""


class CommsAgreement(Record):
    """How a helper and the owners talk to each other."""

    channels: tuple[Channel, ...] = ()
    hours: Line = ""
    """When the helper can be reached, as in `Tue to Thu, 9:00 to 13:00`."""
    urgent: Prose = ""
    """What is urgent, and what happens then."""
    decision_days: Days | None = None
    """Within how many work days the owners decide what they are asked."""
    agreed_on: date | None = None
    breaches: tuple[Breach, ...] = ()

    def broken(self, by: Party, on: date, what: str = "") -> Self:
        """Returns the agreement with a time on which it was not kept."""
        return self.but(breaches=(*self.breaches, Breach.of(on=on, by=by, what=what)))


def breaches_by_side(breaches: Iterable[Breach], *, since: date) -> dict[Party, int]:
    """Returns how often each side broke the agreement from a day on, both sides named."""
    counted = Counter(each.by for each in breaches if each.on >= since)
    return {side: counted[side] for side in (Party.OWNER, Party.HELPER)}
