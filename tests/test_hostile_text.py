"""Text that attacks a terminal or Textual's markup, in every field, on every screen and in every command."""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from conftest import screen_text

from models.activity import Activity, Decision, Verdict
from models.audit import Flag, TimeEntry
from models.board import Card, Column
from models.business import Business, OwnCategory, Owner
from models.helpers import Helper
from models.procedure import Procedure
from store import Workspace
from tui.__main__ import command_line
from tui.app import Deskhand

PAYLOADS = {
    "markup": "[/] [red]x[/red] [@click=app.quit]y [a=' [TODO] $primary =cmd|' /C calc'!A0",
    "commands": "a\x1b[2J\x1b]0;t\x07\x1b]52;c;aGk=\x1b\\ \x9b31m\x9d0;t\x9c "
    "\u202eb\u2066c\r\nd\u2028e\x0bf\x85g",
    "shapes": "Z" + "\u0335" * 400 + "漢字 👨‍👩‍👧 ｆｕｌｌ \u200b\ufeff\u00ad\U000e0041",
    "length": "long " * 2_000,
}
KEYS = {
    "audit": ("g", "a", "j"),
    "the week": ("g", "a", "V"),
    "the form of an entry": ("g", "a", "e"),
    "categories": ("g", "a", "plus"),
    "priorities": ("g", "p"),
    "bottlenecks": ("g", "p", "V"),
    "the working": ("g", "p", "i"),
    "the form of an activity": ("g", "p", "e"),
    "board": ("g", "b"),
    "the form of a card": ("g", "b", "e"),
    "procedures": ("g", "d"),
    "a procedure": ("g", "d", "enter", "G"),
    "the form of a procedure": ("g", "d", "e"),
    "why it is ready": ("g", "d", "i"),
    "a procedure copied": ("g", "d", "y"),
    "helpers": ("g", "b", "a"),
    "settings": ("g", "comma"),
    "keys": ("g", "b", "question_mark"),
    "after a change": ("g", "b", "L"),
    "after undo": ("g", "b", "L", "u"),
}


def fill(desk: Workspace, text: str) -> None:
    """Puts the text into every field that takes text."""
    name = text[:60]
    day = datetime(2026, 11, 23, 8, tzinfo=UTC)
    decision = Decision(verdict=Verdict.DELEGATE, at=day, who="me", reason=text)
    with desk.transaction(f"Put {text}"):
        desk.settings.put(
            Business(
                name=text,
                owner_hour=50_00,
                owners=(Owner(key="me", initials="ME", name=text),),
                categories=(OwnCategory(name=name, rolls_up_to="admin"),),
            )
        )
        helper = desk.helpers.put(Helper(name=name))
        activity = desk.activities.put(Activity.named(text, name.casefold()).but(decision=decision))
        for n in range(7):
            desk.entries.put(
                TimeEntry(
                    who="me",
                    start=day - timedelta(days=n),
                    end=day - timedelta(days=n) + timedelta(minutes=50),
                    zone="UTC",
                    text=text,
                    activity=activity.uid,
                    flags=(Flag.DELAYED,),
                    tags=(text,),
                    note=text,
                    source=text,
                )
            )
        steps = Procedure(title=name, activity=activity.uid).rewritten([text], at=day, who="me")
        runs = steps.ran(at=day, helper=helper.uid, from_the_notes=True, unclear=text)
        procedure = desk.procedures.put(runs.rewritten([f"not {text}"], at=day, who="me"))
        desk.cards.put(
            Card(
                title=text,
                procedure=procedure.uid,
                column=Column.INBOX,
                helper=helper.uid,
                activity=activity.uid,
                tags=(text,),
                decision=decision,
                seeks=text,
            )
        )


def commands(text: str) -> list[str]:
    """Returns the characters of a text that could command a terminal."""
    return [
        char
        for char in text
        if (unicodedata.category(char) in ("Cc", "Cs") and char != "\n")
        or char in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2028\u2029"
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_no_screen_lets_it_through_or_falls_over_it(
    desk: Workspace, app: Callable[[], Deskhand], payload: str
) -> None:
    fill(desk, PAYLOADS[payload])
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        for where, keys in KEYS.items():
            await pilot.press("escape", *keys)
            await pilot.pause()
            shown = screen_text(running)
            assert commands(shown) == [], where
            assert shown.count("\n") == 23, where
            await pilot.press("escape", "escape")
    if payload == "markup":
        assert desk.cards[1].title.startswith("[/] [red]x[/red]")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_command_lets_it_through(desk: Workspace, payload: str) -> None:
    fill(desk, PAYLOADS[payload])
    for arguments in (["priorities"], ["status"], ["start", "x"], ["add", "x"], ["check"]):
        result = CliRunner().invoke(command_line, ["--file", str(desk.path), *arguments])
        assert result.exit_code == 0, result.output
        assert commands(result.output) == []
    told = CliRunner().invoke(command_line, ["--file", str(desk.path), "priorities", "--json"])
    assert json.loads(told.stdout)["activities"][0]["name"]


@pytest.mark.parametrize(
    "text", ["", "=", "@", "#", "!", "+", "-", "\\", '"', "@@@", "due:", "!!", "9", "9-"]
)
async def test_whatever_is_typed_on_a_prompt_keeps_the_screen_working(
    desk: Workspace, app: Callable[[], Deskhand], text: str
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        for key in (("g", "a", "n"), ("g", "b", "n"), ("O",), ("dollar_sign",)):
            await pilot.press("escape", "escape", *key)
            await pilot.press(*text, "enter", "enter")
            await pilot.pause()
        await pilot.press("escape", "escape", "g", "b")
        await pilot.pause()
        assert "[b]" in screen_text(running)
