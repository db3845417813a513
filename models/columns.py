"""The columns of the board."""

from enum import StrEnum


class Column(StrEnum):
    """The stages a card passes, in order."""

    INBOX = "inbox"
    BRIEF = "brief"
    READY = "ready"
    DOING = "doing"
    REVIEW = "review"
    DONE = "done"


COLUMNS = tuple(Column)
