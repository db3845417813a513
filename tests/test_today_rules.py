"""The rules of Today one by one: when each begins to bite, what it says, and what it leaves to others."""

from datetime import date, timedelta
from typing import Any

import pytest
from todays import (
    CALENDAR,
    CORK,
    LEDGER,
    TODAY,
    accesses,
    at,
    card,
    day,
    found,
    grant,
    niamh,
    paper,
    rules,
    terms,
    texts,
)

from models.access_parts import Approval, GateWaiver, Proof, Stamp, Suspension
from models.activity import Activity
from models.agreements import AgreementKind
from models.audit import Audit, TimeEntry
from models.board import Card, Column, Move
from models.brief import DataClass
from models.business import Business
from models.candidate_parts import Ending, Outcome, Reason
from models.candidates import Candidate
from models.capacity import WorkedWeek
from models.card_parts import Party
from models.check_ins import CheckIn, CheckInRule, Rhythm
from models.desk import Desk
from models.engagements import Milestone
from models.evidence import Interview
from models.feedback import Feedback, FeedbackKind
from models.gates import Facts, Gate
from models.goals import Goal, Heading
from models.helpers import HelperKind
from models.ledger import LedgerLine, Refill
from models.onboarding import Checklist
from models.procedure import Procedure
from models.ratings import Method, Rating
from models.references import ReferenceRequest
from models.reviews import Review, ReviewKind, Verdict
from models.roles import Role
from models.security import Incident, SecurityRecord, Told
from models.software_trial import SoftwareTrial
from models.stages import Stage
from models.templates import Purpose, Template
from models.today_line import Deed
from models.trials import Trial, TrialCheck

ROLE = Role.of(uid="role", number=1, title="Copywriter 2025")


def candidate(name: str = "Ruairí Keane", **fields: Any) -> Candidate:
    said = {"uid": name, "number": 1, "kind": HelperKind.FREELANCER, "role": "role", "stage": Stage.SOURCED}
    return Candidate.of(name=name, **(said | fields))


def declined(on: int, **fields: Any) -> Outcome:
    return Outcome(ending=Ending.DECLINED, at=at(on), decided_on=day(on), reason=Reason.SKILL, **fields)


def goal(**fields: Any) -> Goal:
    said = {"title": "Page load", "baseline": 6, "target": 2, "heading": Heading.DOWN, "source": "speed test"}
    return Goal.of(**(said | fields))


def running(*items: dict[str, object], made: int = -30, start: int = -20) -> Checklist:
    """Returns a running list of Niamh's with these items."""
    template = Template.of(name="First steps", kind=HelperKind.ASSISTANT, items=items)
    days = {"start": day(start), "made_on": day(made)}
    copied = Checklist.copying(template, name="Niamh Doyle", helper="niamh", **days)
    return copied.but(uid="list", number=1)


def nothing_is_said(**records: Any) -> bool:
    return rules(**records) == []


# ---------------------------------------------------------------------- A


@pytest.mark.parametrize(("ended", "there"), [(0, ["B4"]), (-1, ["A1"])])
def test_access_past_the_end_of_the_engagement_is_a_danger_from_the_next_day_on(
    ended: int, there: list[str]
) -> None:
    assert rules(helpers=[niamh()], accesses=accesses(grant(), ends=day(ended))) == there


def test_access_that_has_expired_by_itself_is_the_same_danger() -> None:
    (line,) = found(helpers=[niamh()], accesses=accesses(grant(expires_on=day(-3))))
    assert (line.rule, line.deed, line.overdue) == ("A1", Deed.REVOKE, 3)
    assert texts([line]) == ["Calendar edit still open, expired 3 d ago"]


def test_access_that_is_switched_off_lets_nobody_in() -> None:
    off = Suspension.of(on=day(-5), reason="on leave")
    assert nothing_is_said(helpers=[niamh()], accesses=accesses(grant(suspensions=(off,)), ends=day(-1)))


@pytest.mark.parametrize(("revoked", "there"), [(-1, []), (-2, ["A2"])])
def test_removal_is_tried_out_within_a_day(revoked: int, there: list[str]) -> None:
    gone = grant(revoked=Stamp(on=day(revoked)))
    lines = found(helpers=[niamh()], accesses=accesses(gone))
    assert [line.rule for line in lines] == there
    assert all(line.deed is Deed.VERIFY for line in lines)


