"""The keyboard of every screen: keys of two strokes, what keys are called, the footer and the prompt line."""

from time import monotonic

from textual import events
from textual.screen import Screen

from tui.keys import first_strokes, spoken
from tui.widgets.footer import Footer
from tui.widgets.prompt import Prompt, Question

DEAF_SECONDS = 0.3
"""How long keys do nothing after a paste."""


class KeyedScreen(Screen[None]):
    """A screen with a footer and a prompt line; a concrete one makes both."""

    def __init__(self) -> None:
        super().__init__()
        self._stroke = ""
        self._deaf_until = 0.0
        self._keys: dict[str | None, str] = {}

    # What is said of the keys

    def hints(self) -> list[str]:
        """Returns the ids of the keys that matter most here, in order."""
        return []

    def show_hints(self) -> None:
        """Shows the keys that matter here, as they are bound now."""
        keys: dict[str | None, str] = {}
        says: dict[str | None, str] = {}
        for key, active in self.active_bindings.items():
            keys.setdefault(active.binding.id, key)
            says[active.binding.id] = self.hint_for(active.binding.id, active.binding.description)
        self.query_one(Footer).hint([(spoken(keys[id]), says[id]) for id in self.hints() if id in keys])

    def hint_for(self, id: str | None, description: str) -> str:
        """Returns what a key does, in the hints."""
        return description.lower()

    def key_for(self, id: str) -> str:
        """Returns the key that a binding has now, as people write it; nothing when it has none here."""
        if not self.is_asking:  # a line that is typed on takes the letters away from the screen
            self._keys = {}
            for key, active in self.active_bindings.items():
                self._keys.setdefault(active.binding.id, key)
        return spoken(self._keys.get(id, ""))

    @property
    def undoes(self) -> str:
        """What takes the last change back, in words."""
        return f"{self.key_for('undo')} undoes"

    def say(self, message: str, tone: str = "plain") -> None:
        """Says something in the footer until the next key."""
        self.query_one(Footer).say(message, tone)

    def ask(self, question: Question) -> None:
        """Asks on the prompt line."""
        self.key_for("undo")  # what it is called must be known while letters are text
        self.query_one(Prompt).ask(question)

    @property
    def is_asking(self) -> bool:
        """Whether something is being typed on the prompt line."""
        return self.query_one(Prompt).is_open

    def go_deaf(self) -> None:
        """Lets keys do nothing for a moment, behind a paste that may have lost its end."""
        self._deaf_until = monotonic() + DEAF_SECONDS

    def on_prompt_closed(self, event: Prompt.Closed) -> None:
        """Shows the keys again, and says that an unfinished answer is kept."""
        self.show_hints()
        if event.kept:
            self.say("Kept what you typed: the same key goes on with it.", "dim")

    # Keys of two strokes

    async def on_key(self, event: events.Key) -> None:
        """Waits for the second stroke of a key, and clears the last message."""
        if self.is_asking:
            return
        if monotonic() < self._deaf_until:
            event.stop()
            event.prevent_default()
            return
        self.say(f"{self.key_for('quit')} quits; everything is saved." if event.key == "ctrl+c" else "")
        stroke, self._stroke = self._stroke, ""
        if stroke:
            event.stop()
            event.prevent_default()
            active = self.active_bindings.get(f"{stroke} {event.key}")
            if active is not None:
                await self.app.run_action(active.binding.action, active.node)
            elif event.key != "escape":
                self.say(f"{spoken(f'{stroke} {event.key}')} means nothing here.", "dim")
        elif event.key in first_strokes(self.active_bindings):
            event.stop()
            event.prevent_default()
            self._stroke = event.key
            self.say(self._second_strokes(event.key), "plain")
        else:
            self.single_key(event.key)

    def _second_strokes(self, stroke: str) -> str:
        ways = [
            f"{spoken(key).split(' ')[1]} {active.binding.description}"
            for key, active in self.active_bindings.items()
            if key.startswith(f"{stroke} ")
        ]
        return f"{spoken(stroke)} …  {'  '.join(ways)}"

    def single_key(self, key: str) -> None:
        """Is told of a key that neither begins nor ends one of two strokes, before the key acts."""

    # Getting about

    def action_back(self) -> None:
        """Clears the marks and closes what is open."""

    def action_step(self, by: int) -> None:
        """Moves the cursor so many lines down, or up."""

    def action_side(self, by: int) -> None:
        """Moves the cursor to the side."""

    def action_end(self, by: int) -> None:
        """Moves the cursor to the last line, or the first."""

    def action_page(self, by: int) -> None:
        """Moves the cursor so many screenfuls down, or up."""
