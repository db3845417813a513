"""Text that looks like a password or a key, which belongs in a vault and nowhere else."""

import re
from typing import Annotated

from pydantic import AfterValidator

from models.document import Line, Name, Prose, Title

_SAID = re.compile(
    r"\b(?:passwords?|passwd|pwd|passcode|pin|secret|token|api[ _-]?key)\s*[:=]\s*\S{4,}", re.I
)
_KNOWN = re.compile(
    r"\b(?:sk|pk|rk)_(?:live|test)_\w{8,}|\bgh[pousr]_\w{20,}|\bAKIA[0-9A-Z]{16}\b|\bxox[abprs]-[\w-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.[\w-]{10,}\."
)
_MIXED = re.compile(r"(?=\S*[a-z])(?=\S*[A-Z])(?=\S*\d)(?=\S*[^\w\s./:-])\S{10,64}")


def looks_secret(text: str) -> bool:
    """Tells whether a text holds what looks like a password, a token or a private key.

    It is a guess: addresses and sentences pass, a word that mixes all kinds of characters does not.
    """
    if _SAID.search(text) or _KNOWN.search(text):
        return True
    return any("://" not in word and "@" not in word for word in _MIXED.findall(text))


def _no_secret(value: str) -> str:
    if looks_secret(value):
        raise ValueError(
            "Looks like a password or token. Store it in your vault and write only the item's name."
        )
    return value


Open = Annotated[Line, AfterValidator(_no_secret)]
"""A line that holds no secret."""

OpenTitle = Annotated[Title, AfterValidator(_no_secret)]
"""A line that must say something, and holds no secret."""

OpenName = Annotated[Name, AfterValidator(_no_secret)]
"""A name that is no secret."""

OpenProse = Annotated[Prose, AfterValidator(_no_secret)]
"""Text of several lines that holds no secret."""
