"""How the terminal is asked for its mouse."""

from textual.drivers.linux_driver import LinuxDriver


class ClicksOnly(LinuxDriver):
    """Asks for clicks and the wheel, in cells; Textual asks for every movement, each a packet over SSH."""

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1000l")

    def _enable_mouse_pixels(self) -> None:
        pass
