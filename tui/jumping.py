"""Going from any record to its place, and to what it hangs on."""

from collections.abc import Callable, Hashable, Mapping
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
from tui.desk_screen import DeskScreen
from tui.dialogs.menu import Choice, Menu
from tui.links import Link, links_of
from tui.search_index import title_of
from tui.widgets.painted import fitted

TITLE_WIDTH = 42
"""Cells of the title that the hint beside it leaves free at 80 columns."""


class Place(NamedTuple):
    """The page on which a record is shown.

    Attributes:
        page: the name of the page.
        about: what the page is about.
        at: where the cursor stands on it.
    """

    page: str
    about: tuple[str, ...] = ()
    at: tuple[str, ...] = ()


def place_of(record: Document, part: str = "") -> Place | None:
    """Returns where a record is shown, with the cursor on it; None for one without a place."""
    if getattr(record, "archived", None) and isinstance(record, TimeEntry):
        return Place("archive", at=(str(("entries", record.number)),))
    found = PLACES.get(type(record))
    return found(record, part) if found else None


def open_record(screen: DeskScreen, record: Document, part: str = "") -> None:
    """Shows a record in its place, on top of what is open; Esc comes back from there."""
    place = place_of(record, part)
    if place is not None:
        screen.session.note_opened(record.uid)
        screen.open_page(place.page, *place.about, at=place.at)


def _page(name: str) -> Callable[[Any, str], Place]:
    return lambda record, part: Place(name, (record.uid,), (part,) if part else ())


def _of_paper(paper: Agreement, part: str) -> Place | None:
    if paper.helper:
        return Place("helper", (paper.helper,), ("paper", paper.uid, "0"))
    return Place("candidate", (paper.candidate,)) if paper.candidate else None


PLACES: Mapping[type[Document], Callable[[Any, str], Place | None]] = {
    Card: _page("card"),
    Candidate: _page("candidate"),
    Checklist: _page("checklist"),
    Helper: _page("helper"),
    Dossier: _page("helper"),
    Procedure: _page("procedure"),
    Role: _page("role"),
    Template: _page("template"),
    TimeEntry: lambda entry, part: Place("audit", at=(entry.uid,)),
    Activity: lambda activity, part: Place("priorities", at=(activity.uid,)),
    Agreement: _of_paper,
    AccessGrant: lambda grant, part: Place("helper", (grant.helper,), ("access", grant.uid, "0")),
    System: lambda system, part: Place("helpers", at=("systems", "0", str(system.number))),
    LedgerLine: lambda line, part: Place("helpers", at=("ledger", "0", str(line.number))),
    SecurityRecord: lambda record, part: Place("security", at=(str(record.number),)),
}


def open_links(screen: DeskScreen, record: Document | None) -> None:
    """Lists what a record hangs on and what hangs on it; the one that is taken is shown in its place."""
    if record is None:
        screen.say("There is nothing under the cursor to go on from.", "dim")
        return
    links = links_of(record, screen.desk)
    name = f"{record.ref} {title_of(record, screen.desk)}"
    if not links:
        screen.say(f"{name[:60]} hangs on nothing, and nothing hangs on it.", "dim")
        return
    choices = [
        Choice(place, each.record.ref, _text(each, screen.desk), each.relation)
        for place, each in enumerate(links)
    ]

    def go(chosen: Hashable | None) -> None:
        if isinstance(chosen, int):
            open_record(screen, links[chosen].record, links[chosen].part)

    screen.app.push_screen(Menu(fitted(f"From {name}", TITLE_WIDTH).rstrip(), choices), go)


def _text(link: Link, desk: Workspace) -> str:
    if isinstance(link.record, Checklist) and link.part:
        item = next((each for each in link.record.lines if each.key == link.part), None)
        if item is not None:
            return item.says
    return title_of(link.record, desk)
