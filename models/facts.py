"""What a filter has to know of the cards and of all that stands around them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from models.board import Card


@dataclass(frozen=True)
class Texts:
    """The searchable text of cards in lower case, kept for as long as they are not changed."""

    _known: dict[str, tuple[Card, str]] = field(default_factory=dict)

    def of(self, card: Card) -> str:
        """Returns all that a card says of itself."""
        known = self._known.get(card.uid)
        if known is None or known[0] is not card:
            known = self._known[card.uid] = card, "\n".join(said_by(card)).casefold()
        return known[1]


def said_by(card: Card) -> list[str]:
    """Returns all that a card says of itself, text by text."""
    said = [card.ref, card.title, card.seeks, *(f"#{tag}" for tag in card.tags)]
    said += card.brief.lines() if card.brief else ()
    said += [comment.text for comment in card.comments]
    return said + ([f"{card.wait.on} {card.wait.what}"] if card.wait else [])


@dataclass(frozen=True)
class Facts:
    """What a query has to know beside the card; made once for all cards that are looked through.

    Attributes:
        today: the day it is for the business.
        now: the moment it is.
        helpers: the helpers' names by uid.
        activities: the activities' names by uid.
        card: finds a card by its number.
        stalled: tells whether a card has stood still for too long.
        access: says what a card's helper cannot get into yet.
        texts: what cards say; the same for every look.
    """

    today: date
    now: datetime
    helpers: Mapping[str, str]
    activities: Mapping[str, str]
    card: Callable[[int], Card | None] = lambda number: None
    stalled: Callable[[Card], bool] = lambda card: False
    access: Callable[[Card], Sequence[str]] = lambda card: ()
    texts: Texts = field(default_factory=Texts)
    _called: dict[str, frozenset[str]] = field(default_factory=dict)

    def called(self, said: str) -> frozenset[str]:
        """Returns the uids of the helpers that a name means: the whole, the first word, else a beginning."""
        if said not in self._called:
            names = {uid: name.casefold() for uid, name in self.helpers.items()}
            whole = {uid for uid, name in names.items() if name == said}
            first = {uid for uid, name in names.items() if name.split()[:1] == [said]}
            begun = {uid for uid, name in names.items() if name.startswith(said)}
            self._called[said] = frozenset(whole or first or begun)
        return self._called[said]
