"""Kills a process that saves (and compacts) at random moments: every acknowledged save must be there once."""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from store_doubles import Note, open_desk, titles  # noqa: E402

from store import Workspace  # noqa: E402


def compact_for_ever(desk: Workspace) -> None:
    while True:
        desk.compact()


def save_for_ever(path: Path, name: str, compacting: bool, report: int) -> None:
    desk = open_desk(path, who=name)
    if compacting:
        threading.Thread(target=compact_for_ever, args=(desk,), daemon=True).start()
    for number in count():
        with desk.transaction("Add"):
            desk["notes"].put(Note(title=f"{name} {number}"))
        os.write(report, b".")


def trial(path: Path, name: str, compacting: bool, seconds: float) -> int:
    """Returns how many saves a process acknowledged before it was killed."""
    reader, report = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        save_for_ever(path, name, compacting, report)
    os.close(report)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as acknowledged:
        return len(acknowledged.read())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", default=None)
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    saved = 0
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        for number in range(given.trials):
            path = Path(folder) / f"desk{number // 20}.json"
            name, compacting = f"w{number}", number % 2 == 1
            acknowledged = trial(path, name, compacting, chance.uniform(0.01, 0.1))
            desk = open_desk(path)
            found = [title for title in titles(desk) if title.startswith(f"{name} ")]
            desk.close() if number % 3 == 0 else desk._storage.close()
            wanted = [f"{name} {one}" for one in range(len(found))]
            if found != wanted or len(found) - acknowledged not in (0, 1):
                sys.exit(f"trial {number}: {acknowledged} acknowledged, {len(found)} found, {compacting=}")
            saved += acknowledged
    print(f"{given.trials} kills, {saved} acknowledged saves, none lost")


if __name__ == "__main__":
    main()
