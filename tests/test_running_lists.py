"""The demo's two onboardings stand on 12 May 2026 as they are told: done, overdue, locked and why."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from running_lists import (
    CORK,
    NIAMH_CONTRACT,
    NIAMH_DPA,
    NIAMH_FACTS,
    NIAMH_NDA,
    ORLA,
    OTTER_FACTS,
    TODAY,
    TOMASZ,
    april,
    at,
    may,
    of_docket_otter,
    of_niamh,
)

from models.checklist_progress import ItemStanding, ItemStatus, phases, standings, stuck
from models.checklist_state import gate_of
from models.checklist_text import checklist_sent
from models.document import RuleBroken
from models.gates import Facts, lacking_paper
from models.hanging import hanging_on
from models.onboarding import Checklist
from models.onboarding_parts import ItemState
from models.templates import Gate, Purpose, Side
from store import Workspace
from store.demo import make_demo
from tui import register

NIAMH, OTTER = of_niamh(), of_docket_otter()


def standing(checklist: Checklist, facts: Facts) -> dict[str, ItemStanding]:
    return {each.item.code: each for each in standings(checklist, facts, CORK)}


def codes(checklist: Checklist, facts: Facts, how: ItemStatus) -> list[str]:
    return [code for code, each in standing(checklist, facts).items() if each.standing is how]


def days(checklist: Checklist, facts: Facts, *wanted: str) -> list[date | None]:
    every = standing(checklist, facts)
    return [every[code].due for code in wanted]


# ---------------------------------------------------------------------- Niamh Doyle


def test_of_niamhs_list_it_is_done_what_the_story_says_is_done() -> None:
    done = [f"VA{n:02}" for n in (1, 2, *range(4, 18), 20)]
    turns = [f"VA22.{n}" for n in (1, 2, 4, 5)]
    assert codes(NIAMH, NIAMH_FACTS, ItemStatus.DONE) == [*done, *turns, "VA23"]
    assert codes(NIAMH, NIAMH_FACTS, ItemStatus.SKIPPED) == ["VA22.3"]


def test_of_niamhs_list_three_items_are_overdue_since_their_days() -> None:
    assert codes(NIAMH, NIAMH_FACTS, ItemStatus.OVERDUE) == ["VA03", "VA18", "VA24"]
    assert days(NIAMH, NIAMH_FACTS, "VA03", "VA18", "VA24") == [april(30), may(8), may(11)]


def test_client_data_is_locked_for_niamh_by_the_paper_that_orla_has_not_signed() -> None:
    assert codes(NIAMH, NIAMH_FACTS, ItemStatus.LOCKED) == ["VA19", "VA31"]
    locked = standing(NIAMH, NIAMH_FACTS)["VA19"]
    assert locked.why == "Data-processing agreement signed by both: signed by Niamh Doyle, not by you"


def test_the_next_days_of_niamhs_list_fall_on_work_days() -> None:
    assert codes(NIAMH, NIAMH_FACTS, ItemStatus.DUE) == ["VA25"]
    assert days(NIAMH, NIAMH_FACTS, "VA21", "VA26", "VA27") == [may(15), may(18), may(19)]
    turns = [f"VA22.{n}" for n in range(1, 6)]
    assert days(NIAMH, NIAMH_FACTS, *turns) == [may(5), may(6), may(7), may(8), may(11)]


def test_two_accesses_and_the_locked_items_hang_on_niamhs_unsigned_paper() -> None:
    hanging = hanging_on(NIAMH_DPA, NIAMH.lines, NIAMH_FACTS)
    assert [item.code for item in hanging.items] == ["VA19", "VA31"]
    assert [grant.says for grant in hanging.grants] == ["info@ edit", "portal edit"]


def test_all_accesses_hang_on_the_confidentiality_agreement() -> None:
    hanging = hanging_on(NIAMH_NDA, NIAMH.lines, NIAMH_FACTS)
    assert len(hanging.grants) == 4
    assert hanging.gates == (Gate.ACCOUNTS, Gate.CLIENT_DATA, Gate.MONEY)


def test_most_of_niamhs_list_is_stuck_on_the_owner() -> None:
    first, *others = stuck(NIAMH, NIAMH_FACTS, CORK)
    assert (first.cause.what, first.turn, first.since) == (
        "Data-processing agreement signed by both",
        Side.OWNER,
        april(30),
    )
    assert ([item.code for item in first.items], len(first.grants)) == (["VA19", "VA31"], 2)
    assert [(one.turn, one.since) for one in others] == [(Side.HELPER, may(8)), (Side.OWNER, may(11))]


def test_once_orla_has_signed_client_data_is_open() -> None:
    signed = Facts(TODAY, (NIAMH_CONTRACT, NIAMH_NDA, NIAMH_DPA.countersigned(TODAY)), NIAMH_FACTS.grants)
    key = next(item.key for item in NIAMH.items if item.code == "VA03")
    ticked = NIAMH.done(key, facts=signed, at=at(TODAY), who=ORLA)
    assert not gate_of(Gate.CLIENT_DATA, [ticked], signed, "niamh").is_open
    ticked = ticked.signed_off(key, at=at(TODAY), today=TODAY, who=ORLA)
    assert gate_of(Gate.CLIENT_DATA, [ticked], signed, "niamh").is_open
    assert codes(ticked, signed, ItemStatus.OVERDUE) == ["VA18", "VA19", "VA24"]


def test_a_tick_ahead_of_the_paper_does_not_open_the_gate() -> None:
    key = next(item.key for item in NIAMH.items if item.code == "VA03")
    ticked = NIAMH.done(key, facts=NIAMH_FACTS, at=at(TODAY), who=ORLA)
    ticked = ticked.signed_off(key, at=at(TODAY), today=TODAY, who=ORLA)
    gate = gate_of(Gate.CLIENT_DATA, [ticked], NIAMH_FACTS, "niamh")
    assert gate.why == "Data-processing agreement signed by both: signed by Niamh Doyle, not by you"


def test_every_phase_says_how_far_it_has_come() -> None:
    assert [(each.name, each.settled, each.total) for each in phases(NIAMH)] == [
        ("Before", 7, 8),
        ("Day one", 7, 7),
        ("Week 1", 9, 13),
        ("Weeks 2–4", 0, 4),
        ("Day 30–90", 0, 5),
    ]
    assert NIAMH.progress == (23, 37)


# ---------------------------------------------------------------------- Docket Otter


def test_of_docket_otters_list_it_is_done_what_the_story_says_is_done() -> None:
    done = [f"SW{n:02}" for n in (1, 2, 3, 5, 6, 7, 8, 10, 11)]
    assert codes(OTTER, OTTER_FACTS, ItemStatus.DONE) == done


def test_of_docket_otters_list_two_items_are_overdue_none_before_it_was_made() -> None:
    assert codes(OTTER, OTTER_FACTS, ItemStatus.OVERDUE) == ["SW04", "SW09"]
    assert days(OTTER, OTTER_FACTS, "SW04", "SW09") == [may(6), may(8)]
    assert days(OTTER, OTTER_FACTS, "SW01", "SW02", "SW06") == [may(6)] * 3


def test_the_switch_is_locked_until_the_week_is_compared_and_alerts_are_settled() -> None:
    assert codes(OTTER, OTTER_FACTS, ItemStatus.LOCKED) == ["SW16"]
    assert [fact.why for fact in standing(OTTER, OTTER_FACTS)["SW16"].waits_for] == ["not done", "not done"]


def test_the_next_days_of_docket_otters_list_are_those_of_the_story() -> None:
    assert codes(OTTER, OTTER_FACTS, ItemStatus.DUE) == ["SW12"]
    assert days(OTTER, OTTER_FACTS, "SW13", "SW14", "SW15") == [may(13), may(13), may(15)]


def test_the_bank_feed_waits_for_tomasz_and_for_the_weeks_comparison() -> None:
    key = next(item.key for item in OTTER.items if item.code == "SW09")
    assert OTTER.item(key).state is ItemState.DONE
    with pytest.raises(RuleBroken, match=r"^Another owner approves this; alone, say why"):
        OTTER.signed_off(key, at=at(TODAY), today=TODAY, who=ORLA, limit="read only")
    with pytest.raises(RuleBroken, match=r"^What limits this access\?"):
        OTTER.signed_off(key, at=at(TODAY), today=TODAY, who=TOMASZ)
    approved = OTTER.signed_off(key, at=at(TODAY), today=TODAY, who=TOMASZ, limit="read only")
    gate = gate_of(Gate.MONEY, [approved], OTTER_FACTS, "otter")
    assert [fact.what for fact in gate.missing] == [
        "First set held against the old way: minutes and mistakes"
    ]


def test_a_running_list_is_saved_and_read_again_as_it_is(desk: Workspace) -> None:
    approved = OTTER.opened_by_hand(
        Gate.MONEY, "seen", at=at(TODAY), today=TODAY, who=ORLA, second=TOMASZ, limit="read only"
    )
    with desk.transaction("Begin two lists"):
        saved = [desk.checklists.put(each) for each in (NIAMH, approved)]
    assert [standing(each, NIAMH_FACTS) for each in desk.checklists] == [
        standing(each, NIAMH_FACTS) for each in saved
    ]
    assert next(each for each in desk.checklists if each.helper == "otter").openings == approved.openings


# ---------------------------------------------------------------------- what the helper is sent


def test_the_helper_is_sent_what_is_theirs_and_what_is_done_together() -> None:
    text = checklist_sent(NIAMH, NIAMH_FACTS, CORK)
    assert "where the number comes from (our turn · by Monday, 2026-05-11)" in text
    assert "- [x] Second factor shown working on every account" in text
    assert "that a stranger could follow them (you · by Friday, 2026-05-08)" in text
    assert "- [ ] Data-processing agreement signed by both (our turn · by Thursday, 2026-04-30)" in text


@pytest.mark.parametrize(
    "hidden",
    [
        "Contractor status",  # what the owner does alone
        "training day",  # why something was left out
        "calendar work only",  # why something was moved
        "sister",  # what shows it
        "drafted",
        "not by you",
        "Access that touches money",
        "waive",
    ],
)
def test_the_helper_is_not_sent_what_is_the_owners(hidden: str) -> None:
    assert hidden not in checklist_sent(NIAMH, NIAMH_FACTS, CORK)


def test_the_helper_is_not_told_which_of_the_owners_items_holds_theirs_up() -> None:
    late = Facts(TODAY + timedelta(days=20), NIAMH_FACTS.agreements)
    key = next(item.key for item in NIAMH.items if item.code == "VA14")
    held = NIAMH.reopened(key, "limits are to be set anew", at=at(TODAY), today=TODAY, who=ORLA)
    text = checklist_sent(held, late, CORK)
    assert (
        "all of it checked by the owner (together · by Friday, 2026-05-15 · waits for something on our side)"
        in text
    )
    assert "how much may be spent" not in text


# ---------------------------------------------------------------------- the demo business


def test_both_lists_stand_in_the_demo_business_as_they_are_told(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo.json")
    with Workspace.open(tmp_path / "demo.json") as desk:
        facts, kinds = register.facts(desk, TODAY), (ItemStatus.OVERDUE, ItemStatus.LOCKED, ItemStatus.DUE)
        lists = {each.name: each for each in desk.checklists if each.purpose is Purpose.START}
        for name, told, known in (
            ("Niamh Doyle", NIAMH, NIAMH_FACTS),
            ("Docket Otter", OTTER, OTTER_FACTS),
        ):
            found = lists[name]
            assert found.progress == told.progress
            assert {kind: codes(found, facts, kind) for kind in kinds} == {
                kind: codes(told, known, kind) for kind in kinds
            }
            assert [each.why for each in standings(found, facts, desk.business)] == [
                each.why for each in standings(told, known, CORK)
            ]
        first, *_ = stuck(lists["Niamh Doyle"], facts, desk.business)
        assert {grant.says for grant in first.grants} == {"info@ mailbox edit", "Client portal edit"}


def test_what_was_signed_off_without_its_paper_stands_as_such_and_is_what_is_stuck() -> None:
    key = next(item.key for item in NIAMH.items if item.code == "VA03")
    ticked = NIAMH.done(key, facts=NIAMH_FACTS, at=at(TODAY), who=ORLA)
    ticked = ticked.signed_off(key, at=at(TODAY), today=TODAY, who=ORLA)
    none = Facts(TODAY, (NIAMH_CONTRACT, NIAMH_NDA))
    assert codes(ticked, none, ItemStatus.UNPROVEN) == ["VA03"]
    causes = [one.cause.says for one in stuck(ticked, none, CORK)]
    assert "Data-processing agreement signed by both: no data-processing agreement is on record" in causes
    signed = Facts(TODAY, (NIAMH_CONTRACT, NIAMH_NDA, NIAMH_DPA.countersigned(TODAY)))
    assert codes(ticked, signed, ItemStatus.UNPROVEN) == []


def test_a_paper_that_has_ended_proves_what_was_signed_off_before_and_nothing_new() -> None:
    ended = NIAMH_CONTRACT.but(term_end=may(5))
    item = next(item for item in NIAMH.items if item.code == "VA01")
    facts = Facts(TODAY, (ended, NIAMH_NDA))
    assert codes(NIAMH, facts, ItemStatus.UNPROVEN) == []
    lacking = lacking_paper(item, facts)
    assert lacking is not None
    assert lacking.why == "ended on 2026-05-05"


def test_what_is_done_ahead_of_its_paper_and_late_stays_late() -> None:
    key = next(item.key for item in NIAMH.items if item.code == "VA03")
    ticked = NIAMH.done(key, facts=NIAMH_FACTS, at=at(TODAY), who=ORLA)
    assert "VA03" in codes(ticked, NIAMH_FACTS, ItemStatus.OVERDUE)


def test_the_helper_does_not_read_as_done_what_has_no_paper() -> None:
    key = next(item.key for item in NIAMH.items if item.code == "VA03")
    ticked = NIAMH.done(key, facts=NIAMH_FACTS, at=at(TODAY), who=ORLA)
    ticked = ticked.signed_off(key, at=at(TODAY), today=TODAY, who=ORLA)
    assert "- [ ] Data-processing agreement signed by both (our turn" in checklist_sent(
        ticked, NIAMH_FACTS, CORK
    )
