"""Saves notes for ever, or so many, and prints the number of each save that was acknowledged."""

import sys
import threading
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from store_doubles import Note, open_desk  # noqa: E402

from store import Workspace  # noqa: E402


def compact_for_ever(desk: Workspace) -> None:
    while True:
        desk.compact()


def main(path: str, name: str, inserts: int, compacting: bool) -> None:
    desk = open_desk(Path(path), who=name)
    if compacting:
        threading.Thread(target=compact_for_ever, args=(desk,), daemon=True).start()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number in range(inserts) if inserts else count():
        with desk.transaction("Add"):
            desk["notes"].put(Note(title=f"{name} {number}"))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:] == ["compacting"])
