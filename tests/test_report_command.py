"""`deskhand report`: the same figures as text, Markdown, JSON, a table and a page that needs nothing else."""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import html5lib
import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from rich.cells import cell_len
from test_hostile_text import PAYLOADS, commands, fill

from models.board import Card, Column
from models.business import Business
from models.report import audit_report, week_report
from store import Workspace
from store.demo import make_demo
from tui.__main__ import command_line
from tui.report_data import report_csv, report_document
from tui.report_page import report_page
from tui.report_text import report_markdown, report_text
from tui.reporting import report_facts

Run = Callable[..., Result]
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture
def deskhand(path: Path) -> Run:
    def run(*args: str) -> Result:
        return CliRunner().invoke(command_line, ["--file", str(path), "--on", "2026-05-12", *args])

    return run


def section(text: str, title: str) -> str:
    """Returns a part of a report in text."""
    return text.partition(f"\n{title.upper()}\n")[2].partition("\n\n\n")[0]


# As text


def test_without_more_it_is_the_last_week_that_is_over(deskhand: Run) -> None:
    text = deskhand("report").stdout
    assert text.splitlines()[0] == "Week Mon 4 – Sun 10 May 2026 · Fern & Tally Bookkeeping"
    assert deskhand("report", "--week", "2026-05-07").stdout == text


def test_no_line_is_wider_than_eighty_characters_nor_than_the_page(deskhand: Run, path: Path) -> None:
    for option in ((), ("--audit",), ("--week", "2026-05-12")):
        assert max(map(cell_len, deskhand("report", *option).stdout.splitlines())) <= 80
    with Workspace.open(path) as desk:
        facts = report_facts(desk, now=datetime(2026, 5, 12, 9, tzinfo=UTC), zone=ZoneInfo("UTC"))
        for width in (30, 37, 57, 80, 120):
            lines = report_text(audit_report(facts), desk.business, width)
            assert max(map(cell_len, lines)) <= width, width


def test_missing_figures_are_a_dash_and_said_to_be_missing(deskhand: Run) -> None:
    text = deskhand("report").stdout
    assert "Nothing is logged in these days, so nothing is known of the time." in text
    (niamh,) = (line for line in text.splitlines() if line.startswith("Niamh Doyle"))
    assert niamh.split() == ["Niamh", "Doyle", "3/3", "0", "–", "–", "7", "h", "30", "11", "h", "–", "0"]


def test_the_hours_won_back_stand_beside_what_they_cost_and_where_they_went(deskhand: Run) -> None:
    text = deskhand("report").stdout
    assert "5 h 06 won back of 10 h 24 forecast (49.0 %).\nPaid for that help: €122.\n" in text
    assert "It pays when 47.8 % of those hours earn your rate; 58.8 % did." in text
    assert re.search(r"^billable +3 h  █{30}$", text, re.MULTILINE)
    assert re.search(r"^Receipt data entry +1 h 48 +5 h 42 +€11 +time log$", text, re.MULTILINE)


def test_who_is_over_the_limit_is_listed(deskhand: Run) -> None:
    running = deskhand("report", "--week", "2026-05-12").stdout
    assert "Over the limit: Niamh Doyle with 4 of 3 in Doing ▲." in running
    assert "Nobody was over the limit at the end of a day." in deskhand("report").stdout


def test_a_column_over_its_limit_is_listed(desk: Workspace) -> None:
    with desk.transaction("Fill"):
        desk.settings.put(Business(column_limits={Column.READY: 1, Column.DOING: 2}))
        desk.cards.put_all([Card.of(title="A", column=column) for column in 2 * [Column.READY, Column.DOING]])
    report = week_report(report_facts(desk, now=NOW, zone=ZoneInfo("UTC")), NOW.date())
    assert "Over its limit at the end: Ready with 2 of 1 ▲." in report_text(report, desk.business)


def test_the_audit_tells_the_hours_that_were_logged_and_where_they_jam(deskhand: Run) -> None:
    text = deskhand("report", "--audit").stdout
    assert "155.5 h logged of 160.0 h expected (97.2 %)." in text
    assert "Each owner: OB 81.0 h and TW 74.5 h." in text
    assert re.search(r"^core +91\.5 h +58\.8 %", text, re.MULTILINE)
    assert "Chase missing receipts: 7.1 % of logged time, stress 4.2 and delayed or blocked" in text


def test_the_cumulative_flow_is_drawn_in_letters(deskhand: Run) -> None:
    text = deskhand("report").stdout
    assert " i Inbox 0  b Brief 1  r Ready 4  o Doing 6  v Review 1  d Done 1\n" in text
    assert "27 Apr           done since then · a line is 2 cards            10 May" in text


