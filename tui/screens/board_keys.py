"""The keys of the board."""

from tui.keys import bound

KEYS = (
    bound(
        "space",
        "mark",
        "Mark",
        "board.mark",
        "mark the card and go on; keys then act on all that are marked",
    ),
    bound("asterisk", "mark_all", "Mark all", "board.mark_all", "mark the whole column"),
    bound("v", "range", "Range", "board.range", "mark from here as the cursor moves; again ends it"),
    bound("W", "flow", "Flow", "board.flow", "how long work takes, waits and stalls; as a chart and as CSV"),
    bound(
        "V",
        "group",
        "By helper",
        "board.group",
        "a column for each helper, then one person's cards, the stalest first, then the six columns",
    ),
)
