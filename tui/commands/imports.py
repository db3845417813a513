"""`import`: what another program has."""

import json
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from models.business import zone_named
from models.document import RuleBroken
from store.exchange import (
    FORMATS,
    CardPlan,
    CardReading,
    ImportPlan,
    Reading,
    carry_out,
    carry_out_cards,
    plan,
    plan_cards,
    read,
)
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
    """Bring in the log of a time tracker, or the cards of a board.

    FILE is recognised by its content; - is standard input.
    """
    data = read_stream(sys.stdin.buffer, "The input") if file == "-" else read_export(Path(file), pipes=True)
    with invocation.sitting() as sitting:
        zone = zone or sitting.zone
        found = _planned(sitting, read(data, format=form, zone=zone), zone)
        if not dry_run:
            _carry_out(sitting, found)
        if as_json:
            click.echo(json.dumps(_as_json(found), indent=2))
            return
        if dry_run:
            for row in _table(_cells(found, sitting)):
                invocation.say(row)
        for skipped in found.skipped:
            invocation.say(f"line {skipped.line} skipped: {skipped.reason}")
        invocation.say(counts(found) + (" · nothing was changed" if dry_run else ""))


def _planned(sitting: Sitting, reading: Reading | CardReading, zone: ZoneInfo) -> ImportPlan | CardPlan:
    who = sitting.owner().key
    if isinstance(reading, CardReading):
        return plan_cards(sitting.desk, reading, now=sitting.now, zone=zone)
    return plan(sitting.desk, reading, who=who, now=sitting.now, zone=zone)


def _carry_out(sitting: Sitting, found: ImportPlan | CardPlan) -> None:
    if isinstance(found, CardPlan):
        carry_out_cards(sitting.desk, found)
    else:
        carry_out(sitting.desk, found)


def _cells(found: ImportPlan | CardPlan, sitting: Sitting) -> list[tuple[str, ...]]:
    if isinstance(found, CardPlan):
        return [
            (
                row.card.column,
                row.card.title,
                row.helper.name if row.helper else "",
                day(row.card.due, sitting.today) if row.card.due else "",
                "archived" if row.card.archived else "new",
            )
            for row in found.new
        ]
    return [
        (
            day(row.entry.day(sitting.zone), sitting.today),
            times(row.entry, sitting.zone),
            row.state,
            row.entry.text,
            row.activity.name if row.activity.number else f"{row.activity.name} (new)",
        )
        for row in found.new
    ]


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _as_json(found: ImportPlan | CardPlan) -> dict[str, object]:
    numbers: dict[str, object] = {"format": found.format, "new": len(found.new), "known": found.known}
    skipped = [{"line": row.line, "reason": row.reason} for row in found.skipped]
    if isinstance(found, CardPlan):
        return numbers | {"archived": found.archived, "skipped": skipped}
    return numbers | {
        "overlapping": found.overlapping,
        "running": found.running,
        "skipped": skipped,
        "minutes": found.minutes,
    }
