"""Taking back the last change, and making it again; what others have changed since is asked about."""

from typing import TYPE_CHECKING, Literal

from store import StoreError, UndoConflict

if TYPE_CHECKING:
    from tui.desk_screen import DeskScreen


def step_back(screen: "DeskScreen", verb: Literal["undo", "redo"], *, force: bool) -> str:
    """Takes one step back or forth and says which.

    Args:
        screen: where it is asked for.
        verb: which way.
        force: overwrite what was changed since.

    Returns:
        The verb when doing it once more is to overwrite what was changed since; else nothing.
    """
    desk = screen.desk
    try:
        step = desk.undo(force=force) if verb == "undo" else desk.redo(force=force)
    except UndoConflict as conflict:
        screen.say(f"{conflict} {screen.key_for(verb)} again does it all the same.", "warn")
        return verb
    except StoreError as error:
        screen.say(str(error), "warn")
    else:
        screen.refresh_all()
        screen.say(f"{'Undone' if verb == 'undo' else 'Redone'}: {step.label}")
    return ""
