"""Today, class C: what others wait for until an owner does it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from models.access_register import Access, lacking, needed_by
from models.agreements import AgreementState
from models.board import Card, Column
from models.business import Owner
from models.candidates import Candidate
from models.card_parts import Party
from models.checklist_progress import Stuck, stuck
from models.evidence import InterviewState
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.stalling import stood
from models.telling import TELL_WITHIN, days_unheard, is_late, tell_by
from models.templates import Gate, Side
from models.today_dates import short
from models.today_line import About, Deed, Fold, Line, Rule, Said
from models.today_record import Maker, OnRecord, about, counted, days

ANSWER_WITHIN = 1
"""Work days that a card may wait for an owner; `domain.md` §5, C2."""
REVIEW_WITHIN = 2
"""Work days that a card may stand in Review; `domain.md` §5, C3."""
RATE_WITHIN = 1
"""Work days after an interview or a trial in which it is rated; `domain.md` §5, C4."""


# ---------------------------------------------------------------------- what keeps gates shut


def shut_by_us(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the late items on the owners' side that keep gates shut, with what waits behind each."""
    for checklist in record.lists:
        items = {each.key: each for each in checklist.lines}
        causes = [
            (items[found.cause.item], found)
            for found in stuck(checklist, record.facts, record.business)
            if found.cause.item in items and found.turn is not Side.HELPER
        ]
        for item, found in sorted(causes, key=lambda each: not each[0].approval):  # whose access it is
            is_late = found.since is not None and found.since < record.today
            is_said = about("checklists", checklist, item.key).cause in taken
            if is_late and _keeps_shut(item) and not is_said:
                yield _shut(record, checklist, item, found, taken)
    yield from _half_approved(record, taken)


def _keeps_shut(item: Item) -> bool:
    """Tells whether a gate waits for an item; nobody waits for the last one, which ends it all."""
    return item.approval or any(gate is not Gate.CLOSE for gate in item.opens)


def _shut(record: OnRecord, checklist: Checklist, item: Item, found: Stuck, taken: Collection[str]) -> Line:
    place, accesses = about("checklists", checklist, item.key), _behind(record, checklist, item, found)
    held = [each for each in found.items if _is_held(record, checklist, each)]
    waiting = (
        *(Fold(about("checklists", checklist, each.key), each.says) for each in held),
        *(Fold(about("grants", each.grant), each.says) for each in accesses),
        *(Fold(about("cards", card), card.title) for card in _blocked(record, accesses)),
    )
    folds = [each for each in waiting if each.about.cause not in taken]
    deed, thing, says = _matter(record, item, found, accesses, place)
    since: Said = ("; due ", found.since) if found.since else ()
    return record.line(
        Rule.C1,
        record.name_of(checklist.helper),
        says,
        *(() if item.approval else (_blocks(folds), *since)),
        deed=deed,
        about=thing,
        because="What keeps a gate shut is done by its day: accesses, work and people wait behind it.",
        due=found.since,
        folds=folds,
        cause=place.cause,
        facts=(("item", (item.says,)), ("stands", (found.cause.why or "not done",))),
    )


def _behind(record: OnRecord, checklist: Checklist, item: Item, found: Stuck) -> list[Access]:
    """Returns the accesses that are not given, as they wait for an item."""
    mine = [each for each in record.accesses if each.helper == checklist.helper and not each.is_given]
    if item.approval:
        return [each for each in mine if each.gate is Gate.MONEY and not each.is_over]
    held = {each.uid for each in found.grants}
    return [each for each in mine if each.uid in held]


def _is_held(record: OnRecord, checklist: Checklist, item: Item) -> bool:
    """Tells whether an item should be done by now and cannot."""
    due = checklist.due(item, record.business)
    is_due = due is None or due <= record.today
    return is_due and not item.is_done and bool(checklist.locked_by(item, record.facts))


def _blocks(folds: Sequence[Fold]) -> str:
    """Returns how much waits, in words."""
    tables = Counter(each.about.table for each in folds)
    nouns = (("grants", "access", "accesses"), ("cards", "card", "cards"), ("checklists", "item", "items"))
    said = [counted(tables[table], one, many) for table, one, many in nouns if tables[table]]
    return f": blocks {', '.join(said)}" if said else ""


def _matter(
    record: OnRecord, item: Item, found: Stuck, accesses: list[Access], place: About
) -> tuple[Deed, About, str]:
    """Returns what is to be done about an item, to what, and what the matter is."""
    if item.approval:
        what = " and ".join(each.system.name for each in accesses) or item.says
        waits = days((record.today - (found.since or record.today)).days)
        said = f"{what} waits {waits} for {_second(record, item, accesses)} approval"
        return (Deed.SIGN_ITEM if item.state is ItemState.DONE else Deed.APPROVE_ITEM), place, said
    paper = next((each for each in record.agreements if each.uid == found.cause.paper), None)
    if paper is not None and not paper.is_in_force(record.today):
        name, thing = short(paper.kind), about("agreements", paper)
        if paper.state(record.today) is AgreementState.SIGNED and paper.countersigned_on is None:
            return Deed.COUNTERSIGN, thing, f"{name} not countersigned"
        return Deed.RENEW, thing, f"{name} {found.cause.why}"
    if item.state is ItemState.DONE:
        return Deed.SIGN_ITEM, place, f"not signed off: {item.says}"
    return Deed.TICK, place, item.says


def _second(record: OnRecord, item: Item, accesses: list[Access]) -> str:
    """Returns whose approval something waits for: that of the one owner who has not spoken for it yet."""
    spoken = {each.grant.requested.who for each in accesses}
    if item.is_done and item.history:
        spoken = {item.history[-1].who}
    return _whose([each for each in record.business.people if each.key not in spoken])


