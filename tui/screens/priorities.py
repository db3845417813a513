"""What is worth handing over: bottlenecks with their evidence, and the ranking with its working."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.activity import Verdict
from models.board import Card, Column
from models.document import Document
from models.following import following
from models.helpers import Helper, crew
from models.lanes import card_of, lanes, top_of
from models.ranking import Priorities, Ranked, priorities
from models.twelve_steps import StepOnWay
from store import Workspace
from store.recent import recent_entries
from tui import figures
from tui.desk_screen import DeskScreen
from tui.keys import bound
from tui.session import Session
from tui.way_words import Ways, in_full, in_short
from tui.widgets.footer import rule
from tui.widgets.painted import Lines
from tui.widgets.rows import Rows


class PrioritiesScreen(DeskScreen):
    """Every activity of the audit, best to hand over first; V shows where the work jams."""

    TITLE = "Priorities"
    LETTER = "p"

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            bound(
                str(n),
                f"give({n})",
                f"To helper {n}",
                f"priorities.give_{n}",
                f"delegate it: a card for helper {n}",
            )
            for n in range(1, 10)
        ),
        bound("L", "decide('delegate')", "Delegate", "priorities.delegate", "a card in Brief, nobody's yet"),
        bound(
            "A",
            "decide('automate')",
            "Automate",
            "priorities.automate",
            "a card in Brief, software is sought",
        ),
        bound("0", "decide('keep')", "Keep", "priorities.keep", "it stays with you"),
        bound("x", "decide('drop')", "Drop", "priorities.drop", "nobody does it any more"),
        bound("z", "decide('later')", "Later", "priorities.later", "not now"),
        bound("i", "why", "Why", "priorities.why", "the working behind every figure of the line"),
        bound(
            "e,enter",
            "edit",
            "Edit",
            "priorities.edit",
            "what the estimate rests on: rate, skill, cadence, only me",
        ),
        bound(
            "R",
            "duel",
            "Duel",
            "priorities.duel",
            "assistant, freelancer, agency, software or dropping it, side by side",
        ),
        bound("V", "view", "Other view", "priorities.view", "ranking or bottlenecks"),
    ]
    DEFAULT_CSS = """
    PrioritiesScreen #jams { display: none; }
    PrioritiesScreen.jams #jams { display: block; }
    PrioritiesScreen.jams #ranking { display: none; }
    """

    _asked = False
    _found: Priorities | None = None

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ways = Ways(session.desk)

    def body(self) -> ComposeResult:
        """Makes the coverage, the two lists and the line in full."""
        yield Lines(id="says")
        yield Rows(figures.RANKING, id="ranking")
        yield Rows(figures.JAMS, id="jams")
        yield Lines(height=1, id="rule")
        yield Lines(height=figures.DETAIL, id="detail")

    @property
    def rows(self) -> Rows:
        """The list in front."""
        return self.query_one("#jams" if self.has_class("jams") else "#ranking", Rows)

    @property
    def row(self) -> Ranked | None:
        """The activity under the cursor."""
        rows = self._found.rows if self._found else ()
        return next((row for row in rows if row.activity.number == self.rows.key), None)

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.row.activity if self.row else None

    def show(self) -> None:
        """Computes the figures from what is in the file now."""
        self._found = priorities(
            self.business,
            self.desk.audits,
            self.desk.activities,
            recent_entries(self.desk),
            now=self.now(),
            zone=self.zone,
        )
        ranking, jams = self.query_one("#ranking", Rows), self.query_one("#jams", Rows)
        ranking.empty = jams.empty = figures.NOTHING_LOGGED
        found = self._found
        ranking.show([figures.ranking_row(row, self.business) for row in found.rows] if found else [])
        jams.show(figures.jam_rows(found) if found else [])
        self.query_one("#says", Lines).show(
            figures.standing(found, self.today, self.size.width - 2) if found else []
        )
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self._show_row()
        if found and found.owner_hour_missing and not found.coverage.too_early and not self._asked:
            self._asked = True
            self.action_owner_hour()

    def _show_row(self) -> None:
        row = self.row
        card = card_of(row.activity, self.desk.cards) if row else None
        lines = figures.in_full(row, card, self.zone, self.size.width - 2) if row else []
        way = [in_short(self._steps(row), self.size.width - 2)] if row else []
        self.query_one("#detail", Lines).show([*lines[:1], *way, *lines[1:]][: figures.DETAIL])

    def _steps(self, row: Ranked) -> tuple[StepOnWay, ...]:
        return self._ways.steps(row.activity, self._found, self.today)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self._found is None:
            return ["go.audit", "import", "go.board", "quit"]
        return [
            "priorities.delegate",
            "priorities.automate",
            "priorities.keep",
            "priorities.why",
            "priorities.edit",
            "priorities.view",
        ]

    def place(self) -> list[str]:
        """Returns the uid of the activity under the cursor."""
        return [self.row.activity.uid] if self.row else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that activity."""
        numbers = [activity.number for uid in place if (activity := self.desk.activities.get(uid))]
        self.rows.show(self.rows.rows, key=next(iter(numbers), None))
        self._show_row()
        return self.place() == list(place)

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.rows.step(by)
        self._show_row()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the end."""
        self.rows.end(by)
        self._show_row()

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self.rows.page(by)
        self._show_row()

    def action_view(self) -> None:
        """Shows the other list, the cursor on the same activity."""
        key = self.rows.key
        self.toggle_class("jams")
        self.rows.show(self.rows.rows, key=key)
        self._show_row()

    def action_duel(self) -> None:
        """Opens the ways to be rid of the activity, side by side."""
        if self.row is not None:
            self.open_page("duel", self.row.activity.uid)

    def action_why(self) -> None:
        """Shows the working behind the figures of the line."""
        from tui.dialogs.reading import Reading

        if (row := self.row) is not None:
            working = figures.working_of(row, self.business)
            title = f"Why: {row.activity.name}"[:60]
            self.app.push_screen(Reading(title, [*working, *in_full(self._steps(row))]))

    def action_edit(self) -> None:
        """Opens what the estimate of the activity rests on."""
        from tui import activity_form

        if (row := self.row) is not None:
            activity_form.open_form(self, row.activity)

    def action_give(self, digit: int) -> None:
        """Delegates the activity to a helper of the strip."""
        helpers = crew(self.desk.helpers)
        if digit > len(helpers):
            self.say(f"There is no helper {digit} yet: L delegates it without one.", "warn")
        else:
            self._decide(Verdict.DELEGATE, helpers[digit - 1])

    def action_decide(self, verdict: str) -> None:
        """Decides on the activity."""
        self._decide(Verdict(verdict), None)

    def _decide(self, verdict: Verdict, helper: Helper | None) -> None:
        row = self.row
        if row is None:
            return
        activity, at = row.activity, self.now()
        followed: list[Card] = []

        def change(desk: Workspace) -> None:
            decided = desk.activities.put(activity.decided(verdict, at=at, who=desk.who))
            card = following(
                decided,
                card_of(activity, desk.cards),
                helper,
                self.business,
                today=self.today,
                at=at,
                order=top_of(lanes(desk.cards)[Column.BRIEF]),
            )
            if card is not None:
                followed.append(desk.cards.put(card))

        if self.saved(f"{verdict.title()} {activity.name[:40]}", change):
            name = f" to {helper.name}" if helper else ""
            where = "".join(f", {card.ref} {'off' if card.archived else 'on'} the board" for card in followed)
            self.action_step(1)
            undo = self.key_for("undo")
            self.say(f"{verdict.title()}{name}: {activity.name}{where} · {undo} undoes")
