"""Prints what the same boards cost in kanban-tui and here: one run, both taking turns.

kanban-tui comes from PyPI into a virtual environment of its own, which goes again at the end. Its cards are
put into its SQLite file, a third in each open column. A move is done when counters and file show it.
"""

import argparse
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench_screen import DESKHAND, Terminal, clean_environment, cpu, fill, resident

SIZES = (20, 200, 1_000)
OURS_ALONE = 5_000
PATIENCE = 120.0
"""Seconds after which a step is given up."""
REST = 0.5
"""Seconds without any processor time after which a program rests."""
COLUMNS = ("start, s", "cursor, ms", "CPU", "bytes", "move, ms", "CPU", "bytes", "MB")


def install(folder: Path) -> Path:
    """Installs kanban-tui; returns its command."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    pip = [folder / "venv/bin/pip", "install", "--quiet", "--no-warn-script-location", "kanban-tui"]
    subprocess.run(pip, check=True, stderr=subprocess.DEVNULL)
    return folder / "venv/bin/ktui"


def fill_theirs(ktui: Path, home: Path, cards: int) -> None:
    """Makes a board of so many cards, a third of them in each of its three open columns."""
    subprocess.run(
        [ktui, "board", "create", "Work", "--set-active"],
        env=clean_environment(home),
        check=True,
        capture_output=True,
    )
    with sqlite3.connect(next(home.rglob("kanban_tui.db"))) as base:
        open_columns = [
            id for (id,) in base.execute("SELECT column_id FROM columns ORDER BY position LIMIT 3")
        ]
        base.executemany(
            "INSERT INTO tasks (title, column, description, creation_date, position) VALUES (?, ?, '', ?, ?)",
            [
                (f"Card {n} of the many", open_columns[n % 3], datetime(2026, 1, 1).isoformat(" "), n // 3)
                for n in range(cards)
            ],
        )


class Stopwatch:
    """One program in its terminal, each of its steps measured until it rests."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal

    def until(self, done: Callable[[], bool]) -> float | None:
        """Waits until something has come about; returns the milliseconds, None when patience ends."""
        begun = time.perf_counter()
        while not done():
            if time.perf_counter() - begun > PATIENCE:
                return None
            self._terminal.idle(0.004)
        return 1_000 * (time.perf_counter() - begun)

    def rest(self) -> None:
        """Waits until the program neither writes nor computes."""
        begun = time.perf_counter()
        while time.perf_counter() - begun < PATIENCE:
            used = cpu(self._terminal.pid)
            if not self._terminal.idle(REST) and cpu(self._terminal.pid) - used < 20:
                return

    def key(self, key: str, done: Callable[[], bool]) -> list[float | None]:
        """Presses a key; returns the milliseconds until it is done, its processor time and its bytes."""
        used, written = cpu(self._terminal.pid), len(self._terminal.output)
        self._terminal.send(key)
        waited = self.until(done)
        if waited is None:
            return [None, None, None]
        self.rest()
        return [waited, cpu(self._terminal.pid) - used, len(self._terminal.output) - written]


def sit(command: tuple[str | Path, ...], home: Path, place: Callable[[], object]) -> list[float | None]:
    """Opens a board, moves the cursor and a card, and returns a row of the table.

    Args:
        command: what opens the board.
        home: its own folder.
        place: returns something of the file that a move changes.
    """
    begun = time.perf_counter()
    with Terminal(command, clean_environment(home)) as terminal:
        watch = Stopwatch(terminal)
        if watch.until(lambda: re.search(r"Card \d+ of", terminal.text) is not None) is None:
            return [None] * len(COLUMNS)
        start = time.perf_counter() - begun
        watch.rest()
        before = len(terminal.output)
        cursor = watch.key("j", lambda: len(terminal.output) > before)
        placed, counted = place(), re.findall(r"\d+", "".join(terminal.text.splitlines()[:6]))

        def moved() -> bool:
            counts = re.findall(r"\d+", "".join(terminal.text.splitlines()[:6]))
            return counts != counted and place() != placed

        return [start, *cursor, *watch.key("L", moved), resident(terminal.pid)]


def their_place(home: Path) -> object:
    """Returns how many cards stand in each of their columns."""
    with sqlite3.connect(next(home.rglob("kanban_tui.db"))) as base:
        return base.execute("SELECT column, count(*) FROM tasks GROUP BY column").fetchall()


def our_place(home: Path) -> object:
    """Returns what the journal and the file beside it hold: a move is on the disk when they differ."""
    return [file.stat().st_size for file in sorted(home.glob("workspace.json*")) if file.is_file()]


def shown(row: list[float | None]) -> str:
    """Returns a row of the table: seconds with two digits, all else whole."""
    cells = [
        f">{PATIENCE:.0f} s" if value is None else f"{value:,.{0 if n else 2}f}"
        for n, value in enumerate(row)
    ]
    return "".join(f"{cell:>11}" for cell in cells)


def main(folder: Path, sizes: tuple[int, ...]) -> None:
    """Measures and prints, size by size."""
    ktui = install(folder)
    said = subprocess.run([ktui, "--version"], env=clean_environment(folder / "version"), capture_output=True)
    print(said.stdout.decode().strip())
    print(f"{'cards':<18}" + "".join(f"{column:>11}" for column in COLUMNS), flush=True)
    for cards in (*sizes, OURS_ALONE):
        if cards != OURS_ALONE:
            theirs = folder / f"theirs{cards}"
            fill_theirs(ktui, theirs, cards)
            row = sit((ktui,), theirs, lambda home=theirs: their_place(home))
            print(f"{cards:>6} kanban-tui " + shown(row), flush=True)
        ours = folder / f"ours{cards}"
        ours.mkdir()
        fill(ours / "workspace.json", cards, 0)
        command = (*DESKHAND, "--file", ours / "workspace.json")
        print(
            f"{cards:>6} deskhand   " + shown(sit(command, ours, lambda home=ours: our_place(home))),
            flush=True,
        )


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    with tempfile.TemporaryDirectory() as name:
        main(Path(name), tuple(options.parse_args().sizes))
