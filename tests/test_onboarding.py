"""Lists of what comes first: due dates over work days, ticking, signing off, waiving, leaving out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running_lists import paper

from models.agreements import AgreementKind
from models.business import Business
from models.checklist_progress import ItemStatus, standings, stuck
from models.document import RuleBroken
from models.gates import Facts
from models.helpers import HelperKind
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.templates import Gate, Side, Template, TemplateItem
from store.library import light_checklist

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
TODAY = NOON.date()
FACTS = Facts(TODAY)
CORK = Business.of(holidays=(date(2026, 4, 6), date(2026, 5, 4), date(2026, 6, 1)))
SAID: dict[str, Any] = {"at": NOON, "today": TODAY, "who": "ob"}


def listed(*items: TemplateItem, start: date = date(2026, 5, 5), made: date = date(2026, 4, 27)) -> Checklist:
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=items)
    return Checklist.copying(template, name="Niamh", helper="h", start=start, made_on=made)


def item(title: str = "Contract signed", **fields: Any) -> TemplateItem:
    return TemplateItem.of(title=title, **fields)


def done(checklist: Checklist, place: int = 0, **fields: Any) -> Checklist:
    said = {"at": NOON, "facts": FACTS, "who": "ob", **fields}
    return checklist.done(checklist.items[place].key, **said)


def due(offset: int, **fields: Any) -> date | None:
    checklist = listed(item(offset_days=offset), **fields)
    return checklist.due(checklist.items[0], CORK)


def waits_for(checklist: Checklist, place: int) -> list[str]:
    return [fact.what for fact in checklist.locked_by(checklist.items[place], FACTS)]


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


def test_a_date_set_by_hand_counts_and_keeps_its_reason() -> None:
    checklist = listed(item(offset_days=4))
    key = checklist.items[0].key
    moved = checklist.moved(key, date(2026, 5, 15), "holiday", at=NOON, who="ob")
    assert moved.due(moved.items[0], CORK) == date(2026, 5, 15)
    assert moved.items[0].moves[0].reason == "holiday"
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        checklist.moved(key, date(2026, 5, 15), " ", at=NOON, who="ob")
    with pytest.raises(RuleBroken, match=r"^The list was made on 2026-04-27: say that day or a later one\.$"):
        checklist.moved(key, date(2026, 4, 26), "sooner", at=NOON, who="ob")


def test_what_counts_from_an_end_that_is_not_known_is_not_due() -> None:
    checklist = listed(item(anchor="end"))
    assert checklist.due(checklist.items[0], CORK) is None
    ending = checklist.but(end=date(2026, 8, 3))
    assert ending.due(ending.items[0], CORK) == date(2026, 8, 3)


def test_a_day_to_cancel_by_is_never_moved_past() -> None:
    checklist = listed(item(anchor="cancel by")).but(cancel_by=date(2026, 8, 2))  # a Sunday
    assert checklist.due(checklist.items[0], CORK) == date(2026, 7, 31)


@pytest.mark.parametrize(("anchor", "known"), [("done", True), ("signed", False)])
def test_days_count_from_another_item_being_done_or_signed_off(anchor: str, known: bool) -> None:
    checklist = listed(
        item("Slice", code="F", sign_off=True), item("Answer", anchor=anchor, counts_from="F", offset_days=2)
    )
    assert checklist.due(checklist.items[1], CORK) is None
    ticked = done(checklist)
    assert ticked.due(ticked.items[1], CORK) == (date(2026, 5, 14) if known else None)
    signed = ticked.signed_off(ticked.items[0].key, **SAID)
    assert signed.due(signed.items[1], CORK) == date(2026, 5, 14)


def test_what_may_be_done_on_any_day_is_never_late() -> None:
    checklist = listed(item(offset_days="any"))
    (line,) = standings(checklist, FACTS, CORK)
    assert (line.due, line.standing) == (None, ItemStatus.ANY_DAY)


def test_what_is_done_several_times_is_due_on_work_days_in_a_row() -> None:
    checklist = listed(item("Check-in", code="C", times=3), start=date(2026, 5, 7))
    assert [each.code for each in checklist.items] == ["C.1", "C.2", "C.3"]
    days = [checklist.due(each, CORK) for each in checklist.items]
    assert days == [date(2026, 5, 7), date(2026, 5, 8), date(2026, 5, 11)]
    assert checklist.items[1].says == "Check-in (2 of 3)"


def test_what_waits_for_something_done_several_times_waits_for_the_last() -> None:
    checklist = listed(item("Check-in", code="C", times=2), item("Close", depends_on=("C",)))
    assert waits_for(done(checklist), 2) == ["Check-in (2 of 2)"]
    assert waits_for(done(done(checklist), 1), 2) == []


@given(
    st.integers(-400, 400),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["start", "end", "cancel by"]),
    st.integers(1, 20),
)
def test_nothing_is_due_on_an_off_day_or_before_the_list_was_made(
    offset: int, made: date, anchor: str, times: int
) -> None:
    checklist = listed(item(offset_days=offset, anchor=anchor, times=times), made=made)
    checklist = checklist.but(end=date(2026, 6, 1), cancel_by=date(2026, 8, 2))
    for each in checklist.items:
        day = checklist.due(each, CORK)
        assert day is not None
        assert CORK.is_work_day(day) or day == checklist.cancel_by
        assert day >= made


@given(st.dates(date(2026, 4, 27), date(2026, 12, 31)))
def test_a_date_set_by_hand_is_moved_off_a_day_without_work(to: date) -> None:
    checklist = listed(item())
    moved = checklist.moved(checklist.items[0].key, to, "later", at=NOON, who="ob")
    day = moved.due(moved.items[0], CORK)
    assert day is not None
    assert CORK.is_work_day(day)


def test_a_business_that_never_works_still_gets_a_date() -> None:
    assert Business.of(work_days=()).work_day_from(TODAY) >= TODAY


# ---------------------------------------------------------------------- what is done


def test_what_the_helper_does_is_ticked_with_who_said_so_and_what_shows_it() -> None:
    checklist = listed(item("Second factor", side=Side.HELPER))
    with pytest.raises(RuleBroken, match=r"^Who told you it is done, and how do you know\?$"):
        done(checklist, reported_by="Niamh")
    ticked = done(checklist, reported_by="Niamh", says="shown on a call")
    assert (ticked.items[0].state, ticked.progress) == (ItemState.DONE, (1, 1))


@pytest.mark.parametrize(
    ("shows", "bad", "good", "sentence"),
    [
        ("note", " ", "agreed by phone", "Give the note."),
        ("link", "", "https://vault.example/7", "Give the link."),
        ("date", "in summer", "ends 2026-08-06", "Give the date, as in 2026-05-29."),
    ],
)
def test_what_asks_for_evidence_gets_it(shows: str, bad: str, good: str, sentence: str) -> None:
    checklist = listed(item(shows=shows))
    with pytest.raises(RuleBroken) as refused:
        done(checklist, says=bad)
    assert str(refused.value) == f"What shows that it is done? {sentence}"
    assert done(checklist, says=good).is_complete


def test_signing_off_is_a_step_of_its_own() -> None:
    checklist = listed(item(sign_off=True), item("Kick-off"))
    first, second = (each.key for each in checklist.items)
    with pytest.raises(RuleBroken, match=r"^Contract signed is open: mark it done, then sign it off\.$"):
        checklist.signed_off(first, **SAID)
    with pytest.raises(RuleBroken, match=r"^Kick-off needs no signing off"):
        checklist.signed_off(second, **SAID)
    ticked = done(checklist)
    assert ticked.progress == (0, 2)
    assert ticked.signed_off(first, **SAID).progress == (1, 2)


def test_what_is_done_is_not_done_again() -> None:
    with pytest.raises(RuleBroken, match=r"^Contract signed is done already: reopen it first\.$"):
        done(done(listed(item())))


def test_an_item_waits_for_those_it_depends_on() -> None:
    checklist = listed(item("Brief accepted", code="B"), item("First run", depends_on=("B",)))
    assert waits_for(checklist, 1) == ["Brief accepted"]
    with pytest.raises(RuleBroken, match=r"^First run waits for: Brief accepted: not done\.$"):
        done(checklist, 1)
    assert done(done(checklist), 1).is_complete


def test_what_opens_a_gate_is_waived_for_a_time_and_never_skipped() -> None:
    checklist = listed(item(opens=Gate.ACCOUNTS))
    key, last = checklist.items[0].key, TODAY + timedelta(days=14)
    with pytest.raises(RuleBroken, match=r"it can be waived for a time, not skipped\.$"):
        checklist.skipped(key, "later", **SAID)
    for until in (last + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(RuleBroken, match=r"^A waiver may last 14 days at most"):
            checklist.waived(key, "later", until, **SAID)
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        checklist.waived(key, "", last, **SAID)
    waived = checklist.waived(key, "signs on Monday", last, **SAID)
    assert waived.gate(Gate.ACCOUNTS, Facts(last)).waived_until == last
    assert waived.gate(Gate.ACCOUNTS, Facts(last)).is_open
    shut = waived.gate(Gate.ACCOUNTS, Facts(last + timedelta(days=1)))
    assert shut.why == f"Contract signed: its waiver ran out on {last}"
    assert not waived.is_complete


def test_what_opens_no_gate_is_skipped_with_a_reason_and_can_be_opened_again() -> None:
    checklist = listed(item("Kick-off"))
    key = checklist.items[0].key
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        checklist.skipped(key, " ", **SAID)
    with pytest.raises(RuleBroken, match=r"^Kick-off opens no gate: skip it instead\.$"):
        checklist.waived(key, "later", TODAY, **SAID)
    skipped = checklist.skipped(key, "we know each other", **SAID)
    assert skipped.is_complete
    with pytest.raises(RuleBroken, match=r"^Kick-off is skipped already: reopen it first\.$"):
        skipped.skipped(key, "twice", **SAID)
    with pytest.raises(RuleBroken, match=r"^Why\? Give the reason in a few words\.$"):
        skipped.reopened(key, "", **SAID)
    opened = skipped.reopened(key, "after all", **SAID)
    assert [event.state for event in opened.items[0].history] == [ItemState.SKIPPED, ItemState.OPEN]
    with pytest.raises(RuleBroken, match=r"^Kick-off is open already\.$"):
        opened.reopened(key, "again", **SAID)


def test_what_is_settled_needs_no_waiver() -> None:
    checklist = done(listed(item(opens=Gate.ACCOUNTS)))
    with pytest.raises(RuleBroken, match=r"^Contract signed is done already: reopen it first\.$"):
        checklist.waived(checklist.items[0].key, "later", TODAY, **SAID)


def test_an_item_that_is_gone_is_said_to_be() -> None:
    with pytest.raises(RuleBroken, match=r"has no such item any more"):
        listed(item()).moved("gone", TODAY, "later", at=NOON, who="ob")


# ---------------------------------------------------------------------- conditions


def test_where_a_condition_is_not_so_a_note_stands_in_its_place() -> None:
    checklist = listed(
        item(condition="personal data", otherwise="Said why not", opens=Gate.CLIENT_DATA, paper="contract")
    ).but(conditions=())
    (line,) = checklist.lines
    assert (line.title, line.paper) == ("Said why not", None)
    with pytest.raises(RuleBroken, match=r"Give the note\.$"):
        done(checklist)
    ticked = done(checklist, says="only figures without names")
    assert (ticked.lines[0].state, ticked.items[0].title) == (ItemState.DONE, "Contract signed")


def test_what_applies_under_a_condition_only_is_not_on_the_list_before() -> None:
    checklist = listed(item("New person signed", condition="a person changes"), item("Kick-off"))
    assert [line.title for line in checklist.lines] == ["Kick-off"]
    with pytest.raises(RuleBroken, match=r"has no such item any more"):
        done(checklist)


def test_a_new_person_signs_and_is_set_up_anew() -> None:
    checklist = listed(
        item("Confidentiality", code="A", opens=Gate.ACCOUNTS),
        item("New person set up", condition="a person changes", depends_on=("A",)),
    )
    changed = done(checklist).supposing("a person changes", True, **SAID)
    assert changed.items[0].state is ItemState.OPEN
    assert not changed.gate(Gate.ACCOUNTS, FACTS).is_open
    assert len(changed.lines) == 2
    assert len(changed.supposing("a person changes", False, **SAID).lines) == 1


def test_a_condition_that_turns_has_its_item_settled_anew_both_ways() -> None:
    paper_or_note = item(condition="personal data", otherwise="Said why not", sign_off=True)
    noted = done(listed(paper_or_note).but(conditions=()), says="only figures")
    signed = noted.signed_off(noted.items[0].key, **SAID)
    turned = signed.supposing("personal data", True, **SAID)
    assert turned.lines[0].state is ItemState.OPEN
    assert turned.items[0].history[-1].says == "personal data"
    again = done(turned).supposing("personal data", False, **SAID)
    assert (again.lines[0].title, again.lines[0].state) == ("Said why not", ItemState.OPEN)
    assert signed.supposing("personal data", False, **SAID).lines[0].state is ItemState.SIGNED_OFF


def test_a_waiver_holds_until_its_item_is_signed_off() -> None:
    checklist = listed(item(opens=Gate.ACCOUNTS, sign_off=True))
    key, last = checklist.items[0].key, TODAY + timedelta(days=3)
    ticked = done(checklist.waived(key, "signs on Monday", last, **SAID))
    assert ticked.gate(Gate.ACCOUNTS, Facts(TODAY)).waived_until == last
    late = ticked.gate(Gate.ACCOUNTS, Facts(last + timedelta(days=1)))
    assert late.why == "Contract signed: done, not signed off"
    (stands,) = standings(ticked, Facts(TODAY), Business())
    assert stands.standing is not ItemStatus.WAIVED
    signed = ticked.signed_off(key, **SAID).gate(Gate.ACCOUNTS, Facts(TODAY))
    assert (signed.is_open, signed.waived_until) == (True, None)
    assert not ticked.reopened(key, "it was another", **SAID).gate(Gate.ACCOUNTS, Facts(TODAY)).is_open


def test_what_is_to_be_cancelled_is_never_due_after_the_last_day_for_it() -> None:
    saturday = date(2026, 5, 9)
    checklist = listed(item("Cancelled", anchor="cancel by")).but(made_on=saturday, cancel_by=saturday)
    assert checklist.due(checklist.items[0], Business()) == saturday


# ---------------------------------------------------------------------- how it stands


def test_a_day_tells_how_each_item_stands() -> None:
    checklist = listed(
        item("late", offset_days=-3),
        item("today", offset_days=7),
        item("later", offset_days=10),
        item("to sign", offset_days=10, sign_off=True),
        item("waived", offset_days=-3, opens=Gate.ACCOUNTS),
        item("locked", offset_days=-3, needs=Gate.MONEY),
    )
    checklist = checklist.waived(checklist.items[4].key, "soon", TODAY, **SAID)
    assert [each.standing for each in standings(done(checklist, 3), FACTS, CORK)] == [
        ItemStatus.OVERDUE,
        ItemStatus.DUE,
        ItemStatus.COMING,
        ItemStatus.TO_SIGN,
        ItemStatus.WAIVED,
        ItemStatus.LOCKED,
    ]


def test_what_is_locked_is_no_cause_of_being_stuck() -> None:
    checklist = listed(
        item("Notes", code="A", side=Side.HELPER, offset_days=20),
        item("Run", code="B", depends_on=("A",)),
        item("Close", depends_on=("B",)),
    )
    (one,) = stuck(checklist, FACTS, CORK)
    assert (one.cause.what, one.turn) == ("Notes", Side.HELPER)
    assert [each.title for each in one.items] == ["Run"]


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
def test_a_light_list_can_be_done_from_top_to_bottom(kind: HelperKind) -> None:
    checklist = Checklist.copying(
        Template.read(light_checklist(kind)), name="N", helper="h", start=TODAY, made_on=TODAY
    )
    facts = Facts(TODAY, tuple(paper(each, "h", "N", TODAY) for each in AgreementKind))
    left: list[Item] = list(checklist.items)
    while left:
        free = [each for each in left if not checklist.locked_by(each, facts)]
        assert free, [each.title for each in left]
        for each in free:
            said = {"reported_by": "N", "says": "seen on 2026-05-12"}
            checklist = checklist.done(each.key, at=NOON, facts=facts, who="ob", **said)
            if each.sign_off:
                checklist = checklist.signed_off(each.key, **SAID)
        left = [each for each in checklist.items if not each.is_settled]
    assert checklist.is_complete


def test_a_list_gets_lines_of_its_own_at_the_end_of_a_phase() -> None:
    checklist = listed(item("One", phase="Before"), item("Two", phase="Later"))
    said = {"at": NOON, "who": "ob"}
    added = checklist.with_line("Order a chair", phase="Before", due=date(2026, 5, 16), **said)
    added = added.with_line("Last", phase="New", **said)
    assert [each.title for each in added.items] == ["One", "Order a chair", "Two", "Last"]
    chair, last = added.items[1], added.items[3]
    assert (added.due(chair, CORK), added.due(last, CORK)) == (date(2026, 5, 18), None)
    assert chair.origin == ""
    with pytest.raises(RuleBroken, match=r"^The list was made on"):
        checklist.with_line("Too late", due=date(2026, 4, 1), **said)