def test_in_ascii_it_has_no_other_character(deskhand: Run, path: Path) -> None:
    plain = CliRunner().invoke(command_line, ["--ascii", "--file", str(path), "--on", "2026-05-12", "report"])
    assert plain.stdout.isascii()
    assert max(map(len, plain.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    "said", [("report",), ("report", "--html", "-"), ("export", "ics"), ("restore", "--list")]
)
def test_no_screen_is_loaded_for_it(path: Path, said: tuple[str, ...]) -> None:
    asked = [sys.executable, "-X", "importtime", "-m", "tui", "--file", str(path), *said]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not {name for name in loaded if name.startswith("textual")}


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (("--week", "2026-05-12", "--audit"), "Say --week or --audit, not both"),
        (("--json", "--csv"), "Say one of --json, --markdown, --csv and --html."),
        (("--week", "monday"), "“monday” is no date: write it like 2026-05-12."),
    ],
)
def test_what_cannot_be_both_is_refused(deskhand: Run, said: tuple[str, ...], refusal: str) -> None:
    result = deskhand("report", *said)
    assert (result.exit_code, refusal in result.stderr) == (2, True)


def test_a_week_to_come_is_refused_in_a_sentence(deskhand: Run) -> None:
    result = deskhand("report", "--week", "2026-06-01")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "has not begun" in result.stderr


# For programs

SHAPE = {
    "": ("kind from to over currency time bottlenecks won_back helpers over_limit flow sources"),
    "time": "logged_hours expected_hours coverage hours_before tracked_days too_early provisional owners"
    " categories activities",
    "time owners": "initials hours",
    "time categories": "category hours share",
    "time activities": "number name category hours share stress flags",
    "bottlenecks": "number name reasons weighted_hours_per_week",
    "won_back": "minutes forecast_minutes paid paid_in_all not_measured not_forecast minutes_with_forecast"
    " cost_not_known billable_minutes growth_minutes"
    " rest_minutes unplanned_minutes break_even_refill refill activities",
    "won_back activities": "week number name helper minutes forecast_minutes paid measured_by",
    "helpers": "number name kind doing most_doing limit finished minutes paid worked_minutes"
    " agreed_minutes_per_week talks_held talks_missed talks_open looks milestones_paid",
    "over_limit": "name doing limit",
    "flow": "made finished figures_from figures_to everything by_helper by_tag waiting days",
    "flow everything": "done lead cycle wait",
    "flow everything lead": "n median_days usual_days",
    "flow by_helper": "name done lead cycle wait",
    "flow by_tag": "name done lead cycle wait",
    "flow waiting": "week for_us for_helpers",
    "flow waiting for_us": "n minutes",
    "flow days": "date inbox brief ready doing review done",
    "sources": "source candidates qualified engaged stayed stayed_known_of postings_cost cost_per_qualified",
}
"""The names of the fields, which scripts go by."""


def test_the_names_of_the_json_are_settled(deskhand: Run) -> None:
    found: dict[str, str] = {}
    for option in ((), ("--audit",), ("--week", "2026-05-12")):
        document = json.loads(deskhand("report", "--json", *option).stdout)
        found |= {where: " ".join(names) for where, names in shapes(document, "")}
    assert {where: found.get(where) for where in SHAPE} == SHAPE


def shapes(value: Any, where: str) -> list[tuple[str, list[str]]]:
    """Returns the field names of every object in a document."""
    if isinstance(value, list):
        return shapes(value[0], where) if value else []
    if not isinstance(value, dict):
        return []
    inner = [each for name, one in value.items() for each in shapes(one, f"{where} {name}".strip())]
    return [(where, list(value)), *inner]


def test_what_is_not_known_is_null_and_never_zero(deskhand: Run) -> None:
    week = json.loads(deskhand("report", "--json").stdout)
    assert (week["time"]["logged_hours"], week["time"]["expected_hours"]) == (None, None)
    niamh, hana = week["helpers"][:2]
    assert (niamh["minutes"], niamh["paid"]) == (None, None)
    assert (hana["minutes"], hana["paid"]) == (54, 63.0)
    running = json.loads(deskhand("report", "--json", "--week", "2026-05-12").stdout)
    assert running["over_limit"] == [{"name": "Niamh Doyle", "doing": 4, "limit": 3}]
    assert running["won_back"]["minutes"] is None


def test_the_table_holds_every_figure_of_the_json(deskhand: Run) -> None:
    document = json.loads(deskhand("report", "--json").stdout)
    rows = list(csv.reader(StringIO(deskhand("report", "--csv").stdout)))
    assert rows[0] == ["of", "name", "figure", "value"]
    assert all(len(row) == 4 for row in rows)
    told = {(of, name, figure): value for of, name, figure, value in rows}
    assert len(told) == len(rows)
    assert told["report", "", "from"] == document["from"]
    assert told["won_back", "", "minutes"] == "306"
    assert told["won_back activities", "Website fixes", "paid"] == "48.0"
    assert told["flow days", "2026-05-10", "doing"] == str(document["flow"]["days"][-1]["doing"])
    assert told["flow by_tag", "website", "lead n"] == "1"
    assert told["helpers", "Niamh Doyle", "minutes"] == ""


# As Markdown and as a page


