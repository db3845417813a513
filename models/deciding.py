"""Deciding a search: who is compared, who is chosen and why, and what came of it ninety days on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from models.board import Card, Column
from models.candidates import Candidate
from models.document import RuleBroken
from models.helpers import Helper
from models.rating_line import hidden_from
from models.ratings import seen_by
from models.role_parts import Choice, KeptScore
from models.roles import Role
from models.scorecard import Comparison, compare
from models.source_yields import STAYED


def compared(role: Role, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Returns who is held against each other for a role, by number.

    Those are the candidates who may still be chosen and who was; once it is decided, also those who stood
    beside them then. Whoever left an open search can no longer be chosen, and so can neither lead nor hold
    up a decision.
    """
    kept = {score.candidate for score in role.decision.scores} if role.decision else set[str]()
    return sorted(
        (
            each
            for each in candidates
            if each.role == role.uid
            and each.archived is None
            and (each.is_running or each.is_engaged or each.uid in kept)
        ),
        key=lambda each: each.number,
    )


def comparison(role: Role, candidates: Iterable[Candidate], *, today: date, me: str = "") -> Comparison:
    """Returns how those who are compared for a role stand on a day.

    Args:
        role: the role.
        candidates: all candidates; those of other roles are left out.
        today: the day, for waivers.
        me: the key of an owner: while nothing is decided, what that one is not shown yet is left out;
            empty counts all that was handed in.
    """
    found = [each.scored(role, today) for each in compared(role, candidates)]
    if me and role.decision is None:
        found = [replace(each, ratings=tuple(seen_by(me, each.ratings))) for each in found]
    return compare(role, found)


def unseen(role: Role, candidates: Iterable[Candidate], me: str) -> int:
    """Returns how many ratings of others `comparison` leaves out for an owner."""
    if not me or role.decision is not None:
        return 0
    there = compared(role, candidates)
    return sum(hidden_from(me, each, criterion.key) for each in there for criterion in role.scored)


def objection(role: Role, chosen: Candidate, found: Comparison) -> str:
    """Returns what the scorecard has against choosing a candidate, as the beginning of a sentence.

    It is empty where that is nothing; else a choice asks for a reason of its own.

    Args:
        role: what is decided.
        chosen: the one that is to be taken.
        found: how those who are compared stand.

    Raises:
        RuleBroken: the search is not on, or the chosen one has left it.
    """
    role.require_on()
    if not chosen.is_running:
        raise RuleBroken(f"{chosen.name} is not in the search any more: choose somebody who is.")
    stands = found.standing(chosen.uid)
    if stands is not None and stands.is_out:
        return f"{chosen.name} is out ({'; '.join(stands.reasons)})"
    leader = found.leader.candidate if found.leader else None
    return f"The scorecard puts {leader.name} first" if leader and leader.uid != chosen.uid else ""


def decided(
    role: Role,
    chosen: Candidate,
    reason: str,
    candidates: Iterable[Candidate],
    *,
    at: datetime,
    today: date,
    who: str = "",
    overriding: str = "",
) -> Role:
    """Returns the role with a candidate chosen, and everybody's score of that moment on record.

    Args:
        role: what is decided.
        chosen: the one that is taken.
        reason: why, in a sentence.
        candidates: everybody who may be compared.
        at: the moment.
        today: the day, for waivers.
        who: the key of the owner who decides.
        overriding: why it is taken all the same, where there is an objection.

    Raises:
        RuleBroken: a reason is missing, the search is not on, or the chosen one has left it.
    """
    found = comparison(role, candidates, today=today)
    choice = Choice.made(
        chosen.uid,
        reason,
        scores=[each.kept() for each in found.standings],
        objection=objection(role, chosen, found),
        overriding=overriding,
        at=at,
        who=who,
    )
    return role.decided(choice)


def is_to_look_back(role: Role, candidates: Iterable[Candidate], today: date, zone: ZoneInfo) -> bool:
    """Tells whether the chosen one was engaged ninety days ago or earlier, by the days of a zone."""
    choice = role.decision
    chosen = next((each for each in candidates if choice and each.uid == choice.candidate), None)
    begun = chosen.engaged_at if chosen else None
    return begun is not None and _day_to_look_back(begun, zone) <= today


def _day_to_look_back(begun: datetime, zone: ZoneInfo) -> date:
    return begun.astimezone(zone).date() + STAYED


@dataclass(frozen=True)
class LookBack:
    """What was said when a role was decided, beside what has happened since.

    Attributes:
        choice: the decision.
        chosen: how the chosen one stood then; None where nobody was scored.
        since: the day on which the chosen one was engaged; None before that.
        due: the day of the look back, ninety days later.
        days: how many days the chosen one has been here, or was.
        left: the day on which it left; None while it is here.
        done: cards it has finished.
        dated: those of them that had a due date.
        in_time: those of the dated that were finished by then.
        back: how often its work came back from review.
        doing: cards it has in hand now.
    """

    choice: Choice
    chosen: KeptScore | None
    since: date | None = None
    due: date | None = None
    days: int = 0
    left: date | None = None
    done: int = 0
    dated: int = 0
    in_time: int = 0
    back: int = 0
    doing: int = 0

    def is_due(self, today: date) -> bool:
        """Tells whether the ninety days are over."""
        return self.due is not None and self.due <= today


def look_back(
    role: Role,
    candidates: Iterable[Candidate],
    helpers: Iterable[Helper],
    cards: Iterable[Card],
    *,
    today: date,
    zone: ZoneInfo,
) -> LookBack | None:
    """Returns what has come of a decision so far; None where nothing is decided.

    Args:
        role: what was decided.
        candidates: all candidates.
        helpers: all helpers, the archived ones included.
        cards: all cards, those of the archive as well.
        today: the day.
        zone: where the days are counted.
    """
    choice = role.decision
    if choice is None:
        return None
    kept = next((score for score in choice.scores if score.candidate == choice.candidate), None)
    candidate = next((each for each in candidates if each.uid == choice.candidate), None)
    helper = next((each for each in helpers if candidate and each.uid == candidate.helper), None)
    begun = candidate.engaged_at if candidate else None
    if begun is None or helper is None:
        return LookBack(choice, kept)
    since = begun.astimezone(zone).date()
    left = helper.archived.astimezone(zone).date() if helper.archived else None
    theirs = [card for card in cards if card.helper == helper.uid and card.trashed is None]
    done = [card for card in theirs if card.column is Column.DONE and card.since and card.since >= begun]
    dated = [(card.due, card.since.astimezone(zone).date()) for card in done if card.due and card.since]
    return LookBack(
        choice,
        kept,
        since=since,
        due=_day_to_look_back(begun, zone),
        days=((left or today) - since) // timedelta(days=1),
        left=left,
        done=len(done),
        dated=len(dated),
        in_time=sum(finished <= due for due, finished in dated),
        back=sum(card.times_back for card in theirs),
        doing=sum(card.column is Column.DOING and card.archived is None for card in theirs),
    )