def test_a_shared_secret_is_changed_even_when_the_access_was_seen_gone() -> None:
    seen = Proof.of(on=day(-4), how="tried to log in")
    gone = {"method": "shared vault item", "vault_item": "Host login", "verified": seen}
    shared = grant(revoked=Stamp(on=day(-5)), **gone)
    (line,) = found(helpers=[niamh()], accesses=accesses(shared))
    assert (line.rule, line.subject, line.deed) == ("A2", "Host login", Deed.ROTATE)
    assert nothing_is_said(accesses=accesses(shared.rotated(on=TODAY, who="ob")))


def test_accesses_without_the_same_paper_are_one_line_that_folds_them() -> None:
    ended = paper(AgreementKind.DPA, term_end=day(-2))
    listed = running({"title": "DPA signed", "opens": "accounts", "paper": AgreementKind.DPA})
    open_ones = [grant(), grant(uid="second", number=2)]
    held = accesses(*open_ones, papers=[ended], missing=("DPA signed",))
    (line, *rest) = found(helpers=[niamh()], agreements=[ended], checklists=[listed], accesses=held)
    assert (line.rule, line.deed, line.about.table, line.overdue) == ("A3", Deed.RENEW, "agreements", 2)
    assert [fold.about.uid for fold in line.folds] == ["calendar access", "second"]
    assert texts([line]) == [f"2 accesses open without a valid DPA, ended {day(-2)}"]
    assert "A3" not in [each.rule for each in rest]


def test_access_whose_gate_is_shut_without_any_paper_is_to_be_suspended() -> None:
    waiver = GateWaiver.of(on=day(-9), gate=Gate.ACCOUNTS, reason="first week", until=day(-1))
    held = accesses(grant(waivers=(waiver,)), missing=("contract: not done",))
    (line,) = found(helpers=[niamh()], accesses=held)
    assert (line.rule, line.deed, line.due) == ("A3", Deed.SUSPEND, day(-1))


def test_access_past_its_end_is_not_said_to_lack_its_papers_as_well() -> None:
    held = accesses(grant(), ends=day(-1), missing=("contract: not done",))
    assert rules(helpers=[niamh()], accesses=held) == ["A1"]


@pytest.mark.parametrize(
    ("hours", "says"),
    [(-41, "31 h left of 72 h to decide on notifying"), (-75, "3 h past the 72 h to decide on notifying")],
)
def test_the_clock_of_an_incident_is_shown_until_it_is_decided(hours: int, says: str) -> None:
    known = at(hours / 24)
    incident = Incident.of(
        what="Mail to a wrong client", known_at=known, data_class=DataClass.CLIENT, personal=True
    )
    record = SecurityRecord.of(uid="i", number=1, incident=incident)
    (line,) = found(security=[record])
    assert (line.rule, line.deed, texts([line])) == ("A4", Deed.NOTIFY, [says])
    told = incident.but(told=(Told.of(whom="DPC", at=at(0), is_authority=True),))
    assert nothing_is_said(security=[record.but(incident=told)])


def test_money_takes_the_yes_of_two() -> None:
    one = (Approval(on=day(-15), who="ob", limit="read only"),)
    held = accesses(grant(LEDGER, approvals=one))
    assert rules(helpers=[niamh()], accesses=held) == ["A5"]
    assert nothing_is_said(helpers=[niamh()], accesses=accesses(grant(LEDGER)))


# ---------------------------------------------------------------------- B


@pytest.mark.parametrize(("left", "there"), [(6, []), (5, ["B1"]), (-3, ["B1"])])
def test_a_trial_that_charges_by_itself_is_asked_about_five_days_before(left: int, there: list[str]) -> None:
    trial = SoftwareTrial.of(auto_convert=True, convert_on=day(left), price=69_00)
    program = candidate("Quillbox", kind=HelperKind.SOFTWARE, stage=Stage.TRIAL, software=trial)
    assert rules(candidates=[program]) == there
    assert nothing_is_said(candidates=[program.but(software=trial.but(cancelled_on=TODAY))])
    assert nothing_is_said(candidates=[program.but(helper="niamh")])  # it was adopted: it may charge


@pytest.mark.parametrize(("renews", "there"), [(22, []), (21, ["B2"]), (0, [])])
def test_a_renewal_is_decided_on_two_weeks_before_its_cancel_by_day(renews: int, there: list[str]) -> None:
    helper = niamh(terms(renews_on=day(renews), notice_days=7))
    assert rules(helpers=[helper]) == there


@pytest.mark.parametrize(("ends", "there"), [(31, []), (30, ["B3"]), (0, ["B3"]), (-1, [])])
def test_a_paper_is_renewed_thirty_days_before_it_ends(ends: int, there: list[str]) -> None:
    assert rules(helpers=[niamh(terms())], agreements=[paper(term_end=day(ends))]) == there


