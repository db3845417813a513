"""Leaving: the list writes itself from the access register, and nothing closes before it is seen gone."""

from datetime import date
from typing import Any

import pytest
from running_lists import CORK, ORLA, TODAY, access, april, at, may

from models.access_facts import HeldAccess
from models.access_parts import AccessMethod, Proof, Stamp
from models.access_profiles import AccessLevel
from models.brief import DataClass
from models.checklist_state import gate_of
from models.checklist_text import checklist_sent
from models.document import RuleBroken
from models.engagements import Engagement
from models.gates import Facts
from models.helpers import Helper, HelperKind
from models.offboarding import as_ticked, leaving, requests_frozen_by, settled_by, with_register
from models.onboarding import Checklist
from models.onboarding_parts import Item, ItemState
from models.templates import Gate, Side, Template
from store.library import full_checklist, leaving_checklist

CORMAC = Helper.of(uid="c", name="Cormac Reilly", kind=HelperKind.FREELANCER)
TEMPLATE = Template.read(leaving_checklist(HelperKind.FREELANCER))
GIVEN = date(2026, 1, 5)


def cms(**fields: Any) -> HeldAccess:
    return access("c", "CMS", AccessLevel.ADMIN, DataClass.CLIENT, given=GIVEN, **fields)


def webhost(**fields: Any) -> HeldAccess:
    shared = {"method": AccessMethod.SHARED_ITEM, "vault_item": "webhost login"}
    return access("c", "webhost", AccessLevel.EDIT, DataClass.INTERNAL, given=GIVEN, **shared, **fields)


def left(*grants: HeldAccess, template: Template = TEMPLATE, **fields: Any) -> Checklist:
    return leaving(CORMAC, template, grants, **{"end": april(23), "made_on": april(9), **fields})


def titles(checklist: Checklist, code: str) -> list[str]:
    return [f"{each.code} {each.title}" for each in checklist.items if each.origin == code]


def test_the_list_has_a_line_for_each_access_and_each_shared_secret() -> None:
    checklist = left(cms(account="cormac@example.org"), webhost())
    assert titles(checklist, "OF07") == [
        "OF07.1 Access removed: CMS admin, cormac@example.org",
        "OF07.2 Access removed: webhost edit",
    ]
    assert [each.partition(":")[2] for each in titles(checklist, "OF08")] == [
        " CMS admin, cormac@example.org",
        " webhost edit",
    ]
    assert titles(checklist, "OF09") == ["OF09.2 Shared secret changed: webhost login"]
    assert len(checklist.items) == 16 + 5
    assert len({each.key for each in checklist.items}) == 21


def test_a_line_about_an_access_waits_for_the_other_line_about_the_same_access() -> None:
    checklist = left(cms(), webhost())
    seen = {each.code: each.depends_on for each in checklist.items if each.origin == "OF08"}
    assert seen == {"OF08.1": ("OF07.1",), "OF08.2": ("OF07.2",)}


def test_what_is_revoked_is_still_to_be_seen_gone_and_what_is_closed_is_no_line() -> None:
    revoked = cms(revoked=Stamp(on=april(20)))
    closed = access(
        *("c", "board", AccessLevel.VIEW, DataClass.INTERNAL),
        given=GIVEN,
        revoked=Stamp(on=april(20)),
        verified=Proof(on=april(20), how="tried it"),
    )
    asked = access("c", "ledger", AccessLevel.VIEW, DataClass.CLIENT)
    others = access("niamh", "mail", AccessLevel.VIEW, DataClass.INTERNAL, given=GIVEN)
    checklist = left(revoked, closed, asked, others)
    assert titles(checklist, "OF07") == []
    assert [(each.code, each.depends_on) for each in checklist.items if each.grant] == [("OF08.1", ())]


def test_one_secret_that_two_accesses_share_is_changed_once() -> None:
    assert len(titles(left(webhost(), webhost()), "OF09")) == 1


def test_an_account_that_names_a_placeholder_stays_as_it_is() -> None:
    checklist = left(cms(account="{secret} {level}"))
    assert titles(checklist, "OF07") == ["OF07.1 Access removed: CMS admin, {secret} {level}"]


def test_the_days_count_from_the_last_day_and_are_never_before_the_list_was_made() -> None:
    checklist = left(cms())
    days = {each.origin: checklist.due(each, CORK) for each in checklist.items}
    assert (days["OF01"], days["OF07"], days["OF08"]) == (april(9), april(23), april(24))
    assert days["OF19"] == may(25)


