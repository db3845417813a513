"""The keys of the screen of what needs you today."""

from textual.binding import BindingType

from tui.keys import bound

TODAY_KEYS: list[BindingType] = [
    bound("enter,c", "settle", "Settle", "today.settle", "what stands at the end of the line, done in place"),
    bound("z", "snooze", "Snooze", "today.snooze", "the line out of sight until a day; in that view: back"),
    bound("i", "why", "Why", "today.why", "the rule behind the line, and the facts it was found by"),
    bound("e", "edit", "Edit", "today.open", "what the line is about, on its page; Esc comes back"),
    bound("n", "add", "New card", "today.add", "one line: Call supplier @anna due:fri #tax !high"),
    bound("slash", "find", "Search", "today.find", "any record by its number or words, wherever it is"),
    bound("o", "override", "Go ahead", "today.ahead", "with a reason, where something is missing"),
    bound("V", "view", "Other view", "today.view", "the first nine lines, all of them, those put off"),
]
"""What can be done with the line under the cursor."""
