"""What is known of a helper's access to a system, and what follows from its dates."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import ClassVar, Self

from pydantic import model_validator

from models.access_parts import (
    AccessMethod,
    AccessReview,
    Approval,
    Drill,
    GateWaiver,
    GrantState,
    Proof,
    Stamp,
    Suspension,
)
from models.access_profiles import AccessLevel
from models.document import Document
from models.secrets import Open, OpenProse
from models.systems import System
from models.templates import Gate

REVIEW_DAYS, SENSITIVE_REVIEW_DAYS = 90, 30
"""Days after which an access is looked at again, and one that is sensitive; `domain.md` §2.6."""

ShutBy = Callable[[Gate], Sequence[str]]
"""Says in words what keeps a gate shut for a helper; nothing when it is open."""


class AccessState(Document):
    """A helper's access to one system, as it stands; `AccessGrant` adds what is done with it."""

    letter: ClassVar[str] = "K"

    helper: str
    """The uid of the helper."""
    system: str
    """The uid of the system."""
    level: AccessLevel = AccessLevel.VIEW
    scope: Open = ""
    """What of the system, as in `two client files`."""
    method: AccessMethod = AccessMethod.OWN_ACCOUNT
    account: Open = ""
    """What the account is called."""
    vault_item: Open = ""
    """The name of the shared item in the vault, never what is in it."""
    tasks: tuple[str, ...] = ()
    """The uids of the cards and activities that need it."""
    undo: OpenProse = ""
    """How it is taken away."""
    expires_on: date
    """Its last day."""
    requested: Stamp
    approvals: tuple[Approval, ...] = ()
    waivers: tuple[GateWaiver, ...] = ()
    granted: Stamp | None = None
    mfa_ok: bool = False
    """Whether a second factor was seen working."""
    last_used: date | None = None
    reviews: tuple[AccessReview, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    drills: tuple[Drill, ...] = ()
    revoked: Stamp | None = None
    verified: Proof | None = None
    secret_rotated: Stamp | None = None
    withdrawn: Stamp | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if not self.tasks:
            raise ValueError("Which task needs this? Least privilege: no task, no access.")
        if not self.undo:
            raise ValueError("How will this access be taken away? Write it down before it is given.")
        if self.is_shared and not self.vault_item:
            raise ValueError("Which vault item is shared? Write its name, never the secret.")
        return self

    @property
    def is_shared(self) -> bool:
        """Whether it shows a secret that others use, too."""
        return self.method is AccessMethod.SHARED_ITEM

    @property
    def is_suspended(self) -> bool:
        """Whether it is switched off for a while."""
        return bool(self.suspensions) and self.suspensions[-1].lifted_on is None

    @property
    def is_open(self) -> bool:
        """Whether somebody can enter by it."""
        return self.granted is not None and self.revoked is None and not self.is_suspended

    @property
    def is_seen_gone(self) -> bool:
        """Whether somebody has looked since it was revoked, and it is gone."""
        return self.revoked is not None and self.verified is not None and self.verified.on >= self.revoked.on

    @property
    def is_secret_changed(self) -> bool:
        """Whether the secret it showed was changed since it was revoked; also where it showed none."""
        if self.revoked is None:
            return False
        rotated = self.secret_rotated
        return not self.is_shared or (rotated is not None and rotated.on >= self.revoked.on)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to do: it is seen to be gone, or was never given."""
        if self.granted is None:
            return self.withdrawn is not None
        return self.is_seen_gone and self.is_secret_changed

    def lasts_until(self, ends: date | None = None) -> date:
        """Returns the last day on which it may be open.

        Args:
            ends: the last day of the engagement and of the papers it rests on, None where they run on.
        """
        return min(filter(None, (self.expires_on, ends)))

    def review_due_on(self, system: System) -> date | None:
        """Returns the day of the next look at it, None unless it was given."""
        if self.granted is None or self.revoked is not None:
            return None
        last = max((review.on for review in self.reviews), default=self.granted.on)
        return last + timedelta(SENSITIVE_REVIEW_DAYS if system.is_sensitive(self.level) else REVIEW_DAYS)

    def is_approved(self, system: System) -> bool:
        """Tells whether enough owners have agreed: two where it is sensitive, or a sole one with a reason."""
        if not system.is_sensitive(self.level):
            return bool(self.approvals)
        said = {approval.who for approval in self.approvals}
        return len(said) > 1 or any(approval.is_sole for approval in self.approvals)

    def limit(self, system: System) -> str:
        """Returns what bounds it, once enough owners have agreed; empty before, and where nothing does."""
        if not self.is_approved(system):
            return ""
        return next((each.limit for each in reversed(self.approvals) if each.limit), "")

    def state(self, system: System, today: date, *, ends: date | None = None) -> GrantState:
        """Returns where it stands on a day; `domain.md` §2.6.

        Args:
            system: what it enters.
            today: the day.
            ends: the last day of the engagement and of the papers it rests on, None where they run on.
        """
        if self.withdrawn and self.granted is None:
            return GrantState.WITHDRAWN
        if self.is_closed:
            return GrantState.CLOSED
        if self.revoked:
            return GrantState.REVOKED
        if self.granted is None:
            return GrantState.APPROVED if self.is_approved(system) else GrantState.REQUESTED
        if self.lasts_until(ends) < today:
            return GrantState.REVOKE_DUE
        if self.is_suspended:
            return GrantState.SUSPENDED
        due = self.review_due_on(system)
        return GrantState.REVIEW_DUE if due and due <= today else GrantState.ACTIVE

    def shut_by(self, system: System, shut: ShutBy, today: date) -> tuple[str, ...]:
        """Returns what keeps the gate before it shut, nothing when it is open or waived for this day."""
        gate = system.gate(self.level)
        return () if any(each.holds(gate, today) for each in self.waivers) else tuple(shut(gate))
