"""What happened to the work while one of the owners was away."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.board import Card, Column
from models.business import Business
from models.candidates import Candidate
from models.lanes import on_board
from models.telling import tell_by


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
