"""A running list as Markdown for the helper: what is theirs and what is done together, nothing else."""

from models.business import Business
from models.checklist_progress import ItemStanding, ItemStatus, standings
from models.checklist_state import ChecklistState
from models.dates import written_day
from models.gates import Facts
from models.templates import Side

_SEEN = (Side.HELPER, Side.BOTH)
_TURNS = {Side.HELPER: "you", Side.BOTH: "together", Side.OWNER: "our turn"}


def checklist_sent(checklist: ChecklistState, facts: Facts, business: Business) -> str:
    """Returns a list as the helper may see it.

    What the owner does alone is left out, and so are notes, reasons, waivers and who said what.

    Args:
        checklist: which one.
        facts: the papers, accesses and the day.
        business: whose work days they are.
    """
    seen = [each for each in standings(checklist, facts, business) if each.item.side in _SEEN]
    shown = [each for each in seen if each.standing is not ItemStatus.SKIPPED]
    finished = sum(each.standing is ItemStatus.DONE for each in shown)
    lines = [f"# {checklist.name}", "", f"{written_day(facts.today)}: {finished} of {len(shown)} done."]
    theirs = {each.item.key for each in seen}
    for phase in dict.fromkeys(each.item.phase for each in shown):
        lines += ["", f"## {phase}", ""] if phase else [""]
        lines += [_written(each, theirs) for each in shown if each.item.phase == phase]
    return "\n".join(lines) + "\n"


def _written(each: ItemStanding, theirs: set[str]) -> str:
    if each.standing is ItemStatus.DONE:
        return f"- [x] {each.item.says}"
    said = [_TURNS[each.turn]]
    if each.due:
        said.append(f"by {written_day(each.due)}")
    if each.waits_for:
        known = [fact.what for fact in each.waits_for if fact.item in theirs]
        hidden = len(known) < len(each.waits_for)
        said.append("waits for " + "; ".join([*known, *(["something on our side"] if hidden else [])]))
    return f"- [ ] {each.item.says} ({' · '.join(said)})"
