"""What is found out about a candidate: knock-outs, evidence, ratings."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Self, TypeVar

from models.candidate_parts import KnockOutAnswer
from models.candidate_state import CandidateState
from models.document import Part, Record, RuleBroken
from models.evidence import CommsSample, Interview, Sample
from models.ratings import Rating
from models.references import ReferenceRequest
from models.role_parts import KnockOutState
from models.software_trial import (
    ExitTest,
    IntegrationCheck,
    ReviewEvidence,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    SupportProbe,
)
from models.trials import Trial

Tested = ScriptStep | ScaleCheck | IntegrationCheck | SupportProbe | ReviewEvidence | ExitTest
"""What a trial of software is made of."""
Evidence = Sample | Interview | ReferenceRequest | CommsSample | Trial | SoftwareTrial | Tested

P = TypeVar("P", bound=Part)

_KEPT_IN: Mapping[type[Part], str] = {
    Sample: "samples",
    Interview: "interviews",
    ReferenceRequest: "references",
    CommsSample: "messages",
}
_TESTED_IN: Mapping[type[Part], str] = {
    ScriptStep: "script",
    ScaleCheck: "scale",
    IntegrationCheck: "integrations",
    SupportProbe: "probes",
    ReviewEvidence: "reviews",
    ExitTest: "exits",
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
        said = KnockOutAnswer.of(
            key=knock_out, knock_out=knock_out, state=state, at=at, who=who, reason=reason, until=until
        )
        others = tuple(each for each in self.knock_outs if each.knock_out != knock_out)
        return self.but(knock_outs=(*others, said))

    def with_evidence(self, part: Evidence) -> Self:
        """Returns the candidate with one more piece of evidence, or with that piece as it now stands."""
        if isinstance(part, Trial):
            return self.but(trial=part)
        if isinstance(part, SoftwareTrial):
            return self.but(software=part)
        if (name := _TESTED_IN.get(type(part))) is not None:
            tried = self.software or SoftwareTrial()
            return self.but(software=tried.but(**{name: _placed(part, getattr(tried, name))}))
        name = _KEPT_IN[type(part)]
        return self.but(**{name: _placed(part, getattr(self, name))})

    def without_evidence(self, key: str) -> Self:
        """Returns the candidate without a piece of evidence; trials stay, their parts can go."""
        kept = self.but(**_without(key, self, _KEPT_IN.values()))
        tried = self.software
        return kept.but(software=tried.but(**_without(key, tried, _TESTED_IN.values()))) if tried else kept

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

    def drafts(self, rater: str) -> list[Rating]:
        """Returns the ratings of an owner that are still to be handed in."""
        return [each for each in self.ratings if each.rater == rater and each.is_draft]

    def submitted(self, rater: str, *, at: datetime) -> Self:
        """Returns the candidate with all drafts of a rater handed in.

        Raises:
            RuleBroken: there are none, or one does not say what it rests on.
        """
        drafts = self.drafts(rater)
        if not drafts:
            raise RuleBroken(f"There is no rating of yours on {self.name} to hand in: press 1 to 5 first.")
        return self.but(ratings=tuple(r.handed_in(at=at) if r in drafts else r for r in self.ratings))


def _without(key: str, holder: Record, names: Iterable[str]) -> dict[str, tuple[Part, ...]]:
    """Returns the lists of a record without the part of this key, where one held it."""
    lists: dict[str, tuple[Part, ...]] = {name: getattr(holder, name) for name in names}
    left = {name: tuple(part for part in parts if part.key != key) for name, parts in lists.items()}
    return {name: parts for name, parts in left.items() if len(parts) < len(lists[name])}


def _placed(part: P, parts: tuple[P, ...]) -> tuple[P, ...]:
    """Returns parts with another one: in the place of that with its key, else at the end."""
    if all(each.key != part.key for each in parts):
        return (*parts, part)
    return tuple(part if each.key == part.key else each for each in parts)
