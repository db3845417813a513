"""The runnable lists of keys: those of one screen, and everything that can be done by name."""

from textual.binding import Binding
from textual.dom import DOMNode

from tui.desk_screen import DeskScreen
from tui.dialogs.menu import Choice, Menu
from tui.keys import own_bindings, spoken

MOVEMENT = "move."
"""What the ids of keys begin with that only move the cursor."""


def open_keys(screen: DeskScreen) -> None:
    """Lists the keys that work on a screen, its own first; the one that is taken runs."""
    everywhere = {binding.id for binding in own_bindings(DeskScreen)}
    found = sorted(
        _active(screen).items(), key=lambda item: (item[0] in everywhere, item[0].startswith(MOVEMENT))
    )
    _open(screen, "Keys of this screen", [each for _, each in found])


def open_palette(screen: DeskScreen) -> None:
    """Lists everything that can be done here by name; the one that is taken runs."""
    found = [item for item in _active(screen).items() if not item[0].startswith(MOVEMENT)]
    found.sort(key=lambda item: item[1][1].description)
    _open(screen, "Do what?", [each for _, each in found])


def _active(screen: DeskScreen) -> dict[str, tuple[list[str], Binding, DOMNode]]:
    found: dict[str, tuple[list[str], Binding, DOMNode]] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:
            keys, _, _ = found.setdefault(active.binding.id, ([], active.binding, active.node))
            keys.append(spoken(key))
    return found


def _open(screen: DeskScreen, title: str, found: list[tuple[list[str], Binding, DOMNode]]) -> None:
    choices = [
        Choice(n, " ".join(keys), binding.description, binding.tooltip)
        for n, (keys, binding, _) in enumerate(found)
    ]

    async def run(chosen: object) -> None:
        if isinstance(chosen, int):
            _, binding, node = found[chosen]
            await screen.app.run_action(binding.action, node)

    screen.app.push_screen(Menu(title, choices, lead_width=9), run)
