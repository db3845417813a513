"""Which tables a workspace has, and which model each one holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module

from models.document import Document
from store.journal import Row
from store.rows import identity


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    Attributes:
        table: The name of its table in the file.
        noun: What one of them is called in a sentence.
        where: Its model, as `module:Class`; imported when the table is touched.
        single: Whether there is only one such document.
        in_full: The model of all that a row says, where `where` reads a part of it and keeps the rest.
    """

    table: str
    noun: str
    where: str
    single: bool = False
    in_full: str = ""

    @cached_property
    def model(self) -> type[Document]:
        """The model of a document."""
        return _model(self.where)

    def called(self, count: int) -> str:
        """Returns a number of them in words, as in `1 card` or `2 time entries`."""
        if count == 1:
            return f"1 {self.noun}"
        return f"{count:,} {self.noun[:-1]}ies" if self.noun.endswith("y") else f"{count:,} {self.noun}s"

    def ref(self, number: int) -> str:
        """Returns how people call a record, as in `C14`."""
        return f"{self.model.letter}{number}"

    def built(self, number: int, row: Row) -> Document:
        """Returns the document of a row.

        Raises:
            ValidationError: it is none.
        """
        return self._read(self.model, number, row)

    def checked(self, number: int, row: Row) -> None:
        """Refuses a row of which any part is not valid.

        Raises:
            ValidationError: it is none.
        """
        self._read(_model(self.in_full) if self.in_full else self.model, number, row)

    def _read(self, model: type[Document], number: int, row: Row) -> Document:
        return model.model_validate(row | {"number": number, "uid": identity(self.table, number, row)})


def _model(where: str) -> type[Document]:
    module, _, name = where.partition(":")
    model: type[Document] = getattr(import_module(module), name)
    return model


KINDS: Mapping[str, Kind] = {
    kind.table: kind
    for kind in (
        Kind("business", "settings record", "models.business:Business", single=True),
        Kind("audits", "audit", "models.audit:Audit"),
        Kind("entries", "time entry", "models.audit:TimeEntry"),
        Kind("activities", "activity", "models.activity:Activity"),
        Kind("cards", "card", "models.board:Card"),
        Kind("procedures", "procedure", "models.procedure:Procedure"),
        Kind("helpers", "helper", "models.helpers:Helper", in_full="models.dossier:Dossier"),
        Kind("roles", "role", "models.roles:Role"),
        Kind("candidates", "candidate", "models.candidates:Candidate"),
        Kind("agreements", "agreement", "models.agreements:Agreement"),
        Kind("checklists", "checklist", "models.onboarding:Checklist"),
        Kind("templates", "template", "models.templates:Template"),
        Kind("systems", "system", "models.systems:System"),
        Kind("grants", "access grant", "models.access:AccessGrant"),
        Kind("security", "security record", "models.security:SecurityRecord"),
        Kind("ledger", "ledger line", "models.ledger:LedgerLine"),
        Kind("desk", "desk", "models.desk:Desk"),
    )
}
