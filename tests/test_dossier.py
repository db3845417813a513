"""The dossier: one record with the helper on the board, read in full where it is needed."""

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.access import AccessGrant
from models.access_parts import Stamp
from models.access_profiles import AccessLevel, AccessProfile
from models.board import Card
from models.brief import DataClass
from models.check_ins import Action, CheckIn
from models.document import RuleBroken
from models.dossier import Dossier
from models.engagements import Engagement
from models.goals import Goal, GoalState
from models.helpers import Helper
from models.ledger import LedgerLine
from models.reviews import Review, ReviewKind, Verdict
from models.security import SecurityRecord, Transfer, TransferMethod
from models.systems import System
from store import Workspace, check

TODAY = date(2026, 5, 12)


def goal(**fields: Any) -> Goal:
    return Goal.of(**{"title": "Page load", "baseline": 1, "target": 3, "source": "probe", **fields})


def helper(desk: Workspace, name: str = "Lorcan Bell") -> Helper:
    with desk.transaction("Add a helper"):
        return desk.helpers.put(Helper.of(name=name))


def test_what_is_kept_in_full_comes_back_from_the_file_in_full(desk: Workspace) -> None:
    full = Dossier.on(helper(desk)).but(contact="lorcan@bell.example").with_part(goal(agreed_on=TODAY))
    full = full.with_part(Engagement.of(agreed_on=TODAY, start=TODAY, end=date(2026, 6, 6)))
    with desk.transaction("Agree on a goal"):
        saved = desk.helpers.put(full)
    read = Dossier.on(saved)
    assert read.goals == full.goals
    assert read.goals[0].state(TODAY) is GoalState.NO_DATA
    assert (read.contact, read.last_day(TODAY), read.began_on) == (full.contact, date(2026, 6, 6), TODAY)


def test_an_edit_on_the_board_loses_nothing_of_the_dossier(desk: Workspace) -> None:
    with desk.transaction("Agree on a goal"):
        desk.helpers.put(Dossier.on(Helper.of(name="Lorcan")).with_part(goal()))
    (light,) = desk.helpers
    with desk.transaction("Change the limit"):
        desk.helpers.put(light.but(wip_limit=5))
    (again,) = desk.helpers
    assert (again.wip_limit, [each.title for each in Dossier.on(again).goals]) == (5, ["Page load"])


def test_two_goals_added_at_the_same_time_are_both_kept(desk: Workspace) -> None:
    mine = theirs = Dossier.on(helper(desk))
    with desk.transaction("One"):
        desk.helpers.put(theirs.with_part(goal(title="Errors")))
    with desk.transaction("Other"):
        desk.helpers.put(mine.with_part(goal(title="Speed")))
    (kept,) = desk.helpers
    assert {each.title for each in Dossier.on(kept).goals} == {"Errors", "Speed"}


def test_two_edits_of_one_goal_that_do_not_fit_are_not_saved_together(desk: Workspace) -> None:
    with desk.transaction("Agree on a goal"):
        mine = Dossier.on(desk.helpers.put(Dossier.of(name="Lorcan").with_part(goal())))
    (found,) = mine.goals
    with desk.transaction("One"):
        desk.helpers.put(mine.with_part(found.but(target=2)))
    with (
        pytest.raises(
            RuleBroken, match=r"do not fit: It is to go up, and 2 is not above 2\.5: change one\.$"
        ),
        desk.transaction("Other"),
    ):
        desk.helpers.put(mine.with_part(found.but(baseline=2.5)))
    (kept,) = desk.helpers
    assert [(each.baseline, each.target) for each in Dossier.on(kept).goals] == [(1, 2)]


def test_a_goal_is_undone_without_the_helper(desk: Workspace) -> None:
    full = Dossier.on(helper(desk))
    with desk.transaction("Agree on a goal"):
        desk.helpers.put(full.with_part(goal()))
    desk.undo()
    (kept,) = desk.helpers
    assert Dossier.on(kept).goals == ()


def test_a_part_takes_the_place_of_the_one_with_its_key_and_leaves_again() -> None:
    first = goal()
    full = Dossier.of(name="Lorcan").with_part(first).with_part(first.measured(2, TODAY))
    assert [each.latest.value for each in full.goals if each.latest] == [2]
    assert full.taken_off(first).goals == ()
    with pytest.raises(RuleBroken, match=r"^A helper has no accessprofile\.$"):
        full.with_part(AccessProfile.of(name="assistant"))


def test_the_board_goes_on_with_a_helper_whose_goals_cannot_be_read(desk: Workspace) -> None:
    with desk.transaction("A later version wrote this"):
        desk.helpers.put(Helper.of(name="Lorcan", goals=[{"title": "Page load"}]))
    (light,) = desk.helpers
    with pytest.raises(
        RuleBroken, match=r"^H1 Lorcan cannot be changed: deskhand check .* \(Goals target is missing\)\.$"
    ):
        Dossier.on(light)
    desk.close()
    found = check(desk.path)
    assert not found.sound
    assert found.problems == ["H1 cannot be read: Goals target is missing."]


