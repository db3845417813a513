"""How the pilot goes on as soon as an application has done everything, however slow the machine is.

Textual's own waits for times in which the process uses no processor: on a busy machine they are over too
early, and on an idle one they are most of what a test takes.
"""

import asyncio
import gc
from time import monotonic

import pytest
from textual._context import active_app
from textual.css.model import RuleSet
from textual.css.stylesheet import CSSLocation, Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app import Deskhand

LIMIT = 60.0
"""Seconds after which an application that is never done is taken for one that hangs."""


def install(patch: pytest.MonkeyPatch) -> None:
    """Lets every pilot wait for rest, and paint nothing that no test looks at."""
    patch.setattr("textual.app.wait_for_idle", keys_are_done)
    patch.setattr("textual.pilot.wait_for_idle", screen_is_painted)
    patch.setattr(Pilot, "_wait_for_screen", keys_are_done)
    patch.setattr(Deskhand, "delay_update", lambda *_: None)  # 50 ms in which nothing would be painted
    patch.setattr(Screen, "_compositor_refresh", _paint_later)
    patch.setattr(Stylesheet, "_parse_rules", _parsed_once)
    patch.setattr("tui.app._collect_garbage", lambda: None)  # would keep every application of a run
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


async def keys_are_done(*_: object) -> None:
    """Waits until all that was set off is done; what only has to be painted may wait."""
    loop, app, end = asyncio.get_running_loop(), active_app.get(), monotonic() + LIMIT
    await asyncio.sleep(0)
    while app.is_running and app._screen_stack:
        assert monotonic() < end, "the application is never done"
        if loop._ready:  # type: ignore[attr-defined]  # asyncio tells nobody what it has still to run
            await asyncio.sleep(0)
        elif app._resize_event or any(each._thread_worker and each.is_running for each in app.workers):
            await asyncio.sleep(0.001)
        else:
            waiting = [each for each in app.screen_stack if each._update_timer._active.is_set()]
            if not waiting:
                return
            for screen in waiting:
                screen._on_timer_update()
            await asyncio.sleep(0)


async def screen_is_painted(*_: object) -> None:
    """Waits until nothing is left to do, and paints the screen."""
    await keys_are_done()
    screen = active_app.get().screen
    if screen._compositor._dirty_regions:
        _paint(screen)


_paint = Screen._compositor_refresh
_parse = Stylesheet._parse_rules


def _paint_later(screen: Screen[object]) -> None:
    """Leaves to the next pause what would be painted on a screen that nobody sees."""
    if screen.app.is_headless and screen is screen.app.screen:
        screen._dirty_widgets.clear()
    else:
        _paint(screen)


def _parsed_once(
    sheet: Stylesheet,
    css: str,
    read_from: CSSLocation,
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Parses a style sheet for the first application, and takes the same rules for all others."""
    variables = tuple(sheet._variables.items())
    key = css, read_from, is_default_rules, tie_breaker, scope, variables
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]


_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
