"""Engaging a candidate: the helper, the paper to sign and the list of what comes first, in one step."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from models.agreements import Agreement, AgreementKind, confidentiality_in_force
from models.brief import DataClass
from models.candidates import Candidate
from models.document import RuleBroken
from models.helpers import Helper, HelperKind
from models.onboarding import Checklist
from models.role_parts import reaches
from models.roles import Role
from models.templates import PERSONAL_DATA, Template


class Engaged(NamedTuple):
    """Everything that engaging a candidate makes or changes, to be saved together.

    Attributes:
        candidate: in the last stage, as the helper.
        role: filled.
        helper: the new one, or the one who was here before.
        agreements: the draft to sign, and the candidate's papers as the helper's.
        checklist: what is settled first.
    """

    candidate: Candidate
    role: Role
    helper: Helper
    agreements: tuple[Agreement, ...]
    checklist: Checklist


def engage(
    candidate: Candidate,
    role: Role,
    template: Template,
    *,
    start: date,
    at: datetime,
    today: date,
    who: str = "",
    helper: Helper | None = None,
    agreements: Iterable[Agreement] = (),
    despite: str = "",
) -> Engaged:
    """Returns what is to be saved once a candidate is engaged.

    Args:
        candidate: the one that was chosen.
        role: whose decision names it.
        template: the list to copy.
        start: the first day of work.
        at: the moment.
        today: the day, for papers, waivers and due dates.
        who: the key of the owner who engages.
        helper: who it is, where it has worked here before.
        agreements: the papers; those of others are left out.
        despite: why it is engaged although something is missing; the reason stays.

    Raises:
        Guarded: something is missing, and no reason to go ahead is given.
        RuleBroken: nobody or somebody else was chosen, the list is for another kind, or it left the search.
    """
    if role.decision is not None and role.decision.candidate != candidate.uid:
        raise RuleBroken(f"{role.ref} was decided for somebody else: decide for {candidate.name} first.")
    if template.kind is not candidate.kind:
        raise RuleBroken(
            f"The list “{template.name}” is for {template.kind}: choose one for {candidate.kind}."
        )
    papers = [each for each in agreements if each.candidate == candidate.uid]
    hired = helper.but(archived=None) if helper else Helper.of(name=candidate.name, kind=candidate.kind)
    engaged = candidate.engaged(
        hired.uid, role, at=at, today=today, who=who, agreements=papers, despite=despite
    )
    draft = Agreement.of(
        kind=first_paper(role, candidate.kind, papers, today),
        party=candidate.name,
        helper=hired.uid,
        candidate=candidate.uid,
        covers=tuple(each for each in DataClass if reaches(role.data_class, each)),
    )
    checklist = Checklist.copying(
        template,
        name=candidate.name,
        helper=hired.uid,
        start=start,
        made_on=today,
        conditions=(PERSONAL_DATA,) if reaches(role.data_class, DataClass.CLIENT) else (),
    )
    moved = tuple(paper.but(helper=hired.uid) for paper in papers)
    return Engaged(engaged, role.filled(), hired, (*moved, draft), checklist)


def first_paper(role: Role, kind: HelperKind, papers: Iterable[Agreement], today: date) -> AgreementKind:
    """Returns which paper is to be signed first: the one that keeps the most from being shown.

    Args:
        role: says how confidential the work is.
        kind: the sort of help.
        papers: those there are already.
        today: the day on which they hold.
    """
    if kind is HelperKind.SOFTWARE:
        personal = reaches(role.data_class, DataClass.CLIENT)
        return AgreementKind.DPA if personal else AgreementKind.TERMS
    bound = confidentiality_in_force(papers, today)
    return AgreementKind.CONTRACT if bound else AgreementKind.NDA
