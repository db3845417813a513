"""Importing a board: which cards it gives, once, as one step that can be undone."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result
from conftest import screen_text

from models.board import Card, Column
from models.helpers import Helper
from models.lanes import lanes
from store import Workspace
from store.exchange import CardPlan, CardReading, ImportRefused, carry_out_cards, plan_cards, read
from tui.__main__ import command_line
from tui.app import Deskhand

BOARD = Path(__file__).parent / "data" / "trello-board.handmade.json"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def planned(desk: Workspace, data: bytes) -> CardPlan:
    reading = read(data)
    assert isinstance(reading, CardReading)
    return plan_cards(desk, reading, now=NOW, zone=BERLIN)


def imported(desk: Workspace, data: bytes = b"") -> dict[str, Card]:
    carry_out_cards(desk, planned(desk, data or BOARD.read_bytes()))
    return {card.title: card for card in desk.cards}


def board(*cards: dict[str, Any], **more: Any) -> bytes:
    lists = [{"id": "1", "name": "Doing", "closed": False, "pos": 1}]
    return json.dumps({"lists": lists, "cards": cards} | more).encode()


def card(name: str = "Call", key: str = "c1", **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "idList": "1", "pos": 1} | more


def test_cards_stand_in_the_columns_their_lists_speak_of_in_the_order_of_the_board(desk: Workspace) -> None:
    imported(desk)
    assert {column: [card.title for card in lane] for column, lane in lanes(desk.cards).items()} == {
        "inbox": ["Newsletter plan", "Photo shoot"],
        "brief": ["Write the handbook"],
        "ready": [],
        "doing": ["Pay supplier round", "Chase overdue invoices"],
        "review": ["Ask Ben for the logo files"],
        "done": ["Order labels", "Set up the shared inbox"],
    }


def test_a_list_that_is_no_column_is_kept_as_a_tag(desk: Workspace) -> None:
    cards = imported(desk)
    assert (cards["Photo shoot"].tags, cards["Newsletter plan"].tags) == (("socials",), ("clients",))
    assert cards["Pay supplier round"].tags == ("money-in", "blue-dark")


def test_a_due_instant_is_the_day_it_falls_on_where_the_business_is(desk: Workspace) -> None:
    assert imported(desk)["Chase overdue invoices"].due == date(2026, 11, 28)


def test_description_checklists_and_comments_are_comments_the_oldest_first(desk: Workspace) -> None:
    comments = imported(desk)["Chase overdue invoices"].comments
    assert [(comment.who, comment.text) for comment in comments[:4]] == [
        ("Trello", "Every invoice over 30 days.\n\nPolite first, then call."),
        (
            "Trello",
            "First round:\n- [x] List what is open\n- [ ] Send the mails\nAfter:\n- [ ] File the letters",
        ),
        ("Anna Kowalska", "Who does this?"),
        ("Ben Ode", "Called two of them.\nOne pays on Friday."),
    ]
    assert comments[0].at == datetime(2026, 4, 1, 8, tzinfo=UTC)
    assert comments[3].at == datetime(2026, 11, 20, 15, tzinfo=UTC)


def test_ages_count_from_the_last_move_there(desk: Workspace) -> None:
    cards = imported(desk)
    assert cards["Chase overdue invoices"].days_in_column(NOW) == 5
    assert [(move.source, move.target) for move in cards["Chase overdue invoices"].moves] == [
        ("inbox", "ready"),
        ("ready", "doing"),
    ]


def test_a_member_who_is_a_helper_gets_the_card_and_the_others_are_named(desk: Workspace) -> None:
    with desk.transaction("Add helpers"):
        anna = desk.helpers.put(Helper.of(name="Anna"))
    chase = imported(desk)["Chase overdue invoices"]
    assert (chase.helper, chase.comments[-1].text) == (anna.uid, "Assigned there to Ben Ode.")
    assert chase.follow_up is not None


def test_closed_cards_and_those_of_closed_lists_go_to_the_archive(desk: Workspace) -> None:
    cards = imported(desk)
    assert cards["Move to the new bank"].archived == datetime(2026, 9, 8, 17, tzinfo=UTC)
    assert cards["Sprint notes"].archived is not None


def test_a_board_is_one_step_and_brings_its_cards_once(desk: Workspace) -> None:
    imported(desk)
    assert [step.label for step in desk.steps()] == ["Import 10 cards from trello"]
    again = planned(desk, BOARD.read_bytes())
    assert (len(again.new), again.known) == (0, 10)
    desk.undo()
    assert list(desk.cards) == []
    desk.redo()
    assert len(planned(desk, BOARD.read_bytes()).new) == 0


def test_imported_cards_stand_below_those_that_are_there(desk: Workspace) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card.of(title="Mine", column=Column.DOING, order=7))
    imported(desk)
    assert lanes(desk.cards)[Column.DOING][0].title == "Mine"


def test_a_card_imported_by_another_session_meanwhile_is_left_out(desk: Workspace) -> None:
    late = planned(desk, board(card()))
    imported(desk, board(card()))
    assert carry_out_cards(desk, late) == 0


def test_a_board_needs_its_lists_and_its_cards_only(desk: Workspace) -> None:
    assert list(imported(desk, board(card()))) == ["Call"]
    with pytest.raises(ImportRefused, match="Trello"):
        read(json.dumps({"cards": []}).encode())
    assert planned(desk, board()).new == ()


def test_ten_thousand_cards_come_in(desk: Workspace) -> None:
    actions = [
        {
            "type": "commentCard",
            "date": "2026-11-01T10:00:00.000Z",
            "data": {"card": {"id": f"c{n}"}, "text": "Done soon."},
        }
        for n in range(1_000)
    ]
    found = planned(desk, board(*(card(f"Card {n}", f"c{n}", pos=n) for n in range(10_000)), actions=actions))
    assert carry_out_cards(desk, found) == len(desk.cards) == 10_000
    assert [each.title for each in lanes(desk.cards)[Column.DOING][:2]] == ["Card 0", "Card 1"]


@pytest.fixture
def deskhand(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DESKHAND_FILE", str(desk.path))
    return lambda *args: CliRunner().invoke(command_line, ["import", str(BOARD), *args])


def test_the_command_shows_a_board_and_changes_nothing_on_a_dry_run(
    deskhand: Callable[..., Result], desk: Workspace
) -> None:
    shown = deskhand("--dry-run").stdout.splitlines()
    assert shown[-1] == "trello: 10 new, 0 known · 2 archived · 2 skipped · nothing was changed"
    assert [line.split()[0] for line in shown[:3]] == ["inbox", "inbox", "brief"]
    assert len(desk.cards) == 0


def test_the_command_imports_a_board_once(deskhand: Callable[..., Result], desk: Workspace) -> None:
    first = json.loads(deskhand("--json").stdout)
    assert (first["format"], first["new"], first["archived"], len(first["skipped"])) == ("trello", 10, 2, 2)
    again = json.loads(deskhand("--json").stdout)
    assert (again["new"], again["known"]) == (0, 10)
    with Workspace.open(desk.path) as reread:
        assert len(reread.cards) == 10


async def test_enter_on_the_dry_run_of_a_board_imports_its_cards(
    app: Callable[[], Deskhand], desk: Workspace
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "O")
        pilot.app.screen.query_one("Prompt Input").value = str(BOARD)  # type: ignore[attr-defined]  # an Input
        await pilot.pause()
        assert "trello: 10 new, 0 known · 2 archived · 2 skipped" in screen_text(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Chase overdue invoices" in text
        assert len(desk.cards) == 0
        await pilot.press("enter")
        await pilot.pause()
        assert "Imported 10 cards from trello: u undoes." in screen_text(pilot.app)
        await pilot.press("u")
        await pilot.pause()
        assert len(desk.cards) == 0
