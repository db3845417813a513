"""The keys that act on running lists, on their items and on the templates they are copied from."""

from textual.binding import BindingType

from tui.keys import bound

LIST_KEYS: list[BindingType] = [
    bound("e", "edit", "Edit", "list.edit", "first day, last day, and which conditions are so"),
    bound("y", "copy", "Copy", "list.copy", "as Markdown for the helper, without what is only yours"),
    bound("r", "register", "Record", "list.register", "for leaving: lines for accesses given since"),
    bound("B", "leave", "Off-board", "list.leave", "a list with a line for each access and shared secret"),
]
"""What can be done with a whole list, wherever one is under the cursor."""

LISTS_KEYS: list[BindingType] = [
    bound("enter", "open", "Open", "list.open", "its items by phase, with what locks them"),
    bound("n", "add", "Start a list", "list.add", "for whom, from which template, from which day"),
    bound("x", "archive", "Archive", "list.archive", "off the list; c brings it back"),
    bound("c", "bring_back", "Bring back", "list.back", "a list from the archive"),
    bound("i", "why", "Why", "list.why", "who is stuck on whom, and what waits for it"),
    bound("V", "view", "Other view", "list.templates", "the templates that lists are copied from"),
]
"""What the screen of all lists adds."""

ITEM_KEYS: list[BindingType] = [
    bound(
        "c", "tick", "Done", "item.tick", "done, with who told you where the helper does it; or open again"
    ),
    bound("C", "sign_off", "Sign off", "item.sign", "what is done is approved, by you"),
    bound(
        "o", "go_ahead", "Go ahead", "item.ahead", "leave it out, waive it for a time, open a gate by hand"
    ),
    bound("d", "due", "Due", "item.due", "another day, with the reason"),
    bound("n", "add", "New line", "item.add", "one of this list's own: Order a chair @helper due:fri"),
    bound("enter", "open", "Open", "item.open", "the helper whose paper or access it is about; else why"),
    bound("i", "why", "Why", "item.why", "what it waits for, what it opens, and its history"),
    bound("V", "offers", "Other view", "item.offers", "what a newer version of the template would change"),
]
"""What can be done with the item under the cursor."""

TEMPLATE_KEYS: list[BindingType] = [
    bound("E", "write", "Editor", "template.write", "the whole template as text, in your own editor"),
    bound("y", "copy", "Copy", "template.copy", "the template as text"),
]
"""What can be done with a template."""

TEMPLATES_KEYS: list[BindingType] = [
    bound("enter", "open", "Open", "template.open", "its items, to be read and edited"),
    bound("n", "add", "New template", "template.new", "a copy of this one by another name"),
    bound("x", "archive", "Archive", "template.archive", "an own copy off the list; the shipped one stays"),
    bound("c", "bring_back", "Bring back", "template.back", "an own copy from the archive"),
]
"""What the list of templates adds."""

TEMPLATE_ITEM_KEYS: list[BindingType] = [
    bound("e,enter", "edit", "Edit", "template.edit", "words, day, side, gates of the item under the cursor"),
    bound("n", "add", "New item", "template.add", "below the one under the cursor"),
    bound("x", "remove", "Remove", "template.remove", "the item, from the next version on"),
]
"""What the page of one template adds."""
