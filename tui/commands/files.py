"""`check`, `paths`, `demo` and `keys`: the program and its files."""

import json
import tempfile
from pathlib import Path

import click

from models.document import RuleBroken
from tui.commands.invocation import Invocation


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.pass_obj
def check(invocation: Invocation, as_json: bool) -> int:
    """Say whether the file is sound; exit 1 when it is not."""
    from store import check as examine

    if not invocation.path.exists():
        raise RuleBroken(f"There is no workspace at {invocation.path} yet: the first entry or card makes it.")
    found = examine(invocation.path)
    if as_json:
        shape = ("sound", "documents", "journal_lines", "schema", "problems")
        click.echo(json.dumps({name: getattr(found, name) for name in shape}, indent=2))
    else:
        for problem in found.problems:
            invocation.say(problem)
        held = ", ".join(f"{number:,} {table}" for table, number in found.documents.items()) or "no records"
        invocation.say(f"{invocation.path} is {'sound' if found.sound else 'not sound'} · {held}")
        if not found.sound:
            invocation.say(_what_to_do(invocation.path))
    return 0 if found.sound else 1


def _what_to_do(path: Path) -> str:
    """Returns what helps a workspace that is not sound."""
    from store.recovery import copies

    made = copies(path)
    if not made:
        return "There is no backup: keep the file as it is, and put a copy of your own back with restore."
    day = f"{made[0][1]:%Y-%m-%d %H:%M} UTC"
    return f"The last backup is of {day}: deskhand restore last puts it back and keeps what is there now."


@click.command()
@click.pass_obj
def paths(invocation: Invocation) -> None:
    """Say where the files are."""
    from tui.machine import config_file, state_dir

    file = invocation.path
    for name, path in {
        "workspace": file,
        "journal": file.with_name(f"{file.name}.journal"),
        "settings": config_file(),
        "state": state_dir(),
    }.items():
        click.echo(f"{name:<9}  {path}")


@click.command()
@click.pass_obj
def keys(invocation: Invocation) -> None:
    """Print the table of keys."""
    from tui.keymap import key_table

    rows = key_table()
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1, 2)]
    for row in rows:
        invocation.say("  ".join(text.ljust(width) for text, width in zip(row, [*widths, 0], strict=True)))


@click.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="Keep the copy here.")
@click.option("--no-open", is_flag=True, help="Only make the file and print its path.")
@click.pass_obj
def demo(invocation: Invocation, folder: Path | None, no_open: bool) -> int:
    """Open a filled copy of the demo business on its own day."""
    from store.demo import DEMO_OWNER, make_demo

    if not no_open:
        invocation.need_terminal()
    path = (folder or Path(tempfile.mkdtemp(prefix="deskhand-demo-"))) / "workspace.json"
    if path.exists():
        raise RuleBroken(f"{path} is there already: open it with --file, or name another folder.")
    today = make_demo(path)
    if no_open:
        click.echo(path)
        return 0
    return invocation.open_screen(path=path, on=invocation.on or today, who=DEMO_OWNER, tour=True)
