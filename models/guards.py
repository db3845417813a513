"""What a card needs before it may move on; plain cards, without a brief, move freely."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.brief import lint
from models.document import RuleBroken

if TYPE_CHECKING:
    from models.board import Card, Column


class Guarded(RuleBroken):
    """Something is missing for a move; it can be made with a reason all the same.

    Attributes:
        missing: each thing that is missing, in a few words.
    """

    def __init__(self, sentence: str, missing: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.missing = missing


def lacking(card: "Card", target: "Column", access: Sequence[str] = ()) -> tuple[str, ...]:
    """Returns everything that a card lacks for a column, nothing when it may go there; `domain.md` §2.6.

    Ready needs a brief that can be handed over, Doing its acceptance and the access, Done every check met.
    Going back needs nothing.

    Args:
        card: which one.
        target: the column.
        access: what its helper cannot get into yet, see `access_register.lacking`.
    """
    columns = list(type(card.column))
    here, there = columns.index(card.column), columns.index(target)

    def passes(name: str) -> bool:
        return here < columns.index(type(card.column)(name)) <= there

    brief, found = card.brief, list[str]()
    if brief is not None:
        if passes("ready"):
            found += [finding.part for finding in lint(brief, card.due) if finding.stops]
        if passes("doing") and brief.accepted is None:
            found.append("the helper's word that the brief is accepted")
        if passes("done"):
            unmet = [item.text for item in brief.done_when if item.key not in card.met]
            found += [f"check: {text}" for text in unmet]
    if passes("doing"):
        found += [f"access: {each}" for each in access]
    return tuple(found)


def guarded(card: "Card", target: "Column", access: Sequence[str] = ()) -> None:
    """Refuses a move for which something is missing; the arguments are those of `lacking`.

    Raises:
        Guarded: it says everything that is.
    """
    if found := lacking(card, target, access):
        raise Guarded(f"{card.ref} cannot go to {target.title()} yet. Missing: {', '.join(found)}.", found)
