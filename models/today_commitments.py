"""Today, class D: what was agreed on for a day that has come."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from models.audit import TimeEntry, open_audit
from models.candidates import Candidate
from models.check_ins import MILESTONE_NEAR, agenda, missed_in_a_row
from models.checklist_progress import ItemStanding, ItemStatus, standings
from models.day import day_lines
from models.dossier import Dossier
from models.engagements import EngagementState
from models.feedback import FeedbackKind
from models.onboarding import Checklist
from models.references import CLOSE_AFTER, REMIND_AFTER, ReferenceRequest, ReferenceStep
from models.reviews import next_review
from models.today_line import Deed, Fold, Line, Rule, Said
from models.today_record import Maker, OnRecord, about, counted, days

MISSED_TWICE = 2
"""Talks in a row that nobody held, after which it is asked about; `domain.md` §5, D1."""
REVIEW_NEAR = 7
"""Days before a review of a helper or of an access from which it is on the page; `domain.md` §5, D5."""
LOOK_BACK_WITHIN = 5
"""Work days after which corrective feedback without a day of its own is looked back on."""


def talks(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the talks that are due, and those that were missed twice."""
    for helper in record.crew:
        if helper.has_left(record.today):
            continue
        missed, due = missed_in_a_row(helper.check_ins, record.today), _talk_due(record, helper)
        if due is None and missed < MISSED_TWICE:
            continue
        facts = helper.agenda_facts(record.cards, record.today)
        points = agenda(facts, today=record.today, now=record.now)
        rule = helper.check_in_rule
        at = f" {rule.at:%H:%M}" if rule and rule.at else ""
        when = f"{rule.rhythm if rule else 'next'} talk{at}"
        skipped = f", missed {missed} times" if missed >= MISSED_TWICE else ""
        late = ("", due) if due and due < record.today else ()
        yield record.line(
            Rule.D1,
            helper.name,
            f"{when} was due " if late else f"{when} today" if due else when,
            *late[1:],
            f"{skipped}: {counted(len(points), 'point')} to talk about",
            deed=Deed.CHECK_IN,
            about=about("helpers", helper, "check-in"),
            because=f"A talk is held on its day; after {MISSED_TWICE} missed in a row somebody asks why.",
            due=due,
            facts=(("agenda", (point.says,)) for point in points),
        )


def _talk_due(record: OnRecord, helper: Dossier) -> date | None:
    """Returns the day of the talk that should have been held by now, None where that is still ahead."""
    settled = max((each.on for each in helper.check_ins if not each.is_open), default=date.min)
    planned = [each.on for each in helper.check_ins if each.is_open and settled < each.on <= record.today]
    rule, terms = helper.check_in_rule, helper.engagement(record.today)
    if rule and (terms is None or terms.is_running(record.today)):
        after = max(settled, rule.first - timedelta(days=1))
        planned.append(rule.next_on(after + timedelta(days=1), record.business))
    due = min(planned, default=date.max)
    return due if due <= record.today else None


