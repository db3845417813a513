"""A helper's page as Markdown for that helper: what is agreed, what both look at, and nothing else."""

from collections.abc import Iterable, Iterator
from datetime import date

from models.access_register import Access
from models.agreements import Agreement, AgreementState
from models.board import Card
from models.business import Business
from models.dates import written_day
from models.dossier import Dossier
from models.feedback import Feedback
from models.goals import Goal


def helper_sent(
    helper: Dossier,
    business: Business,
    *,
    today: date,
    cards: Iterable[Card] = (),
    papers: Iterable[Agreement] = (),
    accesses: Iterable[Access] = (),
) -> str:
    """Returns what is on record with a helper as that helper may see it.

    Money, reviews, reasons, what to know before calling again, the ledger and who could stand in are left
    out, and of an access all but where it leads and until when.

    Args:
        helper: who it is for.
        business: whose off-days move the talks.
        today: the day.
        cards: the helper's; archived and finished ones are left out.
        papers: the helper's.
        accesses: the helper's; only those that are switched on are named.
    """
    open_cards = [each for each in cards if each.is_open]
    signed = [each for each in papers if each.archived is None]
    given = [each for each in accesses if each.grant.is_open]
    running = [each for each in helper.goals if each.ending is None]
    rule = helper.check_in_rule
    sections = (
        ("Talking to each other", _talking(helper)),
        ("Next check-in", [written_day(rule.next_on(today, business))] if rule else []),
        ("Your cards", [_card(each) for each in open_cards]),
        ("Agreements", [_paper(each, today) for each in signed]),
        ("What you can enter", [_access(each) for each in given]),
        ("Goals", [_goal(each) for each in running]),
        ("Feedback", [line for each in helper.feedback for line in _feedback(each)]),
        ("Thanks", [f"{each.kind}: {_one_line(each.says)}" for each in helper.recognition if each.says]),
    )
    lines = [f"# {helper.name}", "", f"As of {written_day(today)}."]
    for heading, said in sections:
        if said:
            lines += ["", f"## {heading}", "", *(f"- {each}" for each in said)]
    return "\n".join(lines) + "\n"


def _talking(helper: Dossier) -> list[str]:
    comms = helper.comms
    found = [f"{each.purpose}: {each.channel}" for each in comms.channels]
    found += [f"You are reached: {comms.hours}"] if comms.hours else []
    found += [f"Urgent: {_one_line(comms.urgent)}"] if comms.urgent else []
    if comms.decision_days:
        found.append(f"We decide within {comms.decision_days} work days.")
    return found


def _card(card: Card) -> str:
    due = f", due {written_day(card.due)}" if card.due else ""
    return f"{card.title} ({card.column.title()}{due})"


def _paper(each: Agreement, today: date) -> str:
    end = f", to {written_day(each.last_day)}" if each.last_day else ""
    after = f", confidential until {written_day(each.survival_until)}" if each.survival_until else ""
    state = each.state(today)
    is_ours_to_sign = state is AgreementState.SIGNED and each.countersigned_on is None
    stands = "signed by you, not yet by us" if is_ours_to_sign else state
    return f"{each.kind}: {stands}{end}{after}"


def _access(each: Access) -> str:
    scope = f" ({each.grant.scope})" if each.grant.scope else ""
    return f"{each.says}{scope}, until {written_day(each.grant.lasts_until(each.engagement_end))}"


def _goal(goal: Goal) -> str:
    start = "" if goal.baseline is None else f"from {goal.baseline:g} "
    now = f", now {goal.latest.value:g}" if goal.latest else ""
    by = f" by {written_day(goal.by)}" if goal.by else ""
    agreed = "" if goal.agreed_on else " (not agreed yet)"
    return f"{goal.title}: {start}to {goal.target:g} {goal.unit}{by}{now}, from the {goal.source}{agreed}"


def _feedback(each: Feedback) -> Iterator[str]:
    yield f"{_one_line(each.situation)}: {_one_line(each.behaviour)}; {_one_line(each.impact)}"
    if each.next_step:
        back = f" We look back on {written_day(each.due)}." if each.due else ""
        yield f"Next: {_one_line(each.next_step)}.{back}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
