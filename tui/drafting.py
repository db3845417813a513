"""An application that keeps what is being typed when it has to end, and goes on with it later."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from inspect import isawaitable
from typing import Any

from textual.actions import ActionParseResult
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from models.audit import zone_of
from models.document import RuleBroken
from tui import drafts, wording
from tui.desk_screen import DeskScreen
from tui.drafts import Draft, OpenedDraft
from tui.paged_screen import PAGES, SCREENS
from tui.session import Session
from tui.widgets.prompt import Prompt


class Drafting(App[None], inherit_bindings=False):
    """Remembers which key led to a line or a form, so that it can be opened again the same way."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._action = ""
        self._answers: list[int | str] = []
        self._to_answer: list[int | str] = []
        self._answering: Awaitable[object] | None = None
        self._opened: OpenedDraft | None = None

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Runs an action; one of a screen may be what opens a line or a form."""
        if isinstance(default_namespace, DeskScreen) and isinstance(action, str):
            self._action, self._answers = action, []
        return await super().run_action(action, default_namespace, namespaces)

    def push_screen(
        self, screen: Any, callback: Callable[[Any], object] | None = None, *args: Any, **more: Any
    ) -> Any:
        """Opens a screen, or answers for it when a draft knows what was chosen there."""
        if callback is None:
            return super().push_screen(screen, None, *args, **more)
        if self._to_answer:
            self._answers.append(self._to_answer.pop(0))
            result = callback(self._answers[-1])
            self._answering = result if isawaitable(result) else None
            return None

        def answered(answer: Any) -> Any:
            if isinstance(answer, (int, str)):
                self._answers.append(answer)
            return callback(answer)

        return super().push_screen(screen, answered, *args, **more)

    def keep_draft(self, session: Session) -> None:
        """Writes down what is being typed; what cannot be written is lost."""
        from tui.dialogs.form import Form

        stack = self.screen_stack
        screens = [screen for screen in stack if isinstance(screen, DeskScreen)]
        if not screens:
            return
        top, front = screens[-1], stack[-1]
        prompt = top.query_one(Prompt)
        text = front.typed if isinstance(front, Form) else {"": prompt.typed} if prompt.typed else {}
        if not text:
            return
        draft = Draft(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            file=str(session.desk.path),
            screen=self.current_mode,
            pages=[list(each.opened_as) for each in screens[1:]],
            place=top.place(),
            action=self._action,
            answers=self._answers,
            label="" if isinstance(front, Form) else prompt.label,
            text=text,
        )
        with suppress(OSError, RuleBroken):
            drafts.keep(draft, session.desk.who)
            self._draft_is_done()

    async def open_draft(self, session: Session) -> bool:
        """Goes on with the oldest draft of this owner: the same line or form, the same text.

        It tells whether there was one, even if that has lost its place.
        """
        opened = drafts.open_oldest(session.desk.path, session.desk.who)
        if opened is None:
            return False
        says = f"draft from {_moment(opened.draft, session)}"
        self._opened = opened
        if await self._reopened(opened.draft, says, session):
            opened.put_back()
            return True
        self._opened = None
        opened.set_aside()
        if isinstance(self.screen, DeskScreen):
            self.screen.say(f"The {says} has lost its place: {opened.path} holds what was typed.", "warn")
        return True

    def _draft_is_done(self) -> None:
        """Deletes the draft that was gone on with: it is saved, left, or kept anew."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.done()

    async def _reopened(self, draft: Draft, says: str, session: Session) -> bool:
        """Tells whether a draft could be opened again where it belongs."""
        from tui.dialogs.form import Form

        screen = await self._place_of(draft)
        if screen is None:
            return False
        prompt = screen.query_one(Prompt)
        if not (draft.label and prompt.label == draft.label):  # a screen may ask that by itself
            prompt.close()
            await self._act_again(draft, screen, session)
        front = self.screen
        await laid_out(front)
        if isinstance(front, Form) and front.go_on(draft.text, says, self._draft_is_done):
            return True
        if front is screen and prompt.label == draft.label:
            prompt.go_on(draft.text[""], says, self._draft_is_done)
            return True
        if front is not screen:
            await self.pop_screen()
        prompt.close()
        return False

    async def _place_of(self, draft: Draft) -> DeskScreen | None:
        """Returns the screen a draft was typed on, with its cursor where it was."""
        if draft.screen not in SCREENS.values() or any(name not in PAGES for name, *_ in draft.pages):
            return None
        await self.switch_mode(draft.screen)
        await laid_out(self.screen)
        for name, *about in draft.pages:
            if isinstance(self.screen, DeskScreen):
                self.screen.open_page(name, *about)
                await laid_out(self.screen)
        screen = self.screen
        return screen if isinstance(screen, DeskScreen) and screen.come_to(draft.place) else None

    async def _act_again(self, draft: Draft, screen: DeskScreen, session: Session) -> None:
        """Does again what had opened the line or the form, and nothing else."""
        self._to_answer, self._answering = list(draft.answers), None
        with session.desk.sealed():
            await self.run_action(draft.action, screen)
            if self._answering is not None:
                await self._answering
        self._to_answer = []


async def laid_out(screen: Screen[Any]) -> None:
    """Waits until a screen is there and has its size."""
    there = asyncio.Event()
    screen.call_after_refresh(there.set)
    await there.wait()


def _moment(draft: Draft, session: Session) -> str:
    """Returns when a draft was kept: the time of day, and the day when that was not today."""
    zone = zone_of(session.desk.business, session.assumed_zone)
    at, now = datetime.fromisoformat(draft.at), datetime.now(UTC)
    same = at.astimezone(zone).date() == now.astimezone(zone).date()
    return f"{at.astimezone(zone):%H:%M}" if same else wording.moment(at, zone, now.astimezone(zone).date())
