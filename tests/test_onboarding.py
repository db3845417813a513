"""Lists of what comes first: due dates over work days, gates, ticking, signing off, waiving."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.business import Business
from models.document import RuleBroken
from models.helpers import HelperKind
from models.onboarding import Checklist, Item, ItemState, on_work_day
from models.templates import Gate, Side, Template, TemplateItem
from store.library import light_checklist

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
CORK = Business.of(holidays=(date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)))


def listed(*items: TemplateItem, start: date = date(2026, 5, 5), made: date = date(2026, 4, 27)) -> Checklist:
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=items)
    return Checklist.copying(template, name="Niamh", helper="h", start=start, made_on=made)


def item(title: str = "Contract signed", **fields: Any) -> TemplateItem:
    return TemplateItem.of(title=title, **fields)


def done(checklist: Checklist, place: int = 0, **fields: Any) -> Checklist:
    said = {"at": NOON, "today": TODAY, "who": "ob", **fields}
    return checklist.done(checklist.items[place].key, **said)


def due(offset: int, **fields: Any) -> date | None:
    checklist = listed(item(offset_days=offset), **fields)
    return checklist.due(checklist.items[0], CORK)


# ---------------------------------------------------------------------- due dates


@pytest.mark.parametrize(
    ("offset", "day"),
    [
        (-5, date(2026, 4, 30)),
        (-1, date(2026, 5, 1)),  # back over a holiday and a week-end
        (0, date(2026, 5, 5)),
        (3, date(2026, 5, 8)),
        (5, date(2026, 5, 11)),  # forward over a week-end
        (7, date(2026, 5, 12)),
        (11, date(2026, 5, 18)),
        (14, date(2026, 5, 19)),
    ],
)
def test_days_count_from_the_start_and_move_off_days_without_work(offset: int, day: date) -> None:
    assert due(offset) == day


@pytest.mark.parametrize(
    ("offset", "day"), [(-5, date(2026, 5, 6)), (-3, date(2026, 5, 6)), (5, date(2026, 5, 13))]
)
def test_a_list_made_late_has_its_early_items_due_that_day(offset: int, day: date) -> None:
    assert due(offset, start=date(2026, 5, 8), made=date(2026, 5, 6)) == day


def test_a_date_set_by_hand_counts() -> None:
    checklist = listed(item(offset_days=4))
    moved = checklist.moved(checklist.items[0].key, date(2026, 5, 15))
    assert moved.due(moved.items[0], CORK) == date(2026, 5, 15)


def test_what_counts_from_an_end_that_is_not_known_is_not_due() -> None:
    checklist = listed(item(anchor="end"))
    assert checklist.due(checklist.items[0], CORK) is None
    ending = checklist.but(end=date(2026, 8, 3))
    assert ending.due(ending.items[0], CORK) == date(2026, 8, 3)


@given(st.integers(-400, 400), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_nothing_is_due_on_an_off_day_or_before_the_list_was_made(offset: int, made: date) -> None:
    day = due(offset, made=made)
    assert day is not None
    assert CORK.is_work_day(day)
    assert day >= made


def test_a_business_that_never_works_still_gets_a_date() -> None:
    assert on_work_day(TODAY, Business.of(work_days=())) >= TODAY


# ---------------------------------------------------------------------- what is done


def test_what_the_helper_does_is_ticked_with_who_said_so_and_what_shows_it() -> None:
    checklist = listed(item("Second factor", side=Side.HELPER))
    with pytest.raises(RuleBroken, match=r"^Who told you it is done, and how do you know\?$"):
        done(checklist, reported_by="Niamh")
    ticked = done(checklist, reported_by="Niamh", says="shown on a call")
    assert (ticked.items[0].state, ticked.progress) == (ItemState.DONE, (1, 1))


def test_what_asks_for_a_note_gets_one() -> None:
    with pytest.raises(RuleBroken, match=r"^What shows that it is done\? Give the note\.$"):
        done(listed(item(shows="note")))


def test_signing_off_is_a_step_of_its_own() -> None:
    checklist = listed(item(sign_off=True), item("Kick-off"))
    first, second = (each.key for each in checklist.items)
    with pytest.raises(RuleBroken, match=r"^Contract signed is open: mark it done, then sign it off\.$"):
        checklist.signed_off(first, at=NOON, who="ob")
    with pytest.raises(RuleBroken, match=r"^Kick-off needs no signing off"):
        checklist.signed_off(second, at=NOON, who="ob")
    ticked = done(checklist)
    assert ticked.progress == (0, 2)
    assert ticked.signed_off(first, at=NOON, who="ob").progress == (1, 2)


def test_an_item_waits_for_those_it_depends_on() -> None:
    checklist = listed(item("Brief accepted", code="B"), item("First run", depends_on=("B",)))
    assert checklist.locked_by(checklist.items[1], TODAY) == ("Brief accepted",)
    with pytest.raises(RuleBroken, match=r"^First run waits for: Brief accepted\.$"):
        done(checklist, 1)
    assert done(done(checklist), 1).is_complete


def test_a_gate_opens_when_all_that_opens_it_is_signed_off() -> None:
    checklist = listed(
        item("Contract", opens=Gate.ACCOUNTS, sign_off=True),
        item("Confidentiality", opens=Gate.ACCOUNTS),
        item("Account made", needs=Gate.ACCOUNTS),
    )
    assert checklist.locked_by(checklist.items[2], TODAY) == ("Contract", "Confidentiality")
    ticked = done(done(checklist), 1)
    assert ticked.locked_by(ticked.items[2], TODAY) == ("Contract",)
    signed = ticked.signed_off(ticked.items[0].key, at=NOON, who="ob")
    assert signed.gate_is_open(Gate.ACCOUNTS, TODAY)


def test_a_gate_that_nothing_opens_is_shut() -> None:
    checklist = listed(item("Payments", needs=Gate.MONEY))
    assert not checklist.gate_is_open(Gate.MONEY, TODAY)
    assert checklist.locked_by(checklist.items[0], TODAY) == ("what opens money",)


def test_what_opens_a_gate_is_waived_for_a_time_and_never_skipped() -> None:
    checklist = listed(item(opens=Gate.ACCOUNTS))
    key, last = checklist.items[0].key, TODAY + timedelta(days=14)
    with pytest.raises(RuleBroken, match=r"it can be waived for a time, not skipped\.$"):
        checklist.skipped(key, "later", at=NOON, who="ob")
    with pytest.raises(RuleBroken, match=r"^A waiver may last 14 days at most"):
        checklist.waived(key, "later", last + timedelta(days=1), at=NOON, today=TODAY, who="ob")
    waived = checklist.waived(key, "signs on Monday", last, at=NOON, today=TODAY, who="ob")
    assert waived.gate_is_open(Gate.ACCOUNTS, last)
    assert not waived.gate_is_open(Gate.ACCOUNTS, last + timedelta(days=1))
    assert not waived.is_complete


def test_what_opens_no_gate_is_skipped_with_a_reason_and_can_be_opened_again() -> None:
    checklist = listed(item("Kick-off"))
    key = checklist.items[0].key
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        checklist.skipped(key, " ", at=NOON, who="ob")
    with pytest.raises(RuleBroken, match=r"^Kick-off opens no gate: skip it instead\.$"):
        checklist.waived(key, "later", TODAY, at=NOON, today=TODAY, who="ob")
    skipped = checklist.skipped(key, "we know each other", at=NOON, who="ob")
    assert skipped.is_complete
    opened = skipped.reopened(key, "after all", at=NOON, who="ob")
    assert [event.state for event in opened.items[0].history] == [ItemState.SKIPPED, ItemState.OPEN]
    with pytest.raises(RuleBroken, match=r"^Kick-off is open already\.$"):
        opened.reopened(key, "again", at=NOON, who="ob")


def test_an_item_that_is_gone_is_said_to_be() -> None:
    with pytest.raises(RuleBroken, match=r"has no such item any more"):
        listed(item()).moved("gone", TODAY)


# ---------------------------------------------------------------------- templates


def test_a_running_list_keeps_its_version_of_the_template() -> None:
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=(item("one"),))
    running = Checklist.copying(template, name="N", helper="h", start=TODAY, made_on=TODAY)
    edited = template.edited([item("two")])
    assert (edited.version, running.version, running.items[0].title) == (2, 1, "one")
    assert edited.edited(edited.items) is edited


def test_two_lists_of_one_template_share_no_keys() -> None:
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=(item("one"),))
    one, other = (
        Checklist.copying(template, name="N", helper="h", start=TODAY, made_on=TODAY) for _ in range(2)
    )
    assert one.items[0].key != other.items[0].key


@pytest.mark.parametrize("kind", HelperKind)
def test_every_kind_of_help_has_a_light_list_whose_gates_can_be_opened(kind: HelperKind) -> None:
    template = Template.read(light_checklist(kind))
    assert (template.kind, template.light) == (kind, True)
    assert 8 <= len(template.items) <= 10
    opened = {each.opens for each in template.items}
    assert {each.needs for each in template.items} <= opened | {None}
    assert {Gate.ACCOUNTS, Gate.CLIENT_DATA, Gate.SOLO} <= opened


@pytest.mark.parametrize("kind", HelperKind)
def test_a_light_list_can_be_done_from_top_to_bottom(kind: HelperKind) -> None:
    checklist = Checklist.copying(
        Template.read(light_checklist(kind)), name="N", helper="h", start=TODAY, made_on=TODAY
    )
    left: list[Item] = list(checklist.items)
    while left:
        free = [each for each in left if not checklist.locked_by(each, TODAY)]
        assert free, [each.title for each in left]
        for each in free:
            checklist = checklist.done(each.key, at=NOON, today=TODAY, who="ob", reported_by="N", says="seen")
            if each.sign_off:
                checklist = checklist.signed_off(each.key, at=NOON, who="ob")
        left = [each for each in checklist.items if not each.is_settled]
    assert checklist.is_complete
