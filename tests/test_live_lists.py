"""Which running lists still ask for something, the same for Today and for the calendar."""

from typing import Any

import pytest
from todays import CORK, TODAY, ZONE, at, business_on, day, niamh, terms

from models.access_parts import Stamp
from models.dossier import Dossier
from models.helpers import HelperKind
from models.live_lists import live_lists
from models.occasions import Calendar
from models.onboarding import Checklist
from models.templates import Purpose, Template


def running(purpose: Purpose = Purpose.START, **fields: Any) -> Checklist:
    items = ({"title": "Scope agreed", "offset_days": 25},)
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=items)
    made = Checklist.copying(template, name="Niamh", helper="niamh", start=day(-20), made_on=day(-30))
    return made.but(uid=purpose.value, number=1, purpose=purpose, **fields)


CLOSED = terms().but(closed=Stamp(on=TODAY, who="ob"))


@pytest.mark.parametrize(
    ("helper", "live"),
    [
        (niamh(), ["start", "leave"]),
        (niamh(terms()), ["start", "leave"]),
        (niamh(terms(end=TODAY)), ["start", "leave"]),
        (niamh(terms(start=5)), ["start", "leave"]),
        (niamh(terms(end=day(-1))), ["leave"]),
        (niamh(terms(end=day(-1)), terms(start=5, key="next")), ["start", "leave"]),
        (niamh(CLOSED), ["leave"]),
        (niamh(archived=at(-1)), ["leave"]),
    ],
)
def test_a_list_for_starting_stops_when_its_helper_has_left(helper: Dossier, live: list[str]) -> None:
    lists = (running(), running(Purpose.LEAVE))
    assert [each.uid for each in live_lists(lists, [helper], TODAY)] == live
    assert [each.uid for each in business_on(helpers=[helper], checklists=lists).lists] == live
    nothing: dict[str, Any] = dict.fromkeys(("cards", "agreements", "systems", "grants", "candidates"), ())
    calendar = Calendar(business=CORK, helpers=[helper], checklists=lists, today=TODAY, zone=ZONE, **nothing)
    keys = [each.key for each in calendar.occasions() if each.key.endswith("-item")]
    assert sorted(key.split("-")[0] for key in keys) == sorted(live)


def test_a_list_that_was_put_away_or_is_of_nobody_asks_for_nothing() -> None:
    assert list(live_lists([running(archived=at(0))], [niamh()], TODAY)) == []
    assert list(live_lists([running()], [], TODAY)) == []
