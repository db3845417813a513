"""Keys one at a time: each waits until the one before it is dealt with."""

from collections import deque
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.widget import AwaitMount

PATIENCE = 1.0
"""Seconds after which a key no longer waits for one that got lost on its way."""


class OneKeyAtATime(App[None], inherit_bindings=False):
    """An application that a burst of keys drives as the same keys typed slowly do.

    Textual hands each key to whatever has the focus when it arrives. Where a line stalls and many arrive at
    once, those behind `n` would run as commands instead of becoming text.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._held = False
        self._forgotten_until = 0.0
        self._busy_since: float | None = None
        self._opening: AwaitMount | AwaitComplete | None = None

    async def on_event(self, event: events.Event) -> None:
        """Lets a key wait its turn; everything else goes its way at once."""
        waits = (events.Key, events.Paste) if self._held else (events.Key,)
        if not isinstance(event, waits) or event.is_forwarded:
            await super().on_event(event)
            return
        if event.time <= self._forgotten_until:
            return
        self._waiting.append(event)
        if self._busy_since is None or monotonic() - self._busy_since > PATIENCE:
            await self._next_key()

    def hold_keys(self) -> None:
        """Lets keys and pasted text wait until `let_keys_go`."""
        self._held = True

    async def let_keys_go(self, *, forget: bool) -> None:
        """Ends the waiting.

        Args:
            forget: whether what was typed up to now is dropped; else it is done now.
        """
        self._held = False
        if forget:
            self._waiting.clear()
            self._forgotten_until = monotonic()
        if self._busy_since is None:
            await self._next_key()

    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """Opens a screen; the next key waits until it is there."""
        self._opening = super().push_screen(*args, **kwargs)
        return self._opening

    def switch_mode(self, mode: str) -> AwaitMount:
        """Shows another screen; the next key waits until it is there."""
        self._opening = opening = super().switch_mode(mode)
        return opening

    def pop_screen(self) -> AwaitComplete:
        """Closes a screen; the next key waits until it is gone."""
        self._opening = closing = super().pop_screen()
        return closing

    async def _next_key(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None and not (isinstance(opening, AwaitMount) and self.screen.is_mounted):
            self._busy_since = monotonic()
            await opening
            self.call_later(self._next_key)  # behind the focus that the screen has asked for
            return
        if self._held or not self._waiting:
            self._busy_since = None
            return
        self._busy_since = monotonic()
        target = self.focused or self.screen
        await super().on_event(self._waiting.popleft())
        self._follow(target, 2)

    def _follow(self, node: DOMNode | None, rounds: int) -> None:
        """Goes the way of the key, one step behind it, from the focus up to the application.

        The second round follows what the key has set off, such as the message that a line was entered.
        """
        while node is not None and node is not self:
            above = node.parent
            if node.call_later(self._follow, above, rounds):
                return
            node = above
        if rounds > 1:
            self.call_later(self._follow, self.focused or self.screen, rounds - 1)
        else:
            self.call_later(self.call_later, self._next_key)
