"""The palette finds what people call things, and makes a copy of the file when it is asked to."""

import pytest
from conftest import screen_text
from demo_screens import OnScreen, keys, said

from store.recovery import copies


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("revoke", "Settle"),
        ("sign", "Settle"),
        ("tick", "Settle"),
        ("put off", "Snooze"),
        ("backup", "Back up now"),
        ("restore", "Back up now"),
    ],
)
async def test_other_words_find_it_too(on: OnScreen, typed: str, found: str) -> None:
    for way in (("colon",), ("g", "b", "colon")):  # where it works, and from another screen
        shown = said(await on.press(*way, *keys(typed)))
        assert found in shown


async def test_a_copy_is_made_from_the_palette_and_said_where(on: OnScreen) -> None:
    before = len(copies(on.path))
    async with on.running(size=(120, 36)) as pilot:
        await pilot.press("colon", *"backup", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = said(screen_text(pilot.app))  # type: ignore[arg-type]  # it is the app just made
    made = copies(on.path)
    assert len(made) == before + 1
    assert "Kept as" in shown
    assert made[0][0].name in shown.replace(" ", "")
