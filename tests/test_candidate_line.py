"""The line a candidate begins as, and the word that says why one is turned down."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.candidate_line import (
    ended_line,
    entering,
    read_candidate,
    read_rate,
    read_reason,
    read_stars,
    stars_text,
)
from models.candidate_parts import RatePer, Reason
from models.candidates import Candidate
from models.document import RuleBroken
from models.helpers import HelperKind
from models.role_parts import Posting, SourceKind
from models.roles import Role

TODAY = date(2026, 5, 12)
UPWORK = Posting(kind=SourceKind.MARKETPLACE, name="Upwork Pro")


def role(**fields: Any) -> Role:
    return Role.of(number=1, title="Admin", **fields)


def read(line: str, one: Role | None = None, others: tuple[Candidate, ...] = ()) -> Candidate:
    said = read_candidate(line, currency="EUR", today=TODAY)
    return entering(said, one or role(), others)[0]


def test_a_line_says_who_from_where_how_good_and_at_what_price() -> None:
    found = read("Ines Carvalho @upwork 4.9/31 €17/h 20h/w start:18may ines@x.example https://u.example/i")
    assert found.name == "Ines Carvalho"
    assert (found.source, found.platform_rating, found.n_reviews) == (SourceKind.MARKETPLACE, 49, 31)
    assert (found.terms.rate, found.terms.per, found.terms.minutes_week) == (17_00, RatePer.HOUR, 1_200)
    assert found.terms.start == date(2026, 5, 18)
    assert (found.contact, found.profile_url) == ("ines@x.example", "https://u.example/i")


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("17/h", (17_00, RatePer.HOUR)),
        ("€260/mo", (260_00, RatePer.MONTH)),
        ("17,50€/hour", (17_50, RatePer.HOUR)),
        ("400/project", (400_00, RatePer.PROJECT)),
    ],
)
def test_a_price_is_for_an_hour_a_month_or_a_project(text: str, rate: tuple[int, RatePer]) -> None:
    assert read_rate(text, "EUR") == rate


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ines 4.9", "4.9 from how many reviews? Enter the count, like 4.9/31."),
        ("Ines 4.9/0", "4.9 from how many reviews?"),
        ("@upwork 17/h", "Say who it is: Ines Carvalho @upwork 4.9/31 17/h 20h/w."),
        ("Ines 17/h 18/h", "“18/h” says a second time what stands on the line: keep one of them."),
        ("Ines 5.9/31", "must be 50 or less"),
        ("Ines start:someday", "someday"),
    ],
)
def test_what_a_line_cannot_say_is_refused_in_a_sentence(line: str, says: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read(line)
    assert says in str(refusal.value)


def test_a_place_is_a_posting_of_the_role_by_the_beginning_of_its_name_before_anything_else() -> None:
    one = role(postings=(UPWORK,))
    found = read("Ines @upwork", one)
    assert (found.posting, found.source) == (UPWORK.key, SourceKind.MARKETPLACE)


@pytest.mark.parametrize(
    ("kind", "said", "made"),
    [
        (HelperKind.ASSISTANT, "upwork", (SourceKind.MARKETPLACE, "Upwork")),
        (HelperKind.ASSISTANT, "fin_copy", (SourceKind.JOB_BOARD, "Fin copy")),
        (HelperKind.SOFTWARE, "Quill", (SourceKind.VENDOR, "Quill")),
        (HelperKind.SOFTWARE, "g2", (SourceKind.REVIEW_SITE, "G2")),
    ],
)
def test_a_place_that_nobody_has_heard_of_becomes_a_posting(
    kind: HelperKind, said: str, made: tuple[SourceKind, str]
) -> None:
    line = read_candidate(f"Ines @{said}", currency="EUR", today=TODAY)
    candidate, posting = entering(line, role(kind=kind), ())
    assert posting is not None
    assert ((posting.kind, posting.name), candidate.posting) == (made, posting.key)


@pytest.mark.parametrize(
    ("line", "name", "source", "place"),
    [
        ("Ines Carvalho @referral: Anna 17/h", "Ines Carvalho", SourceKind.REFERRAL, ""),
        ("Ines Carvalho @referral:Anna 17/h", "Ines Carvalho", SourceKind.REFERRAL, ""),
        ("@Referral: Anna Ines Carvalho 17/h", "Ines Carvalho", SourceKind.REFERRAL, ""),
        ("Ines @job board: Fin Copy 17/h", "Ines", SourceKind.JOB_BOARD, "Fin Copy"),
        ("Ines @job_board:FinCopy 17/h", "Ines", SourceKind.JOB_BOARD, "FinCopy"),
        ("Ines @marketplace: upwork pro", "Ines", SourceKind.MARKETPLACE, "Upwork Pro"),
    ],
)
def test_a_kind_with_a_colon_says_which_place_or_who_recommends(
    line: str, name: str, source: SourceKind, place: str
) -> None:
    said = read_candidate(line, currency="EUR", today=TODAY)
    one = role(postings=(UPWORK,))
    found, new = entering(said, one, ())
    assert (found.name, found.source) == (name, source)
    posting = new or next((each for each in one.postings if each.key == found.posting), None)
    assert (posting.name if posting else "") == place
    assert (found.referrer.name if found.referrer else "") == ("" if place else "Anna")


@pytest.mark.parametrize("count", [5, 10])
def test_stars_that_end_like_a_scale_are_asked_about(count: int) -> None:
    with pytest.raises(RuleBroken) as refusal:
        read(f"Ines 4.9/{count}")
    says = f"4.9/{count}: out of {count}, or from {count} reviews? Write 4.9/31 with the count, "
    assert str(refusal.value) == says + f"or 4.9/5/{count} if there are {count}."
    assert read_stars(f"4.9/5/{count}") == (49, count)


@given(st.integers(0, 50), st.integers(1, 200))
def test_stars_are_read_back_as_they_are_shown(tenths: int, reviews: int) -> None:
    assert read_stars(stars_text(tenths, reviews)) == (tenths, reviews)


@pytest.mark.parametrize("said", ["referral", "direct", "agency", "LinkedIn", "past-helper", "job_board"])
def test_a_kind_of_source_needs_no_posting(said: str) -> None:
    line = read_candidate(f"Ines @{said}", currency="EUR", today=TODAY)
    candidate, posting = entering(line, role(), ())
    assert posting is None or posting.kind is SourceKind.LINKEDIN
    assert candidate.source is SourceKind(said.casefold().replace("-", "_"))


def test_a_sign_can_be_kept_as_a_part_of_the_name() -> None:
    assert read(r"Studio \@home \4.9").name == "Studio @home 4.9"


def test_a_plus_names_another_kind_of_help() -> None:
    found = read("Bluebell Assist +agency 27/h")
    assert (found.kind, found.name) == (HelperKind.AGENCY, "Bluebell Assist")
    assert read("A +b").name == "A +b"


def test_nobody_is_twice_in_one_role() -> None:
    ines = read("Ines Carvalho")
    one = role()
    mine = ines.but(role=one.uid)
    with pytest.raises(RuleBroken, match=r"Ines Carvalho is already in this role \(stage Sourced\)\."):
        read("ines carvalho", one, (mine,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skill too generic", (Reason.SKILL, "too generic")),
        ("comms: two late replies", (Reason.COMMS, "two late replies")),
        ("communication", (Reason.COMMS, "")),
        ("data handling unclear", (Reason.DATA, "unclear")),
        ("position closed", (Reason.POSITION_CLOSED, "")),
        ("the trial piece was generic", (Reason.OTHER, "the trial piece was generic")),
        ("other wants another field", (Reason.OTHER, "wants another field")),
        ("other", (Reason.OTHER, "other")),
    ],
)
def test_the_first_word_may_name_the_reason(text: str, found: tuple[Reason, str]) -> None:
    assert read_reason(text) == found


def test_turning_somebody_down_needs_a_reason() -> None:
    with pytest.raises(RuleBroken, match="Say why, in one of these words"):
        read_reason("  ")


def test_a_reason_is_said_with_what_was_added() -> None:
    assert ended_line(Reason.SKILL, "generic") == "skill, “generic”"
    assert ended_line(Reason.SKILL, "") == "skill"
    assert ended_line(Reason.OTHER, "moved away") == "“moved away”"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for reads in (lambda: read(text), lambda: read_reason(text), lambda: read_rate(text, "EUR")):
        with suppress(RuleBroken):
            reads()
