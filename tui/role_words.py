"""How roles are said: what they ask for, against what an hour is worth, and where the search stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from models.activity import Activity
from models.business import Business
from models.candidates import Candidate
from models.deciding import is_to_look_back
from models.duel import buy_back_rate
from models.money import major
from models.role_parts import BudgetPer, RoleState
from models.roles import Role
from models.scorecard import Comparison
from models.source_yields import SourceYield
from models.telling import left_open
from tui import wording
from tui.candidate_words import price
from tui.comparison import next_step, where_it_stands
from tui.widgets.painted import Parts

OVER = (RoleState.FILLED, RoleState.CANCELLED)


def live_of_all(candidates: Sequence[Candidate]) -> str:
    """Returns how many candidates may still be chosen, of how many there were: `2/5`."""
    live = sum(each.is_running for each in candidates)
    return f"{live}/{len(candidates)}" if candidates else "–"


def ended(role: Role, candidates: Sequence[Candidate], today: date, zone: ZoneInfo) -> str:
    """Returns how a search has ended, or that nobody is in it; empty where candidates are compared."""
    if role.archived:
        return "archived"
    if role.state is RoleState.CANCELLED:
        waiting = len(left_open(role, candidates))
        return f"{wording.count(waiting, 'candidate')} to be told" if waiting else "nobody is looked for"
    if role.decision is not None:
        chosen = next((each.name for each in candidates if each.uid == role.decision.candidate), "somebody")
        if is_to_look_back(role, candidates, today, zone):
            return f"look back on {chosen}"
        return f"{chosen} {'engaged' if role.state is RoleState.FILLED else 'chosen'}"
    if not any(each.is_running for each in candidates):
        return "nobody is left in the search" if candidates else "no candidate yet"
    return ""


def stands(found: Comparison, candidates: Sequence[Candidate], today: date) -> str:
    """Returns where the comparison of a search stands, and what is most worth finding out next."""
    return " · ".join(filter(None, (where_it_stands(found), next_step(found, candidates, today))))


def budget(role: Role, business: Business) -> str:
    """Returns what a role may cost, beside what an hour of it may cost to be worth buying back."""
    if role.budget is None:
        return "no budget set"
    said = price(role.budget, role.budget_per, business.currency)
    hourly, worth = _an_hour(role), buy_back_rate(business)
    if role.budget_per is BudgetPer.MONTH and hourly is not None:
        said += f", {price(hourly, BudgetPer.HOUR, business.currency)}"
    if worth is None:
        return f"budget {said}"
    limit = price(worth, BudgetPer.HOUR, business.currency)
    if hourly is None:
        return f"budget {said} (buying back pays up to {limit})"
    side = "over" if hourly > worth else "within"
    return f"budget {said}, {side} the buy-back rate of {limit}"


def _an_hour(role: Role) -> int | None:
    if role.budget is None or role.budget_per is BudgetPer.HOUR:
        return role.budget
    return role.but(budget_per=BudgetPer.HOUR).comparable(role.budget, BudgetPer.MONTH)


def in_full(
    role: Role,
    stands: str,
    activities: Sequence[Activity],
    yields: Iterable[SourceYield],
    business: Business,
    today: date,
) -> list[Parts]:
    """Returns the lines that say everything about a role; `stands` is what `ended` or `stands` says of it."""
    hours = [f"{wording.duration(role.minutes_week)} a week"] if role.minutes_week else ["hours not said"]
    if role.overlap_minutes_week:
        hours.append(f"{wording.duration(role.overlap_minutes_week)} of it in our hours")
    if role.start_by:
        hours.append(f"by {wording.day(role.start_by, today)}")
    served = [f"{each.ref} {each.name}" for each in activities]
    knock_outs = [f"{each.code} {each.text}" for each in role.asked]
    lines: list[Parts] = [[(f" {role.ref} {role.title}", "strong"), (f" · {role.kind}", "dim")]]
    lines.append([(f" {stands}", "accent")])
    lines.append([(f" serves {wording.listed(served)}" if served else " serves no activity yet", "plain")])
    lines.append([(f" {' · '.join((*hours, budget(role, business), f'{role.data_class} data'))}", "plain")])
    scored = [f"{each.code} {each.name} {each.weight}" for each in role.scored]
    frozen = f", fixed since {wording.short_day(role.frozen.date())}" if role.frozen else ""
    lines.append([(f" held against{frozen}: {' · '.join(scored)}", "dim")])
    lines.append([(f" asked of everybody: {' · '.join(knock_outs) or 'nothing'}", "dim")])
    lines.append([(f" {sources(role, yields, business)}", "dim")])
    if role.decision is not None:
        lines.append([(f" decided: {role.decision.reason}", "plain")])
    return lines


def sources(role: Role, yields: Iterable[SourceYield], business: Business) -> str:
    """Returns where a role is advertised, what that costs, and how many came of it."""
    came = {each.source: each for each in yields}
    said = []
    for posting in role.postings:
        cost = f" {_money(posting.cost, business)}" if posting.cost is not None else ""
        n = came[posting.name].candidates if posting.name in came else 0
        closed = ", closed" if posting.closed else ""
        said.append(f"{posting.name} ({posting.kind.says}{cost}{closed}) n={n}")
    return f"sources: {' · '.join(said)}" if said else "no source yet: candidates name one with @"


def yield_lines(yields: Iterable[SourceYield], business: Business) -> list[tuple[str, str]]:
    """Returns what each source has brought, a line for each."""
    lines = []
    for each in yields:
        said = [
            wording.count(each.candidates, "candidate"),
            f"{each.qualified} met every knock-out",
            f"{each.engaged} engaged",
        ]
        if each.known:
            said.append(f"{each.stayed} of {each.known} here after 90 days")
        elif each.engaged:
            said.append("90 days not over yet")
        if each.cost is not None:
            said.append(f"{_money(each.cost, business)} paid")
        if each.cost_per_qualified is not None:
            said.append(f"{_money(each.cost_per_qualified, business)} for each who qualified")
        lines.append((each.source, " · ".join(said)))
    return lines


def _money(amount: int, business: Business) -> str:
    return wording.money(major(amount, business.currency), business.currency)
