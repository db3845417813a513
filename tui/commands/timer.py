"""`log`, `start`, `stop`, `cancel` and `status`: the time log from a shell."""

import json

import click

from models.audit import TimeEntry, last_end, logged, running_entry
from models.dates import shortened
from models.document import RuleBroken
from models.entry_line import EntryLine, read_entry
from models.when import Span, read_when
from store.changes import log_line
from tui.commands.invocation import SIGNS_ARE_TEXT, Invocation, Sitting, sentence
from tui.wording import clock, duration, span, times


@click.command(context_settings=SIGNS_ARE_TEXT)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def log(invocation: Invocation, text: tuple[str, ...]) -> None:
    """Log what was done: 9-10:30 email triage +admin !4."""
    with invocation.sitting() as sitting:
        who = sitting.owner().key
        line = _read(sitting, text, who)
        if line.span is None:
            raise RuleBroken("Say when you did it, as in 9-10:30 or 25m, or use deskhand start.")
        _save(invocation, sitting, line, who, f"Log {shortened(line.tokens.text)}")


@click.command(context_settings=SIGNS_ARE_TEXT)
@click.argument("text", nargs=-1, required=True)
@click.pass_obj
def start(invocation: Invocation, text: tuple[str, ...]) -> None:
    """Start the timer, now or at a time: 25m ago email triage."""
    with invocation.sitting() as sitting:
        who = sitting.owner().key
        line = _read(sitting, text, who)
        if line.span is not None and line.span.end is not None:
            raise RuleBroken("That has an end already: use deskhand log, or start at 9:00 or 25m ago.")
        _save(invocation, sitting, line, who, f"Start {shortened(line.tokens.text)}")


@click.command(context_settings=SIGNS_ARE_TEXT)
@click.argument("when", nargs=-1)
@click.pass_obj
def stop(invocation: Invocation, when: tuple[str, ...]) -> None:
    """Stop the timer, now or at a time: 17:30, 10m ago."""
    with invocation.sitting() as sitting:
        who, at = sitting.owner().key, sitting.now
        if when:
            said = read_when(sentence(when), now=sitting.now, zone=sitting.zone)
            if said.end is not None:
                raise RuleBroken("Say the moment it stopped, as in 17:30 or 10m ago.")
            at = said.start
        with sitting.desk.transaction("Stop the timer") as desk:
            entry = desk.entries.put(_running(sitting, who).stopped(at))
        invocation.say(_described(sitting, entry))


@click.command()
@click.pass_obj
def cancel(invocation: Invocation) -> None:
    """Stop the timer and put its entry in the archive."""
    with invocation.sitting() as sitting:
        who = sitting.owner().key
        with sitting.desk.transaction("Cancel the timer") as desk:
            entry = desk.entries.put(_running(sitting, who).put_away(at=sitting.now))
        invocation.say(f"{entry.ref} {entry.text} · cancelled after {clock(entry.minutes(sitting.now))}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def status(invocation: Invocation, as_json: bool) -> None:
    """Say what the timer is on, and how much is logged today."""
    from models.insight import union_minutes  # which `log` does without, and is quicker for it

    with invocation.sitting(asks=True) as sitting:
        who = sitting.owner().key
        entries = logged(sitting.desk.entries)
        entry = running_entry(entries, who)
        own = (each for each in entries if each.who == who and each.day(sitting.zone) == sitting.today)
        today = union_minutes(own, sitting.now)
        if as_json:
            click.echo(json.dumps({"running": entry and _as_json(sitting, entry), "today_minutes": today}))
            return
        total = f"{duration(today)} logged today"
        if entry is None:
            invocation.say(f"No timer is running · {total}")
        else:
            since = times(entry, sitting.zone).removesuffix("-now")
            invocation.say(f"{clock(entry.minutes(sitting.now))} {entry.text} · since {since} · {total}")


def _as_json(sitting: Sitting, entry: TimeEntry) -> dict[str, object]:
    activity = sitting.desk.activities.get(entry.activity)
    return {
        "number": entry.number,
        "text": entry.text,
        "category": activity and activity.category,
        "start": entry.start.astimezone(sitting.zone).isoformat(),
        "minutes": entry.minutes(sitting.now),
    }


def _read(sitting: Sitting, text: tuple[str, ...], who: str) -> EntryLine:
    end = last_end(sitting.desk.entries, who)
    return read_entry(sentence(text), now=sitting.now, zone=sitting.zone, last_end=end)


def _running(sitting: Sitting, who: str) -> TimeEntry:
    entry = running_entry(sitting.desk.entries, who)
    if entry is None:
        raise RuleBroken("No timer is running: deskhand start begins one.")
    return entry


def _save(invocation: Invocation, sitting: Sitting, line: EntryLine, who: str, label: str) -> None:
    with sitting.desk.transaction(label) as desk:
        entry, stopped = log_line(desk, line, who=who, now=sitting.now, zone=sitting.zone)
    if stopped is not None:
        invocation.say(_described(sitting, stopped))
    invocation.say(_described(sitting, entry))


def _described(sitting: Sitting, entry: TimeEntry) -> str:
    activity = sitting.desk.activities.get(entry.activity)
    parts = [
        f"{entry.ref} {entry.text}",
        span(Span(entry.start, entry.end), now=sitting.now, zone=sitting.zone),
        activity.category if activity and activity.category else "no category",
        *([f"stress {entry.stress}"] if entry.stress else []),
        *entry.flags,
        *(f"#{tag}" for tag in entry.tags),
        *(["archived"] if entry.archived else []),
    ]
    return " · ".join(parts)
