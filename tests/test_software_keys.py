"""A trial of software by keys: script, scale, integrations, support, reviews, way out, price and dates."""

from collections.abc import Callable
from datetime import date

import pytest
from vetting import candidate_of, given, on_disk, on_page, role_of, typed

from models.candidates import Candidate
from models.helpers import HelperKind
from models.software_trial import (
    ExitTest,
    IntegrationCheck,
    Link,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    StepResult,
)
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen

App = Callable[[], Deskhand]

TODAY = date(2026, 11, 23)
WIDE = (120, 36)


@pytest.fixture
def tool(desk: Workspace) -> Candidate:
    return candidate_of(desk, role_of(desk, HelperKind.SOFTWARE, title="Receipts"), "Docket Otter")


async def test_a_script_of_own_tasks_is_written_and_run(desk: Workspace, tool: Candidate, app: App) -> None:
    keys = ["r", *typed("script"), "enter", *typed("!snap a receipt ; find it ; export"), "enter"]
    await on_page(app(), tool, *keys)
    trial = on_disk(desk).software
    assert trial is not None
    assert [(step.text, step.must) for step in trial.script] == [
        ("snap a receipt", True),
        ("find it", False),
        ("export", False),
    ]
    at = ("step", trial.script[0].key)
    run = ["enter", *typed("pass 2m"), "enter", "enter", *typed("partial by hand"), "enter"]
    shown = await on_page(app(), tool, *run, at=at)
    trial = on_disk(desk).software
    assert trial is not None
    assert [(step.result, step.minutes) for step in trial.script] == [
        (StepResult.PASS, 2),
        (StepResult.PARTIAL, None),
        (StepResult.NOT_RUN, None),
    ]
    assert "Trial script: 1 of 3 pass, 1 partly, 1 not run: 33 % to 67 %" in shown
    assert "▌ not run      export" in shown


async def test_space_goes_through_the_results_of_a_task(desk: Workspace, tool: Candidate, app: App) -> None:
    step = ScriptStep.of(text="snap", must=True)
    tool = given(desk, tool, step)
    shown = ""
    for result in (StepResult.PASS, StepResult.PARTIAL, StepResult.FAIL):
        shown = await on_page(app(), tool, "space", at=("step", step.key))
        trial = on_disk(desk).software
        assert trial is not None
        assert trial.script[0].result is result
    assert "0 of 1 pass, 1 that must pass do not" in shown


