"""Today, class F: what goes stale when nobody looks."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from models.audit import open_audit
from models.candidates import Candidate
from models.cover import SECOND_RUN_DAYS, cover
from models.dates import monday_of
from models.feedback import THANKS_EVERY, earned
from models.forgetting import ERASED
from models.goals import NO_DATA_AFTER
from models.least_privilege import UNUSED_DAYS, Excess
from models.ledger import LOW_WEEKS, WIDE_GAP, asks_to_stop, by_activity, by_week, wants_a_look
from models.today_line import About, Deed, Fold, Line, Rule
from models.today_record import Maker, OnRecord, about, counted, days

ERASE_NEAR = 7
"""Days before a candidate is to be erased from which it is on the page; `domain.md` §5, F4."""
REAUDIT_AFTER = timedelta(days=180)
"""How long after an audit the time is looked at again; `domain.md` §5, F7."""
ACCOUNT_WEEKS = 4
"""Weeks of the ledger that are looked at for freed hours of which nobody has said where they went."""


def unmeasured(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the goals that nobody has measured for too long."""
    for helper in record.crew:
        for goal in helper.goals:
            silent = goal.days_without(record.today)
            if silent is None or not goal.has_no_data(record.today):
                continue
            last = record.today - timedelta(days=silent)
            yield record.line(
                Rule.F1,
                goal.title,
                f"no number for {days(silent)} ({helper.short})",
                deed=Deed.MEASURE,
                about=about("helpers", helper, goal.key),
                because=f"A goal without a number for {NO_DATA_AFTER} times its cadence says nothing.",
                due=last + timedelta(days=int(NO_DATA_AFTER * goal.cadence_days)),
                facts=(
                    ("source", (goal.source,)),
                    ("measured every", (days(goal.cadence_days),)),
                    ("last number", (last,) if goal.latest else ("none yet",)),
                ),
            )


