"""`add`: a card from a shell."""

import click

from models.card_line import helper_for, read_card
from models.dates import quoted, shortened
from models.document import RuleBroken
from store.cards import add_card
from tui.card_words import summary
from tui.commands.invocation import SIGNS_ARE_TEXT, Invocation, sentence


@click.command(context_settings=SIGNS_ARE_TEXT)
@click.argument("text", nargs=-1, required=True)
@click.option("--make-helper", is_flag=True, help="Make the helper that @name names, if there is none.")
@click.pass_obj
def add(invocation: Invocation, text: tuple[str, ...], make_helper: bool) -> None:
    """Add a card to the Inbox: Call supplier @anna due:fri #tax."""
    with invocation.sitting() as sitting:
        sitting.owner()
        tokens = read_card(sentence(text), today=sitting.today)
        with sitting.desk.transaction(f"Add {shortened(tokens.text)}") as desk:
            helper = helper_for(tokens, desk.helpers)
            if helper is not None and helper.is_new and not make_helper:
                raise RuleBroken(
                    f"There is no helper {quoted(helper.name)} yet: add --make-helper, or leave out the @."
                )
            card = add_card(desk, tokens, today=sitting.today)
        invocation.say(f"{card.ref} {summary(card, helper.name if helper else '', sitting.today)}")
