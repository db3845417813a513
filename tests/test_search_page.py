"""The search across all records, the palette that finds records, and the way from one to what it hangs on."""

from collections.abc import Callable
from typing import Any

import pytest
from conftest import screen_text
from demo_screens import OnScreen, keys
from test_hidden_ratings import rated
from textual.pilot import Pilot
from textual.widgets import Input
from vetting import candidate_of, role_of, two_owners

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Card
from models.brief import Brief, items
from models.card_parts import Comment
from models.helpers import Helper
from models.role_parts import RoleState
from models.searching import Sought, search, sought
from store import Workspace
from store.collection import Collection
from tui import search_index
from tui.app import Deskhand
from tui.desk_screen import DeskScreen
from tui.screens.search import SearchPage
from tui.search_index import SLICE, SearchIndex

SIZES = [(80, 24), (120, 36)]
SEARCH = ("escape", "g", "slash")
App = Callable[[], Deskhand]


def words(shown: str) -> str:
    return " ".join(shown.split())


async def settled(pilot: Pilot[int | None]) -> str:
    for _ in range(3):
        await pilot.pause()
    return words(screen_text(pilot.app))  # type: ignore[arg-type]  # it is the program


@pytest.mark.parametrize("size", SIZES)
async def test_anything_is_found_and_opened_in_its_place_with_the_cursor_on_it(
    on: OnScreen, size: tuple[int, int]
) -> None:
    places = {
        "c14": ("C14 Year-end file 2", "column"),
        "va19": ("L1 Niamh Doyle · began", "VA19"),
        "own invoicing": ("Audit Mon 2 – Fri 13 Mar", "A9 Own invoicing · admin"),
        "e190": ("logged", "E190 Own invoicing"),
        "receipt cap": ("R3 Receipt capture", ""),
        "k11": ("H4 Grace Tan", "Client portal"),
        "aba": ("Systems:", "Abacus Reed: "),
        "confidentiality lorcan": ("H3 Lorcan Bell", "confidentiality agreement"),
        "bluebell": ("P3 Bluebell Assist", "· R1"),
        "h5": ("H5 Docket Otter", "software"),
    }
    async with on.running(size=size) as pilot:
        for text, (heading, there) in places.items():
            await pilot.press(*SEARCH)
            page = pilot.app.screen
            assert isinstance(page, SearchPage), text
            page.query_one(Input).value = text
            await pilot.pause()
            await pilot.press("enter")
            shown = await settled(pilot)
            assert heading in shown, (text, shown)
            assert there in shown, (text, shown)
            await pilot.press("escape")
            await pilot.pause()
            assert pilot.app.screen is page, text
            assert page.query_one(Input).value == text
            await pilot.press("escape")


async def test_the_search_follows_while_it_is_typed_and_says_how_much_there_is(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*SEARCH, "c")
        assert "Search: " in await settled(pilot)
        await pilot.press(*"hase")
        shown = await settled(pilot)
        assert "C4 Chase-letter drafts card" in shown
        assert "A6 Chase missing receipts activity" in shown
        await pilot.press(*keys(" zzz"))
        assert "Search: 0 found" in await settled(pilot)


async def test_the_arrows_choose_and_letters_stay_text(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*SEARCH, *"chase", "down", "j")
        page = pilot.app.screen
        assert isinstance(page, SearchPage)
        assert page.query_one(Input).value == "chasej"
        await pilot.press("backspace", "down", "down", "enter")
        assert "Chase missing receipts" in await settled(pilot)


