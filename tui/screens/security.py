"""Where facts travelled and what went wrong with them: transfers and incidents, the urgent ones first."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from models.document import Document, RuleBroken
from models.security import SecurityRecord, running_clocks
from store import Workspace
from tui import marks, wording
from tui.candidate_lines import joined
from tui.dialogs.menu import Choice, Menu
from tui.dialogs.reading import Reading
from tui.helpers_keys import SECURITY_KEYS
from tui.page import Page
from tui.security_forms import open_incident, open_transfer
from tui.widgets.painted import Parts
from tui.widgets.prompt import Agreed, Question
from tui.widgets.rows import Cell, Row

AUTHORITY = "authority"
"""What is typed first where the authority was told."""
NOBODY = "nobody"
"""What is typed first where nobody need be told."""


class SecurityScreen(Page):
    """Every transfer and incident, those whose clock runs first."""

    TITLE = "Transfers and incidents"
    LETTER = "h"
    COLUMNS = (
        Cell("no", 4),
        Cell("what", 0),
        Cell("data", 8, from_width=60),
        Cell("helper", 10, from_width=72),
        Cell("how it stands", 30, joint=" · "),
    )
    BINDINGS: ClassVar[list[BindingType]] = SECURITY_KEYS

    def heading(self) -> tuple[str, str]:
        """Returns what stands above the list, and which key begins where it is empty."""
        adds = self.key_for("security.add")
        nothing = (
            f"Nothing travelled and nothing went wrong, as far as anybody has said: {adds} writes it down."
        )
        return self.TITLE, nothing

    @property
    def record(self) -> SecurityRecord | None:
        """The record under the cursor."""
        number, known = self.rows.key, self.desk.security
        return known[number] if isinstance(number, int) and number in known else None

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.record

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the records that hold every one of these words."""
        known = list(self.desk.security)
        urgent = {record.uid: n for n, (record, _) in enumerate(running_clocks(known, self.now()))}
        last = len(urgent)
        known.sort(key=lambda each: (bool(each.archived), urgent.get(each.uid, last), -each.number))
        rows = [self._row(each) for each in known]
        return [row for row in rows if all(word in " ".join(row.texts).casefold() for word in words)]

    def _row(self, record: SecurityRecord) -> Row:
        helper = self.desk.helpers.get(record.helper)
        said = record.incident or record.transfer
        stands = " · ".join(self._stands(record))
        texts = (
            record.ref,
            record.what,
            said.data_class.value if said else "",
            helper.short if helper else "",
            stands,
        )
        if record.archived:
            return Row(record.number, texts, ("dim",) * len(texts))
        warns = bool(record.incident and not record.incident.closed_on) or marks.LATE in stands
        return Row(record.number, texts, ("accent", "plain", "dim", "dim", "warn" if warns else "plain"))

    def _stands(self, record: SecurityRecord) -> Iterator[str]:
        incident, transfer = record.incident, record.transfer
        if record.archived:
            yield "put away"
        if incident is not None:
            left = incident.minutes_left(self.now())
            if left is not None:
                yield f"{marks.LATE} {wording.duration(abs(left))} {'left' if left >= 0 else 'over'} to tell"
            yield "closed" if incident.closed_on else "contained" if incident.contained_on else "open"
        elif transfer is not None:
            yield f"{transfer.direction} by {transfer.method}, {wording.day(transfer.on, self.today)}"
            yield from (f"{marks.LATE} {each}" for each in transfer.warnings(self.today))
            if transfer.deleted_on:
                yield "copy deleted"

    def detail(self) -> list[Parts]:
        """Returns how the record under the cursor stands, in full."""
        record = self.record
        return [[(f" {record.ref} {record.what}: {joined(self._stands(record))}", "plain")]] if record else []

    def hints(self) -> list[str]:
        """Returns the keys that matter most here."""
        return ["security.add", "security.edit", "security.done", "security.record", "undo", "move.back"]

    # What is done

    def _alter(
        self,
        does: str,
        verb: Callable[[SecurityRecord], SecurityRecord],
        *,
        of: SecurityRecord | None = None,
    ) -> None:
        record = of or self.record
        if record is None:
            self.say("There is no record under the cursor.", "dim")
            return

        def change(desk: Workspace) -> None:
            desk.security.put(verb(desk.security[record.number]))

        if self.is_asking:  # what was typed stays on the line
            with self.settling(f"{does}: {record.ref}") as desk:
                change(desk)
        elif self.saved(f"{does}: {record.ref}", change):
            self.say(f"{does}: {record.ref} · {self.undoes}")

    def action_add(self) -> None:
        """Asks what it is, and opens its form."""
        ways = {"transfer": open_transfer, "incident": open_incident}
        choices = [
            Choice("transfer", "", "Transfer", "facts went to a helper or came from one"),
            Choice("incident", "", "Incident", "something went wrong with facts or access"),
        ]

        def taken(what: Hashable | None) -> None:
            if what is not None:
                ways[str(what)](self, None)

        self.app.push_screen(Menu("What is to be written down?", choices), taken)

    def action_edit(self) -> None:
        """Opens the form of the record under the cursor."""
        if (record := self.record) is not None:
            (open_incident if record.incident else open_transfer)(self, record)

    def action_done(self) -> None:
        """Notes that the copy is deleted or the incident contained; brings back what was put away."""
        record, today = self.record, self.today
        if record is not None and record.archived:
            self._alter("Bring back", lambda each: each.but(archived=None))
        elif record is not None and record.incident is None:
            self._alter("Copy deleted", lambda each: each.deletion_confirmed(today))
        elif record is not None and record.incident and record.incident.contained_on:
            self.action_record()
        else:
            self._alter("Contained", lambda each: each.contained(today))

    def action_record(self) -> None:
        """Asks who was told of an incident; of a transfer, makes it one."""
        record, now = self.record, self.now()
        if record is None:
            return
        if record.incident is None:
            open_incident(self, record)
            return

        def settle(text: str, agreed: Agreed) -> None:
            first, _, rest = text.strip().partition(" ")
            word = first.rstrip(":,").casefold()
            if word == NOBODY:
                self._alter("Nobody told", lambda each: each.not_notified(rest), of=record)
            elif not text.strip():
                raise RuleBroken("Who was told? Write a name, or authority, or nobody and the reason.")
            else:
                is_authority = word == AUTHORITY
                self._alter(
                    "Told", lambda each: each.told(text, at=now, is_authority=is_authority), of=record
                )

        label = f"Who was told? a name; {AUTHORITY}; {NOBODY}, because"
        self.ask(Question(label, settle))

    def action_sign_off(self) -> None:
        """Asks what changes, and closes the incident."""
        record, today = self.record, self.today
        if record is None or record.incident is None:
            self.say("Only an incident is closed.", "dim")
            return

        def settle(text: str, agreed: Agreed) -> None:
            self._alter("Close", lambda each: each.closed(text, on=today), of=record)

        self.ask(Question(f"What changes, so that {record.ref} does not happen again?", settle))

    def action_archive(self) -> None:
        """Puts the record away, below the others."""
        record, at = self.record, self.now()
        if record is not None and record.archived:
            self.say(f"{record.ref} is put away: {self.key_for('security.done')} brings it back.", "dim")
        else:
            self._alter("Put away", lambda each: each.put_away(at))

    def action_why(self) -> None:
        """Shows what is known of the record, and its clock."""
        record = self.record
        if record is not None:
            self.app.push_screen(Reading(f"{record.ref} {record.what}"[:70], list(self._working(record))))

    def _working(self, record: SecurityRecord) -> Iterator[tuple[str, str]]:
        incident, transfer, zone, today = record.incident, record.transfer, self.zone, self.today
        yield "Stands", joined(self._stands(record))
        if transfer is not None:
            yield "Sent", f"{transfer.data_class} data by {transfer.method}, {transfer.direction}"
            yield "On", wording.day(transfer.on, today)
            if transfer.refusal:
                yield marks.LATE, transfer.refusal
        if incident is not None:
            if incident.happened_at:
                yield "Happened", wording.moment(incident.happened_at, zone, today)
            yield "Known since", wording.moment(incident.known_at, zone, today)
            if incident.notify_by:
                yield "To tell by", wording.moment(incident.notify_by, zone, today)
            people = incident.people_affected
            yield "People affected", "not known" if people is None else str(people)
            for each in incident.told:
                yield "Told", f"{each.whom}, {wording.moment(each.at, zone, today)}"
            if incident.not_notified_because:
                yield "Nobody told", " ".join(incident.not_notified_because.split())
            if incident.lessons:
                yield "What changes", " ".join(incident.lessons.split())
