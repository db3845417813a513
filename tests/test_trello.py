"""Trello's boards as read: which cards they hold, where these stand, and what is left out."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.exchange import Skipped, trello
from store.exchange.card_draft import CardDraft
from store.exchange.rows import Source

BOARD = Path(__file__).parent / "data" / "trello-board.handmade.json"


def rows(data: bytes) -> list[CardDraft | Skipped]:
    source = Source.of(data)
    assert trello.recognises(source)
    return list(trello.read(source, None))


def board(*cards: dict[str, Any], **more: Any) -> bytes:
    lists = [{"id": "1", "name": "Doing", "closed": False, "pos": 1}]
    return json.dumps({"lists": lists, "cards": cards} | more).encode()


def card(name: str = "Call", key: str = "c1", **more: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "idList": "1", "pos": 1} | more


def test_cards_come_list_by_list_with_the_columns_these_speak_of() -> None:
    drafts = [row for row in rows(BOARD.read_bytes()) if isinstance(row, CardDraft) and not row.archived]
    assert [(draft.title, draft.column) for draft in drafts] == [
        ("Newsletter plan", "inbox"),
        ("Write the handbook", "brief"),
        ("Order labels", "done"),
        ("Pay supplier round", "doing"),
        ("Chase overdue invoices", "doing"),
        ("Ask Ben for the logo files", "review"),
        ("Set up the shared inbox", "done"),
        ("Photo shoot", "inbox"),
    ]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("To Do", "inbox"),
        ("✅ Done!", "done"),
        ("DOING (WIP 3)", "doing"),
        ("In-Progress", "doing"),
        ("Ready for review", "review"),
        ("Next up", "ready"),
        ("Specs and so on", None),
        ("Undone", None),
        ("", None),
    ],
)
def test_a_list_is_known_by_the_words_of_its_name(name: str, column: str | None) -> None:
    assert trello.column_named(name) == column


def test_a_card_carries_what_was_written_and_where_it_stood_the_oldest_first() -> None:
    drafts = [row for row in rows(BOARD.read_bytes()) if isinstance(row, CardDraft)]
    (chase,) = (draft for draft in drafts if draft.title == "Chase overdue invoices")
    assert [(said.who, said.text) for said in chase.comments] == [
        ("", "Every invoice over 30 days.\n\nPolite first, then call."),
        ("", "First round:\n- [x] List what is open\n- [ ] Send the mails\nAfter:\n- [ ] File the letters"),
        ("Anna Kowalska", "Who does this?"),
        ("Ben Ode", "Called two of them.\nOne pays on Friday."),
    ]
    assert [(move.source, move.target) for move in chase.moves] == [("inbox", "ready"), ("ready", "doing")]
    assert chase.people == ("Anna Kowalska", "Ben Ode")


def test_templates_and_nameless_cards_are_left_out_with_line_and_reason() -> None:
    text = BOARD.read_text().splitlines()
    skipped = [row for row in rows(BOARD.read_bytes()) if isinstance(row, Skipped)]
    assert [row.reason for row in skipped] == [
        "The card “Weekly report” is a template.",
        "A card has no name.",
    ]
    assert all('"id"' in text[row.line - 1] for row in skipped)


@pytest.mark.parametrize(
    "name", ["id", "name", "idList", "due", "labels", "idMembers", "pos", "closed", "desc"]
)
@pytest.mark.parametrize("value", [None, 7, [], {}, [{}], ["x"], {"a": 1}, "\ud800", "[/red]\x1b[2J"])
def test_a_field_of_a_card_that_is_not_what_it_should_be_does_no_harm(name: str, value: object) -> None:
    found = rows(board(card(**{name: value}), card("Other", "c2")))
    assert "Other" in [row.title for row in found if isinstance(row, CardDraft)]
    assert len(found) == 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "data", "card", "list", "type", "date", "name"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(json_values, max_size=4),
    st.sampled_from(["actions", "labels", "members", "checklists", "lists"]),
)
def test_any_json_beside_the_cards_is_read(values: list[Any], name: str) -> None:
    assert len(rows(board(card(), **{name: values}))) == 1
