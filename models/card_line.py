"""The one line a card begins as: `Call supplier @anna due:fri #tax`."""

from collections.abc import Iterable
from datetime import date

from models.board import Card, Column, Priority
from models.business import Business
from models.dates import quoted
from models.document import RuleBroken
from models.helpers import Helper, helper_meant
from models.lanes import foot_of, lanes
from models.tokens import Tokens, read_tokens


def read_card(line: str, *, today: date) -> Tokens:
    """Returns what a card line says.

    Raises:
        RuleBroken: a sign makes no sense, or the line does not say what is to be done.
    """
    tokens = read_tokens(line, today=today, kind="card")
    if tokens.category is not None:
        sign = quoted(f"+{tokens.category}")
        raise RuleBroken(f"{sign} sets the category of an entry, a card has tags: say #{tokens.category}.")
    if not tokens.text:
        raise RuleBroken("Say what is to be done: Call supplier @anna due:fri.")
    return tokens


def helper_for(tokens: Tokens, helpers: Iterable[Helper]) -> Helper | None:
    """Returns the helper that a line names, a new one when nobody is called that, None when it names nobody.

    Raises:
        RuleBroken: it could be one of several, or is no name.
    """
    if tokens.person is None:
        return None
    return helper_meant(tokens.person, helpers) or Helper.of(name=tokens.person)


def card_from(
    tokens: Tokens, *, helper: Helper | None, business: Business, today: date, cards: Iterable[Card]
) -> Card:
    """Makes the card that a line describes, last in the Inbox; naming a helper does not decide it.

    Args:
        tokens: the line as read.
        helper: whom it names; the card is looked at again by that helper's cadence unless the line says when.
        business: knows the work days.
        today: the day from which the cadence counts.
        cards: those that are there.

    Raises:
        RuleBroken: a field is out of bounds.
    """
    card = Card.of(
        title=tokens.text,
        order=foot_of(lanes(cards)[Column.INBOX]),
        priority=Priority(tokens.priority or Priority.NORMAL),
        due=tokens.due,
        tags=tokens.tags,
    )
    if helper is not None:
        card = card.with_helper(helper, business, today=today)
    return card if tokens.follow is None else card.but(follow_up=tokens.follow)
