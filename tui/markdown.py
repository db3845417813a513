"""Text of people's in Markdown that is made for reading."""

import re

_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
_AT_START = re.compile(r"^\s*(?:\d+(?=[.)](?:\s|$))|(?=[#+~=-]))")


def escaped(text: str) -> str:
    """Returns a line of text in which Markdown sees no markup."""
    return _AT_START.sub(r"\g<0>\\", _MARKUP.sub(r"\\\1", text))
