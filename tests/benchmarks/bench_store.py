"""Prints what a durable save costs beside TinyDB's own storage: one run, both sides taking turns."""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from store_doubles import Note, open_desk  # noqa: E402
from tinydb import TinyDB  # noqa: E402

from store.disk import Disk  # noqa: E402

ROUNDS = {1_000: 60, 50_000: 7}
BARS = {"insert": 0.005, "update": 0.005, "flat": 2.0}


class Counting(Disk):
    """Counts what a save asks of the disk."""

    def __init__(self) -> None:
        self.syncs = self.bytes = 0

    def sync_data(self, fd: int) -> None:
        self.syncs += 1
        super().sync_data(fd)

    def write(self, fd: int, data: bytes, offset: int) -> int:
        self.bytes += len(data)
        return super().write(fd, data, offset)


def timed(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return 1_000 * (time.perf_counter() - start)


def note(number: int) -> Note:
    return Note(title=f"{number} " + "x" * 200, score=number, tags=("one", "two", "three"))


def measure(folder: Path, size: int) -> dict[str, float]:
    """Returns medians in milliseconds for a file of so many records of about 400 bytes."""
    disk = Counting()
    desk = open_desk(folder / f"ours{size}.json", disk=disk)
    with desk.transaction("Fill"):
        desk["notes"].put_all([note(number) for number in range(size)])
    desk.compact()
    stock = TinyDB(folder / f"stock{size}.json")
    rows = stock.table("notes")
    rows.insert_multiple(list(desk._storage.read()["notes"].values()))
    record = len(note(size).model_dump_json())

    def insert() -> None:
        with desk.transaction("Add a note"):
            desk["notes"].put(note(size))

    def update() -> None:
        old = desk["notes"][size // 2]
        with desk.transaction("Edit a note"):
            desk["notes"].put(old.but(title=f"{time.perf_counter_ns()} " + "y" * 200))

    times: dict[str, list[float]] = {
        name: [] for name in ("insert", "update", "stock insert", "stock update")
    }
    disk.syncs = disk.bytes = saves = 0
    for _ in range(ROUNDS[size]):
        for _ in range(5):
            times["insert"].append(timed(insert))
            times["update"].append(timed(update))
            saves += 2
        times["stock insert"].append(timed(lambda: rows.insert(note(size).model_dump(mode="json"))))
        times["stock update"].append(timed(lambda: rows.update({"title": "y" * 200}, doc_ids=[size // 2])))
    found = {name: statistics.median(some) for name, some in times.items()}
    found |= {"syncs": disk.syncs / saves, "bytes": disk.bytes / saves, "record": record}
    found["refresh"] = statistics.median(timed(desk.refresh) for _ in range(200))
    found["compaction"] = timed(desk.compact)
    found["close"] = timed(desk.close)
    found["open and read"] = timed(lambda: len(list(open_desk(folder / f"ours{size}.json")["notes"])))
    stock.close()
    found["stock open"] = timed(lambda: len(TinyDB(folder / f"stock{size}.json").table("notes").all()))
    return found


def floor(folder: Path) -> float:
    """Returns the machine's own append and fdatasync of 450 bytes, in milliseconds."""
    fd = os.open(folder / "floor", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    times = [timed(lambda: (os.write(fd, b"x" * 450), os.fdatasync(fd))) for _ in range(200)]
    os.close(fd)
    return statistics.median(times)


def main() -> int:
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if sys.argv[1:] else None) as name:
        folder = Path(name)
        print(f"append + fdatasync here       {floor(folder):9.3f} ms")
        runs = {size: measure(folder, size) for size in ROUNDS}
    missed = 0
    for size, found in runs.items():
        print(f"{size:,} records of {found['record']:.0f} bytes")
        for what in ("insert", "update"):
            ratio = found[what] / found[f"stock {what}"]
            bar = BARS[what] if size == 50_000 else None
            missed += bar is not None and ratio > bar
            print(f"  {what:<12} {found[what]:9.3f} ms   stock {found[f'stock {what}']:9.2f} ms   "
                  f"ratio {ratio:.4f}" + (f"   bar {bar}" if bar else ""))  # fmt: skip
        print(f"  a save       {found['bytes']:9.0f} bytes, {found['syncs']:.0f} fdatasync")
        print(f"  open + read  {found['open and read']:9.1f} ms   stock {found['stock open']:9.2f} ms")
        print(f"  refresh      {1_000 * found['refresh']:9.1f} us   compaction {found['compaction']:.0f} ms")
    small, large = (runs[size] for size in ROUNDS)
    for what in ("insert", "update"):
        flat = large[what] / small[what]
        missed += flat > BARS["flat"]
        print(f"{what} at 50,000 over 1,000: {flat:.2f}   bar {BARS['flat']}")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
