"""The duel of one activity: an assistant, a freelancer, an agency, software, or dropping it, side by side."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.activity import Activity
from models.document import Document
from models.duel import Option, duel, usual_sketches
from models.handover import Inputs
from models.money import major
from models.option_sketch import OptionSketch
from models.ranking import priorities
from models.role_parts import Scorecard
from models.roles import Role
from store.library import scorecard
from store.recent import recent_entries
from tui import sketch_form, wording
from tui.dialogs.reading import Reading
from tui.keys import bound
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, Parts
from tui.widgets.rows import Cell, Row, Rows

DETAIL = 7
COLUMNS = (
    Cell("best first", 11),
    Cell("price", 11, right=True, from_width=62),
    Cell("live in", 7, right=True, from_width=50),
    Cell("a year", 9, right=True, from_width=66),
    Cell("1st year", 9, right=True),
    Cell("pays back", 9, right=True, from_width=44),
    Cell("exit", 8, right=True),
    Cell("risk", 0, from_width=84),
)


class DuelPage(ListScreen):
    """Shows what each way to be rid of an activity comes to; `e` corrects what it rests on."""

    LETTER = "v"
    TITLE = "Duel"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("e,enter", "edit", "Edit", "duel.edit", "what this way would cost"),
        bound("n", "add", "New role", "duel.add", "look for this sort of help"),
        bound("i", "why", "Why", "duel.why", "the working behind the figures of this way"),
    ]

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._inputs: tuple[object, Inputs | None] = (None, None)
        self._options: dict[str, Option] = {}

    def body(self) -> ComposeResult:
        """Makes the title, the five ways and the one under the cursor in full."""
        yield Lines(height=2, id="title")
        yield Rows(COLUMNS)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def activity(self) -> Activity | None:
        """The activity that is fought over."""
        return self.desk.activities.get(self._uid)

    @property
    def under_cursor(self) -> Document | None:
        """The record under the cursor."""
        return self.activity

    @property
    def option(self) -> Option | None:
        """The way under the cursor."""
        return self._options.get(str(self.rows.key))

    def sketches(self, activity: Activity) -> list[OptionSketch]:
        """Returns the five ways, with what the owner has corrected."""
        known = {each.kind: each for each in activity.sketches}
        return [known.get(each.kind, each) for each in usual_sketches(self.business)]

    def show(self) -> None:
        """Computes the five ways from what is in the file now."""
        activity, rows, title = self.activity, self.rows, self.query_one("#title", Lines)
        if activity is None:
            title.show([[(" This activity is gone: Esc goes back", "strong")]])
            rows.show([])
            return
        inputs, business = self._known(), self.business
        hour = self.key_for("owner_hour")
        says = "the same arithmetic as Priorities; nothing counts before it is live"
        if inputs is None:
            says = "nothing is logged on it, so there is nothing to reckon with"
        elif inputs.owner_hour is None:
            says = (
                f"no figure in money yet: it takes a week of the log, and {hour} sets what your hour is worth"
            )
        title.show([[(f" {activity.ref} {activity.name}", "strong")], [(f" {says}", "dim")]])
        found = duel(self.sketches(activity), inputs, business.currency) if inputs else []
        self._options = {each.sketch.name: each for each in found}
        rows.show([self._row(each) for each in found])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self.show_detail()

    def _known(self) -> Inputs | None:
        """Returns what the log says of the activity, computed again only when something has changed."""
        desk = self.desk
        stands = (
            *(desk[name].version for name in ("entries", "activities", "business", "audits")),
            self.today,
        )
        if self._inputs[0] != stands:
            found = priorities(
                self.business,
                desk.audits,
                desk.activities,
                recent_entries(desk),
                now=self.now(),
                zone=self.zone,
            )
            rows = found.rows if found else ()
            inputs = next((row.inputs for row in rows if row.activity.uid == self._uid), None)
            self._inputs = stands, inputs
        return self._inputs[1]

    def _money(self, amount: float | None) -> str:
        return "–" if amount is None else wording.money(amount, self.business.currency, digits=0)

    def _row(self, option: Option) -> Row:
        sketch = option.sketch
        weeks = "never" if option.first_year is not None else "–"
        if option.payback_weeks is not None:
            weeks = f"{option.payback_weeks:.1f} wk"
        texts = (
            sketch.name,
            sketch_form.price(sketch, self.business.currency),
            f"{sketch.weeks_to_live} wk" if sketch.weeks_to_live else "now",
            self._money(option.estimate.net_per_year),
            self._money(option.first_year),
            weeks,
            self._money(option.exit_cost),
            sketch.risk,
        )
        first = "warn" if (option.first_year or 0) < 0 else "strong"
        return Row(sketch.name, texts, ("accent", "plain", "dim", "plain", first, "plain", "dim", "dim"))

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        option, detail = self.option, self.query_one("#detail", Lines)
        if option is None:
            detail.show([])
            return
        sketch, found = option.sketch, option.estimate
        live = (
            f"live in {wording.count(sketch.weeks_to_live, 'week')}" if sketch.weeks_to_live else "live now"
        )
        assumed = "rules of thumb: e corrects them" if sketch.assumed else "your own figures"
        lines: list[Parts] = [
            [(f" {sketch.name}", "strong"), (f" · {assumed}", "dim")],
            [
                (f" price {sketch_form.price(sketch, self.business.currency)} · {live}", "plain"),
                (f" · set-up {self._money(found.setup_cost)}", "plain"),
            ],
            [
                (
                    f" frees {found.freed_hours_per_year:,.0f} h a year · costs "
                    f"{self._money(found.run_cost_per_year)} a year · nets {self._money(found.net_per_year)}",
                    "plain",
                )
            ],
            [
                (
                    f" first year {self._money(option.first_year)}, and "
                    f"{self._money(option.first_year_and_out)} if it ends after that"
                    f" (ending it costs {self._money(option.exit_cost)})",
                    "plain",
                )
            ],
            [(f" risk: {sketch.risk or '–'}", "dim")],
        ]
        detail.show(lines)

    def place(self) -> list[str]:
        """Returns the way under the cursor."""
        return [self.option.sketch.name] if self.option else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that way."""
        rows = self.rows
        rows.show(rows.rows, key=next(iter(place), None))
        return self.place() == list(place)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["duel.edit", "duel.add", "duel.why", "owner_hour", "undo", "move.back"]

    # What is done

    def action_edit(self) -> None:
        """Opens the form of what this way would cost."""
        activity, option = self.activity, self.option
        if activity is not None and option is not None:
            sketch_form.open_sketch(self, activity, option.sketch)

    def action_add(self) -> None:
        """Makes a role for this sort of help."""
        activity, option, inputs = self.activity, self.option, self._inputs[1]
        if activity is None or option is None:
            return
        kind = option.sketch.kind
        if kind is None:
            way = self.key_for("go.priorities")
            self.say(f"Nobody is looked for to drop it: {way}, then x on it decides that.", "dim")
            return
        card = Scorecard.read(scorecard(kind))
        minutes = inputs.minutes_to_hand_over if inputs else None
        role = Role.for_activity(activity, card, self.business, kind=kind, minutes_week=minutes)
        if self.saved(f"Add the role {role.title[:40]}", lambda desk: desk.roles.put(role)):
            self.say(f"Added a role for {kind}, on Vetting · {self.key_for('undo')} undoes")

    def action_why(self) -> None:
        """Shows the working behind the figures."""
        from models.working import working

        option, inputs = self.option, self._inputs[1]
        if option is None or inputs is None:
            return
        currency, sketch = self.business.currency, option.sketch
        lines = working(option.inputs, option.estimate)
        if option.exit_cost is not None:
            fee = wording.money(major(sketch.exit_fee, currency), currency)
            own = f"{sketch.exit_minutes / 60:g} h × {self._money(inputs.owner_hour)}"
            lines.append(("Ending it", f"{own} + {fee} = {self._money(option.exit_cost)}"))
        if option.payback_weeks is not None:
            lines.append(
                ("Pays back", f"{option.payback_weeks:.1f} weeks after deciding, its start included")
            )
        self.app.push_screen(Reading(f"{sketch.name}: what it comes to", lines))

    # Getting about

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()
