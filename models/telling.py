"""A word to everybody who was not chosen."""

from collections.abc import Iterable
from datetime import date, timedelta

from models.business import Business
from models.candidate_parts import Ending, Reason
from models.candidates import Candidate
from models.dates import MONTHS
from models.document import RuleBroken
from models.helpers import HelperKind
from models.role_parts import RoleState
from models.roles import Role

TELL_WITHIN = 5
"""Work days in which somebody turned down should hear of it; `domain.md` §2.6."""

_BECAUSE = {
    Reason.SKILL: "For this work we needed more practice with just this kind of task.",
    Reason.RELIABILITY: "Dates matter more than most things in this work, and that decided it.",
    Reason.COMMS: "The work needs quick and short exchanges, and that decided it.",
    Reason.DATA: "The work touches confidential facts, and our questions about them were not settled.",
    Reason.PRICE: "The price was beyond what we can spend on it.",
    Reason.AVAILABILITY: "The hours we need did not fit with yours.",
}


def tell_by(decided_on: date, business: Business) -> date:
    """Returns the last day on which somebody turned down should hear of it."""
    return business.after_work_days(decided_on, TELL_WITHIN)


def days_unheard(candidate: Candidate, business: Business, today: date) -> int:
    """Returns the work days for which somebody turned down has not been told, 0 for everybody else."""
    if candidate.outcome is None or not candidate.must_hear:
        return 0
    return business.work_days_between(candidate.outcome.decided_on + timedelta(days=1), today)


def is_late(candidate: Candidate, business: Business, today: date) -> bool:
    """Tells whether the last day on which somebody turned down should have heard of it is over."""
    outcome = candidate.outcome
    return outcome is not None and candidate.must_hear and today > tell_by(outcome.decided_on, business)


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
    ended = _how_it_ended(candidate, outcome.ending, role)
    day = f"{deleted.day} {MONTHS[deleted.month - 1]} {deleted.year}"
    if outcome.ending is Ending.POOL:
        kept = f"As you agreed, we keep your details until {day} in case other work comes up."
    else:
        kept = f"What we hold about you is deleted by {day}; say so if you want it gone sooner."
    return "\n\n".join(
        (
            f"Hello {to},",
            f"Thank you for the time you gave to “{role.title}”{effort}. {ended}",
            kept,
            "\n".join(filter(None, ("Kind regards", sender, business.name))),
        )
    )


def _how_it_ended(candidate: Candidate, ending: Ending, role: Role) -> str:
    """Returns what became of it in words that hold for this one: nobody hears of a choice not made."""
    if ending is Ending.WITHDREW:
        return "We have noted that you have withdrawn, and wish you well."
    if ending is Ending.NO_REPLY:
        return "We could not reach you, and so have gone on without you."
    if role.state is RoleState.CANCELLED:
        return "We have stopped looking for help with it."
    if _is_somebody_else(role, candidate):
        says = "We have decided for somebody else."
    elif ending is Ending.POOL:
        says = "It leads to no work together for now."
    else:
        says = "We have decided not to go further with it."
    reason = candidate.outcome.reason if candidate.outcome else None
    return f"{says} {_BECAUSE[reason]}" if reason in _BECAUSE else says


def _is_somebody_else(role: Role, candidate: Candidate) -> bool:
    choice = role.decision if role.state in (RoleState.DECIDED, RoleState.FILLED) else None
    return choice is not None and choice.candidate != candidate.uid
