"""The list of procedures, the page of one, and what the cards and briefs that name it show."""

import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Clock, screen_text

from models.activity import Activity
from models.board import Card, Column
from models.brief import Brief, items
from models.business import Business, Owner
from models.helpers import Helper
from models.procedure import Procedure
from store import UndoConflict, Workspace
from store.changes import merge_activities
from store.collection import Collection
from tui.app import Deskhand
from tui.desk_screen import DeskScreen

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FULL = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class="client")


pytestmark = pytest.mark.usefixtures("state")


def put(desk: Workspace, *records: Procedure) -> list[Procedure]:
    made = []
    for record in records:
        with desk.transaction(f"Add {record.title}"):
            made.append(desk.procedures.put(record))
    return made


def inbox(**fields: object) -> Procedure:
    return Procedure.of(title="Inbox rules", **fields).rewritten(["open", "sort", "answer"], at=NOW)


def helper(desk: Workspace, name: str) -> Helper:
    with desk.transaction(f"Add {name}"):
        return desk.helpers.put(Helper(name=name))


def keys(text: str) -> list[str]:
    names = {" ": "space", ";": "semicolon", "@": "at", "-": "minus", "#": "number_sign"}
    return [names.get(char, char) for char in text]


async def press(app: Deskhand, *strokes: str, size: tuple[int, int] = (80, 24)) -> str:
    """Opens the list of procedures, presses keys and returns what stands on the screen then."""
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d", *strokes)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


def on_disk(desk: Workspace, number: int = 1) -> Procedure:
    with Workspace.open(desk.path) as other:
        return other.procedures[number]


