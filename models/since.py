"""What happened to the work while one of the owners was away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.agreements import Agreement
from models.board import Card, Column
from models.business import Business
from models.candidates import Candidate
from models.gates import Facts
from models.lanes import on_board
from models.onboarding import Checklist
from models.onboarding_parts import Item
from models.telling import tell_by
from models.today_line import Line, Rule

TOLD_APART = frozenset((Rule.C5, Rule.D7, Rule.D8))
"""The rules of Today whose lines are told as what became of a card, or of a candidate."""


class Change(NamedTuple):
    """One change in the history of the file.

    Attributes:
        at: when it was made.
        who: the key of the owner who made it.
        label: what was done, in words.
        undone_by: who took it back; empty as long as it stands.
        cards: the numbers of the cards it touched.
        candidates: the numbers of the candidates it touched.
    """

    at: datetime
    who: str
    label: str
    undone_by: str
    cards: frozenset[int]
    candidates: frozenset[int] = frozenset()


@dataclass(frozen=True)
class News:
    """What an owner finds on coming back.

    Attributes:
        changes: what others did, newest first.
        undone: what others took back, newest first; of the owner's own only the last can be told.
        moved: the cards that others moved.
        late: the cards whose due date has passed.
        looks: the cards whose follow-up day has come.
        awake: the cards whose snooze is over.
        candidates: those whom others moved on, back, or out of the search.
        unheard: the candidates who should have heard by now how the search ended for them.
    """

    changes: tuple[Change, ...]
    undone: tuple[Change, ...]
    moved: tuple[Card, ...]
    late: tuple[Card, ...]
    looks: tuple[Card, ...]
    awake: tuple[Card, ...]
    candidates: tuple[Candidate, ...] = ()
    unheard: tuple[Candidate, ...] = ()


def left_at(changes: Iterable[Change], *, who: str, began: datetime) -> datetime | None:
    """Returns when an owner made the last change before this sitting began, None when none is known."""
    return max((change.at for change in changes if change.who == who and change.at < began), default=None)


def since_left(
    changes: Iterable[Change],
    cards: Sequence[Card],
    candidates: Sequence[Candidate] = (),
    *,
    business: Business,
    who: str,
    left: datetime,
    today: date,
    zone: ZoneInfo,
) -> News:
    """Returns what others did, and which days came, since an owner left.

    When a change was taken back is not on record: of the owner's own changes the last one alone is sure to
    have been taken back since.

    Args:
        changes: the history, newest first.
        cards: those of the archive as well.
        candidates: the same.
        business: says which days are worked, for the word that candidates wait for.
        who: the key of the owner.
        left: the moment of the owner's last change.
        today: the day up to which dates count as come.
        zone: where the days are counted.
    """
    recent = [change for change in changes if change.at >= left]
    others = tuple(change for change in recent if change.who != who)
    standing = [change for change in others if not change.undone_by]
    touched = {number for change in standing for number in change.cards}
    met = {number for change in standing for number in change.candidates}
    day = left.astimezone(zone).date()
    there = on_board(cards)

    def has_come(until: date | None) -> bool:
        return until is not None and day < until <= today

    return News(
        changes=others,
        undone=tuple(change for change in recent if change.undone_by not in ("", who)),
        moved=tuple(
            card for card in cards if card.number in touched and any(move.at >= left for move in card.moves)
        ),
        late=tuple(card for card in there if card.days_late(today) and card.due and card.due >= day),
        looks=tuple(card for card in there if card.column is not Column.DONE and has_come(card.follow_up)),
        awake=tuple(card for card in there if has_come(card.snoozed_until)),
        candidates=tuple(each for each in candidates if each.number in met and _went_on(each, left)),
        unheard=tuple(each for each in candidates if (by := _tell_by(each, business)) and day <= by < today),
    )


def _went_on(candidate: Candidate, left: datetime) -> bool:
    steps = [move.at for move in candidate.moves] + [outcome.at for outcome in candidate.outcomes]
    return any(at >= left for at in steps)


def _tell_by(candidate: Candidate, business: Business) -> date | None:
    outcome = candidate.outcome
    return tell_by(outcome.decided_on, business) if outcome and candidate.must_hear else None


def arisen(before: Iterable[Line], after: Iterable[Line]) -> tuple[Line, ...]:
    """Returns the lines of Today that had no line of the same cause when the owner left.

    Args:
        before: the lines of the moment when the owner left, by the records as they are now.
        after: those of today.
    """
    known = {(line.rule, line.cause) for line in before}
    return tuple(
        line for line in after if (line.rule, line.cause) not in known and line.rule not in TOLD_APART
    )


class Lock(NamedTuple):
    """An item of a running list that is locked now and was not, or was and is not."""

    checklist: Checklist
    item: Item
    is_locked: bool


def locks_changed(checklists: Iterable[Checklist], left: datetime, then: date, facts: Facts) -> list[Lock]:
    """Returns the open items whose lock fell, or snapped shut, since an owner left; what shut first.

    Args:
        checklists: the running lists; those put away are left out.
        left: the moment.
        then: its day.
        facts: the papers and accesses as they are now, and today.
    """
    agreements = tuple(_paper_as_of(each, then) for each in facts.agreements)
    before = Facts(then, agreements, facts.grants)
    found = []
    for checklist in checklists:
        if checklist.archived:
            continue
        was = _list_as_of(checklist, left)
        locked = {item.key for item in was.lines if was.locked_by(item, before)}
        for item in checklist.lines:
            is_locked = bool(checklist.locked_by(item, facts))
            if not item.is_done and not item.is_settled and is_locked != (item.key in locked):
                found.append(Lock(checklist, item, is_locked))
    return sorted(found, key=lambda each: not each.is_locked)


def _list_as_of(checklist: Checklist, left: datetime) -> Checklist:
    items = tuple(
        item.but(history=tuple(event for event in item.history if event.at < left))
        for item in checklist.items
    )
    return checklist.but(items=items, openings=tuple(each for each in checklist.openings if each.at < left))


def _paper_as_of(paper: Agreement, day: date) -> Agreement:
    """Returns an agreement without the signatures that came after a day."""
    later = {
        name: None
        for name in ("sent_on", "signed_on", "countersigned_on", "terminated_on")
        if (on := getattr(paper, name)) is not None and on > day
    }
    return paper.but(**later) if later else paper
