"""The page of one running list: its items by phase, how each stands, and what locks it."""

from collections.abc import Sequence

from textual.app import ComposeResult

from models.checklist_progress import ItemStanding, ItemStatus
from models.gates import fact_of
from models.least_privilege import DRILL_ITEM, for_drill
from models.onboarding import Checklist
from models.onboarding_parts import Item
from models.template_changes import offered
from models.templates import Purpose
from tui import register, wording
from tui.checklist_templates import copied_from
from tui.checklist_words import TONES, ListWords, mark, working
from tui.item_verbs import ItemVerbs
from tui.list_screen import ListScreen
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, Parts, ending, shortened
from tui.widgets.rows import Cell, Row, Rows

DAY_WIDTH = 10
"""Cells for a day of this year; one of another year is written without its weekday."""
COLUMNS = (
    Cell("", 1),
    Cell("item", 0),
    Cell("who", 8, from_width=56),
    Cell("day", DAY_WIDTH),
    Cell("gate", 17, from_width=100),
)
DETAIL, ROOMY_DETAIL = 4, 6
"""Lines for the item under the cursor, and where there is room."""
_PRESSING = (ItemStatus.LOCKED, ItemStatus.OVERDUE, ItemStatus.UNPROVEN)
ROOMY = 30
"""Lines of a screen that has room."""


