"""`backup` and `restore`: copies of the whole workspace, and the way back."""

from datetime import datetime
from pathlib import Path

import click

from models.document import RuleBroken
from tui.commands.invocation import Invocation

LAST = "last"


@click.command()
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Put the copy here, not beside the file."
)
@click.option("--force", is_flag=True, help="Overwrite that file if it is there.")
@click.pass_obj
def backup(invocation: Invocation, out: Path | None, force: bool) -> None:
    """Keep a copy of the whole workspace.

    Copies beside the workspace are thinned out: all of the last day stay, then the last of seven days, four
    weeks and twelve months. Erasing a person renews them; it does not reach a copy made with --out.
    """
    from store.recovery import back_up, whole
    from tui.commands.writing import write_whole

    if out is None:
        invocation.say(f"Kept as {back_up(invocation.path)}.")
    else:
        write_whole(invocation.path.resolve(), out, whole(invocation.path), force=force)
        invocation.say(f"Kept as {out}. Erasing a person does not reach this copy.")


@click.command()
@click.argument("copy", metavar="COPY", required=False)
@click.option("--list", "listed", is_flag=True, help="List the copies beside the workspace, newest first.")
@click.pass_obj
def restore(invocation: Invocation, copy: str | None, listed: bool) -> None:
    """Put a copy back, after a copy of what is there now.

    COPY is a file, the name of a copy that --list shows, or last.
    """
    from store.recovery import copies
    from store.recovery import restore as put_back

    if listed == (copy is not None):
        raise click.UsageError("Say which copy, as in deskhand restore last, or --list to see them.")
    made = copies(invocation.path)
    if copy is None:
        for path, at, size in made:
            invocation.say(f"{path.name}  {_at(at)}  {size / 1_000:>9,.0f} kB")
        if not made:
            invocation.say("There is no copy yet: deskhand backup makes one.")
        return
    chosen = _meant(copy, [path for path, _, _ in made])
    done = put_back(invocation.path, chosen)
    kept = " and ".join(str(path) for path in done.kept)
    invocation.say(f"Put back {chosen.name}." + (f" What was there is kept as {kept}." if kept else ""))
    if done.still_erased is None:
        invocation.say("What was erased since is not known: erase again whoever came back with it.")
    elif done.still_erased:
        records = "1 record" if done.still_erased == 1 else f"{done.still_erased:,} records"
        invocation.say(f"{records} erased since then stayed away; undo steps and trash of the copy, too.")


def _meant(said: str, made: list[Path]) -> Path:
    if said == LAST:
        if not made:
            raise RuleBroken("There is no copy yet: name a file, or make one with deskhand backup.")
        return made[0]
    return next((path for path in made if path.name == said), Path(said))


def _at(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
