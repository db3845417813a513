"""Erasing a person for good: the name is asked in full, and what still mentions it is listed."""

from collections.abc import Sequence

from models.dates import quoted
from models.document import Document, RuleBroken
from models.forgetting import PersonRecords, records_of
from store import StoreError
from store.erasure import Erased
from tui import kept_texts, wording
from tui.desk_screen import DeskScreen
from tui.widgets.prompt import Agreed, Question

_TABLES = {
    **{"P": "candidates", "H": "helpers", "N": "agreements", "L": "checklists"},
    **{"K": "grants", "I": "security"},
}


def ask_to_erase(screen: DeskScreen) -> None:
    """Asks for the full name of the person to erase."""
    desk = screen.desk

    def found(name: str) -> PersonRecords:
        people = desk.candidates, desk.helpers, desk.agreements, desk.checklists, desk.roles
        return records_of(name, *people, desk.grants, desk.security, desk.ledger)

    def preview(text: str) -> str:
        records = found(text).records
        if not records:
            return f"Nobody is called {quoted(text.strip())}: write the name in full."
        return (
            f"{wording.listed(each.ref for each in records)}: gone for good, and every undo step with them."
        )

    def settle(text: str, agreed: Agreed) -> None:
        name = text.strip()
        if not name:
            raise RuleBroken("Write the name in full, or press Esc.")
        mine = found(name)
        agreed.require(
            f"{preview(text)} {screen.key_for('undo')} cannot bring them back: Enter again erases."
            if mine.records
            else f"Nobody is called {quoted(name)}: Enter again takes the name out of undo steps and drafts."
        )
        said, refs = mine.name or name, {each.ref for each in mine.records}
        try:
            gone = desk.erase(
                [(_TABLES[each.letter], each.number) for each in mine.records],
                [said],
                put_instead=mine.counted(at=screen.now()),
                forget=lambda names, uids: kept_texts.forget(desk.path, names, uids, refs),
            )
        except StoreError as error:
            raise RuleBroken(str(error)) from error
        screen.refresh_all()
        screen.call_after_refresh(_tell, screen, said, mine.records, gone)

    screen.ask(Question("Erase whom for good? The name in full", settle, preview))


def _tell(screen: DeskScreen, name: str, records: Sequence[Document], gone: Erased) -> None:
    """Says what went, and shows what still names the person."""
    from tui.dialogs.reading import Reading

    refs = wording.listed(each.ref for each in records) or "the name"
    steps = wording.count(gone.steps, "undo step")
    screen.say(f"Erased {refs} for good, with {steps}.")
    ref = screen.desk.ref
    lines = [(f"{ref(table, number)} {each.field}", each.excerpt) for table, number, each in gone.mentions]
    if lines:
        lines.append(("", "Edit these yourself; then erase the name once more, for the undo steps of that."))
        screen.app.push_screen(Reading(f"What may still name {name}"[:70], lines))