async def test_charging_before_the_end_of_the_trial_is_questioned_and_the_same_again_agrees(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    dates = ["tab", *typed("30nov"), "tab", "tab", *typed("25nov"), "enter"]
    keys = ["r", *typed("price"), "enter", *dates]
    shown = await on_page(app(), tool, *keys)
    assert "It would charge on 2026-11-25, before the trial ends on 2026-11-30" in " ".join(shown.split())
    assert on_disk(desk).software is None
    await on_page(app(), tool, *keys, "enter")
    trial = on_disk(desk).software
    assert trial is not None
    assert trial.charges_early


async def test_a_trial_that_has_begun_is_dated_back(desk: Workspace, tool: Candidate, app: App) -> None:
    await on_page(app(), tool, "r", *typed("price"), "enter", *typed("20oct"), "tab", *typed("3nov"), "enter")
    trial = on_disk(desk).software
    assert trial is not None
    assert (trial.start, trial.end) == (date(2026, 10, 20), date(2026, 11, 3))


async def test_a_trial_that_charges_by_itself_says_when_until_cancelling_is_confirmed(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    keys = ["r", *typed("price"), "enter", "tab", "tab", *typed("69"), "tab", *typed("25nov"), "enter"]
    shown = await on_page(app(), tool, *keys)
    assert "Trial and price: charges €69 by itself 2 days ahead" in shown
    trial = on_disk(desk).software
    assert trial is not None
    assert (trial.auto_convert, trial.convert_on, trial.price) == (True, date(2026, 11, 25), 69_00)
    at = ("software", trial.key)
    shown = await on_page(app(), tool, "enter", *["tab"] * 7, *typed("today"), "enter", at=at)
    assert "Trial and price: cancelled Mon 23 Nov" in shown


async def test_the_scale_check_looks_at_three_times_the_volume(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    form = [*typed("documents"), "tab", *typed("210"), "tab", *typed("500"), "tab", *typed("69"), "tab"]
    shown = await on_page(
        app(), tool, "r", *typed("volume"), "enter", *form, *typed("165"), "enter", size=WIDE
    )
    assert "too small    documents: 210 → 630 · limit 500 · €69 → €165 a month" in shown
    trial = on_disk(desk).software
    assert trial is not None
    assert trial.price_x3 == 165_00
    at = ("scale", trial.scale[0].key)
    for _ in range(2):  # once typed, it is shown and read back
        shown = await on_page(
            app(), tool, "enter", "tab", "tab", *["backspace"] * 4, *typed("none"), "enter", at=at, size=WIDE
        )
    assert "fits         documents: 210 → 630 · no limit" in shown


async def test_an_integration_is_a_claim_until_it_was_tried(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    shown = await on_page(
        app(), tool, "r", *typed("integration"), "enter", *typed("Xero"), "tab", *typed("native"), "enter"
    )
    assert "Integrations: 0 tested, 1 claimed only" in shown
    trial = on_disk(desk).software
    assert trial is not None
    at = ("integration", trial.integrations[0].key)
    for works, tested in ((True, TODAY), (False, TODAY), (None, None)):
        await on_page(app(), tool, "space", at=at)
        trial = on_disk(desk).software
        assert trial is not None
        assert (trial.integrations[0].works, trial.integrations[0].tested_on) == (works, tested)


async def test_an_integration_of_an_unknown_kind_cannot_be_tested(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    check = IntegrationCheck.of(tool="Xero", kind=Link.UNKNOWN)
    tool = given(desk, tool, check)
    shown = await on_page(app(), tool, "space", at=("integration", check.key), size=WIDE)
    assert "How is it linked with Xero? Say native, connector, files or none." in shown


async def test_support_reviews_and_the_way_out_are_recorded(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    support = [*typed("How?"), "tab", "tab", *typed("y 9:00"), "tab", *typed("y 12:10"), "enter"]
    await on_page(app(), tool, "r", *typed("support"), "enter", *support)
    review = [*typed("G2"), "tab", *typed("4.4/212"), "tab", *typed("61"), "enter"]
    await on_page(app(), tool, "r", *typed("review"), "enter", *review)
    export = [*typed("yes"), "tab", *typed("CSV"), "enter"]
    shown = await on_page(app(), tool, "r", *typed("way out"), "enter", *export, size=WIDE)
    trial = on_disk(desk).software
    assert trial is not None
    assert trial.probes[0].minutes == 190
    assert (trial.reviews[0].rating, trial.reviews[0].n, trial.reviews[0].similar) == (44, 212, 129)
    assert (trial.exits[0].ok, trial.exits[0].done_on) == (True, TODAY)
    for said in (
        "3 h 10       How?",
        "4.4 n=212    G2 · 61 % like us",
        "works        export Mon 23 Nov · CSV",
    ):
        assert said in shown


async def test_a_rating_without_its_count_is_refused(desk: Workspace, tool: Candidate, app: App) -> None:
    shown = await on_page(
        app(), tool, "r", *typed("review"), "enter", *typed("G2"), "tab", *typed("4.4"), "enter"
    )
    assert "4.4 from how many reviews? Enter the count" in shown
    assert on_disk(desk).software is None


async def test_what_another_session_recorded_meanwhile_is_kept(
    desk: Workspace, tool: Candidate, app: App
) -> None:
    tool = given(desk, tool, SoftwareTrial(), ScaleCheck.of(metric="documents", now=210))
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(running.screen, DeskScreen)
        running.screen.open_page("candidate", tool.uid)
        await pilot.pause()
        await pilot.press("r", *typed("volume"), "enter", *typed("users"), "tab", "2")
        with Workspace.open(desk.path, who="tw") as other, other.transaction("Way out"):
            export = ExitTest.of(done_on=TODAY, ok=True)
            other.candidates.put(other.candidates[1].with_evidence(export))
        await pilot.press("enter")
        await pilot.pause()
    trial = on_disk(desk).software
    assert trial is not None
    assert [each.metric for each in trial.scale] == ["documents", "users"]
    assert len(trial.exits) == 1
