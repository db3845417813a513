"""The table of keys: one meaning for a key, every key explained, every key runnable from the menu."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import screen_text
from textual.binding import Binding
from textual.screen import ModalScreen

from models.board import Card, Column
from models.document import RuleBroken
from store import Workspace
from tui.app import Deskhand
from tui.commands.files import keys as keys_command
from tui.commands.invocation import Invocation
from tui.dialogs.form import Form
from tui.dialogs.import_plan import ImportPlanDialog
from tui.dialogs.menu import Menu
from tui.dialogs.reading import Reading
from tui.keymap import clashes, key_table, own_keys, screen_bindings
from tui.keys import own_bindings, spoken
from tui.widgets.rows import Rows

NEVER = {
    *(f"ctrl+{key}" for key in ("i", "m", "left_square_bracket", "h", "question_mark")),  # other keys' codes
    *(f"ctrl+{key}" for key in ("a", "b")),  # what tmux and screen take for themselves
    *(f"ctrl+{key}" for key in ("s", "q", "z", "c", "backslash")),  # flow control and signals
    *(f"ctrl+{key}" for key in ("j", "k")),  # pane navigators
}
SECOND_NAMES = {"ctrl+p", "f1"}
ONLY_NAMES = {"redraw": "ctrl+l"}

DIFFERENT = {
    **dict.fromkeys("0123456789", "a digit is the value of the thing under the cursor"),
    "H": "one unit to the left: a column of the board, a stage of a search, a week of the log",
    "L": "one unit to the right; on Priorities the verdict that puts a card to the right of the Inbox",
    "n": "new: an entry in the log, a card on the board",
    "x": "off the list: a record goes to the archive, from there to the trash; an activity is dropped",
    "M": "two that are one become one: the work of entries in the log, cards on the board",
    "z": "not now: a card goes out of sight, an activity is decided on later",
    "enter": "what is under the cursor opens, as a page or as a form",
    "c": "done, or brought back from the archive",
    "slash": "fewer: a filter on the board, words in a list",
    "r": "record what fits: a look at a card, a run of a procedure",
    "space": "one thing more of the list: it is marked, or gets its next answer",
    "C": "a word is given: the helper takes the brief on, ratings are handed in, a role is decided",
    "B": "something is closed: the way of work in the log was blocked, a helper leaves",
    "W": "what flows: work over the board, candidates out of each source, facts to and from helpers",
    **dict.fromkeys(
        ("m i", "m r", "m o", "m d"),
        "to the place of that letter: a column of the board, a stage of a search",
    ),
    "V": "the other view, by its name where there is only one",
}
"""The keys that screens call by different names, and what they have in common."""

ALL = [(where, binding) for where, bindings in screen_bindings() for binding in bindings]
DIALOGS = [
    (each.__name__, binding)
    for each in (Form, ImportPlanDialog, Menu, Reading)
    for binding in own_bindings(each)
]


def each_key(bindings: list[Binding]) -> Iterator[tuple[str, Binding]]:
    for binding in bindings:
        for key in binding.key.split(","):
            yield key, binding


def test_every_binding_has_an_id_a_description_and_a_tooltip() -> None:
    for where, binding in ALL + DIALOGS:
        assert binding.id and binding.description and binding.tooltip, (where, binding)  # noqa: PT018


def test_every_id_is_there_once() -> None:
    ids = [binding.id for _, binding in ALL + DIALOGS]
    assert sorted(set(ids)) == sorted(ids)


def test_no_key_means_two_things_on_one_screen() -> None:
    (_, everywhere), *screens = screen_bindings()
    for where, bindings in screens:
        seen: dict[str, str | None] = {}
        for key, binding in each_key([*everywhere, *bindings]):
            assert seen.setdefault(key, binding.id) == binding.id, (where, key)


def test_no_key_is_also_the_first_stroke_of_another() -> None:
    (_, everywhere), *screens = screen_bindings()
    for where, bindings in screens:
        keys = {key for key, _ in each_key([*everywhere, *bindings])}
        assert {key.split(" ")[0] for key in keys if " " in key} & keys == set(), where


def test_a_key_has_one_name_on_all_screens_but_for_the_exceptions_listed() -> None:
    names: defaultdict[str, set[str]] = defaultdict(set)
    for key, binding in each_key([binding for _, binding in ALL]):
        names[key].add(binding.description)
    assert {key for key, said in names.items() if len(said) > 1} == DIFFERENT.keys()


def test_no_key_is_one_that_a_terminal_or_a_multiplexer_eats() -> None:
    for where, binding in ALL + DIALOGS:
        keys = binding.key.split(",")
        assert NEVER.isdisjoint(keys), (where, binding.id)
        assert not any("alt+" in key for key in keys), (where, binding.id)
        special = {key for key in keys if "ctrl+" in key or (key[:1] == "f" and key[1:].isdecimal())}
        allowed = SECOND_NAMES if keys[0] not in special else {ONLY_NAMES.get(binding.id or "")}
        assert special <= allowed, (where, binding.id)


@pytest.fixture
def card(desk: Workspace) -> Card:
    with desk.transaction("Add a card"):
        return desk.cards.put(Card(title="Order toner"))


@pytest.mark.parametrize("screen", ["today", "audit", "priorities", "board", "vetting"])
async def test_every_key_of_a_screen_is_in_its_menu_and_enter_runs_it(
    card: Card, app: Callable[[], Deskhand], screen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = app()
    async with running.run_test(size=(120, 36)) as pilot:
        running.switch_mode(screen)
        await pilot.pause()
        expected = {active.binding.id: active.binding for active in running.screen.active_bindings.values()}
        wanted = {binding.action for id, binding in expected.items() if id}
        ran: list[str] = []
        run_action = running.run_action

        async def record(action: Any, *args: Any, **more: Any) -> bool:
            if action not in wanted:
                return await run_action(action, *args, **more)
            ran.append(action)
            return True

        monkeypatch.setattr(running, "run_action", record)
        for place in range(len(wanted)):
            running.screen.action_keys()  # type: ignore[attr-defined]  # every screen here is a DeskScreen
            await pilot.pause(0)
            rows = running.screen.query_one(Rows)
            places = [n for n, row in enumerate(rows.rows) if row.key is not None]
            assert len(places) == len(wanted)
            rows.go(places[place])
            running.screen.on_input_submitted()  # type: ignore[attr-defined]  # what Enter does in a Menu
            while isinstance(running.screen, ModalScreen) or len(ran) <= place:
                await asyncio.sleep(0.001)
        assert set(ran) == wanted


async def test_enter_takes_the_key_that_was_typed_in_the_menu(
    desk: Workspace, card: Card, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", *"move right", "enter")
        await pilot.pause()
    assert desk.cards[card.number].column is Column.BRIEF


@pytest.mark.parametrize("stroke", ["g", "m"])
async def test_a_first_stroke_waits_for_the_second_and_says_what_it_may_be(
    desk: Workspace, card: Card, app: Callable[[], Deskhand], stroke: str
) -> None:
    running = app()
    async with running.run_test(size=(120, 36)) as pilot:
        await pilot.press(stroke)
        assert ("a Audit" if stroke == "g" else "o To Doing") in screen_text(running)
        assert running.current_mode == "board"
        await pilot.press("escape", stroke, "a" if stroke == "g" else "o")
        await pilot.pause()
        assert running.current_mode == ("audit" if stroke == "g" else "board")
    assert desk.cards[card.number].column is (Column.INBOX if stroke == "g" else Column.DOING)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "keys"), [("R", ["R"]), ("f5", ["f5"]), ("<", ["less_than_sign"]), ("g r", ["g", "r"])]
)
async def test_a_key_of_the_owners_takes_the_place_of_ours(
    tmp_path: Path, desk: Workspace, card: Card, app: Callable[[], Deskhand], name: str, keys: list[str]
) -> None:
    own = own_keys(written(tmp_path / "config.toml", f'[keys]\n"board.right" = "{name}"\n'))
    assert clashes(own) == []
    running = Deskhand(app()._session, keys=own)
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("L")
        assert desk.cards[card.number].column is Column.INBOX
        assert f" {name} move right" in screen_text(running)
        await pilot.press(*keys)
        assert desk.cards[card.number].column is Column.BRIEF


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[keys]\n"board.fly" = "F"\n', "“board.fly”, which is no key; `deskhand keys` lists them."),
        ('[keys]\n"board.right" = 7\n', 'the key for “board.right” must be a text such as "L".'),
        ("keys = 3\n", '[keys] must be a table such as "board.right" = "L".'),
        ("[keys\n", "cannot be read"),
    ],
)
def test_a_wrong_key_table_is_refused_in_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        own_keys(written(tmp_path / "config.toml", text))
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"board.right": "u"}, "u would mean both “Move right” and “Undo” (Board)"),
        ({"undo": "L"}, "L would mean both “Move right” and “Undo” (Board)"),
        ({"board.right": "g"}, "g would mean both “Move right” and “Audit” (Board)"),
        ({"board.right": "question_mark"}, "? would mean both “Move right” and “All keys” (Board)"),
        ({"audit.log": "R", "audit.timer": "R"}, "R would mean both “Log time” and “Timer” (Audit)"),
    ],
)
def test_a_clash_is_said_in_one_sentence_whichever_side_was_changed(keys: dict[str, str], says: str) -> None:
    found = clashes(keys)
    assert any(sentence.startswith(says) for sentence in found), found


def test_two_keys_that_change_places_do_not_clash() -> None:
    assert clashes({"undo": "U", "redo": "u"}) == []


def test_the_command_prints_every_binding() -> None:
    printed = CliRunner().invoke(keys_command, obj=Invocation(None, None, None, False)).output
    assert len(printed.splitlines()) == len(ALL) == len(key_table())
    for _, binding in ALL:
        line = next(line for line in printed.splitlines() if binding.id in line.split())
        assert binding.description in line
        assert all(spoken(key) in line for key in binding.key.split(","))


async def test_the_palette_finds_what_another_screen_does_and_opens_it_there(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "b", "colon", *"plan audit", "enter")
        await pilot.pause()
        shown = screen_text(running)
        assert "[a]" in shown
        assert "Plan audit: P does it here." in shown
    assert len(desk.audits) == 0
