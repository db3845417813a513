"""Today on the demo business: the fourteen lines of 12 May, what a day changes, and `deskhand today`."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from rich.cells import cell_len
from searches import copied
from test_hostile_text import PAYLOADS, commands
from todays import lines

from models.board import Card, Column
from models.desk import Desk
from models.today import compact, divided, every_line
from models.today_coming import next_thing
from models.today_line import CLASSES, Deed, Line
from models.today_record import OnRecord
from store import Workspace
from store.demo import DEMO_DAY, make_demo
from store.demo_calendar import ORLA, TOMASZ, at
from tui import today_words
from tui.__main__ import command_line
from tui.on_record import desk_of, on_record

ZONE = ZoneInfo("Europe/Dublin")
Run = Callable[..., Result]
Key = tuple[str, str]

A1, A2 = ("A1", "Cormac Reilly"), ("A2", "Webhost login")
B1, B3 = ("B1", "Quillbox"), ("B3", "Lorcan Bell")
PAPER, FEED = ("C1", "Niamh Doyle"), ("C1", "Docket Otter")
COPY, NEWSLETTER, RUAIRI = ("C2", "Booking-page copy"), ("C3", "Newsletter May"), ("C5", "Ruairí Keane")
NIAMHS_LIST, OTTERS_LIST = ("D2", "Niamh Doyle"), ("D2", "Docket Otter")
REFERENCE, LOAD, PAGE = ("D3", "Hana Sato"), ("E1", "Niamh Doyle"), ("F1", "Booking page load")
FOURTEEN = [
    *(A1, A2, B1, B3, PAPER, FEED, COPY),
    *(NEWSLETTER, RUAIRI, NIAMHS_LIST, OTTERS_LIST, REFERENCE, LOAD, PAGE),
]
"""The lines of 12 May for Orla Brennan, in order; `domain.md` §7.5."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    return path


@pytest.fixture(scope="module")
def desk(demo: Path) -> Iterator[Workspace]:
    with Workspace.open(demo) as desk:
        yield desk


@pytest.fixture
def deskhand(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("DESKHAND_DEBUG", "1")
    path = copied(demo, tmp_path)

    def run(*args: str, on: str = "2026-05-12", who: str = "OB") -> Result:
        return CliRunner().invoke(command_line, ["--file", str(path), "--as", who, "--on", on, *args])

    return run


def record(desk: Workspace, day: date = DEMO_DAY, owner: str = ORLA) -> OnRecord:
    now = datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZONE)
    return on_record(desk, owner=owner, now=now, zone=ZONE)


def found(desk: Workspace, day: date = DEMO_DAY, owner: str = ORLA) -> dict[Key, Line]:
    return {(line.rule.value, line.subject): line for line in lines(record(desk, day, owner))}


def says(line: Line, day: date = DEMO_DAY) -> str:
    return today_words.text(line, day, "EUR")


# ---------------------------------------------------------------------- the day


def test_the_demo_has_exactly_its_fourteen_lines_in_order(desk: Workspace) -> None:
    assert list(found(desk)) == FOURTEEN
    assert len(lines(record(desk))) == len(FOURTEEN)


def test_each_line_says_what_and_why_now(desk: Workspace) -> None:
    assert [says(line) for line in lines(record(desk))] == [
        "Slate CMS admin still open, ended 19 d ago",
        "shared secret not changed since Thu 23 Apr",
        "charges €69 on Thu 14 May; declined",
        "NDA ends Sat 6 Jun (25 d); 2 accesses depend on it",
        "DPA not countersigned: blocks 2 accesses, 3 cards, 1 item; due Thu 30 Apr",
        "Bank feed waits 4 d for Tomasz's approval",
        "has waited for you 6 d (Hana): a word on the tone",
        "in Review for 8 d, usual 2 d (Hana)",
        "not told, decided Tue 21 Apr (14 work days)",
        "overdue since Fri 8 May, 2 more: Steps of the first task rewritten by the helper so that a stranger"
        " could follow them",
        "due today: One real task done unaided by everybody who will use it",
        "reference of Kenji Ito silent 29 d: close as no answer?",
        "4 in Doing, limit 3",
        "no number for 19 d (Lorcan)",
    ]


def test_each_line_names_the_deed_that_settles_it(desk: Workspace) -> None:
    assert [line.deed for line in lines(record(desk))] == [
        *(Deed.REVOKE, Deed.ROTATE, Deed.CANCEL, Deed.RENEW, Deed.COUNTERSIGN, Deed.SIGN_ITEM),
        *(Deed.OPEN_CARD, Deed.OPEN_CARD, Deed.TELL, Deed.TICK, Deed.TICK, Deed.CLOSE_REFERENCE),
        *(Deed.LIGHTEN, Deed.MEASURE),
    ]


