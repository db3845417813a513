"""Every record of a workspace as JSON that other programs can read."""

import json
from typing import TYPE_CHECKING, Any

from store.schema import APP, SCHEMA
from store.tables import KINDS

if TYPE_CHECKING:
    from models.document import Document
    from store.workspace import Workspace


def everything_out(desk: "Workspace") -> str:
    """Returns every record by table and number; the same records make the same text.

    Fields are as the file holds them: money in minor units, lengths in minutes, instants in UTC, links as
    the `uid` of the record they lead to. Undo steps are left out, and rows that cannot be read.
    """
    tables = {table: [_row(record) for record in desk[table]] for table in KINDS}
    whole = {"app": APP, "schema": SCHEMA, "tables": tables}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _row(record: "Document") -> dict[str, Any]:
    return {"number": record.number, **record.model_dump(mode="json")}
