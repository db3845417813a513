"""The stages that a candidate passes, what each needs first, and how evidence is mostly got in it."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from models.helpers import HelperKind
from models.ratings import Method


class Stage(StrEnum):
    """How far a candidate has come; people and software have stages of their own."""

    SOURCED = "sourced"
    CONTACTED = "contacted"
    SCREENED = "screened"
    INTERVIEWED = "interviewed"
    REFERENCES = "references"
    PAID_TRIAL = "paid trial"
    DECISION = "decision"
    OFFER = "offer"
    ENGAGED = "engaged"

    LONGLIST = "longlist"
    SHORTLIST = "shortlist"
    TRIAL = "trial"
    DUE_DILIGENCE = "due diligence"
    ADOPTED = "adopted"

    @property
    def says(self) -> str:
        """The stage as a heading."""
        return self.value.capitalize()


PEOPLE = (
    *(Stage.SOURCED, Stage.CONTACTED, Stage.SCREENED, Stage.INTERVIEWED, Stage.REFERENCES),
    *(Stage.PAID_TRIAL, Stage.DECISION, Stage.OFFER, Stage.ENGAGED),
)
"""The stages of people and agencies, in order; `domain.md` §2.6."""

SOFTWARE = (
    *(Stage.LONGLIST, Stage.SHORTLIST, Stage.TRIAL, Stage.DUE_DILIGENCE, Stage.DECISION, Stage.ADOPTED),
)
"""The stages of software, in order; `domain.md` §2.6."""

LETTERS: Mapping[Stage, str] = {
    Stage.SOURCED: "s",
    Stage.CONTACTED: "c",
    Stage.SCREENED: "k",
    Stage.INTERVIEWED: "i",
    Stage.REFERENCES: "r",
    Stage.PAID_TRIAL: "t",
    Stage.DECISION: "d",
    Stage.OFFER: "o",
    Stage.ENGAGED: "e",
    Stage.LONGLIST: "l",
    Stage.SHORTLIST: "s",
    Stage.TRIAL: "t",
    Stage.DUE_DILIGENCE: "u",
    Stage.ADOPTED: "a",
}
"""The letter that names each stage; no two of people are the same, nor two of software."""

_METHODS: Mapping[Stage, Method] = {
    Stage.SOURCED: Method.CLAIM,
    Stage.CONTACTED: Method.UNSTRUCTURED_CHAT,
    Stage.SCREENED: Method.DOCUMENT,
    Stage.INTERVIEWED: Method.STRUCTURED_INTERVIEW,
    Stage.REFERENCES: Method.REFERENCE,
    Stage.PAID_TRIAL: Method.PAID_TRIAL,
    Stage.LONGLIST: Method.CLAIM,
    Stage.SHORTLIST: Method.REVIEWS,
    Stage.TRIAL: Method.OWN_TEST,
    Stage.DUE_DILIGENCE: Method.OWN_TEST,
}


def stages_of(kind: HelperKind) -> tuple[Stage, ...]:
    """Returns the stages that candidates of a kind pass, in order."""
    return SOFTWARE if kind is HelperKind.SOFTWARE else PEOPLE


def usual_method(stage: Stage) -> Method:
    """Returns how evidence is mostly got in a stage; from the decision on, from a paper that was seen."""
    return _METHODS.get(stage, Method.DOCUMENT)


def skipped(order: tuple[Stage, ...], here: Stage, target: Stage, been: Collection[Stage]) -> Iterable[Stage]:
    """Yields the stages that a move forward leaves out.

    References and the paid trial may come in either order, so references are left out only by what
    comes after both.

    Args:
        order: the stages, as `stages_of` has them.
        here: where the candidate is.
        target: where it goes.
        been: where it was before, and what it has left out with a reason.
    """
    first, last = order.index(here) + 1, order.index(target)
    between = list(order[first:last])
    if target is Stage.PAID_TRIAL and Stage.REFERENCES in between:
        between.remove(Stage.REFERENCES)
    if here is Stage.PAID_TRIAL:
        between.insert(0, Stage.REFERENCES)
    return (stage for stage in between if stage not in been)
