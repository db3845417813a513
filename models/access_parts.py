"""What a grant of access is made of: the way in, and the dated facts that its state follows from."""

from datetime import date
from enum import StrEnum

from models.access_profiles import AccessLevel
from models.document import Line, Part, Record
from models.secrets import Open, OpenTitle
from models.templates import Gate


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
