"""Text that looks like a password or a key, which belongs in a vault and nowhere else."""

import re

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
