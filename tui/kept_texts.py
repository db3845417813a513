"""Texts that are kept outside the workspace: drafts, what an editor left, messages to send, reports."""

import json
import re
from collections.abc import Collection
from pathlib import Path

from models.mentions import Names, links
from tui import drafts, hand_off
from tui.machine import state_dir

_DRAFTS = f"{drafts.FOLDER}/*"
_COPIES = (f"{hand_off.FOLDER}/*", "flow.csv", "fault-*.txt")
"""What holds nothing that cannot be made again; beside them other programs' rules may put the workspace."""

_ESCAPE = re.compile(r"\\.")
"""What JSON puts in the place of a sign."""


def forget(file: Path, names: Names, uids: Collection[str], refs: Collection[str]) -> int:
    """Deletes the texts that are about a person, and returns how many went.

    A draft goes where it says a whole name or belongs to one of the records; one that tells of another
    workspace stays. What can be made again goes wherever the person may be meant, of whatever workspace.

    Args:
        file: the workspace.
        names: what the person is called.
        uids: of the person's records.
        refs: of the person's records, by which copies of them are named.

    Raises:
        OSError: a text cannot be read or deleted.
    """
    written = [path for path in state_dir().glob(_DRAFTS) if _is_draft_about(path, file, names, uids)]
    copied = [
        path
        for pattern in _COPIES
        for path in state_dir().glob(pattern)
        if path.stem in refs or any(names.mentions({path.name: _text(path)}))
    ]
    for path in (*written, *copied):
        path.unlink(missing_ok=True)
    return len(written) + len(copied)


def _is_draft_about(path: Path, file: Path, names: Names, uids: Collection[str]) -> bool:
    text = _text(path)
    try:
        draft = json.loads(text)
    except ValueError:  # the text of an editor, or a draft that was written in part
        return names.says(text) or names.says(_ESCAPE.sub(" ", text))
    if isinstance(draft, dict) and draft.get("file", str(file)) != str(file):
        return False
    return names.said_in(draft) or any(links({path.name: draft}, uids))


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace")