def test_a_paper_that_lasts_as_long_as_the_work_needs_no_renewal() -> None:
    ends = {"helpers": [niamh(terms(end=day(20)))]}
    assert nothing_is_said(**ends, agreements=[paper(term_end=day(20))])
    assert rules(**ends, agreements=[paper(term_end=day(19))]) == ["B3"]


def test_a_paper_that_another_one_follows_needs_none_either() -> None:
    papers = [paper(term_end=day(20)), paper(uid="new", term_end=day(400))]
    assert nothing_is_said(helpers=[niamh(terms())], agreements=papers)


@pytest.mark.parametrize(("begins", "there"), [(21, []), (22, ["B3"])])
def test_a_paper_that_begins_only_after_a_gap_does_not_follow(begins: int, there: list[str]) -> None:
    papers = [paper(term_end=day(20)), paper(uid="new", effective=day(begins), term_end=day(400))]
    assert rules(helpers=[niamh(terms())], agreements=papers) == there


@pytest.mark.parametrize(("renews", "there"), [(22, []), (21, ["B2"]), (1, ["B2"]), (0, [])])
def test_software_that_renews_is_decided_on_like_an_engagement(renews: int, there: list[str]) -> None:
    trial = SoftwareTrial.of(renews_on=day(renews), notice_days=7)
    program = candidate("Quillbox", kind=HelperKind.SOFTWARE, stage=Stage.TRIAL, software=trial)
    lines = found(candidates=[program])
    assert [line.rule for line in lines] == there
    assert all((line.deed, line.due) == (Deed.CANCEL, day(renews - 7)) for line in lines)
    assert nothing_is_said(candidates=[program.but(software=trial.but(cancelled_on=TODAY))])


def test_software_whose_terms_renew_is_asked_about_once() -> None:
    trial = SoftwareTrial.of(renews_on=day(10))
    known = {"kind": HelperKind.SOFTWARE, "stage": Stage.TRIAL, "helper": "niamh"}
    program = candidate("Quillbox", software=trial, **known)
    lines = found(helpers=[niamh(terms(renews_on=day(10)))], candidates=[program])
    assert [(line.rule, line.about.table) for line in lines] == [("B2", "helpers")]


def test_a_renewal_folds_the_accesses_that_end_with_its_engagement() -> None:
    held = accesses(grant(), grant(LEDGER), ends=day(5))
    helper = niamh(terms(renews_on=day(4), end=day(5)))
    (line,) = found(helpers=[helper], accesses=held)
    assert (line.rule, len(line.folds)) == ("B2", 2)


def test_a_renewal_leaves_an_access_alone_that_ends_before_its_engagement() -> None:
    helper = niamh(terms(renews_on=day(4)))
    assert rules(helpers=[helper], accesses=accesses(grant(expires_on=day(5)))) == ["B2", "B4"]


@pytest.mark.parametrize(("ends", "there"), [(8, []), (7, ["B4"]), (0, ["B4"])])
def test_access_asks_to_be_extended_seven_days_before_its_last(ends: int, there: list[str]) -> None:
    lines = found(helpers=[niamh(terms())], accesses=accesses(grant(expires_on=day(ends))))
    assert [line.rule for line in lines] == there
    assert all(line.deed is Deed.EXTEND for line in lines)


def test_an_engagement_that_ends_folds_the_accesses_that_end_with_it() -> None:
    held = accesses(grant(), grant(LEDGER), ends=day(5))
    (line,) = found(helpers=[niamh(terms(end=day(5)))], accesses=held)
    assert (line.rule, line.deed, len(line.folds)) == ("B4", Deed.DECIDE_END, 2)


@pytest.mark.parametrize(
    ("ends", "used", "there"), [(3, 0, []), (2, 0, ["B5"]), (9, 287, []), (9, 288, ["B5"])]
)
def test_a_trial_is_decided_on_near_its_end_or_when_its_hours_are_nearly_used(
    ends: int, used: int, there: list[str]
) -> None:
    checks = (TrialCheck.of(text="clean", met=True), TrialCheck.of(text="on time"))
    said = {"criteria": checks, "start": day(-2), "end": day(ends), "minutes_used": used}
    trial = Trial.of(scope="Twenty chases", minutes_cap=360, pay=90_00, **said)
    lines = found(candidates=[candidate(trial=trial)])
    assert [line.rule for line in lines] == there
    assert all(text.endswith("decide, 1 of 2 checks seen") for text in texts(lines))


# ---------------------------------------------------------------------- C

_DPA: dict[str, object] = {
    "code": "VA03",
    "title": "DPA signed by both",
    "offset_days": 8,
    "side": "both",
    "opens": "accounts",
    "paper": AgreementKind.DPA,
}


