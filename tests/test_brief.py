"""Briefs and their guards: what is missing, what a change makes of them, what a card needs to move on."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import COLUMNS, Card, Column
from models.brief import (
    Authority,
    Brief,
    DataClass,
    changed_lines,
    completeness,
    items,
    joined_points,
    lint,
    missing,
    split_points,
)
from models.card_parts import Party
from models.document import RuleBroken
from models.guards import Guarded, lacking
from models.secrets import looks_secret

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DUE = date(2026, 12, 5)
WHOLE = Brief(outcome="Paid", done_when=items(["money is there"]), data_class=DataClass.INTERNAL)


def test_a_brief_says_four_things_first() -> None:
    assert missing(None, None) == ["outcome", "done when", "due", "data class"]
    assert missing(Brief(outcome="Paid"), DUE) == ["done when", "data class"]
    assert missing(WHOLE, None) == ["due"]
    assert missing(WHOLE.but(cadence="every Friday"), None) == []


@pytest.mark.parametrize(
    ("line", "points"),
    [
        ("read it ; file it", ["read it", "file it"]),
        ("read it;file it;", ["read it", "file it"]),
        ("read it; file it ;; ", ["read it", "file it"]),
        ('"read; then file" ; send', ["read; then file", "send"]),
        ('press "a; b" twice; send', ['press "a; b" twice', "send"]),
        ('a 12" pipe; send', ['a 12" pipe', "send"]),
        ('"say ""hello; bye"""', ['say "hello; bye"']),
        (" ; ", []),
    ],
)
def test_a_list_on_one_line_is_split_at_each_semicolon_that_is_not_quoted(
    line: str, points: list[str]
) -> None:
    assert split_points(line) == points


@given(st.lists(st.text('ab ;"!', min_size=1).map(lambda text: " ".join(text.split())).filter(bool)))
def test_a_list_that_was_joined_to_one_line_is_read_back(points: list[str]) -> None:
    assert split_points(joined_points(points)) == points


def test_what_is_missing_stops_it_and_vague_words_are_advice() -> None:
    found = lint(Brief(outcome="A nice letter ASAP"), DUE)
    assert [finding.part for finding in found if finding.stops] == ["done when", "data class"]
    assert "“ASAP” is not a date." in [finding.says for finding in found if not finding.stops]


@pytest.mark.parametrize(("inputs", "stops"), [(["bank login"], True), (["the printer"], False)])
def test_deciding_alone_with_tools_that_pay_needs_a_limit(inputs: list[str], stops: bool) -> None:
    brief = WHOLE.but(authority=Authority.ACT_ALONE, inputs=items(inputs))
    assert any(finding.part == "spend limit" for finding in lint(brief, DUE)) is stops
    assert not lint(brief.but(spend_limit=100_00), DUE)


def test_completeness_counts_nine_parts() -> None:
    assert completeness(None, None) == (0, 9)
    assert completeness(WHOLE.but(purpose="Cash"), DUE) == (5, 9)


def test_a_change_to_what_the_helper_has_seen_is_a_version_to_accept_anew() -> None:
    card = Card(title="Chase invoices").briefed(WHOLE, at=NOW).briefed(WHOLE.but(outcome="All paid"), at=NOW)
    assert [brief.version for brief in card.briefs] == [1]
    accepted = card.accepted(at=NOW, who="Anna")
    changed = accepted.briefed(WHOLE.but(outcome="Half paid"), at=NOW)
    assert [brief.version for brief in changed.briefs] == [1, 2]
    assert changed.brief is not None
    assert changed.brief.accepted is None
    assert changed.accepted_brief is not None
    assert changed_lines(changed.accepted_brief, changed.brief) == [
        ("-", "outcome: All paid"),
        ("+", "outcome: Half paid"),
    ]


def test_saying_the_same_again_keeps_the_acceptance() -> None:
    card = Card(title="Chase invoices").briefed(WHOLE, at=NOW).accepted(at=NOW, who="Anna")
    again = card.briefed(WHOLE, at=NOW).brief
    assert again is not None
    assert again.accepted is not None


