"""Text that attacks a terminal or Textual's markup, in every field, on every screen and in every command."""

import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from conftest import screen_text
from helping import fill_helper

from models.activity import Activity, Decision, Verdict
from models.audit import Flag, TimeEntry
from models.board import Card, Column
from models.business import Business, OwnCategory, Owner
from models.candidate_parts import AgencyFacts, Person, Reason, Screened
from models.candidates import Candidate
from models.gates import Facts
from models.helpers import Helper
from models.onboarding import Checklist
from models.procedure import Procedure
from models.role_parts import Anchors, Criterion, KnockOut, Posting, Question, RoleState, SourceKind
from models.roles import Role
from models.templates import Side, Template, TemplateItem
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
    "today": ("g", "t"),
    "all of today": ("g", "t", "V", "G"),
    "why a line is there": ("g", "t", "i"),
    "a line of today settled": ("g", "t", "enter"),
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
    "vetting": ("g", "v"),
    "sources": ("g", "v", "W"),
    "the order of candidates": ("g", "v", "i"),
    "the form of a role": ("g", "v", "e"),
    "the work to look for": ("g", "v", "n"),
    "the duel": ("g", "v", "R"),
    "a way of the duel": ("g", "v", "R", "e"),
    "those who left": ("g", "v", "V"),
    "candidates by stage": ("g", "v", "enter"),
    "candidates in a list": ("g", "v", "enter", "V"),
    "candidates side by side": ("g", "v", "enter", "V", "V"),
    "the form of a candidate": ("g", "v", "enter", "e"),
    "a refusal": ("g", "v", "enter", "L", "L", "L"),
    "why one is turned down": ("g", "v", "enter", "m", "x", "x", "x", "x"),
    "the word to one who left": ("g", "v", "V", "y"),
    "onboarding": ("g", "o"),
    "who is stuck on whom": ("g", "o", "i"),
    "who begins": ("g", "o", "n"),
    "the last day of a helper": ("g", "o", "B"),
    "a list for the helper": ("g", "o", "y"),
    "a list": ("g", "o", "enter"),
    "a line of a list": ("g", "o", "enter", "j", "i"),
    "the form of a list": ("g", "o", "enter", "e"),
    "the offers of a template": ("g", "o", "enter", "V"),
    "templates": ("g", "o", "V", "G"),
    "a template": ("g", "o", "V", "G", "enter"),
    "an item of a template": ("g", "o", "V", "G", "enter", "e"),
    "helpers": ("g", "b", "a"),
    "those who help": ("g", "h"),
    "the form of a helper": ("g", "h", "e"),
    "who may enter what": ("g", "h", "V"),
    "why somebody may": ("g", "h", "i"),
    "systems": ("g", "h", "V"),
    "the ledger": ("g", "h", "V"),
    "transfers and incidents": ("g", "h", "V", "W"),
    "why an incident": ("g", "h", "W", "i"),
    "a helper": ("g", "h", "enter"),
    "the foot of a helper": ("g", "h", "enter", "G", "i"),
    "the page for a helper": ("g", "h", "y"),
    "report": ("colon", *"report", "enter"),
    "the foot of a report": ("colon", *"report", "enter", "L", "G"),
    "what is found": ("g", "slash", *"long"),
    "everything that is found": ("g", "slash", "a", "pagedown"),
    "records in the palette": ("g", "b", "colon", *"cmd"),
    "what a card hangs on": ("g", "b", "enter", "g", "j"),
    "what a helper hangs on": ("g", "h", "enter", "g", "j"),
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
        fill_vetting(desk, text, activity.uid)
        fill_lists(desk, text, helper)
        fill_helper(desk, text, helper, activity.uid, day)
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


def fill_vetting(desk: Workspace, text: str, activity: str) -> None:
    """Puts the text into what roles and candidates say, but for the evidence."""
    name, day = text[:60], datetime(2026, 11, 23, 8, tzinfo=UTC)
    anchors = Anchors(one=text, three=text, five=text)
    criterion = Criterion(code="SK", name=name, weight=100, anchors=anchors, check=text)
    posting = Posting(kind=SourceKind.DIRECT, name=name, url=text)
    role = Role(
        title=name,
        activities=(activity,),
        criteria=(criterion,),
        knock_outs=(KnockOut(code="K", text=text),),
        questions=(Question(text=text, criterion=criterion.key),),
        postings=(posting,),
        state=RoleState.OPEN,
    )
    candidate = Candidate.entering(
        role,
        name,
        kind="agency",
        contact=text,
        profile_url=text,
        note=text,
        posting=posting.key,
        referrer=Person(name=name, relation=text),
        agency=AgencyFacts(named_assistant=text, backup=text, screened=(Screened(text=text),)),
    )
    left = Candidate.entering(role, f"2 {name[:50]}", note=text)
    desk.candidates.put(candidate)
    desk.candidates.put(left.declined(Reason.OTHER, text, at=day, today=day.date()))
    desk.roles.put(role)


def fill_lists(desk: Workspace, text: str, helper: Helper) -> None:
    """Puts the text into a running list, what happened to it, and its template."""
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    item = TemplateItem(title=text, why=text, phase=text, condition=text, otherwise=text)
    template = Template(name=text[:60], kind=helper.kind, items=(item, TemplateItem(title=f"2 {text}")))
    made = Checklist.copying(
        template,
        name=text[:60],
        helper=helper.uid,
        start=at.date(),
        made_on=at.date(),
        conditions=(text,),
    )
    said = {"at": at, "who": "me"}
    made = made.with_line(text, side=Side.HELPER, **said)
    made = made.done(made.items[0].key, facts=Facts(at.date()), reported_by=text, says=text, **said)
    made = made.moved(made.items[1].key, at.date(), text, **said)
    desk.checklists.put(made.skipped(made.items[1].key, text, today=at.date(), **said))
    desk.templates.put(template.edited((*template.items, TemplateItem(title=f"3 {text}"))))


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
