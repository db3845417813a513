"""What is found out about a candidate: knock-outs, evidence, ratings."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Self, TypeVar

from models.candidate_parts import KnockOutAnswer
from models.candidate_state import CandidateState
from models.document import Part, RuleBroken
from models.evidence import CommsSample, Interview, Sample
from models.ratings import Rating
from models.references import ReferenceRequest
from models.roles import KnockOutState
from models.software_trial import SoftwareTrial
from models.trials import Trial

Evidence = Sample | Interview | ReferenceRequest | CommsSample | Trial | SoftwareTrial

P = TypeVar("P", bound=Part)

_KEPT_IN: Mapping[type[Part], str] = {
    Sample: "samples",
    Interview: "interviews",
    ReferenceRequest: "references",
    CommsSample: "messages",
}


class AssessedCandidate(CandidateState):
    """A candidate with what the owners find out about it; `Candidate` adds its way through the search."""

    def answered(
        self,
        knock_out: str,
        state: KnockOutState,
        *,
        at: datetime,
        who: str = "",
        reason: str = "",
        until: date | None = None,
    ) -> Self:
        """Returns the candidate with what is known on a knock-out; `unknown` says that it was asked.

        Args:
            knock_out: the key of the role's knock-out.
            state: what is known.
            at: the moment.
            who: the key of the owner who asked, or waives it.
            reason: what shows it; a waiver needs one.
            until: the last day of a waiver.

        Raises:
            RuleBroken: it is waived without a reason.
        """
        said = KnockOutAnswer.of(knock_out=knock_out, state=state, at=at, who=who, reason=reason, until=until)
        others = tuple(each for each in self.knock_outs if each.knock_out != knock_out)
        return self.but(knock_outs=(*others, said))

    def with_evidence(self, part: Evidence) -> Self:
        """Returns the candidate with one more piece of evidence, or with that piece as it now stands."""
        if isinstance(part, Trial):
            return self.but(trial=part)
        if isinstance(part, SoftwareTrial):
            return self.but(software=part)
        name = _KEPT_IN[type(part)]
        return self.but(**{name: _placed(part, getattr(self, name))})

    def without_evidence(self, key: str) -> Self:
        """Returns the candidate without a sample, interview, reference or message."""
        return self.but(
            **{name: tuple(p for p in getattr(self, name) if p.key != key) for name in _KEPT_IN.values()}
        )

    # Ratings

    def rated(self, rating: Rating, *, instead_of: str = "") -> Self:
        """Returns the candidate with a rating, or with a draft of it as it now stands.

        Args:
            rating: the rating; the role's criteria are to be frozen by it.
            instead_of: the key of one handed in before by the same rater, which it takes the place of.

        Raises:
            RuleBroken: it was handed in already, or somebody else's would be replaced.
        """
        known = {each.key: each for each in self.ratings}
        if rating.key in known and known[rating.key].submitted:
            raise RuleBroken("This rating is handed in: rate anew, and the new one takes its place.")
        old = known.get(instead_of)
        if old is not None and old.rater != rating.rater:
            raise RuleBroken("That rating is another owner's: hand in one of your own beside it.")
        kept = tuple(each.replaced() if each is old else each for each in self.ratings)
        return self.but(ratings=_placed(rating, kept))

    def unrated(self, key: str) -> Self:
        """Returns the candidate without a draft of a rating.

        Raises:
            RuleBroken: it was handed in.
        """
        if any(each.key == key and each.submitted for each in self.ratings):
            raise RuleBroken("This rating is handed in: rate anew, and the new one takes its place.")
        return self.but(ratings=tuple(each for each in self.ratings if each.key != key))

    def submitted(self, rater: str, *, at: datetime) -> Self:
        """Returns the candidate with all drafts of a rater handed in.

        Raises:
            RuleBroken: there are none, or one does not say what it rests on.
        """
        if all(each.submitted for each in self.ratings if each.rater == rater):
            raise RuleBroken(f"There is no rating of yours on {self.name} to hand in: press 1 to 5 first.")
        mine = (r.handed_in(at=at) if r.rater == rater and not r.submitted else r for r in self.ratings)
        return self.but(ratings=tuple(mine))

    def superseded(self, key: str) -> Self:
        """Returns the candidate with a rating that no longer counts; it stays on record."""
        return self.but(ratings=tuple(r.replaced() if r.key == key else r for r in self.ratings))


def _placed(part: P, parts: tuple[P, ...]) -> tuple[P, ...]:
    """Returns parts with another one: in the place of that with its key, else at the end."""
    if all(each.key != part.key for each in parts):
        return (*parts, part)
    return tuple(part if each.key == part.key else each for each in parts)
