"""The keys that work on every screen."""

from textual.binding import BindingType

from tui.keys import bound

EVERYWHERE: list[BindingType] = [
    bound("g a", "go('a')", "Audit", "go.audit", "the time log: entries, timer, categories"),
    bound("g p", "go('p')", "Priorities", "go.priorities", "what is worth handing over, and why"),
    bound("g b", "go('b')", "Board", "go.board", "the delegation board"),
    bound("g i", "go('i')", "Triage", "go.triage", "the Inbox one card at a time, one key a verdict"),
    bound("g v", "go('v')", "Vetting", "go.vetting", "help that is looked for, and who might give it"),
    bound("g o", "go('o')", "Onboarding", "go.onboarding", "who is brought in, and what is still missing"),
    bound("g h", "go('h')", "Helpers", "go.helpers", "who helps, who may enter what, what it has freed"),
    bound(
        "g u",
        "page_of('changes')",
        "Changes",
        "go.changes",
        "everything that was done; u there takes one step back",
    ),
    bound("g n", "since", "Since you left", "go.since", "what others did and what became late meanwhile"),
    bound(
        "g x",
        "page_of('archive')",
        "Archive",
        "go.archive",
        "what was put away, and the trash; c there brings it back",
    ),
    bound(
        "g d",
        "page_of('procedures')",
        "Procedures",
        "go.procedures",
        "how recurring work is done, and who has done it from the notes",
    ),
    bound("left_square_bracket", "neighbour(-1)", "Screen before", "go.before", "the screen to the left"),
    bound("right_square_bracket", "neighbour(1)", "Next screen", "go.next", "the screen to the right"),
    bound("k,up", "step(-1)", "Up", "move.up", "one line up"),
    bound("j,down", "step(1)", "Down", "move.down", "one line down"),
    bound("h,left", "side(-1)", "Left", "move.left", "one column, or one day, to the left"),
    bound("l,right", "side(1)", "Right", "move.right", "one column, or one day, to the right"),
    bound("g g,home", "end(-1)", "Top", "move.top", "to the first line"),
    bound("G,end", "end(1)", "Foot", "move.foot", "to the last line"),
    bound("left_curly_bracket,pageup", "page(-1)", "Page up", "move.page_up", "a screenful up"),
    bound("right_curly_bracket,pagedown", "page(1)", "Page down", "move.page_down", "a screenful down"),
    bound("escape,q", "back", "Back", "move.back", "clear marks, close what is open"),
    bound("u", "undo", "Undo", "undo", "take back the last change, also after a restart"),
    bound("U", "redo", "Redo", "redo", "make an undone change again"),
    bound("question_mark,f1", "keys", "All keys", "keys", "every key of this screen; Enter runs one"),
    bound("colon,ctrl+p", "app.palette", "Palette", "palette", "everything the program can do, by name"),
    bound("g comma", "settings", "Settings", "settings", "owners, zone, hours, money"),
    bound("O", "import", "Import", "import", "take over a time log or a board from another program"),
    bound("dollar_sign", "owner_hour", "Owner hour", "owner_hour", "set what an hour of yours is worth"),
    bound("ctrl+l", "app.redraw", "Redraw", "redraw", "draw the whole screen again"),
    bound("Q", "quit", "Quit", "quit", "leave; everything is saved already"),
]
