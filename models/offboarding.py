"""The list for somebody who leaves, with a line for each access and shared secret of the register."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from models.access import AccessGrant
from models.access_facts import HeldAccess
from models.document import RuleBroken, fresh_key
from models.engagements import Engagement, EngagementState
from models.gates import Facts
from models.helpers import Helper
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.templates import ForEach, Purpose, Template


def leaving(
    helper: Helper,
    template: Template,
    grants: Iterable[HeldAccess],
    *,
    end: date,
    made_on: date,
    start: date | None = None,
    cancel_by: date | None = None,
) -> Checklist:
    """Makes the list for a helper who leaves.

    Args:
        helper: who leaves.
        template: what is copied.
        grants: the access register; that of others is left out.
        end: the last day of work.
        made_on: today; nothing is due before.
        start: the first day of work, where it is known.
        cancel_by: the last day on which a subscription can be cancelled.

    Raises:
        RuleBroken: the template is for those who start, or for another kind of help.
    """
    if template.purpose is Purpose.START:
        raise RuleBroken(f"The list “{template.name}” is for those who start: choose one for leaving.")
    if template.kind is not helper.kind:
        raise RuleBroken(f"The list “{template.name}” is for {template.kind}: choose one for {helper.kind}.")
    made = Checklist.copying(
        template,
        name=f"{helper.name} leaves"[:80],
        helper=helper.uid,
        start=start or made_on,
        end=end,
        cancel_by=cancel_by,
        made_on=made_on,
    )
    own = [each for each in grants if each.helper == helper.uid]
    return made.but(items=tuple(_expanded(made.items, own, {})))


def with_register(checklist: Checklist, template: Template, grants: Iterable[HeldAccess]) -> Checklist:
    """Returns a list for leaving with lines for what has come into the register since; none are taken off."""
    numbers = {each.grant or "": int(each.code.rpartition(".")[2]) for each in checklist.items if each.grant}
    fresh = [copy for item in template.items if item.for_each for copy in Item.copies(item)]
    own = [each for each in grants if each.helper == checklist.helper]
    known = {(each.origin, each.grant) for each in checklist.items}
    # one change of a secret is one for all who were shown it until then
    to_change = {
        each.title for each in checklist.items if each.for_each is ForEach.SECRET and not each.is_settled
    }
    more = [
        each
        for each in _expanded(fresh, own, numbers)
        if (each.origin, each.grant) not in known
        and not (each.for_each is ForEach.SECRET and each.title in to_change)
    ]
    return checklist.but(items=(*checklist.items, *more)) if more else checklist


def as_ticked(
    item: Item, grants: Iterable[AccessGrant], how: str = "", *, on: date, who: str
) -> list[AccessGrant]:
    """Returns the accesses that ticking a line changes: taken back, seen to be gone, or their secret changed.

    Args:
        item: a line about an access; another one changes none.
        grants: the access register.
        how: what shows that an access is gone.
        on: the day.
        who: the key of the owner who says so.

    Raises:
        RuleBroken: it is said to be gone before it was taken back, or nothing shows it.
    """
    known = list(grants)
    own = next((each for each in known if each.uid == item.grant), None)
    if own is None:
        return []
    if item.for_each is ForEach.GRANT:
        return [] if own.revoked else [own.taken_back(on=on, who=who)]
    if item.for_each is ForEach.REMOVAL:
        return [] if own.is_seen_gone else [own.seen_gone(how, on=on, who=who)]
    return [
        each.rotated(on=on, who=who)
        for each in known
        if each.is_shared and (each.helper, each.vault_item) == (own.helper, own.vault_item)
        if each.granted and not each.is_secret_changed
    ]


def requests_frozen_by(engagement: Engagement | None, lists: Iterable[Checklist], today: date) -> str:
    """Returns why no new access is to be asked for, in words; empty where nothing speaks against one.

    `domain.md` §2.2, OF04.

    Args:
        engagement: the one of the helper that counts.
        lists: those of the helper.
        today: the day.
    """
    state = engagement.state(today) if engagement else None
    if state in (EngagementState.NOTICE, EngagementState.ENDED, EngagementState.CLOSED):
        return f"the engagement is {'under notice' if state is EngagementState.NOTICE else state}"
    for each in lists:
        is_over = each.archived is not None or each.is_complete or (each.end is not None and each.end < today)
        if each.purpose is not Purpose.START and not is_over:
            return f"{each.ref} is a list for leaving"
    return ""


def settled_by(
    checklist: Checklist, grant: AccessGrant, facts: Facts, *, at: datetime, who: str
) -> Checklist:
    """Returns a list for leaving with the lines settled that the record of an access settles.

    A line that still waits for another one stays as it is.

    Args:
        checklist: the list.
        grant: the access as it is now.
        facts: what is on record besides, and the day.
        at: the moment.
        who: the key of the owner who changed the access.
    """
    rotated = grant.secret_rotated
    shown = {
        ForEach.GRANT: grant.revoked.on.isoformat() if grant.revoked else "",
        ForEach.REMOVAL: grant.verified.how if grant.verified and grant.is_seen_gone else "",
        ForEach.SECRET: rotated.on.isoformat() if rotated and grant.is_secret_changed else "",
    }
    for item in checklist.items:
        says = shown[item.for_each] if item.for_each and item.grant == grant.uid else ""
        if not says or item.is_settled:
            continue
        if not item.is_done and not checklist.locked_by(item, facts):
            checklist = checklist.done(item.key, facts=facts, at=at, who=who, says=says)
        if checklist.item(item.key).state is ItemState.DONE and item.sign_off:
            checklist = checklist.signed_off(item.key, at=at, today=facts.today, who=who)
    return checklist


def _expanded(items: Sequence[Item], grants: Sequence[HeldAccess], numbers: dict[str, int]) -> Iterator[Item]:
    """Yields items, one for each access or secret where they stand for such.

    Args:
        items: in their order.
        grants: those of the helper.
        numbers: what the codes of accesses end with, by uid; accesses without one are given the next.
    """
    left = [each for each in grants if each.is_given and not each.is_closed]
    for each in left:
        numbers.setdefault(each.uid, max(numbers.values(), default=0) + 1)
    about = {
        ForEach.GRANT: [each for each in left if not each.is_over],
        ForEach.REMOVAL: left,
        ForEach.SECRET: list({each.secret: each for each in reversed(left) if each.secret}.values())[::-1],
    }
    codes = {item.code for item in items if item.for_each}
    written = {
        f"{item.code}.{numbers[each.uid]}" for item in items if item.for_each for each in about[item.for_each]
    }
    for item in items:
        if item.for_each is None:
            yield item
            continue
        for each in about[item.for_each]:
            # a line about one access waits for the other line about the same access
            named = {
                code: f"{code}.{numbers[each.uid]}" if code in codes else code for code in item.depends_on
            }
            yield item.but(
                key=fresh_key(),
                code=f"{item.code}.{numbers[each.uid]}",
                title=_filled(item.title, each),
                depends_on=tuple(own for code, own in named.items() if code not in codes or own in written),
                grant=each.uid,
            )


def _filled(title: str, grant: HeldAccess) -> str:
    system = f"{grant.says}, {grant.account}" if grant.account else grant.says
    words = {"{system}": system, "{secret}": grant.secret}
    return re.sub(r"\{\w+\}", lambda found: words.get(found[0], found[0]), title)
