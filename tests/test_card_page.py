"""The page of a card: what it shows, and how its brief is written, accepted and handed over."""

import stat
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import screen_text
from textual.pilot import Pilot

from models.board import Card, Column
from models.brief import Brief, items
from models.helpers import Helper
from store import Workspace
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.screens.card_page import CardPage

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FULL = Brief(
    outcome="Every receipt is in the portal.",
    done_when=items(["the log has dates", "none open for long"]),
    data_class="client",
)


pytestmark = pytest.mark.usefixtures("state")


def add(desk: Workspace, **fields: object) -> Card:
    with desk.transaction("Add a card"):
        return desk.cards.put(Card.of(title="Chase receipts", **fields))


async def on_page(
    app: Deskhand, card: Card, *keys: str, after: Callable[[Pilot[None]], None] | None = None
) -> str:
    """Opens the page of a card, presses keys and returns what stands on the screen then."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, DeskScreen)
        app.push_screen(CardPage(screen.session, card.uid))
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        await pilot.pause()
        if after:
            after(pilot)
        return screen_text(app)


def on_disk(desk: Workspace) -> Card:
    with Workspace.open(desk.path) as other:
        return other.cards[1]


async def test_the_page_says_dates_given_up_checks_met_what_is_missing_and_what_was_said(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    brief = FULL.but(data_class=None)
    card = add(desk, column=Column.DOING, due=date(2026, 12, 1), briefs=(brief,))
    with desk.transaction("Go on"):
        changed = card.due_on(date(2026, 12, 5), at=NOW).due_on(date(2026, 12, 12), at=NOW)
        changed = changed.ticked(brief.done_when[0].key).commented("First.", at=NOW)
        desk.cards.put(changed.commented("Second.", at=NOW + timedelta(minutes=1)))
    shown = await on_page(app(), card)
    assert "Sat 12 Dec (was 5 Dec, 1 Dec)" in shown
    assert "✓ the log has dates" in shown
    assert "◇ none open for long" in shown
    assert "missing          data class" in shown
    assert shown.index("Second.") < shown.index("First.")


async def test_the_page_shows_what_changed_since_the_helper_accepted(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk, briefs=(FULL,))
    with desk.transaction("Go on"):
        taken_on = card.accepted(at=NOW, who="Anna")
        desk.cards.put(taken_on.briefed(FULL.but(outcome="Every invoice is in the portal."), at=NOW))
    shown = await on_page(app(), card)
    assert "Changed since version 1 was accepted" in shown
    assert "- outcome: Every receipt is in the portal." in shown
    assert "+ outcome: Every invoice is in the portal." in shown


async def test_the_form_writes_the_four_first_things_and_yes_goes_on_with_the_rest(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk)
    keys = [
        *"jjG",
        "e",
        *"Done it",
        "tab",
        *"one ; two",
        "tab",
        *"2026-12-12",
        "tab",
        *"client",
        "tab",
        *"yes",
    ]
    said = [key.replace(" ", "space").replace(";", "semicolon").replace("-", "minus") for key in keys]
    shown = await on_page(app(), card, *said, "enter", *"Peace", "enter")
    found = on_disk(desk)
    assert found.brief is not None
    assert [item.text for item in found.brief.done_when] == ["one", "two"]
    assert (found.due, found.brief.data_class, found.brief.purpose) == (date(2026, 12, 12), "client", "Peace")
    assert "can be handed over" in shown


async def test_yes_goes_on_with_the_rest_where_the_four_first_things_are_left_empty(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    await on_page(app(), add(desk), *"jjG", "e", *(["tab"] * 4), *"yes", "enter", *"Peace", "enter")
    found = on_disk(desk)
    assert found.brief is not None
    assert (found.brief.outcome, found.brief.purpose) == ("", "Peace")


async def test_a_password_in_the_form_is_asked_about_before_it_is_saved(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk, briefs=(FULL,))
    shown = await on_page(app(), card, "G", "e", "end", "space", *"pin", "colon", *"hunter2", "enter")
    assert "looks like a password" in shown
    assert "hunter2" not in on_disk(desk).model_dump_json()


async def test_the_editor_opens_again_with_the_complaint_above_its_line(
    desk: Workspace, app: Callable[[], Deskhand], editor: Callable[[str], None], state: Path
) -> None:
    card = add(desk, briefs=(FULL,), due=date(2026, 12, 12))
    editor(
        "if turn == 1: text = text.replace('client', 'clients')\n"
        "else:\n"
        "    assert '<!-- Line 18: “clients” is no data class' in text.split('\\n')[17]\n"
        "    text = text.replace('\\nclients', '\\nmoney')"
    )
    await on_page(app(), card, "E")
    found = on_disk(desk)
    assert found.brief is not None
    assert (found.brief.data_class, found.brief.outcome) == ("money", FULL.outcome)
    assert list((state / "drafts").iterdir()) == []


async def test_a_password_written_in_the_editor_is_spoken_of_and_never_handed_off(
    desk: Workspace, app: Callable[[], Deskhand], editor: Callable[[str], None], state: Path
) -> None:
    card = add(desk, briefs=(FULL,), due=date(2026, 12, 12))
    editor("text += 'password: hunter22\\n'")
    shown = await on_page(app(), card, "E")
    assert "The brief of C1 holds what looks like a password" in shown
    shown = await on_page(app(), card, "y")
    assert "The brief of C1 holds what looks like a password" in shown
    assert not (state / "hand-off").exists()


async def test_text_that_stays_unreadable_is_kept_for_its_owner_alone_and_said_where(
    desk: Workspace, app: Callable[[], Deskhand], editor: Callable[[str], None], state: Path
) -> None:
    card = add(desk, briefs=(FULL,))
    editor("if turn == 1: text = text.replace('\\nclient', '\\nclients')")
    shown = await on_page(app(), card, "E")
    (draft,) = (state / "drafts").iterdir()
    assert "\nclients\n" in draft.read_text("utf-8")
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert "is no data class" in shown
    assert on_disk(desk).brief == FULL


async def test_an_editor_that_cannot_be_run_changes_nothing_and_says_so(
    desk: Workspace,
    app: Callable[[], Deskhand],
    editor: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = add(desk, briefs=(FULL,))
    monkeypatch.setenv("VISUAL", "/no/such/editor --wait")
    shown = await on_page(app(), card, "E")
    assert "The editor /no/such/editor --wait cannot be run here: set EDITOR." in shown


async def test_y_copies_the_message_writes_it_and_marks_it_sent(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    with desk.transaction("Add"):
        helper = desk.helpers.put(Helper(name="Anna"))
    card = add(desk, briefs=(FULL,), due=date(2026, 12, 12), helper=helper.uid)
    copied: list[str] = []
    await on_page(app(), card, "y", after=lambda pilot: copied.append(pilot.app.clipboard))
    path = state / "hand-off" / "C1.md"
    assert "Hello Anna," in copied[0]
    assert path.read_text("utf-8") == copied[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    found = on_disk(desk).brief
    assert found is not None
    assert found.sent == NOW


async def test_a_card_that_lacks_a_due_date_is_not_handed_over(
    desk: Workspace, app: Callable[[], Deskhand], state: Path
) -> None:
    card = add(desk, briefs=(FULL,))
    shown = await on_page(app(), card, "y")
    assert "C1 cannot be handed over yet. Missing: due." in shown
    assert not (state / "hand-off").exists()
    assert on_disk(desk).brief == FULL


async def test_c_ticks_the_check_under_the_cursor_and_C_takes_down_the_acceptance(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk, briefs=(FULL,))
    shown = await on_page(app(), card, *["j"] * 5, "c", "C")
    found = on_disk(desk)
    assert found.brief is not None
    assert found.met == (FULL.done_when[0].key,), shown
    assert found.brief.accepted is not None
    assert found.column is Column.INBOX


async def test_Esc_closes_the_page_and_g_goes_to_another_screen(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk)
    stacks: list[int] = []
    for keys in (["escape"], ["g", "b"], ["g", "a"]):
        await on_page(app(), card, *keys, after=lambda pilot: stacks.append(len(pilot.app.screen_stack)))
    assert stacks == [1, 1, 1]


async def test_a_template_fills_the_form_of_a_card_without_a_brief(
    desk: Workspace, app: Callable[[], Deskhand]
) -> None:
    card = add(desk)
    await on_page(app(), card, "T", "down", "enter", "enter")
    found = on_disk(desk).brief
    assert found is not None
    assert "checked against the source" in found.done_when[1].text
    assert found.authority == 3
