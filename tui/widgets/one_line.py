"""The line that everything is typed on."""

from textual import events
from textual.widgets import Input

from models.document import cleaned


class OneLine(Input):
    """An input whose cursor rests, and into which several lines are pasted as one."""

    # Reverse, since colours alone show nothing where there are none.
    DEFAULT_CSS = """
    OneLine > .input--cursor { background: $background; color: $foreground; text-style: reverse; }
    """

    def __init__(self, value: str = "", *, id: str | None = None) -> None:
        super().__init__(value, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Takes a paste as it reads on one line, without what could command a terminal."""
        event.prevent_default()
        event.stop()
        lines = (cleaned(line) for line in event.text.replace("\r", "\n").split("\n"))
        self.insert_text_at_cursor(" ".join(" ".join(lines).split()))