def items(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the running lists with items due or overdue that have no line yet, one line for each list."""
    for checklist in record.lists:
        every = standings(checklist, record.facts, record.business)
        due = [
            each
            for each in every
            if each.standing in (ItemStatus.OVERDUE, ItemStatus.DUE)
            and about("checklists", checklist, each.item.key).cause not in taken
        ]
        if due:
            yield _of_list(record, checklist, sorted(due, key=lambda each: each.due or record.today))


def _of_list(record: OnRecord, checklist: Checklist, due: list[ItemStanding]) -> Line:
    first, more = due[0], len(due) - 1
    is_late = first.standing is ItemStatus.OVERDUE
    when: Said = ("overdue since ", first.due or record.today) if is_late else ("due today",)
    return record.line(
        Rule.D2,
        record.name_of(checklist.helper),
        *when,
        f", {more} more" if more else "",
        f": {first.item.says}",
        deed=Deed.TICK,
        about=about("checklists", checklist, first.item.key),
        because="Every item of a running list is settled by its day, whoever does it.",
        due=first.due,
        folds=(Fold(about("checklists", checklist, each.item.key), each.item.says) for each in due[1:]),
        cause=checklist.uid,
        facts=(
            ("item", (f"{each.item.says}, {each.standing}, due ", each.due or record.today)) for each in due
        ),
    )


def silent_references(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the referees who have been silent for long."""
    for each in record.candidates:
        if each.archived or (each.outcome and not each.is_engaged):
            continue
        for request in each.references:
            step = request.next_step(record.business, record.today)
            if step and request.asked_on:
                yield _silent(record, each, request, step, request.asked_on)


def _silent(
    record: OnRecord, candidate: Candidate, request: ReferenceRequest, step: ReferenceStep, asked: date
) -> Line:
    closes = step is ReferenceStep.CLOSE
    after = CLOSE_AFTER if closes else REMIND_AFTER[min(len(request.reminders), len(REMIND_AFTER) - 1)]
    silent = days((record.today - asked).days)
    return record.line(
        Rule.D3,
        candidate.name,
        f"reference of {request.referee} silent {silent}: {'close as no answer' if closes else 'remind'}?",
        deed=Deed.CLOSE_REFERENCE if closes else Deed.REMIND,
        about=about("candidates", candidate, request.key),
        because=f"A referee is reminded after {REMIND_AFTER[0]} and {REMIND_AFTER[1]} work days; after"
        f" {CLOSE_AFTER} closing as no answer is proposed.",
        due=record.business.after_work_days(asked, after),
        facts=(("asked", (asked,)), *(("reminded", (day,)) for day in request.reminders)),
    )


def milestones(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields what is to be handed in soon, or should have been accepted."""
    for helper in record.crew:
        for terms in helper.engagements:
            if terms.state(record.today) in (EngagementState.DRAFT, EngagementState.CLOSED):
                continue
            for each in terms.milestones:
                if each.accepted_on is None and each.due <= record.today + MILESTONE_NEAR:
                    late = each.due < record.today
                    yield record.line(
                        Rule.D4,
                        helper.name,
                        f"{each.title} {'was ' if late else ''}due ",
                        each.due,
                        deed=Deed.ACCEPT_MILESTONE,
                        about=about("helpers", helper, each.key),
                        because=f"A milestone is on the page {days(MILESTONE_NEAR.days)} before its day.",
                        due=each.due,
                    )


def reviews(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the reviews of helpers, and of sensitive accesses, that are due soon."""
    because = f"A review is on the page from {days(REVIEW_NEAR)} before its day."
    for helper in record.crew:
        begun = helper.began_on
        found = next_review(begun, helper.reviews, record.business) if begun else None
        runs = any(each.is_running(record.today) for each in helper.engagements)
        if found and runs and found.on <= record.in_days(REVIEW_NEAR):
            yield record.line(
                Rule.D5,
                helper.name,
                f"review ({found.kind}), due ",
                found.on,
                deed=Deed.REVIEW,
                about=about("helpers", helper, "review"),
                because=because,
                due=found.on,
                facts=(("is to show", (found.kind.intent,)),) if found.kind.intent else (),
            )
    for access in record.accesses:
        grant = access.grant
        due = grant.review_due_on(access.system) if access.system.is_sensitive(grant.level) else None
        if due and grant.is_open and due <= record.in_days(REVIEW_NEAR):
            yield record.line(
                Rule.D5,
                record.name_of(access.helper),
                f"{access.says}: look whether it is still needed, due ",
                due,
                deed=Deed.REVIEW_ACCESS,
                about=about("grants", grant),
                because=f"Administration and money are looked at every month. {because}",
                due=due,
            )


def feedback(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the feedback whose next step is to be looked back on."""
    for helper in record.crew:
        for each in helper.feedback:
            corrects = each.kind is FeedbackKind.CORRECTIVE
            due = each.due
            if due is None and corrects:
                due = record.business.after_work_days(each.on, LOOK_BACK_WITHIN)
            if each.looked_back_on or due is None or due > record.today:
                continue
            yield record.line(
                Rule.D6,
                helper.name,
                f"look back: {each.next_step or each.behaviour}",
                deed=Deed.LOOK_BACK,
                about=about("helpers", helper, each.key),
                because="What was agreed after feedback is looked back on by its day, what corrects within"
                f" {LOOK_BACK_WITHIN} work days.",
                due=due,
                facts=(("said", (each.on,)), ("behaviour", (each.behaviour,))),
            )


def follow_ups(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards whose follow-up day has come."""
    for card in record.in_hand:
        if card.follow_up and card.follow_up <= record.today and card.uid not in taken:
            late = card.days_late(record.today)
            yield record.line(
                Rule.D7,
                card.title,
                f"follow up{record.whose(card)}, {card.column.title()}",
                f", {days(late)} late" if late else "",
                deed=Deed.FOLLOW_UP,
                about=about("cards", card),
                because="A card is looked at on its follow-up day.",
                due=card.follow_up,
            )


def late_cards(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards that are late."""
    for card in record.in_hand:
        if card.due and card.due < record.today and card.uid not in taken:
            yield record.line(
                Rule.D8,
                card.title,
                f"{days(card.days_late(record.today))} late{record.whose(card)}, {card.column.title()}",
                deed=Deed.OPEN_CARD,
                about=about("cards", card),
                because="A card is done by its due date.",
                due=card.due,
            )


def repairs(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the running audit, where this owner's log of the days past needs repair."""
    audit = open_audit(record.audits, record.today)
    if audit is None or audit.start > record.today:
        return
    mine: dict[date, list[TimeEntry]] = {}
    for entry in record.entries(audit.start - timedelta(days=1)):
        if entry.who == record.owner and entry.archived is None:
            mine.setdefault(entry.day(record.zone), []).append(entry)
    categorised = {each.uid for each in record.activities if each.category}
    open_days: dict[date, int] = {}
    for day in sorted(mine):
        if not audit.start <= day < record.today:
            continue
        found = day_lines(
            sorted(mine[day], key=lambda entry: entry.start),
            before=mine.get(day - timedelta(days=1), ()),
            categorised=categorised,
            now=record.now,
            zone=record.zone,
        )
        if count := sum(bool(line.problems) for line in found):
            open_days[day] = count
    if open_days:
        first = min(open_days)
        yield record.line(
            Rule.D9,
            "Time audit",
            f"{counted(sum(open_days.values()), 'entry', 'entries')} to repair on"
            f" {counted(len(open_days), 'day')}, the first ",
            first,
            deed=Deed.REPAIR,
            about=about("audits", audit),
            because="While an audit runs, a day is put right before it is forgotten.",
            due=first,
            weight=sum(open_days.values()),
            facts=((str(count), (day,)) for day, count in open_days.items()),
        )


COMMITMENTS: tuple[Maker, ...] = (
    *(talks, items, silent_references, milestones, reviews),
    *(feedback, follow_ups, late_cards, repairs),
)
"""Class D, in the order of its rules."""
