"""The register of the demo as it stands on 12 May 2026: papers, access, goals, feedback, the ledger."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from models.access_parts import GrantState
from models.access_register import Access
from models.agreements import AgreementState
from models.brief import DataClass
from models.capacity import last_worked
from models.check_ins import agenda
from models.dossier import Dossier
from models.engagements import EngagementState
from models.feedback import FeedbackKind, RecognitionKind, balance
from models.gates import Facts
from models.goals import GoalState
from models.hanging import hanging_on
from models.least_privilege import Excess, findings
from models.ledger import by_activity, by_week
from models.onboarding_parts import ItemState
from store import Workspace
from store.demo import DEMO_DAY, make_demo
from store.demo_calendar import at
from tui import register

NIAMH, HANA, LORCAN, GRACE, DOCKET, CORMAC = (
    *("Niamh Doyle", "Hana Sato", "Lorcan Bell"),
    *("Grace Tan", "Docket Otter", "Cormac Reilly"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path: Path = tmp_path_factory.mktemp("demo") / "workspace.json"
    make_demo(path)
    with Workspace.open(path) as desk:
        yield desk


@pytest.fixture(scope="module")
def people(desk: Workspace) -> Mapping[str, Dossier]:
    return {each.name: Dossier.on(each) for each in desk.helpers}


@pytest.fixture(scope="module")
def accesses(desk: Workspace) -> list[Access]:
    return list(register.accesses(desk, DEMO_DAY))


def test_six_have_helped_and_five_still_do(people: Mapping[str, Dossier]) -> None:
    assert list(people) == [NIAMH, HANA, LORCAN, GRACE, DOCKET, CORMAC]
    assert [name for name, each in people.items() if each.archived] == [CORMAC]
    assert [each.wip_limit for each in people.values()][:3] == [3, 2, 3]


def test_the_terms_stand_as_told(people: Mapping[str, Dossier]) -> None:
    def terms(name: str) -> tuple[EngagementState, date | None, date | None]:
        found = people[name].engagement(DEMO_DAY)
        assert found is not None
        return found.state(DEMO_DAY), found.start, found.end

    assert terms(NIAMH) == (EngagementState.TRIAL, date(2026, 5, 5), None)
    assert terms(HANA) == (EngagementState.ACTIVE, date(2026, 4, 28), None)
    assert terms(LORCAN) == (EngagementState.ACTIVE, date(2025, 6, 6), None)
    assert terms(GRACE) == (EngagementState.ACTIVE, date(2026, 5, 5), date(2026, 5, 29))
    assert terms(DOCKET) == (EngagementState.ACTIVE, date(2026, 5, 8), None)
    assert terms(CORMAC)[::2] == (EngagementState.ENDED, date(2026, 4, 23))
    docket = people[DOCKET].engagement(DEMO_DAY)
    assert docket is not None
    assert (docket.renews_on, docket.cancel_by) == (date(2026, 6, 8), date(2026, 6, 1))


def test_the_hours_of_last_week_are_those_told(people: Mapping[str, Dossier]) -> None:
    worked = {name: last_worked(each.worked, DEMO_DAY) for name, each in people.items()}
    assert {name: week.minutes / 60 for name, week in worked.items() if week} == {NIAMH: 7.5, GRACE: 3}


def test_the_papers_stand_as_told(desk: Workspace, people: Mapping[str, Dossier]) -> None:
    names = {each.uid: name for name, each in people.items()}
    found = {
        (names[paper.helper or ""], paper.kind.name): (
            paper.state(DEMO_DAY),
            paper.last_day,
            paper.survival_until,
        )
        for paper in desk.agreements
    }
    held, expiring = AgreementState.IN_FORCE, AgreementState.EXPIRING
    assert found[NIAMH, "NDA"] == (held, date(2027, 4, 29), date(2030, 4, 29))
    assert found[NIAMH, "DPA"] == (AgreementState.SIGNED, None, None)
    assert found[HANA, "NDA"] == (held, date(2028, 4, 16), date(2030, 4, 16))
    assert found[LORCAN, "NDA"][:2] == (expiring, date(2026, 6, 6))
    assert found[LORCAN, "DPA"] == (held, None, None)
    assert [found[GRACE, kind][0] for kind in ("CONTRACT", "NDA", "DPA")] == [expiring, held, held]
    assert found[DOCKET, "DPA"][0] is held
    assert found[CORMAC, "NDA"][0] is AgreementState.SURVIVING
    assert found[CORMAC, "NDA"][2] is not None
    assert found[CORMAC, "NDA"][2].strftime("%b %Y") == "Apr 2029"


def test_on_the_paper_that_is_not_countersigned_hang_an_item_and_two_accesses(
    desk: Workspace, people: Mapping[str, Dossier]
) -> None:
    niamh = people[NIAMH].uid
    paper = next(each for each in desk.agreements if each.helper == niamh and each.kind.name == "DPA")
    items = [item for each in desk.checklists.having(helper=niamh) for item in each.lines]
    facts: Facts = register.facts(desk, DEMO_DAY).of(niamh)
    found = hanging_on(paper, items, facts)
    assert "VA19" in [item.code for item in found.items]
    assert sorted(grant.says for grant in found.grants) == ["Client portal edit", "info@ mailbox edit"]


def test_the_access_stands_as_told(people: Mapping[str, Dossier], accesses: list[Access]) -> None:
    names = {each.uid: name.split()[0] for name, each in people.items()}
    found = {
        (names[each.helper], each.system.name): (str(each.grant.level), each.system.data_class, each.state)
        for each in accesses
    }
    active, asked = GrantState.ACTIVE, GrantState.REQUESTED
    internal, client, money = DataClass.INTERNAL, DataClass.CLIENT, DataClass.MONEY
    assert found == {
        ("Niamh", "Calendar"): ("edit", internal, active),
        ("Niamh", "Board"): ("edit", internal, active),
        ("Niamh", "info@ mailbox"): ("edit", client, asked),
        ("Niamh", "Client portal"): ("edit", client, asked),
        ("Hana", "Newsletter tool"): ("edit", internal, active),
        ("Hana", "LinkedIn page"): ("publish", internal, active),
        ("Lorcan", "Slate CMS"): ("admin", client, active),
        ("Lorcan", "DNS"): ("edit", internal, active),
        ("Docket", "Abacus Reed"): ("edit", client, active),
        ("Docket", "Bank feed"): ("view", money, asked),
        ("Grace", "Client portal"): ("edit", client, active),
        ("Cormac", "Slate CMS"): ("admin", client, GrantState.REVOKE_DUE),
        ("Cormac", "Webhost"): ("edit", internal, GrantState.REVOKED),
    }


def test_what_waits_says_why_and_what_is_open_has_its_papers(accesses: list[Access]) -> None:
    missing = {each.grant.ref: each.missing for each in accesses if each.missing}
    assert sorted(missing) == ["K10", "K12", "K13", "K3", "K4"]
    assert missing["K3"] == missing["K4"]
    assert "signed by Niamh Doyle, not by you" in missing["K3"][0]
    assert "a second owner's approval, with a limit: not on record" in missing["K10"]


def test_two_things_were_not_taken_away_in_time(accesses: list[Access]) -> None:
    (past,) = (each for each in accesses if each.is_past_end)
    assert (past.grant.ref, past.days_past_end) == ("K12", 19)
    worst = [(each.access.grant.ref, each.excess) for each in findings(accesses)]
    assert worst == [
        ("K12", Excess.PAST_END),
        ("K13", Excess.UNVERIFIED),
        ("K12", Excess.AT_RISK),
    ]


def test_admin_access_carries_the_yes_of_both_owners(accesses: list[Access]) -> None:
    admin = [each.grant for each in accesses if str(each.grant.level) == "admin"]
    assert len(admin) == 2
    assert all({one.who for one in grant.approvals} == {"ob", "tw"} for grant in admin)


def test_dates_of_access_are_those_told(accesses: list[Access]) -> None:
    by_ref = {each.grant.ref: each for each in accesses}
    assert by_ref["K9"].grant.expires_on == date(2026, 8, 6)
    assert by_ref["K11"].grant.expires_on == date(2026, 5, 29)
    assert [by_ref[ref].grant.reviews[-1].on for ref in ("K7", "K8")] == [date(2026, 4, 20)] * 2
    assert all(each.grant.undo and each.grant.tasks for each in accesses)


def test_the_list_of_the_one_who_left_has_three_lines_and_a_look_back_open(
    desk: Workspace, people: Mapping[str, Dossier]
) -> None:
    (gone,) = (each for each in desk.checklists.having(helper=people[CORMAC].uid) if each.purpose == "leave")
    left = {item.code: item for item in gone.lines if item.state is ItemState.OPEN}
    assert sorted(left) == ["OF07.1", "OF08.1", "OF09.2", "OF19"]
    assert "Slate CMS" in left["OF07.1"].title
    assert "Webhost" in left["OF09.2"].title
    assert gone.due(left["OF19"], desk.business) == date(2026, 5, 25)


def test_the_goals_stand_as_told(people: Mapping[str, Dossier]) -> None:
    goals = {goal.title: goal for each in people.values() for goal in each.goals}
    assert len(goals) == 7
    receipts, load = goals["Median days to get a missing receipt"], goals["Booking page load"]
    assert (receipts.state(DEMO_DAY), receipts.baseline, receipts.target) == (GoalState.DRAFT, 9, 4)
    assert (receipts.by, receipts.source) == (date(2026, 8, 3), "chase log")
    assert (load.state(DEMO_DAY), load.days_without(DEMO_DAY)) == (GoalState.NO_DATA, 19)
    assert [each.value for each in goals["Rounds of change per issue"].series] == [2, 1]
    assert [goal.title for goal in goals.values() if goal.has_no_data(DEMO_DAY)] == ["Booking page load"]


def test_feedback_thanks_and_tickets_are_those_told(people: Mapping[str, Dossier]) -> None:
    (said,) = people[NIAMH].feedback
    assert (said.kind, said.acknowledged_on, said.due) == (
        FeedbackKind.CORRECTIVE,
        date(2026, 5, 8),
        date(2026, 5, 14),
    )
    assert balance(people[HANA].feedback, DEMO_DAY).reinforcing == 1
    (ticket,) = people[DOCKET].tickets
    assert ticket.reply_minutes == 175
    (thanks,) = people[LORCAN].recognition
    assert thanks.kind is RecognitionKind.TESTIMONIAL


def test_the_next_talk_with_hana_is_on_thursday_and_its_agenda_builds_itself(
    desk: Workspace, people: Mapping[str, Dossier]
) -> None:
    hana = people[HANA]
    assert hana.check_in_rule is not None
    assert hana.check_in_rule.next_on(DEMO_DAY, desk.business) == date(2026, 5, 14)
    points = agenda(hana.agenda_facts(desk.cards, DEMO_DAY), today=DEMO_DAY, now=at(0))
    assert any("Newsletter May" in point.says for point in points)


def test_the_ledger_comes_to_what_is_told(desk: Workspace) -> None:
    names = {each.uid: each.name for each in desk.activities}
    accounts = {names[uid]: found for uid, found in by_activity(desk.ledger).items()}
    fixes, posts = accounts["Website fixes"], accounts["Newsletter and posts"]
    assert (fixes.weeks, fixes.forecast / 6, fixes.measured / 6) == (6, 132, 144)
    assert (posts.weeks, posts.forecast / 2, posts.measured / 2) == (2, 150, 54)
    assert accounts["Receipt data entry"].measured == 108
    last = by_week(desk.ledger)[date(2026, 5, 4)]
    assert last.measured == 306
    assert last.refill is not None
    assert (last.refill.billable, last.refill.growth, last.refill.rest) == (180, 60, 66)
    assert last.unplanned == 0
    month = list(by_week(desk.ledger).values())[-4:]
    assert [week.unplanned for week in month] == [0, 0, 0, 0]