def test_an_access_that_is_given_meanwhile_comes_onto_the_list_and_nothing_goes() -> None:
    checklist = left(cms())
    more = with_register(checklist, TEMPLATE, [cms(), webhost()])
    assert [each.code for each in more.items if each.grant] == [
        "OF07.1",
        "OF08.1",
        "OF07.2",
        "OF08.2",
        "OF09.2",
    ]
    assert with_register(more, TEMPLATE, [cms(), webhost()]) is more
    assert with_register(more, TEMPLATE, []) is more


def test_a_second_access_to_the_same_system_and_level_has_lines_of_its_own() -> None:
    checklist, second = left(cms()), cms()
    second = HeldAccess(second.grant.but(uid="second"), second.system)
    more = with_register(checklist, TEMPLATE, [cms(), second])
    assert [each.grant for each in more.items if each.origin == "OF07"] == [cms().uid, "second"]


def test_a_secret_that_is_shown_anew_is_changed_anew() -> None:
    checklist, again = left(webhost()), webhost()
    again = HeldAccess(again.grant.but(uid="second"), again.system)
    assert len(titles(with_register(checklist, TEMPLATE, [again]), "OF09")) == 1
    at_once = {"at": at(TODAY), "who": ORLA}
    key = line(checklist, "OF09").key
    settled = checklist.done(key, facts=Facts(TODAY), **at_once).signed_off(key, today=TODAY, **at_once)
    assert len(titles(with_register(settled, TEMPLATE, [again]), "OF09")) == 2


def test_a_list_for_starting_or_for_another_kind_is_refused() -> None:
    with pytest.raises(RuleBroken, match=r"is for those who start: choose one for leaving\.$"):
        left(template=Template.read(full_checklist(HelperKind.FREELANCER)))
    with pytest.raises(RuleBroken, match=r"is for software: choose one for freelancer\.$"):
        left(template=Template.read(leaving_checklist(HelperKind.SOFTWARE)))


def test_a_program_is_cancelled_in_time() -> None:
    tool = Helper.of(uid="t", name="Quillbox", kind=HelperKind.SOFTWARE)
    template = Template.read(leaving_checklist(HelperKind.SOFTWARE))
    checklist = leaving(tool, template, (), end=may(14), made_on=may(4), cancel_by=may(10))
    cancelled = next(each for each in checklist.items if each.code == "SX04")
    assert checklist.due(cancelled, CORK) == may(8)  # the 10th is a Sunday


def test_a_name_of_full_length_still_makes_a_list() -> None:
    long = CORMAC.but(name="C" * 80)
    assert leaving(long, TEMPLATE, (), end=april(23), made_on=april(9)).name.startswith("CCC")


def test_nothing_is_closed_by_ticking_alone() -> None:
    grants = (cms(), webhost())
    checklist, facts = left(*grants), Facts(TODAY, (), grants)
    for _ in range(2):
        for each in checklist.lines:
            if each.is_settled or checklist.locked_by(each, facts):
                continue
            told = {"reported_by": "Cormac"} if each.side is Side.HELPER else {}
            checklist = checklist.done(each.key, facts=facts, at=at(TODAY), who=ORLA, says="seen", **told)
            if each.sign_off:
                checklist = checklist.signed_off(each.key, at=at(TODAY), today=TODAY, who=ORLA)
    assert checklist.is_complete
    why = [fact.says for fact in gate_of(Gate.CLOSE, [checklist], facts, "c").missing]
    assert why == ["CMS admin: not revoked", "webhost edit: not revoked"]
    gone = {"revoked": Stamp(on=TODAY), "verified": Proof(on=TODAY, how="tried it")}
    seen = (cms(**gone), webhost(**gone))
    why = [fact.says for fact in gate_of(Gate.CLOSE, [checklist], Facts(TODAY, (), seen), "c").missing]
    assert why == ["webhost edit: not verified"]
    rotated = (cms(**gone), webhost(**gone, secret_rotated=Stamp(on=TODAY)))
    assert gate_of(Gate.CLOSE, [checklist], Facts(TODAY, (), rotated), "c").is_open


# Ticking a line and changing the access are one thing


def line(checklist: Checklist, origin: str) -> Item:
    return next(each for each in checklist.items if each.origin == origin)


