"""A terminal for the real program: a command in a pty, and the screen that a person would see."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import pyte

ROOT = Path(__file__).parents[1]
DESKHAND = (sys.executable, "-m", "tui")
KEYS = {"enter": "\r", "escape": "\x1b", "tab": "\t", "backspace": "\x7f", "down": "\x1b[B", "up": "\x1b[A"}
PATIENCE = 60.0
"""Seconds after which what is waited for is taken to never come, on whatever machine."""
QUIET, QUIET_AFTER_ESCAPE = 0.08, 0.25
"""Seconds at rest after which the program waits for nothing but keys: the longest of its own short waits.

An Escape may be the beginning of another key, and is waited for longer.
"""
AT_REST = 2_000_000
"""Nanoseconds of processor time that looking for keys takes at most meanwhile."""


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    """Returns an environment in which nothing of ours shows: folders of its own, a plain terminal."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        **folders,
        **more,
    }


class Terminal:
    """A command in a pseudo terminal; leaving it ends the command by its own pid.

    Attributes:
        pid: the process.
        output: every byte it has written.
    """

    def __init__(
        self, argv: Sequence[str | Path], env: Mapping[str, str], *, columns: int = 120, rows: int = 36
    ) -> None:
        self.output = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._code: int | None = None
        self._fd, self._slave = pty.openpty()
        self._tell_size(columns, rows)
        self.pid = os.posix_spawnp(
            argv[0],
            [str(word) for word in argv],
            dict(env),
            setsid=True,  # so that opening the terminal makes it the controlling one
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.ttyname(self._slave), os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.code is None:
            self.kill(signal.SIGKILL)
            self.wait()
        self.close()

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def code(self) -> int | None:
        """The exit code, the negative number of the signal that ended it, or None while it runs."""
        if self._code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code

    @property
    def reversed(self) -> list[tuple[int, int]]:
        """The cells that stand out in reverse, each by its line and column."""
        rows = self._screen.buffer.items()
        return sorted((y, x) for y, row in rows for x, cell in row.items() if cell.reverse)

    def press(self, *keys: str) -> int:
        """Presses keys, each when the one before it is dealt with; returns how many bytes were answered."""
        before = len(self.output)
        for key in keys:
            self.send(key)
            self.settle(QUIET_AFTER_ESCAPE if key == "escape" else QUIET)
        return len(self.output) - before

    def send(self, key: str) -> None:
        """Presses a key and waits for nothing."""
        os.write(self._fd, KEYS.get(key, key).encode())

    def wait_for(self, text: str, timeout: float = PATIENCE) -> float:
        """Waits until a text stands on the screen; returns the seconds it took."""
        start = time.monotonic()
        while text not in self.text:
            over = time.monotonic() - start > timeout or self.code is not None
            assert self._read(0.02) or not over, f"“{text}” never came (exit {self.code}):\n{self.text}"
        return time.monotonic() - start

    def wait_for_answer(self, timeout: float = PATIENCE) -> float:
        """Waits for the next output; returns the seconds it took."""
        start = time.monotonic()
        assert self._read(timeout), f"No answer in {timeout} s:\n{self.text}"
        return time.monotonic() - start

    def settle(self, quiet: float = QUIET) -> None:
        """Waits until the program has read all keys, and rests; how busy the machine is does not matter."""
        end = time.monotonic() + PATIENCE
        spent, since = self._spent(), time.monotonic()
        while self.code is None:
            assert time.monotonic() < end, f"It does not come to rest:\n{self.text}"
            wrote, now = self._read(0.01), self._spent()
            if wrote or spent is None or now is None or now - spent > AT_REST or self._unread():
                spent, since = now, time.monotonic()
            elif time.monotonic() - since >= quiet:
                return
        while self._read(0):
            pass

    def idle(self, seconds: float) -> int:
        """Waits; returns how many bytes were written meanwhile."""
        before, end = len(self.output), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        return len(self.output) - before

    def overwrite(self, text: str) -> None:
        """Writes on the screen, as another program that has the terminal does."""
        self._stream.feed(text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Gives the terminal another size."""
        self._screen.resize(rows, columns)
        self._tell_size(columns, rows)

    def kill(self, number: signal.Signals) -> None:
        """Sends the process a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """Takes the terminal away, as a lost connection does."""
        if self._fd >= 0:
            os.close(self._fd)
            os.close(self._slave)
            self._fd = -1

    def wait(self, timeout: float = PATIENCE) -> float:
        """Waits until the process has ended; returns the seconds it took."""
        start = time.monotonic()
        while self.code is None:
            assert time.monotonic() - start < timeout, f"It did not end in {timeout} s:\n{self.text}"
            self._read(0.01)
        while self._read(0):
            pass
        return time.monotonic() - start

    def _spent(self) -> int | None:
        """Returns the processor time used so far in nanoseconds, None while a thread runs or wants to."""
        spent = 0
        try:
            for task in Path(f"/proc/{self.pid}/task").iterdir():
                if (task / "stat").read_text().rpartition(") ")[2][0] not in "SZX":
                    return None
                spent += int((task / "schedstat").read_text().split()[0])
        except (FileNotFoundError, ProcessLookupError):  # a thread has just ended
            return None
        return spent

    def _unread(self) -> bool:
        """Tells whether there are keys that the program has not read yet."""
        return self._fd >= 0 and fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4) != b"\0" * 4

    def _tell_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, patience: float) -> bool:
        """Takes in what was written; tells whether anything was, within so many seconds."""
        if self._fd < 0 or not select.select([self._fd], [], [], patience)[0]:
            time.sleep(0.01 if self._fd < 0 else 0)
            return False
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:  # Linux says so when the other end has closed
            time.sleep(0.01)
            return False
        self.output += data
        self._stream.feed(data)
        return True
