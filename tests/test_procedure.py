"""Procedures: versions that grow, runs that count, readiness, and their text written and read back."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.board import Card
from models.brief import Brief, items
from models.brief_text import brief_markdown, hand_off, read_brief
from models.business import Owner
from models.document import RuleBroken
from models.helpers import Helper
from models.markdown import Misread
from models.procedure import (
    STALE_AFTER,
    Procedure,
    ReadinessLevel,
    changed_steps,
    named,
    procedure_for,
    procedure_meant,
    readiness,
)
from models.procedure_text import (
    RunLine,
    how,
    procedure_markdown,
    procedure_sent,
    read_procedure,
    read_run,
    who_ran,
)

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
DUBLIN = ZoneInfo("Europe/Dublin")
TODAY = NOW.date()


def written(*steps: str) -> Procedure:
    return Procedure(title="Inbox rules", number=3).rewritten(steps or ("open", "sort", "answer"), at=NOW)


def level(procedure: Procedure, days: int = 0) -> ReadinessLevel:
    return readiness(procedure, today=TODAY + timedelta(days=days), zone=DUBLIN).level


def test_steps_that_nobody_worked_by_are_replaced_and_those_somebody_did_are_kept() -> None:
    first = written("open", "sort")
    second = first.rewritten(["open", "sort", "answer"], at=NOW)
    assert [version.texts for version in second.versions] == [["open", "sort", "answer"]]
    third = second.ran(at=NOW, helper="niamh").rewritten(["open", "answer"], at=NOW, who="ob")
    assert [version.texts for version in third.versions] == [["open", "sort", "answer"], ["open", "answer"]]
    assert third.versions[1].who == "ob"
    assert third.runs[0].version == third.versions[0].key


def test_a_run_by_an_owner_settles_a_version_too() -> None:
    assert len(written().ran(at=NOW, owner="ob").rewritten(["other"], at=NOW).versions) == 2


@pytest.mark.parametrize("steps", [["open", "sort", "answer"], [" open ", "sort", "", "answer"]])
def test_the_same_steps_make_no_version(steps: list[str]) -> None:
    before = written().ran(at=NOW, helper="niamh")
    assert before.rewritten(steps, at=NOW + timedelta(days=1)) == before


def test_a_step_that_is_reworded_keeps_its_key() -> None:
    before = written("open", "sort")
    after = before.rewritten(["open", "sort by date"], at=NOW)
    assert [step.key for step in after.steps] == [step.key for step in before.steps]


def test_a_procedure_without_steps_cannot_be_run() -> None:
    with pytest.raises(RuleBroken, match="D3 has no steps that anybody could go by: write them first"):
        Procedure(title="Inbox rules", number=3).ran(at=NOW, helper="niamh")
    with pytest.raises(RuleBroken):
        written().rewritten([], at=NOW).ran(at=NOW, helper="niamh")


@pytest.mark.parametrize(
    ("procedure", "days", "expected"),
    [
        (Procedure(title="x"), 0, ReadinessLevel.UNWRITTEN),
        (written(), 0, ReadinessLevel.UNTRIED),
        (written().ran(at=NOW, owner="ob", from_the_notes=True), 0, ReadinessLevel.UNTRIED),
        (written().ran(at=NOW, helper="niamh"), 0, ReadinessLevel.UNTRIED),
        (written().ran(at=NOW, helper="niamh", from_the_notes=True), STALE_AFTER, ReadinessLevel.READY),
        (written().ran(at=NOW, helper="niamh", from_the_notes=True), STALE_AFTER + 1, ReadinessLevel.STALE),
        (
            written().ran(at=NOW, helper="niamh", from_the_notes=True).rewritten(["new"], at=NOW),
            STALE_AFTER + 1,
            ReadinessLevel.REWRITTEN,
        ),
        (
            written().ran(at=NOW, helper="niamh", from_the_notes=True).rewritten([], at=NOW),
            0,
            ReadinessLevel.UNWRITTEN,
        ),
    ],
)
def test_ready_is_what_somebody_else_did_from_these_notes_and_not_long_ago(
    procedure: Procedure, days: int, expected: ReadinessLevel
) -> None:
    assert level(procedure, days) is expected


def test_a_later_run_that_does_not_count_hides_none_that_does() -> None:
    proved = written().ran(at=NOW, helper="niamh", from_the_notes=True)
    assert level(proved.ran(at=NOW + timedelta(days=1), owner="ob"), 1) is ReadinessLevel.READY


def test_readiness_is_the_days_that_have_begun_where_the_business_is() -> None:
    late = datetime(2026, 7, 10, 23, 30, tzinfo=UTC)  # half past midnight in Dublin
    procedure = written().ran(at=late, helper="niamh", from_the_notes=True)
    assert readiness(procedure, today=date(2026, 7, 11), zone=DUBLIN).days == 0
    assert readiness(procedure, today=date(2026, 7, 13), zone=DUBLIN).days == 2


def test_what_changed_since_a_version_is_said_line_by_line() -> None:
    before = written("open", "sort", "answer").ran(at=NOW, helper="niamh")
    after = before.rewritten(["open", "sort by date", "answer"], at=NOW)
    assert changed_steps(after, before.versions[0].key) == [("-", "sort"), ("+", "sort by date")]
    assert changed_steps(after, "taken back") == []


def test_a_name_means_the_whole_or_a_beginning_that_is_only_ones() -> None:
    inbox, invoices = Procedure(title="Inbox rules", number=1), Procedure(title="Invoices", number=2)
    gone = Procedure(title="Indexing", number=3, archived=NOW)
    known = [inbox, invoices, gone]
    assert procedure_meant("inb", known) is inbox
    assert procedure_meant("INVOICES", known) is invoices
    assert procedure_meant("ind", known) is None
    with pytest.raises(RuleBroken, match="D1 Inbox rules or D2 Invoices: write more of the name"):
        procedure_meant("in", known)
    twins = [inbox, inbox.but(uid="other")]
    with pytest.raises(RuleBroken, match="give one of them another name"):
        procedure_meant("inbox rules", twins)


def test_a_brief_keeps_what_it_names_and_makes_what_nobody_is_called() -> None:
    gone = Procedure(title="Indexing", number=3, archived=NOW)
    assert procedure_for("Indexing", gone, [gone], None) is gone
    assert procedure_for("", gone, [gone], None) is None
    made = procedure_for("Payroll", gone, [gone], "an activity")
    assert made is not None
    assert (made.title, made.activity, made.steps) == ("Payroll", "an activity", ())


def test_two_procedures_do_not_share_a_name() -> None:
    with pytest.raises(RuleBroken, match="D3 is called “Inbox rules” already"):
        named("INBOX rules", [written()])
    assert named("Inbox rules", [written().put_away(at=NOW)]).title == "Inbox rules"


# ---------------------------------------------------------------------- as text

AWKWARD = st.sampled_from(
    ["1. one", "- x", "-", "3.", "# z", "## z", "#", "<!-- x", "-->", "\\# y", "\\", "=1"]
)
STEP = st.one_of(st.text(max_size=20), AWKWARD)


def titled(name: str) -> Procedure | None:
    try:
        return Procedure.of(title=name)
    except RuleBroken:
        return None


@given(st.one_of(st.text(min_size=1, max_size=20), AWKWARD), st.lists(STEP, max_size=12))
def test_what_is_written_is_read_back_and_changes_nothing(name: str, steps: list[str]) -> None:
    procedure = titled(name)
    if procedure is None:
        return
    procedure = procedure.rewritten((step for step in steps if titled(step)), at=NOW)
    found = read_procedure(procedure_markdown(procedure))
    assert found.on(procedure, at=NOW + timedelta(days=1)) == procedure


def test_steps_may_be_written_with_numbers_dashes_or_neither_and_go_on_below() -> None:
    found = read_procedure("# Inbox\n\n1. open\n   the mail\n7) sort\n- answer\n\nfile\n2.\n\\# not a name\n")
    assert found.steps == ("open the mail", "sort", "answer", "file", "# not a name")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Line 1: the name is missing: begin with a line such as # Inbox rules."),
        ("1. open\n# Inbox\n", "Line 1: the name comes first"),
        ("#\n", "Line 1: the name comes first"),
        ("# Inbox\n1. a\n## Part\n", "Line 3: “Part” is a second name: write \\# to keep it as a step."),
        ("# Inbox\n<!-- what\n1. a", "Line 2: this comment has no end: close it with -->."),
        (f"\n# {'x' * 81}\n", "Line 2: Title may have 80 characters at most."),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_the_fix(text: str, says: str) -> None:
    with pytest.raises(Misread) as refused:
        read_procedure(text)
    assert str(refused.value).startswith(says)


def test_it_is_sent_with_its_version_and_numbered_steps_and_no_hint() -> None:
    procedure = written("open", "sort").ran(at=NOW, helper="x").rewritten(["open"], at=NOW)
    assert procedure_sent(procedure) == "# Inbox rules\n\nVersion 2:\n\n1. open\n"
    assert how(procedure) == "As the procedure “Inbox rules” says.\n\nVersion 2:\n\n1. open"
    assert "No steps are written yet." in how(Procedure(title="x"))


def test_a_message_holds_the_steps_of_the_procedure() -> None:
    brief = Brief.of(outcome="Sorted", done_when=items(["none open"]), data_class="client")
    card = Card(title="Inbox day 1", number=14, due=TODAY, briefs=(brief,))
    sent = hand_off(card, "Niamh", "Orla", currency="EUR", procedure=how(written("open", "sort")))
    assert "## How\nAs the procedure “Inbox rules” says.\n\nVersion 1:\n\n1. open\n2. sort\n" in sent


def test_a_brief_names_its_procedure_and_is_read_back_with_it() -> None:
    inbox, other = written(), Procedure(title="Invoices", number=4)
    card = Card(title="Inbox day 1", number=14, procedure=inbox.uid)
    text = brief_markdown(card, "EUR", inbox)
    assert "\n## procedure\n" in text

    def read(text: str) -> Card:
        found = read_brief(text, card, today=TODAY, currency="EUR", procedures=[inbox, other])
        return found.on(card, at=NOW)

    assert read(text) == card
    assert read(text.replace("\nInbox rules\n", "\ninv\n")).procedure == other.uid
    assert read(text.replace("\nInbox rules\n", "\n")).procedure is None
    with pytest.raises(Misread, match=r"^Line \d+: “in” could be D3 Inbox rules or D4 Invoices"):
        read(text.replace("\nInbox rules\n", "\nin\n"))


# ---------------------------------------------------------------------- a run in one line


@pytest.mark.parametrize(
    ("line", "understood"),
    [
        ("@niamh from notes; which folder", RunLine("niamh", True, "which folder")),
        ("@Niamh Doyle from the notes", RunLine("Niamh Doyle", True, "")),
        ("@niamh, not from the notes ;a;b", RunLine("niamh", False, "a;b")),
        ("@niamh", RunLine("niamh", False, "")),
        ("from notes", RunLine("", True, "")),
        ("Without notes", RunLine("", False, "")),
    ],
)
def test_a_run_is_understood(line: str, understood: RunLine) -> None:
    assert read_run(line) == understood


@pytest.mark.parametrize("line", ["", "  ", "niamh from notes", "; which folder", "@", "@_x"])
def test_a_run_that_names_nobody_and_no_notes_is_refused_with_an_example(line: str) -> None:
    with pytest.raises(RuleBroken, match="@niamh from notes; what was unclear"):
        read_run(line)


@pytest.mark.parametrize(
    ("person", "helper", "owner"),
    [
        ("niam", "Niamh Doyle", ""),
        ("ob", None, "key"),
        ("orla", None, "key"),
        ("", None, "me"),
        ("Zoe", "Zoe", ""),
    ],
)
def test_whoever_is_named_is_a_helper_an_owner_or_somebody_new(
    person: str, helper: str | None, owner: str
) -> None:
    niamh, orla = Helper(name="Niamh Doyle", number=1), Owner(key="key", initials="OB", name="Orla Byrne")
    found, key = who_ran(RunLine(person, True, ""), [niamh], [orla], me="me")
    assert (found.name if found else None, key) == (helper, owner)
    assert found is None or found.is_new == (found.name == "Zoe")


@pytest.mark.parametrize(
    ("person", "helper", "owner"),
    [
        ("orla", None, "key"),
        ("orlait", "Orlaith Kane", ""),
        ("Orla Brennan", None, "key"),
        ("ob", "Ob", ""),
    ],
)
def test_a_helper_whose_name_only_begins_like_an_owners_has_not_run_what_the_owner_ran(
    person: str, helper: str | None, owner: str
) -> None:
    helpers = [Helper(name="Orlaith Kane", number=1), Helper(name="Ob", number=2)]
    orla = Owner(key="key", initials="BR", name="Orla Brennan")
    found, key = who_ran(RunLine(person, True, ""), helpers, [orla], me="me")
    assert (found.name if found else None, key) == (helper, owner)


@pytest.mark.parametrize("person", ["orla", "orl", "ob"])
def test_a_name_that_a_helper_and_an_owner_share_is_asked_back(person: str) -> None:
    helpers = [Helper(name="Orla Kane", number=1), Helper(name="OB", number=2)]
    orla = Owner(key="key", initials="OB", name="Orla Brennan")
    with pytest.raises(RuleBroken, match=r"could be .* or .*: write more of the name\.$"):
        who_ran(RunLine(person, True, ""), helpers, [orla], me="me")
