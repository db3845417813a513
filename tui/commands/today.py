"""`today`: what needs an owner now, for a login message, a cron mail or a script."""

import json
import shutil
from typing import TYPE_CHECKING

import click

from tui.commands.invocation import Invocation

if TYPE_CHECKING:
    from models.today_line import Line
    from models.today_record import OnRecord

SAFETY_STANDS = 3
"""The exit code while a line about safety stands."""
WIDTH = 80
"""Cells of a row where the width of the terminal is not known, and at most where it is."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, with every line.")
@click.option("--all", "in_full", is_flag=True, help="Print every line, not the most severe only.")
@click.pass_context
def today(ctx: click.Context, as_json: bool, in_full: bool) -> None:
    """Print what needs you today, the most severe first.

    The exit code is 3 while something about safety stands, else 0.
    """
    invocation: Invocation = ctx.obj
    with invocation.sitting(asks=True) as sitting:
        from models.today import divided
        from tui.on_record import desk_of, on_record

        owner = sitting.owner()
        record = on_record(sitting.desk, owner=owner.key, now=sitting.now, zone=sitting.zone)
        own = desk_of(sitting.desk, owner.key)
        found, put_off = divided(record, own)
        if as_json:
            click.echo(json.dumps(_document(found, record, owner.initials), indent=2))
        elif found:
            _print(invocation, found, record, in_full)
        else:
            from models.today_coming import next_thing
            from tui.today_words import nothing

            invocation.say(nothing(next_thing(record, own, put_off), record.today))
    if any(line.rule.is_safety for line in found):
        ctx.exit(SAFETY_STANDS)


def _document(found: "list[Line]", record: "OnRecord", owner: str) -> dict[str, object]:
    from tui.today_words import text

    return {
        "date": record.today.isoformat(),
        "owner": owner,
        "lines": [
            {
                "rule": line.rule,
                "subject": line.subject,
                "text": text(line, record.today, record.business.currency),
                "due": line.due and line.due.isoformat(),
                "folds": len(line.folds),
            }
            for line in found
        ],
    }


def _print(invocation: Invocation, found: "list[Line]", record: "OnRecord", in_full: bool) -> None:
    from models.today import compact
    from tui.today_words import rows, summary
    from tui.wording import day

    short = compact(found, len(found)) if in_full else compact(found)
    invocation.say(" · ".join(filter(None, (f"Today  {day(record.today)}", record.business.name))))
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    for row in rows(short.shown, record.today, record.business.currency, width):
        invocation.say(row)
    if more := summary(short):
        invocation.say(f" {more}")
