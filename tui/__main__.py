"""The command line: `deskhand` opens the workspace, `deskhand log …` and the like do one thing and end."""

import gc
import os
import sys
from contextlib import suppress
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from tui.commands.invocation import Invocation

COMMANDS = {
    "log": "tui.commands.timer",
    "start": "tui.commands.timer",
    "stop": "tui.commands.timer",
    "cancel": "tui.commands.timer",
    "status": "tui.commands.timer",
    "add": "tui.commands.cards",
    "priorities": "tui.commands.priorities",
    "report": "tui.commands.report",
    "today": "tui.commands.today",
    "compare": "tui.commands.compare",
    "import": "tui.commands.imports",
    "export": "tui.commands.export",
    "backup": "tui.commands.backups",
    "restore": "tui.commands.backups",
    "check": "tui.commands.files",
    "paths": "tui.commands.files",
    "demo": "tui.commands.files",
    "keys": "tui.commands.files",
    "completion": "tui.commands.completion",
}
"""The commands and the modules they are in, each imported only when it is called."""


class CommandLine(click.Group):
    """The commands, with every error said in one sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Returns the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Returns a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        found = getattr(import_module(COMMANDS[cmd_name]), cmd_name.replace("import", "import_"))
        return found if isinstance(found, click.Command) else None

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Runs the command line and ends the process: 0 done, 1 refused, 2 called wrongly."""
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError):
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a stream put in its place
        try:
            code = super().main(*args, **({"prog_name": "deskhand"} | extra | {"standalone_mode": False}))
            sys.stdout.flush()
        except click.ClickException as error:
            code = _refuse(error.format_message(), error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            code = _refuse("Stopped.")
        except BrokenPipeError:  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 1
        except Exception as error:
            code = _refuse(_in_a_sentence(error))
        sys.exit(code if isinstance(code, int) else 0)


def _refuse(sentence: str, code: int = 1) -> int:
    from models.document import cleaned

    click.echo(cleaned(sentence), err=True)
    return code


def _in_a_sentence(error: Exception) -> str:
    from models.document import RuleBroken
    from store.errors import StoreError

    if isinstance(error, (RuleBroken, StoreError)):
        return str(error)
    if isinstance(error, OSError):
        return f"The system does not let that happen: {error.strerror or error}."
    if os.environ.get("DESKHAND_DEBUG"):
        raise error
    import traceback

    from tui.machine import keep_fault

    kept = keep_fault("".join(traceback.format_exception(error)))
    where = f"; {kept} holds the details" if kept else ""
    return f"{type(error).__name__}: this is a fault in Deskhand, your file is as it was last saved{where}."


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from models.dates import YEARS, quoted

    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{quoted(value)} is no date: write it like 2026-05-12.") from None
    if day.year not in YEARS:
        raise click.BadParameter(f"{quoted(value)} is out of reach: {YEARS[0]} to {YEARS[-1]} can be shown.")
    return day


def _version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            click.echo(f"deskhand {version('deskhand')}")
        except PackageNotFoundError:
            click.echo("deskhand, not installed: run from its source folder")
        ctx.exit()


@click.group(cls=CommandLine, invoke_without_command=True, context_settings={"max_content_width": 100})
@click.option(
    "--file", "path", type=click.Path(path_type=Path), envvar="DESKHAND_FILE", help="The workspace."
)
@click.option("--as", "who", metavar="INITIALS", envvar="DESKHAND_AS", help="Who is at the keyboard.")
@click.option("--on", metavar="DATE", envvar="DESKHAND_ON", callback=_day, help="Today's date, for a trial.")
@click.option("--ascii", is_flag=True, help="Draw with ASCII characters only.")
@click.option("--no-mouse", is_flag=True, help="Leave the mouse to the terminal.")
@click.option(
    "--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Say which this is."
)
@click.pass_context
def command_line(
    ctx: click.Context,
    path: Path | None,
    who: str | None,
    on: date | None,
    ascii: bool,
    no_mouse: bool,
) -> int | None:
    """Hand work to others: without a command, open the workspace."""
    ctx.obj = Invocation(path, who, on, ascii, no_mouse)
    return None if ctx.invoked_subcommand else ctx.obj.open_screen()


def main() -> NoReturn:
    """Runs `deskhand`."""
    gc.disable()  # a command is over before there is garbage; the screens turn it on again
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some takes longer than `log`
    command_line.main()


if __name__ == "__main__":
    main()
