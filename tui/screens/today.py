"""Today: what needs the owner, the most severe first, each line settled where it stands."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.dates import read_date
from models.document import Document, RuleBroken
from models.today import compact
from models.today_line import Line
from tui import today_words, wording
from tui.agenda import Agenda
from tui.desk_screen import DeskScreen
from tui.on_record import desk_of
from tui.session import Session
from tui.today_account import NOTHING_YET, columns, detail, row, working
from tui.today_keys import TODAY_KEYS
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, titled
from tui.widgets.prompt import Agreed, Question
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


class TodayScreen(DeskScreen):
    """Shows a line for each thing that needs the owner; Enter settles the one under the cursor."""

    TITLE = "Today"
    LETTER = "t"
    BINDINGS: ClassVar[list[BindingType]] = TODAY_KEYS

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view = VIEWS[0]
        self._hand: Hand | None = None
        self._gone_to = ""

    def body(self) -> ComposeResult:
        """Makes the title, the lines and the one under the cursor in full."""
        yield Lines(height=1, id="title")
        yield Rows((), headings=False)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def rows(self) -> Rows:
        """The list."""
        return self.query_one(Rows)

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
        self.rows.show(rows, key=cause)
        self.query_one("#title", Lines).show([titled(self._title(), self._hint(), width)])
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        self._show_detail()

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
            return [[(f"  {today_words.nothing(self.agenda.coming, self.today)}", "plain")]]
        keys = {id: self.key_for(id) for id in ("go.audit", "go.board", "import")}
        begins = (
            f"Nothing is on record yet: {keys['go.audit']} logs the first task, {keys['go.board']} takes "
            f"the first card, {keys['import']} imports a time log."
        )
        return [[(f"  {NOTHING_YET}", "dim")], [], [(f"  {begins}", "accent")]]

    def _show_detail(self) -> None:
        shown, line = self.query_one("#detail", Lines), self.line
        spare = self.room - AROUND - len(self.rows.rows)
        lines, width = max(DETAIL, min(ROOMY_DETAIL, spare)) if line else 1, self.size.width
        shown.heighten(lines)
        currency = self.business.currency
        shown.show(detail(line, self.today, currency, width=width, room=lines) if line else [])

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

    def on_screen_resume(self) -> None:
        """Goes on with the next line behind the one whose page was open."""
        gone_to, self._gone_to = self._gone_to, ""
        super().on_screen_resume()
        if gone_to and self.rows.key == gone_to:
            self.action_step(1)

    # What is done

    def leave_for_page(self) -> None:
        """Notes that the page of the line under the cursor opens: what follows it is next."""
        self._gone_to = str(self.rows.key)

    def action_settle(self) -> None:
        """Does what the line under the cursor asks for; a line that was put off comes back."""
        line = self.line
        if line is None:
            self.say("Nothing needs you here.", "dim")
        elif self._view == VIEWS[2]:
            self._wake(line)
        else:
            from tui.today_deeds import settle

            self._hand = settle(self, line)

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

            lines = working(line, self.today, self.business.currency)
            self.app.push_screen(Reading(f"{line.rule} {line.subject}"[:70], lines))

    def action_snooze(self) -> None:
        """Asks until when the line is put off; one that was comes back."""
        line = self.line
        if line is None:
            self.say("Nothing needs you here.", "dim")
        elif self._view == VIEWS[2]:
            self._wake(line)
        else:
            self._ask_until(line)

    def _ask_until(self, line: Line) -> None:
        own, today = desk_of(self.desk, self.desk.who), self.today

        def preview(text: str) -> str:
            until, reason = _until(text, today)
            own.snoozed(line, until, today=today, reason=reason)
            because = f", because {reason}" if reason else ""
            return f"Back on {wording.day(until, today)}{because}; at once if it gets worse."

        def settle(text: str, agreed: Agreed) -> None:
            until, reason = _until(text, today)
            with self.settling(f"Put off: {line.subject[:40]}") as desk:
                desk.desks.put(desk_of(desk, self.desk.who).snoozed(line, until, today=today, reason=reason))
            self.say(f"{line.subject[:40]} is back on {wording.day(until, today)} · {self.undoes}")

        limit = "3 days at most, and why? 2d: they answer on Thursday" if line.rule.is_safety else "fri, 3d"
        self.ask(Question(f"Put off until when? {limit}", settle, preview))

    def _wake(self, line: Line) -> None:
        if self.saved(
            f"No longer put off: {line.subject[:40]}",
            lambda desk: desk.desks.put(desk_of(desk, self.desk.who).woken(line.cause)),
        ):
            self.say(f"{line.subject[:40]} is back · {self.undoes}")

    # Getting about

    def action_view(self) -> None:
        """Shows the first lines, all of them, or those put off, with the cursor on the same line."""
        views = VIEWS if self.agenda.put_off else VIEWS[:2]
        self._view = views[(views.index(self._view) + 1) % len(views)]
        self.show()
        self.show_hints()

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.rows.step(by)
        self._show_detail()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the end."""
        self.action_step(by * len(self.rows.rows))

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self.rows.page(by)
        self._show_detail()


def _until(text: str, today: date) -> tuple[date, str]:
    day, _, reason = (part.strip() for part in text.partition(":"))
    if not day:
        raise RuleBroken("Say a day: fri, 3d, 15may.")
    return read_date(day, today=today), reason
