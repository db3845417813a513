"""The lines in which an owner says something of an item: who told, until when, by which limit."""

from collections.abc import Sequence
from datetime import date

from models.dates import read_date
from models.document import RuleBroken
from models.templates import Side
from models.tokens import read_tokens

_SIDES = {"me": Side.OWNER, "us": Side.OWNER, "both": Side.BOTH, "helper": Side.HELPER}


def read_report(text: str) -> tuple[str, str]:
    """Returns who told that something is done and how that is known, of a line such as `Niamh: saw it`.

    Raises:
        RuleBroken: one of the two is missing.
    """
    who, _, how = (part.strip() for part in text.partition(":"))
    if not (who and how):
        raise RuleBroken(
            "Who told you it is done, and how do you know? Write it like Niamh: showed it on a call."
        )
    return who, how


def read_dated(text: str, *, today: date) -> tuple[date, str]:
    """Returns the day and the reason of a line such as `15may: client data is late`.

    Raises:
        RuleBroken: the day is none, or no reason is given.
    """
    said, _, reason = (part.strip() for part in text.partition(":"))
    day = read_date(said, today=today)
    if not reason:
        raise RuleBroken("Why? Give the reason behind the day, as in 15may: client data is late.")
    return day, reason


def read_limit(text: str) -> tuple[str, str]:
    """Returns the limit, and the reason where one is given, of a line such as `read only: nobody else`."""
    limit, _, reason = (part.strip() for part in text.partition(":"))
    return limit, reason


def read_own_line(text: str, *, today: date, names: Sequence[str] = ()) -> tuple[str, Side, date | None]:
    """Returns what a list's own line says, of text such as `Order a chair @helper due:fri`.

    Whose it is stands behind `@`: me, both, helper or a name of the helper; without it, it is the owner's.

    Args:
        text: the line.
        today: the day.
        names: what the helper is called.

    Raises:
        RuleBroken: it says nothing, names somebody else, or has a sign that a line cannot have.
    """
    tokens = read_tokens(text, today=today, kind="card")
    if tokens.tags or tokens.category or tokens.priority or tokens.follow:
        raise RuleBroken(
            "A line has words, @helper or @both, and due: and a day; put a \\ before other signs."
        )
    if not tokens.text:
        raise RuleBroken("What is to be settled? Say it in a few words.")
    said = (tokens.person or "me").casefold()
    side = Side.HELPER if said in {each.casefold() for each in names} else _SIDES.get(said)
    if side is None:
        called = next((f" (@{each})" for each in names), "")
        raise RuleBroken(f"Whose is it? Say @me, @both or @helper{called}.")
    return tokens.text, side, tokens.due
