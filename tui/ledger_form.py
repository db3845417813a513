"""A week of the ledger as a form: forecast, freed, cost, and where the freed hours went."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from models.board import COLUMNS, Column
from models.brief_text import length_text
from models.dates import monday_of, quoted, read_past_date
from models.document import RuleBroken, fresh_key
from models.ledger import LedgerLine, Refill, drawn_up, placed
from models.ranking import priorities
from models.when import read_duration
from store.recent import recent_entries
from tui import wording
from tui.desk_screen import DeskScreen
from tui.evidence_forms import Asked
from tui.helper_sheets import HelperSheets
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed

_BEGUN = COLUMNS.index(Column.DOING)
"""The column from which on work is in other hands."""
_REFILL = ("billable", "growth", "rest")


def ledger_sheet(screen: DeskScreen) -> Sequence[Asked]:
    """Returns what is asked about a week of one activity, or of all of them."""
    today = screen.today

    def length(name: str, label: str, hint: str) -> Asked:
        return Asked(name, label, hint, read_duration, length_text, None)

    def week(text: str) -> date:
        return monday_of(read_past_date(text, today=today))

    def activity(text: str) -> str:
        said = text.casefold()
        for each in screen.desk.activities:
            if each.name.casefold().startswith(said) or each.ref.casefold() == said:
                return each.uid
        raise RuleBroken(f"No activity is called {quoted(text)}.", "activity")

    def named(uid: str) -> str:
        found = screen.desk.activities.get(uid)
        return found.name if found else ""

    sheets = HelperSheets(screen)
    return (
        Asked("week", "Week of", "any day in it: mon, 4may", week),
        Asked("activity", "Activity", "empty for where the hours of all went", activity, named, None),
        sheets.person("helper", "Helper", "who has it"),
        length("forecast", "Was to free", "3h, 2h12"),
        length("forecast_low", "At the least", "the low end of that"),
        length("measured", "Freed", "empty while nobody has measured"),
        Asked("how", "Measured by", "time log, estimate"),
        sheets.money("cost", "Cost", "of the help in that week"),
        length("billable", "Went to billable", "work that is paid"),
        length("growth", "Went to growth", "learning, selling, building"),
        length("rest", "Went to rest", ""),
        Asked("note", "Note", "anything else"),
    )


def open_week(screen: DeskScreen, old: LedgerLine | None) -> None:
    """Shows the form of a week; one there is already for that activity is changed instead."""
    base: dict[str, Any] = {} if old else {"week": monday_of(screen.today)}
    values: dict[str, Any] = dict(old) if old else dict(base)
    if old and old.refill:
        values |= {name: getattr(old.refill, name) or None for name in _REFILL}
    uid = fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given = base | said
        went = {name: given.pop(name) or 0 for name in _REFILL if name in given}
        if went:
            given["refill"] = old.refill.but(**went) if old and old.refill else Refill.of(**went)
        with screen.settling("Write the ledger") as desk:
            line = old.but(**given) if old else placed(LedgerLine.of(uid=uid, **given), desk.ledger)
            desk.ledger.put(screen.resolved(line, agreed))

    open_sheet(screen, "A week of the ledger", ledger_sheet(screen), values, save)


def draw_up_week(screen: DeskScreen) -> None:
    """Writes what the estimates and the log say about the last whole week, in one step."""
    desk, now, zone = screen.desk, screen.now(), screen.zone
    week = monday_of(screen.today) - timedelta(days=7)
    holders = {
        card.activity: card.helper
        for card in desk.cards
        if card.activity and card.helper and card.trashed is None and COLUMNS.index(card.column) >= _BEGUN
    }
    figures = recent_entries(desk)
    found = priorities(desk.business, desk.audits, desk.activities, figures, now=now, zone=zone)
    log = desk.entries.since("start", (week - timedelta(days=1)).isoformat())  # a day may begin earlier
    rows = found.rows if found else ()
    named = f"the week of {wording.short_day(week)}"
    with screen.settling(f"Draw up {named}"):
        made = desk.ledger.put_all(
            drawn_up(rows, holders, desk.ledger, log, week, desk.business, now=now, zone=zone)
        )
    if not made:
        screen.say(f"The estimates and the log say nothing more about {named}.", "dim")
        return
    measured = sum(line.measured is not None for line in made)
    left = "" if measured else ": too little of it is logged to say what was freed"
    said = f"{wording.count(len(made), 'line')} of {named}, {measured} measured{left}"
    screen.say(f"{said} · {screen.undoes}")
