"""What each source of candidates has brought."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.candidates import Candidate
from models.helpers import Helper
from models.roles import Role

STAYED = timedelta(days=90)
"""How long somebody must have been here to count as having stayed."""


class SourceYield(NamedTuple):
    """What one source has brought.

    Attributes:
        source: its name, or its kind where candidates came by no posting.
        candidates: how many came.
        qualified: how many of them met every knock-out.
        engaged: how many were engaged.
        stayed: how many were here ninety days later.
        known: of how many of the engaged that is known yet.
        cost: what its postings cost, in minor units; None where nobody has said so of each.
    """

    source: str
    candidates: int
    qualified: int
    engaged: int
    stayed: int
    known: int
    cost: int | None

    @property
    def cost_per_qualified(self) -> int | None:
        """What one who qualified has cost, in minor units; None while nobody has, or that is not known."""
        return round(self.cost / self.qualified) if self.qualified and self.cost is not None else None


def source_yields(
    roles: Iterable[Role],
    candidates: Iterable[Candidate],
    helpers: Iterable[Helper],
    *,
    now: datetime,
    today: date,
) -> list[SourceYield]:
    """Returns what each source has brought, the one that brought most who were engaged first.

    A posting that brought nobody counts, too. Postings of the same name are one source.

    Args:
        roles: all roles.
        candidates: all candidates.
        helpers: all helpers, the archived ones included.
        now: the moment.
        today: the day, for waivers of knock-outs.
    """
    by_role = {role.uid: role for role in roles}
    gone = {helper.uid: helper.archived for helper in helpers}
    postings = {posting.key: posting for role in by_role.values() for posting in role.postings}
    found: dict[str, list[Candidate]] = {posting.name: [] for posting in postings.values()}
    for each in candidates:
        posting = postings.get(each.posting or "")
        kind = each.source.says if each.source else "unknown"
        found.setdefault(posting.name if posting else kind, []).append(each)
    yields = []
    for name, came in found.items():
        stays = [_stayed(each, gone, now) for each in came]
        brought = SourceYield(
            source=name,
            candidates=len(came),
            qualified=sum(_qualified(each, by_role.get(each.role), today) for each in came),
            engaged=sum(each.is_engaged for each in came),
            stayed=stays.count(True),
            known=len(stays) - stays.count(None),
            cost=_summed(posting.cost for posting in postings.values() if posting.name == name),
        )
        yields.append(brought)
    return sorted(yields, key=lambda each: (-each.engaged, -each.qualified, each.source))


def _summed(costs: Iterable[int | None]) -> int | None:
    """Returns what costs come to, None where there are none or one is not known."""
    said = list(costs)
    known = [cost for cost in said if cost is not None]
    return sum(known) if known and len(known) == len(said) else None


def _qualified(candidate: Candidate, role: Role | None, today: date) -> bool:
    states = candidate.knock_out_states(today)
    met = {key for key, state in states.items() if state.is_met}
    return role is not None and all(each.key in met for each in role.asked)


def _stayed(candidate: Candidate, gone: Mapping[str, datetime | None], now: datetime) -> bool | None:
    """Returns whether somebody was here ninety days after being engaged, None while nobody can know."""
    begun = candidate.engaged_at
    if candidate.helper is None or begun is None:
        return None
    left = gone.get(candidate.helper)
    if left is not None and left < begun + STAYED:
        return False
    return True if begun + STAYED <= now else None
