"""What a newer version of a template offers to a running list, to be taken over line by line."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from models.document import RuleBroken
from models.onboarding import Checklist
from models.template_changes import Offer, offered, taken_over
from models.templates import Template
from tui import wording
from tui.checklist_templates import copied_from
from tui.keys import bound
from tui.page import Page
from tui.session import Session
from tui.widgets.painted import Parts
from tui.widgets.prompt import Agreed, Question
from tui.widgets.rows import Cell, Row


class OffersPage(Page):
    """Shows the changes, all of them marked; Enter takes the marked ones over, the others are let go."""

    TITLE = "Offers"
    LETTER = "o"
    COLUMNS = (Cell("change", 8), Cell("item", 0), Cell("what of it", 24, from_width=70))
    NOTHING = "The template has nothing new to offer."

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("space", "mark", "Mark", "offers.mark", "take this one over, or let it go"),
        bound(
            "enter", "take", "Take over", "offers.take", "the marked ones; the others are not offered again"
        ),
    ]

    def __init__(self, session: Session, uid: str) -> None:
        super().__init__(session)
        self._uid = uid
        self._let_go = set[Hashable]()

    @property
    def _both(self) -> tuple[Template, Checklist] | None:
        checklist = self.desk.checklists.get(self._uid)
        helper = self.desk.helpers.get(checklist.helper) if checklist else None
        template = copied_from(self.desk, checklist, helper) if checklist and helper else None
        return (template, checklist) if template and checklist else None

    @property
    def _offers(self) -> Sequence[Offer]:
        return offered(*self._both) if self._both else ()

    def heading(self) -> tuple[str, str]:
        """Returns which template offers something to whom."""
        both = self._both
        said = f"{both[0].name}, version {both[0].version}, for {both[1].ref}" if both else self.TITLE
        return said, self.NOTHING

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the offers that hold every word."""
        rows = [
            Row(each.name, (each.kind, each.title, ", ".join(each.parts)), ("accent", "plain", "dim"))
            for each in self._offers
        ]
        return [row for row in rows if all(word in " ".join(row.texts).casefold() for word in words)]

    def show(self) -> None:
        """Shows the offers; all but those that were let go are marked."""
        super().show()
        self.rows.marked = {row.key for row in self.rows.rows if row.key is not None} - self._let_go
        self.rows.refresh()

    def detail(self) -> list[Parts]:
        """Returns the offer under the cursor in full."""
        each = next((one for one in self._offers if one.name == self.rows.key), None)
        if each is None:
            return []
        parts = f": {', '.join(each.parts)}" if each.parts else ""
        return [[(f"  {each.title}", "plain")], [(f"  {each.kind}{parts}", "dim")]]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["offers.take", "offers.mark", "page.narrow", "move.back"]

    def action_mark(self) -> None:
        """Marks the offer, or takes its mark away, and goes on to the next."""
        if self.rows.key is not None:
            self._let_go ^= {self.rows.key}
            self.rows.mark(self.rows.key)
            self.action_step(1)

    def action_take(self) -> None:
        """Takes over what is marked; the list is then of the new version."""
        both, chosen = self._both, [each for each in self._offers if each.name not in self._let_go]
        if both is None or not self._offers:
            return
        template, checklist = both
        label = f"Take {wording.count(len(chosen), 'change')} of its template into {checklist.ref}"
        said: dict[str, Any] = {"at": self.now(), "today": self.today, "who": self.desk.who}

        def take(reason: str = "") -> None:
            with self.settling(label) as desk:
                now = desk.checklists.get(self._uid) or checklist
                desk.checklists.put(taken_over(template, now, chosen, reason, **said))

        def settle(text: str, agreed: Agreed) -> None:
            take(text)
            self.dismiss()

        if loose := next((each for each in chosen if each.loosens), None):
            self.ask(Question(f"Why no longer? {loose.title} opens {wording.listed(loose.loosens)}", settle))
            return
        try:
            take()
        except RuleBroken as broken:
            self.say(str(broken), "warn")
        else:
            self.dismiss()
