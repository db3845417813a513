"""The ledger on screen: what handing over was to free, what it freed, and where the hours went."""

from collections.abc import Iterator
from dataclasses import replace

from models.ledger import LedgerLine, asks_to_stop, wants_a_look
from models.money import major
from store import Workspace
from tui import marks, wording
from tui.candidate_lines import MISSING, joined, share
from tui.helper_account import freed_line, paid_line, waits_line
from tui.helper_facts import HelperFacts
from tui.widgets.painted import fitted
from tui.widgets.rows import Cell, Row

LEDGER = (
    Cell("week of", 10),
    Cell("activity", 0),
    Cell("helper", 10, from_width=76),
    Cell("forecast", 8, right=True, from_width=52),
    Cell("freed", 8, right=True),
    Cell("cost", 8, right=True, from_width=60),
)


def ledger_rows(facts: HelperFacts) -> list[Row]:
    """Returns the weeks of the ledger, the latest first, where the hours went behind each.

    What was put away comes last.
    """
    desk = facts.desk
    by_day = sorted(desk.ledger, key=lambda one: (one.week, one.activity is None, one.number), reverse=True)
    by_day.sort(key=lambda one: bool(one.archived))
    rows = ((each, _ledger_row(each, desk)) for each in by_day)
    return [replace(row, tones=("dim",) * len(row.texts)) if each.archived else row for each, row in rows]


def _ledger_row(line: LedgerLine, desk: Workspace) -> Row:
    activity, helper = desk.activities.get(line.activity), desk.helpers.get(line.helper)
    week = wording.short_day(line.week)
    if line.activity is None:
        return Row(
            line.number,
            (f"{fitted(week, LEDGER[0].width)} ", refill_line(line)),
            ("dim", "accent"),
            spans=True,
        )
    texts = (
        week,
        joined([activity.name if activity else "an activity that is gone", line.note]),
        helper.short if helper else "",
        MISSING if line.forecast is None else wording.duration(line.forecast),
        MISSING if line.measured is None else wording.duration(line.measured),
        MISSING if line.cost is None else _money(line.cost, desk),
    )
    return Row(line.number, texts, ("dim", "plain", "dim", "dim", "warn" if line.is_low else "plain", "dim"))


def refill_line(line: LedgerLine) -> str:
    """Returns where the freed hours of a week went, beside what they were for."""
    went, planned = line.refill, line.planned
    said = "freed hours: nobody has said where they went"
    if went:
        parts = [
            f"{wording.duration(minutes)} {name}"
            for name, minutes in (("billable", went.billable), ("growth", went.growth), ("rest", went.rest))
            if minutes
        ]
        said = f"freed hours went to {wording.listed(parts)}"
    wanted = f"planned {wording.duration(planned.minutes)}" if planned else ""
    return joined([said, wanted, went.note if went else ""])


def ledger_summary(facts: HelperFacts) -> tuple[str, str]:
    """Returns what the last measured week freed, and the share that must earn money to pay for the help."""
    weeks = facts.weeks
    measured = [week for week, found in weeks.items() if found.weeks]
    if not measured:
        return "nothing is measured yet", ""
    last = weeks[measured[-1]]
    refill = last.break_even_refill(facts.desk.business.owner_hour)
    pays = f"pays when {share(refill)} earns your rate" if refill is not None else ""
    did = f"{share(last.refilled)} did" if last.refilled is not None else ""
    freed = f"freed {wording.duration(last.measured)} in the week of {wording.short_day(measured[-1])}"
    return freed, joined([pays, did], ", ")


def ledger_working(line: LedgerLine | None, facts: HelperFacts) -> Iterator[tuple[str, str]]:
    """Yields the working: of one activity, of the last weeks, and who keeps whom waiting."""
    desk = facts.desk
    if line and line.activity:
        account = facts.activities[line.activity]
        activity = desk.activities.get(line.activity)
        yield activity.name if activity else "Activity", freed_line(account)
        yield "Cost", paid_line(account, lambda amount: _money(amount, desk))
        if asks_to_stop(facts.lines[line.activity]):
            yield marks.LATE, "Below the low forecast in each of the last six weeks: stop, or look again."
        elif wants_a_look(account):
            yield marks.LATE, "Forecast and result lie more than 40 % apart after six weeks."
    for week, found in list(facts.weeks.items())[:-7:-1]:
        needed = found.break_even_refill(desk.business.owner_hour)
        pays = f"break-even refill {share(needed)}" if needed is not None else ""
        filled = f"{share(found.refilled)} earned money" if found.refilled is not None else ""
        loose = f"{wording.duration(found.unplanned)} unplanned" if found.unplanned else ""
        yield f"Week of {wording.short_day(week)}", joined([freed_line(found), pays, filled, loose])
    yield "Waiting, middle", waits_line(facts.latency) or "no waits yet"


def _money(amount: int, desk: Workspace) -> str:
    currency = desk.business.currency
    value = major(amount, currency)
    return wording.money(value, currency, digits=0 if value == int(value) else None)
