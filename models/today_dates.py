"""Today, class B: what happens by itself on a day unless somebody does something."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from models.agreements import EXPIRING_DAYS, Agreement, AgreementKind, AgreementState
from models.candidates import Candidate
from models.dossier import Dossier
from models.engagements import CANCEL_NOTICE_DAYS, Engagement
from models.hanging import hanging_on
from models.least_privilege import NEAR_EXPIRY, Excess
from models.settled_lines import about_losing_trials
from models.today_line import Amount, Deed, Fold, Line, Rule, Said
from models.today_record import Maker, OnRecord, about, counted, days

CHARGE_NEAR = 5
"""Days before a trial charges by itself from which it is asked about; `domain.md` §5, B1."""
TRIAL_NEAR = 2
"""Days before the end of a paid trial from which a decision is asked for; `domain.md` §5, B5."""
CAP_NEAR = 0.80
"""The share of a trial's hours from which a decision is asked for; `domain.md` §5, B5."""
_SHORT = {
    AgreementKind.NDA: "NDA",
    AgreementKind.MUTUAL_NDA: "NDA",
    AgreementKind.DPA: "DPA",
    AgreementKind.TERMS: "terms",
}


def short(kind: AgreementKind) -> str:
    """Returns what people call a kind of agreement."""
    return _SHORT.get(kind, str(kind))


