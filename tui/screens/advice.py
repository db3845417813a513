"""All advice on handing work over, and where in the program each piece of it is followed."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType

from models.helpers import HelperKind
from models.roles import Role
from store import Workspace
from tui.advice import ADVICE, Advice
from tui.desk_screen import DeskScreen
from tui.drafting import laid_out
from tui.keys import bound
from tui.page import Page
from tui.paged_screen import RECORD_PAGES
from tui.search_index import title_of
from tui.widgets.painted import Parts, wrapped
from tui.widgets.rows import Cell, Row

WRITES = frozenset(
    {
        *("brief.template", "priorities.edit", "candidate.record", "helper.new", "helper.record"),
        *("helper.feedback", "security.add", "audit.plan"),
    }
)
"""The keys that begin to write on the record under the cursor, which nobody has chosen yet."""


OF_NO_RECORD = frozenset({"security.add", "audit.plan"})
"""Those of them that make something new, whatever is under the cursor."""


class AdvicePage(Page):
    """Every piece of advice with its place and its keys; Enter goes there."""

    TITLE = "Advice"
    COLUMNS = (
        Cell("advice", 0),
        Cell("where it is followed", 36, from_width=104),
        Cell("keys", 19, from_width=64),
    )
    DETAIL = 4
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("enter", "go_there", "Go there", "advice.go", "to the place where the advice is followed"),
    ]

    @property
    def advice(self) -> Advice | None:
        """The advice under the cursor."""
        return next((each for about in ADVICE.values() for each in about if each.says == self.rows.key), None)

    def found(self, words: Sequence[str]) -> list[Row]:
        """Returns the advice that holds every word, under what it is about."""
        rows = list[Row]()
        for about, pieces in ADVICE.items():
            said = [(each, f"{about} {each.says} {each.means} {each.where}".casefold()) for each in pieces]
            fitting = [each for each, text in said if all(word in text for word in words)]
            rows += [Row(None, (about,), ("strong",))] if fitting else []
            rows += [Row(each.says, (each.says, each.where, self.keys_to(each))) for each in fitting]
        return rows

    def keys_to(self, advice: Advice) -> str:
        """Returns the keys that lead to the place of an advice, as they are bound now."""
        return " ".join(self._key_of.get(way, way) for way in advice.ways)

    @cached_property
    def _key_of(self) -> Mapping[str, str]:
        return self.session.keys_by_id()

    def detail(self) -> list[Parts]:
        """Returns what the program does about the advice under the cursor."""
        advice = self.advice
        if advice is None:
            return []
        width = max(10, self.size.width - 4)
        means = wrapped(advice.means, width)[: self.DETAIL - 1]
        where = wrapped(f"{advice.where} · {self.keys_to(advice)}", width)
        lines = [*((line, "plain") for line in means), *((line, "dim") for line in where)]
        return [[(f"  {line}", tone)] for line, tone in lines[: self.DETAIL]]

    def hints(self) -> list[str]:
        """Returns the keys that matter most now."""
        return ["advice.go", "page.narrow", "move.back"]

    def action_go_there(self) -> None:
        """Goes to the place of the advice under the cursor."""
        if (advice := self.advice) is not None:
            self.app.run_worker(go_to(self, advice), exit_on_error=True)


async def go_to(screen: DeskScreen, advice: Advice) -> None:
    """Goes where the keys of an advice lead, up to the one that would begin to write; Esc comes back.

    Where the advice is about kinds of help, that is the first role of them that has a candidate.
    """
    app, (first, *others) = screen.app, advice.ways
    role = _role_of(screen.desk, advice.kinds) if advice.kinds else None
    screen.open_page(first.removeprefix("go."), at=(role.uid,) if role else ())
    await laid_out(app.screen)
    writes = lacking = ""
    if advice.kinds and role is None:
        others, lacking = [], f"{_nobody(advice.kinds)} "
    for way in others:
        front = app.screen
        active = next((each for each in front.active_bindings.values() if each.binding.id == way), None)
        if active is None:
            lacking = "There is nothing here yet to go on with. "
            break
        if way in WRITES and isinstance(front, DeskScreen):
            writes = front.key_for(way)
            break
        await app.run_action(active.binding.action, active.node)
        await laid_out(app.screen)
    opened = app.screen
    if isinstance(opened, DeskScreen):
        record = opened.under_cursor if advice.ways[-1] not in OF_NO_RECORD else None
        named = f"{record.ref} {title_of(record, opened.desk)}" if record else ""
        if lacking:
            opened.say(f"{lacking}{advice.means}")
        elif writes and named:
            opened.say(f"{writes} does it here, for {named}. {advice.means}")
        elif named and opened.opened_as[:1] and opened.opened_as[0] in RECORD_PAGES:
            opened.say(f"{named} is open, as an example. {advice.means}")
        else:
            opened.say(f"{writes} does it here. {advice.means}" if writes else advice.means, "dim")


def _role_of(desk: Workspace, kinds: Collection[HelperKind]) -> Role | None:
    """Returns the first role of some kinds that has a candidate."""
    searched = {each.role for each in desk.candidates if each.archived is None}
    known = (each for each in desk.roles if each.archived is None and each.uid in searched)
    return next((each for each in known if each.kind in kinds), None)


def _nobody(kinds: Collection[HelperKind]) -> str:
    if HelperKind.SOFTWARE not in kinds:
        return "No person is a candidate yet."
    return "No program is a candidate yet." if len(kinds) == 1 else "There is no candidate yet."