def test_a_paper_we_have_not_signed_folds_the_items_accesses_and_cards_behind_it() -> None:
    half = paper(AgreementKind.DPA, countersigned_on=None)
    work = card("Chase", Column.READY, uid="work", helper="niamh")
    listed = running(_DPA, {"title": "Access on", "offset_days": 12, "needs": "accounts"})
    held = accesses(grant(given=None))
    (line,) = found(
        helpers=[niamh(terms())], agreements=[half], checklists=[listed], accesses=held, cards=[work]
    )
    assert (line.rule, line.deed, line.about.uid) == ("C1", Deed.COUNTERSIGN, half.uid)
    assert [fold.about.table for fold in line.folds] == ["checklists", "grants", "cards"]
    assert texts([line]) == [f"DPA not countersigned: blocks 1 access, 1 card, 1 item; due {day(-12)}"]


def test_an_item_that_waits_for_the_helper_is_no_matter_of_ours() -> None:
    sent = paper(AgreementKind.DPA, signed_on=None, countersigned_on=None)
    lines = found(helpers=[niamh(terms())], agreements=[sent], checklists=[running(_DPA)])
    assert [line.rule for line in lines] == ["D2"]


def test_an_item_that_opens_a_gate_waits_for_us_once_it_is_late() -> None:
    item: dict[str, object] = {"title": "Scope agreed", "offset_days": 20, "opens": "solo work"}
    assert rules(helpers=[niamh()], checklists=[running(item)]) == ["D2"]
    assert rules(1, helpers=[niamh()], checklists=[running(item)]) == ["C1"]


def test_an_item_done_and_not_signed_off_asks_for_the_signature() -> None:
    item = {"title": "Scope agreed", "offset_days": 5, "opens": "solo work", "sign_off": True}
    listed = running(item)
    done = listed.done(listed.items[0].key, facts=Facts(TODAY), at=at(0), who="ob")
    (line,) = found(helpers=[niamh()], checklists=[done])
    assert (line.rule, line.deed) == ("C1", Deed.SIGN_ITEM)


def test_an_item_that_is_an_approval_waits_for_the_owner_who_has_not_spoken() -> None:
    item = {"title": "Bank link", "offset_days": 19, "sign_off": True, "approval": True}
    listed, asked = running(item), accesses(grant(LEDGER, None, approvals=()))
    (line,) = found(helpers=[niamh()], checklists=[listed], accesses=asked)
    assert (line.rule, line.deed, texts([line])) == (
        "C1",
        Deed.APPROVE_ITEM,
        ["Ledger waits 1 d for Tomasz's approval"],
    )
    half = listed.done(listed.items[0].key, facts=Facts(TODAY), at=at(0), who="tw")
    (line,) = found(helpers=[niamh()], checklists=[half], accesses=asked)
    assert (line.deed, texts([line])) == (Deed.SIGN_ITEM, ["Ledger waits 1 d for Orla's approval"])


def test_the_second_approval_of_an_access_names_the_owner_it_waits_for() -> None:
    one = (Approval(on=day(-2), who="ob", limit="read only"),)
    (line,) = found(helpers=[niamh()], accesses=accesses(grant(LEDGER, None, approvals=one)))
    assert (line.rule, line.deed) == ("C1", Deed.APPROVE_GRANT)
    assert texts([line]) == ["Ledger edit waits 2 d for Tomasz's approval"]


@pytest.mark.parametrize(("since", "there"), [(-1, []), (-4, ["C2"])])  # the 9th and 10th are off
def test_a_card_may_wait_one_work_day_for_an_owner(since: int, there: list[str]) -> None:
    waiting = card(since=-4).waiting(Party.OWNER, "a word", at=at(since), look=None)
    assert rules(cards=[waiting]) == there
    assert nothing_is_said(cards=[waiting.snoozed(day(1), today=TODAY)])
    assert nothing_is_said(cards=[waiting.but(archived=at(0))])


def test_a_card_that_waits_for_the_client_is_no_matter_of_ours() -> None:
    assert nothing_is_said(cards=[card(since=-4).waiting(Party.CLIENT, "a letter", at=at(-4), look=None)])


@pytest.mark.parametrize(("since", "there"), [(-4, []), (-5, ["C3"])])
def test_work_stands_two_work_days_in_review(since: int, there: list[str]) -> None:
    assert rules(cards=[card(column=Column.REVIEW, since=since)]) == there