def converting(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the trials that are about to charge, or do, and were not cancelled."""
    for each in record.candidates:
        trial = each.software
        left = trial.days_to_charge(record.today) if trial and not each.is_engaged else None
        if trial is None or left is None or left > CHARGE_NEAR:
            continue
        amount = (Amount(trial.price), " ") if trial.price is not None else ()
        decision = str(each.outcome.ending) if each.outcome else "not decided"
        yield record.line(
            Rule.B1,
            each.name,
            "charges " if left >= 0 else "has charged ",
            *amount,
            "on " if left >= 0 else "since ",
            trial.convert_on or record.today,
            f"; {decision}",
            deed=Deed.CANCEL,
            about=about("candidates", each),
            because=f"A trial that charges by itself is asked about {days(CHARGE_NEAR)} before it does.",
            due=trial.convert_on,
            folds=_losing_trials(record, each),
            facts=(
                ("decision", (decision,)),
                *((("cancelled by", (trial.cancel_how,)),) if trial.cancel_how else ()),
            ),
        )


def _losing_trials(record: OnRecord, loser: Candidate) -> Iterator[Fold]:
    """Yields the items of the winner's list that are about the trials of those not chosen."""
    for checklist, item in about_losing_trials(loser, record.candidates, record.lists):
        yield Fold(about("checklists", checklist, item.key), item.says)


def _running(record: OnRecord) -> Iterator[tuple[Dossier, Engagement]]:
    for helper in record.crew:
        for each in helper.engagements:
            if each.is_running(record.today):
                yield helper, each


def renewing(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the engagements and the software that renew unless they are cancelled soon."""
    because = f"A renewal is decided on from {days(CANCEL_NOTICE_DAYS)} before its cancel-by day."
    with_terms = set()
    for helper, terms in _running(record):
        if terms.renews_on:
            with_terms.add(helper.uid)
        if terms.must_decide(record.today) and terms.cancel_by and terms.renews_on:
            yield record.line(
                Rule.B2,
                helper.name,
                *_renewal(record, terms.cancel_by, terms.renews_on),
                deed=Deed.DECIDE_RENEWAL,
                about=about("helpers", helper, terms.key),
                because=because,
                due=terms.cancel_by,
                folds=_ending_with(record, helper, terms),
                facts=(
                    ("terms", (terms.title or str(terms.kind),)),
                    ("notice", (days(terms.notice_days or 0),)),
                ),
            )
    for each in record.candidates:
        trial = each.software
        if trial is None or each.archived or each.helper in with_terms or not trial.must_decide(record.today):
            continue
        if trial.cancel_by and trial.renews_on:
            yield record.line(
                Rule.B2,
                each.name,
                *_renewal(record, trial.cancel_by, trial.renews_on),
                deed=Deed.CANCEL,
                about=about("candidates", each),
                because=because,
                due=trial.cancel_by,
                facts=(
                    ("notice", (days(trial.notice_days),)),
                    *((("cancelled by", (trial.cancel_how,)),) if trial.cancel_how else ()),
                ),
            )


def _renewal(record: OnRecord, by: date, renews: date) -> Said:
    late = by < record.today
    return (
        *("cancel-by day was " if late else "cancel by ", by),
        *("; renews " if late else " or it renews ", renews),
    )


def _ending_with(record: OnRecord, helper: Dossier, terms: Engagement) -> Iterator[Fold]:
    """Yields the accesses of a helper that end soon, where the engagement does so, too."""
    if terms.end and terms.end <= record.today + NEAR_EXPIRY:
        for found in record.excesses[Excess.EXPIRING]:
            if found.access.helper == helper.uid:
                yield Fold(about("grants", found.access.grant), found.access.says)


def expiring(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the papers that end before the work does, with how much depends on them."""
    for paper in record.agreements:
        last, helper = paper.last_day, record.helper.get(paper.helper or "")
        if paper.archived or last is None or helper is None or helper.archived:
            continue
        ends = helper.last_day(record.today)
        if paper.state(record.today) is not AgreementState.EXPIRING or (ends and ends <= last):
            continue
        if _is_followed(record, paper, last):
            continue
        own = [each for each in record.lists if each.helper == helper.uid]
        hanging = hanging_on(
            paper,
            [item for each in own for item in each.lines],
            record.facts.of(helper.uid),
            sorted((one for each in own for one in each.openings), key=lambda one: one.at),
        )
        depend = counted(len(hanging.grants), "access depends", "accesses depend")
        yield record.line(
            Rule.B3,
            helper.name,
            f"{short(paper.kind)} ends ",
            last,
            f" ({days((last - record.today).days)})",
            f"; {depend} on it" if hanging.grants else "",
            deed=Deed.RENEW,
            about=about("agreements", paper),
            because=f"A paper that work outlasts is renewed from {days(EXPIRING_DAYS)} before it ends.",
            due=last,
            facts=(
                ("paper", (f"{paper.kind} with {paper.party}",)),
                *(("rests on it", (grant.says,)) for grant in hanging.grants),
            ),
        )


def _is_followed(record: OnRecord, paper: Agreement, last: date) -> bool:
    """Tells whether another paper of the kind, signed by both, takes over without a gap and lasts longer."""
    return any(
        each.helper == paper.helper
        and short(each.kind) == short(paper.kind)
        and each.archived is None
        and each.first_day is not None
        and each.first_day <= last + timedelta(days=1)
        and (each.last_day is None or each.last_day > last)
        for each in record.agreements
    )


def ending(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the engagements that end soon with their accesses, then the accesses that end by themselves."""
    near = record.today + NEAR_EXPIRY
    soon = [each.access for each in record.excesses[Excess.EXPIRING]]
    because = f"From {days(NEAR_EXPIRY.days)} before the end it is extended, or taken back."
    for helper, terms in _running(record):
        if terms.end and terms.end <= near:
            left = (terms.end - record.today).days
            yield record.line(
                Rule.B4,
                helper.name,
                "engagement ends ",
                terms.end,
                f" ({days(left)})" if left else " (today)",
                deed=Deed.DECIDE_END,
                about=about("helpers", helper, terms.key),
                because=because,
                due=terms.end,
                folds=_ending_with(record, helper, terms),
                facts=(("terms", (terms.title or str(terms.kind),)),),
            )
    for access in soon:
        if access.uid not in taken:
            end = access.grant.lasts_until(access.engagement_end)
            yield record.line(
                Rule.B4,
                record.name_of(access.helper),
                f"{access.says} ends ",
                end,
                f" ({days((end - record.today).days)})",
                deed=Deed.EXTEND,
                about=about("grants", access.grant),
                because=because,
                due=end,
            )


def trials(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the paid trials that end soon, or whose hours are nearly used."""
    for each in record.candidates:
        trial = each.trial if each.is_running else None
        if trial is None or not trial.is_running:
            continue
        ends = trial.end is not None and trial.end <= record.in_days(TRIAL_NEAR)
        used = trial.minutes_used / trial.minutes_cap
        if not (ends or used >= CAP_NEAR):
            continue
        known = sum(check.met is not None for check in trial.criteria)
        yield record.line(
            Rule.B5,
            each.name,
            *(
                ("trial ends ", trial.end)
                if ends and trial.end
                else (f"{used:.0%} of the trial's hours used",)
            ),
            f": decide, {known} of {counted(len(trial.criteria), 'check')} seen",
            deed=Deed.DECIDE_TRIAL,
            about=about("candidates", each),
            because=f"It is decided on {days(TRIAL_NEAR)} before its end, or at {CAP_NEAR:.0%} of its hours.",
            due=trial.end,
            facts=(("scope", (trial.scope,)), ("hours used", (f"{used:.0%}",))),
        )


DATES: tuple[Maker, ...] = (converting, renewing, expiring, ending, trials)
"""Class B, in the order of its rules."""
