"""Roles on screen: how one begins, what it asks for, where it is searched, what it comes to."""

import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from conftest import Clock, screen_text
from search_screens import (
    NOW,
    candidates_of,
    logged,
    on_vetting,
)
from vetting import role_of, typed

from models import deciding
from models.activity import Confidentiality, Verdict
from models.board import Card
from models.brief import Brief, DataClass, items
from models.business import Business
from models.candidate_parts import Reason
from models.candidates import Candidate
from models.helpers import HelperKind
from models.role_parts import BudgetPer, Posting, RoleState, SourceKind
from models.roles import Role
from models.scorecard import Comparison, Contender
from store import Workspace
from tui.app import Deskhand
from tui.widgets.rows import Rows

BRIEF = Brief(outcome="Sorted", done_when=items(["nothing is open"]), data_class=DataClass.INTERNAL)


pytestmark = pytest.mark.usefixtures("state")


def on_disk(desk: Workspace, number: int = 1) -> Role:
    with Workspace.open(desk.path) as other:
        return other.roles[number]


# ---------------------------------------------------------------------- beginning


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (60, 24), (40, 20)])
async def test_an_empty_list_says_what_it_is_for_and_which_key_begins(
    app: Callable[[], Deskhand], size: tuple[int, int]
) -> None:
    shown = await on_vetting(app(), size=size)
    assert "No help is looked for yet." in shown
    said = " ".join(shown.split())
    assert "compared on the same evidence." in said
    assert "n makes the first one" in shown


async def test_a_new_name_is_read_whole_in_the_list_to_choose_from(
    app: Callable[[], Deskhand],
) -> None:
    shown = await on_vetting(app(), "n", *typed("someone to file"))
    assert "someone to file" in shown.partition("+ ")[2].partition("new: Enter adds it")[0]


