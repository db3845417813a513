"""What a grant of access is made of: the way in, and the dated facts that its state follows from."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from models.access_profiles import AccessLevel
from models.document import Line, Part, Record, RuleBroken
from models.secrets import Open, OpenTitle
from models.templates import Gate

LONGEST_WAIVER = timedelta(days=14)
"""How far ahead what is waived must be settled; `domain.md` §2.6."""


class AccessMethod(StrEnum):
    """How somebody gets into a system."""

    OWN_ACCOUNT = "own account"
    DELEGATED = "delegated"
    SHARED_ITEM = "shared vault item"
    API_TOKEN = "API token"


class GrantState(StrEnum):
    """Where a grant stands on a day; it follows from its dates. `domain.md` §2.6."""

    REQUESTED = "requested"
    APPROVED = "approved"
    ACTIVE = "active"
    REVIEW_DUE = "review due"
    SUSPENDED = "suspended"
    REVOKE_DUE = "to be revoked"
    REVOKED = "revoked"
    """Somebody still has to look whether it is gone, or to change a shared secret."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    """It was asked for and never given."""

    @property
    def is_due(self) -> bool:
        """Whether somebody has to do something about it now."""
        return self in (GrantState.REVIEW_DUE, GrantState.REVOKE_DUE, GrantState.REVOKED)


class AccessStep(StrEnum):
    """What can be done with an access."""

    APPROVE = "approve"
    GIVE = "give"
    REVIEW = "review"
    NARROW = "narrow"
    EXTEND = "extend"
    USED = "used"
    FACTOR = "factor"
    SUSPEND = "suspend"
    RESUME = "resume"
    DRILL = "drill"
    REVOKE = "revoke"
    VERIFY = "verify"
    ROTATE = "rotate"
    CALL_OFF = "call off"


class Stamp(Record):
    """When something was done, and by whom."""

    on: date
    who: Line = ""
    """The key of the owner."""


class Approval(Part):
    """An owner's yes to an access."""

    on: date
    who: Line = ""
    is_sole: bool = False
    """Whether there was no second owner to ask."""
    reason: Open = ""
    """Why it may be given; a sole owner writes it in the place of a second yes."""
    limit: Open = ""
    """What bounds it, such as `read only` or an amount."""

    @classmethod
    def given(
        cls, *, on: date, who: str, is_sole: bool, reason: str = "", limit: str = "", needs_limit: bool = True
    ) -> Self:
        """Makes the yes of an owner who is a second one, or says why there is none.

        Raises:
            RuleBroken: a sole owner gives no reason, or nothing limits what needs a limit.
        """
        if is_sole and not reason.strip():
            raise RuleBroken("Another owner approves this; alone, say why it is needed.", "reason")
        if needs_limit and not limit.strip():
            raise RuleBroken("What limits this access? Say it, as in “read only” or an amount.", "limit")
        return cls.of(on=on, who=who, is_sole=is_sole, reason=reason, limit=limit)


def waived_until(day: date, *, today: date) -> date:
    """Returns the last day of a waiver.

    Raises:
        RuleBroken: it is past or over 14 days ahead.
    """
    if not today <= day <= today + LONGEST_WAIVER:
        raise RuleBroken("A waiver may last 14 days at most: say a day within them.", "until")
    return day


class GateWaiver(Part):
    """A gate that an owner lets an access pass, for some days."""

    on: date
    who: Line = ""
    gate: Gate
    reason: OpenTitle
    until: date
    missing: tuple[Line, ...] = ()
    """What kept the gate shut then."""

    def holds(self, gate: Gate, today: date) -> bool:
        """Tells whether it lets that gate be passed on a day."""
        return self.gate is gate and self.on <= today <= self.until


class AccessReview(Part):
    """A look at whether an access is still needed, and as wide as it is."""

    on: date
    who: Line = ""
    note: Open = ""
    level_before: AccessLevel | None = None
    """The level it was narrowed from, None where it stayed."""
    scope_before: Open = ""


class Suspension(Part):
    """A stretch of time in which an access is switched off."""

    on: date
    who: Line = ""
    reason: OpenTitle
    lifted_on: date | None = None


class Proof(Record):
    """What shows that an access is gone."""

    on: date
    who: Line = ""
    how: OpenTitle
    """As in `tried to log in` or `not in the list of users`."""


class Drill(Part):
    """An access taken away and given back, to see that it can be."""

    on: date
    who: Line = ""
    how: OpenTitle
    """What showed that it was gone."""