async def test_before_anything_is_typed_what_was_opened_last_is_listed(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*SEARCH, *"c14", "enter", "g", "slash", *["backspace"] * 3)
        shown = await settled(pilot)
        assert "Search: opened last" in shown
        assert "C14 Year-end file 2" in shown


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("postcard", "Card C1 Chase"),
        ("nothing is open", "Card C1 Chase"),
        ("ruairi", "said RUAIRÍ"),
        ("put away", "in the archive"),
        ("thrown", "in the trash"),
    ],
)
async def test_briefs_comments_the_archive_and_the_trash_are_looked_through(
    desk: Workspace, app: App, text: str, says: str
) -> None:
    brief = Brief(outcome="By postcard", done_when=items(["nothing is open"]))
    at = desk.settings._now()
    with desk.transaction("Add"):
        comment = Comment.of(at=at, text="they said RUAIRÍ does it")
        desk.cards.put(Card(title="Chase", briefs=(brief,), comments=(comment,)))
        desk.cards.put(Card(title="Put away", archived=at))
        desk.cards.put(Card(title="Thrown away", archived=at, trashed=at))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *SEARCH, *keys(text))
        assert says in await settled(pilot)


async def test_ratings_that_an_owner_is_not_shown_yet_are_not_found_either(desk: Workspace, app: App) -> None:
    two_owners(desk)
    role = role_of(desk, state=RoleState.OPEN)
    candidate = rated(candidate_of(desk, role, "Niamh Doyle"), role, "tw", 4)
    with desk.transaction("Rate"):
        desk.candidates.put(candidate)
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *SEARCH, *keys("chases"))
        assert "Search: 0 found" in await settled(pilot)
        await pilot.press("escape", "colon", *keys("chases"))
        assert "Nothing here is called that" in await settled(pilot)


@pytest.mark.parametrize("word", ["corrective", "weekly", "2026", "ob", "slack", "agreed"])
def test_a_helper_is_not_found_by_choices_dates_or_keys(on: OnScreen, word: str) -> None:
    with on.opened() as desk:
        shows = [each for each in SearchIndex(desk).everything() if each.table == "helpers"]
        assert [each.ref for each in search("niamh", shows, most=9).best] == ["H1"]
        lines = [line for each in shows for line in each.lines]
        assert word not in {line.casefold() for line in lines}
        assert not [line for line in lines if line[:4] == "2026"]


async def test_who_was_erased_is_not_found_any_more(desk: Workspace, app: App) -> None:
    role = role_of(desk)
    candidate_of(desk, role, "Ines Carvalho")
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *SEARCH, *"carvalho")
        assert "P1 Ines Carvalho" in await settled(pilot)
        await pilot.press("escape", "g", "v", "colon", *keys("erase a person"), "enter")
        await pilot.press(*keys("ines carvalho"), "enter", "enter")
        await pilot.press("escape", *SEARCH, *"carvalho")
        assert "Search: 0 found" in await settled(pilot)


async def test_a_change_by_another_session_is_found_and_tables_that_did_not_change_are_not_read_again(
    desk: Workspace, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    read: list[str] = []
    every = Collection.__iter__

    def noted(collection: Collection[Card]) -> object:
        read.append(collection.kind.table)
        return every(collection)

    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *SEARCH, *"ton")
        await pilot.pause()
        monkeypatch.setattr(Collection, "__iter__", noted)
        await pilot.press(*"er")
        await pilot.pause()
        assert read == []
        with Workspace.open(desk.path) as other, other.transaction("Add another"):
            other.cards.put(Card(title="Pay for toner"))
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        screen.tick()
        assert "Search: 2 found" in await settled(pilot)
        assert "cards" in read
        assert "candidates" not in read


