"""What is asked about a helper as such: the lines of the forms for terms, papers and talking."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from models.agreements import AgreementKind, kind_meant
from models.brief import DataClass, joined_points, split_points
from models.brief_text import length_text
from models.candidate_line import read_rate
from models.candidate_parts import RatePer
from models.comms import Channel
from models.dates import quoted
from models.document import RuleBroken
from models.engagements import EngagementKind
from models.evidence_line import split_word
from models.helpers import HelperKind, helper_meant
from models.money import plain
from models.when import read_duration
from tui.desk_screen import DeskScreen
from tui.evidence_forms import Asked, Typing, count, word, yes

_PER = {RatePer.HOUR: "h", RatePer.MONTH: "mo", RatePer.PROJECT: "project"}


class TermsSheets(Typing):
    """Makes the lines of the forms about what is agreed with a helper."""

    def __init__(self, screen: DeskScreen) -> None:
        super().__init__(screen)
        self._desk = screen.desk

    # Terms and papers

    def helper(self) -> Sequence[Asked]:
        """Returns what is asked about the helper as such."""
        return (
            Asked("name", "Name", "what you call them"),
            word("kind", "Kind", HelperKind, HelperKind.ASSISTANT),
            count("wip_limit", "Limit in Doing", "1 to 9; above it you are warned", 3),
            count("follow_up_days", "Follow up after", "work days until you look again", 3),
            Asked("contact", "Contact", "how to reach them"),
            Asked("zone", "Time zone", "like Europe/Lisbon", empty=None),
            Asked("days_off", "Days off", "as in Mondays, August"),
            Asked("emergency_contact", "In an emergency", "whom else to ring"),
            self.person("backup", "Stands in", "the helper who does"),
            Asked("profile", "Role", "the access profile: its name; a new name makes one", empty=None),
            yes("gone", "No longer here", "write yes to take them off the strip"),
        )

    def person(self, name: str, label: str, hint: str) -> Asked:
        """Makes a line for another helper."""

        def read(text: str) -> str:
            meant = helper_meant(text, self._desk.helpers)
            if meant is None:
                raise RuleBroken(f"No helper is called {quoted(text)}.")
            return meant.uid

        def shown(uid: str) -> str:
            found = self._desk.helpers.get(uid)
            return found.name if found else ""

        return Asked(name, label, hint, read, shown, None)

    def engagement(self) -> Sequence[Asked]:
        """Returns what is asked about the terms."""

        def price(pair: tuple[int, RatePer]) -> str:
            return f"{plain(pair[0], self._currency)}/{_PER[pair[1]]}"

        return (
            Asked("title", "What for", "like Client-admin VA"),
            word("kind", "Kind", EngagementKind, EngagementKind.HOURLY),
            Asked(
                "price", "Price", "19/h, 240/mo or 800/project", self._read_rate, price, (None, RatePer.HOUR)
            ),
            Asked(
                "minutes_week",
                "Hours a week",
                "11, 4h30; a bare number is hours",
                lambda text: read_duration(text, in_hours=True),
                length_text,
                None,
            ),
            self.past_day("agreed_on", "Agreed on", "today, 4may; empty while it is a draft"),
            self.near_day("start", "First day"),
            self.day("trial_until", "Trial until"),
            self.day("end", "Last day", "empty for one that runs on"),
            count("notice_days", "Notice days", "0 to 365"),
            self.money("cap_month", "At most a month", "the most that a month may cost"),
            self.day("renews_on", "Renews on"),
            count("renews_months", "Renews for months", "how long it is bound then", 1),
            self.past_day("papers_filed_on", "Papers filed"),
            self.past_day("data_returned_on", "Our data returned"),
            self.past_day("last_invoice_paid_on", "Last invoice paid"),
        )

    def _read_rate(self, text: str) -> tuple[int, RatePer]:
        return read_rate(text, self._currency)

    def milestone(self) -> Sequence[Asked]:
        """Returns what is asked about something to be handed in."""
        return (
            Asked("title", "What", "what is handed in"),
            self.day("due", "Due"),
            self.money("amount", "Amount", "paid once it is accepted"),
        )

    def agreement(self) -> Sequence[Asked]:
        """Returns what is asked about a paper."""
        return (
            Asked(
                "kind",
                "Kind",
                f"NDA, DPA, {', '.join(each for each in AgreementKind if not each.is_confidentiality)}",
                lambda text: kind_meant(text) or split_word(text, list(AgreementKind))[0],
                empty=AgreementKind.NDA,
            ),
            Asked("party", "Other side", "who signs there"),
            self.past_day("sent_on", "Sent"),
            self.past_day("signed_on", "Signed by them"),
            self.past_day("countersigned_on", "Signed by you"),
            self.near_day("effective", "In force from", "empty for the day on which you sign"),
            self.day("term_end", "To", "its last day; empty for open-ended"),
            self.day("survival_until", "Survives to", "until when known facts stay confidential"),
            yes("survives_for_good", "Survives for good", "yes or no"),
            Asked(
                "covers",
                "Covers",
                f"{', '.join(DataClass)}; empty for all, with ; between",
                lambda text: tuple(split_word(part, list(DataClass))[0] for part in split_points(text)),
                joined_points,
                (),
            ),
            Asked(
                "file", "Signed file", "its path: the name and a digest are kept", read_file, empty=("", "")
            ),
            Asked("note", "Note", "anything else worth keeping"),
        )

    def comms(self) -> Sequence[Asked]:
        """Returns what is asked about talking to each other."""
        return (
            Asked(
                "channels",
                "Channels",
                "what for: which way, reply in; with ; between: questions: chat, 2h",
                lambda text: tuple(_channel(part) for part in split_points(text)),
                lambda channels: joined_points(_shown_channel(each) for each in channels),
                (),
            ),
            Asked("hours", "Reached", "as in Tue to Thu, 9:00 to 13:00"),
            Asked("urgent", "Urgent", "what is urgent, and what happens then"),
            count("decision_days", "We decide within", "work days"),
            self.past_day("agreed_on", "Agreed on"),
        )


def read_file(text: str) -> tuple[str, str]:
    """Returns the name of a file and the digest of what is in it.

    Raises:
        RuleBroken: it cannot be read.
    """
    path = Path(text).expanduser()
    try:
        return path.name, sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise RuleBroken(f"{quoted(text)} cannot be read: {error.strerror}.") from error


def _channel(text: str) -> Channel:
    purpose, _, way = text.partition(":")
    channel, _, within = way.partition(",")
    if not channel.strip():
        raise RuleBroken(f"{quoted(text)} names no way: write it like questions: chat, 2h.")
    minutes = read_duration(within) if within.strip() else None
    return Channel.of(purpose=purpose, channel=channel, reply_minutes=minutes)


def _shown_channel(each: Channel) -> str:
    within = f", {length_text(each.reply_minutes)}" if each.reply_minutes else ""
    return f"{each.purpose}: {each.channel}{within}"
