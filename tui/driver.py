"""How the terminal is asked for its mouse, and how what it sends is read."""

import os
import select
import termios
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

PATIENCE = 1.0
"""Seconds that the rest of a mark is waited for, once it can be no key."""

LEAVE = b"\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1006l\x1b[?1000l\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""What takes back all that the program asks a terminal for, the alternate screen among it."""

_ESC = "\x1b"
_READ = 1 << 14
_POLL = 0.1
"""Seconds between two looks at whether the program ends."""


class Pastes:
    """Follows where pastes begin and end, and lets no Escape character through that lies in between.

    Textual's parser takes one for the beginning of a key, and drops the text behind it.
    """

    def __init__(self) -> None:
        self._inside = False
        self._begun = ""
        """What may be the beginning of a mark, at the end of what came."""
        self._lapsed = False
        """Whether the parser has taken that for keys already."""

    @property
    def patience(self) -> float:
        """Seconds without input after which what has begun is taken for keys."""
        return PATIENCE if len(self._begun) > 2 else ESCAPE_DELAY

    def lapse(self) -> None:
        """Notes that what has begun was taken for keys."""
        self._lapsed = bool(self._begun)

    def passed(self, data: str) -> str:
        """Returns what the parser is given of what came; in a paste U+FFFD stands for each Escape.

        In a paste, the beginning of its end is held back until the rest has come.
        """
        given = "" if self._inside else self._begun
        text = "".join(self._marked(self._begun + data))
        late = self._lapsed and text.startswith(BRACKETED_PASTE_START)
        self._lapsed &= bool(self._begun) and not self._inside and not late
        return text if late else text[len(given) :]

    def _marked(self, data: str) -> Iterator[str]:
        self._begun = ""
        while data:
            mark = BRACKETED_PASTE_END if self._inside else BRACKETED_PASTE_START
            text, found, data = data.partition(mark)
            if not found:
                beginnings = (mark[:n] for n in range(len(mark) - 1, 0, -1))
                self._begun = next(filter(text.endswith, beginnings), "")
            if self._inside:
                text = text.removesuffix(self._begun).replace(_ESC, "\N{REPLACEMENT CHARACTER}")
            yield text + found
            self._inside ^= bool(found)


class CarefulDriver(LinuxDriver):
    """Takes pastes for text, whatever they hold, and asks the mouse for clicks and the wheel, in cells.

    Textual asks it for every movement, each a packet over SSH.
    """

    def run_input_thread(self) -> None:
        """Hands on what the terminal sends, until the program ends."""
        parser, pastes = XTermParser(self._debug), Pastes()
        decoder = getincrementaldecoder("utf-8")("replace")
        latest = monotonic()
        while not self.exit_event.is_set():
            if select.select([self.fileno], [], [], _POLL)[0]:
                data = os.read(self.fileno, _READ)
                if not data:  # the terminal is gone, which the application finds out
                    self.exit_event.wait(_POLL)
                    continue
                if text := pastes.passed(decoder.decode(data)):
                    for message in parser.feed(text):
                        self.process_message(message)
                latest = monotonic()
            elif monotonic() - latest >= pastes.patience:
                pastes.lapse()
                for message in parser.tick():
                    self.process_message(message)

    def give_back(self) -> None:
        """Leaves the terminal as it was found, in one write, unless it is gone or not ours."""
        with suppress(OSError, termios.error):
            out = self._file.fileno() if self._file else self.fileno
            ours = os.tcgetpgrp(self.fileno) == os.getpgrp()
            if ours and select.select([], [out], [], 0)[1]:  # one that nobody reads would hold the end up
                os.write(out, LEAVE)
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1000l")

    def _enable_mouse_pixels(self) -> None:
        pass
