"""The runnable lists of keys: those of one screen, and everything the program can do, by name."""

from collections.abc import Awaitable, Callable, Iterable
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

from tui.desk_screen import SCREENS, DeskScreen
from tui.dialogs.menu import Choice, Menu
from tui.keys import own_bindings, spoken

MOVEMENT = "move."
"""What the ids of keys begin with that only move the cursor."""

COMMANDS = {
    "tui.trash:ask_to_empty": Choice(
        "trash.empty", "", "Empty the trash", "destroys what is in it; asks first, cannot be undone"
    ),
    "tui.erasing:ask_to_erase": Choice(
        "erase", "", "Erase a person", "asks for the full name; every trace goes, and cannot be undone"
    ),
}
"""What has no key, each with its module and function; imported when it is chosen."""

Deed = tuple[Choice, Callable[[], Awaitable[object]]]
"""A line of a list, and what happens when it is taken."""


def open_keys(screen: DeskScreen) -> None:
    """Lists the keys that work on a screen, its own first; the one that is taken runs."""
    everywhere = {binding.id for binding in own_bindings(DeskScreen)}
    found = sorted(
        _active(screen).items(), key=lambda item: (item[0] in everywhere, item[0].startswith(MOVEMENT))
    )
    _open(screen, "Keys of this screen", [_here(screen, *each) for _, each in found])


def open_palette(screen: DeskScreen, bindings_of: Iterable[tuple[str, list[Binding]]]) -> None:
    """Lists everything by name: what is done here runs, what is done elsewhere opens its screen first.

    Args:
        screen: the screen in front.
        bindings_of: every screen's name with the bindings it adds.
    """
    here = {id: each for id, each in _active(screen).items() if not id.startswith(MOVEMENT)}
    deeds = [_here(screen, *each) for each in here.values()]
    deeds += [_command(screen, *each) for each in COMMANDS.items()]
    letters = {name: letter for letter, name in SCREENS.items()}
    for where, bindings in bindings_of:
        letter = letters.get(where.casefold())
        if letter is not None and letter != screen.LETTER:
            deeds += [_elsewhere(screen, where, letter, binding) for binding in bindings]
    _open(screen, "Do what?", sorted(deeds, key=lambda deed: deed[0].text))


def _active(screen: DeskScreen) -> dict[str, tuple[list[str], Binding, DOMNode]]:
    found: dict[str, tuple[list[str], Binding, DOMNode]] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:
            keys, _, _ = found.setdefault(active.binding.id, ([], active.binding, active.node))
            keys.append(spoken(key))
    return found


def _here(screen: DeskScreen, keys: list[str], binding: Binding, node: DOMNode) -> Deed:
    choice = Choice(binding.id, " ".join(keys), binding.description, binding.tooltip)
    return choice, lambda: screen.app.run_action(binding.action, node)


def _command(screen: DeskScreen, where: str, choice: Choice) -> Deed:
    module, _, function = where.partition(":")

    async def run() -> None:
        getattr(import_module(module), function)(screen)

    return choice, run


def _elsewhere(screen: DeskScreen, where: str, letter: str, binding: Binding) -> Deed:
    """Returns a deed of another screen: it is shown there first, so that nothing changes unseen."""
    keys = " ".join(spoken(key) for key in binding.key.split(","))
    choice = Choice(binding.id, keys, f"{where}: {binding.description}", binding.tooltip)

    async def open_and_say() -> None:
        await screen.app.switch_mode(SCREENS[letter])
        opened = screen.app.screen
        if isinstance(opened, DeskScreen):
            opened.say(f"{binding.description}: {opened.key_for(binding.id or '')} does it here.")

    return choice, open_and_say


def _open(screen: DeskScreen, title: str, deeds: list[Deed]) -> None:
    by_id = {choice.key: deed for choice, deed in deeds}

    async def run(chosen: object) -> None:
        if isinstance(chosen, str):
            await by_id[chosen]()

    screen.app.push_screen(Menu(title, [choice for choice, _ in deeds], lead_width=9), run)