@pytest.fixture
def log(desk: Workspace) -> Activity:
    """An activity with 450 entries, and a card of it."""
    with desk.transaction("Log"):
        activity = desk.activities.put(Activity.named("Filing"))
        at = desk.settings._now()
        desk.entries.put_all(
            TimeEntry(who="me", start=at, end=at, zone="UTC", text=f"Folder {n}", activity=activity.uid)
            for n in range(450)
        )
        desk.cards.put(Card(title="File", activity=activity.uid))
    return activity


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables of what is read, one for each thing that can be found."""
    made: list[str] = []

    def noted(table: str, *said: Any, **more: Any) -> Sought:
        made.append(table)
        return sought(table, *said, **more)

    monkeypatch.setattr(search_index, "sought", noted)
    return made


def test_the_file_is_read_a_little_at_a_time(desk: Workspace, log: Activity, made: list[str]) -> None:
    index, pieces, before = SearchIndex(desk), [], 0
    for _ in index.reading():
        pieces.append(len(made) - before)
        before = len(made)
    assert len(pieces) == 2
    assert max(pieces) <= SLICE + 10
    assert len(made) == 452
    assert len(list(index.everything())) == 452 == len(made)


def test_what_is_saved_while_the_file_is_read_is_found_as_well(desk: Workspace, log: Activity) -> None:
    index = SearchIndex(desk)
    reading = index.reading()
    next(reading)
    with desk.transaction("Add"):
        desk.entries.put(desk.entries[1].but(text="Shredder"))
    assert search("shredder", index.everything(), most=9).total == 1
    for _ in reading:
        pass
    assert search("shredder", index.everything(), most=9).total == 1


def test_only_what_a_change_touches_is_read_again(desk: Workspace, log: Activity, made: list[str]) -> None:
    index = SearchIndex(desk)

    def read(change: Callable[[], object]) -> set[str]:
        list(index.everything())
        made.clear()
        with desk.transaction("Change"):
            change()
        list(index.everything())
        return set(made)

    assert read(lambda: desk.helpers.put(Helper(name="Niamh"))) == {"helpers", "cards"}
    assert read(lambda: desk.activities.put(log.but(category="admin"))) == {"activities"}
    assert read(lambda: desk.entries.put(desk.entries[1].but(note="twice"))) == {"entries"}
    assert made == ["entries"]
    assert read(lambda: desk.activities.put(desk.activities[1].but(name="Sorting"))) == {
        "activities",
        "cards",
        "entries",
    }
    assert search("sorting", index.everything(), most=9).total == 452


async def test_the_page_reads_the_file_before_the_first_letter(
    desk: Workspace, log: Activity, app: App, made: list[str]
) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", *SEARCH)
        await settled(pilot)
        assert len(made) == 452
        await pilot.press(*keys("folder 449"))
        assert "Search: 1 found" in await settled(pilot)
        assert len(made) == 452


# ---------------------------------------------------------------------- the palette


async def test_the_palette_lists_what_was_opened_last_above_the_commands(on: OnScreen) -> None:
    async with on.running() as pilot:
        for number in ("c14", "h5", "c14"):
            await pilot.press(*SEARCH, *["backspace"] * 3, *number, "enter", "escape", "escape")
        await pilot.press("colon")
        shown = await settled(pilot)
        assert shown.index("C14 Year-end file 2") < shown.index("H5 Docket Otter") < shown.index("Advice")
        await pilot.press("down", "enter")
        assert "H5 Docket Otter · software" in await settled(pilot)


@pytest.mark.parametrize(
    ("text", "says"),
    [("c14", "C14 Year-end file 2"), ("C14", "C14 Year-end file 2"), ("scanthrush", "P8 Scanthrush")],
)
async def test_a_number_or_a_word_of_a_title_finds_records_in_the_palette(
    on: OnScreen, text: str, says: str
) -> None:
    async with on.running() as pilot:
        await pilot.press("escape", "colon", *text)
        assert says.split()[0] in await settled(pilot)
        await pilot.press("enter")
        assert says in await settled(pilot)


async def test_a_command_stays_in_front_of_records_that_hold_the_same_words(
    desk: Workspace, app: App
) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Plan audit of the books"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "b", "colon", *keys("plan audit"))
        shown = await settled(pilot)
        assert shown.index("Audit: Plan audit") < shown.index("C1 Plan audit of the books")
        await pilot.press("enter")
        assert "[a]" in await settled(pilot)


# ---------------------------------------------------------------------- from one record to another


@pytest.mark.parametrize("size", SIZES)
async def test_from_a_card_the_key_leads_to_what_it_hangs_on_and_back(
    on: OnScreen, size: tuple[int, int]
) -> None:
    async with on.running(size=size) as pilot:
        await pilot.press(*SEARCH, *"c14", "enter", "g", "j")
        shown = await settled(pilot)
        assert "From C14 Year-end file 2" in shown
        assert "H4 Grace Tan who has it" in shown
        assert "K11 Grace Tan in Client portal access it needs" in shown
        await pilot.press(*"k11", "enter")
        shown = await settled(pilot)
        assert "H4 Grace Tan" in shown
        screen = pilot.app.screen
        assert isinstance(screen, DeskScreen)
        assert screen.under_cursor is not None
        assert screen.under_cursor.ref == "K11"
        await pilot.press("g", "j", *"portal", "enter")
        await pilot.press("escape")
        assert "H4 Grace Tan" in await settled(pilot)
        await pilot.press("escape")
        assert "C14 Year-end file 2" in await settled(pilot)


FROM = {
    ("g", "t"): ("H", "who may enter"),
    ("g", "p"): ("R1", "help for it"),
    ("g", "v"): ("A6", "the work it takes over"),
    ("g", "v", "enter"): ("R1", "the role"),
    ("g", "v", "enter", "enter"): ("H1", "the helper it became"),
    ("g", "o"): ("H1", "whose list it is"),
    ("g", "o", "enter"): ("N", "a paper it rests on"),
    ("g", "h"): ("L1", "its list"),
    ("g", "h", "enter"): ("C1", "its card"),
    ("g", "h", "V", "V"): ("K", "an access"),
    ("g", "a"): ("A", "the work it is of"),
    ("g", "b", "l", "l", "enter"): ("H", "who has it"),
}


@pytest.mark.parametrize("way", FROM, ids=" ".join)
async def test_the_key_works_on_every_screen_with_records(on: OnScreen, way: tuple[str, ...]) -> None:
    ref, relation = FROM[way]
    async with on.running() as pilot:
        await pilot.press("escape", *way)
        await pilot.pause()
        depth = len(pilot.app.screen_stack)
        await pilot.press("g", "j")
        shown = await settled(pilot)
        assert f" {ref}" in shown
        assert relation in shown
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, DeskScreen)
        assert len(pilot.app.screen_stack) == depth + 1 or len(pilot.app.screen_stack) <= depth
        await pilot.press("escape")


async def test_going_round_comes_back_to_the_page_that_is_open_already(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*SEARCH, *"c14", "enter")
        await pilot.pause()
        card, depth = pilot.app.screen, len(pilot.app.screen_stack)
        await pilot.press("g", "j", *keys("who has it"), "enter", "g", "j", *keys("c14"), "enter")
        await settled(pilot)
        assert pilot.app.screen is card
        assert len(pilot.app.screen_stack) == depth


async def test_where_nothing_is_under_the_cursor_that_is_said(desk: Workspace, app: App) -> None:
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "h", "g", "j")
        assert "nothing under the cursor" in await settled(pilot)


async def test_a_record_that_hangs_on_nothing_says_so(desk: Workspace, app: App) -> None:
    with desk.transaction("Add"):
        desk.cards.put(Card(title="Order toner"))
    async with app().run_test(size=(80, 24)) as pilot:
        await pilot.press("escape", "g", "b", "g", "j")
        assert "C1 Order toner hangs on nothing" in await settled(pilot)


async def test_an_item_says_whose_list_it_is_on(on: OnScreen) -> None:
    async with on.running() as pilot:
        await pilot.press(*SEARCH, *keys("va19"))
        assert "VA19 Niamh Doyle: " in await settled(pilot)
        await pilot.press("escape", "colon", *keys("va19"))
        assert "VA19 Niamh Doyle: " in await settled(pilot)
