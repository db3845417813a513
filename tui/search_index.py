"""Everything in the file as it is looked through; made when it is needed, kept until a table changes."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from models.access import AccessGrant
from models.activity import Activity
from models.agreements import Agreement
from models.audit import TimeEntry
from models.board import Card
from models.candidates import Candidate
from models.document import Document
from models.facts import said_by
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.procedure import Procedure
from models.searching import Sought, sought, texts_in
from models.security import SecurityRecord
from models.templates import Template
from store import Workspace
from tui import wording

NAMED = ("helpers", "activities", "roles", "systems")
"""The tables whose names stand in what other records say."""
LATEST_FIRST = "entries"
"""The table of which the latest records are meant more often."""

Read = Callable[[Any, Workspace], Iterator[Sought]]


class SearchIndex:
    """What can be found in one file."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk
        self._made: dict[str, tuple[object, list[Sought]]] = {}

    def everything(self) -> Iterator[Sought]:
        """Yields what can be found, table by table; only tables that have changed are read again."""
        names = tuple(self._desk[table].version for table in NAMED)
        for table, read in TABLES.items():
            state = self._desk[table].version, names
            made = self._made.get(table)
            if made is None or made[0] != state:
                records = reversed(list(self._desk[table])) if table == LATEST_FIRST else self._desk[table]
                found = [each for record in records for each in read(record, self._desk)]
                made = self._made[table] = state, found
            yield from made[1]

    def of(self, uid: str) -> Sought | None:
        """Returns what the record of an identity is called; None for one that is gone."""
        for table in TABLES:
            record = self._desk[table].get(uid)
            if record is not None:
                title = title_of(record, self._desk)
                return sought(table, record.number, record.ref, title, away=_away(record))
        return None


def title_of(document: Document, desk: Workspace) -> str:
    """Returns what a record is called, without its number."""
    if isinstance(document, AccessGrant):
        return f"{_name(desk, 'helpers', document.helper)} in {_name(desk, 'systems', document.system)}"
    if isinstance(document, Agreement):
        return f"{document.kind.capitalize()} with {document.party}"
    if isinstance(document, LedgerLine):
        work = _name(desk, "activities", document.activity) if document.activity else "all work handed over"
        return f"Week of {wording.short_day(document.week)}: {work}"
    if isinstance(document, Checklist):
        return f"{document.name}: {document.template or document.purpose}"
    named = ("title", "name", "text", "what")
    return next((str(text) for each in named if (text := getattr(document, each, ""))), document.ref)


def _name(desk: Workspace, table: str, uid: str | None) -> str:
    found = desk[table].get(uid)
    return str(getattr(found, "name", "") or getattr(found, "title", "")) if found else "–"


def _away(document: Document) -> str:
    if getattr(document, "trashed", None):
        return "trash"
    return "archive" if getattr(document, "archived", None) else ""


def _record(table: str, *, also: Callable[[Any, Workspace], Iterable[str]] = lambda *_: ()) -> Read:
    """Returns what reads a record by all the texts in it, and by what `also` adds."""

    def read(record: Document, desk: Workspace) -> Iterator[Sought]:
        lines = [*also(record, desk), *texts_in(record.model_dump())]
        yield sought(table, record.number, record.ref, title_of(record, desk), lines, away=_away(record))

    return read


def _entry(entry: TimeEntry, desk: Workspace) -> Iterator[Sought]:
    lines = [*(f"#{tag}" for tag in entry.tags), entry.note]
    if entry.activity and (activity := desk.activities.get(entry.activity)) and activity.name != entry.text:
        lines.append(activity.name)
    yield sought("entries", entry.number, entry.ref, entry.text, lines, away=_away(entry))


def _card(card: Card, desk: Workspace) -> Iterator[Sought]:
    lines = [
        *said_by(card)[2:],
        _name(desk, "helpers", card.helper),
        _name(desk, "activities", card.activity),
    ]
    if card.decision:
        lines.append(card.decision.reason)
    yield sought("cards", card.number, card.ref, card.title, lines, away=_away(card))


def _checklist(checklist: Checklist, desk: Workspace) -> Iterator[Sought]:
    number, away, whose = checklist.number, _away(checklist), _name(desk, "helpers", checklist.helper)
    lines = [whose, *checklist.conditions, *(opening.evidence for opening in checklist.openings)]
    yield sought("checklists", number, checklist.ref, title_of(checklist, desk), lines, away=away)
    for item in checklist.lines:
        told = [line for event in item.history for line in (event.says, event.reported_by)]
        said = [f"{checklist.ref} {checklist.name}", item.phase, item.why, *told]
        ref = item.code or checklist.ref
        yield sought("checklists", number, ref, item.says, said, part=item.key, away=away)


def _procedure(procedure: Procedure, desk: Workspace) -> Iterator[Sought]:
    lines = [*(step.text for step in procedure.steps), *(run.unclear for run in procedure.runs)]
    yield sought("procedures", procedure.number, procedure.ref, procedure.title, lines, away=_away(procedure))


def _template(template: Template, desk: Workspace) -> Iterator[Sought]:
    lines = [f"{item.code} {item.title}" for item in template.items]
    yield sought("templates", template.number, template.ref, template.name, lines, away=_away(template))


def _of_candidate(candidate: Candidate, desk: Workspace) -> Iterable[str]:
    return (_name(desk, "roles", candidate.role),)


def _of_grant(grant: AccessGrant, desk: Workspace) -> Iterable[str]:
    return (grant.level.value,)


def _of_activity(activity: Activity, desk: Workspace) -> Iterable[str]:
    return (activity.decision.verdict.value,) if activity.decision else ()


def _of_security(record: SecurityRecord, desk: Workspace) -> Iterable[str]:
    return (_name(desk, "helpers", record.helper),)


TABLES: dict[str, Read] = {
    "helpers": _record("helpers"),
    "cards": _card,
    "activities": _record("activities", also=_of_activity),
    "roles": _record("roles"),
    "candidates": _record("candidates", also=_of_candidate),
    "procedures": _procedure,
    "checklists": _checklist,
    "templates": _template,
    "agreements": _record("agreements"),
    "systems": _record("systems"),
    "grants": _record("grants", also=_of_grant),
    "security": _record("security", also=_of_security),
    "ledger": _record("ledger"),
    "entries": _entry,
}
"""What is looked through, in the order in which equal finds are shown."""
