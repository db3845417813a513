"""What a role asks for as text: written, edited, read back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.brief import DataClass
from models.document import RuleBroken
from models.helpers import HelperKind
from models.markdown import Misread
from models.role_parts import Posting, Question, Scorecard, SourceKind
from models.role_text import posting_line, read_posting, read_role, role_markdown
from models.roles import Role
from store.library import scorecard

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
FINCOPY = Posting(
    kind=SourceKind.JOB_BOARD,
    name="FinCopy, Cork",
    cost=35_00,
    fee_pct=5,
    opened=TODAY,
    url="https://f.example",
)


def role(kind: HelperKind = HelperKind.ASSISTANT, **fields: Any) -> Role:
    said = {"postings": (FINCOPY,), **dict(Scorecard.read(scorecard(kind))), **fields}
    return Role.of(number=1, title="Admin", kind=kind, **said)


def edited(one: Role, *changes: tuple[str, str]) -> Role:
    text = role_markdown(one, "EUR")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return read_role(text, one, currency="EUR", today=TODAY).on(one)


@pytest.mark.parametrize("kind", HelperKind)
def test_a_text_that_nobody_edited_changes_nothing(kind: HelperKind) -> None:
    one = role(kind)
    assert edited(one) == one
    fixed = one.with_criteria_frozen(at=NOON)
    assert edited(fixed) == fixed


def test_weights_bars_and_anchors_are_edited_where_they_stand() -> None:
    one = role()
    changed = edited(
        one,
        ("weight: 25\nbar: 3", "weight: 20\nbar: 4\nbar from: client"),
        ("weight: 10", "weight: 15"),
        ("5: Fit for use as it came", "5: Perfect"),
    )
    skill, brief = changed.criteria[:2]
    assert (skill.weight, skill.bar, skill.bar_from, brief.weight) == (20, 4, DataClass.CLIENT, 15)
    assert skill.anchors.five.startswith("Perfect")
    assert skill.key == one.criteria[0].key


def test_a_criterion_of_the_owners_own_has_a_new_identity() -> None:
    new = "### AV Availability\nweight: 5\n1: a\n3: b\n5: c\n\n### LO Local\nweight: 5\n1: x\n3: y\n5: z"
    one = role()
    changed = edited(
        one,
        ("### AV Availability and overlap\nweight: 10", f"{new}\n\n<!--"),
        ("\n## Knock", "-->\n## Knock"),
    )
    assert [each.code for each in changed.criteria][-2:] == ["AV", "LO"]
    assert changed.criteria[-2].key == one.criteria[-1].key
    assert changed.criteria[-1].key not in {each.key for each in one.criteria}


def test_weights_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(RuleBroken, match="Weights add up to 95; give the other 5 to something"):
        edited(role(), ("weight: 25", "weight: 20"))


def test_criteria_stand_still_once_somebody_was_rated_but_may_turn_out_not_to_matter() -> None:
    fixed = role().with_criteria_frozen(at=NOON)
    with pytest.raises(RuleBroken, match="have stood still since its first rating"):
        edited(fixed, ("weight: 25", "weight: 20"), ("weight: 10", "weight: 15"))
    changed = edited(fixed, ("minutes: 60", "minutes: 60\nplays no part: no files of clients"))
    assert changed.criteria[0].not_applicable == "no files of clients"
    assert edited(changed, ("plays no part: no files of clients\n", "")).criteria == fixed.criteria


def test_knock_outs_questions_and_sources_are_lines() -> None:
    one = role()
    changed = edited(
        one,
        ("- KO3 Costs no more than the ceiling", "- KO3 (from client) Is insured\n- KO9 Speaks Irish"),
        ("- [SK] Here is", "- Which day suits you?\n- [SK] Here is"),
        (
            "- job board: FinCopy, Cork, cost 35",
            "- marketplace: Upwork, fee 5 %\n- job board: FinCopy, Cork, cost 40",
        ),
    )
    third, ninth = changed.knock_outs[2:4]
    assert (third.text, third.asked_from, third.key) == (
        "Is insured",
        DataClass.CLIENT,
        one.knock_outs[2].key,
    )
    assert (ninth.code, ninth.text) == ("KO9", "Speaks Irish")
    assert changed.questions[0] == Question(text="Which day suits you?", key=changed.questions[0].key)
    assert changed.questions[1:] == one.questions
    assert [each.name for each in changed.postings] == ["Upwork", "FinCopy, Cork"]
    assert (changed.postings[1].cost, changed.postings[1].key) == (40_00, FINCOPY.key)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("weight: 25", "weight: much", "Weight must be a whole number."),
        ("weight: 25", "wait: 25", "“wait: 25” is none of weight, bar"),
        ("## Questions", "## Answers", "“Answers” is no part of a role"),
        ("- [SK]", "- [ZZ]", "no criterion has the code ZZ"),
        ("1: Their", "Their", "is none of weight"),
        (
            "1: Their result must be made anew, or is not what this work is.\n",
            "",
            "Say what a 1, a 3 and a 5",
        ),
        ("3\nbar from: client", "3\nbar from: secret", "“secret” is no data class: say public, internal"),
        ("- job board: FinCopy", "- FinCopy", "Begin with the kind and a colon"),
        ("# R1 Admin", "hello", "this stands before the first part"),
        ("Cork, cost 35", "Cork, cost a lot", "“a lot” is no amount in EUR"),
        (
            "cost 35, fee 5 %, opened 2026-05",
            "cost 35, free 5 %, opened 2026-05",
            "“free 5 %” is no part of a source",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number(old: str, new: str, says: str) -> None:
    with pytest.raises(Misread) as refusal:
        edited(role(), (old, new))
    assert says in str(refusal.value)
    assert str(refusal.value).startswith("Line ")


@given(st.text(min_size=1, max_size=80), st.sampled_from(SourceKind), st.none() | st.integers(0, 10**8))
def test_a_source_reads_back_as_it_was_written(name: str, kind: SourceKind, cost: int | None) -> None:
    try:
        posting = Posting.of(kind=kind, name=name, cost=cost, opened=date(2026, 3, 20))
    except RuleBroken:
        return
    line = posting_line(posting, "EUR")
    assert read_posting(line, currency="EUR", today=TODAY, known=[posting]) == posting


@given(st.text(min_size=1, max_size=80))
def test_whatever_a_question_and_an_anchor_say_reads_back(text: str) -> None:
    one = role()
    try:
        first = one.criteria[0]
        one = one.but(
            questions=(Question.of(text=text), Question.of(text=text, criterion=first.key)),
            criteria=(first.but(check=text, anchors=first.anchors.but(one=text)), *one.criteria[1:]),
        )
    except RuleBroken:
        return
    found = read_role(role_markdown(one, "EUR"), one, currency="EUR", today=TODAY)
    assert [each.text for each in found.questions] == [each.text for each in one.questions]
    assert [each.criterion for each in found.questions] == [None, first.key]
    assert found.criteria == one.criteria


@pytest.mark.parametrize("said", ["20mar", "20.3.", "2026-03-20"])
def test_the_day_a_source_was_opened_has_passed(said: str) -> None:
    posting = read_posting(f"job board: FinCopy, opened {said}", currency="EUR", today=date(2026, 5, 12))
    assert posting.opened == date(2026, 3, 20)
