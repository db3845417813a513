"""How a key is bound and how it is written.

A key of two strokes is written with a space, as in `g b`; the first stroke waits for the second.
"""

from collections.abc import Iterable

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
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "minus": "-",
    "underscore": "_",
    "number_sign": "#",
    "percent_sign": "%",
    "ampersand": "&",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "quotation_mark": '"',
    "grave_accent": "`",
    "tilde": "~",
    "vertical_line": "|",
    "circumflex_accent": "^",
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


def named(written: str) -> str:
    """Returns the key that people write as `g b`, `PgDn` or `?` by the names that a binding has."""
    names = {said: name for name, said in SPOKEN.items()}
    return " ".join(names.get(stroke, stroke) for stroke in written.split())


def first_strokes(keys: Iterable[str]) -> set[str]:
    """Returns the strokes that wait for a second one."""
    return {key.split(" ")[0] for key in keys if " " in key}


def own_bindings(screen: type, *, beyond: type | None = None) -> list[Binding]:
    """Returns the bindings that a screen has beyond those of a class it is made from; its own without one."""
    classes = list(screen.__mro__)
    above = classes[: classes.index(beyond)] if beyond else classes[:1]
    found = (binding for each in reversed(above) for binding in vars(each).get("BINDINGS", ()))
    return [binding for binding in found if isinstance(binding, Binding)]
