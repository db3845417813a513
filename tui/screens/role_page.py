"""The page of one role: its candidates by stage, as a list, or side by side."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from models.candidates import Candidate
from models.deciding import comparison, decided, objection, unseen
from models.document import RuleBroken
from models.forgetting import ERASED
from models.roles import Role
from models.scorecard import Comparison
from models.stages import LETTERS, Stage, stages_of
from tui import role_words
from tui.comparison import Sheet, not_shown
from tui.keys import bound
from tui.search_lines import CANDIDATES, DETAIL, CandidateLines
from tui.session import Session
from tui.vetting_verbs import VettingVerbs
from tui.widgets.board_lanes import Lane
from tui.widgets.board_view import BoardView
from tui.widgets.compare_view import CompareView
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, ending, shortened
from tui.widgets.prompt import Agreed, Question
from tui.widgets.rows import Row, Rows

VIEWS = ("stages", "list", "compare")
"""What `V` shows in turn."""
LEFT = "Left"
"""The name of the lane behind the stages, of those who left the search."""
LEFT_LETTER = "x"


class RolePage(VettingVerbs):
    """Shows the candidates of one role, on top of the screen it was opened from."""

    LETTER = "v"
    TITLE = "Role"
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "open", "Open", "candidate.open", "its ratings, the evidence, terms and history"),
        bound("C", "decide", "Decide", "candidate.decide", "for this one, with a reason in one sentence"),
        bound("V", "view", "Other view", "role.view", "by stage, as a list, or side by side"),
    ]
    DEFAULT_CSS = """
    RolePage Rows, RolePage CompareView { display: none; }
    RolePage.list Rows, RolePage.compare CompareView { display: block; }
    RolePage.list BoardView, RolePage.compare BoardView { display: none; }
    RolePage.compare #stands, RolePage.compare #rule, RolePage.compare #detail { display: none; }
    """

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._view = VIEWS[0]
        self._found: Comparison | None = None
        self._all: list[Candidate] = []
        self._lines: CandidateLines

    def body(self) -> ComposeResult:
        """Makes the title, the three views and the candidate in full."""
        yield Lines(height=1, id="title")
        yield Lines(height=1, id="stands")
        yield BoardView[Candidate](lambda each: self._lines.on_board(each))
        yield Rows(CANDIDATES)
        yield CompareView()
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def role(self) -> Role | None:
        """The role that the page is of."""
        return self.desk.roles.get(self._uid)

    @property
    def board(self) -> BoardView[Candidate]:
        """The candidates by stage."""
        return self.query_one(BoardView)

    @property
    def candidate(self) -> Candidate | None:
        """The candidate under the cursor of the view in front."""
        if self._view == "compare":
            return self.desk.candidates.get(self.query_one(CompareView).key)
        number = self.query_one(Rows).key if self._view == "list" else self.board.key
        known = self.desk.candidates
        return known[number] if isinstance(number, int) and number in known else None

    # What is shown

    def show(self) -> None:
        """Shows the candidates as they are in the file now."""
        self._show(None)

    def _show(self, candidate: Candidate | None) -> None:
        role, number = self.role, candidate.number if candidate else None
        for view in VIEWS:
            self.set_class(view == self._view, view)
        if role is None:
            self.query_one("#title", Lines).show([[(" This role is gone: Esc goes back", "strong")]])
            return
        self._all = self.desk.candidates.having(role=role.uid)
        shown = [each for each in self._all if each.archived is None]
        self._found = found = comparison(role, shown, today=self.today, me=self.rater)
        self._lines = CandidateLines(role, found, business=self.business, today=self.today, zone=self.zone)
        heads = f" {role.ref} {role.title} · {role.kind}, {role.state} · {role_words.live_of_all(shown)}"
        title = shortened([(heads, "strong")], self.size.width - len(self._view) - 3, 1)[0]
        self.query_one("#title", Lines).show([ending(title, self._view, self.size.width)])
        stands = role_words.ended(role, shown, self.today, self.zone)
        said = [
            stands or role_words.stands(found, shown, self.today),
            not_shown(unseen(role, shown, self.rater)),
        ]
        self.query_one("#stands", Lines).show([[(f" {' · '.join(filter(None, said))}", "accent")]])
        if self._view == "stages":
            if number is None and not self.board.lanes and shown:
                number = min(shown, key=lambda each: (each.outcome is not None, each.number)).number
            self.board.show(self._lanes(role, shown), key=number)
        elif self._view == "list":
            rows = self.query_one(Rows)
            add = self.key_for("candidate.add")
            rows.empty = ((), [(f"  No candidate yet: {add} adds one on a line.", "dim")])
            rows.show(self._rows(), key=number)
        else:
            self._compare(role, candidate)
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self._show_detail()

    def _compare(self, role: Role, candidate: Candidate | None) -> None:
        desk, view = self.desk, self.query_one(CompareView)
        view.show(
            Sheet.of(
                role,
                self._all,
                desk.helpers,
                desk.cards,
                business=self.business,
                today=self.today,
                zone=self.zone,
                me=self.rater,
            )
        )
        if candidate is not None:
            view.come_to(uid=candidate.uid)

    def _lanes(self, role: Role, shown: list[Candidate]) -> list[Lane[Candidate]]:
        order = stages_of(role.kind)
        order += tuple(dict.fromkeys(each.stage for each in shown if each.stage not in order))
        by_stage: dict[Stage | None, list[Candidate]] = {}
        for each in shown:
            by_stage.setdefault(None if each.outcome else each.stage, []).append(each)
        lanes = [Lane(stage.says, LETTERS[stage], by_stage.get(stage, [])) for stage in order]
        return [*lanes, Lane(LEFT, LEFT_LETTER, by_stage.get(None, []))]

    def _rows(self) -> list[Row]:
        return [self._lines.row(each) for each in sorted(self._all, key=_order) if each.name != ERASED]

    def _show_detail(self) -> None:
        if self._view == "compare":
            return
        candidate, role = self.candidate, self.role
        if candidate is None or role is None:
            add = self.key_for("candidate.add")
            says = "Nobody in this stage." if self._all else f"No candidate yet: {add} adds one on a line."
            self.query_one("#detail", Lines).show([[(f" {says}", "dim")]])
            return
        self.query_one("#detail", Lines).show(self._lines.in_full(candidate, self.papers(candidate)))

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.candidate is None:
            return ["candidate.add", "role.view", "undo", "move.back"]
        on = ["candidate.decide"] if self._view == "compare" else ["candidate.on", "candidate.add"]
        return ["candidate.open", *on, "candidate.why", "role.view", "undo", "move.back"]

    # Getting about

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()

    def action_view(self) -> None:
        """Shows the next of the three views, with the cursor on the same candidate."""
        candidate = self.candidate
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._show(candidate)
        self.show_hints()

    @property
    def _front(self) -> BoardView[Candidate] | Rows | CompareView:
        if self._view == "compare":
            return self.query_one(CompareView)
        return self.query_one(Rows) if self._view == "list" else self.board

    def action_step(self, by: int) -> None:
        """Moves the cursor down, or up."""
        self._front.step(by)
        self._show_detail()

    def action_end(self, by: int) -> None:
        """Moves the cursor to the end."""
        self._front.end(by)
        self._show_detail()

    def action_page(self, by: int) -> None:
        """Moves the cursor by a screenful."""
        self._front.page(by)
        self._show_detail()

    def action_side(self, by: int) -> None:
        """Moves the cursor to another stage, or to another candidate of the comparison."""
        front = self._front
        if not isinstance(front, Rows):
            front.side(by)
            self._show_detail()
            self.show_hints()

    def shown(self, candidate: Candidate) -> None:
        """Puts the cursor on a candidate."""
        self._show(candidate)
        self.show_hints()

    # What is done

    def action_open(self) -> None:
        """Opens the candidate as a page of its own."""
        if (candidate := self.candidate) is not None:
            self.open_page("candidate", candidate.uid)

    def action_decide(self) -> None:
        """Asks why it is this candidate, and before that why all the same where the scorecard objects."""
        candidate, role = self.candidate, self.role
        if candidate is None or role is None:
            return
        try:
            against = objection(role, candidate, comparison(role, self._all, today=self.today))
        except RuleBroken as broken:
            self.say(str(broken), "warn")
            return

        def because(overriding: str) -> None:
            self.ask(
                Question(
                    f"Decide for {candidate.name}, because",
                    lambda text, agreed: self._decide(role.number, candidate.number, text, overriding),
                )
            )

        def otherwise(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Say why in a sentence: it stays beside the scores.")
            because(text)

        if against:
            self.ask(Question(f"{against}: why decide otherwise?", otherwise))
        else:
            because("")

    def _decide(self, number: int, chosen: int, reason: str, overriding: str) -> None:
        at, today = self.now(), self.today
        label = f"Decide {self.desk.roles.ref(number)} for {self.desk.candidates.ref(chosen)}"
        with self.settling(label) as desk:
            role, candidate = desk.roles[number], desk.candidates[chosen]
            everybody = desk.candidates.having(role=role.uid)
            desk.roles.put(
                decided(
                    role,
                    candidate,
                    reason,
                    everybody,
                    at=at,
                    today=today,
                    who=desk.who,
                    overriding=overriding,
                )
            )
        self.say(f"{role.ref} is decided for {candidate.name} · {self.undoes}")

    def action_copy(self) -> None:
        """Copies the comparison where that is shown; else the word to the candidate."""
        role = self.role
        if self._view == "compare" and role is not None:
            from tui.comparison_export import copy_comparison

            copy_comparison(self, role)
        else:
            super().action_copy()

    def action_why(self) -> None:
        """Shows the working behind the figure under the cursor, or behind the order of the candidates."""
        from models.scorecard_working import order_working
        from tui.dialogs.reading import Reading

        role, found = self.role, self._found
        if role is None or found is None:
            return
        title, lines = f"How the candidates for {role.ref} {role.title} stand"[:70], order_working(found)
        if self._view == "compare":
            title, lines = self.query_one(CompareView).why()
        self.app.push_screen(Reading(title, lines))


def _order(candidate: Candidate) -> tuple[int, int, int]:
    """Returns the place of a candidate in the list: the furthest first, then those who left."""
    gone = 2 if candidate.archived else int(candidate.outcome is not None)
    return gone, -stages_of(candidate.kind).index(candidate.stage), candidate.number