class ChecklistPage(ListScreen, ItemVerbs):
    """Shows one running list, on top of the screen it was opened from."""

    TITLE = "List"
    LETTER = "o"

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._words: ListWords | None = None
        self._by_key: dict[str, ItemStanding] = {}

    def body(self) -> ComposeResult:
        """Makes the title, the items and the one under the cursor in full."""
        yield Lines(height=1, id="title")
        yield Lines(height=1, id="stands")
        yield Rows(COLUMNS, headings=False)
        yield Lines(height=1, id="rule")
        yield Lines(height=DETAIL, id="detail")

    @property
    def checklist(self) -> Checklist | None:
        """The list that the page is of."""
        return self.desk.checklists.get(self._uid)

    @property
    def standing(self) -> ItemStanding | None:
        """The item under the cursor, as it stands."""
        return self._by_key.get(str(self.rows.key))

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        return self.standing.item if self.standing else None

    # What is shown

    def show(self) -> None:
        """Shows the list as it is in the file now."""
        self._show(None)

    def _show(self, key: str | None) -> None:
        checklist, width = self.checklist, self.size.width
        self.query_one("#detail", Lines).heighten(ROOMY_DETAIL if self.size.height >= ROOMY else DETAIL)
        self.query_one("#rule", Lines).show([[(rule(width), "dim")]])
        if checklist is None:
            self._by_key, self._words = {}, None
            self.query_one("#title", Lines).show([[(" This list is gone: Esc goes back", "strong")]])
            self.rows.show([])
            return
        words = self._words = ListWords.of(checklist, self.helper, self.facts, self.business)
        self._by_key = {each.item.key: each for each in words.every}
        title = shortened([(f" {checklist.ref} {words.name} · {self._since}", "strong")], width - 8, 1)[0]
        self.query_one("#title", Lines).show([ending(title, words.progress, width)])
        self.query_one("#stands", Lines).show([self._stands(words)])
        self.rows.empty = ([(f"  Nothing is on it: {self.key_for('item.add')} adds a line.", "dim")],)
        rows = [row for phase in words.phases for row in self._phase(words, phase.name)]
        first = next((each.item.key for each in words.every if each.standing is ItemStatus.OVERDUE), None)
        self.rows.show(rows, key=key or (None if self.rows.rows else first))
        self.show_detail()

    @property
    def _since(self) -> str:
        checklist = self.checklist
        if checklist is None:
            return ""
        if checklist.archived:
            return "archived"
        if checklist.purpose is not Purpose.START and checklist.end:
            return f"last day {wording.day(checklist.end, self.today)}"
        verb = "begins" if checklist.start > self.today else "began"
        return f"{verb} {wording.day(checklist.start, self.today)}"

    def _stands(self, words: ListWords) -> Parts:
        if offers := self._offers():
            key = self.key_for("item.offers")
            return [(f" its template has changed: {key} shows {wording.count(offers, 'offer')}", "accent")]
        if words.stuck:
            return [(f" stuck on {words.stuck_on(words.stuck[0])}", "warn")]
        said = "complete" if words.checklist.is_complete else "nothing is late"
        return [(f" {said} · {words.by_phase}", "dim")]

    def _offers(self) -> int:
        checklist, helper = self.checklist, self.helper
        template = copied_from(self.desk, checklist, helper) if checklist and helper else None
        return len(offered(template, checklist)) if template and checklist else 0

    def _phase(self, words: ListWords, name: str) -> list[Row]:
        phase = next(each for each in words.phases if each.name == name)
        said = f"{phase.name or 'Own lines'} {phase.settled}/{phase.total}"
        items = [each for each in words.every if each.item.phase == name]
        return [Row(None, (said,), ("strong",)), *(self._row(words, each) for each in items)]

    def _row(self, words: ListWords, each: ItemStanding) -> Row:
        item, tone = each.item, TONES.get(each.standing, "plain")
        gates = [f"needs {item.needs}"] if item.needs else [f"opens {gate}" for gate in item.opens]
        texts = (
            mark(each),
            item.says,
            words.side(item.side),
            words.when(each),
            ", ".join(gates),
        )
        return Row(item.key, texts, (tone, "plain" if tone == "warn" else tone, "dim", tone, "dim"))

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        each, words = self.standing, self._words
        if each is None or words is None:
            self.query_one("#detail", Lines).show([])
            return
        tone = "warn" if each.standing in _PRESSING else "accent"
        said = words.said(each)
        lines: list[Parts] = [[(f" {each.item.says}", "strong")]]
        lines += [[(f" {said}", tone)]] if said else []
        lines.append([(f" {' · '.join((words.facts_of(each), *self._left_out(each.item)))}", "dim")])
        if drill := self._drill(each.item):
            lines.append([(f" harms least to take back: {drill}", "plain")])
        if each.item.why and self.size.height >= ROOMY:
            lines.append([(f" {' '.join(each.item.why.split())}", "dim")])
        self.query_one("#detail", Lines).show(lines)

    def _left_out(self, item: Item) -> Sequence[str]:
        """Returns which key leaves an item out, where one does."""
        can_be = not (item.is_done or item.is_settled or item.opens)
        return (f"{self.key_for('item.ahead')} leaves it out",) if can_be else ()

    def _drill(self, item: Item) -> str:
        """Returns the access that taking away is best tried on, for the item that asks for it."""
        helper = self.helper
        if helper is None or item.is_settled or not item.is_called(DRILL_ITEM):
            return ""
        own = (each for each in register.accesses(self.desk, self.today) if each.helper == helper.uid)
        found = for_drill(own)
        return f"{found.grant.ref} {found.says}" if found else ""

    def shown_item(self, key: str) -> None:
        """Puts the cursor on an item that was just made."""
        self._show(key)

    def place(self) -> list[str]:
        """Returns the key of the item under the cursor."""
        return [self.item.key] if self.item else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that item."""
        for key in place:
            self._show(key)
        return self.place() == list(place)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.item is None:
            return ["item.add", "list.edit", "undo", "move.back"]
        return ["item.tick", "item.sign", "item.why", "item.ahead", "item.due", "list.copy", "undo"]

    # What is done

    def action_open(self) -> None:
        """Opens the helper whose paper or access the item is about; for other items, why they stand so."""
        item, helper = self.item, self.helper
        if item is not None and helper is not None and (item.paper or item.grant):
            paper = fact_of(item, self.facts.of(helper.uid)).paper
            if item.paper and not paper:
                from tui.helper_forms import open_paper

                open_paper(self, helper, None, item.paper)
            else:
                at = ("paper", paper) if paper else ("access", item.grant or "")
                self.open_page("helper", helper.uid, at=(*at, "0"))
        else:
            self.action_why()

    def action_why(self) -> None:
        """Shows what the item waits for, what it opens, and its history."""
        from tui.dialogs.reading import Reading

        each, words = self.standing, self._words
        if each is not None and words is not None:
            lines = working(words, each, self.business)
            if drill := self._drill(each.item):
                lines.append(("harms least", f"{drill}: try taking it back once"))
            self.app.push_screen(Reading("Why it stands as it does", lines))

    def action_offers(self) -> None:
        """Opens what a newer version of the template would change."""
        if self._offers():
            self.open_page("offers", self._uid)
        else:
            self.say("Its template has nothing new to offer.", "dim")

    def action_back(self) -> None:
        """Closes the page."""
        self.dismiss()
