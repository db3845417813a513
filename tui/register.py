"""The access register, the papers and the running lists of a workspace, as one day has them."""

from collections.abc import Sequence
from datetime import date, datetime

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.access_register import Access, register
from models.access_state import ShutBy
from models.checklist_state import shut_by
from models.dossier import Dossier
from models.gates import Facts
from models.helpers import Helper
from models.offboarding import settled_by
from store import Workspace


def facts(desk: Workspace, today: date) -> Facts:
    """Returns what the gates go by besides the running lists."""
    return Facts(today, tuple(desk.agreements), HeldAccess.all_of(desk.grants, desk.systems))


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
        ends={each.uid: Dossier.as_far_as_sound(each).last_day(today) for each in desk.helpers},
        papers=desk.agreements,
        shut=lambda helper: shut_by(lists, known, helper),
    )


def put_access(desk: Workspace, grant: AccessGrant, *, at: datetime, today: date) -> None:
    """Saves an access, and on the lists for leaving the lines that it settles."""
    saved, known = desk.grants.put(grant), facts(desk, today)
    for each in desk.checklists.having(helper=grant.helper):
        settled = settled_by(each, saved, known, at=at, who=desk.who)
        if settled is not each:
            desk.checklists.put(settled)


def page_sent(desk: Workspace, helper: Helper, today: date) -> str:
    """Returns the page of a helper as Markdown, without what only the owners may see."""
    from models.dossier_text import helper_sent

    return helper_sent(
        Dossier.on(helper),
        desk.business,
        today=today,
        cards=[card for card in desk.cards.having(helper=helper.uid) if card.trashed is None],
        papers=desk.agreements.having(helper=helper.uid),
        accesses=[each for each in accesses(desk, today) if each.helper == helper.uid],
    )
