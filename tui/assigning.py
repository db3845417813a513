"""How helpers are said and asked for: the strip, what is too much, whom a card suits."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len

from models.board import Card
from models.dates import quoted
from models.helpers import Helper, alike, crew
from models.lanes import Fit, overloaded, suited
from store import Workspace
from tui import marks, wording
from tui.desk_screen import DeskScreen
from tui.widgets.painted import Parts


def strip(helpers: Sequence[Helper], loads: Mapping[str | None, int], width: int) -> Parts:
    """Returns the line of helpers with their digits, and how many cards each has in Doing of how many.

    Those who do not fit whole are left out, and `…` says so.
    """
    parts: list[tuple[str, str]] = [(" ", "plain")]
    room = width - 2
    for n, helper in enumerate(helpers[:9], start=1):
        busy = loads[helper.uid]
        over = helper.is_overloaded(busy)
        load = f" {busy}/{helper.wip_limit}{marks.OVER if over else ''}  "
        room -= cell_len(f"{n} {helper.short}{load}")
        if room < 0:
            return [*parts, ("…", "dim")]
        parts += [(f"{n} ", "accent"), (helper.short, "plain"), (load, "warn" if over else "dim")]
    return parts


def overload(before: Iterable[Card], after: Iterable[Card], desk: Workspace) -> list[str]:
    """Returns a warning for each column and each helper that a change of cards has given too much."""
    found, limits = (
        overloaded(before, after, desk.cards, desk.business, desk.helpers),
        desk.business.column_limits,
    )
    return [
        *(
            f"{column.title()} {held} of {limits[column]} {marks.OVER}"
            for column, held in found.columns.items()
        ),
        *(
            f"{helper.name} has {busy} of {helper.wip_limit} in Doing {marks.OVER}"
            for helper, busy in found.helpers
        ),
    ]


def fit(found: Fit) -> str:
    """Returns how a helper suits a card: the load, and how much of such work it was so far."""
    load = f"{found.busy}/{found.helper.wip_limit}"
    over = marks.OVER if found.helper.is_overloaded(found.busy) else ""
    if not found.had:
        return f"{load}{over}"
    tag, times = next(iter(found.tags.items()), ("", found.had))
    said = f"#{tag} {wording.count(times, 'time')}" if tag else f"{wording.count(times, 'card')} like it"
    return f"{load}{over}, had {said}"


def choose_helper(screen: DeskScreen, card: Card, then: Callable[[Helper | None], None]) -> None:
    """Lets a helper be chosen for a card by typing part of the name; a new name is one who is not saved yet.

    The best suited comes first; the digits are those of the strip.
    """
    from tui.dialogs.menu import Choice, Menu

    helpers = {helper.number: helper for helper in crew(screen.desk.helpers)}
    digits = {number: str(n) for n, number in enumerate(list(helpers)[:9], start=1)}
    choices = [
        Choice(found.helper.number, digits.get(found.helper.number, ""), found.helper.name, fit(found))
        for found in suited(helpers.values(), screen.desk.cards, card)
    ]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            then(helpers[answer])
        elif isinstance(answer, str):
            then(Helper.of(name=answer))

    def asks(name: str) -> str:
        others = alike(Helper.of(name=name).name, helpers.values())
        near = f" Or do you mean {' or '.join(others)}?" if others else ""
        return f"There is no helper {quoted(name)} yet: Enter again adds them.{near}"

    title = "Give to whom? A new name adds a helper"
    screen.app.push_screen(Menu(title, choices, lead_width=2, typed=True, asks=asks), chosen)
