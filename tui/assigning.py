"""How helpers are said and asked for: the strip, what is too much, whom a card suits, forms."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len

from models.board import Card, Column
from models.document import RuleBroken
from models.helpers import Helper, HelperKind, crew
from models.lanes import Fit, loads, on_board, suited
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
    """Returns a warning for each column and each helper that a change of cards has brought over the limit."""
    were = {card.uid: card for card in before}
    entered = [card for card in after if card.column is not were[card.uid].column]
    taken_on = [card for card in after if card in entered or card.helper != were[card.uid].helper]
    limits, warnings = desk.business.column_limits, list[str]()
    if columns := {card.column for card in entered if card.column in limits}:
        held = Counter(card.column for card in on_board(desk.cards))
        warnings += [
            f"{column.title()} {held[column]} of {limits[column]} {marks.OVER}"
            for column in limits
            if column in columns and desk.business.is_overloaded(column, held[column])
        ]
    if busy := {card.helper for card in taken_on if card.column is Column.DOING}:
        doing = loads(desk.cards)
        warnings += [
            f"{helper.name} has {doing[helper.uid]} of {helper.wip_limit} in Doing {marks.OVER}"
            for helper in desk.helpers
            if helper.uid in busy and helper.is_overloaded(doing[helper.uid])
        ]
    return warnings


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
    """Lets a helper be chosen for a card by typing part of the name; a new name makes the helper.

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
            add_helper(answer)

    def add_helper(name: str) -> None:
        made: list[Helper] = []

        def change(desk: Workspace) -> None:
            made.append(desk.helpers.put(Helper.of(name=name)))

        if screen.saved(f"Add {name[:40]} as a helper", change):
            then(made[0])

    screen.app.push_screen(
        Menu("Give to whom? A new name adds a helper", choices, lead_width=2, typed=True), chosen
    )


def edit_helpers(screen: DeskScreen) -> None:
    """Lists the helpers; the one that is taken opens as a form, a new name as a new helper."""
    from tui.dialogs.menu import Choice, Menu

    helpers = {helper.number: helper for helper in crew(screen.desk.helpers)}
    choices = [
        Choice(helper.number, helper.ref, helper.name, f"{helper.kind}, at most {helper.wip_limit} in Doing")
        for helper in helpers.values()
    ]

    def chosen(answer: object) -> None:
        if isinstance(answer, int):
            open_helper(screen, helpers[answer])
        elif isinstance(answer, str):
            try:
                open_helper(screen, Helper.of(name=answer))
            except RuleBroken as broken:
                screen.say(str(broken), "warn")

    screen.app.push_screen(Menu("Helpers: a new name adds one", choices, lead_width=4, typed=True), chosen)


def open_helper(screen: DeskScreen, helper: Helper) -> None:
    """Shows a helper's form and saves what is changed."""
    from tui.dialogs.form import Field, Form, read_yes

    def settle(values: dict[str, str], agreed: bool) -> None:
        changed = helper.but(
            name=values["name"],
            kind=values["kind"].casefold(),
            wip_limit=values["wip_limit"],
            follow_up_days=values["follow_up_days"],
            archived=screen.now() if read_yes(values["gone"], "No longer here") else None,
        )
        with screen.settling(f"Edit {changed.name}") as desk:
            desk.helpers.put(screen.resolved(changed, agreed))

    screen.app.push_screen(
        Form(
            helper.name,
            [
                Field("name", "Name", helper.name, "what you call them"),
                Field("kind", "Kind", helper.kind, ", ".join(HelperKind)),
                Field(
                    "wip_limit", "Limit in Doing", str(helper.wip_limit), "1 to 9; above it you are warned"
                ),
                Field(
                    "follow_up_days",
                    "Follow up after",
                    str(helper.follow_up_days),
                    "work days until you look again",
                ),
                Field("gone", "No longer here", "", "write yes to take them off the strip"),
            ],
            settle,
        )
    )
