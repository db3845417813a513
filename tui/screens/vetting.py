"""Vetting: the help that is looked for, who might give it, and where each search stands."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from models.candidates import Candidate
from models.deciding import comparison
from models.roles import Role
from models.source_yields import SourceYield, source_yields
from tui import role_words, wording
from tui.keys import bound
from tui.list_screen import ListScreen
from tui.role_verbs import RoleVerbs
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, titled, wrapped
from tui.widgets.rows import Cell, Row, Rows

WIDE = 110
"""Cells from which the role under the cursor stands beside the list."""
DETAIL_WIDTH = 48
DETAIL_PART = 2
"""What the role in full takes of the lines below the list: one in so many."""

COLUMNS = (
    Cell("no", 4),
    Cell("role", 0),
    Cell("kind", 10, from_width=70),
    Cell("state", 9, from_width=64),
    Cell("in/all", 6, right=True),
    Cell("where it stands", 0, from_width=56, joint=" · "),
)
NOTHING = (
    ("No help is looked for yet.", "plain"),
    ("A role says which work it takes over, what it may cost and what everybody is held against;", "dim"),
    ("its candidates, people and software alike, are then compared on the same evidence.", "dim"),
)


class VettingScreen(ListScreen, RoleVerbs):
    """Every role, those still open first; Enter opens its candidates."""

    TITLE = "Vetting"
    LETTER = "v"

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("V", "view", "Other view", "vetting.view", "who left: to be told, in the pool, to be erased"),
        bound("W", "sources", "Sources", "vetting.sources", "what each source of candidates has brought"),
    ]
    DEFAULT_CSS = """
    VettingScreen #pane { height: 1fr; }
    VettingScreen.wide #pane { layout: horizontal; }
    VettingScreen.wide #rule { display: none; }
    VettingScreen.wide Rows { width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._of: dict[str, list[Candidate]] = {}
        self._counted: tuple[object, list[Row]] = (None, [])
        self._stands: dict[str, str] = {}
        self._yields: list[SourceYield] = []

    def body(self) -> ComposeResult:
        """Makes the title, the list and the role in full."""
        yield Lines(height=1, id="title")
        with Vertical(id="pane"):
            yield Rows(COLUMNS)
            yield Lines(height=1, id="rule")
            yield Lines(id="detail")

    @property
    def role(self) -> Role | None:
        """The role under the cursor."""
        number, known = self.rows.key, self.desk.roles
        return known[number] if isinstance(number, int) and number in known else None

    def show(self) -> None:
        """Shows the roles as they are in the file now."""
        self.set_class(self.size.width >= WIDE, "wide")
        self._count()
        said = [*NOTHING, *self._first_keys()]
        width = self.size.width - (DETAIL_WIDTH if self.has_class("wide") else 0) - 3
        self.rows.empty = (
            (),
            *([(f"  {part}", tone)] for text, tone in said for part in wrapped(text, width)),
        )
        self.rows.show(self._counted[1])
        roles = [each for each in self.desk.roles if each.archived is None]
        waiting = sum(each.must_hear for found in self._of.values() for each in found)
        hint = (
            f"{wording.count(waiting, 'candidate')} to be told" if waiting else "Enter opens the candidates"
        )
        self.query_one("#title", Lines).show(
            [titled(f"Vetting: {wording.count(len(roles), 'role')}", hint, self.size.width)]
        )
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self.show_detail()

    def _count(self) -> None:
        """Computes what the list says, where anything it rests on has changed."""
        desk = self.desk
        state = (*(desk[name].version for name in ("roles", "candidates", "helpers", "business")), self.today)
        if self._counted[0] == state:
            return
        self._of, self._stands = {}, {}
        for each in desk.candidates:
            if each.archived is None:
                self._of.setdefault(each.role, []).append(each)
        self._yields = source_yields(
            desk.roles, desk.candidates, desk.helpers, now=self.now(), today=self.today
        )
        listed = sorted(
            desk.roles, key=lambda each: (bool(each.archived), each.state in role_words.OVER, each.number)
        )
        self._counted = state, [self._row(each) for each in listed]

    def _row(self, role: Role) -> Row:
        candidates = self._of.get(role.uid, [])
        said = role_words.ended(role, candidates, self.today, self.zone)
        if not said:
            found = comparison(role, candidates, today=self.today, me=self.rater)
            said = role_words.stands(found, candidates, self.today)
        self._stands[role.uid] = said
        texts = (
            role.ref,
            role.title,
            role.kind.value,
            role.state.value,
            role_words.live_of_all(candidates),
            said,
        )
        gone = role.archived or role.state in role_words.OVER
        tones = ("accent", "plain", "dim", "dim", "plain", "plain")
        return Row(role.number, texts, ("dim",) * len(texts) if gone else tones)

    def _first_keys(self) -> Sequence[tuple[str, str]]:
        add, worth = self.key_for("role.add"), self.key_for("go.priorities")
        return [
            ("", "plain"),
            (f"{add} makes the first one, {worth} shows which work is worth it.", "accent"),
        ]

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        role, detail = self.role, self.query_one("#detail", Lines)
        room = self.size.height - 4
        if self.has_class("wide"):
            detail.styles.width = DETAIL_WIDTH
            detail.heighten(max(1, room + 1))
        else:
            detail.styles.width = "100%"
            detail.heighten(max(2, room // DETAIL_PART) if role else 1)
        if role is None:
            detail.show([])
            return
        served = [each for uid in role.activities if (each := self.desk.activities.get(uid))]
        stands = self._stands.get(role.uid, "")
        detail.show(role_words.in_full(role, stands, served, self._yields, self.business, self.today))

    def shown_role(self, role: Role) -> None:
        """Puts the cursor on a role."""
        self.show()
        self.rows.show(self.rows.rows, key=role.number)
        self.show_detail()

    def place(self) -> list[str]:
        """Returns the uid of the role under the cursor."""
        return [self.role.uid] if self.role else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that role."""
        for uid in place:
            if (found := self.desk.roles.get(uid)) is not None:
                self.shown_role(found)
        return self.place() == list(place)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.role is None:
            return ["role.add", "go.priorities", "vetting.view", "undo", "quit"]
        return ["role.open", "role.add", "role.edit", "role.begin", "role.duel", "vetting.view", "undo"]

    def action_view(self) -> None:
        """Opens the list of those who left a search."""
        self.open_page("leavers")

    def action_sources(self) -> None:
        """Shows what each source has brought."""
        from tui.dialogs.reading import Reading

        lines = role_words.yield_lines(self._yields, self.business)
        if lines:
            self.app.push_screen(Reading("What each source of candidates has brought", lines))
        else:
            self.say("No candidate and no source yet: nothing can be said of them.", "dim")
