"""The keys that act on cards, on every screen that shows them."""

from textual.binding import BindingType

from models.columns import LETTERS
from tui.keys import bound

CARD_KEYS: list[BindingType] = [
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
    bound("e", "edit", "Edit", "board.edit", "title, helper, dates, priority, tags"),
    bound("c", "done", "Done", "board.done", "to Done, or back where it came from"),
    bound("x", "drop", "Archive", "board.drop", "off the board; in the Inbox: drop it"),
    bound("enter", "open", "Open", "card.open", "the whole card: brief, comments, moves, dates"),
    bound("E", "write", "Editor", "brief.write", "the whole brief as text, in your own editor"),
    bound("T", "template", "Template", "brief.template", "begin the brief from one of four"),
    bound("C", "accept", "Accepted", "brief.accept", "the helper takes the brief on; again takes it back"),
    bound(
        "y",
        "hand_off",
        "Copy",
        "brief.hand_off",
        "the message that hands it over; marks the brief as sent",
    ),
    bound("i", "lint", "Why", "brief.lint", "what the brief lacks, and what could be better"),
    bound("d", "due", "Due", "card.due", "the day it is due; the one given up stays on record"),
    bound("f", "follow_up", "Follow up", "card.follow_up", "when you look at it again"),
    bound("w", "wait", "Waiting", "card.wait", "for whom and what; again when it has come"),
    bound("z", "snooze", "Snooze", "card.snooze", "out of sight until a day; undecided ones for a week"),
    bound("t", "tags", "Tags", "card.tags", "add some, or with a minus take them away"),
    bound("p", "priority", "Priority", "card.priority", "normal, high, low, in turn"),
    bound("r", "check_in", "Check in", "card.check_in", "what a look at it shows, and when to look again"),
    bound("semicolon", "note", "Comment", "card.note", "say something about it; a paste does the same"),
    bound("s", "timer", "Timer", "card.timer", "start it on the card, or stop it; the audit gets the time"),
    bound("M", "merge", "Merge", "card.merge", "the marked cards, or this one with another, into one"),
    bound("o", "override", "Go ahead", "card.override", "with a reason, where something is missing"),
    bound("full_stop", "again", "Repeat", "card.again", "the last change, on the card under the cursor"),
]
