"""What a record hangs on, and what hangs on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from models.access import AccessGrant
from models.activity import Activity
from models.agreements import Agreement
from models.audit import TimeEntry
from models.board import Card
from models.candidates import Candidate
from models.document import Document
from models.dossier import Dossier
from models.helpers import Helper
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.procedure import Procedure
from models.roles import Role
from models.security import SecurityRecord
from models.systems import System
from models.templates import Template
from store import Workspace

LATEST = 5
"""Entries and weeks that are offered, where a record has many."""

Links = Iterator["Link"]


class Link(NamedTuple):
    """A record that another one hangs on, or that hangs on it.

    Attributes:
        relation: what it is to the other one.
        record: the record.
        part: the key of the part of it that is meant; empty for all of it.
    """

    relation: str
    record: Document
    part: str = ""


def links_of(record: Document, desk: Workspace) -> list[Link]:
    """Returns what a record hangs on first, then what hangs on it, each once."""
    found: dict[tuple[str, str], Link] = {}
    read = LINKS.get(type(record))
    for link in read(record, desk) if read else ():
        if link.record.uid != record.uid:
            found.setdefault((link.record.uid, link.part), link)
    return list(found.values())


def _one(relation: str, record: Document | None) -> Links:
    if record is not None:
        yield Link(relation, record)


def _all(relation: str, records: Sequence[Document]) -> Links:
    for record in records:
        if not getattr(record, "archived", None):
            yield Link(relation, record)


def _tasks(desk: Workspace, uids: Sequence[str]) -> Links:
    for uid in uids:
        yield from _one("the work that needs it", desk.cards.get(uid) or desk.activities.get(uid))


def _needing(desk: Workspace, *uids: str | None) -> list[AccessGrant]:
    return [each for each in desk.grants if set(each.tasks).intersection(uids)]


def _latest(records: Sequence[Document]) -> list[Document]:
    return list(reversed(records[-LATEST:]))


def _card(card: Card, desk: Workspace) -> Links:
    yield from _one("the work it comes from", desk.activities.get(card.activity))
    yield from _one("who has it", desk.helpers.get(card.helper))
    yield from _one("how it is done", desk.procedures.get(card.procedure))
    yield from _one("the card it was merged into", desk.cards.get(card.merged_into))
    if card.activity:
        roles = [each for each in desk.roles if card.activity in each.activities]
        yield from _all("help that is looked for", roles)
    grants = [each for each in _needing(desk, card.uid, card.activity) if each.helper == card.helper]
    yield from _all("access it needs", grants)
    if card.helper:
        for grant in grants:
            yield from _items(desk, grant)
        yield from _all("the list of who has it", desk.checklists.having(helper=card.helper))
    yield from _all("time logged on it", _latest(desk.entries.having(card=card.uid)))
    yield from _all("merged into this one", desk.cards.having(merged_into=card.uid))


def _activity(activity: Activity, desk: Workspace) -> Links:
    yield from _all("its card", desk.cards.having(activity=activity.uid))
    yield from _all("help for it", [each for each in desk.roles if activity.uid in each.activities])
    yield from _all("how it is done", desk.procedures.having(activity=activity.uid))
    yield from _all("access it needs", _needing(desk, activity.uid))
    yield from _all("what it has freed", _latest(desk.ledger.having(activity=activity.uid)))
    entries = desk.entries.having(activity=activity.uid)
    many = f"time logged, the latest of {len(entries)}" if len(entries) > LATEST else "time logged"
    yield from _all(many, _latest(entries))


def _entry(entry: TimeEntry, desk: Workspace) -> Links:
    yield from _one("the work it is of", desk.activities.get(entry.activity))
    yield from _one("the card whose timer it was", desk.cards.get(entry.card))
    yield from _all("the card of its work", desk.cards.having(activity=entry.activity or "-"))


def _helper(helper: Helper, desk: Workspace) -> Links:
    in_full = Dossier.as_far_as_sound(helper)
    roles = [desk.roles.get(each.role) for each in reversed(in_full.engagements)]
    for role in roles:
        yield from _one("the role it fills", role)
    yield from _one("the candidate it was", desk.candidates.get(in_full.candidate))
    yield from _one("who stands in", desk.helpers.get(in_full.backup))
    yield from _all("its list", desk.checklists.having(helper=helper.uid))
    yield from _all("its paper", desk.agreements.having(helper=helper.uid))
    yield from _all(
        "its access", [each for each in desk.grants.having(helper=helper.uid) if not each.is_closed]
    )
    yield from _all("its card", desk.cards.having(helper=helper.uid))
    yield from _all("what it has freed", _latest(desk.ledger.having(helper=helper.uid)))
    yield from _all("transfer or incident", desk.security.having(helper=helper.uid))


def _role(role: Role, desk: Workspace) -> Links:
    for uid in role.activities:
        yield from _one("the work it takes over", desk.activities.get(uid))
    candidates = desk.candidates.having(role=role.uid)
    for each in candidates:
        yield from _one("who was engaged for it", desk.helpers.get(each.helper))
    yield from _all("a candidate", candidates)
    yield from _all("a card of its work", [each for each in desk.cards if each.activity in role.activities])


def _candidate(candidate: Candidate, desk: Workspace) -> Links:
    yield from _one("the role", desk.roles.get(candidate.role))
    yield from _one("the helper it became", desk.helpers.get(candidate.helper))
    yield from _all("a paper", desk.agreements.having(candidate=candidate.uid))
    others = [each for each in desk.candidates if each.name == candidate.name]
    yield from _all("the same name in another search", others)


def _checklist(checklist: Checklist, desk: Workspace) -> Links:
    yield from _one("whose list it is", desk.helpers.get(checklist.helper))
    yield from _all("a paper it rests on", desk.agreements.having(helper=checklist.helper))
    yield from _all("an access behind its gates", desk.grants.having(helper=checklist.helper))
    yield from _all("another list", desk.checklists.having(helper=checklist.helper))
    named = [each for each in desk.templates if each.is_called(checklist.template)]
    yield from _all("the template it was copied from", named)


def _paper(paper: Agreement, desk: Workspace) -> Links:
    yield from _one("who signs it", desk.helpers.get(paper.helper))
    yield from _one("who signs it", desk.candidates.get(paper.candidate))
    if paper.helper:
        for checklist in desk.checklists.having(helper=paper.helper):
            for item in checklist.lines:
                if item.paper is paper.kind:
                    yield Link("the item that asks for it", checklist, item.key)
        yield from _all("access that rests on it", desk.grants.having(helper=paper.helper))


def _grant(grant: AccessGrant, desk: Workspace) -> Links:
    yield from _one("who may enter", desk.helpers.get(grant.helper))
    yield from _one("what is entered", desk.systems.get(grant.system))
    yield from _tasks(desk, grant.tasks)
    yield from _items(desk, grant)
    yield from _all("a paper it rests on", desk.agreements.having(helper=grant.helper))
    yield from _all("an incident", [each for each in desk.security if grant.uid in each.grants])


def _items(desk: Workspace, grant: AccessGrant) -> Links:
    for checklist in desk.checklists.having(helper=grant.helper):
        for item in checklist.lines:
            if item.grant == grant.uid:
                yield Link("the item about its access", checklist, item.key)


def _system(system: System, desk: Workspace) -> Links:
    grants = desk.grants.having(system=system.uid)
    for grant in grants:
        if not grant.is_closed:
            yield from _one("who may enter it", desk.helpers.get(grant.helper))
    yield from _all("an access", [each for each in grants if not each.is_closed])


def _procedure(procedure: Procedure, desk: Workspace) -> Links:
    yield from _one("the work it describes", desk.activities.get(procedure.activity))
    yield from _all("a card that goes by it", desk.cards.having(procedure=procedure.uid))
    for run in reversed(procedure.runs):
        yield from _one("who has run it", desk.helpers.get(run.helper))


def _security(record: SecurityRecord, desk: Workspace) -> Links:
    yield from _one("the helper concerned", desk.helpers.get(record.helper))
    for uid in record.grants:
        yield from _one("the access concerned", desk.grants.get(uid))


def _ledger(line: LedgerLine, desk: Workspace) -> Links:
    yield from _one("the work", desk.activities.get(line.activity))
    yield from _one("who does it", desk.helpers.get(line.helper))
    if line.activity:
        yield from _all("its card", desk.cards.having(activity=line.activity))


def _template(template: Template, desk: Workspace) -> Links:
    copies = [each for each in desk.checklists if template.is_called(each.template)]
    yield from _all("a list copied from it", copies)


LINKS: Mapping[type[Document], Callable[[Any, Workspace], Links]] = {
    Card: _card,
    Activity: _activity,
    TimeEntry: _entry,
    Helper: _helper,
    Dossier: _helper,
    Role: _role,
    Candidate: _candidate,
    Checklist: _checklist,
    Agreement: _paper,
    AccessGrant: _grant,
    System: _system,
    Procedure: _procedure,
    SecurityRecord: _security,
    LedgerLine: _ledger,
    Template: _template,
}
