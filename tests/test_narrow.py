"""Narrow terminals: everything can be done, and no word of a label is cut."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from conftest import screen_text
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from models.board import COLUMNS, Card, Column
from models.card_parts import Party
from models.helpers import Helper, HelperKind
from store import Workspace
from store.demo import make_demo
from store.library import checklists
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.keymap import screen_bindings
from tui.keys import SPOKEN
from tui.screens.triage import VERDICTS
from tui.session import Session
from tui.widgets import breaking
from tui.widgets.footer import Footer
from tui.widgets.painted import folded, shortened, wrapped
from tui.widgets.rows import Rows
from tui.wording import MONTHS

SIZES = [(80, 24), (60, 24), (40, 20)]
WIDE = (120, 36)
NOW = datetime(2026, 5, 12, 10, tzinfo=UTC)

PLACES = {
    "board": (),
    "a waiting card": ("l", "l"),
    "a late card": ("l", "l", "l", "j", "j"),
    "first strokes": ("g",),
    "keys": ("question_mark",),
    "more keys": ("question_mark", *["pagedown"] * 3),
    "palette": ("colon", "pagedown"),
    "helpers to give to": ("a",),
    "other cards": ("M",),
    "form": ("e",),
    "form refused": ("e", "tab", "tab", *"zzz", "enter"),
    "new card": ("n", *"zz @niamh due:fri #zz !high follow:3d"),
    "a helper nobody knows": ("n", *"zz @zz", "enter"),
    "due": ("d",),
    "waiting for": ("w", *"client zz"),
    "find": ("slash", *"news"),
    "message": ("l", "l", "L"),
    "card page": ("l", "l", "l", "enter"),
    "brief": ("B",),
    "flow": ("W",),
    "stalled": ("W", "tab", "tab"),
    "triage": ("g", "i"),
    "today": ("g", "t"),
    "all of today": ("g", "t", "V", "G"),
    "why a line is there": ("g", "t", "i"),
    "a line is put off": ("g", "t", "z", *"2d"),
    "changes": ("g", "u"),
    "archive": ("g", "x"),
    "report": ("colon", *"report", "enter"),
    "report of the audit": ("colon", *"report", "enter", "V"),
    "since": ("g", "n"),
    "settings": ("g", "comma"),
    "audit": ("g", "a"),
    "week": ("g", "a", "V"),
    "entry": ("g", "a", "e"),
    "log time": ("g", "a", "n", *"9-10 zz"),
    "priorities": ("g", "p"),
    "bottlenecks": ("g", "p", "V"),
    "working": ("g", "p", "i"),
    "estimate": ("g", "p", "e"),
    "import": ("O", *"zz"),
    "vetting": ("g", "v"),
    "sources": ("g", "v", "W"),
    "the form of a role": ("g", "v", "e"),
    "candidates by stage": ("g", "v", "enter"),
    "candidates in a list": ("g", "v", "enter", "V"),
    "the form of a candidate": ("g", "v", "enter", "e"),
    "ways out": ("g", "v", "enter", "m"),
    "those who left": ("g", "v", "V"),
    "the duel": ("g", "v", "R"),
    "helpers": ("g", "h"),
    "who may enter what": ("g", "h", "V", "G"),
    "steps of an access": ("g", "h", "V", "N", "enter"),
    "an access is asked for": ("g", "h", "V", "a"),
    "systems": ("g", "h", "V", "V"),
    "a system": ("g", "h", "V", "V", "e"),
    "ledger": ("g", "h", "V", "V", "V"),
    "a week of the ledger": ("g", "h", "V", "V", "V", "e"),
    "a helper": ("g", "h", "enter"),
    "the form of a helper": ("g", "h", "e"),
    "what to record of a helper": ("g", "h", "j", "j", "r"),
    "transfers": ("g", "h", "W"),
    "onboarding": ("g", "o"),
    "who is stuck on whom": ("g", "o", "i"),
    "who begins": ("g", "o", "n"),
    "which list": ("g", "o", "n", "enter"),
    "the last day": ("g", "o", "B", *"zz"),
    "a list": ("g", "o", "enter"),
    "a locked item": ("g", "o", "enter", "i"),
    "the form of a list": ("g", "o", "enter", "e"),
    "templates": ("g", "o", "V"),
    "a template": ("g", "o", "V", "enter"),
    "the form of an item": ("g", "o", "V", "enter", "e"),
    "search": ("g", "slash"),
    "what is found": ("g", "slash", *"chase"),
    "advice": ("g", "question_mark"),
    "more advice": ("g", "question_mark", "G"),
    "what a card hangs on": ("l", "l", "enter", "g", "j"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo business, where one card waits, one is late, and one is in the archive."""
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    with Workspace.open(path, who="ob") as desk, desk.transaction("Wait"):
        cards = {card.title: card for card in desk.cards}
        waiting = cards["Chase batch May"].due_on(date(2026, 5, 18), at=NOW).due_on(date(2026, 5, 15), at=NOW)
        desk.cards.put(waiting.waiting(Party.CLIENT, "bank letter", at=NOW, look=date(2026, 5, 15)))
        late = cards["Reply templates"].due_on(date(2026, 5, 4), at=NOW).due_on(date(2026, 5, 7), at=NOW)
        desk.cards.put(late.tagged(("mail", "tax")).but(follow_up=NOW.date(), priority="high"))
        desk.cards.put(cards["Order toner"].dropped(at=NOW))
    return path


