"""`import`: what another time tracker has."""

import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from models.business import zone_named
from models.document import RuleBroken
from store.exchange import FORMATS, ImportPlan, Planned, carry_out, plan, read
from tui.commands.invocation import Invocation, Sitting
from tui.exports import counts, read_export, read_stream
from tui.wording import day, times


def _zone(ctx: click.Context, option: click.Parameter, value: str | None) -> ZoneInfo | None:
    try:
        return None if value is None else zone_named(value)
    except RuleBroken as broken:
        raise click.BadParameter(str(broken)) from None


@click.command("import")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), help="Instead of recognising it.")
@click.option("--zone", callback=_zone, help="The zone of times that do not say theirs, like Europe/Dublin.")
@click.option("--dry-run", is_flag=True, help="Show what would come in, change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def import_(
    invocation: Invocation, file: str, form: str | None, zone: ZoneInfo | None, dry_run: bool, as_json: bool
) -> None:
    """Bring in what another time tracker logged.

    FILE is recognised by its content; - is standard input.
    """
    data = read_stream(sys.stdin.buffer, "The input") if file == "-" else read_export(Path(file), pipes=True)
    with invocation.sitting() as sitting:
        zone = zone or sitting.zone
        reading = read(data, format=form, zone=zone)
        found = plan(sitting.desk, reading, who=sitting.owner().key, now=sitting.now, zone=zone)
        if not dry_run:
            carry_out(sitting.desk, found)
        if as_json:
            click.echo(json.dumps(_as_json(found), indent=2))
            return
        if dry_run:
            for row in _table(found.new, sitting):
                invocation.say(row)
        for skipped in found.skipped:
            invocation.say(f"line {skipped.line} skipped: {skipped.reason}")
        invocation.say(counts(found) + (" · nothing was changed" if dry_run else ""))


def _table(rows: tuple[Planned, ...], sitting: Sitting) -> list[str]:
    cells = [
        (
            day(row.entry.day(sitting.zone), sitting.today),
            times(row.entry, sitting.zone),
            row.state,
            row.entry.text,
            row.activity.name if row.activity.number else f"{row.activity.name} (new)",
        )
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _as_json(found: ImportPlan) -> dict[str, object]:
    return {
        "format": found.format,
        "new": len(found.new),
        "known": found.known,
        "overlapping": found.overlapping,
        "running": found.running,
        "skipped": [{"line": row.line, "reason": row.reason} for row in found.skipped],
        "minutes": found.minutes,
    }