def test_every_line_is_about_a_record_that_is_there(desk: Workspace) -> None:
    for line in lines(record(desk)):
        for about in (line.about, *(fold.about for fold in line.folds)):
            assert desk[about.table][about.number].uid == about.uid


def test_what_waits_for_the_same_cause_is_folded_into_it(desk: Workspace) -> None:
    def folds(key: Key) -> list[tuple[str, str]]:
        return [(fold.about.table, fold.name) for fold in found(desk)[key].folds]

    assert folds(B1) == [("checklists", "Trials of the others cancelled before they charge")]
    assert folds(PAPER) == [
        ("checklists", "Access to client data switched on, the listed lines and no more"),
        ("grants", "info@ mailbox edit"),
        ("grants", "Client portal edit"),
        ("cards", "Chase batch May"),
        ("cards", "Inbox day 1"),
        ("cards", "Missing-receipts list"),
    ]
    assert folds(FEED) == [("grants", "Bank feed view")]
    assert [len(folds(key)) for key in (A1, A2, NIAMHS_LIST)] == [2, 1, 2]


def test_nothing_stands_in_two_places(desk: Workspace) -> None:
    causes = [
        cause
        for line in lines(record(desk))
        for cause in (line.about.cause, *(fold.about.cause for fold in line.folds))
    ]
    assert len(causes) == len(set(causes))


def test_the_compact_view_has_nine_lines_and_counts_the_rest(desk: Workspace) -> None:
    short = compact(lines(record(desk)))
    keys = [(line.rule.value, line.subject) for line in short.shown]
    assert keys == [A1, A2, B1, B3, PAPER, FEED, COPY, NIAMHS_LIST, LOAD]
    assert today_words.summary(short) == "+5 more   A2 B2 C5 D3 E1 F1"


def test_the_other_owner_sees_the_same_business(desk: Workspace) -> None:
    assert list(found(desk, owner=TOMASZ)) == FOURTEEN
    assert says(found(desk, owner=TOMASZ)[FEED]) == "Bank feed waits 4 d for Tomasz's approval"


def test_the_working_gives_the_rule_its_day_and_the_facts(desk: Workspace) -> None:
    assert today_words.working(found(desk)[A1], DEMO_DAY, "EUR") == [
        ("rule", "A1, safety: An access ends on its last day, and with the engagement."),
        ("in time", "Thu 23 Apr, 19 d past"),
        ("last day", "Thu 23 Apr"),
        ("last used", "Fri 17 Apr"),
        ("taken away by", "Slate: people, remove"),
        ("waits", "Access removed: Slate CMS admin"),
        ("waits", "Removal seen, by trying it or in the list of users: Slate CMS admin"),
    ]
    for line in lines(record(desk)):
        (_, rule), *_ = today_words.working(line, DEMO_DAY, "EUR")
        assert rule.startswith(f"{line.rule}, {CLASSES[line.cls]}: ")


# ---------------------------------------------------------------------- what a day changes


def test_the_day_before_has_no_item_of_docket_otter_due(desk: Workspace) -> None:
    before = found(desk, DEMO_DAY - timedelta(days=1))
    assert list(before) == [key for key in FOURTEEN if key != OTTERS_LIST]  # SW12 is due on the 12th
    assert len(before[NIAMHS_LIST].folds) == 1  # VA25 is due on the 12th


def test_the_day_after_brings_a_milestone_a_review_of_access_and_a_stalled_card(desk: Workspace) -> None:
    tomorrow = found(desk, DEMO_DAY + timedelta(days=1))
    new = {key: says(line, DEMO_DAY) for key, line in tomorrow.items() if key not in FOURTEEN}
    assert new == {
        # two days before the 15th
        ("D4", "Grace Tan"): "File 1 due Fri 15 May",
        # admin access is looked at every thirty days, the last time on 20 April; seven days before that
        ("D5", "Lorcan Bell"): "Slate CMS admin: look whether it is still needed, due Wed 20 May",
        # in Ready since the 5th: the 13th is the sixth work day
        ("E2", "Year-end file 2"): "6 work days in Ready, usual 5 (Grace)",
    }
    assert [key for key in tomorrow if key in FOURTEEN] == FOURTEEN
    assert len(tomorrow[OTTERS_LIST].folds) == 2  # SW13 and SW14 are due on the 13th


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        (date(2026, 5, 8), B1),  # six days before it charges
        (date(2026, 5, 6), B3),  # thirty-one days before the end
        (date(2026, 4, 30), PAPER),  # due on that day
        (date(2026, 5, 8), FEED),  # due on that day
        (date(2026, 5, 7), COPY),  # one work day of waiting
        (date(2026, 5, 6), NEWSLETTER),  # two work days in Review: the 4th was a holiday
        (date(2026, 4, 28), RUAIRI),  # the fifth work day after the decision
        (date(2026, 4, 24), A2),  # one day after it was revoked
        (date(2026, 4, 23), A1),  # the last day
        (date(2026, 5, 3), PAGE),  # ten days of a weekly goal
    ],
)
def test_a_line_is_not_there_a_day_too_early(desk: Workspace, day: date, gone: Key) -> None:
    assert gone not in found(desk, day)
    assert gone in found(desk, day + timedelta(days=1))


