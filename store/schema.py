"""The version of what a file holds, and one function for each upgrade."""

from collections.abc import Callable, Mapping

from store.journal import Row

APP = "deskhand"

SCHEMA = 1
"""The version this program writes."""

Tables = dict[str, dict[str, Row]]
"""The rows by table, and in each table by number, as TinyDB writes them."""

UPGRADES: Mapping[int, Callable[[Tables], Tables]] = {}
"""For each older version the function that makes its tables, `_undo` and `_trash` too, one version newer."""


def upgraded(tables: Tables, version: int) -> Tables:
    """Returns the tables of an older version as this one has them."""
    for older in range(version, SCHEMA):
        tables = UPGRADES[older](tables)
    return tables
