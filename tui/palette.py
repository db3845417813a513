"""The runnable lists of keys: those of one screen, and everything the program can do, by name."""

from collections.abc import Awaitable, Callable, Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

from textual.binding import Binding
from textual.dom import DOMNode

from models.searching import Sought, search
from tui.desk_screen import DeskScreen
from tui.dialogs.menu import Choice, Menu
from tui.keys import own_bindings, spoken
from tui.paged_screen import SCREENS
from tui.search_index import named_in_full

MOST_RECORDS = 9
"""How many records are listed for what is typed; the search lists them all."""

MOVEMENT = "move."
"""What the ids of keys begin with that only move the cursor."""

COMMANDS = {
    "tui.tour:begin": Choice("tour", "", "Tour", "seven steps through the program, each taken by doing it"),
    "tui.trash:ask_to_empty": Choice(
        "trash.empty", "", "Empty the trash", "destroys what is in it; asks first, cannot be undone"
    ),
    "tui.reporting:open_report": Choice(
        "report", "", "Report", "what a week or the audit has brought: time, costs, talks, flow"
    ),
    "tui.backing_up:back_up_now": Choice(
        "backup",
        "",
        "Back up now",
        "a copy of the whole file beside it; deskhand restore puts it back",
        also="backup",
    ),
    "tui.erasing:ask_to_erase": Choice(
        "erase", "", "Erase a person", "asks for the full name; every trace goes, and cannot be undone"
    ),
}
"""What has no key, each with its module and function; imported when it is chosen."""

ALSO = {
    "today.settle": "revoke take back verify rotate tick sign approve countersign renew cancel told",
    "today.snooze": "put off postpone defer later wake",
    "undo": "take back revert",
    "go.archive": "trash deleted",
    "go.links": "related linked",
    "card.snooze": "put off postpone defer",
    "helper.suspend": "put off switch off pause",
    "helper.leave": "dismiss fire end",
    "helper.archive": "revoke take back remove",
    "item.sign": "approve",
}
"""Other words for what keys do, by the ids of the keys."""

Deed = tuple[Choice, Callable[[], Awaitable[object]]]
"""A line of a list, and what happens when it is taken."""


def open_keys(screen: DeskScreen) -> None:
    """Lists the keys that work on a screen, its own first; the one that is taken runs."""
    everywhere = {binding.id for binding in own_bindings(DeskScreen)}
    found = sorted(
        _active(screen).items(), key=lambda item: (item[0] in everywhere, item[0].startswith(MOVEMENT))
    )
    _open(screen, "Keys of this screen", [_here(screen, *each) for _, each in found])


def open_palette(screen: DeskScreen, bindings_of: Iterable[tuple[str, list[Binding]]]) -> None:
    """Lists what was opened last, then everything that can be done by name; what is typed finds records, too.

    What is done here runs, what is done elsewhere opens its screen first.

    Args:
        screen: the screen in front.
        bindings_of: every screen's name with the bindings it adds.
    """
    here = {id: each for id, each in _active(screen).items() if not id.startswith(MOVEMENT)}
    deeds = [_here(screen, *each) for each in here.values()]
    deeds += [_command(screen, *each) for each in COMMANDS.items()]
    letters = {name: letter for letter, name in SCREENS.items()}
    for where, bindings in bindings_of:
        letter = letters.get(where.casefold())
        if letter is not None and letter != screen.LETTER:
            deeds += [_elsewhere(screen, where, letter, binding) for binding in bindings]
    deeds.sort(key=lambda deed: deed[0].text)
    records: dict[Hashable, Deed] = {}

    def finds(text: str) -> list[Choice]:
        found = search(text, screen.session.index.everything(), most=MOST_RECORDS).best
        deeds = [deed for each in found if (deed := _record(screen, each)) is not None]
        records.update((deed[0].key, deed) for deed in deeds)
        return [choice for choice, _ in deeds]

    opened = (screen.session.index.of(uid) for uid in screen.session.opened)
    recent = [deed for each in opened if each is not None and (deed := _record(screen, each)) is not None]
    _open(screen, "Do what?", [*recent, *deeds], finds, records)


def _active(screen: DeskScreen) -> dict[str, tuple[list[str], Binding, DOMNode]]:
    found: dict[str, tuple[list[str], Binding, DOMNode]] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id is not None:
            keys, _, _ = found.setdefault(active.binding.id, ([], active.binding, active.node))
            keys.append(spoken(key))
    return found


def _here(screen: DeskScreen, keys: list[str], binding: Binding, node: DOMNode) -> Deed:
    also = ALSO.get(binding.id or "", "")
    choice = Choice(binding.id, " ".join(keys), binding.description, binding.tooltip, also=also)
    return choice, lambda: screen.app.run_action(binding.action, node)


def _command(screen: DeskScreen, where: str, choice: Choice) -> Deed:
    module, _, function = where.partition(":")

    async def run() -> None:
        getattr(import_module(module), function)(screen)

    return choice, run


def _elsewhere(screen: DeskScreen, where: str, letter: str, binding: Binding) -> Deed:
    """Returns a deed of another screen: it is shown there first, so that nothing changes unseen."""
    keys = " ".join(spoken(key) for key in binding.key.split(","))
    also = ALSO.get(binding.id or "", "")
    choice = Choice(binding.id, keys, f"{where}: {binding.description}", binding.tooltip, also=also)

    async def open_and_say() -> None:
        await screen.app.switch_mode(SCREENS[letter])
        opened = screen.app.screen
        if isinstance(opened, DeskScreen):
            opened.say(f"{binding.description}: {opened.key_for(binding.id or '')} does it here.")

    return choice, open_and_say


def _record(screen: DeskScreen, each: Sought) -> Deed | None:
    """Returns what shows a record in its place; None for one that is gone."""
    known = screen.desk[each.table]
    if each.number not in known:
        return None
    record, kind = known[each.number], known.kind.noun

    async def show() -> None:
        from tui.jumping import open_record

        open_record(screen, record, each.part)

    says = f"{kind}, in the {each.away}" if each.away else kind
    key = f"{each.table} {each.number} {each.part}"
    return Choice(key, each.ref, named_in_full(each, screen.desk), says), show


def _open(
    screen: DeskScreen,
    title: str,
    deeds: Sequence[Deed],
    finds: Callable[[str], Sequence[Choice]] = lambda text: (),
    found: Mapping[Hashable, Deed] = MappingProxyType({}),
) -> None:
    by_id = {choice.key: deed for choice, deed in deeds}

    async def run(chosen: Hashable | None) -> None:
        if chosen in by_id:
            await by_id[chosen]()
        elif chosen in found:
            await found[chosen][1]()

    screen.app.push_screen(Menu(title, [choice for choice, _ in deeds], lead_width=9, finds=finds), run)