@pytest.mark.parametrize(("held", "there"), [(-1, []), (-4, ["C4"])])
def test_an_owner_rates_within_a_work_day_of_the_interview(held: int, there: list[str]) -> None:
    interview = Interview.of(at=at(held), interviewers=("ob",)).held()
    seen = candidate(interviews=(interview,))
    assert rules(candidates=[seen]) == there
    assert nothing_is_said(owner="tw", candidates=[seen])  # who was not there has nothing to say


def test_a_rating_that_is_handed_in_settles_it_and_a_draft_does_not() -> None:
    seen = candidate(interviews=(Interview.of(at=at(-4), interviewers=("ob",)).held(),))
    said = {"criterion": "SK", "rater": "ob", "value": 4, "method": Method.STRUCTURED_INTERVIEW, "at": at(-3)}
    draft = Rating.of(**said, evidence="Asked before I had said it.")
    assert rules(candidates=[seen.but(ratings=(draft,))]) == ["C4"]
    assert nothing_is_said(candidates=[seen.but(ratings=(draft.handed_in(at=at(-3)),))])


@pytest.mark.parametrize(("decided", "there"), [(-7, []), (-8, ["C5"])])
def test_whoever_was_turned_down_hears_of_it_within_five_work_days(decided: int, there: list[str]) -> None:
    gone = candidate(outcomes=(declined(decided),))
    assert rules(candidates=[gone]) == there
    assert nothing_is_said(candidates=[gone.told(TODAY)])


# ---------------------------------------------------------------------- D

_WEEKLY = CheckInRule(rhythm=Rhythm.WEEKLY, first=day(-21))


def test_a_talk_is_due_on_its_day_and_stays_so_until_it_is_held() -> None:
    helper = niamh(terms(), CheckIn.of(on=day(-7)).held(at=at(-7)), check_in_rule=_WEEKLY)
    assert rules(-1, helpers=[helper]) == []
    (line,) = found(helpers=[helper])
    assert (line.rule, line.deed, line.due) == ("D1", Deed.CHECK_IN, TODAY)
    assert texts([line]) == ["weekly talk today: 0 points to talk about"]
    assert texts(found(1, helpers=[helper])) == [f"weekly talk was due {TODAY}: 0 points to talk about"]
    assert nothing_is_said(helpers=[helper.with_part(CheckIn.of(on=TODAY).held(at=at(0)))])


def test_two_talks_missed_in_a_row_are_asked_about_before_the_next() -> None:
    missed = [CheckIn.of(on=day(on), missed_by=Party.HELPER) for on in (-8, -1)]
    helper = niamh(terms(), *missed, check_in_rule=CheckInRule(first=day(-8)))
    (line,) = found(helpers=[helper])
    assert texts([line]) == ["weekly talk, missed 2 times: 0 points to talk about"]
    assert nothing_is_said(helpers=[niamh(terms(), missed[1], check_in_rule=CheckInRule(first=day(-8)))])


def test_a_talk_with_somebody_whose_work_has_ended_is_not_due() -> None:
    assert nothing_is_said(helpers=[niamh(terms(end=day(-1)), check_in_rule=_WEEKLY)])


def test_talks_missed_or_planned_are_forgotten_once_the_work_has_ended() -> None:
    missed = [CheckIn.of(on=day(on), missed_by=Party.HELPER) for on in (-9, -2)]
    assert nothing_is_said(helpers=[niamh(terms(end=day(-1)), *missed)])
    assert nothing_is_said(helpers=[niamh(terms(end=day(-1)), CheckIn.of(on=TODAY))])
    assert rules(helpers=[niamh(CheckIn.of(on=TODAY))]) == ["D1"]


def test_a_list_for_starting_stops_with_the_last_day_and_one_for_leaving_does_not() -> None:
    start = running({"title": "Scope agreed", "offset_days": 5, "opens": "solo work"})
    leaving = running({"title": "Say goodbye", "offset_days": 5}).but(uid="last", purpose=Purpose.LEAVE)
    ended = [niamh(terms(end=day(-1)))]
    assert [line.cause for line in found(helpers=ended, checklists=[start, leaving])] == ["last"]
    assert nothing_is_said(helpers=ended, checklists=[start])
    assert not nothing_is_said(helpers=[niamh(terms(end=TODAY))], checklists=[start])


def test_the_items_of_a_list_are_one_line_the_longest_overdue_first() -> None:
    listed = running(
        {"title": "later", "offset_days": 21},
        {"title": "today", "offset_days": 20},
        {"title": "first", "offset_days": 16},
        {"title": "second", "offset_days": 17, "side": "helper"},
    )
    (line,) = found(helpers=[niamh()], checklists=[listed])
    assert texts([line]) == [f"overdue since {day(-4)}, 2 more: first"]
    assert [fold.name for fold in line.folds] == ["second", "today"]
    assert [line.rule for line in found(helpers=[niamh(archived=at(-1))], checklists=[listed])] == []


