"""What is more access than the work needs, and what was not taken away in time."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from models.access_parts import GrantState
from models.access_profiles import AccessProfile
from models.access_register import Access
from models.brief import DataClass

UNUSED_DAYS = 45
"""Days without a login after which an access is asked about; CIS Control 5.3 and `domain.md` §5, F2."""
NEAR_EXPIRY = timedelta(days=7)
"""How long before its last day an access asks to be extended or taken away; `domain.md` §5, B4."""
UNVERIFIED_DAYS = 1
"""Days after which a revoked access that nobody has verified is a danger; `domain.md` §5, A2."""


class Excess(StrEnum):
    """In what way an access is more than it should be, the most dangerous first."""

    PAST_END = "past its end"
    UNVERIFIED = "not verified"
    AT_RISK = "without its papers"
    UNAPPROVED = "no second approval"
    NO_MFA = "no second factor"
    WIDE = "wider than the role"
    IDLE_TASK = "no open task"
    UNUSED = "unused"
    REVIEW_DUE = "review due"
    EXPIRING = "expiring"


@dataclass(frozen=True)
class Finding:
    """Something about an access that somebody should change."""

    access: Access
    excess: Excess
    says: str


def findings(
    accesses: Iterable[Access],
    *,
    profiles: Mapping[str, AccessProfile] | None = None,
    open_tasks: Collection[str] | None = None,
) -> list[Finding]:
    """Returns what is more than the least that the work needs, the most dangerous first.

    Args:
        accesses: the register.
        profiles: the profile of each helper who has one, by the helper's uid.
        open_tasks: the uids of the cards and activities that are not over; None leaves tasks out of it.
    """
    found = [each for access in accesses for each in _found(access, profiles or {}, open_tasks)]
    order = list(Excess)
    return sorted(found, key=lambda each: (order.index(each.excess), each.access.grant.number))


def _found(
    access: Access, profiles: Mapping[str, AccessProfile], open_tasks: Collection[str] | None
) -> Iterator[Finding]:
    grant, today = access.grant, access.today
    if said := _unverified(access):
        yield Finding(access, Excess.UNVERIFIED, said)
    if not grant.is_open or grant.granted is None:
        return
    if access.is_past_end:
        yield Finding(
            access, Excess.PAST_END, f"{access.says} ended {access.days_past_end} d ago and is open"
        )
    if access.is_at_risk:
        yield Finding(access, Excess.AT_RISK, f"{access.says}: {'; '.join(access.missing)}")
    if not grant.is_approved(access.system):
        yield Finding(access, Excess.UNAPPROVED, f"{access.says} has no second approval")
    if access.system.mfa_available and not grant.mfa_ok:
        yield Finding(access, Excess.NO_MFA, f"{access.says}: no second factor was seen")
    profile = profiles.get(access.helper)
    if profile is not None and (said := _wider(access, profile)):
        yield Finding(access, Excess.WIDE, said)
    if open_tasks is not None and not any(task in open_tasks for task in grant.tasks):
        yield Finding(access, Excess.IDLE_TASK, f"{access.says}: every task it was given for is over")
    idle = (today - (grant.last_used or grant.granted.on)).days
    if idle >= UNUSED_DAYS:
        yield Finding(access, Excess.UNUSED, f"{access.says}: not used for {idle} d")
    if access.state is GrantState.REVIEW_DUE:
        yield Finding(access, Excess.REVIEW_DUE, f"{access.says}: due {grant.review_due_on(access.system)}")
    if not access.is_past_end and grant.lasts_until(access.engagement_end) <= today + NEAR_EXPIRY:
        end = grant.lasts_until(access.engagement_end)
        yield Finding(access, Excess.EXPIRING, f"{access.says} ends on {end}")


def _unverified(access: Access) -> str:
    grant = access.grant
    if grant.revoked is None or grant.is_closed or (access.today - grant.revoked.on).days <= UNVERIFIED_DAYS:
        return ""
    if not grant.is_seen_gone:
        return f"{access.says}: nobody has looked whether it is gone"
    return f"{access.says}: the shared secret was not changed since {grant.revoked.on}"


def _wider(access: Access, profile: AccessProfile) -> str:
    level = profile.level(access.system.uid)
    if level is None:
        return f"{access.says}: the role “{profile.name}” does not need it"
    if access.grant.level.rank > level.rank:
        return f"{access.says}: the role “{profile.name}” needs {level}"
    return ""


DRILL_ITEM = "VA20"
"""What the item of a running list is called that tries taking an access away; `domain.md` §2.2."""


def for_drill(accesses: Iterable[Access]) -> Access | None:
    """Returns the access on which taking it away can be tried with the least harm, one not tried first."""
    order = list(DataClass)
    usable = [each for each in accesses if each.grant.is_open and not each.grant.is_shared]
    return min(
        usable,
        key=lambda each: (
            len(each.grant.drills),
            order.index(each.system.data_class),
            each.grant.level.rank,
            each.grant.number,
        ),
        default=None,
    )
