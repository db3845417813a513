"""Takes the pictures of the README from the demo business, on the day it plays, and prints its key table."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from store import Workspace
from store.demo import DEMO_DAY, make_demo
from tui.app import Deskhand
from tui.keymap import with_key_table
from tui.session import Session

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
SIZE = (100, 30)
PICTURES = {
    "today": ("g", "t"),
    "board": ("g", "b", "l", "l", "l", "j"),
    "audit": ("g", "a", "j", "j"),
    "priorities": ("g", "p"),
    "working": ("g", "p", "i"),
    "comparison": ("g", "v", "enter", "V", "V"),
    "onboarding": ("g", "o", "enter", *["j"] * 16),
    "keys": ("g", "b", "question_mark"),
}
"""The keys that lead to each picture."""

_REMOTE_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


async def pictures() -> dict[str, str]:
    """Returns every picture as SVG, by name."""
    now = datetime.combine(DEMO_DAY, time(9), UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fern-and-tally.json"
        make_demo(path)
        with Workspace.open(path, who="ob", now=lambda: now) as desk:
            return {name: await _picture(desk, now, keys) for name, keys in PICTURES.items()}


async def _picture(desk: Workspace, now: datetime, keys: tuple[str, ...]) -> str:
    app = Deskhand(Session(desk, lambda: now, "UTC"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        return _REMOTE_FONT.sub("", app.export_screenshot(title="deskhand demo"))


if __name__ == "__main__":
    for name, svg in asyncio.run(pictures()).items():
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(HERE / f"{name}.svg")
    README.write_text(with_key_table(README.read_text("utf-8")), encoding="utf-8")
