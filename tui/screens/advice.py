"""All advice on handing work over, and where in the program each piece of it is followed."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from textual.binding import BindingType

from tui.advice import ADVICE, Advice
from tui.desk_screen import DeskScreen
from tui.drafting import laid_out
from tui.keys import bound
from tui.page import Page
from tui.widgets.painted import Parts, wrapped
from tui.widgets.rows import Cell, Row


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
    """Does what the keys of an advice do, as far as there is something to do it with; Esc comes back."""
    app, (first, *others) = screen.app, advice.ways
    screen.open_page(first.removeprefix("go."))
    await laid_out(app.screen)
    for way in others:
        front = app.screen
        active = next((each for each in front.active_bindings.values() if each.binding.id == way), None)
        if active is None:
            break
        await app.run_action(active.binding.action, active.node)
        await laid_out(app.screen)
    if isinstance(app.screen, DeskScreen):
        app.screen.say(advice.means, "dim")
