"""Emptying the trash: what is lost is counted before it goes."""

from collections import Counter

from store import StoreError, Workspace
from store.trash import Trash
from store.undo import Step
from tui import wording
from tui.desk_screen import DeskScreen


def undone_steps(desk: Workspace) -> list[tuple[Step, int]]:
    """Returns the undone steps whose records wait in the trash, newest first, each with how many."""
    held = set(desk.trash().undone)
    found = []
    for step in reversed(desk.steps()):  # the step that made a record comes before those that changed it
        mine = held.intersection(step.records) if step.undone else set()
        held -= mine
        if mine:
            found.append((step, len(mine)))
    return found[::-1]


def ask_to_empty(screen: DeskScreen) -> None:
    """Asks whether what is in the trash may be destroyed, and destroys it."""
    from tui.dialogs.menu import Choice, Menu

    asked = screen.desk.trash()
    if not len(asked):
        screen.say("The trash is empty.")
        return
    said = _said(screen.desk, asked)

    def chosen(answer: object) -> None:
        if answer != "destroy":
            return
        try:
            screen.desk.empty_trash(asked)
        except StoreError as error:
            screen.say(str(error), "warn")
        else:
            screen.refresh_all()
            screen.say(f"Gone for good: {said}.")

    choices = [
        Choice("keep", "", "Keep it", "nothing is changed"),
        Choice(
            "destroy",
            "",
            "Destroy it",
            f"for good: {screen.key_for('undo')} does not bring it back; go here, or type destroy",
            whole=True,
        ),
    ]
    screen.app.push_screen(Menu(f"Empty the trash: {said}?", choices, lead_width=1), chosen)


def _said(desk: Workspace, trash: Trash) -> str:
    """Returns the number of records of each kind, as in `3 cards and 1 time entry`."""
    counts = Counter(table for table, _ in (*trash.thrown, *trash.undone))
    return wording.listed(desk[table].kind.called(count) for table, count in counts.items())
