"""Transfers and incidents as forms."""

from collections.abc import Callable, Sequence
from typing import Any

from models.brief import DataClass
from models.document import fresh_key
from models.security import Direction, Incident, SecurityRecord, Transfer, TransferMethod
from tui.desk_screen import DeskScreen
from tui.evidence_forms import Asked, count, word, yes
from tui.helper_sheets import HelperSheets
from tui.sheets import open_sheet
from tui.widgets.prompt import Agreed


def transfer_sheet(sheets: HelperSheets) -> Sequence[Asked]:
    """Returns what is asked about facts that travelled."""
    return (
        Asked("what", "What", "which documents or facts"),
        word("data_class", "Data", DataClass, DataClass.INTERNAL),
        word("method", "Sent by", TransferMethod, TransferMethod.PORTAL),
        word("direction", "Went", Direction, Direction.TO_HELPER),
        sheets.person("helper", "Helper", "whom it went to, or came from"),
        sheets.past_day("on", "On"),
        sheets.day("link_expires", "Link ends on", "of a secure link"),
        sheets.past_day("deleted_on", "Copy deleted on", "when the other side said so"),
    )


def incident_sheet(sheets: HelperSheets) -> Sequence[Asked]:
    """Returns what is asked about something that went wrong."""
    return (
        Asked("what", "What happened", "in a sentence"),
        word("data_class", "Data", DataClass, DataClass.CLIENT),
        sheets.moment("happened_at", "Happened"),
        sheets.moment("known_at", "Known since", "the clock runs from here"),
        yes("personal", "About people", "yes starts the clock of 72 hours"),
        count("people_affected", "How many people", "empty while nobody knows"),
        sheets.person("helper", "Helper", "who is concerned"),
        sheets.past_day("contained_on", "Stopped on", "from spreading"),
    )


def open_transfer(screen: DeskScreen, old: SecurityRecord | None) -> None:
    """Shows the form of a transfer."""
    base: dict[str, Any] = {"on": screen.today} if old is None else {}

    def made(record: SecurityRecord | None, said: dict[str, Any], key: str) -> SecurityRecord:
        helper = {"helper": said.pop("helper")} if "helper" in said else {}
        if record and record.transfer:
            return record.but(transfer=record.transfer.but(**said), **helper)
        return SecurityRecord.of(uid=key, transfer=Transfer.of(**(base | said)), **helper)

    values = dict(old.transfer) | {"helper": old.helper} if old and old.transfer else base
    _open(screen, old, "Transfer", transfer_sheet(HelperSheets(screen)), values, made)


def open_incident(screen: DeskScreen, old: SecurityRecord | None) -> None:
    """Shows the form of an incident; that of a transfer is one with it."""
    known = old.incident if old else None
    base: dict[str, Any] = {} if known else {"known_at": screen.now(), "data_class": DataClass.CLIENT}

    def made(record: SecurityRecord | None, said: dict[str, Any], key: str) -> SecurityRecord:
        helper = {"helper": said.pop("helper")} if "helper" in said else {}
        if record and record.incident:
            return record.but(incident=record.incident.but(**said), **helper)
        incident = Incident.of(**(base | said))
        if record:
            return record.became_incident(incident).but(**helper)
        return SecurityRecord.of(uid=key, incident=incident, **helper)

    values = dict(known) if known else dict(base)
    values["helper"] = old.helper if old else None
    _open(screen, old, "Incident", incident_sheet(HelperSheets(screen)), values, made)


def _open(
    screen: DeskScreen,
    old: SecurityRecord | None,
    what: str,
    asked: Sequence[Asked],
    values: dict[str, Any],
    made: Callable[[SecurityRecord | None, dict[str, Any], str], SecurityRecord],
) -> None:
    key = fresh_key()

    def save(said: dict[str, Any], agreed: Agreed) -> None:
        record = made(old, dict(said), key)
        with screen.settling(f"{what} {old.ref if old else ''}".strip()) as desk:
            desk.security.put(screen.resolved(record, agreed))

    open_sheet(screen, what, asked, values, save)
