"""The saved views of an owner: a filter, an order and a grouping under a letter."""

from string import ascii_lowercase
from typing import TYPE_CHECKING

from models.desk import Desk, View
from store import Workspace

if TYPE_CHECKING:
    from tui.finding import Finding


def ways(desk: Workspace) -> str:
    """Returns the letters that recall a view, with what each shows, and what else may be pressed."""
    views = sorted(_own(desk).views, key=lambda view: view.letter)
    says = [f"{view.letter} {view.says}" for view in views]
    return "  ".join([*says, "a capital saves", "' the one before"])


def recall(screen: "Finding", said: str) -> None:
    """Shows the view of a letter, saves what is shown under a capital, or goes back to the view before."""
    letter, key = said.casefold(), screen.key_for("find.view")
    if said == "'":
        screen.show_view(*screen.view_before)
    elif letter not in ascii_lowercase or len(letter) != 1:
        screen.say(f"A view has a letter: {key} and a small one recalls it, a capital saves it.", "warn")
    elif said != letter:
        _save(screen, letter)
    elif (view := _own(screen.desk).view(letter)) is not None:
        screen.show_view(view.query, view.order, view.grouping)
    else:
        screen.say(f"There is no view {letter} yet: {key} and {letter.upper()} saves this one.", "warn")


def _save(screen: "Finding", letter: str) -> None:
    view = View.of(letter=letter, query=screen.query_text, order=screen.order, grouping=screen.grouping)

    def change(desk: Workspace) -> None:
        desk.desks.put(_own(desk).with_view(view))

    if screen.saved(f"Save view {letter.upper()}", change):
        screen.say(f"Saved: {screen.key_for('find.view')} and {letter} shows {view.says}")


def _own(desk: Workspace) -> Desk:
    return next(iter(desk.desks.having(owner=desk.who)), None) or Desk(owner=desk.who)
