"""What the views of the helpers screen say, looked up once for as long as nothing changes."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from models.access_register import Matrix, matrix
from models.agreements import AgreementState
from models.dossier import Dossier
from models.engagements import EngagementState
from models.feedback import earned
from models.goals import GoalState
from models.lanes import loads
from models.latency import Latency, latency
from models.least_privilege import findings
from models.ledger import Account, LedgerLine, by_activity, by_week
from models.reviews import next_review
from models.systems import System
from store import Workspace
from tui import marks, register, wording
from tui.access_words import open_tasks, profiles
from tui.helper_account import HelperAccount

TABLES = (
    *("helpers", "cards", "agreements", "checklists", "systems", "grants", "ledger"),
    *("activities", "business"),
)
"""What the facts are taken from."""


class HelperFacts:
    """What is known of all helpers at a moment; each answer is worked out when it is first asked for."""

    def __init__(self, desk: Workspace, *, now: datetime, zone: ZoneInfo) -> None:
        self.desk, self.now, self.zone = desk, now, zone
        self.today: date = now.astimezone(zone).date()
        self.accesses = register.accesses(desk, self.today)
        self.found = findings(self.accesses, profiles=profiles(desk), open_tasks=open_tasks(desk))
        self._stands_out: dict[str, Sequence[str]] = {}
        self._accounts: dict[str, HelperAccount] = {}

    @cached_property
    def dossiers(self) -> Mapping[int, Dossier]:
        """Every helper in full, by number."""
        return {each.number: Dossier.as_far_as_sound(each) for each in self.desk.helpers}

    @cached_property
    def loads(self) -> Counter[str | None]:
        """How many cards each has in Doing."""
        return loads(self.desk.cards)

    @cached_property
    def matrix(self) -> Matrix:
        """Who may enter what."""
        return matrix(self.accesses)

    @cached_property
    def systems(self) -> tuple[System, ...]:
        """The columns of the matrix: those that somebody has an access to, then the others."""
        used = {each.uid for each in self.matrix.systems}
        idle = (each for each in self.desk.systems if each.uid not in used and not each.archived)
        return (*self.matrix.systems, *idle)

    @cached_property
    def weeks(self) -> Mapping[date, Account]:
        """The ledger by week, the earliest first."""
        return by_week(self.desk.ledger)

    @cached_property
    def activities(self) -> Mapping[str, Account]:
        """The ledger by activity."""
        return by_activity(self.desk.ledger)

    @cached_property
    def lines(self) -> Mapping[str, Sequence[LedgerLine]]:
        """The lines of the ledger by activity."""
        found: dict[str, list[LedgerLine]] = {}
        for each in self.desk.ledger:
            if each.activity:
                found.setdefault(each.activity, []).append(each)
        return found

    @cached_property
    def latency(self) -> Latency:
        """How long the cards have waited for each side."""
        return latency(self.desk.cards, now=self.now)

    def account(self, helper: Dossier) -> HelperAccount:
        """Returns what says everything about a helper."""
        if helper.uid not in self._accounts:
            self._accounts[helper.uid] = HelperAccount(
                helper, self.desk, now=self.now, zone=self.zone, accesses=self.accesses
            )
        return self._accounts[helper.uid]

    def stands_out(self, helper: Dossier) -> Sequence[str]:
        """Returns what somebody should look at, the most dangerous first."""
        if helper.uid not in self._stands_out:
            self._stands_out[helper.uid] = tuple(self._worth_a_look(helper))
        return self._stands_out[helper.uid]

    def _worth_a_look(self, helper: Dossier) -> Iterator[str]:
        today = self.today
        if helper.unread:
            yield f"{marks.LATE} a part cannot be read: {helper.unread}"
        own = [each for each in self.found if each.access.helper == helper.uid]
        yield from (f"{marks.LATE} {each.says}" for each in own)
        yield from self._about_papers(helper)
        terms = helper.engagement(today)
        if terms and terms.must_decide(today) and terms.cancel_by:
            yield f"renews, cancel by {wording.short_day(terms.cancel_by)}"
        if terms and terms.state(today) is EngagementState.ENDED:
            yield "ended, not closed"
        for goal in helper.goals:
            goes = goal.state(today)
            if goal.has_no_data(today):
                yield f"{goal.title}: no data {goal.days_without(today)} d"
            elif goes in (GoalState.OFF_TRACK, GoalState.AT_RISK):
                yield f"{goal.title}: {goes}"
        if not helper.archived:
            yield from self._about_the_work(helper)

    def _about_papers(self, helper: Dossier) -> Iterator[str]:
        for paper in self.desk.agreements.having(helper=helper.uid):
            state = paper.state(self.today)
            if paper.archived is None and state.is_wanting and not helper.archived:
                days = f" in {(paper.last_day - self.today).days} d" if paper.last_day else ""
                ends = f"ends{days}" if state is AgreementState.EXPIRING else str(state)
                yield f"{paper.kind} {'not signed by you' if state is AgreementState.SIGNED else ends}"

    def _about_the_work(self, helper: Dossier) -> Iterator[str]:
        today, business = self.today, self.desk.business
        cards = self.desk.cards.having(helper=helper.uid)
        if due := earned(helper.goals, cards, helper.recognition, today=today, zone=self.zone):
            yield f"thanks earned: {due[0].says}"
        following = next_review(helper.began_on, helper.reviews, business) if helper.began_on else None
        if following and following.is_late(today):
            yield f"review after {following.kind} is late"
        if helper.check_in_rule:
            yield f"check-in {wording.day(helper.check_in_rule.next_on(today, business), today)}"