async def test_a_name_is_enough_to_begin_and_the_form_writes_the_steps(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    assert "No procedures yet." in await press(app())
    shown = await press(
        app(), "n", *keys("Inbox rules"), "enter", "e", *"open", "tab", *keys("sort ; answer"), "enter"
    )
    found = on_disk(desk)
    assert (found.title, [step.text for step in found.steps]) == ("Inbox rules", ["open", "sort", "answer"])
    assert found.versions[0].at == NOW
    assert "D1 v1 · untried: nobody but an owner has run it from the notes · u undoes" in " ".join(
        shown.split()
    )
    await press(app(), "u", "u")
    assert len(desk.procedures) == 0


async def test_the_list_says_who_ran_it_last_and_how_ready_it_is(
    desk: Workspace, clock: Clock, app: Callable[[], Deskhand]
) -> None:
    niamh = helper(desk, "Niamh Doyle")
    ready = inbox().ran(at=NOW - timedelta(days=2), helper=niamh.uid, from_the_notes=True)
    stale = ready.but(uid="b", title="Backups").ran(at=NOW - timedelta(days=91), owner="me")
    stale = stale.but(runs=(ready.runs[0].but(at=NOW - timedelta(days=91)),))
    put(desk, ready, stale, Procedure(title="Aged"), Procedure(title="Gone", archived=NOW))
    lines = [" ".join(line.split()) for line in (await press(app())).splitlines()]
    assert lines[2:7] == [
        "no name version last run steps readiness",
        "▌ D3 Aged no steps",
        "D2 Backups v1 91 d ago by Niamh 3 stale",
        "D1 Inbox rules v1 2 d ago by Niamh 3 ready",
        "D4 Gone archived",
    ]
    shown = await press(app(), "j", "j", size=(60, 24))
    assert "2 d ago by Niamh ready" in " ".join(shown.split())
    assert "ready: Niamh Doyle ran it from the notes 2 d ago" in shown
    assert "Inbox" not in await press(app(), "slash", *"backup", "enter")
    assert "Inbox" in await press(app(), "slash", *"answer", "enter")


async def test_what_a_run_found_unclear_stands_where_it_would_say_ready(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    niamh = helper(desk, "Niamh Doyle")
    put(desk, inbox().ran(at=NOW, helper=niamh.uid, from_the_notes=True, unclear="which folder"))
    lines = [" ".join(line.split()) for line in (await press(app())).splitlines()]
    assert lines[3] == "▌ D1 Inbox rules v1 today by Niamh 3 unclear"
    assert "ready, unclear: which folder (Niamh Doyle ran it from the notes today)" in " ".join(lines)
    shown = " ".join((await press(app(), "i")).split())
    assert "Write down what was unclear" in shown


@pytest.mark.parametrize("width", [60, 40])
async def test_an_empty_list_says_all_of_what_to_do_at_every_width(
    desk: Workspace, app: Callable[[], Deskhand], width: int
) -> None:
    shown = " ".join((await press(app(), size=(width, 24))).split())
    whole = " ".join((await press(app(), size=(160, 24))).split())
    (said,) = re.findall(r"readiness (.*?) ─", whole)
    assert len(said) > 60
    assert said in shown


async def test_a_run_is_previewed_recorded_and_undone(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    niamh = helper(desk, "Niamh")
    put(desk, inbox())
    line = keys("@niamh from notes; which folder")
    shown = await press(app(), "r", *line)
    assert "Niamh, version 1, from the notes; unclear: which folder · so it is ready" in shown
    shown = await press(app(), "r", *line, "enter")
    assert "D1 ready, unclear: which folder (Niamh ran it from the notes today) · u undoes" in shown
    (run,) = on_disk(desk).runs
    assert (run.helper, run.from_the_notes, run.unclear, run.at) == (niamh.uid, True, "which folder", NOW)
    await press(app(), "u")
    assert on_disk(desk).runs == ()


async def test_a_run_by_somebody_unknown_makes_the_helper_only_when_entered_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    put(desk, inbox())
    shown = await press(app(), "r", *keys("@zoe from notes"))
    assert "zoe (new), version 1, from the notes · so it is ready" in shown
    await press(app(), "r", *keys("@zoe from notes"), "enter")
    assert (len(desk.helpers), desk.procedures[1].runs) == (0, ())
    await press(app(), "r", *keys("@zoe from notes"), "enter", "enter")
    assert on_disk(desk).runs[0].helper == desk.helpers[1].uid


async def test_a_run_by_an_owner_leaves_it_untried_and_says_so(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    with desk.transaction("Name the owner"):
        desk.settings.put(Business(owners=(Owner(key="me", initials="OB", name="Orla Byrne"),)))
    put(desk, inbox())
    assert "OB, version 1, from the notes · so it stays untried" in await press(
        app(), "r", *keys("@ob from notes")
    )
    shown = await press(app(), "r", *keys("from notes"), "enter", "i")
    assert "does not count, an owner knows more" in " ".join(shown.split())
    assert desk.procedures[1].runs[0].owner == "me"


async def test_nobody_runs_what_has_no_steps(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    put(desk, Procedure(title="Inbox rules"))
    assert "D1 has no steps that anybody could go by: e writes them." in await press(app(), "r")


async def test_the_page_shows_steps_runs_changes_and_cards_and_enter_opens_the_card(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    niamh = helper(desk, "Niamh")
    ran = inbox().ran(at=NOW - timedelta(days=3), helper=niamh.uid, from_the_notes=True)
    put(desk, ran.rewritten(["open", "sort by date", "answer"], at=NOW, who="me"))
    with desk.transaction("Add a card"):
        card = Card(title="Inbox day 1", procedure=ran.uid, helper=niamh.uid, column=Column.DOING)
        desk.cards.put(card)
    shown = await press(app(), "enter")
    for said in (
        "rewritten since Niamh ran it from the notes 3 d ago",
        "Steps, version 2, written 23 Nov by ME",
        "2 sort by date",
        "- sort",
        "+ sort by date",
        "20 Nov Niamh, version 1, from the notes",
        "C1 Inbox day 1 · Doing · Niamh",
    ):
        assert said in " ".join(shown.split())
    shown = await press(app(), "enter", *["j"] * 7, "enter")
    assert "C1 Inbox day 1" in shown.splitlines()[1]
    assert "Inbox rules v2, last run 3 d ago by Niamh" in shown


async def test_the_form_begins_on_the_step_under_the_cursor_and_an_empty_line_leaves_a_step_out(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    put(desk, inbox())
    await press(app(), "enter", "j", "j", "e", "ctrl+u", "enter")
    assert [step.text for step in on_disk(desk).steps] == ["open", "answer"]


async def test_a_step_with_a_semicolon_that_is_not_touched_stays_one(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    put(desk, Procedure(title="Post").rewritten(["a ; b", "c"], at=NOW))
    await press(app(), "enter", "j", "j", "e", "end", *"d", "enter")
    assert [step.text for step in on_disk(desk).steps] == ["a ; b", "cd"]


async def test_a_form_of_many_steps_still_says_what_may_be_written_and_which_keys_save(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    put(desk, Procedure(title="Year end").rewritten([f"step {n}" for n in range(30)], at=NOW))
    shown = await press(app(), "enter", "G", "k", "k", "e")
    assert "makes two steps of one" in shown
    assert "Enter save" in shown
    assert "step 27" in shown
    assert "step 29" in await press(app(), "e", *["up"] * 5)


async def test_what_looks_like_a_password_is_asked_about_and_never_copied(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    put(desk, inbox())
    secret = [*"pin", "colon", "space", *"hunter2"]
    shown = await press(app(), "e", "ctrl+u", *secret, "enter")
    assert "looks like a password" in shown
    assert "hunter2" not in on_disk(desk).model_dump_json()
    shown = await press(app(), "e", "ctrl+u", *secret, "enter", "enter", "y")
    assert "D1 holds what looks like a password: name the vault it is in instead." in " ".join(shown.split())
    assert not (state / "hand-off").exists()


async def test_the_editor_opens_again_with_the_complaint_above_its_line(
    desk: Workspace, app: Callable[[], Deskhand], editor: Callable[[str], None], state: Path
) -> None:
    put(desk, inbox())
    editor(
        "if turn == 1: text = text.replace('2. sort', '# sort')\n"
        "else:\n"
        "    assert '<!-- Line 6: “sort” is a second name' in text.split('\\n')[5]\n"
        "    text = text.replace('\\n# sort', '\\nsort by date').replace('# Inbox rules', '# Inbox')"
    )
    await press(app(), "E")
    found = on_disk(desk)
    assert (found.title, found.versions[0].texts) == ("Inbox", ["open", "sort by date", "answer"])
    assert list((state / "drafts").iterdir()) == []


async def test_y_copies_it_as_markdown_and_writes_it_for_its_owner_alone(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    put(desk, inbox())
    await press(app(), "y")
    path = state / "hand-off" / "D1.md"
    assert path.read_text("utf-8") == "# Inbox rules\n\nVersion 1:\n\n1. open\n2. sort\n3. answer\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_x_takes_it_off_the_list_c_brings_it_back_and_cards_keep_it(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    (made,) = put(desk, inbox())
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Inbox day 1", procedure=made.uid))
    assert "Archive D1 · u undoes" in await press(app(), "x")
    assert on_disk(desk).archived == NOW
    assert "C1 Inbox day 1" in " ".join((await press(app(), "enter")).split())
    await press(app(), "c")
    assert on_disk(desk).archived is None


async def test_the_cursor_on_a_procedure_counts_its_cards_without_looking_at_every_card_again(
    desk: Workspace, app: Callable[[], Deskhand], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = put(desk, inbox(), Procedure(title="Payroll"))
    with desk.transaction("Add cards"):
        made = [desk.cards.put(Card(title="Pay", procedure=other.uid)) for _ in range(2)]
    looks = list[str]()
    listed, having = Collection.__iter__, Collection.having
    monkeypatch.setattr(Collection, "__iter__", lambda self: (looks.append(self.kind.table), listed(self))[1])
    monkeypatch.setattr(
        Collection,
        "having",
        lambda self, **values: (looks.append(self.kind.table), having(self, **values))[1],
    )
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "d")
        await pilot.pause()
        assert "D1 Inbox rules · 3 steps · 0 cards" in screen_text(running)
        looks.clear()
        await pilot.press("j")
        await pilot.pause()
        assert "D2 Payroll · 0 steps · 2 cards" in screen_text(running)
        assert "cards" not in looks
        with desk.transaction("Link a card"):
            desk.cards.put(made[0].but(procedure=one.uid))
        await pilot.press("k")
        await pilot.pause()
        assert "D1 Inbox rules · 3 steps · 1 card" in screen_text(running)


# ---------------------------------------------------------------------- cards that name one


async def on_card(app: Deskhand, *strokes: str) -> str:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        screen.open_page("card", screen.desk.cards[1].uid)
        await pilot.pause()
        await pilot.press(*strokes)
        await pilot.pause()
        await pilot.pause()
        return screen_text(app)


PROCEDURE_LINE = ["j", "j", "e"]
"""From the page of a card with a brief to the form's line of the procedure."""


async def test_a_brief_names_a_procedure_by_its_beginning_and_a_new_one_when_entered_again(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    (made,) = put(desk, inbox())
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Inbox day 1", briefs=(FULL,), activity="an activity"))
    await on_card(app(), *PROCEDURE_LINE, *"inb", "enter")
    assert desk.cards[1].procedure == made.uid
    shown = await on_card(app(), *PROCEDURE_LINE, "ctrl+u", *"Payroll", "enter")
    assert "There is no procedure “Payroll” yet: the same again makes it." in shown
    assert len(desk.procedures) == 1
    await on_card(app(), *PROCEDURE_LINE, "ctrl+u", *"Payroll", "enter", "enter")
    assert desk.cards[1].procedure == desk.procedures[2].uid
    assert (desk.procedures[2].activity, desk.procedures[2].steps) == ("an activity", ())
    await on_card(app(), "u")
    assert (desk.cards[1].procedure, len(desk.procedures)) == (made.uid, 1)
    await on_card(app(), *PROCEDURE_LINE, "ctrl+u", "enter")
    assert desk.cards[1].procedure is None


async def test_the_editor_names_a_procedure_and_begins_a_new_one(
    desk: Workspace, app: Callable[[], Deskhand], editor: Callable[[str], None]
) -> None:
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Inbox day 1", briefs=(FULL,)))
    editor(
        "hint = 'a new name makes one. -->\\n'\n"
        "if turn == 1: text = text.replace(hint, hint + 'Payroll\\n')\n"
        "else: assert '<!-- Asked: There is no procedure “Payroll” yet: the same again makes it' in text"
    )
    await on_card(app(), "E")
    assert desk.procedures[1].title == "Payroll"
    assert desk.cards[1].procedure == desk.procedures[1].uid


async def test_enter_on_the_procedure_of_a_card_opens_it_and_y_hands_over_its_steps(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    (made,) = put(desk, inbox())
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Inbox day 1", briefs=(FULL,), procedure=made.uid, due=NOW.date()))
    shown = await on_card(app(), *["j"] * 3, "enter")
    assert "D1 Inbox rules" in shown.splitlines()[1]
    await on_card(app(), "y")
    assert "2. sort" in (state / "hand-off" / "C1.md").read_text("utf-8")


# ---------------------------------------------------------------------- the file


def test_a_procedure_that_a_card_came_to_name_is_not_undone_from_the_middle(desk: Workspace) -> None:
    (made,) = put(desk, inbox())
    with desk.transaction("Add a card"):
        desk.cards.put(Card(title="Inbox day 1", procedure=made.uid))
    first = desk.steps()[-1]
    with pytest.raises(UndoConflict, match="C1"):
        desk.undo_step(first.number)
    assert desk.procedures[1].title == "Inbox rules"


def test_runs_and_steps_of_two_sessions_are_both_kept(desk: Workspace, clock: Clock) -> None:
    (made,) = put(desk, inbox())
    with Workspace.open(desk.path, now=clock) as other, other.transaction("Run D1"):
        other.procedures.put(other.procedures[1].ran(at=NOW, helper="niamh", from_the_notes=True))
    with desk.transaction("Run D1"):
        desk.procedures.put(made.ran(at=NOW, owner="me").but(title="Inbox"))
    found = on_disk(desk)
    assert found.title == "Inbox"
    assert {(run.helper, run.owner) for run in found.runs} == {("niamh", ""), (None, "me")}


def test_a_procedure_follows_its_activity_when_that_is_merged(desk: Workspace) -> None:
    with desk.transaction("Add"):
        kept, other = (desk.activities.put(Activity.named(name, name)) for name in ("one", "two"))
    put(desk, inbox(activity=other.uid))
    with desk.transaction("Merge"):
        merge_activities(desk, kept, other, at=NOW)
    assert desk.procedures[1].activity == kept.uid