@pytest.mark.parametrize(
    ("asked", "reminders", "deed"),
    [
        (-2, 0, None),
        (-5, 0, Deed.REMIND),  # three work days
        (-5, 1, None),
        (-11, 1, Deed.REMIND),  # six: the 4th was a holiday
        (-14, 2, None),
        (-15, 2, Deed.CLOSE_REFERENCE),  # ten
    ],
)
def test_a_silent_referee_is_reminded_twice_and_then_given_up(
    asked: int, reminders: int, deed: Deed | None
) -> None:
    request = ReferenceRequest.of(referee="Kenji Ito").asked(day(asked))
    for n in range(reminders):
        request = request.reminded(day(asked + 3 + n))
    lines = found(candidates=[candidate(references=(request,))])
    assert [line.deed for line in lines] == ([deed] if deed else [])
    assert all(line.rule == "D3" for line in lines)


def test_the_referees_of_somebody_turned_down_are_left_alone() -> None:
    request = ReferenceRequest.of(referee="Kenji Ito").asked(day(-20))
    gone = candidate(references=(request,), outcomes=(declined(-1),))
    assert nothing_is_said(candidates=[gone])


@pytest.mark.parametrize(("due", "there"), [(3, []), (2, ["D4"]), (-9, ["D4"])])
def test_a_milestone_is_on_the_page_two_days_before_its_day(due: int, there: list[str]) -> None:
    file = Milestone.of(title="File 1", due=day(due))
    assert rules(helpers=[niamh(terms(-9, milestones=(file,)))]) == there
    assert nothing_is_said(helpers=[niamh(terms(-9, milestones=(file.accepted(TODAY),)))])


@pytest.mark.parametrize(("start", "there"), [(-22, []), (-23, ["D5"])])
def test_a_review_is_on_the_page_a_week_before_its_day(start: int, there: list[str]) -> None:
    assert rules(helpers=[niamh(terms(start))]) == there


def test_admin_access_is_looked_at_by_rule_d5_and_other_access_by_f2() -> None:
    sensitive = accesses(grant(LEDGER, given=-23))
    plain = accesses(grant(CALENDAR, given=-90))
    assert rules(helpers=[niamh()], accesses=sensitive) == ["D5"]
    assert rules(helpers=[niamh()], accesses=plain) == ["F2"]
    assert nothing_is_said(helpers=[niamh()], accesses=accesses(grant(CALENDAR, given=-89)))


def test_feedback_is_looked_back_on_by_its_day_or_within_five_work_days() -> None:
    said = {"situation": "On Monday", "behaviour": "moved it", "impact": "a call lost", "next_step": "ask"}
    corrects = Feedback.of(kind=FeedbackKind.CORRECTIVE, on=day(-8), due=day(1), **said)
    assert nothing_is_said(helpers=[niamh(corrects)])
    assert rules(helpers=[niamh(corrects.but(due=TODAY))]) == ["D6"]
    assert rules(helpers=[niamh(corrects.but(due=None, on=day(-7)))]) == ["D6"]
    assert nothing_is_said(helpers=[niamh(corrects.but(due=None, on=day(-6)))])
    assert nothing_is_said(helpers=[niamh(corrects.looked_back(TODAY, "asked").but(due=TODAY))])


def test_a_card_is_looked_at_on_its_follow_up_day_and_late_after_its_due_date() -> None:
    assert rules(cards=[card(follow_up=TODAY)]) == ["D7"]
    assert nothing_is_said(cards=[card(follow_up=day(1), due=TODAY)])
    assert rules(cards=[card(due=day(-1))]) == ["D8"]
    assert texts(found(cards=[card(follow_up=TODAY, due=day(-2))])) == ["follow up, Doing, 2 d late"]
    assert nothing_is_said(cards=[card(column=Column.DONE, follow_up=TODAY, due=day(-1))])


def test_a_day_of_a_running_audit_is_put_right_and_a_closed_one_rests() -> None:
    def entry(on: float, who: str = "ob") -> TimeEntry:
        times = {"start": at(on), "end": at(on + 0.02)}
        return TimeEntry.of(who=who, zone="Europe/Dublin", text="Post", **times)

    log = [entry(-1), entry(-1.2, "tw"), entry(0)]  # no category; today's may still be put right
    audit = Audit.beginning(day(-5)).but(uid="audit", number=1)
    records = {"audits": [audit], "entries": lambda first: log}
    (line,) = found(**records)
    assert (line.rule, line.deed) == ("D9", Deed.REPAIR)
    assert line.stands_for == {"audit"}, "a day put right makes the next one no other matter"
    assert texts([line]) == [f"1 entry to repair on 1 day, the first {day(-1)}"]
    assert nothing_is_said(audits=[audit.but(closed=True)], entries=lambda first: log)


