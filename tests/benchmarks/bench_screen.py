"""Prints what the screens and the command line cost beside their floors: one run, all sides taking turns.

Processor time comes from the kernel's clock of every thread; the medians of the rounds are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from terminal import DESKHAND, Terminal, clean_environment  # noqa: E402

from models.activity import Activity  # noqa: E402
from models.audit import TimeEntry  # noqa: E402
from models.board import COLUMNS, Card  # noqa: E402
from models.business import Business  # noqa: E402
from models.helpers import Helper  # noqa: E402
from store import Workspace  # noqa: E402
from store.demo import make_demo  # noqa: E402

BARE = (sys.executable, Path(__file__).with_name("bare.py"))
KEYS = 20
LOG = (*DESKHAND, "--file", "20.json", "log", "9-9:30 email triage +admin !4")
LOG_FLOOR = (sys.executable, "-c", "from pydantic import BaseModel; import tinydb")

Figures = defaultdict[str, list[float]]


def fill(path: Path, cards: int, entries: int) -> None:
    """Makes a workspace of a size."""
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    with Workspace.open(path) as desk:
        with desk.transaction("Fill"):
            desk.settings.put(Business.of(zone="UTC", owner_hour=50_00))
            helpers = [desk.helpers.put(Helper(name=f"Helper {n}")) for n in range(5)]
            work = [desk.activities.put(Activity.named(f"Activity {n}", "admin")) for n in range(40)]
            for n in range(cards):
                card = Card(title=f"Card {n} of the many", column=COLUMNS[n % 6], order=n)
                desk.cards.put(card.but(helper=helpers[n % 5].uid))
            for n in range(entries):
                at = begun + timedelta(minutes=40 * n)
                entry = {"start": at, "end": at + timedelta(minutes=30), "activity": work[n % 40].uid}
                desk.entries.put(TimeEntry.of(who="me", zone="UTC", text=f"Activity {n % 40}", **entry))
        desk.compact()


def cpu(pid: int) -> float:
    """Returns the milliseconds of processor that all threads of a process have used."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6


