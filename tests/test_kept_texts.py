"""Texts kept outside the workspace: those about somebody who is erased go, and all others stay."""

from pathlib import Path

import pytest

from models.mentions import Names
from tui import drafts
from tui.drafts import Draft
from tui.kept_texts import forget


@pytest.fixture
def state(state: Path) -> Path:
    for name in ("drafts", "hand-off"):
        (state / name).mkdir(parents=True)
    return state


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def keep(file: Path, text: str, uid: str = "") -> Path:
    now = "2026-11-23T10:00:00+00:00"
    return drafts.keep(Draft(now, str(file), "board", [], [uid], "add", [], "New card", {"": text}), "ob")


def forgotten(file: Path, *names: str) -> int:
    return forget(file, Names.of(names), {"uid1"}, {"P4"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("José Díaz", "Call jose diaz"),
        ("Jose Diaz", "Call José DI\u0301AZ"),
        ("Niamh Doyle", "Doyle, Niamh rang"),
        ("Niamh Doyle", "Niamh  Doyle rang"),
        ("Niamh Doyle", 'said:\t"Niamh\nDoyle"'),
        ("Ann", "Ask Ann"),
    ],
)
def test_a_draft_that_says_the_name_in_any_way_goes(state: Path, file: Path, name: str, text: str) -> None:
    path = keep(file, text)
    assert forgotten(file, name) == 1
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "text"), [("Ann", "The annual report"), ("", "Post"), ("Niamh Doyle", "N.")]
)
def test_a_draft_that_only_holds_the_letters_of_the_name_stays(
    state: Path, file: Path, name: str, text: str
) -> None:
    path = keep(file, text)
    assert forgotten(file, name) == 0
    assert path.exists()


def test_a_draft_on_a_record_of_the_person_goes_whatever_it_says(state: Path, file: Path) -> None:
    keep(file, "rates 40 an hour", uid="uid1")
    other = keep(file, "rates 40 an hour", uid="uid12")
    assert forgotten(file, "Niamh Doyle") == 1
    assert other.exists()


def test_a_draft_of_another_workspace_stays_also_one_that_was_set_aside(state: Path, file: Path) -> None:
    here, there = keep(file, "Niamh Doyle"), keep(file.with_name("other.json"), "Niamh Doyle")
    here, there = (path.rename(path.with_suffix(".kept")) for path in (here, there))
    assert forgotten(file, "Niamh Doyle") == 1
    assert [here.exists(), there.exists()] == [False, True]


def test_the_text_of_an_editor_and_half_a_draft_go_only_with_the_whole_name(state: Path, file: Path) -> None:
    for name, text in {
        "draft-1.md": "Outcome: NIAMH DOYLE is paid",
        "draft-2.md": "Outcome: Doyle Ltd is paid",
        "a-b.new": '{"text": {"": "one\\nNiamh Doyle',
    }.items():
        (state / "drafts" / name).write_text(text)
    assert forgotten(file, "Niamh Doyle") == 2
    assert [path.name for path in (state / "drafts").iterdir()] == ["draft-2.md"]


def test_copies_go_that_may_mean_the_person_or_are_named_for_a_record(state: Path, file: Path) -> None:
    for name, text in {
        "hand-off/P4.md": "Dear Zoë, we have decided",
        "hand-off/C1.md": "Hi Niamh, the outcome is",
        "hand-off/C14.md": "Hi Tom, the outcome is",
        "flow.csv": "helper,Niamh Doyle,3",
        "fault-1.txt": "name='Niamh Doyle'",
        "workspace.json": "Niamh Doyle",
    }.items():
        (state / name).write_text(text)
    assert forgotten(file, "Niamh Doyle") == 4
    left = sorted(str(path.relative_to(state)) for path in state.rglob("*") if path.is_file())
    assert left == ["hand-off/C14.md", "workspace.json"]