def test_the_board_does_not_load_what_a_dossier_is_made_of() -> None:
    heavy = "{'models.dossier', 'models.access', 'models.goals', 'models.check_ins', 'models.onboarding'}"
    code = f"import sys, models.board, models.helpers; sys.exit(bool({heavy} & set(sys.modules)))"
    root = Path(__file__).parent.parent
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


def test_a_dossier_keeps_what_it_is_when_it_is_read_again() -> None:
    full = Dossier.of(name="Lorcan")
    assert Dossier.on(full) is full


def test_systems_grants_security_and_ledger_have_tables_of_their_own(desk: Workspace) -> None:
    with desk.transaction("Register"):
        system = desk.systems.put(System.of(name="Slate", how_to_revoke="Users, remove"))
        grant = desk.grants.put(
            AccessGrant.asked(system, helper="niamh", tasks=("c",), expires_on=TODAY, on=TODAY)
        )
        sent = Transfer.of(
            on=TODAY, what="statements", data_class=DataClass.CLIENT, method=TransferMethod.PORTAL
        )
        record = desk.security.put(SecurityRecord.of(transfer=sent))
        line = desk.ledger.put(LedgerLine.of(week=date(2026, 5, 11), activity="a", forecast=132))
    assert [each.ref for each in (system, grant, record, line)] == ["S1", "K1", "I1", "W1"]
    assert desk.grants[1].expires_on == TODAY
    assert desk.security[1].transfer == sent


def test_the_profiles_of_roles_are_settings_of_the_business(desk: Workspace) -> None:
    profile = AccessProfile.of(name="assistant").reaching("slate", AccessLevel.EDIT)
    with desk.transaction("Settings"):
        desk.settings.put(desk.business.but(access_profiles=(profile,)))
    assert desk.business.access_profiles == (profile,)


def test_a_review_is_part_of_the_dossier() -> None:
    held = Review.of(kind=ReviewKind.D30, on=TODAY, decision=Verdict.KEEP, reason="right when checked")
    assert Dossier.of(name="Niamh").with_part(held).reviews == (held,)


def test_the_agenda_of_a_helper_is_made_of_that_helpers_cards() -> None:
    full = Dossier.of(name="Niamh").with_part(goal())
    mine, other = Card.of(title="Chase", helper=full.uid), Card.of(title="Newsletter", helper="hana")
    facts = full.agenda_facts([mine, other], TODAY)
    assert (facts.cards, facts.goals) == ((mine,), full.goals)


# What comes off the lists


def test_a_verb_is_done_on_the_part_as_it_is_now_also_within_another_one() -> None:
    action = Action.of(text="Call the bank")
    talk = CheckIn.of(on=TODAY, actions=(action,))
    full = Dossier.of(name="Niamh").with_part(talk.but(notes="fine"))
    changed = full.altered(action, lambda each: each.but(done_on=TODAY))
    (kept,) = changed.check_ins
    assert (kept.notes, kept.actions[0].done_on) == ("fine", TODAY)
    with pytest.raises(RuleBroken, match=r"^“Page load” is gone: another session took it away\.$"):
        full.altered(goal(title="Page load"), lambda each: each)


def test_what_was_put_away_counts_for_nothing_and_a_newer_one_wins_over_it() -> None:
    running = goal(agreed_on=TODAY)
    away = Dossier.of(name="Niamh").with_part(running).taken_off(running)
    assert (away.goals, list(away.in_attic())) == ((), [running])
    both = away.with_part(running.but(target=2))
    assert list(both.in_attic()) == []
    with pytest.raises(RuleBroken, match=r"is not put away any more\.$"):
        both.brought_back(running)


@pytest.mark.parametrize("state", ["open", "suspended", "revoked"])
def test_a_helper_is_put_away_only_once_every_access_is_seen_gone(state: str) -> None:
    full, system = Dossier.of(name="Niamh"), System.of(name="Slate", how_to_revoke="Users, remove")
    stamp = Stamp(on=TODAY, who="me")
    asked = AccessGrant.asked(system, helper=full.uid, tasks=("c",), expires_on=TODAY, on=TODAY, who="me")
    given = asked.but(granted=stamp, number=1)
    if state == "suspended":
        given = given.suspended("ill", on=TODAY, who="me")
    elif state == "revoked":
        given = given.taken_back(on=TODAY, who="me")
    at = datetime(2026, 5, 12, 9, tzinfo=UTC)
    with pytest.raises(RuleBroken, match=r"^Niamh was given K1, not yet seen to be gone: off-board first\.$"):
        full.put_away(at, [given])
    assert full.put_away(at, [asked, given.but(helper="hana")]).archived == at
    gone = given.but(revoked=stamp).seen_gone("tried", on=TODAY, who="me")
    assert full.put_away(at, [gone]).archived == at
