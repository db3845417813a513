"""All that the rules of Today look at, as one day has it for one owner."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from models.access_register import Access
from models.activity import Activity
from models.agreements import Agreement
from models.audit import Audit, TimeEntry
from models.board import Card, Column
from models.business import Business
from models.candidates import Candidate
from models.document import Document
from models.dossier import Dossier
from models.gates import Facts, Probation
from models.helpers import HelperKind
from models.least_privilege import Excess, Finding, findings
from models.ledger import LedgerLine
from models.live_lists import live_lists
from models.onboarding import Checklist
from models.procedure import Procedure
from models.roles import Role
from models.security import SecurityRecord
from models.today_line import About, Amount, Deed, Fold, Line, Rule, Said


@dataclass(frozen=True)
class OnRecord:
    """A business on one day.

    Attributes:
        now: the moment.
        zone: where the days are counted.
        business: the settings.
        owner: the key of the owner who looks.
        entries: gives the log from a day on; asked for only while an audit runs.
    """

    now: datetime
    zone: ZoneInfo
    business: Business
    owner: str
    cards: tuple[Card, ...] = ()
    helpers: tuple[Dossier, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    accesses: tuple[Access, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    roles: tuple[Role, ...] = ()
    security: tuple[SecurityRecord, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()
    activities: tuple[Activity, ...] = ()
    audits: tuple[Audit, ...] = ()
    entries: Callable[[date], Iterable[TimeEntry]] = lambda first: ()

    @cached_property
    def today(self) -> date:
        """The day."""
        return self.now.astimezone(self.zone).date()

    def day(self, at: datetime) -> date:
        """Returns the day of an instant, where the business is."""
        return at.astimezone(self.zone).date()

    def in_days(self, count: int) -> date:
        """Returns the day so many days ahead."""
        return self.today + timedelta(days=count)

    def work_days_since(self, day: date) -> int:
        """Returns the work days after a day, up to today."""
        return self.business.work_days_between(day + timedelta(days=1), self.today)

    # What is looked up more than once

    @cached_property
    def helper(self) -> Mapping[str, Dossier]:
        """The helpers by uid, those who have left included."""
        return {each.uid: each for each in self.helpers}

    @cached_property
    def crew(self) -> tuple[Dossier, ...]:
        """The helpers who work here."""
        return tuple(each for each in self.helpers if each.archived is None)

    @cached_property
    def facts(self) -> Facts:
        """What the gates go by besides the running lists."""
        probations = tuple(
            Probation(each.uid, each.reviews, is_software=each.kind is HelperKind.SOFTWARE)
            for each in self.helpers
        )
        return Facts(self.today, self.agreements, self.accesses, self.checklists, probations)

    @cached_property
    def lists(self) -> tuple[Checklist, ...]:
        """The running lists of those who are here, and those for leaving."""
        return tuple(live_lists(self.checklists, self.helpers, self.today))

    @cached_property
    def in_hand(self) -> tuple[Card, ...]:
        """The cards that are on the board, not done and not out of sight."""
        return tuple(
            card
            for card in self.cards
            if card.archived is None and card.column is not Column.DONE and not card.is_snoozed(self.today)
        )

    @cached_property
    def excesses(self) -> Mapping[Excess, list[Finding]]:
        """What is more access than it should be, by the way in which it is."""
        found: dict[Excess, list[Finding]] = {each: [] for each in Excess}
        for each in findings(self.accesses):
            found[each.excess].append(each)
        return found

    def name_of(self, helper: str | None) -> str:
        """Returns the name of a helper by uid, `nobody` where there is none."""
        found = self.helper.get(helper or "")
        return found.name if found else "nobody"

    def whose(self, card: Card) -> str:
        """Returns the first name of whoever has a card, in brackets after a space; nothing for nobody."""
        found = self.helper.get(card.helper or "")
        return f" ({found.short})" if found else ""

    # How a line is made

    def line(
        self,
        rule: Rule,
        subject: str,
        *says: str | date | Amount,
        deed: Deed,
        about: About,
        because: str,
        due: date | None = None,
        folds: Iterable[Fold] = (),
        facts: Iterable[tuple[str, Said]] = (),
        cause: str = "",
        weight: int = 1,
    ) -> Line:
        """Makes a line.

        Args:
            rule: the rule that it comes of.
            subject: who or what it is about.
            says: what the matter is.
            deed: what is done about it.
            about: what it is done to.
            because: the rule in words, with its threshold.
            due: the last day on which it was in time.
            folds: what waits for the same cause.
            facts: the working, a label and a text at a time.
            cause: what tells it from other lines, where that is not what it is about.
            weight: how much it stands for besides what it folds.
        """
        return Line(
            rule,
            subject,
            says,
            deed,
            about,
            cause or about.cause,
            due,
            max(0, (self.today - due).days) if due else 0,
            tuple(folds),
            weight,
            (("rule", (because,)), *facts),
        )


Maker = Callable[[OnRecord, Collection[str]], Iterator[Line]]
"""Yields the lines of one rule; it is told which causes have a line already, or are folded into one."""


def about(table: str, record: Document, key: str = "") -> About:
    """Returns what names a record of a table, or a part of it."""
    return About(table, record.number, record.uid, key)


def days(count: int) -> str:
    """Returns a length in days, as in `5 d`."""
    return f"{count} d"


def counted(number: int, one: str, many: str = "") -> str:
    """Returns a number with its noun, as in `2 accesses`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
