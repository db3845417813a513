"""Onboarding: the running lists, how far each has come, and who is stuck on whom."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from models.checklist_progress import ItemStatus
from models.onboarding import Checklist
from tui import marks, wording
from tui.checklist_words import ListWords
from tui.list_screen import ListScreen
from tui.onboarding_keys import LISTS_KEYS
from tui.onboarding_verbs import OnboardingVerbs, ask_to_start
from tui.session import Session
from tui.widgets.footer import rule
from tui.widgets.painted import Lines, titled
from tui.widgets.prompt import Question
from tui.widgets.rows import Cell, Row, Rows

WIDE = 110
"""Cells from which the list under the cursor stands beside the others."""
DETAIL_WIDTH = 52
COLUMNS = (
    Cell("no", 4),
    Cell("who", 20),
    Cell("done", 6, right=True),
    Cell(f"late {marks.LATE}", 6, right=True, from_width=44),
    Cell(f"lock {marks.LOCKED}", 6, right=True, from_width=62),
    Cell("where it stands", 0, from_width=56, joint=" · "),
)
NOTHING = (
    ("Nobody is being brought in.", "plain"),
    ("A list says what is settled before somebody starts, by whom, by when, and what that opens:", "dim"),
    ("paper before access, access with an end.", "dim"),
)


class OnboardingScreen(ListScreen, OnboardingVerbs):
    """Every running list, those put away last; Enter opens its items."""

    TITLE = "Onboarding"
    LETTER = "o"

    BINDINGS: ClassVar[list[BindingType]] = LISTS_KEYS
    DEFAULT_CSS = """
    OnboardingScreen #pane { height: 1fr; }
    OnboardingScreen.wide #pane { layout: horizontal; }
    OnboardingScreen.wide #rule { display: none; }
    OnboardingScreen.wide Rows { width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._stands: tuple[object, dict[int, ListWords]] = (None, {})

    def body(self) -> ComposeResult:
        """Makes the title, the lists and the one under the cursor in full."""
        yield Lines(height=1, id="title")
        with Vertical(id="pane"):
            yield Rows(COLUMNS)
            yield Lines(height=1, id="rule")
            yield Lines(id="detail")

    @property
    def checklist(self) -> Checklist | None:
        """The list under the cursor."""
        number, known = self.rows.key, self.desk.checklists
        return known[number] if isinstance(number, int) and number in known else None

    def show(self) -> None:
        """Shows the lists as they are in the file now."""
        self.set_class(self.size.width >= WIDE, "wide")
        words = self._words()
        add, templates = self.key_for("list.add"), self.key_for("list.templates")
        first = f"  {add} starts the first list, {templates} shows the templates."
        self.rows.empty = ((), *([(f"  {text}", tone)] for text, tone in NOTHING), (), [(first, "accent")])
        self.rows.show([self._row(each) for each in words.values()])
        running = [each for each in words.values() if not each.checklist.archived]
        late = sum(each.how_many(ItemStatus.OVERDUE) for each in running)
        hint = f"{wording.count(late, 'item')} late" if late else "Enter opens the items"
        heading = f"Onboarding: {wording.count(len(running), 'list')}"
        self.query_one("#title", Lines).show([titled(heading, hint, self.size.width)])
        self.query_one("#rule", Lines).show([[(rule(self.size.width), "dim")]])
        self.show_detail()

    def _words(self) -> dict[int, ListWords]:
        """Returns what is said of each list, computed anew where anything it rests on has changed."""
        desk = self.desk
        tables = ("checklists", "agreements", "grants", "systems", "helpers", "business")
        state = (*(desk[name].version for name in tables), self.today)
        if self._stands[0] != state:
            facts, business = self.facts, self.business
            found = [
                ListWords.of(each, desk.helpers.get(each.helper), facts, business) for each in desk.checklists
            ]
            found.sort(key=_order)
            self._stands = state, {each.checklist.number: each for each in found}
        return self._stands[1]

    def _row(self, words: ListWords) -> Row:
        checklist = words.checklist
        late, locked = words.how_many(ItemStatus.OVERDUE), words.how_many(ItemStatus.LOCKED)
        texts = (
            checklist.ref,
            words.name,
            words.progress,
            str(late or ""),
            str(locked or ""),
            " · ".join(words.where_it_stands),
        )
        if checklist.archived or checklist.is_complete:
            return Row(checklist.number, texts, ("dim",) * len(texts))
        return Row(checklist.number, texts, ("accent", "plain", "plain", "warn", "dim", "plain"))

    def show_detail(self) -> None:
        """Shows in full what is under the cursor."""
        checklist, detail = self.checklist, self.query_one("#detail", Lines)
        room = self.size.height - 4
        if self.has_class("wide"):
            detail.styles.width = DETAIL_WIDTH
            detail.heighten(max(1, room + 1))
        else:
            detail.styles.width = "100%"
            detail.heighten(max(2, room // 2) if checklist else 1)
        detail.show(self._words()[checklist.number].in_full() if checklist else [])

    def place(self) -> list[str]:
        """Returns the uid of the list under the cursor."""
        return [self.checklist.uid] if self.checklist else []

    def come_to(self, place: Sequence[str]) -> bool:
        """Puts the cursor on that list."""
        for uid in place:
            if (found := self.desk.checklists.get(uid)) is not None:
                self.rows.show(self.rows.rows, key=found.number)
                self.show_detail()
        return self.place() == list(place)

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        if self.checklist is None:
            return ["list.add", "list.templates", "go.vetting", "undo", "quit"]
        return ["list.open", "list.add", "list.why", "list.leave", "list.copy", "list.templates", "undo"]

    # What is done

    def action_open(self) -> None:
        """Opens the items of the list."""
        if (checklist := self.checklist) is not None:
            self.open_page("checklist", checklist.uid)

    def action_add(self) -> None:
        """Asks for whom a list is started, from which template and from which day."""
        ask_to_start(self)

    def action_archive(self) -> None:
        """Puts the list away."""
        checklist = self.checklist
        if checklist is not None and checklist.archived:
            self.say(f"{checklist.ref} is in the archive: {self.key_for('list.back')} brings it back.", "dim")
        elif checklist is not None and checklist.open_openers:
            left = checklist.open_openers[0]
            asked = f"Put {checklist.ref} away why? Not settled: {left.says}, which opens {left.opens[0]}"
            self.ask(Question(asked, lambda text, agreed: self._put_away(checklist, text)))
        elif checklist is not None:
            self._put_away(checklist)

    def _put_away(self, checklist: Checklist, reason: str = "") -> None:
        said: dict[str, Any] = {"at": self.now(), "today": self.today, "who": self.desk.who}
        self.alter(f"Archive {checklist.ref} {checklist.name}", lambda each: each.put_away(reason, **said))

    def action_bring_back(self) -> None:
        """Takes the list out of the archive."""
        checklist = self.checklist
        if checklist is not None and checklist.archived:
            self.alter(f"Bring back {checklist.ref} {checklist.name}", lambda each: each.but(archived=None))
        elif checklist is not None:
            self.say(f"{checklist.ref} is not in the archive.", "dim")

    def action_why(self) -> None:
        """Shows who is stuck on whom, and everything that is late or locked."""
        from tui.dialogs.reading import Reading

        checklist = self.checklist
        if checklist is None:
            return
        words = self._words()[checklist.number]
        lines = [("stuck on", words.stuck_on(one)) for one in words.stuck]
        for standing in (ItemStatus.OVERDUE, ItemStatus.LOCKED, ItemStatus.DUE):
            listed = [each for each in words.every if each.standing is standing]
            for each in listed:
                why = f": waits for {each.why}" if each.why else ""
                lines.append((str(standing), f"{each.item.says}{why}"))
        lines += [("not needed", f"{each.what}, because {each.says}") for each in checklist.loosened]
        lines = lines or [("nothing", "Nothing is late, locked or due today.")]
        self.app.push_screen(Reading(f"How {checklist.ref} {words.name} stands"[:70], lines))

    def action_view(self) -> None:
        """Opens the templates that lists are copied from."""
        self.open_page("templates")

    # Getting about


def _order(words: ListWords) -> tuple[int, int]:
    """Returns the place of a list: those that run, then those that are complete, then those put away."""
    checklist = words.checklist
    return (2 if checklist.archived else int(checklist.is_complete)), checklist.number
