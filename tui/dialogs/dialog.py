"""The base of what opens over a screen and takes every key."""

from typing import ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.reactive import Reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.keys import bound

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """Stands over a screen until it is answered or closed."""

    # Textual repaints the whole screen whenever the focus moves; nothing here shows focus by colour.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+l", "app.redraw", "Redraw", "redraw", "draw the whole screen again"),
    ]
