"""The line behind a rating: how it is known and what was seen, as in `trial: twenty chases, one error`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.candidates import Candidate
from models.dates import quoted
from models.document import RuleBroken
from models.ratings import Method, Rating
from models.roles import Role

SHORTEST_WORD = 3
"""Letters of a method's word that are enough to name it."""

METHOD_WORDS: Mapping[str, Method] = {
    "sample": Method.WORK_SAMPLE,
    "trial": Method.PAID_TRIAL,
    "test": Method.OWN_TEST,
    "interview": Method.STRUCTURED_INTERVIEW,
    "reference": Method.REFERENCE,
    "portfolio": Method.PORTFOLIO,
    "demo": Method.SCRIPTED_DEMO,
    "reviews": Method.REVIEWS,
    "document": Method.DOCUMENT,
    "claim": Method.CLAIM,
    "chat": Method.UNSTRUCTURED_CHAT,
    "impression": Method.IMPRESSION,
}
"""The word that stands for each method at the beginning of a line."""


@dataclass(frozen=True)
class RatingLine:
    """How a line behind a rating was understood."""

    method: Method
    evidence: str


def read_rating(text: str, usual: Method) -> RatingLine:
    """Returns what a line says: a method's word with a colon where there is one, then the evidence.

    Args:
        text: what was typed.
        usual: the method where the line names none.

    Raises:
        RuleBroken: it begins with one word and a colon, and the word names no method.
    """
    word, colon, rest = text.partition(":")
    said = word.strip().casefold()
    if not (colon and said.isalpha()) or rest.startswith("//"):
        return RatingLine(usual, text.strip())
    for name, method in METHOD_WORDS.items():
        if len(said) >= SHORTEST_WORD and name.startswith(said):
            return RatingLine(method, rest.strip())
    raise RuleBroken(
        f"{quoted(word)} is no kind of evidence: begin with {', '.join(METHOD_WORDS)},"
        " or leave the colon out."
    )


def rating_text(rating: Rating) -> str:
    """Returns the line that `read_rating` reads back as this rating."""
    word = next(name for name, method in METHOD_WORDS.items() if method is rating.method)
    return f"{word}: {' '.join(rating.evidence.split())}"


def own_rating(
    candidate: Candidate, criterion: str, rater: str, method: Method | None = None
) -> Rating | None:
    """Returns the rating of an owner that stands on a criterion, draft or handed in.

    Args:
        candidate: who is rated.
        criterion: the key of the criterion.
        rater: the key of the owner.
        method: how it is known; None takes the latest, whatever the method.
    """
    mine = [
        each
        for each in reversed(candidate.ratings)
        if (each.criterion, each.rater) == (criterion, rater)
        and not each.superseded
        and method in (None, each.method)
    ]
    return max(mine, key=lambda each: each.at, default=None)


def rated_by(
    rater: str,
    candidate: Candidate,
    role: Role,
    criterion: str,
    value: int,
    line: RatingLine,
    *,
    alone: bool,
    at: datetime,
) -> Candidate:
    """Returns the candidate with an owner's rating on a criterion, in the place of one by the same method.

    What is known in another way stands beside it. It counts at once when nobody else rates, or when the
    owner has handed in one before and so seen those of the others; else it is a draft.

    Args:
        rater: the key of the owner.
        candidate: who is rated.
        role: what for.
        criterion: the key of the criterion.
        value: 1 to 5.
        line: how it is known and what was seen.
        alone: whether the business has one owner.
        at: the moment.

    Raises:
        RuleBroken: the criterion plays no part, or a rating that is to count does not say what it rests on.
    """
    about, before = role.criterion(criterion), own_rating(candidate, criterion, rater, line.method)
    if about.not_applicable:
        why = about.not_applicable.removesuffix(".")
        raise RuleBroken(f"“{about.name}” plays no part in this role: {why}.")
    said = {"value": value, "method": line.method, "evidence": line.evidence, "at": at}
    if before is not None and before.submitted is None:
        rating, replaced = before.but(**said), ""
    else:
        rating = Rating.of(criterion=criterion, rater=rater, **said)
        replaced = before.key if before else ""
    if alone or _has_handed_in(rater, candidate, criterion):
        rating = rating.handed_in(at=at)
    return candidate.rated(rating, instead_of=replaced)


def hidden_from(rater: str, candidate: Candidate, criterion: str) -> int:
    """Returns how many others have handed in a rating that an owner is not shown before the own one."""
    if _has_handed_in(rater, candidate, criterion):
        return 0
    given = [each for each in candidate.ratings if each.criterion == criterion]
    return sum(each.rater != rater and each.submitted is not None and not each.superseded for each in given)


def _has_handed_in(rater: str, candidate: Candidate, criterion: str) -> bool:
    return any(
        (each.criterion, each.rater) == (criterion, rater) and each.submitted for each in candidate.ratings
    )
