"""What Deskhand brings along is sound, complete, and reaches those who install it."""

from importlib.resources import files

import pytest

from models.brief import DataClass
from models.helpers import HelperKind
from models.role_parts import Scorecard
from store import library


def shipped(kind: HelperKind) -> Scorecard:
    return Scorecard.read(library.scorecard(kind))


@pytest.mark.parametrize("kind", HelperKind)
def test_every_kind_of_help_has_a_scorecard_that_can_be_used_as_it_is(kind: HelperKind) -> None:
    card = shipped(kind)
    assert sum(criterion.weight for criterion in card.criteria) == 100
    assert all(criterion.check for criterion in card.criteria)
    assert {value for criterion in card.criteria for value, _ in criterion.anchors.lines()} >= {1, 3, 5}


def test_people_are_held_against_six_criteria_with_the_weights_and_bars_of_the_study() -> None:
    card = shipped(HelperKind.ASSISTANT)
    assert [(each.code, each.weight, each.bar) for each in card.criteria] == [
        ("SK", 25, 3), ("UB", 10, None), ("RE", 20, 3), ("CO", 20, 3), ("DH", 15, 3), ("AV", 10, None),
    ]  # fmt: skip
    assert [each.bar_from for each in card.criteria if each.bar_from] == [DataClass.CLIENT]
    assert [each.code for each in card.knock_outs] == ["KO1", "KO2", "KO3", "KO4", "KO5"]


def test_software_is_held_against_seven_criteria_with_the_weights_and_bars_of_the_study() -> None:
    card = shipped(HelperKind.SOFTWARE)
    assert [(each.code, each.weight, each.bar) for each in card.criteria] == [
        ("FT", 25, 3), ("US", 15, None), ("IN", 15, 3), ("SC", 10, None), ("SU", 10, None), ("EV", 10, None),
        ("SE", 15, 3),
    ]  # fmt: skip
    assert [each.code for each in card.knock_outs] == ["K1", "K2", "K3", "K4", "K5", "K6"]
    assert not card.questions


def test_the_six_interview_questions_cover_every_criterion_once() -> None:
    card = shipped(HelperKind.FREELANCER)
    assert [question.criterion for question in card.questions] == [
        criterion.key for criterion in card.criteria
    ]


def test_two_roles_share_no_keys() -> None:
    keys = [criterion.key for _ in range(2) for criterion in shipped(HelperKind.AGENCY).criteria]
    assert len(set(keys)) == len(keys)


def test_referees_are_all_asked_the_same() -> None:
    script = library.reference_script()
    assert len(script) == 6
    assert all(question.strip().endswith("?") or question.endswith(".") for question in script)


def test_the_data_files_lie_beside_the_code_that_reads_them() -> None:
    names = {each.name for each in files("store.library").iterdir() if each.name.endswith(".toml")}
    assert {"people.toml", "software.toml", "reference.toml"} <= names
