"""Exports of the board: what the table holds, what reads as text, and which files are left alone."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Card, Column, Move
from models.brief import Acceptance, Authority, Brief, DataClass, items
from models.card_parts import Party
from models.helpers import Helper
from store import Workspace
from tui.__main__ import command_line
from tui.card_export import board_markdown, card_markdown, cards_csv

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
Run = Callable[..., Result]


@pytest.fixture
def filled(desk: Workspace) -> Workspace:
    with desk.transaction("Fill"):
        anna = desk.helpers.put(Helper.of(name="Anna"))
        work = desk.activities.put(Activity.named("Debtors"))
        move = Move(at=datetime(2026, 11, 18, 8, 30, tzinfo=UTC), source=Column.READY, target=Column.DOING)
        desk.cards.put(
            Card.of(
                title="Chase, “invoices”",
                column=Column.DOING,
                helper=anna.uid,
                due=date(2026, 11, 20),
                tags=("money", "tax"),
                activity=work.uid,
                moves=(move,),
            )
        )
        desk.cards.put(Card.of(title='=HYPERLINK("x")'))
        desk.cards.put(Card.of(title="Old", archived=NOW))
    return desk


def rows(desk: Workspace) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(cards_csv(desk, now=NOW, zone=BERLIN))))


def test_the_table_holds_a_row_for_each_card_the_archive_too(filled: Workspace) -> None:
    chase, _, old = rows(filled)
    assert (
        chase
        | {
            "number": "1",
            "title": "Chase, “invoices”",
            "column": "doing",
            "helper": "Anna",
            "due": "2026-11-20",
            "tags": "money tax",
            "created": "2026-11-23 11:00",
            "in column since": "2026-11-18 09:30",
            "days in column": "5",
            "days late": "3",
            "activity": "Debtors",
            "archived": "",
        }
        == chase
    )
    assert (old["title"], old["archived"]) == ("Old", "2026-11-23 11:00")


def test_the_table_says_what_a_card_waits_for_and_what_was_promised(desk: Workspace) -> None:
    card = Card.of(title="Letter", due=date(2026, 11, 20), minutes=45, snoozed_until=date(2026, 12, 1))
    card = card.due_on(date(2026, 11, 27), at=NOW).due_on(date(2026, 12, 4), at=NOW)
    card = card.waiting(Party.CLIENT, "the signature", at=NOW, look=None)
    over = Card.of(title="Over", snoozed_until=date(2026, 11, 23))
    over = over.waiting(Party.VENDOR, "parts", at=NOW, look=None).no_longer_waiting(at=NOW)
    with desk.transaction("Add"):
        desk.cards.put_all([card.briefed(Brief(outcome="Posted"), at=NOW), over])
    said = [
        "promised earlier",
        "waiting on",
        "waiting for",
        "snoozed until",
        "minutes logged",
        "helper's minutes",
        "brief complete",
    ]
    letter, other = ([row[name] for name in said] for row in rows(desk))
    assert letter == ["2026-11-20 2026-11-27", "client", "the signature", "2026-12-01", "0", "45", "2 of 9"]
    assert other == ["", "", "", "", "0", "0", ""]


def test_the_minutes_that_owners_logged_on_a_card_stand_apart_from_what_its_helper_says(
    filled: Workspace,
) -> None:
    with filled.transaction("Log"):
        card = filled.cards.put(filled.cards[1].but(minutes=90))
        entry = {"who": "ob", "zone": "UTC", "text": "Chase", "card": card.uid}
        for hour, archived in ((7, None), (8, None), (9, NOW)):
            start = NOW.replace(hour=hour)
            end = start.replace(minute=20)
            filled.entries.put(TimeEntry.of(**entry, start=start, end=end, archived=archived))
        filled.entries.put(TimeEntry.of(**entry | {"card": None}, start=NOW.replace(hour=6), minutes_only=5))
    assert [(row["minutes logged"], row["helper's minutes"]) for row in rows(filled)][:2] == [
        ("40", "90"),
        ("0", "0"),
    ]
    text = card_markdown(filled.cards[1], filled, now=NOW, zone=BERLIN)
    assert "- minutes logged: 40\n- helper's minutes: 90\n" in text


def test_a_card_in_the_trash_is_in_no_table(filled: Workspace) -> None:
    with filled.transaction("Throw away"):
        filled.cards.put(filled.cards[3].thrown_away(at=NOW))
    assert [row["number"] for row in rows(filled)] == ["1", "2"]


def test_the_table_counts_how_often_a_card_came_back_from_review(desk: Workspace) -> None:
    back = Move(at=NOW, source=Column.REVIEW, target=Column.DOING)
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="Again", column=Column.DOING, moves=(back, back)))
    assert rows(desk)[0]["came back"] == "2"


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_of_the_table_is_a_formula(desk: Workspace, sign: str) -> None:
    with desk.transaction("Add"):
        desk.helpers.put(Helper.of(name=f"{sign}cmd"))
        desk.cards.put(Card.of(title=f"{sign}1+1", tags=(f"{sign}tag",), helper=next(iter(desk.helpers)).uid))
    (row,) = rows(desk)
    assert (row["title"], row["tags"], row["helper"]) == (f"'{sign}1+1", f"'{sign}tag", f"'{sign}cmd")


def test_the_board_is_a_list_for_each_column(filled: Workspace) -> None:
    text = board_markdown(filled, now=NOW, zone=BERLIN)
    assert text.startswith('# Board, Mon 23 Nov 2026\n\n## Inbox 1\n\n- C2 =HYPERLINK("x")\n\n## Brief 0\n')
    assert "## Doing 1\n\n- C1 Chase, “invoices” · Anna · due Fri 20 Nov · #money · #tax · 3 d late\n" in text
    assert "Old" not in text


def test_a_card_is_written_with_its_facts_and_its_moves(filled: Workspace) -> None:
    text = card_markdown(filled.cards[1], filled, now=NOW, zone=BERLIN)
    assert text.startswith("# C1 Chase, “invoices”\n\n- column: doing\n- helper: Anna\n")
    assert "\n## Moves\n\n- Wed 18 Nov: Ready to Doing\n" in text


def test_a_card_is_written_with_its_brief_and_the_checks_that_are_met(desk: Workspace) -> None:
    checks = items(["Every client has *one*", "Ben has a copy"])
    brief = Brief(
        outcome="Letters sent.\nNone is left.",
        done_when=checks,
        data_class=DataClass.CLIENT,
        authority=Authority.RECOMMEND,
        spend_limit=2550,
        accepted=Acceptance(at=NOW, who="Anna"),
    )
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="Letters", briefs=(brief,), met=(checks[1].key,)))
    text = card_markdown(desk.cards[1], desk, now=NOW, zone=BERLIN)
    assert text.partition("## Brief")[2] == (
        ", version 1, accepted by Anna\n"
        "\n### Outcome\n\n- Letters sent.\n- None is left.\n"
        "\n### Done when\n\n- [ ] Every client has \\*one\\*\n- [x] Ben has a copy\n"
        "\n### Data class\n\n- client\n"
        "\n### Authority\n\n- 3 recommend\n"
        "\n### Spend limit\n\n- €25.50\n"
    )


def test_comments_are_quoted_under_the_name_of_who_wrote_them(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.settings.put(desk.business.with_owners([("ML", "Mia")]))
        mia = desk.business.people[0].key
        card = Card.of(title="Letters").commented("# Sent.\n\n- not all", at=NOW, who=mia)
        desk.cards.put(card.commented("Fine", at=NOW, who="Ben Ode"))
    text = card_markdown(desk.cards[1], desk, now=NOW, zone=BERLIN)
    assert text.partition("## Comments")[2] == (
        "\n\nMon 23 Nov · Mia\n\n> \\# Sent.\n>\n> \\- not all\n\nMon 23 Nov · Ben Ode\n\n> Fine\n"
    )


@pytest.mark.parametrize(
    "title", ["# big", "- item", "1. one", "*bold* _thin_", "[a](b)", "<b>", "`x`", "a | b"]
)
def test_markup_in_a_title_stays_text(desk: Workspace, title: str) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title=title))
    text = board_markdown(desk, now=NOW, zone=BERLIN)
    (line,) = (line for line in text.splitlines() if line.startswith("- C1 "))
    assert line.replace("\\", "") == f"- C1 {title}"
    assert all(before == "\\" for before, sign in pairwise(line) if sign in "*_[]<>`|")


@pytest.fixture
def deskhand(filled: Workspace, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DESKHAND_FILE", str(filled.path))
    return lambda *args: CliRunner().invoke(command_line, args)


def test_export_prints_what_it_does_not_write_to_a_file(deskhand: Run, tmp_path: Path) -> None:
    out = tmp_path / "cards.csv"
    printed = deskhand("export", "csv").stdout
    assert [line[:6] for line in printed.splitlines()] == ["number", '1,"Cha', "2,\"'=H", "3,Old,"]
    assert deskhand("export", "csv", "--out", str(out)).exit_code == 0
    assert out.read_bytes().decode() == printed
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_overwritten_only_by_force(deskhand: Run, tmp_path: Path) -> None:
    out = tmp_path / "board.md"
    out.write_text("mine")
    refused = deskhand("export", "markdown", "--out", str(out))
    assert (refused.exit_code, out.read_text()) == (1, "mine")
    assert "is there already: name another file, or add --force." in refused.stderr
    assert deskhand("export", "markdown", "--out", str(out), "--force").exit_code == 0
    assert out.read_text().startswith("# Board")
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("suffix", ["", ".journal"])
def test_the_workspace_itself_is_never_overwritten(deskhand: Run, filled: Workspace, suffix: str) -> None:
    out = filled.path.with_name(filled.path.name + suffix)
    refused = deskhand("export", "csv", "--force", "--out", str(out))
    assert (refused.exit_code, "belongs to the workspace" in refused.stderr) == (1, True)
    with Workspace.open(filled.path) as again:
        assert len(again.cards) == 3


def test_one_card_is_exported_by_its_number(deskhand: Run) -> None:
    assert deskhand("export", "markdown", "--card", "c1").stdout.startswith("# C1 Chase")
    assert "There is no card C9." in deskhand("export", "markdown", "--card", "9").stderr
    assert (
        "“x” is no card: say its number, such as C14." in deskhand("export", "markdown", "--card", "x").stderr
    )
    assert deskhand("export", "csv", "--card", "C1").exit_code == 2


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(deskhand: Run, tmp_path: Path) -> None:
    refused = deskhand("export", "csv", "--out", str(tmp_path / "none" / "cards.csv"))
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in refused.stderr
