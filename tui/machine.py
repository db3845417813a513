"""What the machine provides: a zone, a clock, and places for files."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from models.document import RuleBroken

APP = "deskhand"


def local_zone() -> str:
    """Returns the IANA name of the machine's time zone, `UTC` where it has none."""
    from tzlocal import get_localzone_name

    try:
        name = get_localzone_name()
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # what tzlocal and zoneinfo raise for a broken setting
        return "UTC"
    return name


def clock(on: date | None, zone: str) -> Callable[[], datetime]:
    """Returns the clock of a sitting.

    Args:
        on: the day it shows, at the machine's time of day; None is today.
        zone: the IANA name of the zone in which that day is.
    """

    def now() -> datetime:
        real = datetime.now(UTC)
        if on is None:
            return real
        local = real.astimezone(ZoneInfo(zone))
        return datetime.combine(on, local.timetz()).astimezone(UTC)

    return now


def data_file() -> Path:
    """Returns where the workspace lies unless another file is named."""
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False) / "workspace.json"


def config_file() -> Path:
    """Returns where the owner's own settings of the program lie."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def state_dir() -> Path:
    """Returns the folder for what outlives a sitting but is no record."""
    from platformdirs import user_state_path

    return user_state_path(APP, appauthor=False)


def private_folder(name: str) -> Path:
    """Returns a folder for texts in the state folder, which nobody else may read.

    Raises:
        RuleBroken: it cannot be made.
    """
    folder = state_dir() / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise RuleBroken(f"{folder} cannot be made: {error.strerror}.") from error
    return folder


def is_utf8() -> bool:
    """Says whether the terminal is to be written to in UTF-8, going by its locale."""
    chosen = os.environ.get("LC_CTYPE", "")
    if chosen == "C.UTF-8":  # Python itself puts this in the place of a plain C locale
        chosen = ""
    locale = os.environ.get("LC_ALL") or chosen or os.environ.get("LANG", "")
    return "utf" in locale.lower() and "utf" in sys.stdout.encoding.lower()


def configuration(path: Path) -> dict[str, Any]:
    """Returns what the configuration file says, nothing when there is none.

    Raises:
        RuleBroken: the file cannot be read, or is no TOML.
    """
    if not path.exists():
        return {}
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # a file that is no UTF-8 or no TOML is a ValueError
        raise RuleBroken(f"{path} cannot be read: {error}.") from None


def me() -> str | None:
    """Returns the initials that the configuration file gives as `me`, None when it gives none.

    Raises:
        RuleBroken: the file cannot be read, or `me` is no text.
    """
    path = config_file()
    found = configuration(path).get("me")
    if found is not None and not isinstance(found, str):
        raise RuleBroken(f'In {path}, me must be initials in quotes: me = "OB".')
    return found or None


def wants_mouse() -> bool:
    """Tells whether the program takes the mouse: `mouse` in the configuration file, true when it is silent.

    Raises:
        RuleBroken: the file cannot be read, or `mouse` is neither true nor false.
    """
    path = config_file()
    found = configuration(path).get("mouse", True)
    if not isinstance(found, bool):
        raise RuleBroken(f"In {path}, mouse must be true or false.")
    return found


def keep_fault(report: str) -> Path | None:
    """Writes down a fault of the program for its authors; returns where, None where that failed too."""
    path = state_dir() / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(report)
    except OSError:
        return None
    return path
