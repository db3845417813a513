"""The board of the demo business: fourteen cards in hand, two in Brief, six that nobody has decided on."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from models.activity import Activity
from models.board import Card, Column, Priority
from models.brief import Authority, Brief, DataClass, items
from models.business import Business
from models.card_parts import Party
from models.helpers import Helper
from store.demo_calendar import ORLA, at, day


class Given(NamedTuple):
    """A card of the demo: who has it, where it stands, since when, and its days, counted from today."""

    title: str
    helper: str
    column: Column
    since: int
    due: int | None = None
    tags: tuple[str, ...] = ()
    look: int | None = None
    """The day of the next look at it."""
    hours: float = 0
    """How long the helper is expected to need."""


CARDS = (
    Given("Calendar clean-up", "Niamh", Column.DOING, -5, 3, (), 2, 3),
    Given("Booking rules", "Niamh", Column.DOING, -2, None, (), 2, 2),
    Given("Reply templates", "Niamh", Column.DOING, -4, 6, (), 3, 2),
    Given("Chase-letter drafts", "Niamh", Column.DOING, -1, None, (), 2, 1.5),
    Given("Chase batch May", "Niamh", Column.READY, -3, 6, ("receipts",), 6, 5.5),
    Given("Inbox day 1", "Niamh", Column.READY, -3, None, (), 6, 1),
    Given("Missing-receipts list", "Niamh", Column.READY, -3, None, ("receipts",), 6, 1.5),
    Given("Newsletter May", "Hana", Column.REVIEW, -8, -4, ("newsletter",), 2, 4),
    Given("Booking-page copy", "Hana", Column.DOING, -6, None, ("website",), 2, 2),
    Given("LinkedIn week 20", "Hana", Column.DOING, -1, 3, (), 2, 1),
    Given("Slow booking page", "Lorcan", Column.DOING, -5, 6, ("website",), 2, 4),
    Given("Renew certificate", "Lorcan", Column.DONE, -12, None, ("website",), -7, 0.5),
    Given("Year-end file 1", "Grace", Column.DOING, -6, 3, ("year-end",), 2, 8),
    Given("Year-end file 2", "Grace", Column.READY, -7, 17, ("year-end",), 6, 8),
    Given("Newsletter June", "", Column.BRIEF, -1, 24, ("newsletter",)),
    Given("Debtor mails", "", Column.BRIEF, -2),
    Given("Scan the paper archive of 2019", "", Column.INBOX, -1),
    Given("Find a cheaper phone contract", "", Column.INBOX, -1),
    Given("Order toner", "", Column.INBOX, 0),
    Given("Photo for the team page", "", Column.INBOX, 0, None, ("website",)),
    Given("Sort the post into the client folders", "", Column.INBOX, 0),
    Given("Ask three clients for a testimonial", "", Column.INBOX, 0),
)
_WAITS = {
    "Reply templates": (Party.CLIENT, "two clients' own wording", -1),
    "Booking-page copy": (Party.OWNER, "a word on the tone", -6),
}
"""Whom a card waits for, for what and since when, by its title."""
_BRIEFED = "Chase batch May"
_WORK = {
    "Chase missing receipts": ("Chase batch May", "Missing-receipts list", "Chase-letter drafts"),
    "Inbox triage": ("Calendar clean-up", "Booking rules", "Reply templates", "Inbox day 1"),
    "Newsletter and posts": ("Newsletter May", "Newsletter June", "LinkedIn week 20"),
    "Website fixes": ("Booking-page copy", "Slow booking page", "Renew certificate"),
    "Year-end file preparation": ("Year-end file 1", "Year-end file 2"),
}
"""The cards of each activity that was handed over."""
_ACTIVITY = {title: name for name, titles in _WORK.items() for title in titles}


def made_card(
    given: Given,
    order: int,
    activities: Mapping[str, Activity],
    helpers: Mapping[str, Helper],
    business: Business,
    came: datetime,
) -> Card:
    """Returns a card where it stands, brought there by the moves an owner makes.

    Args:
        given: what it is.
        order: its place.
        activities: the work that is logged, by name.
        helpers: those who work here by first name.
        business: the settings.
        came: when it was made, and moved to where it stands.
    """
    card = Card.of(title=given.title, order=order, tags=given.tags)
    if given.title in _ACTIVITY:
        card = card.but(activity=activities[_ACTIVITY[given.title]].uid)
    if given.due is not None:
        card = card.but(due=day(given.due))
    if given.title == "Newsletter May":
        card = card.but(priority=Priority.HIGH)
    if given.hours:
        card = card.but(estimate=round(given.hours * 60))
    if given.helper:
        helper = helpers[given.helper]
        card = card.given(helper, business, at=came, today=came.date(), who=ORLA, order=order)
    if given.title == _BRIEFED:
        card = _briefed(card, came)
    if card.column is not given.column:
        card = card.moved_to(given.column, at=came, who=ORLA, order=order)
    if given.look is not None:
        card = card.but(follow_up=day(given.look))
    if given.title in _WAITS:
        party, what, since = _WAITS[given.title]
        card = card.waiting(party, what, at=at(since, 11), look=card.follow_up)
    return card


def _briefed(card: Card, came: datetime) -> Card:
    """Returns a card with the second version of its brief, accepted by who has it."""
    first = Brief(
        outcome="Every client's missing receipts are asked for within 2 working days and in the portal.",
        done_when=items(("The log has the date asked, the reminder dates and the date received.",)),
        data_class=DataClass.CLIENT,
        deliverables=items(("Chase log, every week", "Portal folder of each client, complete")),
        not_included=items(("Deciding whether an expense is allowable",)),
        inputs=items(("Client portal", "Mail templates 1 to 4")),
        cadence="Tue and Thu",
        authority=Authority.RECOMMEND,
        questions_to="Orla",
    )
    second = first.but(
        done_when=items(
            (
                *(check.text for check in first.done_when),
                "None is open for over 10 days without a note to Orla.",
            ),
            first.done_when,
        )
    )
    sent = card.briefed(first, at=came).handed_over(at=came)
    return sent.briefed(second, at=came).handed_over(at=came).accepted(at=came, who="Niamh Doyle")
