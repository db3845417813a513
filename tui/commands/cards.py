"""`add`: a card from a shell."""

import click

from models.board import Card, Column, Priority, crew, foot_of, helper_named, lanes
from models.card_line import card_from, read_card
from models.dates import quoted, shortened
from models.document import RuleBroken
from models.helpers import Helper
from models.tokens import Tokens
from tui.commands.invocation import SIGNS_ARE_TEXT, Invocation, Sitting
from tui.wording import day, listed


@click.command(context_settings=SIGNS_ARE_TEXT)
@click.argument("text", nargs=-1, required=True)
@click.option("--make-helper", is_flag=True, help="Make the helper that @name names, if there is none.")
@click.pass_obj
def add(invocation: Invocation, text: tuple[str, ...], make_helper: bool) -> None:
    """Add a card to the Inbox: Call supplier @anna due:fri #tax."""
    with invocation.sitting() as sitting:
        sitting.owner()
        tokens = read_card(" ".join(text), today=sitting.today)
        with sitting.desk.transaction(f"Add {shortened(tokens.text)}") as desk:
            helper = tokens.person and _helper(tokens.person, list(desk.helpers), make_helper)
            if helper and not helper.number:
                helper = desk.helpers.put(helper)
            card = card_from(
                tokens,
                helper=helper or None,
                business=desk.business,
                today=sitting.today,
                order=foot_of(lanes(desk.cards)[Column.INBOX]),
            )
            card = desk.cards.put(card)
        invocation.say(_described(sitting, card, tokens))


def _helper(name: str, helpers: list[Helper], make: bool) -> Helper:
    found = helper_named(name, helpers)
    if found is not None:
        return found
    meant = [each.name for each in crew(helpers) if each.name.casefold().startswith(name.casefold())]
    if meant:
        raise RuleBroken(f"{quoted('@' + name)} could be {listed(meant)}: type more of the name.")
    if not make:
        raise RuleBroken(f"There is no helper {quoted(name)} yet: add --make-helper, or leave out the @.")
    return Helper.of(name=name)


def _described(sitting: Sitting, card: Card, tokens: Tokens) -> str:
    helper = sitting.desk.helpers.get(card.helper)
    parts = [
        f"{card.ref} {card.title}",
        *([helper.name] if helper else []),
        *([f"due {day(card.due, sitting.today)}"] if card.due else []),
        *([f"follow up {day(tokens.follow, sitting.today)}"] if tokens.follow else []),
        *([f"{card.priority} priority"] if card.priority is not Priority.NORMAL else []),
        *(f"#{tag}" for tag in card.tags),
    ]
    return " · ".join(parts)
