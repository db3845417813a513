from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from models.activity import Activity, by_key
from models.audit import Flag, TimeEntry
from models.business import Business, Category, OwnCategory
from models.card_line import card_from, read_card
from models.document import RuleBroken
from models.entry_line import activity_for, entry_from, giving_way, grouped, read_entry

NOW = datetime(2026, 11, 22, 15, 5, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")


def made(line: str, activity: Activity | None = None) -> TimeEntry:
    read = read_entry(line, now=NOW, zone=ZONE)
    activity = activity or activity_for(read, Business(), {})
    return entry_from(read, who="me", now=NOW, zone_name=ZONE.key, activity=activity)


def running(minutes: int, text: str = "calls") -> TimeEntry:
    return TimeEntry(number=3, who="me", start=NOW - timedelta(minutes=minutes), zone="UTC", text=text)


def test_a_line_is_a_time_then_signs_and_text_in_any_order() -> None:
    entry = made("9-10:30 email +admin triage !4 -blocked #Inbox")
    assert (entry.text, entry.stress, entry.flags, entry.tags) == (
        "email triage",
        4,
        (Flag.BLOCKED,),
        ("inbox",),
    )
    assert entry.start == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert entry.minutes(NOW) == 90
    assert entry.zone == "Europe/Berlin"


def test_a_line_without_a_time_starts_now_and_runs() -> None:
    entry = made("email triage")
    assert entry.start == NOW
    assert entry.running


@pytest.mark.parametrize("line", ["", "9-10:30", "+admin", "9-10:30 !4 #tax"])
def test_a_line_that_does_not_say_what_was_done_is_refused(line: str) -> None:
    with pytest.raises(RuleBroken, match=r"Say what you did: 9-10:30 email triage\."):
        read_entry(line, now=NOW, zone=ZONE)


def test_a_name_in_an_entry_line_is_refused_instead_of_being_lost() -> None:
    with pytest.raises(RuleBroken, match="@anna"):
        read_entry("9-10 call @anna", now=NOW, zone=ZONE)
    assert made("9-10 call \\@anna").text == "call @anna"


def test_an_entry_of_more_than_sixteen_hours_is_refused() -> None:
    with pytest.raises(RuleBroken, match="16 hours"):
        made("y 10:00 + 17h travel")


def test_the_same_work_in_other_words_is_the_same_activity() -> None:
    there = Activity.named("Send invoices", "admin")
    assert grouped("send invoice", None, by_key([there])) is there
    assert grouped("chase invoices", None, by_key([there])).uid != there.uid


def test_an_activity_without_a_category_takes_one_over_and_one_with_a_category_keeps_it() -> None:
    bare, admin = Activity.named("calls"), Activity.named("email", "admin")
    known = by_key([bare, admin])
    assert grouped("calls", "core", known).category == "core"
    assert grouped("email", "core", known) is admin


def test_a_typed_category_is_the_activitys_from_then_on() -> None:
    email = Activity.named("email", "admin")
    line = read_entry("9-10 email +mark", now=NOW, zone=ZONE)
    changed = activity_for(line, Business(), by_key([email]))
    assert (changed.uid, changed.category) == (email.uid, "marketing")


def test_a_tag_that_names_a_category_gives_it_to_a_new_activity() -> None:
    line = read_entry("9-10 repair #technical #printer", now=NOW, zone=ZONE)
    assert activity_for(line, Business(), {}).category == "technical"


def test_an_unknown_category_is_refused_with_those_there_are() -> None:
    own = Business.of(categories=[OwnCategory.of(name="Travel", rolls_up_to=Category.ADMIN)])
    line = read_entry("9-10 email +nonsense", now=NOW, zone=ZONE)
    with pytest.raises(RuleBroken, match=r"^“nonsense” is no category: say one of core, admin.*travel"):
        activity_for(line, own, {})


def test_a_timer_that_starts_stops_the_one_before_at_that_moment() -> None:
    stopped = giving_way(running(30), made("10m ago email"))
    assert stopped.end == NOW - timedelta(minutes=10)


def test_a_timer_that_starts_in_the_same_second_puts_the_one_before_away() -> None:
    assert giving_way(running(0), made("email")).archived == NOW


def test_a_timer_cannot_start_before_the_one_that_runs() -> None:
    with pytest.raises(RuleBroken, match="calls"):
        giving_way(running(30), made("40m ago email"))


def test_a_card_line_says_who_when_and_how_urgent() -> None:
    today = NOW.date()
    tokens = read_card("Call supplier due:fri #tax !high follow:2d", today=today)
    card = card_from(tokens, helper=None, business=Business(), today=today, cards=())
    assert (card.title, card.tags, card.priority, card.order) == ("Call supplier", ("tax",), "high", 1)
    assert card.due is not None
    assert (card.due.isoformat(), card.follow_up) == ("2026-11-27", today + timedelta(days=2))


@pytest.mark.parametrize("line", ["", "@anna", "Call +admin"])
def test_a_card_line_without_text_or_with_a_category_is_refused(line: str) -> None:
    with pytest.raises(RuleBroken):
        read_card(line, today=NOW.date())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("31/12 9-10 x", "“31/12” before 9-10 is no day"),
        ("tomorrow 9-10 x", "“tomorrow” before 9-10 is no day"),
        ("9999h x", "“9999h” is no length of an entry"),
    ],
)
def test_a_time_that_is_not_understood_is_refused_and_does_not_become_text(line: str, says: str) -> None:
    with pytest.raises(RuleBroken, match=says):
        read_entry(line, now=NOW, zone=ZONE)


def test_a_range_behind_a_backslash_is_text() -> None:
    assert read_entry("plan \\9-10 chairs", now=NOW, zone=ZONE).tokens.text == "plan 9-10 chairs"
