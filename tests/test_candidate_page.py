"""The page of a candidate: what it says of whom, how one gets about, and the working behind its figures."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from conftest import screen_text
from textual.pilot import Pilot
from vetting import candidate_of, on_disk, on_page, role_of, typed

from models.candidate_assessment import Evidence
from models.candidate_parts import AgencyFacts, Person, Screened, Terms
from models.candidates import Candidate
from models.evidence import Authorship, CommsSample, Interview, Sample
from models.helpers import HelperKind
from models.rating_line import RatingLine, rated_by
from models.ratings import Method
from models.references import ReferenceRequest
from models.role_parts import Anchors, KnockOutState, SourceKind
from models.roles import Role
from models.software_trial import (
    ExitTest,
    IntegrationCheck,
    ReviewEvidence,
    ScaleCheck,
    ScriptStep,
    SoftwareTrial,
    SupportProbe,
)
from models.stages import Stage
from models.trials import Trial, TrialCheck
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.screens.candidate_page import CandidatePage

App = Callable[[], Deskhand]

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOON.date()

INES = [
    ("SK", 4, Method.PAID_TRIAL, "ob"),
    ("SK", 4, Method.PAID_TRIAL, "tw"),
    ("UB", 4, Method.WORK_SAMPLE, "ob"),
    ("CO", 4, Method.WORK_SAMPLE, "me"),
    ("CO", 2, Method.WORK_SAMPLE, "tw"),
    ("DH", 3, Method.DOCUMENT, "me"),
    ("AV", 4, Method.CLAIM, "me"),
]
"""The ratings of the first one in the worked example A of `domain.md` §3.5."""


def rated(candidate: Candidate, role: Role, given: list[tuple[str, int, Method, str]]) -> Candidate:
    sample = Sample.of(title="a file", authorship=Authorship.CONFIRMED, confirmed_by="their client")
    trial = Trial.of(scope="twenty chases", minutes_cap=360, pay=114_00).showing(["one error"])
    trial = trial.started(TODAY, TODAY, at=NOON).worked(270)
    candidate = candidate.with_evidence(sample).with_evidence(trial)
    for code, value, method, who in given:
        key = next(each.key for each in role.criteria if each.code == code)
        line = RatingLine(method, "twenty chases, one error")
        candidate = rated_by(who, candidate, role, key, value, line, alone=True, at=NOON)
    return candidate


def keep(desk: Workspace, candidate: Candidate) -> Candidate:
    with desk.transaction("Keep"):
        return desk.candidates.put(candidate)


@pytest.fixture
def role(desk: Workspace) -> Role:
    return role_of(desk)


@pytest.fixture
def ines(desk: Workspace, role: Role) -> Candidate:
    return candidate_of(desk, role, "Ines Carvalho")


async def test_the_score_never_stands_without_its_band_its_coverage_and_its_confidence(
    desk: Workspace, role: Role, ines: Candidate, app: App
) -> None:
    keep(desk, rated(ines, role, INES))
    shown = await on_page(app(), ines)
    assert "known 3.56 · band 3.05–3.85 · 80 % covered · confidence 0.67 medium" in shown


async def test_what_nobody_has_rated_is_a_dash_and_never_nought(ines: Candidate, app: App) -> None:
    shown = await on_page(app(), ines)
    assert "known – · band 1.00–5.00 · 0 % covered" in shown
    assert "SK Skill at this kind of work               25   3    –      –" in shown


async def test_the_anchors_follow_the_cursor(ines: Candidate, app: App) -> None:
    shown = await on_page(app(), ines, "j", "j")
    assert " RE Reliability and follow-through · weight 20 · bar 3" in shown
    assert " 1 Dates went by, and it took reminders to hear of it." in shown
    assert " check: Ring somebody they worked for. 15 min" in shown
    assert "Their result must be made anew" not in shown


@pytest.mark.parametrize("size", [(80, 24), (60, 24), (40, 20), (120, 36)])
async def test_every_line_can_be_reached_and_read_at_any_size(
    desk: Workspace, role: Role, ines: Candidate, app: App, size: tuple[int, int]
) -> None:
    keep(desk, everything(ines, role, "some text"))
    seen = list[str]()

    def walk(pilot: Pilot[None]) -> None:
        page = pilot.app.screen
        assert isinstance(page, CandidatePage)
        for _ in range(80):
            seen.append(page.line[0])
            page.action_step(1)

    shown = await on_page(app(), ines, size=size, after=walk)
    assert len(shown.split("\n")) == size[1]
    kinds = {"criterion", "knock_out", "interview", "question", "sample", "reference", "trial", "check"}
    assert kinds | {"message", "terms", "screened", "history"} == set(seen)


async def test_beside_is_room_for_the_anchors_on_a_wide_screen(ines: Candidate, app: App) -> None:
    shown = (await on_page(app(), ines, size=(120, 36))).split("\n")
    row = next(line for line in shown if "▌ SK Skill" in line)
    assert row[77:].strip() == "1 Their result must be made anew, or is"
    assert "Paid trial: none yet" in "\n".join(shown)


async def test_the_keys_to_the_side_go_to_the_other_candidates_on_the_same_line(
    desk: Workspace, role: Role, ines: Candidate, app: App
) -> None:
    candidate_of(desk, role, "Niamh Doyle")
    shown = await on_page(app(), ines, "j", "l")
    assert " P2 Niamh Doyle" in shown
    assert "2 of 2 h l · R1 Client admin" in shown
    assert "▌ UB Understanding" in shown
    assert "P2 is the last candidate of R1." in await on_page(app(), ines, "l", "l")
    assert " P1 Ines Carvalho" in await on_page(app(), ines, "l", "h")


async def test_the_working_of_a_criterion_shows_each_rating_and_its_evidence(
    desk: Workspace, role: Role, ines: Candidate, app: App
) -> None:
    keep(desk, rated(ines, role, INES))
    shown = await on_page(app(), ines, "j", "j", "j", "i")
    assert "CO Communication, clear and prompt: Ines Carvalho" in shown
    assert "(1.0 × 4 + 1.0 × 2) ÷ 2.0 = 3.00" in shown


async def test_the_working_of_the_score_shows_every_sum(
    desk: Workspace, role: Role, ines: Candidate, app: App
) -> None:
    keep(desk, rated(ines, role, INES))
    shown = await on_page(app(), ines, "G", "i", size=(120, 36))
    for sum_said in ("285.00 ÷ 80 = 3.56", "(285.00 + 20 × 1) ÷ 100 = 3.05", "80 ÷ 100 = 80 %"):
        assert sum_said in shown


async def test_the_stage_moves_by_the_keys_of_all_candidates(
    ines: Candidate, desk: Workspace, app: App
) -> None:
    shown = await on_page(app(), ines, "L")
    assert on_disk(desk).stage is Stage.CONTACTED
    assert "Contacted · 1 of 1" in shown


async def test_the_terms_of_an_agency_and_who_recommended_it_are_said(
    desk: Workspace, role: Role, app: App
) -> None:
    agency = candidate_of(
        desk,
        role,
        "Bluebell Assist",
        terms=Terms(rate=27_00, min_term_months=3),
        agency=AgencyFacts.of(named_assistant="Grace Tan", replacement_days=2, subcontracts=False),
        referrer=Person.of(name="Aoife Lynch", relation="client", warm=False),
        platform_rating=49,
        n_reviews=31,
    )
    shown = await on_page(app(), agency, size=(120, 50))
    for said in (
        "€27/h · for 3 months at least",
        "referral: Aoife Lynch (client) (only named)",
        "4.9 (n=31)",
        "Grace Tan",
        "within 2 days",
        "does not pass the work on",
    ):
        assert said in shown


async def test_a_candidate_that_is_gone_is_said_to_be_gone(
    desk: Workspace, ines: Candidate, app: App
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = running.screen
        assert isinstance(screen, DeskScreen)
        screen.open_page("candidate", "nobody")
        await pilot.pause()
        page = running.screen
        for key in (*"40CriHLcynexl", "enter", "space", "minus"):
            await pilot.press(key)
            assert running.screen is page
            assert "This candidate is gone: Esc goes back" in screen_text(running)
        await pilot.press("escape")
        assert running.screen is screen


async def test_a_line_that_is_typed_comes_back_after_a_crash_where_it_was(
    desk: Workspace, ines: Candidate, app: App, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    first = app()

    def crash(_: object) -> None:
        first.keep_draft(first._session)

    await on_page(first, ines, "j", "4", *typed("said it back"), after=crash)
    again = app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await again.open_draft(again._session)
        await pilot.pause()
        shown = screen_text(again)
    assert "UB 4: what did you see or hear?" in shown
    assert " said it back" in shown


def everything(candidate: Candidate, role: Role, text: str) -> Candidate:
    """Returns a candidate with every kind of evidence, the text wherever a text can be."""
    name = text[:60]
    facts = {"zone": "Europe/Lisbon", "source": SourceKind.REFERRAL, "platform_rating": 49, "n_reviews": 31}
    candidate = candidate.but(
        name=name,
        contact=text,
        note=text,
        profile_url=text,
        referrer=Person.of(name=name, relation=text),
        agency=AgencyFacts.of(named_assistant=text, backup=text, screened=(Screened.of(text=text),)),
        **facts,
    )
    candidate = candidate.tried(at=NOON, channel=text, note=text)
    for knock_out in role.asked:
        candidate = candidate.answered(knock_out.key, KnockOutState.PASS, at=NOON, reason=text)
    if candidate.kind is HelperKind.SOFTWARE:
        tried = SoftwareTrial.of(price=69_00, convert_on=TODAY, auto_convert=True, cancel_how=text)
        found: list[Evidence] = [
            tried,
            ScriptStep.of(text=text, note=text, must=True),
            ScaleCheck.of(metric=text, now=210, limit=500, price_now=69_00, price_x3=165_00),
            IntegrationCheck.of(tool=text, note=text),
            SupportProbe.of(question=text, channel=text, sent_at=NOON, note=text),
            ReviewEvidence.of(site=text, rating=44, n=212, strengths=text, weaknesses=text),
            ExitTest.of(format=text, done_on=TODAY, ok=False, note=text),
        ]
    else:
        talk = Interview.of(at=NOON, note=text).noted(role.questions[0].key, text, who="me")
        trial = Trial.of(scope=text, minutes_cap=60, pay=10_00, criteria=(TrialCheck.of(text=text),))
        reference = ReferenceRequest.of(referee=name, relation=text).asked(TODAY)
        found = [
            talk.held(minutes=45),
            Sample.of(title=text, link=text, note=text),
            reference.answered([(text, text)], TODAY),
            trial,
        ]
    for part in found:
        candidate = candidate.with_evidence(part)
    candidate = candidate.with_evidence(CommsSample.of(sent_at=NOON, about=text))
    line = RatingLine(Method.CLAIM, f"{text} at length, and more")
    for criterion in role.scored:
        candidate = rated_by("me", candidate, role, criterion.key, 3, line, alone=True, at=NOON)
    return candidate


HOSTILE = (
    "a\x1b[2J\x1b]0;t\x07 [red]x[/red] [@click=app.quit]y \u202eb\u2066c\u2028d Z" + "\u0335" * 40 + "漢字"
)


@pytest.mark.parametrize("kind", [HelperKind.ASSISTANT, HelperKind.SOFTWARE])
@pytest.mark.parametrize("size", [(80, 24), (40, 20), (120, 36)])
async def test_no_text_commands_the_terminal_or_breaks_the_page(
    desk: Workspace, app: App, kind: HelperKind, size: tuple[int, int]
) -> None:
    role = role_of(desk, kind, title=HOSTILE[:60])
    harmed = [
        each.but(name=HOSTILE[:60], check=HOSTILE, anchors=Anchors(one=HOSTILE, three=HOSTILE, five=HOSTILE))
        for each in role.criteria
    ]
    with desk.transaction("Harm"):
        role = desk.roles.put(role.but(criteria=tuple(harmed)))
    candidate = keep(desk, everything(candidate_of(desk, role, "x"), role, HOSTILE))
    seen = list[str]()

    def walk(pilot: Pilot[None]) -> None:
        page = pilot.app.screen
        assert isinstance(page, CandidatePage)
        for _ in range(60):
            seen.append(screen_text(running))
            page.action_step(1)

    running = app()
    await on_page(running, candidate, size=size, after=walk)
    for shown in seen:
        assert shown.count("\n") == size[1] - 1
        assert not any(char in shown for char in "\x1b\x07\u202e\u2066\u2028")
    for keys in (["4"], ["i"], ["r"], ["e"], ["0"]):
        shown = await on_page(app(), candidate, *keys, size=size)
        assert not any(char in shown for char in "\x1b\x07\u202e\u2066\u2028")
