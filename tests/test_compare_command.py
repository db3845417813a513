"""`deskhand compare`, and the comparison as Markdown: what the screen shows, for scripts and readers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from searches import BEFORE, PRINTED, called, copied, take_back_the_checks, write_everywhere
from test_hostile_text import PAYLOADS, commands

from store import Workspace
from store.demo import make_demo
from store.demo_calendar import at
from tui.__main__ import command_line

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    return copied(demo, tmp_path)


@pytest.fixture
def deskhand(path: Path) -> Run:
    def run(*args: str) -> Result:
        return CliRunner().invoke(command_line, ["--file", str(path), "--on", "2026-05-12", *args])

    return run


def digits(each: dict[str, float]) -> str:
    return (
        f"{each['known']:.2f} {each['low']:.2f}–{each['high']:.2f} {each['coverage'] * 100:.0f} %"
        f" {each['confidence']:.2f}"
    )


def without_the_word(printed: dict[str, str]) -> dict[str, str]:
    return {name: text.rpartition(" ")[0] for name, text in printed.items()}


@pytest.mark.parametrize(("said", "title"), [("R1", 0), ("copy", 1), ("3", 2)])
def test_the_figures_are_those_printed_under_their_settled_names(
    deskhand: Run, said: str, title: int
) -> None:
    role = list(PRINTED)[title]
    found = json.loads(deskhand("compare", said, "--json").stdout)
    assert list(found) == ["role", "number", "settled", "tie", "leader", "candidates", "next_check"]
    assert (found["role"], found["number"]) == (role, title + 1)
    assert {each["name"]: digits(each) for each in found["candidates"]} == without_the_word(PRINTED[role])
    assert found["leader"] == next(iter(PRINTED[role]))
    first = found["candidates"][0]
    assert list(first) == [
        *("number", "name", "eligible", "reasons", "known", "low", "high", "coverage", "confidence"),
        *("flip_point", "criteria"),
    ]
    assert list(first["criteria"][0]) == ["code", "name", "weight", "rating", "spread", "strength"]


def test_a_settled_search_has_no_next_check_and_says_why_others_are_open(deskhand: Run) -> None:
    found = json.loads(deskhand("compare", "client", "--json").stdout)
    assert (found["settled"], found["tie"], found["next_check"]) == (True, False, None)
    niamh, bluebell, ines = found["candidates"]
    assert [each["flip_point"] for each in (niamh, bluebell, ines)] == [None, 5.97, 6.98]
    assert [each["eligible"] for each in (niamh, bluebell, ines)] == ["yes", "unknown", "unknown"]
    assert bluebell["reasons"][1] == "DH Data handling and confidentiality: not rated yet, its bar is 3"
    split = next(each for each in ines["criteria"] if each["code"] == "CO")
    assert split == {
        "code": "CO",
        "name": "Communication, clear and prompt",
        "weight": 20,
        "rating": 3.0,
        "spread": 2,
        "strength": 1.0,
    }
    assert next(each for each in bluebell["criteria"] if each["code"] == "DH")["rating"] is None


def test_an_open_search_names_the_check_that_matters(deskhand: Run, path: Path) -> None:
    with Workspace.open(path, now=lambda: at(0)) as desk:
        take_back_the_checks(desk)
    found = json.loads(deskhand("compare", "receipt", "--json").stdout)
    assert {each["name"]: digits(each) for each in found["candidates"]} == without_the_word(BEFORE)
    assert (found["settled"], found["tie"], found["leader"]) == (False, False, "Docket Otter")
    assert found["next_check"] == {"candidate": "Quillbox", "criterion": "SE", "minutes": 30}
    quillbox = found["candidates"][1]
    assert (quillbox["name"], round(quillbox["flip_point"], 1)) == ("Quillbox", 2.6)
    text = deskhand("compare", "receipt").output
    assert "Docket Otter leads, not settled." in text
    assert "Next: SE Security, privacy and the way out of Quillbox, 30 min" in text


def test_a_tie_is_one_and_whoever_failed_stays_with_the_reasons(deskhand: Run) -> None:
    found = json.loads(deskhand("compare", "receipt", "--json").stdout)
    assert (found["settled"], found["tie"], found["leader"]) == (False, True, "Docket Otter")
    out = found["candidates"][2]
    assert (out["name"], out["eligible"], len(out["reasons"])) == ("Scanthrush", "no", 3)


@pytest.mark.parametrize("title", PRINTED)
def test_the_text_says_every_figure_with_its_words(deskhand: Run, title: str) -> None:
    output = deskhand("compare", *title.split()).output
    lines = {line.split("  ")[0]: line for line in output.splitlines()}
    for label, place in (("known score", 0), ("worst to best", 1)):
        for printed in PRINTED[title].values():
            assert printed.split(" ")[place] in lines[label]
    assert "Skill at this kind of work" in output or "Fit, on a script of our own tasks" in output
    assert "decision: " in output


def test_ascii_is_all_there_is_where_it_is_asked_for(path: Path) -> None:
    output = CliRunner().invoke(
        command_line, ["--file", str(path), "--on", "2026-05-12", "--ascii", "compare", "R1"]
    )
    assert output.exit_code == 0
    assert output.output.isascii()


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (("compare", "tax"), 1, "“tax” is no role: say one of R1 Client-admin VA, R2 Copy"),
        (("compare", "c"), 1, "“c” could be R1 Client-admin VA, R2 Copywriter for newsletter and posts: say"),
        (("compare",), 2, "Missing argument"),
        (("export", "csv", "--role", "R1"), 2, "--role goes with markdown"),
        (("export", "markdown", "--role", "R1", "--card", "C1"), 2, "not both"),
        (("export", "markdown", "--role", "R9"), 1, "“R9” is no role"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    deskhand: Run, args: tuple[str, ...], code: int, says: str
) -> None:
    result = deskhand(*args)
    assert result.exit_code == code
    assert says in result.output
    assert "Traceback" not in result.output


def test_a_file_without_roles_says_where_they_begin(tmp_path: Path) -> None:
    call = ["--file", str(tmp_path / "new.json")]
    CliRunner().invoke(command_line, [*call, "add", "Order toner"])
    result = CliRunner().invoke(command_line, [*call, "compare", "R1"])
    assert (result.exit_code, result.output.strip()) == (
        1,
        "There is no role yet: begin one on the vetting screen.",
    )


def test_a_role_without_candidates_is_no_error(deskhand: Run, path: Path) -> None:
    with Workspace.open(path, now=lambda: at(0)) as desk, desk.transaction("Clear"):
        for each in desk.candidates:
            desk.candidates.put(each.but(archived=at(0)))
    found = json.loads(deskhand("compare", "R1", "--json").stdout)
    assert (found["candidates"], found["leader"], found["next_check"]) == ([], None, None)
    assert "No candidate yet." in deskhand("compare", "R1").output
    assert "# R1 " in deskhand("export", "markdown", "--role", "R1").output


# Markdown


def test_the_markdown_holds_the_table_the_sums_and_the_evidence(deskhand: Run, path: Path) -> None:
    text = deskhand("export", "markdown", "--role", "client").output
    assert "| known score | 4.25 | 3.94 | 3.56 |" in text
    assert "| flip point | – | 5.97 cannot | 6.98 cannot |" in text
    assert "- Worst: (285.00 + 20 × 1) ÷ 100 = 3.05" in text
    assert "  - TW: 2 by paid trial: Two replies in the trial took 26 and 31 hours." in text
    assert "- Because: She is sure of the highest score, and her referees gave examples." in text
    assert "- Then: Ines Carvalho: 3.56, 3.05–3.85, 80 % rated, confidence 0.67" in text
    assert "- What happened: 18 of 90 days" in text


def test_markup_in_a_name_stays_text_in_the_markdown(deskhand: Run, path: Path) -> None:
    with Workspace.open(path, now=lambda: at(0)) as desk, desk.transaction("Rename"):
        desk.candidates.put(called(desk, "Ines").but(name="Ines | [x](y) <b>`z`"))
    text = deskhand("export", "markdown", "--role", "client").output
    assert r"Ines \| \[x\](y) \<b\>\`z\`" in text
    row = next(line for line in text.splitlines() if line.startswith("| known"))
    assert row.count("|") == 5


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_anybody_commands_the_terminal(deskhand: Run, path: Path, payload: str) -> None:
    with Workspace.open(path, now=lambda: at(0)) as desk:
        write_everywhere(desk, "Client", PAYLOADS[payload])
    for arguments in (("compare", "R1"), ("compare", "R1", "--json"), ("export", "markdown", "--role", "R1")):
        result = deskhand(*arguments)
        assert result.exit_code == 0, result.output
        assert commands(result.output) == []
    assert json.loads(deskhand("compare", "R1", "--json").stdout)["candidates"][0]["name"]


def test_the_markdown_goes_into_a_file_once(deskhand: Run, tmp_path: Path) -> None:
    out = tmp_path / "comparison.md"
    assert deskhand("export", "markdown", "--role", "client", "--out", str(out)).exit_code == 0
    assert out.read_text("utf-8").startswith("# R1 Client-admin VA")
    assert "is there already" in deskhand("export", "markdown", "--role", "client", "--out", str(out)).output