def test_what_is_settled_leaves_the_rest_of_its_cause_standing(demo: Path, tmp_path: Path) -> None:
    with Workspace.open(copied(demo, tmp_path), now=lambda: at(0)) as desk:
        paper = next(each for each in desk.agreements if each.signed_on and not each.countersigned_on)
        grant = next(each for each in desk.grants if each.number == found(desk)[A1].about.number)
        with desk.transaction("Settle"):
            desk.agreements.put(paper.countersigned(DEMO_DAY))
            desk.grants.put(grant.taken_back(on=DEMO_DAY, who=ORLA))
        now = found(desk)
    assert A1 not in now
    assert PAPER in now  # the paper is in force, its item is still to be ticked
    assert says(now[PAPER]).startswith("Data-processing agreement")
    cormacs_list = ("D2", "Cormac Reilly")  # the access is gone, and nobody has said so on the list
    assert set(now) == {key for key in FOURTEEN if key != A1} | {cormacs_list}


# ---------------------------------------------------------------------- snoozing


def test_a_line_put_off_comes_back_on_its_day(desk: Workspace) -> None:
    line = found(desk)[COPY]
    mine = Desk(owner=ORLA).snoozed(line, date(2026, 5, 14), today=DEMO_DAY)
    there = [
        COPY in _keys(record(desk, day), mine) for day in (DEMO_DAY, date(2026, 5, 13), date(2026, 5, 14))
    ]
    assert there == [False, False, True]
    assert COPY in _keys(record(desk), mine.woken(line.cause))


def test_a_line_put_off_stays_the_place_of_what_it_folds(desk: Workspace) -> None:
    mine = Desk(owner=ORLA).snoozed(found(desk)[A1], date(2026, 5, 15), today=DEMO_DAY, reason="on a plane")
    assert _keys(record(desk), mine) == [key for key in FOURTEEN if key != A1]


def _keys(on: OnRecord, mine: Desk) -> list[Key]:
    return [(line.rule.value, line.subject) for line in lines(on, mine)]


# ---------------------------------------------------------------------- the command


def test_the_command_prints_the_fourteen_as_json(deskhand: Run) -> None:
    result = deskhand("today", "--json")
    said = json.loads(result.stdout)
    assert list(said) == ["date", "owner", "lines"]
    assert (said["date"], said["owner"]) == ("2026-05-12", "OB")
    assert [(line["rule"], line["subject"]) for line in said["lines"]] == FOURTEEN
    assert [line["folds"] for line in said["lines"]] == [2, 1, 1, 0, 6, 1, 0, 0, 0, 2, 0, 0, 0, 0]
    assert said["lines"][2] == {
        "rule": "B1",
        "subject": "Quillbox",
        "text": "charges €69 on Thu 14 May; declined",
        "due": "2026-05-14",
        "folds": 1,
    }
    assert said["lines"][12]["due"] is None


def test_what_an_owner_has_put_off_is_left_out_for_that_owner_alone(demo: Path, tmp_path: Path) -> None:
    path = copied(demo, tmp_path)
    with Workspace.open(path, now=lambda: at(0)) as desk, desk.transaction("Put off"):
        desk.desks.put(desk_of(desk, ORLA).snoozed(found(desk)[COPY], date(2026, 5, 14), today=DEMO_DAY))

    def keys(who: str, on: str) -> list[Key]:
        call = ["--file", str(path), "--as", who, "--on", on, "today", "--json"]
        said = json.loads(CliRunner().invoke(command_line, call).stdout)["lines"]
        return [(line["rule"], line["subject"]) for line in said]

    assert keys("OB", "2026-05-12") == [key for key in FOURTEEN if key != COPY]
    assert keys("TW", "2026-05-12") == FOURTEEN
    assert COPY in keys("OB", "2026-05-14")


def test_it_ends_with_3_while_a_matter_of_safety_stands(deskhand: Run) -> None:
    assert deskhand("today").exit_code == 3
    assert deskhand("today", "--json").exit_code == 3


