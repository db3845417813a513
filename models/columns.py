"""The columns of the board, and the letters by which they are typed and drawn."""

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

LETTERS = {
    Column.INBOX: "i",
    Column.BRIEF: "b",
    Column.READY: "r",
    Column.DOING: "o",
    Column.REVIEW: "v",
    Column.DONE: "d",
}
