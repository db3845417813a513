"""A line of what is said about one record, as the page of that record shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of an account.

    Attributes:
        kind: what it is of, in a word that its page knows; nothing for a heading.
        label: what stands before the text.
        text: what is said, however long.
        key: the key of the part that it is of, or the uid of the record that it leads to.
        tone: how the text is drawn.
    """

    kind: str
    label: str
    text: str
    key: str = ""
    tone: str = "plain"