def _whose(owners: list[Owner]) -> str:
    if len(owners) != 1:
        return "a second owner's"
    return f"{owners[0].name.partition(' ')[0] or owners[0].initials}'s"


def _blocked(record: OnRecord, accesses: list[Access]) -> Iterator[Card]:
    """Yields the cards whose helper cannot get in by one of these accesses."""
    uids = {each.uid for each in accesses}
    helpers = {each.helper for each in accesses}
    theirs = (card for card in record.in_hand if card.helper in helpers)
    for card in theirs:
        needs = any(each.uid in uids for each in needed_by(card, accesses))
        if needs and lacking(card, record.accesses):
            yield card


def _half_approved(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the accesses that one owner has approved and another one has still to approve."""
    for access in record.accesses:
        grant = access.grant
        waits = grant.granted is None and not access.is_over and grant.approvals
        if not waits or grant.is_approved(access.system) or access.uid in taken:
            continue
        since = max(each.on for each in grant.approvals)
        if since >= record.today:
            continue
        said = {each.who for each in grant.approvals}
        left = [each for each in record.business.people if each.key not in said]
        yield record.line(
            Rule.C1,
            record.name_of(access.helper),
            f"{access.says} waits {days((record.today - since).days)} for {_whose(left)} approval",
            deed=Deed.APPROVE_GRANT,
            about=about("grants", grant),
            because="Administration and money take the yes of two owners.",
            due=since,
            folds=(Fold(about("cards", card), card.title) for card in _blocked(record, [access])),
        )


# ---------------------------------------------------------------------- cards and candidates


def waiting_for_us(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards that have waited for an owner for more than a work day."""
    for card in record.in_hand:
        if card.wait is None or card.wait.on is not Party.OWNER:
            continue
        since = record.day(card.wait.at)
        if record.work_days_since(since) > ANSWER_WITHIN:
            what = f": {card.wait.what}" if card.wait.what else ""
            waited = days((record.today - since).days)
            yield record.line(
                Rule.C2,
                card.title,
                f"has waited for you {waited}{record.whose(card)}{what}",
                deed=Deed.OPEN_CARD,
                about=about("cards", card),
                because=f"What waits for an owner is answered within {ANSWER_WITHIN} work day.",
                due=record.business.after_work_days(since, ANSWER_WITHIN),
                facts=(("waits since", (since,)), ("has it", (record.name_of(card.helper),))),
            )


def in_review(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the cards that have stood in Review for too long."""
    for card in record.in_hand:
        if card.column is not Column.REVIEW or card.since is None:
            continue
        if stood(card, record.business, now=record.now, zone=record.zone) > REVIEW_WITHIN:
            since = record.day(card.since)
            stands = days((record.today - since).days)
            yield record.line(
                Rule.C3,
                card.title,
                f"in Review for {stands}, usual {days(REVIEW_WITHIN)}{record.whose(card)}",
                deed=Deed.OPEN_CARD,
                about=about("cards", card),
                because=f"Work is accepted or sent back within {REVIEW_WITHIN} work days.",
                due=record.business.after_work_days(since, REVIEW_WITHIN),
                facts=(("in Review since", (since,)), ("has it", (record.name_of(card.helper),))),
            )


def unrated(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the candidates of whom this owner has seen something and handed in no rating since."""
    for each in record.candidates:
        last = _seen_on(record, each) if each.is_running else None
        if last is None or record.work_days_since(last) <= RATE_WITHIN:
            continue
        drafts = each.drafts(record.owner)
        handed_in = (one.submitted for one in each.ratings if one.rater == record.owner)
        if drafts or not any(at and record.day(at) >= last for at in handed_in):
            yield record.line(
                Rule.C4,
                each.name,
                "your ratings are not handed in, seen ",
                last,
                f" ({counted(len(drafts), 'draft')})" if drafts else "",
                deed=Deed.HAND_IN,
                about=about("candidates", each),
                because=f"A rating is handed in within {RATE_WITHIN} work day of what it rests on.",
                due=record.business.after_work_days(last, RATE_WITHIN),
            )


def _seen_on(record: OnRecord, candidate: Candidate) -> date | None:
    """Returns the last day on which this owner has seen a candidate at work, or in an interview."""
    alone = record.business.is_run_alone
    mine = [each for each in candidate.interviews if alone or record.owner in each.interviewers]
    seen = [record.day(each.at) for each in mine if each.state is InterviewState.HELD]
    trial, rated = candidate.trial, any(each.rater == record.owner for each in candidate.ratings)
    if trial and trial.is_worked_on and (alone or mine or rated):
        seen += [trial.end] if trial.end and trial.end < record.today else []
    return max(seen, default=None)


def untold(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the candidates who have not heard how the search ended for them."""
    for each in record.candidates:
        if is_late(each, record.business, record.today) and each.outcome:
            waited = counted(days_unheard(each, record.business, record.today), "work day")
            yield record.line(
                Rule.C5,
                each.name,
                "not told, decided ",
                each.outcome.decided_on,
                f" ({waited})",
                deed=Deed.TELL,
                about=about("candidates", each),
                because=f"Whoever was not chosen hears of it within {TELL_WITHIN} work days.",
                due=tell_by(each.outcome.decided_on, record.business),
                facts=(("decision", (str(each.outcome.ending),)),),
            )


WAITING: tuple[Maker, ...] = (shut_by_us, waiting_for_us, in_review, unrated, untold)
"""Class C, in the order of its rules."""
