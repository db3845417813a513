"""Everything in the file as it is looked through; made when it is needed, kept until a table changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from models.access import AccessGrant
from models.activity import Activity
from models.agreements import Agreement
from models.audit import TimeEntry
from models.board import Card
from models.candidates import Candidate
from models.document import Document
from models.dossier import Dossier
from models.facts import said_by
from models.helpers import Helper
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.procedure import Procedure
from models.searching import Sought, sought, texts_in
from models.security import SecurityRecord
from models.templates import Template
from store import Workspace
from tui import wording

SLICE = 200
"""How many records are read before keys get their turn again."""
LATEST_FIRST = "entries"
"""The table of which the latest records are meant more often."""

Read = Callable[[Any, Workspace], Iterator[Sought]]
Names = Mapping[str, str]
"""What records are called, by uid."""


class Reader(NamedTuple):
    """How the records of a table are read.

    Attributes:
        read: returns what is found in one.
        named: the tables whose names stand in what it says.
    """

    read: Read
    named: tuple[str, ...] = ()


class _Made(NamedTuple):
    """What was read of a table, by the number of the record it was read from."""

    version: object
    names: tuple[Names, ...]
    by_number: Mapping[int, tuple[Document, list[Sought]]]
    found: list[Sought]


class SearchIndex:
    """What can be found in one file."""

    def __init__(self, desk: Workspace) -> None:
        self._desk = desk
        self._made: dict[str, _Made] = {}
        self._called: dict[str, tuple[object, Names]] = {}

    def everything(self) -> Iterator[Sought]:
        """Yields what can be found, table by table; only what has changed is read again."""
        for table in TABLES:
            for _ in self._reading(table):
                pass
            yield from self._made[table].found

    def reading(self) -> Iterator[None]:
        """Reads what has changed a little at a time, as often as it is asked for the next."""
        for table in TABLES:
            yield from self._reading(table)

    def _reading(self, table: str) -> Iterator[None]:
        reader, version, made = TABLES[table], self._desk[table].version, self._made.get(table)
        names = tuple(self._names(each) for each in reader.named)
        if made is not None and (made.version, made.names) == (version, names):
            return
        known = made.by_number if made is not None and made.names == names else {}
        by_number: dict[int, tuple[Document, list[Sought]]] = {}
        records: list[Document] = list(self._desk[table])
        read = 0
        for record in reversed(records) if table == LATEST_FIRST else records:
            kept = known.get(record.number)
            if kept is None or kept[0] is not record:
                kept = record, list(reader.read(record, self._desk))
                read += 1
                if read % SLICE == 0:
                    yield
            by_number[record.number] = kept
        found = [each for _, some in by_number.values() for each in some]
        self._made[table] = _Made(version, names, by_number, found)

    def _names(self, table: str) -> Names:
        version, called = self._desk[table].version, self._called.get(table)
        if called is None or called[0] != version:
            names = {each.uid: _title(each) for each in self._desk[table]}
            called = self._called[table] = version, names
        return called[1]

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


def named_in_full(each: Sought, desk: Workspace) -> str:
    """Returns what a find is called, an item behind the name of its list, as many lists have the same."""
    known = desk[each.table]
    if not each.part or each.number not in known:
        return each.title
    return f"{getattr(known[each.number], 'name', each.ref)}: {each.title}"


def _name(desk: Workspace, table: str, uid: str | None) -> str:
    found = desk[table].get(uid)
    return _title(found) if found else "–"


def _title(document: Document) -> str:
    return str(getattr(document, "name", "") or getattr(document, "title", ""))


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


def _helper(helper: Helper, desk: Workspace) -> Iterator[Sought]:
    lines = texts_in(Dossier.as_far_as_sound(helper).model_dump())
    yield sought("helpers", helper.number, helper.ref, helper.name, lines, away=_away(helper))


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


TABLES: dict[str, Reader] = {
    "helpers": Reader(_helper),
    "cards": Reader(_card, ("helpers", "activities")),
    "activities": Reader(_record("activities", also=_of_activity)),
    "roles": Reader(_record("roles")),
    "candidates": Reader(_record("candidates", also=_of_candidate), ("roles",)),
    "procedures": Reader(_procedure),
    "checklists": Reader(_checklist, ("helpers",)),
    "templates": Reader(_template),
    "agreements": Reader(_record("agreements")),
    "systems": Reader(_record("systems")),
    "grants": Reader(_record("grants", also=_of_grant), ("helpers", "systems")),
    "security": Reader(_record("security", also=_of_security), ("helpers",)),
    "ledger": Reader(_record("ledger"), ("activities",)),
    "entries": Reader(_entry, ("activities",)),
}
"""What is looked through, in the order in which equal finds are shown."""
