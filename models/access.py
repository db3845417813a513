"""Access to systems as owners give, bound and take it: nothing before its gate is open, nothing for good."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Self

from models.access_parts import (
    AccessReview,
    Approval,
    Drill,
    GateWaiver,
    Proof,
    Stamp,
    Suspension,
    waived_until,
)
from models.access_profiles import AccessLevel
from models.access_state import AccessState, ShutBy
from models.document import RuleBroken
from models.guards import Guarded
from models.systems import System
from models.templates import Gate

LONGEST_GRANT = timedelta(days=180)
"""How long an access may last before it is asked for anew; `domain.md` §2.2."""


class AccessGrant(AccessState):
    """A helper's access to one system, asked for, given, kept small and taken away."""

    @classmethod
    def asked(
        cls,
        system: System,
        *,
        helper: str,
        expires_on: date | None,
        on: date,
        who: str = "",
        engagement_end: date | None = None,
        **fields: object,
    ) -> Self:
        """Makes the request for an access; how it is undone is taken from the system unless it is said.

        Args:
            system: what is to be entered.
            helper: the uid of who is to enter it.
            expires_on: its last day.
            on: today.
            who: the key of the owner who asks.
            engagement_end: the last day of the helper's engagement, None for one that runs on.
            fields: level, scope, method, account, vault_item, tasks and undo.

        Raises:
            RuleBroken: it has no task, no end or no way back, outlives the engagement or 180 days, or holds
                what looks like a secret.
        """
        fields.setdefault("undo", system.how_to_revoke)
        grant = cls.of(
            system=system.uid,
            helper=helper,
            requested=Stamp(on=on, who=who),
            expires_on=expires_on or on,
            **fields,
        )
        _refuse_expiry(expires_on, on, engagement_end)
        return grant

    # Giving it

    def approved(
        self,
        system: System,
        *,
        on: date,
        who: str,
        owners: Collection[str],
        shut: ShutBy,
        reason: str = "",
        limit: str = "",
    ) -> Self:
        """Returns the access with an owner's yes.

        Args:
            system: what it enters.
            on: the day.
            who: the key of the owner.
            owners: the keys of all owners.
            shut: says what keeps a gate shut for the helper.
            reason: why, where a sole owner agrees to a sensitive access.
            limit: what bounds it; money and a sole owner's sensitive access need one.

        Raises:
            Guarded: its gate is shut and not waived.
            RuleBroken: it is no open request, no owner or the same one agrees, or reason or limit is missing.
        """
        self._not_over()
        if self.granted or self.is_approved(system):
            raise RuleBroken(f"{self.ref} is approved already.")
        if who not in owners:
            raise RuleBroken(f"Only an owner can approve {self.ref}.", "who")
        if any(each.who == who for each in self.approvals):
            raise RuleBroken(f"You have approved {self.ref} already: a second owner must, too.", "who")
        self._gate_passed(system, shut, on, "approved")
        is_sole, is_sensitive = len(owners) < 2, system.is_sensitive(self.level)
        is_bounded = any(each.limit for each in self.approvals)
        bounds = is_sole or system.gate(self.level) is Gate.MONEY
        said = {"reason": reason, "limit": limit}
        if is_sensitive:
            needs_limit = bounds and not is_bounded
            yes = Approval.given(on=on, who=who, is_sole=is_sole, needs_limit=needs_limit, **said)
        else:
            yes = Approval.of(on=on, who=who, is_sole=is_sole, **said)
        return self.but(approvals=(*self.approvals, yes))

    def waived(self, system: System, reason: str, until: date, *, on: date, who: str, shut: ShutBy) -> Self:
        """Returns the access let past its gate until a day, with what is missing on record.

        Raises:
            RuleBroken: the gate is open, no reason is given, or the day is past or over 14 days ahead.
        """
        self._not_over()
        gate = system.gate(self.level)
        missing = tuple(shut(gate))
        if not missing:
            raise RuleBroken(f"The gate {gate} is open: nothing has to be waived.")
        until = waived_until(until, today=on)
        if not reason.strip():
            raise RuleBroken("Why? Give the reason in a few words.", "reason")
        waiver = GateWaiver.of(on=on, who=who, gate=gate, reason=reason, until=until, missing=missing)
        return self.but(waivers=(*self.waivers, waiver))

    def given(
        self,
        system: System,
        *,
        on: date,
        who: str,
        shut: ShutBy,
        engagement_end: date | None = None,
        mfa_ok: bool = False,
    ) -> Self:
        """Returns the access switched on; a second factor that was seen before stays seen.

        Raises:
            Guarded: its gate is shut and not waived.
            RuleBroken: it is not approved, by a second owner where it is sensitive, or its last day or that
                of the engagement is past.
        """
        self._not_over()
        if self.granted:
            raise RuleBroken(f"{self.ref} is active already.")
        if not self.is_approved(system):
            second = "a second owner's approval" if self.approvals else "approval"
            raise RuleBroken(f"{self.ref} waits for {second}: approve it first.")
        self._refuse_past_end(on, engagement_end)
        self._gate_passed(system, shut, on, "given")
        return self.but(granted=Stamp(on=on, who=who), mfa_ok=mfa_ok or self.mfa_ok)

    def called_off(self, *, on: date, who: str) -> Self:
        """Returns the request withdrawn.

        Raises:
            RuleBroken: it was given, so it must be revoked.
        """
        if self.granted:
            raise RuleBroken(f"{self.ref} was given: revoke it instead.")
        return self.but(withdrawn=Stamp(on=on, who=who))

    # Keeping it small

    def used(self, on: date) -> Self:
        """Returns the access with the day it was last used."""
        return self.but(last_used=on)

    def with_second_factor(self) -> Self:
        """Returns the access with its second factor seen working."""
        return self.but(mfa_ok=True)

    def reviewed(self, *, on: date, who: str, note: str = "") -> Self:
        """Returns the access looked at and left as it is."""
        self._given()
        return self.but(reviews=(*self.reviews, AccessReview.of(on=on, who=who, note=note)))

    def narrowed(
        self, *, on: date, who: str, level: AccessLevel | None = None, scope: str = "", note: str = ""
    ) -> Self:
        """Returns the access looked at and made smaller.

        Raises:
            RuleBroken: it would not be smaller, or it was never given.
        """
        self._given()
        if level is not None and level.rank > self.level.rank:
            raise RuleBroken(f"{level} is more than {self.level}: ask for a new access instead.", "level")
        if level in (None, self.level) and scope in ("", self.scope):
            raise RuleBroken("What is taken away? Choose a lower level or a smaller scope.", "level")
        review = AccessReview.of(on=on, who=who, note=note, level_before=self.level, scope_before=self.scope)
        return self.but(level=level or self.level, scope=scope or self.scope, reviews=(*self.reviews, review))

    def extended(self, expires_on: date, *, on: date, engagement_end: date | None = None) -> Self:
        """Returns the access with another last day.

        Raises:
            RuleBroken: it is revoked, or the day is past, after the engagement or over 180 days ahead.
        """
        self._not_over()
        _refuse_expiry(expires_on, on, engagement_end)
        return self.but(expires_on=expires_on)

    def suspended(self, reason: str, *, on: date, who: str) -> Self:
        """Returns the access switched off for a while.

        Raises:
            RuleBroken: it is not switched on, or no reason is given.
        """
        if not self.is_open:
            raise RuleBroken(f"{self.ref} is not switched on.")
        if not reason.strip():
            raise RuleBroken("Why? Give the reason in a few words.", "reason")
        return self.but(suspensions=(*self.suspensions, Suspension.of(on=on, who=who, reason=reason)))

    def resumed(self, system: System, *, on: date, shut: ShutBy, engagement_end: date | None = None) -> Self:
        """Returns the access switched on again.

        Raises:
            Guarded: its gate is shut and not waived.
            RuleBroken: it is not suspended, or its last day or that of the engagement is past.
        """
        self._given()
        if not self.is_suspended:
            raise RuleBroken(f"{self.ref} is not suspended.")
        self._refuse_past_end(on, engagement_end)
        self._gate_passed(system, shut, on, "resumed")
        return self.but(suspensions=(*self.suspensions[:-1], self.suspensions[-1].but(lifted_on=on)))

    def drilled(self, how: str, *, on: date, who: str) -> Self:
        """Returns the access taken away for a moment, seen to be gone and given back.

        Raises:
            RuleBroken: it is not switched on, or nothing is said to show that it was gone.
        """
        if not self.is_open:
            raise RuleBroken(f"{self.ref} is not switched on.")
        return self.but(drills=(*self.drills, Drill(on=on, who=who, how=_shown(how))))

    # Taking it away

    def taken_back(self, *, on: date, who: str) -> Self:
        """Returns the access revoked.

        Raises:
            RuleBroken: it was never given, or is revoked.
        """
        self._given()
        # what was seen before shows nothing of this time
        return self.but(revoked=Stamp(on=on, who=who), verified=None, secret_rotated=None)

    def seen_gone(self, how: str, *, on: date, who: str) -> Self:
        """Returns the access verified as gone.

        Raises:
            RuleBroken: it is not revoked, or nothing is said to show it.
        """
        if self.revoked is None:
            raise RuleBroken(f"{self.ref} is not revoked: revoke it, then look whether it is gone.")
        return self.but(verified=Proof.of(on=on, who=who, how=_shown(how)))

    def rotated(self, *, on: date, who: str) -> Self:
        """Returns the access with the shared secret changed.

        Raises:
            RuleBroken: it is not shared, or is not revoked and would show the new secret as well.
        """
        if not self.is_shared:
            raise RuleBroken(f"{self.ref} shares no secret: there is none to change.")
        if self.revoked is None:
            raise RuleBroken(f"{self.ref} is not revoked: revoke it, then change the secret it shows.")
        return self.but(secret_rotated=Stamp(on=on, who=who))

    def _gate_passed(self, system: System, shut: ShutBy, today: date, verb: str) -> None:
        if system.uid != self.system:
            raise RuleBroken(f"{self.ref} does not enter {system.name}.", "system")
        if missing := self.shut_by(system, shut, today):
            gate = system.gate(self.level)
            said = ", ".join(missing)
            raise Guarded(f"{self.ref} cannot be {verb}: the gate {gate} is shut. Missing: {said}.", missing)

    def _refuse_past_end(self, on: date, engagement_end: date | None) -> None:
        if self.expires_on < on:
            raise RuleBroken(f"{self.ref} has expired: extend it before it is given.", "expires_on")
        if self.lasts_until(engagement_end) < on:
            raise RuleBroken(
                f"The engagement of {self.ref} ended on {engagement_end}: nothing is switched on after it."
            )

    def _not_over(self) -> None:
        if self.withdrawn or self.revoked:
            raise RuleBroken(f"{self.ref} is over: ask for a new access.")

    def _given(self) -> None:
        self._not_over()
        if self.granted is None:
            raise RuleBroken(f"{self.ref} was not given yet.")


def _shown(how: str) -> str:
    if not how.strip():
        raise RuleBroken("How do you know it is gone? Say what you tried or saw.", "how")
    return how


def _refuse_expiry(expires_on: date | None, on: date, engagement_end: date | None) -> None:
    if expires_on is None:
        raise RuleBroken("Until when? Every access has a last day.", "expires_on")
    if expires_on < on:
        raise RuleBroken(f"The access would end before it begins: say a day from {on} on.", "expires_on")
    if engagement_end and expires_on > engagement_end:
        raise RuleBroken(
            f"The engagement ends on {engagement_end}: the access cannot last longer.", "expires_on"
        )
    if expires_on > on + LONGEST_GRANT:
        raise RuleBroken(
            f"An access may last 180 days at most: say a day up to {on + LONGEST_GRANT}.", "expires_on"
        )
