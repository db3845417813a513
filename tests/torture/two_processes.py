"""Lets two processes save into one file at full speed: every save must be there, under its own number."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from store_doubles import open_desk  # noqa: E402

WRITER = Path(__file__).with_name("writer.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", default=None)
    parser.add_argument("--inserts", type=int, default=3_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.dir) as folder:
        path = Path(folder) / "desk.json"
        command = [sys.executable, str(WRITER), str(path)]
        writers = [
            subprocess.Popen([*command, name, str(given.inserts), mode], stdout=subprocess.DEVNULL)
            for name, mode in (("a", "compacting"), ("b", "plain"))
        ]
        codes = [writer.wait() for writer in writers]
        notes = list(open_desk(path)["notes"])
        wanted = {f"{name} {number}" for name in "ab" for number in range(given.inserts)}
        found = [note.title for note in notes]
        numbers = [note.number for note in notes]
        if codes != [0, 0] or sorted(found) != sorted(wanted) or numbers != list(range(1, len(wanted) + 1)):
            sys.exit(f"exit codes {codes}; {len(found)} of {len(wanted)} found, {len(set(numbers))} numbers")
        print(f"2 processes, {len(found)} saves, none lost, no number twice")


if __name__ == "__main__":
    main()
