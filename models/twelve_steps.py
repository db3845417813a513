"""The twelve steps from work that was logged to help that is looked at again, each read off the records.

No step can be ticked: one is taken when the record that shows it is there. `domain.md` §1, row 3.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.access_register import Access
from models.activity import Activity, Verdict
from models.agreements import Agreement, AgreementKind, confidentiality_in_force
from models.board import Card
from models.brief import DataClass, missing
from models.candidates import Candidate
from models.dossier import Dossier
from models.helpers import HelperKind
from models.ledger import LedgerLine
from models.onboarding import Checklist
from models.ranking import Ranked
from models.role_parts import RoleState, reaches
from models.roles import Role
from models.templates import Purpose
from models.today_record import counted

_FOR_PROGRAMS = (AgreementKind.DPA, AgreementKind.TERMS)
"""The papers of which one binds the maker of a program that reaches facts of clients."""
STAYS = (Verdict.KEEP, Verdict.DROP, Verdict.LATER)
"""Decisions after which nothing is handed over, for now at least."""


class Step(StrEnum):
    """One of the twelve, in their order."""

    LOG = "log"
    CATEGORY = "category"
    BOTTLENECK = "bottleneck"
    DECISION = "decision"
    BRIEF = "brief"
    KIND = "kind of help"
    SEARCH = "search"
    VETTING = "vetting"
    ONBOARDING = "onboarding"
    GOALS = "goals and talks"
    SECURITY = "papers and access"
    REVIEW = "review"


class StepState(StrEnum):
    """Whether a step is taken."""

    TAKEN = "taken"
    NEXT = "next"
    """The first one that is not taken."""
    TO_COME = "to come"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True)
class StepOnWay:
    """A step of one activity.

    Attributes:
        step: which one.
        state: whether it is taken.
        says: what shows it, or what is missing.
    """

    step: Step
    state: StepState
    says: str


@dataclass(frozen=True)
class OnWay:
    """What is on record of one activity on its way, and of those who do its work.

    Attributes:
        activity: the work.
        today: the day.
        ranked: its row among the priorities; None where the audit holds none of it.
        too_early: whether too few work days are logged to judge anything.
        cards: its cards, those of the archive as well.
        roles: the roles that serve it.
        candidates: those in these roles.
        helpers: those who have its cards, or were engaged for it.
        checklists: the lists of these helpers, those put away as well.
        papers: the agreements with these helpers.
        accesses: the accesses that its work needs.
        ledger: the lines of the ledger that are of it.
    """

    activity: Activity
    today: date
    ranked: Ranked | None = None
    too_early: bool = False
    cards: tuple[Card, ...] = ()
    roles: tuple[Role, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    helpers: tuple[Dossier, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    papers: tuple[Agreement, ...] = ()
    accesses: tuple[Access, ...] = ()
    ledger: tuple[LedgerLine, ...] = ()

    @property
    def decided(self) -> Verdict | None:
        """What was decided about the work: on the activity itself, else on a card of it."""
        decisions = (self.activity.decision, *(card.decision for card in self.cards))
        return next((each.verdict for each in decisions if each), None)

    @property
    def stays(self) -> str:
        """Why the work is handed to nobody, in words; empty where it may be."""
        if self.decided:
            return f"decided: {self.decided}" if self.decided in STAYS else ""
        keep = self.ranked.inputs.keep if self.ranked else None
        return f"stays with you unless you decide otherwise: {keep}" if keep else ""

    @property
    def touches_clients(self) -> bool:
        """Whether its work reaches facts of clients, by its briefs, its roles and what has to be entered."""
        classes = [
            *(role.data_class for role in self.roles),
            *(each.system.data_class for each in self.accesses),
        ]
        classes += [each for card in self.cards if card.brief and (each := card.brief.data_class)]
        return any(reaches(each, DataClass.CLIENT) for each in classes)

    @property
    def names(self) -> str:
        """The first names of those who do the work."""
        return " and ".join(helper.short for helper in self.helpers)


Finding = tuple[bool | None, str]
"""Whether a step is taken, None where it is not needed, and what shows that."""


def twelve_steps(work: OnWay) -> tuple[StepOnWay, ...]:
    """Returns how far an activity has come; where it stays with the owner, no help is looked for."""
    found: list[StepOnWay] = []
    for step, look in _LOOKS.items():
        taken, says = look(work)
        if work.stays and (step in _HELP or (step is Step.DECISION and not taken)):
            taken, says = None, work.stays
        state = StepState.TAKEN if taken else StepState.NOT_NEEDED if taken is None else StepState.TO_COME
        if state is StepState.TO_COME and all(each.state is not StepState.NEXT for each in found):
            state = StepState.NEXT
        found.append(StepOnWay(step, state, says))
    return tuple(found)


def _logged(work: OnWay) -> Finding:
    if work.ranked is None:
        return False, "the audit holds no entry of it"
    entries, hours = len(work.ranked.tally.entries), work.ranked.tally.hours
    return True, f"{counted(entries, 'entry', 'entries')}, {hours:.1f} h"


def _categorised(work: OnWay) -> Finding:
    return bool(work.activity.category), work.activity.category or "it has no category yet"


def _judged(work: OnWay) -> Finding:
    if work.ranked is None or work.too_early:
        return False, "too few work days are logged to judge it"
    if not work.ranked.bottleneck.met:
        return True, "no bottleneck"
    return True, f"a bottleneck: {'; '.join(work.ranked.bottleneck.reasons)}"


def _decided(work: OnWay) -> Finding:
    if work.decided:
        return True, f"decided: {work.decided}"
    if begun := [role for role in work.roles if role.state is not RoleState.DRAFT]:
        return True, f"help is looked for: {begun[0].ref} {begun[0].title}"
    if work.ranked is not None and work.ranked.rank:
        return False, f"ranked {work.ranked.rank.rank}, not decided"
    return False, "not decided"


def _briefed(work: OnWay) -> Finding:
    if any(card.brief is not None and not missing(card.brief, card.due) for card in work.cards):
        return True, "the brief says what is wanted and when it is done"
    written = [card for card in work.cards if card.brief is not None]
    if written:
        return False, f"the brief lacks {', '.join(missing(written[0].brief, written[0].due))}"
    return False, "no brief is written" if work.cards else "no card of it is on the board"


def _kind_chosen(work: OnWay) -> Finding:
    kinds: Iterable[str] = [*(role.kind for role in work.roles), *(each.kind for each in work.helpers)]
    kinds = [*kinds, *(card.seeks for card in work.cards if card.seeks)]
    if work.decided is Verdict.AUTOMATE:
        kinds = [*kinds, HelperKind.SOFTWARE]
    said = " or ".join(dict.fromkeys(str(kind) for kind in kinds))
    return bool(said), said or "nobody has said which kind of help"


def _searched(work: OnWay) -> Finding:
    if work.candidates:
        return True, counted(len(work.candidates), "candidate")
    if any(role.postings for role in work.roles):
        return True, "advertised, no candidate yet"
    if work.helpers:
        return None, f"{work.names} was here already"
    return False, "nobody is looked for yet"


def _vetted(work: OnWay) -> Finding:
    chosen = [role for role in work.roles if role.state in (RoleState.DECIDED, RoleState.FILLED)]
    if chosen:
        return True, f"decided for {chosen[0].ref} {chosen[0].title}"
    if work.helpers and not work.candidates:
        return None, f"{work.names} was here already"
    return False, "nobody is chosen yet"


def _brought_in(work: OnWay) -> Finding:
    starting = [each for each in work.checklists if each.purpose is Purpose.START]
    lists = [each for each in starting if each.archived is None or each.is_complete]
    if not lists:
        return False, f"no list runs for {work.names}" if work.helpers else "nobody has it yet"
    settled, total = (sum(counts) for counts in zip(*(each.progress for each in lists), strict=True))
    return settled == total, f"{settled} of {total} items are settled"


def _led(work: OnWay) -> Finding:
    if not work.helpers:
        return False, "nobody has it yet"
    goals = [goal for helper in work.helpers for goal in helper.goals]
    measured = sum(bool(goal.measurements) for goal in goals)
    talks = sum(bool(talk.held_at) for helper in work.helpers for talk in helper.check_ins)
    spoken = sum(len(helper.feedback) + len(helper.tickets) for helper in work.helpers)
    said = f"{measured} of {counted(len(goals), 'goal')} measured, {counted(talks, 'talk')} held"
    said += f", {counted(spoken, 'word', 'words')} of feedback"
    return bool(measured and (talks or spoken)), said


def _secured(work: OnWay) -> Finding:
    if not work.helpers:
        return False, "nobody has it yet"
    if lacking := [each for each in work.accesses if each.missing]:
        return False, f"{lacking[0].says} lacks {lacking[0].missing[0]}"
    needed = False
    for helper in work.helpers:
        own = [paper for paper in work.papers if paper.helper == helper.uid]
        if helper.kind is not HelperKind.SOFTWARE:
            needed = True
            if not confidentiality_in_force(own, work.today):
                return False, f"no confidentiality agreement with {helper.short} is in force"
        elif work.touches_clients:
            needed = True
            if not any(paper.kind in _FOR_PROGRAMS and paper.is_in_force(work.today) for paper in own):
                return False, f"no data-processing agreement or terms of {helper.short} are in force"
    waiting = sum(not each.grant.is_open for each in work.accesses)
    if waiting:
        return False, f"{waiting} of {len(work.accesses)} accesses are not switched on"
    gates = f"{counted(len(work.accesses), 'access', 'accesses')} behind open gates"
    papers = "papers in force" if needed else "no paper is needed"
    return True, f"{papers}, {gates if work.accesses else 'no access needed'}"


def _looked_at_again(work: OnWay) -> Finding:
    reviews = sum(len(helper.reviews) for helper in work.helpers)
    weeks = sum(line.measured is not None for line in work.ledger)
    if reviews or weeks:
        return bool(reviews), f"{counted(reviews, 'review')}, {counted(weeks, 'week')} measured"
    return False, "nothing is measured and no review was held" if work.helpers else "nobody has it yet"


_LOOKS: Mapping[Step, Callable[[OnWay], Finding]] = {
    Step.LOG: _logged,
    Step.CATEGORY: _categorised,
    Step.BOTTLENECK: _judged,
    Step.DECISION: _decided,
    Step.BRIEF: _briefed,
    Step.KIND: _kind_chosen,
    Step.SEARCH: _searched,
    Step.VETTING: _vetted,
    Step.ONBOARDING: _brought_in,
    Step.GOALS: _led,
    Step.SECURITY: _secured,
    Step.REVIEW: _looked_at_again,
}
_HELP = frozenset(list(Step)[list(Step).index(Step.BRIEF) :])
"""The steps that need somebody to hand the work to."""
