import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from conftest import Run, opened

from models.activity import Activity
from models.audit import TimeEntry
from models.business import Business


def fortnight(file: Path, business: Business) -> None:
    """Ten work days with an hour of one thing and two of another."""
    with opened(file) as desk, desk.transaction("Set up"):
        desk.settings.put(business)
        email, core = (
            desk.activities.put(Activity.named(name, category))
            for name, category in (("email", "admin"), ("design", "core"))
        )
        for day in (*range(2, 7), *range(9, 14)):
            eight = datetime(2026, 11, day, 8, tzinfo=UTC)
            for activity, start, hours in ((email, eight, 1), (core, eight + timedelta(hours=1), 2)):
                end = start + timedelta(hours=hours)
                desk.entries.put(
                    TimeEntry(
                        who="me", start=start, end=end, zone="UTC", text=activity.name, activity=activity.uid
                    )
                )


def test_priorities_gives_every_figure_under_its_settled_name(deskhand: Run, file: Path) -> None:
    fortnight(file, Business(owner_hour=8_000))
    found = json.loads(deskhand("priorities", "--json").output)
    assert found["audit"] == {
        "from": "2026-11-02",
        "to": "2026-11-13",
        "logged_hours": 30.0,
        "expected_hours": 80.0,
        "coverage": 0.375,
        "weeks": 2.0,
        "too_early": False,
        "provisional": True,
    }
    email, design = found["activities"]
    assert list(email) == [
        *("number", "name", "category", "hours_per_week", "share", "stress", "stress_assumed"),
        *("displaced", "blocked", "delayed", "interrupted", "bottleneck", "bottleneck_reasons"),
        *("weighted_hours_per_week", "hours_per_year", "hours_low", "hours_high", "freed_hours_per_year"),
        *("speed", "run_cost_per_year", "setup_cost", "net_per_year", "net_first_year", "roi_first_year"),
        *("payback_weeks", "break_even_rate", "break_even_refill", "parts", "score"),
        *("rank", "rank_low", "rank_high", "verdict", "reason"),
    ]
    assert list(email["parts"]) == ["time", "relief", "expertise", "repetition", "payback"]
    assert (email["hours_per_week"], email["share"], email["hours_per_year"]) == (5.0, 0.3333, 230.0)
    assert (email["freed_hours_per_year"], email["run_cost_per_year"]) == (207.0, 7187.5)
    assert email["rank"] == 1
    assert (design["verdict"], design["score"], design["rank"]) == ("keep", None, None)
    assert design["net_per_year"] is not None


NEEDS_THE_OWNERS_HOUR = {
    *("setup_cost", "net_per_year", "net_first_year", "roi_first_year", "payback_weeks"),
    *("break_even_rate", "break_even_refill", "parts", "score", "rank", "rank_low", "rank_high", "verdict"),
}


def test_without_the_owners_hour_nothing_in_money_is_said(deskhand: Run, file: Path) -> None:
    fortnight(file, Business())
    email = json.loads(deskhand("priorities", "--json").output)["activities"][1]
    assert {name for name, value in email.items() if value is None} == NEEDS_THE_OWNERS_HOUR
    assert "set the value of an owner's hour" in deskhand("priorities").output


def test_under_five_days_it_is_too_early_for_a_verdict(deskhand: Run, file: Path) -> None:
    deskhand("log", "8-9 email +admin")
    with opened(file) as desk, desk.transaction("Set up"):
        desk.settings.put(Business(owner_hour=8_000))
    found = json.loads(deskhand("priorities", "--json").output)
    assert found["audit"]["too_early"]
    assert {name for name, value in found["activities"][0].items() if value is None} == NEEDS_THE_OWNERS_HOUR
    assert "too early: 1 of 5 work days" in deskhand("priorities").output


def test_priorities_of_a_file_without_a_log_are_none(deskhand: Run) -> None:
    deskhand("add", "Order toner")
    found = json.loads(deskhand("priorities", "--json").output)
    assert found == {"audit": None, "currency": "EUR", "activities": []}
    assert "Nothing is logged yet" in deskhand("priorities").output
