"""What a command hands out: printed, or put whole into a private file that is no part of the workspace."""

import os
from pathlib import Path

import click

from models.document import RuleBroken
from store.backups import FOLDER
from store.disk import Disk
from store.files import place
from store.snapshot import is_workspace
from tui.commands.invocation import Invocation, Sitting


def put_out(
    invocation: Invocation, sitting: Sitting, out: Path | None, data: str | bytes, *, force: bool = False
) -> None:
    """Prints a text, or writes it to a file and says where it is.

    Args:
        invocation: prints.
        sitting: knows which files are the workspace's.
        out: the file; None or `-` is the screen.
        data: what is handed out.
        force: whether a file that is there may be overwritten.

    Raises:
        RuleBroken: the file is there already, belongs to the workspace, or cannot be written.
    """
    if out is None or str(out) == "-":
        click.echo(data, nl=False)
        return
    write_whole(sitting.desk.path, out, data.encode() if isinstance(data, str) else data, force=force)
    invocation.say(f"Written to {out}.")


def write_whole(workspace: Path, out: Path, data: bytes, *, force: bool = False) -> None:
    """Writes a file that only its owner can read: all of it, or nothing.

    A device or a pipe, which cannot be replaced, is written to as it is.

    Raises:
        RuleBroken: the file is there already, belongs to the workspace, or cannot be written.
    """
    there = out.resolve()
    beside = there.parent in (workspace.parent, workspace.with_name(FOLDER))
    if beside and there.name.startswith(workspace.name):
        raise RuleBroken(f"{out} belongs to the workspace: name another file.")
    try:
        if there.exists() and not there.is_file() and not there.is_dir():
            there.write_bytes(data)
            return
        if there.exists() and not force:
            raise RuleBroken(f"{out} is there already: name another file, or add --force.")
        if there.is_dir():
            raise RuleBroken(f"{out} is a folder: name a file in it.")
        if there.exists() and is_workspace(there):
            raise RuleBroken(f"{out} is a workspace, which no export overwrites: name another file.")
        place(there, data, 0o600, Disk())
    except OSError as error:
        why = error.strerror or os.strerror(error.errno or 0)
        raise RuleBroken(f"{out} cannot be written ({why}): name another file.") from None
