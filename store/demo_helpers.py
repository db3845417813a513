"""What the demo business keeps of those who help: talks, goals, feedback, thanks and the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from models.activity import Activity
from models.capacity import WorkedWeek
from models.check_ins import CheckIn
from models.document import Part
from models.dossier import Dossier
from models.feedback import Feedback, FeedbackKind, Recognition, RecognitionKind, Ticket
from models.goals import Goal, Heading
from models.helpers import Helper, HelperKind
from models.ledger import LedgerLine, Refill
from models.reviews import Answer, Review, ReviewKind, Verdict
from store.demo_calendar import ORLA, TOMASZ, at, day
from store.demo_terms import FACTS, TERMS, papers
from store.workspace import Workspace

LAST_WEEK = date(2026, 5, 4)


def put_helpers(desk: Workspace, activities: Mapping[str, Activity], helpers: Mapping[str, Helper]) -> Helper:
    """Puts the papers, the helpers in full and the ledger into the transaction that is open.

    Args:
        desk: the workspace.
        activities: the activities by name.
        helpers: those who work here by first name.

    Returns:
        The helper who has left.
    """
    cards = {card.title: card.uid for card in desk.cards}
    left = desk.helpers.put(
        Helper.of(name="Cormac Reilly", kind=HelperKind.FREELANCER, wip_limit=2, archived=at(-19, 18))
    )
    known = {**helpers, "Cormac": left}
    desk.agreements.put_all(papers(known))
    parts: Mapping[str, Iterable[Part]] = {
        "Niamh": _niamh(activities),
        "Hana": _hana(activities),
        "Lorcan": _lorcan(activities, cards),
        "Grace": (WorkedWeek.in_week(LAST_WEEK, 180),),
        "Docket": _otter(activities),
    }
    for name, terms in TERMS.items():
        dossier = Dossier.on(desk.helpers[known[name].number]).but(**FACTS[name]).with_part(terms)
        for part in parts.get(name, ()):
            dossier = dossier.with_part(part)
        desk.helpers.put(dossier)
    desk.ledger.put_all(_ledger(activities, helpers))
    return left


# ---------------------------------------------------------------------- talks, goals, feedback, thanks


def _niamh(activities: Mapping[str, Activity]) -> Iterator[Part]:
    yield WorkedWeek.in_week(LAST_WEEK, 450)
    yield Goal.of(
        title="Median days to get a missing receipt",
        metric="median of the chase log",
        unit="days",
        heading=Heading.DOWN,
        baseline=9,
        baseline_on=day(-60),
        target=4,
        by=day(83),
        source="chase log",
        serves=(activities["Chase missing receipts"].uid,),
        owner=ORLA,
    )
    yield Goal.of(
        title="Inbox items older than 24 h",
        metric="counted on Friday",
        unit="items",
        heading=Heading.DOWN,
        baseline=31,
        baseline_on=day(-60),
        target=5,
        by=day(83),
        source="info@ mailbox",
        serves=(activities["Inbox triage"].uid,),
        owner=TOMASZ,
    )
    said = Feedback.of(
        kind=FeedbackKind.CORRECTIVE,
        on=day(-5),
        who=ORLA,
        situation="On Thu 7 May",
        behaviour="two calendar moves were made without telling Tomasz",
        impact="he rang a client at the wrong time",
        next_step="a note in the channel before anything is moved",
        due=day(2),
    )
    yield said.acknowledged(day(-4))


def _hana(activities: Mapping[str, Activity]) -> Iterator[Part]:
    serves = (activities["Newsletter and posts"].uid,)
    yield Goal.of(
        title="Newsletter out by the 5th working day",
        metric="months of the last three",
        unit="of 3",
        baseline=1,
        baseline_on=day(-14),
        target=3,
        by=day(79),
        source="send log",
        cadence_days=31,
        serves=serves,
        owner=ORLA,
    ).agreed(day(-14))
    rounds = Goal.of(
        title="Rounds of change per issue",
        metric="rounds until it is sent",
        unit="rounds",
        heading=Heading.DOWN,
        is_new=True,
        target=1,
        by=day(79),
        source="comments on the draft",
        cadence_days=31,
        serves=serves,
        owner=ORLA,
    ).agreed(day(-14))
    yield rounds.measured(2, day(-13)).measured(1, day(-8))
    yield CheckIn.of(on=day(-12)).held(at=at(-12, 10), notes="Liked the client question as an opening.")
    yield CheckIn.of(on=day(-5)).held(at=at(-5, 10), notes="Booking-page copy waits for Orla.")
    yield Feedback.of(
        kind=FeedbackKind.REINFORCING,
        on=day(-9),
        who=ORLA,
        situation="In the April issue",
        behaviour="you opened with a client question instead of a rule",
        impact="3 replies the same day, the first ever",
    )


def _lorcan(activities: Mapping[str, Activity], cards: Mapping[str, str]) -> Iterator[Part]:
    load = Goal.of(
        title="Booking page load",
        metric="median of ten loads",
        unit="s",
        heading=Heading.DOWN,
        baseline=6.2,
        baseline_on=day(-61),
        target=2.5,
        by=day(50),
        source="speed test",
        cadence_days=7,
        serves=(activities["Website fixes"].uid,),
        owner=ORLA,
    ).agreed(day(-55))
    yield load.measured(5.4, day(-40)).measured(4.0, day(-33)).measured(3.6, day(-26)).measured(3.1, day(-19))
    yield Recognition.of(
        kind=RecognitionKind.TESTIMONIAL,
        on=day(-18),
        who=ORLA,
        says="Load time halved in six weeks, and he said what he did.",
        card=cards["Slow booking page"],
        amount=0,
    )
    yield Review.of(
        kind=ReviewKind.QUARTERLY,
        on=day(-61),
        who=ORLA,
        answers=(Answer.of(question="Is every access still needed?", text="Yes, both."),),
        decision=Verdict.KEEP,
        reason="Replies the same evening and explains what he changed.",
    )


def _otter(activities: Mapping[str, Activity]) -> Iterator[Part]:
    serves = (activities["Receipt data entry"].uid,)
    yield (
        Goal.of(
            title="Receipts needing a fix",
            metric="share of those read",
            unit="%",
            heading=Heading.DOWN,
            baseline=14,
            baseline_on=day(-8),
            target=6,
            by=day(56),
            source="correction log",
            serves=serves,
            owner=TOMASZ,
        )
        .agreed(day(-6))
        .measured(11, day(-1))
    )
    yield (
        Goal.of(
            title="Data-entry hours a week",
            metric="logged on receipt data entry",
            unit="h",
            heading=Heading.DOWN,
            baseline=7.5,
            baseline_on=day(-60),
            target=1.8,
            by=day(56),
            source="time log",
            serves=serves,
            owner=TOMASZ,
        )
        .agreed(day(-6))
        .measured(4.9, day(-1), "pilot")
    )
    yield Ticket.of(
        subject="VAT number read as date",
        says="On receipts of two suppliers the VAT number lands in the date field.",
        sent_at=at(-1, 9, 10),
        first_reply_at=at(-1, 12, 5),
    )


# ---------------------------------------------------------------------- the ledger


def _ledger(activities: Mapping[str, Activity], helpers: Mapping[str, Helper]) -> Iterator[LedgerLine]:
    """Yields what was forecast and measured week by week up to the last whole one."""
    freed = {
        ("Website fixes", "Lorcan", 132, 92, 48_00): (138, 150, 144, 132, 156, 144),
        ("Newsletter and posts", "Hana", 150, 105, 63_00): (54, 54),
        ("Receipt data entry", "Docket", 342, 239, 11_00): (108,),
    }
    for (activity, helper, forecast, low, cost), weeks in freed.items():
        for n, measured in enumerate(reversed(weeks)):
            yield LedgerLine.of(
                week=LAST_WEEK - timedelta(weeks=n),
                activity=activities[activity].uid,
                helper=helpers[helper].uid,
                forecast=forecast,
                forecast_low=low,
                measured=measured,
                how="time log",
                cost=cost,
                note="" if len(weeks) > 2 else "pilot" if len(weeks) == 1 else "set-up",
            )
    yield LedgerLine.of(
        week=LAST_WEEK,
        planned=Refill(billable=180, growth=60),
        refill=Refill(billable=180, growth=60, rest=66, note="a course"),
    )
    for n, minutes in enumerate((210, 132, 144), start=1):
        spent = Refill(billable=120, rest=minutes - 120)
        yield LedgerLine.of(week=LAST_WEEK - timedelta(weeks=n), refill=spent)