async def test_a_role_begins_from_an_activity_within_twelve_keys_beyond_its_text(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    activity = logged(desk, confidentiality=Confidentiality.CONFIDENTIAL, helper_rate=19_00)
    spent = ["n", "enter"]
    shown = await on_vetting(app(), "n", *"triage", "enter")
    assert len(["g", "v", *spent]) <= 12
    found = on_disk(desk)
    assert (found.title, found.activities) == ("Inbox triage", (activity.uid,))
    assert (found.budget, found.budget_per, found.data_class) == (19_00, BudgetPer.HOUR, DataClass.CLIENT)
    assert found.minutes_week == 150
    assert sum(each.weight for each in found.criteria) == 100
    assert "R1 Inbox triage" in shown
    assert "budget €19/h, over the buy-back rate of €12.50/h" in " ".join(shown.split())
    assert "Added R1" in shown


async def test_work_that_is_to_be_automated_looks_for_software(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    activity = logged(desk, "Receipts")
    with desk.transaction("Decide"):
        desk.activities.put(activity.decided(Verdict.AUTOMATE, at=NOW))
    await on_vetting(app(), "n", *"receipts", "enter")
    assert (on_disk(desk).kind, on_disk(desk).budget_per) == (HelperKind.SOFTWARE, BudgetPer.MONTH)


async def test_a_name_that_no_activity_has_makes_a_role_of_its_own(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    shown = await on_vetting(app(), "n", *typed("Somebody for the garden"), "enter")
    assert (on_disk(desk).title, on_disk(desk).activities) == ("Somebody for the garden", ())
    assert "serves no activity yet" in shown


async def test_a_new_role_is_undone_in_one_key(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    await on_vetting(app(), "n", *"x", "enter", "u")
    assert len(desk.roles) == 0


# ---------------------------------------------------------------------- writing


async def test_the_form_says_what_a_role_asks_for(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    activity, role = logged(desk), role_of(desk)
    fields = ["assistant", "A1", "12.5", "4", "19", "hour", "2026-12-07", "client"]
    strokes = ["e"]
    for text in fields:
        strokes += ["tab", "ctrl+u", *typed(text)]
    shown = await on_vetting(app(), *strokes, "enter")
    found = on_disk(desk)
    assert found.activities == (activity.uid,)
    assert (found.minutes_week, found.overlap_minutes_week, found.budget) == (750, 240, 19_00)
    assert (found.start_by, found.data_class) == (date(2026, 12, 7), DataClass.CLIENT)
    assert found.rev == role.rev + 1
    assert "12 h 30 a week" in shown


@pytest.mark.parametrize(
    ("line", "text", "says"),
    [
        (1, "robot", "“robot” is no kind of help: say assistant, freelancer, agency, software."),
        (2, "A9", "There is no activity “A9”: name them like A3 A7."),
        (5, "much", "“much” is no amount in EUR"),
        (6, "week", "“week” is neither: a budget is for an hour or a month."),
    ],
)
async def test_a_form_that_cannot_be_read_stays_open_and_says_why(
    desk: Workspace, app: Callable[[], Deskhand], line: int, text: str, says: str
) -> None:
    role = role_of(desk)
    shown = await on_vetting(app(), "e", *["tab"] * line, "ctrl+u", *typed(text), "enter")
    assert says in " ".join(shown.split())
    assert on_disk(desk).rev == role.rev


async def test_another_sort_of_help_brings_its_own_scorecard(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role_of(desk)
    await on_vetting(app(), "e", "tab", "ctrl+u", *"software", "enter")
    assert [each.code for each in on_disk(desk).criteria][:2] == ["FT", "US"]


async def test_the_scorecard_is_edited_as_text(
    desk: Workspace, app: Callable[[], Deskhand], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    role_of(desk)
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text('utf-8')\n"
        "text = text.replace('weight: 25', 'weight: 20').replace('weight: 10', 'weight: 15', 1)\n"
        "file.write_text(text, 'utf-8')\n"
    )
    monkeypatch.setattr(Deskhand, "suspend", lambda app: nullcontext())
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}'")
    await on_vetting(app(), "E")
    assert [each.weight for each in on_disk(desk).criteria] == [20, 15, 20, 20, 15, 10]


async def test_a_source_is_recorded_in_one_line_with_its_cost(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role_of(desk)
    shown = await on_vetting(app(), "r", *typed("job board: FinCopy, cost 35, fee 5 %"), "enter")
    posting = on_disk(desk).postings[0]
    assert (posting.kind, posting.name, posting.cost) == (SourceKind.JOB_BOARD, "FinCopy", 35_00)
    assert "FinCopy (job board €35.00) n=0" in " ".join(shown.split())
    await on_vetting(app(), "r", *typed("job board: FinCopy, cost 40"), "enter")
    assert [each.cost for each in on_disk(desk).postings] == [40_00]


# ---------------------------------------------------------------------- the search


async def test_a_search_without_a_brief_is_refused_and_goes_ahead_with_a_reason(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    activity = logged(desk)
    role_of(desk, activities=(activity.uid,))
    shown = await on_vetting(app(), "L")
    assert "Write the brief before looking for people (missing on 1 of 1 task)." in " ".join(shown.split())
    await on_vetting(app(), "L", "o", *typed("brief comes Friday"), "enter")
    found = on_disk(desk)
    assert (found.state, found.overrides[0].reason) == (RoleState.OPEN, "brief comes Friday")


async def test_a_search_begins_once_the_work_is_briefed(desk: Workspace, app: Callable[[], Deskhand]) -> None:
    activity = logged(desk)
    role_of(desk, activities=(activity.uid,))
    with desk.transaction("Brief"):
        desk.cards.put(Card(title="Inbox triage", activity=activity.uid).briefed(BRIEF, at=NOW))
    await on_vetting(app(), "L")
    assert (on_disk(desk).state, on_disk(desk).overrides) == (RoleState.OPEN, ())


async def test_ending_a_search_says_who_is_to_be_told_and_a_second_time_archives_it(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = role_of(desk, state=RoleState.OPEN)
    candidates_of(desk, role, "Ines", "Niamh")
    shown = await on_vetting(app(), "x")
    assert on_disk(desk).state is RoleState.CANCELLED
    assert "2 candidates to be told" in " ".join(shown.split())
    shown = await on_vetting(app(), "x")
    assert on_disk(desk).archived is not None
    assert "archived" in shown
    await on_vetting(app(), "c")
    assert on_disk(desk).archived is None


async def test_everything_about_a_search_is_undone_key_by_key(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = role_of(desk)
    before = role.model_dump(exclude={"rev", "updated"})
    await on_vetting(
        app(), "L", "o", *"so", "enter", "r", *typed("direct: us"), "enter", "x", "x", *["u"] * 4
    )
    assert desk.roles[1].model_dump(exclude={"rev", "updated"}) == before


# ---------------------------------------------------------------------- what stands in the list


async def test_the_list_says_how_many_are_in_the_search_and_where_it_stands(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role = role_of(desk, state=RoleState.OPEN)
    role_of(desk, title="Copywriter", state=RoleState.CANCELLED)
    role_of(desk, title="Receipts", kind="software")
    ines, _ = candidates_of(desk, role, "Ines", "Niamh")
    with desk.transaction("Decline"):
        desk.candidates.put(ines.declined(Reason.SKILL, at=NOW, today=NOW.date()))
    lines = [" ".join(line.split()) for line in (await on_vetting(app())).splitlines()]
    assert lines[1] == "Vetting: 3 roles 1 candidate to be told"
    assert lines[3].startswith("▌ R1 Client admin assistant open 1/2 nobody is rated yet")
    assert lines[4].startswith("R3 Receipts software draft – no candidate yet")
    assert lines[5].startswith("R2 Copywriter assistant cancelled – nobody is looked for")


async def test_a_wide_screen_shows_the_role_beside_the_list(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    role_of(desk, minutes_week=600)
    shown = (await on_vetting(app(), size=(120, 36))).splitlines()
    assert "R1" in shown[3]
    assert "R1 Client admin · assistant" in shown[2]
    narrow = (await on_vetting(app(), size=(80, 24))).splitlines()
    assert "R1 Client admin · assistant" in narrow[13]


async def test_each_source_is_held_against_what_it_brought(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    posting = Posting(kind=SourceKind.JOB_BOARD, name="FinCopy", cost=35_00)
    role = role_of(desk, postings=(posting,), knock_outs=())
    with desk.transaction("Add"):
        desk.candidates.put(Candidate.entering(role, "Hana", posting=posting.key, source=posting.kind))
    shown = " ".join((await on_vetting(app(), "W")).split())
    assert "FinCopy 1 candidate · 1 met every knock-out · 0 engaged" in shown
    assert "€35.00 paid · €35.00 for each who qualified" in shown


# ---------------------------------------------------------------------- the frame


async def test_the_settings_say_how_long_candidates_are_kept(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "comma")
        await pilot.pause()
        pilot.app.screen.query_one("#field-retention_months").value = "12"  # type: ignore[attr-defined]  # an Input
        await pilot.press("enter")
        await pilot.pause()
    assert desk.business.retention_months == 12


async def test_the_cursor_stays_with_its_role_when_another_is_added_elsewhere(
    desk: Workspace, clock: Clock, app: Callable[[], Deskhand]
) -> None:
    role_of(desk)
    role_of(desk, title="Second")
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "v", "j")
        with Workspace.open(desk.path) as other, other.transaction("Elsewhere"):
            other.roles.put(Role(title="Third"))
        running.screen.tick()  # type: ignore[attr-defined]  # a DeskScreen
        await pilot.pause()
        assert running.screen.query_one(Rows).key == 2
        assert "Third" in screen_text(running)


async def test_brackets_pass_vetting_on_their_way(app: Callable[[], Deskhand]) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "i", "right_square_bracket")
        assert pilot.app.current_mode == "vetting"


def test_the_business_keeps_candidates_half_a_year_unless_it_says_otherwise() -> None:
    assert Business().retention_months == 6


@pytest.mark.parametrize("keys", [("escape", "g", "v"), ("escape", "g", "v", "enter", "V")])
async def test_moving_the_cursor_compares_nobody_anew(
    desk: Workspace, app: Callable[[], Deskhand], monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    role = role_of(desk, state=RoleState.OPEN)
    role_of(desk, state=RoleState.OPEN, title="Copywriter")
    candidates_of(desk, role, "Ines", "Niamh")
    compared, compare = list[Role](), deciding.compare

    def counted(role: Role, contenders: Iterable[Contender]) -> Comparison:
        compared.append(role)
        return compare(role, contenders)

    monkeypatch.setattr(deciding, "compare", counted)
    async with app().run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        assert compared
        compared.clear()
        await pilot.press("j", "k", "j")
        await pilot.pause()
        assert compared == []
