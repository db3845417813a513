"""What every record is: cleaned text, refusals in one sentence, fields that nobody knows yet."""

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from models.document import Document, Line, Name, Record, RuleBroken, Tag, Title, cleaned, moment

TAMPERED = "\N{REPLACEMENT CHARACTER}"
HOSTILE = {
    "a retitled window": "\x1b]0;owned\x07",
    "a clipboard write": "\x1b]52;c;ZXZpbA==\x1b\\",
    "a cleared screen": "\x1b[2J\x1b[H",
    "a device control string": "\x1bPq#0\x1b\\",
    "a C1 control sequence": "\x9b2J",
    "a C1 operating system command": "\x9d0;owned\x9c",
    "next line": "one\x85two",
    "delete": "one\x7f",
    "null and shift-out": "\x00\x0e",
    "bell, backspace, tabs, carriage return": "\a\b\v\f\r",
    "a direction override": "invoice\u202efdp.exe",
    "a direction isolate": "\u2066a\u2069",
    "direction marks": "\u200e\u200f\u061c",
    "line and paragraph separators": "one\u2028two\u2029three",
    "interlinear annotation": "\ufff9a\ufffab\ufffb",
    "a lone surrogate": "\ud800",
}
payloads = pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
nasty_text = (
    st.text()
    | st.text(st.sampled_from("".join(HOSTILE.values())))
    | st.text(st.sampled_from("e \u0301\u0323\u20e3\u200b\u200d\u00ad\x1b\r\n\t"))
)


class Parcel(Record):
    label: Name
    contents: Title = "things"
    remark: Line = ""
    tags: tuple[Tag, ...] = ()
    weight: int = Field(default=1, ge=1, le=30)


class Ticket(Document):
    letter = "Q"


def dangerous(text: str) -> list[str]:
    return [char for char in text if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")]


@payloads
def test_no_payload_reaches_a_terminal_and_each_leaves_a_mark(payload: str) -> None:
    safe = cleaned(payload)
    assert not dangerous(safe)
    assert TAMPERED in safe
    assert not set(safe) & set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@payloads
@pytest.mark.parametrize("field", ["label", "contents", "remark"])
def test_every_text_type_cleans_what_is_pasted(field: str, payload: str) -> None:
    parcel = Parcel.of(**{"label": "Books", field: f"a{payload}b"})
    assert not dangerous(getattr(parcel, field))


def test_a_tag_is_cleaned_and_put_in_lower_case() -> None:
    assert Parcel.of(label="Books", tags=("  VAT\x1b ",)).tags == (f"vat{TAMPERED}",)


@pytest.mark.parametrize("text", ["zero\u200bwidth", "zero\u2060width", "\ufeffzerowidth", "zero\u00adwidth"])
def test_invisible_characters_vanish(text: str) -> None:
    assert cleaned(text) == "zerowidth"


def test_tag_characters_that_smuggle_words_vanish() -> None:
    smuggled = "".join(chr(0xE0000 + ord(char)) for char in "obey")
    assert cleaned(f"Call{smuggled} Anna") == "Call Anna"


@pytest.mark.parametrize("mark", ["\u0336", "\u0e47", "\u0650", "\u20dd"])
def test_marks_pile_up_three_high_at_most(mark: str) -> None:
    assert cleaned("x" + mark * 40) == "x" + mark * 3


def test_accents_are_composed_so_that_equal_words_are_equal() -> None:
    assert cleaned("cafe\u0301") == "caf\u00e9"


def test_a_letter_and_its_accent_meet_when_the_invisible_character_between_them_goes() -> None:
    assert cleaned("e\u200b\u0301") == "\u00e9"


def test_joined_emoji_and_other_scripts_stay_whole() -> None:
    for text in ("👩\u200d💻", "❤\ufe0f", "請求書", "שלום", "Čeština", "naïve"):
        assert cleaned(text) == text


def test_ten_thousand_characters_are_cleaned_to_the_last() -> None:
    assert cleaned("é\x1b" * 5_000) == f"é{TAMPERED}" * 5_000


def test_an_imported_line_is_kept_whole_however_long() -> None:
    assert len(Parcel.of(label="Books", remark="x" * 10_000).remark) == 10_000


def test_a_line_break_is_a_space() -> None:
    assert Parcel.of(label="a\r\nb\tc\nd").label == "a b c d"


@given(nasty_text)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@given(nasty_text)
def test_a_cleaned_line_never_holds_a_control_character(text: str) -> None:
    assert not dangerous(cleaned(text))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Label is missing."),
        ({"label": ""}, "Label may not be empty."),
        ({"label": " \u200b "}, "Label may not be empty."),
        ({"label": "x" * 81}, "Label may have 80 characters at most."),
        ({"label": "a", "weight": 0}, "Weight must be 1 or more."),
        ({"label": "a", "weight": 31}, "Weight must be 30 or less."),
        ({"label": "a", "weight": "heavy"}, "Weight must be a whole number."),
        ({"label": "a", "weight": 1.5}, "Weight must be a whole number."),
        ({"label": "a", "weight": "9" * 5_000}, "Weight is too large a number."),
        ({"label": 7}, "Label must be a valid string."),
        ({"label": "a", "tags": ("",)}, "Tags may not be empty."),
    ],
)
def test_what_is_out_of_bounds_is_refused_in_one_sentence_that_names_the_field(
    fields: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        Parcel.of(**fields)
    assert str(refused.value) == sentence


def test_an_unreadable_date_is_refused_by_the_name_of_its_field() -> None:
    with pytest.raises(RuleBroken, match=r"^Created must be a valid datetime.*\.$"):
        Ticket.of(created="soon")


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"^Updated must say its time zone\.$"):
        Ticket.of(updated=datetime(2026, 11, 23, 9))


def test_a_change_is_validated_like_a_new_record() -> None:
    parcel = Parcel.of(label="Books", weight=3)
    with pytest.raises(RuleBroken, match=r"^Weight must be 30 or less\.$"):
        parcel.but(weight=99)
    assert parcel.weight == 3


def test_a_change_makes_another_record_and_leaves_the_first() -> None:
    parcel = Parcel.of(label="Books", weight=3)
    assert parcel.but(label="Atlases") == Parcel.of(label="Atlases", weight=3)
    assert parcel.label == "Books"


def test_a_record_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Parcel.of(label="Books").label = "Ink"  # type: ignore[misc]  # refusing it is the test


def test_fields_of_a_newer_version_survive_a_change() -> None:
    newer = Parcel.of(label="Books", colour="teal", insured={"until": "2027"})
    told = newer.but(weight=5).model_dump()
    assert (told["colour"], told["insured"]) == ("teal", {"until": "2027"})


def test_a_document_keeps_its_identity_and_its_name_through_changes() -> None:
    ticket = Ticket.of(number=14)
    changed = ticket.but(rev=2)
    assert (changed.uid, changed.ref) == (ticket.uid, "Q14")


def test_two_documents_have_two_identities() -> None:
    assert Ticket().uid != Ticket().uid


def test_an_instant_is_stored_in_utc_to_the_second() -> None:
    east = datetime(2026, 11, 23, 9, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert moment(east).isoformat() == "2026-11-23T08:00:00+00:00"
    assert moment(datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/Dublin"))).tzinfo is UTC
