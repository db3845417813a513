"""Candidates as a line and as a form: what is spelled out, refused, kept and undone."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import screen_text
from search_screens import (
    on_disk,
    on_role,
    put,
    put_rated,
    searched,
    words,
)
from vetting import typed

from models.candidate_parts import Person, RatePer
from models.candidates import Candidate
from models.role_parts import SourceKind
from models.roles import Role
from store import Workspace
from tui.app import Deskhand
from tui.widgets.prompt import Prompt

pytestmark = pytest.mark.usefixtures("state")


@pytest.fixture
def role(desk: Workspace) -> Role:
    return searched(desk)


@pytest.fixture
def ines(desk: Workspace, role: Role) -> Candidate:
    return put_rated(desk, role, "Ines Carvalho", 4, 4, 3, 2, 4, 4)


@pytest.fixture
def niamh(desk: Workspace, role: Role, ines: Candidate) -> Candidate:
    return put_rated(desk, role, "Niamh Doyle", 5, 4, 5, 5, 4, 4)


async def test_a_candidate_begins_as_a_line_that_is_spelled_out(
    desk: Workspace, role: Role, app: Callable[[], Deskhand]
) -> None:
    shown = await on_role(app(), "n", *typed("Ines Carvalho @upwork 4.9/31 17/h 20h/w"))
    assert "Ines Carvalho · Upwork, marketplace, 5 % fee · 4.9 (n=31) · €17/h 20 h a week" in words(shown)
    shown = await on_role(app(), "n", *typed("Ines Carvalho @upwork 4.9/31 17/h 20h/w"), "enter")
    found = on_disk(desk)
    assert (found.name, found.posting) == ("Ines Carvalho", role.postings[0].key)
    assert "Added P1 Ines Carvalho in Sourced" in words(shown)
    assert "n=31" in shown


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ines 4.9", "4.9 from how many reviews? Enter the count"),
        ("niamh doyle", "Niamh Doyle is already in this role (stage Sourced)."),
    ],
)
async def test_a_line_that_cannot_stand_is_refused_and_kept(
    desk: Workspace, niamh: Candidate, app: Callable[[], Deskhand], line: str, says: str
) -> None:
    running = app()
    async with running.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("escape", "g", "v", "enter", "n", *typed(line), "enter")
        assert says in words(screen_text(running))
        assert running.screen.query_one(Prompt).is_open
    assert len(desk.candidates) == 2


async def test_a_new_source_is_a_posting_of_the_role_and_both_are_one_step(
    desk: Workspace, role: Role, app: Callable[[], Deskhand]
) -> None:
    await on_role(app(), "n", *typed("Hana Sato @FinCopy 240/mo"), "enter")
    assert [each.name for each in desk.roles[1].postings] == ["Upwork", "FinCopy"]
    assert desk.candidates[1].terms.per is RatePer.MONTH
    await on_role(app(), "u")
    assert ([each.name for each in desk.roles[1].postings], len(desk.candidates)) == (["Upwork"], 0)


async def test_the_form_says_the_rest(desk: Workspace, ines: Candidate, app: Callable[[], Deskhand]) -> None:
    texts = {
        "name": "Ines C.",
        "contact": "ines@x.example",
        "zone": "Europe/Lisbon",
        "rate": "17/h",
        "minutes_week": "20",
        "overlap_minutes_week": "12",
        "start": "7dec",
        "min_term_months": "3",
        "notice_days": "14",
        "profile_url": "https://u.example/i",
        "platform_rating": "4.9/31",
        "source": "referral",
        "referrer": "Aoife Lynch, client",
    }
    strokes = ["e"]
    for text in texts.values():
        strokes += ["ctrl+a", "ctrl+k", *typed(text).copy(), "tab"]
    await on_role(app(), *(each if each != "," else "comma" for each in strokes), "enter")
    found = on_disk(desk)
    assert (found.name, found.contact, found.zone) == ("Ines C.", "ines@x.example", "Europe/Lisbon")
    assert (found.terms.rate, found.terms.overlap_minutes_week) == (17_00, 720)
    assert (found.terms.start, found.terms.notice_days) == (date(2026, 12, 7), 14)
    assert (found.platform_rating, found.n_reviews, found.source) == (49, 31, SourceKind.REFERRAL)
    assert found.referrer is not None
    assert (found.referrer.name, found.referrer.relation) == ("Aoife Lynch", "client")
    shown = words(await on_role(app(), size=(120, 36)))
    assert "referral: Aoife Lynch (client) · 4.9 (n=31) · €17/h · 20 h a week" in shown


async def test_an_agency_says_who_it_would_be_and_what_it_has_checked(
    desk: Workspace, role: Role, app: Callable[[], Deskhand]
) -> None:
    put(desk, Candidate.entering(role, "Bluebell", kind="agency"))
    await on_role(app(), "e", *["tab"] * 13, *typed("Grace Tan"), "tab", "tab", "tab", "2", "enter")
    found = on_disk(desk).agency
    assert found is not None
    assert (found.named_assistant, found.replacement_days) == ("Grace Tan", 2)


@pytest.mark.parametrize(
    ("said", "kept"),
    [("Aoife Lynch, friend", (False, date(2026, 11, 2))), ("Sam Reid, client", (True, None))],
)
async def test_who_referred_somebody_keeps_what_no_line_says_unless_it_is_another_person(
    desk: Workspace,
    ines: Candidate,
    app: Callable[[], Deskhand],
    said: str,
    kept: tuple[bool, date | None],
) -> None:
    aoife = Person.of(name="Aoife Lynch", relation="client", warm=False, thanked_on=date(2026, 11, 2))
    put(desk, ines.but(referrer=aoife))
    await on_role(app(), "e", *["tab"] * 12, "ctrl+u", *typed(said), "enter")
    found = on_disk(desk).referrer
    assert found is not None
    assert f"{found.name}, {found.relation}" == said
    assert (found.warm, found.thanked_on) == kept
