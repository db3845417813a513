"""Saving what a line says of a card, and the time that is spent on one."""

from datetime import date, datetime

from models.activity import by_key
from models.audit import TimeEntry, running_entry, switched_off
from models.board import Card
from models.card_line import card_from, helper_for
from models.document import moment
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


def switch_timer(desk: Workspace, card: Card, *, at: datetime, zone_name: str) -> TimeEntry:
    """Starts this person's timer on a card, or stops it there; returns the entry begun or ended.

    The time is logged on the card's activity, or on the one that has its title.

    Raises:
        RuleBroken: the timer that runs now ran for over 16 hours.
    """
    from models.entry_line import giving_way, grouped

    now = moment(at)
    running = running_entry(desk.entries, desk.who)
    if running is not None and running.card == card.uid:
        return desk.entries.put(switched_off(running, now))
    known = desk.activities.get(card.activity) or grouped(card.title, None, by_key(desk.activities))
    activity = desk.activities.put(known) if known.is_new else known
    begun = TimeEntry.of(
        who=desk.who, start=now, zone=zone_name, text=card.title, activity=activity.uid, card=card.uid
    )
    if running is not None:
        desk.entries.put(giving_way(running, begun))
    return desk.entries.put(begun)
