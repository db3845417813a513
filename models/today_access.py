"""Today, class A: access that should be gone or bound, and incidents whose clock runs."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from models.access_register import Access
from models.agreements import Agreement
from models.checklist_state import gate_of
from models.gates import Fact
from models.least_privilege import UNVERIFIED_DAYS, Excess
from models.security import NOTIFY_WITHIN, running_clocks
from models.today_dates import short
from models.today_line import Deed, Fold, Line, Rule, Said
from models.today_record import Maker, OnRecord, about, counted, days

_HOURS = int(NOTIFY_WITHIN.total_seconds() // 3600)


def past_end(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the accesses that are open although they, or the engagement, have ended."""
    for found in record.excesses[Excess.PAST_END]:
        access, grant = found.access, found.access.grant
        end = grant.lasts_until(access.engagement_end)
        how = "ended" if end == access.engagement_end else "expired"
        yield record.line(
            Rule.A1,
            record.name_of(grant.helper),
            f"{access.says} still open, {how} {days(access.days_past_end)} ago",
            deed=Deed.REVOKE,
            about=about("grants", grant),
            because="An access ends on its last day, and with the engagement.",
            due=end,
            folds=_items_about(record, access),
            facts=(
                ("last day", (end,)),
                ("last used", (grant.last_used or "not known",)),
                ("taken away by", (" ".join(grant.undo.split()),)),
            ),
        )


def unproven(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the accesses that nobody has seen gone, and the shared secrets that were not changed."""
    for found in record.excesses[Excess.UNVERIFIED]:
        access, revoked = found.access, found.access.grant.revoked
        if revoked is None:
            continue
        grant, is_seen = access.grant, access.grant.verified is not None
        name = record.name_of(grant.helper)
        gone = f"{access.says}: nobody has looked whether it is gone, revoked "
        yield record.line(
            Rule.A2,
            grant.vault_item if is_seen else name,
            *(("shared secret not changed since ", revoked.on) if is_seen else (gone, revoked.on)),
            deed=Deed.ROTATE if is_seen else Deed.VERIFY,
            about=about("grants", grant),
            because=f"Within {days(UNVERIFIED_DAYS)} it is tried out, and a shared secret is changed.",
            due=revoked.on,
            folds=_items_about(record, access),
            facts=(("who could enter", (name,)), ("what", (access.says,)), ("taken away", (revoked.on,))),
        )


def _items_about(record: OnRecord, access: Access) -> Iterator[Fold]:
    for each in record.lists:
        for item in each.lines:
            if item.grant == access.uid and not item.is_settled:
                yield Fold(about("checklists", each, item.key), item.says)


def without_papers(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the papers and waivers that ran out while access rests on them, one line for each."""
    groups: dict[tuple[str, str], list[Access]] = defaultdict(list)
    lacking: dict[str, Fact] = {}
    for found in record.excesses[Excess.AT_RISK]:
        access = found.access
        if access.uid in taken:
            continue
        gate = gate_of(access.gate, record.checklists, record.facts, access.helper)
        fact = next((each for each in gate.missing if each.paper), gate.missing[0])
        cause = fact.paper or fact.item or f"{access.helper}:{access.gate}"
        lacking.setdefault(cause, fact)
        groups[cause, access.helper].append(access)
    papers = {each.uid: each for each in record.agreements}
    for (cause, helper), accesses in groups.items():
        paper = papers.get(lacking[cause].paper)
        yield _without_paper(record, helper, cause, lacking[cause], paper, accesses)


def _without_paper(
    record: OnRecord,
    helper: str,
    cause: str,
    fact: Fact,
    paper: Agreement | None,
    accesses: list[Access],
) -> Line:
    count = counted(len(accesses), "access", "accesses")
    folds = (Fold(about("grants", each.grant), each.says) for each in accesses)
    first = accesses[0].grant
    waived = [each.until for each in first.waivers if each.until < record.today]
    due = (paper.last_day if paper else None) or max(waived, default=None)
    says: Said = (f"{count} open without what they rest on: {fact.says}",)
    if paper:
        ended = (", ended ", paper.last_day) if paper.last_day else ()
        says = (f"{count} open without a valid {short(paper.kind)}", *ended)
    return record.line(
        Rule.A3,
        record.name_of(helper),
        *says,
        deed=Deed.RENEW if paper else Deed.SUSPEND,
        about=about("agreements", paper) if paper else about("grants", first),
        because="An open access needs its papers in force and its gate open, or a waiver that still stands.",
        due=due,
        folds=folds,
        cause=cause,
        facts=(("missing", (fact.says,)),),
    )


def incidents(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the incidents of which the authority may have to hear."""
    for each, left in running_clocks(record.security, record.now):
        incident = each.incident
        if incident is None or incident.notify_by is None:
            continue
        late = left < 0
        said = f"{abs(left) // 60} h {'past the' if late else 'left of'} {_HOURS} h to decide on notifying"
        yield record.line(
            Rule.A4,
            incident.what,
            said,
            deed=Deed.NOTIFY,
            about=about("security", each),
            because=f"The authority hears within {_HOURS} hours, or a reason says why it need not.",
            due=record.day(incident.notify_by),
            facts=(("known since", (record.day(incident.known_at),)), ("data", (incident.data_class,))),
        )


def unapproved(record: OnRecord, taken: Collection[str]) -> Iterator[Line]:
    """Yields the sensitive accesses that lack a second approval."""
    for found in record.excesses[Excess.UNAPPROVED]:
        access, grant = found.access, found.access.grant
        yield record.line(
            Rule.A5,
            record.name_of(grant.helper),
            found.says,
            deed=Deed.APPROVE_GRANT,
            about=about("grants", grant),
            because="Administration and money take the yes of two owners, or of a sole one with a reason.",
            due=grant.granted.on if grant.granted else None,
            facts=(("what", (access.says,)), ("approvals", (str(len(grant.approvals)),))),
        )


ACCESS: tuple[Maker, ...] = (past_end, unproven, without_papers, incidents, unapproved)
"""Class A, in the order of its rules."""
