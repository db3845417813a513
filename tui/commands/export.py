"""`export`: the cards for a spreadsheet, the board or one card for people to read."""

import os
import re
from pathlib import Path
from stat import S_ISREG

import click

from models.board import Card
from models.dates import quoted
from models.document import RuleBroken
from tui.card_export import board_markdown, card_markdown, cards_csv
from tui.commands.compare import sheet_of
from tui.commands.invocation import Invocation, Sitting


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "markdown"]))
@click.option("--card", metavar="CARD", help="With markdown: this card only, such as C14.")
@click.option("--role", metavar="ROLE", help="With markdown: how the candidates of this role compare.")
@click.option("--list", "checklist", metavar="LIST", help="With markdown: a running list for its helper.")
@click.option("--helper", metavar="HELPER", help="With markdown: the page of this helper, for them.")
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file instead of the screen.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.pass_obj
def export(
    invocation: Invocation,
    form: str,
    card: str | None,
    role: str | None,
    checklist: str | None,
    helper: str | None,
    out: Path | None,
    force: bool,
) -> None:
    """Write out the cards, how candidates compare, or a list or a page for a helper.

    FORMAT is csv, a row for each card, or markdown: the board column by column, one card in full, the
    comparison of a role's candidates, or a running list, such as L4, or the page of a helper, such as H1,
    without what only owners may see.
    """
    given = {"--card": card, "--role": role, "--list": checklist, "--helper": helper}
    named = [option for option, said in given.items() if said is not None]
    if form == "csv" and named:
        raise click.UsageError(f"{named[0]} goes with markdown: csv holds a row for each card.")
    if len(named) > 1:
        raise click.UsageError(f"Say {' or '.join(named)}, not both: a file holds one of them.")
    with invocation.sitting() as sitting:
        if role is not None:
            text = _comparison(sitting, role)
        elif checklist is not None:
            text = _sent(sitting, checklist)
        elif helper is not None:
            text = _page(sitting, helper)
        else:
            text = _text(sitting, form, card)
        if out is None:
            click.echo(text, nl=False)
        else:
            _write(sitting, out, text, force=force)
            invocation.say(f"Written to {out}.")


def _text(sitting: Sitting, form: str, card: str | None) -> str:
    desk, now, zone = sitting.desk, sitting.now, sitting.zone
    if form == "csv":
        return cards_csv(desk, now=now, zone=zone)
    if card is None:
        return board_markdown(desk, now=now, zone=zone)
    return card_markdown(_card(sitting, card), desk, now=now, zone=zone)


def _comparison(sitting: Sitting, role: str) -> str:
    from tui.comparison_export import comparison_markdown

    return comparison_markdown(sheet_of(sitting, role))


def _sent(sitting: Sitting, said: str) -> str:
    """Returns a running list as its helper may see it."""
    from models.checklist_text import checklist_sent
    from tui.register import facts

    number = re.fullmatch(r"[lL]?(\d{1,9})", said.strip(), re.ASCII)
    if number is None:
        raise RuleBroken(f"{quoted(said)} is no list: say its number, such as L4.")
    desk = sitting.desk
    return checklist_sent(desk.checklists[int(number[1])], facts(desk, sitting.today), desk.business)


def _page(sitting: Sitting, said: str) -> str:
    """Returns the page of a helper as the helper may see it."""
    from tui.register import page_sent

    number = re.fullmatch(r"[hH]?(\d{1,9})", said.strip(), re.ASCII)
    if number is None:
        raise RuleBroken(f"{quoted(said)} is no helper: say the number, such as H1.")
    return page_sent(sitting.desk, sitting.desk.helpers[int(number[1])], sitting.today)


def _card(sitting: Sitting, said: str) -> Card:
    number = re.fullmatch(r"[cC]?(\d{1,9})", said.strip(), re.ASCII)
    if number is None:
        raise RuleBroken(f"{quoted(said)} is no card: say its number, such as C14.")
    return sitting.desk.cards[int(number[1])]


def _write(sitting: Sitting, out: Path, text: str, *, force: bool) -> None:
    """Writes a private file that is not there yet, or overwrites one that is no part of the workspace."""
    kept = sitting.desk.path
    if out.resolve().parent == kept.parent and out.resolve().name.startswith(kept.name):
        raise RuleBroken(f"{out} belongs to the workspace: name another file.")
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if force else os.O_EXCL), 0o600)
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:
            if S_ISREG(os.fstat(handle).st_mode):
                os.fchmod(handle, 0o600)
            stream.write(text)
    except FileExistsError:
        raise RuleBroken(f"{out} is there already: name another file, or add --force.") from None
    except OSError as error:
        why = error.strerror or "no reason given"
        raise RuleBroken(f"{out} cannot be written ({why}): name another file.") from None