async def at_sizes(path: Path, keys: Sequence[str], *sizes: tuple[int, int]) -> list[str]:
    """Presses keys on a board; returns the screen at each size, but for the lines that are typed on."""
    shown = []
    with Workspace.open(path, who="ob", now=lambda: NOW) as desk:
        app = Deskhand(Session(desk, lambda: NOW, "UTC"))
        async with app.run_test(size=sizes[0]) as pilot:
            await pilot.press("g", "b", *keys)
            for size in sizes:
                await pilot.resize_terminal(*size)
                await pilot.pause()
                lines = screen_text(app).split("\n")
                for line in app.screen.query(Input):
                    shown_in = line.parent
                    if isinstance(shown_in, Widget) and shown_in.region.contains_region(line.region):
                        lines[line.region.y] = lines[line.region.y][: line.region.x]
                shown.append("\n".join(lines))
    return shown


def words(text: str) -> set[str]:
    """Returns the words of a text without the signs around them; single letters and numbers are none."""
    found = (word.strip("()[]“”·,.:;!»✓") for word in re.split(r"[\s·│─▌=]+", text))
    return {
        word for word in found if re.search("[A-Za-z].|…", word) and not re.fullmatch("[ibrovd]+|…", word)
    }


@pytest.fixture(scope="module")
def own(demo: Path) -> set[str]:
    """The words of the owners: titles, names, what the steps of the history are called."""
    with Workspace.open(demo) as desk:
        texts = [card.title for card in desk.cards]
        texts += [
            each.name for each in (*desk.activities, *desk.helpers, *desk.business.owners, *desk.systems)
        ]
        texts += [step.label for step in desk.steps()]
        for role in desk.roles:
            texts += [role.title, *(each.name for each in role.postings)]
            texts += [role.decision.reason] if role.decision else []
            texts += [each.name for each in role.criteria] + [each.text for each in role.knock_outs]
        texts += [text for each in desk.candidates for text in (each.name, each.contact, each.profile_url)]
        lines = [item for each in desk.checklists for item in each.items]
        texts += [text for line in lines for text in (line.title, line.phase, line.code)]
        texts += [text for each in desk.checklists for text in (each.name, each.template)]
        texts += [text for kind in HelperKind for each in checklists(kind) for text in _said(each)]
        texts += [end.says for each in desk.candidates for end in each.outcomes]
    return words(" ".join(texts)) | set(" ".join(texts).split())


def _said(template: Mapping[str, Any]) -> list[str]:
    """Returns the words of a template's name and items."""
    return [template["name"], *(str(text) for item in template["items"] for text in item.values())]


def said_of_keys() -> set[str]:
    """Returns the words of all that is said of keys."""
    said = [binding for _, bindings in screen_bindings() for binding in bindings]
    texts = [f"{key.description} {key.description.lower()} {key.tooltip}" for key in said]
    return words(" ".join((*texts, *SPOKEN.values(), *MONTHS)))


