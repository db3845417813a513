"""What changes when a helper takes another role: what goes first, what comes, which papers no longer do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.access import AccessGrant
from models.access_profiles import AccessLevel, AccessProfile
from models.access_register import Access
from models.agreements import Agreement, AgreementKind
from models.brief import DataClass
from models.business import Business
from models.systems import System


class Step(StrEnum):
    """What is done to an access when somebody's role changes."""

    REMOVE = "remove"
    LOWER = "lower"
    ADD = "add"


@dataclass(frozen=True)
class MoverStep:
    """One change on the way to another role.

    Attributes:
        due: its day.
        step: what is done.
        system: the uid of the system.
        level: the level that is taken away, lowered to, or added.
        grant: the grant it is done to, None where one is still to be asked for.
    """

    due: date
    step: Step
    system: str
    level: AccessLevel
    grant: AccessGrant | None = None


def mover(
    accesses: Iterable[Access], profile: AccessProfile, *, on: date, today: date, business: Business
) -> list[MoverStep]:
    """Returns how one helper's access becomes that of another role: removals a work day before additions.

    What was asked for and not given is called off like the rest.

    Args:
        accesses: the helper's part of the register.
        profile: what the new role needs.
        on: the first day in it.
        today: nothing is due before.
        business: whose work days they are.
    """
    held = [each.grant for each in accesses if not each.is_over]
    before = max(today, business.work_day_from(on - timedelta(days=1), back=True))
    steps = list[MoverStep]()
    for grant in held:
        level = profile.level(grant.system)
        if level is None:
            steps.append(MoverStep(before, Step.REMOVE, grant.system, grant.level, grant))
        elif grant.level.rank > level.rank:
            steps.append(MoverStep(before, Step.LOWER, grant.system, level, grant))
    for line in profile.lines:
        reached = [grant.level.rank for grant in held if grant.system == line.system]
        if max(reached, default=-1) < line.level.rank:
            steps.append(MoverStep(on, Step.ADD, line.system, line.level))
    return sorted(steps, key=lambda each: (each.due, list(Step).index(each.step)))


def not_covered(
    profile: AccessProfile, systems: Iterable[System], papers: Iterable[Agreement], today: date
) -> list[tuple[AgreementKind, DataClass]]:
    """Returns the papers a role would need that are not in force for a class of facts it reaches.

    Whoever sees more than what is public keeps it confidential, and processes the data of clients under an
    agreement about that; `domain.md` §2.6.

    Args:
        profile: what the role needs.
        systems: all of them.
        papers: the helper's; one that names no class covers all.
        today: the day.
    """
    held = [each for each in papers if each.is_in_force(today)]
    classes = {each.data_class for each in systems if profile.level(each.uid) is not None}
    secrecy = [(AgreementKind.NDA, each) for each in DataClass if each is not DataClass.PUBLIC]
    processing = [(AgreementKind.DPA, each) for each in (DataClass.CLIENT, DataClass.MONEY)]
    return [
        (kind, each)
        for kind, each in (*secrecy, *processing)
        if each in classes and not any(paper.kind.is_such(kind) and paper.is_about(each) for paper in held)
    ]
