"""Templates on screen: shipped and own, edited line by line and in the editor, offered to running lists."""

from collections.abc import Callable

import pytest
from demo_screens import OnScreen, keys, said

from models.helpers import HelperKind
from models.template_text import facts_line
from models.templates import Template
from store.library import full_checklist

PAGE = ("g", "o", "V")
FULL = (*PAGE, "j", "enter")
"""The way to the whole list for assistants, behind the light one."""


pytestmark = pytest.mark.usefixtures("state")


def own(on: OnScreen) -> list[Template]:
    with on.opened() as desk:
        return list(desk.templates)


async def test_every_kind_has_its_templates_and_words_narrow_them(on: OnScreen) -> None:
    shown = said(await on.press(*PAGE, size=(80, 30)))
    assert "Templates: 15" in shown
    assert "An assistant, from the contract to ninety days start 33 shipped" in shown
    shown = said(await on.press(*PAGE, "slash", *keys("seats extras"), "enter"))
    assert "Templates: 1 with “seats extras”" in shown
    assert "Software ▌ A program, from the terms to ninety days start 21 shipped" in shown


async def test_an_item_of_a_shipped_template_is_edited_in_an_own_copy(on: OnScreen) -> None:
    shown = await on.press(*FULL, "e")
    assert "day -7; both; sign off; opens accounts; paper contract" in shown
    shown = said(await on.press(*FULL, "e", "end", *keys(" and stamped"), "enter"))
    (copy,) = own(on)
    assert copy.version == 2
    assert copy.items[0].title.endswith("owns the results and stamped")
    assert facts_line(copy.items[0]) == "day -7; both; sign off; opens accounts; paper contract"
    assert copy.items[1:] == tuple(
        each.but(key=mine.key)
        for each, mine in zip(
            Template.read(full_checklist(HelperKind.ASSISTANT)).items[1:], copy.items[1:], strict=True
        )
    )
    assert "T1 is version 2 now · offered to L1 · u undoes" in shown
    shown = said(await on.press(*PAGE, size=(80, 30)))
    assert "start 33 2, yours" in shown
    assert "Templates: 15" in shown
    await on.press(*FULL, "u")
    assert own(on) == []


async def test_facts_that_cannot_be_read_are_refused_and_the_form_stays(on: OnScreen) -> None:
    at = [*FULL, "e", "tab", "tab", "tab", "end"]
    shown = said(await on.press(*at, *keys("; soon"), "enter"))
    assert "“soon” says nothing of an item: write it like day 2; helper; after VA02." in shown
    shown = said(await on.press(*at, *keys("; after VA99"), "enter"))
    assert "VA01 waits for VA99, which is not on the list: name another item." in shown
    assert own(on) == []


async def test_an_item_is_added_below_the_cursor_and_another_removed(on: OnScreen) -> None:
    await on.press(*FULL, "n", *keys("Send a card"), "enter")
    (copy,) = own(on)
    assert [item.title for item in copy.items[:2]][1] == "Send a card"
    assert copy.items[1].phase == copy.items[0].phase
    shown = said(await on.press(*FULL, "j", "x"))
    assert "Remove Send a card from T1 · T1 is version 3 now" in shown
    assert [len(each.items) for each in own(on)] == [33]
    assert "contract to ninety days · version 3, yours: 33" in shown


async def test_an_item_that_others_wait_for_is_not_removed(on: OnScreen) -> None:
    items = Template.read(full_checklist(HelperKind.ASSISTANT)).items
    awaited = next(n for n, item in enumerate(items) if item.code == "VA16")
    shown = said(await on.press(*FULL, *["j"] * awaited, "x"))
    assert "VA17 waits for VA16, which is not on the list: name another item." in shown
    assert own(on) == []


async def test_a_template_is_written_in_the_editor_and_renamed(
    on: OnScreen, editor: Callable[[str], None]
) -> None:
    editor("text = text.replace('# An assistant, from the contract to ninety days', '# Our way in', 1)")
    shown = said(await on.press(*PAGE, "j", "E"))
    assert "T1 is version 2 now · offered to L1" in shown
    (copy,) = own(on)
    assert (copy.name, copy.former_names) == (
        "Our way in",
        ("An assistant, from the contract to ninety days",),
    )
    assert "Templates: 15" in said(await on.press(*PAGE, size=(80, 30)))


async def test_an_own_copy_is_put_away_and_the_shipped_one_is_there_again(on: OnScreen) -> None:
    await on.press(*FULL, "e", "end", *keys(" indeed"), "enter")
    shown = said(await on.press(*PAGE, "j", "x", size=(80, 30)))
    assert "Archive T1" in shown
    assert "33 archived" in shown
    assert "33 shipped" in shown
    await on.press(*PAGE, "G", "c")
    assert own(on)[0].archived is None
    assert "It is shipped with the program" in said(await on.press(*PAGE, "x"))


async def test_a_changed_template_is_offered_to_a_running_list_line_by_line(on: OnScreen) -> None:
    await on.press(*FULL, "n", *keys("Send a card"), "enter")
    await on.press(*FULL, "G", "x")
    shown = said(await on.press("g", "o", "enter"))
    assert "its template has changed: V shows 2 offers" in shown
    shown = said(await on.press("g", "o", "enter", "V"))
    assert "✓added Send a card" in shown
    assert "✓dropped Ninety days looked back on" in shown
    await on.press("g", "o", "enter", "V", "j", "space", "enter")
    kept = on.checklist()
    assert kept.version == 3
    assert "Send a card" in [item.title for item in kept.items]
    assert any(item.code == "VA33" for item in kept.items)
    assert "Its template has nothing new to offer." in said(await on.press("g", "o", "enter", "V"))
    await on.press("g", "o", "enter", "u")
    assert on.checklist().version == 1


async def test_an_offer_that_takes_away_what_a_gate_waits_for_asks_why(on: OnScreen) -> None:
    await on.press(*FULL, "j", "j", "x")
    offers = ("g", "o", "enter", "V", "enter")
    shown = said(await on.press(*offers))
    assert "Why no longer? Data-processing agreement signed by both" in shown
    await on.press(*offers, "enter")
    assert on.checklist().version == 1
    await on.press(*offers, *keys("no client data"), "enter")
    kept = on.checklist()
    assert "VA03" not in [item.code for item in kept.items]
    assert [each.says for each in kept.loosened] == ["no client data"]
    shown = said(await on.press("g", "o", "i", "G"))
    assert "because no client data" in shown.replace("▌ ", "")


async def test_a_template_of_another_name_is_one_more_beside_the_shipped_one(on: OnScreen) -> None:
    at = [*PAGE, "j", "n"]
    shown = said(await on.press(*at, *keys("First steps with an assistant"), "enter"))
    assert "There is a template of that name for assistant: choose another." in shown
    shown = said(await on.press(*at, *keys("Our own way"), "enter"))
    assert "Added T1 Our own way" in shown
    assert "▌ Our own way start 33 1, yours" in shown
    (copy,) = own(on)
    assert (copy.kind, len(copy.items), copy.version) == (HelperKind.ASSISTANT, 33, 1)
    assert "Our own way" in await on.press("g", "o", "n", "enter")
