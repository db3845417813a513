"""Forgetting a person: which records are theirs, and what is kept as a count."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from models.access_state import AccessState
from models.agreements import Agreement
from models.candidate_parts import Terms
from models.candidates import Candidate
from models.document import Document, RuleBroken
from models.helpers import Helper
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.role_parts import Choice
from models.roles import Role
from models.security import SecurityRecord

ERASED = "erased"
"""What stands for the name of somebody who was forgotten."""


class PersonRecords(NamedTuple):
    """The records of a person.

    Attributes:
        candidates: in every role.
        helpers: what they were when they worked here.
        agreements: the papers with them.
        checklists: their running lists.
        roles: the roles of which a decision says how they stood.
        grants: what they could enter.
        security: the transfers to them and the incidents with them.
        ledger: the weeks of the work they had; the figures are the business's and stay.
    """

    candidates: tuple[Candidate, ...]
    helpers: tuple[Helper, ...]
    agreements: tuple[Agreement, ...]
    checklists: tuple[Checklist, ...]
    roles: tuple[Role, ...]
    grants: tuple[AccessState, ...] = ()
    security: tuple[SecurityRecord, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()

    @property
    def name(self) -> str:
        """What the records call the person; empty where there is none."""
        names = [each.name for each in self.candidates] + [each.name for each in self.helpers]
        return next(iter(names), "")

    @property
    def records(self) -> tuple[Document, ...]:
        """What is the person's own."""
        return (
            *(*self.candidates, *self.helpers, *self.agreements, *self.checklists),
            *(*self.grants, *self.security),
        )

    def counted(self, *, at: datetime) -> tuple[Document, ...]:
        """Returns what takes the place of the records: that there was somebody, and nothing of who it was."""
        return (
            *(nobody(each, at=at) for each in self.candidates),
            *(
                Helper.of(uid=each.uid, name=ERASED, kind=each.kind, archived=each.archived)
                for each in self.helpers
            ),
            *(_without(each, {one.uid for one in self.candidates}) for each in self.roles),
            *(_unnamed(each) for each in self.ledger),
        )


def records_of(
    name: str,
    candidates: Iterable[Candidate],
    helpers: Iterable[Helper],
    agreements: Iterable[Agreement],
    checklists: Iterable[Checklist],
    roles: Iterable[Role],
    grants: Iterable[AccessState] = (),
    security: Iterable[SecurityRecord] = (),
    ledger: Iterable[LedgerLine] = (),
) -> PersonRecords:
    """Returns the records of the person of this name, whose case makes no difference.

    Raises:
        RuleBroken: somebody of that name works here, or can still enter something.
    """
    called = name.strip().casefold()
    people = tuple(each for each in helpers if each.name.casefold() == called)
    if working := next((each for each in people if each.archived is None), None):
        raise RuleBroken(
            f"{working.name} works here ({working.ref}): end that and take the access back, then erase."
        )
    found = tuple(each for each in candidates if each.name.casefold() == called)
    uids = {each.uid for each in (*found, *people)}
    papers = tuple(
        each
        for each in agreements
        if each.candidate in uids or each.helper in uids or each.party.casefold() == called
    )
    lists = tuple(each for each in checklists if each.helper in uids)
    named = (
        role
        for role in roles
        if any(score.candidate in uids for choice in role.decisions for score in choice.scores)
    )
    entered = tuple(each for each in grants if each.helper in uids)
    if left := [each.ref for each in entered if not each.is_closed]:
        raise RuleBroken(f"{' and '.join(left)} must be taken back and seen gone, then erase.")
    known = tuple(each for each in security if each.helper in uids)
    weeks = tuple(each for each in ledger if each.helper in uids)
    return PersonRecords(found, people, papers, lists, tuple(named), entered, known, weeks)


def nobody(candidate: Candidate, *, at: datetime) -> Candidate:
    """Returns what is left of a candidate who is forgotten: the role, the source and how far it came."""
    return Candidate.of(
        uid=candidate.uid,
        name=ERASED,
        kind=candidate.kind,
        role=candidate.role,
        stage=candidate.stage,
        moves=tuple(each.but(reason="", missing=()) for each in candidate.moves),
        outcomes=tuple(each.but(says=each.says and ERASED) for each in candidate.outcomes),
        knock_outs=tuple(each.but(reason=each.reason and ERASED) for each in candidate.knock_outs),
        helper=candidate.helper,
        terms=Terms(),
        source=candidate.source,
        posting=candidate.posting,
        archived=at,
    )


def _unnamed(line: LedgerLine) -> LedgerLine:
    """Returns a week of the ledger that says what was freed, and not by whom."""
    refill, planned = (each and each.but(note="") for each in (line.refill, line.planned))
    return line.but(helper=None, note="", how=line.how and ERASED, refill=refill, planned=planned)


def _without(role: Role, uids: set[str]) -> Role:
    decision = role.decision and _unnamed_in(role.decision, uids)
    return role.but(
        decision=decision,
        earlier_decisions=tuple(_unnamed_in(choice, uids) for choice in role.earlier_decisions),
    )


def _unnamed_in(choice: Choice, uids: set[str]) -> Choice:
    return choice.but(
        scores=tuple(score.but(name=ERASED) if score.candidate in uids else score for score in choice.scores)
    )
