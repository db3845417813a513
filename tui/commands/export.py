"""`export`: tables for a spreadsheet, every record, a calendar, and texts for people to read."""

import re
from pathlib import Path

import click

from models.board import Card
from models.dates import quoted
from models.document import RuleBroken
from store.tables import KINDS
from tui.card_export import board_markdown, card_markdown
from tui.commands.compare import sheet_of
from tui.commands.completion import completing
from tui.commands.invocation import Invocation, Sitting
from tui.commands.writing import put_out

CARDS, ITEMS = "cards", "items"


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "json", "ics", "markdown"]))
@click.option(
    "--table", metavar="NAME", type=click.Choice([*KINDS, ITEMS]), help="With csv: this table, not the cards."
)
@click.option(
    "--card", metavar="CARD", shell_complete=completing("cards"), help="With markdown: this card only."
)
@click.option(
    "--role",
    metavar="ROLE",
    shell_complete=completing("roles"),
    help="With markdown: how the candidates of this role compare.",
)
@click.option(
    "--list",
    "checklist",
    metavar="LIST",
    shell_complete=completing("checklists"),
    help="With markdown: a running list for its helper.",
)
@click.option(
    "--helper",
    metavar="HELPER",
    shell_complete=completing("helpers"),
    help="With markdown: the page of this helper, for them.",
)
@click.option("--out", type=click.Path(path_type=Path), help="Write to this file; - or none is the screen.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
@click.pass_obj
def export(
    invocation: Invocation,
    form: str,
    table: str | None,
    card: str | None,
    role: str | None,
    checklist: str | None,
    helper: str | None,
    out: Path | None,
    force: bool,
) -> None:
    """Write out tables, records, a calendar, or texts to read.

    FORMAT is csv, a row for each card or for each record of a table (entries, activities, candidates, items
    of the running lists and so on); json, every record as the file holds it; ics, a calendar of what is due,
    talks, renewals, ends of papers and access, and reviews; or markdown: the board column by column, one
    card in full, the comparison of a role's candidates, or a running list, such as L4, or the page of a
    helper, such as H1, without what only owners may see.
    """
    given = {"--card": card, "--role": role, "--list": checklist, "--helper": helper}
    named = [option for option, said in given.items() if said is not None]
    if form != "markdown" and named:
        raise click.UsageError(f"{named[0]} goes with markdown: {form} holds all there is.")
    if form != "csv" and table is not None:
        raise click.UsageError(f"--table goes with csv: {form} is of no single table.")
    if len(named) > 1:
        raise click.UsageError(f"Say {' or '.join(named)}, not both: a file holds one of them.")
    with invocation.sitting(asks=True) as sitting:
        if role is not None:
            text: str | bytes = _comparison(sitting, role)
        elif checklist is not None:
            text = _sent(sitting, checklist)
        elif helper is not None:
            text = _page(sitting, helper)
        elif form == "markdown":
            text = _text(sitting, card)
        else:
            text = _data(sitting, form, table or CARDS)
        put_out(invocation, sitting, out, text, force=force)


def _data(sitting: Sitting, form: str, table: str) -> str | bytes:
    if form == "csv":
        from tui.tables_out import table_csv

        return table_csv(sitting.desk, table, now=sitting.now, zone=sitting.zone)
    if form == "json":
        from store.exchange.everything import everything_out

        return everything_out(sitting.desk)
    from store.exchange.calendar_out import calendar_out
    from tui.reporting import calendar_of

    name = sitting.desk.business.name or "Deskhand"
    return calendar_out(calendar_of(sitting.desk, sitting.today, sitting.zone).occasions(), name)


def _text(sitting: Sitting, card: str | None) -> str:
    desk, now, zone = sitting.desk, sitting.now, sitting.zone
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