def test_its_text_is_compact_and_fits_eighty_columns(deskhand: Run) -> None:
    short, full = deskhand("today").output, deskhand("today", "--all").output
    assert short.splitlines()[0] == "Today  Tue 12 May · Fern & Tally Bookkeeping"
    assert short.splitlines()[1] == " A ! Cormac Reilly      Slate CMS admin still open, ended 19 d ago"
    assert short.splitlines()[-1] == " +5 more   A2 B2 C5 D3 E1 F1"
    assert "Ruairí" not in short
    assert "Ruairí" in full
    assert "more   A2" not in full
    assert max(len(line) for line in (short + full).splitlines()) <= 80
    assert "\x1b" not in short


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_anybody_commands_the_terminal_or_bursts_the_page(
    demo: Path, tmp_path: Path, payload: str
) -> None:
    path = copied(demo, tmp_path)
    with Workspace.open(path, now=lambda: at(0)) as desk, desk.transaction("Write"):
        work = next(card for card in desk.cards if card.title == COPY[1])
        (wait,) = work.waits
        told = {"title": PAYLOADS[payload], "waits": (wait.but(what=PAYLOADS[payload]),)}
        desk.cards.put(work.but(**told))
    call = ["--file", str(path), "--as", "OB", "--on", "2026-05-12", "today", "--all"]
    said = CliRunner().invoke(command_line, call).output
    assert commands(said) == []
    assert max(map(cell_len, said.splitlines())) <= 80
    assert len(said.splitlines()) < 30


def test_it_asks_who_looks_where_two_could(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    result = CliRunner().invoke(command_line, ["--file", str(demo), "today"])
    assert result.exit_code == 1
    assert "Say who you are: --as OB or --as TW." in result.output


def test_a_helper_whose_record_is_damaged_hides_no_line_of_others(demo: Path, tmp_path: Path) -> None:
    path = copied(demo, tmp_path)
    rows = json.loads(path.read_text())
    niamh = next(row for row in rows["helpers"].values() if row["name"] == "Niamh Doyle")
    niamh["goals"][0]["cadence_days"] = 0
    path.write_text(json.dumps(rows))
    with Workspace.open(path) as desk:
        assert list(found(desk)) == FOURTEEN


def test_a_file_with_nothing_due_has_nothing_today_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    CliRunner().invoke(command_line, ["--file", str(tmp_path / "new.json"), "add", "Order toner"])
    call = ["--file", str(tmp_path / "new.json"), "today"]
    result = CliRunner().invoke(command_line, call)
    assert (result.exit_code, result.output) == (0, "Nothing today.\n")
    assert json.loads(CliRunner().invoke(command_line, [*call, "--json"]).output)["lines"] == []


def test_nothing_today_says_what_comes_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    call = ["--file", str(tmp_path / "new.json"), "--on", "2026-05-12"]
    CliRunner().invoke(command_line, [*call, "add", "Order toner due:2026-05-14"])
    result = CliRunner().invoke(command_line, [*call, "today"])
    assert (result.exit_code, result.output) == (
        0,
        "Nothing today; next: Due: C1 Order toner, Thu 14 May\n",
    )


def test_what_comes_next_lies_ahead(desk: Workspace) -> None:
    coming = next_thing(record(desk), Desk(owner=ORLA))
    assert coming is not None
    assert coming.on == date(2026, 5, 13)


def test_what_comes_next_may_be_a_line_that_was_put_off(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    with Workspace.open(path, now=lambda: at(0)) as desk, desk.transaction("Put off"):
        desk.cards.put(Card(title="Order toner", column=Column.DOING, due=date(2026, 5, 11)))
        desk.cards.put(Card(title="Order ink", column=Column.DOING, due=date(2026, 5, 20)))
        own = desk_of(desk, desk.who)
        (line,) = every_line(record(desk))
        desk.desks.put(own.snoozed(line, date(2026, 5, 14), today=DEMO_DAY))
    call = ["--file", str(path), "--on", "2026-05-12", "today"]
    assert CliRunner().invoke(command_line, call).output == (
        "Nothing today; next: Order toner (put off), Thu 14 May\n"
    )
    with Workspace.open(path) as desk:
        shown, put_off = divided(record(desk, owner=""), desk_of(desk, desk.who))
        assert (shown, [each.subject for each in put_off]) == ([], ["Order toner"])


def test_the_command_never_imports_textual(demo: Path) -> None:
    script = (
        "import sys; from click.testing import CliRunner; from tui.__main__ import command_line;"
        f"r = CliRunner().invoke(command_line, ['--file', {str(demo)!r}, '--as', 'OB', 'today']);"
        "assert 'Today' in r.output, r.output; sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_the_lines_are_the_same_however_often_they_are_asked_for(desk: Workspace) -> None:
    on = record(desk)
    assert every_line(on) == every_line(on) == every_line(record(desk))
