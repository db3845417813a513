"""Tables for spreadsheets, in which nobody's text becomes a formula."""

import csv
from collections.abc import Iterable
from io import StringIO

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula, the full-width signs among it."""


def csv_table(rows: Iterable[Iterable[object]]) -> str:
    """Returns rows as CSV; a text that would be run as a formula gets an apostrophe in front."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
