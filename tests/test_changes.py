"""Changes of several tables at once: a line that is logged, and two activities that become one."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from conftest import Clock

from models.activity import Activity
from models.audit import TimeEntry
from models.board import Card
from models.entry_line import read_entry
from store import Workspace
from store.changes import log_line, merge_activities

ZONE = ZoneInfo("Europe/Dublin")


def logged(desk: Workspace, clock: Clock, text: str) -> tuple[TimeEntry, TimeEntry | None]:
    with desk.transaction("Log"):
        line = read_entry(text, now=clock.at, zone=ZONE)
        return log_line(desk, line, who="me", now=clock.at, zone=ZONE)


def test_a_line_is_saved_with_its_activity_and_stops_only_the_timer_it_replaces(
    desk: Workspace, clock: Clock
) -> None:
    calls, stopped = logged(desk, clock, "calls +admin")
    assert (calls.running, calls.zone, stopped) == (True, "Europe/Dublin", None)
    clock.forward(30)
    past, stopped = logged(desk, clock, "8-9 post")
    assert (past.minutes(clock.at), stopped) == (60, None)
    _, stopped = logged(desk, clock, "email")
    assert stopped == desk.entries[calls.number]
    assert stopped.end == calls.start + timedelta(minutes=30)
    assert [(each.name, each.category) for each in desk.activities] == [
        ("calls", "admin"),
        ("post", None),
        ("email", None),
    ]


def test_merging_takes_the_entries_and_the_cards_along(desk: Workspace, clock: Clock) -> None:
    entry, _ = logged(desk, clock, "8-9 paperwork")
    with desk.transaction("Begin"):
        kept = desk.activities.put(Activity.named("filing"))
        cards = desk.cards.put_all(
            [
                Card(title="theirs", activity=entry.activity),
                Card(title="own", activity=kept.uid),
                Card(title="no"),
            ]
        )
    with desk.transaction("Merge"):
        merge_activities(desk, kept, desk.activities[1], at=clock.at)
    assert desk.entries[entry.number].activity == kept.uid
    assert [desk.cards[card.number].activity for card in cards] == [kept.uid, kept.uid, None]
    assert [each.archived is None for each in desk.activities] == [False, True]
