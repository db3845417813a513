"""The access that cards wait for, from the register; nothing of it is imported where no access is kept."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from models.board import Card
from store import Workspace


def missing_access(desk: Workspace) -> Callable[[Card], Sequence[str]]:
    """Returns what says, in words, what the helper of a card cannot get into yet."""
    if not len(desk.grants):
        return lambda card: ()
    from models.access_facts import HeldAccess
    from models.access_register import lacking

    held: dict[str, list[HeldAccess]] = defaultdict(list)
    for each in HeldAccess.all_of(desk.grants, desk.systems):
        held[each.helper].append(each)
    return lambda card: lacking(card, held.get(card.helper or "", ()))