def test_a_line_that_stays_keeps_its_key_and_an_edited_one_that_of_its_place() -> None:
    old = items(["one", "two", "three"])
    new = items(["zero", "three", "two b"], old)
    assert [item.text for item in new] == ["zero", "three", "two b"]
    assert new[1].key == old[2].key
    assert {new[0].key, new[2].key} == {old[0].key, old[1].key}


@given(st.lists(st.text(alphabet="abc ", max_size=3)), st.lists(st.text(alphabet="abc ", max_size=3)))
def test_lines_become_items_in_their_order_with_keys_of_their_own(old: list[str], new: list[str]) -> None:
    found = items(new, items(old))
    assert [item.text for item in found] == [" ".join(text.split()) for text in new if text.strip()]
    assert len({item.key for item in found}) == len(found)


def test_a_plain_card_moves_freely() -> None:
    assert all(lacking(Card(title="x"), column) == () for column in COLUMNS)


def test_each_column_has_its_guard_and_a_jump_meets_all_of_them() -> None:
    card = Card(title="x").briefed(WHOLE, at=NOW)
    assert lacking(card, Column.READY, ["Xero"]) == ("due",)
    needed = ("due", "the helper's word that the brief is accepted", "check: money is there", "access: Xero")
    assert lacking(card, Column.DONE, ["Xero"]) == needed
    with pytest.raises(Guarded, match="Missing: due, the helper's word") as refused:
        card.moved_to(Column.DONE, at=NOW, access=["Xero"])
    assert refused.value.missing == needed


def test_a_card_that_has_everything_passes() -> None:
    card = Card(title="x").due_on(DUE, at=NOW).briefed(WHOLE, at=NOW).accepted(at=NOW, who="Anna")
    assert lacking(card.ticked(WHOLE.done_when[0].key), Column.DONE) == ()


def test_going_back_needs_nothing() -> None:
    card = Card(title="x", column=Column.REVIEW).briefed(Brief(outcome="x"), at=NOW)
    assert card.moved(-1, at=NOW).column is Column.DOING


def test_a_reason_to_go_ahead_stays_on_the_card() -> None:
    card = Card(title="x").briefed(WHOLE, at=NOW).moved_to(Column.READY, at=NOW, despite="urgent")
    assert [(each.reason, each.missing) for each in card.overrides] == [("urgent", ("due",))]


def test_a_reason_where_nothing_is_missing_leaves_no_trace() -> None:
    assert Card(title="x").moved_to(Column.READY, at=NOW, despite="urgent").overrides == ()


def test_done_work_waits_for_nobody() -> None:
    card = Card(title="x", column=Column.DOING).waiting(Party.CLIENT, "a word", at=NOW, look=DUE)
    done = card.toggled_done(at=NOW + timedelta(hours=1))
    assert done.wait is None
    assert done.waits[0].until == NOW + timedelta(hours=1)


def test_coming_back_from_review_is_counted_and_reopening_done_work_is_not() -> None:
    card = Card(title="x", column=Column.DOING)
    card = card.moved(1, at=NOW).moved(-1, at=NOW).moved(1, at=NOW).moved(-1, at=NOW)
    assert card.times_back == 2
    assert card.toggled_done(at=NOW).toggled_done(at=NOW).times_back == 2


def test_a_short_comment_does_not_count_as_news_of_the_work() -> None:
    card = Card(title="x", created=NOW)
    later = NOW + timedelta(days=2)
    assert card.commented("ok", at=later).last_event == NOW
    assert card.commented("The supplier has answered at last.", at=later).last_event == later


def test_a_card_can_only_be_snoozed_until_a_day_ahead() -> None:
    with pytest.raises(RuleBroken, match="a day ahead"):
        Card(title="x").snoozed(DUE, today=DUE)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("password: hunter22", True),
        ("pin=4711", True),
        ("sk_live_4eC39HqLyjWDarjtT1", True),
        ("tr0ub4dor&3XyZ!", True),
        ("Vault item “Xero Hana”", False),
        ("https://example.com/Path?A=1&b=2#C", False),
        ("Anna.Berg1@example.com", False),
        ("The pin is in the vault", False),
    ],
)
def test_what_looks_like_a_secret_is_told_from_what_does_not(text: str, secret: bool) -> None:
    assert looks_secret(text) is secret
