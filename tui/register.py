"""The access register, the papers and the running lists of a workspace, as one day has them."""

from collections.abc import Sequence
from datetime import date, datetime

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_register import Access, register
from models.access_state import ShutBy
from models.agreements import Agreement
from models.candidates import Candidate
from models.checklist_state import shut_by
from models.dossier import Dossier
from models.gates import Facts, Probation
from models.helpers import Helper, HelperKind
from models.offboarding import settled_by
from models.onboarding import Checklist
from models.settled_lines import settled_by_cancelling, settled_by_paper
from store import Workspace


def facts(desk: Workspace, today: date) -> Facts:
    """Returns what the gates go by and what lists are seen beside."""
    held = HeldAccess.all_of(desk.grants, desk.systems)
    probations = tuple(
        Probation(
            each.uid,
            # most were never reviewed: to read a whole record for that takes too long
            reviews=Dossier.as_far_as_sound(each).reviews if getattr(each, "reviews", ()) else (),
            is_software=each.kind is HelperKind.SOFTWARE,
        )
        for each in desk.helpers
    )
    return Facts(today, tuple(desk.agreements), held, tuple(desk.checklists), probations)


def shut(desk: Workspace, helper: str, today: date, *, approving: bool = False) -> ShutBy:
    """Returns what says in words why a gate is shut for a helper, by uid."""
    return shut_by(desk.checklists, facts(desk, today), helper, approving=approving)


def accesses(desk: Workspace, today: date) -> Sequence[Access]:
    """Returns the whole register."""
    known, lists = facts(desk, today), list(desk.checklists)
    return register(
        desk.grants,
        desk.systems,
        today=today,
        ends={each.uid: engagement_end(each, today) for each in desk.helpers},
        papers=desk.agreements,
        shut=lambda helper: shut_by(lists, known, helper),
    )


def engagement_end(helper: Helper | None, today: date) -> date | None:
    """Returns the last day of the engagement that counts on a day, None where it runs on."""
    return Dossier.as_far_as_sound(helper).last_day(today) if helper else None


def put_access(desk: Workspace, grant: AccessGrant, *, at: datetime, today: date) -> None:
    """Saves an access, and on the lists for leaving the lines that it settles."""
    saved, known = desk.grants.put(grant), facts(desk, today)
    for each in desk.checklists.having(helper=grant.helper):
        settled = settled_by(each, saved, known, at=at, who=desk.who)
        if settled is not each:
            desk.checklists.put(settled)


def put_paper(desk: Workspace, paper: Agreement, *, at: datetime, today: date) -> None:
    """Saves an agreement, and on the lists of its helper the lines that its last signature settles."""
    before = desk.agreements.get(paper.uid)
    saved = desk.agreements.put(paper)
    if saved.countersigned_on and not (before and before.countersigned_on):
        known, lists = facts(desk, today), desk.checklists.having(helper=saved.helper)
        desk.checklists.put_all(list(settled_by_paper(saved, lists, known, at=at, who=desk.who)))


def put_candidate(desk: Workspace, candidate: Candidate, *, at: datetime, today: date) -> Candidate:
    """Saves a candidate, and on the winner's list the line that the cancelling of its trial settles."""
    before = desk.candidates.get(candidate.uid)
    saved = desk.candidates.put(candidate)
    if _is_cancelled(saved) and not (before and _is_cancelled(before)):
        known, lists = facts(desk, today), list(desk.checklists)
        settled = settled_by_cancelling(saved, desk.candidates, lists, known, at=at, who=desk.who)
        desk.checklists.put_all(list(settled))
    return saved


def _is_cancelled(candidate: Candidate) -> bool:
    return candidate.software is not None and candidate.software.cancelled_on is not None


def put_list(desk: Workspace, checklist: Checklist, today: date) -> Checklist:
    """Saves a new list, and the public holidays of the coming year where they are not known yet."""
    if desk.business.country:
        from store.calendar import kept_known

        known = kept_known(desk.business, today=today)
        if known is not desk.business:
            desk.settings.put(known)
    return desk.checklists.put(checklist)


def page_sent(desk: Workspace, helper: Helper, today: date) -> str:
    """Returns the page of a helper as Markdown, without what only the owners may see."""
    from models.dossier_text import helper_sent

    return helper_sent(
        Dossier.as_far_as_sound(helper),
        desk.business,
        today=today,
        cards=[card for card in desk.cards.having(helper=helper.uid) if card.trashed is None],
        papers=desk.agreements.having(helper=helper.uid),
        accesses=[each for each in accesses(desk, today) if each.helper == helper.uid],
    )
