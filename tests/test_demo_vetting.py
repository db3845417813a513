"""The demo's three searches: the printed digits of the worked examples, and a file that breaks no rule."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from searches import BEFORE, PRINTED, called, copied, role_called, sheet, take_back_the_checks

from models.agreements import AgreementState
from models.candidate_parts import Ending
from models.ratings import Strength
from models.references import ReferenceState
from models.role_parts import RoleState
from models.scorecard import Eligible, Standing, verdict
from models.source_yields import source_yields
from models.stages import Stage
from models.telling import message
from store import Workspace, check
from store.demo import DEMO_DAY, make_demo
from store.demo_calendar import at
from tui.comparison import afterwards_line, next_step, where_it_stands


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def desk(demo: Path, tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(copied(demo, tmp_path), now=lambda: at(0, 9)) as desk:
        yield desk


def digits(each: Standing) -> str:
    return (
        f"{each.known:.2f} {each.low:.2f}–{each.high:.2f} {each.coverage * 100:.0f} %"
        f" {each.confidence:.2f} {each.confidence_word}"
    )


@pytest.mark.parametrize("title", PRINTED)
def test_a_worked_example_comes_out_to_the_printed_digits(desk: Workspace, title: str) -> None:
    found = sheet(desk, title).found
    assert {each.candidate.name: digits(each) for each in found.standings} == PRINTED[title]
    assert [each.candidate.name for each in found.standings] == list(PRINTED[title])


def test_the_assistants_flip_points_and_knock_outs_are_those_printed(desk: Workspace) -> None:
    found = sheet(desk, "Client").found
    points = {each.candidate.name: each.flip_point and f"{each.flip_point:.2f}" for each in found.standings}
    assert points == {"Niamh Doyle": None, "Bluebell Assist": "5.97", "Ines Carvalho": "6.98"}
    assert (found.settled, found.tie, where_it_stands(found)) == (True, False, "Niamh Doyle leads, settled")
    agency = found.standings[1]
    assert agency.dominated_by == "Niamh Doyle"
    assert [reason[:3] for reason in agency.reasons] == ["KO1", "DH "]
    split = [cell.criterion.code for cell in found.standings[2].cells if cell.is_disputed]
    assert split == ["CO"]


def test_before_its_last_check_the_software_is_open_with_one_check_that_matters(desk: Workspace) -> None:
    take_back_the_checks(desk)
    shown = sheet(desk, "Receipt")
    found = shown.found
    assert {each.candidate.name: digits(each) for each in found.standings} == BEFORE
    quillbox = found.standings[1]
    assert (quillbox.candidate.name, quillbox.eligible) == ("Quillbox", Eligible.UNKNOWN)
    assert [reason[:2] for reason in quillbox.reasons if reason.startswith("K")] == ["K2", "K3"]
    assert verdict(quillbox, found) == "would need 2.6 on average"
    assert where_it_stands(found) == "Docket Otter leads, not settled"
    assert next_step(found, shown.people.values(), DEMO_DAY) == (
        "next: SE Security, privacy and the way out of Quillbox, 30 min, before the trial charges in 2 d"
    )


def test_after_the_check_it_is_a_tie_that_the_cheaper_one_takes(desk: Workspace) -> None:
    found = sheet(desk, "Receipt").found
    assert where_it_stands(found) == "tie: Docket Otter costs less"
    out = found.standings[2]
    assert (out.candidate.name, out.eligible) == ("Scanthrush", Eligible.NO)
    assert [reason[:2] for reason in out.reasons] == ["K3", "K4", "SE"]


def test_what_naive_sums_would_say_is_none_of_the_scores(desk: Workspace) -> None:
    zero_filled = {"Ines Carvalho": 2.85, "Niamh Doyle": 4.25, "Bluebell Assist": 3.35}
    for each in sheet(desk, "Client").found.standings:
        zeros = float(each.points) / each.weight
        assert round(zeros, 2) == zero_filled[each.candidate.name]
        assert each.missing == () or each.low > zeros


def test_what_the_work_does_not_need_counts_for_no_copywriter(desk: Workspace) -> None:
    found = sheet(desk, "Copy").found
    assert [each.weight for each in found.standings] == [85, 85]
    gone = next(each for each in role_called(desk, "Copy").criteria if not each.applies)
    assert (gone.code, gone.not_applicable) == ("DH", "The work needs no facts of clients.")


def test_each_search_ended_with_somebody_who_works_here(desk: Workspace) -> None:
    assert {role.state for role in desk.roles} == {RoleState.FILLED}
    helpers = {helper.uid: helper.name for helper in desk.helpers}
    engaged = {each.name: helpers[each.helper] for each in desk.candidates if each.helper}
    assert engaged == {name: name for name in ("Niamh Doyle", "Hana Sato", "Docket Otter")}
    assert sum(helper.archived is None for helper in desk.helpers) == 5
    found = {each.helper for each in desk.candidates if each.helper}
    assert found <= {each.helper for each in desk.checklists}
    papers = [paper for paper in desk.agreements if paper.candidate]
    assert {paper.state(DEMO_DAY) for paper in papers} == {AgreementState.IN_FORCE}


def test_only_one_candidate_is_still_to_be_told(desk: Workspace) -> None:
    assert [each.name for each in desk.candidates if each.must_hear] == ["Ruairí Keane"]
    ruairi = called(desk, "Ruairí")
    assert "Hello Ruairí" in message(ruairi, role_called(desk, "Copy"), desk.business)
    ines = called(desk, "Ines").outcome
    assert ines is not None
    assert (ines.ending, f"{ines.consent_until}") == (Ending.POOL, "2027-04-24")


def test_silence_is_on_record_and_no_low_mark(desk: Workspace) -> None:
    states = {each.name: [one.state for one in each.references] for each in desk.candidates}
    assert states["Ines Carvalho"] == [ReferenceState.NO_ANSWER] * 2
    assert states["Hana Sato"] == [ReferenceState.ANSWERED, ReferenceState.ASKED]
    assert "RE" in [cell.criterion.code for cell in sheet(desk, "Client").found.standings[2].missing]


def test_what_was_missing_for_a_step_is_on_record_with_its_reason(desk: Workspace) -> None:
    for name in ("Ines", "Niamh"):
        step = next(move for move in called(desk, name).moves if move.target is Stage.PAID_TRIAL)
        assert step.missing == ("a confidentiality agreement in force",)
        assert step.reason


def test_every_rating_says_what_it_rests_on_and_none_is_weaker_than_its_method(desk: Workspace) -> None:
    roles = {role.uid: role for role in desk.roles}
    for each in desk.candidates:
        for rating in each.weighed(roles[each.role]):
            assert rating.submitted is not None
            assert not rating.weakened
            assert rating.strength > Strength.NONE
            assert rating.at <= at(0)


def test_the_decision_keeps_the_scores_and_what_has_come_of_it(desk: Workspace) -> None:
    past = sheet(desk, "Client").past
    assert past is not None
    assert past.chosen is not None
    assert (past.chosen.name, f"{past.chosen.known:.2f}") == ("Niamh Doyle", "4.25")
    assert [kept.name for kept in past.choice.scores] == list(PRINTED["Client-admin VA"])
    assert afterwards_line(past, DEMO_DAY) == (
        "18 of 90 days: 0 cards done, 0 came back, 4 in hand; look back on Thu 23 Jul"
    )


def test_sources_show_what_they_have_brought(desk: Workspace) -> None:
    found = {
        each.source: (each.candidates, each.engaged, each.cost)
        for each in source_yields(desk.roles, desk.candidates, desk.helpers, now=at(0), today=DEMO_DAY)
    }
    assert found["FinCopy"] == (1, 1, 35_00)
    assert found["Upwork"] == (1, 0, None)
    assert found["referral"] == (1, 1, None)


def test_the_file_is_sound(demo: Path, tmp_path: Path) -> None:
    assert check(copied(demo, tmp_path)).sound
