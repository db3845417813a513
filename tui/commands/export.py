"""`export`: the cards for a spreadsheet, the board or one card for people to read."""

import re
from pathlib import Path

import click

from models.board import Card
from models.dates import quoted
from models.document import RuleBroken
from tui.card_export import board_markdown, card_markdown, cards_csv
from tui.commands.invocation import Invocation, Sitting


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "markdown"]))
@click.option("--card", "said", metavar="CARD", help="With markdown: this card only, such as C14.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.pass_obj
def export(invocation: Invocation, form: str, said: str | None, out: Path | None, force: bool) -> None:
    """Write out the cards.

    FORMAT is csv, a row for each card, or markdown, the board column by column or one card in full.
    """
    if form == "csv" and said is not None:
        raise click.UsageError("--card goes with markdown: csv holds a row for each card.")
    with invocation.sitting() as sitting:
        text = _text(sitting, form, said)
        if out is None:
            click.echo(text, nl=False)
        else:
            _write(sitting, out, text, force=force)
            invocation.say(f"Written to {out}.")


def _text(sitting: Sitting, form: str, said: str | None) -> str:
    desk, now, zone = sitting.desk, sitting.now, sitting.zone
    if form == "csv":
        return cards_csv(desk, now=now, zone=zone)
    if said is None:
        return board_markdown(desk, now=now, zone=zone)
    return card_markdown(_card(sitting, said), desk, now=now, zone=zone)


def _card(sitting: Sitting, said: str) -> Card:
    number = re.fullmatch(r"[cC]?(\d{1,9})", said.strip(), re.ASCII)
    if number is None:
        raise RuleBroken(f"{quoted(said)} is no card: say its number, such as C14.")
    return sitting.desk.cards[int(number[1])]


def _write(sitting: Sitting, out: Path, text: str, *, force: bool) -> None:
    """Writes a file that is not there yet, or overwrites one that is no part of the workspace."""
    kept = sitting.desk.path
    if out.resolve().parent == kept.parent and out.resolve().name.startswith(kept.name):
        raise RuleBroken(f"{out} belongs to the workspace: name another file.")
    try:
        with out.open("w" if force else "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise RuleBroken(f"{out} is there already: name another file, or add --force.") from None
    except OSError as error:
        why = error.strerror or "no reason given"
        raise RuleBroken(f"{out} cannot be written ({why}): name another file.") from None