def resident(pid: int) -> float:
    """Returns the resident memory of a process in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def per_key(terminal: Terminal, keys: str, times: int) -> tuple[float, float]:
    """Returns the processor time and the bytes of one key, over so many of them."""
    begun, written = cpu(terminal.pid), 0
    for n in range(times):
        written = max(written, terminal.press(keys[n % len(keys)]))
    return (cpu(terminal.pid) - begun) / times, written


def sit(command: tuple[str | Path, ...], home: Path, ready: str, figures: Figures, *, bare: bool) -> None:
    """Opens a program once, uses it, and adds what it cost."""
    begun = time.perf_counter()
    with Terminal(command, clean_environment(home)) as terminal:
        terminal.wait_for(ready)
        shown = time.perf_counter() - begun
        terminal.settle()
        figures["first screen, bytes"].append(len(terminal.output))
        terminal.send("j")
        answered = terminal.wait_for_answer()
        figures["start, ms"].append(1_000 * (shown + answered))
        figures["start, CPU ms"].append(start := cpu(terminal.pid))
        terminal.settle()
        if not bare:
            terminal.press("g", "b")
            terminal.settle()
        for name, keys in {"cursor": "jk", "move": "LH"}.items():
            if not bare or name == "cursor":
                used, written = per_key(terminal, keys if not bare else "j", KEYS)
                figures[f"{name}, CPU ms"].append(used)
                figures[f"{name}, bytes"].append(written)
        if not bare:
            before = cpu(terminal.pid)
            written = len(terminal.output)
            terminal.send("[")
            terminal.wait_for("[p]")
            terminal.settle()
            figures["switch, bytes"].append(len(terminal.output) - written)
            figures["switch over start"].append((cpu(terminal.pid) - before) / start)
        figures["memory, MB"].append(resident(terminal.pid))


def idle(command: tuple[str | Path, ...], home: Path, seconds: float) -> tuple[float, float]:
    """Returns the per cent of a core, and the bytes in eight hours, of a workspace that is left alone."""
    with Terminal(command, clean_environment(home)) as terminal:
        terminal.wait_for("all keys")
        terminal.settle()
        begun = cpu(terminal.pid)
        written = terminal.idle(seconds)
        return (cpu(terminal.pid) - begun) / seconds / 10, written * 8 * 3_600 / seconds


def run(command: tuple[str | Path, ...], folder: Path) -> float:
    """Returns the milliseconds of processor of one command."""
    done = subprocess.Popen(command, cwd=folder, env=clean_environment(folder), stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(done.pid, 0)
    done.returncode = os.waitstatus_to_exitcode(status)
    assert done.returncode == 0, command
    return 1_000 * (used.ru_utime + used.ru_stime)


def measure(
    folder: Path, rounds: int
) -> tuple[dict[str, Figures], dict[str, list[float]], tuple[float, float]]:
    """Measures everything, the sides in turn."""
    make_demo(folder / "demo.json")
    fill(folder / "20.json", 20, 0)
    fill(folder / "1000.json", 1_000, 10_000)
    programs: dict[str, tuple[str | Path, ...]] = {
        "bare": BARE,
        "demo": (*DESKHAND, "--file", folder / "demo.json", "--as", "OB"),
        "20": (*DESKHAND, "--file", folder / "20.json"),
        "1000": (*DESKHAND, "--file", folder / "1000.json"),
    }
    figures: dict[str, Figures] = {name: defaultdict(list) for name in programs}
    commands: dict[str, list[float]] = {"log": [], "floor": []}
    for n in range(rounds):
        for name, command in list(programs.items())[:: 1 if n % 2 else -1]:
            ready = "READY" if name == "bare" else "all keys"
            sit(command, folder, ready, figures[name], bare=name == "bare")
        for name, command in {"log": LOG, "floor": LOG_FLOOR}.items():
            commands[name].append(run(command, folder))
    run((*DESKHAND, "--file", folder / "20.json", "start", "email triage"), folder)
    return figures, commands, idle(programs["20"], folder, 120)


def report(figures: dict[str, Figures], commands: dict[str, list[float]], rest: tuple[float, float]) -> None:
    """Prints every figure beside its bar."""

    def median(side: str, name: str) -> float:
        return statistics.median(figures[side][name])

    def ratio(name: str, side: str, floor: str) -> float:
        return median(side, name) / median(floor, name)

    def row(name: str, figure: float, bar: float, show: Callable[[float], str]) -> None:
        print(f"{name:<52} {show(figure):>9} {show(bar):>9}  {'met' if figure <= bar else 'missed'}")

    times, whole = "{:.2f}×".format, "{:,.0f}".format
    print(f"{'figure':<52} {'measured':>9} {'bar':>9}")
    for side, bar in {"demo": 1.35, "1000": 1.6}.items():
        row(f"start to answered key, {side} over bare", ratio("start, ms", side, "bare"), bar, times)
        row(f"the same in processor time, {side} over bare", ratio("start, CPU ms", side, "bare"), bar, times)
    for side in ("demo", "1000"):
        row(f"another screen over that start, CPU, {side}", median(side, "switch over start"), 0.35, times)
    for name in ("cursor", "move"):
        row(f"{name} key, CPU, 1,000 cards over 20", ratio(f"{name}, CPU ms", "1000", "20"), 1.3, times)
    for side in ("demo", "1000"):
        for name, most in {"cursor": 400, "move": 1_500, "first screen": 16_000, "switch": 16_000}.items():
            row(f"{name}, bytes, {side}", max(figures[side][f"{name}, bytes"]), most, whole)
    row("resident memory, 1,000 cards over bare", ratio("memory, MB", "1000", "bare"), 2.0, times)
    row("idle with the timer running, % of a core", rest[0], 1.0, "{:.2f}".format)
    row("idle with the timer running, bytes in 8 h", rest[1], 102_400, whole)
    logging = statistics.median(commands["log"]) / statistics.median(commands["floor"])
    row("deskhand log over importing pydantic and tinydb, CPU", logging, 1.8, times)
    print(f"\n{'medians':<22}" + "".join(f"{side:>10}" for side in figures))
    for name in figures["20"]:
        cells = [f"{median(side, name):>10,.1f}" if figures[side][name] else f"{'':>10}" for side in figures]
        print(f"{name:<22}" + "".join(cells))
    print("log, CPU ms: " + ", ".join(f"{name} {statistics.median(ms):.0f}" for name, ms in commands.items()))


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        report(*measure(Path(name), rounds))
