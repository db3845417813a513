"""Text written in the owner's own editor, while the screen waits."""

import os
import re
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from textual.app import SuspendNotSupported

from models.document import RuleBroken
from models.markdown import Misread
from tui.desk_screen import DeskScreen
from tui.machine import private_folder
from tui.widgets.prompt import Agreed, Offer

_COMPLAINT = re.compile(r"^<!-- (?:Line \d+|Asked): .* -->\n?", re.MULTILINE)


def edit_text(screen: DeskScreen, text: str, suffix: str, settle: Callable[[str, Agreed], None]) -> bool:
    """Lets a text be edited until `settle` takes it, and tells whether it did.

    What cannot be read is said above its line, in a comment, and the editor opens again; a text that comes
    back from there as it went is not asked for again, and stays in its file. An offer is made above the text,
    and a text that comes back with the same words agrees to it.

    Args:
        screen: what waits while the editor, `$VISUAL` or `$EDITOR`, is open.
        text: what to begin with.
        suffix: the end of the file's name, by which an editor knows the kind of text.
        settle: takes the text and what was agreed to; raises Misread for a line that is to be edited again,
            and Offer to be asked again.

    Raises:
        RuleBroken: the editor cannot be run, or the text cannot be taken; it is in the file that is named.
    """
    path = _draft(text, suffix)
    offered, asked, agreed = text, "", Agreed()
    while True:
        found = _edited(screen, path)
        if found == offered and offered == text:
            path.unlink(missing_ok=True)
            return False
        said = _COMPLAINT.sub("", found)
        try:
            agreed = agreed if said == asked else Agreed()
            settle(said, agreed)
        except Misread as misread:
            if found == offered:
                raise RuleBroken(f"{misread} {_kept(path)}") from misread
            offered = _annotated(said, misread)
            path.write_text(offered, "utf-8")
        except Offer as offer:
            asked, agreed = said, agreed.and_to(offer)
            offered = f"<!-- Asked: {_in_comment(offer)} -->\n{said}"
            path.write_text(offered, "utf-8")
        except RuleBroken as broken:
            raise RuleBroken(f"{broken} {_kept(path)}") from broken
        else:
            path.unlink(missing_ok=True)
            return True


def _draft(text: str, suffix: str) -> Path:
    try:
        handle, name = tempfile.mkstemp(suffix, "draft-", private_folder("drafts"))  # for this owner alone
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise RuleBroken(f"The text cannot be written for an editor: {error.strerror}.") from error
    return Path(name)


def _edited(screen: DeskScreen, path: Path) -> str:
    """Returns what a file says once its editor is closed."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        command = shlex.split(named)
        with screen.app.suspend():
            code = subprocess.run([*command, str(path)], check=False).returncode
    except (OSError, ValueError, SuspendNotSupported) as error:
        raise RuleBroken(f"The editor {named} cannot be run here: set EDITOR. {_kept(path)}") from error
    if code:
        raise RuleBroken(f"The editor {named} ended with {code}. {_kept(path)}")
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleBroken(f"What the editor wrote cannot be read as UTF-8. {_kept(path)}") from error


def _kept(path: Path) -> str:
    return f"The text is kept in {path}."


def _annotated(text: str, misread: Misread) -> str:
    lines = text.split("\n")
    return "\n".join(
        [*lines[: misread.line - 1], f"<!-- {_in_comment(misread)} -->", *lines[misread.line - 1 :]]
    )


def _in_comment(refusal: RuleBroken) -> str:
    return str(refusal).replace("-->", "the sign that ends a comment")
