"""The characters that stand for states, each with a twin for terminals that have only ASCII."""

CURSOR = "▌"
MARKED = "✓"
LATE = "!"
STALLED = "~"
WAITING = "»"
LOCKED = "⊘"
BACK = "↩"
OVER = "▲"
RUNNING = "●"
DONE = "◆"
OPEN = "◇"
RULE = "─"
BAR = "█"
GAP = "·"
SHADE = "▒"
SLIVER = "▏"
WORSE = "▼"
SPARKS = "▁▂▃▄▅▆▇█"
"""The heights of a curve, from the lowest."""

_TWINS = str.maketrans(
    {
        CURSOR: ">",
        MARKED: "+",
        WAITING: "w",
        LOCKED: "x",
        BACK: "r",
        OVER: "^",
        RUNNING: "*",
        DONE: "#",
        OPEN: "o",
        RULE: "-",
        BAR: "#",
        SHADE: "=",
        WORSE: "v",
        **{spark: str(n) for n, spark in enumerate(SPARKS[:-1])},
        "▕": "|",
        SLIVER: "|",
        "│": "|",
        GAP: ".",
        "…": "~",
        "×": "x",
        "÷": "/",
        "−": "-",
        "±": "~",
        "√": "V",
        "–": "-",
        "—": "-",
        "→": ">",
        "←": "<",
        "↑": "^",
        "↓": "v",
        "“": '"',
        "”": '"',
        "’": "'",
        "€": "E",
        "£": "L",
        "¥": "Y",
        "\N{REPLACEMENT CHARACTER}": "?",
    }
)


def in_ascii(text: str) -> str:
    """Returns text with every character outside ASCII replaced by one that takes as many cells."""
    text = text.translate(_TWINS)
    return text if text.isascii() else "".join(char if char.isascii() else "?" for char in text)
