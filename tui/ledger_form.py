"""A week of the ledger as a form: forecast, freed, cost, and where the freed hours went."""

from collections.abc import Sequence
from typing import Any

from models.brief_text import length_text
from models.dates import quoted
from models.document import RuleBroken, fresh_key
from models.ledger import LedgerLine, Refill, placed, week_of
from models.when import read_duration
from tui.desk_screen import DeskScreen
from tui.evidence_forms import Asked
from tui.helper_sheets import HelperSheets
from tui.sheets import open_sheet
from tui.terms_sheets import read_past
from tui.widgets.prompt import Agreed

_REFILL = ("billable", "growth", "rest")


def ledger_sheet(screen: DeskScreen) -> Sequence[Asked]:
    """Returns what is asked about a week of one activity, or of all of them."""
    today = screen.today

    def length(name: str, label: str, hint: str) -> Asked:
        return Asked(name, label, hint, read_duration, length_text, None)

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
        Asked("week", "Week of", "any day in it: mon, 4may", lambda text: week_of(read_past(text, today))),
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
    base: dict[str, Any] = {} if old else {"week": week_of(screen.today)}
    values: dict[str, Any] = dict(old) if old else dict(base)
    if old and old.refill:
        values |= {name: getattr(old.refill, name) or None for name in _REFILL}
    uid = fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        given = base | said
        went = {name: given.pop(name) or 0 for name in _REFILL if name in given}
        if went:
            known = old.refill if old and old.refill else Refill()
            given["refill"] = known.but(**went)
        line = old.but(**given) if old else placed(LedgerLine.of(uid=uid, **given), screen.desk.ledger)
        with screen.settling("Write the ledger") as desk:
            desk.ledger.put(screen.resolved(line, agreed))

    open_sheet(screen, "A week of the ledger", ledger_sheet(screen), values, save)