@pytest.mark.parametrize("place", PLACES)
async def test_no_word_but_an_owners_own_is_cut(
    demo: Path, tmp_path: Path, own: set[str], place: str
) -> None:
    path = Path(copy(demo, tmp_path))
    *narrow, wide = await at_sizes(path, PLACES[place], *reversed(SIZES), WIDE)
    known = words(wide) | said_of_keys() | own
    for text in narrow:
        cut = {word for word in words(text) if word.endswith("…")}
        assert {word for word in cut if not any(each.startswith(word[:-1]) for each in own)} == set(), text
        assert words(text) - cut - known == set(), text


def cards_on_disk(desk: Workspace) -> list[Card]:
    with Workspace.open(desk.path, who="reader") as other:
        return list(other.cards)


@pytest.mark.parametrize("size", SIZES)
async def test_a_card_is_added_given_moved_finished_and_undone(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    with desk.transaction("Add"):
        helper = desk.helpers.put(Helper(name="Niamh Doyle"))
        desk.cards.put(Card(title="Order toner", order=0))
    async with app().run_test(size=size) as pilot:
        await pilot.press("n", *"Call supplier due:fri", "enter")
        (_, card) = cards_on_disk(desk)
        assert (card.title, card.due) == ("Call supplier", date(2026, 11, 27))
        await pilot.press("1")
        assert cards_on_disk(desk)[1].helper == helper.uid
        for key, column in (("L", Column.READY), ("c", Column.DONE), ("u", Column.READY)):
            await pilot.press(key)
            assert cards_on_disk(desk)[1].column is column
        await pilot.pause()
        assert "Ready 1" in screen_text(pilot.app)
        assert "Call supplier" in screen_text(pilot.app)


def fill(desk: Workspace, each: int) -> None:
    with desk.transaction("Fill"):
        for column in COLUMNS:
            for n in range(each):
                desk.cards.put(
                    Card(title=f"{column.title():.5} {n:02} toner and ink", column=column, order=n)
                )


async def test_at_80_by_24_three_columns_show_fifteen_titles_of_twenty_characters(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    fill(desk, 20)
    async with app().run_test(size=(80, 24)) as pilot:
        for _ in COLUMNS:
            await pilot.pause()
            text = screen_text(pilot.app)
            whole = [column for column in COLUMNS if text.count(f"{column.title():.5} 0") >= 10]
            seen = {
                column: sum(f"{column.title():.5} {n:02} toner and ink"[:20] in text for n in range(20))
                for column in whole
            }
            assert len(seen) >= 3, text
            assert min(seen.values()) >= 15, text
            await pilot.press("l")


@pytest.mark.parametrize("width", [40, 59])
async def test_below_60_cells_one_column_takes_the_width_that_the_others_leave(
    desk: Workspace, app: Callable[[], Deskhand], width: int
) -> None:
    fill(desk, 20)
    async with app().run_test(size=(width, 20)) as pilot:
        for column in COLUMNS:
            await pilot.pause()
            text = screen_text(pilot.app)
            assert f"{column.title()} 20" in text
            assert text.count("toner and ink") >= 10
            assert [each for each in COLUMNS if f"{each.title()} 20" in text] == [column]
            await pilot.press("l")


@pytest.mark.parametrize("size", SIZES)
async def test_every_verdict_of_triage_and_all_of_a_new_card_is_above_the_fold(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    with desk.transaction("Add"):
        desk.helpers.put_all(Helper(name=f"{name} Murphy") for name in ("Anna", "Ben", "Cleo", "Dora"))
        card = Card(title="Call the supplier about the late toner " * 3, tags=("office", "print"), order=0)
        desk.cards.put(card.waiting(Party.CLIENT, "a letter", at=NOW, look=date(2026, 11, 27)))
    async with app().run_test(size=size) as pilot:
        await pilot.press("g", "i")
        await pilot.pause()
        await pilot.pause()
        text = screen_text(pilot.app)
        for keys, says in VERDICTS:
            assert f"{keys:>4}  {says}" in text
        assert "fits: 1 Anna 0/3" in text
        await pilot.press("n", *"Order ink @anna due:fri follow:thu #office !high")
        await pilot.pause()
        await pilot.pause()
        said = " ".join(screen_text(pilot.app).split())
        for part in (
            "Order ink",
            "Anna",
            "due Fri 27 Nov",
            "follow up Thu 26 Nov",
            "high priority",
            "#office",
        ):
            assert part in said


@pytest.mark.parametrize("size", SIZES)
async def test_the_reason_why_a_row_is_not_imported_is_read_in_full(
    desk: Workspace, app: Callable[[], Deskhand], tmp_path: Path, size: tuple[int, int]
) -> None:
    log = tmp_path / "2027-01.data"
    log.write_text("inc 20270120T090000Z - 20270120T100000Z # later\n" * 2)
    async with app().run_test(size=size) as pilot:
        await pilot.press("escape", "O")
        pilot.app.screen.query_one("Prompt Input", Input).value = str(log)
        await pilot.press("enter")
        await pilot.pause()
        said = " ".join(screen_text(pilot.app).split())
        assert "line 1 skipped: Time can't be logged before it happens" in said
        assert "2 skipped" in said
        assert "…" not in said
        await pilot.press("G")
        assert pilot.app.screen.query_one(Rows).key == pilot.app.screen.query_one(Rows).rows[-1].key


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_message_opens_upward_and_closes_again(
    desk: Workspace, app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    message = (
        "The brief of C14 lacks an outcome, what is done when and a data class: e writes them, o goes on."
    )
    async with app().run_test(size=size) as pilot:
        await pilot.press("escape", "g", "b")
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        screen.say(message)
        await seen(pilot, message)
        await pilot.resize_terminal(size[0] - 5, size[1])
        await seen(pilot, message)
        await pilot.press("k")
        await pilot.pause()
        assert screen.query_one(Footer).size.height == 1


async def seen(pilot: Pilot[None], message: str) -> None:
    """Waits until a message stands on the screen whole; a line that grows is laid out more than once."""
    for _ in range(20):
        await pilot.pause()
        if message in " ".join(screen_text(pilot.app).split()):
            return
    assert message in screen_text(pilot.app)


TEXT = st.text(st.sampled_from("ab é漢\u0301·  -"), max_size=80)


@given(TEXT, st.integers(2, 40))
def test_no_line_is_wider_than_asked_and_nothing_but_joints_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    if all(len(word) <= 4 * width for word in text.split()):
        assert re.sub(r"[·\s]", "", "".join(lines)) == re.sub(r"[·\s]", "", text)


def test_a_line_breaks_at_its_joints_and_its_parts_keep_their_tones() -> None:
    line = [(" Niamh · 5 d in Doing", "plain"), (" · due Fri 15 May, 2 d late !", "warn")]
    first, second = folded(line, 30)
    assert "".join(text for text, _ in first) == " Niamh · 5 d in Doing"
    assert "".join(text for text, _ in second) == " due Fri 15 May, 2 d late !"
    assert {tone for text, tone in second if text.strip()} == {"warn"}


@pytest.mark.parametrize("word", ["x" * 200, "x" * 40])
def test_tones_are_kept_after_a_word_that_is_longer_than_its_line(word: str) -> None:
    *_, last = folded([(f" {word}", "plain"), (" · late !", "warn"), (" or not", "dim")], 30)
    toned = [(text.strip(" ·"), tone) for text, tone in last if text.strip()]
    assert toned[-2:] == [("late !", "warn"), ("or not", "dim")]


def test_no_more_of_a_long_text_is_broken_than_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[str] = []

    def measure(text: str) -> int:
        measured.append(text)
        return cell_len(text)

    monkeypatch.setattr(breaking, "cell_len", measure)
    shortened([("word and more " * 10_000, "plain")], 78, 3)
    assert len(measured) < 200


def test_parts_that_have_no_room_are_left_out_whole_and_a_sign_says_so() -> None:
    line = [(" Niamh · 5 d in Doing · due Fri 15 May · follow up Tue 12 May", "plain")]
    assert ["".join(text for text, _ in row) for row in shortened(line, 30, 2)] == [
        " Niamh · 5 d in Doing",
        " due Fri 15 May …",
    ]
    assert shortened([(" C1 " + "x" * 90, "plain")], 30, 1) == [[(" C1 " + "x" * 90, "plain")]]
