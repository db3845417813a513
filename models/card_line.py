"""The one line a card begins as: `Call supplier @anna due:fri #tax`."""

from collections.abc import Iterable
from datetime import date

from models.board import Card, Column, Priority
from models.business import Business, Owner
from models.card_parts import Party
from models.dates import quoted
from models.document import RuleBroken
from models.helpers import Helper, closest, crew, helper_meant
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


def read_wait(
    line: str, *, today: date, helpers: Iterable[Helper] = (), owners: Iterable[Owner] = ()
) -> tuple[Party, str, date | None]:
    """Returns whom a card waits for, for what, and when to look again if the line says: `client bank letter`.

    One of the people may be named instead, as in `ben: the quote`; who it is stays with what is waited for.

    Raises:
        RuleBroken: it does not begin with one who can be waited for, or a sign makes no sense.
    """
    tokens = read_tokens(line, today=today, kind="card")
    head, colon, rest = tokens.text.partition(":")
    if not colon or (" " in head.strip() and _party(head.split()[0])):
        head, _, rest = tokens.text.partition(" ")
    word, what = head.strip().rstrip(":,"), rest.strip()
    if party := _party(word):
        return party, what, tokens.follow
    people = [(helper.name, Party.HELPER) for helper in crew(helpers)]
    people += [(name, Party.OWNER) for owner in owners for name in (owner.initials, owner.name) if name]
    meant = closest(word, people, lambda person: person[0])
    if not meant:
        raise RuleBroken(
            f"Begin with one of {', '.join(Party)}, or a name, then say for what: client bank letter."
        )
    if len(meant) > 1:
        names = " or ".join(name for name, _ in meant)
        raise RuleBroken(f"{quoted(word)} could be {names}: write more of it.")
    name, party = meant[0]
    return party, f"{what} ({name})" if what else name, tokens.follow


def _party(word: str) -> Party | None:
    """Returns the party that a word is, or the beginning of; `me` is the owner."""
    said = "owner" if word.casefold() == "me" else word.casefold().rstrip(":,")
    meant = [party for party in Party if said and party.startswith(said)]
    return meant[0] if len(meant) == 1 else None


def read_check_in(line: str, *, today: date) -> tuple[str, date | None]:
    """Returns what a look at a card has shown, and when to look again if the line says.

    Raises:
        RuleBroken: a sign makes no sense.
    """
    tokens = read_tokens(line, today=today, kind="card")
    return tokens.text, tokens.follow


def read_tags(line: str) -> tuple[list[str], list[str]]:
    """Returns the tags that a line adds, and those that it takes away with a minus: `tax #urgent -old`.

    Raises:
        RuleBroken: it names none.
    """
    words = [word.casefold() for word in line.split()]
    add = [word.lstrip("#") for word in words if not word.startswith("-") and word.strip("#")]
    gone = [word[1:].lstrip("#") for word in words if word.startswith("-") and word[1:].strip("#")]
    if not add and not gone:
        raise RuleBroken("Name a tag to add it, with a minus before it to take it away: tax -old.")
    return add, gone
