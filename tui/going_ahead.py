"""Going ahead with a reason, where something was refused because something is missing."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from models.document import RuleBroken
from models.guards import Guarded
from tui.desk_screen import DeskScreen
from tui.keys import bound
from tui.widgets.prompt import Agreed, Question

Deed = Callable[[str], object]
"""Does something; the text is the reason to go ahead where something is missing, else empty."""


class GoingAhead(DeskScreen):
    """A screen whose refusals can be overridden; the reason stays on the record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("o", "override", "Go ahead", "vetting.override", "with a reason, where something is missing"),
    ]

    _refused: tuple[str, Deed] | None = None
    """What lacked something, behind the uid of what it was about."""

    @property
    def subject(self) -> tuple[str, str]:
        """The uid and the name of what the keys act on, both empty for nothing."""
        return "", ""

    def attempt(self, deed: Deed) -> None:
        """Does something, or says why not; what only lacks something can be gone ahead with.

        Raises:
            RuleBroken: it was refused for good, and the answer to a question asked for it.
        """
        self._refused = None
        try:
            deed("")
        except Guarded as guarded:
            self._refused = self.subject[0], deed
            if self.is_asking:
                raise
            self.say(f"{guarded} {self.key_for('vetting.override')} goes ahead with a reason.", "warn")
        except RuleBroken as broken:
            if self.is_asking:  # what was typed stays on the line
                raise
            self.say(str(broken), "warn")

    def action_override(self) -> None:
        """Asks why to go ahead with what was refused, as long as the cursor is still on it."""
        (uid, deed), (here, name) = self._refused or ("", None), self.subject
        if deed is None or uid != here:
            about = f" for {name}" if name else ""
            self.say(f"Nothing was refused{about}: this goes ahead where something is missing.", "dim")
            return

        def settle(text: str, agreed: Agreed) -> None:
            if not text.strip():
                raise RuleBroken("Say why: the reason stays on record.")
            deed(text)
            self._refused = None

        about = f" with {name}" if name else ""
        self.ask(Question(f"Go ahead{about}, because", settle))
