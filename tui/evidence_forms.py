"""Evidence as forms: what is asked of each kind, how a line is read, and what the lines make together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from models.brief import joined_points, split_points
from models.brief_text import length_text
from models.candidate_line import read_stars
from models.dates import quoted, read_date, read_nearest_date, read_past_date
from models.document import Part, RuleBroken
from models.evidence import Authorship, CommsSample, Sample
from models.evidence_line import split_word
from models.money import plain, read_money
from models.references import ReferenceRequest
from models.software_trial import (
    Direction,
    ExitTest,
    IntegrationCheck,
    Link,
    ReviewEvidence,
    ScaleCheck,
    SoftwareTrial,
    SupportProbe,
)
from models.trials import Trial
from models.when import Span, read_duration, read_when, written
from tui.desk_screen import DeskScreen
from tui.dialogs.form import read_yes

UNLIMITED = "none"
"""What is typed for a limit that a plan does not have."""


@dataclass(frozen=True)
class Asked:
    """One line of a form about a piece of evidence.

    Attributes:
        name: the field it fills.
        label: what stands before it.
        hint: what may be written.
        read: makes a value of the text.
        shown: makes a text of the value.
        empty: the value of an empty line.
    """

    name: str
    label: str
    hint: str
    read: Callable[[str], Any] = str
    shown: Callable[[Any], str] = str
    empty: Any = ""


class Typing:
    """Makes the lines of each sort of value, for the money, the day and the zone of a screen."""

    def __init__(self, screen: DeskScreen) -> None:
        self.today: date = screen.today
        self._currency, self._now, self._zone = screen.business.currency, screen.now(), screen.zone

    def day(self, name: str, label: str, hint: str = "fri, 12dec, 2026-12-05") -> Asked:
        """Makes a line for a day."""
        return Asked(name, label, hint, lambda text: read_date(text, today=self.today), empty=None)

    def past_day(self, name: str, label: str, hint: str = "today, fri, 12dec, 2026-12-05") -> Asked:
        """Makes a line for the day on which something happened."""
        return Asked(name, label, hint, lambda text: read_past_date(text, today=self.today), empty=None)

    def near_day(self, name: str, label: str, hint: str = "fri, 12dec, 2026-12-05") -> Asked:
        """Makes a line for a day that may have passed or not."""
        return Asked(name, label, hint, lambda text: read_nearest_date(text, today=self.today), empty=None)

    def money(self, name: str, label: str, hint: str) -> Asked:
        """Makes a line for an amount."""
        currency = self._currency
        return Asked(
            name,
            label,
            f"{hint}, in {currency}: 69 or 69.50",
            lambda text: read_money(text, currency),
            lambda amount: plain(amount, currency),
            None,
        )

    def moment(self, name: str, label: str, hint: str = "9:10, y 14:00, 2026-04-13 9:10, 2h ago") -> Asked:
        """Makes a line for an instant that has passed."""
        return Asked(name, label, hint, self._read_moment, self._shown_moment, None)

    def _read_moment(self, text: str) -> datetime:
        return read_when(text, now=self._now, zone=self._zone).start

    def _shown_moment(self, at: datetime) -> str:
        said = written(Span(at, None), self._zone)
        return f"{said.day} {said.start}"


def count(name: str, label: str, hint: str, empty: int | None = None) -> Asked:
    """Makes a line for a whole number."""
    return Asked(name, label, hint, lambda text: _whole(text, label), empty=empty)


def word(name: str, label: str, words: type[StrEnum], empty: StrEnum) -> Asked:
    """Makes a line for one of some words."""
    return Asked(name, label, ", ".join(words), lambda text: split_word(text, list(words))[0], empty=empty)


def yes(name: str, label: str, hint: str, empty: bool | None = False) -> Asked:
    """Makes a line for yes or no."""
    return Asked(
        name, label, hint, lambda text: read_yes(text, label), lambda value: "yes" if value else "no", empty
    )


def _whole(text: str, label: str) -> int:
    said = text.replace(",", "").strip()
    if not said.isdecimal() or len(said) > 12:
        raise RuleBroken(f"{quoted(text)} is no whole number for {quoted(label)}: write it like 210.")
    return int(said)


def _read_hours(text: str) -> int:
    return read_duration(text, in_hours=True)


NOTE = Asked("note", "Note", "anything else worth keeping")

Sheet = Callable[[Typing], Sequence[Asked]]


def sample_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked of a sample of work."""
    return (
        Asked("title", "What it is", "like April newsletter of a client"),
        Asked("link", "Where", "an address or a file name"),
        count("quality", "Quality", "1 to 5, or empty for not looked at yet"),
        count("relevance", "Relevance", "1 to 5: how near it is to our own work"),
        word("authorship", "Made by them?", Authorship, Authorship.UNVERIFIED),
        Asked("confirmed_by", "What shows that", "without it the sample is weak evidence"),
        NOTE,
    )


