"""Today: what needs the owner, the most severe first, each line settled where it stands."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.css.query import NoMatches

from models.document import Document
from models.today import compact
from models.today_line import Line
from tui import today_snooze, today_words, wording
from tui.agenda import Agenda
from tui.list_screen import ListScreen
from tui.session import Session
from tui.today_account import NOTHING_YET, columns, detail, row, working
from tui.today_keys import TODAY_KEYS
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, titled
from tui.widgets.rows import Row, Rows

if TYPE_CHECKING:
    from models.board import Card
    from tui.today_hands import Hand

VIEWS = ("first", "all", "put off")
"""What `V` shows in turn; those put off only where there are any."""
AROUND = 2
"""Lines of the title and the rule."""
DETAIL, ROOMY_DETAIL = 4, 12
"""Lines for the line under the cursor, at the least and where there is room."""
SLIDE_SECONDS = 0.4
"""How long a line about safety that came under the cursor by itself takes no key."""


class TodayScreen(ListScreen):
    """Shows a line for each thing that needs the owner; Enter settles the one under the cursor."""

    TITLE = "Today"
    LETTER = "t"
    BINDINGS: ClassVar[list[BindingType]] = TODAY_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = VIEWS[0]
        self._hand: Hand | None = None
        self._slid: tuple[str | None, float] = None, 0.0
        """The line that came under the cursor by itself, and when."""
        self._hinted: str | None = None
        self._shown: Agenda | None = None

    def body(self) -> ComposeResult:
        """Makes the title, the lines and the one under the cursor in full."""
        yield Lines(height=1, id="title")
        yield Rows((), headings=False)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def agenda(self) -> Agenda:
        """What needs the owner now."""
        return self.session.agenda(zone=self.zone)

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return next((each for each in self._in_view() if each.cause == self.rows.key), None)

    def _in_view(self) -> Sequence[Line]:
        agenda = self.agenda
        return agenda.put_off if self._view == VIEWS[2] else agenda.lines

    # What is shown

    def tick(self) -> None:
        """Looks, once a second, for changes of other sessions, and for what another hour makes of a line."""
        super().tick()
        if self._shown is not None and self.is_mounted and self.agenda is not self._shown:
            with suppress(NoMatches):  # it may strike while the program ends
                self.refresh_all()

    @property
    def under_cursor(self) -> Document | None:
        """The record that the line under the cursor is about."""
        about = self.line.about if self.line else None
        record: Document | None = self.desk[about.table].get(about.uid) if about else None
        return record

    def show(self) -> None:
        """Shows the lines as they follow from the file now."""
        self._show(None)

    def _show(self, cause: str | None) -> None:
        agenda, width = self.agenda, self.size.width
        self._shown = agenda
        if self._view == VIEWS[2] and not agenda.put_off:
            self._view = VIEWS[0]
        lines, rest = self._in_view(), ""
        if self._view == VIEWS[0]:
            first = compact(lines)
            lines, rest = first.shown, today_words.summary(first)
        today, currency = self.today, self.business.currency
        rows = [row(each, today_words.text(each, today, currency)) for each in lines]
        if rest:
            rows.append(Row(None, (rest,), ("dim",)))
        if (cells := columns(lines, width)) != self.rows.columns:
            self.rows.columns = cells
            self.rows.refresh()
        self.rows.empty = ((), *self._nothing())
        before = self.rows.key
        self.rows.show(rows, key=cause)
        if cause is None and before is not None and before != self.rows.key:
            self._slid = str(self.rows.key), monotonic()
        self.query_one("#title", Lines).show([titled(self._title(), self._hint(), width)])
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        self.show_detail()

    def _title(self) -> str:
        agenda = self.agenda
        if self._view == VIEWS[2]:
            return f"Today: {wording.count(len(agenda.put_off), 'line')} put off"
        return f"Today: {len(agenda.lines)}" if agenda.lines else "Today"

    def _hint(self) -> str:
        agenda = self.agenda
        more = f"{len(agenda.put_off)} put off" if agenda.put_off and self._view != VIEWS[2] else ""
        says = "what needs you, the most severe first" if self._in_view() else ""
        return " · ".join(filter(None, (says, more)))

    def _nothing(self) -> list[list[tuple[str, str]]]:
        desk = self.desk
        if any(len(desk[name]) for name in ("entries", "cards", "activities", "helpers", "roles")):
            said = f"  {today_words.nothing(self.agenda.coming, self.today)}"
            return [[(said, "plain")], [], [(f"  {NOTHING_YET}", "dim")]]
        keys = {id: self.key_for(id) for id in ("go.audit", "go.board", "import")}
        begins = (
            f"Nothing is on record yet: {keys['go.audit']} logs the first task, {keys['go.board']} takes "
            f"the first card, {keys['import']} imports a time log."
        )
        return [[(f"  {NOTHING_YET}", "dim")], [], [(f"  {begins}", "accent")]]

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        shown, line = self.query_one("#detail", Lines), self.line
        spare = self.room - AROUND - len(self.rows.rows)
        lines, width = max(DETAIL, min(ROOMY_DETAIL, spare)) if line else 1, self.size.width
        shown.heighten(lines)
        currency = self.business.currency
        shown.show(detail(line, self.today, currency, width=width, room=lines) if line else [])
        if self._hinted != (line.deed if line else None):
            self.show_hints()

    def place(self) -> list[str]:
        """Returns what the line under the cursor is about."""
        return [str(self.rows.key)] if self.rows.key is not None else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that line, among all of them where it is not one of the first."""
        for cause in place:
            self._show(cause)
            if self.rows.key != cause:
                self._view = VIEWS[1]
                self._show(cause)
        return self.place() == list(place)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.line is None:
            return ["go.audit", "go.board", "import", "undo", "go.changes", "quit"]
        return ["today.settle", "today.snooze", "today.why", "today.open", "today.view", "undo"]

    def show_hints(self) -> None:
        """Shows the keys that matter now, that of Enter with what it does to the line under the cursor."""
        self._hinted = self.line.deed if self.line else None
        super().show_hints()

    def hint_for(self, id: str | None, description: str) -> str:
        """Returns what a key does, in the hints."""
        if id != "today.settle" or self._hinted is None:
            return super().hint_for(id, description)
        return "back" if self._view == VIEWS[2] else self._hinted

    # What is done

    def action_settle(self) -> None:
        """Does what the line under the cursor asks for; a line that was put off comes back."""
        line = self.line
        if line is None:
            self.say("Nothing needs you here.", "dim")
        elif self._has_slid(line):
            self.say(f"{line.subject[:40]} is under the cursor only now: {line.deed} takes a new key.", "dim")
        elif self._view == VIEWS[2]:
            today_snooze.wake(self, line)
        else:
            from tui.today_deeds import settle

            self._hand = settle(self, line)

    def _has_slid(self, line: Line) -> bool:
        """Tells whether a line about safety came under the cursor a moment ago, as another was settled.

        A key that is held repeats faster than anybody reads: each that is not taken begins the wait anew.
        """
        slid_to, at = self._slid
        if not line.rule.is_safety or slid_to != line.cause or monotonic() - at >= SLIDE_SECONDS:
            return False
        self._slid = slid_to, monotonic()
        return True

    def action_undo(self) -> None:
        """Takes back the last change; the cursor goes to the line that it restores."""
        self.desk.refresh()
        before = {each.cause: each for each in self._in_view()}
        super().action_undo()
        self._go_to_changed(before)

    def action_redo(self) -> None:
        """Makes the last undone change again; the cursor goes on as it did the first time."""
        self.desk.refresh()
        before, was_on = {each.cause: each for each in self._in_view()}, self.rows.key
        super().action_redo()
        if self.rows.key == was_on:
            self._go_to_changed(before)

    def _go_to_changed(self, before: Mapping[str, Line]) -> None:
        """Goes to the first line that is new, else to the first that says something else by now."""
        changed = [each.cause for each in self._in_view() if before.get(each.cause) != each]
        new = [cause for cause in changed if cause not in before]
        self.come_to((new or changed)[:1])

    def action_edit(self) -> None:
        """Opens what the line is about."""
        if (line := self.line) is not None:
            from tui.today_deeds import open_about

            open_about(self, line)

    def action_add(self) -> None:
        """Asks for a new card, which goes to the Inbox."""

        def added(card: "Card") -> None:
            self.say(f"Added {card.ref} to the Inbox: {self.key_for('go.board')} shows it · {self.undoes}")

        from tui.cards import ask_for_card

        ask_for_card(self, added)

    def action_find(self) -> None:
        """Opens the search over everything."""
        self.open_page("search")

    def action_override(self) -> None:
        """Goes ahead with what the line under the cursor was refused."""
        line, hand = self.line, self._hand
        if line is None:
            self.say("Nothing needs you here.", "dim")
            return
        if hand is None or hand.on.cause != line.cause:
            from tui.today_deeds import hand_for

            hand = self._hand = hand_for(self, line)
        hand.go_ahead()

    def action_why(self) -> None:
        """Shows the rule behind the line, and the facts."""
        line = self.line
        if line is not None:
            from tui.dialogs.reading import Reading
            from tui.today_limits import set_in

            lines = [*working(line, self.today, self.business.currency), ("set", set_in(line))]
            self.app.push_screen(Reading(f"{line.rule} {line.subject}"[:70], lines))

    def action_snooze(self) -> None:
        """Asks until when the line is put off; one that was comes back."""
        line = self.line
        if line is None:
            self.say("Nothing needs you here.", "dim")
        elif self._view == VIEWS[2]:
            today_snooze.wake(self, line)
        else:
            today_snooze.ask_until(self, line)

    # Getting about

    def action_view(self) -> None:
        """Shows the first lines, all of them, or those put off, with the cursor on the same line."""
        views = VIEWS if self.agenda.put_off else VIEWS[:2]
        self._view = views[(views.index(self._view) + 1) % len(views)]
        self.show()
        self.show_hints()