def test_markdown_has_the_same_parts_and_sentences(deskhand: Run) -> None:
    text, markdown = deskhand("report").stdout, deskhand("report", "--markdown").stdout
    assert markdown.startswith("# Week Mon 4 – Sun 10 May 2026")
    heads = [line[3:].upper() for line in markdown.splitlines() if line.startswith("## ")]
    assert [line for line in text.splitlines() if line.isupper()] == heads
    assert "- Paid for that help: €122.\n" in markdown
    assert "| Website fixes | 2 h 24 | 2 h 12 | €48 | time log |" in markdown


PAGE = {"html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "p", "div"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
ELEMENTS = PAGE | TABLE | {"svg", "rect", "desc", "line", "text", "polygon"}
"""All that a page is made of."""
OUTSIDE = r"<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bhref=|https?:|\son\w+="
"""What would ask the network for something, or run."""


def strictly(page: str) -> Any:
    return html5lib.HTMLParser(strict=True).parse(page)


def test_the_page_is_valid_and_holds_all_it_needs(deskhand: Run, tmp_path: Path) -> None:
    for n, option in enumerate(((), ("--audit",), ("--week", "2026-05-12"))):
        out = tmp_path / f"{n}.html"
        assert deskhand("report", "--html", str(out), *option).stdout == f"Written to {out}.\n"
        page = out.read_text("utf-8")
        strictly(page)
        assert not re.search(
            r"<script|<link|<img|<iframe|@import|url\(|\bsrc=|\bhref=|https?:|\son\w+=", page
        )
        assert "default-src 'none'" in page
        assert "size: A4" in page
        assert len(page) < 40_000
        assert out.stat().st_mode & 0o777 == 0o600


def test_every_chart_of_the_page_says_in_words_what_it_shows(deskhand: Run) -> None:
    page = deskhand("report", "--html", "-").stdout
    assert '<title id="flow-t">Cards in each column, 27 Apr to 10 May</title>' in page
    assert "On the last day: Inbox 0, Brief 1, Ready 4, Doing 6, Review 1, Done 1." in page
    assert '<th scope="row">Sun 10 May</th><td>0</td><td>1</td><td>4</td><td>6</td>' in page
    assert '<th scope="row">billable</th><td>3 h</td>' in page


def test_no_candidate_is_named_in_any_form(deskhand: Run, path: Path) -> None:
    with Workspace.open(path) as desk:
        engaged = {each.name for each in desk.helpers}
        names = {each.name for each in desk.candidates} - engaged
    assert names
    for option in ("--json", "--csv", "--markdown", "--html=-"):
        printed = deskhand("report", option).stdout
        assert not [name for name in names if name in printed], option


def test_a_page_is_not_written_over_a_file_that_is_there(deskhand: Run, tmp_path: Path) -> None:
    out = tmp_path / "mine.html"
    out.write_text("mine")
    refused = deskhand("report", "--html", str(out))
    assert (refused.exit_code, out.read_text()) == (1, "mine")
    assert deskhand("report", "--html", str(out), "--force").exit_code == 0


# Text that attacks


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text_in_every_form(desk: Workspace, payload: str) -> None:
    fill(desk, PAYLOADS[payload])
    report = week_report(report_facts(desk, now=NOW, zone=ZoneInfo("UTC")), NOW.date())
    business = desk.business
    texts = [
        "\n".join(report_text(report, business)),
        report_markdown(report, business),
        report_csv(report, business),
        json.dumps(report_document(report, business), ensure_ascii=False),
        report_page(report, business),
    ]
    assert [commands(text) for text in texts] == [[]] * len(texts)
    assert max(map(cell_len, texts[0].splitlines())) <= 80


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><svg onload=x>', "</title><b>", "&lt;", "]]>"]
)
def test_markup_in_a_name_is_text_on_the_page(desk: Workspace, text: str) -> None:
    fill(desk, text)
    report = week_report(report_facts(desk, now=NOW, zone=ZoneInfo("UTC")), NOW.date())
    tree = strictly(report_page(report, desk.business))
    names = {element.tag.rpartition("}")[2] for element in tree.iter() if isinstance(element.tag, str)}
    assert names <= ELEMENTS
    assert text in "".join(tree.itertext())


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_of_the_table_is_a_formula(desk: Workspace, sign: str) -> None:
    fill(desk, f"{sign}1+1")
    report = week_report(report_facts(desk, now=NOW, zone=ZoneInfo("UTC")), NOW.date())
    cells = [cell for row in csv.reader(StringIO(report_csv(report, desk.business))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(sign)]
    assert [cell for cell in cells if cell.startswith(f"'{sign}")]


def test_an_empty_workspace_has_a_report_too(desk: Workspace) -> None:
    report = week_report(report_facts(desk, now=NOW, zone=ZoneInfo("UTC")), NOW.date())
    text = "\n".join(report_text(report, desk.business))
    assert "Nobody helps yet." in text
    assert "No candidate has come from anywhere yet." in text
    strictly(report_page(report, desk.business))
    json.dumps(report_document(report, desk.business))
