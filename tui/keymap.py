"""The table of keys: bindings with an id, a description and a tooltip, from which everything else is derived.

A key of two strokes is written with a space, as in `g b`; the first stroke waits for the second.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from textual.binding import Binding

SPOKEN = {
    "question_mark": "?",
    "colon": ":",
    "semicolon": ";",
    "slash": "/",
    "backslash": "\\",
    "comma": ",",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "exclamation_mark": "!",
    "equals_sign": "=",
    "plus": "+",
    "at": "@",
    "apostrophe": "'",
    "asterisk": "*",
    "dollar_sign": "$",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def bound(key: str, action: str, description: str, id: str, tooltip: str) -> Binding:
    """Returns a binding with all that a reader of the key table needs."""
    return Binding(key, action, description, show=False, id=id, tooltip=tooltip)


def spoken(key: str) -> str:
    """Returns a key as people write it, as in `g b`, `PgDn` or `?`."""
    return " ".join(SPOKEN.get(stroke, stroke) for stroke in key.split(" "))


def first_strokes(keys: Iterable[str]) -> set[str]:
    """Returns the strokes that wait for a second one."""
    return {key.split(" ")[0] for key in keys if " " in key}


def screen_bindings() -> Iterator[tuple[str, list[Binding]]]:
    """Yields every screen's name with the bindings it adds, those of all screens first."""
    from tui.desk_screen import DeskScreen
    from tui.screens.audit import AuditScreen
    from tui.screens.board import BoardScreen
    from tui.screens.priorities import PrioritiesScreen

    yield "everywhere", own_bindings(DeskScreen)
    for screen in (AuditScreen, PrioritiesScreen, BoardScreen):
        yield screen.TITLE or screen.__name__, own_bindings(screen)


def own_bindings(screen: type) -> list[Binding]:
    """Returns the bindings that a screen adds to those of all screens."""
    return [binding for binding in vars(screen).get("BINDINGS", ()) if isinstance(binding, Binding)]


def key_table() -> list[tuple[str, str, str]]:
    """Returns the keys, the screen they work on and what they do."""
    return [
        (" ".join(spoken(key) for key in binding.key.split(",")), where, binding.description)
        for where, bindings in screen_bindings()
        for binding in bindings
    ]


def key_table_markdown() -> str:
    """Returns the key table as the README prints it."""
    lines: list[str] = []
    for where, bindings in screen_bindings():
        lines += [f"| **{where}** | |", *([] if lines else ["|---|---|"])]
        for binding in bindings:
            keys = " ".join(f"`{spoken(key)}`" for key in binding.key.split(","))
            lines.append(f"| {keys} | {binding.description}: {binding.tooltip} |")
    return "\n".join(lines)


def own_keys(config: Path) -> dict[str, str]:
    """Returns the owner's keys from the table `keys` of the configuration file: binding id to key.

    Raises:
        ValueError: the file is no TOML, or names a binding that does not exist, in one sentence.
    """
    try:
        table = tomllib.loads(config.read_text("utf-8")).get("keys", {})
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"{config} cannot be read: {error}.") from None
    if not isinstance(table, Mapping):
        raise ValueError(f"In {config}, [keys] must be a table such as \"board.right\" = \"L\".")
    known = {binding.id for _, bindings in screen_bindings() for binding in bindings}
    for id, key in table.items():
        if id not in known:
            raise ValueError(f"In {config}, [keys] names “{id}”, which is no key; `deskhand keys` lists them.")
        if not isinstance(key, str) or not key:
            raise ValueError(f"In {config}, the key for “{id}” must be a text such as \"L\".")
    return dict(table)


def clashes(keys: Mapping[str, str]) -> list[str]:
    """Returns a sentence for each key that would mean two things on one screen."""
    found = []
    everywhere: list[Binding] = []
    for where, bindings in screen_bindings():
        everywhere = everywhere or bindings
        taken: dict[str, str] = {}
        local = {binding.id for binding in bindings}
        for binding in (*bindings, *(each for each in everywhere if each.id not in local)):
            for key in keys.get(binding.id or "", binding.key).split(","):
                other = taken.setdefault(key, binding.description)
                if other != binding.description and (binding.id in keys or other in keys):
                    found.append(f"{spoken(key)} is both “{other}” and “{binding.description}” ({where}).")
    return found
