"""What a report says in words of the help: what is compared, what was paid, and what nobody knows."""

from typing import Any

from test_report import MONDAY, NOW, entry, facts, last_week

from models.business import Business
from models.dossier import Dossier
from models.ledger import LedgerLine
from models.report import week_report
from models.role_parts import Posting, SourceKind
from models.roles import Role
from tui.helper_account import freed_line, paid_line
from tui.report_data import report_document
from tui.report_words import HELPERS, SOURCES, WON_BACK, sections

HERE = Business(currency="EUR")


def line(number: int, **fields: Any) -> LedgerLine:
    said = {"week": MONDAY, "activity": f"T{number}", "number": number}
    return LedgerLine.of(**said | ({"how": "log"} if "measured" in fields else {}) | fields)


def says(title: str, **given: Any) -> str:
    (section,) = (each for each in sections(last_week(**given), HERE) if each.title == title)
    return " ".join((*section.says, *(" ".join(row) for table in section.tables for row in table.rows)))


def test_what_has_no_forecast_is_won_back_and_not_compared() -> None:
    lines = [line(1, forecast=60, measured=54), line(2, measured=246)]
    said = says(WON_BACK, ledger=lines)
    assert "5 h won back, 54 min of 1 h forecast (90.0 %)." in said
    assert "1 measured line without a forecast, and left out of the comparison." in said
    account = last_week(ledger=lines).help.account
    assert freed_line(account) == "5 h, 54 min of 1 h forecast (90 %), 1 line without a forecast"


def test_where_nothing_has_a_forecast_there_is_no_share() -> None:
    lines = [line(1, measured=240)]
    assert "4 h won back. 1 measured line without a forecast" in says(WON_BACK, ledger=lines)
    document: Any = report_document(last_week(ledger=lines), HERE)["won_back"]
    assert (document["minutes"], document["forecast_minutes"]) == (240, None)


def test_what_was_paid_is_told_apart_by_whether_its_hours_were_measured() -> None:
    lines = [line(1, measured=240, cost=100_00), line(2, cost=90_00)]
    said = says(WON_BACK, ledger=lines)
    assert "Paid for that help: €100." in said
    assert "Another €90 was paid in lines that are not measured." in said
    anna = Dossier.of(name="Anna", number=1, uid="anna")
    own = [each.but(helper="anna") for each in lines]
    assert "What was won back and paid is that of measured lines." in says(
        HELPERS, ledger=own, helpers=[anna]
    )
    document: Any = report_document(last_week(ledger=lines), HERE)["won_back"]
    assert (document["paid"], document["paid_in_all"]) == (100.0, 190.0)


def test_a_cost_that_nobody_has_said_is_not_zero() -> None:
    account = last_week(ledger=[line(1, measured=240)]).help.account
    assert paid_line(account, str) == "cost not known"
    some = last_week(ledger=[line(1, measured=240), line(2, measured=60, cost=48_00)]).help.account
    assert paid_line(some, str) == "4800, 1 not known"


def test_a_source_whose_cost_nobody_has_said_has_none() -> None:
    silent = Posting.of(kind=SourceKind.JOB_BOARD, name="FinCopy")
    role = Role.of(number=1, title="Newsletter", postings=(silent,))
    assert "FinCopy 0 0 0 – – –" in says(SOURCES, roles=[role])
    document: Any = report_document(last_week(roles=[role]), HERE)
    (source,) = document["sources"]
    assert (source["postings_cost"], source["cost_per_qualified"]) == (None, None)


def test_a_running_week_names_the_days_that_it_is_compared_with() -> None:
    entries = [entry(5, 9, 60), entry(12, 9, 30)]
    running = sections(week_report(facts(entries=entries), NOW.date()), HERE)[0]
    assert "The same weekdays before, Mon 4 – Wed 6 May, had 1.0 h." in " ".join(running.says)
