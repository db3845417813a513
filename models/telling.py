"""A word to everybody who was not chosen, and what each source of candidates has brought."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.business import Business
from models.candidate_parts import Ending, Reason
from models.candidates import Candidate
from models.dates import MONTHS
from models.document import RuleBroken
from models.helpers import Helper, HelperKind
from models.roles import KnockOutState, Role, RoleState
from models.stages import stages_of

TELL_WITHIN = 5
"""Work days in which somebody turned down should hear of it; `domain.md` §2.6."""
STAYED = timedelta(days=90)
"""How long somebody must have been here to count as having stayed."""

_BECAUSE = {
    Reason.SKILL: "For this work we needed more practice with just this kind of task.",
    Reason.RELIABILITY: "Dates matter more than most things in this work, and that decided it.",
    Reason.COMMS: "The work needs quick and short exchanges, and that decided it.",
    Reason.DATA: "The work touches confidential facts, and our questions about them were not settled.",
    Reason.PRICE: "The price was beyond what we can spend on it.",
    Reason.AVAILABILITY: "The hours we need did not fit with yours.",
}


# ---------------------------------------------------------------------- a word to everybody


def tell_by(decided_on: date, business: Business) -> date:
    """Returns the last day on which somebody turned down should hear of it."""
    return business.after_work_days(decided_on, TELL_WITHIN)


def must_hear(candidate: Candidate) -> bool:
    """Tells whether somebody has left the search by the owner's will and does not know it yet."""
    outcome = candidate.outcome
    if outcome is None or candidate.kind is HelperKind.SOFTWARE or candidate.archived:
        return False
    return outcome.ending in (Ending.DECLINED, Ending.POOL) and outcome.told_on is None


def days_unheard(candidate: Candidate, business: Business, today: date) -> int:
    """Returns the work days for which somebody turned down has not been told, 0 for everybody else."""
    if candidate.outcome is None or not must_hear(candidate):
        return 0
    return business.work_days_between(candidate.outcome.decided_on + timedelta(days=1), today)


def left_open(role: Role, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Returns who is still in the search for a role although it is over, and so waits for a word."""
    if role.state not in (RoleState.FILLED, RoleState.CANCELLED):
        return []
    return [each for each in candidates if each.role == role.uid and each.is_running]


def message(candidate: Candidate, role: Role, business: Business, *, sender: str = "") -> str:
    """Returns the draft of what to tell somebody who was not chosen; the owner's own notes stay out of it.

    Args:
        candidate: who left the search.
        role: what it was for.
        business: says how long what is known is kept, and its name.
        sender: the name below it.

    Raises:
        RuleBroken: it is still in the search.
    """
    outcome, deleted = candidate.outcome, candidate.delete_by(business.retention_months)
    if outcome is None or deleted is None:
        raise RuleBroken(f"{candidate.name} is still in the search: decide first, then write.")
    to = candidate.name if candidate.kind is HelperKind.AGENCY else candidate.name.split()[0]
    effort = " and for the trial" if candidate.trial and candidate.trial.start else ""
    if role.decision is not None:
        ended = "We have decided for somebody else."
    elif outcome.reason is Reason.POSITION_CLOSED:
        ended = "We have stopped looking for help with it."
    else:
        ended = "We have decided not to go further with it."
    because = f" {_BECAUSE[outcome.reason]}" if outcome.reason in _BECAUSE else ""
    day = f"{deleted.day} {MONTHS[deleted.month - 1]} {deleted.year}"
    if outcome.ending is Ending.POOL:
        kept = f"As you agreed, we keep your details until {day} in case other work comes up."
    else:
        kept = f"What we hold about you is deleted by {day}; say so if you want it gone sooner."
    return "\n\n".join(
        (
            f"Hello {to},",
            f"Thank you for the time you gave to “{role.title}”{effort}. {ended}{because}",
            kept,
            "\n".join(filter(None, ("Kind regards", sender, business.name))),
        )
    )


# ---------------------------------------------------------------------- what sources have brought


class SourceYield(NamedTuple):
    """What one source has brought.

    Attributes:
        source: its name, or its kind where candidates came by no posting.
        candidates: how many came.
        qualified: how many of them met every knock-out.
        engaged: how many were engaged.
        stayed: how many were here ninety days later.
        known: of how many of the engaged that is known yet.
        cost: what its postings cost, in minor units.
    """

    source: str
    candidates: int
    qualified: int
    engaged: int
    stayed: int
    known: int
    cost: int

    @property
    def cost_per_qualified(self) -> int | None:
        """What one who qualified has cost, in minor units; None while nobody has."""
        return round(self.cost / self.qualified) if self.qualified else None


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
            cost=sum(posting.cost for posting in postings.values() if posting.name == name),
        )
        yields.append(brought)
    return sorted(yields, key=lambda each: (-each.engaged, -each.qualified, each.source))


def _qualified(candidate: Candidate, role: Role | None, today: date) -> bool:
    met, states = (KnockOutState.PASS, KnockOutState.WAIVED), candidate.knock_out_states(today)
    return role is not None and all(states.get(each.key) in met for each in role.asked)


def _stayed(candidate: Candidate, gone: Mapping[str, datetime | None], now: datetime) -> bool | None:
    """Returns whether somebody was here ninety days after being engaged, None while nobody can know."""
    last = stages_of(candidate.kind)[-1]
    begun = next((move.at for move in candidate.moves if move.target is last), None)
    if candidate.helper is None or begun is None:
        return None
    left = gone.get(candidate.helper)
    if left is not None and left < begun + STAYED:
        return False
    return True if begun + STAYED <= now else None
