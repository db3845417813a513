"""`completion`: the script that lets a shell complete commands, options and the numbers of records."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_DESKHAND_COMPLETE"
"""What tells the program that a shell asks."""
_LONGEST = 60

Completing = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in a shell.

    In bash, put `eval "$(deskhand completion bash)"` into ~/.bashrc; the same line with zsh goes into
    ~/.zshrc; for fish, run `deskhand completion fish > ~/.config/fish/completions/deskhand.fish`.
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(ctx.find_root().command, {}, "deskhand", VARIABLE).source())


def completing(table: str) -> Completing:
    """Returns what completes the numbers of a table's records; a file that cannot be read has none."""

    def found(ctx: click.Context, option: click.Parameter, begun: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        from store.errors import StoreError

        try:
            known = _records(ctx, table)
        except (StoreError, OSError):
            return []
        return [
            CompletionItem(ref, help=said[:_LONGEST]) for ref, said in known if ref.startswith(begun.upper())
        ]

    return found


def _records(ctx: click.Context, table: str) -> list[tuple[str, str]]:
    """Returns number and name of the records that are not put away, read without touching the file."""
    from models.document import cleaned
    from store.disk import Disk
    from store.loading import load
    from store.tables import KINDS
    from tui.machine import data_file

    rows = load(ctx.find_root().params.get("path") or data_file(), Disk()).tables.get(table)
    kept = ((number, rows.get(number) or {}) for number in rows.numbers()) if rows else ()
    return [
        (KINDS[table].ref(number), cleaned(str(row.get("title") or row.get("name") or "")))
        for number, row in kept
        if row.get("archived") is None
    ]
