"""Candidates side by side: the printed digits, the words beside them, and the working behind every cell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import screen_text
from searches import (
    BEFORE,
    PRINTED,
    called,
    copied,
    role_called,
    sheet,
    take_back_the_checks,
    write_everywhere,
)
from test_hostile_text import PAYLOADS, commands
from textual.pilot import Pilot

from models.candidates import Candidate
from models.document import fresh_key
from models.scorecard_working import Figure
from store import Workspace
from store.demo import make_demo
from store.demo_calendar import ORLA, at
from tui.app import Deskhand
from tui.session import Session
from tui.widgets.compare_view import CompareView


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(copied(demo, tmp_path), who=ORLA, now=lambda: at(0, 9)) as desk:
        yield desk


@pytest.fixture
def app(desk: Workspace) -> Deskhand:
    return Deskhand(Session(desk, lambda: at(0, 9), "UTC"))


async def opened(app: Deskhand, pilot: Pilot[None], title: str) -> CompareView:
    """Opens a role from the screen of roles, and its third view."""
    await pilot.press("escape", "g", "v")
    await pilot.pause()
    app.screen.open_page("role", role_called(app._session.desk, title).uid)  # type: ignore[attr-defined]
    await pilot.pause()
    await pilot.press("V", "V")
    await pilot.pause()
    view = app.screen.query_one(CompareView)
    view.side(-5)
    await pilot.pause()
    return view


def names(app: Deskhand) -> str:
    """Returns the line with the names of the columns."""
    lines = screen_text(app).splitlines()
    return next(lines[n - 1] for n, each in enumerate(lines) if each[1:].lstrip("▌ ").startswith("stands"))


def line(app: Deskhand, label: str) -> str:
    return next(each for each in screen_text(app).splitlines() if label in each)


def candidates(desk: Workspace, title: str, *names: str) -> None:
    """Adds candidates who are rated like the first of the role."""
    role = role_called(desk, title)
    like = next(each for each in desk.candidates if each.role == role.uid)
    with desk.transaction("Add candidates"):
        for name in names:
            fields = {"name": name, "uid": fresh_key(), "number": 0, "helper": None, "outcomes": ()}
            desk.candidates.put(like.but(**fields, rev=0))


@pytest.mark.parametrize("title", PRINTED)
async def test_three_candidates_stand_with_the_printed_digits_on_80_columns(
    app: Deskhand, title: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, title)
        heads = names(app)
        for name, printed in PRINTED[title].items():
            assert name in heads
            known, band, coverage, _, confidence, word = printed.split(" ")
            assert known in line(app, "known score")
            assert band in line(app, "worst to best")
            assert f"{coverage} %" in line(app, "coverage")
            assert f"{confidence} {word}" in line(app, "confidence")


async def test_how_many_lines_are_above_and_below_is_said_where_not_all_fit(app: Deskhand) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        below = next(each for each in screen_text(app).splitlines() if " below " in each)
        assert "above" not in below
        view.end(1)
        await pilot.pause()
        shown = screen_text(app)
        assert " above ─" in shown
        assert " below ─" not in shown


async def test_the_worked_assistants_show_what_each_figure_comes_to(app: Deskhand) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "Client")
        assert "Niamh Doyle leads, settled" in screen_text(app)
        assert "5.97 cannot" in line(app, "flip point")
        assert "6.98 cannot" in line(app, "flip point")
        assert "dominated" in line(app, "stands")
        assert "4 of 5 met" in line(app, "knock-outs")
        assert "€17/h" in line(app, "cost")
        assert "3.00 strong ±2" in line(app, "CO Communication")
        assert "4.73 strong" in line(app, "RE Reliability")


async def test_an_open_search_shows_the_next_check_and_what_it_would_take(
    app: Deskhand, desk: Workspace
) -> None:
    take_back_the_checks(desk)
    with desk.transaction("Alone"):  # before all ratings are in, one of two owners is not shown them all
        desk.settings.put(desk.business.but(owners=desk.business.owners[:1]))
    async with app.run_test(size=(120, 36)) as pilot:
        view = await opened(app, pilot, "Receipt")
        shown = screen_text(app)
        assert "Docket Otter leads, not settled" in shown
        assert "SE Security, privacy and the way out of Quillbox, 30 min, before the trial charges" in shown
        assert "could overtake" in line(app, "stands")
        assert "2.57 could" in line(app, "flip point")
        assert "no, 3 failed" in line(app, "may be chosen")
        for printed in BEFORE.values():
            assert printed.split(" ")[1] in line(app, "worst to best")
        view.come_to(uid=called(desk, "Quillbox").uid, line="stands")
        assert view.detail() == ["Quillbox: would need 2.6 on average."]


async def test_a_tie_says_who_takes_it_and_by_what(app: Deskhand) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Receipt")
        assert "Tie: Docket Otter costs less" in screen_text(app)
        assert "decided for Docket Otter, Wed 6 May, OB: As good as Quillbox" in screen_text(app)
        assert view.why()[0] == "The order"
        assert ("Tie", "Docket Otter and Quillbox lie less than 0.25 apart; Docket Otter costs less") in (
            view.why()[1]
        )


async def test_every_cell_has_a_working_and_a_sentence(app: Deskhand) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        for column in range(3):
            view.side(-5)
            view.side(column)
            view.end(-1)
            seen = set()
            while view.line_key not in seen:
                seen.add(view.line_key)
                title, working = view.why()
                assert title
                assert working
                assert all(label and said for label, said in working), view.line_key
                assert view.detail()
                view.step(1)
            assert len(seen) == 9 + 6 + 2


async def test_the_working_of_a_cell_is_of_the_candidate_under_the_cursor(
    app: Deskhand, desk: Workspace
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        view.come_to(uid=called(desk, "Ines").uid, line=Figure.FLIP_POINT)
        assert ("Flip point", "(4.25 × 100 − 285.00) ÷ 20 = 6.98") in view.why()[1]
        communication = next(each for each in role_called(desk, "Client").criteria if each.code == "CO")
        view.come_to(line=communication.key)
        assert ("TW: 2 by paid trial", "Two replies in the trial took 26 and 31 hours.") in view.why()[1]
        assert "The ratings lie 2 apart: talk before you decide." in view.detail()
        view.come_to(uid=called(desk, "Bluebell").uid, line="knock-outs")
        assert view.why()[1][0][0] == "KO1"
        view.come_to(line="cost")
        assert ("Budget", "€30/h") in view.why()[1]
        assert ("Buy-back rate", "€12.50/h, a quarter of what your hour is worth") in view.why()[1]


async def test_the_decision_and_what_came_of_it_stand_below(app: Deskhand) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        await pilot.press("G", "k")
        await pilot.pause()
        shown = screen_text(app)
        assert "18 of 90 days: 0 cards done" in shown
        assert "Decided for Niamh Doyle, Fri 24 Apr, OB" in shown
        assert "her referees gave examples." in shown
        record = dict(view.why()[1])
        assert record["Because"] == "She is sure of the highest score, and her referees gave examples."
        assert record["Then: Ines Carvalho"].startswith("3.56, 3.05–3.85, 80 % rated")
        assert record["What happened"].startswith("18 of 90 days")


async def test_after_ninety_days_it_asks_for_the_look_back(desk: Workspace) -> None:
    app = Deskhand(Session(desk, lambda: at(80), "UTC"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "v")
        await pilot.pause()
        assert "look back on Niamh" in line(app, "Client-admin VA")
        view = await opened(app, pilot, "Client")
        await pilot.press("G")
        await pilot.pause()
        assert "after 98 days: 0 cards done" in screen_text(app)
        assert view.detail()[0].endswith("look back now")


async def test_overriding_the_leader_is_quoted_back(app: Deskhand, desk: Workspace) -> None:
    role = role_called(desk, "Client")
    assert role.decision is not None
    with desk.transaction("Decide otherwise"):
        desk.roles.put(role.but(decision=role.decision.but(overriding="She can start sooner.")))
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        view.come_to(line="decision")
        assert ("Not the leader, because", "She can start sooner.") in view.why()[1]


async def test_five_candidates_are_side_by_side_on_120_columns(app: Deskhand, desk: Workspace) -> None:
    candidates(desk, "Client", "Fourth Person", "Fifth Person")
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(app, pilot, "Client")
        for name in (*PRINTED["Client-admin VA"], "Fourth Person", "Fifth Person"):
            assert name in names(app)
        assert line(app, "known score").count("3.56") == 3
        assert "Reliability and follow-through" in screen_text(app)


@pytest.mark.parametrize(("size", "shown"), [((80, 24), 3), ((60, 24), 2), ((40, 20), 1)])
async def test_fewer_columns_follow_the_cursor(
    app: Deskhand, desk: Workspace, size: tuple[int, int], shown: int
) -> None:
    candidates(desk, "Client", "Fourth Person", "Fifth Person")
    async with app.run_test(size=size) as pilot:
        view = await opened(app, pilot, "Client")
        assert f"1-{shown} of 5" in screen_text(app)
        seen = {view.key}
        for _ in range(4):
            await pilot.press("l")
            seen.add(view.key)
            await pilot.pause()
            name = next(each.name for each in desk.candidates if each.uid == view.key)
            assert name[:12] in names(app)
        assert len(seen) == 5
        assert f"{6 - shown}-5 of 5" in screen_text(app)


async def test_the_cursor_stays_with_its_candidate_when_the_order_changes(
    app: Deskhand, desk: Workspace
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        niamh = called(desk, "Niamh")
        await pilot.press("j", "j")
        assert (view.key, view.line_key) == (niamh.uid, Figure.BAND)
        with desk.transaction("Take ratings away"):
            desk.candidates.put(niamh.but(ratings=()))
        app.screen.refresh_all()  # type: ignore[attr-defined]
        await pilot.pause()
        assert (view.key, view.line_key) == (niamh.uid, Figure.BAND)
        assert " 1.00–5.00" in line(app, "worst to best")
        assert "–" in line(app, "known score")


@pytest.mark.parametrize("rated", [True, False])
async def test_a_role_with_nobody_or_nothing_rated_stands_empty(
    app: Deskhand, desk: Workspace, rated: bool
) -> None:
    role = role_called(desk, "Client")
    with desk.transaction("Begin anew"):
        desk.roles.put(role.but(decision=None))
        for each in desk.candidates:
            gone: Candidate = each.but(archived=at(0)) if rated else each.but(ratings=(), outcomes=())
            desk.candidates.put(gone)
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        says = "No candidate yet" if rated else "Nobody is rated yet"
        assert says in screen_text(app)
        await pilot.press("j", "l", "G", "k", "h")
        assert view.why()
        assert "0 %" in line(app, "coverage") or rated


async def test_i_opens_the_working_and_y_copies_the_comparison(
    app: Deskhand, desk: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "Client")
        await pilot.press("l", "l", "j", "i")
        await pilot.pause()
        assert "Known: Ines Carvalho" in screen_text(app)
        assert "285.00 ÷ 80 = 3.56" in screen_text(app)
        assert "285.00 ÷ 100 = 2.85, which would take what nobody knows for zero" in " ".join(
            screen_text(app).split()
        )
        await pilot.press("escape", "y")
        await pilot.pause()
        assert "Copied the comparison of R1" in screen_text(app)
        assert app.clipboard.startswith("# R1 Client-admin VA")
        kept = tmp_path / "state" / "deskhand" / "hand-off" / "R1.md"
        assert kept.read_text("utf-8") == app.clipboard


async def test_a_click_goes_to_the_cell(app: Deskhand, desk: Workspace) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        view = await opened(app, pilot, "Client")
        await pilot.click(CompareView, offset=(70, 5))
        assert (view.key, view.line_key) == (called(desk, "Ines").uid, Figure.BAND)
        await pilot.click(CompareView, offset=(2, 3))
        assert view.line_key == "stands"


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_no_text_of_anybody_commands_the_terminal(app: Deskhand, desk: Workspace, payload: str) -> None:
    write_everywhere(desk, "Client", PAYLOADS[payload])
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, "")
        for _ in range(9):
            shown = screen_text(app)
            assert commands(shown) == []
            assert shown.count("\n") == 23
            await pilot.press("i")
            await pilot.pause()
            assert commands(screen_text(app)) == []
            await pilot.press("escape", "j", "j")
            await pilot.pause()


@pytest.mark.parametrize("title", list(PRINTED))
async def test_the_screen_and_the_command_say_the_same(desk: Workspace, app: Deskhand, title: str) -> None:
    from tui.comparison_export import comparison_text

    printed = [line for line in comparison_text(sheet(desk, title))[3:] if "  " in line]
    assert printed
    async with app.run_test(size=(160, 60)) as pilot:
        await opened(app, pilot, title)
        shown = screen_text(app)
    for line in printed[1:]:
        for text in (cell for cell in line.split("  ")[1:] if cell.strip()):
            assert text.strip() in shown, line
