"""What a newer version of a template would change on a running list, to be taken over line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.document import RuleBroken
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.onboarding_parts import Item
from models.templates import Gate, Template, TemplateItem

_WORDS = {
    "title": "title",
    "why": "reason",
    "phase": "phase",
    "offset_days": "day",
    "anchor": "anchor",
    "counts_from": "anchor",
    "side": "side",
    "opens": "gates it opens",
    "needs": "gate it needs",
    "depends_on": "items that come first",
    "paper": "paper",
    "approval": "approval",
    "shows": "evidence",
    "sign_off": "signature",
    "condition": "condition",
    "otherwise": "what stands in its place",
}


class ChangeKind(StrEnum):
    """What a newer version does with a line."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Offer:
    """One change that a running list may take over.

    Attributes:
        kind: what the template does with the line.
        name: what the template calls it.
        title: the line as it would read, or as it reads where it is dropped.
        parts: what of it changes, in words.
        loosens: the gates that would wait for less, or for something else.
    """

    kind: ChangeKind
    name: str
    title: str
    parts: tuple[str, ...] = ()
    loosens: tuple[Gate, ...] = ()


_GATED = ("paper", "approval", "sign_off", "shows", "condition", "otherwise")
"""What of an item its gates rest on, besides that it opens them."""


def template_of(checklist: Checklist, kind: HelperKind, templates: Iterable[Template]) -> Template | None:
    """Returns the template that a list was copied from, as it is now; the first where several answer."""
    return next(
        (
            each
            for each in templates
            if (each.kind, each.purpose) == (kind, checklist.purpose) and each.is_called(checklist.template)
        ),
        None,
    )


def offered(template: Template, checklist: Checklist) -> tuple[Offer, ...]:
    """Returns what a template offers to a list that was copied from an earlier version of it.

    Lines that anything was said of keep their words; the list's own lines and those of the register stay.
    """
    if template.version <= checklist.version:
        return ()
    own = {item.name: item for item in template.items}
    running = [item for item in checklist.items if item.origin and not item.grant]
    here = {item.origin: item for item in reversed(running)}
    found = []
    for name, item in own.items():
        if name not in here and item.for_each is None:
            found.append(Offer(ChangeKind.ADDED, name, item.title))
        elif name in here and (parts := _differing(item, [each for each in running if each.origin == name])):
            found.append(Offer(ChangeKind.CHANGED, name, item.title, parts, _loosened(item, here[name])))
    for name, copy in here.items():
        if name not in own and not any(each.history for each in running if each.origin == name):
            found.append(Offer(ChangeKind.DROPPED, name, copy.title, loosens=copy.opens))
    return tuple(found)


def _differing(item: TemplateItem, copies: list[Item]) -> tuple[str, ...]:
    if any(copy.history for copy in copies):
        return ()
    parts = [said for name, said in _WORDS.items() if getattr(item, name) != getattr(copies[0], name)]
    if item.times != copies[0].turns:
        parts.append("how often")
    return tuple(dict.fromkeys(parts))


def _loosened(item: TemplateItem, copy: Item) -> tuple[Gate, ...]:
    if any(getattr(item, name) != getattr(copy, name) for name in _GATED):
        return copy.opens
    return tuple(gate for gate in copy.opens if gate not in item.opens)


def taken_over(
    template: Template,
    checklist: Checklist,
    offers: Iterable[Offer],
    reason: str = "",
    *,
    at: datetime,
    today: date,
    who: str,
) -> Checklist:
    """Returns a list with what was chosen of a template's offers; it is then of that version.

    New lines stand where the template has them; due dates that were set by hand stay.

    Args:
        template: the newer version.
        checklist: the list.
        offers: those that were chosen.
        reason: why gates may wait for less; it stays on the list.
        at: the moment.
        today: the day.
        who: the key of the owner.

    Raises:
        RuleBroken: an offer stands no longer, as something was said of its line, or it loosens a gate and no
            reason is given.
    """
    standing, chosen = offered(template, checklist), list(offers)
    if gone := next((offer for offer in chosen if offer not in standing), None):
        raise RuleBroken(f"{gone.title} has changed meanwhile: look at the offer again.")
    if loose := [offer for offer in chosen if offer.loosens]:
        if not reason.strip():
            gates = " and ".join(loose[0].loosens)
            raise RuleBroken(f"{loose[0].title} opens {gates}: say why it no longer has to.", "reason")
        titles = [offer.title for offer in loose]
        checklist = checklist.loosening(titles, reason, at=at, today=today, who=who)
    wanted = {offer.name: offer.kind for offer in chosen}
    items = [item for item in checklist.items if wanted.get(item.origin) is not ChangeKind.DROPPED]
    before: Item | None = None
    for item in template.items:
        old = [each for each in items if each.origin == item.name]
        if item.name in wanted:
            place = items.index(old[0]) if old else items.index(before) + 1 if before else 0
            fresh = [
                copy.but(moves=old[copy.turn].moves, key=old[copy.turn].key) if copy.turn < len(old) else copy
                for copy in Item.copies(item)
            ]
            items = [each for each in items if each not in old]
            items[place:place] = fresh
            old = fresh
        before = old[-1] if old else before
    return checklist.but(items=tuple(items), template=template.name, version=template.version)
