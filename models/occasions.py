"""What a business has days for: dues, follow-ups, talks, renewals, ends of papers and access, reviews."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from models.access import AccessGrant
from models.agreements import Agreement
from models.board import Card, Column
from models.business import Business
from models.candidates import Candidate
from models.document import Document
from models.dossier import Dossier
from models.engagements import Engagement
from models.live_lists import live_lists
from models.onboarding import Checklist
from models.reviews import next_review
from models.systems import System

TALKS_AHEAD = timedelta(weeks=8)
"""How far ahead the days of regular talks are told, which off-days may move."""


@dataclass(frozen=True)
class Occasion:
    """Something that has its day.

    Attributes:
        key: the same each time it is told, whatever its day: what it is of, and what about it; for a
            regular talk that is its week, or its month.
        title: what it is.
        on: its day.
        at: when it begins where it has a time, else it takes the whole day.
        minutes: how long it takes then.
        note: what else is known.
        changed: when its record was last saved.
        rev: how often that was saved.
    """

    key: str
    title: str
    on: date
    at: datetime | None = None
    minutes: int = 0
    note: str = ""
    changed: datetime | None = None
    rev: int = 0


@dataclass(frozen=True)
class Calendar:
    """What occasions follow from.

    Attributes:
        business: knows the work days.
        cards: all cards.
        helpers: everybody who helps.
        checklists: the running lists.
        agreements: the papers.
        systems: what can be entered.
        grants: who may enter it.
        candidates: all candidates.
        today: the day; occasions that are past and still open are told, too.
        zone: in which talks have their time.
    """

    business: Business
    cards: Sequence[Card]
    helpers: Sequence[Dossier]
    checklists: Sequence[Checklist]
    agreements: Sequence[Agreement]
    systems: Sequence[System]
    grants: Sequence[AccessGrant]
    candidates: Sequence[Candidate]
    today: date
    zone: ZoneInfo

    def occasions(self) -> list[Occasion]:
        """Returns what is still to come or to be settled, by day and then by title."""
        makers: tuple[Callable[[], Iterator[Occasion]], ...] = (
            self._of_cards,
            self._of_helpers,
            self._of_lists,
            self._of_papers,
            self._of_access,
            self._of_trials,
        )
        found = [occasion for make in makers for occasion in make()]
        return sorted(found, key=lambda each: (each.on, each.at is not None, each.title, each.key))

    def _names(self) -> dict[str, str]:
        return {helper.uid: helper.name for helper in self.helpers}

    def _of_cards(self) -> Iterator[Occasion]:
        names = self._names()
        for card in self.cards:
            if card.archived or card.trashed or card.column is Column.DONE:
                continue
            note = names.get(card.helper or "", "")
            if card.due:
                yield _of(card, "due", f"Due: {card.ref} {card.title}", card.due, note)
            if card.follow_up:
                yield _of(card, "follow-up", f"Follow up: {card.ref} {card.title}", card.follow_up, note)

    def _of_helpers(self) -> Iterator[Occasion]:
        for helper in self.helpers:
            if helper.archived:
                continue
            yield from self._talks(helper)
            for engagement in helper.engagements:
                if engagement.closed is None:
                    yield from self._terms(helper, engagement)
            terms = helper.engagement(self.today)
            if helper.began_on and terms and terms.is_running(self.today):
                due = next_review(helper.began_on, helper.reviews, self.business)
                if due:
                    yield _of(helper, "review", f"Review ({due.kind}): {helper.name}", due.on)

    def _talks(self, helper: Dossier) -> Iterator[Occasion]:
        told: dict[date, str] = {}
        settled = {talk.on for talk in helper.check_ins if not talk.is_open}
        terms, rule = helper.engagement(self.today), helper.check_in_rule
        if rule and not (terms and terms.end and terms.end < self.today):
            last = min(self.today + TALKS_AHEAD, (terms and terms.end) or date.max)
            talks = rule.talks(self.today, self.business)
            for planned, day in takewhile(lambda each: each[1] <= last, talks):
                told.setdefault(day, f"talk-{rule.turn_of(planned)}")
        for talk in helper.check_ins:
            if talk.is_open and talk.on >= self.today:
                told.setdefault(talk.on, f"{talk.key}-talk")
        for day in sorted(told.keys() - settled):
            begins = rule.at if rule else None
            yield _of(
                helper,
                told[day],
                f"Check-in: {helper.name}",
                day,
                rule.channel if rule else "",
                at=_moment(day, begins, self.zone),
                minutes=rule.minutes if rule else 0,
            )

    def _terms(self, helper: Dossier, terms: Engagement) -> Iterator[Occasion]:
        ends = terms.end
        told = (
            ("trial", "Trial ends", terms.trial_until),
            ("end", "Last day", ends),
            ("cancel-by", "Cancel by", terms.cancel_by if not terms.notice_on else None),
            ("renewal", "Renews", terms.renews_on if not terms.notice_on else None),
        )
        for what, says, day in told:
            if day and day >= self.today and not (ends and day > ends):
                yield _of(helper, f"{terms.key}-{what}", f"{says}: {helper.name}", day, terms.title)
        for milestone in terms.milestones:
            if milestone.accepted_on is None:
                title = f"Milestone: {milestone.title}, {helper.name}"
                yield _of(helper, f"{milestone.key}-milestone", title, milestone.due)

    def _of_lists(self) -> Iterator[Occasion]:
        for each in live_lists(self.checklists, self.helpers, self.today):
            for item in each.lines:
                due = each.due(item, self.business)
                if due and not item.is_settled:
                    yield _of(each, f"{item.key}-item", f"{each.name}: {item.says}", due, item.code)

    def _of_papers(self) -> Iterator[Occasion]:
        for paper in self.agreements:
            if paper.archived:
                continue
            if paper.last_day and paper.last_day >= self.today:
                yield _of(paper, "end", f"Ends: {paper.kind} with {paper.party}", paper.last_day)

    def _of_access(self) -> Iterator[Occasion]:
        names, systems = self._names(), {system.uid: system for system in self.systems}
        for grant in self.grants:
            system = systems.get(grant.system)
            if grant.is_closed or system is None:
                continue
            said = f"{names.get(grant.helper, 'somebody who is gone')}, {system.name}"
            if grant.granted and grant.revoked is None:
                yield _of(grant, "expiry", f"Access expires: {said}", grant.expires_on, grant.ref)
            review = grant.review_due_on(system)
            if review:
                yield _of(grant, "review", f"Review access: {said}", review, grant.ref)

    def _of_trials(self) -> Iterator[Occasion]:
        for each in self.candidates:
            if each.archived or not each.is_running:
                continue
            trial, software = each.trial, each.software
            if trial and trial.end and trial.decided is None:
                yield _of(each, "trial", f"Trial ends: {each.name}", trial.end)
            if software and software.end and software.end >= self.today:
                yield _of(each, "software-trial", f"Trial ends: {each.name}", software.end)
        yield from self._charges()

    def _charges(self) -> Iterator[Occasion]:
        """Yields when software charges by itself, which it does whatever was decided about it."""
        for each in self.candidates:
            software = each.software
            if software is None or each.archived or software.cancelled_on is not None:
                continue
            if software.auto_convert and software.convert_on and software.convert_on >= self.today:
                yield _of(each, "charge", f"Starts charging: {each.name}", software.convert_on)
            if software.renews_on and software.renews_on >= self.today:
                yield _of(each, "renewal", f"Renews: {each.name}", software.renews_on)
                if software.cancel_by and software.cancel_by >= self.today:
                    yield _of(each, "cancel-by", f"Cancel by: {each.name}", software.cancel_by)


def _of(
    record: Document,
    what: str,
    title: str,
    on: date,
    note: str = "",
    *,
    at: datetime | None = None,
    minutes: int = 0,
) -> Occasion:
    return Occasion(f"{record.uid}-{what}", title, on, at, minutes, note, record.updated, record.rev)


def _moment(day: date, at: time | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else datetime.combine(day, at, zone)