def idle_access(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the accesses that nobody uses, or has looked at; sensitive ones are looked at by rule D5."""
    for excess in (Excess.UNUSED, Excess.REVIEW_DUE):
        for found in record.excesses[excess]:
            access, grant = found.access, found.access.grant
            looked_at = excess is Excess.REVIEW_DUE
            if access.uid in taken or (looked_at and access.system.is_sensitive(grant.level)):
                continue
            due, used = grant.review_due_on(access.system), grant.last_used
            begun = used or (grant.granted.on if grant.granted else record.today)
            unused = days((record.today - begun).days)
            yield record.line(
                Rule.F2,
                record.name_of(access.helper),
                f"{access.says}: {'a look at it was due ' if looked_at else f'not used for {unused}'}",
                *((due,) if looked_at and due else ()),
                deed=Deed.REVIEW_ACCESS,
                about=about("grants", grant),
                because=f"An access is asked about after {days(UNUSED_DAYS)} without use, or when due.",
                due=due if looked_at else begun + timedelta(days=UNUSED_DAYS),
            )


def unthanked(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the helpers who have earned thanks and had none."""
    for helper in record.crew:
        own = [card for card in record.cards if card.helper == helper.uid]
        for each in earned(helper.goals, own, helper.recognition, today=record.today, zone=record.zone):
            yield record.line(
                Rule.F3,
                helper.name,
                f"thanks are due: {each.says}",
                deed=Deed.RECOGNISE,
                about=about("helpers", helper, each.goal or each.card or ""),
                because=f"A result is thanked for, and good work at least every {days(THANKS_EVERY.days)}.",
            )


def to_erase(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the roles of whose candidates some are to be erased."""
    months, near = record.business.retention_months, record.in_days(ERASE_NEAR)
    groups: dict[str, list[tuple[date, Candidate]]] = defaultdict(list)
    for each in record.candidates:
        day = each.delete_by(months)
        if day and day <= near and each.name != ERASED:
            groups[each.role].append((day, each))
    titles = {role.uid: role.title for role in record.roles}
    for role, due in groups.items():
        due.sort(key=lambda one: (one[0], one[1].number))
        (first, one), *others = due
        yield record.line(
            Rule.F4,
            titles.get(role, "a role that is gone"),
            f"erase {counted(len(due), 'candidate')}, the first by ",
            first,
            deed=Deed.ERASE,
            about=about("candidates", one),
            because="Whoever was not chosen is kept as long as the settings, or their consent, say.",
            due=first,
            folds=(Fold(about("candidates", each), each.name) for _, each in others),
            cause=role,
            facts=((each.name, (day,)) for day, each in due),
        )


def untried_notes(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the procedures that nobody but their usual helper has run from the notes for half a year."""
    seen: set[str] = set()
    for helper in record.crew:
        for found in cover(helper.uid, record.procedures, record.cards, today=record.today, zone=record.zone):
            procedure = found.procedure
            known = (record.today - record.day(procedure.created)).days if procedure.created else 0
            waited = known if found.stood_in is None else found.stood_in
            if not found.wants_a_second_run or waited <= SECOND_RUN_DAYS or procedure.uid in seen:
                continue
            seen.add(procedure.uid)
            yield record.line(
                Rule.F5,
                procedure.title,
                f"nobody but {helper.short} has done it from the notes for {days(waited)}",
                deed=Deed.SECOND_RUN,
                about=about("procedures", procedure),
                because=f"Every {days(SECOND_RUN_DAYS)} a second person does the work from the notes alone.",
                due=record.today - timedelta(days=waited - SECOND_RUN_DAYS),
            )


def unaccounted(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the work that frees far from its forecast, and the weeks whose freed hours are not noted."""
    names = {each.uid: each for each in record.activities}
    for uid, account in by_activity(record.ledger).items():
        own = [line for line in record.ledger if line.activity == uid]
        stops, activity = asks_to_stop(own), names.get(uid)
        if activity is None or not (stops or wants_a_look(account)):
            continue
        freed = f"{account.realised:.0%} of the forecast is freed" if account.realised is not None else ""
        yield record.line(
            Rule.F6,
            activity.name,
            f"below its low forecast for {LOW_WEEKS} weeks: stop or change it" if stops else freed,
            deed=Deed.ACCOUNT,
            about=about("activities", activity, "ledger"),
            because=f"After {LOW_WEEKS} measured weeks a gap of more than {WIDE_GAP:.0%} is looked at.",
            facts=(("measured and forecast", (counted(account.compared_weeks, "week"),)),),
        )
    first = monday_of(record.today) - timedelta(weeks=ACCOUNT_WEEKS)
    bare = [
        week
        for week, account in by_week(record.ledger).items()
        if first <= week < monday_of(record.today) and account.measured and account.refill is None
    ]
    if bare:
        yield record.line(
            Rule.F6,
            "Freed hours",
            f"nobody has said where those of {counted(len(bare), 'week')} went, the first of ",
            min(bare),
            deed=Deed.ACCOUNT,
            about=About("ledger", 0, "ledger"),
            because=f"Once a month it is noted where the freed hours of the last {ACCOUNT_WEEKS} weeks went.",
            weight=len(bare),
            facts=(("week of", (week,)) for week in bare),
        )


def stale_audit(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the last audit when it is half a year old and no other one is planned."""
    last = max(record.audits, key=lambda audit: audit.end, default=None)
    if last is None or open_audit(record.audits, record.today) is not None:
        return
    due = last.end + REAUDIT_AFTER
    if due <= record.today:
        yield record.line(
            Rule.F7,
            "Time audit",
            "the last one ended ",
            last.end,
            ": log another week",
            deed=Deed.PLAN_AUDIT,
            about=about("audits", last),
            because=f"Every {days(REAUDIT_AFTER.days)} a week is logged to see what has changed.",
            due=due,
        )


HYGIENE: tuple[Maker, ...] = (
    *(unmeasured, idle_access, unthanked, to_erase),
    *(untried_notes, unaccounted, stale_audit),
)
"""Class F, in the order of its rules."""