def test_ticking_a_line_takes_the_access_back_sees_it_gone_and_changes_its_secret() -> None:
    checklist, grant = left(webhost()), webhost().grant
    said: dict[str, Any] = {"on": TODAY, "who": ORLA}
    (taken,) = as_ticked(line(checklist, "OF07"), [grant], **said)
    assert taken.revoked is not None
    with pytest.raises(RuleBroken, match=r"is not revoked: revoke it, then look whether it is gone\.$"):
        as_ticked(line(checklist, "OF08"), [grant], "tried it", **said)
    (gone,) = as_ticked(line(checklist, "OF08"), [taken], "tried it", **said)
    assert gone.verified is not None
    assert gone.verified.how == "tried it"
    (changed,) = as_ticked(line(checklist, "OF09"), [gone], **said)
    assert changed.is_closed
    for origin in ("OF07", "OF08", "OF09"):
        assert as_ticked(line(checklist, origin), [changed], "again", **said) == []


def test_a_secret_is_changed_for_all_accesses_of_the_helper_that_show_it() -> None:
    checklist, first = left(webhost()), webhost(revoked=Stamp(on=TODAY)).grant
    second, others = first.but(uid="second"), first.but(uid="others", helper="h")
    changed = as_ticked(line(checklist, "OF09"), [first, second, others], on=TODAY, who=ORLA)
    assert [each.uid for each in changed] == [first.uid, "second"]
    still = second.but(revoked=None)
    with pytest.raises(RuleBroken, match=r"is not revoked: revoke it, then change the secret it shows\.$"):
        as_ticked(line(checklist, "OF09"), [first, still], on=TODAY, who=ORLA)


def test_a_secret_changed_before_the_access_was_taken_back_settles_no_line() -> None:
    checklist, grant = left(webhost()), webhost().grant
    march = grant.but(revoked=Stamp(on=TODAY), secret_rotated=Stamp(on=date(2026, 3, 2)))
    settled = settled_by(checklist, march, Facts(TODAY), at=at(TODAY), who=ORLA)
    assert line(settled, "OF09").state is ItemState.OPEN
    (changed,) = as_ticked(line(checklist, "OF09"), [march], on=TODAY, who=ORLA)
    assert changed.secret_rotated == Stamp(on=TODAY, who=ORLA)


def test_the_record_of_an_access_settles_its_lines_in_their_order() -> None:
    checklist, grant = left(webhost()), webhost().grant
    facts = Facts(TODAY)
    seen = grant.but(revoked=Stamp(on=TODAY), verified=Proof(on=TODAY, how="login refused"))
    settled = settled_by(checklist, seen, facts, at=at(TODAY), who=ORLA)
    states = {code: line(settled, code).state for code in ("OF07", "OF08", "OF09")}
    assert states == {
        "OF07": ItemState.SIGNED_OFF,
        "OF08": ItemState.SIGNED_OFF,
        "OF09": ItemState.OPEN,
    }
    assert line(settled, "OF08").history[0].says == "login refused"
    assert settled_by(settled, seen, facts, at=at(TODAY), who=ORLA) is settled
    assert settled_by(checklist, grant, facts, at=at(TODAY), who=ORLA) is checklist


def test_a_line_about_no_access_changes_none() -> None:
    checklist, grant = left(webhost()), webhost().grant
    plain = next(each for each in checklist.items if each.for_each is None)
    assert as_ticked(plain, [grant], on=TODAY, who=ORLA) == []


def test_no_new_access_is_asked_for_once_somebody_leaves() -> None:
    runs = Engagement.of(agreed_on=GIVEN, start=GIVEN, notice_days=14)
    assert requests_frozen_by(runs, [], TODAY) == ""
    assert requests_frozen_by(runs.given_notice(TODAY), [], TODAY) == "the engagement is under notice"
    ended = runs.ended(april(23))
    assert requests_frozen_by(ended, [], TODAY) == "the engagement is ended"
    assert requests_frozen_by(None, [left(end=may(29))], TODAY) == "L0 is a list for leaving"
    past, put_away = left(end=april(23)), left(end=may(29)).but(archived=at(TODAY))
    assert requests_frozen_by(runs, [past, put_away], TODAY) == ""


def test_the_list_that_is_sent_to_who_leaves_says_nothing_of_reason_or_tone() -> None:
    text = checklist_sent(left(), Facts(may(1)), CORK)
    assert "Last day agreed" in text
    assert not any(word in text for word in ("reason", "tone", "settled who"))