def test_the_log_is_not_read_while_no_audit_runs() -> None:
    def read(first: date) -> list[TimeEntry]:
        raise AssertionError("the log was read")

    assert nothing_is_said(audits=[Audit.beginning(day(1))], entries=read)


# ---------------------------------------------------------------------- E


def test_more_in_doing_than_the_limit_is_one_line_for_the_helper() -> None:
    work = [card(f"Card {n}", number=n, helper="niamh") for n in range(1, 5)]
    (line,) = found(helpers=[niamh()], cards=work)
    assert (line.rule, line.deed, line.size) == ("E1", Deed.LIGHTEN, 4)
    assert texts([line]) == ["4 in Doing, limit 3"]
    assert nothing_is_said(helpers=[niamh()], cards=work[:3])


def test_a_column_over_its_limit_is_one_as_well() -> None:
    limited = CORK.but(column_limits={Column.BRIEF: 1})
    work = [card(f"Card {n}", Column.BRIEF, number=n) for n in (1, 2)]
    assert texts(found(business=limited, cards=work)) == ["2 cards, limit 1"]


@pytest.mark.parametrize(("since", "there"), [(-7, []), (-11, ["E2"])])
def test_a_card_stalls_after_five_work_days(since: int, there: list[str]) -> None:
    assert rules(cards=[card(since=since)]) == there


def test_an_inbox_nobody_decides_on_is_one_line() -> None:
    old = [card(f"Card {n}", Column.INBOX, -11 - n, number=n) for n in (1, 2, 3)]
    (line,) = found(cards=[*old, card("new", Column.INBOX, number=9)])
    assert (line.rule, line.deed, line.about.number) == ("E2", Deed.TRIAGE, 3)
    assert len(line.folds) == 2
    (less,) = found(cards=old[:2])
    assert less.cause == line.cause, "deciding on the oldest leaves the same matter"


@pytest.mark.parametrize(("minutes", "there"), [(395, ["E3"]), (396, []), (726, []), (727, ["E3"])])
def test_agreed_hours_are_used_between_sixty_and_a_hundred_and_ten_per_cent(
    minutes: int, there: list[str]
) -> None:
    week = WorkedWeek.in_week(day(-7), minutes)
    assert rules(helpers=[niamh(terms(-9, minutes_week=660), week)]) == there


def test_the_week_in_which_somebody_begins_tells_nothing_of_the_hours() -> None:
    week = WorkedWeek.in_week(day(-7), 30)
    assert nothing_is_said(helpers=[niamh(terms(-5, minutes_week=660), week)])


def test_a_card_that_came_back_twice_asks_for_its_brief() -> None:
    steps = [(Column.DOING, Column.REVIEW), (Column.REVIEW, Column.DOING)]
    moves = tuple(Move(at=at(-1), source=a, target=b) for a, b in (*steps, *steps))
    assert rules(cards=[card(moves=moves)]) == ["E4"]
    assert nothing_is_said(cards=[card(moves=moves[:2])])


# ---------------------------------------------------------------------- F


@pytest.mark.parametrize(("last", "there"), [(-10, []), (-11, ["F1"])])
def test_a_weekly_goal_without_a_number_for_ten_and_a_half_days_is_asked_about(
    last: int, there: list[str]
) -> None:
    measured = goal().agreed(day(-40)).measured(5, day(last))
    assert rules(helpers=[niamh(measured)]) == there
    assert nothing_is_said(helpers=[niamh(goal())])  # a draft


@pytest.mark.parametrize(("used", "there"), [(-44, []), (-45, ["F2"])])
def test_access_that_nobody_uses_is_asked_about_after_forty_five_days(used: int, there: list[str]) -> None:
    held = accesses(grant(last_used=day(used)))
    assert rules(helpers=[niamh()], accesses=held) == there


def test_a_goal_that_was_met_is_thanked_for() -> None:
    met = goal(cadence_days=90).agreed(day(-40)).measured(2, day(-1)).met(day(-1))
    assert rules(helpers=[niamh(met)]) == ["F3"]


