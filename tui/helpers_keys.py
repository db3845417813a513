"""The keys that act on helpers, their access and what is agreed with them."""

from textual.binding import BindingType

from tui.keys import bound

HELPER_KEYS: list[BindingType] = [
    bound("e", "edit", "Edit", "helper.edit", "the line under the cursor, or name, limits, contact, role"),
    bound("E", "write", "Editor", "helper.write", "what to know before calling again; in Access: roles"),
    bound(
        "r",
        "record",
        "Record",
        "helper.record",
        "a number of a goal, a talk, hours, a review; in the ledger last week",
    ),
    bound("F", "feedback", "Feedback", "helper.feedback", "what is to go on or to change, thanks, a ticket"),
    bound("a", "assign", "Assign", "helper.access", "ask for an access: for which work, until when"),
    bound(
        "c",
        "done",
        "Done",
        "helper.done",
        "the next step of the line: signed, given, agreed; brings back what was put away",
    ),
    bound(
        "C",
        "sign_off",
        "Sign off",
        "helper.sign",
        "approve an access, countersign or end a paper, close terms or a goal",
    ),
    bound("d", "due", "Due", "helper.due", "the last day of the line; an accepted milestone is handed back"),
    bound("z", "suspend", "Snooze", "helper.suspend", "an access is switched off for a while, or on again"),
    bound(
        "x",
        "archive",
        "Archive",
        "helper.archive",
        "put the line away, a draft for good; an access is taken back",
    ),
    bound("B", "leave", "Off-board", "helper.leave", "a list with a line for each access and shared secret"),
    bound("y", "copy", "Copy", "helper.copy", "as Markdown for the helper, without what is only yours"),
    bound("i", "why", "Why", "helper.why", "the working behind the line under the cursor"),
    bound("W", "security", "Transfers", "helper.security", "facts that travelled, and what went wrong"),
]
"""What can be done with the helper, or the line of one, under the cursor."""

HELPERS_KEYS: list[BindingType] = [
    bound("enter", "open", "Open", "helper.open", "the page of the helper, the access, the system, the week"),
    bound("n", "add", "New", "helper.add", "a helper by name; in the other views a system, or a week"),
    bound("N", "next_finding", "Next problem", "helper.finding", "to the next access that is too much"),
    bound("V", "view", "Other view", "helpers.view", "helpers, who may enter what, systems, the ledger"),
]
"""What the screen of all helpers adds."""

HELPER_PAGE_KEYS: list[BindingType] = [
    bound("enter", "open", "Open", "helper.line", "the line: its form, its steps, its page"),
    bound("n", "add", "New", "helper.new", "a goal, a paper, terms, a milestone, check-ins, an access"),
]
"""What the page of one helper adds."""

SECURITY_KEYS: list[BindingType] = [
    bound("enter,e", "edit", "Edit", "security.edit", "what travelled, or what went wrong"),
    bound("n", "add", "New", "security.add", "a transfer or an incident"),
    bound("c", "done", "Done", "security.done", "copy deleted; contained; the authority told, in turn"),
    bound("C", "sign_off", "Sign off", "security.close", "close an incident, with what changes"),
    bound("r", "record", "Record", "security.record", "who was told, or why nobody need be"),
    bound("x", "archive", "Archive", "security.archive", "off the list"),
    bound("i", "why", "Why", "security.why", "what is known of it, and its clock"),
]
"""What the list of transfers and incidents adds."""
