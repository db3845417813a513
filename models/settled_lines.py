"""The lines of running lists that say what another record says, and are settled by that record."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from models.agreements import Agreement
from models.candidates import Candidate
from models.gates import Facts, lacking_paper
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState

LOSING_TRIALS = "SW04"
"""The item of the list for software that is settled by cancelling the trials of those not chosen."""
BY_BOTH = "signed by both"
"""What the title of an item says that asks for no more of its paper than two signatures."""


def about_losing_trials(
    loser: Candidate, candidates: Iterable[Candidate], lists: Iterable[Checklist]
) -> Iterator[tuple[Checklist, Item]]:
    """Yields the items of the winner's lists that are about the trials of those not chosen.

    Args:
        loser: one who was not chosen.
        candidates: all that are known.
        lists: the running lists.
    """
    winners = {each.helper for each in candidates if each.helper and each.role == loser.role}
    for checklist in lists:
        for item in checklist.lines:
            if checklist.helper in winners and item.is_called(LOSING_TRIALS) and not item.is_settled:
                yield checklist, item


def settled_by_cancelling(
    loser: Candidate,
    candidates: Iterable[Candidate],
    lists: Iterable[Checklist],
    facts: Facts,
    *,
    at: datetime,
    who: str,
) -> Iterator[Checklist]:
    """Yields the lists with the line settled that a cancelled trial settles, once no other one will charge.

    Args:
        loser: whose trial was cancelled.
        candidates: all as they are now, the loser among them.
        lists: the running lists.
        facts: what is on record besides, and the day.
        at: the moment.
        who: the key of the owner who cancelled it.
    """
    known = list(candidates)
    if any(each.role == loser.role and _will_charge(each, facts.today) for each in known):
        return
    says = f"{loser.name} cancelled"
    for checklist, item in about_losing_trials(loser, known, lists):
        if not checklist.locked_by(item, facts):
            yield _settled(checklist, item, facts, at=at, who=who, says=says)


def settled_by_paper(
    paper: Agreement, lists: Iterable[Checklist], facts: Facts, *, at: datetime, who: str
) -> Iterator[Checklist]:
    """Yields the lists with the lines settled that say that a paper is signed by both, once it is.

    A line that still waits for another one, or whose paper lacks something else, stays as it is.

    Args:
        paper: it, as it is now.
        lists: the running lists.
        facts: what is on record, the paper among it, and the day.
        at: the moment.
        who: the key of the owner who signed it.
    """
    for checklist in lists:
        if checklist.helper != paper.helper or checklist.archived is not None:
            continue
        own, changed = facts.of(checklist.helper), checklist
        for item in checklist.lines:
            is_that = item.paper is not None and paper.kind.is_such(item.paper) and BY_BOTH in item.title
            if not is_that or item.is_settled or changed.locked_by(item, facts):
                continue
            if lacking_paper(item, own) is None:
                says = f"signed by both on {paper.countersigned_on}"
                changed = _settled(changed, item, facts, at=at, who=who, says=says)
        if changed is not checklist:
            yield changed


def _will_charge(candidate: Candidate, today: date) -> bool:
    """Tells whether a trial that was lost, or is not decided on, charges by itself unless it is cancelled."""
    trial = candidate.software
    if trial is None or candidate.is_engaged or candidate.archived:
        return False
    return trial.days_to_charge(today) is not None


def _settled(
    checklist: Checklist, item: Item, facts: Facts, *, at: datetime, who: str, says: str
) -> Checklist:
    if not item.is_done:
        checklist = checklist.done(item.key, facts=facts, at=at, who=who, says=says)
    if item.sign_off and checklist.item(item.key).state is ItemState.DONE:
        checklist = checklist.signed_off(item.key, at=at, today=facts.today, who=who)
    return checklist
