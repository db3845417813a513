"""Drafts: what is being typed when the terminal goes away is there again at the next start."""

import json
import re
import signal
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Clock, screen_text
from terminal import DESKHAND, Terminal, clean_environment
from textual import events

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Card
from models.brief import Brief
from models.candidates import Candidate
from models.helpers import Helper
from models.procedure import Procedure
from models.roles import Role
from store import Workspace
from tui import drafts
from tui.app import Deskhand
from tui.dialogs.form import Form
from tui.drafts import Draft
from tui.session import Session
from tui.widgets.painted import Lines
from tui.widgets.prompt import Prompt

Start = Callable[[], Terminal]
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with three cards in the Inbox."""
    path = tmp_path / "workspace.json"
    with Workspace.open(path) as desk, desk.transaction("Add cards"):
        desk.cards.put_all([Card(title=f"Order toner {n}", order=n) for n in range(3)])
    return path


@pytest.fixture
def start(path: Path, tmp_path: Path) -> Iterator[Start]:
    """Opens the workspace in a terminal, always with the same home."""
    opened: list[Terminal] = []

    def start() -> Terminal:
        command = (*DESKHAND, "--file", str(path))
        terminal = Terminal(command, clean_environment(tmp_path / "home"), columns=100, rows=30)
        opened.append(terminal)
        terminal.wait_for("[b]")
        terminal.settle()
        return terminal

    yield start
    for terminal in opened:
        terminal.__exit__()


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "home" / "state" / "deskhand" / "drafts").glob("*"))


def end(terminal: Terminal, way: signal.Signals = signal.SIGHUP) -> None:
    terminal.kill(way)
    terminal.wait()
    assert terminal.code == {signal.SIGHUP: 129, signal.SIGTERM: 143}[way]


@pytest.mark.parametrize("way", [signal.SIGHUP, signal.SIGTERM])
def test_a_card_half_typed_is_on_its_line_again_and_enter_adds_it(
    path: Path, start: Start, tmp_path: Path, way: signal.Signals
) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    end(terminal, way)
    (draft,) = kept(tmp_path)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    terminal = start()
    assert "Call sup" in terminal.text
    assert "draft from" in terminal.text
    terminal.press("plier", "enter")
    terminal.wait_for("Call supplier")
    assert kept(tmp_path) == []
    with Workspace.open(path) as desk:
        assert [card.title for card in desk.cards][3:] == ["Call supplier"]


def test_keys_typed_before_anything_is_seen_do_not_get_into_a_draft(
    path: Path, start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    end(terminal)
    command = (*DESKHAND, "--file", str(path))
    with Terminal(command, clean_environment(tmp_path / "home"), columns=100, rows=30) as terminal:
        terminal.send("jjj")
        terminal.wait_for("draft from")
        terminal.settle()
        assert "Call supj" not in terminal.text
        terminal.press("plier", "enter")
        terminal.wait_for("Call supplier")
    with Workspace.open(path) as desk:
        assert [card.title for card in desk.cards][3:] == ["Call supplier"]


def test_keys_wait_while_a_draft_that_another_session_has_is_looked_for(
    path: Path, start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    end(terminal)
    first = start()
    assert "Call sup" in first.text
    command = (*DESKHAND, "--file", str(path))
    with Terminal(command, clean_environment(tmp_path / "home"), columns=100, rows=30) as second:
        second.wait_for("[b]")
        for key in ("n", "Post", "enter"):
            second.send(key)
        second.wait_for("Added C4")
    with Workspace.open(path) as desk:
        assert [card.title for card in desk.cards][3:] == ["Post"]


def test_a_draft_that_was_gone_on_with_survives_a_kill_and_no_other_session_takes_it(
    start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    end(terminal)
    first = start()
    assert "Call sup" in first.text
    assert "draft from" not in start().text
    first.kill(signal.SIGKILL)
    first.wait()
    third = start()
    assert "Call sup" in third.text
    third.press("plier")
    end(third)
    (draft,) = kept(tmp_path)
    assert json.loads(draft.read_text())["text"] == {"": "Call supplier"}


def test_a_draft_that_is_left_is_gone(start: Start, tmp_path: Path) -> None:
    for keys in (("n", "Call sup"), ("e", " black")):
        terminal = start()
        terminal.press(*keys)
        end(terminal)
        terminal = start()
        assert "draft from" in terminal.text
        terminal.press("escape", "escape")
        assert kept(tmp_path) == []
        terminal.press("Q")
        terminal.wait()


def test_a_terminal_that_is_closed_keeps_the_draft_too(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    terminal.close()
    terminal.wait()
    assert "Call sup" in start().text


def test_a_form_comes_back_on_its_card_with_what_was_typed_and_with_what_others_changed(
    path: Path, start: Start
) -> None:
    terminal = start()
    terminal.press("j", "e", " black", "\t", "\t", "fri")
    end(terminal)
    with Workspace.open(path) as desk, desk.transaction("Tag it"):
        desk.cards.put(desk.cards[2].but(tags=("office",)))
    terminal = start()
    assert "C2 Order toner 1" in terminal.text
    assert "draft from" in terminal.text
    assert "office" in terminal.text
    terminal.press("enter")
    with Workspace.open(path) as desk:
        card = desk.cards[2]
        assert (card.title, card.due is not None, card.tags) == ("Order toner 1 black", True, ("office",))


@pytest.mark.parametrize("more", [False, True])
def test_a_brief_half_written_is_on_its_page_again(path: Path, start: Start, more: bool) -> None:
    with Workspace.open(path) as desk, desk.transaction("Brief it"):
        desk.cards.put(desk.cards[1].briefed(Brief(outcome="Toner is there"), at=NOON))
    terminal = start()
    terminal.press("enter")
    while not re.search("▌ *outcome", terminal.text):
        terminal.press("j")
    terminal.press("e")
    terminal.wait_for("Done when")
    if more:
        terminal.press("up", "yes", "enter")
        terminal.wait_for("Purpose")
    terminal.press("so that we can print")
    end(terminal)
    terminal = start()
    assert "so that we can print" in terminal.text
    assert "draft from" in terminal.text
    assert ("Purpose" in terminal.text) is more
    terminal.press("enter", "escape")
    with Workspace.open(path) as desk:
        brief = desk.cards[1].brief
        assert brief is not None
        assert "so that we can print" in (brief.purpose if more else brief.outcome)


def test_a_filter_and_a_line_left_as_it_was_are_no_drafts(start: Start, tmp_path: Path) -> None:
    for keys in (("/", "toner"), ("e",), ("n",)):
        terminal = start()
        terminal.press(*keys)
        end(terminal)
        assert kept(tmp_path) == []


def test_a_draft_whose_card_is_gone_stays_in_a_file_that_is_named_once(
    path: Path, start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.press("e", " black")
    end(terminal)
    (draft,) = kept(tmp_path)
    draft.write_text(draft.read_text().replace('"place": ["', '"place": ["no such card", "'))
    terminal = start()
    assert "lost its place" in terminal.text
    terminal.press("Q")
    terminal.wait()
    (draft,) = kept(tmp_path)
    assert json.loads(draft.read_text())["text"] == {"title": "Order toner 0 black"}
    assert "lost its place" not in start().text


def test_opening_a_draft_again_saves_nothing_whatever_key_had_led_to_it(
    path: Path, start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.press("n", "Call sup")
    end(terminal)
    (draft,) = kept(tmp_path)
    draft.write_text(draft.read_text().replace('"action": "add"', '"action": "done"'))
    before = path.read_bytes(), path.with_name("workspace.json.journal").read_bytes()
    assert "lost its place" in start().text
    assert (path.read_bytes(), path.with_name("workspace.json.journal").read_bytes()) == before


@pytest.fixture
def state(state: Path) -> Path:
    """The folder of the drafts."""
    return state / "drafts"


def draft_of(file: Path, text: str) -> Draft:
    return Draft("2026-11-23T10:00:00+00:00", str(file), "board", [], [], "add", [], "New card", {"": text})


def texts(file: Path, who: str) -> list[dict[str, str]]:
    """Returns what waits for an owner, the oldest first, and deletes it."""
    found = []
    while (opened := drafts.open_oldest(file, who)) is not None:
        found.append(opened.draft.text)
        opened.done()
    return found


def test_a_draft_waits_for_its_own_owner_and_workspace(state: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here.json", tmp_path / "there.json"
    drafts.keep(draft_of(here, "Café [/x]"), "ob")
    assert [drafts.open_oldest(here, "tw"), drafts.open_oldest(there, "ob")] == [None, None]
    assert texts(here, "ob") == [{"": "Café [/x]"}]


def test_a_second_draft_of_one_session_leaves_the_first_alone(state: Path, tmp_path: Path) -> None:
    drafts.keep(draft_of(tmp_path, "one"), "ob")
    drafts.keep(draft_of(tmp_path, "two"), "ob")
    assert texts(tmp_path, "ob") == [{"": "one"}, {"": "two"}]


def test_a_draft_that_is_being_opened_when_the_program_dies_is_set_aside(state: Path, tmp_path: Path) -> None:
    drafts.keep(draft_of(tmp_path, "x"), "ob")
    opened = drafts.open_oldest(tmp_path, "ob")
    assert opened is not None
    assert [path.suffix for path in state.iterdir()] == [".kept"]
    opened.put_back()
    assert [path.suffix for path in state.iterdir()] == [".json"]
    assert drafts.open_oldest(tmp_path, "ob") is None
    opened.set_aside()
    assert texts(tmp_path, "ob") == [{"": "x"}]


def test_a_draft_of_another_version_is_left_alone(state: Path, tmp_path: Path) -> None:
    path = drafts.keep(draft_of(tmp_path / "here.json", "x"), "ob")
    path.write_text('{"at": "2026"}')
    assert drafts.open_oldest(tmp_path / "here.json", "ob") is None
    assert path.exists()


# Wherever something is typed

PLACES = {
    "settings": (("g", "comma"), "Brennan"),
    "owner hour": (("dollar_sign",), "48"),
    "import": (("O",), "log.json"),
    "comment on marked cards": (("space", "space", "semicolon"), "shut"),
    "comment on the page of a card": (("enter", "semicolon"), "shut"),
    "due": (("d",), "fri"),
    "tags": (("j", "t"), "office"),
    "wait": (("w",), "client: the key"),
    "check-in": (("r",), "half done"),
    "template": (("j", "T", *"admin", "enter"), "sorted"),
    "helper": (("g", "h", "e"), "amh"),
    "new helper": (("g", "h", "n"), "Benjamin"),
    "from the palette": ((":", *"new card", "enter"), "post"),
    "triage": (("g", "i", "j", "e"), "black"),
    "new card in triage": (("g", "i", "n"), "post"),
    "log": (("g", "a", "n"), "9-10 post"),
    "entry": (("g", "a", "e"), "and mail"),
    "plan": (("g", "a", "P"), "x"),
    "new procedure": (("g", "d", "n"), "Payroll"),
    "steps of a procedure": (("g", "d", "j", "e"), "by date"),
    "run of a procedure on its page": (("g", "d", "j", "enter", "r"), "@Niamh from notes"),
    "activity": (("g", "p", "escape", "j", "e"), "and mail"),
    "role": (("g", "v", "e"), "and more"),
    "source of a role": (("g", "v", "r"), "direct: us"),
    "a way of the duel": (("g", "v", "R", "j", "e"), "9"),
    "new candidate": (("g", "v", "enter", "n"), "Hana"),
    "candidate": (("g", "v", "enter", "V", "e"), "Sato"),
    "why one is turned down": (("g", "v", "enter", "m", "x"), "price"),
}


def asked(app: Deskhand) -> tuple[str, object]:
    """Returns the form or the question in front, and what was typed there."""
    front = app.screen
    if isinstance(front, Form):
        return front.query_one("#title", Lines).text.partition("   draft")[0], front.typed
    prompt = front.query_one(Prompt)
    return prompt.label, prompt.typed


@pytest.mark.parametrize("way", PLACES)
async def test_what_is_typed_anywhere_is_opened_again_where_it_belongs(
    way: str, desk: Workspace, clock: Clock, state: Path
) -> None:
    with desk.transaction("Fill"):
        desk.helpers.put(Helper(name="Niamh"))
        desk.cards.put_all([Card(title=f"Order toner {n}", order=n) for n in range(3)])
        for title in ("Inbox rules", "Post"):
            desk.procedures.put(Procedure(title=title).rewritten(["open", "sort"], at=NOON))
        for n, name in enumerate(("Email triage", "Newsletter")):
            work = desk.activities.put(Activity.named(name))
            start = datetime(2026, 11, 23, 7 + n, tzinfo=UTC)
            entry = {"who": desk.who, "start": start, "end": start.replace(minute=20), "zone": "UTC"}
            desk.entries.put(TimeEntry.of(text=name, activity=work.uid, **entry))
        role = desk.roles.put(Role(title="Admin", activities=(work.uid,)))
        desk.candidates.put(Candidate.entering(role, "Ines"))
    keys, text = PLACES[way]
    session = Session(desk, clock, "UTC")
    first, second = Deskhand(session), Deskhand(session)
    async with first.run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys, *text)
        await pilot.pause()
        before = asked(first)
        first.keep_draft(session)
    steps = desk.steps()
    async with second.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "draft from" in screen_text(second)
        assert asked(second) == before
        assert len(list(state.glob("*.json"))) == 1
    assert text in str(before[1])
    assert desk.steps() == steps


async def test_keys_that_arrive_while_a_draft_is_opened_do_not_get_into_it(
    desk: Workspace, clock: Clock, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, open_draft = Session(desk, clock, "UTC"), Deskhand.open_draft
    first, second = Deskhand(session), Deskhand(session)

    async def open_draft_while_keys_arrive(app: Deskhand, session: Session) -> bool:
        app.post_message(events.Key("j", "j"))
        opened = await open_draft(app, session)
        app.post_message(events.Key("j", "j"))
        return opened

    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    async with first.run_test(size=(100, 30)) as pilot:
        await pilot.press("n", *"Call sup")
        first.keep_draft(session)
    monkeypatch.setattr(Deskhand, "open_draft", open_draft_while_keys_arrive)
    async with second.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert asked(second) == ("New card", "Call sup")
        await pilot.press(*"plier", "enter")
    assert [card.title for card in desk.cards] == ["Order toner", "Call supplier"]
