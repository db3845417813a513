"""The keys of the board."""

from models.board import Column
from tui.keys import bound

LETTERS = {
    Column.INBOX: "i",
    Column.BRIEF: "b",
    Column.READY: "r",
    Column.DOING: "o",
    Column.REVIEW: "v",
    Column.DONE: "d",
}

KEYS = (
    bound("H", "move(-1)", "Move left", "board.left", "the card, or those marked, one column back"),
    bound("L", "move(1)", "Move right", "board.right", "the card, or those marked, one column on"),
    bound("J", "reorder(1)", "Move down", "board.down", "the card one place down in its column"),
    bound("K", "reorder(-1)", "Move up", "board.up", "the card one place up in its column"),
    *(
        bound(
            f"m {letter}",
            f"move_to('{column}')",
            f"To {column.title()}",
            f"board.to_{column}",
            "from any column",
        )
        for column, letter in LETTERS.items()
    ),
    *(
        bound(
            str(n),
            f"give({n})",
            f"Give to {n}",
            f"board.give_{n}",
            f"give the card to helper {n} of the strip",
        )
        for n in range(1, 10)
    ),
    bound(
        "0",
        "give(0)",
        "Nobody",
        "board.give_0",
        "take it from its helper; in the Inbox: keep it yourself",
    ),
    bound("a", "assign", "Assign", "board.assign", "choose a helper by name, or name a new one"),
    bound("A", "automate", "Automate", "board.automate", "from the Inbox: seek software for it"),
    bound("n", "add", "New card", "board.add", "one line: Call supplier @anna due:fri #tax !high"),
    bound("e,enter", "edit", "Edit", "board.edit", "title, helper, dates, priority, tags"),
    bound("c", "done", "Done", "board.done", "to Done, or back where it came from"),
    bound("x", "drop", "Archive", "board.drop", "off the board; in the Inbox: drop it"),
    bound(
        "space",
        "mark",
        "Mark",
        "board.mark",
        "mark the card and go on; keys then act on all that are marked",
    ),
    bound("asterisk", "mark_all", "Mark all", "board.mark_all", "mark the whole column"),
    bound("g h", "helpers", "Helpers", "board.helpers", "names and limits of those who help"),
)
