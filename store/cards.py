"""Saving the card that a line describes."""

from datetime import date

from models.board import Card
from models.card_line import card_from, helper_for
from models.tokens import Tokens
from store.workspace import Workspace


def add_card(desk: Workspace, tokens: Tokens, *, today: date) -> Card:
    """Adds a card in the open transaction, and the helper whom it is the first to name.

    Raises:
        RuleBroken: the helper could be one of several, or a field is out of bounds.
    """
    helper = helper_for(tokens, desk.helpers)
    if helper is not None and helper.is_new:
        helper = desk.helpers.put(helper)
    made = card_from(tokens, helper=helper, business=desk.business, today=today, cards=desk.cards)
    return desk.cards.put(made)
