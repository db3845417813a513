"""Where each record is shown, and what it hangs on: every table, both ways."""

from pathlib import Path

import pytest
from demo_screens import OnScreen

from models.document import Document
from models.templates import Template
from store import Workspace
from store.demo import make_demo
from store.library import light_checklist
from store.tables import KINDS
from tui.desk_screen import DeskScreen
from tui.jumping import PLACES, open_record, place_of
from tui.links import LINKS, links_of
from tui.paged_screen import PAGES
from tui.search_index import TABLES


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    make_demo(path)
    with Workspace.open(path, who="ob") as desk, desk.transaction("Add"):
        desk.templates.put(Template.read(light_checklist(desk.helpers[1].kind)))
    return path


def test_every_table_is_looked_through_and_its_records_have_a_place_and_links() -> None:
    assert TABLES.keys() == KINDS.keys() - {"business", "audits", "desk"}
    models = {KINDS[table].model for table in TABLES}
    assert models <= PLACES.keys()
    assert models <= LINKS.keys()


def test_every_place_is_a_page(on: OnScreen) -> None:
    with on.opened() as desk:
        for table in TABLES:
            for record in desk[table]:
                place = place_of(record)
                assert place is not None, record.ref
                assert place.page in PAGES


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_cursor_stands_on_the_record_that_was_opened(on: OnScreen, size: tuple[int, int]) -> None:
    async with on.running(size=size) as pilot:
        base = pilot.app.screen
        assert isinstance(base, DeskScreen)
        for table in TABLES:
            found: list[Document] = [each for each in base.desk[table] if not getattr(each, "is_closed", 0)]
            for record in found[:1] + found[-1:]:
                open_record(base, record)
                await pilot.pause()
                await pilot.pause()
                shown = pilot.app.screen
                assert isinstance(shown, DeskScreen)
                assert shown is not base, record.ref
                there = shown.under_cursor
                assert there is not None, record.ref
                assert record.uid in (there.uid, *shown.opened_as), record.ref
                await pilot.press("escape")
                await pilot.pause()
                assert pilot.app.screen is base, record.ref


def test_what_hangs_on_a_record_hangs_the_other_way_round_as_well(on: OnScreen) -> None:
    with on.opened() as desk:
        helper, role = desk.helpers[1], desk.roles[1]
        for table, relation in {
            "cards": "who has it",
            "checklists": "whose list it is",
            "grants": "who may enter",
        }.items():
            records = desk[table].having(helper=helper.uid)
            assert records
            for record in records:
                assert (relation, helper.ref) in {(e.relation, e.record.ref) for e in links_of(record, desk)}
            hanging = {each.record.uid for each in links_of(helper, desk)}
            assert {each.uid for each in records if not getattr(each, "is_closed", 0)} <= hanging
        for candidate in desk.candidates.having(role=role.uid):
            assert role.uid in {each.record.uid for each in links_of(candidate, desk)}
            assert candidate.uid in {each.record.uid for each in links_of(role, desk)}


def test_no_record_hangs_on_itself_and_none_is_listed_twice(on: OnScreen) -> None:
    with on.opened() as desk:
        for table in TABLES:
            for record in desk[table]:
                links = links_of(record, desk)
                uids = [(each.record.uid, each.part) for each in links]
                assert len(uids) == len(set(uids)), record.ref
                assert record.uid not in {uid for uid, _ in uids}, record.ref
