"""The tables of one business, each under its name."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store.collection import Collection

if TYPE_CHECKING:
    from models.access import AccessGrant
    from models.activity import Activity
    from models.agreements import Agreement
    from models.audit import Audit, TimeEntry
    from models.board import Card
    from models.business import Business
    from models.candidates import Candidate
    from models.desk import Desk
    from models.helpers import Helper
    from models.ledger import LedgerLine
    from models.onboarding import Checklist
    from models.procedure import Procedure
    from models.roles import Role
    from models.security import SecurityRecord
    from models.systems import System
    from models.templates import Template


class BusinessTables:
    """What a business has written down, table by table."""

    def __init__(self, collections: Mapping[str, Collection[Any]]) -> None:
        self._collections = collections

    def __getitem__(self, table: str) -> Collection[Any]:
        return self._collections[table]

    @property
    def business(self) -> "Business":
        """The settings as they are, or the defaults when none were saved yet."""
        from models.business import Business

        return next(iter(self.settings), None) or Business()

    @property
    def settings(self) -> "Collection[Business]":
        """The table of the one settings record."""
        return self["business"]

    @property
    def audits(self) -> "Collection[Audit]":
        """The time audits."""
        return self["audits"]

    @property
    def entries(self) -> "Collection[TimeEntry]":
        """The time entries."""
        return self["entries"]

    @property
    def activities(self) -> "Collection[Activity]":
        """The activities that entries are grouped into."""
        return self["activities"]

    @property
    def cards(self) -> "Collection[Card]":
        """The cards of the board."""
        return self["cards"]

    @property
    def procedures(self) -> "Collection[Procedure]":
        """How work that comes again is done."""
        return self["procedures"]

    @property
    def helpers(self) -> "Collection[Helper]":
        """The people, agencies and programs that help."""
        return self["helpers"]

    @property
    def candidates(self) -> "Collection[Candidate]":
        """Those who might take over the work of a role."""
        return self["candidates"]

    @property
    def agreements(self) -> "Collection[Agreement]":
        """The papers with helpers and candidates."""
        return self["agreements"]

    @property
    def checklists(self) -> "Collection[Checklist]":
        """The running lists."""
        return self["checklists"]

    @property
    def templates(self) -> "Collection[Template]":
        """The owner's own lists to copy; those that are shipped are in the library."""
        return self["templates"]

    @property
    def systems(self) -> "Collection[System]":
        """What can be entered."""
        return self["systems"]

    @property
    def grants(self) -> "Collection[AccessGrant]":
        """Who may enter it."""
        return self["grants"]

    @property
    def security(self) -> "Collection[SecurityRecord]":
        """Transfers and incidents."""
        return self["security"]

    @property
    def ledger(self) -> "Collection[LedgerLine]":
        """What handing over was to free, and what it freed."""
        return self["ledger"]

    @property
    def roles(self) -> "Collection[Role]":
        """The help that is looked for."""
        return self["roles"]

    @property
    def desks(self) -> "Collection[Desk]":
        """What each owner has arranged."""
        return self["desk"]
