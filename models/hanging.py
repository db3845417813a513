"""What hangs on a paper or an item: the gates it opens, and the items and accesses behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from models.access_facts import HeldAccess
from models.agreements import Agreement
from models.gates import Fact, Facts, gate_standing
from models.onboarding_parts import Item, Opening
from models.templates import Gate


@dataclass(frozen=True)
class Hanging:
    """What stays shut, or would be, without one fact.

    Attributes:
        gates: the gates it opens.
        items: the unfinished items that wait behind them.
        grants: the accesses that need them and are not taken away.
    """

    gates: tuple[Gate, ...] = ()
    items: tuple[Item, ...] = ()
    grants: tuple[HeldAccess, ...] = ()


def hanging_on(
    agreement: Agreement, items: Iterable[Item], facts: Facts, openings: Iterable[Opening] = ()
) -> Hanging:
    """Returns what hangs on an agreement; nothing where another one lasts longer.

    Args:
        agreement: which one.
        items: those of all running lists of one helper.
        facts: the papers and accesses of that helper, and the day.
        openings: gates opened or shut by hand.
    """
    return _hanging(lambda fact: fact.paper == agreement.uid, list(items), facts, openings)


def held_up_by(item: Item, items: Iterable[Item], facts: Facts, openings: Iterable[Opening] = ()) -> Hanging:
    """Returns what an item keeps shut; nothing once it is there."""
    listed = list(items)
    found = _hanging(lambda fact: fact.item == item.key and not fact.is_there, listed, facts, openings)
    waiting = (
        () if item.is_settled else (each for each in listed if any(map(item.is_called, each.depends_on)))
    )
    more = [each for each in waiting if not each.is_settled and each not in found.items]
    return replace(found, items=(*found.items, *more))


def _hanging(
    rests: Callable[[Fact], bool], items: list[Item], facts: Facts, openings: Iterable[Opening]
) -> Hanging:
    by_hand = tuple(openings)
    standing = [gate_standing(gate, items, facts, by_hand) for gate in Gate]
    gates = tuple(each.gate for each in standing if any(rests(fact) for fact in each.facts))
    return Hanging(
        gates,
        tuple(item for item in items if item.needs in gates and not item.is_settled),
        tuple(grant for grant in facts.grants if grant.gate in gates and not grant.is_over),
    )
