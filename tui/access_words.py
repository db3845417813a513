"""The working behind an access: who asked, what it is for, what its gate needs, and how it is taken away."""

from collections.abc import Iterator

from models.access_parts import GrantState
from models.access_profiles import AccessProfile
from models.access_register import Access
from models.business import Business
from models.checklist_state import gate_of
from models.dossier import Dossier
from models.least_privilege import findings
from store import Workspace
from tui import marks, register, wording


def access_working(access: Access, desk: Workspace) -> Iterator[tuple[str, str]]:
    """Yields everything that is known of an access, a label and a text at a time."""
    grant, system, today = access.grant, access.system, access.today
    initials = desk.business.initials_of
    helper = desk.helpers.get(access.helper)
    yield "Who", helper.name if helper else "gone"
    yield "Enters", f"{system.name}, {system.data_class} data, {grant.level} by {grant.method}"
    yield "Stands", stands(access, desk.business)
    for found in findings([access], profiles=profiles(desk), open_tasks=open_tasks(desk)):
        yield f"{marks.LATE} {found.excess}", found.says
    yield "For", ", ".join(task_names(grant.tasks, desk)) or "work that is gone"
    if grant.scope:
        yield "Scope", grant.scope
    yield "Last day", wording.day(grant.lasts_until(access.engagement_end), today)
    yield "Taken away by", " ".join(grant.undo.split())
    yield from _gate(access, desk)
    yield "Asked", f"{wording.day(grant.requested.on, today)} by {initials(grant.requested.who)}"
    for approval in grant.approvals:
        said = [wording.day(approval.on, today), initials(approval.who), approval.reason, approval.limit]
        yield "Approved", " · ".join(filter(None, said))
    for waiver in grant.waivers:
        until = wording.day(waiver.until, today)
        yield "Gate waived", f"to {until} by {initials(waiver.who)}: {waiver.reason}"
    for label, stamp in (("Given", grant.granted), ("Taken back", grant.revoked)):
        if stamp:
            yield label, f"{wording.day(stamp.on, today)} by {initials(stamp.who)}"
    if grant.verified and grant.is_seen_gone:
        yield "Seen gone", f"{wording.day(grant.verified.on, today)}: {grant.verified.how}"
    if grant.is_shared:
        rotated = grant.secret_rotated
        changed = f"secret changed {wording.day(rotated.on, today)}" if rotated else "secret not changed"
        yield "Vault item", f"{grant.vault_item}, {changed}"
    yield "Second factor", "seen working" if grant.mfa_ok else "not seen"
    yield "Last used", wording.day(grant.last_used, today) if grant.last_used else "not known"
    for review in grant.reviews:
        before = f"was {review.level_before}" if review.level_before else "left as it is"
        yield "Looked at", " · ".join(filter(None, (wording.day(review.on, today), before, review.note)))
    if due := grant.review_due_on(system):
        yield "Next look", wording.day(due, today)
    for drill in grant.drills:
        yield "Drill", f"{wording.day(drill.on, today)}: {drill.how}"


def stands(access: Access, business: Business) -> str:
    """Returns where an access stands in words, and who has approved what still waits for a second owner."""
    given = [business.initials_of(each.who) for each in access.grant.approvals]
    if access.state is GrantState.REQUESTED and given:
        return f"approved by {wording.listed(given)}, waits for a second owner"
    return str(access.state)


def _gate(access: Access, desk: Workspace) -> Iterator[tuple[str, str]]:
    gate = gate_of(access.gate, desk.checklists, register.facts(desk, access.today), access.helper)
    yield "Gate", f"{gate.gate}: {'open' if gate.is_open else 'shut'}"
    for fact in gate.facts:
        why = fact.why or "there"
        yield "", f"{marks.DONE if fact.is_there else marks.LOCKED} {fact.what}: {why}"


def task_names(tasks: tuple[str, ...], desk: Workspace) -> list[str]:
    """Returns what the cards and activities are called that an access is for."""
    found = []
    for uid in tasks:
        card, activity = desk.cards.get(uid), desk.activities.get(uid)
        if card or activity:
            found.append(card.title if card else activity.name if activity else "")
    return found


def open_tasks(desk: Workspace) -> set[str]:
    """Returns the uids of the cards and activities that are not over."""
    cards = {each.uid for each in desk.cards if each.is_open}
    return cards | {each.uid for each in desk.activities}


def profiles(desk: Workspace) -> dict[str, AccessProfile]:
    """Returns the access profile of each helper who has one, by the helper's uid."""
    known = {each.key: each for each in desk.business.access_profiles}
    roles = ((each.uid, Dossier.as_far_as_sound(each).profile) for each in desk.helpers)
    return {uid: known[role] for uid, role in roles if role in known}