def reference_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a referee."""
    return (
        Asked("referee", "Who", "somebody they worked for"),
        Asked("relation", "Relation", "like client, 2 years"),
        yes("worked_with", "Worked with them", "no makes it weak evidence", empty=True),
        Asked("contact", "Contact", "how to reach them"),
        NOTE,
    )


def message_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a message and its reply."""
    return (
        typing.moment("sent_at", "Sent"),
        typing.moment("replied_at", "Reply came", "empty while there is none"),
        count("clarity", "Clarity", "1 to 5: promptness is measured, clarity is rated"),
        Asked("about", "About", "what was asked"),
    )


def trial_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is agreed on a paid trial."""
    return (
        Asked("scope", "Scope", "the real work to be done, like chase 20 receipts"),
        Asked("minutes_cap", "Hours at most", "6, 4.5 or 4h30", _read_hours, length_text, None),
        typing.money("pay", "Pay", "for the whole trial"),
        Asked(
            "criteria",
            "Must show",
            "one or more, with ; between; fixed when the trial starts",
            split_points,
            lambda checks: joined_points(check.text for check in checks),
            (),
        ),
    )


def software_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a trial of software, its price and its dates."""
    return (
        typing.near_day("start", "Trial from"),
        typing.near_day("end", "Trial to"),
        typing.money("price", "Price a month", "after the trial"),
        typing.day("convert_on", "Charges by itself on", "empty when it does not charge unless told to"),
        typing.day("renews_on", "Renews on"),
        count("notice_days", "Notice days", "before a renewal", empty=0),
        Asked("cancel_how", "How to cancel", "where, or an address"),
        typing.past_day("cancelled_on", "Cancelling confirmed", "the day on which they said so"),
    )


def scale_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about three times today's volume."""
    return (
        Asked("metric", "What is counted", "like documents a month"),
        count("now", "Today", "how many it is now; three times that is worked out"),
        Asked(
            "limit",
            "Limit of the plan",
            f"a number, or {UNLIMITED} when there is none; empty while nobody knows",
            lambda text: UNLIMITED if text.casefold() == UNLIMITED else _whole(text, "Limit of the plan"),
            empty=None,
        ),
        typing.money("price_now", "Price now", "a month"),
        typing.money("price_x3", "Price at 3 times", "a month"),
    )


def integration_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about working together with another tool."""
    return (
        Asked("tool", "Tool of ours", "like Xero"),
        word("kind", "Linked by", Link, Link.UNKNOWN),
        word("direction", "Data go", Direction, Direction.BOTH),
        yes("works", "Tried: it works", "yes or no; empty leaves it a claim of the vendor's", empty=None),
        NOTE,
    )


def probe_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a question sent to support."""
    return (
        Asked("question", "Question", "a real one"),
        Asked("channel", "Channel", "mail, chat, telephone"),
        typing.moment("sent_at", "Sent"),
        typing.moment("first_reply_at", "First reply", "empty while there is none"),
        typing.moment("solved_at", "Solved", "empty while it is not"),
        NOTE,
    )


def review_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a review site or a case study."""
    return (
        Asked("site", "Where", "a review site, or whose case study it is"),
        Asked(
            "stars", "Stars and count", "4.4/212: stars, and from how many reviews", read_stars, empty=None
        ),
        count("like_us", "Like us, per cent", "how many of them are firms of our size"),
        count("similarity", "Case is like us", "0 not, 1 partly, 2 very; empty for a review site"),
        Asked("strengths", "Strengths", "what they praise"),
        Asked("weaknesses", "Weaknesses", "what they complain of"),
    )


def exit_sheet(typing: Typing) -> Sequence[Asked]:
    """Returns what is asked about a try at getting everything out again."""
    return (
        yes("ok", "All came out", "yes or no"),
        Asked("format", "As what", "like CSV with attachments"),
        typing.past_day("done_on", "Tried on", "empty for today"),
        NOTE,
    )


SHEETS: dict[type[Part], Sheet] = {
    Sample: sample_sheet,
    ReferenceRequest: reference_sheet,
    CommsSample: message_sheet,
    Trial: trial_sheet,
    SoftwareTrial: software_sheet,
    ScaleCheck: scale_sheet,
    IntegrationCheck: integration_sheet,
    SupportProbe: probe_sheet,
    ReviewEvidence: review_sheet,
    ExitTest: exit_sheet,
}