def test_the_candidates_of_a_role_are_erased_together_a_week_before_the_day() -> None:
    kept = Business.of(**(dict(CORK) | {"retention_months": 1}))
    told = [declined(-25, told_on=day(-24)), declined(-24, told_on=day(-24))]
    gone = [candidate(f"P{n}", number=n, outcomes=(each,)) for n, each in enumerate(told)]
    (line,) = found(business=kept, roles=[ROLE], candidates=gone)
    assert (line.rule, line.subject, line.deed) == ("F4", "Copywriter 2025", Deed.ERASE)
    assert texts([line]) == ["erase 2 candidates, the first by 2026-05-17"]
    other = gone[0].but(uid="another")
    (same_count,) = found(business=kept, roles=[ROLE], candidates=[other, gone[1]])
    mine = Desk(owner="ob").snoozed(line, day(3), today=TODAY)
    assert (mine.hides(line, TODAY), mine.hides(same_count, TODAY)) == (True, False)
    later = candidate(outcomes=(declined(-22, told_on=day(-22)),))
    assert nothing_is_said(business=kept, roles=[ROLE], candidates=[later])


def test_notes_that_nobody_else_has_tried_for_half_a_year_want_a_second_run() -> None:
    notes = Procedure.of(uid="notes", number=1, title="Chase", created=at(-181))
    work = card(helper="niamh", procedure="notes")
    assert rules(helpers=[niamh()], procedures=[notes], cards=[work]) == ["F5"]
    fresh = notes.but(created=at(-180))
    assert nothing_is_said(helpers=[niamh()], procedures=[fresh], cards=[work])


def week(back: int, measured: int, **fields: Any) -> LedgerLine:
    monday = day(-8) - timedelta(weeks=back)
    said = {"activity": "post", "how": "time log", "measured": measured, "forecast": 100}
    return LedgerLine.of(week=monday, **(said | fields))


def refilled(back: int) -> LedgerLine:
    return LedgerLine.of(week=day(-8) - timedelta(weeks=back), refill=Refill(billable=10))


def test_freed_hours_of_the_last_month_are_accounted_for() -> None:
    (line,) = found(ledger=[week(0, 90), week(1, 90), refilled(1), week(9, 90)])
    assert (line.rule, line.size) == ("F6", 1)
    assert texts([line]) == [f"nobody has said where those of 1 week went, the first of {day(-8)}"]


def test_work_that_frees_far_less_than_forecast_is_looked_at_after_six_weeks() -> None:
    post = Activity.of(uid="post", number=1, name="Post", category="admin")
    weeks = [each for n in range(6) for each in (week(n, 59), refilled(n))]
    assert texts(found(activities=[post], ledger=weeks)) == ["59% of the forecast is freed"]
    assert nothing_is_said(activities=[post], ledger=weeks[:10])
    low = [each.but(forecast_low=70) if each.activity else each for each in weeks]
    assert texts(found(activities=[post], ledger=low)) == [
        "below its low forecast for 6 weeks: stop or change it"
    ]


@pytest.mark.parametrize(("ended", "there"), [(-179, []), (-180, ["F7"])])
def test_the_time_is_audited_again_after_half_a_year(ended: int, there: list[str]) -> None:
    audit = Audit.of(uid="old", number=1, start=day(ended - 13), end=day(ended), closed=True)
    assert rules(audits=[audit]) == there
    assert nothing_is_said(audits=[audit, Audit.beginning(day(4))])


# ---------------------------------------------------------------------- none of them


def test_a_business_of_one_with_nothing_in_it_needs_nothing() -> None:
    assert nothing_is_said(business=Business(), owner="me")


def test_a_late_review_is_still_asked_for_and_one_that_was_held_is_not() -> None:
    helper = niamh(terms(-40))
    (line,) = found(helpers=[helper])
    assert (line.rule, line.overdue) == ("D5", 7)  # from a Saturday, past a holiday, to Tuesday the 5th
    held = Review.of(kind=ReviewKind.D30, on=day(-9), decision=Verdict.KEEP, reason="Right when checked.")
    assert nothing_is_said(helpers=[helper.with_part(held)])


def test_a_card_is_named_once_by_the_most_severe_rule() -> None:
    steps = [(Column.DOING, Column.REVIEW), (Column.REVIEW, Column.DOING)] * 2
    moves = tuple(Move(at=at(-20), source=a, target=b) for a, b in steps)
    everything = card(moves=moves, due=day(-3), follow_up=day(-2)).waiting(
        Party.OWNER, "a word", at=at(-9), look=None
    )
    assert isinstance(everything, Card)
    assert rules(cards=[everything]) == ["C2"]
    assert rules(cards=[everything.no_longer_waiting(at=at(0))]) == ["D7"]
